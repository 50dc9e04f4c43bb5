"""The headers of photos that Pillow reads only with all their pixels: WebP, HEIC and AVIF.

A reader gets a file that raises `Missing` for pieces that are not there, and reads no more than it needs.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from aromatiza.media.pieces import Pieces

__all__ = ["Look", "NotAPhoto", "profile_name", "read_heif", "read_webp", "turned"]

UPRIGHT = 1
SIDEWAYS = frozenset({5, 6, 7, 8})
"""The EXIF orientations that swap width and height."""
NAME_CHARS = 60


class NotAPhoto(ValueError):
    """The header makes no sense."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a header says; the size is the one that a viewer shows."""

    width: int
    height: int
    orientation: int
    colour: str
    profile: str
    has_alpha: bool
    is_animated: bool


def turned(width: int, height: int, orientation: int) -> tuple[int, int]:
    """The size that a viewer shows."""
    return (height, width) if orientation in SIDEWAYS else (width, height)


# RFC 9649: https://www.rfc-editor.org/rfc/rfc9649.html (read 2026-11-23)

HAS_PROFILE, HAS_ALPHA, HAS_EXIF, IS_ANIMATED = 0x20, 0x10, 0x08, 0x02
MAX_CHUNKS = 64
KEYFRAME = b"\x9d\x01\x2a"
LOSSLESS = 0x2F


@dataclass(frozen=True, slots=True)
class Canvas:
    """The size of a WebP picture before it is turned, and the flags of its `VP8X` chunk."""

    width: int
    height: int
    flags: int


def read_webp(file: Pieces) -> tuple[Look, bytes]:
    """What a WebP file says, turned upright, and its EXIF data: they decide how it is shown.

    Raises: NotAPhoto, Missing.
    """
    file.seek(12)
    kind, length = _chunk(file)
    canvas = _canvas(kind, file.read(min(length, 10)))
    parts: dict[bytes, bytes] = {}
    if canvas.flags & (HAS_PROFILE | HAS_EXIF):
        file.seek(12)
        parts = _parts(file, canvas.flags)
    look = Look(
        width=canvas.width,
        height=canvas.height,
        orientation=UPRIGHT,
        colour="rgb",
        profile=profile_name(parts.get(b"ICCP", b"")),
        has_alpha=bool(canvas.flags & HAS_ALPHA),
        is_animated=bool(canvas.flags & IS_ANIMATED),
    )
    return look, parts.get(b"EXIF", b"")


def _chunk(file: Pieces) -> tuple[bytes, int]:
    """The name and the length of the chunk that begins here; no name at the end of the file."""
    head = file.read(8)
    if len(head) < 8:
        return b"", 0
    kind, length = struct.unpack("<4sI", head)
    return kind, length


def _canvas(kind: bytes, data: bytes) -> Canvas:
    if len(data) == 10 and kind == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (4, 7))
        return Canvas(width, height, data[0])
    if len(data) == 10 and kind == b"VP8 " and data[3:6] == KEYFRAME:
        width, height = (side & 0x3FFF for side in struct.unpack("<HH", data[6:]))
        if width and height:
            return Canvas(width, height, 0)
    if len(data) >= 5 and kind == b"VP8L" and data[0] == LOSSLESS:
        bits = int.from_bytes(data[1:5], "little")
        return Canvas((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, HAS_ALPHA if bits >> 28 & 1 else 0)
    raise NotAPhoto("no WebP picture")


def _parts(file: Pieces, flags: int) -> dict[bytes, bytes]:
    """The colour profile and the EXIF data; those of an animation, behind its frames, are left."""
    wanted = {b"ICCP"} if flags & HAS_PROFILE else set()
    if flags & HAS_EXIF and not flags & IS_ANIMATED:
        wanted.add(b"EXIF")
    found: dict[bytes, bytes] = {}
    for _ in range(MAX_CHUNKS):
        kind, length = _chunk(file)
        if not kind or wanted <= found.keys():
            break
        start = file.tell()
        if kind in wanted:
            found[kind] = file.read(length)
        file.seek(start + length + length % 2)
    return found


# ISO/IEC 23008-12 (HEIF), sections 6.5.3 (`ispe`), 6.5.10 (`irot`); ISO/IEC 14496-12, 12.1.5 (`colr`)

HEIF_BYTES = 65_536
EXTENT = re.compile(rb"\0\0\0\x14ispe\0{4}(.{4})(.{4})", re.DOTALL)
TURN = re.compile(rb"\0\0\0\x09irot(.)", re.DOTALL)
PROFILE = re.compile(rb"(.{4})colr(?:prof|rICC)", re.DOTALL)
ALPHA = re.compile(rb"urn:mpeg:(?:mpegB:cicp:systems:auxiliary:alpha|hevc:2015:auxid:1)\0")
TURNED = (1, 8, 3, 6)
"""The EXIF orientation for so many quarter turns against the clock."""
SEQUENCES = frozenset({b"avis", b"hevc", b"hevx", b"msf1"})


def read_heif(file: Pieces) -> Look:
    """What a HEIC or AVIF file says in its first 64 KiB.

    No network takes them, so that a closer look is not worth it. The largest picture counts, not its tiles or
    its thumbnail. Raises: NotAPhoto, Missing.
    """
    file.seek(0)
    head = file.read(HEIF_BYTES)
    sizes = [struct.unpack(">II", b"".join(found)) for found in EXTENT.findall(head)]
    width, height = max(sizes, key=lambda size: size[0] * size[1], default=(0, 0))
    if not width or not height:
        raise NotAPhoto("no picture")
    turn = TURN.search(head)
    orientation = TURNED[turn[1][0] % 4] if turn else UPRIGHT
    colour = PROFILE.search(head)
    icc = head[colour.end() : colour.start() + int.from_bytes(colour[1], "big")] if colour else b""
    shown = turned(width, height, orientation)
    is_animated = head[8:12] in SEQUENCES
    has_alpha = ALPHA.search(head) is not None
    return Look(*shown, orientation, "rgb", profile_name(icc), has_alpha, is_animated)


# ICC.1:2022, sections 7.2 (header), 7.3 (tag table), 10.15 (`mluc`); ICC.1:2001-04, 6.5.17 (`desc`)

PROFILE_HEAD = 128
MAX_TAGS = 100


def profile_name(icc: bytes) -> str:
    """The name of a colour profile; "" for no profile, "ICC" for one that does not tell its name."""
    if not icc:
        return ""
    count = int.from_bytes(icc[PROFILE_HEAD : PROFILE_HEAD + 4], "big")
    for number in range(min(count, MAX_TAGS)):
        entry = icc[PROFILE_HEAD + 4 + 12 * number :][:12]
        if entry[:4] == b"desc" and len(entry) == 12:
            offset, length = struct.unpack(">II", entry[4:])
            name = _description(icc[offset : offset + length])
            return "".join(char for char in name if char.isprintable())[:NAME_CHARS].strip() or "ICC"
    return "ICC"


def _description(tag: bytes) -> str:
    """The text of a `desc` tag (version 2), or the first one of a `mluc` tag (version 4)."""
    if tag[:4] == b"desc":
        length = int.from_bytes(tag[8:12], "big")
        return tag[12 : 12 + length].decode("ascii", "replace")
    if tag[:4] == b"mluc" and len(tag) >= 28:
        length, offset = struct.unpack(">II", tag[20:28])
        return tag[offset : offset + length].decode("utf-16-be", "replace")
    return ""
