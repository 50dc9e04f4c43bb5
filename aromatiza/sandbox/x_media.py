"""Media on X: uploaded in numbered segments, joined by `finalize`, processed before a post may use them.

Shapes: https://github.com/xdevplatform/docs/blob/287132819074964da9c1c410ba02df5a06c932d3/openapi.json;
states: https://docs.x.com/x-api/media/quickstart/media-upload-chunked (read 2026-11).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from typing import Any

from aromatiza.sandbox.http import Body, Request, Response, json_response
from aromatiza.sandbox.world import World
from aromatiza.sandbox.x_body import ID, Flag, Items, Number, Object, Text, json_body
from aromatiza.sandbox.x_files import (
    CATEGORIES,
    KIND_OF_CATEGORY,
    KINDS,
    MAX_BYTES,
    clip_in,
    gif_fault,
    holds_sign,
    type_of,
    video_fault,
)
from aromatiza.sandbox.x_form import is_form, parts_in
from aromatiza.sandbox.x_library import Library
from aromatiza.sandbox.x_problem import invalid, not_found, refusal_of, wrong_parameter
from aromatiza.sandbox.x_tokens import Caller

__all__ = ["Uploads"]

MAX_SEGMENT_INDEX = 999
REFUSED_SEGMENT_BYTES = 5 * 1024 * 1024  # seen: https://github.com/abraham/twitteroauth/issues/1257
MOST_TOTAL_BYTES = 17_179_869_184
EVERY_CATEGORY = tuple(dict.fromkeys(one for several in CATEGORIES.values() for one in several))

INITIALIZE = Object(
    {
        "media_type": Text(),
        "total_bytes": Number(0, MOST_TOTAL_BYTES),
        "media_category": Text(choices=EVERY_CATEGORY),
        "additional_owners": Items(Text(ID)),
        "shared": Flag(),
    }
)
APPEND = Object(
    {"media": Text(), "segment_index": Number(0, MAX_SEGMENT_INDEX)}, needed=("media", "segment_index")
)
WHOLE = Object(
    {
        "media": Text(),
        "media_category": Text(choices=tuple(KIND_OF_CATEGORY)),
        "additional_owners": Text(f"(?:{ID})?(?:,{ID})*"),
    },
    needed=("media", "media_category"),
)
NOTHING = Object({})


class Uploads:
    """Takes files: in segments, or in one request."""

    def __init__(self, world: World, library: Library) -> None:
        self._world = world
        self._library = library

    def initialize(self, request: Request, caller: Caller, _: str) -> Response:
        """POST /2/media/upload/initialize."""
        body = json_body(request, INITIALIZE)
        media_type, total = body.get("media_type", ""), body.get("total_bytes", -1)
        kind = KINDS.get(media_type)
        if kind is None:
            raise invalid(f"$.media_type: this type is not supported: [{media_type}]")
        category = body.get("media_category", CATEGORIES[kind][0])
        if category not in CATEGORIES[kind]:
            raise invalid(f"$.media_category: does not fit {media_type}")
        if not 0 <= total <= MAX_BYTES[kind]:
            raise invalid(f"$.total_bytes: must be between 0 and {MAX_BYTES[kind]}")
        owners = body.get("additional_owners", [])
        media = self._library.opened(caller, media_type, category, total, owners)
        shown = {"id": media["id"], "media_key": media["media_key"]}
        return json_response(200, {"data": shown | self._library.expiry(media, caller)})

    def append(self, request: Request, caller: Caller, media_id: str) -> Response:
        """POST /2/media/upload/{id}/append; the same segment again replaces the earlier one."""
        media = self._library.owned(media_id, caller)
        if request.body.size > 2 * REFUSED_SEGMENT_BYTES:
            raise refusal_of("too-large")
        index, data = _segment(request)
        if not 0 <= index <= MAX_SEGMENT_INDEX:
            raise invalid(f"segment_index: must be between 0 and {MAX_SEGMENT_INDEX}")
        if len(data) >= REFUSED_SEGMENT_BYTES:
            raise refusal_of("too-large")
        if media["finalized_at"] is not None:
            raise invalid("The media upload is already finalized.")
        name = self._library.segment_name(media_id, str(index))
        self._world.blobs.path(name).unlink(missing_ok=True)
        self._world.blobs.write(name, Body.of(data))
        media["segments"][str(index)] = len(data)
        return json_response(200, {"data": {"expires_at": int(media["expires_at"])}})

    def finalize(self, request: Request, caller: Caller, media_id: str) -> Response:
        """POST /2/media/upload/{id}/finalize; repeating it changes nothing.

        X's own SDK and command line send no body, as the document has it; others were refused without one.
        """
        if request.body.size or caller.has_trap("finalize_object"):
            json_body(request, NOTHING)
        media = self._library.owned(media_id, caller)
        if media["finalized_at"] is None:
            self._assemble(media)
            self._finish(media, caller)
        return json_response(200, {"data": self._library.shown(media, caller)})

    def status(self, request: Request, caller: Caller, _: str) -> Response:
        """GET /2/media/upload?command=STATUS&media_id=ID."""
        for name, value in request.query.items():
            if name not in ("command", "media_id"):
                raise wrong_parameter(name, value, f"The query parameter [{name}] is not known here")
        if (command := request.query.get("command", "STATUS")) != "STATUS":
            raise wrong_parameter(
                "command", command, "The `command` query parameter value must be one of [STATUS]"
            )
        media_id = request.query.get("media_id", "")
        if not (media_id.isascii() and media_id.isdecimal()):
            message = f"The `media_id` query parameter value [{media_id}] does not match ^[0-9]{{1,19}}$"
            raise wrong_parameter("media_id", media_id, message)
        media = self._library.owned(media_id, caller)
        if media["finalized_at"] is None:
            raise not_found("media", media_id)
        return json_response(200, {"data": self._library.asked(media, caller)})

    def whole(self, request: Request, caller: Caller, _: str) -> Response:
        """POST /2/media/upload: the whole file in one request."""
        media = self._library.opened(caller, "", "", 0, [])
        path = self._library.file_path(media)
        try:
            category, owners = self._take(request, media)
            media_type = type_of(path)
            if category == "subtitles" and not media_type:
                media_type = "text/srt"
            kind = KINDS.get(media_type, "")
            if kind not in KIND_OF_CATEGORY[category]:
                raise invalid("media type unrecognized.")
            media |= {"total": path.stat().st_size, "category": category, "owners": owners}
            self._library.name(media, caller, media_type)
            if media["total"] > MAX_BYTES[kind]:
                raise invalid(f"media: must have at most {MAX_BYTES[kind]} bytes")
            self._finish(media, caller)
        except Exception:
            self._library.forget(media)
            raise
        return json_response(200, {"data": self._library.shown(media, caller)})

    def _take(self, request: Request, media: dict[str, Any]) -> tuple[str, list[str]]:
        """Write the file of a one-shot upload; gives its category and its other owners."""
        if not is_form(request):
            body = json_body(request, WHOLE)
            self._write(media, [_decoded(body["media"])])
            return body["media_category"], _ids(body.get("additional_owners", ""))
        with parts_in(request) as parts:
            fields = {name: part.text() for name, part in parts.items() if name != "media"}
            if "media" not in parts:
                raise invalid("$.media: is missing but it is required")
            WHOLE.check("$", {**fields, "media": ""})
            self._write(media, parts["media"].blocks())
        return fields["media_category"], _ids(fields.get("additional_owners", ""))

    def _write(self, media: dict[str, Any], blocks: Iterable[bytes]) -> None:
        self._world.blobs.write(self._library.file_name(media), Body())
        at = 0
        for block in blocks:
            self._world.blobs.write(self._library.file_name(media), Body.of(block), at)
            at += len(block)

    def _assemble(self, media: dict[str, Any]) -> None:
        """Join the segments into one file. Raises: Problem, if they are not all there."""
        sizes = media["segments"]
        if not all(str(index) in sizes for index in range(len(sizes))):
            raise invalid("Segments do not form a contiguous sequence.")
        if sum(sizes.values()) != media["total"] or not sizes:
            raise invalid("Segments do not add up to provided total file size.")
        self._write(media, self._joined(media))

    def _joined(self, media: dict[str, Any]) -> Iterator[bytes]:
        for index, size in sorted((int(index), size) for index, size in media["segments"].items()):
            path = self._world.blobs.path(self._library.segment_name(media["id"], str(index)))
            yield from Body(size, path=path).blocks()

    def _finish(self, media: dict[str, Any], caller: Caller) -> None:
        """Look at a file that has arrived, and begin to process it. Raises: Problem, for another kind."""
        path = self._library.file_path(media)
        is_as_said = holds_sign(path, media["type"])
        if not is_as_said and media["kind"] != "video":
            raise invalid("media type unrecognized.")
        if media["kind"] == "gif" and (fault := gif_fault(path)):
            raise invalid(fault)
        clip = clip_in(path) if is_as_said and media["kind"] == "video" else None
        wrong = "" if is_as_said else "Invalid or unsupported media"
        wrong = wrong or video_fault(clip, is_size_strict=caller.has_trap("strict_size"))
        seconds = clip.duration_s if clip else None
        self._library.arrived(media, caller, caller.text("fail") or wrong, seconds)


def _segment(request: Request) -> tuple[int, bytes]:
    """The index and the bytes of an append: base64 in JSON, or raw in a multipart form. Raises: Problem."""
    if not is_form(request):
        body = json_body(request, APPEND)
        return body["segment_index"], _decoded(body["media"])
    with parts_in(request) as parts:
        index = parts["segment_index"].text() if "segment_index" in parts else ""
        if parts.keys() != APPEND.keys.keys() or not (index.isascii() and index.isdecimal()):
            raise invalid("segment_index and media are required, and nothing else")
        return int(index), b"".join(parts["media"].blocks())


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as why:
        raise invalid("$.media: must be the file in base64") from why


def _ids(text: str) -> list[str]:
    return [one for one in text.split(",") if one]
