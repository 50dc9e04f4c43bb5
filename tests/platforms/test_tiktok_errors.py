"""TikTok's error tables against the lists of its fact sheet, read a second time and written down here.

https://developers.tiktok.com/doc/tiktok-api-v2-error-handling, the pages on posting, and
https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide (read 2026-11-22).
"""

from __future__ import annotations

import pytest

from aromatiza.core.answers import Answer, Reply, masked
from aromatiza.core.calls import Role
from aromatiza.core.delivery import Step
from aromatiza.core.errors import AromatizaError, Retryable
from aromatiza.core.post import MediaKind
from aromatiza.core.refusals import ADVICE, Next
from aromatiza.core.secret import Secret
from aromatiza.platforms.tiktok.errors import ERRORS, FAILURES, STATUS_ERRORS
from aromatiza.platforms.tiktok.flow import PLATFORM
from tests.fakes import NOW
from tests.platforms.graph_network import Resumed, error_in, next_of
from tests.platforms.tiktok_network import (
    DIRECT,
    INBOX,
    LONG,
    Network,
    delivery,
    ok,
    publish,
    refusal,
    uploading,
)

RETRY, UNSURE, AGAIN = Next.RETRY, Next.UNSURE, Next.FROM_START
AUTH, CONTENT, HUMAN = Next.AUTH, Next.CONTENT, Next.HUMAN
DAY = 24 * 3600

# The sheet, section 6: HTTP status, error.code, meaning, then for every call that posts nothing (and after
# how many seconds), then as the answer to the posting of photos, then as the answer to the question after it.
ENVELOPE = [
    (400, "invalid_param", "wrong request, in the posting docs", HUMAN, None, HUMAN, UNSURE),
    (400, "invalid_params", "wrong request, in the general docs", HUMAN, None, HUMAN, UNSURE),
    (400, "invalid_file_upload", "file is wrong", CONTENT, None, CONTENT, UNSURE),
    (400, "scope_permission_missed", "field outside the scopes", AUTH, None, AUTH, AUTH),
    (400, "app_version_check_failed", "phone app too old for drafts", HUMAN, None, HUMAN, UNSURE),
    (400, "invalid_publish_id", "not known, proves nothing", UNSURE, None, UNSURE, UNSURE),
    (400, "token_not_authorized_for_specified_publish_id", "other account", AUTH, None, AUTH, AUTH),
    (400, "publish_not_cancellable", "already final", HUMAN, None, HUMAN, UNSURE),
    (401, "access_token_invalid", "token dead", AUTH, None, AUTH, AUTH),
    (401, "scope_not_authorized", "scope missing", AUTH, None, AUTH, AUTH),
    (403, "spam_risk_too_many_posts", "posts of the day", RETRY, DAY, RETRY, UNSURE),
    (403, "spam_risk_too_many_pending_share", "drafts of the day", RETRY, DAY, RETRY, UNSURE),
    (403, "spam_risk_user_banned_from_posting", "banned", HUMAN, None, HUMAN, UNSURE),
    (403, "reached_active_user_cap", "app's accounts of the day", RETRY, DAY, RETRY, UNSURE),
    (403, "unaudited_client_can_only_post_to_private_accounts", "audit", HUMAN, None, HUMAN, UNSURE),
    (403, "url_ownership_unverified", "domain not verified", HUMAN, None, HUMAN, UNSURE),
    (403, "privacy_level_option_mismatch", "visibility not offered", CONTENT, None, CONTENT, UNSURE),
    (429, "rate_limit_exceeded", "too many calls", RETRY, 60, RETRY, RETRY),
    (500, "internal_error", "TikTok's own trouble", UNSURE, None, UNSURE, UNSURE),
]
IDS = [row[1] for row in ENVELOPE]

# The same errors with HTTP 200, as creator_info answers them on purpose (section 3.1).
WITH_200 = [
    ("spam_risk_too_many_posts", RETRY),
    ("spam_risk_user_banned_from_posting", HUMAN),
    ("reached_active_user_cap", RETRY),
]

# Section 4.3: status of the upload host, meaning, then for a chunk before the last, then for the last one.
UPLOAD_HOST = [
    (400, "bad headers, or another length", HUMAN, HUMAN),
    (403, "upload_url expired", AGAIN, UNSURE),
    (404, "no such upload", AGAIN, UNSURE),
    (500, "internal", UNSURE, UNSURE),
    (502, "gateway", UNSURE, UNSURE),
    (503, "gateway", UNSURE, UNSURE),
    (504, "gateway", UNSURE, UNSURE),
    (307, "a redirect, which is refused", HUMAN, UNSURE),
    (418, "nobody knows", HUMAN, UNSURE),
    (429, "not documented", RETRY, UNSURE),
]

