"""YouTube's error tables against the list of its fact sheet, read a second time and written down here.

https://developers.google.com/youtube/v3/docs/core_errors,
https://developers.google.com/youtube/data/reference/rest/v3/videos/insert and
https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol (read 2026-11).
"""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.delivery import DeliveryKey
from aromatiza.core.errors import AromatizaError, Retryable
from aromatiza.core.refusals import ADVICE, Next
from aromatiza.core.secret import Secret
from aromatiza.engine.pace import Pace
from aromatiza.engine.sender import Line
from aromatiza.platforms.youtube.errors import ERRORS, UPLOAD_ERRORS, VIDEO_FAULTS
from aromatiza.platforms.youtube.flow import PLATFORM
from aromatiza.platforms.youtube.session import open_session
from aromatiza.platforms.youtube.upload import upload_video
from aromatiza.platforms.youtube.watch import processed
from tests.fakes import NOW, FakeClock, ScriptedWire, SilentWatcher
from tests.platforms.graph_network import next_of, reply
from tests.platforms.test_youtube import delivery

RETRY, UNSURE, AUTH, CONTENT, HUMAN = Next.RETRY, Next.UNSURE, Next.AUTH, Next.CONTENT, Next.HUMAN
DISCOVERY = Path(__file__).parents[3] / "shared/specs/youtube-v3-discovery.json"

REASONS = [
    # status, reason, meaning, then when a session is opened or something is read, then on the bytes
    (400, "invalidTitle", "metadata", CONTENT, CONTENT),
    (400, "invalidDescription", "metadata", CONTENT, CONTENT),
    (400, "invalidTags", "metadata", CONTENT, CONTENT),
    (400, "invalidCategoryId", "metadata", CONTENT, CONTENT),
    (400, "invalidPublishAt", "metadata", CONTENT, CONTENT),
    (400, "invalidVideoMetadata", "metadata", CONTENT, CONTENT),
    (400, "invalidFilename", "the name that we make", HUMAN, HUMAN),
    (400, "invalidRecordingDetails", "never sent", HUMAN, HUMAN),
    (400, "invalidVideoGameRating", "never sent", HUMAN, HUMAN),
    (400, "defaultLanguageNotSet", "never sent", HUMAN, HUMAN),
    (400, "mediaBodyRequired", "no media", HUMAN, HUMAN),
    (400, "uploadLimitExceeded", "the channel's own limit", RETRY, RETRY),
    (401, "authError", "token bad or old", AUTH, AUTH),
    (401, "expired", "token bad or old", AUTH, AUTH),
    (401, "required", "token bad or old", AUTH, AUTH),
    (401, "unauthorized", "token bad or old", AUTH, AUTH),
    (401, "youtubeSignupRequired", "no channel", HUMAN, HUMAN),
    (403, "forbidden", "not for this channel", AUTH, AUTH),
    (403, "forbiddenPrivacySetting", "value not allowed", CONTENT, CONTENT),
    (403, "forbiddenLicenseSetting", "never sent", HUMAN, HUMAN),
    (403, "insufficientPermissions", "scope missing", AUTH, AUTH),
    (403, "quotaExceeded", "project quota", RETRY, RETRY),
    (403, "dailyLimitExceeded", "project quota", RETRY, RETRY),
    (403, "rateLimitExceeded", "too fast", RETRY, RETRY),
    (429, "rateLimitExceeded", "too fast", RETRY, RETRY),
    (403, "userRateLimitExceeded", "too fast", RETRY, RETRY),
    (429, "userRateLimitExceeded", "too fast", RETRY, RETRY),
    (403, "accessNotConfigured", "API not enabled", HUMAN, HUMAN),
    (403, "accountDisabled", "account problem", HUMAN, HUMAN),
    (403, "accountDeleted", "account problem", HUMAN, HUMAN),
    (403, "authenticatedUserAccountClosed", "account problem", HUMAN, HUMAN),
    (403, "authenticatedUserAccountSuspended", "account problem", HUMAN, HUMAN),
    (404, "notFound", "wrong id; on a session, that it is gone", HUMAN, UNSURE),
    (409, "alreadyExists", "passes when a session is opened", RETRY, UNSURE),
    (413, "uploadTooLarge", "more than 256 GB", CONTENT, CONTENT),
    (416, "requestedRangeNotSatisfiable", "wrong offsets", UNSURE, UNSURE),
    (500, "internalError", "server", UNSURE, UNSURE),
    (502, "backendError", "server", UNSURE, UNSURE),
    (503, "backendError", "server", UNSURE, UNSURE),
    (504, "backendError", "server", UNSURE, UNSURE),
    (501, "notImplemented", "permanent", HUMAN, UNSURE),
    (505, "", "permanent", HUMAN, UNSURE),
]
UNKNOWN = [
    (400, "somethingNew", HUMAN, UNSURE),
    (401, "", AUTH, AUTH),
    (403, "somethingNew", HUMAN, UNSURE),
    (429, "", RETRY, RETRY),
    (500, "", UNSURE, UNSURE),
]


