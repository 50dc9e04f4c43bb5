from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from aromatiza.core.answers import Reply
from aromatiza.core.calls import Call, Delivery, Receipt, Request, Send
from aromatiza.core.delivery import Block, DeliveryKey, Record, State, moved
from aromatiza.core.errors import InvalidContent, Misconfigured, Retryable
from aromatiza.core.messages import msg
from aromatiza.core.plan import Circumstances, Known, Plan, plan_of
from aromatiza.core.platform import Platform
from aromatiza.core.ports import Batch, CommitId
from aromatiza.core.post import AccountName, Brand, Post, PostId
from aromatiza.core.secret import Secret
from aromatiza.engine.pace import Pace
from aromatiza.engine.preparation import Rooms
from aromatiza.engine.run import Report, run_plan
from aromatiza.ledger.ledger import BranchLedger
from tests.engine.toy import TOY, brand_of, lease, post_of, said, toy_like
from tests.fakes import (
    NOW,
    FakeClock,
    FixedTokens,
    MemoryBranch,
    MemoryMedia,
    SilentWatcher,
    memory_ledger,
)


class End(BaseException):
    """The process is told to go."""


SILENCE = Retryable(msg("network.lost", host="toy", why="test"), may_have_acted=True)


class ToyNetwork:
    """The toy network, which knows whose token comes with a request; `posts` lists what it published.

    `trouble` maps an account to an answer that it gives to requests whose address ends so.
    """

    def __init__(self) -> None:
        self.posts: list[str] = []
        self.requests: list[str] = []
        self.trouble: dict[tuple[str, str], Reply | BaseException] = {}

    async def send(self, request: Request, token: Secret | None) -> Reply:
        """Answer one request."""
        await asyncio.sleep(0)
        owner = token.reveal().rpartition("@")[2] if token else ""
        path = str(request.url).rpartition("/")[2]
        self.requests.append(f"{owner} {path}")
        trouble = self.trouble.get((owner, path))
        if isinstance(trouble, BaseException):
            raise trouble
        if trouble is not None:
            return trouble
        match path:
            case "me":
                return said(id=owner)
            case "posts":
                self.posts.append(owner)
                return said(id=f"p{len(self.posts)}")
            case "lookup":
                return said(found="no")
            case _:
                return said(id="d1", state="public")


@dataclass
class Stage:
    """A brand on the toy network; `publish` is one run, with nothing but the ledger from those before."""

    brand: Brand
    posts: list[Post]
    network: ToyNetwork = field(default_factory=ToyNetwork)
    branch: MemoryBranch = field(default_factory=MemoryBranch)
    clock: FakeClock = field(default_factory=FakeClock)
    media: MemoryMedia = field(default_factory=MemoryMedia)
    tokens: FixedTokens = field(default_factory=FixedTokens)
    watcher: SilentWatcher = field(default_factory=SilentWatcher)
    platforms: Mapping[str, Platform] = field(default_factory=lambda: {"toy": TOY})

    def planned(self, ledger: BranchLedger) -> Plan:
        """What a run would do now."""
        posts = {post.id: post for post in self.posts}
        known = Known({**ledger.open_records(), **ledger.final_records(posts)}, ledger.baseline(posts))
        return plan_of(posts, known, self.brand, Circumstances("c1", self.clock.now()))

    def publish(self, run: str = "run 1", watermark: str | None = "c1") -> Report:
        """One run."""
        return asyncio.run(self.publishing(run, watermark))

    async def publishing(self, run: str, watermark: str | None = "c1", plan: Plan | None = None) -> Report:
        """One run, as a coroutine; of a plan that was made before, if there is one."""
        ledger = memory_ledger(self.branch, run)
        made = self.planned(ledger)
        pace = Pace(self.clock.now() + timedelta(hours=1))
        rooms = Rooms(
            self.platforms, ledger, self.tokens, self.network, self.media, self.clock, pace, self.watcher
        )
        return await run_plan(plan or made, self.brand, rooms, lease(run, self.clock.now()), watermark)

    def records(self) -> dict[str, Record]:
        """The ledger's deliveries, as POST/ACCOUNT."""
        found = memory_ledger(self.branch).all_records()
        return {f"{key.post}/{key.account}": record for key, record in found.items()}

    def states(self) -> dict[str, State]:
        """The ledger's states, as POST/ACCOUNT."""
        return {name: record.state for name, record in self.records().items()}


