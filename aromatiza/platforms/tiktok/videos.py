"""A video, uploaded from disk: opened, filled chunk after chunk, and posted by its last byte.

Opening an upload is harmless however often it is done. A chunk that TikTok does not expect is no end: it says
how many bytes it has, and what is missing is sent. The last chunk is the point of no return; what became of
it when its answer is lost, TikTok tells by the `publish_id` that was kept before.
"""

from __future__ import annotations

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Absent,
    Auth,
    Call,
    Delivery,
    FileBody,
    Found,
    Intent,
    NotYet,
    Request,
    Role,
    Send,
    Settle,
    Settled,
    Span,
    Unknowable,
)
from aromatiza.core.errors import Retryable
from aromatiza.core.messages import msg
from aromatiza.core.post import Json
from aromatiza.core.refusals import error_for
from aromatiza.core.rendition import File, Rendition
from aromatiza.core.secret import Secret
from aromatiza.platforms.tiktok.api import ANY_STATUS, asked, date_s
from aromatiza.platforms.tiktok.choices import choices, is_direct
from aromatiza.platforms.tiktok.chunks import chunk_bytes_for, chunk_spans, rest_of
from aromatiza.platforms.tiktok.errors import (
    CHUNK_ERRORS,
    LAST_CHUNK_ERRORS,
    STATUS_ERRORS,
    read_chunk_refusal,
    read_refusal,
)
from aromatiza.platforms.tiktok.rules import UPLOAD_LIFE_S
from aromatiza.platforms.tiktok.status import FAILED, UNKNOWN, UPLOADING, read_upload_state, status_call

__all__ = ["outcome", "submit_video", "video_body"]

MARGIN_S = 5 * 60
"""An upload this near its end is not gone on with: the last bytes could come too late; our own choice."""
UPLOAD_OVER_S = UPLOAD_LIFE_S + 15 * 60
"""When nothing can arrive in an upload any more: a quarter of an hour after its end, our own margin."""
QUIET_S = 60.0
"""How long bytes that were sent may still be on their way; our own choice."""

# Source: TRANSFER of `rules.py`. Some clients meet 200, too.
COMPLETE = frozenset({200, 201})
STORED = frozenset({200, 201, 206})
OTHER_BYTES = 416


def video_body(rendition: Rendition, size_bytes: int) -> dict[str, Json]:
    """What opens an upload. A draft carries its bytes and nothing else: TikTok takes no more."""
    chunk_bytes = chunk_bytes_for(size_bytes)
    source: dict[str, Json] = {
        "source": "FILE_UPLOAD",
        "video_size": size_bytes,
        "chunk_size": chunk_bytes,
        "total_chunk_count": len(chunk_spans(size_bytes, chunk_bytes)),
    }
    if not is_direct(rendition):
        return {"source_info": source}
    post: dict[str, Json] = {
        **choices(rendition),
        "title": rendition.text,
        "disable_duet": not rendition.flag("duets"),
        "disable_stitch": not rendition.flag("stitches"),
        "is_aigc": rendition.flag("ai_generated"),
    }
    cover_at = rendition.number("cover_at")
    if cover_at is not None:
        post["video_cover_timestamp_ms"] = round(cover_at * 1000)
    return {"post_info": post, "source_info": source}


def read_opened(reply: Reply) -> Answer:
    """The upload's id, its address, which is a permission in itself, and since when it counts.

    On which hosts it may be, no page says; the wire sends files to public https addresses only.
    """
    data = reply.json().at("data")
    address = Secret(data.required("upload_url"))
    return Answer({"publish_id": data.required("publish_id"), "address": address, "at_s": date_s(reply)})


def upload_opened(rendition: Rendition, file: File) -> Call:
    """Open an upload; without its last byte it can never become a post."""
    path = "video/init/" if is_direct(rendition) else "inbox/video/init/"
    request = asked(path, video_body(rendition, file.size_bytes))
    return Call("upload opened", Role.PREPARE, request, read_opened)


def chunk_request(opened: Answer, file: File, span: Span) -> Request:
    """Send a part of the file to the upload's address, which is the permission."""
    part = f"bytes {span.offset}-{span.offset + span.length - 1}/{file.size_bytes}"
    headers = {"Content-Type": file.content_type, "Content-Range": part}
    return Request("PUT", opened.secret("address"), {}, headers, FileBody(file, span), Auth.NONE)


def read_chunk(reply: Reply) -> Answer:
    """Whether a chunk was taken; `is_stored` is false when TikTok expects other bytes.

    Raises: what CHUNK_ERRORS says of every other refusal. The upload can become no post yet.
    """
    if reply.status not in STORED and reply.status != OTHER_BYTES:
        raise error_for(read_chunk_refusal(reply), CHUNK_ERRORS, reply)
    return Answer({"is_stored": reply.status in STORED})


def read_rest(reply: Reply) -> Answer:
    """An acknowledgement. Raises: what CHUNK_ERRORS says, too when TikTok expects other bytes once more."""
    if reply.status not in STORED:
        raise error_for(read_chunk_refusal(reply), CHUNK_ERRORS, reply)
    return Answer()


