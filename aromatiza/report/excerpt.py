"""The line that a problem points to: as much of it as fits, and where in it the place is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aromatiza.text.cells import cells, clusters
from aromatiza.text.visible import visible

__all__ = ["Excerpt", "excerpt", "line_of"]

ELLIPSIS = "…"
LEAST_CELLS = 20
"""Less would not hold one character's number on each side of the place."""
REACH = 4
"""How many code points are looked at for one cell: enough for letters with several marks."""
LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""Where YAML begins a new line."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a line as a terminal may show it; `caret_cells` cells of it stand before the place."""

    text: str
    caret_cells: int


def line_of(text: str, number: int) -> str | None:
    """The line of that number, counted from 1, without its end; None when there is none."""
    lines = LINE_END.split(text, maxsplit=max(number, 1))
    return lines[number - 1] if 1 <= number <= len(lines) else None


def excerpt(line: str, column: int, width_cells: int) -> Excerpt:
    """What stands around a column, counted in code points from 1, in at most `width_cells` cells.

    Tabs, control characters and marks that turn a line round are shown as their numbers. Letters that are
    written from right to left may still be laid out by the terminal in another order than they are counted.
    """
    width_cells = max(width_cells, LEAST_CELLS)
    at = min(max(column, 1) - 1, len(line))
    reach = REACH * width_cells
    before, after = _pieces(line[max(0, at - reach) : at]), _pieces(line[at : at + reach])
    wanted_after = _cells_of(after) + (len(line) > at + reach)
    room = max(width_cells // 2, width_cells - wanted_after)
    left = _kept(before[::-1], room, is_cut=at > reach)[::-1]
    right = _kept(after, width_cells - _cells_of(left), is_cut=len(line) > at + reach)
    return Excerpt("".join([*left, *right]), _cells_of(left))


def _pieces(text: str) -> list[str]:
    return clusters(visible(text).replace("\t", "⟨U+0009⟩"))


def _kept(pieces: Sequence[str], room_cells: int, *, is_cut: bool) -> list[str]:
    """As many of the pieces as there is room for, and an ellipsis if that is not all there is."""
    if not is_cut and _cells_of(pieces) <= room_cells:
        return list(pieces)
    kept: list[str] = []
    room_cells -= cells(ELLIPSIS)
    for piece in pieces:
        room_cells -= cells(piece)
        if room_cells < 0:
            break
        kept.append(piece)
    return [*kept, ELLIPSIS]


def _cells_of(pieces: Iterable[str]) -> int:
    return sum(map(cells, pieces))
