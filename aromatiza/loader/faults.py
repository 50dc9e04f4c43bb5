"""A schema's errors in words: what was found, what is accepted, how to mend it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from jsonschema import ValidationError

from aromatiza.core.messages import Message, msg
from aromatiza.loader.report import Path, dotted
from aromatiza.loader.yamltree import Tree
from aromatiza.text.visible import visible

__all__ = ["Fault", "accepted_or_similar", "as_json", "faults_of", "shown"]

SHOWN_CHARS = 60
"""As much of a wrong value as a message repeats."""

TYPES: Mapping[str, Message] = {
    "string": msg("type.string"),
    "integer": msg("type.integer"),
    "number": msg("type.number"),
    "boolean": msg("type.boolean"),
    "array": msg("type.array"),
    "object": msg("type.object"),
    "null": msg("type.null"),
}

OURS = {str: "string", int: "integer", float: "number", bool: "boolean", list: "array", dict: "object"}


class Fault(NamedTuple):
    """What one error of a schema means; `is_about_key`: the place is the key, not its value."""

    code: str
    path: Path
    message: Message
    fix: Message
    is_about_key: bool = False


class _Error(NamedTuple):
    """An error of the library: `value` is what the schema's keyword demands of `found`.

    `written`: the words behind a number, true or false; None for everything else.
    """

    schema: Mapping[str, Any]
    value: Any
    found: Any
    path: Path
    written: str | None


def faults_of(error: ValidationError, at: Path, tree: Tree) -> Iterator[Fault]:
    """What an error means, in a value that stands at the path `at` of the tree."""
    found, path = error.instance, (*at, *error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        message = msg("content.bad_name", name=shown(found))
        yield Fault("bad-name", (*path, str(found)), message, msg("content.bad_name.fix"), is_about_key=True)
        return
    keyword = str(error.validator)
    schema = error.schema if isinstance(error.schema, dict) else {}  # true and false are schemas too
    written = tree.written.get(path)
    yield from EXPLAIN.get(keyword, _other)(_Error(schema, schema.get(keyword), found, path, written))


def accepted_or_similar(found: str, accepted: Sequence[str]) -> Message:
    """The fix for a name that is none of the accepted ones: the most similar one, or all of them."""
    if not accepted:
        return msg("content.remove")
    names = ", ".join(accepted)
    similar = get_close_matches(found[:SHOWN_CHARS], accepted, n=1)
    if similar:
        return msg("content.did_you_mean", suggestion=similar[0], accepted=names)
    return msg("content.accepted", accepted=names)


def as_json(value: object) -> str:
    """A value as a text that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def shown(value: object) -> str:
    """A value as a message repeats it: on one line, not too long, and without anything that acts."""
    text = value if isinstance(value, str) else as_json(value)
    text = " ".join(text.split())
    return visible(text if len(text) <= SHOWN_CHARS else f"{text[: SHOWN_CHARS - 1]}…")


def _unknown_keys(error: _Error) -> Iterator[Fault]:
    known = list(error.schema.get("properties", {}))
    for name in error.found:
        if name not in known:
            message, fix = msg("content.unknown_key", name=shown(name)), accepted_or_similar(name, known)
            yield Fault("unknown-key", (*error.path, name), message, fix, is_about_key=True)


def _missing_keys(error: _Error) -> Iterator[Fault]:
    properties = error.schema.get("properties", {})
    for name in error.value:
        if name not in error.found:
            missing = (*error.path, name)
            example = _example(properties.get(name, {}))
            fix = msg("content.add", name=name)
            if example:
                fix = msg("content.write", name=name, example=example)
            yield Fault("missing-key", missing, msg("content.missing", name=visible(dotted(missing))), fix)


def _missing_one_of(error: _Error) -> Iterator[Fault]:
    """An `anyOf` of nothing but required keys; other ones are worded like any other error."""
    branches = [branch for branch in error.value if isinstance(branch, dict)]
    names = [name for branch in branches for name in branch.get("required", ())]
    if not names:
        yield from _other(error)
        return
    words = ", ".join(names)
    message, fix = msg("content.missing_one_of", names=words), msg("content.missing_one_of.fix", names=words)
    yield Fault("missing-key", (*error.path, names[0]), message, fix)


def _exclusive_keys(error: _Error) -> Iterator[Fault]:
    """A `not` of required keys."""
    names = error.value.get("required", ())
    if not names:
        yield from _other(error)
        return
    words = ", ".join(names)
    last = (*error.path, names[-1])
    message, fix = msg("content.exclusive", names=words), msg("content.exclusive.fix", names=words)
    yield Fault("exclusive-keys", last, message, fix, is_about_key=True)


