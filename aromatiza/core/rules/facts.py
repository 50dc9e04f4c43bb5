"""Facts that age: versions, prices and quotas, with the day on which somebody should read them again."""

from __future__ import annotations

from dataclasses import dataclass

from aromatiza.core.messages import Message
from aromatiza.core.rules.rule import Source

__all__ = ["Fact"]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a network decides and changes; `read_again` is a day in ISO 8601."""

    name: Message
    value: str
    source: Source
    read_again: str

    def is_stale(self, today: str) -> bool:
        """Whether it should be read again; `today` in ISO 8601."""
        return today >= self.read_again
