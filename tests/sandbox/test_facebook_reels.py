"""The Reels of the simulated Page keep to the fact sheet: three phases, their states, and the refusals."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.graph_client import HOST, REELS, PageClient, box, code, jpeg, mp4

CLIP = mp4(10)
SPELLING = "t;trap=spelling"

FILES = {
    "clip.mp4": CLIP,
    "photo.jpg": jpeg(1080, 1080),
    "noise.mp4": box(b"ftyp", b"isom", bytes(4)) + bytes(range(9, 99)),
    "thin.mp4": mp4(10, (600, 1200)),
    "small.mp4": mp4(10, (480, 852)),
    "long.mp4": mp4(91),
    "short.mp4": mp4(2.5),
    "slow.mp4": mp4(10, fps=20),
    "fast.mp4": mp4(10, fps=61),
    "edge.mp4": mp4(90, (1920, 1080), fps=60),
    "least.mp4": mp4(3, (540, 960), fps=24, has_sound=False),
    "turned.mp4": mp4(10, (1920, 1080), is_turned=True),
    "plain.mp4": box(b"moov", box(b"mvhd", bytes(12), b"\0\0\x03\xe8\0\0\x27\x10")),
}


@pytest.fixture
def page(tmp_path: Path) -> Iterator[PageClient]:
    with PageClient(tmp_path, FILES) as one:
        yield one


def test_a_reel_goes_public_only_after_finish_and_processing(page: PageClient) -> None:
    video_id = page.uploaded()
    assert page.status(video_id)["video_status"] == "upload_complete"
    page.clock.at += 1000
    page.meta.tick()
    assert page.world.posts == []

    assert page.finish(video_id, description="Lavande", title="Brume") == (200, {"success": True})
    assert page.status(video_id)["processing_phase"] == {"status": "in_progress"}
    assert page.world.posts == []

    page.clock.at += 10
    page.meta.tick()
    (post,) = page.world.posts
    assert (post.remote_id, post.text, post.title, post.visibility) == (
        video_id,
        "Lavande",
        "Brume",
        "public",
    )
    assert post.media_digest == hashlib.sha256(CLIP).hexdigest()
    assert page.world.blobs.digest(post.media_digest) == post.media_digest
    value = page.get(f"/{video_id}", fields="status,published,permalink_url,post_id")[1]
    assert value["status"]["video_status"] == "ready"
    assert value["status"]["publishing_phase"]["publish_status"] == "published"
    assert value["published"] is True
    assert value["permalink_url"] == f"/reel/{video_id}/"


def test_the_upload_url_is_the_sandbox_s_own(page: PageClient) -> None:
    value = page.post(REELS, {"upload_phase": "start"})[1]
    path = f"video-upload/v25.0/{value['video_id']}"
    assert value["upload_url"] == f"{page.url}/rupload.facebook.com/{path}"


def test_a_finish_before_the_file_has_arrived_is_refused(page: PageClient) -> None:
    video_id = page.started()
    assert code(page.finish(video_id)) == (6000, 0)
    page.rupload(video_id, file_url=f"{HOST}/clip.mp4")
    assert page.status(video_id)["uploading_phase"]["status"] == "in_progress"
    assert code(page.finish(video_id)) == (6001, 0)


def test_a_second_finish_makes_no_second_reel(page: PageClient) -> None:
    video_id = page.uploaded()
    page.finish(video_id, description="one")
    page.clock.at += 10
    assert page.finish(video_id, description="two") == (200, {"success": True})
    page.clock.at += 10
    page.meta.tick()
    assert [post.text for post in page.world.posts] == ["one"]


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({"video_state": ""}, id="no state"),
        pytest.param({"video_state": "LIVE"}, id="unknown state"),
        pytest.param({"video_state": "SCHEDULED"}, id="scheduled without a time"),
        pytest.param({"scheduled_publish_time": "1800003600"}, id="a time without scheduled"),
        pytest.param(
            {"video_state": "SCHEDULED", "scheduled_publish_time": "1800000300"}, id="in five minutes"
        ),
        pytest.param({"video_state": "SCHEDULED", "scheduled_publish_time": "1802600000"}, id="in 30 days"),
        pytest.param({"video_state": "SCHEDULED", "scheduled_publish_time": "tomorrow"}, id="no number"),
        pytest.param({"upload_phase": "complete"}, id="the phase is called finish"),
        pytest.param(
            {"video_state": "SCHEDULED", "scheduled_publish_time": "2027-01-15T10:00:00Z"}, id="no seconds"
        ),
        pytest.param({"place": "Grasse"}, id="a place by name"),
        pytest.param({"is_ai_generated": "a bit"}, id="no boolean"),
        pytest.param({"targeting": "[]"}, id="an audience that is a list"),
        pytest.param({"feed_targeting": "{"}, id="an audience that is no JSON"),
    ],
)
def test_a_wrong_finish_is_refused(page: PageClient, form: dict[str, str]) -> None:
    assert code(page.finish(page.uploaded(), **form)) == (100, 0)


def test_a_scheduled_reel_goes_public_at_its_hour(page: PageClient) -> None:
    video_id = page.uploaded()
    at = int(page.clock.at) + 3600
    page.finish(video_id, video_state="SCHEDULED", scheduled_publish_time=str(at))
    page.clock.at += 10
    assert page.status(video_id)["publishing_phase"]["publish_status"] == "scheduled"
    assert [post.visibility for post in page.world.posts] == ["scheduled"]
    page.clock.at = at
    page.meta.tick()
    assert [(post.visibility, post.at) for post in page.world.posts] == [("public", at)]


def test_a_draft_is_never_public(page: PageClient) -> None:
    video_id = page.uploaded()
    page.finish(video_id, video_state="DRAFT")
    page.clock.at += 100_000
    page.meta.tick()
    assert [post.visibility for post in page.world.posts] == ["draft"]
    assert page.get(REELS)[1] == {"data": []}


def test_a_file_that_is_not_there_is_not_taken(page: PageClient) -> None:
    status, value = page.rupload(page.started(), file_url=f"{HOST}/none.mp4")
    assert status == 400
    assert value["debug_info"]["type"] == "ProcessingFailedError"


def test_rupload_wants_the_oauth_scheme(page: PageClient) -> None:
    status, value = page.rupload(page.started(), file_url=f"{HOST}/clip.mp4", authorization="Bearer t")
    assert (status, value["debug_info"]["type"]) == (401, "NotAuthorizedError")


def test_a_file_url_in_the_body_is_not_understood(page: PageClient) -> None:
    """`file_url` must be a header, https://github.com/trypostit/trypost/pull/32."""
    body = json.dumps({"file_url": f"{HOST}/clip.mp4"}).encode()
    status, value = page.rupload(page.started(), body)
    assert status == 400
    assert "Offset not convertable" in value["debug_info"]["message"]