def _wrong_type(error: _Error) -> Iterator[Fault]:
    accepted = error.value if isinstance(error.value, list) else [error.value]
    accepted_words = _any_of(accepted)
    found = _type(error.found)
    message = msg("content.wrong_type", where=_where(error.path), found=found, accepted=accepted_words)
    if "string" in accepted and error.written is not None:  # null and ~; the schema takes others as words
        fix = msg("content.quote", written=error.written)
    elif "boolean" in accepted:
        fix = msg("content.true_or_false", name=_name(error.path))
    elif _example(error.schema):
        fix = _write_example(error)
    else:
        fix = msg("content.change", accepted=accepted_words)
    yield Fault("wrong-type", error.path, message, fix)


def _not_allowed(error: _Error) -> Iterator[Fault]:
    values = error.value if isinstance(error.value, list) else [error.value]
    accepted = [shown(value) for value in values]
    message = msg("content.not_allowed", where=_where(error.path), found=_found(error))
    if error.found is None:
        message = msg("content.nothing", where=_where(error.path))
    yield Fault("not-allowed", error.path, message, accepted_or_similar(shown(error.found), accepted))


def _wrong_form(error: _Error) -> Iterator[Fault]:
    message = msg("content.wrong_form", where=_where(error.path), found=_found(error))
    fix = _write_example(error)
    yield Fault("wrong-form", error.path, message, fix)


def _too_few(error: _Error) -> Iterator[Fault]:
    fix = _write_example(error)
    if error.found:
        message = msg("content.too_few", where=_where(error.path), limit=error.value)
        yield Fault("too-few", error.path, message, fix)
    else:
        yield Fault("empty", error.path, msg("content.nothing", where=_where(error.path)), fix)


def _too_many(error: _Error) -> Iterator[Fault]:
    found, limit = len(error.found), error.value
    message = msg("content.too_many", where=_where(error.path), found=found, limit=limit)
    yield Fault("too-many", error.path, message, msg("content.too_many.fix", over=found - limit))


def _too_small(error: _Error) -> Iterator[Fault]:
    found, limit = error.found, error.value
    message = msg("content.too_small", where=_where(error.path), found=found, limit=limit)
    yield Fault("out-of-range", error.path, message, msg("content.range.fix", limit=limit))


def _too_large(error: _Error) -> Iterator[Fault]:
    found, limit = error.found, error.value
    message = msg("content.too_large", where=_where(error.path), found=found, limit=limit)
    yield Fault("out-of-range", error.path, message, msg("content.range.fix", limit=limit))


def _twice(error: _Error) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, item in enumerate(error.found):
        text = as_json(item)
        if text in seen:
            message = msg("content.twice", where=_where(error.path), found=shown(item))
            yield Fault("twice", (*error.path, index), message, msg("content.twice.fix"))
        seen.add(text)


def _other(error: _Error) -> Iterator[Fault]:
    message = msg("content.not_allowed", where=_where(error.path), found=shown(error.found))
    yield Fault("not-allowed", error.path, message, msg("content.see_schema"))


Explain = Callable[[_Error], Iterator[Fault]]

EXPLAIN: Mapping[str, Explain] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
    "anyOf": _missing_one_of,
    "not": _exclusive_keys,
    "type": _wrong_type,
    "enum": _not_allowed,
    "const": _not_allowed,
    "pattern": _wrong_form,
    "format": _wrong_form,
    "minLength": _too_few,
    "minItems": _too_few,
    "minProperties": _too_few,
    "maxLength": _too_many,
    "maxItems": _too_many,
    "maxProperties": _too_many,
    "minimum": _too_small,
    "exclusiveMinimum": _too_small,
    "maximum": _too_large,
    "exclusiveMaximum": _too_large,
    "uniqueItems": _twice,
}


def _write_example(error: _Error) -> Message:
    """The first example as it may be written; of a whole file, its first key."""
    if not (example := _example(error.schema)):
        return msg("content.see_schema")
    if error.path:
        return msg("content.write", name=_name(error.path), example=example)
    name, value = next(iter(error.schema["examples"][0].items()))
    return msg("content.write", name=name, example=_example({"examples": [value]}))


def _where(path: Path) -> Message | str:
    return visible(dotted(path)) or msg("content.file")


def _name(path: Path) -> str:
    """The nearest key: what stands before the colon."""
    return visible(next((part for part in reversed(path) if isinstance(part, str)), ""))


def _found(error: _Error) -> str:
    return shown(error.found if error.written is None else error.written)


def _type(value: object) -> Message:
    return TYPES[OURS.get(type(value), "null")]


def _any_of(types: Sequence[str]) -> Message:
    """Types as an enumeration: a text, a list or a mapping."""
    *others, last = (TYPES[name] for name in types if name != "null" or len(types) == 1)
    for other in reversed(others):
        last = msg("type.or", first=other, second=last)
    return last


def _example(schema: Mapping[str, Any] | bool) -> str:
    """The schema's first example as it may be written in YAML; empty when there is none."""
    examples = schema.get("examples") if isinstance(schema, Mapping) else None
    if not examples:
        return ""
    example = examples[0]
    is_bare = isinstance(example, str) and not example.isdigit() and ": " not in example
    return str(example) if is_bare else json.dumps(example, ensure_ascii=False)
