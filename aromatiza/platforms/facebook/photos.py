"""Photos become one post of the Page: each is uploaded unpublished, then the post shows all of them.

Only the post publishes, or schedules. Without its answer it is looked for among the Page's posts, by its text
and time; a scheduled one stands in a list of its own:
https://developers.facebook.com/docs/graph-api/reference/page/scheduled_posts/ (read 2026-11).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urljoin

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Absent,
    Call,
    Delivery,
    FormBody,
    Found,
    Intent,
    Receipt,
    Request,
    Role,
    Send,
    Settle,
    Settled,
    Unknowable,
    Visibility,
)
from aromatiza.core.messages import msg
from aromatiza.core.post import MediaKind
from aromatiza.core.refusals import error_for
from aromatiza.platforms._graph import (
    ANY_STATUS,
    GRAPH,
    LostPost,
    matching_ids,
    read_id,
    read_refusal,
    since_of,
)
from aromatiza.platforms.facebook.errors import PUBLISH_ERRORS
from aromatiza.platforms.facebook.reels import SITE
from aromatiza.platforms.facebook.schedule import UNPUBLISHED_PHOTO, schedule_fields

__all__ = ["publish_photos"]

POST_QUIET_S = 60
"""How long a new post may be missing from the Page's list; our own, generous choice."""


def post_fields(delivery: Delivery, photos: Sequence[str]) -> dict[str, str]:
    """The fields of a feed post; as JSON the network would drop the photos silently."""
    rendition = delivery.rendition
    fields = {"message": rendition.text}
    if rendition.publish_at is not None:
        fields |= schedule_fields(rendition.publish_at, MediaKind.PHOTO)
    for n, photo in enumerate(photos):
        fields[f"attached_media[{n}]"] = json.dumps({"media_fbid": photo})
    return fields


def read_created(reply: Reply) -> Answer:
    """The id of the post. Raises: what an error means on this one call, see `PUBLISH_ERRORS`."""
    refusal = read_refusal(reply)
    if refusal is not None:
        raise error_for(refusal, PUBLISH_ERRORS, reply)
    return read_id(reply)


def read_back(reply: Reply) -> Answer:
    """The address of the post, or none: the network may not show a new post at once."""
    is_refused = read_refusal(reply) is not None
    return Answer({"permalink": "" if is_refused else reply.json().text("permalink_url")})


def photo_uploaded(delivery: Delivery, n: int) -> Call:
    """Have the network fetch one photo, unpublished; it forgets it after a day."""
    file = delivery.files[n]
    scheduled = dict(UNPUBLISHED_PHOTO) if delivery.rendition.publish_at else {}
    fields = {"url": file.url, "published": "false"} | scheduled
    if file.alt:
        fields["alt_text_custom"] = file.alt
    request = Request("POST", f"{GRAPH}/{delivery.account.remote_id}/photos", body=FormBody(fields))
    return Call(f"photo {n + 1} uploaded", Role.PREPARE, request, read_id)


def post_created(delivery: Delivery, photos: Sequence[str]) -> Call:
    """Publish the photos as one post."""
    body = FormBody(post_fields(delivery, photos))
    return Call(
        "post created",
        Role.PUBLISH,
        Request("POST", f"{GRAPH}/{delivery.account.remote_id}/feed", body=body),
        read_created,
        settle=Settle(partial(settle_post, delivery), POST_QUIET_S),
        accepts=ANY_STATUS,
    )


def post_read_back(post: str) -> Call:
    """Read a post back; a refusal is no failure, for the post was accepted."""
    request = Request("GET", f"{GRAPH}/{post}", {"fields": "permalink_url"})
    return Call("post read back", Role.READ, request, read_back, accepts=ANY_STATUS)


async def settle_post(delivery: Delivery, intent: Intent, send: Send) -> Settled:
    """Find out whether a feed post without an answer exists."""
    page = f"{GRAPH}/{delivery.account.remote_id}"
    text, since = delivery.rendition.text, since_of(intent)
    public = LostPost(f"{page}/published_posts", "message", "created_time", text, since)
    ids = await matching_ids(public, send)
    if delivery.rendition.publish_at:  # until its hour it is on another list, which takes no `since`
        ids += await matching_ids(replace(public, url=f"{page}/scheduled_posts", is_dated=False), send)
    match tuple(dict.fromkeys(ids)):
        case ():
            return Absent()
        case (post,):
            return Found(Answer({"id": post}))
        case posts:
            return Unknowable(msg("facebook.alike_posts", found=", ".join(posts)))


async def publish_photos(delivery: Delivery, send: Send) -> Receipt:
    """Publish photos as one post, in their order.

    It counts as public, or as scheduled, when it can be read back with its address; as accepted before that.
    """
    photos = [(await send(photo_uploaded(delivery, n))).text("id") for n in range(len(delivery.files))]
    post = (await send(post_created(delivery, photos))).text("id")
    link = (await send(post_read_back(post))).text("permalink")
    seen = Visibility.SCHEDULED if delivery.rendition.publish_at else Visibility.PUBLIC
    return Receipt(post, urljoin(SITE, link or post), seen if link else Visibility.ACCEPTED)
