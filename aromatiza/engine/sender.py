"""`send(call)`: what a flow's one effect does with each role.

    read     sent, again and again until there is an answer
    prepare  a kept answer is fed back; otherwise sent like a read, and its answer kept (one whose secrets
             cannot be opened any more is prepared anew, unless something has gone out: then it serves to
             settle that)
    publish  a kept answer is fed back; an intent without answer is settled first; otherwise the intent is
             made durable, then it is sent once

Nothing else in aromatiza sends a call, so nothing else can publish twice.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, assert_never

from aromatiza.core.answers import Answer, Reply, masked
from aromatiza.core.calls import Absent, Auth, Call, Found, Intent, NotYet, Role, Settle, Unknowable, Wait
from aromatiza.core.credentials import secrets_of
from aromatiza.core.delivery import DeliveryKey, Record, Step
from aromatiza.core.errors import (
    AromatizaError,
    InDoubt,
    InvalidContent,
    Misconfigured,
    NeedsHuman,
    Retryable,
)
from aromatiza.core.messages import Message, msg
from aromatiza.core.platform import Platform
from aromatiza.core.ports import Clock, Wire
from aromatiza.core.refusals import LONGEST_DELAY_S, error_for
from aromatiza.core.secret import Secret
from aromatiza.engine.journal import Journal
from aromatiza.engine.pace import BACK_OFF_S, LEASE_MARGIN, PUSH_S, Pace

__all__ = ["Again", "Line", "Parked", "Sender", "Watcher"]


class Parked(Exception):
    """The next call is due later than this run waits; everything so far is kept."""

    def __init__(self, retry_at: datetime, reason: Message) -> None:
        super().__init__(reason)
        self.retry_at = retry_at
        self.reason = reason


class Again(Exception):
    """A publish call certainly had no effect: the flow runs again from the top, and sends it anew."""

    def __init__(self, reason: Message | None = None) -> None:
        super().__init__(reason)
        self.reason = reason


class Watcher(Protocol):
    """Sees what a run does, for progress and for previews."""

    def calling(self, key: DeliveryKey, call: Call) -> None:
        """A call is about to be sent."""
        ...

    def waiting(self, key: DeliveryKey, seconds: float, reason: Message) -> None:
        """The delivery sleeps."""
        ...

    def ended(self, record: Record) -> None:
        """The delivery is through with this run."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """The way to one account's network: what it takes to send a call and to read what comes back."""

    platform: Platform
    token: Secret
    wire: Wire
    clock: Clock
    pace: Pace
    watcher: Watcher

    async def reply(self, key: DeliveryKey, call: Call) -> Reply:
        """Send a call once. Raises: the error that a refusal is, unless the call accepts its status."""
        self.watcher.calling(key, call)
        token = None if call.request.auth is Auth.NONE else self.token
        reply = await self.wire.send(call.request, token)
        for secret in secrets_of(self.token):
            reply = masked(reply, secret)
        if reply.status not in call.accepts:
            refusal = self.platform.read_refusal(reply)
            if refusal is not None:
                raise error_for(refusal, self.platform.errors, reply)
        return reply


