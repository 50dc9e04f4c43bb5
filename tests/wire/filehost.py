"""A host of one file for tests: it gives ranges, answers conditions, and can be told to misbehave."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.wire.server import Arrived, Drop, Said

__all__ = ["FileHost", "asked_range"]

RANGE = re.compile(r"bytes=([0-9]+)-([0-9]+)")


def asked_range(request: Arrived) -> tuple[int, int]:
    """The first and the last byte that were asked for."""
    match = RANGE.fullmatch(request.headers["range"])
    assert match is not None
    return int(match[1]), int(match[2])


@dataclass
class FileHost:
    """Answers every request for any path with pieces of `data`; `before` may answer in its place."""

    data: bytes
    tag: str = '"one"'
    modified: str = ""
    before: Callable[[Arrived, int], Said | Drop | None] = lambda _request, _number: None
    requests: list[Arrived] = field(default_factory=list)

    def __call__(self, request: Arrived) -> Said | Drop:
        self.requests.append(request)
        return self.before(request, len(self.requests)) or self.answer(request)

    def answer(self, request: Arrived) -> Said:
        """As RFC 9110 says."""
        named = {"ETag": self.tag, "Last-Modified": self.modified}
        headers = {name: value for name, value in named.items() if value}
        known = (request.headers.get("if-none-match"), request.headers.get("if-modified-since"))
        if (self.tag and known[0] == self.tag) or (self.modified and known[1] == self.modified):
            return Said(304, b"", headers)
        if request.headers.get("if-range", self.tag) != self.tag:
            return Said(200, self.data, headers)
        first, last = asked_range(request)
        size = len(self.data)
        if first >= size:
            return Said(416, b"", {**headers, "Content-Range": f"bytes */{size}"})
        last = min(last, size - 1)
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
        return Said(206, self.data[first : last + 1], headers)
