"""What Meta sees of a media file: how it comes by it, what kind it is, and the size of a photo."""

from __future__ import annotations

import struct
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from aromatiza.sandbox.http import Body
from aromatiza.sandbox.mediahost import MediaFile
from aromatiza.sandbox.world import World

__all__ = ["download", "image_kind", "jpeg_size", "kept"]

# https://developers.facebook.com/documentation/video-api/guides/reels-publishing, read 2026-11
FETCHER = "facebookexternalhit/1.1"

# How the files begin that are photos to a Page:
# https://developers.facebook.com/docs/graph-api/reference/page/photos/, read 2026-11
IMAGE_STARTS = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
}
FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def download(world: World, url: str) -> MediaFile | None:
    """What Meta's fetcher gets.

    None for a file that is not there, a URL outside ASCII, Meta's own CDN, and a host whose robots.txt
    keeps the fetcher out.
    """
    if not url.isascii() or "fbcdn" in urlsplit(url).netloc or not _is_welcome(world, url):
        return None
    return world.media.fetch(url, world.base_url)


def kept(world: World, file: MediaFile) -> str:
    """Keep a fetched file; returns its digest."""
    world.blobs.write(file.digest, Body.of(file.data))
    return file.digest


def image_kind(head: bytes) -> str:
    """`jpeg`, `png`, `gif`, `bmp` or `tiff`, by the first bytes; "" for anything else."""
    return next((kind for start, kind in IMAGE_STARTS.items() if head.startswith(start)), "")


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """(width, height) in pixels from the frame header (ITU T.81, B.2.2); None when there is none."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in FRAME_MARKERS:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _is_welcome(world: World, url: str) -> bool:
    """Whether the robots.txt of the media's host lets the fetcher in; without one, it does."""
    parts = urlsplit(url)
    if url.startswith(f"{world.base_url}/"):
        host = parts.path.split("/")[1]
        path = parts.path.removeprefix(f"/{host}")
    else:
        host, path = parts.netloc, parts.path
    file = world.media.get(host, "/robots.txt")
    robots = RobotFileParser()
    robots.parse(file.data.decode("utf-8", "replace").splitlines() if file else [])
    return robots.can_fetch(FETCHER, path)
