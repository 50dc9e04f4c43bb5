"""TikTok's rules: each takes what lies on its limit, and finds what lies just beyond."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aromatiza.core.media_facts import MediaFacts
from aromatiza.core.post import Json, Media, MediaKind
from aromatiza.core.problems import Severity
from aromatiza.core.rendition import File, Rendition
from aromatiza.core.rules import Basis, Finding, Subject, findings
from aromatiza.platforms.tiktok.flow import PLATFORM
from aromatiza.platforms.tiktok.photos import photo_body
from aromatiza.platforms.tiktok.rules import LEVELS
from aromatiza.platforms.tiktok.videos import video_body
from tests.samples import photo_facts, video_facts

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas/platforms/tiktok.schema.json").read_text("utf-8"))
VIDEO = Media(MediaKind.VIDEO, "https://media.example.com/brume.mp4")
PHOTO = Media(MediaKind.PHOTO, "https://media.example.com/figuier.jpg")
INBOX: Mapping[str, Json] = {"mode": "inbox"}
DIRECT: Mapping[str, Json] = {"mode": "direct", "privacy_level": "SELF_ONLY"}
PUBLIC: Mapping[str, Json] = {"mode": "direct", "privacy_level": "PUBLIC_TO_EVERYONE", "audited": True}


def subject(
    *media: Media,
    options: Mapping[str, Json] = DIRECT,
    own: Iterable[str] = (),
    text: str = "",
    title: str = "Brume",
) -> Subject:
    return Subject(Rendition(title, text, "", media or (VIDEO,), options), frozenset(own))


def measured(media: Media, facts: MediaFacts, options: Mapping[str, Json] = DIRECT) -> Subject:
    return Subject(Rendition("Brume", "", "", (media,), options), facts={media.url: facts})


def found_in(judged: Subject) -> tuple[Finding, ...]:
    return findings(PLATFORM.rules, judged)


def codes(judged: Subject, severity: Severity | None = None) -> list[str]:
    return [found.code for found in found_in(judged) if severity in (None, found.severity)]


def photos(count: int) -> tuple[Media, ...]:
    return tuple(Media(MediaKind.PHOTO, f"https://media.example.com/{n}.jpg") for n in range(count))


# An emoji is two UTF-16 units, one code point.
@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code", "key"),
    [
        (subject(text="é" * 2200), subject(text="é" * 2201), "text-too-long", "captions"),
        (subject(text="💜" * 1100), subject(text="💜" * 1100 + "a"), "text-too-long", "captions"),
        (
            subject(PHOTO, text="💜" * 2000),
            subject(PHOTO, text="💜" * 2000 + "a"),
            "text-too-long",
            "captions",
        ),
        (
            subject(PHOTO, text="é" * 4000, options=INBOX),
            subject(PHOTO, text="é" * 4001, options=INBOX),
            "text-too-long",
            "captions",
        ),
        (subject(PHOTO, title="💜" * 45), subject(PHOTO, title="💜" * 45 + "a"), "text-too-long", "title"),
        (subject(*photos(35)), subject(*photos(36)), "too-many-photos", "photos"),
    ],
    ids=["caption", "emoji", "photo text of emoji", "photo text of a draft", "photo title", "photos"],
)
def test_a_text_just_beyond_its_limit_is_an_error(
    on_the_limit: Subject, beyond: Subject, code: str, key: str
) -> None:
    assert codes(on_the_limit) == []
    assert [(found.code, found.key, found.severity) for found in found_in(beyond)] == [
        (code, key, Severity.ERROR)
    ]


def test_the_caption_of_a_draft_that_a_person_pastes_is_only_warned_of() -> None:
    assert codes(subject(text="💜" * 1100, options=INBOX)) == []
    (found,) = found_in(subject(text="💜" * 1100 + "a", options=INBOX))

    assert (found.code, found.severity) == ("text-too-long", Severity.WARNING)


def test_a_text_beyond_the_limits_of_videos_and_photos_is_found_once() -> None:
    assert codes(subject(VIDEO, text="é" * 4001)) == ["text-too-long"]
    assert codes(subject(PHOTO, text="é" * 4001)) == ["text-too-long"]


def test_a_video_shows_no_title_so_that_its_length_does_not_matter() -> None:
    assert codes(subject(VIDEO, title="é" * 91)) == []


def test_more_than_five_hashtags_are_a_warning_because_only_the_app_refuses_them() -> None:
    tags = "#a #b #c #d #e"
    assert codes(subject(text=tags)) == []
    (found,) = found_in(subject(text=f"{tags} #brume"))

    assert (found.code, found.severity, found.needle) == ("too-many-hashtags", Severity.WARNING, "#brume")


@pytest.mark.parametrize(
    ("options", "code", "key"),
    [
        ({}, "option-missing", "mode"),
        ({"mode": "sideways"}, "option-value", "mode"),
        ({"mode": "direct"}, "option-missing", "privacy_level"),
        ({"mode": "direct", "privacy_level": "EVERYONE"}, "option-value", "privacy_level"),
    ],
    ids=["no mode", "no such mode", "no visibility", "no such visibility"],
)
def test_a_choice_that_only_a_person_can_make_is_asked_for(
    options: Mapping[str, Json], code: str, key: str
) -> None:
    (found,) = found_in(subject(options=options))

    assert (found.code, found.key, found.severity) == (code, f"platforms.*.{key}", Severity.ERROR)


@pytest.mark.parametrize("level", LEVELS)
def test_an_audited_app_may_choose_every_visibility(level: str) -> None:
    assert codes(subject(options={"mode": "direct", "privacy_level": level, "audited": True})) == []


@pytest.mark.parametrize("audited", [{}, {"audited": False}], ids=["unsaid", "said"])
@pytest.mark.parametrize("level", LEVELS[1:])
def test_an_app_that_was_not_audited_may_choose_nothing_but_self_only(
    level: str, audited: Mapping[str, Json]
) -> None:
    (found,) = found_in(subject(options={"mode": "direct", "privacy_level": level, **audited}))

    assert (found.code, found.key, found.severity) == (
        "option-value",
        "platforms.*.privacy_level",
        Severity.ERROR,
    )
    assert "write privacy_level: SELF_ONLY, or mode: inbox" in str(found.fix)
    assert codes(subject(options={**DIRECT, **audited})) == []


def test_no_post_can_say_by_itself_that_the_app_was_audited() -> None:
    (found,) = found_in(subject(options=PUBLIC, own=["privacy_level", "audited"]))

    assert (found.code, found.key) == ("option-value", "platforms.*.privacy_level")
    assert "in the account's settings" in str(found.fix)
    assert codes(subject(options=PUBLIC, own=["privacy_level"])) == []


def test_a_caption_written_for_a_video_draft_is_a_problem_because_it_is_not_sent() -> None:
    drafted = replace(subject(text="Une pression", options=INBOX).rendition, text_key="captions.tiktok")
    (found,) = found_in(Subject(drafted))

    assert (found.code, found.key, found.severity) == (
        "option-not-taken",
        "captions.tiktok",
        Severity.WARNING,
    )
    assert codes(subject(text="Une pression", options=INBOX)) == []
    assert found_in(Subject(replace(drafted, text_key="captions.default"))) == ()
    assert found_in(Subject(replace(drafted, options=DIRECT))) == ()
    assert found_in(Subject(replace(drafted, media=(PHOTO,)))) == ()


def test_the_cover_is_one_of_the_photos() -> None:
    assert codes(subject(*photos(2), options={**DIRECT, "cover_photo": 2})) == []
    (found,) = found_in(subject(*photos(2), options={**DIRECT, "cover_photo": 3}))

    assert (found.code, found.key, found.severity) == (
        "option-value",
        "platforms.*.cover_photo",
        Severity.ERROR,
    )
    assert "from 1 to 2" in str(found.fix)


@pytest.mark.parametrize(
    "settings",
    [
        {"privacy_level": "PUBLIC_TO_EVERYONE"},
        {"privacy_level": "SELF_ONLY", "paid_partnership": True},
        {"privacy_level": "EVERYONE"},
    ],
    ids=["not audited", "paid and private", "no such visibility"],
)
def test_a_draft_is_not_held_up_by_what_the_account_s_settings_say_of_direct_posts(
    settings: Mapping[str, Json],
) -> None:
    assert codes(subject(options={**INBOX, **settings})) == []


def test_a_paid_partnership_cannot_be_private() -> None:
    (found,) = found_in(subject(options={**DIRECT, "audited": True, "paid_partnership": True}))

    assert (found.code, found.key) == ("option-conflict", "platforms.*.privacy_level")
    assert codes(subject(options={**PUBLIC, "paid_partnership": True})) == []
    assert codes(subject(options={**DIRECT, "paid_partnership": False})) == []


OPTIONS = {name: option["examples"][0] for name, option in SCHEMA["properties"].items()}
OF_DIRECT_POSTS = ("privacy_level", "comments", "own_brand", "paid_partnership", "ai_generated")
OF_VIDEOS = ("duets", "stitches", "cover_at")
OF_PHOTOS = ("auto_add_music", "cover_photo")


@pytest.mark.parametrize(
    ("media", "options", "names"),
    [
        (VIDEO, INBOX, (*OF_DIRECT_POSTS, *OF_VIDEOS, *OF_PHOTOS)),
        (PHOTO, INBOX, (*OF_DIRECT_POSTS, *OF_VIDEOS, "auto_add_music")),
        (PHOTO, PUBLIC, OF_VIDEOS),
        (VIDEO, PUBLIC, ("title", *OF_PHOTOS)),
        (VIDEO, INBOX, ("title",)),
    ],
    ids=["draft of a video", "draft of photos", "photos", "video", "title of a draft"],
)
def test_an_option_that_would_go_nowhere_is_an_error_once(
    media: Media, options: Mapping[str, Json], names: tuple[str, ...]
) -> None:
    for name in names:
        (found,) = found_in(subject(media, media, options={**options, name: OPTIONS[name]}, own=[name]))
        assert (found.code, found.key) == ("option-not-taken", f"platforms.*.{name}")
        assert codes(subject(media, media, options={**options, name: OPTIONS[name]})) == []


@pytest.mark.parametrize(
    ("media", "options", "names"),
    [
        (VIDEO, PUBLIC, (*OF_DIRECT_POSTS, *OF_VIDEOS)),
        (PHOTO, PUBLIC, (*OF_DIRECT_POSTS, *OF_PHOTOS, "title")),
        (PHOTO, INBOX, ("title", "cover_photo")),
    ],
    ids=["video", "photos", "draft of photos"],
)
def test_an_option_that_is_taken_is_sent(
    media: Media, options: Mapping[str, Json], names: tuple[str, ...]
) -> None:
    for name in names:
        own: dict[str, Json] = {name: OPTIONS[name]}
        assert codes(subject(media, media, options={**options, **own}, own=own)) == []
        assert body(media, {**options, **own}) != body(media, {**options, name: None})


def body(media: Media, options: Mapping[str, Json]) -> Mapping[str, Json]:
    """What would be sent for one file; `title` becomes the rendition's, as everywhere."""
    rest = {name: value for name, value in options.items() if name != "title"}
    rendition = Rendition(str(options.get("title")), "Une pression", "", (media,), rest)
    file = File(media.kind, media.url, "", "d1", 100, "")
    bodies = {MediaKind.VIDEO: video_body(rendition, 100), MediaKind.PHOTO: photo_body(rendition, (file,))}
    return bodies[media.kind]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(0, []), (9.99, []), (10, ["cover-beyond-end"])],
    ids=["first", "last", "end"],
)
def test_the_cover_s_moment_lies_before_the_end(moment: float, expected: list[str]) -> None:
    facts = video_facts(duration_s=10.0)
    assert codes(measured(VIDEO, facts, {**DIRECT, "cover_at": moment})) == expected
    assert codes(measured(VIDEO, facts, {**INBOX, "cover_at": moment})) == []


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"container": "mov"}, {"container": "mkv"}, "video-container"),
        ({"video_codec": "hevc"}, {"video_codec": "av1"}, "video-codec"),
        ({"video_codec": "vp9"}, {"video_codec": "mp4v"}, "video-codec"),
        ({"frame_rate": 23.0}, {"frame_rate": 22.99}, "video-frame-rate"),
        ({"frame_rate": 60.0}, {"frame_rate": 60.01}, "video-frame-rate"),
        ({"width": 360}, {"width": 359}, "media-dimensions"),
        ({"width": 4096}, {"width": 4097}, "media-dimensions"),
        ({"height": 360}, {"height": 359}, "media-dimensions"),
        ({"height": 4096}, {"height": 4097}, "media-dimensions"),
        ({"size_bytes": 4_000_000_000}, {"size_bytes": 4_000_000_001}, "file-size"),
    ],
)
@pytest.mark.parametrize("options", [DIRECT, INBOX], ids=["post", "draft"])
def test_a_video_just_beyond_a_limit_is_an_error(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str, options: Mapping[str, Json]
) -> None:
    assert codes(measured(VIDEO, video_facts(**on_the_limit), options)) == []
    (found,) = found_in(measured(VIDEO, video_facts(**beyond), options))

    assert (found.code, found.key, found.severity) == (code, "video", Severity.ERROR)


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"duration_s": 3.0}, {"duration_s": 2.99}, "video-duration"),
        ({"duration_s": 180.0}, {"duration_s": 180.01}, "video-duration"),
        ({"audio_codec": ""}, {"audio_codec": "opus"}, "audio-codec"),
    ],
)
def test_what_depends_on_the_account_or_is_not_documented_is_a_warning(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str
) -> None:
    assert codes(measured(VIDEO, video_facts(**on_the_limit))) == []
    (found,) = found_in(measured(VIDEO, video_facts(**beyond)))

    assert (found.code, found.severity) == (code, Severity.WARNING)


