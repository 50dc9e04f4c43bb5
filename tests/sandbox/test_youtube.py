"""The simulated YouTube keeps the promises and the refusals of its fact sheet."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from tests.sandbox.youtube_client import (
    CHANNEL,
    CHUNK,
    CLIP,
    HOST,
    LONG_CLIP,
    SCOPES,
    SNIPPET,
    UPLOAD,
    UPLOADS,
    Bench,
    read,
    refusal,
    resource,
)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_the_channel_of_a_token_names_its_uploads(bench: Bench) -> None:
    answer = read(bench.get("channels", part="id,snippet,contentDetails", mine="true"))
    (channel,) = answer["items"]
    assert (answer["kind"], channel["kind"]) == ("youtube#channelListResponse", "youtube#channel")
    assert channel["id"] == CHANNEL
    assert channel["contentDetails"]["relatedPlaylists"]["uploads"] == UPLOADS


def test_a_token_can_speak_for_another_channel(bench: Bench) -> None:
    answer = read(bench.get("channels", part="id", mine="true", token="t@UCother"))
    assert answer["items"][0]["id"] == "UCother"


def test_the_envelope_of_a_refusal_is_googles(bench: Bench) -> None:
    response = bench.get("channels", part="id", mine="true", token="expired")
    assert response.status == 401
    assert read(response)["error"] == {
        "code": 401,
        "message": "Invalid Credentials",
        "errors": [
            {
                "domain": "global",
                "reason": "authError",
                "message": "Invalid Credentials",
                "locationType": "header",
                "location": "Authorization",
            }
        ],
    }


def test_a_request_without_a_token_is_refused(bench: Bench) -> None:
    assert refusal(bench.get("channels", part="id", mine="true", token=None)) == (401, "required")


@pytest.mark.parametrize("scope", ["youtube.upload", "youtube", "youtube.force-ssl"])
def test_any_uploading_scope_suffices_for_an_upload(bench: Bench, scope: str) -> None:
    assert bench.start(resource(), token=f"t;scope={SCOPES}{scope}").status == 200


def test_a_token_does_only_what_its_scopes_allow(bench: Bench) -> None:
    upload, readonly = f"t;scope={SCOPES}youtube.upload", f"t;scope={SCOPES}youtube.readonly"
    denied = (403, "insufficientPermissions")
    assert refusal(bench.start(resource(), token=readonly)) == denied
    assert refusal(bench.get("channels", part="id", mine="true", token=upload)) == denied
    assert refusal(bench.get("videos", part="id", id="x", token=upload)) == denied
    assert refusal(bench.get("playlistItems", part="id", playlistId=UPLOADS, token=upload)) == denied


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("channels", {"part": "id"}, (400, "missingRequiredParameter")),
        ("channels", {"mine": "true"}, (400, "required")),
        ("videos", {"part": "id"}, (400, "missingRequiredParameter")),
        ("videos", {"part": "nonsense", "id": "x"}, (400, "unknownPart")),
        ("playlistItems", {"part": "snippet"}, (400, "missingRequiredParameter")),
        ("playlistItems", {"part": "snippet", "playlistId": "UUnobody"}, (404, "playlistNotFound")),
        (
            "playlistItems",
            {"part": "id", "playlistId": UPLOADS, "maxResults": "51"},
            (400, "invalidParameter"),
        ),
        ("playlistItems", {"part": "id", "playlistId": UPLOADS, "pageToken": "?"}, (400, "invalidPageToken")),
        ("nothing", {"part": "id"}, (404, "notFound")),
    ],
)
def test_a_wrong_question_is_refused(
    bench: Bench, path: str, query: dict[str, str], expected: tuple[int, str]
) -> None:
    assert refusal(bench.get(path, **query)) == expected


def test_an_upload_starts_with_an_empty_answer_and_the_address_of_a_session(bench: Bench) -> None:
    response = bench.start(resource())
    assert (response.status, response.body) == (200, b"")
    prefix = f"http://127.0.0.1:8700/{HOST}{UPLOAD}?uploadType=resumable&"
    assert response.headers["Location"].startswith(prefix)
    assert "upload_id=" in response.headers["Location"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"snippet_title": ""}, (400, "invalidTitle")),
        ({"snippet_title": "x" * 101}, (400, "invalidTitle")),
        ({"snippet_title": "💜" * 51}, (400, "invalidTitle")),
        ({"snippet_title": "a > b"}, (400, "invalidTitle")),
        ({"snippet_description": "é" * 2501}, (400, "invalidDescription")),
        ({"snippet_description": "<b>"}, (400, "invalidDescription")),
        ({"snippet_tags": ["x" * 250, "x" * 250]}, (400, "invalidTags")),
        ({"snippet_tags": ["a b" + "x" * 496]}, (400, "invalidTags")),
        ({"snippet_tags": "lavande"}, (400, "invalidTags")),
        ({"snippet_categoryId": "music"}, (400, "invalidCategoryId")),
        ({"snippet_colour": "mauve"}, (400, "badRequest")),
        ({"status_privacyStatus": "friends"}, (403, "forbiddenPrivacySetting")),
        ({"status_license": "mine"}, (403, "forbiddenLicenseSetting")),
        ({"status_selfDeclaredMadeForKids": "no"}, (400, "invalidVideoMetadata")),
        ({"status_publishAt": "2030-01-01T00:00:00Z"}, (400, "invalidPublishAt")),
        ({"status_publishAt": "soon", "status_privacyStatus": "private"}, (400, "invalidPublishAt")),
        (
            {"status_publishAt": "2030-01-01T00:00:00", "status_privacyStatus": "private"},
            (400, "invalidPublishAt"),
        ),
    ],
)
def test_wrong_metadata_opens_no_session(
    bench: Bench, changes: dict[str, object], expected: tuple[int, str]
) -> None:
    response = bench.start(resource(**changes))
    assert refusal(response) == expected
    assert "Location" not in response.headers


def test_the_place_of_wrong_metadata_is_named(bench: Bench) -> None:
    (detail,) = read(bench.start(resource(snippet_title="")))["error"]["errors"]
    assert (detail["domain"], detail["location"]) == ("youtube.video", "body.snippet.title")


def test_metadata_at_its_limits_passes(bench: Bench) -> None:
    longest = resource(
        snippet_title="x" * 100, snippet_description="é" * 2500, snippet_tags=["x" * 249, "x" * 250]
    )
    assert bench.start(longest).status == 200


def test_a_part_that_is_not_named_is_not_written(bench: Bench) -> None:
    assert refusal(bench.start(resource(), query={"part": "status"})) == (400, "invalidTitle")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"x-upload-content-length": ""}, (400, "required")),
        ({"x-upload-content-length": "0"}, (400, "mediaBodyRequired")),
        ({"x-upload-content-length": "274877906945"}, (413, "uploadTooLarge")),
        ({"x-upload-content-type": "image/jpeg"}, (400, "badContent")),
        ({"content-type": "text/plain"}, (400, "badContent")),
        ({"slug": "a/b.mp4"}, (400, "invalidFilename")),
    ],
)
def test_wrong_headers_open_no_session(
    bench: Bench, headers: dict[str, str], expected: tuple[int, str]
) -> None:
    assert refusal(bench.start(resource(), headers=headers)) == expected


def test_a_body_that_is_no_object_opens_no_session(bench: Bench) -> None:
    assert refusal(bench.start(["video"])) == (400, "parseError")
    assert refusal(bench.start(resource(), query={"uploadType": "media"})) == (400, "mediaBodyRequired")


def test_a_whole_file_becomes_a_public_video(bench: Bench) -> None:
    response = bench.put(bench.session(), CLIP)
    video = read(response)
    assert response.status == 201
    assert re.fullmatch(r"[A-Za-z0-9_-]{11}", video["id"])
    assert set(video) == {"kind", "etag", "id", "snippet", "status"}
    assert video["snippet"]["channelId"] == CHANNEL
    assert (video["status"]["uploadStatus"], video["status"]["privacyStatus"]) == ("uploaded", "public")
    (post,) = bench.world.posts
    assert (post.platform, post.account, post.remote_id) == ("youtube", CHANNEL, video["id"])
    assert (post.title, post.text, post.visibility) == ("Brume de lavande", "Une pression", "public")
    assert post.url == f"https://www.youtube.com/shorts/{video['id']}"
    assert post.media_digest == hashlib.sha256(CLIP).hexdigest()
    assert bench.world.blobs.path(post.media_digest).read_bytes() == CLIP


def test_without_a_privacy_status_a_video_is_public(bench: Bench) -> None:
    """Since 2026-11-02: https://developers.google.com/youtube/data/revision_history."""
    session = bench.start({"snippet": SNIPPET}).headers["Location"]
    assert read(bench.put(session, CLIP))["status"]["privacyStatus"] == "public"


