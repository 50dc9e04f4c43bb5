"""Problems for a person at a terminal: the place, the line with a caret under it, the fix, the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

from aromatiza.core.messages import Locale, msg
from aromatiza.core.problems import Problem, Severity
from aromatiza.report.excerpt import excerpt, line_of
from aromatiza.report.inert import one_line

__all__ = ["problem_lines", "summary"]

WIDTH_CELLS = 120
PLACE_CHARS = 400
"""As much of a path or a key as is repeated."""


class Style(StrEnum):
    """How terminals are told to draw what follows (ECMA-48, "select graphic rendition")."""

    BOLD = "\x1b[1m"
    DIM = "\x1b[2m"
    RED = "\x1b[31m"
    YELLOW = "\x1b[33m"
    PLAIN = "\x1b[0m"


COLOURS = {Severity.ERROR: Style.RED, Severity.WARNING: Style.YELLOW}


def problem_lines(
    problem: Problem, source_text: str | None, locale: Locale, *, styled: bool, width: int = WIDTH_CELLS
) -> tuple[str, ...]:
    """One problem: where, what and its code; the line that is meant; how to mend it; who says so.

    `source_text`: the whole file, if it is at hand. `styled`: with colours. `width`: how many cells the line
    of the file may take with its number; sentences are not cut at it.
    """
    return tuple(_lines(problem, source_text, locale, styled=styled, width=width))


def summary(problems: Iterable[Problem], files: int, locale: Locale) -> str:
    """How many files were read, and how many errors and warnings there are."""
    counts = Counter(problem.severity for problem in problems)
    if not counts:
        return msg("report.nothing_wrong", files=files).text(locale)
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    return msg("report.summary", files=files, errors=errors, warnings=warnings).text(locale)


def _lines(
    problem: Problem, source_text: str | None, locale: Locale, *, styled: bool, width: int
) -> Iterator[str]:
    colour = COLOURS[problem.severity]
    file, key = one_line(problem.file, PLACE_CHARS), one_line(problem.key, PLACE_CHARS)
    place = _styled(f"{file}:{problem.line}:{problem.column}", Style.BOLD, styled=styled)
    code = _styled(f"[{one_line(problem.code, PLACE_CHARS)}]", colour, styled=styled)
    about = f" {key}:" if key else ""
    yield f"{place}{about} {one_line(problem.message.text(locale))} {code}"
    line = None if source_text is None else line_of(source_text, problem.line)
    if line is not None and line.strip():
        gutter = f"{problem.line:>6} │ "
        shown = excerpt(line, problem.column, width - len(gutter))
        yield f"{_styled(gutter, Style.DIM, styled=styled)}{shown.text}"
        below = f"{'│':>8} "
        caret = _styled("^", colour, styled=styled)
        yield f"{_styled(below, Style.DIM, styled=styled)}{' ' * shown.caret_cells}{caret}"
    yield f"    → {one_line(problem.fix.text(locale))}"
    if problem.source:
        yield f"    {_styled(one_line(problem.source), Style.DIM, styled=styled)}"


def _styled(text: str, style: Style, *, styled: bool) -> str:
    return f"{style}{text}{Style.PLAIN}" if styled else text
