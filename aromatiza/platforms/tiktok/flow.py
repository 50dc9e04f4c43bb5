"""TikTok: a video or photos to the brand's own account, by the Content Posting API.

A video is uploaded from disk. Opening an upload is harmless however often it is done; its last chunk is the
point of no return, and the `publish_id` that was kept before it tells afterwards what became of it. Photos
are fetched by TikTok from their own addresses: that single call is the point of no return and gives the id,
so that a lost answer can be looked up nowhere.
"""

from __future__ import annotations

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Call, Delivery, Receipt, Request, Role, Send
from aromatiza.core.platform import Platform, Scope
from aromatiza.core.post import Account, MediaKind
from aromatiza.platforms.tiktok.api import API, HOST
from aromatiza.platforms.tiktok.choices import is_direct, posting_allowed, require_choices
from aromatiza.platforms.tiktok.chunks import CHUNK_BYTES, SINGLE_CHUNK_BYTES, chunk_bytes_for, chunk_spans
from aromatiza.platforms.tiktok.errors import ERRORS, read_refusal
from aromatiza.platforms.tiktok.photos import submit_photos
from aromatiza.platforms.tiktok.rules import FACTS, LABELS, RULES
from aromatiza.platforms.tiktok.status import post_finished, receipt_for
from aromatiza.platforms.tiktok.videos import submit_video
from aromatiza.platforms.tiktok.writing import WRITING

__all__ = ["CHUNK_BYTES", "PLATFORM", "SINGLE_CHUNK_BYTES", "chunk_bytes_for", "chunk_spans"]

# The upload hosts are those that were seen; source: TRANSFER of `rules.py`. They get no token.
HOSTS = frozenset({HOST, "open-upload.tiktokapis.com", "upload.us.tiktokapis.com"})

SCOPES = (
    Scope("user.info.basic", "the account's open_id", "to check whose token is used", "nothing"),
    Scope("video.upload", "the state of an upload", "to send drafts to the account's inbox", "publish id"),
    Scope(
        "video.publish",
        obtained="the visibilities open to the account, and what people may do with its posts",
        use="to publish on its profile",
        stored="post id",
    ),
)


def whose(account: Account) -> Call:
    """Ask whose token is used."""

    def read(reply: Reply) -> Answer:
        return Answer({"id": reply.json().required("data", "user", "open_id")})

    request = Request("GET", f"{API}/user/info/", query={"fields": "open_id"})
    return Call("token owner read", Role.READ, request, read)


async def publish(delivery: Delivery, send: Send) -> Receipt:
    """Submit a video or photos, as a draft or directly, and wait for the end."""
    rendition = delivery.rendition
    require_choices(rendition)
    if is_direct(rendition):
        await send(posting_allowed(rendition))
    submit = submit_video if rendition.kind is MediaKind.VIDEO else submit_photos
    submitted = await submit(delivery, send)
    end = await send(post_finished(rendition, submitted))
    return receipt_for(rendition, submitted.text("publish_id"), end)


PLATFORM = Platform(
    name="tiktok",
    hosts=HOSTS,
    scopes=SCOPES,
    rules=RULES,
    errors=ERRORS,
    read_refusal=read_refusal,
    whose=whose,
    publish=publish,
    facts=(*FACTS, *WRITING.facts),
    labels=LABELS,
    writing=WRITING,
)
