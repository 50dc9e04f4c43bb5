"""The simulated X answers as X does: https://docs.x.com/x-api/posts/create-post and the pages beside it."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from aromatiza.sandbox.http import Body, Request, Response
from aromatiza.sandbox.mediahost import MediaHost
from aromatiza.sandbox.world import World
from aromatiza.sandbox.x import X

ACCOUNT = "2244994945"
VIDEO = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 4
PHOTO = b"\xff\xd8\xff\xe0 a photo"
UPLOAD = "/2/media/upload"
POSTS = "/2/tweets"
TIMELINE = f"/2/users/{ACCOUNT}/tweets"
VIDEO_UPLOAD = {"media_type": "video/mp4", "total_bytes": len(VIDEO), "media_category": "tweet_video"}
PHOTO_UPLOAD = {"media_type": "image/jpeg", "total_bytes": len(PHOTO), "media_category": "tweet_image"}


class Client:
    """Speaks to one X in one world, whose clock moves only when told to."""

    def __init__(self, folder: Path) -> None:
        self.now = 1_780_000_000.5
        self.folder = folder
        self.restart()

    def restart(self) -> None:
        self.world = World(
            "http://127.0.0.1:8700",
            self.folder / "blobs",
            MediaHost(self.folder),
            processing_s=10,
            state_file=self.folder / "state.json",
            clock=lambda: self.now,
        )
        self.network = X(self.world)

    def raw(self, method: str, path: str, data: bytes, content_type: str, token: str = "t") -> Response:
        headers = {"content-type": content_type, "authorization": f"Bearer {token}" if token else ""}
        return self.network.handle(Request(method, "api.x.com", path, {}, headers, Body.of(data)))

    def post(self, path: str, body: object, token: str = "t") -> tuple[int, dict[str, Any]]:
        return read(self.raw("POST", path, json.dumps(body).encode(), "application/json", token))

    def get(self, path: str, token: str = "t", **query: Any) -> tuple[int, dict[str, Any]]:
        texts = {name.replace("__", "."): str(value) for name, value in query.items()}
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return read(self.network.handle(Request("GET", "api.x.com", path, texts, headers)))

    def append(self, media_id: str, index: int, data: bytes) -> tuple[int, dict[str, Any]]:
        path = f"{UPLOAD}/{media_id}/append"
        return read(self.raw("POST", path, form(segment_index=str(index).encode(), media=data), FORM_TYPE))

    def uploaded(self, data: bytes, upload: dict[str, Any]) -> str:
        """The id of media that a post may use."""
        media_id = self.finalized(data, upload)["id"]
        self.now += 10
        return str(media_id)

    def finalized(self, data: bytes, upload: dict[str, Any]) -> dict[str, Any]:
        media_id = self.post(f"{UPLOAD}/initialize", upload)[1]["data"]["id"]
        assert self.append(media_id, 0, data)[0] == 200
        status, answer = self.post(f"{UPLOAD}/{media_id}/finalize", {})
        assert status == 200
        finalized: dict[str, Any] = answer["data"]
        return finalized

    def photo(self) -> str:
        return self.uploaded(PHOTO, PHOTO_UPLOAD)

    def state(self, media_id: str) -> str:
        answer = self.get(UPLOAD, command="STATUS", media_id=media_id)[1]
        return str(answer["data"]["processing_info"]["state"])

    def posted(self, text: str) -> str:
        status, answer = self.post(POSTS, {"text": text})
        assert status == 201
        return str(answer["data"]["id"])


FORM_TYPE = "multipart/form-data; boundary=--=_b"


def form(**fields: bytes) -> bytes:
    parts = [
        b'----=_b\r\nContent-Disposition: form-data; name="%s"; filename="f"\r\n\r\n%s\r\n'
        % (name.encode(), data)
        for name, data in fields.items()
    ]
    return b"".join(parts) + b"----=_b--\r\n"


def read(response: Response) -> tuple[int, dict[str, Any]]:
    """The status and the value; a refusal always says what it is about."""
    value: dict[str, Any] = json.loads(response.body)
    if response.status >= 400:
        assert response.headers["Content-Type"] == "application/problem+json"
        assert {"title", "detail", "type", "status"} <= value.keys()
    return response.status, value


@pytest.fixture
def x(tmp_path: Path) -> Client:
    return Client(tmp_path)


def test_a_video_is_uploaded_processed_and_posted(x: Client) -> None:
    media_id = x.post(f"{UPLOAD}/initialize", VIDEO_UPLOAD)[1]["data"]["id"]
    assert x.append(media_id, 0, VIDEO[:500])[1]["data"]["expires_at"] > x.now
    x.append(media_id, 1, VIDEO[500:])
    done = x.post(f"{UPLOAD}/{media_id}/finalize", {})[1]["data"]
    assert done["media_key"] == f"13_{media_id}"
    assert done["processing_info"] == {"state": "pending", "check_after_secs": 1, "progress_percent": 0}
    x.now += 5
    assert x.state(media_id) == "in_progress"
    x.now += 5
    assert x.state(media_id) == "succeeded"

    status, answer = x.post(POSTS, {"text": "Une pression", "media": {"media_ids": [media_id]}})

    (post,) = x.world.posts
    assert (status, answer["data"]["id"]) == (201, post.remote_id)
    assert len(post.remote_id) == 19
    assert answer["data"]["edit_history_post_ids"] == [post.remote_id]
    assert post.url == f"https://x.com/aromatiza/status/{post.remote_id}"
    assert (post.account, post.text, post.visibility) == (ACCOUNT, "Une pression", "public")
    assert post.media_digest == hashlib.sha256(VIDEO).hexdigest()
    assert x.world.blobs.path(post.media_digest).read_bytes() == VIDEO


def test_a_photo_is_ready_when_it_is_finalized_and_carries_its_alt_text(x: Client) -> None:
    done = x.finalized(PHOTO, PHOTO_UPLOAD)
    assert done["media_key"] == f"3_{done['id']}"
    assert "processing_info" not in done
    described = {"id": done["id"], "metadata": {"alt_text": {"text": "Un flacon"}}}
    status, answer = x.post("/2/media/metadata", described)
    assert (status, answer["data"]["associated_metadata"]) == (200, {"alt_text": {"text": "Un flacon"}})
    assert x.post(POSTS, {"media": {"media_ids": [done["id"]]}})[0] == 201
    assert x.world.posts[0].alt == "Un flacon"
    included = x.get(TIMELINE, expansions="attachments.media_keys", media__fields="alt_text")[1]["includes"]
    shown = {"media_key": done["media_key"], "type": "photo", "alt_text": "Un flacon"}
    assert included == {"media": [shown]}


def test_a_segment_may_come_as_base64_in_json_and_again(x: Client) -> None:
    media_id = x.post(f"{UPLOAD}/initialize", PHOTO_UPLOAD)[1]["data"]["id"]
    x.append(media_id, 0, b"a longer wrong segment that is replaced")
    body = {"segment_index": 0, "media": base64.b64encode(PHOTO).decode()}
    assert x.post(f"{UPLOAD}/{media_id}/append", body)[0] == 200
    assert x.post(f"{UPLOAD}/{media_id}/finalize", {})[1]["data"]["size"] == len(PHOTO)


def test_finalize_may_be_repeated(x: Client) -> None:
    done = x.finalized(VIDEO, VIDEO_UPLOAD)
    assert x.post(f"{UPLOAD}/{done['id']}/finalize", {})[1]["data"] == done


def test_finalize_wants_a_json_object_only_where_people_met_that(x: Client) -> None:
    """Seen live: https://github.com/trypostit/trypost/pull/202. X's own SDK sends nothing."""
    media_id = x.post(f"{UPLOAD}/initialize", PHOTO_UPLOAD)[1]["data"]["id"]
    x.append(media_id, 0, PHOTO)
    path, trap = f"{UPLOAD}/{media_id}/finalize", "t;trap=finalize_object"
    status, answer = read(x.raw("POST", path, b"", "", trap))
    assert (status, answer["detail"]) == (400, "Request body must be a JSON object.")
    assert read(x.raw("POST", path, b"{}", "application/json", trap))[0] == 200
    assert read(x.raw("POST", path, b"", ""))[0] == 200


