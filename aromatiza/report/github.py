"""Problems on GitHub: annotations at the lines of a pull request, and a summary of the whole step.

Whatever files say, the runner sees as many commands as there are annotations, and the summary loads no
picture, makes no link of a stranger's text and calls nobody: what others wrote stands in code only.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
(read 2026-11-22).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aromatiza.core.messages import Locale, Message, msg
from aromatiza.core.problems import Problem, Severity
from aromatiza.report.inert import PLAIN_ADDRESS, cut, harmless, one_line
from aromatiza.report.terminal import problem_lines
from aromatiza.text.visible import visible

__all__ = ["MOST_OF_A_LEVEL", "SUMMARY_BYTES", "Annotations", "step_report"]

MOST_OF_A_LEVEL = 10
"""As many errors, and as many warnings, GitHub shows of one step; it drops the rest without a word."""
SUMMARY_BYTES = 1_048_576
"""The longest summary of a step; of a longer one GitHub shows nothing."""
SPARE_BYTES = 65_536
"""What other commands of the same step may add to its summary, and the sentence about left out rows."""
TITLE_CHARS = 255
"""The longest title of an annotation."""
PATH_CHARS = 4_096
LEVELS: Mapping[Severity, Message] = {
    Severity.ERROR: msg("report.error"),
    Severity.WARNING: msg("report.warning"),
}
HEADS = (
    msg("report.head.level"),
    msg("report.head.place"),
    msg("report.head.problem"),
    msg("report.head.fix"),
    msg("report.head.source"),
)


@dataclass(frozen=True, slots=True)
class Annotations:
    """What a step prints, line by line, and the Markdown that it appends to its summary."""

    lines: tuple[str, ...]
    summary: str


def step_report(problems: Sequence[Problem], locale: Locale) -> Annotations:
    """All problems as lines of the log, the first of each level as annotations, and all in a table."""
    plain = [
        harmless(line) for problem in problems for line in problem_lines(problem, None, locale, styled=False)
    ]
    commands = [command for level in Severity for command in _commands(problems, level, locale)]
    return Annotations((*plain, *commands), _summary(problems, locale))


def _commands(problems: Sequence[Problem], level: Severity, locale: Locale) -> Iterator[str]:
    """The annotations of one level; the last that GitHub shows says how many are not among them."""
    found = [problem for problem in problems if problem.severity is level]
    fits = len(found) <= MOST_OF_A_LEVEL
    shown = found if fits else found[: MOST_OF_A_LEVEL - 1]
    for problem in shown:
        yield _annotation(problem, locale)
    if not fits:
        more = msg("report.more", shown=MOST_OF_A_LEVEL, count=len(found) - len(shown))
        yield _command(level, {"title": msg("report.more.title").text(locale)}, more.text(locale))


def _annotation(problem: Problem, locale: Locale) -> str:
    place: dict[str, str] = {}
    if problem.file:
        file = visible(cut(problem.file, PATH_CHARS))
        place = {"file": file, "line": str(problem.line), "col": str(problem.column)}
    about = f" ({problem.key})" if problem.key else ""
    title = one_line(f"{problem.code}{about}", TITLE_CHARS)
    said = [one_line(problem.message.text(locale)), f"→ {one_line(problem.fix.text(locale))}"]
    if problem.source:
        said.append(one_line(problem.source))
    return _command(problem.severity, {**place, "title": title}, "\n".join(said))


def _command(level: Severity, properties: Mapping[str, str], text: str) -> str:
    """A workflow command; the text is harmless too, because the runner prints it as a line of its own."""
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {named}::{_data(harmless(text))}"


def _data(text: str) -> str:
    """A text as the runner reads it behind a command: the percent sign first, it begins the others."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A text as the runner reads it among a command's properties, which end with a colon or a comma."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _summary(problems: Sequence[Problem], locale: Locale) -> str:
    """The table of all problems, as many rows as GitHub takes; "" when there are none."""
    if not problems:
        return ""
    heads = [head.text(locale) for head in HEADS]
    parts = [f"## {msg('report.title').text(locale)}\n\n", _row(heads), _row(["---"] * len(heads))]
    room = SUMMARY_BYTES - SPARE_BYTES - len("".join(parts).encode())
    for number, problem in enumerate(problems):
        row = _row(_cells(problem, locale))
        room -= len(row.encode())
        if room < 0:
            left_out = msg("report.rows_left_out", count=len(problems) - number).text(locale)
            parts.append(f"\n{left_out}\n")
            break
        parts.append(row)
    return "".join([*parts, "\n"])


def _cells(problem: Problem, locale: Locale) -> Iterator[str]:
    yield LEVELS[problem.severity].text(locale)
    about = f" {problem.key}" if problem.key else ""
    yield _code(f"{problem.file}:{problem.line}:{problem.column}{about}")
    yield f"{_code(problem.message.text(locale))} {_code(problem.code)}"
    yield _code(problem.fix.text(locale))
    yield f"<{problem.source}>" if PLAIN_ADDRESS.fullmatch(problem.source) else _code(problem.source)


def _code(text: str) -> str:
    """Inline code within a table, where nothing is read as Markdown but the bar that would end the cell."""
    shown = one_line(text)
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    code = f"{fence} {shown} {fence}" if "`" in shown else f"{fence}{shown}{fence}"
    return code.replace("|", "\\|") if shown else ""


def _row(cells: Sequence[str] | Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
