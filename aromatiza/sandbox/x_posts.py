"""Making a post on X, changing it, taking it away: what is accepted, what is refused, and why.

Sources: https://docs.x.com/x-api/posts/create-post, its document, https://docs.x.com/changelog (2026-11).
"""

from __future__ import annotations

import re
from typing import Any

from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.world import VisiblePost, World
from aromatiza.sandbox.x_body import ID, Flag, Items, Number, Object, Text, json_body
from aromatiza.sandbox.x_library import FIRST_ID, Library
from aromatiza.sandbox.x_limits import Bills
from aromatiza.sandbox.x_problem import forbidden, invalid, not_found, refusal_of
from aromatiza.sandbox.x_text import (
    LONG_WEIGHT,
    MAX_WEIGHT,
    cashtags,
    has_link,
    has_mention,
    same_words,
    shown_text,
    weight,
)
from aromatiza.sandbox.x_tokens import NETWORK, Caller

__all__ = ["Posts", "history_name", "text_of"]

MAX_PHOTOS = 4
# https://docs.x.com/x-api/fundamentals/edit-posts (read 2026-11); the changelog says an hour
EDIT_S, MOST_EDITS = 1800, 5
VIDEO_S = 140
FORBIDDEN_CHARACTERS = re.compile("[\ufffe\ufeff\uffff]")

AN_ID = Text(ID)
REPLIERS = Text(choices=("following", "mentionedUsers", "subscribers", "verified"))
SITE = Object({"url": Text("https://.+")}, needed=("url",))
STORES = Object({"app_store_id": Text(), "ipad_app_store_id": Text(), "play_store_id": Text()})
POST_MEDIA = Object(
    {
        "media_ids": Items(AN_ID, 1, MAX_PHOTOS),
        "tagged_user_ids": Items(AN_ID, 0, 10),
        "title": Text(),
        "description": Text(),
        "preview_media_id": AN_ID,
        "embeddable": Flag(),
        "call_to_actions": Object({"app_install": STORES, "visit_site": SITE, "watch_now": SITE}),
    },
    needed=("media_ids",),
)
POLL = Object(
    {
        "options": Items(Text(shortest=1, longest=25), 2, 4),
        "duration_minutes": Number(5, 10080),
        "reply_settings": REPLIERS,
    },
    needed=("options", "duration_minutes"),
)
REPLY = Object(
    {
        "in_reply_to_tweet_id": AN_ID,
        "exclude_reply_user_ids": Items(Text()),
        "auto_populate_reply_metadata": Flag(),
    },
    needed=("in_reply_to_tweet_id",),
)
POST = Object(
    {
        "text": Text(),
        "media": POST_MEDIA,
        "made_with_ai": Flag(),
        "paid_partnership": Flag(),
        "reply_settings": REPLIERS,
        "community_id": AN_ID,
        "share_with_followers": Flag(),
        "for_super_followers_only": Flag(),
        "nullcast": Flag(),
        "geo": Object({"place_id": Text()}, needed=("place_id",)),
        "card_uri": Text(),
        "direct_message_deep_link": Text(),
        "quote_tweet_id": AN_ID,
        "reply": REPLY,
        "poll": POLL,
        "edit_options": Object({"previous_post_id": AN_ID}, needed=("previous_post_id",)),
    }
)
ONE_OF = ("media", "poll", "quote_tweet_id", "card_uri")
LABELS = ("made_with_ai", "paid_partnership", "reply_settings", "community_id")


