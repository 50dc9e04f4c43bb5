"""Text that cannot act on what shows it: it steers no terminal and turns no line round."""

from __future__ import annotations

import re

__all__ = ["visible"]

ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters but tab and line feed, marks that override the direction, and halves of characters."""


def visible(text: str) -> str:
    """The text with every character that would act instead of being seen written as its number."""
    return ACTIVE.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)
