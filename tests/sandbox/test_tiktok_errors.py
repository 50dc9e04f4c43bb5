"""Every error row of TikTok's documentation can be caused by a request, and looks as documented.

https://developers.tiktok.com/doc/tiktok-api-v2-error-handling and the error tables of the posting pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from aromatiza.sandbox.server import Sandbox
from aromatiza.sandbox.tiktok import TikTok
from aromatiza.sandbox.tiktok_answer import REFUSALS
from tests.sandbox.graph_client import mp4
from tests.sandbox.tiktok_client import (
    CANCEL,
    CREATOR,
    DIRECT,
    INBOX,
    LIST,
    PHOTOS,
    STATUS,
    USER,
    VIDEO,
    TikTokClient,
    direct,
    draft,
    photos,
    pulled,
    tiktok_in,
    upload,
)

OWNED = "domains=media.example"
DRAFT = {"post_mode": "MEDIA_UPLOAD", "post_info": {"title": "x"}}


@pytest.fixture
def tiktok(tmp_path: Path) -> Iterator[TikTokClient]:
    with tiktok_in(tmp_path) as client:
        yield client


def of_another(tiktok: TikTokClient) -> dict[str, str]:
    return {"publish_id": tiktok.data(DIRECT, direct(), "t@someone")["publish_id"]}


def too_many_drafts(tiktok: TikTokClient) -> tuple[int, str]:
    for _ in range(5):
        tiktok.uploaded(INBOX, draft())
    return tiktok.code(INBOX, draft())


def too_many_posts(tiktok: TikTokClient) -> None:
    tiktok.uploaded(DIRECT, direct(), "t;posts=1")


def too_many_users(tiktok: TikTokClient) -> None:
    tiktok.data(DIRECT, direct(), "t@someone")


def too_fast(tiktok: TikTokClient) -> tuple[int, str]:
    tiktok.data(CREATOR, None, "t;per_minute=1")
    return tiktok.code(CREATOR, None, "t;per_minute=1")


def posted(tiktok: TikTokClient) -> dict[str, str]:
    return {"publish_id": tiktok.uploaded(DIRECT, direct())}


def draft_of_an_old_app(tiktok: TikTokClient) -> tuple[int, str]:
    return tiktok.code(PHOTOS, photos(**DRAFT), f"t;app_version=31.7;{OWNED}")


def fields(tiktok: TikTokClient, token: str = "t", names: str = "open_id") -> tuple[int, str]:
    return tiktok.code(USER, None, token, fields=names)


Row = tuple[str, int, str, Callable[[TikTokClient], tuple[int, str]]]

ROWS: list[Row] = [
    ("direct", 400, "invalid_params", lambda t: t.code(DIRECT, direct(nonsense=1))),
    ("inbox", 400, "invalid_params", lambda t: t.code(INBOX, direct())),
    ("photos", 400, "invalid_params", lambda t: t.code(PHOTOS, photos(media_type="VIDEO"))),
    ("status", 400, "invalid_params", lambda t: t.code(STATUS, {"publish_id": 7})),
    ("cancel", 400, "invalid_params", lambda t: t.code(CANCEL, {})),
    ("list", 400, "invalid_params", lambda t: t.code(LIST, {"max_count": 21}, fields="id")),
    ("user", 400, "invalid_params", lambda t: t.code(USER)),
    ("branded", 400, "invalid_params", lambda t: t.code(DIRECT, branded_for_oneself())),
    ("file", 400, "invalid_file_upload", lambda t: t.code(INBOX, draft(), "t;error=invalid_file_upload")),
    ("fields", 400, "scope_permission_missed", lambda t: fields(t, "t;scope=user.info.basic", "username")),
    ("app", 400, "app_version_check_failed", draft_of_an_old_app),
    ("unknown", 400, "invalid_publish_id", lambda t: t.code(STATUS, {"publish_id": "v_pub_file~v2-1.1"})),
    ("cancel unknown", 400, "invalid_publish_id", lambda t: t.code(CANCEL, {"publish_id": "v"})),
    (
        "other",
        400,
        "token_not_authorized_for_specified_publish_id",
        lambda t: t.code(STATUS, of_another(t)),
    ),
    (
        "cancel other",
        400,
        "token_not_authorized_for_specified_publish_id",
        lambda t: t.code(CANCEL, of_another(t)),
    ),
    ("cancel done", 400, "publish_not_cancellable", lambda t: t.code(CANCEL, posted(t))),
    ("no token", 401, "access_token_invalid", lambda t: t.code(DIRECT, direct(), "")),
    ("expired", 401, "access_token_invalid", lambda t: t.code(DIRECT, direct(), "expired")),
    ("by the clock", 401, "access_token_invalid", lambda t: t.code(CREATOR, None, "t;expires_at=1800000000")),
    ("refresh token", 401, "access_token_invalid", lambda t: t.code(CREATOR, None, f"rft.sandbox{'0' * 40}")),
    ("scope direct", 401, "scope_not_authorized", lambda t: t.code(DIRECT, direct(), "t;scope=video.upload")),
    ("scope inbox", 401, "scope_not_authorized", lambda t: t.code(INBOX, draft(), "t;scope=video.publish")),
    ("scope photos", 401, "scope_not_authorized", lambda t: t.code(PHOTOS, photos(), "t;scope=video.upload")),
    (
        "scope photo draft",
        401,
        "scope_not_authorized",
        lambda t: t.code(PHOTOS, photos(**DRAFT), "t;scope=video.publish"),
    ),
    ("scope creator", 401, "scope_not_authorized", lambda t: t.code(CREATOR, None, "t;scope=video.upload")),
    ("scope status", 401, "scope_not_authorized", lambda t: t.code(STATUS, {}, "t;scope=video.list")),
    ("scope cancel", 401, "scope_not_authorized", lambda t: t.code(CANCEL, {}, "t;scope=video.list")),
    ("scope list", 401, "scope_not_authorized", lambda t: t.code(LIST, {}, "t;scope=video.publish")),
    ("scope user", 401, "scope_not_authorized", lambda t: fields(t, "t;scope=video.publish")),
    ("cap of posts", 403, "spam_risk_too_many_posts", lambda t: after(t, too_many_posts, "t;posts=1")),
    ("pending", 403, "spam_risk_too_many_pending_share", too_many_drafts),
    (
        "photo drafts",
        403,
        "spam_risk_too_many_pending_share",
        lambda t: t.code(PHOTOS, photos(**DRAFT), f"t;drafts=0;{OWNED}"),
    ),
    (
        "banned",
        403,
        "spam_risk_user_banned_from_posting",
        lambda t: t.code(DIRECT, direct(), "t;banned=yes"),
    ),
    ("users", 403, "reached_active_user_cap", lambda t: after(t, too_many_users, "t;users=1")),
    (
        "unaudited",
        403,
        "unaudited_client_can_only_post_to_private_accounts",
        lambda t: t.code(DIRECT, direct(privacy_level="SELF_ONLY"), "t;audited=no"),
    ),
    ("pull", 403, "url_ownership_unverified", lambda t: t.code(DIRECT, pulled())),
    ("pull photos", 403, "url_ownership_unverified", lambda t: t.code(PHOTOS, photos())),
    (
        "privacy",
        403,
        "privacy_level_option_mismatch",
        lambda t: t.code(DIRECT, direct(privacy_level="FOLLOWER_OF_CREATOR")),
    ),
    ("fast", 429, "rate_limit_exceeded", too_fast),
    ("internal", 500, "internal_error", lambda t: t.code(DIRECT, direct(), "t;init_error=internal_error")),
    ("unlisted", 418, "teapot", lambda t: t.code(DIRECT, direct(), "t;error=418/teapot")),
    ("listed as param", 400, "invalid_param", lambda t: t.code(DIRECT, {}, "t;trap=param")),
]


def branded_for_oneself() -> object:
    return direct(privacy_level="SELF_ONLY", brand_content_toggle=True)


def after(tiktok: TikTokClient, first: Callable[[TikTokClient], None], token: str) -> tuple[int, str]:
    first(tiktok)
    return tiktok.code(DIRECT, direct(), token)


@pytest.mark.parametrize(("status", "code", "cause"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS])
def test_a_documented_error_comes_with_its_status_and_a_log_id(
    tiktok: TikTokClient, status: int, code: str, cause: Callable[[TikTokClient], tuple[int, str]]
) -> None:
    assert cause(tiktok) == (status, code)


def test_no_documented_code_is_out_of_reach() -> None:
    assert {row[2] for row in ROWS} >= REFUSALS.keys()


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("t;banned=yes", "spam_risk_user_banned_from_posting"),
        ("t;posts=0", "spam_risk_too_many_posts"),
        ("t;users=0", "reached_active_user_cap"),
        ("t;creator_error=spam_risk_too_many_posts/1", "spam_risk_too_many_posts"),
    ],
)
def test_creator_info_says_with_200_that_nobody_may_post_now(
    tiktok: TikTokClient, token: str, code: str
) -> None:
    """'These errors are deliberately returned with HTTP 200': creator_info's reference."""
    assert tiktok.code(CREATOR, None, token) == (200, code)


