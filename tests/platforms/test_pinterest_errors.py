"""Pinterest's error table against the list of its fact sheet, read a second time and written down here.

https://github.com/pinterest/api-description/blob/v5.23.0/v5/openapi.json, its older versions (read 2026-11).
"""

from __future__ import annotations

import json

import pytest

from aromatiza.core.answers import Reply, masked
from aromatiza.core.errors import AromatizaError, Retryable
from aromatiza.core.refusals import Next, error_for
from aromatiza.core.secret import Secret
from aromatiza.platforms.pinterest.flow import PLATFORM
from tests.platforms.graph_network import next_of

RID = {"x-pinterest-rid": "4711"}


def s3(status: int, code: str) -> Reply:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>-</Message></Error>'
    return Reply(status, {"content-type": "application/xml"}, body.encode())


def refused(status: int, code: int | None, text: str = "no", **headers: str) -> Reply:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, RID | given, json.dumps({"code": code, "message": text}).encode())


def error_of(answer: Reply) -> AromatizaError:
    refusal = PLATFORM.read_refusal(answer)
    assert refusal is not None
    return error_for(refusal, PLATFORM.errors, answer)


ROWS = [
    # HTTP, code, meaning, what happens next
    (400, 1, "invalid parameter", Next.CONTENT),
    (400, 400, "invalid parameters", Next.CONTENT),
    (401, 2, "authentication failed", Next.AUTH),
    (401, 3, "scope missing", Next.AUTH),
    (400, 283, "grant invalid", Next.AUTH),
    (401, 283, "grant invalid", Next.AUTH),
    (403, 7, "not authorized for board or Pin", Next.HUMAN),
    (403, 29, "not permitted; trial app", Next.HUMAN),
    (403, 233, "image too small", Next.CONTENT),
    (403, 235, "broken image", Next.CONTENT),
    (404, 30, "user not found", Next.HUMAN),
    (404, 40, "board not found", Next.CONTENT),
    (404, 50, "Pin not found", Next.HUMAN),
    (404, 2031, "section not found", Next.CONTENT),
    (409, 409, "section busy", Next.RETRY),
    (429, 8, "rate limit", Next.RETRY),
    # what no row names takes the safe class
    (418, 1234, "unknown", Next.HUMAN),
    (401, 1234, "unknown", Next.AUTH),
    (429, 1234, "unknown", Next.RETRY),
    (500, None, "server error", Next.UNSURE),
    (503, 0, "server error", Next.UNSURE),
]


@pytest.mark.parametrize(("status", "code", "meaning", "then"), ROWS)
def test_every_row_of_the_sheet_says_what_happens_next(
    status: int, code: int | None, meaning: str, then: Next
) -> None:
    assert next_of(error_of(refused(status, code))) is then, meaning


@pytest.mark.parametrize(
    ("answer", "then"),
    [
        (s3(411, "MissingContentLength"), Next.HUMAN),
        (s3(403, "AccessDenied"), Next.FROM_START),
        (s3(403, "SignatureDoesNotMatch"), Next.FROM_START),
        (s3(503, "SlowDown"), Next.UNSURE),
        (Reply(502, {}, b"<html>Bad gateway</html>"), Next.UNSURE),
    ],
)
def test_the_upload_host_s_refusals_say_what_happens_next(answer: Reply, then: Next) -> None:
    assert next_of(error_of(answer)) is then


def test_spam_is_a_person_s_and_no_pause_mends_it() -> None:
    spam = error_of(refused(429, 8, "This account looks like spam", x_ratelimit_reset="60"))
    assert next_of(spam) is Next.HUMAN
    assert "consulte les messages de Pinterest" in spam.message.text("fr")


@pytest.mark.parametrize(
    ("headers", "after_s"),
    [
        ({}, 60.0),
        ({"x_ratelimit_reset": "45"}, 45.0),
        ({"x_ratelimit_reset": "1793707200", "date": "Tue, 03 Nov 2026 11:58:00 GMT"}, 120.0),
        ({"x_ratelimit_reset": "1793707200"}, 60.0),
        ({"x_ratelimit_reset": "soon"}, 60.0),
        ({"x_ratelimit_reset": "45", "retry_after": "7"}, 7.0),
    ],
)
def test_a_limit_is_waited_for_as_long_as_the_answer_says(headers: dict[str, str], after_s: float) -> None:
    error = error_of(refused(429, 8, **headers))
    assert isinstance(error, Retryable)
    assert error.retry_after_s == after_s


@pytest.mark.parametrize(
    ("status", "code", "english", "french"),
    [
        (403, 29, "asks Pinterest for Standard access", "demande à Pinterest l'accès Standard"),
        (401, 3, "grants all five permissions", "accorde les cinq autorisations"),
        (404, 40, "The author corrects the board", "L'auteur corrige le tableau"),
        (409, 409, "Nobody need do anything", "Personne n'a rien à faire"),
    ],
)
def test_a_message_says_who_mends_it_with_the_network_s_own_code_and_request_id(
    status: int, code: int, english: str, french: str
) -> None:
    message = error_of(refused(status, code)).message
    assert f"HTTP {status}, code {code}" in message.text("en")
    assert "trace 4711" in message.text("fr")
    assert english in message.text("en")
    assert french in message.text("fr")


def test_a_token_in_the_network_s_words_is_not_shown() -> None:
    answer = masked(refused(401, 2, "bad token pina_0123456789_SECRET42"), Secret("pina_0123456789_SECRET42"))
    assert "SECRET42" not in str(error_of(answer))
