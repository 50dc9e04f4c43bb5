"""How long a look at something outside may take."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

__all__ = ["Patience"]


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for a connection, for each block, for one exchange from its beginning to its end.

    `pause_s` is waited before a request is sent for the second and last time.
    """

    connect_s: float = 10
    read_s: float = 20
    total_s: float = 60
    pause_s: float = 1

    @property
    def timeout(self) -> httpx.Timeout:
        """The same, as httpx takes it. Waiting for a free connection is bounded by `total_s` alone."""
        return httpx.Timeout(self.read_s, connect=self.connect_s, pool=None)