def test_an_error_that_is_planned_for_a_number_of_requests_ends(tiktok: TikTokClient) -> None:
    token = "t;creator_error=internal_error/2"
    codes = [tiktok.code(CREATOR, None, token)[1] for _ in range(3)]
    assert codes == ["internal_error", "internal_error", "ok"]


def test_an_error_that_is_planned_for_one_kind_of_request_leaves_the_others_alone(
    tiktok: TikTokClient,
) -> None:
    token = "t;status_error=internal_error"
    publish_id = tiktok.data(DIRECT, direct(), token)["publish_id"]
    assert tiktok.code(STATUS, {"publish_id": publish_id}, token) == (500, "internal_error")


def test_no_two_answers_share_a_log_id(tiktok: TikTokClient) -> None:
    answers = [tiktok.ask(CREATOR) for _ in range(3)]
    answers.append(tiktok.send("PUT", "/open-upload.tiktokapis.com/video/"))
    answers.append(tiktok.ask("/v2/nothing/"))
    answers.append(tiktok.oauth())
    answers.append(tiktok.authorize())
    assert len({answer.headers["X-Tt-Logid"] for answer in answers}) == len(answers)


# The upload's answers, which are a status and no more.


def test_an_upload_meets_every_documented_status(tiktok: TikTokClient) -> None:
    size = 10_000_011
    source = upload(size) | {"chunk_size": 5_000_000, "total_chunk_count": 2}
    opened = tiktok.data(INBOX, {"source_info": source}, "t;url_life=60")
    url, whole = opened["upload_url"], VIDEO + bytes(size - len(VIDEO))
    assert tiktok.put(url, whole[:5_000_000], 0, size, "text/plain").status == 400
    assert tiktok.put(url, whole[:5_000_000], 5_000_000, size).status == 416
    assert tiktok.put(url, whole[:5_000_000], 0, size).status == 206
    assert tiktok.put(f"{url}0", whole[:5_000_000], 0, size).status == 404
    tiktok.clock.at += 61
    assert tiktok.put(url, whole[5_000_000:], 5_000_000, size).status == 403
    tiktok.clock.at -= 61
    assert tiktok.put(url, whole[5_000_000:], 5_000_000, size).status == 201


