"""What becomes of a publication with time: processing, moderation, the inbox, pulls and their cancellation.

https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status and
https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.graph_client import jpeg, mp4
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
)

OWNED = "t;domains=media.example"
FIELDS = "id,title,video_description,create_time,duration,share_url"


@pytest.fixture
def tiktok(tmp_path: Path) -> Iterator[TikTokClient]:
    with tiktok_in(tmp_path) as client:
        yield client


def webp(kind: bytes, body: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + kind + struct.pack("<I", len(body)) + body


def test_a_post_has_its_public_id_only_after_moderation(tiktok: TikTokClient) -> None:
    token = "t;moderation=60;username=maison"
    publish_id = tiktok.uploaded(DIRECT, direct(), token)
    tiktok.clock.at += 10
    assert tiktok.state(publish_id)["status"] == "PUBLISH_COMPLETE"
    assert "publicaly_available_post_id" not in tiktok.state(publish_id)
    assert tiktok.shown() == [("private", "Une pression")]
    tiktok.clock.at += 60
    (post_id,) = tiktok.state(publish_id)["publicaly_available_post_id"]
    (post,) = tiktok.world.posts
    assert (post.visibility, post.remote_id) == ("public", str(post_id))
    assert post.url == f"https://www.tiktok.com/@maison/video/{post_id}"


def test_an_id_is_a_number_of_19_digits_and_not_a_text(tiktok: TikTokClient) -> None:
    publish_id = tiktok.uploaded(DIRECT, direct())
    tiktok.clock.at += 10
    body = tiktok.ask(STATUS, {"publish_id": publish_id}).body.decode()
    (post,) = tiktok.world.posts
    assert f'"publicaly_available_post_id": [{post.remote_id}]' in body
    assert len(post.remote_id) == 19


def test_a_human_finishes_a_draft_as_several_posts(tiktok: TikTokClient) -> None:
    publish_id = tiktok.uploaded(INBOX, draft(), "t;finish=3600;makes=2")
    tiktok.clock.at += 10
    assert tiktok.state(publish_id)["status"] == "SEND_TO_USER_INBOX"
    assert tiktok.shown() == [("inbox", "")]
    tiktok.clock.at += 3600
    state = tiktok.state(publish_id)
    assert (state["status"], len(state["publicaly_available_post_id"])) == ("PUBLISH_COMPLETE", 2)
    assert tiktok.shown() == [("public", ""), ("public", "")]


def test_processing_takes_as_long_as_the_token_says(tiktok: TikTokClient) -> None:
    publish_id = tiktok.uploaded(DIRECT, direct(), "t;processing=1.5")
    tiktok.clock.at += 1.4
    assert tiktok.state(publish_id)["status"] == "PROCESSING_UPLOAD"
    tiktok.clock.at += 0.1
    assert tiktok.state(publish_id)["status"] == "PUBLISH_COMPLETE"


def test_an_upload_url_lives_as_long_as_it_is_told(tiktok: TikTokClient) -> None:
    url = tiktok.data(DIRECT, direct(), "t;url_life=5;upload_host=upload.us.tiktokapis.com")["upload_url"]
    assert "/upload.us.tiktokapis.com/" in url
    tiktok.clock.at += 6
    assert tiktok.put(url, VIDEO).status == 403


def test_an_upload_of_gigabytes_is_planned_and_one_beyond_a_thousand_chunks_is_not(
    tiktok: TikTokClient,
) -> None:
    def plan(size: int, chunk: int) -> dict[str, object]:
        source = {"source": "FILE_UPLOAD", "video_size": size, "chunk_size": chunk}
        return {"source_info": {**source, "total_chunk_count": size // chunk}}

    assert tiktok.code(INBOX, plan(4 * 1024**3, 10_000_000)) == (200, "ok")
    assert tiktok.code(INBOX, plan(4 * 1024**3 + 1, 10_000_000)) == (400, "invalid_params")
    assert tiktok.code(INBOX, plan(5_000_000_000 - 1, 4_999_999)) == (400, "invalid_params")


def test_a_finished_upload_takes_no_more_bytes(tiktok: TikTokClient) -> None:
    opened = tiktok.data(DIRECT, direct())
    assert tiktok.put(opened["upload_url"], VIDEO).status == 201
    again = tiktok.put(opened["upload_url"], VIDEO)
    assert (again.status, again.headers["Content-Range"]) == (416, f"bytes 0-{len(VIDEO)}/{len(VIDEO)}")
    tiktok.clock.at += 10
    assert tiktok.shown() == [("public", "Une pression")]


# Pulls.


def test_a_video_is_pulled_from_a_verified_domain(tiktok: TikTokClient) -> None:
    opened = tiktok.data(DIRECT, pulled(), OWNED)
    assert opened["publish_id"].startswith("v_pub_url~v2.")
    assert opened.keys() == {"publish_id"}
    state = tiktok.state(opened["publish_id"])
    assert state == {"status": "PROCESSING_DOWNLOAD", "downloaded_bytes": len(VIDEO)}
    assert tiktok.verdict(opened["publish_id"]) == "PUBLISH_COMPLETE"


def test_a_draft_may_be_pulled_too(tiktok: TikTokClient) -> None:
    body = {"source_info": pulled()["source_info"]}
    publish_id = tiktok.data(INBOX, body, OWNED)["publish_id"]
    assert publish_id.startswith("v_inbox_url~v2.")
    assert tiktok.verdict(publish_id) == "SEND_TO_USER_INBOX"


@pytest.mark.parametrize(
    ("owned", "host"),
    [
        ("example.com", "cdn.example.com"),
        ("example.com", "example.com"),
        ("https://example.com/media/", "example.com/media"),
    ],
)
def test_a_url_property_covers_what_is_below_it(tiktok: TikTokClient, owned: str, host: str) -> None:
    assert tiktok.code(DIRECT, pulled(host=host), f"t;domains={owned}") == (200, "ok")


@pytest.mark.parametrize(
    ("owned", "host"),
    [
        ("example.com", "notexample.com"),
        ("cdn.example.com", "example.com"),
        ("https://example.com/media/", "example.com/other"),
        ("https://example.com/media", "example.com/media"),
        ("https://10.0.0.1/", "10.0.0.1"),
    ],
    ids=["another", "above", "other path", "no slash", "address"],
)
def test_a_url_property_covers_nothing_else(tiktok: TikTokClient, owned: str, host: str) -> None:
    assert tiktok.code(DIRECT, pulled(host=host), f"t;domains={owned}") == (403, "url_ownership_unverified")


def test_a_pull_takes_its_time_and_can_be_cancelled_meanwhile(tiktok: TikTokClient) -> None:
    publish_id = tiktok.data(DIRECT, pulled(), f"{OWNED};pull=100")["publish_id"]
    tiktok.clock.at += 50
    assert tiktok.state(publish_id)["downloaded_bytes"] == len(VIDEO) // 2
    assert tiktok.data(CANCEL, {"publish_id": publish_id}) == {}
    assert tiktok.state(publish_id)["fail_reason"] == "publish_cancelled"
    tiktok.clock.at += 1000
    assert tiktok.shown() == []
    assert tiktok.code(CANCEL, {"publish_id": publish_id}) == (400, "publish_not_cancellable")


def test_a_pull_that_has_ended_cannot_be_cancelled(tiktok: TikTokClient) -> None:
    publish_id = tiktok.data(DIRECT, pulled(), f"{OWNED};pull=100")["publish_id"]
    tiktok.clock.at += 100
    assert tiktok.code(CANCEL, {"publish_id": publish_id}) == (400, "publish_not_cancellable")
    assert tiktok.verdict(publish_id) == "PUBLISH_COMPLETE"


def test_an_upload_cannot_be_cancelled(tiktok: TikTokClient) -> None:
    body = {"publish_id": tiktok.data(DIRECT, direct())["publish_id"]}
    assert tiktok.code(CANCEL, body) == (400, "publish_not_cancellable")


@pytest.mark.parametrize(
    ("path", "body", "reason"),
    [
        (DIRECT, pulled(), "video_pull_failed"),
        (PHOTOS, photos(), "photo_pull_failed"),
    ],
)
def test_a_pull_of_more_than_an_hour_fails(
    tiktok: TikTokClient, path: str, body: object, reason: str
) -> None:
    publish_id = tiktok.data(path, body, f"{OWNED};pull=3601")["publish_id"]
    tiktok.clock.at += 3599
    assert tiktok.state(publish_id)["status"] == "PROCESSING_DOWNLOAD"
    tiktok.clock.at += 1
    assert tiktok.state(publish_id)["fail_reason"] == reason


@pytest.mark.parametrize(
    ("path", "body", "name", "reason"),
    [
        (DIRECT, pulled(), "clip.mp4", "video_pull_failed"),
        (PHOTOS, photos(), "photo.jpg", "photo_pull_failed"),
    ],
)
def test_a_file_must_be_there_until_its_pull_ends(
    tiktok: TikTokClient, path: str, body: object, name: str, reason: str
) -> None:
    publish_id = tiktok.data(path, body, OWNED)["publish_id"]
    (tiktok.media / name).unlink()
    assert tiktok.verdict(publish_id) == reason


@pytest.mark.parametrize(
    ("data", "verdict"),
    [
        (jpeg(1080, 4000), "PUBLISH_COMPLETE"),
        (jpeg(1081, 1081), "picture_size_check_failed"),
        (webp(b"VP8X", bytes(4) + b"\x37\x04\0\x7f\x07\0"), "PUBLISH_COMPLETE"),
        (webp(b"VP8X", bytes(4) + b"\x38\x04\0\x7f\x07\0"), "picture_size_check_failed"),
        (webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 1081, 1082)), "picture_size_check_failed"),
        (
            webp(b"VP8L", b"\x2f" + struct.pack("<I", 1080 | 1080 << 14) + bytes(5)),
            "picture_size_check_failed",
        ),
        (webp(b"ALPH", b""), "PUBLISH_COMPLETE"),
        (b"\x89PNG\r\n\x1a\n", "file_format_check_failed"),
        (b"GIF89a", "file_format_check_failed"),
        (jpeg(10, 10) + bytes(20 * 1024 * 1024), "picture_size_check_failed"),
    ],
    ids=["jpeg", "big jpeg", "vp8x", "big vp8x", "big vp8", "big vp8l", "other", "png", "gif", "heavy"],
)
def test_one_bad_photo_fails_all_of_them_without_being_named(
    tiktok: TikTokClient, data: bytes, verdict: str
) -> None:
    """'One bad image fails the carousel without naming it': https://github.com/gitroomhq/postiz-app/pull/1875."""
    (tiktok.media / "second.jpg").write_bytes(data)
    publish_id = tiktok.data(PHOTOS, photos("photo.jpg", "second.jpg"), OWNED)["publish_id"]
    assert tiktok.verdict(publish_id) == verdict


