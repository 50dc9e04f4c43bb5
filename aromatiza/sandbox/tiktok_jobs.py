"""What becomes of a publication: one job under its publish_id, from the init to the eyes of others.

    PROCESSING_UPLOAD --- the last byte --+
                                          +-- processing --+-- PUBLISH_COMPLETE -- moderation -- its public id
    PROCESSING_DOWNLOAD - the pull ends --+                +-- SEND_TO_USER_INBOX -- its human finishes it
                                                           +-- FAILED

Times are those of the sandbox's clock, and nothing happens but by `tick`. Source:
https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status (read 2026-11).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from aromatiza.sandbox.tiktok_answer import NETWORK, Refused
from aromatiza.sandbox.tiktok_media import MAX_VIDEO_S, read_video, video_fault
from aromatiza.sandbox.tiktok_pull import PULL_LIFE_S, is_gone, pull_photos, pull_video
from aromatiza.sandbox.tiktok_tokens import Caller, Keys
from aromatiza.sandbox.tiktok_upload import UPLOAD_HOSTS, URL_LIFE_S
from aromatiza.sandbox.world import VisiblePost, World

__all__ = ["PUBLIC", "USERNAME", "Jobs"]

FIRST_NUMBER = 7_500_000_000_000_000_000
USERNAME = "aromatiza"
PUBLIC = "PUBLIC_TO_EVERYONE"
INBOX = "INBOX"
LATE_S = 60
ASKED = ("url_life", "processing", "moderation", "fail", "finish", "makes", "remembered", "max_s", "trap")


class Jobs:
    """All publications of the network, in its memory; JSON values only."""

    def __init__(self, world: World) -> None:
        self._world = world

    def all(self) -> dict[str, dict[str, Any]]:
        """Every job, under its publish_id."""
        jobs: dict[str, dict[str, Any]] = self._world.state(NETWORK).setdefault("jobs", {})
        return jobs

    def open_upload(self, shape: str, caller: Caller, facts: Mapping[str, Any]) -> dict[str, str]:
        """Open a job that waits for its bytes; the `data` of the answer."""
        publish_id, job = self._new(shape, caller, {**facts, "status": "PROCESSING_UPLOAD"})
        job["upload_token"] = hashlib.sha256(publish_id.encode()).hexdigest()[:32]
        host = caller.keys.text("upload_host")
        path = f"/video/?upload_id={job['number']}&upload_token={job['upload_token']}"
        url = self._world.url(host if host in UPLOAD_HOSTS else UPLOAD_HOSTS[0], path)
        return {"publish_id": publish_id, "upload_url": url}

    def open_pull(self, shape: str, caller: Caller, facts: Mapping[str, Any]) -> dict[str, str]:
        """Open a job whose `urls` are fetched at once; the `data` of the answer."""
        publish_id, job = self._new(shape, caller, {**facts, "status": "PROCESSING_DOWNLOAD"})
        processing_s = self._processing_s(job)
        # Without a word about it, the first half of the processing is the download.
        pull_s = caller.keys.seconds("pull", processing_s / 2)
        job["arrived_at"] = self._world.now() + min(pull_s, PULL_LIFE_S)
        job["is_slow"] = "pull" in caller.token.values
        job["ends_at"] = self._world.now() + (pull_s if job["is_slow"] else 0) + processing_s
        if pull_s > PULL_LIFE_S:
            job["fail_reason"] = f"{job['kind']}_pull_failed"
            job["ends_at"] = job["arrived_at"]
        elif job["kind"] == "photo":
            pull_photos(self._world, job)
        else:
            pull_video(self._world, job, _longest_s(job))
        return {"publish_id": publish_id}

    def upload_named(self, upload_id: str) -> dict[str, Any] | None:
        """The upload with this number."""
        uploads = (job for job in self.all().values() if "upload_token" in job)
        return next((job for job in uploads if job["number"] == upload_id), None)

    def arrive(self, job: dict[str, Any]) -> None:
        """The last byte of an upload has come: from here on nothing stops it."""
        clip = read_video(self._world.blobs.path(job["blob"]))
        job["seconds"] = clip.duration_s if clip else None
        job["fail_reason"] = job["fail_reason"] or video_fault(clip, _longest_s(job))
        job["arrived_at"] = self._world.now()
        job["ends_at"] = job["arrived_at"] + self._processing_s(job)

    def of(self, publish_id: str, caller: Caller) -> dict[str, Any]:
        """The job that a caller may ask about. Raises: Refused."""
        job = self.all().get(publish_id)
        if job is None or self._world.now() >= job["opened_at"] + Keys(job["asked"]).seconds(
            "remembered", float("inf")
        ):
            raise Refused("invalid_publish_id")
        if job["account"] != caller.account:
            raise Refused("token_not_authorized_for_specified_publish_id")
        return job

    def view(self, job: Mapping[str, Any]) -> dict[str, Any]:
        """What status/fetch says of a job; the misspelling of the last field is TikTok's."""
        is_upload = "upload_token" in job
        moved = job["uploaded"] if is_upload else self._downloaded(job)
        data = {"status": job["status"], "uploaded_bytes" if is_upload else "downloaded_bytes": moved}
        if job["status"].startswith("PROCESSING") and self._is_reviewed(job):
            data["status"] = "PROCESSING_REVIEW"
        if job["status"] == "FAILED":
            data["fail_reason"] = job["fail_reason"]
        if job["public_ids"]:
            data["publicaly_available_post_id"] = [int(one) for one in job["public_ids"]]
        return data

    def cancel(self, job: dict[str, Any]) -> None:
        """Stop a pull that is still at its download. Raises: Refused, for anything else."""
        is_pulling = job["status"] == "PROCESSING_DOWNLOAD" and not job["fail_reason"]
        if not is_pulling or self._world.now() >= job["arrived_at"]:
            raise Refused("publish_not_cancellable")
        if not Keys(job["asked"]).has_trap("late_cancel"):
            self._fail(job, "publish_cancelled")

    def remove_authorization(self, account: str, app: str) -> None:
        """What an app has not finished for a user fails once the user has shown it out."""
        for job in self.all().values():
            is_theirs = (job["account"], job["app"]) == (account, app)
            if is_theirs and job["status"].startswith("PROCESSING"):
                self._fail(job, "auth_removed")

    def tick(self) -> None:
        """Let the time that has passed have its effect."""
        for publish_id, job in self.all().items():
            if job["status"].startswith("PROCESSING"):
                self._end_processing(publish_id, job)
            if job["status"] == "SEND_TO_USER_INBOX":
                self._finish_draft(publish_id, job)
            if job["status"] == "PUBLISH_COMPLETE":
                self._moderate(publish_id, job)

    def _new(self, shape: str, caller: Caller, facts: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        number = self._number()
        publish_id = f"{shape}.{number}"
        values = caller.token.values
        job = {
            "number": number,
            "blob": f"{NETWORK}-{number}",
            "account": caller.account,
            "app": caller.app,
            "username": caller.keys.text("username") or USERNAME,
            "asked": {key: list(values[key]) for key in ASKED if key in values},
            "opened_at": self._world.now(),
            "arrived_at": None,
            "ends_at": None,
            "uploaded": 0,
            "size": 0,
            "seconds": None,
            "fail_reason": "",
            "post_ids": [],
            "public_ids": [],
            **facts,
        }
        self.all()[publish_id] = job
        return publish_id, job

    def _number(self) -> str:
        return str(FIRST_NUMBER + self._world.next_number(NETWORK))

    def _processing_s(self, job: Mapping[str, Any]) -> float:
        return Keys(job["asked"]).seconds("processing", self._world.processing_s)

    def _downloaded(self, job: Mapping[str, Any]) -> int:
        """All at once, unless the pull was given a duration."""
        size, left_s = int(job["size"]), job["arrived_at"] - self._world.now()
        if not job["is_slow"] or left_s <= 0:
            return size
        return int(size * (1 - left_s / (job["arrived_at"] - job["opened_at"])))

    def _is_reviewed(self, job: Mapping[str, Any]) -> bool:
        has_arrived = job["arrived_at"] is not None and job["arrived_at"] <= self._world.now()
        return has_arrived and Keys(job["asked"]).has_trap("new_status")

    def _end_processing(self, publish_id: str, job: dict[str, Any]) -> None:
        asked, now = Keys(job["asked"]), self._world.now()
        if job["arrived_at"] is None:
            if asked.has_trap("abandoned_fails") and now > job["opened_at"] + asked.seconds(
                "url_life", URL_LIFE_S
            ):
                self._fail(job, "internal")
        elif job["ends_at"] <= now and not asked.has_trap("stuck"):
            if "urls" in job and not job["fail_reason"] and is_gone(self._world, job["urls"]):
                job["fail_reason"] = f"{job['kind']}_pull_failed"
            job["fail_reason"] = asked.text("fail") or job["fail_reason"]
            self._complete(publish_id, job)

    def _complete(self, publish_id: str, job: dict[str, Any]) -> None:
        """Show a post under the id by which the API speaks of it: the post's own if it is to be public."""
        if job["fail_reason"]:
            job["status"] = "FAILED"
            return
        job["digest"] = self._world.blobs.keep(job["blob"])
        if job["privacy"] == INBOX:
            job["status"] = "SEND_TO_USER_INBOX"
            self._show(job, publish_id, "inbox", job["ends_at"])
            return
        job["status"], job["completed_at"] = "PUBLISH_COMPLETE", job["ends_at"]
        if job["privacy"] == PUBLIC:
            job["post_ids"] = [self._number()]
        for remote_id in job["post_ids"] or [publish_id]:
            self._show(job, remote_id, "private", job["ends_at"])

    def _finish_draft(self, publish_id: str, job: dict[str, Any]) -> None:
        """The user makes one post of a draft, or several, all public, and the draft is gone."""
        asked = Keys(job["asked"])
        at = job["ends_at"] + asked.seconds("finish", float("inf"))
        if at > self._world.now():
            return
        job["status"], job["completed_at"] = "PUBLISH_COMPLETE", at
        job["post_ids"] = [self._number() for _ in range(min(asked.number("makes", 1), 35))]
        self._hide([publish_id])

    def _moderate(self, publish_id: str, job: dict[str, Any]) -> None:
        """A public post is seen, and has its id, once it was looked at."""
        asked, now = Keys(job["asked"]), self._world.now()
        public_at = job["completed_at"] + asked.seconds("moderation", 0)
        if public_at <= now and job["public_ids"] != job["post_ids"]:
            job["public_ids"], job["public_at"] = job["post_ids"], public_at
            for post_id in job["post_ids"]:
                self._show(job, post_id, "public", public_at)
        if asked.has_trap("late_failure") and now >= job["completed_at"] + LATE_S:
            self._fail(job, "frame_rate_check_failed")
            self._hide([publish_id, *job["post_ids"]])

    def _fail(self, job: dict[str, Any], reason: str) -> None:
        job["status"], job["fail_reason"], job["public_ids"] = "FAILED", reason, []

    def _show(self, job: Mapping[str, Any], remote_id: str, visibility: str, at: float) -> None:
        is_public = visibility == "public"
        post = VisiblePost(
            platform=NETWORK,
            account=job["account"],
            remote_id=remote_id,
            text=job.get("text", ""),
            media_digest=job["digest"],
            visibility=visibility,
            at=at,
            url=f"https://www.tiktok.com/@{job['username']}/video/{remote_id}" if is_public else "",
            title=job.get("title", ""),
        )
        self._world.show(post)

    def _hide(self, remote_ids: list[str]) -> None:
        self._world.posts = [
            post for post in self._world.posts if post.platform != NETWORK or post.remote_id not in remote_ids
        ]


def _longest_s(job: Mapping[str, Any]) -> int:
    return Keys(job["asked"]).number("max_s", MAX_VIDEO_S)
