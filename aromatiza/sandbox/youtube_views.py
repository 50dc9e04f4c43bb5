"""What YouTube shows of a video: the parts of its resource, its state in time, and the frame of every list.

Only the parts that were asked for come back. Names and types are those of the discovery document, revision
20261104. Before processing is over, nothing is known of a file but its name and size.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aromatiza.sandbox.http import Response, json_response
from aromatiza.sandbox.world import World
from aromatiza.sandbox.youtube_errors import JSON_TYPE

__all__ = [
    "CHANNEL_NAME",
    "State",
    "etag",
    "instant",
    "is_short",
    "item_view",
    "listing",
    "resource",
    "state_of",
    "thumbnails",
    "uploads_of",
    "video_view",
]

Json = dict[str, Any]

CHANNEL_NAME = "aromatiza"
THUMBNAIL_SIZES = {"default": (120, 90), "medium": (320, 180), "high": (480, 360)}

FAILURES = {
    "conversion": "transcodeFailed",
    "invalidFile": "other",
    "emptyFile": "other",
    "tooSmall": "other",
    "codec": "transcodeFailed",
    "uploadAborted": "uploadFailed",
}
"""`status.failureReason`; which `processingFailureReason` comes with each is not documented."""
STAGES = {
    "uploadFailed": "uploadAborted",
    "transcodeFailed": "conversion",
    "streamingFailed": "conversion",
    "other": "invalidFile",
}
"""`processingDetails.processingFailureReason`, and a `failureReason` that goes with it."""
REJECTIONS = frozenset(
    {
        "copyright", "inappropriate", "duplicate", "termsOfUse", "uploaderAccountSuspended", "length",
        "claim", "uploaderAccountClosed", "trademark", "legal",
    }
)  # fmt: skip

LONGEST_SHORT_S = 180
"""https://support.google.com/youtube/answer/15424877, read 2026-11."""


@dataclass(frozen=True, slots=True)
class State:
    """How far the processing of a video is, in the words of `status` and of `processingDetails`."""

    upload: str = "uploaded"
    processing: str = "processing"
    failure: str = ""
    rejection: str = ""
    processing_failure: str = ""


def state_of(video: Json, now: float) -> State:
    """The state of a video at an instant; its `outcome` shows once it is processed."""
    outcome = video["outcome"]
    if now < video["processed_at"] or outcome == "stuck":
        return State()
    if outcome in FAILURES:
        return State("failed", "failed", outcome, processing_failure=FAILURES[outcome])
    if outcome in STAGES:
        return State("failed", "failed", STAGES[outcome], processing_failure=outcome)
    if outcome in REJECTIONS:
        return State("rejected", "terminated", rejection=outcome)
    if outcome == "deleted":
        return State("deleted", "terminated")
    return State(processing="terminated") if outcome == "terminated" else State("processed", "succeeded")


def is_short(video: Json) -> bool:
    """Whether YouTube takes it for a Short; a file that says nothing of itself is taken for one."""
    clip = video["clip"]
    return bool(clip["duration_s"] <= LONGEST_SHORT_S and clip["width"] <= clip["height"])


def uploads_of(channel: str) -> str:
    """The playlist that holds the uploads of a channel."""
    return "UU" + channel[2:]


def video_view(world: World, video: Json, parts: list[str]) -> Json:
    """The resource of a video, as its owner sees it."""
    state, snippet = state_of(video, world.now()), video["snippet"]
    texts = {name: snippet[name] for name in ("title", "description")}
    filled = {
        "snippet": {
            "publishedAt": instant(video["published_at"]),
            "channelId": video["account"],
            **snippet,
            "thumbnails": thumbnails(world, video["id"], video["thumbnail"]),
            "channelTitle": CHANNEL_NAME,
            "liveBroadcastContent": "none",
            "localized": texts,
        },
        "status": _status(video, state),
        "processingDetails": _processing(state),
        "fileDetails": _file_details(video, state),
        "contentDetails": _content(video, state),
        "statistics": {"viewCount": "0", "likeCount": "0", "favoriteCount": "0", "commentCount": "0"},
        "paidProductPlacementDetails": {"hasPaidProductPlacement": False},
        **video["others"],
    }
    return resource("youtube#video", video["id"], parts, filled)