def test_initialize_takes_only_json(x: Client) -> None:
    """Seen live: https://github.com/plhery/node-twitter-api-v2/issues/591."""
    status, answer = read(x.raw("POST", f"{UPLOAD}/initialize", form(media_type=b"video/mp4"), FORM_TYPE))
    wanted = "Requests with bodies must have content-type of application/json."
    assert (status, answer["detail"]) == (400, wanted)


@pytest.mark.parametrize(
    "change",
    [
        {"command": "INIT"},
        {"media_type": "video/x-matroska"},
        {"media_category": "tweet_image"},
        {"total_bytes": "12"},
        {"total_bytes": 512 * 1024 * 1024 + 1},
    ],
    ids=["unknown key", "type", "category", "text for a number", "over 512 MB"],
)
def test_a_wrong_initialize_is_refused(x: Client, change: dict[str, object]) -> None:
    status, answer = x.post(f"{UPLOAD}/initialize", VIDEO_UPLOAD | change)
    assert (status, answer["type"].rpartition("/")[2]) == (400, "invalid-request")


@pytest.mark.parametrize(
    "segments",
    [{0: VIDEO[:-1]}, {1: VIDEO}, {0: VIDEO[:9], 2: VIDEO[9:]}, {}],
    ids=["short", "not from 0", "gap", "none"],
)
def test_segments_that_do_not_make_the_file_are_refused(x: Client, segments: dict[int, bytes]) -> None:
    media_id = x.post(f"{UPLOAD}/initialize", VIDEO_UPLOAD)[1]["data"]["id"]
    for index, data in segments.items():
        assert x.append(media_id, index, data)[0] == 200
    assert x.post(f"{UPLOAD}/{media_id}/finalize", {})[0] == 400
    assert x.get(UPLOAD, command="STATUS", media_id=media_id)[0] == 404


