"""The catalogue of problems: a page for every code, in both languages; docs/problems.md shows them all."""

from __future__ import annotations

from collections.abc import Mapping

from aromatiza.core.catalogue import content, lints, media, rules, yaml
from aromatiza.core.catalogue.page import Chapter, Page

__all__ = ["CHAPTERS", "PAGES", "Chapter", "Page"]

CHAPTERS: tuple[Chapter, ...] = (
    yaml.CHAPTER,
    content.CHAPTER,
    rules.CHAPTER,
    media.CHAPTER,
    lints.CHAPTER,
)

PAGES: Mapping[str, Page] = {code: page for chapter in CHAPTERS for code, page in chapter.pages.items()}
"""Code to page. No code is in two chapters."""
