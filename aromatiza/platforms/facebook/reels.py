"""A video becomes a Reel of the Page, in a session whose id is known before anything is public.

`finish` alone publishes, and its answer is only an acknowledgement: what became of the Reel is read from
its status. A new session after an unresolved `finish` would post twice.
"""

from __future__ import annotations

from functools import partial
from urllib.parse import urljoin

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Absent,
    Auth,
    Call,
    Delivery,
    FileBody,
    FormBody,
    Found,
    Intent,
    NotYet,
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
from aromatiza.core.errors import NeedsHuman, Retryable
from aromatiza.core.messages import msg
from aromatiza.core.post import MediaKind
from aromatiza.core.refusals import error_for
from aromatiza.core.secret import Secret
from aromatiza.platforms._graph import (
    ANY_STATUS,
    GRAPH,
    LostPost,
    matching_ids,
    read_refusal,
    since_of,
)
from aromatiza.platforms.facebook.errors import ERRORS, PUBLISH_ERRORS, UPLOAD_STOPPED
from aromatiza.platforms.facebook.schedule import schedule_fields
from aromatiza.platforms.facebook.status import Stage, bytes_arrived, fault_in, stage_of, status_in

__all__ = ["SITE", "UPLOAD_HOST", "publish_reel"]

UPLOAD_HOST = "rupload.facebook.com"
SITE = "https://www.facebook.com/"

FINISH_QUIET_S = 600
"""How long a finished upload may look untouched before it is believed to be so; our own, generous choice."""

SENDINGS = ("video sent", "rest of the video sent")
"""The file is sent once, and once more from where it stopped; what stops again starts a new session."""


def read_started(reply: Reply) -> Answer:
    """The id that the Reel will have, and where its file goes."""
    started = reply.json()
    address = Secret(started.required("upload_url"))
    return Answer({"id": started.required("video_id"), "upload_url": address})


def read_acknowledged(reply: Reply) -> Answer:
    """An acknowledgement says only that the request arrived; the Reel's status says what came of it."""
    if "success" not in reply.json().fields():
        raise Retryable(msg("network.unreadable", place="success"), may_have_acted=True)
    return Answer()


def read_sent(reply: Reply) -> Answer:
    """Whether the file has arrived; `stopped` is the upload host's code when other bytes were expected."""
    refusal = read_refusal(reply)
    if refusal is None:
        return read_acknowledged(reply)
    if refusal.code in UPLOAD_STOPPED:
        return Answer({"stopped": refusal.code})
    raise error_for(refusal, ERRORS, reply)


def read_arrived(reply: Reply) -> Answer:
    """How far the Reel is, as a `Stage`, and how many bytes of its file are there."""
    status = status_in(reply)
    return Answer({"stage": str(stage_of(status)), "offset": bytes_arrived(status)})


def read_uploaded(reply: Reply) -> Answer | Wait:
    """Wait until the file has arrived whole; processing may begin only after `finish`."""
    status = status_in(reply)
    match stage_of(status):
        case Stage.UPLOADING:
            return Wait()
        case Stage.LOST:
            raise Retryable(msg("network.expired", what="upload"), from_start=True)
        case Stage.FAILED:
            raise error_for(fault_in(status), ERRORS, reply)
        case _:
            return Answer()


def read_finished(reply: Reply) -> Answer:
    """An acknowledgement. Raises: what an error means on this one call, see `PUBLISH_ERRORS`."""
    refusal = read_refusal(reply)
    if refusal is not None:
        raise error_for(refusal, PUBLISH_ERRORS, reply)
    return read_acknowledged(reply)


def read_live(reply: Reply) -> Answer | Wait:
    """Wait until the Reel is public, or scheduled.

    Raises: NeedsHuman, when it stays a draft, which nobody sees; what its error means, when it failed.
    """
    status, stage = status_in(reply), stage_of(status_in(reply))
    match stage:
        case Stage.PUBLISHED:
            return Answer({"permalink": reply.json().text("permalink_url"), "stage": str(stage)})
        case Stage.SCHEDULED:
            return Answer({"stage": str(stage)})
        case Stage.DRAFT:
            raise NeedsHuman(msg("facebook.draft", video=reply.json().text("id") or "-"))
        case Stage.FAILED | Stage.LOST:
            raise error_for(fault_in(status), ERRORS, reply)
        case _:
            return Wait()


def read_stage(reply: Reply) -> Answer:
    """How far the Reel is, as a `Stage`."""
    return Answer({"stage": str(stage_of(status_in(reply)))})


def finish_fields(delivery: Delivery, video: str) -> dict[str, str]:
    """The fields of the request that makes a Reel public, now or at its hour."""
    rendition = delivery.rendition
    fields = {"upload_phase": "finish", "video_id": video, "video_state": "PUBLISHED"}
    if rendition.publish_at is not None:
        fields |= schedule_fields(rendition.publish_at, MediaKind.VIDEO)
    title = {"title": rendition.title} if rendition.title else {}
    return fields | {"description": rendition.text} | title


