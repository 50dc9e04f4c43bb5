"""Simulated Instagram accounts: invisible containers, and the posts that `media_publish` makes of them.

A container is published once; it never tells which post it became. An account sees only what is its own.
"""

from __future__ import annotations

import re
from typing import Any

from aromatiza.sandbox._graph import Call, Route, dispatch, path_of, select
from aromatiza.sandbox._instagram_options import mixes_silence
from aromatiza.sandbox._instagram_posts import Media
from aromatiza.sandbox._instagram_rules import (
    check_parameters,
    check_texts,
    container_kind,
    cover_checked,
    is_outside,
    media_checked,
    thumb_checked,
    video_fault,
)
from aromatiza.sandbox._meta_errors import refusal, refusal_of
from aromatiza.sandbox._meta_media import download, kept
from aromatiza.sandbox._meta_tokens import instagram_of, number_in, page_of, username_of
from aromatiza.sandbox._mp4 import read_clip
from aromatiza.sandbox._rupload import (
    is_complete,
    new_upload,
    receive,
    received_bytes,
    upload_refusal,
    uploader,
)
from aromatiza.sandbox.http import Request
from aromatiza.sandbox.world import World

__all__ = ["Instagram"]

# https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/ig-user/media
# and …/reference/ig-user/content_publishing_limit, both read 2026-11
CONTAINERS_PER_DAY = 400
POSTS_PER_DAY = 50
CHILDREN = range(2, 11)
CONTAINER_LIFE_S = 86400
DAY_S = 86400
UNFETCHABLE = "2207052"
# https://github.com/gitroomhq/postiz-app, instagram.provider.ts, read 2026-11
NOT_DOWNLOADED = "2207077"
BAD_OFFSET = "2207057"

READ = ("instagram_basic",)
PUBLISH = ("instagram_basic", "instagram_content_publish", "pages_read_engagement")
COMMENT = ("instagram_basic", "instagram_manage_comments")
DELETE = ("instagram_basic", "instagram_manage_contents")

STATUS_TEXTS = {
    "IN_PROGRESS": "In Progress: the media is being ingested",
    "FINISHED": "Finished: the media is ready to be published",
    "PUBLISHED": "Published: the media is public",
    "EXPIRED": "Expired: the container was not published within 24 hours",
}


