"""X's rules: each takes what lies on its limit, and finds what lies just beyond."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from aromatiza.core.media_facts import MediaFacts
from aromatiza.core.post import Json, Media, MediaKind
from aromatiza.core.problems import Severity
from aromatiza.core.rendition import Rendition
from aromatiza.core.rules import Basis, Finding, Subject, findings
from aromatiza.platforms.x.flow import PLATFORM
from aromatiza.platforms.x.posts import post_body
from tests.samples import photo_facts, video_facts

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas/platforms/x.schema.json").read_text("utf-8"))
VIDEO = Media(MediaKind.VIDEO, "https://res.cloudinary.com/demo/video/upload/v1/brume.mp4")
PHOTO = Media(MediaKind.PHOTO, "https://res.cloudinary.com/demo/image/upload/v1/figuier.jpg")


def subject(*media: Media, text: str = "", options: Mapping[str, Json] | None = None) -> Subject:
    return Subject(Rendition("Brume", text, "", media or (VIDEO,), options or {}), frozenset(options or {}))


def measured(media: Media, facts: MediaFacts) -> Subject:
    return Subject(Rendition("Brume", "", "", (media,)), facts={media.url: facts})


def described(alt: str) -> Subject:
    return subject(Media(MediaKind.PHOTO, PHOTO.url, alt))


def found_in(judged: Subject) -> tuple[Finding, ...]:
    return findings(PLATFORM.rules, judged)


def codes(judged: Subject) -> list[str]:
    return [found.code for found in found_in(judged)]


# Whatever it is made of, an emoji counts two; so does a Chinese character.
@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code", "key"),
    [
        (subject(text="é" * 280), subject(text="é" * 281), "text-too-long", "captions"),
        (subject(text="💜" * 140), subject(text="💜" * 140 + "a"), "text-too-long", "captions"),
        (subject(text="👩‍👩‍👧‍👦" * 140), subject(text="👩‍👩‍👧‍👦" * 140 + "a"), "text-too-long", "captions"),
        (subject(text="香" * 140), subject(text="香" * 140 + "a"), "text-too-long", "captions"),
        (described("💜" * 1000), described("💜" * 1000 + "a"), "text-too-long", "photos.0.alt"),
        (subject(text="$ARO"), subject(text="$ARO $MAT"), "too-many-cashtags", "captions"),
        (subject(*[PHOTO] * 4), subject(*[PHOTO] * 5), "too-many-photos", "photos"),
    ],
    ids=["text", "emoji", "families", "Chinese", "alternative text", "cashtags", "photos"],
)
def test_a_text_just_beyond_its_limit_is_an_error(
    on_the_limit: Subject, beyond: Subject, code: str, key: str
) -> None:
    assert codes(on_the_limit) == []
    assert [(found.code, found.key, found.severity) for found in found_in(beyond)] == [
        (code, key, Severity.ERROR)
    ]


@pytest.mark.parametrize(("rest", "expected"), [(256, []), (257, ["text-too-long"])])
def test_a_link_of_any_length_counts_twenty_three_characters(rest: int, expected: list[str]) -> None:
    link = "https://example.com/" + "a" * 200
    found = found_in(subject(text=f"{'b' * rest} {link}"))

    assert [one.code for one in found if one.severity is Severity.ERROR] == expected


@pytest.mark.parametrize("character", ["\ufeff", "\ufffe", "\uffff"])
def test_a_character_that_no_text_may_have_is_told_by_its_number(character: str) -> None:
    (found,) = found_in(subject(text=f"Une{character}pression"))

    assert (found.code, found.severity) == ("forbidden-character", Severity.ERROR)
    assert f"U+{ord(character):04X}" in str(found.message)


def test_a_mention_is_a_warning_because_x_restricts_what_apps_say_of_others() -> None:
    (found,) = found_in(subject(text="Avec @valensole"))

    assert (found.code, found.severity, found.needle) == (
        "too-many-mentions",
        Severity.WARNING,
        "@valensole",
    )


def test_a_link_in_the_text_is_a_warning_that_says_what_it_costs_in_both_languages() -> None:
    (found,) = found_in(subject(text="Ici : https://example.com/a https://example.com/b"))

    assert (found.code, found.severity, found.needle) == (
        "too-many-links",
        Severity.WARNING,
        "https://example.com/a",
    )
    assert "costs 0.2 US dollars instead of 0.015" in found.message.text("en")
    assert "coûte 0,2 dollars américains au lieu de 0,015" in found.message.text("fr")


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://example.com/abc", "https://example.com/abc"),
        ("HTTP://example.com", "HTTP://example.com"),
        ("Voir example.com/abcdefghijk", "example.com/abcdefghijk"),
        ("(aromatiza.fr)", "aromatiza.fr"),
        ("www.aromatiza.boutique,", "www.aromatiza.boutique"),
        ("Voilà.Le soir vite.Il pleut", "vite.Il"),  # no space behind the dot, and .il is a country
    ],
)
def test_what_x_makes_a_link_of_is_one_with_or_without_https(text: str, link: str) -> None:
    (found,) = found_in(subject(text=text))

    assert (found.code, found.needle) == ("too-many-links", link)


@pytest.mark.parametrize(
    "text",
    ["Une pression.", "3.5 dl, 10.30 h", "etc...", "contact@aromatiza.fr", "J.-C.", "En lin. 🕯️.", "fin."],
)
def test_what_x_makes_no_link_of_costs_nothing(text: str) -> None:
    assert codes(subject(text=text)) == []


def test_the_link_of_the_post_costs_nothing_because_it_is_not_sent() -> None:
    rendition = Rendition("Brume", "Une pression", "https://example.com/brume", (VIDEO,))

    assert codes(Subject(rendition)) == []
    assert "example.com" not in json.dumps(post_body(rendition, ["11"]))


@pytest.mark.parametrize("value", SCHEMA["properties"]["reply_settings"]["enum"])
def test_every_reply_setting_of_the_schema_is_taken(value: str) -> None:
    assert codes(subject(options={"reply_settings": value})) == []


def test_a_reply_setting_that_x_does_not_know_is_an_error() -> None:
    (found,) = found_in(subject(options={"reply_settings": "friends"}))

    assert (found.code, found.key) == ("option-value", "platforms.*.reply_settings")


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"container": "mov"}, {"container": "mkv"}, "video-container"),
        ({"video_codec": "h264"}, {"video_codec": "hevc"}, "video-codec"),
        ({"chroma": "4:2:0"}, {"chroma": "4:2:2"}, "video-chroma"),
        ({"frame_rate": 60.0}, {"frame_rate": 60.01}, "video-frame-rate"),
        ({"duration_s": 0.5}, {"duration_s": 0.49}, "video-duration"),
        ({"size_bytes": 512_000_000}, {"size_bytes": 512_000_001}, "file-size"),
        ({"width": 600, "height": 1800}, {"width": 600, "height": 1801}, "media-aspect"),
        ({"width": 1800, "height": 600}, {"width": 1801, "height": 600}, "media-aspect"),
        ({"width": 32, "height": 64}, {"width": 31, "height": 64}, "media-dimensions"),
        ({"audio_codec": ""}, {"audio_codec": "mp3"}, "audio-codec"),
        ({"audio_channels": 1}, {"audio_channels": 3}, "audio-channels"),
    ],
)
def test_a_video_just_beyond_a_limit_is_an_error(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str
) -> None:
    assert codes(measured(VIDEO, video_facts(**on_the_limit))) == []
    (found,) = found_in(measured(VIDEO, video_facts(**beyond)))

    assert (found.code, found.key, found.severity) == (code, "video", Severity.ERROR)


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"duration_s": 120.0}, {"duration_s": 120.01}, "video-duration"),
        ({"width": 1080, "height": 1920}, {"width": 1080, "height": 1921}, "media-dimensions"),
    ],
)
def test_what_only_some_accounts_may_do_is_a_warning(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str
) -> None:
    assert codes(measured(VIDEO, video_facts(**on_the_limit))) == []
    (found,) = found_in(measured(VIDEO, video_facts(**beyond)))

    assert (found.code, found.severity) == (code, Severity.WARNING)


@pytest.mark.parametrize(
    ("seconds", "expected"), [(140.0, [Severity.WARNING]), (140.01, [Severity.ERROR, Severity.WARNING])]
)
def test_no_account_of_ours_can_show_more_than_140_seconds(seconds: float, expected: list[Severity]) -> None:
    found = found_in(measured(VIDEO, video_facts(duration_s=seconds)))

    assert [one.severity for one in found] == expected


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"format": "png"}, {"format": "heic"}, "photo-format"),
        ({"format": "webp"}, {"format": "bmp"}, "photo-format"),
        ({"format": "gif"}, {"format": "gif", "is_animated": True}, "photo-animated"),
        ({"size_bytes": 5_000_000}, {"size_bytes": 5_000_001}, "file-size"),
    ],
)
def test_a_photo_just_beyond_a_limit_is_an_error(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str
) -> None:
    assert codes(measured(PHOTO, photo_facts(**on_the_limit))) == []
    (found,) = found_in(measured(PHOTO, photo_facts(**beyond)))

    assert (found.code, found.key, found.severity) == (code, "photos.0.url", Severity.ERROR)


def test_the_sides_and_shapes_of_videos_are_no_limits_of_photos() -> None:
    assert codes(measured(PHOTO, photo_facts(width=30, height=3000))) == []


def test_what_was_only_reported_is_a_warning() -> None:
    reported = [rule for rule in PLATFORM.rules if rule.source.basis is Basis.REPORTED]

    assert [rule.severity for rule in reported] == [Severity.WARNING]


OPTIONS = {name: option["examples"][0] for name, option in SCHEMA["properties"].items()}


def test_the_schema_s_own_examples_break_no_rule() -> None:
    for example in SCHEMA["examples"]:
        assert codes(subject(options=example)) == []


@pytest.mark.parametrize("name", OPTIONS)
def test_every_option_of_the_schema_reaches_the_network(name: str) -> None:
    plain = Rendition("Brume", "Une pression", "", (VIDEO,))
    chosen = Rendition("Brume", "Une pression", "", (VIDEO,), {name: OPTIONS[name]})

    assert post_body(chosen, ["11"]) != post_body(plain, ["11"])
