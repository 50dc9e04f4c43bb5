"""The simulated TikTok answers as TikTok does: https://developers.tiktok.com/doc/content-posting-api-reference-direct-post."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from aromatiza.sandbox.http import Body, Request, Response
from aromatiza.sandbox.mediahost import MediaHost
from aromatiza.sandbox.tiktok import TikTok
from aromatiza.sandbox.world import World

BASE = "http://127.0.0.1:8700"
API = "open.tiktokapis.com"
UPLOADS = "open-upload.tiktokapis.com"
VIDEO = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 4
PHOTO = b"\xff\xd8\xff\xe0 a photo"
PHOTO_URL = "https://res.cloudinary.com/demo/a.jpg"

USER = "/v2/user/info/"
CREATOR = "/v2/post/publish/creator_info/query/"
DIRECT = "/v2/post/publish/video/init/"
INBOX = "/v2/post/publish/inbox/video/init/"
PHOTOS = "/v2/post/publish/content/init/"
STATUS = "/v2/post/publish/status/fetch/"

PUBLIC = {"privacy_level": "PUBLIC_TO_EVERYONE", "title": "Une pression 💜"}
ONE_CHUNK = {
    "source": "FILE_UPLOAD",
    "video_size": len(VIDEO),
    "chunk_size": len(VIDEO),
    "total_chunk_count": 1,
}


class Client:
    """Speaks to one TikTok in one world, whose clock moves only when told to."""

    def __init__(self, folder: Path) -> None:
        self.now = 1_780_000_000.0
        self.folder = folder
        media = folder / "media" / "res.cloudinary.com" / "demo"
        media.mkdir(parents=True)
        (media / "a.jpg").write_bytes(PHOTO)
        (media / "a.png").write_bytes(b"\x89PNG\r\n")
        self.restart()

    def restart(self) -> None:
        self.world = World(
            BASE,
            self.folder / "blobs",
            MediaHost(self.folder / "media"),
            processing_s=10,
            state_file=self.folder / "state.json",
            clock=lambda: self.now,
        )
        self.network = TikTok(self.world)

    def send(self, method: str, path: str, body: object = None, token: str = "t", **query: str) -> Response:
        headers = {"content-type": "application/json; charset=UTF-8"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        data = b"" if body is None else json.dumps(body).encode()
        return self.network.handle(Request(method, API, path, query, headers, Body.of(data)))

    def post(self, path: str, body: object = None, token: str = "t") -> tuple[int, str, dict[str, Any]]:
        return read(self.send("POST", path, body, token))

    def put(self, url: str, data: bytes, first: int = 0, total: int | None = None, **more: str) -> Response:
        parts = urlsplit(url.removeprefix(f"{BASE}/{UPLOADS}"))
        total = len(data) if total is None else total
        headers = {
            "content-type": "video/mp4",
            "content-length": str(len(data)),
            "content-range": f"bytes {first}-{first + len(data) - 1}/{total}",
        }
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        query = dict(parse_qsl(parts.query))
        return self.network.handle(Request("PUT", UPLOADS, parts.path, query, headers, Body.of(data)))

    def opened(self, path: str, body: object) -> dict[str, Any]:
        status, code, data = self.post(path, body)
        assert (status, code) == (200, "ok")
        return data

    def status(self, publish_id: str) -> dict[str, Any]:
        return self.opened(STATUS, {"publish_id": publish_id})


def read(response: Response) -> tuple[int, str, dict[str, Any]]:
    """HTTP status, `error.code` and `data`."""
    value = json.loads(response.body)
    assert value["error"]["log_id"]
    return response.status, value["error"]["code"], value["data"]


@pytest.fixture
def tiktok(tmp_path: Path) -> Client:
    return Client(tmp_path)


def direct(**info: object) -> dict[str, Any]:
    return {"post_info": PUBLIC | info, "source_info": ONE_CHUNK}


def photos(**changes: object) -> dict[str, Any]:
    source = {"source": "PULL_FROM_URL", "photo_images": [PHOTO_URL], "photo_cover_index": 0}
    info = {"privacy_level": "PUBLIC_TO_EVERYONE", "title": "Titre", "description": "Texte"}
    body = {"media_type": "PHOTO", "post_mode": "DIRECT_POST", "post_info": info, "source_info": source}
    return body | changes


def plan(size: int, chunk: int, count: int) -> dict[str, Any]:
    source = {"source": "FILE_UPLOAD", "video_size": size, "chunk_size": chunk, "total_chunk_count": count}
    return {"source_info": source}


def test_a_public_video_becomes_visible_once_it_is_processed(tiktok: Client) -> None:
    data = tiktok.opened(DIRECT, direct())
    assert data["publish_id"].startswith("v_pub_file~v2-1.")
    assert tiktok.status(data["publish_id"]) == {"status": "PROCESSING_UPLOAD", "uploaded_bytes": 0}
    assert tiktok.put(data["upload_url"], VIDEO).status == 201
    assert tiktok.status(data["publish_id"])["status"] == "PROCESSING_UPLOAD"
    assert tiktok.world.posts == []

    tiktok.now += 10
    answer = tiktok.status(data["publish_id"])

    (post,) = tiktok.world.posts
    assert answer["status"] == "PUBLISH_COMPLETE"
    assert answer["publicaly_available_post_id"] == [int(post.remote_id)]
    assert len(post.remote_id) == 19
    assert post.url == f"https://www.tiktok.com/@aromatiza/video/{post.remote_id}"
    assert (post.account, post.visibility, post.text) == ("-000a1b2c", "public", "Une pression 💜")
    assert post.media_digest == hashlib.sha256(VIDEO).hexdigest()
    assert post.at == tiktok.now


def test_a_video_for_its_owner_only_is_private_and_gets_no_public_id(tiktok: Client) -> None:
    data = tiktok.opened(DIRECT, direct(privacy_level="SELF_ONLY"))
    tiktok.put(data["upload_url"], VIDEO)
    tiktok.now += 10
    assert "publicaly_available_post_id" not in tiktok.status(data["publish_id"])
    (post,) = tiktok.world.posts
    assert (post.visibility, post.remote_id) == ("private", data["publish_id"])


def test_a_draft_waits_in_the_inbox_without_a_text(tiktok: Client) -> None:
    data = tiktok.opened(INBOX, {"source_info": ONE_CHUNK})
    tiktok.put(data["upload_url"], VIDEO)
    tiktok.now += 10
    assert tiktok.status(data["publish_id"])["status"] == "SEND_TO_USER_INBOX"
    (post,) = tiktok.world.posts
    assert (post.visibility, post.text) == ("inbox", "")


def test_a_sixth_pending_draft_is_refused_until_a_day_has_passed(tiktok: Client) -> None:
    for _ in range(5):
        tiktok.put(tiktok.opened(INBOX, {"source_info": ONE_CHUNK})["upload_url"], VIDEO)
    refused = tiktok.post(INBOX, {"source_info": ONE_CHUNK})
    assert refused[:2] == (403, "spam_risk_too_many_pending_share")
    tiktok.now += 24 * 3600
    tiktok.opened(INBOX, {"source_info": ONE_CHUNK})


def test_a_file_that_is_no_video_fails_after_its_upload(tiktok: Client) -> None:
    data = tiktok.opened(DIRECT, direct())
    assert tiktok.put(data["upload_url"], b"x" * len(VIDEO)).status == 201
    tiktok.now += 10
    answer = tiktok.status(data["publish_id"])
    assert (answer["status"], answer["fail_reason"]) == ("FAILED", "file_format_check_failed")
    assert tiktok.world.posts == []


def test_a_restart_forgets_nothing(tiktok: Client) -> None:
    data = tiktok.opened(DIRECT, direct())
    tiktok.put(data["upload_url"], VIDEO)
    tiktok.world.save()
    tiktok.restart()
    tiktok.now += 10
    assert tiktok.status(data["publish_id"])["status"] == "PUBLISH_COMPLETE"
    assert len(tiktok.world.posts) == 1


def test_chunks_arrive_in_order_and_the_last_takes_the_remainder(tiktok: Client) -> None:
    whole = VIDEO[:8] + bytes(10_000_011)
    url = tiktok.opened(INBOX, plan(len(whole), 5_000_000, 2))["upload_url"]
    late = tiktok.put(url, whole[5_000_000:], 5_000_000, len(whole))
    assert (late.status, late.headers["Content-Range"]) == (416, f"bytes 0-0/{len(whole)}")
    first = tiktok.put(url, whole[:5_000_000], 0, len(whole))
    assert (first.status, first.headers["Content-Range"]) == (206, f"bytes 0-5000000/{len(whole)}")
    assert tiktok.put(url, whole[:5_000_000], 0, len(whole)).status == 416
    assert tiktok.put(url, whole[5_000_000:10_000_000], 5_000_000, len(whole)).status == 416
    assert tiktok.put(url, whole[5_000_000:], 5_000_000, len(whole)).status == 201
    tiktok.now += 10
    tiktok.network.tick()
    assert tiktok.world.posts[0].media_digest == hashlib.sha256(whole).hexdigest()


@pytest.mark.parametrize(
    "header",
    [
        {"content_type": "application/octet-stream"},
        {"content_length": "1"},
        {"content_length": ""},
        {"content_range": ""},
        {"content_range": "bytes 0-3/4"},
        {"content_range": f"bytes 0-{len(VIDEO) - 1}/{len(VIDEO) + 1}"},
    ],
    ids=["type", "length", "no length", "no range", "other size", "other total"],
)
def test_a_chunk_with_wrong_headers_is_refused(tiktok: Client, header: dict[str, str]) -> None:
    url = tiktok.opened(DIRECT, direct())["upload_url"]
    assert tiktok.put(url, VIDEO, 0, None, **header).status == 400


def test_an_upload_url_dies_after_an_hour(tiktok: Client) -> None:
    data = tiktok.opened(DIRECT, direct())
    tiktok.now += 3601
    assert tiktok.put(data["upload_url"], VIDEO).status == 403
    assert tiktok.status(data["publish_id"])["status"] == "PROCESSING_UPLOAD"


def test_an_upload_without_its_token_is_unknown(tiktok: Client) -> None:
    url = tiktok.opened(DIRECT, direct())["upload_url"]
    assert tiktok.put(url[:-1], VIDEO).status == 404
    assert tiktok.put(url.replace("upload_id=7", "upload_id=8"), VIDEO).status == 404
    assert tiktok.put(url.replace("/video/", "/photo/"), VIDEO).status == 404
    assert len(url) <= 256


@pytest.mark.parametrize(
    ("size", "chunk", "count"),
    [
        (3_145_728, 3_145_728, 1),
        (5_000_000, 5_000_000, 1),
        (64_000_000, 64_000_000, 1),
        (64_000_001, 10_000_000, 6),
        (50_000_123, 10_000_000, 5),
    ],
)
def test_the_documented_chunk_plans_are_taken(tiktok: Client, size: int, chunk: int, count: int) -> None:
    assert tiktok.post(INBOX, plan(size, chunk, count))[:2] == (200, "ok")


@pytest.mark.parametrize(
    ("size", "chunk", "count"),
    [
        (50_000_123, 10_000_000, 6),
        (4_000_000, 2_000_000, 2),
        (70_000_000, 70_000_000, 1),
        (70_000_000, 64_000_000, 1),
        (20_000_000, 4_000_000, 5),
        (5_000_000, 6_000_000, 1),
        (0, 0, 0),
        (5 * 1024**3, 10_000_000, 536),
    ],
    ids=[
        "ceil",
        "small in two",
        "over 64 MB in one",
        "a larger only chunk",
        "chunks too small",
        "chunk over the file",
        "empty",
        "over 4 GB",
    ],
)
def test_other_chunk_plans_are_refused(tiktok: Client, size: int, chunk: int, count: int) -> None:
    assert tiktok.post(INBOX, plan(size, chunk, count))[:2] == (400, "invalid_params")


def test_a_video_cannot_be_pulled_from_a_domain_that_is_not_verified(tiktok: Client) -> None:
    pull = {"source": "PULL_FROM_URL", "video_url": "https://res.cloudinary.com/demo/a.mp4"}
    body = {"post_info": PUBLIC, "source_info": pull}
    assert tiktok.post(DIRECT, body)[:2] == (403, "url_ownership_unverified")


@pytest.mark.parametrize(
    "body",
    [
        {"post_info": {"title": "x"}, "source_info": ONE_CHUNK},
        {"source_info": ONE_CHUNK},
        {"post_info": PUBLIC},
        {"post_info": PUBLIC | {"caption": "x"}, "source_info": ONE_CHUNK},
        {"post_info": PUBLIC | {"disable_duet": "true"}, "source_info": ONE_CHUNK},
        {"post_info": PUBLIC | {"title": "💜" * 1100 + "x"}, "source_info": ONE_CHUNK},
        {"post_info": PUBLIC, "source_info": ONE_CHUNK | {"source": "URL"}},
        {"post_info": PUBLIC, "source_info": {"source": "PULL_FROM_URL", "video_url": "http://a/b.mp4"}},
        [],
    ],
    ids=[
        "no privacy",
        "no post_info",
        "no source",
        "unknown key",
        "wrong type",
        "long title",
        "other source",
        "pull over http",
        "no object",
    ],
)
def test_a_wrong_direct_post_is_refused(tiktok: Client, body: object) -> None:
    assert tiktok.post(DIRECT, body)[:2] == (400, "invalid_params")


def test_a_title_of_2200_utf16_units_is_taken(tiktok: Client) -> None:
    tiktok.opened(DIRECT, direct(title="💜" * 1100))


def test_a_privacy_level_that_is_no_option_is_refused(tiktok: Client) -> None:
    body = direct(privacy_level="FOLLOWER_OF_CREATOR")
    assert tiktok.post(DIRECT, body)[:2] == (403, "privacy_level_option_mismatch")


def test_an_inbox_draft_takes_nothing_but_its_source(tiktok: Client) -> None:
    assert tiktok.post(INBOX, direct())[:2] == (400, "invalid_params")


def test_a_body_that_is_not_announced_as_json_is_refused(tiktok: Client) -> None:
    headers = {"authorization": "Bearer t", "content-type": "text/plain"}
    request = Request("POST", API, STATUS, {}, headers, Body.of(b'{"publish_id": "x"}'))
    assert read(tiktok.network.handle(request))[:2] == (400, "invalid_params")


def test_photos_are_pulled_and_published(tiktok: Client) -> None:
    publish_id = tiktok.opened(PHOTOS, photos())["publish_id"]
    assert tiktok.status(publish_id) == {"status": "PROCESSING_DOWNLOAD", "downloaded_bytes": len(PHOTO)}
    tiktok.now += 10
    answer = tiktok.status(publish_id)
    (post,) = tiktok.world.posts
    assert answer["publicaly_available_post_id"] == [int(post.remote_id)]
    assert (post.title, post.text, post.visibility) == ("Titre", "Texte", "public")
    assert post.media_digest == hashlib.sha256(PHOTO).hexdigest()


def test_a_photo_draft_goes_to_the_inbox_with_its_text(tiktok: Client) -> None:
    body = photos(post_mode="MEDIA_UPLOAD", post_info={"title": "Titre", "description": "Texte"})
    publish_id = tiktok.opened(PHOTOS, body)["publish_id"]
    tiktok.now += 10
    assert tiktok.status(publish_id)["status"] == "SEND_TO_USER_INBOX"
    assert [(post.visibility, post.text) for post in tiktok.world.posts] == [("inbox", "Texte")]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://res.cloudinary.com/demo/gone.jpg", "photo_pull_failed"),
        ("https://res.cloudinary.com/demo/a.png", "file_format_check_failed"),
    ],
    ids=["gone", "png"],
)
def test_one_bad_photo_fails_the_post(tiktok: Client, url: str, reason: str) -> None:
    source = {"source": "PULL_FROM_URL", "photo_images": [PHOTO_URL, url], "photo_cover_index": 0}
    publish_id = tiktok.opened(PHOTOS, photos(source_info=source))["publish_id"]
    tiktok.now += 10
    answer = tiktok.status(publish_id)
    assert (answer["status"], answer["fail_reason"]) == ("FAILED", reason)
    assert tiktok.world.posts == []


def test_a_photo_over_20_megabytes_fails_the_post(tiktok: Client) -> None:
    place = tiktok.folder / "media" / "res.cloudinary.com" / "demo" / "large.jpg"
    place.write_bytes(PHOTO + bytes(20 * 1024 * 1024))
    source = {
        "source": "PULL_FROM_URL",
        "photo_images": ["https://res.cloudinary.com/demo/large.jpg"],
        "photo_cover_index": 0,
    }
    publish_id = tiktok.opened(PHOTOS, photos(source_info=source))["publish_id"]
    tiktok.now += 10
    assert tiktok.status(publish_id)["fail_reason"] == "picture_size_check_failed"


@pytest.mark.parametrize(
    "changes",
    [
        {"media_type": "VIDEO"},
        {"post_mode": "DIRECT POST"},
        {"post_info": {"title": "x"}},
        {"post_info": PUBLIC | {"title": "x" * 91}},
        {"post_info": PUBLIC | {"description": "x" * 4001}},
        {"post_info": PUBLIC | {"disable_duet": True}},
        {"source_info": {"source": "FILE_UPLOAD"}},
        {"source_info": {"source": "PULL_FROM_URL", "photo_images": [PHOTO_URL]}},
        {"source_info": {"source": "PULL_FROM_URL", "photo_images": [PHOTO_URL], "photo_cover_index": 1}},
        {"source_info": {"source": "PULL_FROM_URL", "photo_images": [], "photo_cover_index": 0}},
        {
            "source_info": {
                "source": "PULL_FROM_URL",
                "photo_images": [PHOTO_URL] * 36,
                "photo_cover_index": 0,
            }
        },
    ],
    ids=[
        "video",
        "mode",
        "no privacy",
        "long title",
        "long description",
        "duet",
        "upload",
        "no cover",
        "cover",
        "none",
        "36",
    ],
)
def test_a_wrong_photo_post_is_refused(tiktok: Client, changes: dict[str, object]) -> None:
    assert tiktok.post(PHOTOS, photos(**changes))[:2] == (400, "invalid_params")


def test_photos_of_a_domain_that_is_not_verified_are_refused(tiktok: Client) -> None:
    source = {
        "source": "PULL_FROM_URL",
        "photo_images": ["https://example.com/a.jpg"],
        "photo_cover_index": 0,
    }
    assert tiktok.post(PHOTOS, photos(source_info=source))[:2] == (403, "url_ownership_unverified")


def test_user_info_gives_the_fields_that_were_asked_for(tiktok: Client) -> None:
    _, code, data = read(tiktok.send("GET", USER, fields="open_id,display_name"))
    assert (code, data) == ("ok", {"user": {"open_id": "-000a1b2c", "display_name": "Aromatiza"}})
    assert read(tiktok.send("GET", USER))[:2] == (400, "invalid_params")
    assert read(tiktok.send("GET", USER, fields="email"))[:2] == (400, "invalid_params")


def test_user_info_needs_a_second_scope_for_the_profile(tiktok: Client) -> None:
    poor, rich = "t;scope=user.info.basic", "t;scope=user.info.basic,user.info.profile"
    assert read(tiktok.send("GET", USER, token=poor, fields="username"))[:2] == (
        400,
        "scope_permission_missed",
    )
    assert read(tiktok.send("GET", USER, token=rich, fields="username"))[2]["user"] == {
        "username": "aromatiza"
    }


def test_creator_info_lists_the_options_of_a_public_account(tiktok: Client) -> None:
    data = tiktok.post(CREATOR)[2]
    assert data["privacy_level_options"] == ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
    assert data["max_video_post_duration_sec"] == 600


@pytest.mark.parametrize("token", ["", "expired-token"])
def test_no_token_and_an_expired_one_are_refused_alike(tiktok: Client, token: str) -> None:
    assert tiktok.post(DIRECT, direct(), token)[:2] == (401, "access_token_invalid")


@pytest.mark.parametrize(
    ("path", "body"),
    [(DIRECT, direct()), (CREATOR, None), (PHOTOS, photos())],
    ids=["direct", "creator", "photos"],
)
def test_an_inbox_token_cannot_publish(tiktok: Client, path: str, body: object) -> None:
    assert tiktok.post(path, body, "t;scope=video.upload")[:2] == (401, "scope_not_authorized")


def test_the_status_of_a_post_is_for_its_account_only(tiktok: Client) -> None:
    known = {"publish_id": tiktok.opened(DIRECT, direct())["publish_id"]}
    other = tiktok.post(STATUS, known, "t@someone")
    assert other[:2] == (400, "token_not_authorized_for_specified_publish_id")
    assert tiktok.post(STATUS, {"publish_id": "v_pub_file~v2-1.1"})[:2] == (400, "invalid_publish_id")
    assert tiktok.post(STATUS, {})[:2] == (400, "invalid_params")


@pytest.mark.parametrize(
    ("ask", "limit"),
    [
        (lambda client: client.send("POST", DIRECT, direct()), 6),
        (lambda client: client.send("POST", CREATOR), 20),
        (lambda client: client.send("POST", STATUS, {"publish_id": "x"}), 30),
        (lambda client: client.send("GET", USER, fields="open_id"), 600),
    ],
    ids=["init", "creator_info", "status", "user_info"],
)
def test_a_token_is_limited_for_a_minute(
    tiktok: Client, ask: Callable[[Client], Response], limit: int
) -> None:
    codes = [read(ask(tiktok))[:2] for _ in range(limit + 1)]
    assert (429, "rate_limit_exceeded") not in codes[:-1]
    assert codes[-1] == (429, "rate_limit_exceeded")
    tiktok.now += 60
    assert read(ask(tiktok))[0] != 429


def test_the_limit_of_one_token_leaves_another_alone(tiktok: Client) -> None:
    for _ in range(6):
        tiktok.opened(DIRECT, direct())
    assert tiktok.post(DIRECT, direct(), "another")[:2] == (200, "ok")


def test_what_tiktok_does_not_have_is_not_found(tiktok: Client) -> None:
    assert tiktok.send("GET", DIRECT).status == 404
    assert tiktok.send("POST", "/v2/post/publish/").status == 404
