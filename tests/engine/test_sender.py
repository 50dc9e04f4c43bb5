from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Auth, Call, Receipt, Request, Role, Visibility
from aromatiza.core.delivery import Lease, Record, State, Step, moved
from aromatiza.core.errors import (
    AromatizaError,
    AuthRequired,
    InDoubt,
    InvalidContent,
    NeedsHuman,
    Retryable,
)
from aromatiza.core.messages import msg
from aromatiza.core.ports import Batch
from aromatiza.core.secret import Secret
from aromatiza.engine.journal import Journal, Lost
from aromatiza.engine.pace import PUSH_S, Pace
from aromatiza.engine.sender import Again, Line, Parked, Sender
from tests.engine.toy import QUIET_S, TOY, made, make, opened, ready_record, said, see
from tests.fakes import (
    NOW,
    FakeClock,
    MemoryBranch,
    ScriptedWire,
    SilentWatcher,
    memory_ledger,
)

LOST = Retryable(msg("network.lost", host="toy", why="test"), may_have_acted=True)
NEVER_SENT = Retryable(msg("network.unreachable", host="toy", why="test"))
OPENED = said(id="d1")
MADE = said(id="p1")
DRAFT_STEP = Step("draft opened", Role.PREPARE, NOW, Answer({"id": "d1", "address": Secret("https://s")}))
MADE_STEP = Step("post made", Role.PUBLISH, NOW, Answer({"id": "p1"}))
INTENT = Step("post made", Role.PUBLISH, NOW)


@dataclass
class Desk:
    """One delivery, its sender, and everything around them."""

    wire: ScriptedWire
    record: Record = field(default_factory=ready_record)
    pace: Pace = field(default_factory=lambda: Pace(NOW + timedelta(days=1), patience_s=900))
    clock: FakeClock = field(default_factory=FakeClock)
    branch: MemoryBranch = field(default_factory=MemoryBranch)
    watcher: SilentWatcher = field(default_factory=SilentWatcher)
    token: str = "token"

    def run(self, flow: Callable[[Sender], Awaitable[object]]) -> object:
        """What a flow gives; `record` is the delivery afterwards."""
        return asyncio.run(self._run(flow))

    async def _run(self, flow: Callable[[Sender], Awaitable[object]]) -> object:
        ledger = memory_ledger(self.branch)
        line = Line(TOY, Secret(self.token), self.wire, self.clock, self.pace, self.watcher)
        async with Journal(ledger, self.clock, gather_s=0.01) as journal:
            with journal.active():
                sender = Sender(self.record, line, journal)
                try:
                    return await flow(sender)
                finally:
                    self.record = sender.record

    def stored(self) -> Record:
        """The delivery as the ledger has it."""
        (record,) = memory_ledger(self.branch).open_records().values()
        return record

    def call_names(self) -> list[str]:
        """The calls that were sent, in order."""
        return [name for _, name in self.watcher.calls]


def with_steps(*steps: Step) -> Record:
    return replace(ready_record(), steps=steps)


def test_a_flow_without_trouble_sends_each_call_once() -> None:
    desk = Desk(ScriptedWire(OPENED, MADE, said(state="public")))

    assert desk.run(see) == "p1"
    assert desk.call_names() == ["draft opened", "post made", "post seen"]
    assert [step.name for step in desk.record.steps] == ["draft opened", "post made"]


def test_the_token_goes_with_every_request_but_the_signed_ones() -> None:
    desk = Desk(ScriptedWire(said(), said()))

    async def flow(send: Sender) -> None:
        for auth in (Auth.BEARER, Auth.NONE):
            request = Request("GET", "https://toy.example", auth=auth)
            await send(Call("asked", Role.READ, request, lambda _: Answer()))

    desk.run(flow)
    assert desk.wire.tokens == [Secret("token"), None]


def test_a_kept_answer_is_fed_back_and_its_call_not_sent() -> None:
    desk = Desk(ScriptedWire(MADE), with_steps(DRAFT_STEP))

    assert desk.run(make) == "p1"
    assert desk.call_names() == ["post made"]


def test_a_kept_publish_answer_is_fed_back_and_nothing_is_published_again() -> None:
    desk = Desk(ScriptedWire(said(state="public")), with_steps(DRAFT_STEP, MADE_STEP))

    assert desk.run(see) == "p1"
    assert desk.call_names() == ["post seen"]


