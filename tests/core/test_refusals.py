from __future__ import annotations

import pytest

from aromatiza.core.answers import Reply
from aromatiza.core.errors import (
    AromatizaError,
    AuthRequired,
    InvalidContent,
    NeedsHuman,
    Retryable,
)
from aromatiza.core.refusals import Next, Refusal, Row, error_for, retry_after_s

REPLY = Reply(400)


def retryable(table: list[Row], refusal: Refusal, reply: Reply = REPLY) -> Retryable:
    error = error_for(refusal, table, reply)
    assert isinstance(error, Retryable)
    return error


@pytest.mark.parametrize(
    ("then", "error"),
    [
        (Next.RETRY, Retryable),
        (Next.UNSURE, Retryable),
        (Next.FROM_START, Retryable),
        (Next.AUTH, AuthRequired),
        (Next.CONTENT, InvalidContent),
        (Next.HUMAN, NeedsHuman),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_a_row_says_what_happens_next(then: Next, error: type[AromatizaError]) -> None:
    assert type(error_for(Refusal(400, "7"), [Row(then, "7")], REPLY)) is error


def test_the_three_kinds_of_retry_are_told_apart() -> None:
    kinds = {
        then: retryable([Row(then)], Refusal(400)) for then in (Next.RETRY, Next.UNSURE, Next.FROM_START)
    }
    assert [(error.may_have_acted, error.from_start) for error in kinds.values()] == [
        (False, False),
        (True, False),
        (False, True),
    ]


def test_the_first_row_that_matches_counts() -> None:
    table = [Row(Next.AUTH, "7", "8"), Row(Next.CONTENT, "7"), Row(Next.HUMAN, "7", "9")]

    assert isinstance(error_for(Refusal(400, "7", "8"), table, REPLY), AuthRequired)
    assert isinstance(error_for(Refusal(400, "7", "9"), table, REPLY), InvalidContent)


def test_a_row_may_name_only_the_status() -> None:
    assert isinstance(error_for(Refusal(403, "7"), [Row(Next.AUTH, status=403)], REPLY), AuthRequired)
    assert isinstance(error_for(Refusal(400, "7"), [Row(Next.AUTH, status=403)], REPLY), NeedsHuman)


def test_what_no_row_names_takes_the_safe_class() -> None:
    assert isinstance(error_for(Refusal(401), (), REPLY), AuthRequired)
    assert isinstance(error_for(Refusal(404), (), REPLY), NeedsHuman)
    limited, broken = retryable([], Refusal(429)), retryable([], Refusal(503))
    assert (limited.may_have_acted, limited.retry_after_s) == (False, 60)
    assert (broken.may_have_acted, broken.retry_after_s) == (True, None)


def test_the_delay_that_the_network_states_wins_over_ours() -> None:
    table = [Row(Next.RETRY, after_s=60)]

    assert retryable(table, Refusal(429)).retry_after_s == 60
    assert retryable(table, Refusal(429), Reply(429, {"retry-after": "0"})).retry_after_s == 0


@pytest.mark.parametrize("text", ["", "soon", "-1", "1.5", "²", "Wed, 21 Oct 2026 07:28:00 GMT"])
def test_a_delay_that_is_no_number_of_seconds_is_none(text: str) -> None:
    assert retry_after_s(Reply(429, {"retry-after": text})) is None


def test_the_message_repeats_what_the_network_said() -> None:
    refusal = Refusal(400, "100", "33", "no such thing", "trace-1")

    text = str(error_for(refusal, (), REPLY))
    assert "HTTP 400" in text
    assert "100/33" in text
    assert "no such thing" in text
    assert "trace-1" in text


@pytest.mark.parametrize(
    ("headers", "own", "waits_s"),
    [({"retry-after": "7"}, 5.0, 7.0), ({}, 5.0, 5.0), ({}, None, 60.0)],
    ids=["the header's", "the network's own", "the row's"],
)
def test_a_wait_is_the_most_exact_one_that_is_stated(
    headers: dict[str, str], own: float | None, waits_s: float
) -> None:
    error = error_for(Refusal(400, "7", after_s=own), [Row(Next.RETRY, "7", after_s=60)], Reply(400, headers))

    assert isinstance(error, Retryable)
    assert error.retry_after_s == waits_s
