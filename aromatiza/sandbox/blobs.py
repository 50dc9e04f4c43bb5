"""Files that networks received, piece by piece or whole, in one folder."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from aromatiza.sandbox.http import Body

__all__ = ["Blobs"]

BLOCK_BYTES = 1 << 20
MAGIC = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png"}


class Blobs:
    """A folder of byte strings, each under a name that its network chose (letters, digits, `-`, `_`)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str) -> Path:
        """Where the bytes called `name` are, or would be."""
        return self._folder / name

    def write(self, name: str, body: Body, offset: int = 0) -> None:
        """Put `body` at `offset`; what stood there is replaced, a gap reads as zeros."""
        path = self.path(name)
        path.touch()
        with path.open("r+b") as file:
            file.seek(offset)
            for block in body.blocks():
                file.write(block)

    def size(self, name: str) -> int:
        """How many bytes are stored; 0 when nothing is."""
        path = self.path(name)
        return path.stat().st_size if path.exists() else 0

    def digest(self, name: str) -> str:
        """SHA-256 of what is stored, in hex."""
        total = hashlib.sha256()
        with self.path(name).open("rb") as file:
            while block := file.read(BLOCK_BYTES):
                total.update(block)
        return total.hexdigest()

    def content_type(self, name: str) -> str:
        """What kind of file the stored bytes are, told by how they begin."""
        with self.path(name).open("rb") as file:
            head = file.read(12)
        if head[4:8] == b"ftyp":
            return "video/mp4"
        known = (kind for magic, kind in MAGIC.items() if head.startswith(magic))
        return next(known, "application/octet-stream")

    def keep(self, name: str) -> str:
        """Keep a finished file under its digest, for the page of feeds; returns the digest."""
        digest = self.digest(name)
        shutil.copyfile(self.path(name), self.path(digest))
        return digest

    def clear(self) -> None:
        """Delete everything."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
