"""The parts of a multipart form in constant memory: a large body stays in its file; only places are kept."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from aromatiza.sandbox.http import Request

__all__ = ["Part", "is_form", "parts_in"]

BLOCK_BYTES = 1 << 20
LONGEST_HEAD = 1 << 13
MOST_PARTS = 32
BOUNDARY = re.compile(r'multipart/form-data;.*boundary="?([^";]+)"?', re.IGNORECASE)
FIELD_NAME = re.compile(rb'content-disposition:[^\r\n]*;\s*name="([^"]*)"', re.IGNORECASE)

Bytes = bytes | mmap.mmap


@dataclass(frozen=True, slots=True)
class Part:
    """The content of one field, while the form is open."""

    source: Bytes
    start: int
    end: int

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.end - self.start

    def blocks(self) -> Iterator[bytes]:
        """The bytes in order, at most a megabyte at a time."""
        for at in range(self.start, self.end, BLOCK_BYTES):
            yield self.source[at : min(at + BLOCK_BYTES, self.end)]

    def text(self) -> str:
        """The bytes as a short text; "" when they are none."""
        return self.source[self.start : min(self.end, self.start + LONGEST_HEAD)].decode("utf-8", "replace")


def is_form(request: Request) -> bool:
    """Whether the body says that it is a multipart form."""
    return BOUNDARY.match(request.header("content-type")) is not None


@contextmanager
def parts_in(request: Request) -> Iterator[Mapping[str, Part]]:
    """The fields of a multipart form by name, the last of a name; only within the context."""
    boundary = BOUNDARY.match(request.header("content-type"))
    if boundary is None:
        yield {}
    elif request.body.path is None:
        yield _parts(request.body.data, boundary[1].encode())
    else:
        with (
            request.body.path.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as source,
        ):
            yield _parts(source, boundary[1].encode())


def _parts(source: Bytes, boundary: bytes) -> dict[str, Part]:
    fields: dict[str, Part] = {}
    mark = b"--" + boundary
    at = 0 if source[: len(mark)] == mark else source.find(b"\r\n" + mark)
    for _ in range(MOST_PARTS):
        begin = source.find(mark, at) + len(mark)
        end = source.find(b"\r\n" + mark, begin)
        if at < 0 or end < 0:
            break
        head_end = source.find(b"\r\n\r\n", begin, min(end, begin + LONGEST_HEAD))
        name = FIELD_NAME.search(source[begin : max(head_end, begin)])
        if name:
            fields[name[1].decode("utf-8", "replace")] = Part(source, head_end + 4, end)
        at = end
    return fields
