"""The schemas are valid, complete for an editor, and resolve without a network."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from aromatiza.loader.schema import FORMATS, platform_names, schemas
from tests.loader.editor import applied_at, completions, key_paths, validator_for

Found = tuple[str, Mapping[str, Any]]

ONE = ("items", "additionalProperties", "unevaluatedProperties", "if", "then", "else", "not", "contains")
MANY = ("allOf", "anyOf", "oneOf", "prefixItems")
NAMED = ("properties", "patternProperties", "$defs", "definitions")

DESCRIBED = ("title", "description", "markdownDescription", "examples")


def parts(schema: Any, place: str = "") -> Iterator[Found]:
    """Every schema inside a schema, with its place."""
    if not isinstance(schema, Mapping):
        return
    yield place, schema
    for key in ONE:
        yield from parts(schema.get(key), f"{place}/{key}")
    for key in MANY:
        for index, inner in enumerate(schema.get(key, ())):
            yield from parts(inner, f"{place}/{key}/{index}")
    for key in NAMED:
        for name, inner in schema.get(key, {}).items():
            yield from parts(inner, f"{place}/{key}/{name}")


def is_for_people(place: str) -> bool:
    """Whether a schema describes a value; the others are conditions."""
    *_, before, last = ("", "", *place.split("/"))
    return before in NAMED or last in {"items", "additionalProperties", ""}


def example_of(name: str) -> dict[str, Any]:
    """A file that has every key: each with its first example, every platform with all its options."""
    properties: Mapping[str, Any] = schemas()[name]["properties"]  # type: ignore[assignment]
    return {key: schema["examples"][0] for key, schema in properties.items()}


def full_post() -> dict[str, Any]:
    named = {"default": "A", "x": "B"}
    options = {platform: example_of(f"platforms/{platform}") for platform in platform_names()}
    return {**example_of("post"), "captions": named, "platforms": options}


def full_brand() -> dict[str, Any]:
    brand: dict[str, Any] = example_of("brand")
    for key in ("media", "defaults", "guards", "lints"):
        inner: Mapping[str, Any] = schemas()["brand"]["properties"][key]["properties"]  # type: ignore[index,call-overload,assignment]
        brand[key] = {name: schema["examples"][0] for name, schema in inner.items()}
    brand["accounts"] = {"tiktok": {"platform": "tiktok", "id": "1", "mode": "inbox"}}
    return brand


NAMES = ["post", "brand", *(f"platforms/{name}" for name in platform_names())]
FILES = {"post": full_post(), "brand": full_brand()}
PLACES = [(name, path) for name, value in FILES.items() for path in key_paths(value)]


def test_there_is_a_schema_for_each_of_the_six_platforms() -> None:
    assert {"tiktok", "facebook", "instagram", "pinterest", "youtube", "x"} <= set(platform_names())


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_and_has_its_public_address(name: str) -> None:
    schema = schemas()[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"https://aromatiza.fr/schemas/{name}.schema.json"


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_an_editor_can_point_at_is_described(name: str) -> None:
    lacking = [
        f"{place or '/'}: {key}"
        for place, part in parts(schemas()[name])
        for key in DESCRIBED
        if is_for_people(place) and not part.get(key)
    ]
    assert lacking == []


@pytest.mark.parametrize("name", NAMES)
def test_every_object_says_which_keys_it_may_have(name: str) -> None:
    open_ones = [
        place or "/"
        for place, part in parts(schemas()[name])
        if is_for_people(place)
        and "object" in part.get("type", ())
        and "$ref" not in part.get("then", {})
        and not {"additionalProperties", "unevaluatedProperties"} & part.keys()
    ]
    assert open_ones == []


@pytest.mark.parametrize("name", NAMES)
def test_every_example_and_every_default_is_one_that_its_own_schema_takes(name: str) -> None:
    base = str(schemas()[name]["$id"])
    wrong = [
        f"{place}: {value}"
        for place, part in parts(schemas()[name])
        for value in (*part.get("examples", ()), *(part[key] for key in ("default",) if key in part))
        if not validator_for(part, base).is_valid(value)
    ]
    assert wrong == []


@pytest.mark.parametrize(("name", "path"), PLACES, ids=lambda part: ".".join(map(str, part)) if part else "")
def test_an_editor_that_points_at_a_key_is_told_what_it_is(name: str, path: tuple[str | int, ...]) -> None:
    told = [schema for schema, _ in applied_at(name, FILES[name], path)]
    assert [schema for schema in told if all(schema.get(key) for key in DESCRIBED[:3])]


@pytest.mark.parametrize(("name", "path"), PLACES, ids=lambda part: ".".join(map(str, part)) if part else "")
def test_an_editor_offers_every_key_that_is_not_an_account_s_name(
    name: str, path: tuple[str | int, ...]
) -> None:
    around = applied_at(name, FILES[name], path[:-1])
    takes_names = any(isinstance(schema.get("additionalProperties"), Mapping) for schema, _ in around)
    assert takes_names or isinstance(path[-1], int) or path[-1] in completions(around)


@pytest.mark.parametrize(
    ("name", "path", "offered"),
    [
        ("post", (), {"id", "title", "video", "photos", "captions", "draft", "platforms"}),
        ("post", ("photos", 0), {"url", "alt"}),
        ("post", ("captions",), {"default"}),
        ("post", ("platforms",), {"tiktok", "facebook", "instagram", "pinterest", "youtube", "x"}),
        ("post", ("platforms", "tiktok"), {"mode", "privacy_level", "cover_at"}),
        ("post", ("platforms", "pinterest"), {"board", "section"}),
        ("brand", ("accounts", "tiktok"), {"platform", "id"}),
        ("brand", ("media", "video"), {"formats", "seconds", "aspect"}),
    ],
    ids=lambda part: ".".join(sorted(part) if isinstance(part, set) else map(str, part)),
)
def test_these_keys_are_offered_where_people_begin_to_type(
    name: str, path: tuple[str | int, ...], offered: set[str]
) -> None:
    assert offered <= completions(applied_at(name, FILES[name], path))


@pytest.mark.parametrize("name", NAMES)
def test_every_format_in_a_schema_is_really_checked(name: str) -> None:
    """The library ignores a format that it does not know, without a word."""
    used = {part["format"] for _, part in parts(schemas()[name]) if "format" in part}
    assert used <= set(FORMATS.checkers)


@pytest.mark.parametrize("name", [name for name in NAMES if "/" in name])
def test_the_options_of_a_platform_demand_nothing(name: str) -> None:
    """Settings of an account and options of a post are checked apart; a rule says what both together need."""
    assert "required" not in schemas()[name]


@pytest.mark.parametrize("name", [name for name in NAMES if "/" in name])
def test_a_platform_s_schema_holds_no_length_that_its_network_decides(name: str) -> None:
    """Such a number stands once, in the platform's rules, with its source."""
    held = [place for place, part in parts(schemas()[name]) if {"maxLength", "maxItems"} & part.keys()]
    assert held == []


@pytest.mark.parametrize("text", ["no address", "https://", "//host/a", "https://host:port/a", "https://[/a"])
def test_what_is_no_address_fails_the_format(text: str) -> None:
    assert not FORMATS.conforms(text, "uri")
