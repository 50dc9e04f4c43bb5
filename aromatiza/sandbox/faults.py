"""Planned trouble: which request is hit, and what happens to it. Nothing here touches a socket.

A fault names the requests it is meant for (globs for `host`, `path` and `method`), which of them it
hits (`nth`, counted from the moment of planning, then `times` in a row), and what happens then:

- `drop: before` closes the connection and the network never sees the request;
- `drop: after` lets the network act, and closes the connection without one byte of answer;
- `status` (with `body`, `headers`) answers instead of the network; with `after`, once it has acted;
- `delay_s` waits first, alone or with any of these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from aromatiza.sandbox.http import Response

__all__ = ["Fault", "FaultPlan", "WrongFault", "faults_from"]

LONGEST_DELAY_S = 3600
HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
HEADER_VALUE = re.compile(r"[ -~]*")


class WrongFault(ValueError):
    """A fault that makes no sense; its text says which field and what is accepted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Trouble for some requests; without an effect it lets everything pass.

    `status` 0 stands for "no planned answer"; `drop` is `before`, `after` or empty.
    """

    host: str = "*"
    path: str = "*"
    method: str = "*"
    nth: int = 1
    times: int = 1
    status: int = 0
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    after: bool = False
    delay_s: float = 0
    drop: str = ""

    def is_meant_for(self, method: str, host: str, path: str) -> bool:
        """Whether a request counts for this fault."""
        return (
            fnmatchcase(host, self.host.lower())
            and fnmatchcase(path, self.path)
            and fnmatchcase(method, self.method.upper())
        )

    def hits(self, count: int) -> bool:
        """Whether the `count`-th request that it is meant for (from 1) is one of those it hits."""
        return self.nth <= count < self.nth + self.times

    @property
    def network_acts(self) -> bool:
        """Whether the network still handles a request that is hit."""
        return self.drop != "before" and (not self.status or self.after)

    def answer(self, real: Response | None) -> Response | None:
        """What the client gets where the network said `real`; None closes the connection."""
        if self.drop:
            return None
        return self._planned() if self.status else real

    def _planned(self) -> Response:
        if self.body is None:
            return Response(self.status, b"", self.headers)
        if isinstance(self.body, str):
            text, kind = self.body, "text/plain; charset=utf-8"
        else:
            text, kind = json.dumps(self.body, ensure_ascii=False), "application/json"
        has_type = any(name.lower() == "content-type" for name in self.headers)
        given = self.headers if has_type else {"Content-Type": kind, **self.headers}
        return Response(self.status, text.encode(), given)

    def to_json(self) -> dict[str, object]:
        """The fault as it can be posted again: which requests it hits, and the effects that it has."""
        given = asdict(self)
        return {name: given[name] for name in given if name in ALWAYS_SHOWN or given[name] != EMPTY[name]}


NO_TROUBLE = Fault()
ALWAYS_SHOWN = ("host", "path", "method", "nth", "times")
EMPTY = asdict(NO_TROUBLE)


@dataclass(slots=True)
class _Planned:
    fault: Fault
    seen: int = 0
    fired: int = 0


class FaultPlan:
    """The faults of one sandbox, in the order of their planning, and how often each has fired."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []

    def add(self, faults: Sequence[Fault]) -> None:
        """Plan these too; they count from now."""
        self._planned += [_Planned(fault) for fault in faults]

    def clear(self) -> None:
        """Plan nothing any more."""
        self._planned = []

    def next_for(self, method: str, host: str, path: str) -> Fault:
        """The trouble for a request that has just arrived; one without effect when none is due.

        The request counts for every fault that is meant for it; of several that are due, the first fires.
        """
        meant = [planned for planned in self._planned if planned.fault.is_meant_for(method, host, path)]
        for planned in meant:
            planned.seen += 1
        for planned in meant:
            if planned.fault.hits(planned.seen):
                planned.fired += 1
                return planned.fault
        return NO_TROUBLE

    def to_json(self) -> list[dict[str, object]]:
        """Every planned fault, with `seen` (requests that it was meant for) and `fired`."""
        return [{**p.fault.to_json(), "seen": p.seen, "fired": p.fired} for p in self._planned]


def faults_from(value: object) -> list[Fault]:
    """Read one fault or a list of them from JSON; raises WrongFault at the first thing that is wrong."""
    return [_fault_from(one) for one in (value if isinstance(value, list) else [value])]


def _fault_from(value: object) -> Fault:
    if not isinstance(value, dict):
        raise WrongFault("a fault is a JSON object, or a list of them")
    for name, given in value.items():
        if name not in FIELDS:
            raise WrongFault(f"{name}: no such field; a fault has {', '.join(FIELDS)}")
        is_right, accepted = FIELDS[name]
        if not is_right(given):
            raise WrongFault(f"{name}: {accepted} is accepted, not {json.dumps(given)}")
    fault = Fault(**value)
    if not (fault.status or fault.drop or fault.delay_s):
        raise WrongFault("status: a fault needs an effect: status, drop or delay_s")
    if fault.status and fault.drop:
        raise WrongFault("drop: a connection that is dropped carries no status; give one of the two")
    for name in ("body", "headers", "after"):
        if name in value and not fault.status:
            raise WrongFault(f"{name}: belongs to a planned answer; give a status too")
    return fault


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 1


def _is_status(value: object) -> bool:
    return type(value) is int and 200 <= value <= 599


def _is_delay(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= LONGEST_DELAY_S


def _are_headers(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(text, str) and HEADER_NAME.fullmatch(name) and HEADER_VALUE.fullmatch(text)
        for name, text in value.items()
    )


FIELDS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "host": (_is_text, "a glob such as api.x.com or *.facebook.com"),
    "path": (_is_text, "a glob such as /2/tweets or /2/media/*"),
    "method": (_is_text, "a method such as POST, or a glob"),
    "nth": (_is_count, "a whole number from 1"),
    "times": (_is_count, "a whole number from 1"),
    "status": (_is_status, "a whole number from 200 to 599"),
    "body": (lambda value: True, "any JSON"),
    "headers": (_are_headers, "an object of header names and printable ASCII texts"),
    "after": (lambda value: isinstance(value, bool), "true or false"),
    "delay_s": (_is_delay, f"a number of seconds from 0 to {LONGEST_DELAY_S}"),
    "drop": (lambda value: value in ("before", "after"), '"before" or "after"'),
}
