"""How long texts are in each unit, for scripts and emoji whose units differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aromatiza.text.lengths import Unit, length_in

UNITS = (Unit.CODE_POINTS, Unit.UTF16, Unit.BYTES, Unit.GRAPHEMES, Unit.X_WEIGHT)
LENGTHS = {
    "nothing": ("", (0, 0, 0, 0, 0)),
    "a word": ("brume", (5, 5, 5, 5, 5)),
    "a letter with its accent": ("é", (1, 1, 2, 1, 1)),
    # X normalises before it counts.
    "a letter and its accent": ("e\u0301", (2, 2, 3, 1, 1)),
    "a letter with many accents": ("e" + "\u0301" * 5, (6, 6, 11, 1, 5)),
    "an emoji": ("🐱", (1, 2, 4, 1, 2)),
    "an old sign drawn as an emoji": ("☺\ufe0f", (2, 2, 6, 1, 2)),
    "an emoji with a skin tone": ("🙋🏽", (2, 4, 8, 1, 2)),
    "a family": ("👨\u200d👩\u200d👧\u200d👦", (7, 11, 25, 1, 2)),
    "a flag": ("🇫🇷", (2, 4, 8, 1, 2)),
    "two flags": ("🇫🇷🇩🇪", (4, 8, 16, 2, 4)),
    "a flag spelled in tags": (
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        (7, 14, 28, 1, 2),
    ),
    "a keycap": ("1\ufe0f\u20e3", (3, 3, 7, 1, 2)),
    "Japanese": ("日本語", (3, 3, 9, 3, 6)),
    "Korean": ("한국", (2, 2, 6, 2, 4)),
    "Korean in parts": ("\u1112\u1161\u11ab", (3, 3, 9, 1, 2)),
    "a rare Chinese character": ("𠮷", (1, 2, 4, 1, 2)),
    # The vowel sign is a part of its consonant, and so is the one that a virama binds.
    "Devanagari": ("नमस्ते", (6, 6, 18, 3, 6)),
    "Thai": ("น้ำ", (3, 3, 9, 1, 3)),
    "Arabic": ("سلام", (4, 4, 8, 4, 4)),
    "a Persian word with a non-joiner": ("می\u200cخواهم", (8, 8, 17, 7, 8)),
    "a line end": ("a\r\nb", (4, 4, 4, 3, 3)),
    "half an emoji": ("\ud83d", (1, 1, 3, 1, 2)),
    "the halves in the wrong order": ("\udc31\ud83d", (2, 2, 6, 2, 4)),
}


@pytest.mark.parametrize(("text", "lengths"), LENGTHS.values(), ids=LENGTHS)
def test_a_text_has_a_length_of_its_own_in_each_unit(text: str, lengths: tuple[int, ...]) -> None:
    assert tuple(length_in(unit, text) for unit in UNITS) == lengths


@given(st.text(alphabet=st.characters(), max_size=30))
def test_every_text_has_a_length_in_every_unit(text: str) -> None:
    graphemes, points, utf16, size = (
        length_in(unit, text) for unit in (Unit.GRAPHEMES, Unit.CODE_POINTS, Unit.UTF16, Unit.BYTES)
    )
    assert graphemes <= points <= utf16 <= size
    assert length_in(Unit.X_WEIGHT, text) >= 0
