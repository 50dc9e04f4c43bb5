"""What sample descriptions say, byte by byte, where no film of `tests/mp4.py` has it."""

from __future__ import annotations

import struct

import pytest

from aromatiza.media.codecs import Picture, Sound, picture_of, sound_of
from aromatiza.media.unreadable import Unreadable
from tests.mp4 import box

ENTRY = struct.pack(">24xHH50x", 1080, 1920)
"""A picture's description without its codec's own box."""
AAC = bytes.fromhex("00000000 03 16 0002 00 04 11 40 15 000000 00000000 00000000 05 02 1190")
"""An `esds` with its lengths as one byte each: AAC at 48 kHz, stereo."""


def described(code: bytes, kind: bytes, config: bytes) -> Picture:
    return picture_of(code, ENTRY + box(kind, config))


@pytest.mark.parametrize(
    ("code", "kind", "config", "expected"),
    [
        pytest.param(b"av01", b"av1C", "81000c00", ("av1", "Main", "4:2:0"), id="AV1"),
        pytest.param(b"av01", b"av1C", "81400800", ("av1", "Professional", "4:2:2"), id="AV1 4:2:2"),
        pytest.param(b"av01", b"av1C", "81200000", ("av1", "High", "4:4:4"), id="AV1 4:4:4"),
        pytest.param(b"av01", b"av1C", "81001c00", ("av1", "Main", "4:0:0"), id="AV1, grey"),
        pytest.param(b"av01", b"av1C", "81e00c00", ("av1", "", "4:2:0"), id="AV1 of a profile to come"),
        pytest.param(b"vp09", b"vpcC", "01000000 00 1f 82", ("vp9", "Profile 0", "4:2:0"), id="VP9"),
        pytest.param(b"vp09", b"vpcC", "01000000 01 1f 86", ("vp9", "Profile 1", "4:4:4"), id="VP9 4:4:4"),
        pytest.param(b"hvc1", b"hvcC", "01", ("hevc", "", ""), id="HEVC that says too little"),
        pytest.param(b"apch", b"free", "", ("prores", "", ""), id="ProRes"),
        pytest.param(b"avc1", b"avcC", "0164", ("h264", "", ""), id="H.264 that says too little"),
        pytest.param(b"avc1", b"avcC", "01640033 ff e0", ("h264", "High", ""), id="H.264, no parameters"),
        pytest.param(
            b"avc1",
            b"avcC",
            "014d401e ffe1 0008 674d401e ffffffff",
            ("h264", "Main", "4:2:0"),
            id="H.264 Main, which tells no chroma",
        ),
        pytest.param(b"\0\x01a ", b"free", "", ("?a", "", ""), id="letters that cannot be shown"),
    ],
)
def test_codec_profile_and_chroma_are_named(
    code: bytes, kind: bytes, config: str, expected: tuple[str, str, str]
) -> None:
    found = described(code, kind, bytes.fromhex(config))
    assert (found.codec, found.profile, found.chroma) == expected


def test_a_description_that_ends_early_is_broken() -> None:
    with pytest.raises(Unreadable) as error:
        picture_of(b"avc1", ENTRY[:-1])
    assert error.value.trouble.code == "video-broken"


def sound(version: int, channels: int = 2, rate_hz: int = 48_000) -> bytes:
    return struct.pack(">8xH6xH6xHH", version, channels, rate_hz, 0)


def test_quicktime_keeps_the_decoders_word_in_a_box_of_its_own() -> None:
    entry = sound(1, channels=1) + bytes(16) + box(b"wave", box(b"frma", b"mp4a") + box(b"esds", AAC))
    assert sound_of(b"mp4a", entry, is_quicktime=True) == Sound("aac", 2, 48_000)


def test_quicktimes_second_version_tells_rate_and_channels_elsewhere() -> None:
    entry = sound(2, channels=3, rate_hz=1) + struct.pack(">IdI20x", 72, 96_000.0, 6)
    assert sound_of(b"lpcm", entry, is_quicktime=True) == Sound("pcm", 6, 96_000)


@pytest.mark.parametrize("rate", [float("nan"), float("inf"), -1.0])
def test_a_rate_that_is_none_is_not_told(rate: float) -> None:
    entry = sound(2) + struct.pack(">IdI20x", 72, rate, 2)
    assert sound_of(b"lpcm", entry, is_quicktime=True).rate_hz == 0


@pytest.mark.parametrize(
    ("esds", "expected"),
    [
        pytest.param(AAC, Sound("aac", 2, 48_000), id="AAC"),
        pytest.param(
            bytes.fromhex(
                "00000000 03 808080 20 0002 00 04 8011 40 15 000000 00000000 00000000 05 8002 1190"
            ),
            Sound("aac", 2, 48_000),
            id="lengths of several bytes",
        ),
        pytest.param(
            bytes.fromhex("00000000 03 12 0002 80 ffff 04 0d 6b 15 000000 00000000 00000000"),
            Sound("mp3", 1, 44_100),
            id="MP3 that depends on another stream",
        ),
        pytest.param(bytes.fromhex("00000000 06 01 02"), Sound("aac", 1, 44_100), id="nothing of use"),
        pytest.param(b"", Sound("aac", 1, 44_100), id="nothing"),
    ],
)
def test_the_decoders_word_is_found(esds: bytes, expected: Sound) -> None:
    entry = sound(0, channels=1, rate_hz=44_100) + box(b"esds", esds)
    assert sound_of(b"mp4a", entry, is_quicktime=False) == expected


@pytest.mark.parametrize(
    ("code", "name"), [(b".mp3", "mp3"), (b"Opus", "opus"), (b"alac", "alac"), (b"in24", "pcm")]
)
def test_sound_without_a_decoders_word_goes_by_its_letters(code: bytes, name: str) -> None:
    assert sound_of(code, sound(0), is_quicktime=False).codec == name


def test_a_rare_kind_of_aac_is_aac_with_its_own_rate() -> None:
    """Kind 42 (xHE-AAC), told by the escape of 31: 11111 001010 0011 0010."""
    config = bytes.fromhex("f94640")
    esds = bytes.fromhex("00000000 0312 000200 0414 4015 000000 00000000 00000000 0503") + config
    assert sound_of(b"mp4a", sound(0, 1, 8_000) + box(b"esds", esds), is_quicktime=False) == Sound(
        "aac", 2, 48_000
    )
