"""What an editor knows of a place in a file: the schemas that apply, as the YAML language server finds them.

It follows references, takes the branch of an `if` that fits the value, and steps down key by key.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from aromatiza.loader.schema import schemas

__all__ = ["Applied", "applied_at", "completions", "key_paths", "validator_for"]

Applied = tuple[Mapping[str, Any], str]
"""A schema, and the address that its references are relative to."""

Path = tuple[str | int, ...]

BY_ADDRESS: Mapping[str, Mapping[str, Any]] = {str(schema["$id"]): schema for schema in schemas().values()}


def validator_for(schema: Mapping[str, Any], base: str) -> Draft202012Validator:
    """A validator of a part of a schema, whose references lead where those of the whole do."""
    resources = [(address, Resource.from_contents(whole)) for address, whole in BY_ADDRESS.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft202012Validator({**schema, "$id": base}, registry=registry)


def applied_at(name: str, value: Any, path: Path) -> list[Applied]:
    """The schemas that apply at a path of a value."""
    whole = schemas()[name]
    applied = list(_unfolded((whole, str(whole["$id"])), value))
    for part in path:
        stepped = [inner for schema, base in applied for inner in _step(schema, base, part)]
        value = value[part]
        applied = [found for one in stepped for found in _unfolded(one, value)]
    return applied


def completions(applied: list[Applied]) -> set[str]:
    """The keys that an editor offers."""
    return {key for schema, _ in applied for key in schema.get("properties", {})}


def key_paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every key and of every item."""
    match value:
        case dict():
            inner: list[tuple[str | int, Any]] = list(value.items())
        case list():
            inner = list(enumerate(value))
        case _:
            inner = []
    for part, found in inner:
        yield (*path, part)
        yield from key_paths(found, (*path, part))


def _unfolded(applied: Applied, value: Any) -> Iterator[Applied]:
    schema, base = applied
    yield applied
    if "$ref" in schema:
        address = urljoin(base, schema["$ref"])
        yield from _unfolded((BY_ADDRESS[address], address), value)
    for inner in (*schema.get("allOf", ()), *schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _unfolded((inner, base), value)
    if "if" in schema:
        branch = "then" if validator_for(schema["if"], base).is_valid(value) else "else"
        yield from _unfolded((schema.get(branch, {}), base), value)


def _step(schema: Mapping[str, Any], base: str, part: str | int) -> Iterator[Applied]:
    named = schema.get("properties", {})
    inner = (
        schema.get("items") if isinstance(part, int) else named.get(part, schema.get("additionalProperties"))
    )
    if isinstance(inner, Mapping):
        yield inner, base
