"""The Graph API as a script: replies, refusals, and a port that answers calls by their names."""

from __future__ import annotations

import json

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Call, FormBody, Wait
from aromatiza.core.errors import AromatizaError
from aromatiza.core.platform import Platform
from aromatiza.core.refusals import error_for

__all__ = ["Network", "form", "meaning", "refused", "reply"]


def reply(value: object, status: int = 200) -> Reply:
    return Reply(status, body=json.dumps(value).encode())


def refused(code: int, subcode: int | None = None, status: int = 400) -> Reply:
    error = {"code": code, "error_subcode": subcode, "message": "no", "fbtrace_id": "Ab1"}
    return reply({"error": {name: value for name, value in error.items() if value is not None}}, status)


def meaning(platform: Platform, answer: Reply) -> AromatizaError:
    refusal = platform.read_refusal(answer)
    assert refusal is not None
    return error_for(refusal, platform.errors, answer)


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