def test_bytes_are_resumed_where_they_ended(page: PageClient) -> None:
    video_id, size = page.started(), str(len(CLIP))
    assert (
        page.rupload(video_id, CLIP[:20], offset="0", file_size=size)[1]["debug_info"]["type"]
        == "PartialRequestError"
    )
    assert page.status(video_id)["uploading_phase"] == {
        "status": "in_progress",
        "bytes_transfered": 20,
        "source_file_size": len(CLIP),
    }
    wrong = page.rupload(video_id, CLIP[30:], offset="30", file_size=size)[1]
    assert wrong["debug_info"]["type"] == "OffsetInvalidError"
    assert page.rupload(video_id, CLIP[20:], offset="20", file_size=size) == (200, {"success": True})
    assert page.finish(video_id)[0] == 200
    page.clock.at += 10
    page.meta.tick()
    assert page.world.posts[0].media_digest == hashlib.sha256(CLIP).hexdigest()


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        pytest.param("photo.jpg", 6000, id="a photo"),
        pytest.param("noise.mp4", 6000, id="no index"),
        pytest.param("thin.mp4", 1363040, id="thinner than 9:16"),
        pytest.param("small.mp4", 1363127, id="smaller than 540 by 960"),
        pytest.param("long.mp4", 1363128, id="longer than 90 seconds"),
        pytest.param("short.mp4", 1363128, id="shorter than 3 seconds"),
        pytest.param("slow.mp4", 1363129, id="20 frames a second"),
        pytest.param("fast.mp4", 1363129, id="61 frames a second"),
    ],
)
def test_a_file_that_is_no_reel_fails_in_processing(page: PageClient, file: str, fault: int) -> None:
    video_id = page.uploaded(file)
    page.finish(video_id)
    page.clock.at += 10
    status = page.status(video_id)
    assert status["video_status"] == "error"
    assert status["processing_phase"]["errors"][0]["code"] == fault
    assert status["publishing_phase"]["publish_status"] == "error"
    assert page.shown() == []


