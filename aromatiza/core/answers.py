"""What came back: the raw reply of a network, and the few values that a call keeps of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from aromatiza.core.errors import Retryable
from aromatiza.core.messages import msg
from aromatiza.core.post import Json
from aromatiza.core.secret import Secret

__all__ = ["Answer", "Reply", "Tree", "Value", "masked"]

SHORTEST_TOKEN = 16

Value = str | int | float | bool | None | Secret


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call keeps: flat, named values. Secrets among them are sealed wherever they are stored."""

    values: Mapping[str, Value] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A text value; "" when the answer had none."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """A whole number; 0 when the answer had none."""
        value = self.values.get(name)
        return value if isinstance(value, int) else 0

    def secret(self, name: str) -> Secret:
        """A secret; it must be there."""
        value = self.values[name]
        if not isinstance(value, Secret):
            raise TypeError(f"{name} is no secret")
        return value

    @property
    def has_lost_secret(self) -> bool:
        """Whether a secret could not be opened again: then it is empty."""
        return any(not secret.reveal() for secret in self.secrets().values())

    def secrets(self) -> dict[str, Secret]:
        """All secrets by name."""
        return {name: value for name, value in self.values.items() if isinstance(value, Secret)}


class Tree:
    """A JSON value of unknown shape, read by path; a missing or mistyped place never raises by surprise."""

    def __init__(self, value: object) -> None:
        self._value = value

    def at(self, *path: str | int) -> Tree:
        """The value at a path; a tree of None when there is none."""
        value = self._value
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
                value = value[step]
            else:
                return Tree(None)
        return Tree(value)

    def text(self, *path: str | int) -> str:
        """The text or number at a path, as text; "" when there is none."""
        value = self.at(*path)._value
        if isinstance(value, bool):
            return ""
        return str(value) if isinstance(value, str | int) else ""

    def number(self, *path: str | int) -> float | None:
        """The number at a path; None when there is none."""
        value = self.at(*path)._value
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def items(self, *path: str | int) -> tuple[Tree, ...]:
        """The elements of the list at a path; empty when there is no list."""
        value = self.at(*path)._value
        return tuple(Tree(item) for item in value) if isinstance(value, list) else ()

    def fields(self, *path: str | int) -> dict[str, str]:
        """The texts and numbers of the object at a path, as texts."""
        value = self.at(*path)
        found = value._value if isinstance(value._value, dict) else {}
        return {name: value.text(name) for name in found}

    def required(self, *path: str | int) -> str:
        """The text at a path.

        Raises: Retryable with `may_have_acted`, when it is missing: an answer that cannot be read says
        nothing about what the request did.
        """
        text = self.text(*path)
        if not text:
            place = ".".join(str(step) for step in path)
            raise Retryable(msg("network.unreadable", place=place), may_have_acted=True)
        return text


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer, already received; header names are in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def json(self) -> Tree:
        """The JSON in the body; a tree of None when the body is something else."""
        try:
            value: Json = json.loads(self.body)
        except (ValueError, RecursionError):  # not JSON, or nested deeper than anybody means it
            return Tree(None)
        return Tree(value)


def masked(reply: Reply, secret: Secret) -> Reply:
    """The reply without a secret that the network repeats in it: what is read of it is shown and stored.

    A short one is no real token, and could be part of any word.
    """
    text = secret.reveal()
    if len(text) < SHORTEST_TOKEN:
        return reply
    headers = {name: value.replace(text, "***") for name, value in reply.headers.items()}
    return Reply(reply.status, headers, reply.body.replace(text.encode(), b"***"))
