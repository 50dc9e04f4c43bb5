"""YouTube's resumable uploads: a session takes the bytes in order, and tells at any time how far it is.

Bytes at a wrong place are not stored at all. A finished session repeats the answer that it finished with.
Source: https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol, read 2026-11.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from typing import Any

from aromatiza.sandbox.http import Request, Response
from aromatiza.sandbox.world import World
from aromatiza.sandbox.youtube_metadata import Refusal, bad_request, checked_video

__all__ = ["UPLOAD_HOST", "UPLOAD_PATH", "Uploads"]

Json = dict[str, Any]

UPLOAD_HOST = "www.googleapis.com"
UPLOAD_PATH = "/upload/youtube/v3/videos"
FILE_LIMIT_BYTES = 274_877_906_944
CHUNK_STEP_BYTES = 262_144
SESSION_LIFE_S = 24 * 3600.0
"""Google says only that the life of a session is finite; its length is unconfirmed."""


class Uploads:
    """The upload sessions of all channels, in the memory of the network `youtube`.

    `finish(session, blob)` is called once, when the last byte of a session is stored in the blob; its answer
    is the session's from then on.
    """

    def __init__(self, world: World, finish: Callable[[Json, str], Response]) -> None:
        self._world = world
        self._finish = finish

    def start(self, request: Request, account: str, parts: list[str]) -> Response:
        """`POST ...?uploadType=resumable`: check the metadata, and open a session."""
        if request.query.get("uploadType") != "resumable":
            raise Refusal(400, "mediaBodyRequired", "This sandbox takes only uploadType=resumable.")
        if not request.header("content-type").lower().startswith("application/json"):
            raise Refusal(400, "badContent", "The metadata must be application/json; charset=UTF-8.")
        resource = request.json()
        if resource is None:
            raise Refusal(400, "parseError", "Parse Error")
        session_id = self._new_id()
        self._sessions[session_id] = {
            "account": account,
            "parts": parts,
            "video": checked_video(resource, parts),
            "size": _announced_size(request),
            "type": _announced_type(request),
            "file_name": _file_name(request),
            "opened_at": self._world.now(),
            "received": 0,
            "answer": None,
        }
        path = f"{UPLOAD_PATH}?uploadType=resumable&part={','.join(parts)}&upload_id={session_id}"
        location = self._world.url(UPLOAD_HOST, path)
        return Response(200, b"", {"Location": location, "X-GUploader-UploadID": session_id})

    def put(self, request: Request, account: str) -> Response:
        """`PUT SESSION`: bytes, or the question how many have arrived.

        `account` is "" when no token came with the request: the address alone is authority enough.
        """
        session_id = request.query.get("upload_id", "")
        session = self._sessions.get(session_id)
        if session is None or self._world.now() >= session["opened_at"] + SESSION_LIFE_S:
            raise Refusal(404, "notFound", "Not Found")
        if account not in ("", session["account"]):
            raise Refusal(403, "forbidden", "The upload belongs to another channel.")
        if session["answer"] is not None:
            return _answer(session["answer"])
        span = _span(request, session)
        if span is None or span[0] != session["received"]:
            return _resume_incomplete(session["received"])
        blob = f"youtube-{session_id}"
        self._world.blobs.write(blob, request.body, span[0])
        session["received"] = span[1]
        if span[1] < session["size"]:
            return _resume_incomplete(span[1])
        response = self._finish(session, blob)
        kept = session["answer"] = {"status": response.status, "body": response.body.decode()}
        return _answer(kept)

    def _new_id(self) -> str:
        number = self._world.next_number("youtube")
        return base64.urlsafe_b64encode(hashlib.sha384(f"session {number}".encode()).digest()).decode()

    @property
    def _sessions(self) -> dict[str, Json]:
        sessions: dict[str, Json] = self._world.state("youtube").setdefault("sessions", {})
        return sessions


def _announced_size(request: Request) -> int:
    text = request.header("x-upload-content-length")
    if not re.fullmatch(r"[0-9]+", text):
        place = {"location": "X-Upload-Content-Length", "location_type": "header"}
        raise Refusal(
            400, "required", "The header X-Upload-Content-Length must be a number of bytes.", **place
        )
    if int(text) > FILE_LIMIT_BYTES:
        raise Refusal(413, "uploadTooLarge", "The uploaded file is too large.")
    if int(text) == 0:
        raise Refusal(400, "mediaBodyRequired", "The request does not include the video content.")
    return int(text)


def _announced_type(request: Request) -> str:
    kind = request.header("x-upload-content-type") or "application/octet-stream"
    if not kind.startswith("video/") and kind != "application/octet-stream":
        raise Refusal(
            400,
            "badContent",
            f"Media type '{kind}' is not supported. Valid: video/*, application/octet-stream",
        )
    return kind


def _file_name(request: Request) -> str:
    name = request.header("slug") or "unknown"
    if re.search(r"[/\\\x00-\x1f\x7f]", name):
        place = {"location": "Slug", "location_type": "header"}
        raise Refusal(400, "invalidFilename", "The Slug header is invalid.", domain="youtube.video", **place)
    return name


def _span(request: Request, session: Json) -> tuple[int, int] | None:
    """Where the bytes of this request begin and end (exclusive); None when it only asks."""
    size, sent = session["size"], request.body.size
    text = request.header("content-range") or f"bytes 0-{size - 1}/{size}"
    match = re.fullmatch(r"bytes (?:\*|([0-9]+)-([0-9]+))/([0-9]+|\*)", text)
    if match is None:
        raise bad_request("Failed to parse Content-Range header.")
    if match[3] not in ("*", str(size)):
        raise _unsatisfiable(f"The upload was announced with {size} bytes.")
    if match[1] is None:
        if sent:
            raise bad_request("A request for the status of an upload has no body.")
        return None
    first, end = int(match[1]), int(match[2]) + 1
    if not first < end <= size:
        raise _unsatisfiable(f"The range does not lie in the {size} bytes of the upload.")
    if sent != end - first:
        raise bad_request(f"The range holds {end - first} bytes, the body {sent}.")
    if end < size and sent % CHUNK_STEP_BYTES:
        raise bad_request(f"Every chunk but the last must be a multiple of {CHUNK_STEP_BYTES} bytes.")
    kind = request.header("content-type")
    if kind and kind != session["type"]:
        raise Refusal(400, "badContent", f"The upload was announced as {session['type']}, not {kind}.")
    return first, end


def _unsatisfiable(message: str) -> Refusal:
    return Refusal(416, "requestedRangeNotSatisfiable", message)


def _resume_incomplete(received: int) -> Response:
    return Response(308, b"", {"Range": f"bytes=0-{received - 1}"} if received else {})


def _answer(kept: Json) -> Response:
    return Response(
        kept["status"], kept["body"].encode(), {"Content-Type": "application/json; charset=UTF-8"}
    )
