"""The simulated X takes files as its pages say, and looks at what it was given."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.sandbox.graph_client import mp4
from tests.sandbox.x_client import (
    PHOTO,
    POSTS,
    UPLOAD,
    VIDEO,
    Answer,
    XClient,
    form,
    gif,
    tail,
)

METADATA, SUBTITLES = "/2/media/metadata", "/2/media/subtitles"
MIB = 1 << 20


@pytest.fixture
def x(tmp_path: Path) -> XClient:
    return XClient(tmp_path)


def posted(x: XClient, media_id: str, token: str = "t") -> Answer:
    return x.post(POSTS, {"media": {"media_ids": [media_id]}}, token)


# Initialize.


@pytest.mark.parametrize(
    "change",
    [
        {"total_bytes": -1},
        {"total_bytes": 17_179_869_185},
        {"total_bytes": True},
        {"total_bytes": 1.5},
        {"media_type": 1},
        {"media_type": "image/tiff"},
        {"media_category": "TweetVideo"},
        {"media_category": "tweet_gif"},
        {"additional_owners": "42"},
        {"additional_owners": ["me"]},
        {"shared": "yes"},
        {"command": "INIT"},
    ],
    ids=str,
)
def test_an_upload_is_opened_only_as_the_document_has_it(x: XClient, change: dict[str, object]) -> None:
    upload = {"media_type": "video/mp4", "total_bytes": 9, "media_category": "tweet_video"} | change
    assert tail(x.post(f"{UPLOAD}/initialize", upload)) == (400, "invalid-request")


def test_media_of_messages_cannot_be_posted(x: XClient) -> None:
    media_id = x.photo(media_category="dm_image")
    assert posted(x, media_id).value["detail"] == "Your media IDs are invalid."


def test_another_account_may_post_what_was_lent_to_it(x: XClient) -> None:
    assert posted(x, x.photo(additional_owners=["42"]), "t@42").status == 201
    assert posted(x, x.photo(additional_owners=["43"]), "t@42").status == 400


# Append.


def test_a_segment_of_a_large_form_is_taken_from_its_file(x: XClient, tmp_path: Path) -> None:
    data = VIDEO.ljust(3 * MIB, b"\r")
    media_id = x.initialize(data, "tweet_video").value["data"]["id"]
    sent = tmp_path / "body"
    sent.write_bytes(form(segment_index=b"0", media=data))
    assert x.post_form(f"{UPLOAD}/{media_id}/append", sent).status == 200
    assert x.post(f"{UPLOAD}/{media_id}/finalize", {}).value["data"]["size"] == 3 * MIB
    x.now += 10
    assert posted(x, media_id).status == 201
    assert x.world.blobs.path(x.world.posts[0].media_digest).read_bytes() == data


def test_a_file_that_looks_like_a_form_arrives_as_it_is(x: XClient) -> None:
    data = PHOTO + b"\r\n--=_b\r\n\r\nname=\r\n----\r\n"
    media_id = x.initialize(data, "tweet_image").value["data"]["id"]
    assert x.post_form(f"{UPLOAD}/{media_id}/append", form(media=data, segment_index=b"0")).status == 200
    assert x.post(f"{UPLOAD}/{media_id}/finalize", {}).status == 200


def test_segments_may_come_in_any_order_and_are_joined_in_theirs(x: XClient) -> None:
    media_id = x.initialize(VIDEO, "tweet_video").value["data"]["id"]
    cuts = [VIDEO[at : at + 100] for at in range(0, len(VIDEO), 100)]
    for index, data in reversed(list(enumerate(cuts))):
        assert x.append(media_id, index, data).status == 200
    assert x.post(f"{UPLOAD}/{media_id}/finalize", {}).status == 200
    x.now += 10
    assert posted(x, media_id).status == 201
    assert x.world.blobs.path(x.world.posts[0].media_digest).read_bytes() == VIDEO


def test_a_segment_far_too_large_is_not_even_read(x: XClient, tmp_path: Path) -> None:
    media_id = x.initialize(VIDEO, "tweet_video").value["data"]["id"]
    sent = tmp_path / "body"
    sent.write_bytes(bytes(11 * MIB))
    assert x.post_form(f"{UPLOAD}/{media_id}/append", sent).status == 431
    assert x.append(media_id, 1, bytes(4 * MIB)).status == 200


@pytest.mark.parametrize(
    "body",
    [
        {"segment_index": "0", "media": ""},
        {"segment_index": -1, "media": ""},
        {"segment_index": 0, "media": ["AA"]},
        {"segment_index": 0, "media": "", "media_id": "1"},
        {"segment_index": 0},
    ],
    ids=str,
)
def test_a_wrong_segment_is_refused(x: XClient, body: dict[str, object]) -> None:
    media_id = x.initialize(VIDEO, "tweet_video").value["data"]["id"]
    assert tail(x.post(f"{UPLOAD}/{media_id}/append", body)) == (400, "invalid-request")


def test_only_the_account_that_opened_an_upload_goes_on_with_it(x: XClient) -> None:
    media_id = x.initialize(VIDEO, "tweet_video").value["data"]["id"]
    assert x.append(media_id, 0, VIDEO, "t@42").status == 403
    assert x.post(f"{UPLOAD}/{media_id}/finalize", {}, "t@42").status == 403
    assert x.get(UPLOAD, "t@42", media_id=media_id).status == 403


# Finalize, and what the file is.


def test_finalize_takes_an_empty_object_only(x: XClient) -> None:
    media_id = x.initialize(VIDEO, "tweet_video").value["data"]["id"]
    x.append(media_id, 0, VIDEO)
    assert x.post(f"{UPLOAD}/{media_id}/finalize", {"media_id": media_id}).status == 400
    assert x.post(f"{UPLOAD}/{media_id}/finalize", {}).status == 200


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (gif(1280, 1080, 1), 200),
        (gif(1281, 1080, 1), 400),
        (gif(1280, 1081, 1), 400),
        (gif(10, 10, 350), 200),
        (gif(10, 10, 351), 400),
        (gif(1280, 1080, 217), 200),
        (gif(1280, 1080, 218), 400),
        (b"GIF89a", 200),
        (b"PNG", 400),
    ],
    ids=["size", "wide", "high", "350 frames", "351 frames", "pixels", "more pixels", "cut", "no GIF"],
)
def test_a_gif_has_its_limits(x: XClient, data: bytes, status: int) -> None:
    """https://docs.x.com/x-api/media/quickstart/best-practices (read 2026-11)."""
    assert x.finalize(data, "tweet_gif").status == status


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (mp4(10), "succeeded"),
        (mp4(0.5), "succeeded"),
        (mp4(0.4), "failed"),
        (mp4(10, fps=61), "failed"),
        (mp4(10, fps=60), "succeeded"),
        (mp4(10, (30, 60)), "failed"),
        (mp4(10, (300, 901)), "failed"),
        (mp4(10, (300, 900)), "succeeded"),
        (mp4(10, codec=b"hvc1"), "failed"),
    ],
    ids=["good", "half a second", "short", "61 fps", "60 fps", "small", "narrow", "1:3", "HEVC"],
)
def test_processing_a_video_fails_outside_its_limits(x: XClient, data: bytes, state: str) -> None:
    """https://docs.x.com/x-api/media/quickstart/best-practices (read 2026-11)."""
    media_id = x.video(data=data)
    info = x.info(media_id)
    assert info["state"] == state
    assert posted(x, media_id).status == {"succeeded": 201, "failed": 400}[state]


