"""Schemas of OpenAPI 3.0 and of discovery documents, made into JSON Schema (draft 2020-12).

They are made stricter on one point: a value has no property that its schema does not name. Neither kind of
document says so itself, and without it a misspelt field would pass. A whole value (a body, a property, an
item) is closed, the branches of an `allOf` or `oneOf` are not: what one leaves out another may name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

__all__ = ["Schemas", "Side", "coerced", "formats"]

Json = Any

KEPT = (
    *("type", "enum", "pattern", "format", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems"),
    *("minProperties", "maxProperties", "multipleOf", "required"),
)
BRANCHES = ("allOf", "oneOf", "anyOf")
INTEGERS = {
    "int32": range(-(2**31), 2**31),
    "uint32": range(2**32),
    "int64": range(-(2**63), 2**63),
    "uint64": range(2**64),
}


class Side(StrEnum):
    """Who says it: `readOnly` properties belong into answers alone, `writeOnly` ones into requests."""

    REQUEST = "request"
    ANSWER = "answer"

    @property
    def foreign(self) -> str:
        """The mark of properties that are the other side's."""
        return "readOnly" if self is Side.REQUEST else "writeOnly"


class Schemas:
    """The schemas of one document, for one side.

    `named` are those that others refer to; `name_of` gives the name in a `$ref` as the document writes it.
    """

    def __init__(
        self,
        named: Mapping[str, Json],
        name_of: Callable[[str], str],
        side: Side,
        checker: FormatChecker,
    ) -> None:
        self._side = side
        self._name_of = name_of
        self._checker = checker
        contents = {name: self.converted(schema, is_whole=False) for name, schema in named.items()}
        resources = [(f"spec:{name}", DRAFT202012.create_resource(value)) for name, value in contents.items()]
        self._registry: Registry[Json] = Registry().with_resources(resources)

    def findings(self, schema: Json, value: Json) -> list[str]:
        """What is wrong with a value, each as `PLACE: WHAT`."""
        validator = Draft202012Validator(
            self.converted(schema, is_whole=True), registry=self._registry, format_checker=self._checker
        )
        return _said([*validator.iter_errors(value)])

    def converted(self, schema: Json, *, is_whole: bool) -> Json:
        """One schema as JSON Schema."""
        if "$ref" in schema:
            refers: Json = {"$ref": f"spec:{self._name_of(schema['$ref'])}"}
            return {**refers, "unevaluatedProperties": False} if is_whole else refers
        value = {name: schema[name] for name in KEPT if name in schema}
        value |= _bounds(schema)
        value |= self._properties(schema)
        value |= self._branches(schema)
        if "items" in schema:
            value["items"] = self.converted(schema["items"], is_whole=True)
        if is_whole and ("properties" in schema or any(name in schema for name in BRANCHES)):
            value["unevaluatedProperties"] = False
        return _or_null(value) if schema.get("nullable") else value

    def _properties(self, schema: Json) -> dict[str, Json]:
        """The properties; an object of which nothing is said may hold anything."""
        value: dict[str, Json] = {}
        properties = schema.get("properties", {})
        if properties:
            value["properties"] = {name: self._property(one) for name, one in properties.items()}
        if "required" in schema:
            value["required"] = [name for name in schema["required"] if not self._is_foreign(schema, name)]
        more = schema.get("additionalProperties")
        if isinstance(more, dict):
            value["additionalProperties"] = self.converted(more, is_whole=True)
        elif more is not None:
            value["additionalProperties"] = more
        elif schema.get("type") == "object" and not properties and not set(BRANCHES) & set(schema):
            value["additionalProperties"] = True
        return value

    def _property(self, schema: Json) -> Json:
        return False if schema.get(self._side.foreign) else self.converted(schema, is_whole=True)

    def _is_foreign(self, schema: Json, name: str) -> bool:
        return bool(schema.get("properties", {}).get(name, {}).get(self._side.foreign))

    def _branches(self, schema: Json) -> dict[str, Json]:
        """The branches; where a property tells which one is meant, only that one is looked at.

        So a finding is about the branch that was meant, and not that "none of nine fits".
        """
        kept = {name: schema[name] for name in BRANCHES if name in schema}
        told = schema.get("discriminator", {})
        if not told.get("mapping") or "oneOf" not in kept:
            return {name: [self.converted(one, is_whole=False) for one in kept[name]] for name in kept}
        name, mapping = told["propertyName"], told["mapping"]
        cases = [
            {
                "if": {"properties": {name: {"const": value}}, "required": [name]},
                "then": self.converted({"$ref": target}, is_whole=False),
            }
            for value, target in mapping.items()
        ]
        return {"allOf": [{"properties": {name: {"enum": [*mapping]}}, "required": [name]}, *cases]}


