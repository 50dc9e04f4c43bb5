"""What shows beside other posts: repeated files and repeated captions."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aromatiza.core.lints import found_between
from aromatiza.core.post import Media, MediaKind
from aromatiza.core.problems import Severity
from tests.core.lint_builders import PHOTO, VIDEO, between, brand, numbered
from tests.strategies import PATIENT

CAPTION = "Une pression et le linge sent la Provence, la lavande fine et les matins d'été."
SAME_VIDEO: dict[str, Any] = {"media": (VIDEO,)}


def test_a_file_that_an_earlier_post_shows_on_the_same_account_is_found_and_the_post_is_named() -> None:
    first, second = numbered(1, **SAME_VIDEO), numbered(2, **SAME_VIDEO)
    ((_, finding),) = found_between([first, second], brand())

    assert (finding.code, finding.key, finding.severity) == ("repeated-media", "video", Severity.WARNING)
    assert finding.message.text() == "content/posts/p1.yaml already shows this file on instagram, x"
    assert "repeat: true" in finding.fix.text("fr")


def test_the_order_of_the_files_does_not_decide_which_post_is_the_earlier_one() -> None:
    first, second = numbered(1, **SAME_VIDEO), numbered(2, **SAME_VIDEO)

    assert between(second, first) == between(first, second) == [("p2", "repeated-media", "video")]


def test_a_post_without_a_day_is_earlier_than_one_that_waits_and_else_the_path_decides() -> None:
    undated = numbered(9, publish_at=None, **SAME_VIDEO)

    assert between(numbered(1, **SAME_VIDEO), undated) == [("p1", "repeated-media", "video")]
    assert between(undated, numbered(8, publish_at=None, **SAME_VIDEO)) == [("p9", "repeated-media", "video")]


@pytest.mark.parametrize(
    "changes",
    [
        {"platforms": {"facebook": {}}, **SAME_VIDEO},
        {"may_repeat": True, **SAME_VIDEO},
        {"id": "p1", **SAME_VIDEO},
        {"media": (Media(MediaKind.VIDEO, VIDEO.url.replace("/v1/", "/v2/")),)},
        {"media": (Media(MediaKind.VIDEO, "https://a.fr/v1/brume.mp4"),)},
    ],
    ids=["another account", "meant", "the same post", "another upload", "another host"],
)
def test_a_file_that_is_not_repeated_or_is_meant_to_be_is_not_found(changes: dict[str, Any]) -> None:
    assert between(numbered(1, **SAME_VIDEO), numbered(2, **changes)) == []


def test_a_file_delivered_otherwise_is_the_same_file() -> None:
    url = VIDEO.url.replace("/v1/", "/du_10,w_1080/v1/").replace(".mp4", ".mov")
    other = numbered(2, media=(Media(MediaKind.VIDEO, url),))

    assert between(numbered(1, **SAME_VIDEO), other) == [("p2", "repeated-media", "video")]


def test_only_the_photo_that_is_repeated_is_found() -> None:
    new = Media(MediaKind.PHOTO, "https://res.cloudinary.com/demo/image/upload/v1/neuve.jpg", "Neuve")

    assert between(numbered(1, media=(PHOTO,)), numbered(2, media=(new, PHOTO))) == [
        ("p2", "repeated-media", "photos.1.url")
    ]


def test_a_draft_is_told_what_it_repeats_but_no_post_repeats_a_draft() -> None:
    draft, plain = numbered(1, is_draft=True, **SAME_VIDEO), numbered(2, **SAME_VIDEO)

    assert between(draft, plain) == []
    assert between(plain, numbered(3, is_draft=True, **SAME_VIDEO)) == [("p3", "repeated-media", "video")]


@pytest.mark.parametrize(
    "caption",
    [
        CAPTION,
        CAPTION.upper(),
        "Une pression, et le linge sent la Provence ; la lavande fine et les matins d’ete ! 💜",
        f"{CAPTION} #lavande @maison https://a.fr/b",
        CAPTION.replace("fine", "douce"),
        f"Oui, {CAPTION}",
    ],
    ids=["same", "case", "accents and signs", "tags and links", "one word", "one more word"],
)
def test_a_caption_that_nearly_says_what_an_earlier_one_said_is_found(caption: str) -> None:
    assert between(numbered(1, CAPTION), numbered(2, caption)) == [
        ("p2", "repeated-caption", "captions.default")
    ]


def test_a_repeated_caption_names_the_earlier_post_and_how_much_is_the_same() -> None:
    ((_, finding),) = found_between([numbered(1, CAPTION), numbered(2, CAPTION)], brand())

    assert finding.message.text("fr") == (
        "cette légende est à 100 % celle de content/posts/p1.yaml, aussi sur instagram, x"
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Bougie au figuier", "Bougie au figuier"),
        ("💜 #lavande #maison #brume #linge", "💜 #lavande #maison #brume #linge"),
        (CAPTION, "Une pression et le linge sent bon."),
        (CAPTION, " ".join(reversed(CAPTION.split()))),
        (CAPTION, CAPTION.replace("linge", "salon").replace("lavande fine", "menthe verte")),
        ("", ""),
    ],
    ids=["too short", "only hashtags", "a part", "another order", "three other words", "nothing"],
)
def test_a_caption_that_says_something_else_is_not_found(first: str, second: str) -> None:
    assert between(numbered(1, first), numbered(2, second)) == []


def test_a_caption_on_another_account_or_meant_to_be_repeated_is_not_found() -> None:
    first = numbered(1, CAPTION)

    assert between(first, numbered(2, CAPTION, platforms={"facebook": {}})) == []
    assert between(first, numbered(2, CAPTION, may_repeat=True)) == []
    assert between(first, numbered(2, CAPTION, id="p1")) == []
    assert between(numbered(1, CAPTION, is_draft=True), numbered(2, CAPTION)) == []


def test_of_several_captions_only_the_one_that_is_repeated_is_found() -> None:
    other = numbered(2, captions={"default": "Quarante heures de fin d'été au salon.", "x": CAPTION})

    assert between(numbered(1, CAPTION), other) == [("p2", "repeated-caption", "captions.x")]


def test_a_turn_of_phrase_that_every_post_has_hides_no_repetition() -> None:
    ending = "Découvrez toute la collection dans notre boutique de Valensole, le lien est dans notre profil."
    words = [f"mot{number}" for number in range(1000)]
    chance = random.Random(1)
    posts = [numbered(number, f"{' '.join(chance.sample(words, 20))}. {ending}") for number in range(200)]
    again = numbered(999, posts[150].captions["default"].replace("boutique", "maison"))

    assert between(*posts, again) == [("p999", "repeated-caption", "captions.default")]


def test_each_of_many_posts_from_one_template_is_found() -> None:
    posts = [numbered(number, f"{CAPTION} Parfum numéro{number} du jour") for number in range(100)]

    assert len(between(*posts)) == 99


@pytest.mark.parametrize(("level", "severities"), [("off", set()), ("error", {Severity.ERROR})])
def test_a_brand_switches_repetitions(level: str, severities: set[Severity]) -> None:
    by = brand(levels={"repeated_media": level, "repeated_caption": level})
    posts = [numbered(1, CAPTION, **SAME_VIDEO), numbered(2, CAPTION, **SAME_VIDEO)]

    assert {finding.severity for _, finding in found_between(posts, by)} == severities


@PATIENT
@given(st.lists(st.text("ab \n#é", max_size=30), max_size=5))
def test_any_captions_are_compared_without_a_fault_and_the_first_repeats_none(captions: list[str]) -> None:
    posts = [numbered(number, caption) for number, caption in enumerate(captions)]

    assert "p0" not in {name for name, _, _ in between(*posts)}
