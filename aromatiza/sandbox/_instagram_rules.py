"""What Instagram takes in a container: the parameters of each kind, the limits of texts and files.

Every function raises `RefusedError` with the code and subcode of the network.
Sources: https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/ig-user/media
and …/reference/error-codes (both read 2026-11).
"""

from __future__ import annotations

import io
import json
import re
from typing import BinaryIO

from aromatiza.sandbox._graph import Call, refusal
from aromatiza.sandbox._meta_media import download, image_kind, jpeg_size, mp4_duration_s
from aromatiza.sandbox.mediahost import MediaFile
from aromatiza.sandbox.world import World

__all__ = [
    "check_parameters",
    "check_texts",
    "container_kind",
    "cover_checked",
    "media_checked",
    "thumb_checked",
    "video_fault",
]

CAPTION_UNITS = 2200
HASHTAGS = 30
MENTIONS = 20
COLLABORATORS = 3
ALT_CHARS = 1000
IMAGE_BYTES = 8 * 1024 * 1024
VIDEO_LIMITS = {
    "REELS": (300 * 1024 * 1024, 3, 15 * 60),
    "STORIES": (100 * 1024 * 1024, 3, 60),
    "CHILD_VIDEO": (300 * 1024 * 1024, 3, 15 * 60),
}

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
ADD_ONS = {"poll_attachment", "is_poll_duration_extended", "is_comment_prompt_used"}
PAID = {"is_paid_partnership", "branded_content_sponsor_ids"}
POST = {"caption", "collaborators", "location_id", "is_ai_generated", "product_tags"} | PAID | ADD_ONS
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
        raise refusal("(#100) A video by itself is published as media_type REELS", 100, 2207089)
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
    call.flag("share_to_feed", True)
    call.flag("is_ai_generated", False)
    _check_collaborators(call.text("collaborators"))


def check_texts(call: Call) -> None:
    """The caption, counted in UTF-16 units (the strictest reading: none is documented), and the alt text."""
    caption = call.text("caption")
    if len(caption.encode("utf-16-le")) // 2 > CAPTION_UNITS:
        raise refusal("The caption is too long", 36004, 2207010)
    if len(re.findall(r"#\w+", caption)) > HASHTAGS:
        raise refusal("The caption has too many hashtags", 36004, 2207010)
    if len(re.findall(r"(?<!\w)@\w+", caption)) > MENTIONS:
        raise refusal("The caption has too many mentions", 100, 2207040)
    if len(call.text("alt_text")) > ALT_CHARS:
        raise refusal("(#100) The alt_text is too long", 100)


def media_checked(world: World, url: str, kind: str) -> MediaFile:
    """The image at `url`, fit for a container of this kind; a story's may have any aspect ratio."""
    file = _image(world, url)
    size = jpeg_size(file.data)
    if size is None:
        raise refusal("The image cannot be read", 36001, 2207005)
    width, height = size
    if kind != "STORIES" and not (5 * width >= 4 * height and 100 * width <= 191 * height):
        raise refusal("The aspect ratio is not between 4:5 and 1.91:1", 36003, 2207009)
    return file


def cover_checked(world: World, url: str) -> None:
    """A Reel's cover image must be a JPEG that can be fetched."""
    if url:
        _image(world, url)


def thumb_checked(call: Call, file: MediaFile | None) -> None:
    """`thumb_offset`, in milliseconds, lies within the video, as far as its duration is known."""
    offset_ms = call.whole("thumb_offset") or 0
    duration_s = mp4_duration_s(io.BytesIO(file.data)) if file else None
    if offset_ms < 0 or (duration_s is not None and offset_ms >= max(duration_s * 1000, 1)):
        raise refusal("thumb_offset is outside the video", 1, 2207057)


def video_fault(file: BinaryIO, kind: str) -> str:
    """The subcode under which ingesting a video will fail; "" when it will not."""
    max_bytes, shortest_s, longest_s = VIDEO_LIMITS[kind]
    is_image = bool(image_kind(file.read(16)))
    duration_s = mp4_duration_s(file)
    has_bad_duration = duration_s is not None and not shortest_s <= duration_s <= longest_s
    return "2207026" if is_image or has_bad_duration or file.seek(0, 2) > max_bytes else ""


def _image(world: World, url: str) -> MediaFile:
    file = download(world, url)
    if file is None:
        raise refusal("The media could not be fetched from this URI", 9004, 2207052)
    if image_kind(file.data) != "jpeg":
        raise refusal("The image format is not supported", 36001, 2207005)
    if len(file.data) > IMAGE_BYTES:
        raise refusal("The image is too large", 36000, 2207004)
    return file


def _check_collaborators(text: str) -> None:
    try:
        names = json.loads(text or "[]")
    except ValueError:
        names = None
    if not isinstance(names, list) or len(names) > COLLABORATORS:
        raise refusal(f"(#100) collaborators must be a list of at most {COLLABORATORS}", 100)
