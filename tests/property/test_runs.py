"""However the history of a repository is cut into runs, each delivery happens once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from aromatiza.core.calls import Receipt, Visibility
from aromatiza.core.delivery import DeliveryKey, Record, State, moved
from aromatiza.core.plan import Action, Circumstances, Known, plan_of
from aromatiza.core.post import Account, AccountName, Brand, Guards, Json, Media, MediaKind, Post, PostId

NAMES = [AccountName(name) for name in "abc"]
BRAND = Brand(
    UTC,
    "en",
    {name: Account(name, "x", str(name)) for name in NAMES},
    default_accounts=tuple(NAMES[:2]),
    guards=Guards(max_per_run=1000),
)
START = datetime(2026, 6, 1, tzinfo=UTC)
Tree = Mapping[PostId, Post]


def posts(name: str) -> st.SearchStrategy[Post]:
    """Versions of one post."""
    own: st.SearchStrategy[dict[AccountName, dict[str, Json]]]
    own = st.dictionaries(st.sampled_from(NAMES), st.just({}))
    return st.builds(
        Post,
        st.just(PostId(name)),
        st.sampled_from([f"content/posts/{name}.yaml", f"content/posts/june/{name}.yaml"]),
        st.just("Title"),
        st.just((Media(MediaKind.VIDEO, "https://media.example/a.mp4"),)),
        st.sampled_from([{"default": "One"}, {"default": "Two"}]),
        is_draft=st.booleans(),
        platforms=st.none() | own,
    )


one_tree: st.SearchStrategy[Tree] = st.fixed_dictionaries(
    {}, optional={PostId(name): posts(name) for name in ("mist", "balm")}
)
histories = st.lists(one_tree, min_size=1, max_size=6)


@dataclass
class Ledger:
    """What a run leaves behind, and how often each delivery was sent."""

    records: dict[DeliveryKey, Record] = field(default_factory=dict)
    sent: Counter[DeliveryKey] = field(default_factory=Counter)

    def run(self, tree: Tree, now: datetime) -> bool:
        """One run at that state of the repository, in which everything works; whether it did anything."""
        plan = plan_of(tree, Known(dict(self.records)), BRAND, Circumstances("c", now))
        for entry in plan.entries:
            key = entry.record.key
            if entry.action is Action.WITHDRAW:
                del self.records[key]
            elif entry in plan.work:
                self.sent[key] += 1
                receipt = Receipt("1", "", Visibility.PUBLIC)
                self.records[key] = moved(entry.record, State.PUBLISHED, now, receipt=receipt)
            elif entry.is_changed:
                self.records[key] = entry.record
        return bool(plan.work) or any(entry.is_changed for entry in plan.entries)


@given(histories, st.lists(st.integers(0, 3), min_size=6, max_size=6))
@settings(max_examples=80, deadline=None)
def test_a_delivery_is_sent_at_most_once_however_often_runs_come(
    history: list[Tree], times: list[int]
) -> None:
    ledger = Ledger()
    for number, tree in enumerate(history):
        for _ in range(times[number]):
            ledger.run(tree, START + timedelta(hours=number))

    assert set(ledger.sent.values()) <= {1}


@given(histories)
@settings(max_examples=80, deadline=None)
def test_a_run_after_a_run_has_nothing_to_do(history: list[Tree]) -> None:
    ledger = Ledger()
    for tree in history:
        ledger.run(tree, START)

    assert not ledger.run(history[-1], START)


@given(one_tree, st.sets(st.integers(0, 5)))
@settings(max_examples=80, deadline=None)
def test_commits_that_only_add_give_the_same_deliveries_however_they_are_split(
    tree: Tree, splits: set[int]
) -> None:
    at_once, in_steps = Ledger(), Ledger()
    at_once.run(tree, START)
    for split in sorted(splits):
        in_steps.run(dict(list(tree.items())[:split]), START)
    in_steps.run(tree, START)

    assert in_steps.sent == at_once.sent


@given(one_tree)
@settings(max_examples=80, deadline=None)
def test_what_a_rehearsal_shows_is_what_the_merge_publishes(tree: Tree) -> None:
    """The digest of a preview, made on another commit at another time, is that of the publication."""
    preview = plan_of(tree, Known({}), BRAND, Circumstances("branch", START))
    merge = plan_of(tree, Known({}), BRAND, Circumstances("main", START + timedelta(days=3)))

    assert preview.digest == merge.digest
    assert [entry.action for entry in preview.entries] == [entry.action for entry in merge.entries]
    assert replace(merge, commit="x").digest == merge.digest
