"""What Pinterest makes of a text: whether an address in it can be followed, and what the feed shows of it."""

from __future__ import annotations

from aromatiza.core.messages import msg
from aromatiza.core.rules import Source
from aromatiza.core.writing import Fold, Links, Writing

__all__ = ["WRITING"]

READ_ON = "2026-11-23"
AGAIN = "2027-05-22"
ABOUT_LINKS = Source("https://help.pinterest.com/en/business/article/video-pins", READ_ON)
ABOUT_FEED = Source("https://business.pinterest.com/en/Pinterest-product-specs", READ_ON)

WRITING = Writing(
    Links(False, msg("pinterest.links"), ABOUT_LINKS, AGAIN),
    Fold(50, 0, ABOUT_FEED, AGAIN),
)
