"""The facts of a photo, from its header alone: no pixel is decoded, whatever the bytes are.

Mostly the first 16 KiB suffice; more is read only for long EXIF data or colour profiles.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import IO, TYPE_CHECKING, cast

from aromatiza.core.media_facts import PhotoFacts, Trouble
from aromatiza.core.messages import msg
from aromatiza.media.headers import Look, NotAPhoto, profile_name, read_heif, read_webp, turned
from aromatiza.media.kinds import HEAD_BYTES, format_of
from aromatiza.media.pieces import LIMIT_BYTES, Missing, Pieces
from aromatiza.media.source import ByteSource

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

__all__ = ["read_photo"]

ENDS = {"jpeg": b"\xff\xd9", "png": b"IEND"}
"""What a whole file ends with (ITU T.81, B.1.1.3; RFC 2083, 4.1.4)."""
END_BYTES = 4096

ORIENTATION = 0x0112
"""The number of the EXIF tag (CIPA DC-008, 4.6.4)."""
ORIENTATIONS = range(1, 9)
KIBIBYTE = 1024
COLOURS = {
    **dict.fromkeys(("RGB", "RGBA", "RGBX", "RGBa", "YCbCr"), "rgb"),
    **dict.fromkeys(("1", "L", "LA", "La", "I", "I;16", "I;16B", "I;16L", "F"), "grey"),
    **dict.fromkeys(("P", "PA"), "palette"),
    "CMYK": "cmyk",
}
"""What Pillow's modes are; another one is shown by its own name."""
TRANSPARENT = frozenset({"RGBA", "RGBa", "LA", "La", "PA"})


async def read_photo(source: ByteSource) -> PhotoFacts | Trouble:
    """What can be known of a photo without decoding it; at most `pieces.LIMIT_BYTES` are read.

    A GIF is taken for an animation when it repeats or waits: whether a second picture follows is not read.

    Returns: a Trouble `photo-broken`, when it is no photo, or its header is broken or too long.
    """
    pieces = Pieces(source)
    while True:
        try:
            facts = _facts(pieces, source.size_bytes)
            return replace(facts, is_complete=await _has_end(source, facts.format))
        except Missing as missing:
            if not await pieces.fetch(missing):
                return _overloaded()
        except Exception:  # noqa: BLE001 - whatever a decoder makes of hostile bytes, they are no photo
            return Trouble("photo-broken", msg("photo.broken"), msg("photo.broken.fix"))


async def _has_end(source: ByteSource, form: str) -> bool:
    """Whether the format's own end stands at the end of the file, or near it: some cameras add a little."""
    mark = ENDS.get(form)
    if mark is None:
        return True
    start = max(source.size_bytes - END_BYTES, 0)
    return mark in await source.read(start, END_BYTES)


def _facts(file: Pieces, size_bytes: int) -> PhotoFacts:
    """Raises: Missing, and whatever Pillow raises for a broken file."""
    file.seek(0)
    form = format_of(file.read(HEAD_BYTES))
    reader = READERS.get(form, _read_with_pillow)
    look = reader(file, form)
    return PhotoFacts(
        size_bytes=size_bytes,
        format=form,
        width=look.width,
        height=look.height,
        orientation=look.orientation,
        colour=look.colour,
        profile=look.profile,
        has_alpha=look.has_alpha,
        is_animated=look.is_animated,
    )


def _read_with_pillow(file: Pieces, form: str) -> Look:
    """Pillow's readers, each by itself: `Image.open` would try all of them and judge the number of pixels."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd metadata: they concern nobody here
        file.seek(0)
        image = _opener(form)(cast("IO[bytes]", file), "")
        orientation = _orientation_of(image.info.get("exif", b""))
    width, height = turned(*image.size, orientation)
    if form == "tiff":  # Pillow has turned its size already
        (width, height), orientation = image.size, _sane(getattr(image, "tag_v2", {}).get(ORIENTATION))
    return Look(
        width=width,
        height=height,
        orientation=orientation,
        colour="palette" if form == "gif" else COLOURS.get(image.mode, image.mode.lower()),
        profile=profile_name(image.info.get("icc_profile") or b""),
        has_alpha=image.mode in TRANSPARENT or "transparency" in image.info,
        is_animated=_is_animated(image, form),
    )


def _opener(form: str) -> Callable[[IO[bytes], str], ImageFile]:
    """Raises: NotAPhoto, for a format that is none."""
    # Here, since most runs measure no photo, and Pillow takes a while to load.
    from PIL.BmpImagePlugin import BmpImageFile  # noqa: PLC0415
    from PIL.GifImagePlugin import GifImageFile  # noqa: PLC0415
    from PIL.JpegImagePlugin import JpegImageFile  # noqa: PLC0415
    from PIL.PngImagePlugin import PngImageFile  # noqa: PLC0415
    from PIL.TiffImagePlugin import TiffImageFile  # noqa: PLC0415

    openers: dict[str, Callable[[IO[bytes], str], ImageFile]] = {
        "bmp": BmpImageFile,
        "gif": GifImageFile,
        "jpeg": JpegImageFile,
        "png": PngImageFile,
        "tiff": TiffImageFile,
    }
    if form not in openers:
        raise NotAPhoto(form)
    return openers[form]


def _is_animated(image: ImageFile, form: str) -> bool:
    if form == "gif":
        return "loop" in image.info or bool(image.info.get("duration"))
    return form == "png" and bool(getattr(image, "is_animated", False))


def _orientation_of(exif: bytes) -> int:
    """Upright, when the EXIF data are broken: that is how viewers show such a photo."""
    from PIL.Image import Exif  # noqa: PLC0415 - as above

    try:
        data = Exif()
        data.load(exif)
        return _sane(data.get(ORIENTATION))
    except Exception:  # noqa: BLE001 - the photo itself may be sound
        return 1


def _sane(orientation: object) -> int:
    return orientation if isinstance(orientation, int) and orientation in ORIENTATIONS else 1


def _read_webp(file: Pieces, _: str) -> Look:
    look, exif = read_webp(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        orientation = _orientation_of(exif)
    width, height = turned(look.width, look.height, orientation)
    return replace(look, width=width, height=height, orientation=orientation)


def _read_heif(file: Pieces, _: str) -> Look:
    return read_heif(file)


READERS: dict[str, Callable[[Pieces, str], Look]] = {
    "webp": _read_webp,
    "heic": _read_heif,
    "avif": _read_heif,
}
"""Those that Pillow does not read, or reads to their ends."""


def _overloaded() -> Trouble:
    message = msg("photo.overloaded", limit=LIMIT_BYTES // KIBIBYTE)
    return Trouble("photo-broken", message, msg("photo.overloaded.fix"))