def state_request(video: str) -> Request:
    """Ask for a Reel's status and address."""
    return Request("GET", f"{GRAPH}/{video}", {"fields": "status,permalink_url"})


def reel_started(page: str) -> Call:
    """Open an upload: the Reel's id is known from here on."""
    request = Request("POST", f"{GRAPH}/{page}/video_reels", body=FormBody({"upload_phase": "start"}))
    return Call("reel started", Role.PREPARE, request, read_started)


def bytes_counted(video: str) -> Call:
    """Ask how much of the file is there, before every sending: an earlier one may have been cut off."""
    return Call("bytes counted", Role.READ, state_request(video), read_arrived)


def video_sent(name: str, delivery: Delivery, address: Secret, offset: int) -> Call:
    """Send the file from a byte on, to the address that `start` gave.

    The wire takes the token to Facebook's hosts only.
    """
    file = delivery.files[0]
    request = Request(
        "POST",
        address,
        headers={
            "offset": str(offset),
            "file_size": str(file.size_bytes),
            "Content-Type": "application/octet-stream",
        },
        body=FileBody(file, Span(offset, file.size_bytes - offset)),
        auth=Auth.OAUTH,
    )
    return Call(name, Role.PREPARE, request, read_sent, accepts=ANY_STATUS)


def video_arrived(video: str) -> Call:
    """Wait for the upload; kept, so that after a lost `finish` only its settling judges the status."""
    return Call("video arrived", Role.PREPARE, state_request(video), read_uploaded, waits_s=(5,))


def reel_finished(delivery: Delivery, video: str) -> Call:
    """Publish the Reel."""
    page = delivery.account.remote_id
    body = FormBody(finish_fields(delivery, video))
    return Call(
        "reel finished",
        Role.PUBLISH,
        Request("POST", f"{GRAPH}/{page}/video_reels", body=body),
        read_finished,
        settle=Settle(partial(settle_reel, delivery, video), FINISH_QUIET_S),
        accepts=ANY_STATUS,
    )


def reel_live(video: str) -> Call:
    """Wait until the Reel is public: `finish` was only an acknowledgement."""
    return Call("reel live", Role.READ, state_request(video), read_live, waits_s=(10, 20, 30, 60))


def reel_stage(video: str) -> Call:
    """Read how far a Reel is."""
    return Call("reel stage read", Role.READ, state_request(video), read_stage)


async def settle_reel(delivery: Delivery, video: str, intent: Intent, send: Send) -> Settled:
    """Find out whether a `finish` without an answer took effect."""
    stage = (await send(reel_stage(video))).text("stage")
    if stage in (Stage.PUBLISHED, Stage.SCHEDULED, Stage.DRAFT):
        return Found(Answer())
    if stage in (Stage.UPLOADING, Stage.UNDERWAY):
        return NotYet(60)
    if stage in (Stage.LOST, Stage.FAILED):
        return Unknowable(msg("facebook.unknown_stage", video=video, stage=stage))
    url = f"{GRAPH}/{delivery.account.remote_id}/video_reels"
    lost = LostPost(url, "description", "updated_time", delivery.rendition.text, since_of(intent))
    ids = await matching_ids(lost, send)
    if video in ids:
        return Found(Answer())
    if not ids:
        return Absent()
    return Unknowable(msg("facebook.alike_reels", video=video, found=", ".join(ids)))


async def send_video(delivery: Delivery, video: str, address: Secret, send: Send) -> None:
    """Send what is not there yet.

    Raises: Retryable from the start, when the network stops the rest as well.
    """
    for name in SENDINGS:
        counted = await send(bytes_counted(video))
        offset = counted.number("offset")
        if counted.text("stage") != Stage.UPLOADING or offset >= delivery.files[0].size_bytes:
            return
        if not (await send(video_sent(name, delivery, address, offset))).text("stopped"):
            return
    raise Retryable(msg("network.expired", what="upload"), from_start=True)


async def publish_reel(delivery: Delivery, send: Send) -> Receipt:
    """Publish a video as a Reel and wait until it is public."""
    started = await send(reel_started(delivery.account.remote_id))
    video = started.text("id")
    await send_video(delivery, video, started.secret("upload_url"), send)
    await send(video_arrived(video))
    await send(reel_finished(delivery, video))
    live = await send(reel_live(video))
    address = urljoin(SITE, live.text("permalink") or f"/reel/{video}")
    is_public = live.text("stage") == Stage.PUBLISHED
    return Receipt(video, address, Visibility.PUBLIC if is_public else Visibility.SCHEDULED)
