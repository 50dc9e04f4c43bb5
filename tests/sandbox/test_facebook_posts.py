"""The photos and posts of the simulated Page keep to the fact sheet: two steps, schedules, the refusals."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.graph_client import HOST, PAGE, PageClient, code, mp4

PHOTO = b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xd9"
FILES = {"clip.mp4": mp4(10), "photo.jpg": PHOTO, "huge.jpg": PHOTO + bytes(10 * 1024 * 1024)}


@pytest.fixture
def page(tmp_path: Path) -> Iterator[PageClient]:
    with PageClient(tmp_path, FILES) as one:
        yield one


def test_a_listing_is_read_page_by_page(page: PageClient) -> None:
    for number in range(3):
        page.post(f"/{PAGE}/feed", {"message": str(number)})
    head = page.get(f"/{PAGE}/feed", limit="2")[1]
    assert [row["message"] for row in head["data"]] == ["2", "1"]
    assert "next" in head["paging"]
    tail = page.get(f"/{PAGE}/feed", limit="2", after=head["paging"]["cursors"]["after"])[1]
    assert [row["message"] for row in tail["data"]] == ["0"]
    assert "next" not in tail["paging"]


def unpublished_photo(page: PageClient) -> str:
    status, value = page.post(f"/{PAGE}/photos", {"url": f"{HOST}/photo.jpg", "published": "false"})
    assert status == 200
    return str(value["id"])


def test_a_photo_is_posted_in_two_steps(page: PageClient) -> None:
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


def test_a_photo_without_published_false_is_public_at_once(page: PageClient) -> None:
    value = page.post(
        f"/{PAGE}/photos", {"url": f"{HOST}/photo.jpg", "caption": "Sel", "alt_text_custom": "A jar"}
    )[1]
    assert [(post.remote_id, post.text, post.alt) for post in page.world.posts] == [
        (value["post_id"], "Sel", "A jar")
    ]


def test_a_json_body_loses_its_attached_media(page: PageClient) -> None:
    """Graph drops `attached_media` of a JSON body without a word (TryPost, FacebookPublisher.php)."""
    sent = {"message": "Sel", "attached_media[0]": json.dumps({"media_fbid": unpublished_photo(page)})}
    assert page.post(f"/{PAGE}/feed", json.dumps(sent).encode(), kind="application/json")[0] == 200
    assert [post.media_digest for post in page.world.posts] == [""]


def test_the_same_text_twice_in_a_row_is_refused(page: PageClient) -> None:
    assert page.post(f"/{PAGE}/feed", {"message": "Sel"})[0] == 200
    assert code(page.post(f"/{PAGE}/feed", {"message": "Sel"})) == (506, 0)
    assert page.post(f"/{PAGE}/feed", {"message": "Sel", "link": "https://example.com/"})[0] == 200
    assert page.post(f"/{PAGE}/feed", {"message": "Sel"})[0] == 200
    assert page.post("/777/feed", {"message": "Sel"}, "t@777")[0] == 200


def posted(page: PageClient, photo_id: str, token: str = "t") -> tuple[int, Any]:
    """Post a photo."""
    form = {"message": "Sel", "attached_media[0]": json.dumps({"media_fbid": photo_id})}
    return page.post(f"/{PAGE}/feed", form, token)


def test_the_same_photo_twice_is_two_posts(page: PageClient) -> None:
    """Seven equal posts have been seen: https://github.com/arsduo/koala/issues/699."""
    photo_id = unpublished_photo(page)
    assert [posted(page, photo_id)[0] for _ in range(2)] == [200, 200]
    assert page.shown() == [("public", "Sel")] * 2


def test_a_photo_that_is_posted_already_can_be_refused(page: PageClient) -> None:
    photo_id, token = unpublished_photo(page), "t;trap=posted_photos"
    assert posted(page, photo_id, token)[0] == 200
    assert code(posted(page, photo_id, token)) == (1366051, 0)


@pytest.mark.parametrize("url", ["", "https://media.example/none.jpg", f"{HOST}/clip.mp4"])
def test_what_is_no_image_is_no_photo(page: PageClient, url: str) -> None:
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
        pytest.param(
            {"message": "m", "published": "false", "unpublished_content_type": "SCHEDULED"}, id="no time"
        ),
        pytest.param({"message": "m", "unpublished_content_type": "DRAFT"}, id="a published draft"),
        pytest.param(
            {"message": "m", "published": "false", "unpublished_content_type": "SOON"}, id="unknown type"
        ),
        pytest.param(
            {"message": "m", "published": "false", "scheduled_publish_time": "1802600000"}, id="too late"
        ),
        pytest.param({"message": "m", "published": "false", "scheduled_publish_time": "soon"}, id="no time"),
    ],
)
def test_a_wrong_post_is_refused(page: PageClient, form: dict[str, str]) -> None:
    assert code(page.post(f"/{PAGE}/feed", form)) == (100, 0)
    assert page.world.posts == []


