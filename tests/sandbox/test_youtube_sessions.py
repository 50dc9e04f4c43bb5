"""An upload session of the simulated YouTube when it is cut, moved, slowed down or lost."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from aromatiza.sandbox.http import Body, Request
from tests.sandbox.youtube_client import (
    CHUNK,
    CLIP,
    HOST,
    LONG_CLIP,
    SCOPES,
    UPLOAD,
    Bench,
    read,
    refusal,
    related,
    resource,
)

SIZE = len(LONG_CLIP)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def resumed(bench: Bench, session: str, first: int) -> int:
    """The status of the answer to all bytes from `first` on."""
    return bench.put(session, LONG_CLIP[first:], f"bytes {first}-{SIZE - 1}/{SIZE}").status


def test_the_address_of_a_session_says_what_was_asked_of_it(bench: Bench) -> None:
    location = bench.start(resource(), query={"part": "status,snippet"}).headers["Location"]
    assert "?uploadType=resumable&part=status,snippet&upload_id=" in location


def test_the_other_host_and_the_path_of_the_document_open_sessions_too(bench: Bench) -> None:
    """`mediaUpload.protocols.resumable.path` in the discovery document, revision 20261104."""
    headers = {"content-type": "application/json", "x-upload-content-length": str(len(CLIP))}
    query = {"uploadType": "resumable", "part": "snippet"}
    body = b'{"snippet": {"title": "Brume"}}'
    for path in (UPLOAD, f"/resumable{UPLOAD}"):
        opened = bench.send("POST", path, query, body, host="youtube.googleapis.com", headers=headers)
        assert bench.put(opened.headers["Location"], CLIP).status == 201


def test_an_address_of_another_method_leads_to_no_session(bench: Bench) -> None:
    session = bench.session().replace("/videos?", "/thumbnails/set?")
    assert refusal(bench.put(session, CLIP)) == (404, "notFound")


def test_what_a_session_takes_of_a_request_can_be_less_than_all(bench: Bench) -> None:
    session = bench.session(size=SIZE, token="t;takes=600000")
    first = bench.put(session, LONG_CLIP)
    assert (first.status, first.headers["Range"]) == (308, f"bytes=0-{2 * CHUNK - 1}")
    assert bench.ask(session, SIZE).headers["Range"] == f"bytes=0-{2 * CHUNK - 1}"
    assert resumed(bench, session, 2 * CHUNK) == 201
    assert bench.world.posts[0].media_digest == hashlib.sha256(LONG_CLIP).hexdigest()


def test_a_session_that_takes_nothing_names_no_range(bench: Bench) -> None:
    session = bench.session(size=SIZE, token="t;takes=0")
    assert dict(bench.put(session, LONG_CLIP).headers) == {}


def test_chunks_are_of_one_size(bench: Bench) -> None:
    session = bench.session(size=SIZE)
    assert bench.put(session, LONG_CLIP[:CHUNK], f"bytes 0-{CHUNK - 1}/{SIZE}").status == 308
    larger = bench.put(session, LONG_CLIP[CHUNK : 3 * CHUNK], f"bytes {CHUNK}-{3 * CHUNK - 1}/{SIZE}")
    assert refusal(larger) == (400, "badRequest")
    assert resumed(bench, session, CHUNK) == 201


def test_a_session_whose_length_the_client_does_not_repeat_is_taken(bench: Bench) -> None:
    session = bench.session(size=SIZE)
    assert bench.put(session, LONG_CLIP[:CHUNK], f"bytes 0-{CHUNK - 1}/*").status == 308
    assert bench.ask(session, SIZE).headers["Range"] == f"bytes=0-{CHUNK - 1}"


def test_a_kind_of_file_that_was_not_announced_is_refused(bench: Bench) -> None:
    session = bench.session()
    _, _, query = session.partition("upload_id=")
    headers = {"content-type": "video/webm"}
    response = bench.send("PUT", UPLOAD, {"upload_id": query}, CLIP, headers=headers)
    assert refusal(response) == (400, "badContent")
    assert bench.ask(session).status == 308


def test_a_308_can_ask_for_patience(bench: Bench) -> None:
    session = bench.session(size=SIZE, token="t;retry_after=7")
    assert bench.ask(session, SIZE).headers["Retry-After"] == "7"


def test_a_session_can_move_with_every_308(bench: Bench) -> None:
    """`Location` in a 308: googleapiclient/http.py of google-api-python-client adopts it."""
    old = bench.session(size=SIZE, token="t;trap=moved_session")
    new = bench.put(old, LONG_CLIP[:CHUNK], f"bytes 0-{CHUNK - 1}/{SIZE}").headers["Location"]
    assert refusal(bench.ask(old, SIZE)) == (404, "notFound")
    newer = bench.ask(new, SIZE)
    assert newer.headers["Range"] == f"bytes=0-{CHUNK - 1}"
    assert resumed(bench, newer.headers["Location"], CHUNK) == 201
    assert bench.world.posts[0].media_digest == hashlib.sha256(LONG_CLIP).hexdigest()


def test_a_final_failure_is_repeated_and_makes_no_video(bench: Bench) -> None:
    """ "success or failure": the guide on resumable uploads."""
    session = bench.session(token="t;finish_error=400/invalidVideoMetadata/1")
    first = bench.put(session, CLIP)
    assert refusal(first) == (400, "invalidVideoMetadata")
    assert bench.ask(session) == first
    assert bench.put(session, CLIP) == first
    assert not bench.world.posts
    assert bench.put(bench.session(token="t;finish_error=400/invalidVideoMetadata/1"), CLIP).status == 201


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_failure_at_the_end_that_may_pass_is_over_when_asked(bench: Bench, status: int) -> None:
    session = bench.session(token=f"t;finish_error={status}/backendError/1")
    assert bench.put(session, CLIP).status == status
    assert not bench.world.posts
    assert bench.ask(session).status == 201
    assert len(bench.world.posts) == 1


def test_bytes_that_are_refused_are_not_stored(bench: Bench) -> None:
    session = bench.session(size=SIZE, token="t;put_error=503/backendError/1")
    assert resumed(bench, session, 0) == 503
    assert dict(bench.ask(session, SIZE).headers) == {}
    assert resumed(bench, session, 0) == 201


def test_a_question_can_be_refused_and_changes_nothing(bench: Bench) -> None:
    session = bench.session(token="t;ask_error=500/internalError/1")
    assert [bench.ask(session).status for _ in range(2)] == [500, 308]
    assert bench.put(session, CLIP).status == 201


def test_a_503_that_lies_is_told_by_asking(bench: Bench) -> None:
    session = bench.session(token="t;trap=made_but_503")
    assert refusal(bench.put(session, CLIP)) == (503, "backendError")
    found = bench.ask(session)
    assert found.status == 201
    assert [post.remote_id for post in bench.world.posts] == [read(found)["id"]]


def test_a_session_that_forgets_leaves_its_video_to_be_found(bench: Bench) -> None:
    session = bench.session(token="t;trap=forgets_finished", slug="brume-0a1b2c3d.mp4")
    made = read(bench.put(session, CLIP))
    assert refusal(bench.ask(session)) == (404, "notFound")
    assert bench.video(made["id"], "fileDetails")["fileDetails"]["fileName"] == "brume-0a1b2c3d.mp4"


def test_a_finished_upload_can_be_answered_with_200(bench: Bench) -> None:
    session = bench.session(token="t;trap=http_200")
    assert (bench.put(session, CLIP).status, bench.ask(session).status) == (200, 200)


def test_only_the_trap_ends_a_session_by_delete(bench: Bench) -> None:
    kept, ended = bench.session(), bench.session(token="t;trap=cancel")
    assert refusal(bench.put(kept, b"", verb="DELETE")) == (405, "httpMethodNotAllowed")
    assert bench.put(ended, b"", verb="DELETE").status == 204
    assert (bench.ask(kept).status, bench.ask(ended).status) == (308, 404)


def test_what_was_set_up_at_the_start_holds_for_the_whole_session(bench: Bench) -> None:
    session = bench.session(token="t;trap=http_200")
    assert bench.put(session, CLIP, token="another").status == 200


def test_a_finished_upload_leaves_its_file_once(bench: Bench, tmp_path: Path) -> None:
    bench.upload()
    assert [path.name for path in (tmp_path / "blobs").iterdir()] == [hashlib.sha256(CLIP).hexdigest()]


def test_a_file_comes_with_its_description_in_one_request(bench: Bench) -> None:
    body, kind = related(resource(), CLIP)
    query = {"uploadType": "multipart", "part": "snippet"}
    response = bench.send("POST", UPLOAD, query, body, headers={"content-type": kind})
    assert (response.status, read(response)["snippet"]["title"]) == (201, "Brume de lavande")
    assert bench.world.posts[0].media_digest == hashlib.sha256(CLIP).hexdigest()


def test_a_large_file_in_one_request_is_read_from_its_disk(bench: Bench, tmp_path: Path) -> None:
    clip = LONG_CLIP * 3
    body, kind = related(resource(), clip)
    spooled = tmp_path / "body"
    spooled.write_bytes(body)
    headers = {"authorization": "Bearer t", "content-type": kind}
    query = {"uploadType": "multipart", "part": "snippet"}
    request = Request("POST", HOST, UPLOAD, query, headers, Body(len(body), path=spooled))
    assert bench.network.handle(request).status == 201
    assert bench.world.posts[0].media_digest == hashlib.sha256(clip).hexdigest()


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (*related(resource(), b""), (400, "mediaBodyRequired")),
        (*related(resource(), CLIP, "image/png"), (400, "badContent")),
        (*related({"snippet": {}}, CLIP), (400, "invalidTitle")),
        (*related(["video"], CLIP), (400, "parseError")),
        (b"--=_b--", 'multipart/related; boundary="=_b"', (400, "mediaBodyRequired")),
        (b"", "multipart/form-data; boundary=b", (400, "badRequest")),
    ],
    ids=["no file", "a picture", "no title", "no object", "no parts", "a form"],
)
def test_a_wrong_file_in_one_request_makes_no_video(
    bench: Bench, body: bytes, kind: str, expected: tuple[int, str]
) -> None:
    query = {"uploadType": "multipart", "part": "snippet"}
    response = bench.send("POST", UPLOAD, query, body, headers={"content-type": kind})
    assert refusal(response) == expected
    assert not bench.world.posts


def test_a_file_alone_has_no_title(bench: Bench) -> None:
    query = {"uploadType": "media", "part": "snippet"}
    response = bench.send("POST", UPLOAD, query, CLIP, headers={"content-type": "video/mp4"})
    assert refusal(response) == (400, "invalidTitle")


def test_an_upload_in_one_request_can_fail_at_its_end_or_lie(bench: Bench) -> None:
    body, kind = related(resource(), CLIP)
    query, headers = {"uploadType": "multipart", "part": "snippet"}, {"content-type": kind}
    failed = bench.send("POST", UPLOAD, query, body, token="t;finish_error=501/x", headers=headers)
    assert (failed.status, len(bench.world.posts)) == (501, 0)
    lied = bench.send("POST", UPLOAD, query, body, token="t;trap=made_but_503", headers=headers)
    assert (lied.status, len(bench.world.posts)) == (503, 1)


def test_a_token_that_only_uploads_reads_nothing_but_its_own_answer(bench: Bench) -> None:
    token = f"t;scope={SCOPES}youtube.upload"
    made = bench.upload(token)
    assert made["snippet"]["channelId"] == "UC0123456789abcdefghijkl"
    assert refusal(bench.get("videos", part="id", id=made["id"], token=token)) == (
        403,
        "insufficientPermissions",
    )
