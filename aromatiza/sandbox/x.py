"""X as a client of its API v2 meets it: media, posts, the timeline that tells what became of them.

Only the parameters of the request are believed, never its intent: an unknown key is refused, a text that
the account has posted already is refused, and every answer carries the window of its endpoint.
Documented at https://docs.x.com/x-api/posts/create-post and the pages beside it (read 2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.world import Token, VisiblePost, World, token_of
from aromatiza.sandbox.x_media import FIRST_ID, Media
from aromatiza.sandbox.x_problem import (
    Problem,
    checked,
    forbidden,
    invalid,
    json_body,
    not_found,
    too_many,
    unauthorized,
)
from aromatiza.sandbox.x_text import MAX_WEIGHT, shown_text, weight
from aromatiza.sandbox.x_timeline import (
    LOOKUP_PARAMETERS,
    Span,
    check_parameters,
    included_media,
    page_token,
    shown_post,
)

__all__ = ["X"]

DEFAULT_ACCOUNT = "2244994945"
USERNAME = "aromatiza"
WINDOW_S = 900  # https://docs.x.com/x-api/fundamentals/rate-limits (read 2026-11)
MAX_PHOTOS = 4
FORBIDDEN_CHARACTERS = re.compile("[\ufffe\ufeff\uffff]")

READ = ("tweet.read", "users.read")
WRITE = ("tweet.write", "tweet.read", "users.read")
UPLOAD = ("media.write",)

POST_BODY = {
    "text": str,
    "media": dict,
    "made_with_ai": bool,
    "paid_partnership": bool,
    "reply_settings": str,
    "community_id": str,
    "share_with_followers": bool,
    "for_super_followers_only": bool,
    "nullcast": bool,
    "geo": dict,
    "card_uri": str,
    "direct_message_deep_link": str,
    "quote_tweet_id": str,
    "reply": dict,
    "poll": dict,
    "edit_options": dict,
}
POST_MEDIA = {
    "media_ids": list,
    "tagged_user_ids": list,
    "title": str,
    "description": str,
    "preview_media_id": str,
    "embeddable": bool,
    "call_to_actions": dict,
}
REPLY_SETTINGS = ("following", "mentionedUsers", "subscribers", "verified")


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint: all of `scopes` are needed, `limit` requests are granted per account and window.

    `answer` gets the request, the account and the id in the path ("" when the path has none).
    """

    method: str
    path: str
    limit: int
    scopes: tuple[str, ...]
    answer: Callable[[Request, str, str], Response]

    def id_in(self, request: Request) -> str | None:
        """The id in the path; None when the request is not for this endpoint."""
        pattern = re.escape(self.path).replace(r"\{id\}", "([0-9]{1,19})")
        named = re.fullmatch(pattern, request.path) if request.method == self.method else None
        return None if named is None else "".join(named.groups())


