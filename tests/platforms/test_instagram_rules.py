"""Instagram's rules: each takes what lies on its limit, and finds what lies just beyond."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from aromatiza.core.media_facts import MediaFacts
from aromatiza.core.post import Json, Media, MediaKind
from aromatiza.core.problems import Severity
from aromatiza.core.rendition import Rendition
from aromatiza.core.rules import Finding, Subject, findings
from aromatiza.platforms.instagram.containers import single_fields
from aromatiza.platforms.instagram.flow import PLATFORM
from tests.platforms.test_instagram import delivery_of
from tests.samples import photo_facts, video_facts

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas/platforms/instagram.schema.json").read_text("utf-8"))
CLOUD = "https://res.cloudinary.com/demo/image/upload/v1"
VIDEO = Media(MediaKind.VIDEO, "https://res.cloudinary.com/demo/video/upload/v1/brume.mp4")
PHOTO = Media(MediaKind.PHOTO, f"{CLOUD}/figuier.jpg", "Une bougie")
SECOND = Media(MediaKind.PHOTO, f"{CLOUD}/figue.jpg", "Une figue")


def subject(
    *media: Media, text: str = "", options: Mapping[str, Json] | None = None, own: Iterable[str] = ()
) -> Subject:
    return Subject(Rendition("Brume", text, "", media or (VIDEO,), options or {}), frozenset(own))


def measured(media: Media, facts: MediaFacts, options: Mapping[str, Json] | None = None) -> Subject:
    return Subject(Rendition("Brume", "", "", (media,), options or {}), facts={media.url: facts})


def found_in(judged: Subject) -> tuple[Finding, ...]:
    return findings(PLATFORM.rules, judged)


def codes(judged: Subject) -> list[str]:
    return [finding.code for finding in found_in(judged)]


def errors(judged: Subject) -> list[str]:
    return [finding.code for finding in found_in(judged) if finding.severity is Severity.ERROR]


def warnings(judged: Subject) -> list[str]:
    return [finding.code for finding in found_in(judged) if finding.severity is Severity.WARNING]


def photos(count: int) -> tuple[Media, ...]:
    return tuple(Media(MediaKind.PHOTO, f"{CLOUD}/{n}.jpg", "Une bougie") for n in range(count))


def many(sign: str, count: int) -> str:
    return " ".join(f"{sign}brume{n}" for n in range(count))


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code", "key"),
    [
        (subject(text="é" * 2200), subject(text="é" * 2201), "text-too-long", "captions"),
        # an emoji is two UTF-16 units, one code point
        (subject(text="💜" * 1100), subject(text="💜" * 1100 + "a"), "text-too-long", "captions"),
        (
            subject(Media(MediaKind.PHOTO, PHOTO.url, "💜" * 500)),
            subject(Media(MediaKind.PHOTO, PHOTO.url, "💜" * 500 + "a")),
            "text-too-long",
            "photos.0.alt",
        ),
        (subject(text=many("#", 30)), subject(text=many("#", 31)), "too-many-hashtags", "captions"),
        (subject(text=many("@", 20)), subject(text=many("@", 21)), "too-many-mentions", "captions"),
        (subject(*photos(10)), subject(*photos(11)), "too-many-photos", "photos"),
    ],
    ids=["caption", "caption of emoji", "alternative text of emoji", "hashtags", "mentions", "photos"],
)
def test_a_text_just_beyond_its_limit_is_an_error(
    on_the_limit: Subject, beyond: Subject, code: str, key: str
) -> None:
    assert codes(on_the_limit) == []
    assert [(found.code, found.key, found.severity) for found in found_in(beyond)] == [
        (code, key, Severity.ERROR)
    ]


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"container": "mov"}, {"container": "mkv"}, "video-container"),
        ({"is_fast_start": True}, {"is_fast_start": False}, "video-slow-start"),
        ({"has_edit_list": False}, {"has_edit_list": True}, "video-edit-list"),
        ({"video_codec": "hevc"}, {"video_codec": "av1"}, "video-codec"),
        ({"chroma": "4:2:0"}, {"chroma": "4:2:2"}, "video-chroma"),
        ({"video_bits_per_s": 25_000_000}, {"video_bits_per_s": 25_000_001}, "video-bit-rate"),
        ({"frame_rate": 23.0}, {"frame_rate": 22.99}, "video-frame-rate"),
        ({"frame_rate": 60.0}, {"frame_rate": 60.01}, "video-frame-rate"),
        ({"width": 1920}, {"width": 1921}, "media-dimensions"),
        ({"width": 18, "height": 1800}, {"width": 18, "height": 1801}, "media-aspect"),
        ({"width": 1800, "height": 180}, {"width": 1901, "height": 190}, "media-aspect"),
        ({"duration_s": 3.0}, {"duration_s": 2.999}, "video-duration"),
        ({"duration_s": 900.0}, {"duration_s": 900.01}, "video-duration"),
        ({"size_bytes": 300_000_000}, {"size_bytes": 300_000_001}, "file-size"),
        ({"audio_codec": "aac"}, {"audio_codec": "mp3"}, "audio-codec"),
        ({"audio_channels": 1}, {"audio_channels": 3}, "audio-channels"),
        ({"audio_rate_hz": 48_000}, {"audio_rate_hz": 48_001}, "audio-rate"),
        (
            {"audio_codec": "", "audio_channels": 0, "audio_rate_hz": 0},
            {"audio_codec": "opus"},
            "audio-codec",
        ),
    ],
)
def test_a_video_just_beyond_a_limit_is_an_error(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str
) -> None:
    assert codes(measured(VIDEO, video_facts(**on_the_limit))) == []
    assert errors(measured(VIDEO, video_facts(**beyond))) == [code]


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"size_bytes": 8_000_000}, {"size_bytes": 8_000_001}, "file-size"),
        ({"width": 1080, "height": 1350}, {"width": 1081, "height": 1352}, "media-aspect"),
        ({"width": 1200, "height": 628}, {"width": 1200, "height": 627}, "media-aspect"),
        ({"format": "jpeg"}, {"format": "png"}, "photo-format"),
        ({"format": "jpeg"}, {"format": "webp", "has_alpha": True}, "photo-format"),
        ({"is_animated": False}, {"is_animated": True}, "photo-animated"),
    ],
)
def test_a_photo_just_beyond_a_limit_is_an_error(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str
) -> None:
    assert codes(measured(PHOTO, photo_facts(**on_the_limit))) == []
    assert errors(measured(PHOTO, photo_facts(**beyond))) == [code]


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"width": 320, "height": 320}, {"width": 319, "height": 319}, "media-dimensions"),
        ({"colour": "grey"}, {"colour": "cmyk"}, "photo-colour"),
    ],
)
def test_what_the_network_changes_in_a_photo_is_a_warning(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str
) -> None:
    assert codes(measured(PHOTO, photo_facts(**on_the_limit))) == []
    assert errors(measured(PHOTO, photo_facts(**beyond))) == []
    assert warnings(measured(PHOTO, photo_facts(**beyond))) == [code]


def test_a_frame_rate_that_changes_is_a_warning_of_ours() -> None:
    (found,) = found_in(measured(VIDEO, video_facts(has_steady_rate=False)))

    assert (found.code, found.severity) == ("video-uneven-rate", Severity.WARNING)


@pytest.mark.parametrize(
    ("width", "height"), [(1081, 1351), (1082, 1353), (541, 676), (1200, 628), (1080, 565), (1919, 1005)]
)
def test_sides_that_were_rounded_to_whole_pixels_keep_the_shape_on_the_limit(width: int, height: int) -> None:
    assert codes(measured(PHOTO, photo_facts(width=width, height=height))) == []


@pytest.mark.parametrize(
    ("width", "height", "shape"), [(1080, 1920, "4:5"), (2000, 1000, "19:10")], ids=["upright", "wide"]
)
def test_a_photo_of_another_shape_can_be_cropped_to_the_nearer_limit(
    width: int, height: int, shape: str
) -> None:
    (found,) = found_in(measured(PHOTO, photo_facts(width=width, height=height)))

    assert [tuple(remedy) for remedy in found.remedies] == [("ar", shape), ("c", "fill")]


def carousel(first: MediaFacts | None, second: MediaFacts) -> Subject:
    known = {PHOTO.url: first, SECOND.url: second}
    facts = {url: facts for url, facts in known.items() if facts is not None}
    return Subject(Rendition("Figuier", "", "", (PHOTO, SECOND)), facts=facts)


def test_a_photo_that_a_carousel_would_crop_is_a_warning_with_the_first_photo_s_shape() -> None:
    (found,) = found_in(carousel(photo_facts(), photo_facts(width=1080, height=1080)))

    assert (found.code, found.key, found.severity) == ("media-aspect", "photos.1.url", Severity.WARNING)
    assert [tuple(remedy) for remedy in found.remedies] == [("ar", "1080:1350"), ("c", "fill")]
    assert "0.8" in str(found.message)
    assert "0,8" in found.message.text("fr")


def test_photos_of_one_shape_in_two_sizes_are_not_cropped() -> None:
    assert codes(carousel(photo_facts(), photo_facts(width=868, height=1080))) == []


@pytest.mark.parametrize("first", [None, photo_facts(width=1080, height=1920)], ids=["unknown", "too narrow"])
def test_the_first_photo_is_no_model_when_it_is_unknown_or_must_be_cropped_itself(
    first: MediaFacts | None,
) -> None:
    found = found_in(carousel(first, photo_facts(width=1080, height=1080)))

    assert "photos.1.url" not in [finding.key for finding in found]


@pytest.mark.parametrize("option", ["cover_at", "cover_url", "share_to_feed"])
def test_an_option_of_reels_is_an_error_on_photos(option: str) -> None:
    options: dict[str, Json] = {option: SCHEMA["properties"][option]["examples"][0]}
    (found,) = found_in(subject(PHOTO, options=options, own=[option]))

    assert (found.code, found.key, found.severity) == (
        "option-not-taken",
        f"platforms.*.{option}",
        Severity.ERROR,
    )
    assert codes(subject(VIDEO, options=options, own=[option])) == []


def test_an_account_s_setting_for_reels_does_not_disturb_its_photos() -> None:
    assert codes(subject(PHOTO, options={"cover_at": 2.5})) == []


def test_photos_can_be_labelled_as_made_with_ai() -> None:
    assert codes(subject(PHOTO, options={"ai_generated": True}, own=["ai_generated"])) == []


def test_a_moment_beside_a_cover_of_its_own_is_an_error_because_it_goes_nowhere() -> None:
    options: dict[str, Json] = {"cover_at": 2.5, "cover_url": f"{CLOUD}/cover.jpg"}
    (found,) = found_in(subject(options=options, own=options))

    assert (found.code, found.key, found.severity) == (
        "option-not-taken",
        "platforms.*.cover_at",
        Severity.ERROR,
    )
    assert "cover_url" in str(found.message)


def test_a_cover_of_its_own_overrides_the_moment_of_the_account_s_settings() -> None:
    options: dict[str, Json] = {"cover_at": 2.5, "cover_url": f"{CLOUD}/cover.jpg"}

    assert codes(subject(options=options, own=["cover_url"])) == []


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(0, []), (9.99, []), (10, ["cover-beyond-end"])],
    ids=["first", "last", "end"],
)
def test_the_cover_s_moment_lies_before_the_end(moment: float, expected: list[str]) -> None:
    judged = measured(VIDEO, video_facts(duration_s=10.0), {"cover_at": moment})

    assert errors(judged) == expected


@pytest.mark.parametrize("name", ["cover.png", "cover.WEBP", "cover.v2.heic", "cover.gif?x=1.jpg"])
def test_a_cover_whose_address_says_that_it_is_no_jpeg_is_a_warning(name: str) -> None:
    (found,) = found_in(subject(options={"cover_url": f"{CLOUD}/{name}"}))

    assert (found.code, found.key, found.severity) == (
        "photo-format",
        "platforms.*.cover_url",
        Severity.WARNING,
    )


def test_a_cover_on_cloudinary_gets_the_address_of_a_jpeg() -> None:
    (here,) = found_in(subject(options={"cover_url": f"{CLOUD}/cover.png"}))
    (elsewhere,) = found_in(subject(options={"cover_url": "https://media.example/cover.png"}))

    assert str(here.fix).endswith(f"cover_url: {CLOUD}/cover.jpg")
    assert "https:" not in str(elsewhere.fix)


@pytest.mark.parametrize("name", ["cover.jpg", "cover.JPEG", "cover", "png", "cover.v2"])
def test_a_cover_that_may_be_a_jpeg_is_taken(name: str) -> None:
    assert codes(subject(options={"cover_url": f"{CLOUD}/{name}"})) == []


def test_every_option_of_the_schema_reaches_the_network() -> None:
    plain = single_fields(delivery_of(MediaKind.VIDEO))
    examples = {name: option["examples"][0] for name, option in SCHEMA["properties"].items()}

    for name, example in examples.items():
        assert single_fields(delivery_of(MediaKind.VIDEO, options={name: example})) != plain