def one_post(*accounts: str) -> Stage:
    return Stage(brand_of(*accounts), [post_of("mist", *accounts)])


def test_a_post_goes_out_on_all_its_accounts_and_the_ledger_says_so() -> None:
    stage = one_post("a", "b")

    report = stage.publish()

    assert sorted(stage.network.posts) == ["id-a", "id-b"]
    assert stage.states() == {"mist/a": State.PUBLISHED, "mist/b": State.PUBLISHED}
    assert {record.state for record in report.records} == {State.PUBLISHED}
    assert {record.account for record in stage.watcher.ends} == {"a", "b"}
    assert memory_ledger(stage.branch).watermark().commit == "c1"


def test_several_accounts_cost_no_more_pushes_than_one() -> None:
    one, six = one_post("a"), one_post(*"abcdef")
    one.publish()
    six.publish()

    assert len(six.branch.messages) == len(one.branch.messages)


def test_publishing_again_does_nothing_and_leaves_the_ledger_alone() -> None:
    stage = one_post("a")
    stage.publish()
    tip, requests = stage.branch.tip(), len(stage.network.requests)

    report = stage.publish("run 2", watermark=None)

    assert report == Report(())
    assert stage.branch.tip() == tip
    assert len(stage.network.requests) == requests


def test_nothing_is_sent_when_the_ledger_cannot_be_written() -> None:
    stage = one_post("a", "b")
    memory_ledger(stage.branch)
    stage.branch.refuse()

    with pytest.raises(Misconfigured):
        stage.publish()
    assert sorted(stage.network.requests) == ["id-a me", "id-b me"]


def test_nothing_is_written_when_nothing_can_start() -> None:
    stage = one_post("a")
    stage.tokens = FixedTokens([AccountName("a")])
    memory_ledger(stage.branch)
    tip = stage.branch.tip()

    (record,) = stage.publish().records

    assert (record.state, record.block) == (State.BLOCKED, Block.AUTH)
    assert stage.branch.tip() == tip


def test_what_waits_for_its_date_is_taken_in_although_nothing_can_start() -> None:
    later = NOW + timedelta(days=1)
    stage = one_post("a")
    stage.posts = [replace(stage.posts[0], publish_at=later)]

    assert stage.publish().records == ()
    assert stage.states() == {"mist/a": State.WAITING}
    assert stage.network.requests == []


def test_a_token_of_another_account_sends_nothing_there_and_the_others_go_out() -> None:
    stage = one_post("a", "b")
    stage.network.trouble["id-a", "me"] = said(id="somebody else")

    stage.publish()

    assert [request for request in stage.network.requests if "id-a" in request] == ["id-a me"]
    assert stage.network.posts == ["id-b"]
    assert stage.records()["mist/a"].block is Block.AUTH


@pytest.mark.parametrize(
    ("path", "trouble", "state"),
    [
        ("me", said(400, error="odd"), State.BLOCKED),
        ("me", ZeroDivisionError(), None),
        ("drafts", said(400, error="bad"), State.BLOCKED),
        ("drafts", said(401, error="login"), State.BLOCKED),
        ("drafts", SILENCE, State.RETRY),
        ("posts", said(409, error="busy"), State.RETRY),
        ("posts", said(400, error="odd"), State.BLOCKED),
    ],
    ids=["binding", "bug", "content", "login", "silence", "busy", "odd"],
)
def test_the_trouble_of_one_account_never_stops_another(
    path: str, trouble: Reply | BaseException, state: State | None
) -> None:
    stage = one_post("a", "b")
    stage.network.trouble["id-a", path] = trouble

    report = stage.publish()

    assert [type(bug) for bug in report.bugs] == ([ZeroDivisionError] if state is None else [])
    assert stage.states()["mist/a"] is (state or State.RETRY)
    assert stage.states()["mist/b"] is State.PUBLISHED