class X:
    """The simulated network; its posts are public from the moment they are made."""

    name = "x"
    hosts = ("api.x.com",)

    def __init__(self, world: World) -> None:
        self._world = world
        self._media = media = Media(world, self.name)
        self._routes = (
            Route("GET", "/2/users/me", 75, READ, self._me),
            Route("POST", "/2/media/upload/initialize", 1875, UPLOAD, media.initialize),
            Route("POST", "/2/media/upload/{id}/append", 1875, UPLOAD, media.append),
            Route("POST", "/2/media/upload/{id}/finalize", 1875, UPLOAD, media.finalize),
            Route("GET", "/2/media/upload", 1000, UPLOAD, media.status),
            Route("POST", "/2/media/metadata", 500, UPLOAD, media.describe),
            Route("POST", "/2/tweets", 100, WRITE, self._create),
            Route("GET", "/2/tweets/{id}", 900, READ, self._post),
            Route("GET", "/2/users/{id}/tweets", 900, READ, self._timeline),
        )

    def handle(self, request: Request) -> Response:
        """Answer one request to the API."""
        for route in self._routes:
            wanted = route.id_in(request)
            if wanted is not None:
                return self._answer(route, request, wanted)
        return Problem(404, "Not Found", "Not Found", "about:blank").answer()

    def tick(self) -> None:
        """Nothing on X waits for time to pass: the state of a video is worked out when it is asked for."""

    def _answer(self, route: Route, request: Request, wanted: str) -> Response:
        token = token_of(request, DEFAULT_ACCOUNT)
        window = self._window(route, token)
        try:
            if window["used"] > route.limit:
                raise too_many()
            if token is None or token.is_expired:
                raise unauthorized()
            if not token.may(*route.scopes):
                raise forbidden("You are not permitted to perform this action.")
            answer = route.answer(request, token.account, wanted)
        except Problem as problem:
            answer = problem.answer()
        limits = {
            "x-rate-limit-limit": str(route.limit),
            "x-rate-limit-remaining": str(max(0, route.limit - window["used"])),
            "x-rate-limit-reset": str(int(window["opened_at"]) + WINDOW_S),
        }
        return replace(answer, headers={**answer.headers, **limits})

    def _window(self, route: Route, token: Token | None) -> dict[str, Any]:
        """Count this request; the window of an account starts with its first request to the endpoint."""
        windows = self._world.state(self.name).setdefault("windows", {})
        key = f"{route.method} {route.path} {token.account if token else ''}"
        window: dict[str, Any] | None = windows.get(key)
        if window is None or int(window["opened_at"]) + WINDOW_S <= self._world.now():
            window = windows[key] = {"opened_at": self._world.now(), "used": 0}
        window["used"] += 1
        return window

    def _me(self, request: Request, account: str, _: str) -> Response:
        check_parameters(request, {"user.fields", "expansions", "tweet.fields", "post.fields"})
        return json_response(200, {"data": {"id": account, "name": "Aromatiza", "username": USERNAME}})

    # Making a post.

    def _create(self, request: Request, account: str, _: str) -> Response:
        body = json_body(request, POST_BODY)
        text = body.get("text", "")
        media = self._attached(body["media"], account) if "media" in body else []
        _check_text(text, has_media=bool(media))
        if body.get("reply_settings", "verified") not in REPLY_SETTINGS:
            raise invalid(f"$.reply_settings: must be one of {', '.join(REPLY_SETTINGS)}")
        if text and any(post["text"] == text for post in self._posts() if post["account"] == account):
            raise forbidden("You are not allowed to create a Tweet with duplicate content.")
        post_id = str(FIRST_ID + self._world.next_number(self.name))
        url = f"https://x.com/{USERNAME}/status/{post_id}"
        post = {
            "id": post_id,
            "account": account,
            "text": text,
            "media_url": _media_url(url, media),
            "media_keys": [one["media_key"] for one in media],
            "at": self._world.now(),
        }
        self._posts().append(post)
        self._show(post, url, media)
        data = {
            "id": post_id,
            "text": shown_text(text, post["media_url"]),
            "edit_history_post_ids": [post_id],
        }
        return json_response(201, {"data": data})

    def _attached(self, value: object, account: str) -> list[dict[str, Any]]:
        """The media that a post names. Raises: Problem, unless this account may post all of them now."""
        ids = checked("$.media", value, POST_MEDIA).get("media_ids", [])
        if not 1 <= len(ids) <= MAX_PHOTOS:
            raise invalid(f"$.media.media_ids: must have 1 to {MAX_PHOTOS} items")
        found = [self._media.usable(one, account) if isinstance(one, str) else None for one in ids]
        media = [one for one in found if one is not None]
        if len(media) < len(ids):
            raise invalid("Your media IDs are invalid.")
        if len(media) > 1 and any(one["kind"] != "image" for one in media):
            raise invalid(f"A post takes {MAX_PHOTOS} photos, or one GIF, or one video.")
        return media

    def _show(self, post: dict[str, Any], url: str, media: list[dict[str, Any]]) -> None:
        visible = VisiblePost(
            platform=self.name,
            account=post["account"],
            remote_id=post["id"],
            text=post["text"],
            media_digest=media[0]["digest"] if media else "",
            visibility="public",
            at=post["at"],
            url=url,
            alt=media[0]["alt"] if media else "",
        )
        self._world.show(visible)

    # Reading posts.

    def _post(self, request: Request, _: str, wanted: str) -> Response:
        """X answers 200 even when there is no such post: the problem stands in `errors`."""
        check_parameters(request, LOOKUP_PARAMETERS)
        post = next((post for post in self._posts() if post["id"] == wanted), None)
        if post is None:
            return json_response(200, {"errors": [not_found("tweet", wanted).value]})
        includes = included_media(request, self._media.of_keys(post["media_keys"]))
        return json_response(200, {"data": shown_post(request, post), **includes})

    def _timeline(self, request: Request, _: str, account: str) -> Response:
        span = Span.of(request)
        newest_first = [post for post in reversed(self._posts()) if post["account"] == account]
        fitting = [post for post in newest_first if span.holds(post)]
        page = fitting[: span.max_results]
        if not page:
            return json_response(200, {"meta": {"result_count": 0}})
        meta = {"result_count": len(page), "newest_id": page[0]["id"], "oldest_id": page[-1]["id"]}
        if len(fitting) > len(page):
            meta["next_token"] = page_token(page[-1]["id"])
        data = [shown_post(request, post) for post in page]
        keys = [key for post in page for key in post["media_keys"]]
        includes = included_media(request, self._media.of_keys(keys))
        return json_response(200, {"data": data, "meta": meta, **includes})

    def _posts(self) -> list[dict[str, Any]]:
        posts: list[dict[str, Any]] = self._world.state(self.name).setdefault("posts", [])
        return posts


def _media_url(url: str, media: list[dict[str, Any]]) -> str:
    """Where the link that X appends for attached media leads; "" without media."""
    if not media:
        return ""
    return f"{url}/{'video' if media[0]['kind'] == 'video' else 'photo'}/1"


def _check_text(text: str, *, has_media: bool) -> None:
    if not text.strip() and not has_media:
        raise invalid("$.text: is required unless media is provided")
    if FORBIDDEN_CHARACTERS.search(text):
        raise invalid("$.text: contains a character that is not allowed")
    if weight(text) > MAX_WEIGHT:
        raise invalid("Your Tweet text is too long.")