def test_a_chunk_that_met_a_broken_gateway_is_sent_again(tmp_path: Path) -> None:
    """'5xx: resend this chunk': the media transfer guide."""
    bearer = {"Authorization": "Bearer t"}
    with Sandbox(networks=[TikTok], folder=tmp_path) as sandbox, httpx.Client() as http:
        opened = http.post(f"{sandbox.url}/open.tiktokapis.com{DIRECT}", json=direct(), headers=bearer)
        url = opened.json()["data"]["upload_url"]
        fault = {"host": "*upload*.tiktokapis.com", "method": "PUT", "status": 502}
        http.post(f"{sandbox.url}/_sandbox/faults", content=json.dumps(fault))
        span = f"bytes 0-{len(VIDEO) - 1}/{len(VIDEO)}"
        headers = {"Content-Type": "video/mp4", "Content-Range": span}
        assert http.put(url, content=VIDEO, headers=headers).status_code == 502
        assert http.put(url, content=VIDEO, headers=headers).status_code == 201
        http.post(f"{sandbox.url}/_sandbox/clock", json={"skip_s": 1})
        shown = http.get(f"{sandbox.url}/_sandbox/posts").json()["posts"]
    assert [post["visibility"] for post in shown] == ["public"]


# What processing says.

REASONS = [
    "file_format_check_failed",
    "duration_check_failed",
    "frame_rate_check_failed",
    "picture_size_check_failed",
    "internal",
    "video_pull_failed",
    "photo_pull_failed",
    "publish_cancelled",
    "auth_removed",
    "spam_risk_too_many_posts",
    "spam_risk_user_banned_from_posting",
    "spam_risk_text",
    "spam_risk",
]


@pytest.mark.parametrize("reason", REASONS)
def test_every_fail_reason_can_be_planned(tiktok: TikTokClient, reason: str) -> None:
    publish_id = tiktok.uploaded(DIRECT, direct(), f"t;fail={reason}")
    assert tiktok.verdict(publish_id) == reason
    assert tiktok.shown() == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x00\x00\x00\x18ftypmp42, and no index", "PUBLISH_COMPLETE"),
        (mp4(10, (360, 640)), "PUBLISH_COMPLETE"),
        (mp4(10, (2160, 3840), fps=60, codec=b"hvc1"), "PUBLISH_COMPLETE"),
        (b"\x1a\x45\xdf\xa3 WebM", "PUBLISH_COMPLETE"),
        (b"GIF89a, and more", "file_format_check_failed"),
        (mp4(10, codec=b"mp4v"), "file_format_check_failed"),
        (mp4(601), "duration_check_failed"),
        (mp4(10, fps=22), "frame_rate_check_failed"),
        (mp4(10, fps=61), "frame_rate_check_failed"),
        (mp4(10, (359, 640)), "picture_size_check_failed"),
        (mp4(10, (1080, 4097)), "picture_size_check_failed"),
    ],
    ids=["bare", "small", "large", "webm", "gif", "codec", "long", "slow", "fast", "tiny", "huge"],
)
def test_a_file_is_checked_once_it_has_arrived(tiktok: TikTokClient, data: bytes, reason: str) -> None:
    publish_id = tiktok.uploaded(DIRECT, direct(len(data)), data=data)
    assert tiktok.verdict(publish_id) == reason


def test_a_video_is_no_longer_than_its_creator_may_post(tiktok: TikTokClient) -> None:
    token = "t;max_s=9"
    assert tiktok.data(CREATOR, None, token)["max_video_post_duration_sec"] == 9
    assert tiktok.verdict(tiktok.uploaded(DIRECT, direct(), token)) == "duration_check_failed"