def test_a_wrong_segment_is_refused(x: Client) -> None:
    media_id = x.post(f"{UPLOAD}/initialize", VIDEO_UPLOAD)[1]["data"]["id"]
    path = f"{UPLOAD}/{media_id}/append"
    assert x.append(media_id, 1000, b"x")[0] == 400
    assert x.append(media_id, 0, bytes(5 * 1024 * 1024))[0] == 431
    assert x.post(path, {"segment_index": 0, "media": "no base64!"})[0] == 400
    assert x.post(path, {"media": "AAAA"})[0] == 400
    assert read(x.raw("POST", path, form(media=b"x"), FORM_TYPE))[0] == 400
    assert read(x.raw("POST", path, form(media=b"x", segment_index=b"one"), FORM_TYPE))[0] == 400
    extra = form(media=b"x", segment_index=b"0", command=b"APPEND")
    assert read(x.raw("POST", path, extra, FORM_TYPE))[0] == 400


def test_nothing_is_appended_to_finalized_media(x: Client) -> None:
    assert x.append(x.finalized(VIDEO, VIDEO_UPLOAD)["id"], 1, b"more")[0] == 400


def test_a_file_that_is_no_video_fails_in_processing_and_cannot_be_posted(x: Client) -> None:
    media_id = x.uploaded(b"x" * len(VIDEO), VIDEO_UPLOAD)
    info = x.get(UPLOAD, media_id=media_id)[1]["data"]["processing_info"]
    assert info["state"] == "failed"
    assert info["error"]["message"]
    assert x.post(POSTS, {"media": {"media_ids": [media_id]}})[0] == 400


def test_a_file_that_is_no_photo_is_refused_at_once(x: Client) -> None:
    media_id = x.post(f"{UPLOAD}/initialize", PHOTO_UPLOAD)[1]["data"]["id"]
    x.append(media_id, 0, b"x" * len(PHOTO))
    assert x.post(f"{UPLOAD}/{media_id}/finalize", {})[0] == 400


def test_alt_text_is_for_images_and_at_most_1000_characters(x: Client) -> None:
    video, photo = x.uploaded(VIDEO, VIDEO_UPLOAD), x.photo()
    path = "/2/media/metadata"
    assert x.post(path, {"id": video, "metadata": {"alt_text": {"text": "a"}}})[0] == 400
    assert x.post(path, {"id": photo, "metadata": {"alt_text": {"text": "a" * 1001}}})[0] == 400
    assert x.post(path, {"id": photo, "metadata": {"alt_text": {"text": "a" * 1000}}})[0] == 200
    assert x.post(path, {"id": photo})[0] == 400


def test_status_needs_a_media_id_and_no_other_command(x: Client) -> None:
    assert x.get(UPLOAD, command="STATUS")[0] == 400
    assert x.get(UPLOAD, command="FINALIZE", media_id="1")[0] == 400
    assert x.get(UPLOAD, command="STATUS", media_id="1")[0] == 404


