"""What was measured before, kept on this machine: one small file for each address.

The cache is never believed by itself: the host must say that its file is still the one that was measured.
Nobody misses it when it is not there, cannot be written, or holds something else.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from aromatiza.core.media_facts import MediaFacts, PhotoFacts, VideoFacts

__all__ = ["FactsCache", "Known"]

VERSION = 2
"""Of what is read of a file: to be raised whenever `video` or `photo` reads something in another way."""
MAX_FILES = 5_000
MAX_BYTES = 4_096
"""The longest file that is looked at; ours have a few hundred bytes."""
KINDS: Mapping[str, type[MediaFacts]] = {"video": VideoFacts, "photo": PhotoFacts}
TYPES: Mapping[object, type] = {"int": int, "float": float, "str": str, "bool": bool}
"""The types of facts, as their classes name them."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a file was, and what its host called that version of it."""

    validator: str
    facts: MediaFacts


class FactsCache:
    """Keeps facts in `folder`, which need not exist; None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, url: str) -> Known | None:
        """What is known of the file at that address."""
        if self._folder is None:
            return None
        try:
            with self._place(self._folder, url).open("rb") as file:
                return _known(json.loads(file.read(MAX_BYTES)))
        except (OSError, ValueError, RecursionError):
            return None

    def put(self, url: str, known: Known) -> None:
        """Keep it, in place of what was kept before."""
        if self._folder is None:
            return
        kind = "video" if isinstance(known.facts, VideoFacts) else "photo"
        value = {"version": VERSION, "validator": known.validator, "kind": kind, "facts": asdict(known.facts)}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _replace(self._place(self._folder, url), json.dumps(value, ensure_ascii=False).encode())
        except OSError:
            return  # a cache that cannot be written is only slow

    def prune(self) -> None:
        """Leave the newest 5,000 files."""
        if self._folder is None:
            return
        try:
            dated = sorted((entry.stat().st_mtime_ns, entry.path) for entry in os.scandir(self._folder))
            for _, path in dated[: max(len(dated) - MAX_FILES, 0)]:
                Path(path).unlink(missing_ok=True)
        except OSError:
            return  # as above

    @staticmethod
    def _place(folder: Path, url: str) -> Path:
        return folder / f"{hashlib.sha256(url.encode()).hexdigest()}.json"


def _replace(path: Path, content: bytes) -> None:
    """Write a file in one step: a reader finds the old one or the new one, never a part."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        draft = Path(file.name)
        try:
            file.write(content)
            file.close()
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def _known(value: object) -> Known | None:
    """What a file of the cache says; None when it is not exactly what this version writes."""
    match value:
        case {"version": int(version), "validator": str(validator), "kind": str(kind), "facts": dict(facts)}:
            if (
                version != VERSION
                or kind not in KINDS
                or not (validator.isascii() and validator.isprintable())
            ):
                return None
            form = {field.name: TYPES[field.type] for field in fields(KINDS[kind])}
            if {name: type(fact) for name, fact in facts.items()} != form:
                return None
            return Known(validator, KINDS[kind](**facts))
        case _:
            return None
