"""What a person reads, as a key and its values; the words stand in `words/`, both languages side by side.

A message is chosen where something is known and worded where it is shown, so that one error can be
printed in French on a terminal and kept in English in the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from aromatiza.core.words import WORDS

__all__ = ["Locale", "Message", "msg"]

Locale = Literal["fr", "en"]

LOCALES: Mapping[Locale, int] = {"en": 0, "fr": 1}
"""Which of a sentence's two wordings is the one of a language."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for people: a key of `words/` and the values that it names."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, locale: Locale = "en") -> str:
        """The sentence in that language."""
        words = {name: _worded(value, locale) for name, value in self.values.items()}
        return WORDS[self.key][LOCALES[locale]].format(**words)

    def __str__(self) -> str:
        """The sentence in English, for logs and the ledger."""
        return self.text()


def msg(key: str, **values: object) -> Message:
    """Make a message; `key` is always a literal, so that a test finds every key in the catalogues."""
    return Message(key, values)


def _worded(value: object, locale: Locale) -> object:
    """A value as a sentence shows it: a message in the same language, a fraction with its sign."""
    if isinstance(value, Message):
        return value.text(locale)
    if isinstance(value, float):
        return f"{value:g}".replace(".", "," if locale == "fr" else ".")
    return value
