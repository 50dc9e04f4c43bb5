"""TikTok after a lost answer: when an upload is over, what photos leave in doubt, what a verdict ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Absent,
    Found,
    NotYet,
    Role,
    Settled,
    Span,
    Unknowable,
)
from aromatiza.core.delivery import Step
from aromatiza.core.errors import AromatizaError, InDoubt, InvalidContent, NeedsHuman, Retryable
from aromatiza.core.messages import msg
from aromatiza.core.post import Json, MediaKind
from aromatiza.core.secret import Secret
from aromatiza.platforms.tiktok.flow import PLATFORM
from aromatiza.platforms.tiktok.videos import outcome
from tests.fakes import NOW, Scripted
from tests.platforms.graph_network import Resumed
from tests.platforms.tiktok_network import (
    DIRECT,
    INBOX,
    LONG,
    OPENED_AT,
    SIZE,
    UPLOAD_URL,
    delivery,
    ok,
    refusal,
    settle,
    uploading,
)

LAST = Span(50_000_000, 14_000_001)
WHOLE = Span(0, SIZE)
ALLOWED = Step("posting allowed", Role.PREPARE, NOW, Answer())
OPENED = Step(
    "upload opened",
    Role.PREPARE,
    NOW,
    Answer({"publish_id": "v1", "address": Secret(UPLOAD_URL), "at_s": 1_793_613_600}),
)
"""Opened at OPENED_AT, in an earlier run."""
SENT = Step("video submitted", Role.PUBLISH, NOW)
LOST = Retryable(msg("network.lost", host="open-upload.tiktokapis.com", why="test"), may_have_acted=True)


# When an upload is over: the sheet's section 8.4, rule 3.


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (OPENED_AT, Absent()),
        ("Mon, 02 Nov 2026 10:54:59 GMT", Absent()),
        ("Mon, 02 Nov 2026 10:55:00 GMT", NotYet(1200)),
        ("Mon, 02 Nov 2026 11:10:00 GMT", NotYet(300)),
        ("Mon, 02 Nov 2026 11:14:59 GMT", NotYet(1)),
        ("Mon, 02 Nov 2026 11:15:00 GMT", Absent(from_start=True)),
        ("", Absent()),
    ],
    ids=["open", "open enough", "too late", "closed", "not yet", "over", "no time is known"],
)
def test_an_incomplete_upload_is_given_up_only_when_it_is_over(date: str, expected: Settled) -> None:
    assert settle("video submitted", delivery(DIRECT), uploading(12, date)) == expected


def test_an_upload_that_misses_more_than_its_last_chunk_is_awaited_until_it_is_over() -> None:
    opened = Answer({"publish_id": "v1", "address": Secret(UPLOAD_URL), "at_s": 1_000})
    state = Answer({"status": "PROCESSING_UPLOAD", "uploaded_bytes": 49_999_999, "at_s": 1_060})
    assert outcome(opened, state, LONG, LAST) == NotYet(75 * 60 - 60)
    there = replace(state, values={**state.values, "uploaded_bytes": 50_000_000})
    assert outcome(opened, there, LONG, LAST) == Absent()


@pytest.mark.parametrize(
    "state",
    [
        {"status": "PROCESSING_UPLOAD", "uploaded_bytes": SIZE},
        {"status": "PUBLISH_COMPLETE"},
        {"status": "SEND_TO_USER_INBOX"},
        {"status": "FAILED", "fail_reason": "internal"},
        {"status": "A_STAGE_OF_TOMORROW"},
    ],
    ids=lambda state: str(state["status"]),
)
def test_an_upload_that_came_further_is_never_sent_again(state: dict[str, Json]) -> None:
    found = settle("video submitted", delivery(DIRECT), ok(state))
    assert found == Found(Answer({"publish_id": "v_pub_file~v2-1.7", "at_s": 1_793_613_600}))


def test_an_upload_state_that_cannot_be_read_proves_nothing() -> None:
    with pytest.raises(Retryable):
        settle("video submitted", delivery(DIRECT), ok({}))
    with pytest.raises(Retryable):
        settle("video submitted", delivery(DIRECT), refusal(500, "internal_error"))


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Mon, 02 Nov 2026 10:01:00 GMT", NotYet(60)),
        ("Mon, 02 Nov 2026 11:15:00 GMT", Unknowable(msg("tiktok.unknown_upload", id="v_pub_file~v2-1.7"))),
        ("", Unknowable(msg("tiktok.unknown_upload", id="v_pub_file~v2-1.7"))),
    ],
    ids=["just opened", "over", "no time is known"],
)
def test_an_upload_that_tiktok_does_not_know_is_asked_for_again_then_a_persons(
    date: str, expected: Settled
) -> None:
    unknown = refusal(400, "invalid_publish_id", date=date)
    assert settle("video submitted", delivery(DIRECT), unknown) == expected


@pytest.mark.parametrize(
    ("age_s", "settled"),
    [
        (0, NotYet(75 * 60)),
        (60, NotYet(75 * 60 - 60)),
        (75 * 60 - 1, NotYet(1)),
        (75 * 60, Absent(from_start=True)),
    ],
)
def test_an_upload_whose_address_is_lost_is_over_only_when_its_time_is(age_s: int, settled: Settled) -> None:
    """The sheet, 8.4: with the address lost, wait until the upload was issued 75 minutes ago."""
    opened = Answer({"publish_id": "v1", "address": Secret(""), "at_s": 1_000})
    state = Answer({"status": "PROCESSING_UPLOAD", "uploaded_bytes": 0, "at_s": 1_000 + age_s})
    assert outcome(opened, state, SIZE, WHOLE) == settled


@pytest.mark.parametrize(("opened_s", "read_s"), [(0, 1_060), (1_000, 0), (0, 0)])
def test_an_upload_without_address_and_of_unknown_age_is_for_a_person(opened_s: int, read_s: int) -> None:
    opened = Answer({"publish_id": "v1", "address": Secret(""), "at_s": opened_s})
    state = Answer({"status": "PROCESSING_UPLOAD", "uploaded_bytes": 0, "at_s": read_s})
    assert outcome(opened, state, SIZE, WHOLE) == Unknowable(msg("tiktok.undated_upload", id="v1"))


def test_an_upload_that_is_complete_is_found_without_its_address() -> None:
    opened = Answer({"publish_id": "v1", "address": Secret(""), "at_s": 0})
    state = Answer({"status": "PROCESSING_UPLOAD", "uploaded_bytes": SIZE, "at_s": 0})
    assert outcome(opened, state, SIZE, WHOLE) == Found(Answer({"publish_id": "v1", "at_s": 0}))


# Photos.


def test_photos_whose_answer_got_lost_cannot_be_found_again() -> None:
    settled = settle("photos submitted", delivery(DIRECT, MediaKind.PHOTO), Reply(500))
    assert settled == Unknowable(msg("tiktok.lost_photos", photos=1, at="2026-11-02 10:00 UTC"))
    assert "TikTok ne donne pas de liste" in settled.looked_for.text("fr")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "answer", [LOST, Reply(502), refusal(500, "internal_error")], ids=["lost", "502", "500"]
)
def test_photos_whose_answer_got_lost_are_never_posted_again(answer: Scripted) -> None:
    resumed = Resumed(PLATFORM, delivery(DIRECT, MediaKind.PHOTO), ALLOWED)
    with pytest.raises(InDoubt, match="publish_id of a post with photos"):
        resumed.run(answer)
    assert resumed.names() == ["photos submitted"]
    with pytest.raises(InDoubt):
        resumed.run()


def test_photos_that_were_clearly_refused_may_be_posted_later() -> None:
    resumed = Resumed(PLATFORM, delivery(DIRECT, MediaKind.PHOTO), ALLOWED)
    with pytest.raises(NeedsHuman):
        resumed.run(refusal(403, "url_ownership_unverified"))
    assert not resumed.record.has_gone_out


# What a verdict does to what was kept.


@pytest.mark.parametrize(
    ("reason", "error", "expected"),
    [("duration_check_failed", InvalidContent, ()), ("auth_removed", Retryable, ())],
)
def test_a_post_that_failed_leaves_nothing_behind(
    reason: str, error: type[AromatizaError], expected: Sequence[Step]
) -> None:
    submitted = replace(SENT, answer=Answer({"publish_id": "v1", "at_s": 0}))
    resumed = Resumed(PLATFORM, delivery(INBOX), OPENED, submitted)
    with pytest.raises(error, match=reason):
        resumed.run(uploading(SIZE), ok({"status": "FAILED", "fail_reason": reason}))
    assert resumed.record.steps == expected


def test_a_token_that_dies_while_the_post_is_awaited_costs_no_second_post() -> None:
    """The bug of a public scheduler: a refreshed token began the whole post again."""
    submitted = replace(SENT, answer=Answer({"publish_id": "v1", "at_s": 0}))
    resumed = Resumed(PLATFORM, delivery(INBOX), OPENED, submitted)
    with pytest.raises(AromatizaError, match="access_token_invalid"):
        resumed.run(uploading(SIZE), refusal(401, "access_token_invalid"))
    resumed.run(uploading(SIZE), ok({"status": "SEND_TO_USER_INBOX"}))
    assert "video submitted" not in resumed.names()