@pytest.mark.parametrize("privacy", ["unlisted", "private"])
def test_a_video_is_as_visible_as_it_was_asked_to_be(bench: Bench, privacy: str) -> None:
    bench.upload(privacyStatus=privacy)
    assert bench.world.posts[0].visibility == privacy


def test_chunks_are_put_together(bench: Bench) -> None:
    size = len(LONG_CLIP)
    session = bench.session(size=size)
    first = bench.put(session, LONG_CLIP[:CHUNK], f"bytes 0-{CHUNK - 1}/{size}")
    assert (first.status, first.headers["Range"]) == (308, f"bytes=0-{CHUNK - 1}")
    assert bench.put(session, LONG_CLIP[CHUNK:], f"bytes {CHUNK}-{size - 1}/{size}").status == 201
    assert bench.world.posts[0].media_digest == hashlib.sha256(LONG_CLIP).hexdigest()


def test_a_session_tells_how_far_it_is(bench: Bench) -> None:
    size = len(LONG_CLIP)
    session = bench.session(size=size)
    empty = bench.put(session, b"", f"bytes */{size}")
    assert (empty.status, dict(empty.headers)) == (308, {})
    bench.put(session, LONG_CLIP[:CHUNK], f"bytes 0-{CHUNK - 1}/{size}")
    assert bench.put(session, b"", f"bytes */{size}").headers["Range"] == f"bytes=0-{CHUNK - 1}"


