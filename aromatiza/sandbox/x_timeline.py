"""Reading on X: which posts a query asks for, and with which fields.

X gives only what was asked for: without `attachments` among the fields, or their expansion, no media key
is shown. The names of 2026-08 (`post.fields`) and the ones before (`tweet.fields`) are both understood,
unless a token says that the server knows only one of them.
Source: https://github.com/xdevplatform/docs/blob/287132819074964da9c1c410ba02df5a06c932d3/openapi.json.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aromatiza.sandbox.http import Request
from aromatiza.sandbox.x_posts import history_name, text_of
from aromatiza.sandbox.x_problem import invalid, wrong_parameter
from aromatiza.sandbox.x_text import link_entities
from aromatiza.sandbox.x_tokens import Caller

__all__ = ["LOOKUP", "TIMELINE", "Span", "check_query", "listed", "page_token", "shown_media", "shown_post"]


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_POST = _names(
    "article article_title attachments author_id card_uri community_id context_annotations conversation_id "
    "created_at display_text_range edit_controls entities geo id in_reply_to_user_id lang "
    "matched_media_notes media_metadata non_public_metrics note_request_suggestions organic_metrics "
    "paid_partnership possibly_sensitive promoted_metrics public_metrics reply_settings scopes source "
    "suggested_source_links suggested_source_links_with_counts text withheld"
)
_EXPANSIONS = _names(
    "article.cover_media article.media_entities attachments.media_keys attachments.media_source_tweet "
    "attachments.poll_ids author_id entities.mentions.username geo.place_id in_reply_to_user_id username"
)
_MEDIA = _names(
    "alt_text duration_ms height media_key non_public_metrics organic_metrics preview_image_url "
    "promoted_metrics public_metrics type url variants width"
)
_USER = _names(
    "confirmed_email connection_status created_at description entities id is_identity_verified location name "
    "parody profile_banner_url profile_image_url protected public_metrics receives_your_dm subscribes_to_you "
    "subscription subscription_type url username verified verified_followers_count verified_type withheld"
)
_ACCOUNT = _names("affiliation most_recent_post_id most_recent_tweet_id pinned_post_id pinned_tweet_id")
_USAGE = _names(
    "cap_reset_day daily_client_app_usage daily_project_usage project_cap project_id project_usage"
)
_OLD = _names("edit_history_tweet_ids referenced_tweets referenced_tweets.id note_tweet")
_NEW = _names("edit_history_post_ids referenced_posts note_post")

FIELDS: Mapping[str, Collection[str]] = {
    "post.fields": _POST | _NEW | _OLD,
    "tweet.fields": _POST | _NEW | _OLD,
    "expansions": _EXPANSIONS | _ACCOUNT | _NEW | _OLD,
    "media.fields": _MEDIA,
    "user.fields": _USER,
    "exclude": _names("replies retweets"),
    "usage.fields": _USAGE,
}
"""What may stand in each list of a query; lists that are not here may hold anything."""

LOOKUP = (
    "tweet.fields",
    "post.fields",
    "expansions",
    "media.fields",
    "user.fields",
    "poll.fields",
    "place.fields",
)
_SPAN = ("max_results", "pagination_token", "start_time", "end_time", "since_id", "until_id", "exclude")
TIMELINE = (*LOOKUP, *_SPAN)
MEDIA_TYPES = {"image": "photo", "gif": "animated_gif", "video": "video", "subtitles": "subtitles"}
PAGE_SIZES = range(5, 101)
USUAL_PAGE_SIZE = 10
END_OF_IDS = 10**19
FIRST_INSTANT = datetime(2010, 11, 6, tzinfo=UTC).timestamp()
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """The part of a timeline that a query asks for; ids are exclusive, times in seconds since 1970."""

    start_at: float
    end_at: float
    above_id: int
    below_id: int
    max_results: int
    without_replies: bool

    @classmethod
    def of(cls, request: Request) -> Span:
        """Read the query. Raises: Problem."""
        size = _number(request, "max_results", USUAL_PAGE_SIZE)
        if size not in PAGE_SIZES:
            message = f"The `max_results` query parameter value [{size}] is not between 5 and 100"
            raise wrong_parameter("max_results", str(size), message)
        below = _number(request, "until_id", END_OF_IDS)
        start_at, end_at = _instant(request, "start_time", 0), _instant(request, "end_time", float("inf"))
        if start_at >= end_at:
            raise invalid("Invalid 'start_time': it must be before 'end_time'")
        return cls(
            start_at=start_at,
            end_at=end_at,
            above_id=_number(request, "since_id", 0),
            below_id=min(below, _page_start(request)),
            max_results=size,
            without_replies="replies" in listed(request, "exclude"),
        )

    def holds(self, post: dict[str, Any]) -> bool:
        """Whether the post lies in it; times count to the second, as they are shown."""
        in_time = self.start_at <= int(post["at"]) < self.end_at
        is_wanted = not (self.without_replies and post["is_reply"])
        return is_wanted and in_time and self.above_id < int(post["id"]) < self.below_id


def check_query(request: Request, known: Collection[str], caller: Caller) -> None:
    """Refuse a parameter that the endpoint does not have, and a field that nobody knows. Raises: Problem."""
    said = caller.text("fields")
    gone = {"old": {"post.fields", *_NEW}, "new": {"tweet.fields", *_OLD}}.get(said, set())
    names = [name for name in known if name not in gone]
    for name, value in request.query.items():
        if name not in names:
            message = f"The query parameter [{name}] is not one of [{','.join(names)}]"
            raise wrong_parameter(name, value, message)
        for one in listed(request, name) if name in FIELDS else ():
            if one not in FIELDS[name] or one in gone:
                allowed = ",".join(sorted(set(FIELDS[name]) - gone))
                message = f"The `{name}` query parameter value [{one}] is not one of [{allowed}]"
                raise wrong_parameter(name, one, message)


def page_token(last_id: str) -> str:
    """The token of the page that follows the post `last_id`."""
    return base64.b32hexencode(last_id.encode()).decode().lower().rstrip("=")


def shown_post(request: Request, post: dict[str, Any], caller: Caller) -> dict[str, Any]:
    """A post with the fields that every answer has, and those that the request asks for."""
    fields = listed(request, "post.fields") | listed(request, "tweet.fields")
    expansions = listed(request, "expansions")
    shown = {"id": post["id"], "text": text_of(post), history_name(caller): post["history"]}
    if post["media_keys"] and ("attachments" in fields or "attachments.media_keys" in expansions):
        shown["attachments"] = {"media_keys": post["media_keys"]}
    if "created_at" in fields:
        shown["created_at"] = datetime.fromtimestamp(int(post["at"]), UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    if "author_id" in fields or "author_id" in expansions:
        shown["author_id"] = post["account"]
    if "entities" in fields and (links := link_entities(post["text"], post["media_url"])):
        shown["entities"] = {"urls": links}
    if "reply_settings" in fields:
        shown["reply_settings"] = post["labels"].get("reply_settings", "everyone")
    if "paid_partnership" in fields:
        shown["paid_partnership"] = post["labels"].get("paid_partnership", False)
    return shown


def shown_media(request: Request, media: dict[str, Any], key: str) -> dict[str, Any]:
    """A medium with its key, its type, and the fields that the request asks for."""
    shown: dict[str, Any] = {"media_key": key, "type": MEDIA_TYPES[media["kind"]]}
    fields = listed(request, "media.fields")
    if "alt_text" in fields and media["alt"]:
        shown["alt_text"] = media["alt"]
    if "duration_ms" in fields and media["seconds"]:
        shown["duration_ms"] = int(media["seconds"] * 1000)
    return shown


def listed(request: Request, name: str) -> set[str]:
    """The members of a list in the query."""
    return set(filter(None, request.query.get(name, "").split(",")))


def _number(request: Request, name: str, usual: int) -> int:
    text = request.query.get(name, str(usual))
    if not (text.isascii() and text.isdecimal() and len(text) <= 20):
        raise wrong_parameter(name, text, f"The `{name}` query parameter value [{text}] is not a number")
    return int(text)


def _instant(request: Request, name: str, usual: float) -> float:
    text = request.query.get(name)
    if text is None:
        return usual
    message = f"The `{name}` query parameter value [{text}] is not an RFC 3339 date-time"
    if not INSTANT.fullmatch(text):
        raise wrong_parameter(name, text, message)
    try:
        instant = datetime.fromisoformat(text).timestamp()
    except ValueError as why:
        raise wrong_parameter(name, text, message) from why
    if instant < FIRST_INSTANT:
        raise wrong_parameter(name, text, f"Invalid '{name}': it must be on or after 2010-11-06")
    return instant


def _page_start(request: Request) -> int:
    """The id below which the wanted page begins."""
    token = request.query.get("pagination_token")
    if token is None:
        return END_OF_IDS
    try:
        return int(base64.b32hexdecode(token.upper() + "=" * (-len(token) % 8)))
    except (binascii.Error, ValueError) as why:
        message = f"The `pagination_token` query parameter value [{token}] is not valid"
        raise wrong_parameter("pagination_token", token, message) from why
