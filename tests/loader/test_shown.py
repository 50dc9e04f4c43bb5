"""What a message repeats of a file: short, on one line, and without anything that acts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from aromatiza.loader.faults import faults_of, shown
from aromatiza.loader.yamltree import Tree
from aromatiza.text.visible import visible


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a  b\nc", "a b c"),
        ("a\x1b[31mb", "a⟨U+001B⟩[31mb"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ({"a\u200b": 1}, '{"a⟨U+200B⟩": 1}'),
        ("\x00" * 100, f"{'⟨U+0000⟩' * 59}…"),
    ],
    ids=["lines", "colour", "direction", "in a mapping", "too long"],
)
def test_a_value_is_shown_on_one_line_with_numbers_for_what_acts(value: object, text: str) -> None:
    assert shown(value) == text


@given(st.text(alphabet=st.characters()))
def test_what_is_shown_is_inert_and_short(value: str) -> None:
    assert visible(shown(value)) == shown(value)
    assert len(shown(value)) <= 60 * len("⟨U+10FFFF⟩")


@pytest.mark.parametrize("schema", [{"type": "string"}, {"required": ["b"]}, {"maxProperties": 0}])
def test_a_key_that_acts_is_shown_with_its_number_in_every_message(schema: dict[str, object]) -> None:
    value: dict[str, object] = {"a\u202e": {"c": 1}}
    validator = Draft202012Validator({"additionalProperties": schema})
    tree = Tree(None, {}, {}, {})
    (fault,) = (fault for error in validator.iter_errors(value) for fault in faults_of(error, (), tree))
    assert "a⟨U+202E⟩" in fault.message.text("fr")
    assert "\u202e" not in fault.message.text("fr") + fault.fix.text("fr")
