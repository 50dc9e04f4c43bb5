"""What Meta sees of a media file: how it comes by it, what kind it is, its size and its duration."""

from __future__ import annotations

import struct
from typing import BinaryIO
from urllib.parse import urlsplit

from aromatiza.sandbox.mediahost import MediaFile
from aromatiza.sandbox.world import World

__all__ = ["download", "image_kind", "jpeg_size", "mp4_duration_s"]

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
    """What Meta's fetcher gets: None for a file that is not there, a URL outside ASCII, or Meta's own CDN."""
    if not url.isascii() or "fbcdn" in urlsplit(url).netloc:
        return None
    return world.media.fetch(url, world.base_url)


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


def mp4_duration_s(file: BinaryIO) -> float | None:
    """The duration in seconds from the movie header (ISO/IEC 14496-12, 8.2.2); None when there is none."""
    end = file.seek(0, 2)
    movie = _box(file, b"moov", 0, end)
    header = _box(file, b"mvhd", *movie) if movie else None
    if header is None:
        return None
    file.seek(header[0])
    content = file.read(32)
    layout = ">20xIQ" if content[:1] == b"\1" else ">12xII"
    if len(content) < struct.calcsize(layout):
        return None
    scale, duration = struct.unpack_from(layout, content)
    return float(duration / scale) if scale else None


def _box(file: BinaryIO, name: bytes, at: int, end: int) -> tuple[int, int] | None:
    """Where the content of the first box `name` between two offsets begins and ends."""
    while at + 8 <= end:
        file.seek(at)
        size, found = struct.unpack(">I4s", file.read(8))
        begin = at + 8
        if size == 1:
            size, begin = int.from_bytes(file.read(8), "big"), at + 16
        after = at + size if size else end
        if found == name:
            return begin, min(after, end)
        if after < begin:
            return None
        at = after
    return None
