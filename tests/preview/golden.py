"""Comparison with what a person reviewed once: `GOLDEN=1` in the environment writes it anew."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["assert_golden"]

FOLDER = Path(__file__).parents[1] / "golden"


def assert_golden(name: str, text: str) -> None:
    """The text is what the golden file says, to the letter."""
    path = FOLDER / name
    if os.environ.get("GOLDEN") == "1":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
