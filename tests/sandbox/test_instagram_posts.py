"""What is public on the simulated Instagram account, and what can happen around its publication."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.graph_client import HOST, MEDIA, PAGE, PUBLISH, USER, AccountClient, code, jpeg, mp4

REEL = {"media_type": "REELS", "video_url": f"{HOST}/clip.mp4", "caption": "Lavande  de\nProvence"}
PHOTO = {"image_url": f"{HOST}/square.jpg", "caption": "Sel", "alt_text": "A jar"}
STORY = {"media_type": "STORIES", "video_url": f"{HOST}/clip.mp4"}
RESUMABLE = {"media_type": "REELS", "upload_type": "resumable"}
QUOTA = f"/{USER}/content_publishing_limit"

CLIP = mp4(10)
FILES = {"clip.mp4": CLIP, "square.jpg": jpeg(1080, 1080)}


@pytest.fixture
def account(tmp_path: Path) -> Iterator[AccountClient]:
    with AccountClient(tmp_path, FILES) as one:
        yield one


def carousel(account: AccountClient) -> str:
    """The id of a new carousel of two photos."""
    item = {"image_url": PHOTO["image_url"], "is_carousel_item": "true", "alt_text": "A jar"}
    children = [account.ready(item) for _ in range(2)]
    return account.published({"media_type": "CAROUSEL", "children": ",".join(children), "caption": "Deux"})


def test_a_story_is_listed_for_a_day_and_never_among_the_posts(account: AccountClient) -> None:
    story_id = account.published(STORY)
    assert [row["id"] for row in account.get(f"/{USER}/stories")[1]["data"]] == [story_id]
    assert account.get(MEDIA)[1]["data"] == []
    account.clock.at += 86400
    assert account.get(f"/{USER}/stories")[1]["data"] == []
    value = account.get(f"/{story_id}", fields="media_type,media_product_type")[1]
    assert (value["media_type"], value["media_product_type"]) == ("VIDEO", "STORY")


def test_a_story_of_a_photo_is_an_image(account: AccountClient) -> None:
    story_id = account.published({"media_type": "STORIES", "image_url": PHOTO["image_url"]})
    assert account.get(f"/{story_id}", fields="media_type")[1]["media_type"] == "IMAGE"


def test_only_the_fields_that_were_asked_for_are_read(account: AccountClient) -> None:
    media_id = account.published(PHOTO)
    assert account.get(f"/{media_id}")[1] == {"id": media_id}
    value = account.get(f"/{media_id}", fields="caption,alt_text,is_comment_enabled,owner{id}")[1]
    assert value == {
        "id": media_id,
        "caption": "Sel",
        "alt_text": "A jar",
        "is_comment_enabled": True,
        "owner": {"id": USER},
    }
    assert code(account.get(f"/{media_id}", fields="caption,nonsense")) == (100, 0)


def test_the_items_of_a_carousel_have_no_address_of_their_own(account: AccountClient) -> None:
    media_id = carousel(account)
    items = account.get(f"/{media_id}/children", fields="id,media_type,permalink")[1]["data"]
    assert [set(item) for item in items] == [{"id", "media_type"}] * 2
    inside = account.get(f"/{media_id}", fields="children")[1]["children"]["data"]
    assert [item["id"] for item in inside] == [item["id"] for item in items]
    assert [row["id"] for row in account.get(MEDIA)[1]["data"]] == [media_id]
    assert code(account.delete(f"/{items[0]['id']}")) == (100, 0)


def test_a_carousel_is_one_of_the_day_s_posts(account: AccountClient) -> None:
    carousel(account)
    assert account.get(QUOTA)[1] == {"data": [{"quota_usage": 1}]}
    assert account.get(f"/{USER}", fields="media_count")[1]["media_count"] == 1


def test_comments_are_switched_and_captions_are_not_edited(account: AccountClient) -> None:
    media_id = account.published(PHOTO)
    assert account.post(f"/{media_id}", {"comment_enabled": "false"}) == (200, {"success": True})
    assert account.get(f"/{media_id}", fields="is_comment_enabled")[1]["is_comment_enabled"] is False
    assert code(account.post(f"/{media_id}", {"caption": "Poivre"})) == (100, 0)


def test_a_deleted_post_is_gone_and_counts_on(account: AccountClient) -> None:
    media_id = account.published(PHOTO)
    assert code(account.delete(f"/{media_id}", "t;scope=instagram_basic")) == (200, 0)
    assert account.delete(f"/{media_id}") == (200, {"success": True})
    assert code(account.get(f"/{media_id}")) == (100, 33)
    assert account.get(MEDIA)[1]["data"] == []
    assert account.shown() == []
    assert account.get(QUOTA)[1] == {"data": [{"quota_usage": 1}]}


def test_a_deleted_carousel_takes_its_items_along(account: AccountClient) -> None:
    media_id = carousel(account)
    item = account.get(f"/{media_id}/children")[1]["data"][0]["id"]
    account.delete(f"/{media_id}")
    assert code(account.get(f"/{item}")) == (100, 33)


def test_the_quota_is_what_the_token_says(account: AccountClient) -> None:
    token = "t;quota=1"
    assert account.get(QUOTA, token, fields="config")[1]["data"][0]["config"]["quota_total"] == 1
    account.published(PHOTO, token)
    late = account.ready(PHOTO, token)
    assert code(account.publish(late, token)) == (9, 2207042)
    account.clock.at += 86400
    assert account.get(QUOTA, token)[1] == {"data": [{"quota_usage": 0}]}
    assert account.publish(account.ready(PHOTO, token), token)[0] == 200


def test_the_quota_is_read_since_an_hour_of_the_last_day(account: AccountClient) -> None:
    account.published(PHOTO)
    since = int(account.clock.at) + 1
    assert account.get(QUOTA, since=str(since))[1] == {"data": [{"quota_usage": 0}]}
    assert account.get(QUOTA, since=str(since - 3600))[1] == {"data": [{"quota_usage": 1}]}
    assert code(account.get(QUOTA, since=str(since - 90_000))) == (100, 0)


def test_a_second_publication_can_make_a_second_post(account: AccountClient) -> None:
    container_id = account.ready(REEL)
    assert account.publish(container_id)[0] == 200
    assert code(account.publish(container_id)) == (24, 2207006)
    assert account.publish(container_id, "t;trap=republish")[0] == 200
    assert len(account.shown()) == 2


def test_a_post_can_be_live_although_it_was_called_spam(account: AccountClient) -> None:
    """Source: https://github.com/gitroomhq/postiz-app/pull/1681."""
    container_id = account.ready(PHOTO)
    assert code(account.publish(container_id, "t;trap=spam_but_live")) == (4, 2207051)
    assert account.shown() == [("public", "Sel")]
    assert account.state(container_id) == "PUBLISHED"