def refused(status: int, reason: str) -> Reply:
    error = {
        "domain": "youtube.video",
        "reason": reason,
        "message": "no",
        "locationType": "other",
        "location": "body.snippet.title",
    }
    return reply({"error": {"code": status, "message": "no", "errors": [error]}}, status)


def when_opening(answer: Reply) -> AromatizaError:
    """What the engine makes of an answer to the opening of a session."""
    with pytest.raises(AromatizaError) as caught:
        asyncio.run(_sent(answer))
    return caught.value


async def _sent(answer: Reply, token: str = "t") -> Reply:
    line = Line(
        PLATFORM,
        Secret(token),
        ScriptedWire(answer),
        FakeClock(),
        Pace(NOW + timedelta(days=1)),
        SilentWatcher(),
    )
    wanted = delivery()
    return await line.reply(DeliveryKey(wanted.post, wanted.account.name), open_session(wanted))


def with_bytes(answer: Reply) -> AromatizaError:
    """What is made of an answer to the bytes of the file."""
    call = upload_video(delivery(), Secret("https://www.googleapis.com/x"), Answer({"received": 0}))
    assert answer.status in call.accepts
    with pytest.raises(AromatizaError) as caught:
        call.read(answer)
    return caught.value


@pytest.mark.parametrize(("status", "reason", "meaning", "then", "then_on_bytes"), REASONS)
def test_every_row_of_the_sheet_says_what_happens_before_and_at_the_point_of_no_return(
    status: int, reason: str, meaning: str, then: Next, then_on_bytes: Next
) -> None:
    assert next_of(when_opening(refused(status, reason))) is then, meaning
    assert next_of(with_bytes(refused(status, reason))) is then_on_bytes, meaning


@pytest.mark.parametrize(("status", "reason", "then", "then_on_bytes"), UNKNOWN)
def test_an_unknown_error_takes_the_safe_class_of_its_call(
    status: int, reason: str, then: Next, then_on_bytes: Next
) -> None:
    assert next_of(when_opening(refused(status, reason))) is then
    assert next_of(with_bytes(refused(status, reason))) is then_on_bytes


def test_a_page_instead_of_an_error_is_judged_by_its_status() -> None:
    assert next_of(when_opening(Reply(503, body=b"<html>"))) is UNSURE
    assert next_of(when_opening(Reply(302, body=b"<html>"))) is HUMAN
    assert next_of(with_bytes(Reply(302, body=b"<html>"))) is UNSURE


def test_a_newer_error_is_read_by_its_status_word() -> None:
    answer = reply({"error": {"code": 403, "message": "no", "status": "PERMISSION_DENIED"}}, 403)
    error = when_opening(answer)
    assert next_of(error) is HUMAN
    assert "HTTP 403, code PERMISSION_DENIED" in str(error)


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_the_network_s_own_words_are_shown_in_both_languages(locale: str) -> None:
    error = when_opening(refused(400, "invalidTitle"))
    shown = error.message.text("fr" if locale == "fr" else "en")
    assert "HTTP 400, code invalidTitle/body.snippet.title" in shown
    assert "no [trace -]" in shown
    assert {"en": "changes its title", "fr": "change son titre"}[locale] in shown


def test_a_token_that_the_network_repeats_is_not_shown() -> None:
    token = "ya29.a0AfB_byDXXXXXXXXXXXX"
    answer = reply({"error": {"code": 401, "message": f"bad {token}", "status": "UNAUTHENTICATED"}}, 401)
    with pytest.raises(AromatizaError) as caught:
        asyncio.run(_sent(answer, token))
    assert token not in str(caught.value)
    assert "bad ***" in str(caught.value)


@pytest.mark.parametrize(
    ("date", "wait_s"),
    [
        pytest.param("Mon, 23 Nov 2026 07:59:00 GMT", 60, id="a minute before midnight, in winter"),
        pytest.param("Mon, 23 Nov 2026 08:00:00 GMT", 6 * 3600, id="at midnight: asked again later"),
        pytest.param("Mon, 23 Nov 2026 20:00:00 GMT", 12 * 3600, id="at noon"),
        pytest.param("Wed, 01 Jul 2026 06:59:00 GMT", 3660, id="in summer an hour late, never early"),
        pytest.param("Mon, 23 Nov 2026 02:00:00 -0700", 23 * 3600, id="another zone"),
        pytest.param("Mon, 23 Nov 2026 07:00:00", 3600, id="no zone: UTC"),
        pytest.param("Fri, 31 Dec 9999 23:00:00 -0900", 6 * 3600, id="a date that cannot be"),
        pytest.param("some day", 6 * 3600, id="no date"),
    ],
)
def test_a_used_up_quota_is_waited_for_until_midnight_in_california(date: str, wait_s: float) -> None:
    answer = refused(403, "quotaExceeded")
    error = when_opening(Reply(answer.status, {"date": date}, answer.body))
    assert isinstance(error, Retryable)
    assert error.retry_after_s == wait_s


