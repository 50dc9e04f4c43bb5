"""The simulated Page keeps to the fact sheet: three phases of a Reel, photos in two steps, the refusals."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from aromatiza.sandbox.http import Body, Request
from tests.sandbox.graph_client import GraphClient, code, mp4

PAGE = "100200300400500"
REELS = f"/v25.0/{PAGE}/video_reels"
CLIP_URL = "https://media.example/clip.mp4"
PHOTO_URL = "https://media.example/photo.jpg"
START = {"upload_phase": "start"}


CLIP = mp4(10)
PHOTO = b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xd9"


FILES = {"clip.mp4": CLIP, "long.mp4": mp4(91), "photo.jpg": PHOTO}


class Page(GraphClient):
    """Speaks to `Meta` as a client of the Page would."""

    upload_path = "video-upload"

    def started(self) -> str:
        """The id of a new Reel."""
        return str(self.post(REELS, START)[1]["video_id"])

    def uploaded(self, url: str = CLIP_URL) -> str:
        """The id of a Reel whose file has arrived."""
        video_id = self.started()
        assert self.rupload(video_id, file_url=url) == (200, {"success": True})
        self.clock.at += 10
        return video_id

    def finish(self, video_id: str, **form: str) -> tuple[int, Any]:
        """Finish a Reel, published unless told."""
        whole = {"upload_phase": "finish", "video_id": video_id, "video_state": "PUBLISHED", **form}
        return self.post(REELS, whole)

    def status(self, video_id: str) -> Any:
        """The status object of a Reel."""
        return self.get(f"/v25.0/{video_id}", fields="status")[1]["status"]


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(tmp_path, FILES)


def test_me_is_the_page_of_the_token(page: Page) -> None:
    assert page.get("/v25.0/me", fields="id,name") == (200, {"id": PAGE, "name": "Aromatiza"})
    assert page.get("/me", token="t@777", fields="id")[1] == {"id": "777"}


def test_a_token_in_the_query_counts_too(page: Page) -> None:
    request = Request("GET", "graph.facebook.com", "/me", {"access_token": "t@777"})
    assert json.loads(page.meta.handle(request).body)["id"] == "777"


def test_the_page_names_its_instagram_account(page: Page) -> None:
    value = page.get(f"/{PAGE}", fields="id,name,instagram_business_account{id,username}")[1]
    assert value["instagram_business_account"] == {"id": "17841400000000000", "username": "aromatiza"}


def test_a_request_without_a_token_is_refused(page: Page) -> None:
    answer = page.meta.handle(Request("GET", "graph.facebook.com", "/me"))
    assert code((answer.status, json.loads(answer.body))) == (104, 0)


def test_an_expired_token_is_refused(page: Page) -> None:
    assert code(page.get("/me", token="expired")) == (190, 463)


def test_a_token_of_another_page_sees_nothing_of_ours(page: Page) -> None:
    video_id = page.started()
    assert code(page.get(f"/{PAGE}", token="t@777")) == (100, 33)
    assert code(page.get(f"/{video_id}", token="t@777")) == (100, 33)
    assert code(page.post(REELS, START, token="t@777")) == (100, 33)


def test_a_token_without_the_permission_to_post_is_refused(page: Page) -> None:
    assert code(page.post(REELS, START, token="t;scope=pages_read_engagement")) == (200, 0)
    assert code(page.get(REELS, token="t;scope=pages_show_list")) == (10, 0)


def test_an_unknown_field_is_refused(page: Page) -> None:
    assert code(page.get("/me", fields="id,nonsense")) == (100, 0)


def test_a_reel_goes_public_only_after_finish_and_processing(page: Page) -> None:
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


def test_the_upload_url_is_the_sandbox_s_own(page: Page) -> None:
    value = page.post(REELS, START)[1]
    path = f"video-upload/v25.0/{value['video_id']}"
    assert value["upload_url"] == f"http://127.0.0.1:8700/rupload.facebook.com/{path}"


def test_a_finish_before_the_file_has_arrived_is_refused(page: Page) -> None:
    video_id = page.started()
    assert code(page.finish(video_id)) == (6000, 0)
    page.rupload(video_id, file_url=CLIP_URL)
    assert page.status(video_id)["uploading_phase"]["status"] == "in_progress"
    assert code(page.finish(video_id)) == (6000, 0)


def test_a_second_finish_makes_no_second_reel(page: Page) -> None:
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
    ],
)
def test_a_wrong_finish_is_refused(page: Page, form: dict[str, str]) -> None:
    assert code(page.finish(page.uploaded(), **form)) == (100, 0)


def test_a_scheduled_reel_goes_public_at_its_hour(page: Page) -> None:
    video_id = page.uploaded()
    at = int(page.clock.at) + 3600
    page.finish(video_id, video_state="SCHEDULED", scheduled_publish_time=str(at))
    page.clock.at += 10
    assert page.status(video_id)["publishing_phase"]["publish_status"] == "scheduled"
    assert [post.visibility for post in page.world.posts] == ["scheduled"]
    page.clock.at = at
    page.meta.tick()
    assert [(post.visibility, post.at) for post in page.world.posts] == [("public", at)]


def test_a_draft_is_never_public(page: Page) -> None:
    video_id = page.uploaded()
    page.finish(video_id, video_state="DRAFT")
    page.clock.at += 100_000
    page.meta.tick()
    assert [post.visibility for post in page.world.posts] == ["draft"]
    assert page.get(REELS)[1] == {"data": []}


def test_a_file_that_is_not_there_is_not_taken(page: Page) -> None:
    status, value = page.rupload(page.started(), file_url="https://media.example/none.mp4")
    assert status == 400
    assert value["debug_info"]["type"] == "ProcessingFailedError"


def test_rupload_wants_the_oauth_scheme(page: Page) -> None:
    status, value = page.rupload(page.started(), file_url=CLIP_URL, authorization="Bearer t")
    assert (status, value["debug_info"]["type"]) == (401, "NotAuthorizedError")


def test_a_file_url_in_the_body_is_not_understood(page: Page) -> None:
    """`file_url` must be a header, https://github.com/trypostit/trypost/pull/32."""
    body = json.dumps({"file_url": CLIP_URL}).encode()
    status, value = page.rupload(page.started(), body)
    assert status == 400
    assert "Offset not convertable" in value["debug_info"]["message"]


