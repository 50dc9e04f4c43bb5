"""A file whose bytes are fetched piece by piece, wherever it is."""

from __future__ import annotations

from typing import Protocol

__all__ = ["ByteSource"]


class ByteSource(Protocol):
    """Bytes that can be read anywhere; each read may cost a request."""

    @property
    def size_bytes(self) -> int:
        """How long the file is."""
        ...

    async def read(self, offset: int, length: int) -> bytes:
        """The bytes from `offset` on, at most `length`; fewer at the end of the file."""
        ...