@pytest.mark.parametrize("first", [0, CHUNK - 1, 2 * CHUNK], ids=["again", "overlapping", "skipping"])
def test_bytes_at_a_wrong_place_are_not_stored(bench: Bench, first: int) -> None:
    size = len(LONG_CLIP)
    session = bench.session(size=size)
    bench.put(session, LONG_CLIP[:CHUNK], f"bytes 0-{CHUNK - 1}/{size}")
    response = bench.put(session, LONG_CLIP[first:], f"bytes {first}-{size - 1}/{size}")
    assert (response.status, response.headers["Range"]) == (308, f"bytes=0-{CHUNK - 1}")
    bench.put(session, LONG_CLIP[CHUNK:], f"bytes {CHUNK}-{size - 1}/{size}")
    assert bench.world.posts[0].media_digest == hashlib.sha256(LONG_CLIP).hexdigest()


@pytest.mark.parametrize(
    ("sent", "content_range", "expected"),
    [
        (1000, "bytes 0-999/{size}", (400, "badRequest")),
        (CHUNK, "bytes 0-9/{size}", (400, "badRequest")),
        (CHUNK, "0-9", (400, "badRequest")),
        (CHUNK, "", (400, "badRequest")),
        (CHUNK, "bytes */{size}", (400, "badRequest")),
        (CHUNK, "bytes 0-262143/7", (416, "requestedRangeNotSatisfiable")),
        (10, "bytes {size}-786451/{size}", (416, "requestedRangeNotSatisfiable")),
    ],
)
def test_a_request_that_contradicts_itself_stores_nothing(
    bench: Bench, sent: int, content_range: str, expected: tuple[int, str]
) -> None:
    size = len(LONG_CLIP)
    session = bench.session(size=size)
    response = bench.put(session, LONG_CLIP[:sent], content_range.format(size=size))
    assert refusal(response) == expected
    assert bench.put(session, b"", f"bytes */{size}").headers == {}


def test_a_finished_session_repeats_its_answer(bench: Bench) -> None:
    session = bench.session()
    first = bench.put(session, CLIP)
    bench.at += 60
    assert bench.put(session, b"", f"bytes */{len(CLIP)}") == first
    assert bench.put(session, CLIP) == first
    assert len(bench.world.posts) == 1


def test_a_session_expires_after_a_day(bench: Bench) -> None:
    session = bench.session()
    bench.at += 24 * 3600
    assert refusal(bench.put(session, CLIP)) == (404, "notFound")
    assert refusal(bench.put(session + "x", CLIP)) == (404, "notFound")


def test_an_expired_token_leaves_the_session_as_it_is(bench: Bench) -> None:
    session = bench.session()
    assert refusal(bench.put(session, CLIP, token="expired")) == (401, "authError")
    assert refusal(bench.put(session, CLIP, token="t@UCother")) == (403, "forbidden")
    assert bench.put(session, CLIP).status == 201


