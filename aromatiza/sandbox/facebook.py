"""A simulated Facebook Page: who it is, its Reels, its photos and its posts.

Two equal Reels, or two equal posts with a photo, are two: this network hides no duplicate of a file.
"""

from __future__ import annotations

from typing import Any

from aromatiza.sandbox._facebook_posts import Posts
from aromatiza.sandbox._facebook_reels import Reels
from aromatiza.sandbox._graph import Call, Route, dispatch, select
from aromatiza.sandbox._meta_errors import refusal
from aromatiza.sandbox._meta_tokens import PAGE_ID, username_of
from aromatiza.sandbox.http import Request
from aromatiza.sandbox.world import World

__all__ = ["Facebook"]

READ = ("pages_read_engagement",)
PUBLISH = ("pages_show_list", "pages_read_engagement", "pages_manage_posts")


class Facebook:
    """The Page's half of Graph and of rupload; each Page sees only what is its own."""

    def __init__(self, world: World) -> None:
        self._reels = reels = Reels(world)
        self._posts = posts = Posts(world)
        self._routes = {
            ("GET", "Page", ""): Route(_read_page),
            ("GET", "Page", "video_reels"): Route(reels.listed, READ),
            ("POST", "Page", "video_reels"): Route(reels.phase, PUBLISH),
            ("GET", "Video", ""): Route(reels.read, READ),
            ("POST", "Video", ""): Route(reels.change, PUBLISH),
            ("DELETE", "Video", ""): Route(reels.delete, PUBLISH),
            ("POST", "Video", "collaborators"): Route(reels.invite, PUBLISH),
            ("GET", "Video", "collaborators"): Route(reels.invited, READ),
            ("POST", "Video", "thumbnails"): Route(reels.add_thumbnail, PUBLISH),
            ("POST", "Page", "photos"): Route(posts.add_photo, PUBLISH),
            ("GET", "Photo", ""): Route(posts.read_photo, READ),
            ("DELETE", "Photo", ""): Route(posts.delete_photo, PUBLISH),
            ("POST", "Page", "feed"): Route(posts.add, PUBLISH),
            ("GET", "Page", "feed"): Route(posts.listed, READ),
            ("GET", "Page", "published_posts"): Route(posts.listed, READ),
            ("GET", "Page", "scheduled_posts"): Route(posts.scheduled, READ),
            ("GET", "Post", ""): Route(posts.read, READ),
            ("POST", "Post", ""): Route(posts.change, PUBLISH),
            ("DELETE", "Post", ""): Route(posts.delete, PUBLISH),
        }

    def answer(self, call: Call) -> dict[str, Any]:
        """Answer a Graph request. Raises: RefusedError."""
        self.tick()
        kind = self._kind(call)
        if not kind and call.node.startswith(f"{call.page}_"):
            raise refusal("(#10) This post does not exist, or is not visible to the token", 10)
        return dispatch(self._routes, kind, call)

    def upload(self, request: Request) -> dict[str, Any]:
        """Take (a part of) a Reel's file. Raises: RefusedError."""
        return self._reels.upload(request)

    def tick(self) -> None:
        """Show what has become visible since."""
        self._reels.tick()
        self._posts.tick()

    def _kind(self, call: Call) -> str:
        """What `call.node` is to the Page of the token; "" when it cannot be seen."""
        if call.node == call.page:
            return "Page"
        if self._reels.owns(call.node, call.page):
            return "Video"
        return self._posts.kind(call.node, call.page)


def _read_page(call: Call) -> dict[str, Any]:
    linked = {"id": call.instagram, "username": username_of(call.instagram)}
    values = {
        "id": call.page,
        "name": "Aromatiza" if call.page == PAGE_ID else f"Page {call.page}",
        "link": f"https://www.facebook.com/{call.page}",
        "instagram_business_account": linked if call.instagram else None,
    }
    return select("Page", values, call.text("fields") or "id,name")
