"""How much room texts take on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aromatiza.text.cells import cells, clusters

TEXTS = {
    "letters": ("brume", 5),
    "accents": ("ée\u0301", 2),
    "Japanese": ("日本", 4),
    "full width letters": ("ＡＢ", 4),
    "half width katakana": ("ｱ", 1),
    "Korean in parts": ("\u1112\u1161\u11ab", 2),
    "an emoji": ("🐱", 2),
    "a family": ("👨\u200d👩\u200d👧", 2),
    "an old sign": ("☺", 1),
    "an old sign as an emoji": ("☺\ufe0f", 2),
    "a flag": ("🇫🇷", 2),
    "a number shown": ("⟨U+200B⟩", 8),
}


@pytest.mark.parametrize(("text", "room"), TEXTS.values(), ids=TEXTS)
def test_a_text_takes_the_room_that_terminals_give_it(text: str, room: int) -> None:
    assert cells(text) == room


@given(st.text(max_size=30))
def test_the_pieces_of_a_text_are_the_text_and_take_its_room(text: str) -> None:
    assert "".join(clusters(text)) == text
    assert sum(map(cells, clusters(text))) == cells(text)
