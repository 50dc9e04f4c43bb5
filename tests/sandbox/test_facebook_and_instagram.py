"""Both networks in a whole sandbox: its samples are taken, its clock moves them, its addresses list them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from aromatiza.sandbox.server import Sandbox
from tests.sandbox.graph_client import PAGE, USER
from tests.sandbox.toy import Client

CLIP = "https://media.example/clip.mp4"
PHOTO = "https://media.example/photo.jpg"
FIELDS = {
    "platform",
    "account",
    "remote_id",
    "text",
    "media_digest",
    "visibility",
    "url",
    "title",
    "link",
    "alt",
    "time",
}


class Meta:
    """Speaks to the Graph of a sandbox, and to the sandbox's own address."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def graph(self, method: str, path: str, /, **params: str) -> Any:
        """The JSON of an answer."""
        headers = {"Authorization": "Bearer t"}
        target = f"/graph.facebook.com/v25.0{path}?{urlencode(params)}"
        return json.loads(self._client.send(method, target, headers=headers)[1])

    def skip(self, seconds: float) -> None:
        """Move the clock."""
        self._client.json("POST", "/_sandbox/clock", {"skip_s": seconds})

    def now(self) -> int:
        """What the sandbox's clock says."""
        facts = {"Authorization": "Bearer 1|s"}
        answer = self._client.send("GET", "/graph.facebook.com/debug_token?input_token=t", headers=facts)[1]
        return int(json.loads(answer)["data"]["data_access_expires_at"]) - 90 * 86400

    def upload(self, video_id: str) -> None:
        """Let the sandbox fetch the sample."""
        headers = {"Authorization": "OAuth t", "file_url": CLIP}
        self._client.send("POST", f"/rupload.facebook.com/video-upload/{video_id}", headers=headers)
        self.skip(1)

    def posts(self) -> Any:
        """What is listed."""
        return self._client.json("GET", "/_sandbox/posts")["posts"]


@pytest.fixture
def meta() -> Iterator[Meta]:
    with Sandbox() as sandbox:
        client = Client(sandbox)
        yield Meta(client)
        client.close()


def test_the_samples_are_taken_by_both_networks(meta: Meta) -> None:
    video_id = meta.graph("POST", f"/{PAGE}/video_reels", upload_phase="start")["video_id"]
    meta.upload(video_id)
    finish = {"upload_phase": "finish", "video_id": video_id, "video_state": "PUBLISHED"}
    meta.graph("POST", f"/{PAGE}/video_reels", **finish)
    created = [
        meta.graph("POST", f"/{USER}/media", media_type="REELS", video_url=CLIP),
        meta.graph("POST", f"/{USER}/media", media_type="STORIES", video_url=CLIP),
        meta.graph("POST", f"/{USER}/media", media_type="STORIES", image_url=PHOTO),
    ]
    meta.skip(1)
    published = [meta.graph("POST", f"/{USER}/media_publish", creation_id=one["id"])["id"] for one in created]
    posts = meta.posts()
    assert {post["remote_id"] for post in posts} == {*published, video_id}
    assert [set(post) for post in posts] == [FIELDS] * 4


def test_a_scheduled_reel_is_listed_as_such_until_its_hour(meta: Meta) -> None:
    video_id = meta.graph("POST", f"/{PAGE}/video_reels", upload_phase="start")["video_id"]
    meta.upload(video_id)
    finish = {"upload_phase": "finish", "video_id": video_id, "video_state": "SCHEDULED"}
    at = str(meta.now() + 3600)
    meta.graph("POST", f"/{PAGE}/video_reels", **finish, scheduled_publish_time=at)
    meta.skip(10)
    assert [post["visibility"] for post in meta.posts()] == ["scheduled"]
    meta.skip(3600)
    assert [post["visibility"] for post in meta.posts()] == ["public"]


def test_a_container_of_yesterday_has_expired(meta: Meta) -> None:
    created = meta.graph("POST", f"/{USER}/media", media_type="REELS", video_url=CLIP)["id"]
    meta.skip(86400)
    assert meta.graph("GET", f"/{created}", fields="status_code")["status_code"] == "EXPIRED"
    refused = meta.graph("POST", f"/{USER}/media_publish", creation_id=created)["error"]
    assert (refused["code"], refused["error_subcode"]) == (-2, 2207020)
    assert meta.posts() == []
