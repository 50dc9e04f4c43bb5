"""Media on X: uploaded in numbered segments, joined by `finalize`, processed before a post may use them.

Shapes: https://github.com/xdevplatform/docs/blob/287132819074964da9c1c410ba02df5a06c932d3/openapi.json;
states: https://docs.x.com/x-api/media/quickstart/media-upload-chunked (read 2026-11).
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from aromatiza.sandbox.http import Body, Request, Response, json_response
from aromatiza.sandbox.world import World
from aromatiza.sandbox.x_problem import Problem, checked, forbidden, invalid, json_body, not_found

__all__ = ["Media"]

FIRST_ID = 1_900_000_000_000_000_000
OPEN_LIFE_S = 1_295_999
FINAL_LIFE_S = 86_400
MAX_SEGMENT_INDEX = 999
REFUSED_SEGMENT_BYTES = 5 * 1024 * 1024  # seen: https://github.com/abraham/twitteroauth/issues/1257
MAX_ALT_CHARS = 1000

MIB = 1024 * 1024
MAX_BYTES = {"image": 5 * MIB, "gif": 15 * MIB, "video": 512 * MIB}
"""By kind: https://docs.x.com/x-api/media/quickstart/best-practices."""
KEY_PREFIX = {"image": "3", "gif": "16", "video": "13"}
KINDS = {
    "video/mp4": "video",
    "video/quicktime": "video",
    "image/jpeg": "image",
    "image/png": "image",
    "image/webp": "image",
    "image/gif": "gif",
}
CATEGORIES = {
    "image": ("tweet_image",),
    "gif": ("tweet_gif", "tweet_image"),
    "video": ("tweet_video", "amplify_video"),
}
SIGNS = {
    "video/mp4": (4, b"ftyp"),
    "video/quicktime": (4, b"ftyp"),
    "image/jpeg": (0, b"\xff\xd8\xff"),
    "image/png": (0, b"\x89PNG"),
    "image/webp": (8, b"WEBP"),
    "image/gif": (0, b"GIF8"),
}
"""Type -> what its files hold at an offset."""

INITIALIZE = {
    "media_type": str,
    "total_bytes": int,
    "media_category": str,
    "additional_owners": list,
    "shared": bool,
}
APPEND = {"media": str, "segment_index": int}
BOUNDARY = re.compile(r'multipart/form-data;.*boundary="?([^";]+)"?', re.IGNORECASE)
FIELD_NAME = re.compile(rb'content-disposition:[^\r\n]*;\s*name="([^"]*)"', re.IGNORECASE)


