"""How long a run waits, and when it gives the runner back instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

__all__ = ["LEASE", "LEASE_MARGIN", "PUSH_S", "RUN_BUDGET", "TRIES_FROM_START", "Pace", "next_attempt_after"]

RUN_BUDGET = timedelta(minutes=15)
"""A run starts no wait that ends later than this."""

LEASE = timedelta(minutes=30)
"""How long a run may hold a delivery: its budget, and the longest single upload after that."""

LEASE_MARGIN = timedelta(minutes=5)
"""Nothing is published this shortly before a lease ends: the request needs time as well."""

PUSH_S = 300.0
"""An intent's time is taken before its push; the call was sent this much later at the most."""

BACK_OFF_S = (2.0, 5.0, 15.0)
"""Pauses before a call that failed is tried again within a run."""

TRIES_FROM_START = 3
"""How often a delivery is prepared before a person must look."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The tempo of one run.

    `speed` is how many seconds of a network's time pass in one of ours: 1, and more in a sandbox, whose
    networks process faster. It shortens the delays that we chose; one that a network stated is obeyed as
    it stands. A single wait longer than `patience_s` (of our time) parks the delivery.
    """

    deadline_at: datetime
    speed: float = 1.0
    patience_s: float = 90.0

    def own(self, seconds: float) -> float:
        """A delay that we chose, in seconds of our time."""
        return seconds / self.speed

    def parks(self, now: datetime, seconds: float) -> bool:
        """Whether a wait of so many seconds of our time is too long for this run."""
        return seconds > self.patience_s or now + timedelta(seconds=seconds) > self.deadline_at


def next_attempt_after(attempts: int) -> timedelta:
    """How long a delivery is left alone after so many failed attempts: 2 minutes, doubling, to 6 hours."""
    return min(timedelta(minutes=2 << min(attempts, 10)), timedelta(hours=6))
