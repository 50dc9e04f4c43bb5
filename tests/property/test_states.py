"""Whatever happens to a delivery, in whatever order: the states agree with a model of two flags."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from aromatiza.core.answers import Answer
from aromatiza.core.calls import Receipt, Role, Visibility
from aromatiza.core.delivery import Lease, Record, State, Step, moved
from aromatiza.core.errors import (
    AromatizaError,
    AuthRequired,
    InDoubt,
    InvalidContent,
    Misconfigured,
    NeedsHuman,
    Retryable,
)
from aromatiza.core.messages import msg
from aromatiza.core.plan import WORK, Action, Circumstances, Known, plan_of
from aromatiza.core.post import Account, AccountName, Brand, Media, MediaKind, Post, PostId
from aromatiza.engine.outcome import after_error, started_over

MAIN = AccountName("main")
BRAND = Brand(UTC, "en", {MAIN: Account(MAIN, "x", "1")})
POST = Post(
    PostId("mist"),
    "content/posts/mist.yaml",
    "Mist",
    (Media(MediaKind.VIDEO, "https://media.example/a.mp4"),),
    {"default": "One spray"},
    platforms={MAIN: {}},
)
WHY = msg("plan.publish")
ERRORS: list[AromatizaError] = [
    AuthRequired(WHY),
    InDoubt(WHY),
    InvalidContent(WHY),
    Misconfigured(WHY),
    NeedsHuman(WHY),
    Retryable(WHY),
    Retryable(WHY, retry_after_s=3600),
]
hours = st.integers(0, 30).map(lambda n: timedelta(hours=n))


class OneDelivery(RuleBasedStateMachine):
    """One delivery between planning, running, failing and being edited.

    The model: `went_out` since a publish call was sent, until somebody certain said that nothing came of it;
    `final` once the delivery was published or cancelled.
    """

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 6, 1, tzinfo=UTC)
        self.post: Post | None = POST
        self.record: Record | None = None
        self.went_out = False
        self.final: Record | None = None

    @property
    def is_running(self) -> bool:
        return self.record is not None and self.record.state is State.RUNNING

    @rule(
        text=st.sampled_from(["One spray", "Two sprays"]),
        is_draft=st.booleans(),
        hours=st.none() | hours,
        is_kept=st.booleans(),
    )
    def author_edits(self, text: str, is_draft: bool, hours: timedelta | None, is_kept: bool) -> None:
        date = self.now + hours if hours is not None else None
        edited = replace(POST, captions={"default": text}, is_draft=is_draft, publish_at=date)
        self.post = edited if is_kept else None

    @rule(passed=hours)
    def time_passes(self, passed: timedelta) -> None:
        self.now += passed

    @rule(is_dead=st.booleans(), is_paused=st.booleans(), is_behind=st.booleans())
    def run_plans(self, is_dead: bool, is_paused: bool, is_behind: bool) -> None:
        posts = {self.post.id: self.post} if self.post else {}
        known = Known({self.record.key: self.record} if self.record else {})
        run = Circumstances("c", self.now, is_paused, is_dead=lambda _: is_dead)
        plan = plan_of(None if is_behind else posts, known, BRAND, run)
        for entry in plan.entries:
            if entry.action is Action.WITHDRAW:
                assert not self.went_out
                self.record = None
            elif entry.action in WORK:
                assert not is_paused
                lease = Lease("run", "clone", self.now + timedelta(minutes=30))
                self.record = moved(entry.record, State.RUNNING, self.now, lease=lease)
            else:
                self.record = entry.record

    @precondition(lambda self: self.is_running)
    @rule(role=st.sampled_from([Role.PREPARE, Role.PUBLISH]), is_answered=st.booleans())
    def flow_calls(self, role: Role, is_answered: bool) -> None:
        assert self.record is not None
        answer = Answer() if is_answered or role is Role.PREPARE else None
        self.record = self.record.with_step(Step(str(role), role, self.now, answer))
        self.went_out = self.went_out or role is Role.PUBLISH

    @precondition(lambda self: self.is_running)
    @rule(error=st.sampled_from(ERRORS))
    def flow_fails(self, error: AromatizaError) -> None:
        assert self.record is not None
        self.record = after_error(self.record, error, self.now)

    @precondition(lambda self: self.is_running)
    @rule()
    def flow_starts_over(self) -> None:
        assert self.record is not None
        try:
            self.record = started_over(self.record, Retryable(WHY, from_start=True))
        except AromatizaError as error:
            self.record = after_error(self.record, error, self.now)

    @precondition(lambda self: self.is_running)
    @rule()
    def network_is_certain_that_nothing_happened(self) -> None:
        assert self.record is not None
        self.record = self.record.before_step(str(Role.PUBLISH))
        self.went_out = False

    @precondition(lambda self: self.is_running)
    @rule()
    def flow_ends(self) -> None:
        assert self.record is not None
        receipt = Receipt("1", "", Visibility.PUBLIC)
        self.record = moved(self.record, State.PUBLISHED, self.now, receipt=receipt)

    @invariant()
    def a_final_record_stays_as_it_is(self) -> None:
        if self.final is not None:
            assert self.record == self.final
        elif self.record is not None and self.record.is_final:
            self.final = self.record

    @invariant()
    def what_went_out_is_never_forgotten(self) -> None:
        if self.went_out and self.final is None:
            assert self.record is not None
            assert self.record.has_gone_out

    @invariant()
    def what_went_out_is_never_cancelled(self) -> None:
        if self.went_out and self.final is not None:
            assert self.final.state is State.PUBLISHED


TestOneDelivery = OneDelivery.TestCase
TestOneDelivery.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