def test_a_wait_that_the_network_states_wins() -> None:
    answer = refused(403, "quotaExceeded")
    headers = {"date": "Mon, 23 Nov 2026 20:00:00 GMT", "retry-after": "90"}
    error = when_opening(Reply(answer.status, headers, answer.body))
    assert isinstance(error, Retryable)
    assert error.retry_after_s == 90


FAULTS: list[tuple[str, str, str, str, Next, str]] = [
    # uploadStatus, its reason, processingStatus, its reason, then, what is shown
    ("failed", "conversion", "failed", "", CONTENT, "failed/conversion"),
    ("failed", "invalidFile", "failed", "", CONTENT, "failed/invalidFile"),
    ("failed", "emptyFile", "", "", CONTENT, "failed/emptyFile"),
    ("failed", "tooSmall", "", "", CONTENT, "failed/tooSmall"),
    ("failed", "codec", "", "", CONTENT, "failed/codec"),
    ("failed", "uploadAborted", "", "", CONTENT, "failed/uploadAborted"),
    ("failed", "", "failed", "transcodeFailed", HUMAN, "failed/transcodeFailed"),
    ("failed", "newReason", "", "", HUMAN, "failed/newReason"),
    ("rejected", "copyright", "", "", HUMAN, "rejected/copyright"),
    ("rejected", "inappropriate", "", "", HUMAN, "rejected/inappropriate"),
    ("rejected", "duplicate", "", "", HUMAN, "rejected/duplicate"),
    ("rejected", "termsOfUse", "", "", HUMAN, "rejected/termsOfUse"),
    ("rejected", "uploaderAccountSuspended", "", "", HUMAN, "rejected/uploaderAccountSuspended"),
    ("rejected", "length", "", "", HUMAN, "rejected/length"),
    ("rejected", "claim", "", "", HUMAN, "rejected/claim"),
    ("rejected", "uploaderAccountClosed", "", "", HUMAN, "rejected/uploaderAccountClosed"),
    ("rejected", "trademark", "", "", HUMAN, "rejected/trademark"),
    ("rejected", "legal", "", "", HUMAN, "rejected/legal"),
    ("rejected", "newReason", "", "", HUMAN, "rejected/newReason"),
    ("deleted", "", "", "", HUMAN, "deleted"),
    ("uploaded", "", "failed", "uploadFailed", HUMAN, "failed/uploadFailed"),
    ("uploaded", "", "failed", "transcodeFailed", HUMAN, "failed/transcodeFailed"),
    ("uploaded", "", "failed", "streamingFailed", HUMAN, "failed/streamingFailed"),
    ("uploaded", "", "failed", "other", HUMAN, "failed/other"),
    ("uploaded", "", "terminated", "", HUMAN, "terminated"),
]


def watched(status: str, reason: str, processing: str, failure: str) -> Reply:
    video = {
        "status": {"uploadStatus": status, "failureReason": reason, "rejectionReason": reason},
        "processingDetails": {"processingStatus": processing, "processingFailureReason": failure},
    }
    return reply({"items": [video]})


@pytest.mark.parametrize(
    ("video", "then", "shown"),
    [pytest.param(watched(*state), then, shown, id=shown) for *state, then, shown in FAULTS],
)
def test_a_video_that_nobody_can_watch_says_why_and_who_mends_it(
    video: Reply, then: Next, shown: str
) -> None:
    with pytest.raises(AromatizaError) as caught:
        processed(False, video)
    assert next_of(caught.value) is then
    assert f"code {shown})" in str(caught.value)
    assert caught.value.message.values["advice"] not in ADVICE.values()


def test_every_reason_that_youtube_s_description_names_has_a_row() -> None:
    """Status and processing, as the description of revision 20261104 lists them; read when it is there."""
    known = {(row.code, row.subcode) for row in VIDEO_FAULTS}
    assert {("failed", "codec"), ("rejected", "duplicate"), ("failed", "other")} <= known
    schemas = json.loads(DISCOVERY.read_text("utf-8"))["schemas"] if DISCOVERY.exists() else {}
    status = schemas.get("VideoStatus", {}).get("properties", {})
    processing = schemas.get("VideoProcessingDetails", {}).get("properties", {})
    wanted = {
        *(("failed", reason) for reason in status.get("failureReason", {}).get("enum", [])),
        *(("rejected", reason) for reason in status.get("rejectionReason", {}).get("enum", [])),
        *(("failed", reason) for reason in processing.get("processingFailureReason", {}).get("enum", [])),
    }
    assert wanted - known == set()


def test_every_refusal_that_a_person_must_mend_says_who_does_it_and_how() -> None:
    silent = {
        row.code
        for row in (*ERRORS, *UPLOAD_ERRORS)
        if row.advice is None and row.then in (Next.CONTENT, Next.HUMAN)
    }
    assert silent == set()