def test_the_largest_size_of_the_page_counts_only_in_its_trap(x: XClient) -> None:
    assert x.info(x.video(data=mp4(10, (1080, 1920))))["state"] == "succeeded"
    assert x.info(x.video("t;trap=strict_size", mp4(10, (1080, 1920))))["state"] == "failed"
    assert x.info(x.video("t;trap=strict_size", mp4(10, (720, 1024))))["state"] == "succeeded"


def test_a_long_video_is_for_accounts_that_may(x: XClient) -> None:
    assert posted(x, x.video(data=mp4(140))).status == 201
    long = x.video(data=mp4(141))
    assert posted(x, long).value["detail"].startswith("This user is not allowed to post a video longer")
    assert posted(x, long, "t;premium=yes").status == 201
    assert posted(x, x.video(data=mp4(121)), "t;video_s=120").status == 403


# Processing.


def test_a_token_says_how_long_processing_takes_and_when_to_ask(x: XClient) -> None:
    token = "t;processing=60;check_after=7"
    answer = x.finalize(VIDEO, "tweet_video", token)
    info = answer.value["data"]["processing_info"]
    assert info == {"state": "pending", "check_after_secs": 7, "progress_percent": 0}
    media_id = answer.value["data"]["id"]
    x.now += 30
    assert x.info(media_id, token)["state"] == "in_progress"
    x.now += 30
    assert x.info(media_id, token) == {"state": "succeeded", "progress_percent": 100}


