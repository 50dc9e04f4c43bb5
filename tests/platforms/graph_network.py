"""The Graph API as a script: replies, refusals, a port by the names of calls, and one by the engine."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from datetime import timedelta

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Call, Delivery, FormBody, Receipt, Wait
from aromatiza.core.delivery import Record, State, Step
from aromatiza.core.errors import AromatizaError, AuthRequired, InvalidContent, NeedsHuman, Retryable
from aromatiza.core.platform import Platform
from aromatiza.core.refusals import Next, Row, error_for
from aromatiza.core.secret import Secret
from aromatiza.engine.journal import Journal
from aromatiza.engine.pace import Pace
from aromatiza.engine.sender import Line, Sender
from tests.fakes import (
    NOW,
    FakeClock,
    MemoryBranch,
    Scripted,
    ScriptedWire,
    SilentWatcher,
    memory_ledger,
)

__all__ = ["Network", "Resumed", "error_in", "form", "meaning", "next_of", "refused", "reply"]


def reply(value: object, status: int = 200) -> Reply:
    return Reply(status, body=json.dumps(value).encode())


def refused(code: int, subcode: int | None = None, status: int = 400) -> Reply:
    error = {"code": code, "error_subcode": subcode, "message": "no", "fbtrace_id": "Ab1"}
    return reply({"error": {name: value for name, value in error.items() if value is not None}}, status)


def meaning(platform: Platform, answer: Reply) -> AromatizaError:
    return error_in(platform, platform.errors, answer)


def error_in(platform: Platform, table: Iterable[Row], answer: Reply) -> AromatizaError:
    """What a refusal means by one of the platform's tables."""
    refusal = platform.read_refusal(answer)
    assert refusal is not None
    return error_for(refusal, table, answer)


def next_of(error: AromatizaError) -> Next:
    """What happens after an error."""
    match error:
        case InvalidContent():
            return Next.CONTENT
        case AuthRequired():
            return Next.AUTH
        case NeedsHuman():
            return Next.HUMAN
        case Retryable(from_start=True):
            return Next.FROM_START
        case Retryable(may_have_acted=True):
            return Next.UNSURE
        case _:
            return Next.RETRY


def form(call: Call) -> dict[str, str]:
    assert isinstance(call.request.body, FormBody)
    return dict(call.request.body.fields)


class Network:
    """Answers each call by its name, in turn; the last answer of a name repeats."""

    def __init__(self, **script: list[Reply]) -> None:
        self.script = {name.replace("_", " "): list(replies) for name, replies in script.items()}
        self.calls: list[Call] = []

    async def send(self, call: Call) -> Answer:
        while True:
            self.calls.append(call)
            replies = self.script[call.name]
            answer = call.read(replies.pop(0) if len(replies) > 1 else replies[0])
            if not isinstance(answer, Wait):
                return answer

    def names(self) -> list[str]:
        return [call.name for call in self.calls]

    def call(self, name: str) -> Call:
        """The first call of that name."""
        return next(call for call in self.calls if call.name == name)


class Resumed:
    """A delivery that the engine takes up again with the steps that an earlier run kept."""

    def __init__(self, platform: Platform, delivery: Delivery, *steps: Step) -> None:
        self.platform = platform
        self.delivery = delivery
        self.record = Record(
            delivery.post,
            delivery.account.name,
            platform.name,
            State.RUNNING,
            "content/posts/brume.yaml",
            "c0ffee",
            delivery.rendition,
            NOW,
            files=delivery.files,
            steps=steps,
        )
        self.watcher = SilentWatcher()

    def run(self, *script: Scripted) -> Receipt:
        """What the flow gives, when the network answers so, in this order."""
        return asyncio.run(self._run(ScriptedWire(*script)))

    async def _run(self, wire: ScriptedWire) -> Receipt:
        clock, branch = FakeClock(), MemoryBranch()
        pace = Pace(NOW + timedelta(days=2), patience_s=7200)
        line = Line(self.platform, Secret("token"), wire, clock, pace, self.watcher)
        async with Journal(memory_ledger(branch), clock, gather_s=0.01) as journal:
            with journal.active():
                sender = Sender(self.record, line, journal)
                try:
                    return await self.platform.publish(self.delivery, sender)
                finally:
                    self.record = sender.record

    def names(self) -> list[str]:
        """The calls that were sent, in order."""
        return [name for _, name in self.watcher.calls]