class Sender:
    """The `send` of one delivery; `record` is the delivery as far as it has come."""

    def __init__(self, record: Record, line: Line, journal: Journal) -> None:
        self.record = record
        self._line = line
        self._journal = journal
        self._names: set[str] = set()
        self._is_answer_at_risk = False

    async def __call__(self, call: Call) -> Answer:
        """Send a call, or feed back its kept answer; returns when there is an answer."""
        if call.role is Role.READ:
            return await self._read(call)
        if call.name in self._names:
            raise ValueError(f"two calls of one flow are named {call.name!r}")
        self._names.add(call.name)
        step = self.record.step(call.name)
        if step is not None and step.answer is not None:
            if not step.answer.has_lost_secret or self.record.has_gone_out:
                return step.answer
            self.record = self.record.before_step(call.name)
        if call.settle is None:
            return self._kept(Step(call.name, call.role, self._now()), await self._read(call))
        if step is not None:
            sent_by = step.at + timedelta(seconds=self._line.pace.own(PUSH_S))
            return self._kept(step, await self._settled(call.settle, step, sent_by))
        return await self._publish(call, call.settle)

    def rewind(self, record: Record) -> None:
        """Let the flow run again from the top, on this record."""
        self.record = record
        self._names.clear()
        self._journal.note(record)

    async def rest_as_stated(self, error: Retryable) -> None:
        """Wait as long as the network asked to, if it did. Raises: Parked."""
        if error.retry_after_s is not None:
            await self._rest(error.retry_after_s, error.message)

    async def _publish(self, call: Call, settle: Settle) -> Answer:
        """Send a publish call: once, and after its intent is durable."""
        step = Step(call.name, call.role, self._now())
        self.record = self.record.with_step(step)
        try:
            await self._journal.durable(self.record)
        except Misconfigured as error:
            self.record = self.record.before_step(call.name)
            raise Retryable(error.message) from error
        if self._is_lease_over():
            self.record = self.record.before_step(call.name)
            raise Parked(self._now(), msg("engine.lease_over"))
        # saving took its time, and quiet periods begin with the sending
        step = replace(step, at=self._now())
        self.record = self.record.with_step(step)
        try:
            answer = await self._asked(call)
        except Retryable as error:
            if not error.may_have_acted:
                self.record = self.record.before_step(call.name)
                raise
            await self.rest_as_stated(error)
            try:
                answer = await self._settled(settle, step, step.at)
            except Again:
                raise Again(error.message) from error
        except InDoubt:
            raise
        except AromatizaError:
            self.record = self.record.before_step(call.name)
            raise
        if isinstance(answer, Wait):
            raise TypeError(f"{call.name}: a publish call is not asked again")
        return self._kept(step, answer)

    async def _refuse_sibling(self, step: Step, answer: Answer) -> None:
        """Raise InDoubt when the post that was found is another delivery's: two posts look alike."""
        post_id = answer.text("id")
        sibling = await self._journal.sibling(post_id, self.record) if post_id else None
        if sibling is not None:
            found = msg("engine.sibling", id=post_id, delivery=str(sibling))
            raise InDoubt(msg("engine.in_doubt", step=step.name, looked_for=found))

    def _is_lease_over(self) -> bool:
        """Whether another run may soon take this delivery for abandoned, as after a suspended machine."""
        lease = self.record.lease
        return lease is not None and self._now() > lease.expires_at - LEASE_MARGIN

    async def _settled(self, settle: Settle, step: Step, sent_by: datetime) -> Answer:
        """The answer of an intent that was sent at `sent_by` at the latest, found again.

        Raises: Again, when it certainly had no effect; Retryable (`from_start`), when what was prepared for
        it is gone as well; InDoubt, when the network cannot tell.
        """
        while True:
            settled = await settle.ask(Intent(step.at), self._read)
            match settled:
                case Found(answer):
                    await self._refuse_sibling(step, answer)
                    return answer
                case Unknowable(looked_for):
                    raise InDoubt(msg("engine.in_doubt", step=step.name, looked_for=looked_for))
                case NotYet(delay_s):
                    step = replace(step, absent_at=None)
                    self.record = self.record.with_step(step)
                    await self._rest(self._line.pace.own(delay_s), msg("engine.settling", step=step.name))
                case Absent(from_start):
                    quiet_s = self._line.pace.own(settle.quiet_s)
                    left_s = self._quiet_left(step.absent_at or sent_by, quiet_s)
                    if left_s <= 0 and step.absent_at is not None:
                        self.record = self.record.before_step(step.name)
                        if from_start:
                            raise Retryable(msg("engine.prepared_gone", step=step.name), from_start=True)
                        raise Again
                    if left_s <= 0:
                        step = replace(step, absent_at=self._now())
                        self.record = self.record.with_step(step)
                        left_s = quiet_s
                    await self._rest(left_s, msg("engine.settling", step=step.name))
                case _:
                    assert_never(settled)

    def _quiet_left(self, since: datetime, quiet_s: float) -> float:
        """Seconds until another reading of *absent* counts."""
        return (since + timedelta(seconds=quiet_s) - self._now()).total_seconds()

    async def _read(self, call: Call) -> Answer:
        """Send a call that may be repeated until it has an answer, with pauses between the attempts."""
        failures = polls = 0
        while True:
            try:
                answer = await self._asked(call)
            except Retryable as error:
                if error.from_start or failures == len(BACK_OFF_S):
                    raise
                stated_s, own_s, reason = error.retry_after_s, BACK_OFF_S[failures], error.message
                failures += 1
            else:
                if isinstance(answer, Answer):
                    return answer
                stated_s, own_s = answer.stated_s, call.waits_s[min(polls, len(call.waits_s) - 1)]
                reason = msg("engine.polling", step=call.name)
                polls += 1
            await self._rest(self._line.pace.own(own_s) if stated_s is None else stated_s, reason)

    async def _asked(self, call: Call) -> Answer | Wait:
        """Send a call once and read its answer.

        Once something has gone out, a refusal does not tell what became of it. A reader does: when it finds
        that the content, or what was prepared, is worthless, nothing is public, and the kept answers go.
        """
        await self._save_answer()
        try:
            reply = await self._line.reply(self.record.key, call)
        except NeedsHuman as error:
            if call.role is not Role.READ or not self._is_out():
                raise
            raise Retryable(error.message) from error  # nothing to decide: it is only not seen yet
        try:
            return call.read(reply)
        except (InvalidContent, Retryable) as error:
            is_verdict = isinstance(error, InvalidContent) or error.from_start
            if is_verdict and call.role is Role.READ and not self.record.is_unsettled:
                self.record = replace(self.record, steps=())
            raise

    def _is_out(self) -> bool:
        """Whether a publish call was answered and none is in doubt: then reading can do no harm."""
        return self.record.has_gone_out and not self.record.is_unsettled

    async def _rest(self, seconds: float, reason: Message) -> None:
        """Sleep, or park the delivery when that would take too long. Raises: Parked."""
        now, seconds = self._now(), min(seconds, LONGEST_DELAY_S)
        if self._line.pace.parks(now, seconds):
            raise Parked(now + timedelta(seconds=seconds), reason)
        self._line.watcher.waiting(self.record.key, seconds, reason)
        with self._journal.asleep(seconds):
            await self._line.clock.sleep(seconds)

    def _kept(self, step: Step, answer: Answer) -> Answer:
        self.record = self.record.with_step(replace(step, answer=answer))
        self._journal.note(self.record)
        self._is_answer_at_risk = step.role is Role.PUBLISH
        return answer

    async def _save_answer(self) -> None:
        """Make the answer of a publish call durable before anything else: it may never be given again."""
        if self._is_answer_at_risk:
            self._is_answer_at_risk = False
            with suppress(Misconfigured):  # what the flow says at its end is written, or reported
                await self._journal.durable(self.record)

    def _now(self) -> datetime:
        return self._line.clock.now()