def test_the_whitespace_of_a_caption_can_come_back_collapsed(account: AccountClient) -> None:
    media_id, token = account.published(REEL), "t;trap=whitespace"
    assert account.get(f"/{media_id}", fields="caption")[1]["caption"] == "Lavande  de\nProvence"
    assert account.get(f"/{media_id}", token, fields="caption")[1]["caption"] == "Lavande de Provence"
    assert account.get(MEDIA, token, fields="caption")[1]["data"][0]["caption"] == "Lavande de Provence"


def test_a_container_and_its_post_can_be_overlooked(account: AccountClient) -> None:
    container_id, token = account.ready(REEL), "t;unseen=1"
    media_id = account.publish(container_id)[1]["id"]
    for node in (container_id, media_id):
        assert code(account.get(f"/{node}", token)) == (100, 33)
        assert account.get(f"/{node}", token)[0] == 200
    assert account.get(f"/{USER}", token)[0] == 200
    assert account.get(MEDIA, token)[0] == 200


def test_a_restricted_account_is_read_and_not_written_to(account: AccountClient) -> None:
    token = "t;write_error=25/2207050"
    assert account.get(f"/{USER}", token)[0] == 200
    refused = account.post(MEDIA, PHOTO, token)
    assert code(refused) == (25, 2207050)
    assert refused[1]["error"]["error_user_title"] == "Account restricted"
    assert code(account.post(PUBLISH, {"creation_id": "1"}, "t;write_error=4/2207051")) == (4, 2207051)


