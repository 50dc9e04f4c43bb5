"""X's weights, held against X's own cases; and no text takes long, or crashes the count."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aromatiza.text.lengths import Unit, length_in
from aromatiza.text.x_weight import LIGHT, links_in, x_weight
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
HOSTILE = "ab1.-_/:@#$()?& \n\r\té©®‼️日本のह्🐱👨👩🏽🇫\u200d\u200e\u2066\ufe0f\u20e3Ａ\ud83d"
WORDS = (
    "a.com",
    "https://",
    "http://a.fr/b?c=d",
    "t.co/x",
    "xn--p1ai",
    ".com",
    "日本.jp",
    "1️⃣",
    "👨\u200d👩\u200d👧",
)
TEXTS = st.lists(st.sampled_from(HOSTILE) | st.sampled_from(WORDS), max_size=20).map("".join)


@pytest.mark.parametrize(("text", "expected"), cases("validate.yml", *COUNTERS))
def test_a_text_weighs_what_x_says_that_it_weighs(text: str, expected: dict[str, Any]) -> None:
    assert x_weight(text) == VERSION_2.get(text, expected["weightedLength"])


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
    assert x_weight(text) == in_version_3 == discounted


@pytest.mark.parametrize(("text", "expected"), cases("extract.yml", "urls"))
def test_a_link_is_what_x_takes_for_one(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in links_in(text)] == expected


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("é", 1),
        ("e\u0301", 1),
        ("a\r\nb", 3),
        ("日本", 4),
        ("©", 2),
        ("👨\u200d👩\u200d👧\u200d👦", 2),
        ("🇫🇷", 2),
        ("🇫", 2),
        ("1️⃣", 2),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 2),
        ("\ud83d", 2),
        ("see https://example.com/a-very-long-address-indeed now", 31),
        ("see example.com.", 28),
        ("🫩", 2),
    ],
)
def test_a_text_is_counted_as_x_counts(text: str, weight: int) -> None:
    assert length_in(Unit.X_WEIGHT, text) == weight


@given(TEXTS)
def test_a_text_weighs_no_more_than_its_characters_and_its_links(text: str) -> None:
    normal = unicodedata.normalize("NFC", text)
    found = list(links_in(normal))

    assert all(start < end for start, end in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    assert x_weight(text) <= 2 * len(normal) + 23 * len(found)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "a." * 100_000,
        "a.com " * 30_000,
        "http://" * 30_000,
        "http://a.com/" + "(" * 100_000,
        "http://a.com/" + "a(" * 50_000 + ")" * 50_000,
        "http://a.com/" + "." * 200_000,
        "-" * 200_000 + ".com",
        "日" * 200_000 + ".com",
        "👨\u200d" * 60_000,
    ],
    ids=["word", "dots", "links", "schemes", "brackets", "pairs", "tail", "dashes", "heavy", "emoji"],
)
def test_a_hostile_text_is_counted_in_one_pass(text: str) -> None:
    """Patterns that went back over such a text would not end within this test's life."""
    assert x_weight(text) > 0
