"""What X makes of a text: whether an address in it can be followed, and what the feed shows of it."""

from __future__ import annotations

from aromatiza.core.messages import msg
from aromatiza.core.rules import Source
from aromatiza.core.writing import Links, Writing

__all__ = ["WRITING"]

READ_ON = "2026-11-23"
AGAIN = "2027-05-22"
ABOUT_LINKS = Source("https://docs.x.com/x-api/getting-started/pricing", READ_ON)

WRITING = Writing(
    Links(False, msg("x.links"), ABOUT_LINKS, AGAIN),
)
