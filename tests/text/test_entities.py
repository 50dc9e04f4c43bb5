"""What is found in a text: never less than X finds, by its own cases, and the near misses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aromatiza.text.entities import Entity, entities
from tests.text.conformance import cases


@pytest.mark.parametrize(("text", "expected"), cases("extract.yml", "hashtags", "hashtags_from_astral"))
def test_the_hashtags_of_a_text_are_those_that_x_finds(text: str, expected: list[str]) -> None:
    assert [tag[1:] for tag in entities(Entity.HASHTAG, text)] == expected


@pytest.mark.parametrize(("text", "expected"), cases("extract.yml", "cashtags"))
def test_the_cashtags_of_a_text_are_those_that_x_finds(text: str, expected: list[str]) -> None:
    assert [tag[1:] for tag in entities(Entity.CASHTAG, text)] == expected


@pytest.mark.parametrize(("text", "expected"), cases("extract.yml", "mentions"))
def test_no_mention_that_x_finds_is_missed(text: str, expected: list[str]) -> None:
    """More may be found: other networks have dots in names, and are said to read some signs differently."""
    assert set(expected) <= {mention[1:] for mention in entities(Entity.MENTION, text)}


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (Entity.HASHTAG, "#verão2026 #été, #日本語。#서울", ("#verão2026", "#été", "#日本語", "#서울")),
        (Entity.HASHTAG, "#हिन्दी #ไทย #עברית #العربية", ("#हिन्दी", "#ไทย", "#עברית", "#العربية")),
        (Entity.HASHTAG, "#_brume #e\u0301te\u0301 ＃全角", ("#_brume", "#e\u0301te\u0301", "＃全角")),
        (Entity.HASHTAG, "a#no &#39; #123 # x #️⃣ C# https://a.fr/#top", ()),
        (Entity.HASHTAG, "#a#b", ("#a",)),
        (Entity.MENTION, "@brume, (@la.maison) @x_y.", ("@brume", "@la.maison", "@x_y")),
        (Entity.MENTION, "à ma@maison.fr, moi@ @ @é https://x.com/@brume", ()),
        (Entity.LINK, "voir https://a.fr/b?c=d#e. Ou HTTP://B.FR !", ("https://a.fr/b?c=d#e", "HTTP://B.FR")),
        (Entity.LINK, "(https://a.fr/b), «\xa0https://a.fr/é\xa0»", ("https://a.fr/b", "https://a.fr/é")),
        (Entity.LINK, "https:// http:/a.fr ftp://a.fr a.fr https://... <https://>", ()),
        (Entity.CASHTAG, "$ABC $abc.de, $A_B", ("$ABC", "$abc.de", "$A_B")),
        (Entity.CASHTAG, "US$ABC $5 $abcdefg $$A https://a.fr/$ABC", ()),
    ],
    ids=[
        "hashtags in four scripts",
        "hashtags with marks",
        "hashtags with odd signs",
        "no hashtags",
        "a hashtag in a hashtag",
        "mentions",
        "no mentions",
        "links and what ends them",
        "links in brackets",
        "no links",
        "cashtags",
        "no cashtags",
    ],
)
def test_what_is_found_is_exactly_what_is_written(kind: Entity, text: str, found: tuple[str, ...]) -> None:
    assert entities(kind, text) == found


@given(st.text(alphabet="a#@$./:hts é_1\u200d\ufe0f日", max_size=40), st.sampled_from(Entity))
def test_what_is_found_stands_in_the_text_in_that_order(text: str, kind: Entity) -> None:
    at = 0
    for found in entities(kind, text):
        at = text.index(found, at) + len(found)
    assert at <= len(text)


@pytest.mark.parametrize("kind", Entity)
@pytest.mark.parametrize("unit", ["#a", "@a.", "$A ", "https://.", "#\u200d", "@_", "http://a,"])
def test_a_long_text_of_nothing_but_beginnings_is_read_to_its_end(kind: Entity, unit: str) -> None:
    """With a pattern that goes back and forth this test would not end."""
    assert len(entities(kind, unit * 50_000)) <= 50_000
