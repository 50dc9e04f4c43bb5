"""Where a feed cuts a text."""

from __future__ import annotations

import pytest

from aromatiza.core.messages import msg
from aromatiza.core.rules import Source
from aromatiza.core.writing import Fold, Links, Writing

SOURCE = Source("https://network.example", "2026-11-23")


@pytest.mark.parametrize(
    ("chars", "lines", "text", "shown", "hidden"),
    [
        (20, 0, "One spray, and it is", "One spray, and it is", ""),
        (12, 0, "One spray, and it is Provence", "One spray,", "and it is Provence"),
        (10, 0, "One spray, and it is", "One spray,", "and it is"),
        (5, 0, "Provence", "Prove", "nce"),
        (100, 2, "One\ntwo\nthree", "One\ntwo", "three"),
        (100, 3, "One\ntwo\nthree", "One\ntwo\nthree", ""),
        (5, 2, "One two\nthree", "One", "two\nthree"),
    ],
)
def test_a_text_is_cut_between_words_and_lines(
    chars: int, lines: int, text: str, shown: str, hidden: str
) -> None:
    assert Fold(chars, lines, SOURCE, "2027-05-22").split(text) == (shown, hidden)


def test_what_ages_is_among_the_facts() -> None:
    links = Links(False, msg("x.links"), SOURCE, "2027-05-22")
    writing = Writing(links, Fold(125, 3, SOURCE, "2027-05-22"))
    assert [fact.value for fact in writing.facts] == ["✗", "125"]
    assert Writing().facts == ()
