"""The bytes of a video on their way to TikTok: the plan of chunks, and the PUT requests that follow it.

Chunks arrive in order, each exactly as planned; whatever else arrives changes nothing. Rules:
https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide (read 2026-11).
"""

from __future__ import annotations

import re
from typing import Any

from aromatiza.sandbox.http import Request, Response
from aromatiza.sandbox.tiktok_answer import Refused, checked, invalid_params
from aromatiza.sandbox.world import World

__all__ = ["UPLOAD_HOST", "check_source", "receive_chunk"]

UPLOAD_HOST = "open-upload.tiktokapis.com"
URL_LIFE_S = 3600
VIDEO_TYPES = ("video/mp4", "video/quicktime", "video/webm")

# TikTok does not say whether its MB are decimal or binary: the reading that accepts more stands here.
MIN_CHUNK_BYTES = 5_000_000
MAX_CHUNK_BYTES = 64 * 1024 * 1024
MAX_VIDEO_BYTES = 4 * 1024**3
MAX_CHUNKS = 1000

UPLOAD_SOURCE = {"source": str, "video_size": int, "chunk_size": int, "total_chunk_count": int}
PULL_SOURCE = {"source": str, "video_url": str}
CONTENT_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


def check_source(value: object) -> dict[str, int]:
    """The chunk plan in a video's `source_info`: `size`, `chunk` (bytes) and `count`.

    Raises: Refused, for a plan that breaks the rules, and for every pull: no media host of a brand
    is a domain that this app has verified.
    """
    source = value.get("source") if isinstance(value, dict) else None
    if source == "PULL_FROM_URL":
        if not checked("source_info", value, PULL_SOURCE).get("video_url", "").startswith("https://"):
            raise invalid_params("The video_url must be an https URL")
        raise Refused("url_ownership_unverified")
    if source != "FILE_UPLOAD":
        raise invalid_params("The source must be FILE_UPLOAD or PULL_FROM_URL")
    fields = checked("source_info", value, UPLOAD_SOURCE)
    size, chunk, count = (fields.get(key, 0) for key in ("video_size", "chunk_size", "total_chunk_count"))
    if not 0 < size <= MAX_VIDEO_BYTES:
        raise invalid_params("The video size is invalid")
    if not min(size, MIN_CHUNK_BYTES) <= chunk <= min(size, MAX_CHUNK_BYTES):
        raise invalid_params("The chunk size is invalid")
    if count != size // chunk or count > MAX_CHUNKS:
        raise invalid_params("The total chunk count is invalid")
    if count == 1 and chunk != size:
        raise invalid_params("The chunk size is invalid")
    return {"size": size, "chunk": chunk, "count": count}


def receive_chunk(world: World, job: dict[str, Any] | None, request: Request) -> Response:
    """Answer one PUT to an upload URL; `job` is the upload that it names, if there is one.

    A stored chunk adds to `uploaded` of the job; the last one sets `arrived_at`.
    """
    if job is None or request.query.get("upload_token") != job["upload_token"]:
        return Response(404)
    if world.now() > job["opened_at"] + URL_LIFE_S:
        return Response(403)
    named = CONTENT_RANGE.fullmatch(request.header("content-range"))
    size = request.body.size
    if named is None or request.header("content-type") not in VIDEO_TYPES:
        return Response(400)
    first, last, total = map(int, named.groups())
    if request.header("content-length") != str(size) or last - first + 1 != size or total != job["size"]:
        return Response(400)
    if (first, last) != _next_range(job):
        return Response(416, headers=_progress(job))
    world.blobs.write(job["blob"], request.body, first)
    job["uploaded"] += size
    if job["uploaded"] < job["size"]:
        return Response(206, headers=_progress(job))
    job["arrived_at"] = world.now()
    return Response(201, headers=_progress(job))


def _next_range(job: dict[str, Any]) -> tuple[int, int]:
    """First and last byte of the chunk that is due; what is left over joins the last chunk."""
    first: int = job["uploaded"]
    is_last = first // job["chunk"] >= job["count"] - 1
    return first, (job["size"] if is_last else first + job["chunk"]) - 1


def _progress(job: dict[str, Any]) -> dict[str, str]:
    return {"Content-Range": f"bytes 0-{job['uploaded']}/{job['size']}"}
