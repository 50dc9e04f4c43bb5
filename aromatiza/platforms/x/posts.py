"""The post itself: the one call that shows something, and the look at what it made."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Call, Delivery, JsonBody, Request, Role, Settle
from aromatiza.core.post import Json
from aromatiza.core.rendition import Rendition
from aromatiza.platforms.x.api import ANY_STATUS, API
from aromatiza.platforms.x.errors import POST_ERRORS, refusing
from aromatiza.platforms.x.lookup import QUIET_S, look_up
from aromatiza.platforms.x.uploads import Uploaded

__all__ = ["post_body", "post_created", "post_seen"]


def post_body(rendition: Rendition, media_ids: Iterable[str]) -> dict[str, Json]:
    """What makes a post. The post's link is left out: a post with an address costs many times as much."""
    body: dict[str, Json] = {"text": rendition.text, "media": {"media_ids": list(media_ids)}}
    if rendition.flag("ai_generated"):
        body["made_with_ai"] = True
    if rendition.flag("paid_partnership"):
        body["paid_partnership"] = True
    if rendition.text_option("reply_settings"):
        body["reply_settings"] = rendition.text_option("reply_settings")
    return body


def post_created(delivery: Delivery, media: tuple[Uploaded, ...]) -> Call:
    """Publish."""

    def read(reply: Reply) -> Answer:
        return Answer({"id": reply.json().required("data", "id")})

    body = JsonBody(post_body(delivery.rendition, (one.media_id for one in media)))
    return Call(
        "post created",
        Role.PUBLISH,
        Request("POST", f"{API}/tweets", body=body),
        refusing(POST_ERRORS, read),
        settle=Settle(partial(look_up, delivery, media), QUIET_S),
        accepts=ANY_STATUS,
    )


def post_seen(post_id: str) -> Call:
    """Read the post back; X's refusal to show it changes nothing.

    No fields are asked for: those that always come have the same names before and after August 2026.
    """

    def read(reply: Reply) -> Answer:
        return Answer({"is_seen": reply.json().text("data", "id") == post_id})

    return Call("post seen", Role.READ, Request("GET", f"{API}/tweets/{post_id}"), read, accepts=ANY_STATUS)
