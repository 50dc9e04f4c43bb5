"""The photos of a simulated Page, and the posts that carry them."""

from __future__ import annotations

import json
import re
from typing import Any

from aromatiza.sandbox._graph import Call, iso_time, listing, refusal, schedule_of, select
from aromatiza.sandbox._meta_media import download, image_kind
from aromatiza.sandbox.http import Body
from aromatiza.sandbox.world import VisiblePost, World

__all__ = ["Posts"]

# https://developers.facebook.com/docs/graph-api/reference/page/photos/, read 2026-11
PHOTO_BYTES = 10 * 1024 * 1024
UNPUBLISHED_PHOTO_S = 86400
# https://developers.facebook.com/documentation/pages-api/posts, read 2026-11
SCHEDULE_S = (10 * 60, 30 * 86400)

ATTACHMENT = re.compile(r"attached_media\[(\d+)\]")


class Posts:
    """All photos and posts of all Pages; the methods that take a `Call` act for its Page."""

    def __init__(self, world: World) -> None:
        self._world = world

    def kind(self, node: str, page: str) -> str:
        """`Photo` or `Post`, when the Page has it; "" otherwise."""
        if self._photo(node, page):
            return "Photo"
        post = self._table("posts").get(node)
        return "Post" if post and post["page"] == page else ""

    def tick(self) -> None:
        """Show what has become visible since."""
        for post in self._table("posts").values():
            self._show(post)

    def add_photo(self, call: Call) -> dict[str, Any]:
        """`POST /{page}/photos`: an unpublished photo, or (the default) a post of one photo."""
        file = download(self._world, call.text("url"))
        if file is None or not image_kind(file.data):
            raise refusal("(#324) Missing or invalid image file", 324)
        if len(file.data) > PHOTO_BYTES:
            raise refusal("(#324) The image file is too large", 324, 1366046)
        is_published = call.flag("published", True)
        self._world.blobs.write(file.digest, Body.of(file.data))
        photo_id = self._new_id(122)
        photo: dict[str, Any] = {"id": photo_id, "page": call.page, "digest": file.digest, "post_id": None}
        photo |= {"alt": call.text("alt_text_custom"), "created_at": self._world.now()}
        self._table("photos")[photo_id] = photo
        if not is_published:
            return {"id": photo_id}
        post = self._new_post(call, call.text("caption"), [photo_id], "public", None)
        return {"id": photo_id, "post_id": post["id"]}

    def read_photo(self, call: Call) -> dict[str, Any]:
        """`GET /{photo}`; `page_story_id` is there once a post carries it."""
        photo = self._table("photos")[call.node]
        values = {
            "id": photo["id"],
            "created_time": iso_time(photo["created_at"]),
            "link": f"https://www.facebook.com/{photo['page']}/photos/{photo['id']}/",
            "page_story_id": photo["post_id"],
        }
        return select("Photo", values, call.text("fields") or "id,created_time")

    def add(self, call: Call) -> dict[str, Any]:
        """`POST /{page}/feed`: a post, published unless `published=false`, then scheduled or a draft."""
        message, photos = call.text("message"), self._attached(call)
        if not (message or photos or call.text("link")):
            raise refusal("(#100) A post needs a message, a link or attached media", 100)
        is_published = call.flag("published", True)
        is_scheduled = not is_published and "scheduled_publish_time" in call.params
        publish_at = schedule_of(call, is_scheduled, SCHEDULE_S, self._world.now())
        state = "public" if is_published else "scheduled" if is_scheduled else "draft"
        return {"id": self._new_post(call, message, photos, state, publish_at)["id"]}

    def read(self, call: Call) -> dict[str, Any]:
        """`GET /{post}`."""
        values = self._values(self._table("posts")[call.node])
        return select("Post", values, call.text("fields") or "id,created_time,message")

    def listed(self, call: Call) -> dict[str, Any]:
        """`GET /{page}/feed` and `/published_posts`: what is public, newest first."""
        rows = [
            (self._published_at(post), self._values(post))
            for post in self._table("posts").values()
            if post["page"] == call.page and self._visibility(post) == "public"
        ]
        return listing(call, "Post", rows, "id,created_time,message")

    def _table(self, name: str) -> dict[str, Any]:
        table: dict[str, Any] = self._world.state("facebook").setdefault(name, {})
        return table

    def _new_id(self, prefix: int) -> str:
        return f"{prefix}{self._world.next_number('facebook'):012d}"

    def _photo(self, photo_id: str, page: str) -> dict[str, Any] | None:
        """The Page's photo, unless it was never published and has been deleted for that."""
        photo: dict[str, Any] | None = self._table("photos").get(photo_id)
        if photo is None or photo["page"] != page:
            return None
        age_s = self._world.now() - photo["created_at"]
        return photo if photo["post_id"] or age_s <= UNPUBLISHED_PHOTO_S else None

    def _attached(self, call: Call) -> list[str]:
        """The ids of the attached photos in their order. Raises: RefusedError, for one that is not there."""
        keys = sorted((int(match[1]), name) for name in call.params if (match := ATTACHMENT.fullmatch(name)))
        photos = [_media_fbid(call.params[name]) for _, name in keys]
        for photo_id in photos:
            if not self._photo(photo_id, call.page):
                raise refusal(f"(#100) attached_media names no photo of this Page: {photo_id}", 100)
        return photos

    def _new_post(
        self, call: Call, message: str, photos: list[str], state: str, publish_at: int | None
    ) -> dict[str, Any]:
        post_id = f"{call.page}_{self._new_id(122)}"
        post: dict[str, Any] = {"id": post_id, "page": call.page, "message": message, "photos": photos}
        post |= {"link": call.text("link"), "state": state, "publish_at": publish_at, "shown": ""}
        post["created_at"] = self._world.now()
        self._table("posts")[post_id] = post
        for photo_id in photos:
            self._table("photos")[photo_id]["post_id"] = post_id
        self._show(post)
        return post

    def _visibility(self, post: dict[str, Any]) -> str:
        """`public`, `scheduled` or `draft`."""
        is_due = post["publish_at"] is not None and self._world.now() >= post["publish_at"]
        return "public" if is_due else str(post["state"])

    def _published_at(self, post: dict[str, Any]) -> float:
        return float(post["publish_at"] or post["created_at"])

    def _show(self, post: dict[str, Any]) -> None:
        visibility = self._visibility(post)
        if visibility == post["shown"]:
            return
        post["shown"] = visibility
        first = self._table("photos")[post["photos"][0]] if post["photos"] else {"digest": "", "alt": ""}
        shown = VisiblePost(
            "facebook",
            post["page"],
            post["id"],
            post["message"],
            first["digest"],
            visibility,
            self._published_at(post),
            f"https://www.facebook.com/{post['id']}",
            link=post["link"],
            alt=first["alt"],
        )
        self._world.show(shown)

    def _values(self, post: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": post["id"],
            "message": post["message"] or None,
            "created_time": iso_time(self._published_at(post)),
            "permalink_url": f"https://www.facebook.com/{post['id']}",
            "is_published": self._visibility(post) == "public",
            "scheduled_publish_time": post["publish_at"],
        }


def _media_fbid(text: str) -> str:
    """The photo that one `attached_media` names. Raises: RefusedError, when it is no `{"media_fbid": ID}`."""
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, dict) or "media_fbid" not in value:
        raise refusal("(#100) Param attached_media must be an object with media_fbid", 100)
    return str(value["media_fbid"])
