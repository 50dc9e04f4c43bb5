"""What Instagram takes in a container: the parameters of each kind, the limits of texts and files.

Every function raises `RefusedError` with the code and subcode of the network.
Sources: https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/ig-user/media
and …/reference/error-codes (both read 2026-11).
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import BinaryIO

from aromatiza.sandbox._graph import Call
from aromatiza.sandbox._instagram_options import ADD_ONS, check_options
from aromatiza.sandbox._meta_errors import refusal, refusal_of
from aromatiza.sandbox._meta_media import download, image_kind, jpeg_size
from aromatiza.sandbox._mp4 import Clip, read_clip
from aromatiza.sandbox.mediahost import MediaFile
from aromatiza.sandbox.world import World

__all__ = [
    "check_parameters",
    "check_texts",
    "container_kind",
    "cover_checked",
    "is_outside",
    "media_checked",
    "thumb_checked",
    "video_fault",
]

CAPTION_UNITS = 2200
HASHTAGS = 30
MENTIONS = 20
ALT_CHARS = 1000
IMAGE_BYTES = 8 * 1024 * 1024
IMAGE_RATIOS = (4 / 5, 1.91)

UNSUPPORTED = "2207026"
SILENT = "2207082"


@dataclass(frozen=True, slots=True)
class VideoLimits:
    """What a kind of container takes of a video: bytes, seconds, width over height."""

    max_bytes: int
    seconds: tuple[float, float]
    ratios: tuple[float, float]


MIB = 1024 * 1024
REEL_LIMITS = VideoLimits(300 * MIB, (3, 15 * 60), (0.01, 10))
VIDEO_LIMITS = {
    "REELS": REEL_LIMITS,
    "STORIES": VideoLimits(100 * MIB, (3, 60), (0.1, 10)),
    "CHILD_VIDEO": REEL_LIMITS,
}
VIDEO_WIDTH = 1920
VIDEO_FPS = (23, 60)
VIDEO_CODECS = ("avc1", "avc3", "hvc1", "hev1")

# (media_type, is_carousel_item) -> kind of container
KINDS = {
    ("", False): "IMAGE",
    ("REELS", False): "REELS",
    ("STORIES", False): "STORIES",
    ("CAROUSEL", False): "CAROUSEL",
    ("", True): "CHILD_IMAGE",
    ("VIDEO", True): "CHILD_VIDEO",
}
MEDIA_TYPES = ("", "REELS", "STORIES", "CAROUSEL", "VIDEO")
SOURCES = {
    "IMAGE": {"image_url"},
    "REELS": {"video_url", "upload_type"},
    "STORIES": {"image_url", "video_url", "upload_type"},
    "CAROUSEL": {"children"},
    "CHILD_IMAGE": {"image_url"},
    "CHILD_VIDEO": {"video_url", "upload_type"},
}
PAID = {"is_paid_partnership", "branded_content_sponsor_ids"}
POST = {"caption", "collaborators", "location_id", "is_ai_generated", "product_tags"} | PAID | {*ADD_ONS}
OPTIONS = {
    "IMAGE": POST | {"user_tags", "alt_text"},
    "REELS": POST
    | {"share_to_feed", "thumb_offset", "cover_url", "user_tags"}
    | {"audio_name", "audio_configuration", "trial_params"},
    "STORIES": {"user_tags", "is_ai_generated"},
    "CAROUSEL": POST | {"share_to_feed"},
    "CHILD_IMAGE": {"user_tags", "alt_text", "product_tags"},
    "CHILD_VIDEO": {"thumb_offset", "product_tags"},
}
KNOWN = frozenset().union(*SOURCES.values(), *OPTIONS.values())


def container_kind(call: Call) -> str:
    """The kind of container that is asked for: a key of `OPTIONS`."""
    media_type, is_child = call.text("media_type"), call.flag("is_carousel_item", False)
    if media_type not in MEDIA_TYPES:
        raise refusal(f"(#100) Unknown media_type {media_type}", 100, 2207023)
    if (media_type, is_child) == ("VIDEO", False):
        raise refusal_of(100, 2207089)
    if (media_type, is_child) not in KINDS:
        raise refusal(f"(#100) {media_type} cannot be a carousel item", 100)
    return KINDS[media_type, is_child]


def check_parameters(call: Call, kind: str) -> None:
    """Exactly one source, and no parameter of another kind; Graph ignores names that it does not know."""
    strange = sorted((KNOWN & call.params.keys()) - SOURCES[kind] - OPTIONS[kind])
    if strange:
        raise refusal(f"(#100) {strange[0]} is not supported for this media type", 100)
    given = [name for name in sorted(SOURCES[kind]) if call.text(name)]
    if len(given) != 1:
        raise refusal(f"(#100) Exactly one is required of: {', '.join(sorted(SOURCES[kind]))}", 100)
    if call.text("upload_type") not in ("", "resumable"):
        raise refusal("(#100) Param upload_type must be resumable", 100)
    check_options(call, kind)


def check_texts(call: Call) -> None:
    """The caption, counted in UTF-16 units (the strictest reading: none is documented), and the alt text."""
    caption = call.text("caption")
    if len(caption.encode("utf-16-le")) // 2 > CAPTION_UNITS:
        raise refusal("The caption is too long", 36004, 2207010)
    if len(re.findall(r"#\w+", caption)) > HASHTAGS:
        raise refusal("The caption has too many hashtags", 36004, 2207010)
    if len(re.findall(r"(?<!\w)@\w+", caption)) > MENTIONS:
        raise refusal_of(100, 2207040)
    if len(call.text("alt_text")) > ALT_CHARS:
        raise refusal("(#100) The alt_text is too long", 100)


def media_checked(world: World, url: str, kind: str) -> MediaFile:
    """The image at `url`, fit for a container of this kind; a story's may have any aspect ratio."""
    file = _image(world, url)
    size = jpeg_size(file.data)
    if size is None:
        raise refusal("The image cannot be read", 36001, 2207005)
    width, height = size
    narrowest, widest = IMAGE_RATIOS
    if kind != "STORIES" and not narrowest * height <= width <= widest * height:
        raise refusal_of(36003, 2207009)
    return file