def test_instagram_s_calls_have_a_limit_of_their_own(account: AccountClient) -> None:
    token = "t;calls=1"
    assert account.get(f"/{USER}", token)[0] == 200
    assert account.get("/me", token)[0] == 200
    assert code(account.get(f"/{USER}", token)) == (80002, 0)
    entry = json.loads(account.headers["X-Business-Use-Case-Usage"])[USER][0]
    assert (entry["type"], entry["call_count"]) == ("instagram", 200)
    assert code(account.get("/me", token)) == (80001, 0)
    assert list(json.loads(account.headers["X-Business-Use-Case-Usage"])) == [PAGE]


@pytest.mark.parametrize(
    ("path", "scope", "expected"),
    [
        (f"/{USER}", "instagram_content_publish", (10, 0)),
        (MEDIA, "pages_show_list", (10, 0)),
        (f"/{USER}/stories", "pages_show_list", (10, 0)),
        (QUOTA, "instagram_basic", (10, 0)),
    ],
)
def test_every_edge_wants_its_permission(
    account: AccountClient, path: str, scope: str, expected: tuple[int, int]
) -> None:
    assert code(account.get(path, f"t;scope={scope}")) == expected


def test_the_phases_of_an_upload_are_told(account: AccountClient) -> None:
    container_id = account.created(RESUMABLE)
    fields = {"fields": "video_status"}

    def phases() -> list[str]:
        status = account.get(f"/{container_id}", **fields)[1]["video_status"]
        return [status["uploading_phase"]["status"], status["processing_phase"]["status"]]

    assert phases() == ["not_started", "not_started"]
    sent = account.rupload(container_id, CLIP[:30], offset="0", file_size=str(len(CLIP)))
    assert sent[1]["debug_info"] == {
        "retriable": True,
        "type": "PartialRequestError",
        "message": sent[1]["debug_info"]["message"],
    }
    assert phases() == ["in_progress", "not_started"]
    assert account.rupload(container_id, CLIP[30:], offset="30", file_size=str(len(CLIP)))[0] == 200
    assert phases() == ["complete", "in_progress"]
    account.clock.at += 10
    assert phases() == ["complete", "complete"]
    assert "video_status" not in account.get(f"/{account.created(REEL)}", **fields)[1]


def test_an_upload_can_turn_out_to_be_missing_later(account: AccountClient) -> None:
    container_id = account.created(RESUMABLE)
    none = f"{HOST}/none.mp4"
    assert account.rupload(container_id, file_url=none)[0] == 400
    assert account.rupload(container_id, authorization="OAuth t;trap=late_fetch", file_url=none)[0] == 200
    assert account.state(container_id) == "IN_PROGRESS"
    account.clock.at += 10
    assert "2207077" in account.get(f"/{container_id}", fields="status")[1]["status"]


def test_an_expired_container_takes_no_file(account: AccountClient) -> None:
    container_id = account.created(RESUMABLE)
    account.clock.at += 86400
    assert account.state(container_id) == "EXPIRED"
    assert account.rupload(container_id, file_url=f"{HOST}/clip.mp4")[0] == 400


def test_a_published_container_stays_published(account: AccountClient) -> None:
    container_id = account.ready(REEL)
    account.publish(container_id)
    account.clock.at += 90_000
    assert account.state(container_id) == "PUBLISHED"


def test_a_post_is_read_without_its_container(account: AccountClient) -> None:
    media_id = account.published(REEL)
    permalink = account.get(f"/{media_id}", fields="permalink,is_shared_to_feed")[1]
    assert permalink["permalink"].startswith("https://www.instagram.com/reel/")
    assert permalink["is_shared_to_feed"] is True
    hidden = account.published({**REEL, "share_to_feed": "false"})
    assert account.get(f"/{hidden}", fields="is_shared_to_feed")[1]["is_shared_to_feed"] is False
