"""X: one post with a video or up to four photos, by the API v2.

Uploading shows nothing to anybody (`uploads.py`); the one call that does is `POST /2/tweets` (`posts.py`),
and X knows no idempotency key. A lost answer is looked up in the account's own timeline, by the media that no
other post carries (`lookup.py`).
"""

from __future__ import annotations

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Call, Delivery, Receipt, Request, Role, Send, Visibility
from aromatiza.core.platform import Platform, Scope
from aromatiza.core.post import Account
from aromatiza.platforms.x.api import API, HOST, read_refusal
from aromatiza.platforms.x.errors import ERRORS
from aromatiza.platforms.x.posts import post_created, post_seen
from aromatiza.platforms.x.prices import price_of
from aromatiza.platforms.x.rules import FACTS, LABELS, RULES
from aromatiza.platforms.x.uploads import SEGMENT_BYTES, segments, upload
from aromatiza.platforms.x.writing import WRITING

__all__ = ["PLATFORM", "SEGMENT_BYTES", "segments"]

SCOPES = (
    Scope("tweet.read", "the account's recent posts", "to look up a post whose answer got lost", "post id"),
    Scope("tweet.write", "the id of the new post", "to publish", "post id"),
    Scope("users.read", "the account's id", "to check whose token is used", "nothing"),
    Scope("media.write", "the ids of our own uploads", "to upload the media", "media ids"),
    Scope("offline.access", "a refresh token", "to publish without a person", "the token, sealed"),
)


def whose(account: Account) -> Call:
    """Ask whose token is used."""

    def read(reply: Reply) -> Answer:
        return Answer({"id": reply.json().required("data", "id")})

    return Call("token owner read", Role.READ, Request("GET", f"{API}/users/me"), read)


async def publish(delivery: Delivery, send: Send) -> Receipt:
    """Upload the media, one after the other, then post them."""
    media = tuple([await upload(number, file, send) for number, file in enumerate(delivery.files, 1)])
    post = await send(post_created(delivery, media))
    post_id = post.text("id")
    seen = await send(post_seen(post_id))
    visibility = Visibility.PUBLIC if seen.values["is_seen"] else Visibility.ACCEPTED
    return Receipt(post_id, f"https://x.com/i/web/status/{post_id}", visibility)


PLATFORM = Platform(
    name="x",
    hosts=frozenset({HOST}),
    scopes=SCOPES,
    rules=RULES,
    errors=ERRORS,
    read_refusal=read_refusal,
    whose=whose,
    publish=publish,
    facts=(*FACTS, *WRITING.facts),
    labels=LABELS,
    price=price_of,
    writing=WRITING,
)
