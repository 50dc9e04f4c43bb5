"""What X answers to those who read: the account, posts one by one and as a timeline, media, the meter.

An answer to a read is 200 even when what was asked for is not there: the problem stands in its `errors`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.x_library import Library
from aromatiza.sandbox.x_limits import Bills
from aromatiza.sandbox.x_posts import Posts
from aromatiza.sandbox.x_problem import not_found, wrong_parameter
from aromatiza.sandbox.x_timeline import (
    LOOKUP,
    TIMELINE,
    Span,
    check_query,
    listed,
    page_token,
    shown_media,
    shown_post,
)
from aromatiza.sandbox.x_tokens import Caller

__all__ = ["Reading"]

# https://docs.x.com/x-api/posts/timelines/introduction (read 2026-11)
MOST_POSTS = 3200
MOST_IDS = 100
MONTHLY_CAP = 3_000_000
POST_ID = re.compile(r"[0-9]{1,19}")
MEDIA_KEY = re.compile(r"[0-9]+_[0-9]+")


class Reading:
    """Answers every request that changes nothing."""

    def __init__(self, posts: Posts, library: Library, bills: Bills) -> None:
        self._posts = posts
        self._library = library
        self._bills = bills

    def me(self, request: Request, caller: Caller, _: str) -> Response:
        """GET /2/users/me."""
        check_query(request, ("user.fields", "expansions", "tweet.fields", "post.fields"), caller)
        self._bills.charge_reading(caller, "user read", [caller.account])
        return json_response(200, {"data": _user(caller.account, caller.username)})

    def post(self, request: Request, caller: Caller, wanted: str) -> Response:
        """GET /2/tweets/{id}."""
        check_query(request, LOOKUP, caller)
        post = self._posts.with_id(wanted)
        if post is None:
            return json_response(200, {"errors": [not_found("tweet", wanted).value]})
        self._charge(caller, [post])
        includes = self._included(request, [post])
        return json_response(200, {"data": shown_post(request, post, caller), **includes})

    def posts(self, request: Request, caller: Caller, _: str) -> Response:
        """GET /2/tweets?ids=: those that are there, and a problem for each that is not."""
        check_query(request, ("ids", *LOOKUP), caller)
        ids = _several(request, "ids", POST_ID)
        found = [post for one in ids if (post := self._posts.with_id(one)) is not None]
        self._charge(caller, found)
        missing = [one for one in ids if all(one != post["id"] for post in found)]
        value: dict[str, Any] = (
            {"data": [shown_post(request, post, caller) for post in found]} if found else {}
        )
        if missing:
            value["errors"] = [not_found("tweet", one, "ids").value for one in missing]
        return json_response(200, value | self._included(request, found))

    def timeline(self, request: Request, caller: Caller, account: str) -> Response:
        """GET /2/users/{id}/tweets: newest first, in pages."""
        check_query(request, TIMELINE, caller)
        span = Span.of(request)
        listed_posts = [post for post in self._posts.readable() if post["is_listed"]]
        newest_first = [post for post in reversed(listed_posts) if post["account"] == account]
        fitting = [post for post in newest_first[:MOST_POSTS] if span.holds(post)]
        page = fitting[: span.max_results]
        if not page:
            return json_response(200, {"meta": {"result_count": 0}})
        self._charge(caller, page)
        meta = {"result_count": len(page), "newest_id": page[0]["id"], "oldest_id": page[-1]["id"]}
        if len(fitting) > len(page):
            meta["next_token"] = page_token(page[-1]["id"])
        data = [shown_post(request, post, caller) for post in page]
        return json_response(200, {"data": data, "meta": meta, **self._included(request, page)})

    def medium(self, request: Request, caller: Caller, wanted: str) -> Response:
        """GET /2/media/{media_key}: whether an upload is there; not whether a post uses it."""
        check_query(request, ("media.fields",), caller)
        media = self._library.with_key(wanted)
        if media is None:
            return json_response(200, {"errors": [not_found("media", wanted, "media_key").value]})
        return json_response(200, {"data": shown_media(request, media, wanted)})

    def media(self, request: Request, caller: Caller, _: str) -> Response:
        """GET /2/media?media_keys=."""
        check_query(request, ("media_keys", "media.fields"), caller)
        keys = _several(request, "media_keys", MEDIA_KEY)
        found = {key: media for key in keys if (media := self._library.with_key(key)) is not None}
        value: dict[str, Any] = {}
        if found:
            value["data"] = [shown_media(request, media, key) for key, media in found.items()]
        if missing := [key for key in keys if key not in found]:
            value["errors"] = [not_found("media", key, "media_keys").value for key in missing]
        return json_response(200, value)

    def usage(self, request: Request, caller: Caller, _: str) -> Response:
        """GET /2/usage/tweets: how much of the month's cap is used up."""
        check_query(request, ("days", "usage.fields"), caller)
        days = request.query.get("days", "7")
        if not (days.isascii() and days.isdecimal() and 1 <= int(days) <= 90):
            raise wrong_parameter("days", days, f"The `days` query parameter value [{days}] is not 1 to 90")
        cap = caller.number("cap")
        value = {
            "project_id": "1",
            "project_cap": str(MONTHLY_CAP if cap is None else cap),
            "project_usage": str(self._bills.posts_in_month(caller.account)),
            "cap_reset_day": 1,
        }
        return json_response(200, {"data": value})

    def _charge(self, caller: Caller, posts: Sequence[dict[str, Any]]) -> None:
        """Own posts are cheap when the app is one's own; a month's cap counts all."""
        is_owner = caller.text("owner") in ("", caller.account) and caller.kind != "app"
        own = [post["id"] for post in posts if is_owner and post["account"] == caller.account]
        self._bills.charge_reading(caller, "own post read", own)
        others = [post["id"] for post in posts if post["id"] not in own]
        self._bills.charge_reading(caller, "post read", others)

    def _included(self, request: Request, posts: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """The `includes` of an answer, as far as the request expands anything."""
        expansions = listed(request, "expansions")
        includes: dict[str, Any] = {}
        keys = list(dict.fromkeys(key for post in posts for key in post["media_keys"]))
        if keys and "attachments.media_keys" in expansions:
            records = zip(keys, self._library.of_keys(keys), strict=True)
            includes["media"] = [shown_media(request, media, key) for key, media in records]
        if posts and "author_id" in expansions:
            names = {post["account"]: post["username"] for post in posts}
            includes["users"] = [_user(account, name) for account, name in names.items()]
        return {"includes": includes} if includes else {}


def _user(account: str, username: str) -> dict[str, str]:
    return {"id": account, "name": "Aromatiza", "username": username}


def _several(request: Request, name: str, form: re.Pattern[str]) -> list[str]:
    """The ids in a list of the query, each once. Raises: Problem."""
    text = request.query.get(name, "")
    ids = list(dict.fromkeys(text.split(",")))
    if len(ids) > MOST_IDS:
        raise wrong_parameter(name, text, f"size must be between 1 and {MOST_IDS}")
    for one in ids:
        if not form.fullmatch(one):
            message = f"The `{name}` query parameter value [{one}] does not match ^{form.pattern}$"
            raise wrong_parameter(name, one, message)
    return ids