def test_media_that_cannot_be_posted_now_are_refused(x: Client) -> None:
    processing = x.finalized(VIDEO, VIDEO_UPLOAD)["id"]
    photo = x.photo()
    early = x.post(POSTS, {"media": {"media_ids": ["1"]}})
    assert (early[0], early[1]["detail"]) == (400, "Your media IDs are invalid.")
    assert x.post(POSTS, {"media": {"media_ids": [photo]}}, "t@99")[0] == 400
    assert x.post(f"{UPLOAD}/{photo}/finalize", {}, "t@99")[0] == 403
    x.now -= 10
    assert x.post(POSTS, {"media": {"media_ids": [processing]}})[0] == 400
    x.now += 86_411
    assert x.post(POSTS, {"media": {"media_ids": [photo]}})[0] == 400


def test_a_post_takes_four_photos_or_one_video(x: Client) -> None:
    video, photos = x.uploaded(VIDEO, VIDEO_UPLOAD), [x.photo() for _ in range(5)]
    assert x.post(POSTS, {"media": {"media_ids": [video, photos[0]]}})[0] == 400
    assert x.post(POSTS, {"media": {"media_ids": photos}})[0] == 400
    assert x.post(POSTS, {"media": {"media_ids": []}})[0] == 400
    assert x.post(POSTS, {"media": {"media_ids": photos[:4]}})[0] == 201


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "  "},
        {"text": "a", "title": "b"},
        {"text": "a", "media": {"media_ids": ["1"], "alt": "b"}},
        {"text": 1},
        {"text": "a", "reply_settings": "everyone"},
        {"text": "a\ufeff"},
        {"text": "é" * 281},
        {"text": "語" * 141},
        {"text": "https://example.com/" + "a" * 300 + " " + "b" * 257},
    ],
    ids=[
        "empty",
        "blank",
        "unknown key",
        "unknown media key",
        "number",
        "replies",
        "BOM",
        "281",
        "wide",
        "link",
    ],
)
def test_a_wrong_post_is_refused(x: Client, body: dict[str, object]) -> None:
    status, answer = x.post(POSTS, body)
    assert (status, answer["type"].rpartition("/")[2]) == (400, "invalid-request")
    assert x.world.posts == []


@pytest.mark.parametrize(
    "text",
    [
        "é" * 280,
        "語" * 140,
        "👩🏽\u200d🚀" * 140,
        "🇫🇷" * 140,
        "https://example.com/" + "a" * 300 + " " + "b" * 256,
    ],
    ids=["280", "wide", "emoji", "flags", "link"],
)
def test_a_text_of_exactly_280_is_posted(x: Client, text: str) -> None:
    x.posted(text)


def test_the_same_text_again_is_refused(x: Client) -> None:
    x.posted("Une pression")
    status, answer = x.post(POSTS, {"text": "Une pression"})
    assert (status, answer["title"]) == (403, "Forbidden")
    assert answer["detail"] == "You are not allowed to create a Tweet with duplicate content."
    assert x.post(POSTS, {"text": "Une pression"}, "t@99")[0] == 201


def test_the_timeline_tells_which_media_a_post_carries(x: Client) -> None:
    media_id = x.photo()
    x.post(POSTS, {"text": "Voir https://example.com/brume.", "media": {"media_ids": [media_id]}})
    asked: dict[str, Any] = {
        "expansions": "attachments.media_keys",
        "exclude": "replies,retweets",
        "max_results": 5,
    }

    (post,) = x.get(TIMELINE, **asked, tweet__fields="created_at,entities")[1]["data"]

    assert post["attachments"] == {"media_keys": [f"3_{media_id}"]}
    assert post["created_at"] == "2026-05-28T20:26:50.000Z"
    links = post["entities"]["urls"]
    assert post["text"] == f"Voir {links[0]['url']}. {links[1]['url']}"
    assert [link["expanded_url"] for link in links] == [
        "https://example.com/brume",
        f"https://x.com/aromatiza/status/{post['id']}/photo/1",
    ]
    assert all(post["text"][link["start"] : link["end"]] == link["url"] for link in links)


def test_fields_that_were_not_asked_for_are_not_shown(x: Client) -> None:
    x.post(POSTS, {"media": {"media_ids": [x.photo()]}})
    (post,) = x.get(TIMELINE)[1]["data"]
    assert post.keys() == {"id", "text", "edit_history_post_ids"}
    (post,) = x.get(TIMELINE, post__fields="attachments,author_id")[1]["data"]
    assert post.keys() == {"id", "text", "edit_history_post_ids", "attachments", "author_id"}


