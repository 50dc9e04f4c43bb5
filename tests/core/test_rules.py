from __future__ import annotations

import pytest

from aromatiza.core.messages import msg
from aromatiza.core.post import Json, Media, MediaKind
from aromatiza.core.problems import Problem, Severity, problem_as_json
from aromatiza.core.rendition import Rendition
from aromatiza.core.rules import Accepts, OneOf, Required, Rule, TextLimit, Unit, findings, length_in

SOURCE, READ_ON = "https://toy.example/limits", "2026-11"
VIDEO = Media(MediaKind.VIDEO, "https://media.example/a.mp4")
PHOTO = Media(MediaKind.PHOTO, "https://media.example/a.jpg", "a bottle")


def rendition(
    *media: Media, title: str = "", text: str = "", options: dict[str, Json] | None = None
) -> Rendition:
    return Rendition(title, text, "", media or (VIDEO,), options or {}, text_key="captions.x")


def places(rule: Rule, found: Rendition) -> list[tuple[str, str]]:
    return [(finding.code, finding.key) for finding in findings([rule], found)]


def test_a_kind_that_the_network_does_not_take_is_found() -> None:
    rule = Accepts((MediaKind.VIDEO,), 0, SOURCE, READ_ON)

    assert places(rule, rendition(PHOTO)) == [("media-kind", "platforms")]
    assert places(rule, rendition(VIDEO)) == []


def test_too_many_photos_are_found() -> None:
    rule = Accepts((MediaKind.PHOTO,), 2, SOURCE, READ_ON)

    assert places(rule, rendition(PHOTO, PHOTO, PHOTO)) == [("too-many-photos", "photos")]
    assert places(rule, rendition(PHOTO, PHOTO)) == []


@pytest.mark.parametrize(
    ("part", "found", "key"),
    [
        ("text", rendition(text="12345"), "captions.x"),
        ("title", rendition(title="12345"), "title"),
        ("link", Rendition("", "", "12345", (VIDEO,)), "link"),
        (
            "alt",
            rendition(Media(MediaKind.PHOTO, "", "1234"), Media(MediaKind.PHOTO, "", "12345")),
            "photos.1.alt",
        ),
    ],
    ids=["text", "title", "link", "alt"],
)
def test_a_text_that_is_too_long_is_found_at_its_place(part: str, found: Rendition, key: str) -> None:
    rule = TextLimit(part, 4, Unit.CODE_POINTS, SOURCE, READ_ON)

    assert places(rule, found) == [("text-too-long", key)]
    assert places(TextLimit(part, 5, Unit.CODE_POINTS, SOURCE, READ_ON), found) == []


def test_a_limit_for_one_kind_says_nothing_of_the_other() -> None:
    rule = TextLimit("text", 4, Unit.CODE_POINTS, SOURCE, READ_ON, (MediaKind.PHOTO,))

    assert places(rule, rendition(VIDEO, text="12345")) == []


def test_a_finding_says_by_how_much_and_who_says_so() -> None:
    (finding,) = findings([TextLimit("text", 4, Unit.BYTES, SOURCE, READ_ON)], rendition(text="12345"))

    assert "5 bytes" in str(finding.message)
    assert "by 1" in str(finding.fix)
    assert finding.source == SOURCE


@pytest.mark.parametrize("text", ["", " \n"], ids=["empty", "blank"])
def test_a_required_text_that_is_missing_is_found(text: str) -> None:
    rule = Required("title", SOURCE, READ_ON)

    assert places(rule, rendition(title=text)) == [("text-missing", "title")]
    assert places(rule, rendition(title="Mist")) == []


def test_an_option_is_one_of_a_few_values() -> None:
    rule = OneOf("mode", ("inbox", "direct"), SOURCE, READ_ON)

    assert places(rule, rendition(options={"mode": "loud"})) == [("option-value", "platforms.*.mode")]
    assert places(rule, rendition(options={"mode": "inbox"})) == []
    assert places(rule, rendition()) == []


def test_a_mandatory_option_that_is_missing_is_found() -> None:
    rule = OneOf("mode", ("inbox",), SOURCE, READ_ON, lambda found: found.kind is MediaKind.VIDEO)

    assert places(rule, rendition(VIDEO)) == [("option-value", "platforms.*.mode")]
    assert places(rule, rendition(PHOTO)) == []


@pytest.mark.parametrize(
    ("unit", "text", "length"),
    [
        (Unit.CODE_POINTS, "é💜", 2),
        (Unit.UTF16, "é💜", 3),
        (Unit.BYTES, "é💜", 6),
        (Unit.X_WEIGHT, "é", 1),
        (Unit.X_WEIGHT, "日本", 4),
        (Unit.X_WEIGHT, "see https://example.com/a-very-long-address-indeed now", 31),
        (Unit.UTF16, "\ud83d", 1),
        (Unit.BYTES, "\ud83d", 3),
    ],
    ids=["points", "utf-16", "bytes", "light", "heavy", "link", "half an emoji", "half an emoji in bytes"],
)
def test_a_text_is_counted_as_its_network_counts(unit: Unit, text: str, length: int) -> None:
    assert length_in(unit, text) == length


def test_a_problem_has_a_stable_shape_in_both_languages() -> None:
    why = msg("rule.required", part="title")
    problem = Problem("text-missing", Severity.ERROR, "a.yaml", 3, 1, "title", why, why, SOURCE)

    shape = problem_as_json(problem, "fr")
    assert list(shape) == [
        "code", "severity", "file", "line", "column", "key", "message", "fix", "source",
    ]  # fmt: skip
    assert shape["severity"] == "error"
    assert shape["message"] == why.text("fr")