def test_processing_fails_as_planned_and_may_keep_its_reason(x: XClient) -> None:
    failed = x.video("t;fail=No%20luck")
    assert x.info(failed)["error"]["message"] == "No luck"
    assert x.info(failed, "t;trap=silent_failure") == {"state": "failed"}
    assert posted(x, failed).status == 400


def test_processing_may_never_end(x: XClient) -> None:
    media_id = x.video("t;trap=stuck")
    x.now += 80_000
    assert x.info(media_id)["state"] in ("pending", "in_progress")


def test_whoever_asks_too_early_is_refused_in_a_trap(x: XClient) -> None:
    token = "t;trap=impatient;check_after=5;processing=20"
    media_id = x.finalize(VIDEO, "tweet_video", token).value["data"]["id"]
    x.now += 4
    assert tail(x.get(UPLOAD, token, media_id=media_id)) == (429, "rate-limit-exceeded")
    x.now += 5
    assert x.info(media_id, token)["state"] == "pending"
    assert x.get(UPLOAD, token, media_id=media_id).status == 429
    x.now += 20
    assert x.info(media_id, token)["state"] == "succeeded"


def test_media_expire_when_their_answer_says(x: XClient) -> None:
    token = "t;upload_life=100;media_life=50"
    opened = x.initialize(VIDEO, "tweet_video", token).value["data"]
    assert opened["expires_after_secs"] == 100
    assert x.append(opened["id"], 0, VIDEO).value["data"]["expires_at"] == int(x.now + 100)
    assert x.post(f"{UPLOAD}/{opened['id']}/finalize", {}, token).value["data"]["expires_after_secs"] == 50
    x.now += 49
    assert x.info(opened["id"])["state"] == "succeeded"
    x.now += 2
    assert tail(x.get(UPLOAD, media_id=opened["id"])) == (404, "resource-not-found")
    assert posted(x, opened["id"]).status == 400


def test_an_answer_may_not_say_when_media_expire(x: XClient) -> None:
    assert x.initialize(VIDEO, "tweet_video", "t;trap=no_expiry").value["data"].keys() == {"id", "media_key"}


def test_the_key_of_a_video_begins_with_another_number_when_told(x: XClient) -> None:
    """Both were seen: https://github.com/abraham/twitteroauth/issues/1222."""
    opened = x.initialize(VIDEO, "tweet_video", "t;prefix=7").value["data"]
    assert opened["media_key"] == f"7_{opened['id']}"


def test_the_status_takes_no_other_parameter(x: XClient) -> None:
    assert tail(x.get(UPLOAD, media_id="1", media_category="tweet_video")) == (400, "invalid-request")
    assert x.get(UPLOAD, media_id="one").status == 400


# In one request.


def test_a_photo_is_uploaded_in_one_request(x: XClient) -> None:
    as_form = x.post_form(UPLOAD, form(media=PHOTO, media_category=b"tweet_image"))
    in_json = x.post(UPLOAD, {"media": base64.b64encode(PHOTO).decode(), "media_category": "tweet_image"})
    for answer in (as_form, in_json):
        data = answer.value["data"]
        assert (answer.status, data["size"], data["image"]) == (200, len(PHOTO), {"image_type": "image/jpeg"})
        assert data["media_key"] == f"3_{data['id']}"
        assert posted(x, data["id"]).status == 201


def test_a_large_video_in_one_request_is_processed(x: XClient, tmp_path: Path) -> None:
    sent = tmp_path / "body"
    sent.write_bytes(form(media=VIDEO.ljust(9 * MIB, b"\0"), media_category=b"tweet_video"))
    data = x.post_form(UPLOAD, sent).value["data"]
    assert data["processing_info"]["state"] == "pending"
    x.now += 10
    assert posted(x, data["id"]).status == 201


