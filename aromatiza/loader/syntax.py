"""Errors of YAML's grammar in plain words: what the parser says, matched to what a person most likely did."""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol

import yaml

from aromatiza.core.messages import Message, msg
from aromatiza.loader.report import Place

__all__ = ["Explanation", "explained", "place_of"]


class Mark(Protocol):
    """A place as both parsers give it, counted from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class Explanation(NamedTuple):
    """What is wrong with the grammar, and where."""

    code: str
    place: Place
    message: Message
    fix: Message


class _Row(NamedTuple):
    """`needle` stands in the parser's words; `is_opener`: the fault is where the thing began, not its end."""

    needle: str
    message: Message
    fix: Message
    is_opener: bool = False


TAB = msg("yaml.tab"), msg("yaml.tab.fix")
BRACKET = msg("yaml.bracket"), msg("yaml.bracket.fix")

PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
"""An emoji as JSON writes it, in two halves; YAML knows no such thing."""

ROWS = (
    _Row("escape", msg("yaml.escape"), msg("yaml.escape.fix")),
    _Row("unexpected end of stream", msg("yaml.quote"), msg("yaml.quote.fix"), is_opener=True),
    _Row("an alias", msg("yaml.sign", sign="*"), msg("yaml.sign.fix"), is_opener=True),
    _Row("an anchor", msg("yaml.sign", sign="&"), msg("yaml.sign.fix"), is_opener=True),
    _Row(" tag", msg("yaml.sign", sign="!"), msg("yaml.sign.fix"), is_opener=True),
    _Row("mapping values are not allowed", msg("yaml.colon"), msg("yaml.colon.fix")),
    _Row("entries are not allowed", msg("yaml.dash"), msg("yaml.dash.fix")),
)
"""The first row that fits wins. Both of the library's parsers use these words."""


def explained(error: yaml.MarkedYAMLError, text: str, opened: Place) -> Explanation:
    """What an error of the parser means; `opened` is where the innermost open list or mapping began."""
    mark = error.problem_mark or error.context_mark
    place = place_of(mark)
    found = _character(text, place)
    if found == "\t":
        return Explanation("yaml-tab", place, *TAB)
    words = f"{error.context or ''} {error.problem or ''}"
    if "escape" in words and (emoji := _emoji_at(text, place)):
        return Explanation("yaml-syntax", place, msg("yaml.escape"), msg("yaml.pair.fix", emoji=emoji))
    if "directive" in words or "incompatible" in words:
        return Explanation("yaml-directive", place, msg("yaml.directive"), msg("yaml.directive.fix"))
    if "while parsing a flow" in words:
        return Explanation("yaml-syntax", opened, *BRACKET)
    for row in ROWS:
        if row.needle in words:
            opener = error.context_mark if row.is_opener and error.context_mark else mark
            return Explanation("yaml-syntax", place_of(opener), row.message, row.fix)
    if "cannot start any token" in words and found:
        return Explanation("yaml-syntax", place, msg("yaml.sign", sign=found), msg("yaml.sign.fix"))
    return Explanation("yaml-syntax", place, msg("yaml.syntax"), msg("yaml.syntax.fix"))


def place_of(mark: Mark | None) -> Place:
    """A mark of the parser, counted from 1."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _emoji_at(text: str, place: Place) -> str:
    """The emoji whose two halves stand around a place; empty when there are none."""
    line, column = place
    for match in PAIR.finditer(_line(text, line)):
        if match.start() < column <= match.end() + 1:
            halves = f"{match[1]}{match[2]}"
            return bytes.fromhex(halves).decode("utf-16-be")
    return ""


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if number <= len(lines) else ""


def _character(text: str, place: Place) -> str:
    """The character at a place; empty beyond the end of its line."""
    line, column = place
    return _line(text, line)[column - 1 : column]
