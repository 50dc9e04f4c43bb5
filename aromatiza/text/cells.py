"""How much room a text takes on a terminal, in cells of one narrow letter each."""

from __future__ import annotations

import unicodedata

import regex

__all__ = ["cells", "clusters"]

CLUSTER = regex.compile(r"\X")
COVERS = frozenset({"Mn", "Me", "Cf"})
"""Marks that are drawn over the letter before them, and characters that are not drawn."""
WIDE = frozenset({"W", "F"})
EMOJI_MARK = "\ufe0f"


def clusters(text: str) -> list[str]:
    """The text in pieces that are drawn as one: a letter with its marks, an emoji with all its parts."""
    return CLUSTER.findall(text)


def cells(text: str) -> int:
    """How many cells a text takes; terminals do not agree on all emoji, and this is what most of them do.

    An emoji and a Chinese, Japanese or Korean character take two, marks over a letter none. Control
    characters have no width: write them as their numbers before.
    """
    if text.isascii():
        return len(text)
    return sum(map(_cells_of_cluster, clusters(text)))


def _cells_of_cluster(cluster: str) -> int:
    """Parts of one emoji share its two cells; spacing marks of Indian scripts have their own."""
    if EMOJI_MARK in cluster or any(unicodedata.east_asian_width(part) in WIDE for part in cluster):
        return 2
    return sum(unicodedata.category(part) not in COVERS for part in cluster)