def test_a_file_that_cannot_be_fetched_holds_its_post_only() -> None:
    stage = Stage(
        brand_of("a"), [post_of("good", "a"), post_of("gone", "a", url="https://media.example/gone")]
    )
    gone = InvalidContent(msg("media.status", url="it", status=404))
    stage.media = MemoryMedia(errors={"https://media.example/gone": gone})

    stage.publish()

    assert stage.states() == {"good/a": State.PUBLISHED, "gone/a": State.BLOCKED}
    assert stage.records()["gone/a"].block is Block.MEDIA


def test_a_bug_in_one_adapter_is_reported_with_the_others_and_its_delivery_is_tried_again() -> None:
    async def publish(delivery: Delivery, send: Send) -> Receipt:
        if delivery.account.name == "a":
            raise ZeroDivisionError("of an adapter")
        return await TOY.publish(delivery, send)

    stage = one_post("a", "b")
    stage.platforms = {"toy": toy_like(publish=publish)}

    (bug,) = stage.publish().bugs
    assert str(bug) == "of an adapter"
    assert stage.states() == {"mist/a": State.RETRY, "mist/b": State.PUBLISHED}


def test_a_bug_in_the_binding_is_reported_even_if_nothing_can_start() -> None:
    def whose(_account: object) -> Call:
        raise ZeroDivisionError

    stage = one_post("a")
    stage.platforms = {"toy": toy_like(whose=whose)}

    (bug,) = stage.publish().bugs
    assert isinstance(bug, ZeroDivisionError)


def test_a_ledger_bug_is_raised_when_the_others_are_done() -> None:
    class Buggy(MemoryBranch):
        def advance(
            self, expected: CommitId | None, changes: Mapping[str, bytes | None], message: str, when: datetime
        ) -> CommitId:
            if "published" in message:
                raise ZeroDivisionError("of the ledger")
            return super().advance(expected, changes, message, when)

    stage = one_post("a", "b")
    stage.branch = Buggy()

    with pytest.raises(ZeroDivisionError, match="of the ledger"):
        stage.publish()
    assert sorted(stage.network.posts) == ["id-a", "id-b"]


def test_the_end_of_the_process_is_not_taken_for_trouble() -> None:
    stage = one_post("a")
    stage.network.trouble["id-a", "me"] = End()

    with pytest.raises(End):
        stage.publish()


@pytest.mark.parametrize("together", [True, False], ids=["in one run", "in two runs"])
def test_the_same_file_under_another_id_is_held(together: bool) -> None:
    url = "https://media.example/same.mp4"
    first, second = post_of("first", "a", url=url), post_of("second", "a", url=url)
    stage = Stage(brand_of("a"), [first, second] if together else [first])

    stage.publish()
    stage.posts = [first, second]
    report = stage.publish("run 2")

    (held,) = report.records
    assert (held.post, held.block) == ("second", Block.MEDIA)
    assert stage.network.posts == ["id-a"]


def test_a_held_post_is_told_which_post_took_its_file_not_which_other_one_is_held() -> None:
    url = "https://media.example/same.mp4"
    stage = Stage(brand_of("a"), [post_of(name, "a", url=url) for name in ("first", "second", "third")])

    stage.publish()

    for held in ("second/a", "third/a"):
        reason = stage.records()[held].reason
        assert reason
        assert "(first → a)" in reason.text()


def test_a_post_does_not_go_out_again_because_its_account_has_another_name_now() -> None:
    stage = one_post("a")
    stage.publish()
    renamed = replace(stage.brand.accounts[AccountName("a")], name=AccountName("new"))
    stage.brand = replace(stage.brand, accounts={AccountName("new"): renamed})
    stage.posts = [replace(stage.posts[0], platforms={AccountName("new"): {}})]

    (held,) = stage.publish("run 2").records

    assert (held.account, held.block) == ("new", Block.MEDIA)
    assert stage.network.posts == ["id-a"]


