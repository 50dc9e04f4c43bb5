"""A broken upload to Facebook goes on where it stopped, and a usage header says how long to be silent."""

from __future__ import annotations

import asyncio
import json

import pytest

from aromatiza.core.answers import Answer, Reply, Tree
from aromatiza.core.calls import FileBody, Role, Span
from aromatiza.core.delivery import Step
from aromatiza.core.errors import Retryable
from aromatiza.core.messages import msg
from aromatiza.core.post import MediaKind
from aromatiza.core.secret import Secret
from aromatiza.platforms._graph import regained_after_s
from aromatiza.platforms.facebook.flow import PLATFORM, publish
from aromatiza.platforms.facebook.status import bytes_arrived
from tests.fakes import NOW
from tests.platforms.graph_network import Network, Resumed, reply
from tests.platforms.test_facebook import PUBLISHED, UPLOAD_URL, WAITING, delivery_of, reel_network

SIZE = 4000
STARTED = Step("reel started", Role.PREPARE, NOW, Answer({"id": "777", "upload_url": Secret(UPLOAD_URL)}))
DONE = reply({"success": True})
LIVE = reply({"status": PUBLISHED, "permalink_url": "/reel/777/"})
LOST = Retryable(msg("network.lost", host="rupload.facebook.com", why="test"), may_have_acted=True)


def arrived(count: int) -> Reply:
    phase = {"status": "in_progress", "bytes_transferred": count}
    return reply({"status": {"video_status": "uploading", "uploading_phase": phase}})


def stopped(kind: str) -> Reply:
    return reply({"debug_info": {"retriable": True, "type": kind, "message": "m"}}, 400)


def spans(network: Network) -> list[Span]:
    bodies = [call.request.body for call in network.calls]
    return [body.span for body in bodies if isinstance(body, FileBody)]


@pytest.mark.parametrize("name", ["bytes_transferred", "bytes_transfered"])
@pytest.mark.parametrize("count", [1500, "1500"])
def test_the_bytes_that_arrived_are_counted_in_both_spellings(name: str, count: int | str) -> None:
    assert bytes_arrived(Tree({"uploading_phase": {name: count}})) == 1500
    assert bytes_arrived(Tree({"uploading_phase": {}})) == 0


def test_an_upload_that_was_cut_off_in_an_earlier_run_goes_on_at_its_byte() -> None:
    resumed = Resumed(PLATFORM, delivery_of(MediaKind.VIDEO), STARTED)
    resumed.run(arrived(1500), DONE, reply({"status": WAITING}), DONE, LIVE)
    assert resumed.names() == ["bytes counted", "video sent", "video arrived", "reel finished", "reel live"]


def test_what_is_sent_begins_where_the_network_stands() -> None:
    network = reel_network(bytes_counted=[arrived(1500)])
    asyncio.run(publish(delivery_of(MediaKind.VIDEO), network.send))
    assert spans(network) == [Span(1500, SIZE - 1500)]
    headers = network.call("video sent").request.headers
    assert (headers["offset"], headers["file_size"]) == ("1500", str(SIZE))


@pytest.mark.parametrize("kind", ["OffsetInvalidError", "PartialRequestError"])
def test_an_upload_that_the_network_stops_goes_on_at_its_byte_in_the_same_run(kind: str) -> None:
    network = reel_network(
        bytes_counted=[arrived(0), arrived(2500)], video_sent=[stopped(kind)], rest_of_the_video_sent=[DONE]
    )
    asyncio.run(publish(delivery_of(MediaKind.VIDEO), network.send))
    assert spans(network) == [Span(0, SIZE), Span(2500, SIZE - 2500)]


def test_an_upload_that_is_stopped_again_starts_over() -> None:
    network = reel_network(
        bytes_counted=[arrived(0), arrived(2500)],
        video_sent=[stopped("PartialRequestError")],
        rest_of_the_video_sent=[stopped("OffsetInvalidError")],
    )
    with pytest.raises(Retryable) as caught:
        asyncio.run(publish(delivery_of(MediaKind.VIDEO), network.send))
    assert caught.value.from_start
    assert "reel finished" not in network.names()


def test_an_upload_that_cannot_be_processed_starts_over() -> None:
    network = reel_network(video_sent=[stopped("ProcessingFailedError")])
    with pytest.raises(Retryable) as caught:
        asyncio.run(publish(delivery_of(MediaKind.VIDEO), network.send))
    assert caught.value.from_start


@pytest.mark.parametrize("state", [reply({"status": WAITING}), arrived(SIZE)], ids=["complete", "counted"])
def test_a_file_that_has_arrived_though_its_answer_was_lost_is_not_sent_again(state: Reply) -> None:
    network = reel_network(bytes_counted=[state])
    asyncio.run(publish(delivery_of(MediaKind.VIDEO), network.send))
    assert spans(network) == []
    assert "reel finished" in network.names()


def test_an_answer_that_was_lost_within_a_run_is_followed_by_a_new_start_of_the_upload_only() -> None:
    resumed = Resumed(PLATFORM, delivery_of(MediaKind.VIDEO), STARTED)
    resumed.run(
        arrived(0),
        LOST,
        stopped("OffsetInvalidError"),
        arrived(2500),
        DONE,
        reply({"status": WAITING}),
        DONE,
        LIVE,
    )
    assert resumed.names() == [
        "bytes counted",
        "video sent",
        "video sent",
        "bytes counted",
        "rest of the video sent",
        "video arrived",
        "reel finished",
        "reel live",
    ]


def usage(**entries: object) -> Reply:
    return Reply(400, {"x-business-use-case-usage": json.dumps(entries)})


def use(minutes: object, kind: str = "pages") -> dict[str, object]:
    return {"type": kind, "call_count": 100, "estimated_time_to_regain_access": minutes}


def test_a_limited_account_may_call_again_after_the_longest_of_our_waits() -> None:
    answer = usage(**{"1": [use(3), use(7, "instagram")], "2": [use(5)]})
    assert regained_after_s(answer) == 7 * 60


def test_a_wait_for_advertising_is_not_ours() -> None:
    assert regained_after_s(usage(**{"1": [use(60, "ads_management"), use(2)]})) == 120


@pytest.mark.parametrize(
    "answer",
    [
        Reply(400),
        usage(),
        usage(**{"1": [use(0)]}),
        usage(**{"1": [use("soon")]}),
        usage(**{"1": "no list"}),
        Reply(400, {"x-business-use-case-usage": "<html>"}),
        Reply(400, {"x-app-usage": '{"call_count": 100}'}),
    ],
    ids=["no header", "empty", "not limited", "no number", "no list", "no json", "percentages only"],
)
def test_a_header_that_states_no_wait_is_no_wait_of_zero(answer: Reply) -> None:
    assert regained_after_s(answer) is None
