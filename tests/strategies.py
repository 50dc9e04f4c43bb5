"""Values of the core for property tests, as wild as they may come."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from aromatiza.core.answers import Answer, Value
from aromatiza.core.calls import Receipt, Role, Visibility
from aromatiza.core.delivery import Block, Lease, Record, State, Step
from aromatiza.core.messages import Message, msg
from aromatiza.core.post import AccountName, Json, Media, MediaKind, PostId
from aromatiza.core.rendition import File, Rendition
from aromatiza.core.secret import Secret

__all__ = [
    "PATIENT",
    "account_names",
    "answers",
    "digests",
    "files",
    "instants",
    "leases",
    "messages",
    "post_ids",
    "receipts",
    "records",
    "renditions",
    "secrets",
    "steps",
    "texts",
]

PATIENT = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
"""For properties of large values: how fast a machine makes them is no property."""

HALF_AN_EMOJI = "\ud83d"
"""What a network leaves of an emoji when it cuts a text in the middle."""

post_ids = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,79}", fullmatch=True).map(PostId)
account_names = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,39}", fullmatch=True).map(AccountName)
texts = st.builds(str.__add__, st.text(), st.sampled_from(["", "", HALF_AN_EMOJI]))
words = st.text("abcdefghijklmnopqrstuvwxyz ", min_size=1, max_size=30)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
commits = st.text("0123456789abcdef", min_size=40, max_size=40)
instants = st.datetimes(datetime(2000, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants the bounds naive
secrets = st.text("0123456789ABCDEF", min_size=16, max_size=32).map(lambda text: Secret(f"secret-{text}"))
scalars: st.SearchStrategy[str | int | float | bool | None] = st.one_of(
    texts, st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.none()
)
json_values: st.SearchStrategy[Json] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
values: st.SearchStrategy[Value] = st.one_of(scalars, secrets)

answers = st.builds(Answer, st.dictionaries(words, values, max_size=4))
steps = st.builds(
    Step,
    name=words,
    role=st.sampled_from([Role.PREPARE, Role.PUBLISH]),
    at=instants,
    answer=st.none() | answers,
    absent_at=st.none() | instants,
)
plain_messages: st.SearchStrategy[Message] = st.one_of(
    st.builds(lambda text: msg("ledger.said", text=text), texts),
    st.builds(lambda tries: msg("ledger.contended", tries=tries), st.integers()),
    st.just(msg("plan.publish")),
)
messages: st.SearchStrategy[Message] = plain_messages | st.builds(
    lambda step, found: msg("engine.in_doubt", step=step, looked_for=found), texts, plain_messages
)
kinds = st.sampled_from(MediaKind)
media = st.builds(Media, kinds, texts, texts)
files = st.builds(File, kinds, texts, texts, digests, st.integers(min_value=0), words)
renditions = st.builds(
    Rendition,
    title=texts,
    text=texts,
    link=texts,
    media=st.lists(media, min_size=1, max_size=3).map(tuple),
    options=st.dictionaries(words, json_values, max_size=3),
    text_key=words,
    may_repeat=st.booleans(),
)
receipts = st.builds(Receipt, texts, texts, st.sampled_from(Visibility))
leases = st.builds(Lease, texts, words, instants)
records = st.builds(
    Record,
    post=post_ids,
    account=account_names,
    platform=words,
    state=st.sampled_from(State),
    path=texts,
    commit=commits,
    rendition=renditions,
    at=instants,
    reason=st.none() | messages,
    block=st.none() | st.sampled_from(Block),
    due_at=st.none() | instants,
    retry_at=st.none() | instants,
    attempts=st.integers(min_value=0),
    restarts=st.integers(min_value=0),
    remote_id=texts,
    files=st.lists(files, max_size=2).map(tuple),
    steps=st.lists(steps, max_size=3).map(tuple),
    lease=st.none() | leases,
    receipt=st.none() | receipts,
)
