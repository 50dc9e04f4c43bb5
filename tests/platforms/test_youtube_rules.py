"""YouTube's rules: each takes what lies on its limit, and finds what lies just beyond."""

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
from aromatiza.platforms.youtube.flow import PLATFORM
from aromatiza.platforms.youtube.resource import video_body
from aromatiza.platforms.youtube.rules import PRIVACIES, tag_cost
from aromatiza.platforms.youtube.session import open_session
from tests.platforms.test_youtube import delivery
from tests.samples import video_facts

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas/platforms/youtube.schema.json").read_text("utf-8"))
VIDEO = Media(MediaKind.VIDEO, "https://res.cloudinary.com/demo/video/upload/v1/brume.mp4")
PHOTO = Media(MediaKind.PHOTO, "https://res.cloudinary.com/demo/image/upload/v1/figuier.jpg", "Une bougie")


def rendition(
    *media: Media,
    title: str = "Brume",
    text: str = "",
    link: str = "",
    options: Mapping[str, Json] | None = None,
) -> Rendition:
    return Rendition(title, text, link, media or (VIDEO,), options or {})


def subject(*media: Media, own: Iterable[str] = (), **texts: Any) -> Subject:
    return Subject(rendition(*media, **texts), frozenset(own))


def measured(facts: MediaFacts) -> Subject:
    return Subject(rendition(), facts={VIDEO.url: facts})


def tagged(*tags: str) -> Subject:
    return subject(options={"tags": list(tags)})


def hashtags(count: int) -> str:
    return " ".join(f"#brume{number}" for number in range(count))


def found_in(judged: Subject) -> tuple[Finding, ...]:
    return findings(PLATFORM.rules, judged)


def codes(judged: Subject) -> list[str]:
    return [finding.code for finding in found_in(judged)]


def seen(judged: Subject) -> list[tuple[str, str, Severity]]:
    return [(finding.code, finding.key, finding.severity) for finding in found_in(judged)]


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code", "key"),
    [
        (subject(title="é" * 100), subject(title="é" * 101), "text-too-long", "title"),
        # an emoji is two UTF-16 units, one code point
        (subject(title="💜" * 50), subject(title="💜" * 50 + "a"), "text-too-long", "title"),
        (subject(title="B"), subject(title=" "), "text-missing", "title"),
        # an emoji is four bytes
        (subject(text="💜" * 1250), subject(text="💜" * 1250 + "a"), "text-too-long", "captions"),
        (subject(text="a" * 5000), subject(text="é" * 2501), "text-too-long", "captions"),
        (subject(title="Brume ≤ 3"), subject(title="Brume < 3"), "forbidden-character", "title"),
        (subject(text="Brume → 3"), subject(text="Brume -> 3"), "forbidden-character", "captions"),
        (tagged("a" * 500), tagged("a" * 501), "tags-too-long", "platforms.*.tags"),
        (tagged("a" * 494, "b c"), tagged("a" * 495, "b c"), "tags-too-long", "platforms.*.tags"),
        (tagged("💜" * 249, "a"), tagged("💜" * 249, "aa"), "tags-too-long", "platforms.*.tags"),
        (
            subject(options={"privacy": "unlisted"}),
            subject(options={"privacy": "friends"}),
            "option-value",
            "platforms.*.privacy",
        ),
        (subject(VIDEO), subject(PHOTO), "media-kind", "platforms"),
    ],
    ids=[
        *("title", "title of emoji", "no title", "caption of emoji", "caption in bytes"),
        *("bracket in title", "bracket in caption"),
        *("one tag", "a tag with a space", "tags of emoji", "privacy", "photo"),
    ],
)
def test_what_lies_just_beyond_a_limit_is_one_error(
    on_the_limit: Subject, beyond: Subject, code: str, key: str
) -> None:
    assert codes(on_the_limit) == []
    assert seen(beyond) == [(code, key, Severity.ERROR)]


@pytest.mark.parametrize(
    ("tags", "cost"),
    [
        (None, 0),
        ([], 0),
        (["brume"], 5),
        (["brume", "lin"], 9),
        (["brume de lin"], 14),
        (["brume de lin", "lin"], 18),
        (["💜"], 2),
    ],
)
def test_tags_cost_their_letters_their_commas_and_two_for_each_with_a_space(tags: Json, cost: int) -> None:
    assert tag_cost(tags) == cost


def test_hashtags_that_would_all_be_ignored_are_a_warning_wherever_they_stand() -> None:
    assert codes(subject(title="Brume #shorts", text=hashtags(59))) == []

    (found,) = found_in(subject(title="Brume #shorts", text=hashtags(60)))

    assert (found.code, found.severity, found.needle) == ("too-many-hashtags", Severity.WARNING, "#brume59")


def test_telling_subscribers_of_a_private_video_is_a_warning_where_the_post_asks_for_it() -> None:
    private: dict[str, Json] = {"privacy": "private", "notify": True}

    assert seen(subject(options=private, own=["notify"])) == [
        ("option-not-taken", "platforms.*.notify", Severity.WARNING)
    ]
    assert codes(subject(options=private, own=["privacy"])) == []
    assert codes(subject(options={**private, "privacy": "unlisted"}, own=["notify"])) == []


def test_a_file_beyond_the_largest_one_is_an_error() -> None:
    limit = 256 * 1024**3

    assert codes(measured(video_facts(size_bytes=limit))) == []
    assert seen(measured(video_facts(size_bytes=limit + 1))) == [("file-size", "video", Severity.ERROR)]


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"duration_s": 180.0}, {"duration_s": 180.01}, "video-duration"),
        ({"width": 1080, "height": 1080}, {"width": 1082, "height": 1080}, "media-aspect"),
    ],
)
def test_a_video_that_is_no_short_is_a_warning_that_says_so(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str
) -> None:
    assert codes(measured(video_facts(**on_the_limit))) == []

    (found,) = found_in(measured(video_facts(**beyond)))

    assert (found.code, found.key, found.severity) == (code, "video", Severity.WARNING)
    assert "Short" in str(found.message)


def test_the_schema_and_the_rule_know_the_same_privacies() -> None:
    assert tuple(SCHEMA["properties"]["privacy"]["enum"]) == PRIVACIES


def test_what_the_schema_calls_the_default_is_what_is_sent_without_the_option() -> None:
    defaults = {
        name: option["default"] for name, option in SCHEMA["properties"].items() if "default" in option
    }
    silent, explicit = delivery(privacy=None), delivery(**defaults)

    assert video_body(silent.rendition) == video_body(explicit.rendition)
    assert open_session(silent).request.query == open_session(explicit).request.query
