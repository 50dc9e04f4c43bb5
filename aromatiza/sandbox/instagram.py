"""A simulated Instagram account: invisible containers, and the posts that `media_publish` makes of them.

A container is published once; it never tells which post it became.
"""

from __future__ import annotations

import base64
import re
from typing import Any

from aromatiza.sandbox._graph import (
    INSTAGRAM_ID,
    PAGE_ID,
    Call,
    Route,
    dispatch,
    iso_time,
    listing,
    path_of,
    refusal,
    select,
)
from aromatiza.sandbox._instagram_rules import (
    check_parameters,
    check_texts,
    container_kind,
    cover_checked,
    media_checked,
    thumb_checked,
    video_fault,
)
from aromatiza.sandbox._meta_media import download
from aromatiza.sandbox._rupload import new_upload, receive, upload_refusal, uploading_page
from aromatiza.sandbox.http import Body, Request
from aromatiza.sandbox.mediahost import MediaFile
from aromatiza.sandbox.world import VisiblePost, World

__all__ = ["Instagram"]

# https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/ig-user/media
# and …/reference/ig-user/content_publishing_limit, both read 2026-11
CONTAINERS_PER_DAY = 400
POSTS_PER_DAY = 50
CHILDREN = range(2, 11)
CONTAINER_LIFE_S = 86400
DAY_S = 86400
UNFETCHABLE = "2207052"

READ = ("instagram_basic",)
PUBLISH = ("instagram_basic", "instagram_content_publish", "pages_read_engagement")

STATUS_TEXTS = {
    "IN_PROGRESS": "In Progress: the media is being ingested",
    "FINISHED": "Finished: the media is ready to be published",
    "PUBLISHED": "Published: the media is public",
    "EXPIRED": "Expired: the container was not published within 24 hours",
}
# kind -> (media_type, media_product_type, first segment of the permalink)
PUBLISHED_AS = {
    "REELS": ("VIDEO", "REELS", "reel"),
    "IMAGE": ("IMAGE", "FEED", "p"),
    "STORIES": ("IMAGE", "STORY", "stories/aromatiza"),
    "CAROUSEL": ("CAROUSEL_ALBUM", "FEED", "p"),
}


