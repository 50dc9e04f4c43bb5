"""Media v2: a file is opened, sent in segments, closed, processed and described. Nobody sees any of it.

An upload that X does not know any more, or that expired, is begun again; the engine bounds how often.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aromatiza.core.answers import Answer, Reply, Tree
from aromatiza.core.calls import Call, JsonBody, MultipartBody, Request, Role, Send, Span, Wait
from aromatiza.core.errors import Retryable
from aromatiza.core.messages import msg
from aromatiza.core.post import Json, MediaKind
from aromatiza.core.refusals import Refusal, error_for
from aromatiza.core.rendition import File
from aromatiza.platforms.x.api import ANY_STATUS, API
from aromatiza.platforms.x.errors import PROCESSING_ERRORS, UPLOAD_ERRORS, refusing

__all__ = ["SEGMENT_BYTES", "Uploaded", "numeral", "processing", "segments", "upload"]

UPLOAD = f"{API}/media/upload"

# SPEC of `rules.py` allows 1000 segments and states no size; 1 MiB is below every size that was refused.
SEGMENT_BYTES = 1 << 20

CATEGORIES = {MediaKind.VIDEO: "tweet_video", MediaKind.PHOTO: "tweet_image"}


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that can be posted: its id, and every number by which a post may show it."""

    media_id: str
    numerals: frozenset[str]


def segments(size_bytes: int) -> tuple[Span, ...]:
    """Cut a file into segments: in order, no gap, no overlap; only the last may be shorter."""
    starts = range(0, size_bytes, SEGMENT_BYTES)
    return tuple(Span(at, min(SEGMENT_BYTES, size_bytes - at)) for at in starts)


def numeral(key: str) -> str:
    """The number in a media key or id: in `7_1146654567674912769`, what follows the kind."""
    return key.rpartition("_")[2]


def processing(reply: Reply) -> Answer | Wait:
    """Whether uploaded media can be posted: they need no processing, or it succeeded.

    Raises: Retryable from the start, when they expired; what its reason means, when processing failed.
    """
    data = data_of(reply)
    info = data.at("processing_info")
    state = info.text("state")
    if state == "failed":
        name, code = info.text("error", "name") or state, info.text("error", "code")
        refusal = Refusal(reply.status, name, code, info.text("error", "message"))
        raise error_for(refusal, PROCESSING_ERRORS, reply)
    if state in ("", "succeeded"):
        return Answer()
    return Wait(info.number("check_after_secs"))


def data_of(reply: Reply) -> Tree:
    """What an answer says of an upload. Raises: Retryable from the start, when its media expired."""
    data = reply.json().at("data")
    left_s = data.number("expires_after_secs")
    if left_s is not None and left_s <= 0:
        raise Retryable(msg("x.media_expired"), from_start=True)
    return data


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
    return Call(name, Role.PREPARE, request, refusing(UPLOAD_ERRORS, read), accepts=ANY_STATUS)


def segment_sent(name: str, media_id: str, index: int, file: File, span: Span) -> Call:
    """Send a part of the file."""
    body = MultipartBody({"segment_index": str(index)}, "media", file, span)
    request = Request("POST", f"{UPLOAD}/{media_id}/append", body=body)
    return upload_call(name, request, lambda _: Answer())


def upload_closed(name: str, media_id: str) -> Call:
    """Say that all parts were sent. X wants an object as the body; its answer tells whether it needs time."""

    def read(reply: Reply) -> Answer:
        data = data_of(reply)
        state = data.text("processing_info", "state")
        return Answer({"state": state, "media_key": data.text("media_key")})

    return upload_call(name, Request("POST", f"{UPLOAD}/{media_id}/finalize", body=JsonBody({})), read)


def media_processed(name: str, media_id: str) -> Call:
    """Wait until the media can be posted, with the pauses that X states."""
    query = {"command": "STATUS", "media_id": media_id}
    return upload_call(name, Request("GET", UPLOAD, query=query), processing)


def media_described(name: str, media_id: str, alt: str) -> Call:
    """Give a photo its description; X takes it for pictures only."""
    body = JsonBody({"id": media_id, "metadata": {"alt_text": {"text": alt}}})
    return upload_call(name, Request("POST", f"{API}/media/metadata", body=body), lambda _: Answer())


async def upload(number: int, file: File, send: Send) -> Uploaded:
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
    names = (media_id, opened.text("media_key"), closed.text("media_key"))
    return Uploaded(media_id, frozenset(numeral(name) for name in names if name))