def test_the_intent_is_in_the_ledger_when_the_publish_call_is_sent() -> None:
    branch = MemoryBranch()
    found: list[Record] = []

    def answer(_request: Request) -> Reply:
        found.extend(memory_ledger(branch).open_records().values())
        return MADE

    Desk(ScriptedWire(OPENED, answer), branch=branch).run(make)

    (record,) = found
    assert [(step.name, step.answer is None) for step in record.steps] == [
        ("draft opened", False),
        ("post made", True),
    ]


def test_the_answer_of_a_publish_call_is_in_the_ledger_before_anything_else_is_asked() -> None:
    branch = MemoryBranch()
    found: list[Record] = []

    def answer(_request: Request) -> Reply:
        found.extend(memory_ledger(branch).open_records().values())
        return said(state="public")

    Desk(ScriptedWire(OPENED, MADE, answer), branch=branch).run(see)

    (record,) = found
    assert record.steps[-1].answer == Answer({"id": "p1"})


def test_an_answer_that_cannot_be_saved_does_not_stop_the_flow() -> None:
    branch = MemoryBranch()

    def answer(_request: Request) -> Reply:
        branch.refuse()
        return MADE

    desk = Desk(ScriptedWire(OPENED, answer, said(state="public")), branch=branch)

    assert desk.run(see) == "p1"


def test_an_intent_that_cannot_be_saved_sends_nothing() -> None:
    desk = Desk(ScriptedWire(OPENED))
    memory_ledger(desk.branch)
    desk.branch.refuse()

    with pytest.raises(Retryable):
        desk.run(make)
    assert desk.call_names() == ["draft opened"]
    assert not desk.record.has_gone_out


def test_a_delivery_that_another_run_moved_is_left_to_it() -> None:
    desk = Desk(ScriptedWire(OPENED))

    async def flow(send: Sender) -> None:
        await send(opened())
        memory_ledger(desk.branch, "run 2").push(Batch([ready_record()]), NOW)
        await send(made())

    with pytest.raises(Lost):
        desk.run(flow)
    assert desk.wire.is_done


@pytest.mark.parametrize("trouble", [LOST, said(500, error="unsure"), said(503)], ids=["lost", "row", "5xx"])
def test_a_lost_answer_is_looked_up_and_taken_when_found(trouble: Reply | Retryable) -> None:
    desk = Desk(ScriptedWire(OPENED, trouble, said(found="yes", id="p9")))

    assert desk.run(make) == "p9"
    assert desk.record.steps[-1].answer == Answer({"id": "p9"})


def test_an_intent_of_a_dead_run_is_settled_before_anything_is_sent() -> None:
    desk = Desk(ScriptedWire(said(found="yes", id="p9")), with_steps(DRAFT_STEP, INTENT))

    assert desk.run(make) == "p9"
    assert desk.call_names() == ["looked up"]


def test_absence_is_believed_after_two_readings_a_quiet_period_apart_and_after_the_sending() -> None:
    desk = Desk(ScriptedWire(OPENED, LOST, *[said(found="no")] * 3))

    with pytest.raises(Again):
        desk.run(make)
    assert desk.clock.slept == [QUIET_S, QUIET_S]
    assert not desk.record.has_gone_out


def test_the_quiet_period_begins_when_the_call_is_sent_however_long_its_intent_took_to_save() -> None:
    desk = Desk(ScriptedWire(OPENED, LOST, *[said(found="no")] * 3))
    memory_ledger(desk.branch)
    desk.branch.refuse(2)

    with pytest.raises(Again):
        desk.run(make)
    assert desk.clock.slept == [1, 3, QUIET_S, QUIET_S]


def test_a_first_absence_that_is_old_enough_is_remembered_over_runs() -> None:
    intent = replace(INTENT, absent_at=NOW)
    clock = FakeClock(NOW + timedelta(seconds=QUIET_S))
    desk = Desk(ScriptedWire(said(found="no")), with_steps(DRAFT_STEP, intent), clock=clock)

    with pytest.raises(Again):
        desk.run(make)
    assert clock.slept == []


def test_a_first_absence_of_a_moment_ago_does_not_count_yet() -> None:
    """As a later run finds it that was started by hand, before the first one's delay was over."""
    now = NOW + timedelta(seconds=QUIET_S + 10)
    intent = replace(INTENT, absent_at=NOW + timedelta(seconds=QUIET_S))
    desk = Desk(ScriptedWire(*[said(found="no")] * 2), with_steps(DRAFT_STEP, intent), clock=FakeClock(now))

    with pytest.raises(Again):
        desk.run(make)
    assert desk.clock.slept == [QUIET_S - 10]


