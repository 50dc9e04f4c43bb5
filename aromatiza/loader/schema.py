"""The JSON Schemas that travel with the package, and what they find in a tree.

They stand in `schemas/` of the repository, and in `aromatiza/_schemas/` of an installed wheel. References
between them are resolved among these files only, never over the network. A network that does not travel with
the package joins them with a schema of its own (`joined_by`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import Schema

from aromatiza.core.messages import msg
from aromatiza.core.post import Json
from aromatiza.loader.faults import as_json, faults_of
from aromatiza.loader.report import Path, Report
from aromatiza.loader.yamltree import Tree

__all__ = ["FORMATS", "check", "joined_by", "platform_names", "schemas"]

ENDING = ".schema.json"

FORMATS = FormatChecker(formats=())
"""Only our own checks: the library leaves out those whose packages are not installed, without a word."""


@FORMATS.checks("uri", raises=ValueError)
def _is_uri(value: object) -> bool:
    """Whether a text is an absolute address with a host. Other types are none of its business."""
    if not isinstance(value, str):
        return True
    parts = urlsplit(value)
    _ = parts.port  # raises ValueError when it is no number
    return bool(parts.scheme and parts.hostname) and not re.search(r"\s", value)


def _unique_items(
    validator: Validator, wanted: bool, found: object, schema: object
) -> Iterator[ValidationError]:
    """The library compares each item with all others when their types differ: minutes, for one file."""
    if wanted and isinstance(found, list) and len(set(map(as_json, found))) < len(found):
        yield ValidationError("items are not unique")


Checker: type[Validator] = extend(  # type: ignore[no-untyped-call]  # the stubs leave it untyped
    Draft202012Validator, {"uniqueItems": _unique_items}
)


Schemas = Mapping[str, Mapping[str, Json]]

_JOINED: ContextVar[Schemas | None] = ContextVar("joined", default=None)


def schemas() -> Schemas:
    """All schemas by name: `post`, `brand`, `platforms/tiktok` and so on."""
    joined = _JOINED.get()
    return _shipped() if joined is None else joined


@contextmanager
def joined_by(platform: str, schema: Mapping[str, Json]) -> Iterator[None]:
    """Let a platform that does not travel with the package take part, with the schema of its options."""
    before = _JOINED.set({**schemas(), f"platforms/{platform}": schema})
    try:
        yield
    finally:
        _JOINED.reset(before)


@cache
def _shipped() -> Schemas:
    folder = _folder()
    platforms = folder / "platforms"
    found = {file.name: file for file in folder.iterdir()}
    found |= {f"{platforms.name}/{file.name}": file for file in platforms.iterdir()}
    return {
        name.removesuffix(ENDING): json.loads(file.read_text("utf-8"))
        for name, file in sorted(found.items())
        if name.endswith(ENDING)
    }


def platform_names() -> tuple[str, ...]:
    """The platforms that have a schema for their options, in the order of the alphabet."""
    names = (name.partition("/") for name in schemas())
    return tuple(platform for folder, _, platform in names if folder == "platforms")


def check(value: Json, at: Path, schema: str, tree: Tree, report: Report) -> None:
    """Report everything in `value`, which stands at the path `at` of the tree, that the schema refuses.

    First, where the schema expects a text, a number, true or false is replaced in `value` by the words that
    were written: nobody who writes `title: 2026` means a number.
    """
    if value is None and not at:
        report.add("empty-file", (1, 1), (), msg("content.empty"), msg("content.empty.fix"))
        return
    validator = _validator(schema)
    errors = list(validator.iter_errors(value))
    if _put_words(value, at, errors, tree):
        errors = list(validator.iter_errors(value))
    for error in errors:
        for fault in faults_of(error, at, tree):
            place = tree.keys.get(fault.path) if fault.is_about_key else None
            report.add(fault.code, place or tree.place(fault.path), fault.path, fault.message, fault.fix)


def _put_words(value: Json, at: Path, errors: Iterable[ValidationError], tree: Tree) -> bool:
    """Put what was written in the place of values that should have been texts; says whether any was."""
    is_changed = False
    for error in errors:
        path = tuple(error.absolute_path)
        words = tree.written.get((*at, *path))
        if path and words is not None and _is_text_expected(error):
            _put(value, path, words)
            is_changed = True
    return is_changed


def _is_text_expected(error: ValidationError) -> bool:
    accepted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    return error.validator == "type" and "string" in accepted and isinstance(error.instance, int | float)


def _put(value: Json, path: Path, words: str) -> None:
    """Replace what stands at a path."""
    *outer, last = path
    for part in outer:
        value = value[part]  # type: ignore[index]  # the schema has been there
    value[last] = words  # type: ignore[index]


def _validator(name: str) -> Validator:
    return _shipped_validator(name) if _JOINED.get() is None else _made_validator(name)


def _made_validator(name: str) -> Validator:
    resources: list[Resource[Schema]] = [Resource.from_contents(schema) for schema in schemas().values()]
    registry: Registry[Schema] = Registry().with_resources([(item.id() or "", item) for item in resources])
    return Checker(schemas()[name], registry=registry, format_checker=FORMATS)


_shipped_validator = cache(_made_validator)


def _folder() -> Traversable:
    installed = files("aromatiza") / "_schemas"
    return installed if installed.is_dir() else FilePath(__file__).parents[2] / "schemas"
