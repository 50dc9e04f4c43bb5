"""X: one post with a video or up to four photos, by the API v2.

Uploading shows nothing to anybody; the one call that does is `POST /2/tweets`, and X knows no idempotency
key. A lost answer is looked up in the account's own timeline, by the media that no other post carries.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial

from aromatiza.core.answers import Answer, Reply, Tree
from aromatiza.core.calls import (
    Absent,
    Call,
    Delivery,
    Found,
    Intent,
    JsonBody,
    MultipartBody,
    Receipt,
    Request,
    Role,
    Send,
    Settle,
    Settled,
    Span,
    Unknowable,
    Visibility,
    Wait,
)
from aromatiza.core.errors import InvalidContent
from aromatiza.core.messages import msg
from aromatiza.core.platform import Platform, Scope
from aromatiza.core.post import Account, Json, MediaKind
from aromatiza.core.refusals import Next, Refusal, Row, error_for
from aromatiza.core.rendition import File, Rendition
from aromatiza.platforms.x.rules import FACTS, FIELDS, LABELS, RULES

__all__ = ["PLATFORM", "segments"]

API = "https://api.x.com/2"
UPLOAD = f"{API}/media/upload"
# Sources have the names that they have in `rules.py`, where their addresses and days stand.
# SPEC allows 1000 segments and states no size; 1 MiB is below every size that was refused.
SEGMENT_BYTES = 1 << 20
CATEGORIES = {MediaKind.VIDEO: "tweet_video", MediaKind.PHOTO: "tweet_image"}
# Source: RATE_LIMITS: windows of 15 minutes.
WINDOW_S = 15 * 60.0
# No freshness of timelines is promised: a minute, and a quarter of an hour for clocks that differ, are ours.
QUIET_S = 60.0
CLOCK_MARGIN = timedelta(minutes=15)
PAGE_POSTS = 100

SCOPES = (
    Scope("tweet.read", "the account's recent posts", "to look up a post whose answer got lost", "post id"),
    Scope("tweet.write", "the id of the new post", "to publish", "post id"),
    Scope("users.read", "the account's id", "to check whose token is used", "nothing"),
    Scope("media.write", "the ids of our own uploads", "to upload the media", "media ids"),
    Scope("offline.access", "a refresh token", "to publish without a person", "the token, sealed"),
)

# Source: SPEC, and https://docs.x.com/x-api/fundamentals/response-codes-and-errors (read 2026-11-22). A
# problem's code is the last part of its `type`, for the hosts in it vary; older answers have a number. None
# says "from the start": refusals are read after the point of no return, too.
ERRORS = (
    Row(Next.HUMAN, "credits"),
    Row(Next.HUMAN, status=402),
    Row(Next.HUMAN, "usage-capped"),
    Row(Next.RETRY, "rate-limit-exceeded", after_s=WINDOW_S),
    Row(Next.RETRY, "88", after_s=WINDOW_S),
    Row(Next.RETRY, status=429, after_s=WINDOW_S),
    Row(Next.AUTH, status=401),
    Row(Next.AUTH, "unsupported-authentication"),
    Row(Next.HUMAN, "client-forbidden"),
    Row(Next.HUMAN, "oauth1-permissions"),
    Row(Next.HUMAN, "not-authorized-for-resource"),
    Row(Next.HUMAN, "resource-not-found"),
    Row(Next.HUMAN, "invalid-request"),
    Row(Next.UNSURE, "internal-error"),
)

# What the calls of an upload answer when it expired: upload again.
UPLOAD_ERRORS = (Row(Next.FROM_START, status=400), Row(Next.FROM_START, status=404))

# What the post itself answers, besides. 400: nothing was made, most often because the media expired. 403
# without a name of its own: among others "duplicate content", and then the first one may well be ours.
POST_ERRORS = (
    Row(Next.FROM_START, status=400),
    Row(Next.UNSURE, "about:blank", status=403),
    Row(Next.UNSURE, "187", status=403),
)


def read_refusal(reply: Reply) -> Refusal | None:
    """The error in an answer, in its newer or its older form; with HTTP 200 only where there is no data."""
    answer = reply.json()
    first = answer.at("errors", 0)
    is_partial = bool(answer.fields("data") or answer.items("data"))
    if reply.status < 300 and (is_partial or not first.fields()):
        return None
    problem = answer if answer.text("type") else first
    code = problem.text("type").rpartition("/")[2] or problem.text("code")
    text = problem.text("detail") or problem.text("title") or problem.text("message")
    return Refusal(reply.status, code, text=text)


def refusing(
    table: Iterable[Row], read: Callable[[Reply], Answer | Wait]
) -> Callable[[Reply], Answer | Wait]:
    """A reader that gives a refusal the meaning that it has for one call; `table` goes before ERRORS."""

    def reader(reply: Reply) -> Answer | Wait:
        refusal = read_refusal(reply)
        if refusal is not None:
            raise error_for(refusal, (*table, *ERRORS), reply)
        return read(reply)

    return reader


def segments(size_bytes: int) -> tuple[Span, ...]:
    """Cut a file into segments: in order, no gap, no overlap; only the last may be shorter."""
    starts = range(0, size_bytes, SEGMENT_BYTES)
    return tuple(Span(at, min(SEGMENT_BYTES, size_bytes - at)) for at in starts)


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


def processing(reply: Reply) -> Answer | Wait:
    """Whether uploaded media can be posted: they need no processing, or it succeeded.

    Raises: InvalidContent, when it failed.
    """
    info = reply.json().at("data", "processing_info")
    state = info.text("state")
    if state == "failed":
        detail = info.text("error", "message")
        raise InvalidContent(msg("network.failed", reason=info.text("error", "name") or state, detail=detail))
    if state in ("", "succeeded"):
        return Answer()
    return Wait(info.number("check_after_secs"))


def numeral(key: str) -> str:
    """The number in a media key or id: in `7_1146654567674912769`, what follows the kind."""
    return key.rpartition("_")[2]


def own_words(text: str) -> str:
    """A post's text as it was sent: without escapes, and without the address of its media at the end."""
    words, _, last = html.unescape(text).rpartition(" ")
    return words if last.startswith("https://t.co/") else html.unescape(text)


