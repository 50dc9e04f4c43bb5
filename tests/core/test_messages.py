"""Every sentence exists in both languages, names the same values, and is found by every literal key."""

import ast
import fnmatch
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from aromatiza.core.messages import msg
from aromatiza.core.words import MODULES, WORDS

PACKAGE = Path(__file__).parents[2] / "aromatiza"

KEYS = sorted(WORDS)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of `msg` in the package, with its place."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "msg":
                yield f"{path.relative_to(PACKAGE.parent)}:{node.lineno}", node


def key_of(call: ast.Call) -> str:
    """The key of a message; of an f-string, what stands before its first value, then a star."""
    match call.args:
        case [ast.Constant(value=str(key))]:
            return key
        case [ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_])]:
            return f"{prefix}*"
        case _:
            return ""


def test_no_two_modules_word_the_same_key() -> None:
    assert sum(len(module.WORDS) for module in MODULES) == len(WORDS)


@pytest.mark.parametrize("key", KEYS)
def test_a_sentence_names_the_same_values_in_both_languages(key: str) -> None:
    english, french = WORDS[key]
    assert placeholders(french) == placeholders(english)


def test_every_message_has_a_sentence() -> None:
    unknown = [
        f"{place}: {key_of(call)}" for place, call in calls() if not fnmatch.filter(KEYS, key_of(call))
    ]
    assert unknown == []


def test_every_message_is_given_the_values_that_its_sentence_names() -> None:
    """A call with `**values` is left to the tests of its caller."""
    wrong = [
        f"{place}: {key_of(call)}"
        for place, call in calls()
        if key_of(call) in WORDS
        and None not in (names := {keyword.arg for keyword in call.keywords})
        and not placeholders(WORDS[key_of(call)][0]) <= names
    ]
    assert wrong == []


def test_a_message_in_a_message_is_worded_in_the_same_language() -> None:
    message = msg("type.or", first=msg("type.string"), second=msg("type.array"))
    assert message.text("en") == "a text or a list"
    assert message.text("fr") == "un texte ou une liste"


def test_values_may_hold_braces() -> None:
    assert msg("content.unknown_key", name="{x}").text("en") == "the key {x} is unknown here"


def test_every_sentence_is_said_somewhere() -> None:
    """A key that no source names, whole or as the beginning of an f-string, is a sentence nobody reads."""
    named: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name != "words":
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    named.add(node.value)
    beginnings = tuple(text for text in named if text.endswith("."))

    assert [key for key in KEYS if key not in named and not key.startswith(beginnings)] == []
