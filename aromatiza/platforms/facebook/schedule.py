"""Posts that Facebook itself publishes later: how far ahead, and what the requests say.

A scheduled post is made by the same calls as one that goes out at once, with these fields beside, or in the
place of, their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from aromatiza.core.post import MediaKind
from aromatiza.core.rules import Source
from aromatiza.core.schedule import Window

__all__ = ["UNPUBLISHED_PHOTO", "WINDOWS", "schedule_fields"]

READ_ON = "2026-11-23"


WINDOWS: Mapping[MediaKind, Window] = {
    MediaKind.VIDEO: Window(
        timedelta(minutes=10),
        timedelta(days=29),
        is_open=True,
        source=Source(
            "https://developers.facebook.com/documentation/video-api/guides/reels-publishing", READ_ON
        ),
    ),
    MediaKind.PHOTO: Window(
        timedelta(minutes=10),
        timedelta(days=30),
        is_open=False,
        source=Source("https://developers.facebook.com/documentation/pages-api/posts", READ_ON),
    ),
}
"""Reels have one window, posts in the feed another."""

UNPUBLISHED_PHOTO: Mapping[str, str] = {"published": "false", "temporary": "true"}
"""What the upload of a photo says whose post is scheduled; otherwise it says `published=false` alone."""


def schedule_fields(at: datetime, kind: MediaKind) -> dict[str, str]:
    """What `finish`, or the post of photos, says to go out at that moment.

    The network takes several spellings of a moment for posts, and seconds since 1970 for all: whole ones.
    Raises: ValueError, when the moment has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone")
    when = {"scheduled_publish_time": str(int(at.timestamp()))}
    if kind is MediaKind.VIDEO:
        return {"video_state": "SCHEDULED"} | when
    return {"published": "false", "unpublished_content_type": "SCHEDULED"} | when
