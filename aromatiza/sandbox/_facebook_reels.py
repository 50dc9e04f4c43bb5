"""The Reels of a simulated Page: started, uploaded, finished, processed, and then visible.

A finished Reel becomes visible by the clock alone, once it is processed or at its scheduled hour;
finishing it again changes nothing.
"""

from __future__ import annotations

from typing import Any

from aromatiza.sandbox._graph import Call, iso_time, listing, path_of, refusal, schedule_of, select
from aromatiza.sandbox._meta_media import image_kind, mp4_duration_s
from aromatiza.sandbox._rupload import (
    is_complete,
    new_upload,
    receive,
    received_bytes,
    upload_refusal,
    uploading_page,
)
from aromatiza.sandbox.http import Request
from aromatiza.sandbox.world import VisiblePost, World

__all__ = ["Reels"]

# https://developers.facebook.com/documentation/video-api/guides/reels-publishing, read 2026-11
REELS_PER_DAY = 30
SCHEDULE_S = (10 * 60, 29 * 86400)
DURATION_S = (3, 90)
STATES = ("DRAFT", "SCHEDULED", "PUBLISHED")
PUBLISH_STATUS = {"public": "published", "scheduled": "scheduled", "draft": "draft"}
VIDEO_STATUS = {"in_progress": "processing", "error": "error", "complete": "ready"}
DAY_S = 86400