class Posts:
    """All posts of all accounts; one is public from the moment it is made, unless its token delays that."""

    def __init__(self, world: World, library: Library, bills: Bills) -> None:
        self._world = world
        self._library = library
        self._bills = bills

    def create(self, request: Request, caller: Caller, _: str) -> Response:
        """POST /2/tweets."""
        body = json_body(request, POST)
        text = body.get("text", "")
        media = self._attached(body["media"]["media_ids"], caller) if "media" in body else []
        _check_text(text, caller, has_media=bool(media))
        _check_parts(body)
        edited = (
            self._edited(body["edit_options"]["previous_post_id"], caller) if "edit_options" in body else None
        )
        self._check_policy(body, text, caller, media)
        if text and any(self._is_same(text, post, caller) for post in self.every()):
            raise refusal_of("duplicate")
        post = self._made(body, text, caller, media, edited)
        self._bills.charge(caller, _price(body, text))
        if caller.has_trap("made_but_503"):
            raise refusal_of("503")
        data = {"id": post["id"], "text": text_of(post), history_name(caller): post["history"]}
        return json_response(201, {"data": data})

    def delete(self, request: Request, caller: Caller, wanted: str) -> Response:
        """DELETE /2/tweets/{id}: one's own post only."""
        post = self.with_id(wanted)
        if post is None:
            raise not_found("tweet", wanted)
        if post["account"] != caller.account:
            raise forbidden()
        post["is_gone"] = True
        post["is_ghost"] = caller.has_trap("ghosts")
        self._hide(post)
        self._bills.charge(caller, "deletion")
        return json_response(200, {"data": {"deleted": True}})

    def every(self) -> list[dict[str, Any]]:
        """The record of every post, oldest first; also those that are gone."""
        posts: list[dict[str, Any]] = self._world.state(NETWORK).setdefault("posts", [])
        return posts

    def with_id(self, wanted: str) -> dict[str, Any] | None:
        """The record of a post that can be read now; None when there is none."""
        return next((post for post in self.readable() if post["id"] == wanted), None)

    def readable(self) -> list[dict[str, Any]]:
        """Every post that answers may show now, oldest first."""
        now = self._world.now()
        return [post for post in self.every() if not post["is_gone"] and post["shown_at"] <= now]

    def _attached(self, ids: list[str], caller: Caller) -> list[dict[str, Any]]:
        """The media that a post names. Raises: Problem, unless this account may post all of them now."""
        found = [self._library.usable(one, caller.account) for one in ids]
        media = [one for one in found if one is not None]
        if len(media) < len(ids) or len(set(ids)) < len(ids):
            raise refusal_of("media")
        if len(media) > 1 and any(one["kind"] != "image" for one in media):
            raise invalid(f"A post takes {MAX_PHOTOS} photos, or one GIF, or one video.")
        return media

    def _check_policy(
        self, body: dict[str, Any], text: str, caller: Caller, media: list[dict[str, Any]]
    ) -> None:
        """Raises: Problem (403), for what this app or this account may not do."""
        is_enterprise = caller.text("plan") == "enterprise"
        if cashtags(text) > 1 and not is_enterprise:
            raise refusal_of("cashtag")
        if has_link(text) and caller.text("urls") == "no":
            raise refusal_of("url")
        if has_mention(text) and caller.has_trap("no_mentions"):
            raise forbidden("This app is not allowed to mention accounts.")
        if "quote_tweet_id" in body and not is_enterprise:
            raise refusal_of("client-forbidden")
        asked = body.get("reply", {}).get("in_reply_to_tweet_id")
        if asked is not None and not is_enterprise and asked not in caller.token.named("summoned"):
            raise forbidden("You may reply only where the author has mentioned or quoted you.")
        planned_s = caller.number("video_s")
        longest_s = planned_s if planned_s is not None else VIDEO_S
        is_long = any(one["seconds"] is not None and one["seconds"] > longest_s for one in media)
        if is_long and not caller.text("premium"):
            raise refusal_of("video-length")

    def _is_same(self, text: str, post: dict[str, Any], caller: Caller) -> bool:
        if post["account"] != caller.account or (post["is_gone"] and not post["is_ghost"]):
            return False
        lookback_s = caller.number("lookback")
        is_near = lookback_s is None or self._world.now() - post["at"] < lookback_s
        return is_near and same_words(text) == same_words(post["text"])

    def _edited(self, wanted: str, caller: Caller) -> dict[str, Any]:
        """The post that is to be replaced. Raises: Problem."""
        post = self.with_id(wanted)
        if not caller.text("premium"):
            raise forbidden("You are not permitted to edit posts.")
        if post is None or post["account"] != caller.account:
            raise not_found("tweet", wanted)
        first = next(one for one in self.every() if one["id"] == post["history"][0])
        if len(post["history"]) > MOST_EDITS or self._world.now() - first["at"] > EDIT_S:
            raise forbidden("The post can no longer be edited.")
        return post

    def _made(
        self,
        body: dict[str, Any],
        text: str,
        caller: Caller,
        media: list[dict[str, Any]],
        edited: dict[str, Any] | None,
    ) -> dict[str, Any]:
        post_id = str(FIRST_ID + self._world.next_number(NETWORK))
        url = f"https://x.com/{caller.username}/status/{post_id}"
        post = {
            "id": post_id,
            "account": caller.account,
            "username": caller.username,
            "text": text,
            "media_url": f"{url}/{_media_word(media)}/1" if media else "",
            "media_keys": [one["posted_key"] for one in media],
            "at": self._world.now(),
            "shown_at": self._world.now() + (caller.number("delay") or 0),
            "history": [*(edited["history"] if edited else ()), post_id],
            "is_gone": False,
            "is_ghost": False,
            "is_escaped": caller.has_trap("escaped"),
            "is_reply": "reply" in body,
            "is_listed": not body.get("nullcast", False),
            "labels": {name: body[name] for name in LABELS if name in body},
        }
        if edited:
            edited["is_gone"] = True
            self._hide(edited)
        self.every().append(post)
        self._show(post, url, media)
        return post

    def _show(self, post: dict[str, Any], url: str, media: list[dict[str, Any]]) -> None:
        visible = VisiblePost(
            platform=NETWORK,
            account=post["account"],
            remote_id=post["id"],
            text=post["text"],
            media_digest=media[0]["digest"] if media else "",
            visibility="public" if post["is_listed"] else "unlisted",
            at=post["at"],
            url=url,
            alt=media[0]["alt"] if media else "",
        )
        self._world.show(visible)

    def _hide(self, post: dict[str, Any]) -> None:
        mine = (NETWORK, post["id"])
        self._world.posts = [one for one in self._world.posts if (one.platform, one.remote_id) != mine]


