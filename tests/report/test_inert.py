"""Lines that come from files command nothing, and have an end."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from aromatiza.report.inert import MOST_CHARS, PLAIN_ADDRESS, cut, harmless, one_line
from aromatiza.text.visible import visible
from tests.report.problems import HOSTILE, TEXTS
from tests.report.runner import commands_in

COMMANDS = {
    "at the beginning": "::error::owned",
    "behind blanks": " \t\xa0\u3000::error::owned",
    "on the second line": "a\n::error::owned",
    "after a carriage return": "a\r::error::owned",
    "in the old way": "a ##[error]owned",
    "in the old way with one more": "###[error]owned",
    "twice in the old way": "##[##[error]",
    "with three colons": ":::error::owned",
    "behind what is not seen": "\u200d::error::owned",
    "parted by what is not seen": ":\u200e:error::owned",
    "parted in the old way": "#\u200c#\ufe0f[error]owned",
}


@pytest.mark.parametrize("text", COMMANDS.values(), ids=COMMANDS)
def test_the_runner_obeys_these_lines(text: str) -> None:
    """What the next test says would say nothing if the model of the runner saw no command here."""
    assert commands_in(text)


@pytest.mark.parametrize("text", [*COMMANDS.values(), *HOSTILE.values()], ids=[*COMMANDS, *HOSTILE])
def test_the_runner_obeys_no_harmless_line(text: str) -> None:
    assert commands_in(harmless(text)) == []


@given(TEXTS)
@example("\u200d::a::")
def test_no_text_can_be_made_that_commands(text: str) -> None:
    assert commands_in(harmless(text)) == []
    assert harmless(harmless(text)) == harmless(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::owned", ": :error::owned"),
        ("  ::error::owned", "  : :error::owned"),
        ("a ##[error]owned", "a ## [error]owned"),
        ("a\r::error::b", "a⟨U+000D⟩::error::b"),
        ("std::vector, #hashtag, [x]: 12:30", "std::vector, #hashtag, [x]: 12:30"),
    ],
)
def test_a_command_is_broken_up_where_it_is_seen_and_nothing_else_is_touched(text: str, shown: str) -> None:
    assert harmless(text) == shown


@given(TEXTS)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert line.splitlines() == [line][: len(line)]
    assert visible(line) == line


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_one_line_has_an_end(text: str) -> None:
    assert len(one_line(text)) <= MOST_CHARS
    assert len(one_line(text, 50)) <= 50


def test_what_is_cut_says_so() -> None:
    assert cut("abcdef", 4) == "abc…"
    assert cut("abcd", 4) == "abcd"


@pytest.mark.parametrize(
    ("address", "is_plain"),
    [
        ("https://developers.example.com/docs/a_b-c.html?x=1&y=%20#z", True),
        ("https://example.com", True),
        ("http://example.com/", False),
        ("javascript:alert(1)", False),
        ("https://example.com/> <b>", False),
        ("https://example.com/)", False),
        ("https://me@example.com/", False),
        ("https://example.com/\n", False),
        ("", False),
    ],
)
def test_only_addresses_that_end_no_format_are_made_links(address: str, is_plain: bool) -> None:
    assert (PLAIN_ADDRESS.fullmatch(address) is not None) is is_plain