def lookup(rendition: Rendition, media: Iterable[Answer], timeline: Tree) -> Answer:
    """What a timeline says of a post: its `id`, by its media; else whether it `may_be` there after all.

    It may be when a post has just the same words, or when older posts are on another page.
    """
    numerals = {numeral(one.text(name)) for one in media for name in ("id", "media_key")} - {""}
    posts = timeline.items("data")
    if not posts:
        timeline.required("meta", "result_count")
    for post in posts:
        keys = post.items("attachments", "media_keys")
        if any(numeral(key.text()) in numerals for key in keys):
            return Answer({"id": post.required("id")})
    has_twin = any(rendition.text and own_words(post.text("text")) == rendition.text for post in posts)
    return Answer({"id": "", "may_be": has_twin or bool(timeline.text("meta", "next_token"))})


def whose(account: Account) -> Call:
    """Ask whose token is used."""

    def read(reply: Reply) -> Answer:
        return Answer({"id": reply.json().required("data", "id")})

    return Call("token owner read", Role.READ, Request("GET", f"{API}/users/me"), read)


def upload_opened(number: int, file: File) -> Call:
    """Open an upload; the media's key will show in the post."""
    body: dict[str, Json] = {
        "media_type": file.content_type,
        "total_bytes": file.size_bytes,
        "media_category": CATEGORIES[file.kind],
    }

    def read(reply: Reply) -> Answer:
        data = reply.json().at("data")
        return Answer({"id": data.required("id"), "media_key": data.text("media_key")})

    request = Request("POST", f"{UPLOAD}/initialize", body=JsonBody(body))
    return Call(f"media {number} opened", Role.PREPARE, request, read)


def upload_call(name: str, request: Request, read: Callable[[Reply], Answer | Wait]) -> Call:
    """Any later call of an upload. Even asking for its state is kept: nobody asks again after the post."""
    reader = refusing(UPLOAD_ERRORS, read)
    return Call(name, Role.PREPARE, request, reader, accepts=frozenset({400, 404}))


