"""How rupload.facebook.com takes a file: its bytes in one or more requests, or the URL where it lies.

An upload is a plain record in its network's memory; its bytes are in the blobs, once whole under
their digest.
"""

from __future__ import annotations

import json
from typing import Any

from aromatiza.sandbox._meta_errors import RefusedError
from aromatiza.sandbox._meta_media import download, kept
from aromatiza.sandbox._meta_tokens import admitted, has_trap
from aromatiza.sandbox.http import Request, json_response
from aromatiza.sandbox.world import Token, World

__all__ = ["is_complete", "new_upload", "receive", "received_bytes", "upload_refusal", "uploader"]


def new_upload() -> dict[str, Any]:
    """The record of an upload of which nothing has arrived."""
    return {"received": 0, "size": 0, "digest": "", "complete_at": None, "error": ""}


def is_complete(upload: dict[str, Any], now: float) -> bool:
    """Whether the whole file has arrived."""
    return upload["complete_at"] is not None and now >= upload["complete_at"]


def received_bytes(upload: dict[str, Any], now: float) -> int:
    """How many bytes have arrived; a file that is being fetched counts once it is complete."""
    is_fetching = upload["complete_at"] is not None and now < upload["complete_at"]
    return 0 if is_fetching else int(upload["received"])


def upload_refusal(kind: str, message: str, *, retriable: bool = False, status: int = 400) -> RefusedError:
    """A refusal as rupload words it.

    Source: https://developers.facebook.com/documentation/video-api/guides/reels-publishing (read 2026-11).
    """
    text = json.dumps({"success": False, "error": {"message": message}})
    info = {"retriable": retriable, "type": kind, "message": text}
    return RefusedError(json_response(status, {"debug_info": info}))


def uploader(world: World, request: Request) -> Token:
    """The token that came with an upload; the scheme must be `OAuth`. Raises: RefusedError."""
    scheme = request.header("authorization").partition(" ")[0].lower()
    try:
        if scheme == "oauth":
            return admitted(world, request, {})
    except RefusedError as refused:
        raise upload_refusal("NotAuthorizedError", "Authentication failed", status=401) from refused
    raise upload_refusal("NotAuthorizedError", "Authentication failed", status=401)


def receive(world: World, request: Request, token: Token, name: str, upload: dict[str, Any]) -> None:
    """Take one request for the upload `name`: a `file_url` header, or `offset`, `file_size` and bytes.

    Raises: RefusedError, when the file is not (yet) whole; what arrived is kept and counts.
    """
    if request.header("file_url"):
        _fetch(world, request.header("file_url"), token, upload)
    else:
        _take(world, request, name, upload)


def _fetch(world: World, url: str, token: Token, upload: dict[str, Any]) -> None:
    """The network downloads the file by itself, which takes it a while."""
    file = download(world, url)
    if file is None:
        upload.update(new_upload(), error=f"Unable to fetch the video file from {url}")
        if has_trap(token, "late_fetch"):
            return
        raise upload_refusal("ProcessingFailedError", upload["error"])
    size = len(file.data)
    complete_at = world.now() + world.processing_s
    upload.update(received=size, size=size, digest=kept(world, file), complete_at=complete_at, error="")


def _take(world: World, request: Request, name: str, upload: dict[str, Any]) -> None:
    offset, size = _header_number(request, "Offset"), _header_number(request, "File_Size")
    if offset not in (0, upload["received"]):
        message = f"Offset {offset} does not follow the {upload['received']} bytes received"
        raise upload_refusal("OffsetInvalidError", message, retriable=True)
    if offset == 0:
        world.blobs.path(name).unlink(missing_ok=True)
    if offset + request.body.size > size:
        upload.update(new_upload())
        raise upload_refusal("ProcessingFailedError", "More bytes than file_size were sent")
    world.blobs.write(name, request.body, offset)
    received = offset + request.body.size
    upload.update(received=received, size=size, digest="", complete_at=None, error="")
    if received < size or size == 0:
        raise upload_refusal("PartialRequestError", f"{received} of {size} bytes received", retriable=True)
    upload.update(digest=world.blobs.keep(name), complete_at=world.now())


def _header_number(request: Request, name: str) -> int:
    text = request.header(name)
    if not (text.isascii() and text.isdigit()):
        raise upload_refusal("ProcessingFailedError", f"Header {name} not convertable to a number")
    return int(text)