def test_the_same_file_goes_to_another_account_and_again_where_the_post_says_repeat() -> None:
    url = "https://media.example/same.mp4"
    first, other = post_of("first", "a", url=url), post_of("other", "b", url=url)
    again = replace(post_of("again", "a", url=url), may_repeat=True)
    stage = Stage(brand_of("a", "b"), [first, other, again])

    stage.publish()

    assert set(stage.states().values()) == {State.PUBLISHED}


def test_a_delivery_that_went_out_is_not_held_for_its_own_file() -> None:
    stage = one_post("a")
    stage.network.trouble["id-a", "posts"] = SILENCE
    stage.network.trouble["id-a", "lookup"] = SILENCE
    stage.publish()
    assert stage.records()["mist/a"].is_unsettled
    stage.network.trouble = {("id-a", "lookup"): said(found="yes", id="p7")}

    asyncio.run(stage.clock.sleep(3600))
    stage.publish("run 2")

    assert stage.states() == {"mist/a": State.PUBLISHED}
    assert stage.network.posts == []


def test_what_went_out_on_one_account_is_not_looked_for_on_another_one_of_the_same_name() -> None:
    stage = one_post("a")
    stage.network.trouble = {("id-a", "posts"): SILENCE, ("id-a", "lookup"): SILENCE}
    stage.publish()
    other = replace(stage.brand.accounts[AccountName("a")], remote_id="id-b")
    stage.brand = replace(stage.brand, accounts={AccountName("a"): other})
    stage.network.trouble = {}

    asyncio.run(stage.clock.sleep(3600))
    (record,) = stage.publish("run 2").records

    assert (record.block, record.is_unsettled) == (Block.AUTH, True)
    assert stage.network.posts == []


def test_a_delivery_that_went_out_goes_on_although_its_file_was_repeated_meanwhile() -> None:
    url = "https://media.example/same.mp4"
    first, again = post_of("first", "a", url=url), replace(post_of("again", "a", url=url), may_repeat=True)
    stage = Stage(brand_of("a"), [first])
    stage.network.trouble = {("id-a", "posts"): SILENCE, ("id-a", "lookup"): SILENCE}
    stage.publish()
    stage.network.trouble = {}
    stage.posts = [first, again]
    stage.publish("run 2")
    assert stage.states() == {"first/a": State.RETRY, "again/a": State.PUBLISHED}
    stage.network.trouble = {("id-a", "lookup"): said(found="yes", id="p7")}

    asyncio.run(stage.clock.sleep(3600))
    stage.publish("run 3")

    assert set(stage.states().values()) == {State.PUBLISHED}


def test_two_runs_at_once_deliver_each_post_once() -> None:
    stage = one_post("a", "b", "c")

    async def both() -> list[Report]:
        return list(await asyncio.gather(stage.publishing("run 1"), stage.publishing("run 2")))

    reports = asyncio.run(both())

    assert sorted(stage.network.posts) == ["id-a", "id-b", "id-c"]
    assert sum("drafts" in request for request in stage.network.requests) == 3
    assert set(stage.states().values()) == {State.PUBLISHED}
    assert sorted(len(report.records) for report in reports) == [0, 3]


def test_a_run_that_lost_its_lease_stops_before_it_publishes() -> None:
    """The other run took the delivery over while this one was still preparing."""
    stage = one_post("a")
    taken: list[frozenset[DeliveryKey]] = []

    async def publish(delivery: Delivery, send: Send) -> Receipt:
        ledger = memory_ledger(stage.branch, "run 2")
        records = ledger.open_records().values()
        theirs = [_leased_by("run 2", record) for record in records]
        taken.append(ledger.push(Batch(theirs), NOW))
        return await TOY.publish(delivery, send)

    stage.platforms = {"toy": toy_like(publish=publish)}
    report = stage.publish()

    assert taken == [frozenset()]
    assert report == Report((), frozenset({DeliveryKey(PostId("mist"), AccountName("a"))}))
    assert stage.network.posts == []
    lease_now = stage.records()["mist/a"].lease
    assert lease_now is not None
    assert lease_now.run == "run 2"
    assert stage.watcher.ends == []


