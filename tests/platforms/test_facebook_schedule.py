"""How far ahead Facebook schedules a Reel and a post, and what the requests say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from aromatiza.core.post import MediaKind
from aromatiza.platforms.facebook.flow import PLATFORM
from aromatiza.platforms.facebook.schedule import UNPUBLISHED_PHOTO, WINDOWS, schedule_fields

NOW = datetime(2026, 11, 3, 12, 0, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("kind", "ahead", "is_taken"),
    [
        (MediaKind.VIDEO, timedelta(minutes=10), False),
        (MediaKind.VIDEO, timedelta(minutes=10) + SECOND, True),
        (MediaKind.VIDEO, timedelta(days=29), True),
        (MediaKind.VIDEO, timedelta(days=29) + SECOND, False),
        (MediaKind.PHOTO, timedelta(minutes=10) - SECOND, False),
        (MediaKind.PHOTO, timedelta(minutes=10), True),
        (MediaKind.PHOTO, timedelta(days=30), True),
        (MediaKind.PHOTO, timedelta(days=30) + SECOND, False),
    ],
)
def test_a_window_takes_what_lies_on_its_ends_as_its_guide_says(
    kind: MediaKind, ahead: timedelta, is_taken: bool
) -> None:
    """Reels: more than ten minutes and at most 29 days ahead. Posts: ten minutes to thirty days."""
    assert WINDOWS[kind].takes(NOW + ahead, NOW) is is_taken


def test_a_moment_is_sent_as_whole_seconds_whatever_its_time_zone() -> None:
    paris = datetime(2026, 11, 3, 13, 0, 0, 700_000, tzinfo=timezone(timedelta(hours=1)))
    assert schedule_fields(paris, MediaKind.VIDEO) == {
        "video_state": "SCHEDULED",
        "scheduled_publish_time": "1793707200",
    }
    assert schedule_fields(paris, MediaKind.PHOTO) == {
        "published": "false",
        "unpublished_content_type": "SCHEDULED",
        "scheduled_publish_time": "1793707200",
    }


def test_a_photo_of_a_scheduled_post_is_uploaded_as_temporary() -> None:
    assert UNPUBLISHED_PHOTO == {"published": "false", "temporary": "true"}


def test_a_moment_without_a_time_zone_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="time zone"):
        schedule_fields(datetime(2026, 11, 3, 12, 0, 0), MediaKind.VIDEO)  # noqa: DTZ001 - the very mistake


def test_the_windows_are_among_the_facts_that_age() -> None:
    assert {"10 min - 29 d", "10 min - 30 d"} <= {fact.value for fact in PLATFORM.facts}