def history_name(caller: Caller) -> str:
    """What the list of a post's versions is called in the document that the server goes by."""
    return "edit_history_tweet_ids" if caller.text("fields") == "old" else "edit_history_post_ids"


def text_of(post: dict[str, Any]) -> str:
    """The text of a post as answers give it."""
    shown = shown_text(post["text"], post["media_url"])
    if not post["is_escaped"]:
        return shown
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _media_word(media: list[dict[str, Any]]) -> str:
    return "video" if media[0]["kind"] == "video" else "photo"


def _price(body: dict[str, Any], text: str) -> str:
    if "reply" in body:
        return "summoned reply"
    return "post with a URL" if has_link(text) else "post"


def _check_parts(body: dict[str, Any]) -> None:
    """Raises: Problem, for parts that exclude one another."""
    given = [name for name in ONE_OF if name in body]
    if len(given) > 1:
        raise invalid(f"$.{given[1]}: is mutually exclusive with {given[0]}")


def _check_text(text: str, caller: Caller, *, has_media: bool) -> None:
    if not text.strip() and not has_media:
        raise invalid("$.text: is required unless media is provided")
    if FORBIDDEN_CHARACTERS.search(text):
        raise invalid("$.text: contains a character that is not allowed")
    if weight(text) > (LONG_WEIGHT if caller.text("premium") else MAX_WEIGHT):
        raise invalid("Your Tweet text is too long.")
