"""The Reels of a simulated Page: started, uploaded, finished, processed, and then visible.

A finished Reel becomes visible by the clock alone, once it is processed or at its scheduled hour;
finishing it again changes nothing. How long one waits to be finished is not documented: here for ever, or
as long as `session=SECONDS` in the token says.
"""

from __future__ import annotations

import json
from typing import Any

from aromatiza.sandbox._facebook_status import Progress, status_of
from aromatiza.sandbox._graph import Call, iso_time, listing, path_of, schedule_of, select
from aromatiza.sandbox._meta_errors import refusal, refusal_of
from aromatiza.sandbox._meta_media import image_kind
from aromatiza.sandbox._meta_tokens import number_in, page_of
from aromatiza.sandbox._mp4 import Clip, read_clip
from aromatiza.sandbox._rupload import (
    is_complete,
    new_upload,
    receive,
    received_bytes,
    upload_refusal,
    uploader,
)
from aromatiza.sandbox.http import Request
from aromatiza.sandbox.world import VisiblePost, World

__all__ = ["Reels"]

# https://developers.facebook.com/documentation/video-api/guides/reels-publishing, read 2026-11
REELS_PER_DAY = 30
COLLABORATORS_PER_DAY = 10
SCHEDULE_S = (10 * 60, 29 * 86400)
DURATION_S = (3, 90)
FPS = (24, 60)
SIDES = (540, 960)
STATES = ("DRAFT", "SCHEDULED", "PUBLISHED")
AUDIENCES = ("targeting", "feed_targeting")
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
        token, video_id = uploader(self._world, request), path_of(request)[-1]
        reel = self._table().get(video_id)
        is_foreign = reel is None or reel["page"] != page_of(token)
        if request.method != "POST" or reel is None or is_foreign or not self._is_open(reel):
            raise upload_refusal("ProcessingFailedError", f"No upload is open for the video {video_id}")
        receive(self._world, request, token, f"facebook-{video_id}", reel["upload"])
        planned = {"code": reel["planned_fault"], "message": "The video cannot be processed"}
        reel["fault"] = planned if reel["planned_fault"] else self._fault(reel["upload"]["digest"])
        return {"success": True}

    def phase(self, call: Call) -> dict[str, Any]:
        """`POST /{page}/video_reels`: begin a Reel, or finish one that is uploaded."""
        phase = call.needed("upload_phase").lower()
        if phase == "start":
            return self._start(call)
        if phase == "finish":
            return self._finish(call)
        raise refusal("(#100) Param upload_phase must be one of {START, FINISH}", 100)

    def read(self, call: Call) -> dict[str, Any]:
        """`GET /{video}`."""
        values = self._values(self._table()[call.node], call.traps("spelling"))
        return select("Video", values, call.text("fields") or "id,description,updated_time")

    def listed(self, call: Call) -> dict[str, Any]:
        """`GET /{page}/video_reels`: what is public, newest first."""
        if call.traps("unlisted_reels"):
            raise refusal("(#100) Reading this edge is not supported", 100)
        rows = [
            (self._published_at(reel), self._values(reel, call.traps("spelling")))
            for reel in self._table().values()
            if reel["page"] == call.page and self._visibility(reel) == "public"
        ]
        return listing(call, "Video", rows, "id,description,updated_time")

    def change(self, call: Call) -> dict[str, Any]:
        """`POST /{video}`: another description or title."""
        reel = self._table()[call.node]
        reel.update({name: call.text(name) for name in ("description", "title") if name in call.params})
        reel["shown"] = ""
        self._show(reel)
        return {"success": True}

    def delete(self, call: Call) -> dict[str, Any]:
        """`DELETE /{video}`: it is gone for everyone; of the day's Reels it remains one."""
        reel = self._table().pop(call.node)
        self._world.state("facebook").setdefault("deleted_reels", []).append(reel)
        gone = ("facebook", call.node)
        self._world.posts = [one for one in self._world.posts if (one.platform, one.remote_id) != gone]
        return {"success": True}

    def invite(self, call: Call) -> dict[str, Any]:
        """`POST /{video}/collaborators`: invite another Page to stand beside this one."""
        if not call.needed("target_id").isdecimal():
            raise refusal("(#100) Param target_id must be the id of a Page", 100)
        invitations = self._invitations(call.page)
        if sum(at > self._world.now() - DAY_S for at, *_ in invitations) >= COLLABORATORS_PER_DAY:
            raise refusal(f"(#613) More than {COLLABORATORS_PER_DAY} invitations within 24 hours", 613)
        invitations.append([self._world.now(), call.node, call.text("target_id")])
        return {"success": True}

    def invited(self, call: Call) -> dict[str, Any]:
        """`GET /{video}/collaborators`."""
        rows = [row for row in self._invitations(call.page) if row[1] == call.node]
        return {"data": [{"target_id": target, "invite_status": "pending"} for _, _, target in rows]}

    def add_thumbnail(self, call: Call) -> dict[str, Any]:
        """`POST /{video}/thumbnails`: a cover, as the part `source` of a multipart form."""
        if not image_kind(call.file):
            raise refusal_of(324)
        call.flag("is_preferred", False)
        return {"success": True}

    def _table(self) -> dict[str, Any]:
        table: dict[str, Any] = self._world.state("facebook").setdefault("reels", {})
        return table

    def _invitations(self, page: str) -> list[list[Any]]:
        table: dict[str, Any] = self._world.state("facebook").setdefault("invitations", {})
        rows: list[list[Any]] = table.setdefault(page, [])
        return rows

    def _new_id(self, prefix: int) -> str:
        return f"{prefix}{self._world.next_number('facebook'):012d}"

    def _start(self, call: Call) -> dict[str, Any]:
        video_id = self._new_id(731)
        reel: dict[str, Any] = {"id": video_id, "page": call.page, "upload": new_upload(), "fault": None}
        reel |= {"state": "", "created_at": self._world.now(), "finished_at": None, "publish_at": None}
        reel |= {"description": "", "title": "", "post_id": None, "shown": ""}
        reel |= {"life_s": number_in(call.token, "session"), "hangs": False}
        reel["planned_fault"] = number_in(call.token, "ingest")
        self._table()[video_id] = reel
        path = f"/video-upload/v25.0/{video_id}"
        return {"video_id": video_id, "upload_url": self._world.url("rupload.facebook.com", path)}

    def _finish(self, call: Call) -> dict[str, Any]:
        now, reel = self._world.now(), self._table().get(call.needed("video_id"))
        if reel is None or reel["page"] != call.page:
            raise refusal("(#100) The parameter video_id names no video of this Page", 100, 33)
        if reel["state"]:
            return self._acknowledged(call, reel)
        state = call.needed("video_state")
        if state not in STATES:
            raise refusal(f"(#100) Param video_state must be one of {', '.join(STATES)}", 100)
        call.whole("scheduled_publish_time")  # unlike a post's, it is written in seconds only
        publish_at = schedule_of(call, state == "SCHEDULED", SCHEDULE_S, now)
        _check_options(call)
        self._check_arrived(reel)
        if state != "DRAFT":
            self._count(call.page, now)
        reel.update(state=state, finished_at=now, publish_at=publish_at, post_id=self._new_id(122))
        reel.update(description=call.text("description"), title=call.text("title"))
        reel["hangs"] = call.traps("copyright_hang")
        self._show(reel)
        return self._acknowledged(call, reel)

    def _acknowledged(self, call: Call, reel: dict[str, Any]) -> dict[str, Any]:
        named = {"post_id": reel["post_id"]} if call.traps("spelling") else {}
        return {"success": True, **named}

    def _check_arrived(self, reel: dict[str, Any]) -> None:
        """Refuse to finish what has not (6000) or not wholly (6001) arrived."""
        upload = reel["upload"]
        if is_complete(upload, self._world.now()) and not self._is_expired(reel):
            return
        has_begun = upload["received"] > 0 and not self._is_expired(reel)
        raise refusal_of(6001 if has_begun else 6000)

    def _is_open(self, reel: dict[str, Any]) -> bool:
        """Whether the Reel still takes a file."""
        return not reel["state"] and not self._is_expired(reel)

    def _is_expired(self, reel: dict[str, Any]) -> bool:
        life_s = reel["life_s"]
        return not reel["state"] and life_s is not None and self._world.now() >= reel["created_at"] + life_s

    def _count(self, page: str, now: float) -> None:
        """Refuse the Reel that is one too many within 24 hours; a scheduled one counts when it is made."""
        reels = [*self._table().values(), *self._world.state("facebook").get("deleted_reels", [])]
        recent = [
            reel
            for reel in reels
            if reel["page"] == page
            and reel["state"] in ("PUBLISHED", "SCHEDULED")
            and reel["finished_at"] > now - DAY_S
        ]
        if len(recent) >= REELS_PER_DAY:
            raise refusal(f"(#613) More than {REELS_PER_DAY} reels within 24 hours", 613)

    def _fault(self, digest: str) -> dict[str, Any] | None:
        """What processing will find wrong with a file, if one has arrived."""
        if not digest:
            return None
        with self._world.blobs.path(digest).open("rb") as file:
            is_image = bool(image_kind(file.read(16)))
            clip = read_clip(file)
        if is_image or clip is None:
            return {"code": 6000, "message": "The file is not a video"}
        return _fault_of(clip)

    def _processing(self, reel: dict[str, Any]) -> str:
        """How far the encoding is: `not_started`, `in_progress`, `error` or `complete`."""
        if reel["finished_at"] is None or reel["hangs"]:
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
        processed_at = (reel["finished_at"] or reel["created_at"]) + self._world.processing_s
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

    def _progress(self, reel: dict[str, Any]) -> Progress:
        upload, now = reel["upload"], self._world.now()
        received = received_bytes(upload, now)
        has_begun = received > 0 or upload["complete_at"] is not None
        uploading = "in_progress" if has_begun else "not_started"
        uploading = "complete" if is_complete(upload, now) else "error" if upload["error"] else uploading
        return Progress(
            uploading,
            received,
            upload["size"],
            upload["error"],
            self._processing(reel),
            reel["fault"],
            self._visibility(reel),
            self._published_at(reel),
            self._is_expired(reel),
            reel["hangs"],
        )

    def _values(self, reel: dict[str, Any], is_sdk: bool) -> dict[str, Any]:
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
            "copyright_check_information": {"status": "complete" if is_public else "in_progress"},
            "status": status_of(self._progress(reel), is_sdk=is_sdk),
        }


