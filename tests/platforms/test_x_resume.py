"""What X's flow does when the engine takes up a delivery that an earlier run left half done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Role, Visibility
from aromatiza.core.delivery import Step
from aromatiza.core.errors import InDoubt, NeedsHuman, Retryable
from aromatiza.core.post import Json
from aromatiza.engine.sender import Again
from aromatiza.platforms.x.flow import PLATFORM
from tests.fakes import NOW
from tests.platforms.graph_network import Resumed
from tests.platforms.test_x import PROBLEMS, TEXT, problem, reply, video
from tests.platforms.test_x_lookup import UNKNOWN_PARAMETER, a_post, recent

AT = NOW - timedelta(hours=30)
KEPT = (
    Step("media 1 opened", Role.PREPARE, AT, Answer({"id": "11", "media_key": "7_11"})),
    Step("media 1 segment 0 sent", Role.PREPARE, AT, Answer()),
    Step("media 1 closed", Role.PREPARE, AT, Answer({"state": "pending"})),
    Step("media 1 processed", Role.PREPARE, AT, Answer()),
)
INTENT = Step("post created", Role.PUBLISH, AT)
MADE = reply({"data": {"id": "99", "text": TEXT}}, 201)
SEEN = reply({"data": {"id": "99", "text": TEXT}})
DUPLICATE = problem(403, "about:blank", "You are not allowed to create a Tweet with duplicate content.")
READING = "recent posts read"


def resumed(*steps: Step) -> Resumed:
    return Resumed(PLATFORM, video(), *steps)


def test_media_that_an_earlier_run_uploaded_are_posted_without_another_upload() -> None:
    delivery = resumed(*KEPT)
    receipt = delivery.run(MADE, SEEN)
    assert delivery.names() == ["post created", "post seen"]
    assert (receipt.remote_id, receipt.visibility) == ("99", Visibility.PUBLIC)


def test_a_step_that_an_earlier_version_kept_without_a_key_still_serves() -> None:
    older = Step("media 1 opened", Role.PREPARE, AT, Answer({"id": "11"}))
    delivery = resumed(older, *KEPT[1:], INTENT)
    assert delivery.run(recent(a_post("else", "7_11")), SEEN).remote_id == "99"


def test_media_that_expired_before_the_post_cost_a_new_upload_and_no_second_post() -> None:
    wrong: Json = [{"parameters": {"media.media_ids": ["11"]}, "message": "Your media IDs are invalid."}]
    gone = reply({"type": f"{PROBLEMS}invalid-request", "title": "Invalid Request", "errors": wrong}, 400)
    delivery = resumed(*KEPT)
    with pytest.raises(Retryable) as caught:
        delivery.run(gone)
    assert caught.value.from_start
    assert delivery.names() == ["post created"]
    assert not delivery.record.has_gone_out


def test_a_post_without_an_answer_is_looked_for_before_anything_is_sent() -> None:
    delivery = resumed(*KEPT, INTENT)
    receipt = delivery.run(recent(a_post("else", "7_11")), SEEN)
    assert delivery.names() == [READING, "post seen"]
    assert receipt.remote_id == "99"


def test_a_post_without_an_answer_is_found_on_a_server_that_knows_the_older_names() -> None:
    delivery = resumed(*KEPT, INTENT)
    receipt = delivery.run(UNKNOWN_PARAMETER, recent(a_post("else", "7_11")), SEEN)
    assert delivery.names() == [READING, READING, "post seen"]
    assert receipt.remote_id == "99"


def test_a_post_is_sent_again_only_after_two_looks_at_a_timeline_without_it() -> None:
    delivery = resumed(*KEPT, INTENT)
    with pytest.raises(Again):
        delivery.run(recent(a_post("older", "7_10")), recent(a_post("older", "7_10")))
    assert delivery.names() == [READING, READING]
    assert not delivery.record.has_gone_out


def test_a_duplicate_of_our_own_post_is_our_post() -> None:
    delivery = resumed(*KEPT)
    receipt = delivery.run(DUPLICATE, recent(a_post(TEXT, "7_11")), SEEN)
    assert delivery.names() == ["post created", READING, "post seen"]
    assert receipt.remote_id == "99"


def test_a_duplicate_of_an_older_post_of_the_same_words_is_a_person_s() -> None:
    delivery = resumed(*KEPT)
    with pytest.raises(InDoubt, match=r"https://x\.com/i/web/status/99"):
        delivery.run(DUPLICATE, recent(a_post(TEXT, "7_5")))
    assert delivery.names() == ["post created", READING]


def test_what_x_refuses_without_a_doubt_is_not_looked_for() -> None:
    delivery = resumed(*KEPT)
    with pytest.raises(NeedsHuman, match="buys credits"):
        delivery.run(problem(402, f"{PROBLEMS}credits"))
    assert delivery.names() == ["post created"]
    assert not delivery.record.has_gone_out


def test_without_credits_to_look_for_it_a_lost_post_stays_in_doubt() -> None:
    delivery = resumed(*KEPT, INTENT)
    with pytest.raises(NeedsHuman):
        delivery.run(problem(402, f"{PROBLEMS}credits"))
    assert delivery.record.has_gone_out


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_broken_server_is_asked_what_became_of_the_post(status: int) -> None:
    delivery = resumed(*KEPT)
    receipt = delivery.run(Reply(status, {}, b"<html>"), recent(a_post("else", "7_11")), SEEN)
    assert delivery.names() == ["post created", READING, "post seen"]
    assert receipt.remote_id == "99"