def coerced(text: str, schema: Json) -> Json:
    """A text as the value that a schema of type `integer`, `number` or `boolean` means by it.

    Queries, paths and multipart forms carry nothing but texts. One that is no such value stays a text, and
    is then found to be of the wrong type.
    """
    match schema.get("type"):
        case "integer" if re.fullmatch(r"-?[0-9]+", text):
            return int(text)
        case "number" if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
            return float(text)
        case "boolean" if text in ("true", "false"):
            return text == "true"
        case _:
            return text


def formats(*, may_lack_zone: bool = False) -> FormatChecker:
    """The formats that are checked; `may_lack_zone` is whether a `date-time` counts without an offset."""
    checker = FormatChecker(formats=())
    checker.checks("date-time")(lambda value: _is_instant(value, may_lack_zone=may_lack_zone))
    checker.checks("uri")(lambda value: not isinstance(value, str) or bool(urlsplit(value).scheme))
    for name, numbers in INTEGERS.items():
        checker.checks(name)(lambda value, numbers=numbers: _is_within(value, numbers))
    return checker


def _is_instant(value: object, *, may_lack_zone: bool) -> bool:
    if not isinstance(value, str):
        return True
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return False
    return "T" in value and (may_lack_zone or instant.tzinfo is not None)


def _is_within(value: object, numbers: range) -> bool:
    """Whole numbers of 64 bits are texts in discovery documents: JSON's own are not exact so far."""
    if isinstance(value, str):
        return bool(re.fullmatch(r"-?[0-9]+", value)) and int(value) in numbers
    return not isinstance(value, int) or value in numbers


def _bounds(schema: Json) -> dict[str, Json]:
    """`minimum` and `maximum`: texts in discovery documents; in OpenAPI 3.0 a flag says that they are out."""
    bounds: dict[str, Json] = {}
    for name, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if name in schema:
            bounds[exclusive if schema.get(exclusive) is True else name] = float(schema[name])
    return bounds


def _or_null(value: Json) -> Json:
    if "type" not in value:
        return {"anyOf": [{"type": "null"}, value]}
    listed = {"enum": [*value["enum"], None]} if "enum" in value else {}
    return {**value, **listed, "type": [value["type"], "null"]}


def _said(errors: Sequence[ValidationError]) -> list[str]:
    """Each finding, by the cause that is nearest to it.

    A branch that is not fulfilled names nothing: its properties then seem to be unknown, and are not.
    """
    places = [tuple(error.absolute_path) for error in errors if error.validator != "unevaluatedProperties"]
    return [
        _in_words(best_match([error]) or error)
        for error in errors
        if error.validator != "unevaluatedProperties" or not _is_above_any(tuple(error.absolute_path), places)
    ]


def _is_above_any(place: tuple[str | int, ...], others: Sequence[tuple[str | int, ...]]) -> bool:
    return any(other[: len(place)] == place for other in others)


def _in_words(error: ValidationError) -> str:
    return f"{'.'.join(map(str, error.absolute_path)) or 'body'}: {error.message}"