class Instagram:
    """Instagram's half of Graph and of rupload, for the accounts that are linked to Pages."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._media = media = Media(world)
        self._routes = {
            ("GET", "IGUser", ""): Route(self._read_user, READ),
            ("GET", "IGUser", "content_publishing_limit"): Route(self._read_quota, PUBLISH),
            ("GET", "IGUser", "media"): Route(media.listed, READ),
            ("GET", "IGUser", "stories"): Route(media.stories, READ),
            ("POST", "IGUser", "media"): Route(self._create, PUBLISH),
            ("POST", "IGUser", "media_publish"): Route(self._publish, PUBLISH),
            ("GET", "IGContainer", ""): Route(self._read_container, READ),
            ("GET", "IGMedia", ""): Route(media.read, READ),
            ("GET", "IGMedia", "children"): Route(media.items, READ),
            ("POST", "IGMedia", ""): Route(media.change, COMMENT),
            ("DELETE", "IGMedia", ""): Route(media.delete, DELETE),
        }

    def owns(self, call: Call) -> bool:
        """Whether the call is about the account of its Page, or something that is the account's own."""
        return bool(self._kind(call))

    def answer(self, call: Call) -> dict[str, Any]:
        """Answer a Graph request. Raises: RefusedError."""
        return dispatch(self._routes, self._kind(call), call)

    def upload(self, request: Request) -> dict[str, Any]:
        """Take (a part of) the file for a container that waits for one. Raises: RefusedError."""
        token, container_id = uploader(self._world, request), path_of(request)[-1]
        container = self._own(instagram_of(page_of(token))).get(container_id)
        if request.method != "POST" or container is None or not self._is_open(container):
            raise upload_refusal("ProcessingFailedError", f"No upload is open for {container_id}")
        upload = container["upload"]
        receive(self._world, request, token, f"instagram-{container_id}", upload)
        if upload["error"]:
            container.update(ready_at=self._world.now() + self._world.processing_s, fault=NOT_DOWNLOADED)
            return {"success": True}
        ready_at = upload["complete_at"] + self._world.processing_s
        container.update(digest=upload["digest"], ready_at=ready_at, fault="")
        container["fault"] = self._fault(container)
        return {"success": True}

    def _is_open(self, container: dict[str, Any]) -> bool:
        """Whether the container still waits for its file."""
        upload = container["upload"]
        return (
            upload is not None and upload["complete_at"] is None and self._status_code(container) != "EXPIRED"
        )

    def _containers(self) -> dict[str, Any]:
        table: dict[str, Any] = self._world.state("instagram").setdefault("containers", {})
        return table

    def _own(self, account: str) -> dict[str, Any]:
        """The containers of an account."""
        return {key: row for key, row in self._containers().items() if row["account"] == account}

    def _kind(self, call: Call) -> str:
        """What `call.node` is to the account; "" when it cannot be seen."""
        if call.instagram and call.node == call.instagram:
            return "IGUser"
        if call.node in self._own(call.instagram):
            return "IGContainer"
        return "IGMedia" if self._media.has(call.node, call.instagram) else ""

    # The account

    def _read_user(self, call: Call) -> dict[str, Any]:
        username = username_of(call.instagram)
        values = {
            "id": call.instagram,
            "username": username,
            "name": username.title(),
            "media_count": self._media.count(call.instagram),
        }
        return select("IGUser", values, call.text("fields") or "id")

    def _read_quota(self, call: Call) -> dict[str, Any]:
        day_ago, since = self._world.now() - DAY_S, call.whole("since")
        if since is not None and since < int(day_ago):
            raise refusal("(#100) since is at most 24 hours ago", 100)
        values = {
            "quota_usage": self._media.published_since(max(since or 0, day_ago), call.instagram),
            "config": {"quota_total": _quota(call), "quota_duration": DAY_S},
        }
        return {"data": [select("ContentPublishingLimit", values, call.text("fields") or "quota_usage")]}

    # Containers

    def _create(self, call: Call) -> dict[str, Any]:
        kind = container_kind(call)
        check_parameters(call, kind)
        check_texts(call)
        self._count_container(call.instagram)
        container = self._container(call, kind)
        self._containers()[container["id"]] = container
        if container["upload"] is None:
            return {"id": container["id"]}
        path = f"/ig-api-upload/v25.0/{container['id']}"
        return {"id": container["id"], "uri": self._world.url("rupload.facebook.com", path)}

    def _container(self, call: Call, kind: str) -> dict[str, Any]:
        now, is_resumable = self._world.now(), call.text("upload_type") == "resumable"
        children = self._children(call.text("children"), call.instagram) if kind == "CAROUSEL" else []
        container: dict[str, Any] = {"id": "", "account": call.instagram, "kind": kind, "fault": ""}
        container |= {"caption": call.text("caption"), "alt": call.text("alt_text"), "children": children}
        container |= {"created_at": now, "published_at": None, "digest": ""}
        container |= {"is_video": not call.text("image_url"), "needs_sound": mixes_silence(call)}
        container |= {"thumb_offset": call.whole("thumb_offset") or 0}
        container |= {"options": {"share_to_feed": call.flag("share_to_feed", True)}}
        container |= {"ready_at": None if is_resumable else now + self._world.processing_s}
        container |= {"upload": new_upload() if is_resumable else None}
        container |= {"planned_fault": "".join(call.token.named("ingest")[:1])}
        self._fill(call, container)
        container["id"] = f"1788{self._world.next_number('instagram'):013d}"
        return container

    def _fill(self, call: Call, container: dict[str, Any]) -> None:
        """Give a container the file that its parameters name, if they name one."""
        cover_checked(self._world, call.text("cover_url"))
        if container["children"]:
            container["digest"] = self._containers()[container["children"][0]]["digest"]
        elif call.text("image_url"):
            file = media_checked(self._world, call.text("image_url"), container["kind"])
            container.update(digest=kept(self._world, file), fault=container["planned_fault"])
        elif call.text("video_url"):
            video = download(self._world, call.text("video_url"))
            thumb_checked(call, video)
            container["digest"] = kept(self._world, video) if video else ""
            container["fault"] = self._fault(container) if video else UNFETCHABLE
        elif container["thumb_offset"] < 0:
            raise refusal_of(1, 2207057)

    def _fault(self, container: dict[str, Any]) -> str:
        """The subcode under which ingesting a stored video will fail; "" when it will not."""
        if container["planned_fault"]:
            return str(container["planned_fault"])
        with self._world.blobs.path(container["digest"]).open("rb") as file:
            if is_outside(container["thumb_offset"], read_clip(file)):
                return BAD_OFFSET
            file.seek(0)
            return video_fault(file, container["kind"], needs_sound=container["needs_sound"])

    def _count_container(self, account: str) -> None:
        day_ago = self._world.now() - DAY_S
        recent = [one for one in self._own(account).values() if one["created_at"] > day_ago]
        if len(recent) >= CONTAINERS_PER_DAY:
            raise refusal(f"(#613) More than {CONTAINERS_PER_DAY} containers within 24 hours", 613)

    def _children(self, text: str, account: str) -> list[str]:
        """The containers of a carousel. Raises: RefusedError, unless all are finished carousel items."""
        ids = re.findall(r"\w+", text)
        if len(ids) not in CHILDREN:
            raise refusal_of(100, 2207028)
        containers = self._own(account)
        for child_id in ids:
            child = containers.get(child_id)
            if child is None or not child["kind"].startswith("CHILD_"):
                raise refusal(f"(#100) {child_id} is no carousel item", 100)
            if self._status_code(child) != "FINISHED":
                raise refusal_of(9007, 2207027)
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
        container = self._containers()[call.node]
        code = self._status_code(container)
        failed = f"Error: ingesting the media failed with error code {container['fault']}"
        is_checked = code in ("FINISHED", "PUBLISHED")
        checked = {"status": "completed" if is_checked else "not_started", "matches_found": False}
        values = {
            "id": container["id"],
            "status_code": code,
            "status": STATUS_TEXTS.get(code, failed),
            "copyright_check_status": checked,
            "video_status": self._phases(container, code),
        }
        return select("IGContainer", values, call.text("fields") or "id")

    def _phases(self, container: dict[str, Any], code: str) -> dict[str, Any] | None:
        """How far an upload is; None for a file that was fetched."""
        upload, now = container["upload"], self._world.now()
        if upload is None:
            return None
        received = received_bytes(upload, now)
        uploading = "complete" if is_complete(upload, now) else "in_progress" if received else "not_started"
        phases = {"ERROR": "error", "FINISHED": "complete", "PUBLISHED": "complete"}
        processing = phases.get(code, "in_progress" if uploading == "complete" else "not_started")
        return {
            "uploading_phase": {"status": uploading, "bytes_transferred": received},
            "processing_phase": {"status": processing},
        }

    # Posts

    def _publish(self, call: Call) -> dict[str, Any]:
        container = self._own(call.instagram).get(call.needed("creation_id"))
        if container is None:
            raise refusal_of(24, 2207008)
        if container["kind"].startswith("CHILD_"):
            raise refusal_of(100, 2207089)
        code = self._status_code(container)
        if code == "PUBLISHED" and not call.traps("republish"):
            raise refusal_of(24, 2207006)
        if code == "EXPIRED":
            raise refusal_of(-2, 2207020)
        if code not in ("FINISHED", "PUBLISHED"):
            raise refusal_of(9007, 2207027)
        if self._media.published_since(self._world.now() - DAY_S, call.instagram) >= _quota(call):
            raise refusal_of(9, 2207042)
        container["published_at"] = self._world.now()
        children = [self._containers()[child] for child in container["children"]]
        media_id = self._media.add(container, children)
        if call.traps("spam_but_live"):
            raise refusal_of(4, 2207051)
        return {"id": media_id}


def _quota(call: Call) -> int:
    """How many posts the account may publish within 24 hours."""
    asked = number_in(call.token, "quota")
    return POSTS_PER_DAY if asked is None else asked