def test_an_absence_is_forgotten_when_the_network_is_still_at_it() -> None:
    script = [said(found=found) for found in ("no", "no", "later", "no", "no")]
    desk = Desk(ScriptedWire(OPENED, LOST, *script))

    with pytest.raises(Again):
        desk.run(make)
    assert desk.clock.slept == [QUIET_S, QUIET_S, 20, QUIET_S]


def test_absence_with_a_lost_preparation_asks_for_a_new_start() -> None:
    desk = Desk(ScriptedWire(OPENED, LOST, *[said(found="gone")] * 3))

    with pytest.raises(Retryable) as raised:
        desk.run(make)
    assert raised.value.from_start
    assert not desk.record.is_unsettled


def test_what_the_network_does_not_know_yet_is_asked_again() -> None:
    desk = Desk(ScriptedWire(OPENED, LOST, said(found="later"), said(found="yes", id="p9")))

    assert desk.run(make) == "p9"
    assert desk.clock.slept == [20]


def test_what_the_network_cannot_know_is_in_doubt_and_the_intent_stays() -> None:
    desk = Desk(ScriptedWire(OPENED, LOST, said(found="unknown")))

    with pytest.raises(InDoubt):
        desk.run(make)
    assert desk.record.is_unsettled


def test_a_stated_delay_passes_before_a_lost_answer_is_looked_up() -> None:
    lost = said(503, {"retry-after": "40"})
    desk = Desk(ScriptedWire(OPENED, lost, said(found="yes", id="p9")))

    assert desk.run(make) == "p9"
    assert desk.clock.slept == [40]


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        (NEVER_SENT, Retryable),
        (said(409, error="busy"), Retryable),
        (said(409, error="stale"), Retryable),
        (said(400, error="bad"), InvalidContent),
        (said(401, error="login"), AuthRequired),
        (said(400, error="odd"), NeedsHuman),
        (said(trouble="stale"), Retryable),
        (said(trouble="bad"), InvalidContent),
    ],
    ids=["never sent", "busy", "stale", "bad", "login", "odd", "reader: stale", "reader: bad"],
)
def test_a_certain_refusal_takes_the_intent_back(
    refusal: Reply | Retryable, error: type[AromatizaError]
) -> None:
    desk = Desk(ScriptedWire(OPENED, refusal))

    with pytest.raises(error):
        desk.run(make)
    assert not desk.record.has_gone_out
    assert desk.call_names() == ["draft opened", "post made"]


def test_a_publish_answer_that_cannot_be_read_is_settled() -> None:
    desk = Desk(ScriptedWire(OPENED, said(), said(found="yes", id="p9")))

    assert desk.run(make) == "p9"


def test_a_reader_in_doubt_keeps_the_intent() -> None:
    def read(_reply: Reply) -> Answer:
        raise InDoubt(msg("engine.in_doubt", step="it", looked_for="it"))

    desk = Desk(ScriptedWire(MADE), with_steps(DRAFT_STEP))

    with pytest.raises(InDoubt):
        desk.run(lambda send: send(replace(made(), read=read)))
    assert desk.record.is_unsettled


def test_a_bug_in_a_publish_reader_keeps_the_intent() -> None:
    def read(_reply: Reply) -> Answer:
        raise ZeroDivisionError

    desk = Desk(ScriptedWire(MADE))

    with pytest.raises(ZeroDivisionError):
        desk.run(lambda send: send(replace(made(), read=read)))
    assert desk.record.is_unsettled


def test_a_publish_reader_that_waits_is_a_bug_and_keeps_the_intent() -> None:
    desk = Desk(ScriptedWire(OPENED, said(trouble="wait")))

    with pytest.raises(TypeError, match="post made"):
        desk.run(make)
    assert desk.record.is_unsettled


def test_two_calls_of_one_name_are_a_bug() -> None:
    desk = Desk(ScriptedWire(OPENED))

    async def flow(send: Sender) -> None:
        await send(opened())
        await send(opened())

    with pytest.raises(ValueError, match="draft opened"):
        desk.run(flow)


def test_the_same_reading_may_be_made_twice() -> None:
    desk = Desk(ScriptedWire(said(), said()))
    call = Call("asked", Role.READ, Request("GET", "https://toy.example"), lambda _: Answer())

    async def flow(send: Sender) -> None:
        await send(call)
        await send(call)

    desk.run(flow)
    assert desk.record.steps == ()


