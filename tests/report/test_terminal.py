"""A problem on a terminal: the place, the line, the caret under the character that is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aromatiza.core.messages import Locale
from aromatiza.core.problems import Problem, Severity
from aromatiza.report.excerpt import excerpt, line_of
from aromatiza.report.terminal import problem_lines, summary
from aromatiza.text.cells import cells
from aromatiza.text.visible import visible
from tests.report.problems import HOSTILE, PLAIN, PROBLEMS, TEXTS, hostile_problem, said

SOURCE = "captions:\n  x: >- # a caption\n    Une brume\n"
WARNING = replace(PLAIN, severity=Severity.WARNING)
STYLE = re.compile("\x1b\\[[0-9]+m")


def lines_of(problem: Problem, source: str | None = SOURCE, locale: Locale = "en") -> tuple[str, ...]:
    return problem_lines(problem, source, locale, styled=False)


def under_the_caret(lines: Sequence[str]) -> str:
    """What stands above the caret: everything from its cell on, but marks of what is before it."""
    at = next(line for line in lines if line.endswith("^")).index("^")
    shown = next(line for line in lines if "│" in line)
    return [shown[n:] for n in range(len(shown) + 1) if cells(shown[:n]) == at][-1]


def test_a_problem_says_where_what_how_to_mend_it_and_who_says_so() -> None:
    assert lines_of(PLAIN) == (
        f"content/posts/brume.yaml:2:10 captions.x: {PLAIN.message} [too-long]",
        "     2 │   x: >- # a caption",
        "       │          ^",
        f"    → {PLAIN.fix}",
        "    https://example.org/limits?a=1#b",
    )


def test_a_problem_without_key_source_and_file_is_two_lines() -> None:
    assert lines_of(replace(PLAIN, key="", source=""), None) == (
        f"content/posts/brume.yaml:2:10 {PLAIN.message} [too-long]",
        f"    → {PLAIN.fix}",
    )


@pytest.mark.parametrize(
    ("source", "line"),
    [(SOURCE, 4), (SOURCE, 9), (SOURCE, 0), ("a\n   \n", 2), ("", 1)],
    ids=["behind the last", "far behind", "before the first", "a blank line", "an empty file"],
)
def test_there_is_no_excerpt_where_there_is_nothing_to_see(source: str, line: int) -> None:
    assert lines_of(replace(PLAIN, line=line), source) == lines_of(replace(PLAIN, line=line), None)


def test_colours_are_only_added() -> None:
    styled = problem_lines(PLAIN, SOURCE, "en", styled=True)
    assert [STYLE.sub("", line) for line in styled] == list(lines_of(PLAIN))
    assert "\x1b[31m[too-long]\x1b[0m" in styled[0]
    assert "\x1b[33m[too-long]\x1b[0m" in problem_lines(WARNING, SOURCE, "en", styled=True)[0]
    assert "\x1b" not in "".join(lines_of(PLAIN))


@pytest.mark.parametrize(
    ("problems", "locale", "text"),
    [
        ([], "en", "files: 3, nothing is wrong"),
        ([], "fr", "fichiers : 3, rien à redire"),
        ([PLAIN], "en", "files: 3, errors: 1, warnings: 0"),
        ([PLAIN, WARNING, WARNING], "fr", "fichiers : 3, erreurs : 1, avertissements : 2"),
    ],
)
def test_the_summary_counts_each_level(problems: list[Problem], locale: Locale, text: str) -> None:
    assert summary(problems, 3, locale) == text


@pytest.mark.parametrize(
    ("line", "column", "under"),
    [
        ("text: abc", 7, "abc"),
        ("日本語: abc", 6, "abc"),
        ("👨\u200d👩\u200d👧 abc", 7, "abc"),
        ("e\u0301e\u0301 abc", 6, "abc"),
        ("a\tb\tabc", 5, "abc"),
        ("a\u202eb\u200b abc", 6, "abc"),
        ("🇫🇷 1\ufe0f\u20e3 abc", 8, "abc"),
        ("abc", 1, "abc"),
        ("abc", 9, ""),
        ("a\u200dbc", 2, "bc"),
    ],
    ids=["ascii", "wide", "family", "marks", "tabs", "hidden", "flag and key", "first", "behind", "in one"],
)
def test_the_caret_stands_under_the_column(line: str, column: int, under: str) -> None:
    lines = lines_of(replace(PLAIN, line=1, column=column), line)
    assert under_the_caret(lines) == under


@pytest.mark.parametrize("column", [1, 3, 60, 500, 997, 1000])
@pytest.mark.parametrize("letter", ["a", "日", "\x1b", "e\u0301"], ids=["narrow", "wide", "shown", "marked"])
def test_a_long_line_is_cut_around_the_column(letter: str, column: int) -> None:
    line = letter * 1000
    line = f"{line[: column - 1]}X{line[column:]}"
    lines = problem_lines(replace(PLAIN, line=1, column=column), line, "en", styled=False, width=80)
    assert under_the_caret(lines).startswith("X")
    assert cells(lines[1]) <= 80
    assert "…" in lines[1]


@given(
    line=TEXTS | st.text(alphabet=st.characters(exclude_characters="\n\r\x85\u2028\u2029")),
    column=st.integers(-1, 90),
    width=st.integers(0, 150),
)
@example(line="a\tb", column=1, width=80)
@example(line="\U000e0041" * 50 + "X", column=51, width=20)
@example(line="a" + "\u0301" * 5_000, column=2, width=80)
def test_an_excerpt_is_inert_and_fits(line: str, column: int, width: int) -> None:
    shown = excerpt(line, column, width)
    assert visible(shown.text) == shown.text
    assert "\t" not in shown.text
    assert cells(shown.text) <= max(width, 20) + 1
    assert 0 <= shown.caret_cells <= cells(shown.text)
    assert len(shown.text) <= 9 * 8 * max(width, 20)


def test_a_short_line_is_shown_whole() -> None:
    assert excerpt("abcdefghijklmnopqrst", 3, 20).text == "abcdefghijklmnopqrst"
    assert excerpt("abcdefghijklmnopqrstu", 3, 20).text == "abcdefghijklmnopqrs…"
    assert excerpt("abcdefghijklmnopqrstu", 21, 20).text == "…cdefghijklmnopqrstu"


@pytest.mark.parametrize(
    ("text", "number", "line"),
    [
        ("a\nb\nc", 2, "b"),
        ("a\r\nb\rc", 3, "c"),
        ("a\x85b\u2028c\u2029d", 4, "d"),
        ("a\x0bb\x1cc", 1, "a\x0bb\x1cc"),
        ("a\n", 2, ""),
        ("a", 2, None),
        ("a", 0, None),
        ("a", -1, None),
    ],
)
def test_lines_are_counted_as_yaml_counts_them(text: str, number: int, line: str | None) -> None:
    assert line_of(text, number) == line


@pytest.mark.parametrize("styled", [False, True], ids=["plain", "styled"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_problem_stays_inert_and_bounded(text: str, styled: bool) -> None:
    lines = problem_lines(hostile_problem(text), text, "fr", styled=styled)
    plain = [STYLE.sub("", line) if styled else line for line in lines]
    assert len(lines) <= 5
    assert [visible(line) for line in plain] == plain
    assert sum(map(len, lines)) < 20_000


@given(PROBLEMS, TEXTS)
def test_any_problem_is_five_lines_at_most(problem: Problem, source: str) -> None:
    lines = lines_of(problem, source, "fr")
    assert 2 <= len(lines) <= 5
    assert [line.splitlines() for line in lines] == [[line] for line in lines]
    assert [visible(line) for line in lines] == list(lines)


def test_an_address_to_paste_is_whole() -> None:
    address = f"url: https://res.cloudinary.com/demo/video/upload/{'w_1080,h_1920,c_pad/' * 20}brume.mp4"
    assert address in lines_of(replace(PLAIN, fix=said(address)))[-2]
