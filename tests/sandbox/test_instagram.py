"""The simulated Instagram account keeps to the fact sheet: containers, their states, and one post of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.graph_client import HOST, MEDIA, PUBLISH, USER, AccountClient, code, jpeg, mp4

OTHER = "17841400000000001"
REEL = {"media_type": "REELS", "video_url": f"{HOST}/clip.mp4", "caption": "Lavande"}
PHOTO = {"image_url": f"{HOST}/square.jpg", "caption": "Sel"}


FILES = {
    "clip.mp4": mp4(10),
    "short.mp4": mp4(2),
    "square.jpg": jpeg(1080, 1080),
    "portrait.jpg": jpeg(1080, 1350),
    "tall.jpg": jpeg(1080, 1920),
    "wide.jpg": jpeg(1920, 1000),
    "picture.png": b"\x89PNG\r\n\x1a\n....",
    "empty.jpg": b"\xff\xd8\xff\xd9",
    "huge.jpg": jpeg(1080, 1080) + bytes(8 * 1024 * 1024),
}


@pytest.fixture
def account(tmp_path: Path) -> Iterator[AccountClient]:
    with AccountClient(tmp_path, FILES) as one:
        yield one


def test_the_account_says_who_it_is(account: AccountClient) -> None:
    assert account.get(f"/{USER}", fields="id,username") == (200, {"id": USER, "username": "aromatiza"})


def test_a_token_of_the_account_is_one_of_its_page(account: AccountClient) -> None:
    assert account.get("/me", token=f"t@{USER}")[1]["id"] == "100200300400500"
    assert account.get(f"/{USER}", token=f"t@{USER}")[0] == 200


def test_a_token_of_another_page_sees_nothing_of_ours(account: AccountClient) -> None:
    container_id = account.ready(REEL)
    assert code(account.get(f"/{USER}", token="t@777")) == (100, 33)
    assert code(account.get(f"/{container_id}", token="t@777")) == (100, 33)
    assert code(account.post(PUBLISH, {"creation_id": container_id}, token="t@777")) == (100, 33)
    assert account.world.posts == []


@pytest.mark.parametrize(
    ("token", "page", "linked"),
    [
        ("t", "100200300400500", USER),
        (f"t@{USER}", "100200300400500", USER),
        (f"t@{OTHER}", f"2{OTHER}", OTHER),
        (f"t@2{OTHER}", f"2{OTHER}", OTHER),
    ],
)
def test_every_instagram_account_has_a_page(
    account: AccountClient, token: str, page: str, linked: str
) -> None:
    expected = {"id": page, "instagram_business_account": {"id": linked}}
    assert account.get("/me", token, fields="instagram_business_account{id}") == (200, expected)
    assert account.get(f"/{linked}", token)[1] == {"id": linked}


@pytest.mark.parametrize("page", ["777", f"2{USER}", "178414000000000", "2178414000000000"])
def test_a_page_without_an_account_is_linked_to_none(account: AccountClient, page: str) -> None:
    answer = account.get("/me", f"t@{page}", fields="instagram_business_account{id}")
    assert answer == (200, {"id": page})
    assert code(account.get(f"/{USER}", f"t@{page}")) == (100, 33)
    assert code(account.get("/", f"t@{page}")) == (100, 33)


def test_any_account_publishes_under_its_own_name(account: AccountClient) -> None:
    token = f"t@{OTHER}"
    container_id = account.post(f"/{OTHER}/media", PHOTO, token)[1]["id"]
    account.clock.at += 10
    media_id = account.post(f"/{OTHER}/media_publish", {"creation_id": container_id}, token)[1]["id"]
    assert account.get(f"/{media_id}", token, fields="username")[1]["username"] == f"user{OTHER}"
    assert [(post.account, post.remote_id) for post in account.world.posts] == [(OTHER, media_id)]
    assert [row["id"] for row in account.get(f"/{OTHER}/media", token)[1]["data"]] == [media_id]
    assert account.get(MEDIA)[1]["data"] == []


def test_two_accounts_see_nothing_of_each_other(account: AccountClient) -> None:
    container_id = account.ready(PHOTO)
    media_id = account.publish(account.ready(PHOTO))[1]["id"]
    token = f"t@{OTHER}"
    assert code(account.get(f"/{USER}", token)) == (100, 33)
    assert code(account.get(f"/{container_id}", token)) == (100, 33)
    assert code(account.get(f"/{media_id}", token)) == (100, 33)
    assert code(account.post(MEDIA, PHOTO, token)) == (100, 33)
    theirs = {"creation_id": container_id}
    assert code(account.post(f"/{OTHER}/media_publish", theirs, token)) == (24, 2207008)
    quota = account.get(f"/{OTHER}/content_publishing_limit", token, fields="quota_usage")
    assert quota == (200, {"data": [{"quota_usage": 0}]})
    assert account.get(f"/{OTHER}", token, fields="media_count")[1]["media_count"] == 0


def test_a_carousel_holds_only_items_of_its_own_account(account: AccountClient) -> None:
    item = {"image_url": f"{HOST}/square.jpg", "is_carousel_item": "true"}
    children = ",".join(account.ready(item) for _ in range(2))
    form = {"media_type": "CAROUSEL", "children": children}
    assert code(account.post(f"/{OTHER}/media", form, f"t@{OTHER}")) == (100, 0)
    assert account.post(MEDIA, form)[0] == 200


def test_a_file_is_uploaded_only_by_the_account_of_its_container(account: AccountClient) -> None:
    form = {"media_type": "REELS", "upload_type": "resumable"}
    container_id = account.post(f"/{OTHER}/media", form, f"t@{OTHER}")[1]["id"]
    clip = f"{HOST}/clip.mp4"
    assert account.rupload(container_id, file_url=clip)[0] == 400
    assert account.rupload(container_id, file_url=clip, authorization=f"OAuth t@{OTHER}")[0] == 200


def test_a_token_without_the_permission_to_publish_is_refused(account: AccountClient) -> None:
    assert code(account.post(MEDIA, REEL, token="t;scope=instagram_basic")) == (200, 0)
    assert code(account.get(f"/{USER}", token="t;scope=pages_show_list")) == (10, 0)


def test_a_reel_is_public_only_after_media_publish(account: AccountClient) -> None:
    container_id = account.created(REEL)
    assert account.state(container_id) == "IN_PROGRESS"
    assert code(account.publish(container_id)) == (9007, 2207027)
    account.clock.at += 10
    assert account.state(container_id) == "FINISHED"
    assert account.world.posts == []

    media_id = account.publish(container_id)[1]["id"]
    assert account.state(container_id) == "PUBLISHED"
    (post,) = account.world.posts
    assert (post.remote_id, post.text, post.visibility) == (media_id, "Lavande", "public")
    assert post.media_digest == hashlib.sha256(FILES["clip.mp4"]).hexdigest()
    assert account.world.blobs.digest(post.media_digest) == post.media_digest
    fields = "id,permalink,media_type,media_product_type,timestamp,caption"
    value = account.get(f"/{media_id}", fields=fields)[1]
    assert value["permalink"] == post.url
    assert value["permalink"].startswith("https://www.instagram.com/reel/")
    assert (value["media_type"], value["media_product_type"]) == ("VIDEO", "REELS")


def test_a_container_never_tells_which_post_it_became(account: AccountClient) -> None:
    container_id = account.ready(REEL)
    account.publish(container_id)
    assert code(account.get(f"/{container_id}", fields="media_id")) == (100, 0)


def test_a_container_is_published_once(account: AccountClient) -> None:
    container_id = account.ready(REEL)
    assert account.publish(container_id)[0] == 200
    assert code(account.publish(container_id)) == (24, 2207006)
    assert len(account.world.posts) == 1


def test_an_unknown_container_cannot_be_published(account: AccountClient) -> None:
    assert code(account.publish("17880000000000099")) == (24, 2207008)
    assert code(account.post(PUBLISH, {})) == (100, 0)


def test_a_container_expires_after_a_day(account: AccountClient) -> None:
    container_id = account.ready(REEL)
    account.clock.at += 86400
    assert account.state(container_id) == "EXPIRED"
    assert code(account.publish(container_id)) == (-2, 2207020)


@pytest.mark.parametrize(
    ("file", "subcode"),
    [
        pytest.param("none.mp4", "2207052", id="not there"),
        pytest.param("square.jpg", "2207026", id="a photo"),
        pytest.param("short.mp4", "2207026", id="two seconds"),
    ],
)
def test_a_bad_video_shows_only_in_the_status(account: AccountClient, file: str, subcode: str) -> None:
    container_id = account.ready({"media_type": "REELS", "video_url": f"{HOST}/{file}"})
    value = account.get(f"/{container_id}", fields="status_code,status")[1]
    assert value["status_code"] == "ERROR"
    assert f"error code {subcode}" in value["status"]
    assert code(account.publish(container_id)) == (9007, 2207027)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        pytest.param({"media_type": "VIDEO", "video_url": "u"}, (100, 2207089), id="VIDEO by itself"),
        pytest.param({"media_type": "PHOTO"}, (100, 2207023), id="unknown media_type"),
        pytest.param({"media_type": "REELS"}, (100, 0), id="a reel without a video"),
        pytest.param({}, (100, 0), id="nothing"),
        pytest.param({"video_url": f"{HOST}/clip.mp4"}, (100, 0), id="a video without media_type"),
        pytest.param({**PHOTO, "thumb_offset": "1"}, (100, 0), id="thumb_offset on a photo"),
        pytest.param({**REEL, "alt_text": "a"}, (100, 0), id="alt_text on a reel"),
        pytest.param({**REEL, "media_type": "STORIES"}, (100, 0), id="a caption on a story"),
        pytest.param({**REEL, "is_carousel_item": "true"}, (100, 0), id="a reel in a carousel"),
        pytest.param({**PHOTO, "is_carousel_item": "true"}, (100, 0), id="a caption on a carousel item"),
        pytest.param({**REEL, "upload_type": "resumable"}, (100, 0), id="two sources"),
        pytest.param({**REEL, "share_to_feed": "maybe"}, (100, 0), id="no boolean"),
        pytest.param({**REEL, "collaborators": '["a","b","c","d"]'}, (100, 0), id="four collaborators"),
        pytest.param({**PHOTO, "alt_text": "a" * 1001}, (100, 0), id="a long alt text"),
        pytest.param({**REEL, "caption": "é" * 2201}, (36004, 2207010), id="a long caption"),
        pytest.param({**REEL, "caption": "💜" * 1101}, (36004, 2207010), id="2202 UTF-16 units"),
        pytest.param({**REEL, "caption": "#a " * 31}, (36004, 2207010), id="31 hashtags"),
        pytest.param({**REEL, "caption": "@a " * 21}, (100, 2207040), id="21 mentions"),
        pytest.param({**REEL, "thumb_offset": "-1"}, (1, 2207057), id="a negative thumb_offset"),
        pytest.param({**REEL, "thumb_offset": "10000"}, (1, 2207057), id="thumb_offset at the end"),
        pytest.param({**REEL, "thumb_offset": "1.5"}, (100, 0), id="thumb_offset in seconds"),
        pytest.param({**REEL, "cover_url": f"{HOST}/none.jpg"}, (9004, 2207052), id="no cover there"),
        pytest.param({"image_url": f"{HOST}/none.jpg"}, (9004, 2207052), id="no photo there"),
        pytest.param({"image_url": f"{HOST}/é.jpg"}, (9004, 2207052), id="a URL outside ASCII"),
        pytest.param({"image_url": f"{HOST}/picture.png"}, (36001, 2207005), id="a PNG"),
        pytest.param({"image_url": f"{HOST}/clip.mp4"}, (36001, 2207005), id="a video as a photo"),
        pytest.param({"image_url": f"{HOST}/empty.jpg"}, (36001, 2207005), id="a JPEG without a frame"),
        pytest.param({"image_url": f"{HOST}/huge.jpg"}, (36000, 2207004), id="more than 8 MB"),
        pytest.param({"image_url": f"{HOST}/tall.jpg"}, (36003, 2207009), id="9:16"),
        pytest.param({"image_url": f"{HOST}/wide.jpg"}, (36003, 2207009), id="wider than 1.91:1"),
        pytest.param({"media_type": "CAROUSEL", "children": "1"}, (100, 2207028), id="one child"),
        pytest.param({"media_type": "CAROUSEL", "children": "1,2"}, (100, 0), id="unknown children"),
    ],
)
def test_a_wrong_container_is_refused(
    account: AccountClient, form: dict[str, str], expected: tuple[int, int]
) -> None:
    assert code(account.post(MEDIA, form)) == expected


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({**REEL, "thumb_offset": "2500", "share_to_feed": "true"}, id="a reel with its cover"),
        pytest.param({**REEL, "caption": "💜" * 1100}, id="2200 UTF-16 units"),
        pytest.param({**PHOTO, "alt_text": "A jar", "user_tags": "[]"}, id="a photo"),
        pytest.param({"image_url": f"{HOST}/portrait.jpg"}, id="4:5"),
        pytest.param({"media_type": "STORIES", "image_url": f"{HOST}/tall.jpg"}, id="a story of 9:16"),
        pytest.param({"media_type": "STORIES", "video_url": f"{HOST}/clip.mp4"}, id="a video story"),
        pytest.param({**PHOTO, "unheard_of": "1"}, id="a parameter that Graph does not know"),
    ],
)
def test_what_the_table_allows_is_published(account: AccountClient, form: dict[str, str]) -> None:
    assert account.publish(account.ready(form))[0] == 200


def test_a_carousel_is_one_post_of_its_finished_items(account: AccountClient) -> None:
    photo = {"image_url": f"{HOST}/square.jpg", "is_carousel_item": "true", "alt_text": "A jar"}
    video = {"media_type": "VIDEO", "video_url": f"{HOST}/clip.mp4", "is_carousel_item": "true"}
    children = [account.created(photo), account.created(video)]
    form = {"media_type": "CAROUSEL", "children": ",".join(children), "caption": "Deux"}
    assert code(account.post(MEDIA, form)) == (9007, 2207027)
    account.clock.at += 10
    assert code(account.publish(children[1])) == (100, 2207089)
    media_id = account.publish(account.ready({**form, "children": json.dumps(children)}))[1]["id"]
    assert account.get(f"/{media_id}", fields="media_type")[1]["media_type"] == "CAROUSEL_ALBUM"
    assert [post.media_digest for post in account.world.posts] == [
        hashlib.sha256(FILES["square.jpg"]).hexdigest()
    ]


def test_a_container_can_get_its_file_by_upload(account: AccountClient) -> None:
    created = account.post(MEDIA, {"media_type": "REELS", "upload_type": "resumable"})[1]
    container_id, clip = created["id"], FILES["clip.mp4"]
    path = f"ig-api-upload/v25.0/{container_id}"
    assert created["uri"] == f"{account.url}/rupload.facebook.com/{path}"
    account.clock.at += 100
    assert account.state(container_id) == "IN_PROGRESS"
    sent = account.rupload(container_id, clip, offset="0", file_size=str(len(clip)))
    assert sent == (200, {"success": True})
    account.clock.at += 10
    assert account.publish(container_id)[0] == 200
    assert account.world.posts[0].media_digest == hashlib.sha256(clip).hexdigest()


def test_an_upload_without_an_open_container_is_refused(account: AccountClient) -> None:
    status, value = account.rupload(account.created(REEL), file_url=f"{HOST}/clip.mp4")
    assert (status, value["debug_info"]["type"]) == (400, "ProcessingFailedError")


def test_fifty_posts_a_day_are_enough(account: AccountClient) -> None:
    for _ in range(50):
        assert account.publish(account.ready(PHOTO))[0] == 200
    quota = account.get(f"/{USER}/content_publishing_limit", fields="quota_usage,config")[1]
    assert quota == {
        "data": [{"quota_usage": 50, "config": {"quota_total": 50, "quota_duration": 86400}}],
    }
    one_more = account.ready(PHOTO)
    assert code(account.publish(one_more)) == (9, 2207042)
    assert account.state(one_more) == "FINISHED"
    assert len(account.world.posts) == 50


def test_four_hundred_containers_a_day_are_enough(account: AccountClient) -> None:
    for _ in range(400):
        account.created(PHOTO)
    assert code(account.post(MEDIA, PHOTO)) == (613, 0)
    account.clock.at += 86400
    account.created(PHOTO)


def test_posts_are_listed_newest_first_and_stories_apart(account: AccountClient) -> None:
    first = account.publish(account.ready(REEL))[1]["id"]
    since = str(int(account.clock.at) + 1)
    second = account.publish(account.ready(PHOTO))[1]["id"]
    story = {"media_type": "STORIES", "video_url": f"{HOST}/clip.mp4"}
    third = account.publish(account.ready(story))[1]["id"]
    fields = "id,caption,media_product_type,permalink,timestamp"
    listed = account.get(MEDIA, fields=fields)[1]["data"]
    assert [(row["id"], row["media_product_type"]) for row in listed] == [(second, "FEED"), (first, "REELS")]
    assert [row["id"] for row in account.get(MEDIA, since=since)[1]["data"]] == [second]
    assert [row["id"] for row in account.get(f"/{USER}/stories")[1]["data"]] == [third]


def test_a_killed_sandbox_has_forgotten_nothing(account: AccountClient) -> None:
    container_id = account.ready(REEL)
    account.world.save()
    account.restart()
    assert account.publish(container_id)[0] == 200