class Instagram:
    """Instagram's half of Graph and of rupload, for the one account that is linked to the Page."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._routes = {
            ("GET", "IGUser", ""): Route(self._read_user, READ),
            ("GET", "IGUser", "content_publishing_limit"): Route(self._read_quota, PUBLISH),
            ("GET", "IGUser", "media"): Route(self._list_posts, READ),
            ("GET", "IGUser", "stories"): Route(self._list_stories, READ),
            ("POST", "IGUser", "media"): Route(self._create, PUBLISH),
            ("POST", "IGUser", "media_publish"): Route(self._publish, PUBLISH),
            ("GET", "IGContainer", ""): Route(self._read_container, READ),
            ("GET", "IGMedia", ""): Route(self._read_media, READ),
        }

    def owns(self, node: str) -> bool:
        """Whether the id is one of Instagram's."""
        return node == INSTAGRAM_ID or node in self._table("containers") or node in self._table("media")

    def answer(self, call: Call) -> dict[str, Any]:
        """Answer a Graph request. Raises: RefusedError."""
        kind = "IGContainer" if call.node in self._table("containers") else "IGMedia"
        kind = "IGUser" if call.node == INSTAGRAM_ID else kind
        return dispatch(self._routes, kind if call.page == PAGE_ID else "", call)

    def upload(self, request: Request) -> dict[str, Any]:
        """Take (a part of) the file for a container that waits for one. Raises: RefusedError."""
        page, container_id = uploading_page(request), path_of(request)[-1]
        container = self._table("containers").get(container_id, {})
        if request.method != "POST" or page != PAGE_ID or not _is_open(container):
            raise upload_refusal("ProcessingFailedError", f"No upload is open for {container_id}")
        upload = container["upload"]
        receive(self._world, request, f"instagram-{container_id}", upload)
        ready_at = upload["complete_at"] + self._world.processing_s
        fault = self._fault(upload["digest"], container["kind"])
        container.update(digest=upload["digest"], ready_at=ready_at, fault=fault)
        return {"success": True}

    def _table(self, name: str) -> dict[str, Any]:
        table: dict[str, Any] = self._world.state("instagram").setdefault(name, {})
        return table

    def _new_id(self, prefix: int) -> str:
        return f"{prefix}{self._world.next_number('instagram'):013d}"

    # The account

    def _read_user(self, call: Call) -> dict[str, Any]:
        values = {
            "id": INSTAGRAM_ID,
            "username": "aromatiza",
            "name": "Aromatiza",
            "media_count": len(self._table("media")),
        }
        return select("IGUser", values, call.text("fields") or "id")

    def _published_since(self, at: float) -> int:
        return sum(media["created_at"] > at for media in self._table("media").values())

    def _read_quota(self, call: Call) -> dict[str, Any]:
        day_ago = self._world.now() - DAY_S
        values = {
            "quota_usage": self._published_since(max(call.whole("since") or 0, day_ago)),
            "config": {"quota_total": POSTS_PER_DAY, "quota_duration": DAY_S},
        }
        return {"data": [select("ContentPublishingLimit", values, call.text("fields") or "quota_usage")]}

    # Containers

    def _create(self, call: Call) -> dict[str, Any]:
        kind = container_kind(call)
        check_parameters(call, kind)
        check_texts(call)
        self._count_container()
        container = self._container(call, kind)
        self._table("containers")[container["id"]] = container
        if container["upload"] is None:
            return {"id": container["id"]}
        path = f"/ig-api-upload/v25.0/{container['id']}"
        return {"id": container["id"], "uri": self._world.url("rupload.facebook.com", path)}

    def _container(self, call: Call, kind: str) -> dict[str, Any]:
        now = self._world.now()
        fault, digest, children = "", "", []
        if call.text("children"):
            children = self._children(call.text("children"))
            digest = self._table("containers")[children[0]]["digest"]
        elif call.text("image_url"):
            digest = self._kept(media_checked(self._world, call.text("image_url"), kind))
        elif call.text("video_url"):
            file = download(self._world, call.text("video_url"))
            thumb_checked(call, file)
            cover_checked(self._world, call.text("cover_url"))
            digest = self._kept(file)
            fault = self._fault(digest, kind)
        is_resumable = call.text("upload_type") == "resumable"
        container: dict[str, Any] = {"id": self._new_id(1788), "kind": kind, "created_at": now}
        container |= {"caption": call.text("caption"), "alt": call.text("alt_text"), "children": children}
        container |= {"is_video": kind == "REELS" or not call.text("image_url"), "published_at": None}
        container |= {"ready_at": None if is_resumable else now + self._world.processing_s}
        container |= {"upload": new_upload() if is_resumable else None, "digest": digest, "fault": fault}
        return container

    def _fault(self, digest: str, kind: str) -> str:
        """The subcode under which ingesting a stored video will fail; "" when it will not."""
        if not digest:
            return UNFETCHABLE
        with self._world.blobs.path(digest).open("rb") as file:
            return video_fault(file, kind)

    def _kept(self, file: MediaFile | None) -> str:
        """Keep the file for the page of feeds; returns its digest."""
        if file is None:
            return ""
        self._world.blobs.write(file.digest, Body.of(file.data))
        return file.digest

    def _count_container(self) -> None:
        day_ago = self._world.now() - DAY_S
        recent = [c for c in self._table("containers").values() if c["created_at"] > day_ago]
        if len(recent) >= CONTAINERS_PER_DAY:
            raise refusal(f"(#613) More than {CONTAINERS_PER_DAY} containers within 24 hours", 613)

    def _children(self, text: str) -> list[str]:
        """The containers of a carousel. Raises: RefusedError, unless all are finished carousel items."""
        ids = re.findall(r"\w+", text)
        if len(ids) not in CHILDREN:
            raise refusal("(#100) A carousel holds 2 to 10 items", 100, 2207028)
        for child_id in ids:
            child = self._table("containers").get(child_id)
            if child is None or not child["kind"].startswith("CHILD_"):
                raise refusal(f"(#100) {child_id} is no carousel item", 100)
            if self._status_code(child) != "FINISHED":
                raise refusal("The media is not ready", 9007, 2207027)
        return ids

    def _status_code(self, container: dict[str, Any]) -> str:
        now = self._world.now()
        if container["published_at"] is not None:
            return "PUBLISHED"
        if now >= container["created_at"] + CONTAINER_LIFE_S:
            return "EXPIRED"
        if container["ready_at"] is None or now < container["ready_at"]:
            return "IN_PROGRESS"
        return "ERROR" if container["fault"] else "FINISHED"

    def _read_container(self, call: Call) -> dict[str, Any]:
        container = self._table("containers")[call.node]
        code = self._status_code(container)
        failed = f"Error: ingesting the media failed with error code {container['fault']}"
        values = {
            "id": container["id"],
            "status_code": code,
            "status": STATUS_TEXTS.get(code, failed),
            "copyright_check_status": {"status": "completed", "matches_found": False},
        }
        return select("IGContainer", values, call.text("fields") or "id")

    # Posts

    def _publish(self, call: Call) -> dict[str, Any]:
        container = self._table("containers").get(call.needed("creation_id"))
        if container is None:
            raise refusal("The container does not exist", 24, 2207008)
        if container["kind"].startswith("CHILD_"):
            raise refusal("(#100) A carousel item cannot be published by itself", 100, 2207089)
        code = self._status_code(container)
        if code == "PUBLISHED":
            raise refusal("The media of this container is not found", 24, 2207006)
        if code == "EXPIRED":
            raise refusal("The container has expired", -2, 2207020)
        if code != "FINISHED":
            raise refusal("Media ID is not available: the media is not ready", 9007, 2207027)
        if self._published_since(self._world.now() - DAY_S) >= POSTS_PER_DAY:
            raise refusal("The limit of posts within 24 hours is reached", 9, 2207042)
        container["published_at"] = self._world.now()
        return {"id": self._new_media(container)["id"]}

    def _new_media(self, container: dict[str, Any]) -> dict[str, Any]:
        media_id = self._new_id(1801)
        shortcode = base64.urlsafe_b64encode(int(media_id).to_bytes(8, "big")).decode().rstrip("=")
        media_type, product, segment = PUBLISHED_AS[container["kind"]]
        media: dict[str, Any] = {name: container[name] for name in ("caption", "alt", "digest")}
        media |= {"id": media_id, "shortcode": shortcode, "media_product_type": product}
        media |= {"media_type": "VIDEO" if container["is_video"] and product == "STORY" else media_type}
        media |= {"permalink": f"https://www.instagram.com/{segment}/{shortcode}/"}
        media |= {"created_at": self._world.now()}
        self._table("media")[media_id] = media
        post = VisiblePost(
            "instagram",
            INSTAGRAM_ID,
            media_id,
            media["caption"],
            media["digest"],
            "public",
            media["created_at"],
            media["permalink"],
            alt=media["alt"],
        )
        self._world.show(post)
        return media

    def _media_values(self, media: dict[str, Any]) -> dict[str, Any]:
        shared = ("id", "permalink", "shortcode", "media_type", "media_product_type")
        return {name: media[name] for name in shared} | {
            "caption": media["caption"] or None,
            "alt_text": media["alt"] or None,
            "timestamp": iso_time(media["created_at"]),
            "username": "aromatiza",
        }

    def _read_media(self, call: Call) -> dict[str, Any]:
        values = self._media_values(self._table("media")[call.node])
        return select("IGMedia", values, call.text("fields") or "id")

    def _list_posts(self, call: Call) -> dict[str, Any]:
        rows = [row for row in self._rows() if row[1]["media_product_type"] != "STORY"]
        return listing(call, "IGMedia", rows, "id")

    def _list_stories(self, call: Call) -> dict[str, Any]:
        day_ago = self._world.now() - DAY_S
        stories = [row for row in self._rows() if row[1]["media_product_type"] == "STORY"]
        return listing(call, "IGMedia", [row for row in stories if row[0] > day_ago], "id")

    def _rows(self) -> list[tuple[float, dict[str, Any]]]:
        return [(media["created_at"], self._media_values(media)) for media in self._table("media").values()]


def _is_open(container: dict[str, Any]) -> bool:
    """Whether the container still waits for its file."""
    upload = container.get("upload")
    return upload is not None and upload["complete_at"] is None
