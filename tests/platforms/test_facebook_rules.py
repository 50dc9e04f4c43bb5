"""Facebook's rules: each takes what lies on its limit, and finds what lies just beyond."""

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
from aromatiza.core.rules import Basis, Finding, Subject, findings
from aromatiza.platforms.facebook.flow import PLATFORM
from tests.samples import photo_facts, video_facts

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas/platforms/facebook.schema.json").read_text("utf-8"))
VIDEO = Media(MediaKind.VIDEO, "https://res.cloudinary.com/demo/video/upload/v1/brume.mp4")
PHOTO = Media(MediaKind.PHOTO, "https://res.cloudinary.com/demo/image/upload/v1/figuier.jpg", "Une bougie")


def subject(
    *media: Media,
    title: str = "Brume",
    text: str = "Une pression",
    options: Mapping[str, Json] | None = None,
    own: Iterable[str] = (),
) -> Subject:
    return Subject(Rendition(title, text, "", media or (VIDEO,), options or {}), frozenset(own))


def measured(media: Media, facts: MediaFacts) -> Subject:
    return Subject(Rendition("Brume", "Une pression", "", (media,)), facts={media.url: facts})


def found_in(judged: Subject) -> tuple[Finding, ...]:
    return findings(PLATFORM.rules, judged)


def codes(judged: Subject) -> list[str]:
    return [finding.code for finding in found_in(judged)]


def errors(judged: Subject) -> list[str]:
    return [finding.code for finding in found_in(judged) if finding.severity is Severity.ERROR]


def warnings(judged: Subject) -> list[str]:
    return [finding.code for finding in found_in(judged) if finding.severity is Severity.WARNING]


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code", "key"),
    [
        (subject(text="é" * 2200), subject(text="é" * 2201), "text-too-long", "captions"),
        # an emoji is two UTF-16 units, one code point
        (subject(text="💜" * 1100), subject(text="💜" * 1100 + "a"), "text-too-long", "captions"),
        (subject(title="💜" * 127 + "a"), subject(title="💜" * 128), "text-too-long", "title"),
        (
            subject(PHOTO, text="💜" * 31_603),
            subject(PHOTO, text="💜" * 31_603 + "a"),
            "text-too-long",
            "captions",
        ),
        (subject(text="a"), subject(text=" \n"), "text-missing", "captions"),
        (subject(*[PHOTO] * 10), subject(*[PHOTO] * 11), "too-many-photos", "photos"),
    ],
    ids=["text of a Reel", "emoji of a Reel", "title of a Reel", "text of photos", "no text", "photos"],
)
def test_a_text_just_beyond_its_limit_is_an_error(
    on_the_limit: Subject, beyond: Subject, code: str, key: str
) -> None:
    assert codes(on_the_limit) == []
    assert [(found.code, found.key, found.severity) for found in found_in(beyond)] == [
        (code, key, Severity.ERROR)
    ]


def test_a_long_title_of_a_post_does_not_matter_to_photos_which_have_none() -> None:
    assert codes(subject(PHOTO, title="é" * 256)) == []


