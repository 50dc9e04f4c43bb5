from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any

import pytest

from aromatiza.core.media_facts import MediaFacts
from aromatiza.core.messages import msg
from aromatiza.core.post import Brand, Json, Media, MediaKind, VideoRule
from aromatiza.core.problems import Problem, Severity, problem_as_json
from aromatiza.core.rendition import Rendition
from aromatiza.core.rules import (
    ALT,
    LINK,
    TEXT,
    TITLE,
    Accepts,
    Conflict,
    CountLimit,
    CoverWithin,
    Entity,
    Fact,
    Forbidden,
    Given,
    Measured,
    MediaOneOf,
    NotTaken,
    OneOf,
    OptionNeeded,
    Part,
    Required,
    Rule,
    Shape,
    Source,
    Special,
    Subject,
    TextLimit,
    Unit,
    Wanted,
    findings,
)
from aromatiza.core.rules.house import house_rules
from aromatiza.core.rules.qualities import (
    ASPECT,
    AUDIO_CODEC,
    AUDIO_RATE,
    BIT_RATE,
    DURATION,
    FRAME_RATE,
    MEASURABLE,
    PHOTO_FORMAT,
    SHORT_SIDE,
    SIZE,
    SOUND,
    VIDEO_CODEC,
    WIDTH,
)
from tests.samples import photo_facts, video_facts

SOURCE = Source("https://toy.example/limits", "2026-11-22")
VIDEO = Media(MediaKind.VIDEO, "https://media.example/a.mp4")
PHOTO = Media(MediaKind.PHOTO, "https://media.example/a.jpg", "a bottle")
VIDEO_ONLY = (MediaKind.VIDEO,)


def subject(
    *media: Media,
    title: str = "",
    text: str = "",
    link: str = "",
    options: dict[str, Json] | None = None,
    own: frozenset[str] = frozenset(),
    facts: Mapping[str, MediaFacts] | None = None,
) -> Subject:
    rendition = Rendition(title, text, link, media or (VIDEO,), options or {}, text_key="captions.x")
    return Subject(rendition, own, facts or {})


def places(rule: Rule, found: Subject) -> list[tuple[str, str]]:
    return [(finding.code, finding.key) for finding in findings([rule], found)]


def test_a_kind_that_the_network_does_not_take_is_found() -> None:
    rule = Accepts(takes=VIDEO_ONLY, source=SOURCE)

    assert places(rule, subject(PHOTO)) == [("media-kind", "platforms")]
    assert places(rule, subject(VIDEO)) == []


def test_too_many_photos_are_found() -> None:
    rule = Accepts(takes=(MediaKind.PHOTO,), max_photos=2, source=SOURCE)

    assert places(rule, subject(PHOTO, PHOTO, PHOTO)) == [("too-many-photos", "photos")]
    assert places(rule, subject(PHOTO, PHOTO)) == []


@pytest.mark.parametrize(
    ("part", "found", "key"),
    [
        (TEXT, subject(text="12345"), "captions.x"),
        (TITLE, subject(title="12345"), "title"),
        (LINK, subject(link="12345"), "link"),
        (
            ALT,
            subject(Media(MediaKind.PHOTO, "", "1234"), Media(MediaKind.PHOTO, "", "12345")),
            "photos.1.alt",
        ),
    ],
    ids=["text", "title", "link", "alt"],
)
def test_a_text_that_is_too_long_is_found_at_its_place(part: Part, found: Subject, key: str) -> None:
    rule = TextLimit(part=part, limit=4, unit=Unit.CODE_POINTS, source=SOURCE)

    assert places(rule, found) == [("text-too-long", key)]
    assert places(TextLimit(part=part, limit=5, unit=Unit.CODE_POINTS, source=SOURCE), found) == []


def test_a_limit_for_one_kind_says_nothing_of_the_other() -> None:
    rule = TextLimit(part=TEXT, limit=4, unit=Unit.CODE_POINTS, source=SOURCE, kinds=(MediaKind.PHOTO,))

    assert places(rule, subject(VIDEO, text="12345")) == []
    assert places(rule, subject(PHOTO, text="12345")) == [("text-too-long", "captions.x")]


def test_a_rule_holds_only_when_the_options_have_the_values_that_it_names() -> None:
    rule = Required(part=TITLE, source=SOURCE, when={"mode": "direct"})

    assert places(rule, subject(options={"mode": "direct"})) == [("text-missing", "title")]
    assert places(rule, subject(options={"mode": "inbox"})) == []
    assert places(rule, subject()) == []


def test_a_rule_may_hold_whenever_an_option_is_given() -> None:
    rule = Required(part=TITLE, source=SOURCE, when={"cover_url": Given.ANY})

    assert places(rule, subject(options={"cover_url": "https://a.fr/b.jpg"})) == [("text-missing", "title")]
    assert places(rule, subject(options={"cover_url": ""})) == []
    assert places(rule, subject()) == []


def test_a_finding_says_by_how_much_and_who_says_so() -> None:
    rule = TextLimit(part=TEXT, limit=4, unit=Unit.BYTES, source=SOURCE)
    (finding,) = findings([rule], subject(text="12345"))

    assert "5 bytes" in str(finding.message)
    assert "by 1 bytes" in str(finding.fix)
    assert "5 octets" in finding.message.text("fr")
    assert finding.source == SOURCE.url