# Section 5: fail_reason, whether a new init is allowed, then, after how many seconds.
FAIL_REASONS = [
    ("internal", "documented as retryable", AGAIN, None),
    ("video_pull_failed", "after checking the URL", AGAIN, 900),
    ("photo_pull_failed", "after checking the URL", AGAIN, 900),
    ("file_format_check_failed", "only with a corrected file", CONTENT, None),
    ("duration_check_failed", "only with a corrected file", CONTENT, None),
    ("frame_rate_check_failed", "only with a corrected file", CONTENT, None),
    ("picture_size_check_failed", "only with a corrected file", CONTENT, None),
    ("publish_cancelled", "only on explicit request", HUMAN, None),
    ("auth_removed", "after the account was connected again", AGAIN, None),
    ("spam_risk_too_many_posts", "not within a day", AGAIN, DAY),
    ("spam_risk_user_banned_from_posting", "no", HUMAN, None),
    ("spam_risk_text", "new caption", CONTENT, None),
    ("spam_risk", "no", HUMAN, None),
]


def error_of(
    name: str, answer: Reply, kind: MediaKind = MediaKind.VIDEO, size_bytes: int = 5
) -> AromatizaError:
    """What the flow raises, by the engine's own way of sending, when a call is answered so."""
    with pytest.raises(AromatizaError) as caught:
        publish(delivery(DIRECT, kind, size_bytes), Network({name: answer}))
    return caught.value


@pytest.mark.parametrize(
    ("status", "code", "meaning", "then", "after_s", "_photos", "_later"), ENVELOPE, ids=IDS
)
def test_every_row_of_the_sheet_says_what_happens_before_anything_is_posted(
    status: int,
    code: str,
    meaning: str,
    then: Next,
    after_s: float | None,
    _photos: Next,
    _later: Next,
) -> None:
    for call in ("posting allowed", "upload opened"):
        error = error_of(call, refusal(status, code))
        assert next_of(error) is then, meaning
        assert getattr(error, "retry_after_s", None) == after_s
        assert code in str(error)


@pytest.mark.parametrize(
    ("status", "code", "meaning", "_then", "_after_s", "photos", "_later"), ENVELOPE, ids=IDS
)
def test_every_row_of_the_sheet_says_what_happens_when_it_answers_the_posting_of_photos(
    status: int, code: str, meaning: str, _then: Next, _after_s: float | None, photos: Next, _later: Next
) -> None:
    error = error_of("photos submitted", refusal(status, code), MediaKind.PHOTO)
    assert next_of(error) is photos, meaning
    assert code in str(error)


@pytest.mark.parametrize(
    ("status", "code", "meaning", "_then", "_after_s", "_photos", "later"), ENVELOPE, ids=IDS
)
def test_every_row_of_the_sheet_says_what_happens_once_the_post_has_gone_out(
    status: int, code: str, meaning: str, _then: Next, _after_s: float | None, _photos: Next, later: Next
) -> None:
    """No refusal of a question is a verdict on the post: it is asked again, or the token is renewed."""
    error = error_of("post finished", refusal(status, code))
    assert next_of(error) is later, meaning
    assert next_of(error) in (AUTH, RETRY, UNSURE)
    assert code in str(error)


@pytest.mark.parametrize(("code", "then"), WITH_200)
def test_a_refusal_that_comes_with_200_is_one(code: str, then: Next) -> None:
    assert next_of(error_of("posting allowed", refusal(200, code))) is then
    assert next_of(error_of("upload opened", refusal(200, code))) is then
    assert next_of(error_of("photos submitted", refusal(200, code), MediaKind.PHOTO)) is then


@pytest.mark.parametrize(("status", "meaning", "before", "last"), UPLOAD_HOST)
def test_every_status_of_the_upload_host_says_what_happens_before_and_at_the_last_byte(
    status: int, meaning: str, before: Next, last: Next
) -> None:
    first = error_of("chunk 1 uploaded", Reply(status), size_bytes=LONG)
    assert next_of(first) is before, meaning
    assert next_of(error_of("video submitted", Reply(status))) is last, meaning
    assert f"HTTP {status}" in str(first)


@pytest.mark.parametrize(("reason", "meaning", "then", "after_s"), FAIL_REASONS)
@pytest.mark.parametrize("options", [INBOX, DIRECT], ids=["draft", "direct"])
def test_every_reason_of_a_failed_post_says_what_happens(
    reason: str, meaning: str, then: Next, after_s: float | None, options: dict[str, str]
) -> None:
    failed = ok({"status": "FAILED", "fail_reason": reason})
    with pytest.raises(AromatizaError, match=reason) as caught:
        publish(delivery({**options}), Network({"post finished": failed}))
    assert next_of(caught.value) is then, meaning
    assert getattr(caught.value, "retry_after_s", None) == after_s
    assert "trace 202611021000" in str(caught.value)


def test_the_tables_have_no_line_that_the_sheet_has_not() -> None:
    assert {row.code for row in ERRORS} == set(IDS)
    assert {row.code for row in FAILURES} == {reason for reason, *_ in FAIL_REASONS}


@pytest.mark.parametrize("reason", ["a_reason_of_tomorrow", ""])
def test_a_reason_that_nobody_knows_is_a_humans(reason: str) -> None:
    failed = ok({"status": "FAILED", "fail_reason": reason})
    assert next_of(error_of("post finished", failed)) is HUMAN


