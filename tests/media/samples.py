"""Files for the tests of measuring: in memory, with every read counted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from aromatiza.core.media_facts import Trouble, VideoFacts
from aromatiza.media.video import read_video

__all__ = ["MemorySource", "facts_of", "patched", "trouble_of"]


@dataclass
class MemorySource:
    """A file in memory, which may claim another size; `reads` are the offsets and lengths asked for."""

    data: bytes
    claimed_bytes: int = -1
    reads: list[tuple[int, int]] = field(default_factory=list)

    @property
    def size_bytes(self) -> int:
        return len(self.data) if self.claimed_bytes < 0 else self.claimed_bytes

    @property
    def read_bytes(self) -> int:
        return sum(length for _, length in self.reads)

    async def read(self, offset: int, length: int) -> bytes:
        self.reads.append((offset, length))
        return self.data[offset : offset + length]


def facts_of(data: bytes) -> VideoFacts:
    """The facts of a file that has some."""
    found = asyncio.run(read_video(MemorySource(data)))
    assert isinstance(found, VideoFacts), found
    return found


def trouble_of(data: bytes) -> Trouble:
    """The trouble with a file that has some."""
    found = asyncio.run(read_video(MemorySource(data)))
    assert isinstance(found, Trouble), found
    return found


def patched(data: bytes, kind: bytes, skip: int, new: bytes) -> bytes:
    """A film whose first box of that kind has other bytes, `skip` bytes into its content (-8: its size)."""
    at = data.index(kind) + 4 + skip
    return data[:at] + new + data[at + len(new) :]
