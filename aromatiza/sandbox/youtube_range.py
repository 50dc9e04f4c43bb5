"""What an upload announces of its file, and which of its bytes a request carries.

Chunks are multiples of 256 KiB, all of one size but the last. A request that contradicts itself, or what was
announced, is refused, and nothing of it is stored.
Source: https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol, read 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aromatiza.sandbox.http import Request
from aromatiza.sandbox.youtube_errors import Refusal, bad_request, refusal_of

__all__ = ["CHUNK_STEP_BYTES", "FileRules", "announced_size", "announced_type", "is_question", "span_of"]

Json = dict[str, Any]

CHUNK_STEP_BYTES = 262_144
RANGE = re.compile(r"bytes (?:\*|([0-9]{1,18})-([0-9]{1,18}))/([0-9]{1,18}|\*)")


@dataclass(frozen=True, slots=True)
class FileRules:
    """What a method takes for a file: kinds by name (`video/`: all that begin so), and how many bytes."""

    accepts: Sequence[str]
    largest: int

    def check_type(self, kind: str) -> None:
        """Raises: Refusal, for a kind that is not taken."""
        if not any(kind == one or (one.endswith("/") and kind.startswith(one)) for one in self.accepts):
            valid = ", ".join(one + "*" * one.endswith("/") for one in self.accepts)
            raise Refusal(400, "badContent", f"Media type '{kind}' is not supported. Valid: {valid}")

    def check_size(self, size: int) -> None:
        """Raises: Refusal, for nothing, and for too much."""
        if size > self.largest:
            raise refusal_of("uploadTooLarge")
        if size == 0:
            raise refusal_of("mediaBodyRequired")


def announced_size(request: Request, rules: FileRules) -> int:
    """How many bytes the file will have. Raises: Refusal."""
    text = request.header("x-upload-content-length")
    if not re.fullmatch(r"[0-9]{1,18}", text):
        place = {"location": "X-Upload-Content-Length", "location_type": "header"}
        message = "The header X-Upload-Content-Length must be a number of bytes."
        raise Refusal(400, "required", message, **place)
    rules.check_size(int(text))
    return int(text)


def announced_type(request: Request, rules: FileRules) -> str:
    """The kind of file that was announced; "" when none was. Raises: Refusal."""
    kind = request.header("x-upload-content-type")
    if kind:
        rules.check_type(kind)
    return kind


def is_question(request: Request) -> bool:
    """Whether a request only asks how many bytes have arrived."""
    return request.header("content-range").startswith("bytes */")


def span_of(request: Request, session: Json) -> tuple[int, int] | None:
    """Where the bytes of a request begin and end (exclusive); None when it only asks. Raises: Refusal."""
    size, sent = session["size"], request.body.size
    match = RANGE.fullmatch(request.header("content-range") or f"bytes 0-{size - 1}/{size}")
    if match is None:
        raise bad_request("Failed to parse Content-Range header.")
    if match[3] not in ("*", str(size)):
        raise refusal_of("requestedRangeNotSatisfiable", f"The upload was announced with {size} bytes.")
    if match[1] is None:
        if sent:
            raise bad_request("A request for the status of an upload has no body.")
        return None
    first, end = int(match[1]), int(match[2]) + 1
    if not first < end <= size:
        message = f"The range does not lie in the {size} bytes of the upload."
        raise refusal_of("requestedRangeNotSatisfiable", message)
    if sent != end - first:
        raise bad_request(f"The range holds {end - first} bytes, the body {sent}.")
    kind = request.header("content-type")
    if kind and session["type"] not in ("", kind):
        raise Refusal(400, "badContent", f"The upload was announced as {session['type']}, not {kind}.")
    if end < size:
        _check_chunk(sent, session)
    return first, end


def _check_chunk(sent: int, session: Json) -> None:
    """Raises: Refusal, for a chunk (not the last one) of a wrong size."""
    if sent % CHUNK_STEP_BYTES:
        raise bad_request(f"Every chunk but the last must be a multiple of {CHUNK_STEP_BYTES} bytes.")
    if session["chunk"] not in (0, sent):
        raise bad_request(f"Every chunk but the last must be of one size: here {session['chunk']} bytes.")
    session["chunk"] = sent