@pytest.mark.parametrize("file", ["edge.mp4", "least.mp4", "turned.mp4", "plain.mp4"])
def test_a_file_at_the_edge_is_taken(page: PageClient, file: str) -> None:
    page.finish(page.uploaded(file), description=file)
    page.clock.at += 10
    assert page.shown() == [("public", file)]


def test_thirty_reels_a_day_are_enough(page: PageClient) -> None:
    for _ in range(30):
        assert page.finish(page.uploaded())[0] == 200
    one_more = page.uploaded()
    assert code(page.finish(one_more)) == (613, 0)
    page.clock.at += 86400
    assert page.finish(one_more)[0] == 200


def test_published_reels_are_listed_newest_first_within_the_window(page: PageClient) -> None:
    first, second = page.uploaded(), page.uploaded()
    page.finish(first, description="one")
    page.clock.at += 100
    page.finish(second, description="two")
    page.clock.at += 10
    fields = "id,description,permalink_url"
    assert [row["id"] for row in page.get(REELS, fields=fields)[1]["data"]] == [second, first]
    since = str(int(page.clock.at) - 50)
    assert [row["description"] for row in page.get(REELS, since=since)[1]["data"]] == ["two"]
    assert code(page.get(REELS, since=since, until=since)) == (100, 0)


def test_a_killed_sandbox_has_forgotten_nothing(page: PageClient) -> None:
    video_id = page.uploaded()
    page.finish(video_id, description="Lavande")
    page.world.save()
    page.clock.at += 10
    page.restart()
    page.meta.tick()
    assert [(post.remote_id, post.text) for post in page.world.posts] == [(video_id, "Lavande")]


def test_half_a_file_is_not_enough_to_finish(page: PageClient) -> None:
    video_id = page.started()
    page.rupload(video_id, CLIP[:20], offset="0", file_size=str(len(CLIP)))
    assert code(page.finish(video_id)) == (6001, 0)


def test_the_other_spelling_says_the_same(page: PageClient) -> None:
    video_id = page.uploaded()
    assert page.status(video_id)["uploading_phase"]["status"] == "complete"
    uploading = page.status(video_id, SPELLING)["uploading_phase"]
    assert uploading == {"status": "completed", "bytes_transferred": len(CLIP), "source_file_size": len(CLIP)}
    finished = page.finish(video_id, SPELLING)[1]
    page.clock.at += 10
    read = page.get(f"/{video_id}", SPELLING, fields="post_id,status")[1]
    assert finished == {"success": True, "post_id": read["post_id"]}
    assert read["status"]["publishing_phase"]["status"] == "completed"
    assert page.get(REELS, SPELLING, fields="status")[1]["data"][0]["status"] == read["status"]


def test_the_other_spelling_has_one_error_without_a_code(page: PageClient) -> None:
    video_id = page.uploaded("long.mp4")
    page.finish(video_id)
    page.clock.at += 10
    phase = page.status(video_id, SPELLING)["processing_phase"]
    assert phase == {"status": "error", "error": {"message": "A reel lasts 3 to 90 seconds"}}


def test_a_file_can_turn_out_to_be_missing_later(page: PageClient) -> None:
    video_id, late = page.started(), "OAuth t;trap=late_fetch"
    assert page.rupload(video_id, authorization=late, file_url=f"{HOST}/none.mp4") == (200, {"success": True})
    status = page.status(video_id)
    assert (status["video_status"], status["uploading_phase"]["status"]) == ("upload_failed", "error")
    assert status["uploading_phase"]["errors"][0]["code"] == 389
    assert code(page.finish(video_id)) == (6000, 0)
    assert page.rupload(video_id, authorization=late, file_url=f"{HOST}/clip.mp4")[0] == 200
    page.clock.at += 10
    assert page.finish(video_id)[0] == 200


def test_a_host_that_keeps_the_fetcher_out_is_not_fetched_from(page: PageClient) -> None:
    robots = page.folder / "media" / "media.example" / "robots.txt"
    robots.write_text("User-agent: facebookexternalhit\nDisallow: /clip\n")
    page.rupload(page.started(), file_url=f"{HOST}/long.mp4")
    assert page.rupload(page.started(), file_url=f"{HOST}/clip.mp4")[0] == 400
    sandboxed = f"{page.url}/media.example/clip.mp4"
    assert page.rupload(page.started(), file_url=sandboxed)[0] == 400
    robots.unlink()
    assert page.rupload(page.started(), file_url=sandboxed)[0] == 200


