"""Simulated Instagram accounts: invisible containers, and the posts that `media_publish` makes of them.

A container is published once; it never tells which post it became. An account sees only what is its own.
"""

from __future__ import annotations

import base64
import re
from typing import Any

from aromatiza.sandbox._graph import (
    Call,
    Route,
    dispatch,
    instagram_of,
    iso_time,
    listing,
    path_of,
    refusal,
    select,
    username_of,
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
    "STORIES": ("IMAGE", "STORY", "stories/{username}"),
    "CAROUSEL": ("CAROUSEL_ALBUM", "FEED", "p"),
}


class Instagram:
    """Instagram's half of Graph and of rupload, for the accounts that are linked to Pages."""

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

    def owns(self, call: Call) -> bool:
        """Whether the call is about the account of its Page, or something that is the account's own."""
        return bool(self._kind(call))

    def answer(self, call: Call) -> dict[str, Any]:
        """Answer a Graph request. Raises: RefusedError."""
        return dispatch(self._routes, self._kind(call), call)

    def upload(self, request: Request) -> dict[str, Any]:
        """Take (a part of) the file for a container that waits for one. Raises: RefusedError."""
        account, container_id = instagram_of(uploading_page(request)), path_of(request)[-1]
        container = self._own("containers", account).get(container_id, {})
        if request.method != "POST" or not _is_open(container):
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

    def _own(self, name: str, account: str) -> dict[str, Any]:
        """What an account sees of a table."""
        return {key: row for key, row in self._table(name).items() if row["account"] == account}

    def _kind(self, call: Call) -> str:
        """What `call.node` is to the account; "" when it cannot be seen."""
        if call.instagram and call.node == call.instagram:
            return "IGUser"
        if call.node in self._own("containers", call.instagram):
            return "IGContainer"
        return "IGMedia" if call.node in self._own("media", call.instagram) else ""

    def _new_id(self, prefix: int) -> str:
        return f"{prefix}{self._world.next_number('instagram'):013d}"

    # The account

    def _read_user(self, call: Call) -> dict[str, Any]:
        username = username_of(call.instagram)
        values = {
            "id": call.instagram,
            "username": username,
            "name": username.title(),
            "media_count": len(self._own("media", call.instagram)),
        }
        return select("IGUser", values, call.text("fields") or "id")

    def _published_since(self, at: float, account: str) -> int:
        return sum(media["created_at"] > at for media in self._own("media", account).values())

    def _read_quota(self, call: Call) -> dict[str, Any]:
        day_ago = self._world.now() - DAY_S
        values = {
            "quota_usage": self._published_since(max(call.whole("since") or 0, day_ago), call.instagram),
            "config": {"quota_total": POSTS_PER_DAY, "quota_duration": DAY_S},
        }
        return {"data": [select("ContentPublishingLimit", values, call.text("fields") or "quota_usage")]}

    # Containers

    def _create(self, call: Call) -> dict[str, Any]:
        kind = container_kind(call)
        check_parameters(call, kind)
        check_texts(call)
        self._count_container(call.instagram)
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
            children = self._children(call.text("children"), call.instagram)
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
        container: dict[str, Any] = {"id": self._new_id(1788), "account": call.instagram, "kind": kind}
        container |= {"caption": call.text("caption"), "alt": call.text("alt_text"), "children": children}
        container |= {"created_at": now}
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

    def _count_container(self, account: str) -> None:
        day_ago = self._world.now() - DAY_S
        recent = [c for c in self._own("containers", account).values() if c["created_at"] > day_ago]
        if len(recent) >= CONTAINERS_PER_DAY:
            raise refusal(f"(#613) More than {CONTAINERS_PER_DAY} containers within 24 hours", 613)

    def _children(self, text: str, account: str) -> list[str]:
        """The containers of a carousel. Raises: RefusedError, unless all are finished carousel items."""
        ids = re.findall(r"\w+", text)
        if len(ids) not in CHILDREN:
            raise refusal("(#100) A carousel holds 2 to 10 items", 100, 2207028)
        containers = self._own("containers", account)
        for child_id in ids:
            child = containers.get(child_id)
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
        container = self._own("containers", call.instagram).get(call.needed("creation_id"))
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
        if self._published_since(self._world.now() - DAY_S, call.instagram) >= POSTS_PER_DAY:
            raise refusal("The limit of posts within 24 hours is reached", 9, 2207042)
        container["published_at"] = self._world.now()
        return {"id": self._new_media(container)["id"]}

    def _new_media(self, container: dict[str, Any]) -> dict[str, Any]:
        media_id = self._new_id(1801)
        shortcode = base64.urlsafe_b64encode(int(media_id).to_bytes(8, "big")).decode().rstrip("=")
        media_type, product, segment = PUBLISHED_AS[container["kind"]]
        media: dict[str, Any] = {name: container[name] for name in ("account", "caption", "alt", "digest")}
        media |= {"id": media_id, "shortcode": shortcode, "media_product_type": product}
        media |= {"media_type": "VIDEO" if container["is_video"] and product == "STORY" else media_type}
        segment = segment.format(username=username_of(media["account"]))
        media |= {"permalink": f"https://www.instagram.com/{segment}/{shortcode}/"}
        media |= {"created_at": self._world.now()}
        self._table("media")[media_id] = media
        post = VisiblePost(
            "instagram",
            media["account"],
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
            "username": username_of(media["account"]),
        }

    def _read_media(self, call: Call) -> dict[str, Any]:
        values = self._media_values(self._table("media")[call.node])
        return select("IGMedia", values, call.text("fields") or "id")

    def _list_posts(self, call: Call) -> dict[str, Any]:
        rows = [row for row in self._rows(call.instagram) if row[1]["media_product_type"] != "STORY"]
        return listing(call, "IGMedia", rows, "id")

    def _list_stories(self, call: Call) -> dict[str, Any]:
        day_ago = self._world.now() - DAY_S
        stories = [row for row in self._rows(call.instagram) if row[1]["media_product_type"] == "STORY"]
        return listing(call, "IGMedia", [row for row in stories if row[0] > day_ago], "id")

    def _rows(self, account: str) -> list[tuple[float, dict[str, Any]]]:
        media = self._own("media", account).values()
        return [(one["created_at"], self._media_values(one)) for one in media]


def _is_open(container: dict[str, Any]) -> bool:
    """Whether the container still waits for its file."""
    upload = container.get("upload")
    return upload is not None and upload["complete_at"] is None
