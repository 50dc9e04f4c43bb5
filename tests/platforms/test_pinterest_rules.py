"""Pinterest's rules: each takes what lies on its limit, and finds what lies just beyond."""

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
from aromatiza.platforms.pinterest.flow import PLATFORM
from aromatiza.platforms.pinterest.links import marked
from tests.samples import photo_facts, video_facts

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas/platforms/pinterest.schema.json").read_text("utf-8"))
CLOUD = "https://res.cloudinary.com/demo/image/upload/v1"
VIDEO = Media(MediaKind.VIDEO, "https://res.cloudinary.com/demo/video/upload/v1/brume.mp4")
PHOTO = Media(MediaKind.PHOTO, f"{CLOUD}/figuier.jpg", "Une bougie")
LONGEST_MARKER = f"{'p' * 80}.{'a' * 40}"
"""By the patterns of ids and of accounts' names in the schemas of posts and of the brand."""


def rendition(
    *media: Media,
    title: str = "Brume",
    text: str = "",
    link: str = "",
    options: Mapping[str, Json] | None = None,
) -> Rendition:
    return Rendition(title, text, link, media or (VIDEO,), {"board": "10", **(options or {})})


def subject(*media: Media, own: Iterable[str] = (), **texts: Any) -> Subject:
    return Subject(rendition(*media, **texts), frozenset(own))


def measured(media: Media, facts: MediaFacts, options: Mapping[str, Json] | None = None) -> Subject:
    return Subject(rendition(media, options=options), facts={media.url: facts})


def described(alt: str) -> Subject:
    return subject(Media(MediaKind.PHOTO, PHOTO.url, alt))


def link_of(length: int) -> str:
    return "https://example.com/".ljust(length, "x")


def found_in(judged: Subject) -> tuple[Finding, ...]:
    return findings(PLATFORM.rules, judged)


def codes(judged: Subject) -> list[str]:
    return [finding.code for finding in found_in(judged)]


def seen(judged: Subject) -> list[tuple[str, str, Severity]]:
    return [(finding.code, finding.key, finding.severity) for finding in found_in(judged)]


LONGEST_LINK = 2048 - len("?utm_content=") - len(LONGEST_MARKER)


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code", "key"),
    [
        (subject(title="é" * 100), subject(title="é" * 101), "text-too-long", "title"),
        (subject(title="a" * 100), subject(title="💜" * 101), "text-too-long", "title"),
        (subject(text="é" * 500), subject(text="é" * 501), "text-too-long", "captions"),
        (subject(text="💜" * 500), subject(text="💜" * 501), "text-too-long", "captions"),
        (described("é" * 500), described("é" * 501), "text-too-long", "photos.0.alt"),
        (described("a" * 500), described("💜" * 501), "text-too-long", "photos.0.alt"),
        (
            subject(link=link_of(LONGEST_LINK)),
            subject(link=link_of(LONGEST_LINK + 1)),
            "text-too-long",
            "link",
        ),
        (subject(PHOTO), subject(PHOTO, PHOTO), "too-many-photos", "photos"),
        (
            subject(options={"board": "Senteurs"}),
            subject(options={"board": None}),
            "option-missing",
            "platforms.*.board",
        ),
    ],
    ids=[
        *("title", "title of emoji", "caption", "caption of emoji", "alternative text"),
        *("alternative text of emoji", "link", "photos", "board"),
    ],
)
def test_a_text_or_option_just_beyond_its_limit_is_one_error(
    on_the_limit: Subject, beyond: Subject, code: str, key: str
) -> None:
    assert codes(on_the_limit) == []
    assert seen(beyond) == [(code, key, Severity.ERROR)]


@pytest.mark.parametrize(
    ("fits", "doubtful", "key"),
    [
        (subject(title="💜" * 50), subject(title="💜" * 50 + "a"), "title"),
        (subject(title="💜" * 50), subject(title="💜" * 100), "title"),
        (described("💜" * 250), described("💜" * 250 + "a"), "photos.0.alt"),
    ],
    ids=["title", "title of emoji alone", "alternative text"],
)
def test_a_text_that_only_fits_when_emoji_count_one_is_a_warning(
    fits: Subject, doubtful: Subject, key: str
) -> None:
    """`maxLength` counts code points in JSON Schema; what Pinterest's servers count is not known."""
    assert codes(fits) == []
    assert seen(doubtful) == [("text-too-long", key, Severity.WARNING)]


@pytest.mark.parametrize(
    "start", ["https://a.fr/", "https://a.fr/?x=1", "https://a.fr/?", "https://a.fr/#top"]
)
def test_a_link_that_is_accepted_fits_with_the_longest_marker_wherever_that_stands(start: str) -> None:
    longest = max(
        (start.ljust(length, "y") for length in range(LONGEST_LINK - 5, LONGEST_LINK + 5)),
        key=lambda link: (not codes(subject(link=link)), len(link)),
    )

    assert len(marked(longest, LONGEST_MARKER)) == 2048


def test_a_link_that_is_no_address_is_still_counted() -> None:
    assert codes(subject(link="https://[x")) == []