def test_no_account_can_show_more_than_ten_minutes() -> None:
    assert codes(measured(VIDEO, video_facts(duration_s=600.0)), Severity.ERROR) == []
    assert codes(measured(VIDEO, video_facts(duration_s=600.01)), Severity.ERROR) == ["video-duration"]


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"format": "webp"}, {"format": "png"}, "photo-format"),
        ({"size_bytes": 20_000_000}, {"size_bytes": 20_000_001}, "file-size"),
        ({"width": 1080, "height": 1920}, {"width": 1081, "height": 1920}, "media-dimensions"),
        ({"width": 1920, "height": 1080}, {"width": 1920, "height": 1081}, "media-dimensions"),
    ],
)
def test_a_photo_just_beyond_a_limit_is_an_error(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str
) -> None:
    assert codes(measured(PHOTO, photo_facts(**on_the_limit))) == []
    (found,) = found_in(measured(PHOTO, photo_facts(**beyond)))

    assert (found.code, found.key, found.severity) == (code, "photos.0.url", Severity.ERROR)


def test_the_sides_and_bytes_of_videos_are_no_limits_of_photos_nor_the_other_way_round() -> None:
    assert codes(measured(PHOTO, photo_facts(width=300, height=5000))) == []
    assert codes(measured(VIDEO, video_facts(width=2160, height=3840, size_bytes=21_000_000))) == []


