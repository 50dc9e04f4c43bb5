"""A file for readers that read as they like, of which only a few pieces are there.

A reader is simply started; when it wants a piece that is not there, it is stopped by `Missing`, the piece is
fetched, and it is started again. So a reader that knows nothing of requests makes few of them.
"""

from __future__ import annotations

import io

from aromatiza.media.source import ByteSource

__all__ = ["BLOCK_BYTES", "LIMIT_BYTES", "Missing", "Pieces"]

BLOCK_BYTES = 16_384
LIMIT_BYTES = 262_144
"""How much of a photo is read at most."""
STEP_BLOCKS = 3
"""So many blocks at least are fetched at once, after the first one."""


class Missing(Exception):
    """These bytes of the file are not there yet; `start` and `end` count from its beginning."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__(f"bytes {start} to {end}")
        self.start = start
        self.end = end


class Pieces(io.RawIOBase):
    """The fetched pieces of a source, to be read like a file. Raises: Missing, for any other piece."""

    def __init__(self, source: ByteSource) -> None:
        super().__init__()
        self._source = source
        self._blocks: dict[int, bytes] = {}
        self._position = 0

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Read from there next; nothing is fetched."""
        bases = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._source.size_bytes}
        position = bases[whence] + offset
        if position < 0:
            raise ValueError("before the beginning")
        self._position = position
        return position

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; fewer at the end of the file."""
        start = self._position
        end = self._source.size_bytes if size < 0 else min(start + size, self._source.size_bytes)
        if start >= end:
            return b""
        first, last = start // BLOCK_BYTES, (end - 1) // BLOCK_BYTES
        if last - first >= len(self._blocks) or any(n not in self._blocks for n in range(first, last + 1)):
            raise Missing(start, end)
        self._position = end
        held = b"".join(self._blocks[number] for number in range(first, last + 1))
        return held[start - first * BLOCK_BYTES : end - first * BLOCK_BYTES]

    async def fetch(self, missing: Missing) -> bool:
        """Have that piece and a little more; False when it would be too much for one file."""
        wanted = range(missing.start // BLOCK_BYTES, (missing.end - 1) // BLOCK_BYTES + 1)
        if len(wanted) > LIMIT_BYTES // BLOCK_BYTES:
            return False
        lacking = [number for number in wanted if number not in self._blocks]
        step = STEP_BLOCKS if self._blocks else 1
        first, last = lacking[0], max(lacking[-1], lacking[0] + step - 1)
        if (len(self._blocks) + last - first + 1) * BLOCK_BYTES > LIMIT_BYTES:
            return False
        data = await self._source.read(first * BLOCK_BYTES, (last - first + 1) * BLOCK_BYTES)
        for number in range(first, last + 1):
            at = (number - first) * BLOCK_BYTES
            self._blocks[number] = data[at : at + BLOCK_BYTES]
        return True