def segment_sent(name: str, media_id: str, index: int, file: File, span: Span) -> Call:
    """Send a part of the file."""
    body = MultipartBody({"segment_index": str(index)}, "media", file, span)
    request = Request("POST", f"{UPLOAD}/{media_id}/append", body=body)
    return upload_call(name, request, lambda _: Answer())


def upload_closed(name: str, media_id: str) -> Call:
    """Say that all parts were sent. X wants an object as the body; its answer tells whether it needs time."""

    def read(reply: Reply) -> Answer:
        return Answer({"state": reply.json().text("data", "processing_info", "state")})

    return upload_call(name, Request("POST", f"{UPLOAD}/{media_id}/finalize", body=JsonBody({})), read)


def media_processed(name: str, media_id: str) -> Call:
    """Wait until the media can be posted."""
    query = {"command": "STATUS", "media_id": media_id}
    return upload_call(name, Request("GET", UPLOAD, query=query), processing)


def media_described(name: str, media_id: str, alt: str) -> Call:
    """Give a photo its description."""
    body = JsonBody({"id": media_id, "metadata": {"alt_text": {"text": alt}}})
    return upload_call(name, Request("POST", f"{API}/media/metadata", body=body), lambda _: Answer())


def post_created(delivery: Delivery, media: tuple[Answer, ...]) -> Call:
    """Publish."""

    def read(reply: Reply) -> Answer:
        return Answer({"id": reply.json().required("data", "id")})

    body = JsonBody(post_body(delivery.rendition, (one.text("id") for one in media)))
    return Call(
        "post created",
        Role.PUBLISH,
        Request("POST", f"{API}/tweets", body=body),
        refusing(POST_ERRORS, read),
        settle=Settle(partial(look_up, delivery, media), QUIET_S),
        accepts=frozenset({400, 403}),
    )


def recent_posts(delivery: Delivery, media: tuple[Answer, ...], since: datetime) -> Call:
    """Read the account's own posts since then."""
    query = {
        "start_time": f"{since:%Y-%m-%dT%H:%M:%SZ}",
        "max_results": str(PAGE_POSTS),
        "exclude": "replies,retweets",
        "expansions": "attachments.media_keys",
        FIELDS: "attachments,created_at",
    }
    request = Request("GET", f"{API}/users/{delivery.account.remote_id}/tweets", query=query)
    return Call(
        "recent posts read", Role.READ, request, lambda reply: lookup(delivery.rendition, media, reply.json())
    )


def post_seen(post_id: str) -> Call:
    """Read the post back; X's refusal to show it changes nothing."""

    def read(reply: Reply) -> Answer:
        return Answer({"is_seen": reply.json().text("data", "id") == post_id})

    request = Request("GET", f"{API}/tweets/{post_id}")
    return Call("post seen", Role.READ, request, read, accepts=frozenset(range(400, 600)))


async def look_up(delivery: Delivery, media: tuple[Answer, ...], intent: Intent, send: Send) -> Settled:
    """Look for a post whose answer was lost among the account's own."""
    found = await send(recent_posts(delivery, media, intent.sent_at - CLOCK_MARGIN))
    if found.text("id"):
        return Found(Answer({"id": found.text("id")}))
    if found.values["may_be"]:
        return Unknowable(
            f"https://x.com/i/user/{delivery.account.remote_id}: this media, or just these words"
        )
    return Absent()


async def upload(number: int, file: File, send: Send) -> Answer:
    """Upload one file until it can be posted."""
    opened = await send(upload_opened(number, file))
    media_id = opened.text("id")
    for index, span in enumerate(segments(file.size_bytes)):
        await send(segment_sent(f"media {number} segment {index} sent", media_id, index, file, span))
    closed = await send(upload_closed(f"media {number} closed", media_id))
    if closed.text("state"):
        await send(media_processed(f"media {number} processed", media_id))
    if file.alt and file.kind is MediaKind.PHOTO:
        await send(media_described(f"media {number} described", media_id, file.alt))
    return opened


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
    hosts=frozenset({"api.x.com"}),
    scopes=SCOPES,
    rules=RULES,
    errors=ERRORS,
    read_refusal=read_refusal,
    whose=whose,
    publish=publish,
    facts=FACTS,
    labels=LABELS,
)