@pytest.mark.parametrize("text", ["", " \n"], ids=["empty", "blank"])
def test_a_required_text_that_is_missing_is_found(text: str) -> None:
    rule = Required(part=TITLE, source=SOURCE)

    assert places(rule, subject(title=text)) == [("text-missing", "title")]
    assert places(rule, subject(title="Mist")) == []


@pytest.mark.parametrize(
    ("entity", "text", "code"),
    [
        (Entity.HASHTAG, "#a #b #c", "too-many-hashtags"),
        (Entity.MENTION, "@a @b @c", "too-many-mentions"),
        (Entity.LINK, "https://a.fr https://b.fr http://c.fr", "too-many-links"),
        (Entity.CASHTAG, "$A $B $C", "too-many-cashtags"),
    ],
    ids=str,
)
def test_the_first_one_too_many_is_pointed_at(entity: Entity, text: str, code: str) -> None:
    rule = CountLimit(part=TEXT, entity=entity, limit=2, source=SOURCE)
    (finding,) = findings([rule], subject(text=text))

    assert (finding.code, finding.needle) == (code, text.split()[2])
    assert places(rule, subject(text=text.rpartition(" ")[0])) == []


def test_a_forbidden_character_is_pointed_at() -> None:
    rule = Forbidden(part=TITLE, characters="<>", source=SOURCE)
    (finding,) = findings([rule], subject(title="a > b < c"))

    assert (finding.code, finding.key, finding.needle) == ("forbidden-character", "title", ">")
    assert places(rule, subject(title="a = b")) == []


def test_an_option_is_one_of_a_few_values() -> None:
    rule = OneOf(option="mode", values=("inbox", "direct"), source=SOURCE)

    assert places(rule, subject(options={"mode": "loud"})) == [("option-value", "platforms.*.mode")]
    assert places(rule, subject(options={"mode": "inbox"})) == []
    assert places(rule, subject()) == []


@pytest.mark.parametrize(
    "rule",
    [
        OneOf(option="mode", values=("inbox",), is_needed=True, source=SOURCE),
        OptionNeeded(option="mode", example="inbox", source=SOURCE),
    ],
    ids=["one of", "any"],
)
def test_an_option_that_is_needed_is_missed(rule: Rule) -> None:
    assert places(rule, subject()) == [("option-missing", "platforms.*.mode")]
    assert places(rule, subject(options={"mode": "inbox"})) == []


def test_two_options_that_exclude_each_other_are_found_at_the_second() -> None:
    rule = Conflict(first=("paid", True), second=("privacy", "SELF"), why=msg("rule.needed"), source=SOURCE)
    (finding,) = findings([rule], subject(options={"paid": True, "privacy": "SELF"}))

    assert (finding.code, finding.key) == ("option-conflict", "platforms.*.privacy")
    assert "paid: true and privacy: SELF" in str(finding.message)
    assert places(rule, subject(options={"paid": False, "privacy": "SELF"})) == []
    assert places(rule, subject(options={"paid": True})) == []


def test_any_value_may_be_what_excludes_another_option() -> None:
    rule = Conflict(first=("a", None), second=("b", None), why=msg("rule.needed"), source=SOURCE)

    assert places(rule, subject(options={"a": 1, "b": False})) == [("option-conflict", "platforms.*.b")]


def test_an_option_of_the_post_that_goes_nowhere_is_found_but_not_one_of_the_account() -> None:
    rule = NotTaken(options=("cover_at",), why=msg("rule.needed"), source=SOURCE)

    posted = subject(options={"cover_at": 2}, own=frozenset({"cover_at"}))
    assert places(rule, posted) == [("option-not-taken", "platforms.*.cover_at")]
    assert places(rule, subject(options={"cover_at": 2})) == []