def test_a_title_for_photos_is_an_error_because_it_goes_nowhere() -> None:
    (found,) = found_in(subject(PHOTO, own=["title"]))

    assert (found.code, found.key, found.severity) == (
        "option-not-taken",
        "platforms.*.title",
        Severity.ERROR,
    )
    assert codes(subject(VIDEO, own=["title"])) == []


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"duration_s": 3.0}, {"duration_s": 2.999}, "video-duration"),
        ({"duration_s": 90.0}, {"duration_s": 90.01}, "video-duration"),
        ({"frame_rate": 24.0}, {"frame_rate": 23.976}, "video-frame-rate"),
        ({"frame_rate": 60.0}, {"frame_rate": 60.01}, "video-frame-rate"),
        ({"width": 540, "height": 960}, {"width": 539, "height": 960}, "media-dimensions"),
        ({"width": 540, "height": 960}, {"width": 540, "height": 959}, "media-dimensions"),
        ({"video_codec": "hevc"}, {"video_codec": "mpeg4"}, "video-codec"),
        ({"video_codec": "vp9"}, {"video_codec": "prores"}, "video-codec"),
        ({"video_codec": "av1"}, {"video_codec": "mjpeg"}, "video-codec"),
        ({"chroma": "4:2:0"}, {"chroma": "4:4:4"}, "video-chroma"),
        ({"audio_codec": "aac"}, {"audio_codec": "mp3"}, "audio-codec"),
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
        ({"container": "mp4"}, {"container": "mov"}, "video-container"),
        ({"width": 606, "height": 1080}, {"width": 1080, "height": 1350}, "media-aspect"),
        ({"has_steady_rate": True}, {"has_steady_rate": False}, "video-uneven-rate"),
        ({"audio_channels": 2}, {"audio_channels": 1}, "audio-channels"),
        ({"audio_channels": 0}, {"audio_channels": 6}, "audio-channels"),
        ({"audio_rate_hz": 48_000}, {"audio_rate_hz": 44_100}, "audio-rate"),
        ({"audio_rate_hz": 0}, {"audio_rate_hz": 96_000}, "audio-rate"),
    ],
)
def test_a_setting_of_the_guide_that_a_video_does_not_have_is_a_warning(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str
) -> None:
    assert codes(measured(VIDEO, video_facts(**on_the_limit))) == []
    assert errors(measured(VIDEO, video_facts(**beyond))) == []
    assert warnings(measured(VIDEO, video_facts(**beyond))) == [code]


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (1920, 1080, []),
        (960, 540, []),
        (1114, 2000, []),
        (1112, 2000, ["media-aspect"]),
        (1795, 1000, []),
        (1797, 1000, ["media-aspect"]),
    ],
)
def test_shapes_between_the_two_limits_are_no_error(width: int, height: int, expected: list[str]) -> None:
    assert errors(measured(VIDEO, video_facts(width=width, height=height))) == expected


def test_a_video_of_another_shape_can_be_cropped_to_the_upright_one() -> None:
    found = found_in(measured(VIDEO, video_facts(width=1960, height=1080)))

    assert {finding.remedies for finding in found} == {(("ar", "9:16"), ("c", "fill"))}


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"format": "png"}, {"format": "webp"}, "photo-format"),
        ({"format": "jpeg"}, {"format": "heic"}, "photo-format"),
    ],
)
def test_a_photo_of_another_format_is_an_error(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str
) -> None:
    assert codes(measured(PHOTO, photo_facts(**on_the_limit))) == []
    assert errors(measured(PHOTO, photo_facts(**beyond))) == [code]


@pytest.mark.parametrize("form", ["gif", "bmp", "tiff"])
def test_a_format_that_only_the_documentation_takes_is_a_warning(form: str) -> None:
    judged = measured(PHOTO, photo_facts(format=form))

    assert (errors(judged), warnings(judged)) == ([], ["photo-format"])


@pytest.mark.parametrize(
    ("facts", "wrong", "doubtful"),
    [
        ({"size_bytes": 4_000_000}, [], []),
        ({"size_bytes": 4_000_001}, [], ["file-size"]),
        ({"size_bytes": 10_000_000}, [], ["file-size"]),
        ({"size_bytes": 10_000_001}, ["file-size"], ["file-size"]),
        ({"size_bytes": 1_000_000, "format": "png"}, [], []),
        ({"size_bytes": 1_000_001, "format": "png"}, [], ["file-size"]),
        ({"is_animated": True}, [], ["photo-animated"]),
        ({"width": 1080, "height": 1920}, [], []),
    ],
    ids=[
        "4 MB",
        "over the reported size",
        "10 MB",
        "over the documented size",
        "a PNG of 1 MB",
        "a larger PNG",
        "an animation",
        "9:16",
    ],
)
def test_a_photo_may_be_so_large_and_of_any_shape(
    facts: dict[str, Any], wrong: list[str], doubtful: list[str]
) -> None:
    judged = measured(PHOTO, photo_facts(**facts))

    assert (errors(judged), warnings(judged)) == (wrong, doubtful)


def test_a_large_png_can_be_delivered_as_jpeg() -> None:
    (found,) = found_in(measured(PHOTO, photo_facts(size_bytes=1_000_001, format="png")))

    assert found.remedies == (("ext", "jpg"),)
    assert "PNG" in str(found.message)


def test_what_only_others_report_of_a_file_is_a_warning() -> None:
    reported = [rule for rule in PLATFORM.rules if rule.needs_facts and rule.source.basis is Basis.REPORTED]

    assert {rule.severity for rule in reported} == {Severity.WARNING}
