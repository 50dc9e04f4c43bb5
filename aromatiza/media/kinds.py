"""What a file is, by its first bytes: a server's word for it is not believed."""

from __future__ import annotations

from pathlib import Path

__all__ = ["HEAD_BYTES", "content_type_of", "format_of"]

HEAD_BYTES = 512
"""How much of a file is looked at; only web pages and drawings need more than sixteen bytes."""
BRANDS = {
    b"qt  ": "mov",
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "heic"),
    **dict.fromkeys((b"avif", b"avis"), "avif"),
    **dict.fromkeys((b"M4A ", b"M4B "), "sound"),
}
"""What the major brand of a `ftyp` box says.

Any other brand is a film; https://mp4ra.org registers them all.
"""
SIGNS = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"BM": "bmp",
    b"\x1aE\xdf\xa3": "webm",
    b"%PDF-": "pdf",
}
RIFF = {b"WEBP": "webp", b"AVI ": "avi", b"WAVE": "sound"}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<svg", b"<?xml", b"<!--")
"""What a web page or a drawing begins with."""
CONTENT_TYPES = {
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
"""Of what is sent to networks."""


def format_of(head: bytes) -> str:
    """A file's format, by its first `HEAD_BYTES` at most; "" for one unknown.

    Photos: `jpeg`, `png`, `webp`, `gif`, `tiff`, `bmp`, `heic`, `avif`. Films: `mp4`, `mov`, `webm`, `avi`.
    Others: `sound`, `drawing` (SVG), `page` (HTML), `pdf`.

    Sources: ISO/IEC 14496-12 section 4.3 (`ftyp`), ITU T.81 (JPEG), RFC 2083 (PNG), RFC 9649 (WebP).
    """
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12], "mp4")
    if head[:4] == b"RIFF":
        return RIFF.get(head[8:12], "")
    known = next((name for sign, name in SIGNS.items() if head.startswith(sign)), "")
    if known:
        return known
    text = head[:HEAD_BYTES].removeprefix(BYTE_ORDER_MARK).lstrip().lower()
    if not text.startswith(MARKUP):
        return ""
    return "drawing" if b"<svg" in text else "page"


def content_type_of(path: Path) -> str | None:
    """The media type of a video or photo file that networks may take; None for anything else."""
    with path.open("rb") as file:
        return CONTENT_TYPES.get(format_of(file.read(HEAD_BYTES)))
