"""Annotations and the summary: as many commands as are meant, all problems in the table, nothing acts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aromatiza.core.problems import Problem, Severity
from aromatiza.report import github
from aromatiza.report.github import MOST_OF_A_LEVEL, SPARE_BYTES, SUMMARY_BYTES
from aromatiza.report.terminal import problem_lines
from aromatiza.text.visible import visible
from tests.report.problems import HOSTILE, PLAIN, PROBLEMS, hostile_problem, said
from tests.report.runner import Command, commands_in

WARNING = replace(PLAIN, severity=Severity.WARNING)
CODE = re.compile("(`+)(?!`)(.*?)(?<!`)\\1(?!`)")
LINK = re.compile("<https://[A-Za-z0-9._~/?=&%#+-]+>")


def numbered(count: int, problem: Problem = PLAIN) -> list[Problem]:
    return [replace(problem, line=number + 1) for number in range(count)]


def commands_of(problems: Sequence[Problem]) -> list[Command]:
    return commands_in("\n".join(github.step_report(problems, "en").lines))


def cells_of(row: str) -> list[str]:
    """The cells of a row: a bar ends one unless a backslash is before it, in code too (GFM, "Tables")."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


def rows_of(summary: str) -> list[str]:
    return [line for line in summary.split("\n") if line.startswith("|")][2:]


def outside_code(cell: str) -> str:
    return LINK.sub("", CODE.sub("", cell))


def test_an_annotation_stands_at_its_line_with_message_fix_and_source() -> None:
    (command,) = commands_of([PLAIN])
    assert command == Command(
        "error",
        {
            "file": "content/posts/brume.yaml",
            "line": "2",
            "col": "10",
            "title": "too-long (captions.x)",
        },
        f"{PLAIN.message}\n→ {PLAIN.fix}\nhttps://example.org/limits?a=1#b",
    )


def test_an_annotation_is_written_as_github_documents_it() -> None:
    problem = replace(
        PLAIN, file="a:b,c%.yaml", key="", source="", message=said("50 %\r\n"), severity=Severity.WARNING
    )
    *_, line = github.step_report([problem], "en").lines
    place = "::warning file=a%3Ab%2Cc%25.yaml,line=2,col=10,title=too-long::"
    assert line.startswith(place)
    assert "50 %25" in line
    assert line.endswith(f"%0A→ {PLAIN.fix}")


def test_a_problem_without_a_file_has_no_place() -> None:
    (command,) = commands_of([replace(PLAIN, file="")])
    assert set(command.properties) == {"title"}


def test_the_log_has_every_problem_with_its_place() -> None:
    problems = numbered(30)
    lines = github.step_report(problems, "en").lines
    assert [line for problem in problems for line in problem_lines(problem, None, "en", styled=False)] == [
        line for line in lines if not line.startswith("::")
    ]


@pytest.mark.parametrize(
    ("errors", "warnings", "shown"),
    [
        (0, 0, {}),
        (1, 0, {"error": 1}),
        (10, 10, {"error": 10, "warning": 10}),
        (11, 0, {"error": 10}),
        (200, 13, {"error": 10, "warning": 10}),
    ],
)
def test_no_level_has_more_annotations_than_github_shows(
    errors: int, warnings: int, shown: dict[str, int]
) -> None:
    commands = commands_of([*numbered(errors), *numbered(warnings, WARNING)])
    assert Counter(command.name for command in commands) == shown


def test_ten_of_a_level_are_all_shown() -> None:
    commands = commands_of(numbered(10))
    assert [command.properties["line"] for command in commands] == [str(number + 1) for number in range(10)]


def test_the_tenth_says_how_many_more_there_are() -> None:
    *first, last = commands_of(numbered(25))
    assert [command.properties["line"] for command in first] == [str(number + 1) for number in range(9)]
    assert "file" not in last.properties
    assert "at most 10 of each level: 16." in last.data


def test_without_problems_nothing_is_said() -> None:
    assert github.step_report([], "fr") == github.Annotations((), "")


def test_the_summary_is_a_table_of_all_problems() -> None:
    problems = [*numbered(30), WARNING]
    rows = rows_of(github.step_report(problems, "en").summary)
    assert len(rows) == 31
    assert cells_of(rows[0]) == [
        "error",
        "`content/posts/brume.yaml:1:10 captions.x`",
        f"`{PLAIN.message}` `too-long`",
        f"`{PLAIN.fix}`",
        "<https://example.org/limits?a=1#b>",
    ]
    assert cells_of(rows[-1])[0] == "warning"


def test_the_summary_is_in_the_brand_s_language() -> None:
    page = github.step_report([PLAIN, WARNING], "fr").summary
    assert page.startswith("## Ce qu'aromatiza a trouvé\n\n| Niveau | Endroit |")
    assert [cells_of(row)[0] for row in rows_of(page)] == ["erreur", "avertissement"]


def test_a_summary_too_long_for_github_says_what_it_lacks() -> None:
    problems = [replace(PLAIN, message=said("日" * 3_000))] * 200
    page = github.step_report(problems, "en").summary
    found = re.search(r"takes no longer summary: (\d+)\. The log of this step has them all", page)
    assert found is not None
    assert int(found[1]) == 200 - len(rows_of(page)) > 0
    assert SUMMARY_BYTES - 2 * SPARE_BYTES < len(page.encode()) < SUMMARY_BYTES - SPARE_BYTES // 2


@given(st.lists(PROBLEMS, max_size=24))
def test_any_problems_give_exactly_the_commands_that_are_meant(problems: list[Problem]) -> None:
    levels = Counter(str(problem.severity) for problem in problems)
    meant = [name for name in ("error", "warning") for _ in range(min(levels[name], MOST_OF_A_LEVEL))]
    assert [command.name for command in commands_of(problems)] == meant


@given(PROBLEMS)
def test_the_runner_reads_of_any_problem_what_was_meant(problem: Problem) -> None:
    """And no line of what it then prints is a command."""
    (command,) = commands_of([problem])
    assert set(command.properties) <= {"file", "line", "col", "title"}
    assert [line for line in command.data.split("\n") if commands_in(line)] == []
    assert len(command.data.split("\n")) == 2 + bool(problem.source)


@given(st.lists(PROBLEMS, min_size=1, max_size=3))
def test_whatever_others_wrote_stands_in_code_in_the_summary(problems: list[Problem]) -> None:
    page = github.step_report(problems, "en").summary
    rows = [cells_of(row) for row in rows_of(page)]
    assert [len(row) for row in rows] == [5] * len(problems)
    left = {outside_code(cell).replace("\\|", "|").strip() for row in rows for cell in row}
    assert left <= {"", "error", "warning"}
    assert visible(page) == page


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_problem_commands_shows_and_calls_nothing(text: str) -> None:
    found = github.step_report([hostile_problem(text)], "fr")
    (row,) = rows_of(found.summary)
    assert {outside_code(cell).strip() for cell in cells_of(row)} <= {"", "erreur"}
    assert [command.name for command in commands_in("\n".join(found.lines))] == ["error"]
    assert sum(map(len, found.lines)) < 150_000
    assert len(found.summary.encode()) < 100_000