def test_a_video_is_listed_at_once_and_processed_later(bench: Bench) -> None:
    video_id = bench.upload()["id"]
    (item,) = read(bench.get("playlistItems", part="snippet,contentDetails", playlistId=UPLOADS))["items"]
    assert item["contentDetails"]["videoId"] == video_id
    assert item["snippet"]["resourceId"] == {"kind": "youtube#video", "videoId": video_id}
    assert bench.video(video_id)["processingDetails"]["processingStatus"] == "processing"
    bench.at += 5
    video = bench.video(video_id)
    assert video["status"]["uploadStatus"] == "processed"
    assert video["processingDetails"]["processingStatus"] == "succeeded"


def test_a_file_that_is_no_video_fails_and_is_never_seen(bench: Bench) -> None:
    video_id = read(bench.put(bench.session(size=9), b"\xff\xd8\xff photo"[:9]))["id"]
    bench.at += 5
    video = bench.video(video_id)
    assert (video["status"]["uploadStatus"], video["status"]["failureReason"]) == ("failed", "invalidFile")
    assert video["processingDetails"]["processingStatus"] == "failed"
    assert not bench.world.posts


def test_the_owner_reads_back_the_name_and_size_of_the_file(bench: Bench) -> None:
    video_id = read(bench.put(bench.session(slug="brume-0a1b2c3d.mp4"), CLIP))["id"]
    details = bench.video(video_id, "fileDetails")["fileDetails"]
    assert (details["fileName"], details["fileSize"]) == ("brume-0a1b2c3d.mp4", str(len(CLIP)))
    response = bench.get("videos", part="fileDetails", id=video_id, token="t@UCother")
    assert refusal(response) == (403, "forbidden")


def test_a_private_video_is_hidden_from_other_channels(bench: Bench) -> None:
    video_id = bench.upload(privacyStatus="private")["id"]
    assert read(bench.get("videos", part="id", id=video_id, token="t@UCother"))["items"] == []
    listed = bench.get("playlistItems", part="id", playlistId=UPLOADS, token="t@UCother")
    assert read(listed)["items"] == []


def test_unknown_videos_are_left_out_of_the_answer(bench: Bench) -> None:
    video_id = bench.upload()["id"]
    items = read(bench.get("videos", part="id", id=f"absent,{video_id}"))["items"]
    assert [item["id"] for item in items] == [video_id]


def test_uploads_are_listed_newest_first_in_pages(bench: Bench) -> None:
    made = [bench.upload()["id"] for _ in range(7)]
    listed: list[str] = []
    query = {"part": "contentDetails", "playlistId": UPLOADS, "maxResults": "3"}
    for _ in range(3):
        page = read(bench.get("playlistItems", **query))
        listed += [item["contentDetails"]["videoId"] for item in page["items"]]
        query["pageToken"] = page.get("nextPageToken", "")
    assert listed == made[::-1]
    assert query["pageToken"] == ""


def test_a_scheduled_video_becomes_public_at_its_hour(bench: Bench) -> None:
    hour = "2023-11-15T00:00:00+01:00"
    video_id = bench.upload(privacyStatus="private", publishAt=hour)["id"]
    status = bench.video(video_id)["status"]
    assert (status["privacyStatus"], status["publishAt"]) == ("private", "2023-11-14T23:00:00Z")
    assert bench.world.posts[0].visibility == "scheduled"
    bench.at += 3600
    bench.network.tick()
    (post,) = bench.world.posts
    assert (post.visibility, post.at) == ("public", 1_700_002_800.0)
    assert "publishAt" not in bench.video(video_id)["status"]


def test_a_publication_time_in_the_past_publishes_at_once(bench: Bench) -> None:
    video = bench.upload(privacyStatus="private", publishAt="2020-01-01T00:00:00Z")
    assert video["status"]["privacyStatus"] == "public"
    assert bench.world.posts[0].visibility == "public"


def test_the_hundred_and_first_upload_of_a_day_is_refused(bench: Bench) -> None:
    for _ in range(100):
        bench.upload()
    response = bench.start(resource())
    assert refusal(response) == (403, "quotaExceeded")
    assert read(response)["error"]["errors"][0]["domain"] == "youtube.quota"
    bench.at += 24 * 3600
    assert bench.start(resource()).status == 200


def test_sessions_that_were_never_finished_cost_nothing(bench: Bench) -> None:
    for _ in range(101):
        assert bench.start(resource()).status == 200
