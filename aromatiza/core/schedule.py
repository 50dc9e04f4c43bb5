"""How far ahead a network itself takes a post, to publish it at a later moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from aromatiza.core.rules import Source

__all__ = ["Window"]


@dataclass(frozen=True, slots=True)
class Window:
    """How far ahead a post may be scheduled; `is_open` when the shortest time itself is too short."""

    shortest: timedelta
    longest: timedelta
    is_open: bool
    source: Source

    def takes(self, at: datetime, now: datetime) -> bool:
        """Whether the network schedules a post at that moment; both are aware."""
        ahead = at - now
        is_too_soon = ahead <= self.shortest if self.is_open else ahead < self.shortest
        return not is_too_soon and ahead <= self.longest