@pytest.mark.parametrize(
    "url",
    [
        "http://media.example/clip.mp4",
        "https://video.fbcdn.net/clip.mp4",
        "https://media.example/é.mp4",
        "ftp://media.example/clip.mp4",
    ],
)
def test_some_addresses_are_never_fetched(page: PageClient, url: str) -> None:
    status, value = page.rupload(page.started(), file_url=url.encode().decode("latin-1"))
    assert (status, value["debug_info"]["type"]) == (400, "ProcessingFailedError")


def test_a_session_can_expire_before_it_is_finished(page: PageClient) -> None:
    video_id = page.started("t;session=100")
    page.rupload(video_id, file_url=f"{HOST}/clip.mp4")
    page.clock.at += 100
    assert page.status(video_id)["video_status"] == "expired"
    assert page.rupload(video_id, file_url=f"{HOST}/clip.mp4")[0] == 400
    assert code(page.finish(video_id)) == (6000, 0)


def test_a_finished_reel_does_not_expire(page: PageClient) -> None:
    video_id = page.started("t;session=100")
    page.rupload(video_id, file_url=f"{HOST}/clip.mp4")
    page.clock.at += 10
    assert page.finish(video_id)[0] == 200
    page.clock.at += 1000
    assert page.status(video_id)["video_status"] == "ready"


def test_a_finished_reel_takes_no_other_file(page: PageClient) -> None:
    video_id = page.uploaded()
    page.finish(video_id)
    assert page.rupload(video_id, file_url=f"{HOST}/clip.mp4")[0] == 400


def test_the_options_of_a_reel_are_taken(page: PageClient) -> None:
    options = {"place": "42", "is_ai_generated": "true", "targeting": "{}", "feed_targeting": '{"a": 1}'}
    assert page.finish(page.uploaded(), **options) == (200, {"success": True})


def test_the_text_of_a_reel_can_change_and_it_can_go(page: PageClient) -> None:
    video_id = page.uploaded()
    page.finish(video_id, description="Lavnade")
    page.clock.at += 10
    assert page.post(f"/{video_id}", {"description": "Lavande"}) == (200, {"success": True})
    assert page.shown() == [("public", "Lavande")]
    assert page.delete(f"/{video_id}") == (200, {"success": True})
    assert page.shown() == []
    assert code(page.get(f"/{video_id}")) == (100, 33)


def test_a_deleted_reel_is_still_one_of_the_day(page: PageClient) -> None:
    for _ in range(30):
        video_id = page.uploaded()
        page.finish(video_id)
        page.delete(f"/{video_id}")
    assert code(page.finish(page.uploaded())) == (613, 0)


def test_ten_pages_a_day_are_invited(page: PageClient) -> None:
    path = f"/{page.started()}/collaborators"
    for number in range(10):
        assert page.post(path, {"target_id": str(number)}) == (200, {"success": True})
    assert len(page.get(path)[1]["data"]) == 10
    assert code(page.post(path, {"target_id": "11"})) == (613, 0)
    page.clock.at += 86400
    assert page.post(path, {"target_id": "11"})[0] == 200
    assert code(page.post(path, {"target_id": "a friend"})) == (100, 0)


def test_a_cover_is_an_image(page: PageClient) -> None:
    path = f"/{page.started()}/thumbnails"
    assert page.post_file(path, FILES["photo.jpg"], is_preferred="true") == (200, {"success": True})
    assert code(page.post_file(path, CLIP)) == (324, 0)
    assert code(page.post(path, {"is_preferred": "true"})) == (324, 0)


def test_a_token_plans_how_processing_fails(page: PageClient) -> None:
    video_id = page.started("t;ingest=1363127")
    page.rupload(video_id, file_url=f"{HOST}/clip.mp4")
    page.clock.at += 10
    page.finish(video_id)
    page.clock.at += 10
    assert page.status(video_id)["processing_phase"]["errors"][0]["code"] == 1363127


def test_a_reel_can_hang_at_its_copyright_check(page: PageClient) -> None:
    """Source: https://github.com/fbsamples/reels_publishing_apis/issues/47."""
    video_id = page.uploaded()
    assert page.finish(video_id, "t;trap=copyright_hang")[0] == 200
    page.clock.at += 100_000
    status = page.status(video_id)
    assert status["copyright_check_status"]["status"] == "error"
    assert (status["video_status"], status["processing_phase"]["status"]) == (
        "upload_complete",
        "not_started",
    )
    assert page.shown() == []


def test_the_reels_can_be_beyond_listing(page: PageClient) -> None:
    assert code(page.get(REELS, "t;trap=unlisted_reels")) == (100, 0)
