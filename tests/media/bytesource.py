"""Bytes in memory as a source, which keeps what was read of it."""

from __future__ import annotations

__all__ = ["MemorySource"]


class MemorySource:
    """A source of these bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.reads: list[tuple[int, int]] = []

    @property
    def size_bytes(self) -> int:
        """How many there are."""
        return len(self.data)

    @property
    def bytes_read(self) -> int:
        """How many were read."""
        return sum(length for _, length in self.reads)

    async def read(self, offset: int, length: int) -> bytes:
        """The bytes from `offset` on."""
        piece = self.data[offset : offset + length]
        self.reads.append((offset, len(piece)))
        return piece
