"""Reading posts on X: which ones a query asks for, and with which fields.

X gives only what was asked for: without `attachments` among the fields, or their expansion, no media key
is shown. The names of 2026-08 (`post.fields`) and the ones before (`tweet.fields`) are both understood.
Source: https://github.com/xdevplatform/docs/blob/287132819074964da9c1c410ba02df5a06c932d3/openapi.json.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aromatiza.sandbox.http import Request
from aromatiza.sandbox.x_problem import invalid
from aromatiza.sandbox.x_text import link_entities, shown_text

__all__ = ["LOOKUP_PARAMETERS", "Span", "check_parameters", "included_media", "page_token", "shown_post"]

LOOKUP_PARAMETERS = ("tweet.fields", "post.fields", "expansions", "media.fields", "user.fields")
TIMELINE_PARAMETERS = (
    *LOOKUP_PARAMETERS,
    "max_results",
    "pagination_token",
    "start_time",
    "end_time",
    "since_id",
    "until_id",
    "exclude",
)
MEDIA_TYPES = {"image": "photo", "gif": "animated_gif", "video": "video"}
PAGE_SIZES = range(5, 101)
USUAL_PAGE_SIZE = 10
END_OF_IDS = 10**19


@dataclass(frozen=True, slots=True)
class Span:
    """The part of a timeline that a query asks for; ends are exclusive, times in seconds since 1970."""

    start_at: float
    end_at: float
    above_id: int
    below_id: int
    max_results: int

    @classmethod
    def of(cls, request: Request) -> Span:
        """Read the query. Raises: Problem."""
        check_parameters(request, TIMELINE_PARAMETERS)
        if not _listed(request, "exclude") <= {"replies", "retweets"}:
            raise invalid("The `exclude` query parameter takes replies and retweets.")
        size = _number(request, "max_results", USUAL_PAGE_SIZE)
        if size not in PAGE_SIZES:
            raise invalid(f"The `max_results` query parameter value [{size}] is not between 5 and 100")
        below = _number(request, "until_id", END_OF_IDS)
        return cls(
            start_at=_instant(request, "start_time", 0),
            end_at=_instant(request, "end_time", float("inf")),
            above_id=_number(request, "since_id", 0),
            below_id=min(below, _page_start(request)),
            max_results=size,
        )

    def holds(self, post: dict[str, Any]) -> bool:
        """Whether the post lies in it; times count to the second, as they are shown."""
        in_time = self.start_at <= int(post["at"]) < self.end_at
        return in_time and self.above_id < int(post["id"]) < self.below_id


def check_parameters(request: Request, known: Collection[str]) -> None:
    """Refuse a query with a parameter that the endpoint does not have. Raises: Problem."""
    for name in request.query:
        if name not in known:
            raise invalid(f"The query parameter [{name}] is not one of [{','.join(known)}]")


def page_token(last_id: str) -> str:
    """The token of the page that follows the post `last_id`."""
    return base64.b32hexencode(last_id.encode()).decode().lower().rstrip("=")


def shown_post(request: Request, post: dict[str, Any]) -> dict[str, Any]:
    """A post with the fields that every answer has, and those that the request asks for."""
    fields = _listed(request, "post.fields") | _listed(request, "tweet.fields")
    expansions = _listed(request, "expansions")
    shown = {
        "id": post["id"],
        "text": shown_text(post["text"], post["media_url"]),
        "edit_history_post_ids": [post["id"]],
    }
    if post["media_keys"] and ("attachments" in fields or "attachments.media_keys" in expansions):
        shown["attachments"] = {"media_keys": post["media_keys"]}
    if "created_at" in fields:
        shown["created_at"] = datetime.fromtimestamp(int(post["at"]), UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    if "author_id" in fields:
        shown["author_id"] = post["account"]
    if "entities" in fields and (links := link_entities(post["text"], post["media_url"])):
        shown["entities"] = {"urls": links}
    return shown


def included_media(request: Request, records: list[dict[str, Any]]) -> dict[str, Any]:
    """The `includes` of an answer: its media, when the request asks for that expansion."""
    if not records or "attachments.media_keys" not in _listed(request, "expansions"):
        return {}
    with_alt = "alt_text" in _listed(request, "media.fields")
    media = []
    for one in records:
        alt = {"alt_text": one["alt"]} if with_alt and one["alt"] else {}
        media.append({"media_key": one["media_key"], "type": MEDIA_TYPES[one["kind"]], **alt})
    return {"includes": {"media": media}}


def _listed(request: Request, name: str) -> set[str]:
    return set(filter(None, request.query.get(name, "").split(",")))


def _number(request: Request, name: str, usual: int) -> int:
    text = request.query.get(name, str(usual))
    if not (text.isascii() and text.isdecimal()):
        raise invalid(f"The `{name}` query parameter value [{text}] is not a number")
    return int(text)


def _instant(request: Request, name: str, usual: float) -> float:
    text = request.query.get(name)
    if text is None:
        return usual
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as why:
        raise invalid(f"The `{name}` query parameter value [{text}] is not an RFC 3339 date-time") from why
    if instant.tzinfo is None:
        raise invalid(f"The `{name}` query parameter value [{text}] has no offset")
    return instant.timestamp()


def _page_start(request: Request) -> int:
    """The id below which the wanted page begins."""
    token = request.query.get("pagination_token")
    if token is None:
        return END_OF_IDS
    try:
        return int(base64.b32hexdecode(token.upper() + "=" * (-len(token) % 8)))
    except (binascii.Error, ValueError) as why:
        raise invalid("The `pagination_token` query parameter value is not valid") from why
