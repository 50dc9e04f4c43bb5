"""X's error tables against the list of its fact sheet, read a second time and written down here.

https://docs.x.com/x-api/fundamentals/response-codes-and-errors, https://docs.x.com/x-api/fundamentals/rate-limits
and the problems of https://api.x.com/2/openapi.json (read 2026-11). Every answer goes the way that it goes in
the engine: through the line to the network, then through the reader of the call.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from aromatiza.core.answers import Reply
from aromatiza.core.calls import Call, whole
from aromatiza.core.credentials import UserToken, secrets_of
from aromatiza.core.delivery import DeliveryKey
from aromatiza.core.errors import AromatizaError, InvalidContent, NeedsHuman, Retryable
from aromatiza.core.messages import Locale, Message
from aromatiza.core.post import AccountName, Json, PostId
from aromatiza.core.refusals import ADVICE, Next
from aromatiza.core.secret import Secret
from aromatiza.engine.pace import Pace
from aromatiza.engine.sender import Line
from aromatiza.platforms.x.flow import PLATFORM, whose
from aromatiza.platforms.x.posts import post_created
from aromatiza.platforms.x.uploads import (
    Uploaded,
    media_described,
    media_processed,
    segment_sent,
    upload_closed,
    upload_opened,
)
from tests.fakes import NOW, FakeClock, ScriptedWire, SilentWatcher
from tests.platforms.graph_network import next_of
from tests.platforms.test_x import video

RETRY, UNSURE, AGAIN = Next.RETRY, Next.UNSURE, Next.FROM_START
AUTH, CONTENT, HUMAN = Next.AUTH, Next.CONTENT, Next.HUMAN

KEY = DeliveryKey(PostId("brume"), AccountName("x"))
FILE = video().files[0]
TOKEN = Secret("a-bearer-of-some-length")

READING = whose(video().account)
OPENING = upload_opened(1, FILE)
POSTING = post_created(video(), (Uploaded("11", frozenset({"11"})),))
UPLOADING = (
    segment_sent("media 1 segment 0 sent", "11", 0, FILE, whole(FILE)),
    upload_closed("media 1 closed", "11"),
    media_processed("media 1 processed", "11"),
    media_described("media 1 described", "11", "Un flacon"),
)


def problem(status: int, code: str, **more: Json) -> Reply:
    """A refusal in the newer form; `code` is the last part of its type, or the whole of `about:blank`."""
    kind = code if code == "about:blank" else f"https://api.x.com/2/problems/{code}"
    body = {"type": kind, "title": "Title", "detail": "Detail", "status": status, **more}
    return Reply(status, {}, json.dumps(body).encode())


def older(status: int, code: int) -> Reply:
    """A refusal in the older form."""
    return Reply(status, {}, json.dumps({"errors": [{"code": code, "message": "Detail"}]}).encode())


def met(call: Call, came: Reply, token: Secret = TOKEN) -> AromatizaError:
    """The error that an answer to a call is, as the engine meets it."""
    line = Line(
        PLATFORM, token, ScriptedWire(came), FakeClock(), Pace(NOW + timedelta(hours=1)), SilentWatcher()
    )
    with pytest.raises(AromatizaError) as caught:
        call.read(asyncio.run(line.reply(KEY, call)))
    return caught.value


# answer, meaning, then: before anything is uploaded, on an open upload, on the post itself
SHEET = [
    (problem(400, "invalid-request"), "bad JSON or field", HUMAN, AGAIN, AGAIN),
    (problem(400, "about:blank"), "bad request without a name", HUMAN, AGAIN, AGAIN),
    (problem(401, "about:blank"), "token bad or expired", AUTH, AUTH, AUTH),
    (problem(401, "unsupported-authentication"), "token of the app alone", AUTH, AUTH, AUTH),
    (problem(403, "unsupported-authentication"), "token of the app alone", AUTH, AUTH, AUTH),
    (problem(402, "credits"), "no credits left", HUMAN, HUMAN, HUMAN),
    (problem(402, "about:blank"), "no credits left, without a name", HUMAN, HUMAN, HUMAN),
    (problem(403, "about:blank"), "duplicate, forbidden, text or video not taken", HUMAN, HUMAN, UNSURE),
    (older(403, 187), "duplicate, in the older form", HUMAN, HUMAN, UNSURE),
    (problem(403, "client-forbidden", reason="client-not-enrolled"), "app not enrolled", HUMAN, HUMAN, HUMAN),
    (problem(403, "oauth1-permissions"), "app may only read", HUMAN, HUMAN, HUMAN),
    (problem(403, "not-authorized-for-resource"), "permission missing", HUMAN, HUMAN, HUMAN),
    (problem(403, "not-authorized-for-field"), "permission missing", HUMAN, HUMAN, HUMAN),
    (problem(403, "field-unauthorized"), "permission missing", HUMAN, HUMAN, HUMAN),
    (problem(403, "disallowed-resource"), "against X's rules", HUMAN, HUMAN, HUMAN),
    (problem(404, "resource-not-found"), "wrong id", HUMAN, AGAIN, HUMAN),
    (problem(404, "about:blank"), "wrong path", HUMAN, AGAIN, HUMAN),
    (problem(404, "resource-unavailable"), "not to be had", HUMAN, AGAIN, HUMAN),
    (problem(429, "rate-limit-exceeded"), "window exhausted", RETRY, RETRY, RETRY),
    (problem(429, "about:blank"), "window exhausted, without a name", RETRY, RETRY, RETRY),
    (older(429, 88), "window exhausted, in the older form", RETRY, RETRY, RETRY),
    (problem(429, "usage-capped"), "monthly cap or spending limit", HUMAN, HUMAN, HUMAN),
    (problem(500, "internal-error"), "X's own trouble", UNSURE, UNSURE, UNSURE),
    (problem(500, "field-hydration-failure"), "X's own trouble", UNSURE, UNSURE, UNSURE),
    (problem(500, "about:blank"), "X's own trouble", UNSURE, UNSURE, UNSURE),
    (problem(502, "about:blank"), "X's own trouble", UNSURE, UNSURE, UNSURE),
    (problem(503, "about:blank"), "X's own trouble", UNSURE, UNSURE, UNSURE),
    (problem(504, "about:blank"), "X's own trouble", UNSURE, UNSURE, UNSURE),
]
IDS = [f"{came.status} {meaning}" for came, meaning, *_ in SHEET]

TITLES = [
    # the same, of an answer that has a title and no type
    (402, "CreditsDepleted", "no credits left", HUMAN),
    (429, "UsageCapExceeded", "monthly cap", HUMAN),
    (429, "Too Many Requests", "window exhausted", RETRY),
    (401, "Unauthorized", "token bad or expired", AUTH),
]


@pytest.mark.parametrize(("came", "meaning", "then", "_upload", "_post"), SHEET, ids=IDS)
@pytest.mark.parametrize("call", [READING, OPENING], ids=["reading", "opening"])
def test_every_row_of_the_sheet_says_what_happens_when_nothing_is_published(
    call: Call, came: Reply, meaning: str, then: Next, _upload: Next, _post: Next
) -> None:
    assert next_of(met(call, came)) is then, meaning


@pytest.mark.parametrize(("came", "meaning", "_then", "upload", "_post"), SHEET, ids=IDS)
@pytest.mark.parametrize("call", UPLOADING, ids=lambda call: call.name)
def test_every_row_of_the_sheet_says_what_happens_to_an_open_upload(
    call: Call, came: Reply, meaning: str, _then: Next, upload: Next, _post: Next
) -> None:
    assert next_of(met(call, came)) is upload, meaning


@pytest.mark.parametrize(("came", "meaning", "_then", "_upload", "post"), SHEET, ids=IDS)
def test_every_row_of_the_sheet_says_what_happens_after_the_post_was_sent(
    came: Reply, meaning: str, _then: Next, _upload: Next, post: Next
) -> None:
    assert next_of(met(POSTING, came)) is post, meaning


@pytest.mark.parametrize(("status", "title", "meaning", "then"), TITLES)
@pytest.mark.parametrize("call", [READING, UPLOADING[0], POSTING], ids=["reading", "upload", "post"])
def test_a_refusal_without_a_type_is_known_by_its_title(
    call: Call, status: int, title: str, meaning: str, then: Next
) -> None:
    came = Reply(status, {}, json.dumps({"title": title, "detail": "Detail"}).encode())
    error = met(call, came)
    assert next_of(error) is then, meaning
    assert title in str(error)


@pytest.mark.parametrize("host", ["api.x.com", "api.twitter.com"])
def test_only_the_last_part_of_a_type_counts(host: str) -> None:
    came = problem(403, "client-forbidden", type=f"https://{host}/2/problems/client-forbidden")
    assert "code client-forbidden" in str(met(READING, came))


@pytest.mark.parametrize("name", ["text", "reply_settings", "made_with_ai", "paid_partnership"])
def test_a_field_of_the_author_s_that_x_refuses_is_the_author_s_to_change(name: str) -> None:
    wrong: Json = [{"parameters": {name: ["x"]}, "message": "Not like this."}]
    error = met(POSTING, problem(400, "invalid-request", errors=wrong))
    assert isinstance(error, InvalidContent)
    assert f"invalid-request/{name}" in str(error)
    assert "Not like this." in str(error)


def test_media_that_x_does_not_know_any_more_are_uploaded_again() -> None:
    wrong: Json = [{"parameters": {"media.media_ids": ["11"]}, "message": "Your media IDs are invalid."}]
    error = met(POSTING, problem(400, "invalid-request", errors=wrong))
    assert next_of(error) is AGAIN
    assert "Your media IDs are invalid." in str(error)


@pytest.mark.parametrize(
    ("call", "client_error", "server_error"),
    [(READING, HUMAN, UNSURE), (UPLOADING[0], HUMAN, UNSURE), (POSTING, UNSURE, UNSURE)],
    ids=["reading", "upload", "post"],
)
def test_an_unknown_answer_takes_the_safe_class_of_its_call(
    call: Call, client_error: Next, server_error: Next
) -> None:
    assert next_of(met(call, problem(418, "teapot"))) is client_error
    assert next_of(met(call, problem(409, "conflict"))) is client_error
    assert next_of(met(call, older(422, 424242))) is client_error
    assert next_of(met(call, problem(599, "teapot"))) is server_error
    assert next_of(met(call, Reply(502, {}, b"<html>"))) is server_error


@pytest.mark.parametrize("status", [200, 201])
@pytest.mark.parametrize("code", ["resource-not-found", "credits", "teapot"])
def test_an_answer_of_success_without_a_post_is_settled_first(status: int, code: str) -> None:
    errors: Json = {"errors": [{"type": f"https://api.x.com/2/problems/{code}", "title": "No"}]}
    assert next_of(met(POSTING, Reply(status, {}, json.dumps(errors).encode()))) is UNSURE


@pytest.mark.parametrize("body", [b"{}", b"<html>", b'{"data": {}}', b""])
def test_an_answer_of_success_that_cannot_be_read_is_settled_first(body: bytes) -> None:
    assert next_of(met(POSTING, Reply(201, {}, body))) is UNSURE


def test_a_reading_that_succeeds_with_nothing_but_errors_is_a_refusal() -> None:
    errors: Json = {"errors": [{"type": "https://api.x.com/2/problems/resource-not-found", "title": "No"}]}
    assert isinstance(met(READING, Reply(200, {}, json.dumps(errors).encode())), NeedsHuman)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ({"code": 1, "name": "InvalidMedia", "message": "Unsupported video format"}, "InvalidMedia/1"),
        ({"message": "Unsupported video format"}, "failed"),
        ({}, "failed"),
        (None, "failed"),
    ],
    ids=["v1.1's form", "a message alone", "nothing in it", "no reason"],
)
def test_processing_that_failed_is_the_author_s_to_mend_whatever_its_reason(error: Json, code: str) -> None:
    failed: Json = {"data": {"id": "11", "processing_info": {"state": "failed", "error": error}}}
    came = Reply(200, {"x-transaction-id": "1ba0e69dac2d14c9"}, json.dumps(failed).encode())
    met_error = met(UPLOADING[2], came)
    assert isinstance(met_error, InvalidContent)
    assert f"code {code})" in str(met_error)


LIMITS: Mapping[str, tuple[Mapping[str, str], float]] = {
    "as X wrote it in 2022": (
        {"date": "Fri, 28 Oct 2022 02:40:35 UTC", "x-rate-limit-reset": "1666925626"},
        791,
    ),
    "as RFC 9110 has dates": (
        {"date": "Fri, 28 Oct 2022 02:40:35 GMT", "x-rate-limit-reset": "1666925626"},
        791,
    ),
    "of no zone": ({"date": "Fri, 28 Oct 2022 02:40:35 -0000", "x-rate-limit-reset": "1666925626"}, 791),
    "over already": ({"date": "Fri, 28 Oct 2022 02:40:35 GMT", "x-rate-limit-reset": "1666924000"}, 1),
    "very far away": (
        {"date": "Fri, 28 Oct 2022 02:40:35 GMT", "x-rate-limit-reset": "99999999999"},
        7 * 86_400,
    ),
    "without a date": ({"x-rate-limit-reset": "1666925626"}, 900),
    "with a broken date": ({"date": "tomorrow", "x-rate-limit-reset": "1666925626"}, 900),
    "with a broken end": ({"date": "Fri, 28 Oct 2022 02:40:35 GMT", "x-rate-limit-reset": "soon"}, 900),
    "with an endless end": ({"date": "Fri, 28 Oct 2022 02:40:35 GMT", "x-rate-limit-reset": "9" * 400}, 900),
    "unsaid": ({}, 900),
    "as every other network says it": (
        {
            "retry-after": "30",
            "date": "Fri, 28 Oct 2022 02:40:35 GMT",
            "x-rate-limit-reset": "1666925626",
        },
        30,
    ),
}


@pytest.mark.parametrize(("headers", "after_s"), LIMITS.values(), ids=LIMITS)
@pytest.mark.parametrize("call", [READING, UPLOADING[0], POSTING], ids=["reading", "upload", "post"])
def test_a_limit_is_waited_for_until_it_ends_by_x_s_own_clock(
    call: Call, headers: Mapping[str, str], after_s: float
) -> None:
    error = met(call, replace(problem(429, "rate-limit-exceeded"), headers=headers))
    assert isinstance(error, Retryable)
    assert error.retry_after_s == after_s


def test_the_end_of_a_window_does_not_delay_what_is_no_limit() -> None:
    headers, _ = LIMITS["as RFC 9110 has dates"]
    error = met(READING, replace(problem(503, "about:blank"), headers=headers))
    assert isinstance(error, Retryable)
    assert error.retry_after_s is None


@pytest.mark.parametrize("call", [READING, UPLOADING[0], POSTING], ids=["reading", "upload", "post"])
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_codes_and_trace_and_all_that_x_says_are_shown(call: Call, locale: Locale) -> None:
    came = problem(403, "client-forbidden", reason="client-not-enrolled", errors=[{"message": "Third"}])
    came = replace(came, headers={"x-transaction-id": "1ba0e69dac2d14c9"})
    shown = met(call, came).message.text(locale)
    assert "HTTP 403, code client-forbidden/client-not-enrolled" in shown
    assert "Title: Detail: Third" in shown
    assert "[trace 1ba0e69dac2d14c9]" in shown


def test_the_older_name_of_the_trace_is_read_too() -> None:
    came = replace(problem(403, "about:blank"), headers={"x-transaction": "004100c000ddab51"})
    assert "[trace 004100c000ddab51]" in str(met(READING, came))


ADVISED = [
    # answer, on the post: who mends it, where
    (problem(402, "credits"), "developer account buys credits at console.x.com", "achète des crédits"),
    (problem(429, "usage-capped"), "spending limit at console.x.com", "limite de dépenses"),
    (problem(401, "about:blank"), "administrator of the account connects it again", "le reconnecte"),
    (problem(401, "unsupported-authentication"), "developer gives a token", "développeur de l'application"),
    (problem(403, "client-forbidden"), "app's developer puts the app into a project", "dans un projet"),
    (problem(403, "oauth1-permissions"), "“Read and write” at console.x.com", "« Read and write »"),
    (problem(403, "not-authorized-for-resource"), "with all scopes", "tous les scopes"),
    (problem(403, "about:blank"), "the author changes the post", "l'auteur modifie le post"),
    (problem(404, "about:blank"), "developers of aromatiza mend it", "développeurs d'aromatiza"),
]


@pytest.mark.parametrize(("came", "english", "french"), ADVISED)
def test_a_refusal_that_a_person_mends_says_who_and_where_in_both_languages(
    came: Reply, english: str, french: str
) -> None:
    message = met(POSTING, came).message
    assert english in message.text("en")
    assert french in message.text("fr")


def test_a_refusal_for_a_person_never_has_the_advice_that_fits_everything() -> None:
    general = {ADVICE[then].text() for then in (HUMAN, AUTH, CONTENT)}
    for came, _, then, _, post in SHEET:
        for call, outcome in ((READING, then), (POSTING, post)):
            advice = met(call, came).message.values["advice"]
            assert isinstance(advice, Message)
            assert (outcome in (HUMAN, AUTH, CONTENT)) <= (advice.text() not in general)


TOKENS = [
    pytest.param(Secret("a-bearer-of-some-length"), id="bearer"),
    pytest.param(
        UserToken(
            "a-user-token-of-some-length",
            Secret("an-app-key-of-some-length"),
            Secret("an-app-secret-of-some-length"),
            Secret("a-token-secret-of-some-length"),
        ),
        id="signed",
    ),
]


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("call", [READING, UPLOADING[0], POSTING], ids=["reading", "upload", "post"])
def test_a_token_in_what_x_says_is_never_shown(call: Call, token: Secret) -> None:
    texts = [secret.reveal() for secret in secrets_of(token)]
    came = problem(403, "about:blank", detail=" ".join(texts), title=texts[0], reason=texts[-1])
    came = replace(came, headers={"x-transaction-id": texts[-1]})
    message = met(call, came, token).message
    shown = message.text("en") + message.text("fr")
    assert "***" in shown
    assert not any(text in shown for text in texts)
