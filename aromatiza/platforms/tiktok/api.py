"""What every part of the conversation with TikTok shares: addresses, the shape of a question, its clock."""

from __future__ import annotations

import json
from email.utils import mktime_tz, parsedate_tz

from aromatiza.core.answers import Reply
from aromatiza.core.calls import JsonBody, Request
from aromatiza.core.post import Json
from aromatiza.platforms.tiktok.rules import VERSION

__all__ = ["ANY_STATUS", "API", "HOST", "asked", "date_s", "is_true"]

HOST = "open.tiktokapis.com"
API = f"https://{HOST}/{VERSION}"

ANY_STATUS = frozenset(range(200, 600))
"""For a call whose reader judges refusals itself."""


def asked(path: str, body: dict[str, Json]) -> Request:
    """A question to the part of the API that posts; `path` is what follows `post/publish/`."""
    return Request("POST", f"{API}/post/publish/{path}", body=JsonBody(body))


def date_s(reply: Reply) -> int:
    """When the network says that it answered, in Unix seconds (RFC 9110, 6.6.1); 0 when it does not."""
    date = parsedate_tz(reply.headers.get("date", ""))
    return mktime_tz(date) if date else 0


def is_true(reply: Reply, name: str) -> bool:
    """Whether an answer that is JSON has a field of that name in its `data`, and it is true."""
    match json.loads(reply.body):
        case {"data": {**fields}}:
            return fields.get(name) is True
        case _:
            return False