def test_bytes_are_resumed_where_they_ended(page: Page) -> None:
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
    ("url", "fault"),
    [
        pytest.param("https://media.example/long.mp4", 1363128, id="longer than 90 seconds"),
        pytest.param(PHOTO_URL, 6000, id="a photo"),
    ],
)
def test_a_file_that_is_no_reel_fails_in_processing(page: Page, url: str, fault: int) -> None:
    video_id = page.uploaded(url)
    page.finish(video_id)
    page.clock.at += 10
    status = page.status(video_id)
    assert status["video_status"] == "error"
    assert status["processing_phase"]["errors"][0]["code"] == fault
    assert page.world.posts == []


def test_thirty_reels_a_day_are_enough(page: Page) -> None:
    for _ in range(30):
        assert page.finish(page.uploaded())[0] == 200
    one_more = page.uploaded()
    assert code(page.finish(one_more)) == (613, 0)
    page.clock.at += 86400
    assert page.finish(one_more)[0] == 200


def test_published_reels_are_listed_newest_first_within_the_window(page: Page) -> None:
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


def test_a_listing_is_read_page_by_page(page: Page) -> None:
    for number in range(3):
        page.post(f"/{PAGE}/feed", {"message": str(number)})
    head = page.get(f"/{PAGE}/feed", limit="2")[1]
    assert [row["message"] for row in head["data"]] == ["2", "1"]
    assert "next" in head["paging"]
    tail = page.get(f"/{PAGE}/feed", limit="2", after=head["paging"]["cursors"]["after"])[1]
    assert [row["message"] for row in tail["data"]] == ["0"]
    assert "next" not in tail["paging"]


def unpublished_photo(page: Page) -> str:
    status, value = page.post(f"/{PAGE}/photos", {"url": PHOTO_URL, "published": "false"})
    assert status == 200
    return str(value["id"])


