"""X's weights: its own cases, and its own library wherever ours goes without it."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from twitter_text import parse_tweet

from aromatiza.text.lengths import LIGHT, MAYBE_LINK, Unit, length_in
from tests.text.conformance import cases

COUNTERS = (
    "WeightedTweetsCounterTest",
    "WeightedTweetsWithDiscountedEmojiCounterTest",
    "UnicodeDirectionalMarkerCounterTest",
)
VERSION_2 = {
    "H🐱☺👨\u200d👩\u200d👧\u200d👦": 7,
    "🙋🏽👨\u200d🎤": 4,
}
"""Texts whose cases in `WeightedTweetsCounterTest` are for the configuration `config/v2.json`, where each
part of an emoji counted for itself; what they weigh in version 3, which counts an emoji as two. The group
`WeightedTweetsWithDiscountedEmojiCounterTest` is the one for version 3, and has both texts again.
"""
ALPHABET = "ab1.-_/:@#$ \n\r\t\xa0\x1f\x85é©®‼️日本のह्🐱👨👩🏽\u200d\u200e\u2066\ufe0f\u20e3ＡⅠ①ßİ。．"
WORDS = (
    "a.com",
    "example.co.jp",
    "https://",
    "http://a.fr/b?c=d",
    "t.co/x",
    "www.",
    "xn--p1ai",
    ".com",
    "日本.jp",
    "1.5",
    "e\u0301",
    "👨\u200d👩\u200d👧",
    "🇫🇷",
    "🇫",
    "1️⃣",
    "©️",
)
TEXTS = st.lists(st.sampled_from(ALPHABET) | st.sampled_from(WORDS), max_size=14).map("".join)


def weight(text: str) -> int:
    return length_in(Unit.X_WEIGHT, text)


@pytest.mark.parametrize(("text", "expected"), cases("validate.yml", *COUNTERS))
def test_a_text_weighs_what_x_says_that_it_weighs(text: str, expected: dict[str, Any]) -> None:
    assert weight(text) == VERSION_2.get(text, expected["weightedLength"])


@pytest.mark.parametrize(("text", "in_version_3"), VERSION_2.items())
def test_the_parts_of_an_emoji_counted_each_for_itself_in_version_2(text: str, in_version_3: int) -> None:
    """The two cases that are not for version 3, read as what they are: every part by its own weight."""
    (in_version_2,) = (
        case.values[1]["weightedLength"]
        for case in cases("validate.yml", COUNTERS[0])
        if case.values[0] == text
    )
    (discounted,) = (
        case.values[1]["weightedLength"]
        for case in cases("validate.yml", COUNTERS[1])
        if case.values[0] == text
    )
    assert in_version_2 == 2 * len(text) - len(LIGHT.findall(text))
    assert weight(text) == in_version_3 == discounted


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("©")
@example("a\r\nb")
@example("a\rb")
@example("1\u20e3")
@example("a.\x1f.com")
@example("\u200da.com")
def test_a_text_weighs_what_the_library_says(text: str) -> None:
    assert weight(text) == parse_tweet(text).weightedLength


LIGHT_TEXTS = st.text(alphabet=st.characters(max_codepoint=0x10FF, exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=400, deadline=None)
@given(LIGHT_TEXTS)
def test_a_text_of_light_characters_weighs_what_the_library_says(text: str) -> None:
    assert weight(text) == parse_tweet(text).weightedLength


def test_every_character_weighs_what_the_library_says() -> None:
    """All characters of the first plane that count one, and their neighbours; a sample of all others."""
    near = [*range(0x1200), *range(0x1FF0, 0x2050), *range(0x1200, 0x110000, 251)]
    characters = [chr(number) for number in near if not 0xD800 <= number <= 0xDFFF]
    wrong = [one for one in characters if weight(one) != parse_tweet(one).weightedLength]
    assert wrong == []


@pytest.mark.parametrize("text", ["plain", "1.", ". a", "a..b", "…a", "(a). b"])
def test_the_library_finds_no_link_where_it_is_not_asked(text: str) -> None:
    assert MAYBE_LINK.search(text) is None
    assert weight(text) == len(text) + text.count("…") == parse_tweet(text).weightedLength


@pytest.mark.parametrize(("text", "expected"), [("\ud83d", 2), ("a\ud83db", 4), ("\udc31\ud83d.com", 8)])
def test_half_a_character_weighs_as_much_as_any_heavy_one(text: str, expected: int) -> None:
    assert weight(text) == expected


@pytest.mark.parametrize(
    "text",
    ["a." * 10_000, "日" * 50_000 + ".", "a-" * 20_000 + ".c", "日.a" * 8_000, "http://" + "a.b_" * 9_000],
    ids=["dots", "one word", "dashes", "mixed", "address"],
)
def test_a_text_that_would_take_the_library_minutes_is_counted_for_no_less_than_it_is(text: str) -> None:
    """The library takes a minute for 10,000 characters of the first one: this test would not end."""
    assert weight(text) >= len(unicodedata.normalize("NFC", text))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_what_is_counted_without_the_library_is_never_too_little(text: str) -> None:
    """The same text, but behind so many dots that the library is not asked."""
    behind = "a." * 700 + " "
    assert weight(behind + text) - weight(behind) >= weight(text)