def test_a_receipt_that_cannot_be_saved_is_reported() -> None:
    stage = one_post("a")

    async def publish(delivery: Delivery, send: Send) -> Receipt:
        receipt = await TOY.publish(delivery, send)
        stage.branch.refuse()
        return receipt

    stage.platforms = {"toy": toy_like(publish=publish)}
    report = stage.publish()

    (unwritten,) = report.unwritten
    assert unwritten.state is State.PUBLISHED
    assert unwritten.receipt is not None
    assert report.records == (unwritten,)


def test_a_delivery_whose_preparation_is_worthless_starts_again_three_times_at_most() -> None:
    stage = one_post("a")
    stage.network.trouble["id-a", "posts"] = said(400, error="stale")

    (record,) = stage.publish().records

    assert stage.network.requests == ["id-a me", *["id-a drafts", "id-a posts"] * 3]
    assert (record.state, record.block) == (State.BLOCKED, Block.HUMAN)


def test_a_new_start_waits_as_long_as_the_network_asked() -> None:
    stage = one_post("a")
    stage.network.trouble["id-a", "posts"] = said(400, error="flooded")

    stage.publish()

    assert stage.clock.slept == [30, 30]


def test_a_new_start_that_must_wait_too_long_is_left_to_a_later_run() -> None:
    stage = one_post("a")
    stage.network.trouble["id-a", "posts"] = said(400, {"retry-after": "7200"}, error="flooded")

    (record,) = stage.publish().records

    assert (record.state, record.retry_at) == (State.RETRY, NOW + timedelta(hours=2))
    assert (record.steps, record.restarts) == ((), 1)


def test_a_publish_call_that_certainly_has_no_effect_is_sent_three_times_and_then_a_person_looks() -> None:
    stage = one_post("a")
    stage.network.trouble["id-a", "posts"] = SILENCE

    (record,) = stage.publish().records

    assert stage.network.requests.count("id-a posts") == 3
    assert stage.network.requests.count("id-a drafts") == 1
    assert (record.state, record.block) == (State.BLOCKED, Block.HUMAN)
    assert "3 times" in str(record.reason)


def test_the_deliveries_of_one_account_go_out_one_after_the_other() -> None:
    stage = Stage(brand_of("a"), [post_of("one", "a"), post_of("two", "a")])

    stage.publish()

    round_trip = ["id-a drafts", "id-a posts"]
    assert stage.network.requests == ["id-a me", *round_trip, "id-a p1", *round_trip, "id-a p2"]


def test_a_binding_that_must_wait_too_long_is_tried_again_when_the_network_said() -> None:
    stage = one_post("a", "b")
    stage.network.trouble["id-a", "me"] = said(429, {"retry-after": "3600"})

    stage.publish()

    record = stage.records()["mist/a"]
    assert (record.state, record.retry_at) == (State.RETRY, NOW + timedelta(hours=1))


def test_what_was_begun_is_not_downloaded_again() -> None:
    stage = one_post("a")
    stage.network.trouble["id-a", "posts"] = said(409, error="busy")
    stage.publish()
    stage.network.trouble = {}
    asyncio.run(stage.clock.sleep(3600))
    stage.publish("run 2")

    assert stage.states() == {"mist/a": State.PUBLISHED}
    assert stage.media.fetched == ["https://media.example/mist.mp4"]


def test_a_withdrawn_and_a_cancelled_delivery_move_without_anything_being_sent() -> None:
    later = NOW + timedelta(days=1)
    stage = one_post("a")
    stage.posts = [replace(post_of(name, "a"), publish_at=later) for name in ("draft", "gone")]
    stage.publish()
    stage.posts = [replace(stage.posts[0], is_draft=True)]

    stage.publish("run 2")

    assert stage.states() == {"gone/a": State.CANCELLED}
    assert stage.network.requests == []


def _leased_by(run: str, record: Record, at: datetime = NOW) -> Record:
    return moved(record, State.RUNNING, at, lease=lease(run, at))


def test_reading_the_owner_keeps_nothing() -> None:
    stage = one_post("a")
    stage.network.trouble["id-a", "me"] = said(id="id-a", name="Brume")

    stage.publish()

    assert "Brume" not in str(stage.records())
