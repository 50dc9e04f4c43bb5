"""What X sees of an uploaded file: what its first bytes say, and what its index says of a video or a GIF.

Limits: https://docs.x.com/x-api/media/quickstart/best-practices (read 2026-11). Nothing is decoded; what an
index does not say is let pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from aromatiza.sandbox._mp4 import Clip, read_clip

__all__ = [
    "CATEGORIES",
    "KINDS",
    "KIND_OF_CATEGORY",
    "MAX_BYTES",
    "clip_in",
    "gif_fault",
    "holds_sign",
    "type_of",
    "video_fault",
]

MIB = 1024 * 1024
MAX_BYTES = {"image": 5 * MIB, "gif": 15 * MIB, "video": 512 * MIB, "subtitles": MIB}
"""By kind; of subtitles no page gives a size."""
KINDS = {
    "video/mp4": "video",
    "video/quicktime": "video",
    "image/jpeg": "image",
    "image/png": "image",
    "image/webp": "image",
    "image/gif": "gif",
    "text/srt": "subtitles",
    "text/vtt": "subtitles",
}
"""The types that a post can use; the document knows more of them, which no page about posts names."""
CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "image": ("tweet_image", "dm_image"),
    "gif": ("tweet_gif", "tweet_image", "dm_gif"),
    "video": ("tweet_video", "amplify_video", "dm_video"),
    "subtitles": ("subtitles",),
}
KIND_OF_CATEGORY = {
    "tweet_image": ("image", "gif"),
    "dm_image": ("image",),
    "tweet_gif": ("gif",),
    "dm_gif": ("gif",),
    "tweet_video": ("video",),
    "dm_video": ("video",),
    "subtitles": ("subtitles",),
}
SIGNS = {
    "video/mp4": (4, b"ftyp"),
    "video/quicktime": (4, b"ftyp"),
    "image/jpeg": (0, b"\xff\xd8\xff"),
    "image/png": (0, b"\x89PNG"),
    "image/webp": (8, b"WEBP"),
    "image/gif": (0, b"GIF8"),
    "text/srt": (0, b""),
    "text/vtt": (0, b"WEBVTT"),
}
"""Type -> what its files hold at an offset."""

SHORTEST_S = 0.5
SMALLEST, LARGEST_GIF, LARGEST_VIDEO = 32, (1280, 1080), (1280, 1024)
MOST_FPS = 60
MOST_RATIO = 3
MOST_FRAMES, MOST_PIXELS = 350, 300_000_000
CODECS = ("avc1", "avc3")


def holds_sign(path: Path, media_type: str) -> bool:
    """Whether a file begins as files of this type do."""
    offset, sign = SIGNS[media_type]
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(len(sign)) == sign


def type_of(path: Path) -> str:
    """The type of a file by its first bytes; "" for one that X does not know."""
    binary = [one for one in SIGNS if not one.startswith("text/")] + ["text/vtt"]
    return next((one for one in binary if holds_sign(path, one)), "")


def clip_in(path: Path) -> Clip | None:
    """What the index of a video says; None when it has none."""
    with path.open("rb") as file:
        return read_clip(file)


def video_fault(clip: Clip | None, *, is_size_strict: bool) -> str:
    """Why processing a video fails; "" when nothing is known against it."""
    if clip is None:
        return ""
    if clip.codec and clip.codec not in CODECS:
        return f"Unsupported codec: {clip.codec}"
    if clip.duration_s is not None and clip.duration_s < SHORTEST_S:
        return "The video is shorter than 0.5 seconds"
    if clip.fps > MOST_FPS:
        return "The frame rate is over 60 per second"
    if not (clip.width and clip.height):
        return ""
    if min(clip.width, clip.height) < SMALLEST:
        return "The video is smaller than 32x32"
    if max(clip.width, clip.height) > MOST_RATIO * min(clip.width, clip.height):
        return "The aspect ratio is not between 1:3 and 3:1"
    is_large = clip.width > LARGEST_VIDEO[0] or clip.height > LARGEST_VIDEO[1]
    return "The video is larger than 1280x1024" if is_size_strict and is_large else ""


def gif_fault(path: Path) -> str:
    """Why a GIF is refused; "" when nothing is known against it."""
    with path.open("rb") as file:
        screen = file.read(13)
        if len(screen) < 13:
            return ""
        width, height = int.from_bytes(screen[6:8], "little"), int.from_bytes(screen[8:10], "little")
        frames = _frames(file, screen[10])
    if width > LARGEST_GIF[0] or height > LARGEST_GIF[1]:
        return f"GIF dimensions exceed {LARGEST_GIF[0]}x{LARGEST_GIF[1]}"
    if frames > MOST_FRAMES:
        return f"GIF contains more than {MOST_FRAMES} frames"
    return "GIF contains more than 300 million pixels" if frames * width * height > MOST_PIXELS else ""


def _frames(file: BinaryIO, flags: int) -> int:
    """How many images a GIF has, by its blocks (GIF89a, sections 15 to 26)."""
    file.seek(_table(flags), 1)
    frames = 0
    while frames <= MOST_FRAMES:
        match file.read(1):
            case b",":
                frames += 1
                flags_at = file.read(9)
                file.seek(_table(flags_at[8] if len(flags_at) == 9 else 0) + 1, 1)
            case b"!":
                file.seek(1, 1)
            case _:
                break
        while size := file.read(1)[:1]:
            if size == b"\0":
                break
            file.seek(size[0], 1)
    return frames


def _table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0
