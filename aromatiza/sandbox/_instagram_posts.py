"""What is public on simulated Instagram accounts: posts, Reels and stories, read, listed and deleted.

Source: https://developers.facebook.com/documentation/instagram-platform/reference/instagram-media
(read 2026-11).
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from aromatiza.sandbox._graph import Call, iso_time, listing, select
from aromatiza.sandbox._meta_errors import refusal
from aromatiza.sandbox._meta_tokens import username_of
from aromatiza.sandbox.world import VisiblePost, World

__all__ = ["Media"]

DAY_S = 86400
LISTED_AT_MOST = 10_000

# kind -> (media_type, media_product_type, first segment of the permalink)
PUBLISHED_AS = {
    "REELS": ("VIDEO", "REELS", "reel"),
    "IMAGE": ("IMAGE", "FEED", "p"),
    "STORIES": ("IMAGE", "STORY", "stories/{username}"),
    "CAROUSEL": ("CAROUSEL_ALBUM", "FEED", "p"),
    "CHILD_IMAGE": ("IMAGE", "FEED", ""),
    "CHILD_VIDEO": ("VIDEO", "FEED", ""),
}
COPIED = ("account", "caption", "alt", "digest", "options")


class Media:
    """All that was published; the methods that take a `Call` act for its account."""

    def __init__(self, world: World) -> None:
        self._world = world

    def has(self, media_id: str, account: str) -> bool:
        """Whether the account has this post, or this item of one."""
        return media_id in self._own(account)

    def count(self, account: str) -> int:
        """How many posts the account has, stories and items of carousels left out."""
        return len(self._listed(account))

    def published_since(self, at: float, account: str) -> int:
        """How many posts were published; a carousel is one, and one that was deleted counts on."""
        rows = self._table().values()
        mine = [row for row in rows if row["account"] == account and not row["parent"]]
        return sum(row["created_at"] > at for row in mine)

    def add(self, container: Mapping[str, Any], children: list[Mapping[str, Any]]) -> str:
        """Publish a container with its items, at once; returns the id of the post."""
        media = self._row(container, "")
        media["children"] = [self._row(child, media["id"])["id"] for child in children]
        post = VisiblePost(
            "instagram",
            media["account"],
            media["id"],
            media["caption"],
            media["digest"],
            "public",
            media["created_at"],
            media["permalink"],
            alt=media["alt"],
        )
        self._world.show(post)
        return str(media["id"])

    def read(self, call: Call) -> dict[str, Any]:
        """`GET /{media}`."""
        values = self._values(self._table()[call.node], call.traps("whitespace"))
        return select("IGMedia", values, call.text("fields") or "id")

    def change(self, call: Call) -> dict[str, Any]:
        """`POST /{media}`: comments on or off; there is nothing else to change, and no caption."""
        call.needed("comment_enabled")
        self._table()[call.node]["has_comments"] = call.flag("comment_enabled", True)
        return {"success": True}

    def delete(self, call: Call) -> dict[str, Any]:
        """`DELETE /{media}`: a post with all its items; an item by itself stays."""
        media = self._table()[call.node]
        if media["parent"]:
            raise refusal("(#100) An item of a carousel is not deleted by itself", 100)
        for media_id in (call.node, *media["children"]):
            self._table()[media_id]["is_deleted"] = True
        gone = ("instagram", call.node)
        self._world.posts = [one for one in self._world.posts if (one.platform, one.remote_id) != gone]
        return {"success": True}

    def listed(self, call: Call) -> dict[str, Any]:
        """`GET /{account}/media`: newest first, without stories."""
        rows = self._rows(call, self._listed(call.instagram)[-LISTED_AT_MOST:])
        return listing(call, "IGMedia", rows, "id")

    def stories(self, call: Call) -> dict[str, Any]:
        """`GET /{account}/stories`: those of the last 24 hours."""
        day_ago = self._world.now() - DAY_S
        stories = [row for row in self._own(call.instagram).values() if row["media_product_type"] == "STORY"]
        return listing(
            call, "IGMedia", self._rows(call, [row for row in stories if row["created_at"] > day_ago]), "id"
        )

    def items(self, call: Call) -> dict[str, Any]:
        """`GET /{media}/children`: the items of a carousel."""
        fields = call.text("fields") or "id"
        rows = [self._values(self._table()[item], False) for item in self._table()[call.node]["children"]]
        return {"data": [select("IGMedia", row, fields) for row in rows]}

    def _table(self) -> dict[str, Any]:
        table: dict[str, Any] = self._world.state("instagram").setdefault("media", {})
        return table

    def _own(self, account: str) -> dict[str, Any]:
        rows = self._table().items()
        return {key: row for key, row in rows if row["account"] == account and not row["is_deleted"]}

    def _listed(self, account: str) -> list[dict[str, Any]]:
        rows = self._own(account).values()
        return [row for row in rows if row["media_product_type"] != "STORY" and not row["parent"]]

    def _row(self, container: Mapping[str, Any], parent: str) -> dict[str, Any]:
        media_id = f"1801{self._world.next_number('instagram'):013d}"
        shortcode = base64.urlsafe_b64encode(int(media_id).to_bytes(8, "big")).decode().rstrip("=")
        media_type, product, segment = PUBLISHED_AS[container["kind"]]
        media: dict[str, Any] = {name: container[name] for name in COPIED}
        is_video = container["is_video"] and product == "STORY"
        media |= {"id": media_id, "shortcode": shortcode, "media_product_type": product}
        media |= {"media_type": "VIDEO" if is_video else media_type, "parent": parent, "children": []}
        segment = segment.format(username=username_of(media["account"]))
        media |= {"permalink": f"https://www.instagram.com/{segment}/{shortcode}/" if segment else None}
        media |= {"created_at": self._world.now(), "is_deleted": False, "has_comments": True}
        self._table()[media_id] = media
        return media

    def _rows(self, call: Call, media: list[dict[str, Any]]) -> list[tuple[float, dict[str, Any]]]:
        is_collapsed = call.traps("whitespace")
        return [(one["created_at"], self._values(one, is_collapsed)) for one in media]

    def _values(self, media: dict[str, Any], is_collapsed: bool) -> dict[str, Any]:
        caption = " ".join(media["caption"].split()) if is_collapsed else media["caption"]
        shared = ("id", "permalink", "shortcode", "media_type", "media_product_type")
        children = {"data": [{"id": child} for child in media["children"]]}
        return {name: media[name] for name in shared} | {
            "caption": caption or None,
            "alt_text": media["alt"] or None,
            "timestamp": iso_time(media["created_at"]),
            "username": username_of(media["account"]),
            "owner": {"id": media["account"]},
            "children": children if media["children"] else None,
            "comments_count": 0,
            "like_count": 0,
            "is_comment_enabled": media["has_comments"],
            "is_shared_to_feed": media["options"].get("share_to_feed", True)
            if media["media_product_type"] == "REELS"
            else None,
        }