def item_view(world: World, video: Json, parts: list[str], position: int) -> Json:
    """A video as an item of its channel's uploads."""
    playlist = uploads_of(video["account"])
    filled = {
        "snippet": {
            "publishedAt": instant(video["uploaded_at"]),
            "channelId": video["account"],
            "title": video["snippet"]["title"],
            "description": video["snippet"]["description"],
            "thumbnails": thumbnails(world, video["id"], video["thumbnail"]),
            "channelTitle": CHANNEL_NAME,
            "playlistId": playlist,
            "position": position,
            "resourceId": {"kind": "youtube#video", "videoId": video["id"]},
            "videoOwnerChannelTitle": CHANNEL_NAME,
            "videoOwnerChannelId": video["account"],
        },
        "contentDetails": {"videoId": video["id"], "videoPublishedAt": instant(video["published_at"])},
        "status": {"privacyStatus": video["status"]["privacyStatus"]},
    }
    item_id = base64.urlsafe_b64encode(f"{playlist}.{video['id']}".encode()).decode().rstrip("=")
    return resource("youtube#playlistItem", item_id, parts, filled)


def thumbnails(world: World, owner: str, digest: str = "") -> Json:
    """The pictures of a video or channel; their addresses change with a picture that was set."""
    folder = f"/vi/{owner}/{digest[:12]}/" if digest else f"/vi/{owner}/"
    return {
        name: {"url": world.url("i.ytimg.com", f"{folder}{name}.jpg"), "width": width, "height": height}
        for name, (width, height) in THUMBNAIL_SIZES.items()
    }


def resource(kind: str, resource_id: str, parts: list[str], filled: Json) -> Json:
    """A resource with the parts that were asked for, as far as they are simulated."""
    chosen = {name: filled[name] for name in filled if name in parts}
    return {"kind": kind, "etag": etag(chosen), "id": resource_id, **chosen}


def listing(kind: str, items: list[Json], total: int, size: int, more: Json | None = None) -> Response:
    """A list: its items, how many there are in all, how many a page has, and the pages beside it."""
    page = {"totalResults": total, "resultsPerPage": size}
    answer = {"kind": kind, "etag": etag(items), **(more or {}), "items": items, "pageInfo": page}
    return json_response(200, answer, {"Content-Type": JSON_TYPE})


def etag(value: object) -> str:
    """What changes with a value."""
    return base64.urlsafe_b64encode(hashlib.sha1(repr(value).encode()).digest()).decode().rstrip("=")


def instant(at: float) -> str:
    """Seconds since 1970 in the API's way of writing."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _status(video: Json, state: State) -> Json:
    is_for_kids = video["is_for_kids"] or video["status"].get("selfDeclaredMadeForKids", False)
    defaults = {"license": "youtube", "embeddable": True, "publicStatsViewable": True}
    status = {**defaults, "madeForKids": is_for_kids, **video["status"], "uploadStatus": state.upload}
    if video["publish_at"] is not None:
        status["publishAt"] = instant(video["publish_at"])
    if state.failure:
        status["failureReason"] = state.failure
    if state.rejection:
        status["rejectionReason"] = state.rejection
    return status


def _processing(state: State) -> Json:
    availability = "inProgress" if state.processing == "processing" else "available"
    details: Json = {
        "processingStatus": state.processing,
        "fileDetailsAvailability": "available",
        "processingIssuesAvailability": availability,
        "tagSuggestionsAvailability": availability,
        "editorSuggestionsAvailability": availability,
        "thumbnailsAvailability": availability,
    }
    if state.processing == "processing":
        details["processingProgress"] = {"partsTotal": "1000", "partsProcessed": "0", "timeLeftMs": "1000"}
    if state.processing_failure:
        details["processingFailureReason"] = state.processing_failure
    return details


def _file_details(video: Json, state: State) -> Json:
    details: Json = {
        "fileName": video["file_name"],
        "fileSize": str(video["size"]),
        "fileType": "video" if video["is_video"] else "other",
    }
    clip = video["clip"]
    if state.processing == "succeeded" and clip["duration_s"]:
        details["durationMs"] = str(int(clip["duration_s"] * 1000))
        stream = {"widthPixels": clip["width"], "heightPixels": clip["height"], "codec": clip["codec"]}
        details["videoStreams"] = [stream]
    return details


def _content(video: Json, state: State) -> Json:
    seconds = round(video["clip"]["duration_s"]) if state.processing == "succeeded" else 0
    duration = f"PT{seconds // 60}M{seconds % 60}S" if seconds >= 60 else f"PT{seconds}S"
    return {
        "duration": duration if seconds else "P0D",
        "dimension": "2d",
        "definition": "hd" if video["clip"]["height"] >= 720 else "sd",
        "caption": "false",
        "licensedContent": False,
        "projection": "rectangular",
        "hasCustomThumbnail": bool(video["thumbnail"]),
    }
