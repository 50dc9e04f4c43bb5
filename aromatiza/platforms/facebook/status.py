"""What a Reel's status says: how far it is, what went wrong, how much of its file has arrived."""

from __future__ import annotations

from enum import StrEnum

from aromatiza.core.answers import Reply, Tree
from aromatiza.core.refusals import Refusal

__all__ = ["Stage", "bytes_arrived", "fault_in", "stage_of", "status_in"]


class Stage(StrEnum):
    """How far a Reel is, from the phases of its status."""

    UPLOADING = "uploading"
    UPLOADED = "uploaded"
    UNDERWAY = "underway"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    """Done, and kept from the public: a person must publish it."""
    PUBLISHED = "published"
    LOST = "lost"
    """The upload itself failed or expired."""
    FAILED = "failed"


def stage_of(status: Tree) -> Stage:
    """Read a status; the network spells `complete` in two ways, and tells errors in three places.

    Source: https://developers.facebook.com/documentation/video-api/guides/reels-publishing (read 2026-11).
    """
    video = status.text("video_status")
    upload, processing, publishing = (
        status.text(phase, "status") for phase in ("uploading_phase", "processing_phase", "publishing_phase")
    )
    outcome = status.text("publishing_phase", "publish_status")
    if outcome in ("published", "scheduled"):
        return Stage(outcome)
    if video in ("upload_failed", "expired") or upload == "error":
        return Stage.LOST
    copyright_check = status.text("copyright_check_status", "status")
    if "error" in (video, processing, publishing, outcome, copyright_check) or fault_in(status).text:
        return Stage.FAILED
    if outcome == "draft" and publishing.startswith("complete"):
        return Stage.DRAFT
    if (
        video == "processing"
        or processing == "in_progress"
        or publishing.startswith(("in_progress", "complete"))
    ):
        return Stage.UNDERWAY
    if video in ("upload_complete", "ready") or upload.startswith("complete"):
        return Stage.UPLOADED
    return Stage.UPLOADING


def fault_in(status: Tree) -> Refusal:
    """What went wrong while the video was processed; its `text` is empty when nothing did."""
    phase = status.at("processing_phase")
    first = phase.at("errors", 0)
    return Refusal(
        status=200,
        code=first.text("code") or phase.text("error", "code") or status.text("video_status"),
        text=first.text("message") or phase.text("error", "message"),
    )


def status_in(reply: Reply) -> Tree:
    """The status of a Reel. Raises: Retryable, when the reply has none."""
    reply.json().required("status", "video_status")
    return reply.json().at("status")


def bytes_arrived(status: Tree) -> int:
    """How many bytes of the file the network has; it spells the field in two ways, and may leave it out."""
    phase = status.at("uploading_phase")
    count = phase.text("bytes_transferred") or phase.text("bytes_transfered")
    return int(count) if count.isdecimal() else 0
