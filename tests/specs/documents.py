"""The networks' own descriptions of their APIs: where they lie, and what to do where they do not.

They may not be redistributed, so they are no part of this repository: they are looked for beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["FOLDER", "SOURCES", "Source"]

FOLDER = Path(__file__).parents[3] / "shared" / "specs"
"""Beside the repository: `../shared/specs`."""


@dataclass(frozen=True, slots=True)
class Source:
    """One official document: its file name, and where the version that was read (2026-11) comes from."""

    file: str
    version: str
    origin: str

    @property
    def path(self) -> Path:
        """Where it is looked for."""
        return FOLDER / self.file

    @property
    def missing(self) -> str:
        """What to say where it is not there."""
        return (
            f"NOT CHECKED against the network's own description: there is no {self.file} in ../shared/specs "
            f"(beside the repository). Get version {self.version} from {self.origin}"
        )

    def read(self) -> dict[str, Any]:
        """The document. Raises: FileNotFoundError."""
        document: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
        return document


SOURCES: Mapping[str, Source] = {
    "pinterest": Source(
        "pinterest-openapi-v5.json",
        "5.23.0",
        "https://github.com/pinterest/api-description (v5/openapi.json, tag v5.23.0)",
    ),
    "x": Source(
        "x-openapi-v2.json",
        "2.167",
        "https://github.com/xdevplatform/docs (openapi.json, commit 2871328)",
    ),
    "youtube": Source(
        "youtube-v3-discovery.json",
        "20261104",
        "the PyPI package google-api-python-client 2.202.0 (discovery_cache/documents/youtube.v3.json)",
    ),
}