class Reels:
    """All Reels of all Pages; the methods that take a `Call` act for its Page."""

    def __init__(self, world: World) -> None:
        self._world = world

    def owns(self, video_id: str, page: str) -> bool:
        """Whether the Page has this Reel, in whatever state."""
        reel = self._table().get(video_id)
        return reel is not None and reel["page"] == page

    def tick(self) -> None:
        """Show what has become visible since."""
        for reel in self._table().values():
            self._show(reel)

    def upload(self, request: Request) -> dict[str, Any]:
        """Take (a part of) a Reel's file. Raises: RefusedError."""
        page, video_id = uploading_page(request), path_of(request)[-1]
        reel = self._table().get(video_id)
        if request.method != "POST" or reel is None or reel["page"] != page or reel["state"]:
            raise upload_refusal("ProcessingFailedError", f"No upload is open for the video {video_id}")
        receive(self._world, request, f"facebook-{video_id}", reel["upload"])
        reel["fault"] = self._fault(reel["upload"]["digest"])
        return {"success": True}

    def phase(self, call: Call) -> dict[str, Any]:
        """`POST /{page}/video_reels`: begin a Reel, or finish one that is uploaded."""
        phase = call.needed("upload_phase").lower()
        if phase == "start":
            return self._start(call)
        if phase == "finish":
            return self._finish(call)
        raise refusal("(#100) Param upload_phase must be one of {START, FINISH}", 100)

    def _table(self) -> dict[str, Any]:
        table: dict[str, Any] = self._world.state("facebook").setdefault("reels", {})
        return table

    def _new_id(self, prefix: int) -> str:
        return f"{prefix}{self._world.next_number('facebook'):012d}"

    def _start(self, call: Call) -> dict[str, Any]:
        video_id = self._new_id(731)
        reel: dict[str, Any] = {"id": video_id, "page": call.page, "upload": new_upload(), "fault": None}
        reel |= {"state": "", "created_at": self._world.now(), "finished_at": None, "publish_at": None}
        reel |= {"description": "", "title": "", "post_id": None, "shown": ""}
        self._table()[video_id] = reel
        path = f"/video-upload/v25.0/{video_id}"
        return {"video_id": video_id, "upload_url": self._world.url("rupload.facebook.com", path)}

    def _finish(self, call: Call) -> dict[str, Any]:
        now, reel = self._world.now(), self._table().get(call.needed("video_id"))
        if reel is None or reel["page"] != call.page:
            raise refusal("(#100) The parameter video_id names no video of this Page", 100, 33)
        if reel["state"]:
            return {"success": True}
        state = call.needed("video_state")
        if state not in STATES:
            raise refusal(f"(#100) Param video_state must be one of {', '.join(STATES)}", 100)
        publish_at = schedule_of(call, state == "SCHEDULED", SCHEDULE_S, now)
        if not is_complete(reel["upload"], now):
            raise refusal("There was a problem with the upload: the video file has not arrived", 6000)
        if state != "DRAFT":
            self._count(call.page, now)
        reel.update(state=state, finished_at=now, publish_at=publish_at, post_id=self._new_id(122))
        reel.update(description=call.text("description"), title=call.text("title"))
        self._show(reel)
        return {"success": True}

    def _count(self, page: str, now: float) -> None:
        """Refuse the Reel that is one too many within 24 hours; a scheduled one counts when it is made."""
        recent = [
            reel
            for reel in self._table().values()
            if reel["page"] == page
            and reel["state"] in ("PUBLISHED", "SCHEDULED")
            and reel["finished_at"] > now - DAY_S
        ]
        if len(recent) >= REELS_PER_DAY:
            raise refusal(f"(#613) More than {REELS_PER_DAY} reels within 24 hours", 613)

    def _fault(self, digest: str) -> dict[str, Any] | None:
        """What processing will find wrong with a file."""
        with self._world.blobs.path(digest).open("rb") as file:
            if image_kind(file.read(16)):
                return {"code": 6000, "message": "The file is not a video"}
            duration_s = mp4_duration_s(file)
        shortest, longest = DURATION_S
        if duration_s is not None and not shortest <= duration_s <= longest:
            return {"code": 1363128, "message": f"A reel lasts {shortest} to {longest} seconds"}
        return None

    def _processing(self, reel: dict[str, Any]) -> str:
        """How far the encoding is: `not_started`, `in_progress`, `error` or `complete`."""
        if reel["finished_at"] is None:
            return "not_started"
        if self._world.now() < reel["finished_at"] + self._world.processing_s:
            return "in_progress"
        return "error" if reel["fault"] else "complete"

    def _visibility(self, reel: dict[str, Any]) -> str:
        """`public`, `scheduled` or `draft`; "" while nobody can see it."""
        if self._processing(reel) != "complete":
            return ""
        if reel["state"] == "SCHEDULED" and self._world.now() < reel["publish_at"]:
            return "scheduled"
        return "draft" if reel["state"] == "DRAFT" else "public"

    def _published_at(self, reel: dict[str, Any]) -> float:
        processed_at = reel["finished_at"] + self._world.processing_s
        return float(max(processed_at, reel["publish_at"] or 0))

    def _show(self, reel: dict[str, Any]) -> None:
        visibility = self._visibility(reel)
        if visibility in ("", reel["shown"]):
            return
        reel["shown"] = visibility
        post = VisiblePost(
            "facebook",
            reel["page"],
            reel["id"],
            reel["description"],
            reel["upload"]["digest"],
            visibility,
            self._published_at(reel),
            f"https://www.facebook.com/reel/{reel['id']}/",
            title=reel["title"],
        )
        self._world.show(post)

    def _status(self, reel: dict[str, Any]) -> dict[str, Any]:
        """The status object, in the spelling of the guide on publishing Reels."""
        upload, now = reel["upload"], self._world.now()
        arrived, received = is_complete(upload, now), received_bytes(upload, now)
        has_begun = received > 0 or upload["complete_at"] is not None
        uploading = "complete" if arrived else "in_progress" if has_begun else "not_started"
        processing, visibility = self._processing(reel), self._visibility(reel)
        phase: dict[str, Any] = {"status": processing}
        if processing == "error":
            phase["errors"] = [reel["fault"]]
        publishing: dict[str, Any] = {"status": "complete" if visibility == "public" else "not_started"}
        if visibility:
            publishing["publish_status"] = PUBLISH_STATUS[visibility]
        if visibility in ("public", "scheduled"):
            publishing["publish_time"] = int(self._published_at(reel))
        return {
            "video_status": VIDEO_STATUS.get(processing, "upload_complete" if arrived else "uploading"),
            "processing_progress": 100 if processing == "complete" else 0,
            "uploading_phase": {
                "status": uploading,
                "bytes_transfered": received,
                "source_file_size": upload["size"],
            },
            "processing_phase": phase,
            "publishing_phase": publishing,
            "copyright_check_status": {"status": "complete" if visibility else "in_progress"},
        }

    def _values(self, reel: dict[str, Any]) -> dict[str, Any]:
        is_public = self._visibility(reel) == "public"
        updated_at = reel["created_at"] if reel["finished_at"] is None else self._published_at(reel)
        return {
            "id": reel["id"],
            "description": reel["description"] or None,
            "title": reel["title"] or None,
            "created_time": iso_time(reel["created_at"]),
            "updated_time": iso_time(updated_at),
            "published": is_public,
            "permalink_url": f"/reel/{reel['id']}/" if is_public else None,
            "post_id": reel["post_id"] if is_public else None,
            "scheduled_publish_time": reel["publish_at"],
            "status": self._status(reel),
        }

    def read(self, call: Call) -> dict[str, Any]:
        """`GET /{video}`."""
        values = self._values(self._table()[call.node])
        return select("Video", values, call.text("fields") or "id,description,updated_time")

    def listed(self, call: Call) -> dict[str, Any]:
        """`GET /{page}/video_reels`: what is public, newest first."""
        rows = [
            (self._published_at(reel), self._values(reel))
            for reel in self._table().values()
            if reel["page"] == call.page and self._visibility(reel) == "public"
        ]
        return listing(call, "Video", rows, "id,description,updated_time")