def test_a_special_rule_finds_what_its_test_finds() -> None:
    rule = Special(
        name="tags",
        limit="few",
        code="tags-too-long",
        test=lambda it: iter([(it.rendition.text_key, msg("rule.needed"), msg("rule.needed"))]),
        source=SOURCE,
    )

    assert places(rule, subject()) == [("tags-too-long", "captions.x")]


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        (
            Measured(quantity=DURATION, low=3, high=60, source=SOURCE),
            {"duration_s": 60.0},
            {"duration_s": 60.01},
        ),
        (
            Measured(quantity=DURATION, low=3, high=60, source=SOURCE),
            {"duration_s": 3.0},
            {"duration_s": 2.99},
        ),
        (
            Measured(quantity=SIZE, high=10**6, source=SOURCE),
            {"size_bytes": 10**6},
            {"size_bytes": 10**6 + 1},
        ),
        (Measured(quantity=FRAME_RATE, low=23, source=SOURCE), {"frame_rate": 23.0}, {"frame_rate": 22.9}),
        (Measured(quantity=WIDTH, high=1080, source=SOURCE), {"width": 1080}, {"width": 1081}),
        (Measured(quantity=SHORT_SIDE, low=540, source=SOURCE), {"width": 540}, {"width": 539}),
        (Measured(quantity=ASPECT, low=0.5, source=SOURCE), {"width": 960}, {"width": 959}),
        (
            Measured(quantity=BIT_RATE, high=10**6, source=SOURCE),
            {"video_bits_per_s": 5},
            {"video_bits_per_s": 10**7},
        ),
        (
            Measured(quantity=AUDIO_RATE, high=48_000, source=SOURCE),
            {"audio_codec": "", "audio_rate_hz": 96_000},
            {"audio_rate_hz": 96_000},
        ),
        (
            MediaOneOf(quality=VIDEO_CODEC, values=("h264",), source=SOURCE),
            {"video_codec": "h264"},
            {"video_codec": "hevc"},
        ),
        (
            MediaOneOf(quality=AUDIO_CODEC, values=("aac",), source=SOURCE),
            {"audio_codec": ""},
            {"audio_codec": "mp3"},
        ),
        (Wanted(trait=SOUND, source=SOURCE), {"audio_codec": "aac"}, {"audio_codec": ""}),
        (Shape(wanted="9:16", source=SOURCE), {"width": 1088}, {"width": 1100}),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Rule) else str(value),
)
def test_a_measured_file_is_held_against_the_limit(
    rule: Rule, good: dict[str, Any], bad: dict[str, Any]
) -> None:
    assert places(rule, subject(facts={VIDEO.url: video_facts(**good)})) == []
    assert [key for _, key in places(rule, subject(facts={VIDEO.url: video_facts(**bad)}))] == ["video"]
    assert places(rule, subject()) == []  # a file that was not measured is not judged


def test_each_photo_is_judged_at_its_own_address() -> None:
    rule = MediaOneOf(quality=PHOTO_FORMAT, values=("jpeg",), source=SOURCE)
    other = Media(MediaKind.PHOTO, "https://media.example/b.png")
    facts: dict[str, MediaFacts] = {PHOTO.url: photo_facts(), other.url: photo_facts(format="png")}

    assert places(rule, subject(PHOTO, other, facts=facts)) == [("photo-format", "photos.1.url")]


def test_what_is_measured_of_videos_says_nothing_of_photos() -> None:
    photo, video = photo_facts(), video_facts()

    for measure in MEASURABLE:
        assert any(measure.read(facts) not in (None, "") for facts in (photo, video)), measure.code


def test_a_cover_behind_the_end_is_found() -> None:
    rule, facts = CoverWithin(source=SOURCE), {VIDEO.url: video_facts(duration_s=10.0)}

    assert places(rule, subject(options={"cover_at": 9.9}, facts=facts)) == []
    assert places(rule, subject(options={"cover_at": 10}, facts=facts)) == [
        ("cover-beyond-end", "platforms.*.cover_at")
    ]
    assert places(rule, subject(facts=facts)) == []


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"duration_s": 7.9}, ["video-duration"]),
        ({"duration_s": 15.1}, ["video-duration"]),
        ({"duration_s": 15.04}, []),
        ({"width": 1920, "height": 1080}, ["media-aspect"]),
        ({"container": "mov"}, ["video-container"]),
        ({"is_complete": False}, ["video-truncated"]),
        ({"is_fragmented": True}, ["video-fragmented"]),
        ({"audio_codec": ""}, ["video-silent"]),
    ],
    ids=str,
)
def test_the_brands_own_rule_holds_without_any_account(
    changes: dict[str, Any], codes: list[str], brand: Brand
) -> None:
    facts = {VIDEO.url: video_facts(**changes)}

    assert [finding.code for finding in findings(house_rules(brand), subject(facts=facts))] == codes


def test_a_brand_can_have_another_rule(brand: Brand) -> None:
    other = Brand(brand.timezone, "fr", {}, video=VideoRule(("mov",), (1, 5), "16:9"))
    facts = {VIDEO.url: video_facts(container="mov", duration_s=3.0, width=1920, height=1080)}

    assert findings(house_rules(other), subject(facts=facts)) == ()


def test_a_fact_is_stale_from_its_day_on() -> None:
    fact = Fact(msg("rule.needed"), "v25.0", SOURCE, "2027-05-01")

    assert not fact.is_stale("2027-04-30")
    assert fact.is_stale("2027-05-01")


def test_a_problem_has_a_stable_shape_in_both_languages() -> None:
    why = msg("rule.required", part="title")
    problem = Problem("text-missing", Severity.ERROR, "a.yaml", 3, 1, "title", why, why, SOURCE.url)

    shape = problem_as_json(problem, "fr")
    assert list(shape) == [
        "code", "severity", "file", "line", "column", "key", "message", "fix", "source", "account",
    ]  # fmt: skip
    assert shape["severity"] == "error"
    assert shape["message"] == why.text("fr")


def test_a_fraction_is_written_as_in_its_language() -> None:
    message = msg("value.seconds", value=15.1)

    assert (message.text("en"), message.text("fr")) == ("15.1 s", "15,1 s")


@pytest.fixture
def brand() -> Brand:
    """A brand with the usual rule for videos."""
    return Brand(UTC, "en", {})
