"""What would act is written as its number; what is merely rare is left as it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aromatiza.text.visible import hidden_in, visible

SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
HARMLESS = {
    "accents": "é e\u0301 ñ",
    "tab and line feed": "a\tb\nc",
    "emoji with a joiner": "👩\u200d🚒 ❤\ufe0f\u200d🔥",
    "a keycap": "1\ufe0f\u20e3",
    "a flag in tags": SCOTLAND,
    "Persian": "می\u200cخواهم",
    "Sinhala": "ශ්\u200dරීලංකා",
    "Arabic with its mark": "\u200fسلام\u061c",
    "a variant of a Chinese character": "葛\U000e0100",
    "a non-breaking space": "«\xa0brume\xa0»",
}
HIDDEN = {
    "a colour": ("\x1b[31mred", "⟨U+001B⟩[31mred", "\x1b"),
    "a carriage return": ("a\rb", "a⟨U+000D⟩b", "\r"),
    "nothing": ("\x00", "⟨U+0000⟩", "\x00"),
    "a one-character sequence": ("\x9b2J", "⟨U+009B⟩2J", "\x9b"),
    "a line turned round": ("abc\u202etxt.exe", "abc⟨U+202E⟩txt.exe", "\u202e"),
    "an isolate": ("\u2066a\u2069", "⟨U+2066⟩a⟨U+2069⟩", "\u2066\u2069"),
    "a space of no width": ("a\u200bb", "a⟨U+200B⟩b", "\u200b"),
    "a soft hyphen": ("a\u00adb", "a⟨U+00AD⟩b", "\u00ad"),
    "an odd line end": ("a\u2028b", "a⟨U+2028⟩b", "\u2028"),
    "half a character": ("\ud83d", "⟨U+D83D⟩", "\ud83d"),
    "a Korean filler": ("\u3164", "⟨U+3164⟩", "\u3164"),
    "a sentence in tags": ("😀\U000e0068\U000e0069", "😀⟨U+E0068⟩⟨U+E0069⟩", "\U000e0068\U000e0069"),
    "a sentence in a flag": ("🏴\U000e0068\U000e007f", "🏴⟨U+E0068⟩⟨U+E007F⟩", "\U000e0068\U000e007f"),
    "a sentence in marks": ("😀\ufe0f\ufe01\U000e0101", "😀\ufe0f⟨U+FE01⟩⟨U+E0101⟩", "\ufe01\U000e0101"),
    "a mark on nothing": (" \ufe0f", " ⟨U+FE0F⟩", "\ufe0f"),
    "a sentence in joiners": ("a\u200c\u200d\u200cb", "a\u200c⟨U+200D⟩⟨U+200C⟩b", "\u200d\u200c"),
    "an annotation": ("\ufff9a\ufffab\ufffb", "⟨U+FFF9⟩a⟨U+FFFA⟩b⟨U+FFFB⟩", "\ufff9\ufffa\ufffb"),
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_what_a_language_or_an_emoji_needs_is_left_alone(text: str) -> None:
    assert visible(text) == text
    assert hidden_in(text) == ()


@pytest.mark.parametrize(("text", "shown", "hidden"), HIDDEN.values(), ids=HIDDEN)
def test_what_acts_is_written_as_its_number(text: str, shown: str, hidden: str) -> None:
    assert visible(text) == shown
    assert hidden_in(text) == tuple(hidden)


def test_each_hidden_character_is_told_once() -> None:
    assert hidden_in("\u200ba\u200bb\u00ad") == ("\u200b", "\u00ad")


@given(st.text(alphabet=st.characters(), max_size=40))
@example(SCOTLAND + "\U000e007f")
@example("\ufe0f\ufe0f")
def test_what_is_shown_can_be_shown_again_and_written_anywhere(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert hidden_in(shown) == ()
    assert shown.encode().decode() == shown


@given(st.text(alphabet=st.characters(), max_size=40))
def test_no_control_character_but_tab_and_line_feed_is_shown(text: str) -> None:
    controls = {one for one in visible(text) if unicodedata.category(one) == "Cc"}
    assert controls <= {"\t", "\n"}


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cf", "Cs", "Mn", "Cn", "Zl", "Zp"])))
def test_what_can_be_seen_is_shown_as_it_is(text: str) -> None:
    fillers = str.maketrans("", "", "\u115f\u1160\u3164\uffa0")
    assert visible(text.translate(fillers)) == text.translate(fillers)