def test_an_animated_photo_is_a_warning_because_the_pages_do_not_speak_of_it() -> None:
    assert codes(measured(PHOTO, photo_facts(format="webp"))) == []
    (found,) = found_in(measured(PHOTO, photo_facts(format="webp", is_animated=True)))

    assert (found.code, found.severity) == ("photo-animated", Severity.WARNING)


@pytest.mark.parametrize("options", [DIRECT, INBOX], ids=["post", "draft"])
def test_photos_on_a_host_that_nobody_can_verify_are_a_warning_at_the_first_of_them(
    options: Mapping[str, Json],
) -> None:
    shared = Media(MediaKind.PHOTO, "https://res.cloudinary.com/demo/image/upload/v1/figuier.jpg")
    (found,) = found_in(subject(PHOTO, shared, shared, options=options))

    assert (found.code, found.key, found.severity) == ("unverified-host", "photos.1.url", Severity.WARNING)
    assert codes(subject(PHOTO, PHOTO, options=options)) == []


def test_a_video_may_be_on_any_host_because_its_bytes_are_sent() -> None:
    assert codes(subject(Media(MediaKind.VIDEO, "https://res.cloudinary.com/demo/video/upload/a.mp4"))) == []


def test_what_was_only_reported_is_a_warning_unless_it_certainly_fails() -> None:
    reported = [rule for rule in PLATFORM.rules if rule.source.basis is Basis.REPORTED]

    assert {rule.codes[0] for rule in reported if rule.severity is Severity.ERROR} == {"media-dimensions"}


def test_the_schema_s_own_examples_break_no_rule() -> None:
    for example in SCHEMA["examples"]:
        assert codes(measured(VIDEO, video_facts(), example)) == []