def test_a_pin_needs_neither_title_nor_caption_nor_link() -> None:
    assert codes(subject(title="")) == []


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"container": "mov"}, {"container": "mkv"}, "video-container"),
        ({"video_codec": "hevc"}, {"video_codec": "av1"}, "video-codec"),
        ({"duration_s": 4.0}, {"duration_s": 3.99}, "video-duration"),
        ({"duration_s": 900.0}, {"duration_s": 900.01}, "video-duration"),
        ({"size_bytes": 2_000_000_000}, {"size_bytes": 2_000_000_001}, "file-size"),
        ({"width": 1000, "height": 2000}, {"width": 1000, "height": 2010}, "media-aspect"),
        ({"width": 1910, "height": 1000}, {"width": 1913, "height": 1000}, "media-aspect"),
        ({"width": 1200, "height": 628}, {"width": 1200, "height": 627}, "media-aspect"),
    ],
)
def test_a_video_just_beyond_a_limit_is_one_error(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str
) -> None:
    assert codes(measured(VIDEO, video_facts(**on_the_limit))) == []
    assert seen(measured(VIDEO, video_facts(**beyond))) == [(code, "video", Severity.ERROR)]


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"size_bytes": 10_000_000}, {"size_bytes": 10_000_001}, "file-size"),
        ({"format": "png"}, {"format": "webp"}, "photo-format"),
    ],
)
def test_a_photo_just_beyond_a_limit_is_one_error(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str
) -> None:
    assert codes(measured(PHOTO, photo_facts(**on_the_limit))) == []
    assert seen(measured(PHOTO, photo_facts(**beyond))) == [(code, "photos.0.url", Severity.ERROR)]


def test_a_silent_video_of_any_frame_rate_is_taken() -> None:
    facts = video_facts(audio_codec="", audio_channels=0, audio_rate_hz=0, frame_rate=12.0)

    assert codes(measured(VIDEO, facts)) == []


@pytest.mark.parametrize("option", ["cover_at", "cover_url"])
def test_an_option_of_videos_is_an_error_on_a_photo_that_asks_for_it(option: str) -> None:
    options: dict[str, Json] = {option: SCHEMA["properties"][option]["examples"][0]}

    assert seen(subject(PHOTO, options=options, own=[option])) == [
        ("option-not-taken", f"platforms.*.{option}", Severity.ERROR)
    ]
    assert codes(subject(VIDEO, options=options, own=[option])) == []
    assert codes(subject(PHOTO, options=options)) == []


def test_a_moment_beside_a_cover_of_its_own_is_an_error_because_it_goes_nowhere() -> None:
    options: dict[str, Json] = {"cover_at": 2, "cover_url": f"{CLOUD}/cover.jpg"}
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
    assert codes(measured(VIDEO, video_facts(duration_s=10.0), {**options, "cover_at": 20})) == []


def test_a_moment_between_two_seconds_is_a_warning_with_the_one_that_would_be_sent() -> None:
    (found,) = found_in(subject(options={"cover_at": 2.5}, own=["cover_at"]))

    assert (found.code, found.key, found.severity) == (
        "option-value",
        "platforms.*.cover_at",
        Severity.WARNING,
    )
    assert "2,5" in found.message.text("fr")
    assert str(found.fix).endswith("cover_at: 2")


@pytest.mark.parametrize("moment", [0, 2, 2.0])
def test_a_whole_second_is_taken(moment: float) -> None:
    assert codes(subject(options={"cover_at": moment}, own=["cover_at"])) == []


@pytest.mark.parametrize(("moment", "expected"), [(9, []), (10, ["cover-beyond-end"])], ids=["last", "end"])
def test_a_cover_beyond_the_end_is_a_warning_because_the_last_picture_is_shown(
    moment: float, expected: list[str]
) -> None:
    found = found_in(measured(VIDEO, video_facts(duration_s=10.0), {"cover_at": moment}))

    assert [finding.code for finding in found] == expected
    assert {finding.severity for finding in found} <= {Severity.WARNING}


@pytest.mark.parametrize("name", ["cover.mp4", "cover.WEBP", "cover.v2.heic", "cover.gif?x=1.jpg"])
def test_a_cover_whose_address_says_that_it_is_another_file_is_a_warning(name: str) -> None:
    assert seen(subject(options={"cover_url": f"{CLOUD}/{name}"})) == [
        ("photo-format", "platforms.*.cover_url", Severity.WARNING)
    ]


def test_a_cover_on_cloudinary_gets_the_address_of_a_jpeg() -> None:
    (here,) = found_in(subject(options={"cover_url": f"{CLOUD}/cover.webp"}))
    (elsewhere,) = found_in(subject(options={"cover_url": "https://media.example/cover.webp"}))

    assert str(here.fix).endswith(f"cover_url: {CLOUD}/cover.jpg")
    assert "https:" not in str(elsewhere.fix)


@pytest.mark.parametrize("name", ["cover.jpg", "cover.PNG", "cover", "webp", "cover.v2"])
def test_a_cover_that_may_be_a_jpeg_or_a_png_is_taken(name: str) -> None:
    assert codes(subject(options={"cover_url": f"{CLOUD}/{name}"})) == []


def test_a_board_of_the_post_beside_the_section_of_the_account_s_own_board_is_an_error() -> None:
    options: dict[str, Json] = {"board": "20", "section": "7"}

    assert seen(subject(options=options, own=["board"])) == [
        ("option-conflict", "platforms.*.board", Severity.ERROR)
    ]


@pytest.mark.parametrize("own", [[], ["section"], ["board", "section"]])
def test_a_section_goes_with_the_board_that_stands_beside_it(own: list[str]) -> None:
    assert codes(subject(options={"board": "20", "section": "7"}, own=own)) == []