def read_count(reply: Reply) -> Answer:
    """How far an upload has come; UNKNOWN, when TikTok does not say. Raises: what is wrong with the token."""
    refusal = read_refusal(reply)
    if refusal is None:
        return read_upload_state(reply)
    error = error_for(refusal, STATUS_ERRORS, reply)
    if isinstance(error, Retryable) and error.may_have_acted:
        return Answer({"status": UNKNOWN})
    raise error


def chunk_sent(number: int, request: Request) -> Call:
    """Send any chunk but the last."""
    return Call(f"chunk {number} uploaded", Role.PREPARE, request, read_chunk, accepts=ANY_STATUS)


def rest_sent(number: int, request: Request) -> Call:
    """Send what is missing of a chunk; what stops again starts a new upload."""
    return Call(f"rest of chunk {number} uploaded", Role.PREPARE, request, read_rest, accepts=ANY_STATUS)


def chunk_counted(number: int, publish_id: str) -> Call:
    """Ask how many bytes have arrived; kept, so that a run that resumes goes on in the same way."""
    name = f"bytes counted after chunk {number}"
    return status_call(name, publish_id, read_upload_state, Role.PREPARE)


def bytes_counted(publish_id: str) -> Call:
    """Ask how much of the last chunk is there: an earlier sending may have been cut off.

    A new upload need not be known there yet: what says nothing of it stops nothing.
    """
    return status_call("bytes counted", publish_id, read_count)


def video_submitted(opened: Answer, file: File, last: Span, span: Span) -> Call:
    """Send the last chunk, or what is missing of it: when it has arrived, TikTok begins to post.

    Its answer repeats the id, for the status of the upload that was really finished. What says that it takes
    no more, or that a part is missing, is settled like what did not answer.
    """
    submitted = Answer({"publish_id": opened.text("publish_id"), "at_s": opened.number("at_s")})

    def read(reply: Reply) -> Answer:
        if reply.status not in COMPLETE:
            raise error_for(read_chunk_refusal(reply), LAST_CHUNK_ERRORS, reply)
        return submitted

    async def ask(_intent: Intent, send: Send) -> Settled:
        state = await send(status_call("upload state read", submitted.text("publish_id"), read_upload_state))
        return outcome(opened, state, file.size_bytes, last)

    request = chunk_request(opened, file, span)
    return Call("video submitted", Role.PUBLISH, request, read, Settle(ask, QUIET_S), accepts=ANY_STATUS)


def outcome(opened: Answer, state: Answer, size_bytes: int, last: Span) -> Settled:
    """What became of a last chunk whose answer was lost; the times are TikTok's.

    To an upload that lives, at a known address, what is missing of the last chunk may be sent again. Once
    over, it may be replaced. One of which TikTok knows nothing proves nothing, and is a person's at the end.
    """
    publish_id, status = opened.text("publish_id"), state.text("status")
    opened_s, at_s = opened.number("at_s"), state.number("at_s")
    is_dated = opened_s > 0 and at_s > 0
    age_s = at_s - opened_s if is_dated else 0
    if status == UNKNOWN:
        is_early = is_dated and age_s < UPLOAD_OVER_S
        return NotYet(QUIET_S) if is_early else Unknowable(msg("tiktok.unknown_upload", id=publish_id))
    if status != UPLOADING or state.number("uploaded_bytes") >= size_bytes:
        return Found(Answer({"publish_id": publish_id, "at_s": opened_s}))
    if opened.has_lost_secret and not is_dated:
        return Unknowable(msg("tiktok.undated_upload", id=publish_id))
    is_fillable = not opened.has_lost_secret and state.number("uploaded_bytes") >= last.offset
    if not is_dated or (is_fillable and age_s < UPLOAD_LIFE_S - MARGIN_S):
        return Absent()
    return NotYet(UPLOAD_OVER_S - age_s) if age_s < UPLOAD_OVER_S else Absent(from_start=True)


async def send_chunk(number: int, opened: Answer, file: File, span: Span, send: Send) -> None:
    """Send any chunk but the last, and what TikTok says that it misses of it.

    Raises: Retryable from the start, when it misses more than that.
    """
    if _is_stored(await send(chunk_sent(number, chunk_request(opened, file, span)))):
        return
    state = await send(chunk_counted(number, opened.text("publish_id")))
    status, stored = state.text("status"), state.number("uploaded_bytes")
    if status not in (UPLOADING, FAILED, UNKNOWN) or stored >= span.offset + span.length:
        return  # it came further: what follows is judged by itself
    if status == FAILED or stored < span.offset:
        raise Retryable(msg("tiktok.bytes_missing", number=number), from_start=True)
    await send(rest_sent(number, chunk_request(opened, file, rest_of(span, stored))))


def _is_stored(answer: Answer) -> bool:
    return answer.values.get("is_stored") is not False


async def submit_video(delivery: Delivery, send: Send) -> Answer:
    """Open an upload and fill it, chunk after chunk; the last one posts."""
    file = delivery.files[0]
    opened = await send(upload_opened(delivery.rendition, file))
    *spans, last = chunk_spans(file.size_bytes, chunk_bytes_for(file.size_bytes))
    for number, span in enumerate(spans, 1):
        await send_chunk(number, opened, file, span, send)
    state = await send(bytes_counted(opened.text("publish_id")))
    missing = rest_of(last, state.number("uploaded_bytes"))
    return await send(video_submitted(opened, file, last, missing))
