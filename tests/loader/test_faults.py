"""Every keyword that a schema may use has words of its own, with what was found and what is accepted."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from aromatiza.loader.faults import faults_of
from aromatiza.loader.yamltree import read_yaml


@pytest.mark.parametrize(
    ("schema", "value", "code", "message", "fix"),
    [
        (
            {"maxLength": 2},
            "abc",
            "too-many",
            "a is too long or has too many entries: 3; accepted: at most 2",
            "remove 1",
        ),
        (
            {"maxItems": 1},
            [1, 2],
            "too-many",
            "a is too long or has too many entries: 2; accepted: at most 1",
            "remove 1",
        ),
        (
            {"minItems": 2, "examples": [[8, 15]]},
            [1],
            "too-few",
            "a has too few entries; needed: at least 2",
            "write for example: a: [8, 15]",
        ),
        ({"maximum": 3}, 4, "out-of-range", "a is 4; at most 3 is accepted", "write 3, for example"),
        ({"minimum": 3}, 2, "out-of-range", "a is 2; at least 3 is accepted", "write 3, for example"),
        ({"const": "b"}, "c", "not-allowed", "a is c, which is not accepted", "accepted: b"),
        (
            {"pattern": "^b"},
            "c" * 80,
            "wrong-form",
            f"a does not have the right form: {'c' * 59}…",
            "see its description in the folder schemas",
        ),
        (
            {"type": "array"},
            None,
            "wrong-type",
            "a is nothing; accepted: a list",
            "write a list",
        ),
        (
            {"type": "array", "examples": [["b"]]},
            "b",
            "wrong-type",
            "a is a text; accepted: a list",
            'write for example: a: ["b"]',
        ),
        (
            {"required": ["b"]},
            {},
            "missing-key",
            "a.b is missing",
            "add the key b",
        ),
        (
            {"anyOf": [{"type": "array"}, {"maxLength": 1}]},
            "bc",
            "not-allowed",
            "a is bc, which is not accepted",
            "see its description in the folder schemas",
        ),
        (
            {"not": {"type": "string"}},
            "b",
            "not-allowed",
            "a is b, which is not accepted",
            "see its description in the folder schemas",
        ),
        ({"enum": ["b"]}, None, "not-allowed", "a is empty", "accepted: b"),
        (
            {"additionalProperties": False},
            {"b": 1},
            "unknown-key",
            "the key b is unknown here",
            "remove it",
        ),
        (
            {"multipleOf": 2},
            3,
            "not-allowed",
            "a is 3, which is not accepted",
            "see its description in the folder schemas",
        ),
    ],
)
def test_an_error_of_a_schema_is_put_in_words(
    schema: dict[str, Any], value: object, code: str, message: str, fix: str
) -> None:
    tree, _ = read_yaml(json.dumps({"a": value}).encode(), "a.yaml")
    assert tree is not None
    validator = Draft202012Validator({"properties": {"a": schema}})
    (fault,) = (fault for error in validator.iter_errors(tree.value) for fault in faults_of(error, (), tree))
    assert (fault.code, fault.message.text("en"), fault.fix.text("en")) == (code, message, fix)
