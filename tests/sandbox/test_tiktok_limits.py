"""How much TikTok takes: https://developers.tiktok.com/doc/content-sharing-guidelines and the rate limits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.tiktok_client import (
    CREATOR,
    DIRECT,
    INBOX,
    LIST,
    STATUS,
    USER,
    VIDEO,
    TikTokClient,
    direct,
    draft,
    tiktok_in,
)

DAY_S = 86_400


@pytest.fixture
def tiktok(tmp_path: Path) -> Iterator[TikTokClient]:
    with tiktok_in(tmp_path) as client:
        yield client


def post_for(tiktok: TikTokClient, account: str, keys: str) -> tuple[int, str]:
    return tiktok.code(DIRECT, direct(privacy_level="SELF_ONLY"), f"t@{account};{keys}")


def test_a_creator_posts_fifteen_times_a_day_by_whatever_app(tiktok: TikTokClient) -> None:
    """'Typically around 15 posts, shared among all API clients': the content sharing guidelines."""
    for number in range(15):
        tiktok.uploaded(DIRECT, direct(), f"t;client={number}")
    assert tiktok.code(DIRECT, direct(), "t;client=new") == (403, "spam_risk_too_many_posts")
    assert tiktok.code(CREATOR, None, "t;client=new") == (200, "spam_risk_too_many_posts")
    assert tiktok.code(INBOX, draft(), "t") == (200, "ok")
    assert tiktok.code(DIRECT, direct(), "t@another") == (200, "ok")
    tiktok.clock.at += DAY_S
    assert tiktok.code(DIRECT, direct(), "t;client=new") == (200, "ok")


def test_a_post_that_failed_does_not_count(tiktok: TikTokClient) -> None:
    tiktok.uploaded(DIRECT, direct(), "t;posts=1;fail=internal")
    assert tiktok.code(DIRECT, direct(), "t;posts=1") == (403, "spam_risk_too_many_posts")
    tiktok.clock.at += 10
    assert tiktok.code(DIRECT, direct(), "t;posts=1") == (200, "ok")


def test_five_users_post_by_an_unaudited_app_in_a_day(tiktok: TikTokClient) -> None:
    keys = "audited=no;private=yes;client=app"
    assert [post_for(tiktok, str(n), keys)[1] for n in range(5)] == ["ok"] * 5
    assert post_for(tiktok, "5", keys) == (403, "reached_active_user_cap")
    assert tiktok.code(CREATOR, None, f"t@5;{keys}") == (200, "reached_active_user_cap")
    assert post_for(tiktok, "0", keys) == (200, "ok")
    assert post_for(tiktok, "5", keys.replace("app", "other")) == (200, "ok")
    assert tiktok.code(INBOX, draft(), f"t@5;{keys}") == (200, "ok")
    tiktok.clock.at += DAY_S
    assert post_for(tiktok, "5", keys) == (200, "ok")


def test_a_refused_post_makes_nobody_a_posting_user(tiktok: TikTokClient) -> None:
    keys = "audited=no;users=1"
    assert post_for(tiktok, "1", keys)[1] == "unaudited_client_can_only_post_to_private_accounts"
    assert post_for(tiktok, "2", f"{keys};private=yes") == (200, "ok")


def test_a_draft_that_its_human_has_finished_is_no_longer_pending(tiktok: TikTokClient) -> None:
    tiktok.uploaded(INBOX, draft(), "t;drafts=1;finish=60")
    assert tiktok.code(INBOX, draft(), "t;drafts=1") == (403, "spam_risk_too_many_pending_share")
    tiktok.clock.at += 70
    assert tiktok.code(INBOX, draft(), "t;drafts=1") == (200, "ok")


def test_an_init_without_its_bytes_counts_only_where_the_trap_is_set(tiktok: TikTokClient) -> None:
    tiktok.data(INBOX, draft(), "t;drafts=1")
    assert tiktok.code(INBOX, draft(), "t;drafts=1") == (200, "ok")
    trapped = "t;drafts=1;trap=inits_count"
    assert tiktok.code(INBOX, draft(), trapped) == (403, "spam_risk_too_many_pending_share")


def test_the_list_takes_600_requests_a_minute(tiktok: TikTokClient) -> None:
    codes = [tiktok.code(LIST, {}, "t", fields="id")[0] for _ in range(601)]
    assert codes == [200] * 600 + [429]


def test_the_window_of_a_minute_slides(tiktok: TikTokClient) -> None:
    token = "t;per_minute=2"
    for expected in (200, 200, 429):
        assert tiktok.code(USER, None, token, fields="open_id")[0] == expected
        tiktok.clock.at += 20
    assert tiktok.code(USER, None, token, fields="open_id")[0] == 200
    assert tiktok.code(USER, None, token, fields="open_id")[0] == 429


def test_the_limit_is_of_the_access_token_so_a_refreshed_one_is_free(tiktok: TikTokClient) -> None:
    app = "app;per_minute=1"
    tokens = tiktok.login(app)
    assert [tiktok.code(CREATOR, None, tokens["access_token"])[0] for _ in range(2)] == [200, 429]
    fresh = tiktok.refresh(tokens["refresh_token"], app).json["access_token"]
    assert tiktok.code(CREATOR, None, fresh)[0] == 200


# Traps: what people report, or nobody knows.


def upload_with(tiktok: TikTokClient, trap: str) -> tuple[str, str]:
    opened = tiktok.data(DIRECT, direct(), f"t;trap={trap}")
    return opened["publish_id"], opened["upload_url"]


def two_chunks(tiktok: TikTokClient, trap: str) -> tuple[str, bytes]:
    size = 10_000_011
    source = {"source": "FILE_UPLOAD", "video_size": size, "chunk_size": 5_000_000, "total_chunk_count": 2}
    url: str = tiktok.data(INBOX, {"source_info": source}, f"t;trap={trap}")["upload_url"]
    return url, VIDEO + bytes(size - len(VIDEO))


def test_a_chunk_that_is_sent_again_may_be_taken_for_stored(tiktok: TikTokClient) -> None:
    url, whole = two_chunks(tiktok, "resend_206")
    assert [tiktok.put(url, whole[:5_000_000], 0, len(whole)).status for _ in range(2)] == [206, 206]
    assert tiktok.put(url, whole[5_000_000:], 5_000_000, len(whole)).status == 201


def test_progress_may_be_a_position(tiktok: TikTokClient) -> None:
    url, whole = two_chunks(tiktok, "last_index")
    span = tiktok.put(url, whole[:5_000_000], 0, len(whole)).headers["Content-Range"]
    assert span == f"bytes 0-4999999/{len(whole)}"


def test_an_upload_may_end_with_200(tiktok: TikTokClient) -> None:
    publish_id, url = upload_with(tiktok, "upload_200")
    assert tiktok.put(url, VIDEO).status == 200
    assert tiktok.verdict(publish_id) == "PUBLISH_COMPLETE"


@pytest.mark.parametrize(
    ("trap", "size"), [("small_mb", 64_000_001), ("large_mb", 5_242_879 * 3)], ids=["largest", "smallest"]
)
def test_a_megabyte_may_be_the_other_one(tiktok: TikTokClient, trap: str, size: int) -> None:
    """'MB decimal or binary' is not said."""
    chunk = size if trap == "small_mb" else 5_242_879
    source = {"source": "FILE_UPLOAD", "video_size": size, "chunk_size": chunk}
    body = {"source_info": {**source, "total_chunk_count": size // chunk}}
    assert tiktok.code(INBOX, body) == (200, "ok")
    assert tiktok.code(INBOX, body, f"t;trap={trap}") == (400, "invalid_params")


def test_an_abandoned_upload_may_fail(tiktok: TikTokClient) -> None:
    lasting, _ = upload_with(tiktok, "stuck")
    failing, _ = upload_with(tiktok, "abandoned_fails")
    tiktok.clock.at += 3601
    assert tiktok.state(lasting)["status"] == "PROCESSING_UPLOAD"
    assert tiktok.state(failing)["fail_reason"] == "internal"


def test_processing_may_never_end_or_go_through_an_unknown_status(tiktok: TikTokClient) -> None:
    stuck = tiktok.uploaded(DIRECT, direct(), "t;trap=stuck")
    strange = tiktok.uploaded(DIRECT, direct(), "t;trap=new_status")
    assert tiktok.state(strange)["status"] == "PROCESSING_REVIEW"
    tiktok.clock.at += DAY_S
    assert tiktok.state(stuck)["status"] == "PROCESSING_UPLOAD"
    assert tiktok.state(strange)["status"] == "PUBLISH_COMPLETE"


def test_a_published_post_may_fail_later(tiktok: TikTokClient) -> None:
    publish_id = tiktok.uploaded(DIRECT, direct(), "t;trap=late_failure")
    tiktok.clock.at += 10
    assert tiktok.state(publish_id)["status"] == "PUBLISH_COMPLETE"
    tiktok.clock.at += 60
    assert tiktok.state(publish_id)["fail_reason"] == "frame_rate_check_failed"
    assert tiktok.shown() == []


def test_a_cancelled_pull_may_be_published(tiktok: TikTokClient) -> None:
    source = {"source": "PULL_FROM_URL", "video_url": "https://media.example/clip.mp4"}
    body = {"post_info": {"privacy_level": "PUBLIC_TO_EVERYONE"}, "source_info": source}
    token = "t;domains=media.example;trap=late_cancel"
    publish_id = tiktok.data(DIRECT, body, token)["publish_id"]
    assert tiktok.code("/v2/post/publish/cancel/", {"publish_id": publish_id}) == (200, "ok")
    assert tiktok.verdict(publish_id) == "PUBLISH_COMPLETE"


def test_a_post_may_be_unknown_at_first_and_forgotten_at_last(tiktok: TikTokClient) -> None:
    token = "t;unseen=2;remembered=3600"
    body = {"publish_id": tiktok.uploaded(DIRECT, direct(), token)}
    codes = [tiktok.code(STATUS, body, token)[1] for _ in range(3)]
    assert codes == ["invalid_publish_id", "invalid_publish_id", "ok"]
    tiktok.clock.at += 3600
    assert tiktok.code(STATUS, body, token) == (400, "invalid_publish_id")


def test_a_draft_may_drop_what_only_a_post_has(tiktok: TikTokClient) -> None:
    assert tiktok.code(INBOX, direct(), "t;trap=lenient_draft") == (200, "ok")


def test_the_disclosure_toggle_may_be_required(tiktok: TikTokClient) -> None:
    assert tiktok.code(DIRECT, direct(), "t;trap=strict_toggles") == (400, "invalid_params")
    told = direct(brand_content_toggle=False)
    assert tiktok.code(DIRECT, told, "t;trap=strict_toggles") == (200, "ok")


def test_the_log_id_may_be_spelled_as_in_the_tables(tiktok: TikTokClient) -> None:
    error = tiktok.ask(CREATOR, None, "t;trap=logid").json["error"]
    assert error.keys() == {"code", "message", "logid"}


def test_photos_may_be_listed(tiktok: TikTokClient) -> None:
    source = {
        "source": "PULL_FROM_URL",
        "photo_images": ["https://media.example/photo.jpg"],
        "photo_cover_index": 0,
    }
    info = {"privacy_level": "PUBLIC_TO_EVERYONE", "title": "Titre"}
    body = {"media_type": "PHOTO", "post_mode": "DIRECT_POST", "post_info": info, "source_info": source}
    tiktok.data("/v2/post/publish/content/init/", body, "t;domains=media.example")
    tiktok.clock.at += 10
    assert tiktok.data(LIST, {}, "t", fields="title")["videos"] == []
    listed = tiktok.data(LIST, {}, "t;trap=photos_listed", fields="title")["videos"]
    assert listed == [{"title": "Titre"}]
