"""How long a text is, in the units that networks count in."""

from __future__ import annotations

from enum import StrEnum

import regex

from aromatiza.text.x_weight import x_weight

__all__ = ["Unit", "length_in"]

GRAPHEME = regex.compile(r"\X")


class Unit(StrEnum):
    """What a text is counted in."""

    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"
    BYTES = "bytes"
    GRAPHEMES = "graphemes"
    X_WEIGHT = "weighted characters"


def length_in(unit: Unit, text: str) -> int:
    """How long a text is in that unit; halves of characters count as what they would take."""
    match unit:
        case Unit.CODE_POINTS:
            return len(text)
        case Unit.UTF16:
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        case Unit.BYTES:
            return len(text.encode("utf-8", "surrogatepass"))
        case Unit.GRAPHEMES:
            return len(GRAPHEME.findall(text))
        case Unit.X_WEIGHT:
            return x_weight(text)