class Media:
    """Everything that accounts have uploaded to X: one record for each id."""

    def __init__(self, world: World, network: str) -> None:
        self._world = world
        self._network = network

    def initialize(self, request: Request, account: str, _: str) -> Response:
        """POST /2/media/upload/initialize."""
        body = json_body(request, INITIALIZE)
        media_type, total = body.get("media_type", ""), body.get("total_bytes", -1)
        kind = KINDS.get(media_type)
        if kind is None:
            raise invalid(f"$.media_type: this type is not supported: [{media_type}]")
        if body.get("media_category", CATEGORIES[kind][0]) not in CATEGORIES[kind]:
            raise invalid(f"$.media_category: does not fit {media_type}")
        if not 0 <= total <= MAX_BYTES[kind]:
            raise invalid(f"$.total_bytes: must be between 0 and {MAX_BYTES[kind]}")
        media_id = str(FIRST_ID + self._world.next_number(self._network))
        media = {
            "id": media_id,
            "media_key": f"{KEY_PREFIX[kind]}_{media_id}",
            "account": account,
            "type": media_type,
            "kind": kind,
            "total": total,
            "segments": {},
            "expires_at": self._world.now() + OPEN_LIFE_S,
            "finalized_at": None,
            "digest": "",
            "is_broken": False,
            "alt": "",
        }
        self._all()[media_id] = media
        shown = {"id": media_id, "media_key": media["media_key"], "expires_after_secs": OPEN_LIFE_S}
        return json_response(200, {"data": shown})

    def append(self, request: Request, account: str, media_id: str) -> Response:
        """POST /2/media/upload/{id}/append; the same segment again replaces the earlier one."""
        media = self._owned(media_id, account)
        index, data = _segment(request)
        if not 0 <= index <= MAX_SEGMENT_INDEX:
            raise invalid(f"segment_index: must be between 0 and {MAX_SEGMENT_INDEX}")
        if len(data) >= REFUSED_SEGMENT_BYTES:
            raise Problem(431, "Request Header Fields Too Large", "The segment is too large.", "about:blank")
        if media["finalized_at"] is not None:
            raise invalid("The media upload is already finalized.")
        name = self._segment_name(media_id, str(index))
        self._world.blobs.path(name).unlink(missing_ok=True)
        self._world.blobs.write(name, Body.of(data))
        media["segments"][str(index)] = len(data)
        return json_response(200, {"data": {"expires_at": int(media["expires_at"])}})

    def finalize(self, request: Request, account: str, media_id: str) -> Response:
        """POST /2/media/upload/{id}/finalize; repeating it changes nothing."""
        json_body(request)
        media = self._owned(media_id, account)
        if media["finalized_at"] is None:
            self._assemble(media)
            is_as_said = self._holds_its_sign(media)
            if not is_as_said and media["kind"] != "video":
                raise invalid("media type unrecognized.")
            media["is_broken"] = not is_as_said
            media["digest"] = self._world.blobs.keep(self._file_name(media))
            media["finalized_at"] = self._world.now()
            media["expires_at"] = self._world.now() + FINAL_LIFE_S
        return json_response(200, {"data": self._shown(media)})

    def status(self, request: Request, account: str, _: str) -> Response:
        """GET /2/media/upload?command=STATUS&media_id=ID."""
        if request.query.get("command", "STATUS") != "STATUS":
            raise invalid("The `command` query parameter must be STATUS.")
        media_id = request.query.get("media_id", "")
        if not media_id.isdecimal():
            raise invalid("The `media_id` query parameter must be a media id.")
        media = self._owned(media_id, account)
        if media["finalized_at"] is None:
            raise not_found("media", media_id)
        return json_response(200, {"data": self._shown(media)})

    def describe(self, request: Request, account: str, _: str) -> Response:
        """POST /2/media/metadata: the alternative text of an image."""
        body = json_body(request, {"id": str, "metadata": dict})
        alt = checked("$.metadata", body.get("metadata"), {"alt_text": dict}).get("alt_text")
        text = checked("$.metadata.alt_text", alt, {"text": str}).get("text")
        if text is None or len(text) > MAX_ALT_CHARS:
            raise invalid(f"$.metadata.alt_text.text: must have at most {MAX_ALT_CHARS} characters")
        media = self._owned(body.get("id", ""), account)
        if media["kind"] == "video":
            raise invalid("Alternative text can be added to images only.")
        media["alt"] = text
        return json_response(200, {"data": {"id": media["id"], "associated_metadata": {"alt_text": alt}}})

    def usable(self, media_id: str, account: str) -> dict[str, Any] | None:
        """The record of media that this account may post now: its own, processed, not expired."""
        media: dict[str, Any] | None = self._all().get(media_id)
        if media is None or media["account"] != account or media["expires_at"] < self._world.now():
            return None
        return media if self._state(media) == "succeeded" else None

    def of_keys(self, media_keys: list[str]) -> list[dict[str, Any]]:
        """The records behind the media keys that posts carry."""
        return [self._all()[key.partition("_")[2]] for key in dict.fromkeys(media_keys)]

    def _all(self) -> dict[str, Any]:
        every: dict[str, Any] = self._world.state(self._network).setdefault("media", {})
        return every

    def _owned(self, media_id: str, account: str) -> dict[str, Any]:
        media: dict[str, Any] | None = self._all().get(media_id)
        if media is None or media["expires_at"] < self._world.now():
            raise not_found("media", media_id)
        if media["account"] != account:
            raise forbidden("You are not permitted to perform this action.")
        return media

    def _state(self, media: dict[str, Any]) -> str:
        """The state of processing; images have none to wait for."""
        if media["finalized_at"] is None:
            return "open"
        waited_s = self._world.now() - media["finalized_at"]
        if media["kind"] == "video" and waited_s < self._world.processing_s:
            return "pending" if waited_s < self._world.processing_s / 2 else "in_progress"
        return "failed" if media["is_broken"] else "succeeded"

    def _shown(self, media: dict[str, Any]) -> dict[str, Any]:
        shown = {
            "id": media["id"],
            "media_key": media["media_key"],
            "size": media["total"],
            "expires_after_secs": int(media["expires_at"] - self._world.now()),
        }
        if media["kind"] != "video":
            return shown | {"image": {"image_type": media["type"]}}
        state = self._state(media)
        info: dict[str, Any] = {"state": state}
        if state in ("pending", "in_progress"):
            info |= {"check_after_secs": 1, "progress_percent": 0 if state == "pending" else 50}
        elif state == "succeeded":
            info["progress_percent"] = 100
        else:
            info["error"] = {"code": 1, "name": "InvalidMedia", "message": "Invalid or unsupported media"}
        return shown | {"video": {"video_type": media["type"]}, "processing_info": info}

    def _assemble(self, media: dict[str, Any]) -> None:
        """Join the segments into one file. Raises: Problem, if they are not all there."""
        sizes = media["segments"]
        if not all(str(index) in sizes for index in range(len(sizes))):
            raise invalid("Segments do not form a contiguous sequence.")
        if sum(sizes.values()) != media["total"] or not sizes:
            raise invalid("Segments do not add up to provided total file size.")
        offset = 0
        for index in range(len(sizes)):
            segment = self._world.blobs.path(self._segment_name(media["id"], str(index)))
            size = sizes[str(index)]
            self._world.blobs.write(self._file_name(media), Body(size, path=segment), offset)
            offset += size

    def _holds_its_sign(self, media: dict[str, Any]) -> bool:
        offset, sign = SIGNS[media["type"]]
        with self._world.blobs.path(self._file_name(media)).open("rb") as file:
            file.seek(offset)
            return file.read(len(sign)) == sign

    def _file_name(self, media: dict[str, Any]) -> str:
        return f"{self._network}-{media['id']}"

    def _segment_name(self, media_id: str, index: str) -> str:
        return f"{self._network}-{media_id}-{index}"


def _segment(request: Request) -> tuple[int, bytes]:
    """The index and the bytes of an append: base64 in JSON, or raw in a multipart form. Raises: Problem."""
    boundary = BOUNDARY.match(request.header("content-type"))
    if boundary is None:
        body = json_body(request, APPEND)
        try:
            return body["segment_index"], base64.b64decode(body["media"], validate=True)
        except (KeyError, binascii.Error) as why:
            raise invalid("segment_index and media (base64) are required") from why
    fields = _form_parts(request.body.read(), boundary[1].encode())
    index = fields.get("segment_index", b"").decode("ascii", "replace")
    if fields.keys() != APPEND.keys() or not index.isdecimal():
        raise invalid("segment_index and media are required, and nothing else")
    return int(index), fields["media"]


def _form_parts(body: bytes, boundary: bytes) -> dict[str, bytes]:
    """The fields of a multipart form: name -> bytes."""
    fields = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        if name := FIELD_NAME.search(head):
            fields[name[1].decode("utf-8", "replace")] = content
    return fields
