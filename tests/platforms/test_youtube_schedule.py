"""A video that YouTube itself makes public at its hour.

"The date and time when the video is scheduled to publish. It can be set only if the privacy status of the
video is private." https://developers.google.com/youtube/v3/docs/videos (read 2026-11-22).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from aromatiza.core.answers import Reply
from aromatiza.core.calls import Delivery, Visibility
from aromatiza.core.errors import NeedsHuman
from aromatiza.core.post import Json, MediaKind
from aromatiza.core.rules import Basis
from aromatiza.platforms.youtube.flow import PLATFORM
from aromatiza.platforms.youtube.resource import video_body
from tests.platforms.graph_network import reply
from tests.platforms.test_youtube import REPLIES, Script, delivery, run
from tests.platforms.test_youtube_rules import seen, subject

HOUR = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CONFLICT = "option-conflict"


def scheduled(at: datetime = HOUR) -> Delivery:
    at_once = delivery()
    return replace(at_once, rendition=replace(at_once.rendition, publish_at=at))


def watched(privacy: str, hour: str = "") -> Reply:
    status = {"uploadStatus": "processed", "privacyStatus": privacy, **({"publishAt": hour} if hour else {})}
    return reply({"items": [{"status": status}]})


def shown(answer: Reply) -> Visibility:
    return run(PLATFORM.publish(scheduled(), Script({**REPLIES, "video processed": answer}))).visibility


@pytest.mark.parametrize(
    "at", [HOUR, HOUR.astimezone(timezone(timedelta(hours=1)))], ids=["UTC", "another zone"]
)
def test_a_scheduled_video_is_private_until_its_hour(at: datetime) -> None:
    status = video_body(scheduled(at).rendition)["status"]
    assert isinstance(status, dict)
    assert (status["privacyStatus"], status["publishAt"]) == ("private", "2026-12-01T18:00:00Z")


def test_a_video_that_goes_out_at_once_has_no_hour() -> None:
    status = video_body(delivery().rendition)["status"]
    assert isinstance(status, dict)
    assert "publishAt" not in status


@pytest.mark.parametrize(
    "hour",
    ["2026-12-01T18:00:00Z", "2026-12-01T18:00:00.000Z", "2026-12-01T19:00:00+01:00", "2026-12-01T18:00:59Z"],
)
def test_a_video_is_scheduled_when_its_hour_is_read_back(hour: str) -> None:
    assert shown(watched("private", hour)) is Visibility.SCHEDULED


@pytest.mark.parametrize("hour", ["", "2026-12-01T18:01:00Z", "2026-12-01T18:00:00", "tomorrow"])
def test_a_private_video_without_its_hour_is_for_a_person(hour: str) -> None:
    with pytest.raises(NeedsHuman) as caught:
        shown(watched("private", hour))
    for locale, words in (("en", "YouTube Studio"), ("fr", "règle l'heure dans YouTube Studio")):
        said = caught.value.message.text("fr" if locale == "fr" else "en")
        assert words in said
        assert "2026-12-01T18:00:00Z" in said


def test_a_video_whose_hour_has_passed_is_public() -> None:
    assert shown(watched("public")) is Visibility.PUBLIC


@pytest.mark.parametrize(
    ("ahead", "is_taken"),
    [
        (timedelta(minutes=14), False),
        (timedelta(minutes=15), True),
        (timedelta(days=30), True),
        (timedelta(days=30, seconds=1), False),
    ],
)
def test_a_video_is_handed_over_neither_too_late_nor_too_early(ahead: timedelta, is_taken: bool) -> None:
    window = PLATFORM.windows[MediaKind.VIDEO]
    assert window.takes(NOW + ahead, NOW) is is_taken
    assert window.source.basis is Basis.CAUTIOUS


@pytest.mark.parametrize("privacy", ["unlisted", "private"])
def test_a_scheduled_video_cannot_stay_hidden(privacy: str) -> None:
    options: dict[str, Json] = {"schedule": "network", "privacy": privacy}
    assert [code for code, _, _ in seen(subject(options=options))] == [CONFLICT]
    assert seen(subject(options={**options, "privacy": "public"})) == []
    assert seen(subject(options={**options, "schedule": "aromatiza"})) == []
