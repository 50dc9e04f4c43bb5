"""An upload session: how it is opened, and what it answers when it is asked how far it got.

Only its address is needed to write to it, and it repeats its final answer whenever it is asked.
Source: https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol (read 2026-11).
"""

from __future__ import annotations

import re

from aromatiza.core.answers import Answer, Reply, Value
from aromatiza.core.calls import Call, Delivery, JsonBody, Request, Role
from aromatiza.core.errors import Retryable
from aromatiza.core.messages import msg
from aromatiza.core.secret import Secret
from aromatiza.platforms.youtube.api import UPLOAD
from aromatiza.platforms.youtube.errors import STORED_FAILURES
from aromatiza.platforms.youtube.resource import parts, slug, video_body

__all__ = ["SESSION_GONE", "SESSION_STATES", "open_session", "progress", "read_progress", "session_question"]

SESSION_GONE = frozenset({404, 410})
SESSION_STATES = SESSION_GONE | {308}
"""What a session that is not finished answers; 308 is no redirect here, it says that bytes are missing."""


def session_address(reply: Reply) -> Answer:
    """The address of the upload session, which is itself the permission to write to it."""
    address = reply.headers.get("location", "")
    if not address:
        raise Retryable(msg("network.unreadable", place="Location"))
    return Answer({"session": Secret(address)})


def progress(reply: Reply) -> Answer:
    """How far a session got.

    `id` of the video when it is finished, and `channel` where it says so; `gone` when the session no longer
    exists; `failed` when it ended without a video; else `received`, the number of bytes that have arrived,
    and `session`, where it goes on at another address.
    """
    if reply.status == 308:
        last = re.fullmatch(r"bytes=0-(\d+)", reply.headers.get("range", ""))
        received: dict[str, Value] = {"received": int(last[1]) + 1 if last else 0}
        moved = reply.headers.get("location", "")
        return Answer(received | ({"session": Secret(moved)} if moved else {}))
    if reply.status in SESSION_GONE:
        return Answer({"gone": True})
    if reply.status in STORED_FAILURES:
        return Answer({"failed": True})
    video = reply.json()
    channel = video.text("snippet", "channelId")
    return Answer({"id": video.required("id"), **({"channel": channel} if channel else {})})


def open_session(delivery: Delivery) -> Call:
    """Open an upload session; without its last byte it makes no video."""
    rendition, file = delivery.rendition, delivery.files[0]
    query = {
        "uploadType": "resumable",
        "part": parts(rendition),
        "notifySubscribers": "true" if rendition.flag("notify", True) else "false",
    }
    headers = {
        "X-Upload-Content-Length": str(file.size_bytes),
        "X-Upload-Content-Type": file.content_type,
        "Slug": slug(delivery),
    }
    request = Request("POST", f"{UPLOAD}/videos", query, headers, JsonBody(video_body(rendition)))
    return Call("session opened", Role.PREPARE, request, session_address)


def session_question(delivery: Delivery, session: Secret) -> Request:
    """What asks a session how far it got: a PUT without a body."""
    headers = {"Content-Length": "0", "Content-Range": f"bytes */{delivery.files[0].size_bytes}"}
    return Request("PUT", session, headers=headers)


def read_progress(delivery: Delivery, session: Secret) -> Call:
    """Ask the session how far it got."""
    question = session_question(delivery, session)
    accepts = SESSION_STATES | STORED_FAILURES
    return Call("session progress read", Role.READ, question, progress, accepts=accepts)
