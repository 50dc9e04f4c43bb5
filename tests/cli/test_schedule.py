"""`schedule: network`: a post handed over before its hour, and published by its network at that hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.cli.workshop import Workshop, photo_post, video_post

HOUR = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2)
LINES = (f"publish_at: {HOUR:%Y-%m-%dT%H:%M:%SZ}", "platforms: {facebook: {schedule: network}}")
POSTS = {"video": video_post("mist", *LINES), "photo": photo_post("mist", *LINES)}


@pytest.mark.parametrize("kind", POSTS)
def test_the_network_has_the_post_before_its_hour_and_shows_it_at_its_hour(shop: Workshop, kind: str) -> None:
    shop.merge(mist=POSTS[kind])
    assert shop.run("plan", "--json").actions() == {"mist/facebook": "publish"}
    published = shop.run("--lang", "en", "publish")
    assert (published.code, [one["visibility"] for one in shop.posts()]) == (0, ["scheduled"])
    assert "(scheduled by the network)" in published.stdout
    assert "use the network's own planner" in published.stderr
    httpx.post(f"{shop.url}/_sandbox/clock", json={"skip_s": 2 * 3600 + 60}).raise_for_status()
    assert [one["visibility"] for one in shop.posts()] == ["public"]
    again = shop.run("publish")
    assert (again.code, again.stderr) == (0, "nothing to do\n")


@pytest.mark.parametrize(("kind", "nth"), [("video", 2), ("photo", 1)])
def test_a_lost_answer_makes_no_second_scheduled_post(shop: Workshop, kind: str, nth: int) -> None:
    path = {"video": "*/video_reels", "photo": "*/feed"}[kind]
    shop.fault(host="graph.facebook.com", path=path, method="POST", nth=nth, drop="after")
    shop.merge(mist=POSTS[kind])
    published = shop.run("publish")
    assert (published.code, [one["visibility"] for one in shop.posts()]) == (0, ["scheduled"])
    assert [one["fired"] for one in shop.faults()] == [1]


def test_another_hour_after_the_hand_over_is_told_and_changes_nothing(shop: Workshop) -> None:
    shop.merge(mist=POSTS["photo"])
    shop.run("publish")
    shop.edit("content/posts/mist.yaml", f"{HOUR:%H:%M:%SZ}", f"{HOUR + timedelta(hours=1):%H:%M:%SZ}")
    shop.merge()
    planned = shop.run("--lang", "en", "plan")
    assert "the post changed since" in planned.said
    assert shop.run("publish").code == 0
    assert [one["visibility"] for one in shop.posts()] == ["scheduled"]


def test_a_preview_shows_what_the_network_will_be_told(shop: Workshop) -> None:
    shop.merge(mist=POSTS["photo"])
    page = shop.run("--lang", "en", "preview", "--format", "markdown").stdout
    assert f"scheduled_publish_time: {int(HOUR.timestamp())}" in page
    assert "✓ scheduled by the network" in page


def test_a_network_that_keeps_no_hours_is_not_asked_to(shop: Workshop) -> None:
    shop.merge(mist=video_post("mist", LINES[0], "platforms: {x: {schedule: network}}"))
    refused = shop.run("--lang", "en", "validate", "--offline")
    assert refused.code == 1
    assert "schedule" in refused.stdout
