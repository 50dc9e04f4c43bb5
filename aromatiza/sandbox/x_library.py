"""The media that accounts have uploaded to X: whose they are, how far they have come, how long they hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aromatiza.sandbox.world import World
from aromatiza.sandbox.x_files import KINDS
from aromatiza.sandbox.x_problem import forbidden, not_found, refusal_of
from aromatiza.sandbox.x_tokens import NETWORK, Caller

__all__ = ["FIRST_ID", "Library"]

FIRST_ID = 1_900_000_000_000_000_000
# Both as in the examples of https://docs.x.com/x-api/media/quickstart/media-upload-chunked (read 2026-11).
OPEN_LIFE_S = 1_295_999
FINAL_LIFE_S = 86_400
CHECK_AFTER_S = 1
KEY_PREFIX = {"image": "3", "gif": "16", "video": "13", "subtitles": "22"}
"""Before the `_` of a media key: seen in the pages and in issues, but for subtitles."""


class Library:
    """One record for each media id."""

    def __init__(self, world: World) -> None:
        self._world = world

    def opened(
        self, caller: Caller, media_type: str, category: str, total: int, owners: Sequence[str]
    ) -> dict[str, Any]:
        """A new record; `media_type` may be "" until it is named."""
        life_s = caller.number("upload_life")
        media: dict[str, Any] = {
            "id": str(FIRST_ID + self._world.next_number(NETWORK)),
            "account": caller.account,
            "owners": list(owners),
            "category": category,
            "total": total,
            "segments": {},
            "expires_at": self._world.now() + (OPEN_LIFE_S if life_s is None else life_s),
            "finalized_at": None,
            "processing_s": caller.number("processing"),
            "seconds": None,
            "digest": "",
            "fault": "",
            "alt": "",
            "subtitles": {},
            "asked_at": None,
        }
        self._all()[media["id"]] = media
        self.name(media, caller, media_type)
        return media

    def name(self, media: dict[str, Any], caller: Caller, media_type: str) -> None:
        """Say what type a file has, and so its media key."""
        kind = KINDS.get(media_type, "")
        prefix = KEY_PREFIX.get(kind, "")
        if kind == "video" and caller.text("prefix"):
            prefix = caller.text("prefix")
        posted = "7" if kind == "video" and caller.has_trap("other_key") else prefix
        key, posted_key = f"{prefix}_{media['id']}", f"{posted}_{media['id']}"
        media.update(type=media_type, kind=kind, media_key=key, posted_key=posted_key)

    def arrived(self, media: dict[str, Any], caller: Caller, fault: str, seconds: float | None) -> None:
        """The file is there whole: processing begins, and will end in `fault` unless that is ""."""
        life_s = caller.number("media_life")
        media["fault"] = fault
        media["seconds"] = seconds
        media["digest"] = self._world.blobs.keep(self.file_name(media))
        media["finalized_at"] = self._world.now()
        media["expires_at"] = self._world.now() + (FINAL_LIFE_S if life_s is None else life_s)
        if caller.has_trap("stuck"):
            media["processing_s"] = 10**9
        self._clear(media)

    def forget(self, media: dict[str, Any]) -> None:
        """Nothing came of it."""
        del self._all()[media["id"]]
        self._clear(media)

    def owned(self, media_id: str, caller: Caller) -> dict[str, Any]:
        """The record of media that the caller's own account uploaded. Raises: Problem."""
        media: dict[str, Any] | None = self._all().get(media_id)
        if media is None or media["expires_at"] < self._world.now():
            raise not_found("media", media_id)
        if media["account"] != caller.account:
            raise forbidden()
        return media

    def usable(self, media_id: str, account: str) -> dict[str, Any] | None:
        """The record of media that this account may post now: its own or lent, processed, not expired."""
        media: dict[str, Any] | None = self._all().get(media_id)
        if media is None or media["expires_at"] < self._world.now():
            return None
        is_lent = account in media["owners"]
        is_for_posts = media["category"].startswith(("tweet_", "amplify_"))
        if not (media["account"] == account or is_lent) or not is_for_posts:
            return None
        return media if self.state(media) == "succeeded" else None

    def of_keys(self, media_keys: Sequence[str]) -> list[dict[str, Any]]:
        """The records behind the media keys that posts carry."""
        return [self._all()[key.partition("_")[2]] for key in dict.fromkeys(media_keys)]

    def with_key(self, media_key: str) -> dict[str, Any] | None:
        """The record that goes by this media key; None when there is none that has arrived."""
        media: dict[str, Any] | None = self._all().get(media_key.partition("_")[2])
        is_it = media is not None and media_key in (media["media_key"], media["posted_key"])
        return media if is_it and media and media["finalized_at"] is not None else None

    def state(self, media: dict[str, Any]) -> str:
        """The state of processing; images have none to wait for."""
        if media["finalized_at"] is None:
            return "open"
        planned, waited_s = media["processing_s"], self._world.now() - media["finalized_at"]
        processing_s = self._world.processing_s if planned is None else planned
        if media["kind"] == "video" and waited_s < processing_s:
            return "pending" if waited_s < processing_s / 2 else "in_progress"
        return "failed" if media["fault"] else "succeeded"

    def asked(self, media: dict[str, Any], caller: Caller) -> dict[str, Any]:
        """What a status says. Raises: Problem, for someone impatient, in that trap."""
        before, media["asked_at"] = media["asked_at"] or media["finalized_at"], self._world.now()
        is_early = self._world.now() < before + self._check_after_s(caller)
        if caller.has_trap("impatient") and is_early and self.state(media) in ("pending", "in_progress"):
            raise refusal_of("rate-limit-exceeded")
        return self.shown(media, caller)

    def shown(self, media: dict[str, Any], caller: Caller) -> dict[str, Any]:
        """A file that has arrived, as `finalize` and the status show it."""
        shown = {"id": media["id"], "media_key": media["media_key"], "size": media["total"]}
        shown |= self.expiry(media, caller)
        if media["kind"] == "subtitles":
            return shown
        if media["kind"] != "video":
            return shown | {"image": {"image_type": media["type"]}}
        state = self.state(media)
        info: dict[str, Any] = {"state": state}
        if state in ("pending", "in_progress"):
            percent = 0 if state == "pending" else 50
            info |= {"check_after_secs": self._check_after_s(caller), "progress_percent": percent}
        elif state == "succeeded":
            info["progress_percent"] = 100
        elif not caller.has_trap("silent_failure"):
            info["error"] = {"code": 1, "name": "InvalidMedia", "message": media["fault"]}
        return shown | {"video": {"video_type": media["type"]}, "processing_info": info}

    def expiry(self, media: dict[str, Any], caller: Caller) -> dict[str, Any]:
        """How long an upload, or its file, still holds."""
        left_s = int(media["expires_at"] - self._world.now())
        return {} if caller.has_trap("no_expiry") else {"expires_after_secs": left_s}

    def file_name(self, media: dict[str, Any]) -> str:
        """The name of the whole file among the blobs."""
        return f"{NETWORK}-{media['id']}"

    def file_path(self, media: dict[str, Any]) -> Path:
        """Where the whole file is."""
        return self._world.blobs.path(self.file_name(media))

    def segment_name(self, media_id: str, index: str) -> str:
        """The name of one segment among the blobs."""
        return f"{NETWORK}-{media_id}-{index}"

    def _check_after_s(self, caller: Caller) -> int:
        planned = caller.number("check_after")
        return CHECK_AFTER_S if planned is None else planned

    def _clear(self, media: dict[str, Any]) -> None:
        """Remove what was only there to be joined; the file itself is kept under its digest."""
        for index in media["segments"]:
            self._world.blobs.path(self.segment_name(media["id"], index)).unlink(missing_ok=True)
        self.file_path(media).unlink(missing_ok=True)

    def _all(self) -> dict[str, Any]:
        every: dict[str, Any] = self._world.state(NETWORK).setdefault("media", {})
        return every