def test_an_unpublished_photo_is_deleted_after_a_day(page: PageClient) -> None:
    photo_id = unpublished_photo(page)
    page.clock.at += 86401
    assert code(page.get(f"/{photo_id}")) == (100, 33)


def test_a_scheduled_post_goes_public_at_its_hour(page: PageClient) -> None:
    form = {"message": "m", "published": "false", "scheduled_publish_time": "1800003600"}
    assert page.post(f"/{PAGE}/feed", form)[0] == 200
    assert [post.visibility for post in page.world.posts] == ["scheduled"]
    assert page.get(f"/{PAGE}/feed")[1]["data"] == []
    page.clock.at = 1_800_003_600
    page.meta.tick()
    assert [post.visibility for post in page.world.posts] == ["public"]


def test_a_photo_can_come_with_its_bytes(page: PageClient) -> None:
    status, value = page.post_file(f"/{PAGE}/photos", PHOTO, caption="Sel")
    assert status == 200
    assert [(post.remote_id, post.text) for post in page.world.posts] == [(value["post_id"], "Sel")]
    assert page.world.posts[0].media_digest == hashlib.sha256(PHOTO).hexdigest()


def test_a_photo_of_more_than_ten_megabytes_is_refused(page: PageClient) -> None:
    assert code(page.post(f"/{PAGE}/photos", {"url": f"{HOST}/huge.jpg"})) == (324, 1366046)


def test_a_post_does_not_carry_a_photo_that_has_been_deleted(page: PageClient) -> None:
    photo_id = unpublished_photo(page)
    page.clock.at += 86401
    assert code(posted(page, photo_id)) == (100, 0)


def test_a_posted_photo_lasts(page: PageClient) -> None:
    photo_id = unpublished_photo(page)
    posted(page, photo_id)
    page.clock.at += 86401
    assert page.get(f"/{photo_id}")[0] == 200


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://www.facebook.com/aromatiza", 1609008),
        ("https://fb.com/a", 1609008),
        ("https://shop.invalid/a", 1609005),
        ("nowhere", 1609005),
    ],
)
def test_a_link_leads_out_and_somewhere(page: PageClient, link: str, expected: int) -> None:
    assert code(page.post(f"/{PAGE}/feed", {"message": "m", "link": link})) == (expected, 0)
    assert page.shown() == []


def test_a_draft_is_public_only_when_it_is_said_to_be(page: PageClient) -> None:
    form = {"message": "m", "published": "false", "unpublished_content_type": "DRAFT"}
    post_id = page.post(f"/{PAGE}/feed", form)[1]["id"]
    assert page.shown() == [("draft", "m")]
    assert page.get(f"/{PAGE}/feed")[1]["data"] == []
    assert page.get(f"/{post_id}", fields="is_published")[1]["is_published"] is False
    assert page.post(f"/{post_id}", {"is_published": "true"}) == (200, {"success": True})
    assert page.shown() == [("public", "m")]


@pytest.mark.parametrize("at", ["1800003600", "2027-01-15T09:00:00+00:00", "2027-01-15T09:00:00"])
def test_the_hour_of_a_post_is_read_in_several_ways(page: PageClient, at: str) -> None:
    form = {"message": "m", "published": "false", "scheduled_publish_time": at}
    post_id = page.post(f"/{PAGE}/feed", form)[1]["id"]
    asked = page.get(f"/{post_id}", fields="scheduled_publish_time")[1]
    assert asked["scheduled_publish_time"] == 1_800_003_600


def test_a_post_can_be_changed_and_deleted(page: PageClient) -> None:
    post_id = posted(page, unpublished_photo(page))[1]["id"]
    assert page.post(f"/{post_id}", {"message": "Poivre"}) == (200, {"success": True})
    assert page.get(f"/{post_id}", fields="message,created_time")[1]["message"] == "Poivre"
    assert page.delete(f"/{post_id}") == (200, {"success": True})
    assert page.shown() == []
    assert code(page.get(f"/{post_id}")) == (10, 0)
    assert code(page.delete(f"/{post_id}")) == (10, 0)


def test_a_photo_that_is_deleted_takes_its_post_along(page: PageClient) -> None:
    photo_id, other = unpublished_photo(page), unpublished_photo(page)
    posted(page, photo_id)
    both = {f"attached_media[{n}]": json.dumps({"media_fbid": i}) for n, i in enumerate((other, photo_id))}
    page.post(f"/{PAGE}/feed", {"message": "deux", **both})
    assert page.delete(f"/{photo_id}") == (200, {"success": True})
    assert code(page.get(f"/{photo_id}")) == (100, 33)
    assert page.get(f"/{other}")[0] == 200
    assert page.shown() == [("public", "deux")]


def test_a_photo_stays_as_long_as_a_post_carries_it(page: PageClient) -> None:
    photo_id = unpublished_photo(page)
    first, second = (posted(page, photo_id)[1]["id"] for _ in range(2))
    page.delete(f"/{first}")
    assert page.get(f"/{photo_id}")[0] == 200
    page.delete(f"/{second}")
    assert code(page.get(f"/{photo_id}")) == (100, 33)
