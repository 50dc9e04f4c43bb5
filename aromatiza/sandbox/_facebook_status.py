"""How far a Reel is, as its `status` says it, in either of the two spellings that are seen.

The guide on publishing Reels writes `complete`, `bytes_transfered` and a list of `errors`; the business SDK,
and answers that people show, have `completed`, `bytes_transferred` and one `error`. Sources:
https://developers.facebook.com/documentation/video-api/guides/reels-publishing,
https://github.com/facebook/facebook-python-business-sdk (adobjects/videostatus*.py) and
https://github.com/fbsamples/reels_publishing_apis/issues/47 (all read 2026-11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Progress", "status_of"]

VIDEO_STATUS = {"in_progress": "processing", "error": "error", "complete": "ready"}
UPLOAD_STATUS = {"complete": "upload_complete", "error": "upload_failed"}
PUBLISH_STATUS = {"public": "published", "scheduled": "scheduled", "draft": "draft"}


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a Reel is: `uploading` and `processing` are phases, `visibility` is "" before there is one."""

    uploading: str
    received: int
    size: int
    upload_error: str
    processing: str
    fault: Mapping[str, Any] | None
    visibility: str
    published_at: float
    is_expired: bool
    is_hanging: bool


def status_of(progress: Progress, *, is_sdk: bool) -> dict[str, Any]:
    """The status object; in the SDK's spelling, or in the guide's."""
    status = _in_guide_spelling(progress)
    return _in_sdk_spelling(status) if is_sdk else status


def _in_guide_spelling(progress: Progress) -> dict[str, Any]:
    is_done = progress.processing == "complete"
    uploading: dict[str, Any] = {
        "status": progress.uploading,
        "bytes_transfered": progress.received,
        "source_file_size": progress.size,
    }
    if progress.upload_error:
        uploading["errors"] = [{"code": 389, "message": progress.upload_error}]
    processing: dict[str, Any] = {"status": progress.processing}
    if progress.processing == "error":
        processing["errors"] = [progress.fault]
    checked = "error" if progress.is_hanging else "complete" if is_done else "in_progress"
    return {
        "video_status": _video_status(progress),
        "processing_progress": 100 if is_done else 0,
        "uploading_phase": uploading,
        "processing_phase": processing,
        "publishing_phase": _publishing(progress),
        "copyright_check_status": {"status": checked, "matches_found": False},
    }


def _video_status(progress: Progress) -> str:
    if progress.is_expired:
        return "expired"
    waiting = UPLOAD_STATUS.get(progress.uploading, "uploading")
    return VIDEO_STATUS.get(progress.processing, waiting)


def _publishing(progress: Progress) -> dict[str, Any]:
    phase: dict[str, Any] = {"status": "complete" if progress.visibility == "public" else "not_started"}
    if progress.visibility:
        phase["publish_status"] = PUBLISH_STATUS[progress.visibility]
    elif progress.processing == "error":
        phase |= {"status": "error", "publish_status": "error"}
    elif progress.processing == "in_progress":
        phase["status"] = "in_progress"
    if progress.visibility in ("public", "scheduled"):
        phase["publish_time"] = int(progress.published_at)
    return phase


def _in_sdk_spelling(value: Any) -> Any:
    if not isinstance(value, dict):
        return "completed" if value == "complete" else value
    spelled = {name: _in_sdk_spelling(inner) for name, inner in value.items()}
    if "bytes_transfered" in spelled:
        spelled["bytes_transferred"] = spelled.pop("bytes_transfered")
    if "errors" in spelled:
        spelled["error"] = {"message": spelled.pop("errors")[0]["message"]}
    return spelled
