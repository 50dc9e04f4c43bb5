"""Whom a post names on Instagram: what is sent of them, and what is found before the merge."""

from __future__ import annotations

import json

import jsonschema
import pytest

from aromatiza.core.post import Json, MediaKind
from aromatiza.platforms.instagram.containers import carousel_fields, child_fields, photo_fields, reel_fields
from tests.platforms.test_instagram import TEXT, delivery_of
from tests.platforms.test_instagram_rules import PHOTO, SCHEMA, VIDEO, codes, found_in, photos, subject


def test_a_photo_carries_what_belongs_to_a_post() -> None:
    options: dict[str, Json] = {
        "collaborators": ["atelier.lavande", "brume"],
        "location": "110843418940484",
        "paid_partnership": True,
        "sponsors": ["178414", "178415"],
        "ai_generated": True,
    }
    expected = {
        "caption": TEXT,
        "collaborators": '["atelier.lavande", "brume"]',
        "location_id": "110843418940484",
        "is_paid_partnership": "true",
        "branded_content_sponsor_ids": '["178414", "178415"]',
        "is_ai_generated": "true",
    }
    assert expected.items() <= reel_fields(delivery_of(MediaKind.VIDEO, options=options)).items()
    assert expected.items() <= photo_fields(delivery_of(MediaKind.PHOTO, options=options)).items()
    several = delivery_of(MediaKind.PHOTO, 2, options=options)
    assert expected.items() <= carousel_fields(several, ["c1", "c2"]).items()
    assert not expected.keys() & child_fields(several, 1).keys()


def test_options_that_are_off_or_empty_are_not_sent() -> None:
    off: dict[str, Json] = {"collaborators": [], "sponsors": [], "paid_partnership": False, "user_tags": []}
    assert photo_fields(delivery_of(MediaKind.PHOTO, options=off)) == photo_fields(
        delivery_of(MediaKind.PHOTO)
    )


def test_tagged_people_are_sent_with_the_photo_that_they_are_in() -> None:
    tags: list[Json] = [
        {"username": "first", "x": 0.5, "y": 0.25},
        {"username": "second", "x": 0, "y": 1, "photo": 2},
    ]
    several = delivery_of(MediaKind.PHOTO, 3, options={"user_tags": tags})
    assert json.loads(child_fields(several, 1)["user_tags"]) == [{"username": "first", "x": 0.5, "y": 0.25}]
    assert json.loads(child_fields(several, 2)["user_tags"]) == [{"username": "second", "x": 0, "y": 1}]
    assert "user_tags" not in child_fields(several, 3)
    assert "user_tags" not in carousel_fields(several, ["c1", "c2", "c3"])


def test_people_are_tagged_in_a_reel_by_name_alone() -> None:
    fields = reel_fields(delivery_of(MediaKind.VIDEO, options={"user_tags": [{"username": "first"}]}))
    assert json.loads(fields["user_tags"]) == [{"username": "first"}]


def names(count: int) -> list[Json]:
    return [f"brume{n}" for n in range(count)]


@pytest.mark.parametrize(
    ("option", "limit"), [("collaborators", 3), ("sponsors", 2)], ids=["collaborators", "sponsors"]
)
def test_a_list_of_accounts_just_beyond_its_limit_is_an_error(option: str, limit: int) -> None:
    paid: dict[str, Json] = {"paid_partnership": True}
    (found,) = found_in(subject(options=paid | {option: names(limit + 1)}))

    assert (found.code, found.key) == ("option-value", f"platforms.*.{option}")
    assert codes(subject(options=paid | {option: names(limit)})) == []


def tagged(*tags: Json) -> dict[str, Json]:
    return {"user_tags": list(tags)}


def test_more_than_twenty_tagged_people_are_an_error() -> None:
    many_tags: list[Json] = [{"username": f"brume{n}"} for n in range(21)]

    assert codes(subject(options={"user_tags": many_tags[:20]})) == []
    assert codes(subject(options={"user_tags": many_tags})) == ["option-value"]


def test_sponsors_without_a_declared_partnership_are_an_error() -> None:
    (found,) = found_in(subject(options={"sponsors": names(1)}))

    assert (found.code, found.key) == ("option-missing", "platforms.*.sponsors")
    assert "paid_partnership: true" in str(found.fix)
    assert codes(subject(options={"paid_partnership": True})) == []


@pytest.mark.parametrize("name", ["x", "y", "photo"])
def test_a_place_in_a_video_is_an_error_because_it_goes_nowhere(name: str) -> None:
    (found,) = found_in(subject(VIDEO, options=tagged({"username": "brume"}, {"username": "b", name: 1})))

    assert (found.code, found.key) == ("option-not-taken", f"platforms.*.user_tags.1.{name}")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ({"x": 0, "y": 1}, []),
        ({"x": 0.5, "y": 0.5, "photo": 1}, []),
        ({}, [("option-missing", "platforms.*.user_tags.0")]),
        ({"x": 0.5}, [("option-missing", "platforms.*.user_tags.0")]),
        ({"x": 1.01, "y": 0}, [("option-value", "platforms.*.user_tags.0.x")]),
        ({"x": 0, "y": -0.01}, [("option-value", "platforms.*.user_tags.0.y")]),
        ({"x": 0, "y": 0, "photo": 2}, [("option-value", "platforms.*.user_tags.0.photo")]),
    ],
    ids=["corner", "middle", "no place", "half a place", "right of it", "above it", "another photo"],
)
def test_a_tag_in_a_photo_needs_a_place_within_it(
    tag: dict[str, Json], expected: list[tuple[str, str]]
) -> None:
    found = found_in(subject(PHOTO, options=tagged({**tag, "username": "brume"})))

    assert [(finding.code, finding.key) for finding in found] == expected


def test_a_tag_in_a_carousel_says_in_which_photo() -> None:
    place: dict[str, Json] = {"username": "brume", "x": 0.5, "y": 0.5}
    (found,) = found_in(subject(*photos(2), options=tagged(place)))

    assert (found.code, found.key) == ("option-missing", "platforms.*.user_tags.0")
    assert codes(subject(*photos(2), options=tagged(place | {"photo": 2}))) == []
    assert codes(subject(*photos(2), options=tagged(place | {"photo": 3}))) == ["option-value"]


def test_a_place_outside_is_shown_with_the_decimal_sign_of_the_language() -> None:
    (found,) = found_in(subject(PHOTO, options=tagged({"username": "brume", "x": 1.5, "y": 0})))

    assert "1.5" in found.message.text("en")
    assert "1,5" in found.message.text("fr")


@pytest.mark.parametrize(
    "options",
    [
        {"collaborators": ["@brume"]},
        {"collaborators": ["brume", "brume"]},
        {"user_tags": [{"x": 0.5, "y": 0.5}]},
        {"user_tags": [{"username": "brume", "photo": 0}]},
        {"location": 110843418940484},
        {"sponsors": ["brume"]},
    ],
    ids=["at sign", "twice", "nobody", "photo zero", "number", "name"],
)
def test_what_can_be_no_account_no_photo_and_no_id_does_not_fit_the_schema(options: dict[str, Json]) -> None:
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(options)
