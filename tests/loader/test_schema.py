"""The schemas are valid, complete for an editor, and resolve without a network."""

from collections.abc import Iterator
from typing import cast

import pytest
from jsonschema import Draft202012Validator

from aromatiza.core.post import Json
from aromatiza.loader.schema import FORMATS, platform_names, schemas

Found = tuple[str, dict[str, Json]]


def parts(schema: Json, place: str = "") -> Iterator[Found]:
    """Every schema inside a schema, with its place."""
    if isinstance(schema, list):
        for index, item in enumerate(schema):
            yield from parts(item, f"{place}/{index}")
    if isinstance(schema, dict):
        yield place, schema
        for key, value in schema.items():
            if key not in {"examples", "default", "enum"}:
                yield from parts(value, f"{place}/{key}")


def properties(schema: Json) -> Iterator[Found]:
    """Every property, with its place."""
    for place, part in parts(schema):
        for name, value in cast("dict[str, Json]", part.get("properties", {})).items():
            yield f"{place}/{name}", cast("dict[str, Json]", value)


NAMES = ["post", "brand", *(f"platforms/{name}" for name in platform_names())]


def test_there_is_a_schema_for_each_of_the_six_platforms() -> None:
    assert {"tiktok", "facebook", "instagram", "pinterest", "youtube", "x"} <= set(platform_names())


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_and_has_its_public_address(name: str) -> None:
    schema = cast("dict[str, Json]", schemas()[name])
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"https://aromatiza.fr/schemas/{name}.schema.json"
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("name", NAMES)
def test_an_editor_can_explain_every_key(name: str) -> None:
    schema = cast("dict[str, Json]", schemas()[name])
    lacking = [
        f"{place}: {key}"
        for place, part in properties(schema)
        for key in ("title", "description", "examples")
        if key not in part
    ]
    assert lacking == []


@pytest.mark.parametrize("name", NAMES)
def test_every_format_in_a_schema_is_really_checked(name: str) -> None:
    """The library ignores a format that it does not know, without a word."""
    used = {
        str(part["format"])
        for _, part in parts(cast("Json", schemas()[name]))
        if isinstance(part.get("format"), str)
    }
    assert used <= set(FORMATS.checkers)


@pytest.mark.parametrize("name", [name for name in NAMES if "/" in name])
def test_the_options_of_a_platform_demand_nothing(name: str) -> None:
    """Settings of an account and options of a post are checked apart; a rule says what both together need."""
    assert "required" not in schemas()[name]


@pytest.mark.parametrize("text", ["no address", "https://", "//host/a", "https://host:port/a", "https://[/a"])
def test_what_is_no_address_fails_the_format(text: str) -> None:
    assert not FORMATS.conforms(text, "uri")