def test_polls_pause_as_the_call_says_and_the_last_pause_repeats() -> None:
    desk = Desk(ScriptedWire(*[said(wait="yes")] * 3, OPENED))

    desk.run(lambda send: send(opened()))
    assert desk.clock.slept == [5, 9, 9]


def test_our_own_pauses_shrink_with_the_speed_of_the_network() -> None:
    pace = Pace(NOW + timedelta(days=1), speed=10)
    desk = Desk(ScriptedWire(said(wait="yes"), said(500), OPENED), pace=pace)

    desk.run(lambda send: send(opened()))
    assert desk.clock.slept == [0.5, 0.2]


def test_a_delay_that_the_network_states_is_kept_whatever_its_speed() -> None:
    pace = Pace(NOW + timedelta(days=1), speed=10)
    script = (
        said(wait="yes", after=8),
        said(429, {"retry-after": "11"}),
        said(409, error="slow"),
        OPENED,
    )
    desk = Desk(ScriptedWire(*script), pace=pace)

    desk.run(lambda send: send(opened()))
    assert desk.clock.slept == [8, 11, 7]


def test_a_delay_of_nothing_is_a_stated_delay_too() -> None:
    desk = Desk(ScriptedWire(said(429, {"retry-after": "0"}), OPENED))

    desk.run(lambda send: send(opened()))
    assert desk.clock.slept == [0]


def test_attempts_end() -> None:
    desk = Desk(ScriptedWire(*[LOST] * 4))

    with pytest.raises(Retryable):
        desk.run(lambda send: send(opened()))
    assert desk.clock.slept == [2, 5, 15]
    assert desk.wire.is_done


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [(401, "login", AuthRequired), (400, "bad", InvalidContent), (400, "odd", NeedsHuman)],
    ids=["login", "bad", "odd"],
)
def test_what_another_attempt_cannot_mend_is_not_tried_again(
    status: int, code: str, error: type[AromatizaError]
) -> None:
    desk = Desk(ScriptedWire(said(status, error=code)))

    with pytest.raises(error):
        desk.run(lambda send: send(opened()))
    assert desk.clock.slept == []


def test_a_worthless_preparation_is_not_asked_for_again() -> None:
    desk = Desk(ScriptedWire(said(400, error="stale")))

    with pytest.raises(Retryable):
        desk.run(lambda send: send(opened()))
    assert desk.clock.slept == []


def test_a_wait_beyond_patience_parks_the_delivery_until_then() -> None:
    desk = Desk(ScriptedWire(said(wait="yes", after=901)))

    with pytest.raises(Parked) as raised:
        desk.run(lambda send: send(opened()))
    assert raised.value.retry_at == NOW + timedelta(seconds=901)
    assert desk.clock.slept == []


def test_a_wait_beyond_the_end_of_the_run_parks_the_delivery() -> None:
    desk = Desk(ScriptedWire(said(wait="yes")), pace=Pace(NOW + timedelta(seconds=4)))

    with pytest.raises(Parked):
        desk.run(lambda send: send(opened()))


def test_a_parked_settlement_keeps_the_intent() -> None:
    desk = Desk(
        ScriptedWire(OPENED, LOST, said(found="no")), pace=Pace(NOW + timedelta(days=1), patience_s=9)
    )

    with pytest.raises(Parked) as raised:
        desk.run(make)
    assert raised.value.retry_at == NOW + timedelta(seconds=QUIET_S)
    assert desk.record.is_unsettled


def test_a_preparation_whose_secret_is_lost_is_made_anew() -> None:
    lost = replace(DRAFT_STEP, answer=Answer({"id": "d0", "address": Secret("")}))
    later = Step("part sent", Role.PREPARE, NOW, Answer())
    desk = Desk(ScriptedWire(OPENED), with_steps(lost, later))

    answer = desk.run(lambda send: send(opened()))
    assert isinstance(answer, Answer)
    assert answer.text("id") == "d1"
    assert [step.name for step in desk.record.steps] == ["draft opened"]


def test_a_lost_secret_serves_to_settle_what_has_gone_out() -> None:
    lost = replace(DRAFT_STEP, answer=Answer({"id": "d0", "address": Secret("")}))
    desk = Desk(ScriptedWire(said(found="yes", id="p9")), with_steps(lost, INTENT))

    assert desk.run(make) == "p9"
    assert desk.call_names() == ["looked up"]


