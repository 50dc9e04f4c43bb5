"""What Instagram makes of a text: whether an address in it can be followed, and what the feed shows of it."""

from __future__ import annotations

from aromatiza.core.messages import msg
from aromatiza.core.rules import Basis, Source
from aromatiza.core.writing import Fold, Links, Writing

__all__ = ["WRITING"]

READ_ON = "2026-11-23"
AGAIN = "2027-05-22"
ABOUT_LINKS = Source(
    "https://qainsta.com/qa/view/why-isnt-the-link-clickable-in-instagram", READ_ON, Basis.REPORTED
)
ABOUT_FEED = Source("https://help.instagram.com/1643471055915254", READ_ON)

WRITING = Writing(
    Links(False, msg("instagram.links"), ABOUT_LINKS, AGAIN),
    Fold(125, 3, ABOUT_FEED, AGAIN),
)
