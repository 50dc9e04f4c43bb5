from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC

import pytest

from aromatiza.core.post import Account, AccountName, Brand, Json, Media, MediaKind, Post, PostId
from aromatiza.core.rendition import Rendition, digest_of, rendition_of

MAIN = Account(AccountName("main"), "x", "1", {"board": "Scents", "title": "The account's"})
BRAND = Brand(UTC, "en", {MAIN.name: MAIN}, default_hashtags=("home",))
POST = Post(
    PostId("mist"),
    "content/posts/mist.yaml",
    "Mist",
    (Media(MediaKind.PHOTO, "https://media.example/a.jpg", "a bottle"),),
    {"default": "One spray\n"},
    link="https://example.com",
)


def with_own(own: Mapping[str, Json]) -> Post:
    return replace(POST, platforms={MAIN.name: own})


@pytest.mark.parametrize(
    ("captions", "text", "key"),
    [
        ({"default": "d", "x": "p", "main": "a"}, "a", "captions.main"),
        ({"default": "d", "x": "p"}, "p", "captions.x"),
        ({"default": "d"}, "d", "captions.default"),
        ({}, "", "captions.default"),
    ],
    ids=["account", "platform", "default", "none"],
)
def test_the_caption_of_the_account_wins_over_its_platform_over_the_default(
    captions: dict[str, str], text: str, key: str
) -> None:
    found = rendition_of(replace(POST, captions=captions, hashtags=()), MAIN, BRAND)

    assert (found.text, found.text_key) == (text, key)


def test_hashtags_follow_the_caption_and_the_post_wins_over_the_brand() -> None:
    assert rendition_of(POST, MAIN, BRAND).text == "One spray\n\n#home"
    assert rendition_of(replace(POST, hashtags=("a", "b")), MAIN, BRAND).text == "One spray\n\n#a #b"
    assert rendition_of(replace(POST, hashtags=(), captions={}), MAIN, BRAND).text == ""


def test_the_options_of_the_post_win_over_those_of_the_account() -> None:
    found = rendition_of(with_own({"board": "Linen", "n": 1}), MAIN, BRAND)

    assert found.options == {"board": "Linen", "n": 1}


def test_the_title_may_be_given_per_account() -> None:
    assert rendition_of(with_own({"title": "Own"}), MAIN, BRAND).title == "Own"
    assert rendition_of(POST, MAIN, BRAND).title == "The account's"
    assert rendition_of(POST, replace(MAIN, settings={}), BRAND).title == "Mist"


def test_options_are_read_by_kind() -> None:
    rendition = Rendition("", "", "", POST.media, {"t": "text", "f": True, "n": 2.5})

    assert (rendition.text_option("t"), rendition.text_option("n", "else")) == ("text", "else")
    assert (rendition.flag("f"), rendition.flag("t", default=True)) == (True, True)
    assert (rendition.number("n"), rendition.number("f"), rendition.number("t")) == (2.5, None, None)
    assert rendition.kind is MediaKind.PHOTO


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Balm"},
        {"captions": {"default": "Two"}},
        {"link": "https://example.com/2"},
        {"media": (Media(MediaKind.PHOTO, "https://media.example/b.jpg", "a bottle"),)},
        {"media": (Media(MediaKind.PHOTO, "https://media.example/a.jpg", "a flask"),)},
        {"may_repeat": True},
        {"platforms": {MAIN.name: {"board": "Linen"}}},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_the_digest_changes_with_everything_that_is_sent(changes: dict[str, object]) -> None:
    plain = replace(MAIN, settings={})
    before = digest_of(rendition_of(POST, plain, BRAND))
    after = digest_of(rendition_of(replace(POST, **changes), plain, BRAND))  # type: ignore[arg-type]  # by name

    assert before != after


def test_the_digest_does_not_depend_on_the_order_of_options() -> None:
    one = rendition_of(with_own({"a": 1, "b": 2}), MAIN, BRAND)
    two = rendition_of(with_own({"b": 2, "a": 1}), MAIN, BRAND)

    assert digest_of(one) == digest_of(two)
