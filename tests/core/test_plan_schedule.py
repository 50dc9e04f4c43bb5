"""When a post is handed to a network that publishes it at its hour, and what happens when it cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aromatiza.core.answers import Answer
from aromatiza.core.calls import Receipt, Role, Visibility
from aromatiza.core.delivery import Record, State, Step, moved
from aromatiza.core.plan import Action, Circumstances, Known, Planned, plan_of
from aromatiza.core.post import Account, AccountName, Brand, Json, Media, MediaKind, Post, PostId
from aromatiza.core.rules import Source
from aromatiza.core.schedule import Window

NOW = datetime(2026, 6, 1, 16, 0, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
PAGE = AccountName("page")
WINDOW = Window(10 * MINUTE, 29 * DAY, is_open=True, source=Source("https://network.example", "2026-11-23"))
UPLOADED = Step("photo uploaded", Role.PREPARE, NOW, Answer({"id": "1"}))
INTENT = Step("post created", Role.PUBLISH, NOW)


def brand(**settings: Json) -> Brand:
    return Brand(UTC, "en", {PAGE: Account(PAGE, "facebook", "1", settings)})


BY_NETWORK = brand(schedule="network")


def post(at: datetime | None) -> Post:
    video = Media(MediaKind.VIDEO, "https://media.example/mist.mp4")
    return Post(
        PostId("mist"),
        "content/posts/mist.yaml",
        "Mist",
        (video,),
        {"default": "One spray"},
        publish_at=at,
        platforms={PAGE: {}},
    )


def entry(
    at: datetime | None, *records: Record, by: Brand = BY_NETWORK, now: datetime = NOW, takes: bool = True
) -> Planned:
    run = Circumstances("c2", now, window=lambda _platform, _kind: WINDOW if takes else None)
    known = Known({record.key: record for record in records})
    (only,) = plan_of({PostId("mist"): post(at)}, known, by, run).entries
    return only


def test_a_post_that_its_network_takes_now_is_handed_over_with_its_hour() -> None:
    handed = entry(NOW + 2 * DAY)
    assert (handed.action, handed.record.rendition.publish_at) == (Action.PUBLISH, NOW + 2 * DAY)
    assert handed.record.state is State.READY
    assert str(handed.reason) == "handed over now; the network publishes it at 2026-06-03 16:00 UTC"


@pytest.mark.parametrize("by", [brand(), brand(schedule="aromatiza")])
def test_only_who_asks_for_it_is_published_by_the_network(by: Brand) -> None:
    waiting = entry(NOW + 2 * DAY, by=by)
    assert (waiting.action, waiting.record.rendition.publish_at) == (Action.WAIT, None)


def test_a_kind_of_post_that_its_network_does_not_schedule_waits_for_its_hour() -> None:
    waiting = entry(NOW + 2 * DAY, takes=False)
    assert (waiting.action, waiting.record.rendition.publish_at) == (Action.WAIT, None)


def test_a_post_that_is_too_far_ahead_waits_until_its_network_takes_it() -> None:
    early = entry(NOW + 29 * DAY + HOUR)
    assert (early.action, early.record.state) == (Action.WAIT, State.WAITING)
    later = entry(NOW + 29 * DAY + HOUR, early.record, now=NOW + HOUR)
    assert later.action is Action.PUBLISH
    assert later.record.rendition.publish_at == NOW + 29 * DAY + HOUR


def test_a_post_whose_hour_is_too_near_is_published_by_us_at_its_hour() -> None:
    near = entry(NOW + 39 * MINUTE)
    assert (near.action, near.record.rendition.publish_at) == (Action.WAIT, None)
    due = entry(NOW + 39 * MINUTE, near.record, now=NOW + 40 * MINUTE)
    assert (due.action, due.record.rendition.publish_at) == (Action.PUBLISH, None)


def test_a_post_without_an_hour_goes_out_at_once() -> None:
    assert (entry(None).action, entry(None).record.rendition.publish_at) == (Action.PUBLISH, None)


def test_what_was_prepared_for_an_hour_is_dropped_when_it_is_missed() -> None:
    begun = replace(entry(NOW + 2 * HOUR).record, steps=(UPLOADED,))
    assert entry(NOW + 2 * HOUR, begun).record.steps == (UPLOADED,)
    missed = entry(NOW + 2 * HOUR, begun, now=NOW + 100 * MINUTE)
    assert (missed.record.steps, missed.record.rendition.publish_at) == ((), None)


def test_what_has_gone_out_keeps_the_hour_that_its_network_was_told() -> None:
    sent = replace(entry(NOW + 2 * HOUR).record, steps=(UPLOADED, INTENT), state=State.RUNNING)
    resumed = entry(NOW + 3 * HOUR, sent, now=NOW + 3 * HOUR)
    assert resumed.action is Action.RESUME
    assert resumed.record.rendition.publish_at == NOW + 2 * HOUR


def test_another_hour_after_the_hand_over_is_not_passed_over_in_silence() -> None:
    handed = entry(NOW + 2 * DAY).record
    done = moved(handed, State.PUBLISHED, NOW, receipt=Receipt("1", "", Visibility.SCHEDULED))
    assert (
        str(entry(NOW + 3 * DAY, done).reason)
        == "published; the post changed since, which changes nothing online"
    )
    run = Circumstances("c2", NOW, window=lambda _platform, _kind: WINDOW)
    unchanged = plan_of({PostId("mist"): post(NOW + 2 * DAY)}, Known({done.key: done}), BY_NETWORK, run)
    assert unchanged.entries == ()
