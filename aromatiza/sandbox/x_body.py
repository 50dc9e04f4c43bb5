"""What a body sent to X must look like: a JSON object whose keys, types, patterns and lengths are all known.

The schemas of https://github.com/xdevplatform/docs/blob/287132819074964da9c1c410ba02df5a06c932d3/openapi.json
(version 2.167, read 2026-11), where a request's objects have no keys but those that are named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aromatiza.sandbox.http import Request
from aromatiza.sandbox.x_problem import Problem, invalid

__all__ = ["ID", "MOST_JSON_BYTES", "Flag", "Items", "Kind", "Number", "Object", "Text", "json_body"]

ID = r"[0-9]{1,19}"
MOST_JSON_BYTES = 8 << 20
"""A bound of the sandbox: JSON is read whole, so it must fit. A segment in base64 does."""
UNKNOWN = "is not defined in the schema and the schema does not allow additional properties"


@dataclass(frozen=True, slots=True)
class Text:
    """A string; `pattern` matches all of it, `choices` are all that it may be (any, when empty)."""

    pattern: str = ""
    choices: tuple[str, ...] = ()
    longest: int = 0
    shortest: int = 0

    def check(self, place: str, value: object) -> None:
        """Raises: Problem."""
        if not isinstance(value, str):
            raise _wrong_type(place, "string")
        if self.pattern and not re.fullmatch(self.pattern, value):
            raise invalid(f"{place}: does not match the regex pattern ^{self.pattern}$")
        if self.choices and value not in self.choices:
            raise invalid(f"{place}: must be one of {', '.join(self.choices)}")
        if len(value) < self.shortest or (self.longest and len(value) > self.longest):
            raise invalid(f"{place}: must have {self.shortest} to {self.longest} characters")


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number within its bounds."""

    least: int
    most: int

    def check(self, place: str, value: object) -> None:
        """Raises: Problem."""
        if type(value) is not int:
            raise _wrong_type(place, "integer")
        if not self.least <= value <= self.most:
            raise invalid(f"{place}: must be between {self.least} and {self.most}")


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""

    def check(self, place: str, value: object) -> None:
        """Raises: Problem."""
        if not isinstance(value, bool):
            raise _wrong_type(place, "boolean")


@dataclass(frozen=True, slots=True)
class Items:
    """A list of so many things of one kind."""

    kind: Kind
    least: int = 0
    most: int = 1 << 30

    def check(self, place: str, value: object) -> None:
        """Raises: Problem."""
        if not isinstance(value, list):
            raise _wrong_type(place, "array")
        if not self.least <= len(value) <= self.most:
            raise invalid(f"{place}: must have {self.least} to {self.most} items")
        for number, item in enumerate(value):
            self.kind.check(f"{place}[{number}]", item)


@dataclass(frozen=True, slots=True)
class Object:
    """An object that has no keys but these; `needed` are those that must be there."""

    keys: Mapping[str, Kind]
    needed: tuple[str, ...] = ()
    is_open: bool = False

    def check(self, place: str, value: object) -> None:
        """Raises: Problem."""
        if not isinstance(value, dict):
            raise _wrong_type(place, "object")
        for name, item in value.items():
            if name in self.keys:
                self.keys[name].check(f"{place}.{name}", item)
            elif not self.is_open:
                raise invalid(f"{place}.{name}: {UNKNOWN}")
        for name in self.needed:
            if name not in value:
                raise invalid(f"{place}.{name}: is missing but it is required")


Kind = Text | Number | Flag | Items | Object


def json_body(request: Request, shape: Object) -> dict[str, Any]:
    """The JSON object in the body, as `shape` has it.

    No body at all is refused too: https://github.com/trypostit/trypost/pull/202; so is another type:
    https://github.com/plhery/node-twitter-api-v2/issues/591 (read 2026-11). Raises: Problem.
    """
    content_type = request.header("content-type").partition(";")[0].strip().lower()
    if request.body.size and content_type != "application/json":
        raise invalid("Requests with bodies must have content-type of application/json.")
    if request.body.size > MOST_JSON_BYTES:
        raise Problem(413, "Payload Too Large", "Payload Too Large", "about:blank")
    body = request.json()
    if body is None:
        raise invalid("Request body must be a JSON object.")
    shape.check("$", body)
    return body


def _wrong_type(place: str, wanted: str) -> Problem:
    return invalid(f"{place}: must be of type {wanted}")
