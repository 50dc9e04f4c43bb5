"""What YouTube makes of a text: whether an address in it can be followed, and what the feed shows of it."""

from __future__ import annotations

from aromatiza.core.messages import msg
from aromatiza.core.rules import Basis, Source
from aromatiza.core.writing import Fold, Links, Writing

__all__ = ["WRITING"]

READ_ON = "2026-11-23"
AGAIN = "2027-05-22"
ABOUT_LINKS = Source("https://9to5google.com/2023/08/10/youtube-shorts-links-spam", READ_ON, Basis.REPORTED)
ABOUT_FEED = Source("https://toolsdeck.app/guide/social-media-character-limits", READ_ON, Basis.REPORTED)

WRITING = Writing(
    Links(False, msg("youtube.links"), ABOUT_LINKS, AGAIN),
    Fold(157, 0, ABOUT_FEED, AGAIN),
)