@pytest.mark.parametrize("state", ["failed", "rejected"])
def test_a_reader_that_finds_the_post_refused_after_all_drops_the_kept_answers(state: str) -> None:
    desk = Desk(ScriptedWire(said(state=state)), with_steps(DRAFT_STEP, MADE_STEP))

    with pytest.raises(AromatizaError):
        desk.run(see)
    assert desk.record.steps == ()


@pytest.mark.parametrize("code", ["bad", "stale"])
def test_a_refused_reading_does_not_forget_what_has_gone_out(code: str) -> None:
    desk = Desk(ScriptedWire(said(400, error=code)), with_steps(DRAFT_STEP, MADE_STEP))

    with pytest.raises(AromatizaError):
        desk.run(see)
    assert desk.record.has_gone_out


@pytest.mark.parametrize("reading", [said(400, error="stale"), said(found="bad")], ids=["refusal", "reader"])
def test_no_reading_that_settles_forgets_the_intent(reading: Reply) -> None:
    desk = Desk(ScriptedWire(reading), with_steps(DRAFT_STEP, INTENT))

    with pytest.raises(AromatizaError):
        desk.run(make)
    assert desk.record.is_unsettled


def test_an_accepted_status_is_read_and_no_refusal() -> None:
    desk = Desk(ScriptedWire(said(404)))
    request = Request("GET", "https://toy.example")
    call = Call("asked", Role.READ, request, lambda r: Answer({"n": r.status}), accepts=frozenset({404}))

    assert desk.run(lambda send: send(call)) == Answer({"n": 404})


def test_after_a_rewind_the_flow_may_use_its_names_again() -> None:
    desk = Desk(ScriptedWire(OPENED, MADE))

    async def flow(send: Sender) -> str:
        await send(opened())
        send.rewind(send.record)
        return await make(send)

    assert desk.run(flow) == "p1"


def test_what_repeats_the_token_never_shows_it() -> None:
    token = "EAAG0123456789abcdef"
    echo = Reply(400, {"x-trace": token}, f'{{"error": "no access for {token}"}}'.encode())
    desk = Desk(ScriptedWire(echo), token=token)

    with pytest.raises(AromatizaError) as caught:
        desk.run(make)
    assert "no access for ***" in str(caught.value)


def test_a_delay_that_no_calendar_holds_is_a_week() -> None:
    busy = replace(said(429, error="busy"), headers={"retry-after": "9" * 30})
    desk = Desk(ScriptedWire(busy))

    with pytest.raises(Parked) as caught:
        desk.run(make)
    assert caught.value.retry_at == NOW + timedelta(days=7)


def test_nothing_is_published_when_the_lease_is_nearly_over() -> None:
    lease = Lease("run 1", "clone", NOW + timedelta(minutes=4))
    desk = Desk(ScriptedWire(OPENED), replace(ready_record(), lease=lease))

    with pytest.raises(Parked):
        desk.run(make)
    assert desk.call_names() == ["draft opened"]
    assert not desk.record.has_gone_out


def test_a_refusal_to_show_what_is_out_already_needs_no_human() -> None:
    desk = Desk(ScriptedWire(*[said(404, error="odd")] * 4), with_steps(DRAFT_STEP, MADE_STEP))

    with pytest.raises(Retryable):
        desk.run(see)
    assert desk.record.steps == (DRAFT_STEP, MADE_STEP)


def test_the_quiet_time_of_an_intent_that_another_run_left_begins_when_its_push_may_have_ended() -> None:
    absent = said(found="no")
    desk = Desk(ScriptedWire(absent, absent, absent), with_steps(DRAFT_STEP, INTENT))

    with pytest.raises(Again):
        desk.run(make)
    assert desk.clock.now() == NOW + timedelta(seconds=PUSH_S + 2 * QUIET_S)


def test_a_post_that_is_the_receipt_of_another_delivery_is_not_taken_for_this_one() -> None:
    branch = MemoryBranch()
    sibling = moved(ready_record("twin"), State.PUBLISHED, NOW, receipt=Receipt("p1", "", Visibility.PUBLIC))
    memory_ledger(branch).push(Batch([sibling]), NOW)
    found = said(found="yes", id="p1")
    desk = Desk(ScriptedWire(found), with_steps(DRAFT_STEP, INTENT), branch=branch)

    with pytest.raises(InDoubt, match="belongs to twin"):
        desk.run(make)