def test_the_timeline_is_newest_first_and_comes_in_pages(x: Client) -> None:
    ids = [x.posted(f"post {n}") for n in range(7)]
    first = x.get(TIMELINE, max_results=5)[1]
    second = x.get(TIMELINE, max_results=5, pagination_token=first["meta"]["next_token"])[1]
    assert [post["id"] for post in first["data"] + second["data"]] == ids[::-1]
    assert second["meta"] == {"result_count": 2, "newest_id": ids[1], "oldest_id": ids[0]}


def test_the_timeline_is_cut_by_time_and_by_id(x: Client) -> None:
    old = x.posted("old")
    x.now += 100
    new = x.posted("new")
    since = x.get(TIMELINE, start_time="2026-05-28T20:26:41Z")[1]
    until = x.get(TIMELINE, end_time="2026-05-28T20:26:41Z")[1]
    assert [post["id"] for post in since["data"]] == [new]
    assert [post["id"] for post in until["data"]] == [old]
    assert x.get(TIMELINE, since_id=new)[1] == {"meta": {"result_count": 0}}
    assert x.get("/2/users/99/tweets")[1] == {"meta": {"result_count": 0}}


@pytest.mark.parametrize(
    "query",
    [
        {"max_results": 4},
        {"max_results": 101},
        {"max_results": "ten"},
        {"start_time": "yesterday"},
        {"start_time": "2026-05-28T20:26:41"},
        {"exclude": "ads"},
        {"pagination_token": "!"},
        {"fields": "id"},
    ],
    ids=str,
)
def test_a_wrong_query_is_refused(x: Client, query: dict[str, Any]) -> None:
    assert x.get(TIMELINE, **query)[0] == 400


def test_one_post_is_read_by_its_id(x: Client) -> None:
    post_id = x.posted("un")
    assert x.get(f"{POSTS}/{post_id}")[1]["data"]["text"] == "un"


def test_a_post_that_does_not_exist_is_a_problem_in_an_answer_200(x: Client) -> None:
    status, answer = x.get(f"{POSTS}/1")
    assert (status, answer["errors"][0]["type"].rpartition("/")[2]) == (200, "resource-not-found")


def test_me_is_the_account_of_the_token(x: Client) -> None:
    assert x.get("/2/users/me")[1]["data"] == {"id": ACCOUNT, "name": "Aromatiza", "username": "aromatiza"}
    assert x.get("/2/users/me", "t@99")[1]["data"]["id"] == "99"


@pytest.mark.parametrize("token", ["", "expired"])
def test_no_token_and_an_expired_one_are_refused_alike(x: Client, token: str) -> None:
    status, answer = x.get("/2/users/me", token)
    assert (status, answer["title"], answer["type"]) == (401, "Unauthorized", "about:blank")


def test_a_token_without_the_scope_is_refused(x: Client) -> None:
    token = "t;scope=tweet.read,users.read"
    assert x.get("/2/users/me", token)[0] == 200
    assert x.post(POSTS, {"text": "a"}, token)[0] == 403
    assert x.post(f"{UPLOAD}/initialize", VIDEO_UPLOAD, token)[0] == 403


def test_a_hundred_posts_fill_the_window_of_fifteen_minutes(x: Client) -> None:
    for n in range(100):
        x.posted(f"post {n}")
    response = x.raw("POST", POSTS, b'{"text": "one more"}', "application/json")
    assert (response.status, response.headers["x-rate-limit-remaining"]) == (429, "0")
    assert json.loads(response.body)["type"].endswith("/rate-limit-exceeded")
    x.now = float(response.headers["x-rate-limit-reset"])
    x.posted("one more")


def test_every_answer_carries_its_window(x: Client) -> None:
    response = x.raw("POST", POSTS, b"{}", "application/json")
    assert response.status == 400
    assert response.headers["x-rate-limit-limit"] == "100"
    assert response.headers["x-rate-limit-remaining"] == "99"
    assert response.headers["x-rate-limit-reset"] == str(1_780_000_000 + 900)


def test_a_restart_forgets_nothing(x: Client) -> None:
    media_id = x.finalized(VIDEO, VIDEO_UPLOAD)["id"]
    x.world.save()
    x.restart()
    x.now += 10
    assert x.post(POSTS, {"media": {"media_ids": [media_id]}})[0] == 201


def test_what_x_does_not_have_is_not_found(x: Client) -> None:
    assert x.get("/1.1/statuses/update.json")[0] == 404
    assert x.post(f"{POSTS}/abc", {})[0] == 404
