"""What became of the video: whether it can be watched, by whom, and from when on."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from aromatiza.core.answers import Answer, Reply, Tree
from aromatiza.core.calls import Call, Delivery, Request, Role, Visibility, Wait
from aromatiza.core.errors import NeedsHuman
from aromatiza.core.messages import Message, msg
from aromatiza.core.refusals import Refusal, error_for
from aromatiza.platforms.youtube.api import API
from aromatiza.platforms.youtube.errors import VIDEO_FAULTS
from aromatiza.platforms.youtube.resource import hour_text
from aromatiza.platforms.youtube.rules import PRIVATE, PUBLIC, UNLISTED

__all__ = ["await_processing", "privacy_note", "processed", "visibility"]

VISIBILITIES = {
    PUBLIC: Visibility.PUBLIC,
    UNLISTED: Visibility.UNLISTED,
    PRIVATE: Visibility.PRIVATE,
}

ROUNDED = timedelta(minutes=1)
"""By how much the hour that is read back may differ from ours: it could be kept to the minute only."""


def processed(is_awaiting_picture: bool, reply: Reply) -> Answer | Wait:
    """The `privacy` of a video that can be watched, and the hour at which it becomes public, `publish_at`.

    A picture of its own can be set only when nothing of the video is processed any more.
    Raises: what the video's state means, see `VIDEO_FAULTS`.
    """
    video = reply.json().at("items", 0)
    fault = fault_in(video, reply.status)
    if fault is not None:
        raise error_for(fault, VIDEO_FAULTS, reply)
    is_busy = video.text("processingDetails", "processingStatus") == "processing"
    if video.text("status", "uploadStatus") != "processed" or (is_busy and is_awaiting_picture):
        return Wait()
    status = video.at("status")
    return Answer({"privacy": status.text("privacyStatus"), "publish_at": status.text("publishAt")})


def fault_in(video: Tree, status: int) -> Refusal | None:
    """What is wrong with a video, as a refusal: its state, and the reason for that."""
    state = video.text("status", "uploadStatus")
    processing = video.text("processingDetails", "processingStatus")
    failure = video.text("processingDetails", "processingFailureReason")
    match state, processing:
        case "failed", _:
            return Refusal(status, state, video.text("status", "failureReason") or failure)
        case (("rejected" | "deleted"), _):
            return Refusal(status, state, video.text("status", "rejectionReason"))
        case "processed", _:
            return None
        case _, ("failed" | "terminated"):
            return Refusal(status, processing, failure)
        case _:
            return None


def await_processing(video_id: str, *, is_awaiting_picture: bool = False) -> Call:
    """Poll the video until it can be watched."""
    request = Request("GET", f"{API}/videos", {"part": "status,processingDetails", "id": video_id})
    return Call("video processed", Role.READ, request, partial(processed, is_awaiting_picture))


def visibility(delivery: Delivery, seen: Answer) -> Visibility:
    """Who can see the video, as it was read back.

    Raises: NeedsHuman, when it should become public by itself, and YouTube has not kept the hour.
    """
    found = VISIBILITIES.get(seen.text("privacy"), Visibility.ACCEPTED)
    wanted = delivery.rendition.publish_at
    if wanted is None or found is not Visibility.PRIVATE:
        return found
    told = seen.text("publish_at")
    if not is_hour(told, wanted):
        raise NeedsHuman(msg("youtube.unscheduled", wanted=hour_text(wanted), found=told or "-"))
    return Visibility.SCHEDULED


def is_hour(text: str, wanted: datetime) -> bool:
    """Whether a text is that moment."""
    try:
        return abs(datetime.fromisoformat(text) - wanted) < ROUNDED
    except (ValueError, TypeError):  # no time, or one without a zone
        return False


def privacy_note(delivery: Delivery, seen: Answer) -> Message | None:
    """What a person should know of a video that others see than the post wants."""
    wanted = delivery.rendition.text_option("privacy", PUBLIC)
    found = seen.text("privacy")
    if found in ("", wanted) or delivery.rendition.publish_at is not None:
        return None
    return msg("youtube.other_privacy", wanted=wanted, found=found)
