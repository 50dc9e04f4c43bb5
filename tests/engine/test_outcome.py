from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from aromatiza.core.answers import Answer
from aromatiza.core.calls import Role
from aromatiza.core.delivery import Block, Record, State, Step
from aromatiza.core.errors import (
    AromatizaError,
    AuthRequired,
    InDoubt,
    InvalidContent,
    Misconfigured,
    NeedsHuman,
    Retryable,
)
from aromatiza.core.messages import msg
from aromatiza.engine.outcome import after_error, is_bug, started_over
from aromatiza.engine.pace import Pace, next_attempt_after
from aromatiza.engine.sender import Parked
from tests.engine.toy import ready_record
from tests.fakes import NOW

WHY = msg("plan.publish")
PREPARED = replace(ready_record(), steps=(Step("draft opened", Role.PREPARE, NOW, Answer()),))
PUBLISHED = PREPARED.with_step(Step("post made", Role.PUBLISH, NOW, Answer()))
UNSETTLED = PREPARED.with_step(Step("post made", Role.PUBLISH, NOW))


@pytest.mark.parametrize(
    ("error", "block"),
    [
        (AuthRequired(WHY), Block.AUTH),
        (InDoubt(WHY), Block.IN_DOUBT),
        (NeedsHuman(WHY), Block.HUMAN),
        (Misconfigured(WHY), Block.HUMAN),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_a_person_must_mend_blocks_the_delivery_and_keeps_its_steps(
    error: AromatizaError, block: Block
) -> None:
    after = after_error(UNSETTLED, error, NOW)

    assert (after.state, after.block, after.reason) == (State.BLOCKED, block, WHY)
    assert after.steps == UNSETTLED.steps
    assert after.lease is None


@pytest.mark.parametrize("block", [Block.CONTENT, Block.MEDIA])
def test_a_wrong_content_drops_what_was_prepared(block: Block) -> None:
    after = after_error(PREPARED, InvalidContent(WHY), NOW, block)

    assert (after.state, after.block, after.steps) == (State.BLOCKED, block, ())


@pytest.mark.parametrize("record", [PUBLISHED, UNSETTLED], ids=["published", "unsettled"])
def test_a_wrong_content_after_something_went_out_is_for_a_person(record: Record) -> None:
    after = after_error(record, InvalidContent(WHY), NOW, Block.MEDIA)

    assert (after.state, after.block) == (State.BLOCKED, Block.HUMAN)
    assert after.has_gone_out


def test_a_retry_comes_later_each_time() -> None:
    first = after_error(ready_record(), Retryable(WHY), NOW)
    second = after_error(first, Retryable(WHY), NOW)

    assert (first.state, first.attempts, first.retry_at) == (State.RETRY, 1, NOW + timedelta(minutes=2))
    assert (second.attempts, second.retry_at) == (2, NOW + timedelta(minutes=4))


def test_a_retry_comes_no_earlier_than_the_network_asked() -> None:
    after = after_error(ready_record(), Retryable(WHY, retry_after_s=3600), NOW)

    assert after.retry_at == NOW + timedelta(hours=1)


def test_a_parked_delivery_goes_on_when_its_wait_is_over_and_has_not_failed() -> None:
    after = after_error(UNSETTLED, Parked(NOW + timedelta(seconds=95), WHY), NOW)

    assert (after.state, after.retry_at) == (State.RETRY, NOW + timedelta(seconds=95))
    assert after.attempts == 0


def test_a_bug_is_tried_again_and_says_what_it_was() -> None:
    after = after_error(ready_record(), ZeroDivisionError("what"), NOW)

    assert after.state is State.RETRY
    assert "ZeroDivisionError('what')" in str(after.reason)


def test_only_what_nobody_foresaw_is_a_bug() -> None:
    assert is_bug(KeyError())
    assert not is_bug(Retryable(WHY))
    assert not is_bug(Parked(NOW, WHY))


def test_starting_over_drops_what_was_prepared() -> None:
    again = started_over(PREPARED, Retryable(WHY, from_start=True))

    assert (again.steps, again.restarts) == ((), 1)


def test_a_delivery_is_prepared_three_times_and_then_a_person_looks() -> None:
    twice = started_over(started_over(PREPARED, Retryable(WHY)), Retryable(WHY))

    with pytest.raises(NeedsHuman):
        started_over(twice, Retryable(WHY))


def test_failed_attempts_do_not_count_as_preparations() -> None:
    tired = replace(PREPARED, attempts=9)

    assert started_over(tired, Retryable(WHY)).restarts == 1


@pytest.mark.parametrize("record", [PUBLISHED, UNSETTLED], ids=["published", "unsettled"])
def test_starting_over_never_forgets_what_has_gone_out(record: Record) -> None:
    with pytest.raises(InDoubt, match="post made"):
        started_over(record, Retryable(WHY, from_start=True))


def test_the_pause_between_attempts_ends_at_six_hours() -> None:
    assert [next_attempt_after(n) for n in (0, 1, 7, 8, 50)] == [
        timedelta(minutes=2),
        timedelta(minutes=4),
        timedelta(minutes=256),
        timedelta(hours=6),
        timedelta(hours=6),
    ]


def test_a_run_parks_what_is_longer_than_its_patience_or_its_time() -> None:
    pace = Pace(NOW + timedelta(seconds=100), patience_s=60)

    assert not pace.parks(NOW, 60)
    assert pace.parks(NOW, 61)
    assert not pace.parks(NOW + timedelta(seconds=50), 50)
    assert pace.parks(NOW + timedelta(seconds=50), 51)