def test_an_unknown_error_takes_the_safe_class_of_its_call() -> None:
    unknown, page = refusal(400, "a_code_of_tomorrow"), Reply(503, body=b"<html>")
    assert next_of(error_of("upload opened", unknown)) is HUMAN
    assert next_of(error_of("upload opened", page)) is UNSURE
    assert next_of(error_of("photos submitted", unknown, MediaKind.PHOTO)) is UNSURE
    assert next_of(error_of("photos submitted", page, MediaKind.PHOTO)) is UNSURE
    assert next_of(error_in(PLATFORM, STATUS_ERRORS, unknown)) is UNSURE
    assert next_of(error_in(PLATFORM, STATUS_ERRORS, page)) is UNSURE


@pytest.mark.parametrize(("status", "then"), [(401, AUTH), (429, RETRY)])
def test_a_request_that_http_itself_says_was_not_applied_leaves_no_doubt(status: int, then: Next) -> None:
    """RFC 9110, 15.5.2 and RFC 6585, 4."""
    assert next_of(error_of("photos submitted", Reply(status, body=b"<html>"), MediaKind.PHOTO)) is then


@pytest.mark.parametrize("data", [{}, {"publish_id": ""}], ids=["none", "empty"])
def test_an_answer_without_an_id_leaves_photos_in_doubt(data: dict[str, str]) -> None:
    assert next_of(error_of("photos submitted", ok({**data}), MediaKind.PHOTO)) is UNSURE


def test_ok_with_a_bad_status_is_no_success() -> None:
    assert next_of(error_of("upload opened", refusal(500, "ok"))) is UNSURE


@pytest.mark.parametrize("locale", ["en", "fr"])
@pytest.mark.parametrize("spelling", ["log_id", "logid"])
def test_the_networks_own_code_and_its_trace_are_shown(locale: str, spelling: str) -> None:
    body = b'{"error": {"code": "url_ownership_unverified", "message": "no", "%s": "2026AB"}}'
    error = error_of("upload opened", Reply(403, body=body % spelling.encode()))
    said = error.message.text("fr" if locale == "fr" else "en")
    assert "HTTP 403" in said
    assert "url_ownership_unverified" in said
    assert "trace 2026AB" in said


def test_what_an_upload_host_writes_is_not_shown_because_it_may_repeat_the_address() -> None:
    """Its address has a token of its own, of which only the whole is known to be secret."""
    body = b'{"error": {"code": "bad", "message": "upload_token=0123456789abcdef", "log_id": "2026AB"}}'
    for name in ("chunk 1 uploaded", "video submitted"):
        said = str(error_of(name, Reply(400, body=body), size_bytes=LONG))
        assert "0123456789abcdef" not in said
        assert "code bad" in said
        assert "trace 2026AB" in said


def test_a_token_in_tiktoks_text_is_not_shown() -> None:
    token = Secret("act.example0123456789")
    answer = masked(refusal(401, "access_token_invalid", "act.example0123456789 is not valid"), token)
    said = str(error_in(PLATFORM, ERRORS, answer))
    assert "***" in said
    assert "act.example" not in said


@pytest.mark.parametrize(
    ("code", "who", "qui"),
    [
        ("scope_not_authorized", "An administrator of the account", "Un administrateur du compte"),
        ("privacy_level_option_mismatch", "The author of the post", "L'auteur du post"),
        ("url_ownership_unverified", "The app's developer", "Le développeur de l'application"),
        ("app_version_check_failed", "to 31.8 or later", "version 31.8 au moins"),
        (
            "unaudited_client_can_only_post_to_private_accounts",
            "makes the account private",
            "rend le compte privé",
        ),
        ("invalid_params", "Whoever runs aromatiza", "La personne qui exploite aromatiza"),
        ("spam_risk_too_many_pending_share", "publishes or deletes", "publie ou supprime"),
    ],
)
def test_a_refusal_says_who_can_mend_it_and_how(code: str, who: str, qui: str) -> None:
    message = error_of("upload opened", refusal(400, code)).message
    assert who in message.text("en")
    assert qui in message.text("fr")
    assert ADVICE[HUMAN].text("en") not in message.text("en")


def test_a_refusal_of_the_question_afterwards_never_blocks_a_post_that_went_out() -> None:
    """It is asked again as long as a run lasts, then by the next one; nothing is sent."""
    submitted = Step("video submitted", Role.PUBLISH, NOW, Answer({"publish_id": "v1", "at_s": 0}))
    opened = Step(
        "upload opened",
        Role.PREPARE,
        NOW,
        Answer({"publish_id": "v1", "address": Secret("https://a"), "at_s": 0}),
    )
    resumed = Resumed(PLATFORM, delivery(INBOX), opened, submitted)
    with pytest.raises(Retryable):
        resumed.run(uploading(0), *[refusal(400, "invalid_params")] * 4)
    assert resumed.record.has_gone_out
    assert resumed.names() == ["bytes counted", *["post finished"] * 4]
