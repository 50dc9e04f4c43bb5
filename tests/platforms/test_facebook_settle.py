"""How a lost answer of Facebook is settled: from a Reel's status, and from the Page's posts."""

from __future__ import annotations

import asyncio

import pytest

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Absent, Found, NotYet, Role, Settled, Unknowable
from aromatiza.core.errors import Retryable
from aromatiza.core.post import MediaKind
from aromatiza.platforms.facebook.photos import read_created, settle_post
from aromatiza.platforms.facebook.reels import settle_reel
from tests.platforms.graph_network import Network, refused, reply
from tests.platforms.test_facebook import DRAFT, PAGE, PUBLISHED, SCHEDULED, SENT, TEXT, WAITING, delivery_of


def listed(*items: dict[str, str], after: str = "") -> Reply:
    paging = {"cursors": {"after": after}, "next": "https://graph.facebook.com/next"} if after else {}
    return reply({"data": list(items), "paging": paging})


def settled_reel(status: object, *lists: Reply) -> Settled:
    network = Network(reel_stage_read=[reply({"status": status})], posts_listed=list(lists))
    settled = asyncio.run(settle_reel(delivery_of(MediaKind.VIDEO), "777", SENT, network.send))
    assert {call.role for call in network.calls} == {Role.READ}
    return settled


def test_a_lost_finish_is_found_when_the_reel_is_published() -> None:
    assert settled_reel(PUBLISHED) == Found(Answer())


def test_a_lost_finish_is_found_when_the_reel_became_a_draft_or_is_scheduled() -> None:
    assert settled_reel(DRAFT) == Found(Answer())
    assert settled_reel(SCHEDULED) == Found(Answer())


def test_a_lost_finish_is_asked_for_again_while_the_reel_is_underway() -> None:
    assert isinstance(settled_reel({"video_status": "processing"}), NotYet)


@pytest.mark.parametrize("status", ["error", "expired", "upload_failed"])
def test_a_lost_finish_of_a_broken_reel_is_a_humans(status: str) -> None:
    assert isinstance(settled_reel({"video_status": status}), Unknowable)


def test_a_lost_finish_is_absent_when_nothing_started_and_no_reel_has_its_text() -> None:
    other = {"id": "1", "description": "other", "updated_time": "2026-11-03T12:00:00+0000"}
    assert settled_reel(WAITING, listed(other)) == Absent()


def test_a_listed_reel_settles_a_lost_finish_only_by_its_own_id() -> None:
    same = {"description": TEXT, "updated_time": "2026-11-03T12:00:00+0000"}
    assert settled_reel(WAITING, listed(same | {"id": "777"})) == Found(Answer())
    assert isinstance(settled_reel(WAITING, listed(same | {"id": "778"})), Unknowable)


def settled_post(*lists: Reply) -> tuple[Settled, Network]:
    network = Network(posts_listed=list(lists))
    return asyncio.run(settle_post(delivery_of(MediaKind.PHOTO), SENT, network.send)), network


def post(number: int, message: str = TEXT, time: str = "2026-11-03T12:00:05+0000") -> dict[str, str]:
    return {"id": f"{PAGE}_{number}", "message": message, "created_time": time}


def test_a_lost_post_is_found_by_its_text_whatever_its_white_space() -> None:
    settled, network = settled_post(listed(post(1, "other"), post(2, TEXT.replace("\n\n", "\n"))))
    assert settled == Found(Answer({"id": f"{PAGE}_2"}))
    assert network.calls[0].request.query["since"] == str(int(SENT.sent_at.timestamp()) - 120)


def test_a_lost_post_is_looked_for_on_every_page_of_the_list() -> None:
    settled, network = settled_post(listed(post(1, "other"), after="next"), listed(post(2)))
    assert settled == Found(Answer({"id": f"{PAGE}_2"}))
    assert [call.request.query.get("after") for call in network.calls] == [None, "next"]


@pytest.mark.parametrize(
    "answer",
    [Reply(200, body=b"<html>"), reply({}), reply({"data": [], "paging": {"next": "https://x"}})],
    ids=["no json", "no list", "no cursor"],
)
def test_a_list_that_cannot_be_read_is_no_proof_of_absence(answer: Reply) -> None:
    with pytest.raises(Retryable):
        settled_post(answer)


def test_an_older_post_with_the_same_text_is_not_the_lost_one() -> None:
    settled, _ = settled_post(listed(post(1, time="2026-10-03T12:00:05+0000")))
    assert settled == Absent()


def test_two_posts_with_the_text_cannot_be_told_apart() -> None:
    settled, _ = settled_post(listed(post(1), post(2)))
    assert isinstance(settled, Unknowable)


@pytest.mark.parametrize("code", [506, 1366051, 2, 424242])
def test_an_error_of_a_post_that_may_be_public_is_settled_first(code: int) -> None:
    with pytest.raises(Retryable) as caught:
        read_created(refused(code))
    assert caught.value.may_have_acted