def test_a_pulled_video_is_checked_like_an_uploaded_one(tiktok: TikTokClient) -> None:
    (tiktok.media / "clip.mp4").write_bytes(mp4(10, fps=10))
    publish_id = tiktok.data(DIRECT, pulled(), OWNED)["publish_id"]
    assert tiktok.verdict(publish_id) == "frame_rate_check_failed"


# What is read of the account.


def test_a_private_account_has_other_options_and_no_duet(tiktok: TikTokClient) -> None:
    info = tiktok.data(CREATOR, None, "t;private=yes;comment=off;nickname=Maison")
    assert info["privacy_level_options"] == ["FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
    assert (info["comment_disabled"], info["duet_disabled"], info["stitch_disabled"]) == (True, True, True)
    assert info["creator_nickname"] == "Maison"
    refused = tiktok.code(DIRECT, direct(), "t;private=yes")
    assert refused == (403, "privacy_level_option_mismatch")


def test_an_unaudited_app_is_shown_public_and_may_post_only_for_oneself_to_a_private_account(
    tiktok: TikTokClient,
) -> None:
    """'SELF_ONLY on a public account is still rejected': the content sharing guidelines."""
    assert "PUBLIC_TO_EVERYONE" in tiktok.data(CREATOR, None, "t;audited=no")["privacy_level_options"]
    refusal = (403, "unaudited_client_can_only_post_to_private_accounts")
    assert tiktok.code(DIRECT, direct(), "t;audited=no") == refusal
    assert tiktok.code(DIRECT, direct(privacy_level="SELF_ONLY"), "t;audited=no") == refusal
    friends = direct(privacy_level="MUTUAL_FOLLOW_FRIENDS")
    assert tiktok.code(DIRECT, friends, "t;audited=no;private=yes") == refusal
    allowed = direct(privacy_level="SELF_ONLY")
    assert tiktok.code(DIRECT, allowed, "t;audited=no;private=yes") == (200, "ok")
    assert tiktok.code(INBOX, draft(), "t;audited=no") == (200, "ok")


def test_user_info_gives_a_profile_and_counters_for_their_scopes(tiktok: TikTokClient) -> None:
    user = tiktok.data(USER, None, "t@42;username=maison", fields="open_id,username,likes_count,avatar_url")
    assert (user["user"]["open_id"], user["user"]["username"]) == ("42", "maison")
    poor = "t;scope=user.info.basic,user.info.profile"
    assert tiktok.code(USER, None, poor, fields="username") == (200, "ok")
    assert tiktok.code(USER, None, poor, fields="likes_count") == (400, "scope_permission_missed")
    counting = "t;scope=user.info.basic,user.info.stats"
    assert tiktok.code(USER, None, counting, fields="likes_count") == (200, "ok")


def listed(tiktok: TikTokClient, **body: int) -> tuple[list[str], int, bool]:
    data = tiktok.data(LIST, body, "t", fields="title")
    return [video["title"] for video in data["videos"]], data["cursor"], data["has_more"]


def test_the_list_has_public_videos_only_newest_first_page_by_page(tiktok: TikTokClient) -> None:
    for title in ("a", "b", "c"):
        tiktok.uploaded(DIRECT, direct(title=title))
        tiktok.clock.at += 20
    tiktok.uploaded(DIRECT, direct(privacy_level="SELF_ONLY", title="mine"))
    tiktok.data(PHOTOS, photos(), OWNED)
    tiktok.clock.at += 10
    titles, cursor, has_more = listed(tiktok, max_count=2)
    assert (titles, has_more) == (["c", "b"], True)
    assert listed(tiktok, max_count=2, cursor=cursor)[::2] == (["a"], False)


def test_a_listed_video_says_when_and_how_long_and_cuts_its_text(tiktok: TikTokClient) -> None:
    tiktok.uploaded(DIRECT, direct(title="x" * 151))
    tiktok.clock.at += 10
    (video,) = tiktok.data(LIST, {}, "t;scope=video.list", fields=FIELDS)["videos"]
    (post,) = tiktok.world.posts
    assert video == {
        "id": post.remote_id,
        "title": "x" * 150,
        "video_description": "x" * 150,
        "create_time": int(tiktok.clock.at),
        "duration": 10,
        "share_url": post.url,
    }
    assert tiktok.code(LIST, {}, "t", fields="id,password") == (400, "invalid_params")
    assert tiktok.data(LIST, None, "t@someone", fields="id")["videos"] == []
