"""Photos, measured from their headers; Pillow makes them, and is the oracle of what is read without it."""

from __future__ import annotations

import asyncio
import io
import struct
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from aromatiza.core.media_facts import PhotoFacts, Trouble
from aromatiza.media.headers import profile_name
from aromatiza.media.photo import END_BYTES, read_photo
from aromatiza.media.pieces import LIMIT_BYTES
from tests.media.bytesource import MemorySource

SIZE = (64, 48)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
NOISE = zlib.compress(bytes(range(256)), 0) * 4_000
"""About a megabyte."""


def photo(
    form: str, mode: str = "RGB", *, orientation: int = 1, size: tuple[int, int] = SIZE, **how: Any
) -> bytes:
    """A photo as Pillow writes it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    options = {"exif": exif, **how} if orientation != 1 else how
    Image.new(mode, size).save(file, form, **options)
    return file.getvalue()


def read(data: bytes) -> PhotoFacts | Trouble:
    return asyncio.run(read_photo(MemorySource(data)))


def facts(data: bytes) -> PhotoFacts:
    found = read(data)
    assert isinstance(found, PhotoFacts)
    return found


def segment(marker: int, content: bytes) -> bytes:
    """A segment of a JPEG file."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", 2 + len(content)) + content


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG file."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def test_all_is_known_of_an_ordinary_photo() -> None:
    data = photo("JPEG")
    assert facts(data) == PhotoFacts(
        size_bytes=len(data),
        format="jpeg",
        width=64,
        height=48,
        orientation=1,
        colour="rgb",
        profile="",
        has_alpha=False,
        is_animated=False,
    )


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("JPEG", "jpeg"),
        ("PNG", "png"),
        ("GIF", "gif"),
        ("WEBP", "webp"),
        ("TIFF", "tiff"),
        ("BMP", "bmp"),
        ("AVIF", "avif"),
    ],
)
def test_formats_are_known_by_their_content(form: str, expected: str) -> None:
    found = facts(photo(form))
    assert (found.format, found.width, found.height) == (expected, 64, 48)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_is_the_one_that_a_viewer_shows(form: str, orientation: int) -> None:
    data = photo(form, orientation=orientation)
    shown = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    found = facts(data)
    assert (found.width, found.height) == shown.size
    assert found.orientation == orientation


@pytest.mark.parametrize(
    ("form", "mode", "colour"),
    [
        ("JPEG", "L", "grey"),
        ("JPEG", "CMYK", "cmyk"),
        ("PNG", "P", "palette"),
        ("PNG", "1", "grey"),
        ("PNG", "I;16", "grey"),
        ("GIF", "P", "palette"),
        ("TIFF", "CMYK", "cmyk"),
        ("TIFF", "LAB", "lab"),
        ("BMP", "L", "grey"),
    ],
)
def test_the_colours_are_known(form: str, mode: str, colour: str) -> None:
    assert facts(photo(form, mode)).colour == colour


@pytest.mark.parametrize(
    ("form", "mode", "how"),
    [
        ("PNG", "RGBA", {}),
        ("PNG", "LA", {}),
        ("PNG", "P", {"transparency": 0}),
        ("GIF", "P", {"transparency": 0}),
        ("WEBP", "RGBA", {"lossless": True}),
        ("WEBP", "RGBA", {}),
        ("AVIF", "RGBA", {}),
        ("TIFF", "RGBA", {}),
    ],
)
def test_transparency_is_seen(form: str, mode: str, how: dict[str, Any]) -> None:
    """An image that is new in a mode with transparency is transparent everywhere."""
    assert facts(photo(form, mode, **how)).has_alpha
    assert not facts(photo(form)).has_alpha


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP", "AVIF"])
def test_an_animation_is_told_from_a_picture(form: str) -> None:
    file = io.BytesIO()
    frames = [Image.new("RGB", SIZE, colour) for colour in ("red", "blue", "green")]
    frames[0].save(file, form, save_all=True, append_images=frames[1:], duration=100)
    assert facts(file.getvalue()).is_animated
    assert not facts(photo(form)).is_animated


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_the_colour_profile_is_named(form: str) -> None:
    assert facts(photo(form, icc_profile=SRGB)).profile == "sRGB built-in"


