"""What a file is, by its first bytes: a server's word for it is not believed."""

from __future__ import annotations

from pathlib import Path

__all__ = ["content_type_of"]

HEAD_BYTES = 16
BRANDS = {
    b"qt  ": "video/quicktime",
    **dict.fromkeys(
        (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
    ),
    **dict.fromkeys((b"M4A ", b"M4B ")),
}
"""What the major brand of a `ftyp` box says; None for pictures and sound in a film's clothes.

Any other brand is a film; https://mp4ra.org registers them all.
"""


def content_type_of(path: Path) -> str | None:
    """The media type of a video or photo file; None for anything else.

    Sources: ISO/IEC 14496-12 section 4.3 (`ftyp`), ITU T.81 (JPEG), RFC 2083 (PNG), RFC 9649 (WebP).
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12], "video/mp4")
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return None
