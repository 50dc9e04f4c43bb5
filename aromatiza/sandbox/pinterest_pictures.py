"""The pictures that Pins are made of: fetched or decoded when the Pin is made, looked at, and kept.

Their sources: `PinMediaSource` in OpenAPI 5.23.0 of https://github.com/pinterest/api-description (read
2026-11); a picture that is too small or broken has its code in the examples of tags v5.9.0 to v5.17.0.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from typing import Any

from aromatiza.sandbox.http import Body
from aromatiza.sandbox.pinterest_errors import invalid, refusal_of
from aromatiza.sandbox.world import World

__all__ = ["Pictures"]

Json = dict[str, Any]

PICTURE_HOST = "i.pinimg.com"
PICTURE_STARTS = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
PICTURE_SIZES = {"150x150": (150, 150), "400x300": (400, 300), "600x": (600, 900), "1200x": (1200, 1800)}
# What is too small was never published: this is the sandbox's choice.
SMALLEST_SIDE_PX = 100
# 10 MB by https://business.pinterest.com/en/Pinterest-product-specs, 20 MB elsewhere (read 2026-11).
LARGEST_BYTES = 20_000_000
FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class Pictures:
    """Takes pictures in, and says where they are shown."""

    def __init__(self, world: World) -> None:
        self._world = world

    def taken(self, item: Json) -> str:
        """Fetch (`url`) or decode (`data`, `content_type`) a JPEG or PNG, and keep it; returns its digest.

        Raises: Refusal, 400/1 for what cannot be had, 403/235 for a broken one, 403/233 for a small one.
        """
        if "url" in item:
            file = self._world.media.fetch(item["url"], self._world.base_url)
            if file is None:
                raise invalid(f"url: nothing could be fetched from {item['url']!r}")
            data, starts = file.data, tuple(PICTURE_STARTS.values())
        else:
            data, starts = _decoded(item["data"]), (PICTURE_STARTS[item["content_type"]],)
        if not data.startswith(starts):
            raise refusal_of(403, 235)
        if len(data) > LARGEST_BYTES:
            raise invalid(f"the image has {len(data)} bytes, more than {LARGEST_BYTES}")
        size = _size_of(data)
        if size is not None and min(size) < SMALLEST_SIDE_PX:
            raise refusal_of(403, 233)
        digest = hashlib.sha256(data).hexdigest()
        self._world.blobs.write(digest, Body.of(data))
        return digest

    def shown(self, digest: str) -> Json:
        """The sizes in which a picture can be had."""
        path = f"{digest[:2]}/{digest[2:4]}/{digest[4:6]}/{digest[:32]}.jpg"
        return {
            name: {"width": width, "height": height, "url": self._world.url(PICTURE_HOST, f"/{name}/{path}")}
            for name, (width, height) in PICTURE_SIZES.items()
        }


def _size_of(data: bytes) -> tuple[int, int] | None:
    """(width, height) in pixels; None when the file does not say.

    From the header chunk of a PNG (ISO/IEC 15948, 11.2.2), or the frame header of a JPEG (ITU T.81, B.2.2).
    """
    if data.startswith(PICTURE_STARTS["image/png"]):
        return struct.unpack(">II", data[16:24]) if data[12:16] == b"IHDR" and len(data) >= 24 else None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in FRAME_MARKERS:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _decoded(data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error as error:
        raise invalid("the image data is not base64") from error