def _check_options(call: Call) -> None:
    """What `finish` takes beside the text and the time. Raises: RefusedError."""
    call.flag("is_ai_generated", False)
    if call.text("place") and not call.text("place").isdecimal():
        raise refusal("(#100) Param place must be the id of a Page with a location", 100)
    for name in AUDIENCES:
        if call.text(name) and not _is_object(call.text(name)):
            raise refusal(f"(#100) Param {name} must be an object", 100)


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _fault_of(clip: Clip) -> dict[str, Any] | None:
    """The first thing that is wrong with a clip, as far as its index says."""
    narrow, wide = sorted((clip.width, clip.height))
    if narrow and 9 * wide > 16 * narrow:
        return {"code": 1363040, "message": "The aspect ratio is not between 16:9 and 9:16"}
    if narrow and (narrow < SIDES[0] or wide < SIDES[1]):
        return {"code": 1363127, "message": "The resolution is less than 540 by 960"}
    if clip.duration_s is not None and not DURATION_S[0] <= clip.duration_s <= DURATION_S[1]:
        return {"code": 1363128, "message": "A reel lasts 3 to 90 seconds"}
    if clip.fps and not FPS[0] - 0.05 <= clip.fps <= FPS[1] + 0.05:  # 23.976 is what 24 means
        return {"code": 1363129, "message": "A reel has 24 to 60 frames a second"}
    return None
