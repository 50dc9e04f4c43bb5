"""The boxes of an MP4 or MOV file, read in few large pieces and never more than `LIMIT_BYTES` in all.

A box begins with its size and four letters, and lies within its parent. What a size says is believed only as
far as the parent or the file reaches; whatever does not fit raises `Unreadable`.
Source: ISO/IEC 14496-12:2022 section 4.2.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

from aromatiza.core.messages import Message, msg
from aromatiza.media.source import ByteSource
from aromatiza.media.unreadable import LIMIT_BYTES, broken, cut_off, index_too_large

__all__ = ["BLOCK_BYTES", "Blocks", "Box", "all_in", "box_at", "children", "fields", "first_in"]

BLOCK_BYTES = 16_384
TAIL_BLOCKS = 4
"""So little at a file's end is fetched in one go: an index that stands there costs one request."""
HEADER_BYTES = 8
LARGE_HEADER_BYTES = 16
MAX_CHILDREN = 1_024
"""More boxes than any parent has; a film of one track has about ten."""


class Blocks:
    """The bytes of a source, fetched in whole blocks, each block once.

    `left_bytes`: how much may still be fetched.
    """

    def __init__(self, source: ByteSource, limit_bytes: int = LIMIT_BYTES) -> None:
        self.size_bytes = source.size_bytes
        self.left_bytes = limit_bytes
        self._source = source
        self._blocks: dict[int, bytes] = {}
        self._last = (self.size_bytes - 1) // BLOCK_BYTES

    async def read(self, start: int, length: int) -> bytes:
        """Exactly `length` bytes from `start` on.

        Raises: Unreadable (beyond the end of the file, or more than may be fetched).
        """
        if length == 0:
            return b""
        if start + length > self.size_bytes:
            raise cut_off()
        first, last = start // BLOCK_BYTES, (start + length - 1) // BLOCK_BYTES
        if last - first > len(self._blocks) + self.left_bytes // BLOCK_BYTES:
            raise index_too_large()
        missing = [number for number in range(first, last + 1) if number not in self._blocks]
        if missing:
            await self._fetch(missing[0], self._until(missing))
        held = b"".join(self._blocks[number] for number in range(first, last + 1))
        return held[start - first * BLOCK_BYTES :][:length]

    def _until(self, missing: list[int]) -> int:
        """The last block to fetch: the file's last one, if the rest is short and not the whole file."""
        is_tail = missing[0] > 0 and self._last - missing[0] < TAIL_BLOCKS
        return self._last if is_tail else missing[-1]

    async def _fetch(self, first: int, last: int) -> None:
        start = first * BLOCK_BYTES
        length = min((last + 1) * BLOCK_BYTES, self.size_bytes) - start
        if length > self.left_bytes:
            raise index_too_large()
        self.left_bytes -= length
        data = await self._source.read(start, length)
        if len(data) < length:
            raise cut_off()
        for number in range(first, last + 1):
            self._blocks[number] = data[number * BLOCK_BYTES - start :][:BLOCK_BYTES]


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its four letters, where it starts, where its content (`body`) does, and where it ends."""

    kind: bytes
    start: int
    body: int
    end: int

    @property
    def length(self) -> int:
        """How many bytes its content has."""
        return self.end - self.body


async def box_at(blocks: Blocks, start: int, limit: int) -> Box | None:
    """The box that starts there; None if no box does. Its end may lie beyond `limit`: the caller judges.

    A size of 0 means that it reaches up to `limit`, a size of 1 that eight more bytes tell it.
    Raises: Unreadable, if the file does not have these bytes.
    """
    if limit - start < HEADER_BYTES:
        return None
    size, kind = struct.unpack(">I4s", await blocks.read(start, HEADER_BYTES))
    header = HEADER_BYTES
    if size == 1 and limit - start >= LARGE_HEADER_BYTES:
        header = LARGE_HEADER_BYTES
        (size,) = struct.unpack(">Q", await blocks.read(start + HEADER_BYTES, 8))
    elif size == 0:
        size = limit - start
    return Box(kind, start, start + header, start + size) if size >= header else None


async def children(blocks: Blocks, parent: Box, skip: int = 0) -> tuple[Box, ...]:
    """The boxes within a box, behind the `skip` bytes of its own fields, in order.

    Raises: Unreadable (one that reaches beyond its parent, too many of them).
    """
    found: list[Box] = []
    position = parent.body + skip
    while (box := await box_at(blocks, position, parent.end)) is not None:
        if box.end > parent.end or len(found) == MAX_CHILDREN:
            raise broken(msg("video.part.index"))
        found.append(box)
        position = box.end
    return tuple(found)


def all_in(boxes: tuple[Box, ...], kind: bytes) -> tuple[Box, ...]:
    """Those of that kind."""
    return tuple(box for box in boxes if box.kind == kind)


def first_in(boxes: tuple[Box, ...], kind: bytes, part: Message | None = None) -> Box:
    """The first of that kind.

    Raises: Unreadable, naming `part` (of old, the index) as what is missing.
    """
    for box in boxes:
        if box.kind == kind:
            return box
    raise broken(part or msg("video.part.index"))


async def fields(blocks: Blocks, box: Box, layout: str, skip: int = 0) -> tuple[Any, ...]:
    """The fields of a box's content from its byte `skip` on, as `layout` (of `struct`, big endian) says.

    Raises: Unreadable, if the box is too short for them.
    """
    length = struct.calcsize(f">{layout}")
    if skip + length > box.length:
        raise broken(msg("video.part.index"))
    return struct.unpack(f">{layout}", await blocks.read(box.body + skip, length))