def test_a_profile_of_the_old_version_is_named() -> None:
    name = b"Adobe RGB (1998)\0"
    tag = b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name
    icc = bytes(128) + struct.pack(">I4sII", 1, b"desc", 144, len(tag)) + tag
    assert profile_name(icc) == "Adobe RGB (1998)"


@pytest.mark.parametrize(
    "icc",
    [
        b"x",
        bytes(132),
        bytes(128) + b"\xff" * 4,
        bytes(128) + struct.pack(">I4sII", 1, b"desc", 1 << 31, 1 << 31),
        bytes(128) + struct.pack(">I4sII", 1, b"desc", 144, 8) + b"mluc\0\0\0\0",
        bytes(128) + struct.pack(">I4sII", 1, b"desc", 144, 4) + b"text",
    ],
)
def test_a_profile_without_a_name_is_a_profile_still(icc: bytes) -> None:
    assert profile_name(icc) == "ICC"


@given(st.binary(max_size=400))
def test_any_profile_has_a_name_that_can_be_shown(rest: bytes) -> None:
    name = profile_name(bytes(128) + struct.pack(">I4sII", 1, b"desc", 144, len(rest)) + rest)
    assert name
    assert name.isprintable()
    assert len(name) <= 60


def test_a_picture_of_several_pictures_is_the_first_one() -> None:
    file = io.BytesIO()
    first, second = Image.new("RGB", SIZE), Image.new("RGB", (16, 16))
    first.save(file, "MPO", save_all=True, append_images=[second])
    found = facts(file.getvalue())
    assert (found.format, found.width, found.is_animated) == ("jpeg", 64, False)


def test_of_a_large_photo_only_the_first_block_and_its_end_are_read() -> None:
    data = photo("JPEG") + NOISE
    source = MemorySource(data)
    assert isinstance(asyncio.run(read_photo(source)), PhotoFacts)
    assert source.reads == [(0, 16_384), (len(data) - END_BYTES, END_BYTES)]


@pytest.mark.parametrize("form", ["PNG", "WEBP", "BMP", "TIFF", "GIF", "AVIF"])
def test_of_large_pixels_nothing_is_read(form: str) -> None:
    noise = Image.effect_noise((900, 900), 90).convert("RGB")
    file = io.BytesIO()
    noise.save(file, form, quality=100)
    source = MemorySource(file.getvalue())
    found = asyncio.run(read_photo(source))
    assert isinstance(found, PhotoFacts)
    assert (found.width, found.height) == (900, 900)
    assert source.bytes_read <= 4 * 16_384 < len(source.data)