def cover_checked(world: World, url: str) -> None:
    """A Reel's cover image must be a JPEG that can be fetched."""
    if url:
        _image(world, url)


def thumb_checked(call: Call, file: MediaFile | None) -> None:
    """`thumb_offset`, in milliseconds, lies within the video, as far as its duration is known."""
    clip = read_clip(io.BytesIO(file.data)) if file else None
    if is_outside(call.whole("thumb_offset") or 0, clip):
        raise refusal_of(1, 2207057)


def is_outside(offset_ms: int, clip: Clip | None) -> bool:
    """Whether an offset is before or after a clip, as far as its duration is known."""
    duration_s = clip.duration_s if clip else None
    return offset_ms < 0 or (duration_s is not None and offset_ms >= max(duration_s * 1000, 1))


def video_fault(file: BinaryIO, kind: str, *, needs_sound: bool = False) -> str:
    """The subcode under which ingesting a video will fail; "" when it will not."""
    is_image = bool(image_kind(file.read(16)))
    clip, limits = read_clip(file), VIDEO_LIMITS[kind]
    if is_image or clip is None or file.seek(0, 2) > limits.max_bytes or not _is_taken(clip, limits):
        return UNSUPPORTED
    return SILENT if needs_sound and not clip.has_sound else ""


def _is_taken(clip: Clip, limits: VideoLimits) -> bool:
    """Whether a clip is within the limits, as far as its index says."""
    ratio = clip.width / clip.height if clip.height else None
    return (
        clip.is_index_first
        and clip.width <= VIDEO_WIDTH
        and _is_within(clip.duration_s, limits.seconds)
        and _is_within(ratio, limits.ratios)
        and _is_within(clip.fps or None, VIDEO_FPS)
        and clip.codec in ("", *VIDEO_CODECS)
    )


def _is_within(value: float | None, span: tuple[float, float]) -> bool:
    return value is None or span[0] <= value <= span[1]


def _image(world: World, url: str) -> MediaFile:
    file = download(world, url)
    if file is None:
        raise refusal_of(9004, 2207052)
    if image_kind(file.data) != "jpeg":
        raise refusal_of(36001, 2207005)
    if len(file.data) > IMAGE_BYTES:
        raise refusal_of(36000, 2207004)
    return file
