"""The bytes of a video on their way to TikTok: the plan of chunks, and the PUT requests that follow it.

Chunks arrive in order, each exactly as planned; whatever else arrives changes nothing. Rules:
https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide (read 2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from aromatiza.sandbox.http import Request, Response
from aromatiza.sandbox.tiktok_answer import checked, invalid_params
from aromatiza.sandbox.tiktok_tokens import Keys
from aromatiza.sandbox.world import World

__all__ = ["UPLOAD_HOSTS", "URL_LIFE_S", "check_plan", "receive_chunk"]

# Both have been seen in answers; the first is the one of the samples.
UPLOAD_HOSTS = ("open-upload.tiktokapis.com", "upload.us.tiktokapis.com")
URL_LIFE_S = 3600
VIDEO_TYPES = ("video/mp4", "video/quicktime", "video/webm")

# TikTok does not say whether its MB are decimal or binary: the reading that accepts more stands here.
MIN_CHUNK_BYTES = {False: 5_000_000, True: 5 * 1024 * 1024}
MAX_CHUNK_BYTES = {False: 64 * 1024 * 1024, True: 64_000_000}
MAX_VIDEO_BYTES = 4 * 1024**3
MAX_CHUNKS = 1000

UPLOAD_SOURCE = {"source": str, "video_size": int, "chunk_size": int, "total_chunk_count": int}
CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})")


def check_plan(value: object, keys: Keys) -> dict[str, int]:
    """The chunk plan in a `source_info`: `size`, `chunk` (bytes) and `count`.

    Raises: Refused, for a plan that breaks the rules.
    """
    fields = checked("source_info", value, UPLOAD_SOURCE)
    size, chunk, count = (fields.get(key, 0) for key in ("video_size", "chunk_size", "total_chunk_count"))
    smallest = min(size, MIN_CHUNK_BYTES[keys.has_trap("large_mb")])
    largest = min(size, MAX_CHUNK_BYTES[keys.has_trap("small_mb")])
    if not 0 < size <= MAX_VIDEO_BYTES:
        raise invalid_params("The video size is invalid")
    if not smallest <= chunk <= largest:
        raise invalid_params("The chunk size is invalid")
    if count != size // chunk or count > MAX_CHUNKS:
        raise invalid_params("The total chunk count is invalid")
    if count == 1 and chunk != size:
        raise invalid_params("The chunk size is invalid")
    return {"size": size, "chunk": chunk, "count": count}


def receive_chunk(world: World, job: dict[str, Any] | None, request: Request) -> Response:
    """Answer one PUT to an upload URL; `job` is the upload that it names, if there is one.

    A stored chunk adds to `uploaded` of the job; after the last one, 201 (or 200), that is its `size`.
    """
    if job is None or request.query.get("upload_token") != job["upload_token"]:
        return Response(404)
    keys = Keys(job["asked"])
    if world.now() > job["opened_at"] + keys.seconds("url_life", URL_LIFE_S):
        return Response(403)
    span = _span(request, job)
    if span is None:
        return Response(400)
    if keys.has_trap("resend_206") and span[1] < job["uploaded"] < job["size"]:
        return Response(206, headers=_progress(job, keys))
    if span != _next_range(job):
        return Response(416, headers=_progress(job, keys))
    world.blobs.write(job["blob"], request.body, span[0])
    job["uploaded"] += request.body.size
    done = 200 if keys.has_trap("upload_200") else 201
    is_last = job["uploaded"] == job["size"]
    return Response(done if is_last else 206, headers=_progress(job, keys))


def _span(request: Request, job: Mapping[str, Any]) -> tuple[int, int] | None:
    """First and last byte that a request says it carries; None when its headers are wrong, or untrue."""
    named = CONTENT_RANGE.fullmatch(request.header("content-range"))
    size = request.body.size
    if named is None or request.header("content-type") not in VIDEO_TYPES:
        return None
    first, last, total = map(int, named.groups())
    is_true = request.header("content-length") == str(size) and last - first + 1 == size
    return (first, last) if is_true and total == job["size"] else None


def _next_range(job: Mapping[str, Any]) -> tuple[int, int]:
    """First and last byte of the chunk that is due; what is left over joins the last chunk."""
    first: int = job["uploaded"]
    is_last = first // job["chunk"] >= job["count"] - 1
    return first, (job["size"] if is_last else first + job["chunk"]) - 1


def _progress(job: Mapping[str, Any], keys: Keys) -> dict[str, str]:
    """Whether TikTok means a count or a position is not documented."""
    stored = job["uploaded"]
    end = max(stored - 1, 0) if keys.has_trap("last_index") else stored
    return {"Content-Range": f"bytes 0-{end}/{job['size']}"}