@pytest.mark.parametrize(
    "fields",
    [
        {"media": PHOTO},
        {"media_category": b"tweet_image"},
        {"media": PHOTO, "media_category": b"amplify_video"},
        {"media": PHOTO, "media_category": b"tweet_video"},
        {"media": b"words", "media_category": b"tweet_image"},
        {"media": PHOTO, "media_category": b"tweet_image", "media_type": b"image/jpeg"},
        {"media": PHOTO, "media_category": b"tweet_image", "additional_owners": b"me"},
        {"media": PHOTO.ljust(5 * MIB + 1), "media_category": b"tweet_image"},
        {"media": gif(2000, 10, 1), "media_category": b"tweet_gif"},
    ],
    ids=[
        "no category",
        "no file",
        "chunked category",
        "no video",
        "no image",
        "unknown key",
        "owners",
        "5 MB",
        "wide GIF",
    ],
)
def test_a_wrong_file_in_one_request_is_refused_and_forgotten(x: XClient, fields: dict[str, bytes]) -> None:
    assert tail(x.post_form(UPLOAD, form(**fields))) == (400, "invalid-request")
    assert x.world.state("x").get("media", {}) == {}


def test_json_beyond_what_the_sandbox_reads_is_refused(x: XClient) -> None:
    assert x.post(UPLOAD, {"media": "A" * (9 * MIB), "media_category": "tweet_image"}).status == 413


# What is said of media.


@pytest.mark.parametrize(
    "body",
    [
        {"metadata": {"alt_text": {"text": "a"}}},
        {"id": "one", "metadata": {"alt_text": {"text": "a"}}},
        {"id": 1, "metadata": {"alt_text": {"text": "a"}}},
        {"id": "1", "metadata": {"alt_text": "a"}},
        {"id": "1", "metadata": {"alt_text": {}}},
        {"id": "1", "metadata": {"alt": {"text": "a"}}},
        {"id": "1", "alt_text": {"text": "a"}},
    ],
    ids=str,
)
def test_a_wrong_description_is_refused(x: XClient, body: dict[str, object]) -> None:
    assert tail(x.post(METADATA, body)) == (400, "invalid-request")


def test_a_description_is_for_ones_own_files_that_have_arrived(x: XClient) -> None:
    alt = {"alt_text": {"text": "a"}}
    media_id = x.initialize(PHOTO, "tweet_image").value["data"]["id"]
    assert tail(x.post(METADATA, {"id": media_id, "metadata": alt})) == (404, "resource-not-found")
    assert x.post(METADATA, {"id": x.photo(), "metadata": alt}, "t@42").status == 403


def test_other_metadata_are_taken_and_given_back(x: XClient) -> None:
    metadata = {"allow_download_status": {"allow_download": True}}
    answer = x.post(METADATA, {"id": x.video(), "metadata": metadata})
    assert answer.value["data"]["associated_metadata"] == metadata


def test_subtitles_belong_to_a_video_until_they_are_deleted(x: XClient) -> None:
    opened = {"media_type": "text/srt", "total_bytes": 5, "media_category": "subtitles"}
    track = x.post(f"{UPLOAD}/initialize", opened).value["data"]["id"]
    x.append(track, 0, b"1\n00:")
    assert x.post(f"{UPLOAD}/{track}/finalize", {}).status == 200
    target = {"id": x.video(), "media_category": "TweetVideo"}
    named = target | {"subtitles": {"id": track, "language_code": "FR", "display_name": "français"}}
    assert x.post(SUBTITLES, named).value["data"]["associated_subtitles"]["language_code"] == "FR"
    gone = target | {"language_code": "FR"}
    assert x.ask("DELETE", SUBTITLES, "t", gone).value["data"] == {"deleted": True}
    assert x.ask("DELETE", SUBTITLES, "t", gone).value["data"] == {"deleted": False}
    assert x.post(SUBTITLES, named | {"id": x.photo()}).status == 400
    assert x.post(SUBTITLES, named | {"media_category": "tweet_video"}).status == 400
    assert posted(x, track).status == 400


def test_uploads_need_their_scope_and_no_other(x: XClient) -> None:
    assert x.photo("t;scope=media.write")
    assert x.post(METADATA, {}, "t;scope=tweet.write,tweet.read,users.read").status == 403
    assert x.get(f"/2/media/3_{x.photo()}", "t;scope=media.write").status == 403
    assert x.get(f"/2/media/3_{x.photo()}", "t;scope=tweet.read").status == 200
