"""The files that the wrong posts name, by their names: each is wrong in the one way that its name says."""

from __future__ import annotations

import io
import struct
from pathlib import Path

from PIL import Image

from tests.mp4 import Film

__all__ = ["write_samples"]

VIDEOS = "res.cloudinary.com/demo/video/upload/v1"
PHOTOS = "res.cloudinary.com/demo/image/upload/v1"

# What the maker of films does not vary: the bytes of one field of the good one, and those instead.
PATCHES = {
    "mp3.mp4": ("04114015", "04116b15"),  # the kind of sound (ISO/IEC 14496-1, objectTypeIndication)
    "six-channels.mp4": ("05021190", "050211b0"),  # its channels (ISO/IEC 14496-3, channelConfiguration)
    "96-khz.mp4": ("05021190", "05021010"),  # its rate (samplingFrequencyIndex)
    "4-2-2.mp4": ("67640033ac", "677a0033bc"),  # the colours (ITU-T H.264, 7.3.2.1.1, chroma_format_idc)
    "many-bits.mp4": ("000001b1", "000493e0"),  # the size of every picture
}


def write_samples(folder: Path) -> None:
    """Write all of them where a sandbox's media host looks for them."""
    for name, data in {**_videos(), **_photos()}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _videos() -> dict[str, bytes]:
    good = Film()
    films = {
        "good.mp4": good,
        "7.9-seconds.mp4": Film(seconds=7.9),
        "16-9.mp4": Film(width=1920, height=1080),
        "120-fps.mp4": Film(fps=120),
        "silent.mp4": Film(has_sound=False),
        "moov-at-end.mp4": Film(is_fast_start=False),
        "fragmented.mp4": Film(fragment_s=2),
        "edit-list.mp4": Film(edits=((4000, 0, 1), (5000, 150, 1))),
        "uneven-rate.mp4": Film(deltas=(1, 3)),
        "sound-only.mp4": Film(has_pictures=False),
        "other-codec.mp4": Film(code=b"ap4h"),
        "quicktime.mov": Film(brand=b"qt  "),
    }
    found = {f"{VIDEOS}/{name}": film.data for name, film in films.items()}
    for name, (old, new) in PATCHES.items():
        found[f"{VIDEOS}/{name}"] = good.data.replace(bytes.fromhex(old), bytes.fromhex(new))
    found[f"{VIDEOS}/large.mp4"] = Film(size_bytes=1_200_000).data
    found[f"{VIDEOS}/truncated.mp4"] = Film(size_bytes=200_000).data[:120_000]
    found[f"{VIDEOS}/not-a-video.mp4"] = good.data[:8] + b"\0" * 4000
    found[f"{VIDEOS}/a-photo.mp4"] = _picture("JPEG", "RGB")
    return found


def _photos() -> dict[str, bytes]:
    good = _picture("JPEG", "RGB")
    return {
        f"{PHOTOS}/good.jpg": good,
        f"{PHOTOS}/a.png": _picture("PNG", "RGB"),
        f"{PHOTOS}/print.jpg": _picture("JPEG", "CMYK"),
        f"{PHOTOS}/tiny.jpg": _picture("JPEG", "RGB", (40, 50)),
        f"{PHOTOS}/half.jpg": good[: len(good) // 2],
        f"{PHOTOS}/heavy.jpg": good + bytes(11_000_000),
        f"{PHOTOS}/moving.gif": _moving(),
        f"{PHOTOS}/broken.jpg": good[:20] + struct.pack(">H", 0) * 40,
    }


def _picture(form: str, mode: str, size: tuple[int, int] = (1080, 1350)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, form)
    return out.getvalue()


def _moving() -> bytes:
    out = io.BytesIO()
    first, second = (Image.new("P", (1080, 1350), colour) for colour in (1, 2))
    first.save(out, "GIF", save_all=True, append_images=[second], loop=0, duration=100)
    return out.getvalue()