def test_an_orientation_at_the_end_of_a_webp_file_is_found_without_its_middle() -> None:
    noise = Image.effect_noise((900, 600), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    noise.save(file, "WEBP", quality=100, exif=exif)
    source = MemorySource(file.getvalue())
    found = asyncio.run(read_photo(source))
    assert isinstance(found, PhotoFacts)
    assert (found.width, found.height, found.orientation) == (600, 900, 6)
    assert source.bytes_read <= 3 * 16_384


def test_what_follows_a_profile_of_odd_length_is_found() -> None:
    """RFC 9649, 2.3: "If Chunk Size is odd, a single padding byte -- which MUST be 0 -- is added." """
    profile = SRGB + bytes(1 - len(SRGB) % 2)
    found = facts(photo("WEBP", orientation=6, icc_profile=profile))
    assert (found.orientation, found.profile) == (6, "sRGB built-in")


def test_a_long_description_is_read_to_its_end() -> None:
    plain = photo("JPEG", orientation=6)
    data = plain[:2] + segment(0xE2, bytes(65_000)) * 3 + plain[2:]
    source = MemorySource(data + NOISE)
    found = asyncio.run(read_photo(source))
    assert isinstance(found, PhotoFacts)
    assert (found.width, found.height) == (48, 64)
    assert source.bytes_read <= LIMIT_BYTES
    assert len(source.reads) <= 5


def test_a_description_without_an_end_is_left() -> None:
    plain = photo("JPEG")
    source = MemorySource(plain[:2] + segment(0xED, bytes(65_000)) * 20 + plain[2:])
    found = asyncio.run(read_photo(source))
    assert isinstance(found, Trouble)
    assert "more than 256 KiB" in found.message.text()
    assert source.bytes_read <= LIMIT_BYTES


def test_a_photo_with_a_billion_pixels_is_measured_without_a_word() -> None:
    header = struct.pack(">IIBBBBB", 65_000, 65_000, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    found = facts(data)
    assert (found.width, found.height) == (65_000, 65_000)


@pytest.mark.parametrize("kind", [b"iCCP", b"zTXt"])
def test_a_small_chunk_that_unpacks_to_very_much_is_not_unpacked(kind: bytes) -> None:
    header = struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)
    bomb = chunk(kind, b"name\0\0" + zlib.compress(bytes(80_000_000), 9))
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + bomb + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    found = read(data)
    assert getattr(found, "code", "photo-broken") == "photo-broken"


@pytest.mark.parametrize("exif", [b"II*\0\xff\xff\xff\xff", b"garbage!", b"I"])
def test_broken_metadata_leave_a_photo_as_it_is(exif: bytes) -> None:
    plain = photo("JPEG")
    data = plain[:2] + segment(0xE1, b"Exif\0\0" + exif) + plain[2:]
    assert facts(data).orientation == 1


@pytest.mark.parametrize("orientation", [0, 9, 60_000])
def test_an_orientation_that_does_not_exist_is_upright(orientation: int) -> None:
    assert facts(photo("JPEG", orientation=orientation)).orientation == 1


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff\xd8\xff", id="a sign"),
        pytest.param(b"\xff\xd8\xff\xd9", id="no picture"),
        pytest.param(b"hello world" * 100, id="text"),
        pytest.param(photo("JPEG")[:200], id="cut jpeg"),
        pytest.param(photo("PNG")[:20], id="cut png"),
        pytest.param(photo("GIF")[:8], id="cut gif"),
        pytest.param(photo("WEBP")[:20], id="cut webp"),
        pytest.param(photo("TIFF")[:20], id="cut tiff"),
        pytest.param(photo("AVIF")[:60], id="cut avif"),
        pytest.param(b"RIFF\0\0\0\0WEBPVP8 \x0a\0\0\0" + bytes(10), id="webp of nothing"),
    ],
)
def test_what_cannot_be_read_is_broken(data: bytes) -> None:
    found = read(data)
    assert isinstance(found, Trouble)
    assert found.code == "photo-broken"
    assert found.message.text("fr") == "le fichier ne peut pas être lu comme une photo"


GOOD = [photo(form, orientation=6) for form in ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF")]


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(GOOD), st.data())
def test_any_damage_gives_facts_or_a_trouble_within_the_budget(good: bytes, draw: st.DataObject) -> None:
    data = bytearray(good)
    for _ in range(draw.draw(st.integers(0, 8))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    source = MemorySource(
        bytes(data[: draw.draw(st.integers(0, len(data)))]) + draw.draw(st.binary(max_size=64))
    )
    found = asyncio.run(read_photo(source))
    assert isinstance(found, PhotoFacts | Trouble)
    assert source.bytes_read <= LIMIT_BYTES


@settings(deadline=None)
@given(st.sampled_from([data[:16] for data in GOOD]), st.binary(max_size=2_000))
def test_any_bytes_behind_a_sign_give_facts_or_a_trouble(sign: bytes, rest: bytes) -> None:
    assert isinstance(read(sign + rest), PhotoFacts | Trouble)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photo_whose_end_is_missing_is_not_whole(form: str) -> None:
    data = photo(form, size=(600, 400))
    whole, cut = read(data), read(data[:-40])

    assert isinstance(whole, PhotoFacts)
    assert isinstance(cut, PhotoFacts)
    assert (whole.is_complete, cut.is_complete) == (True, False)


def test_what_a_camera_adds_behind_the_end_does_not_make_a_photo_less_whole() -> None:
    found = read(photo("JPEG") + bytes(1_000))

    assert isinstance(found, PhotoFacts)
    assert found.is_complete
