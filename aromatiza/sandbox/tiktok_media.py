"""What TikTok sees of a file once it has it: the reasons for which processing fails.

A file is judged by how it begins and by its index; what it does not say is not held against it. Source:
https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide (read 2026-11); that a photo's
shorter side counts as its "1080p" is reported by https://github.com/gitroomhq/postiz-app/pull/1875.
"""

from __future__ import annotations

import struct
from pathlib import Path

from aromatiza.sandbox._meta_media import jpeg_size
from aromatiza.sandbox._mp4 import Clip, read_clip

__all__ = ["MAX_VIDEO_S", "photo_fault", "read_video", "video_fault"]

MAX_VIDEO_S = 600
MIN_FPS, MAX_FPS = 23, 60
MIN_SIDE, MAX_SIDE = 360, 4096
# H.264, H.265, VP8 and VP9, as ISO/IEC 14496-15 and the VP codec ISO media binding name them
CODECS = frozenset({"avc1", "avc3", "hvc1", "hev1", "vp08", "vp09"})
WEBM = b"\x1a\x45\xdf\xa3"

MAX_PHOTO_BYTES = 20 * 1024 * 1024
MAX_SHORTER_SIDE = 1080
JPEG = b"\xff\xd8\xff"


def read_video(path: Path) -> Clip | None:
    """What the index of a file says; an empty Clip when it says nothing, None when it is no video."""
    with path.open("rb") as file:
        head = file.read(8)
        if head.startswith(WEBM):
            return Clip()
        if head[4:] != b"ftyp":
            return None
        return read_clip(file) or Clip()


def video_fault(clip: Clip | None, longest_s: int) -> str:
    """The fail_reason of a video; "" when there is none."""
    if clip is None or (clip.codec and clip.codec not in CODECS):
        return "file_format_check_failed"
    if clip.duration_s is not None and clip.duration_s > min(longest_s, MAX_VIDEO_S):
        return "duration_check_failed"
    if clip.fps and not MIN_FPS <= round(clip.fps, 2) <= MAX_FPS:
        return "frame_rate_check_failed"
    if clip.width and (_shorter(clip) < MIN_SIDE or _longer(clip) > MAX_SIDE):
        return "picture_size_check_failed"
    return ""


def photo_fault(data: bytes) -> str:
    """The fail_reason of a photo; "" when there is none."""
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    if not is_webp and not data.startswith(JPEG):
        return "file_format_check_failed"
    size = _webp_size(data) if is_webp else jpeg_size(data)
    if len(data) > MAX_PHOTO_BYTES or (size and min(size) > MAX_SHORTER_SIDE):
        return "picture_size_check_failed"
    return ""


def _shorter(clip: Clip) -> int:
    return min(clip.width, clip.height)


def _longer(clip: Clip) -> int:
    return max(clip.width, clip.height)


def _webp_size(data: bytes) -> tuple[int, int] | None:
    """(width, height) in pixels, by the first chunk (RFC 9649, section 2); None when it does not say."""
    kind, body = data[12:16], data[20:30]
    if len(body) < 10:
        return None
    if kind == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L" and body[:1] == b"\x2f":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None
