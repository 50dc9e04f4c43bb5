"""What a person reads, as a key and its values; the words stand in one catalogue per language.

A message is chosen where something is known and worded where it is shown, so that one error can be
printed in French on a terminal and kept in English in the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from aromatiza.core.words_en import WORDS as ENGLISH
from aromatiza.core.words_fr import WORDS as FRENCH

__all__ = ["CATALOGUES", "Locale", "Message", "msg"]

Locale = Literal["fr", "en"]

CATALOGUES: Mapping[Locale, Mapping[str, str]] = MappingProxyType({"en": ENGLISH, "fr": FRENCH})


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for people: a key of the catalogues and the values that it names."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, locale: Locale = "en") -> str:
        """The sentence in that language."""
        words = {
            name: value.text(locale) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return CATALOGUES[locale][self.key].format(**words)

    def __str__(self) -> str:
        """The sentence in English, for logs and the ledger."""
        return self.text()


def msg(key: str, **values: object) -> Message:
    """Make a message; `key` is always a literal, so that a test finds every key in the catalogues."""
    return Message(key, values)
