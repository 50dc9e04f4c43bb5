"""The photos of a simulated Page, and the posts that carry them.

A text that is posted twice in a row is refused (506); photos are not compared, as seven equal posts of
one photo have been seen: https://github.com/arsduo/koala/issues/699 (read 2026-11).
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from aromatiza.sandbox._graph import Call, iso_time, listing, schedule_of, select
from aromatiza.sandbox._meta_errors import refusal, refusal_of
from aromatiza.sandbox._meta_media import download, image_kind, kept
from aromatiza.sandbox.mediahost import MediaFile
from aromatiza.sandbox.world import VisiblePost, World

__all__ = ["Posts"]

# https://developers.facebook.com/docs/graph-api/reference/page/photos/, read 2026-11
PHOTO_BYTES = 10 * 1024 * 1024
UNPUBLISHED_PHOTO_S = 86400
# https://developers.facebook.com/documentation/pages-api/posts, read 2026-11
SCHEDULE_S = (10 * 60, 30 * 86400)
UNPUBLISHED_TYPES = ("SCHEDULED", "DRAFT")

# https://github.com/gitroomhq/postiz-app, facebook.provider.ts, read 2026-11
OWN_SITES = ("facebook.com", "fb.com")
# A host of this kind exists nowhere: RFC 6761, section 6.4
NOWHERE = ".invalid"

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
        file = MediaFile(call.file, "") if call.file else download(self._world, call.text("url"))
        if file is None or not image_kind(file.data):
            raise refusal_of(324)
        if len(file.data) > PHOTO_BYTES:
            raise refusal("(#324) The image file is too large", 324, 1366046)
        is_published = call.flag("published", True)
        call.flag("temporary", False)
        photo_id, digest = self._new_id(122), kept(self._world, file)
        photo: dict[str, Any] = {"id": photo_id, "page": call.page, "digest": digest, "post_id": None}
        photo |= {"alt": call.text("alt_text_custom"), "created_at": self._world.now()}
        self._table("photos")[photo_id] = photo
        if not is_published:
            return {"id": photo_id}
        caption = call.text("caption") or call.text("message") or call.text("name")
        post = self._new_post(call, caption, [photo_id], "public", None)
        return {"id": photo_id, "post_id": post["id"]}

    def delete_photo(self, call: Call) -> dict[str, Any]:
        """`DELETE /{photo}`: with the posts that carry nothing else."""
        for post in [one for one in self._table("posts").values() if call.node in one["photos"]]:
            post["photos"].remove(call.node)
            if not post["photos"]:
                self._remove(post["id"])
        self._table("photos").pop(call.node)
        return {"success": True}

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
        _check_link(call.text("link"))
        is_published = call.flag("published", True)
        is_scheduled = not is_published and "scheduled_publish_time" in call.params
        publish_at = schedule_of(call, is_scheduled, SCHEDULE_S, self._world.now())
        _check_unpublished(call, is_published, is_scheduled)
        if not photos and self._is_repeated(call):
            raise refusal_of(506)
        state = "public" if is_published else "scheduled" if is_scheduled else "draft"
        return {"id": self._new_post(call, message, photos, state, publish_at)["id"]}

    def change(self, call: Call) -> dict[str, Any]:
        """`POST /{post}`: another message, or (`is_published`) a draft that goes public."""
        post = self._table("posts")[call.node]
        if "message" in call.params:
            post["message"] = call.text("message")
        if call.flag("is_published", False) and self._visibility(post) != "public":
            post.update(state="public", publish_at=int(self._world.now()))
        post["shown"] = ""
        self._show(post)
        return {"success": True}

    def delete(self, call: Call) -> dict[str, Any]:
        """`DELETE /{post}`."""
        self._remove(call.node)
        return {"success": True}

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

    def scheduled(self, call: Call) -> dict[str, Any]:
        """`GET /{page}/scheduled_posts`: what waits for its hour; it takes no time window."""
        rows = [
            (post["created_at"], self._values(post))
            for post in self._table("posts").values()
            if post["page"] == call.page and self._visibility(post) == "scheduled"
        ]
        if "since" in call.params or "until" in call.params:
            raise refusal("(#100) scheduled_posts takes no since or until", 100)
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
        if call.traps("posted_photos") and any(self._table("photos")[one]["post_id"] for one in photos):
            raise refusal_of(1366051)
        return photos

    def _is_repeated(self, call: Call) -> bool:
        """Whether the Page's last post says the same, and has no photo either."""
        mine = [post for post in self._table("posts").values() if post["page"] == call.page]
        if not mine or mine[-1]["photos"]:
            return False
        said = (call.text("message"), call.text("link"))
        return bool((mine[-1]["message"], mine[-1]["link"]) == said)

    def _remove(self, post_id: str) -> None:
        """A post is gone for everyone, and with it the photos that no other post carries."""
        photos, posts = self._table("posts").pop(post_id)["photos"], self._table("posts").values()
        for photo_id in photos:
            if not any(photo_id in post["photos"] for post in posts):
                self._table("photos").pop(photo_id, None)
        gone = ("facebook", post_id)
        self._world.posts = [one for one in self._world.posts if (one.platform, one.remote_id) != gone]

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
            "from": {"id": post["page"]},
            "is_published": self._visibility(post) == "public",
            "scheduled_publish_time": post["publish_at"],
        }


def _check_link(link: str) -> None:
    """A link leads out of Facebook, and somewhere. Raises: RefusedError."""
    host = urlsplit(link).hostname or ""
    if any(host == site or host.endswith(f".{site}") for site in OWN_SITES):
        raise refusal_of(1609008)
    if host.endswith(NOWHERE) or (link and not host):
        raise refusal_of(1609005)


def _check_unpublished(call: Call, is_published: bool, is_scheduled: bool) -> None:
    """`unpublished_content_type` fits what is asked for. Raises: RefusedError."""
    kind = call.text("unpublished_content_type")
    if kind and kind not in UNPUBLISHED_TYPES:
        raise refusal("(#100) Param unpublished_content_type must be SCHEDULED or DRAFT", 100)
    if kind and (is_published or is_scheduled != (kind == "SCHEDULED")):
        raise refusal(f"(#100) unpublished_content_type {kind} does not fit the rest", 100)


def _media_fbid(text: str) -> str:
    """The photo that one `attached_media` names. Raises: RefusedError, when it is no `{"media_fbid": ID}`."""
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, dict) or "media_fbid" not in value:
        raise refusal("(#100) Param attached_media must be an object with media_fbid", 100)
    return str(value["media_fbid"])