def test_a_photo_is_posted_in_two_steps(page: Page) -> None:
    photo_id = unpublished_photo(page)
    assert page.world.posts == []
    assert "page_story_id" not in page.get(f"/{photo_id}", fields="page_story_id")[1]

    attached = json.dumps({"media_fbid": photo_id})
    status, value = page.post(f"/{PAGE}/feed", {"message": "Sel", "attached_media[0]": attached})
    assert status == 200
    assert value["id"].startswith(f"{PAGE}_")
    (post,) = page.world.posts
    assert (post.remote_id, post.text, post.visibility) == (value["id"], "Sel", "public")
    assert post.media_digest == hashlib.sha256(PHOTO).hexdigest()
    assert page.get(f"/{photo_id}", fields="page_story_id")[1]["page_story_id"] == value["id"]
    listed = page.get(f"/{PAGE}/published_posts", fields="message,created_time,permalink_url")[1]["data"]
    assert listed == [
        {
            "id": value["id"],
            "message": "Sel",
            "created_time": "2027-01-15T08:00:00+0000",
            "permalink_url": f"https://www.facebook.com/{value['id']}",
        }
    ]


def test_a_photo_without_published_false_is_public_at_once(page: Page) -> None:
    value = page.post(f"/{PAGE}/photos", {"url": PHOTO_URL, "caption": "Sel", "alt_text_custom": "A jar"})[1]
    assert [(post.remote_id, post.text, post.alt) for post in page.world.posts] == [
        (value["post_id"], "Sel", "A jar")
    ]


def test_a_json_body_loses_its_attached_media(page: Page) -> None:
    """Graph drops `attached_media` of a JSON body without a word (TryPost, FacebookPublisher.php)."""
    sent = {"message": "Sel", "attached_media[0]": json.dumps({"media_fbid": unpublished_photo(page)})}
    headers = {"authorization": "Bearer t", "content-type": "application/json"}
    body = Body.of(json.dumps(sent).encode())
    answer = page.meta.handle(Request("POST", "graph.facebook.com", f"/{PAGE}/feed", {}, headers, body))
    assert answer.status == 200
    assert [post.media_digest for post in page.world.posts] == [""]


def test_two_equal_posts_are_two_posts(page: Page) -> None:
    page.post(f"/{PAGE}/feed", {"message": "Sel"})
    page.post(f"/{PAGE}/feed", {"message": "Sel"})
    assert len(page.world.posts) == 2


@pytest.mark.parametrize("url", ["", "https://media.example/none.jpg", CLIP_URL])
def test_what_is_no_image_is_no_photo(page: Page, url: str) -> None:
    assert code(page.post(f"/{PAGE}/photos", {"url": url, "published": "false"})) == (324, 0)


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"attached_media[0]": '{"media_fbid": "1"}'}, id="an unknown photo"),
        pytest.param({"attached_media[0]": "123"}, id="an id by itself"),
        pytest.param(
            {"message": "m", "scheduled_publish_time": "1800003600"}, id="scheduled without published=false"
        ),
        pytest.param(
            {"message": "m", "published": "false", "scheduled_publish_time": "1800000060"}, id="too soon"
        ),
        pytest.param({"message": "m", "published": "perhaps"}, id="no boolean"),
    ],
)
def test_a_wrong_post_is_refused(page: Page, form: dict[str, str]) -> None:
    assert code(page.post(f"/{PAGE}/feed", form)) == (100, 0)
    assert page.world.posts == []


def test_an_unpublished_photo_is_deleted_after_a_day(page: Page) -> None:
    photo_id = unpublished_photo(page)
    page.clock.at += 86401
    assert code(page.get(f"/{photo_id}")) == (100, 33)


def test_a_scheduled_post_goes_public_at_its_hour(page: Page) -> None:
    form = {"message": "m", "published": "false", "scheduled_publish_time": "1800003600"}
    assert page.post(f"/{PAGE}/feed", form)[0] == 200
    assert [post.visibility for post in page.world.posts] == ["scheduled"]
    assert page.get(f"/{PAGE}/feed")[1]["data"] == []
    page.clock.at = 1_800_003_600
    page.meta.tick()
    assert [post.visibility for post in page.world.posts] == ["public"]


def test_a_missing_post_answers_with_a_permission_error(page: Page) -> None:
    assert code(page.get(f"/{PAGE}_1")) == (10, 0)


def test_the_page_has_no_other_edges(page: Page) -> None:
    assert code(page.get(f"/{PAGE}/nonsense")) == (100, 0)
    assert code(page.post(f"/{PAGE}/nonsense", {})) == (100, 33)


def test_a_killed_sandbox_has_forgotten_nothing(page: Page) -> None:
    video_id = page.uploaded()
    page.finish(video_id, description="Lavande")
    page.world.save()
    page.clock.at += 10
    page.restart()
    page.meta.tick()
    assert [(post.remote_id, post.text) for post in page.world.posts] == [(video_id, "Lavande")]
