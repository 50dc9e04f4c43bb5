"""Values that may have the wrong type, read as what they are worth: their content, or nothing.

The schema reports a wrong type; what follows goes on without the value, so that all problems of a file are
found in one run.
"""

from __future__ import annotations

from aromatiza.core.post import Json

__all__ = ["flag_of", "items_of", "mapping_of", "text_of", "texts_of"]


def mapping_of(value: Json) -> dict[str, Json]:
    """The mapping; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def items_of(value: Json) -> list[Json]:
    """The list; an empty one for anything else."""
    return value if isinstance(value, list) else []


def text_of(value: Json) -> str:
    """The text without blanks around it; an empty one for anything else."""
    return value.strip() if isinstance(value, str) else ""


def texts_of(value: Json) -> tuple[str, ...]:
    """The texts of a list."""
    return tuple(text for text in map(text_of, items_of(value)) if text)


def flag_of(value: Json) -> bool:
    """Whether it is true."""
    return value is True
