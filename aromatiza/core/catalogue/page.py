"""One page of the catalogue of problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aromatiza.core.messages import Locale

__all__ = ["Chapter", "Page", "Wordings", "both"]

Wordings = Mapping[Locale, str]


def both(english: str, french: str) -> Wordings:
    """A text in both languages."""
    return {"en": english, "fr": french}


@dataclass(frozen=True, slots=True)
class Page:
    """What a problem's code means, why it matters, and how to mend it; `example` is a fix as it is typed."""

    meaning: Wordings
    why: Wordings
    fix: Wordings
    example: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Pages of one subject, by their codes."""

    title: Wordings
    pages: Mapping[str, Page]
