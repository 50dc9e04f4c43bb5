"""What is said of a video is what stands in it, and what cannot be read is said in words."""

from __future__ import annotations

import asyncio
import struct
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from aromatiza.core.media_facts import VideoFacts
from aromatiza.media.unreadable import LIMIT_BYTES
from aromatiza.media.video import read_video
from tests.media.samples import MemorySource, facts_of, patched, trouble_of
from tests.mp4 import Film, box

GOOD = Film()
GOOD_FACTS = VideoFacts(
    size_bytes=len(GOOD.data),
    container="mp4",
    duration_s=10.0,
    width=1080,
    height=1920,
    rotation=0,
    frame_rate=30.0,
    video_codec="h264",
    profile="High",
    chroma="4:2:0",
    video_bits_per_s=103_920,
    audio_codec="aac",
    audio_channels=2,
    audio_rate_hz=48_000,
    is_fast_start=True,
    is_fragmented=False,
    has_edit_list=False,
    has_steady_rate=True,
    is_complete=True,
)
SILENT = {"audio_codec": "", "audio_channels": 0, "audio_rate_hz": 0}
UNKNOWN_CODEC = {"video_codec": "xyz1", "profile": "High", "chroma": "4:2:0"}


@pytest.mark.parametrize(
    ("film", "changes"),
    [
        pytest.param(Film(), {}, id="good"),
        pytest.param(Film(seconds=7.9), {"duration_s": 7.9}, id="7.9 s"),
        pytest.param(Film(seconds=15.1), {"duration_s": 15.1}, id="15.1 s"),
        pytest.param(Film(fps=120), {"frame_rate": 120.0, "video_bits_per_s": 415_680}, id="120 fps"),
        pytest.param(
            Film(fps=Fraction(30_000, 1_001)),
            {"frame_rate": 30_000 / 1_001, "video_bits_per_s": 103_816},
            id="29.97 fps, exactly",
        ),
        pytest.param(
            Film(deltas=(1, 2, 1)),
            {"frame_rate": 22.5, "video_bits_per_s": 77_940, "has_steady_rate": False},
            id="varying rate",
        ),
        pytest.param(
            Film(rotation=90), {"rotation": 90, "width": 1920, "height": 1080}, id="turned to the right"
        ),
        pytest.param(
            Film(rotation=270), {"rotation": 270, "width": 1920, "height": 1080}, id="turned to the left"
        ),
        pytest.param(Film(rotation=180), {"rotation": 180}, id="upside down"),
        pytest.param(Film(pixel=(4, 3)), {"width": 1440}, id="wide pixels"),
        pytest.param(Film(pixel=(0, 3)), {}, id="pixels without a width are square"),
        pytest.param(Film(is_fast_start=False), {"is_fast_start": False}, id="index at the end"),
        pytest.param(Film(has_sound=False), SILENT, id="silent"),
        pytest.param(Film(brand=b"qt  "), {"container": "mov"}, id="QuickTime"),
        pytest.param(Film(code=b"avc3"), {}, id="avc3"),
        pytest.param(Film(code=b"hvc1"), {"video_codec": "hevc", "profile": "Main"}, id="HEVC"),
        pytest.param(Film(code=b"xyz1"), UNKNOWN_CODEC, id="unknown codec by its letters"),
        pytest.param(
            Film(width=720, height=720), {"width": 720, "height": 720}, id="size as the description says"
        ),
    ],
)
def test_facts_are_what_the_film_was_made_of(film: Film, changes: dict[str, Any]) -> None:
    data = film.data
    expected = replace(GOOD_FACTS, size_bytes=len(data), **changes)
    assert facts_of(data) == expected


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param((), False, id="none"),
        pytest.param(((10_000, 0, 1.0),), False, id="all of it"),
        pytest.param(((9_933, 2, 1.0),), False, id="the delay of reordered pictures"),
        pytest.param(((0, 2, 1.0),), False, id="no end"),
        pytest.param(((100, -1, 1.0), (10_000, 0, 1.0)), False, id="a start a moment late"),
        pytest.param(((9_000, 30, 1.0),), True, id="the first second cut"),
        pytest.param(((9_000, 0, 1.0),), True, id="the last second cut"),
        pytest.param(((1_000, -1, 1.0), (10_000, 0, 1.0)), True, id="a pause of a second"),
        pytest.param(((10_000, -1, 1.0),), True, id="a pause only"),
        pytest.param(((5_000, 0, 1.0), (5_000, 0, 1.0)), True, id="repeated"),
        pytest.param(((20_000, 0, 0.5),), True, id="slowed"),
        pytest.param(((100, 5, 1.0), (10_000, 0, 1.0)), True, id="a short stretch shown first"),
    ],
)
def test_an_edit_list_counts_when_it_changes_what_is_seen(
    edits: tuple[tuple[int, int, float], ...], expected: bool
) -> None:
    assert facts_of(Film(edits=edits).data).has_edit_list is expected


@pytest.mark.parametrize(
    ("deltas", "expected"),
    [
        pytest.param((20, 20, 20, 21), True, id="one tick of rounding"),
        pytest.param((20, 22), False, id="two ticks"),
        pytest.param((5, 6), False, id="a tick that is a fifth of a picture"),
    ],
)
def test_rounding_by_a_coarse_clock_is_no_varying_rate(deltas: tuple[int, ...], expected: bool) -> None:
    assert facts_of(Film(seconds=2, fps=600, deltas=deltas).data).has_steady_rate is expected


def test_a_last_picture_that_stays_longer_is_no_varying_rate() -> None:
    film = Film(seconds=2, fps=600, deltas=(20,) * 59 + (35,))
    assert (facts_of(film.data).has_steady_rate, facts_of(film.data).frame_rate) == (True, 30.0)


@pytest.mark.parametrize("declares", ["", "mehd", "sidx"])
@pytest.mark.parametrize("seconds", [2.0, 9.0])
def test_fragments_are_added_up(seconds: float, declares: str) -> None:
    film = Film(seconds=seconds, fragment_s=1, declares=declares, has_sound=False)
    found = facts_of(film.data)
    expected = replace(GOOD_FACTS, size_bytes=len(film.data), duration_s=seconds, is_fragmented=True)
    assert found == replace(expected, audio_codec="", audio_channels=0, audio_rate_hz=0)


@pytest.mark.parametrize("declares", ["mehd", "sidx"])
def test_of_many_fragments_the_film_itself_tells_the_length(declares: str) -> None:
    """Each second has a megabyte or so of content in real films; here many tiny ones cost the same."""
    film = Film(seconds=120, fragment_s=1, declares=declares)
    found = facts_of(film.data)
    assert (found.duration_s, found.frame_rate, found.is_complete) == (120.0, 30.0, True)


def test_of_many_fragments_without_a_declared_length_nothing_is_guessed() -> None:
    assert trouble_of(Film(seconds=120, fragment_s=1).data).code == "video-fragmented"


def test_a_piece_of_a_stream_is_no_film() -> None:
    data = Film(seconds=2, fragment_s=1).data
    assert trouble_of(data[data.index(b"moof") - 4 :]).code == "video-fragmented"


@pytest.mark.parametrize(
    "gone", [pytest.param(500, id="in the pictures"), pytest.param(20_000, id="an index and more")]
)
def test_a_fragmented_film_that_is_cut_off_is_not_complete(gone: int) -> None:
    data = Film(seconds=4, fragment_s=1, declares="sidx").data
    assert not facts_of(data[:-gone]).is_complete


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "video-broken", id="empty"),
        pytest.param(b"<!DOCTYPE html><html>", "video-broken", id="a web page"),
        pytest.param(GOOD.data[:20], "video-truncated", id="cut in its first box"),
        pytest.param(GOOD.data[:1_000], "video-truncated", id="cut in its index"),
        pytest.param(Film(is_fast_start=False).data[:600], "video-truncated", id="cut before its index"),
        pytest.param(Film(has_pictures=False).data, "video-no-picture", id="sound only"),
        pytest.param(Film(has_pictures=False, has_sound=False).data, "video-no-picture", id="no track"),
        pytest.param(
            box(b"ftyp", b"isom", bytes(4)) + box(b"mdat", bytes(99)), "video-broken", id="no index"
        ),
        pytest.param(GOOD.data.replace(b"stsd", b"xxxx"), "video-broken", id="no description"),
        pytest.param(GOOD.data.replace(b"stts", b"xxxx"), "video-broken", id="no durations"),
        pytest.param(GOOD.data.replace(b"mdhd", b"xxxx"), "video-broken", id="no clock"),
        pytest.param(patched(GOOD.data, b"mvhd", 12, bytes(4)), "video-broken", id="a second of no ticks"),
        pytest.param(patched(GOOD.data, b"avc1", 24, bytes(4)), "video-broken", id="pictures without a size"),
        pytest.param(Film(seconds=0).data, "video-broken", id="no pictures"),
        pytest.param(patched(GOOD.data, b"stts", 12, bytes(4)), "video-broken", id="pictures of no time"),
    ],
)
def test_what_cannot_be_read_has_a_code_and_a_fix(data: bytes, code: str) -> None:
    trouble = trouble_of(data)
    assert trouble.code == code
    assert all(part.text(locale) for part in (trouble.message, trouble.fix) for locale in ("en", "fr"))


def test_a_broken_film_says_what_is_missing_in_both_languages() -> None:
    message = trouble_of(box(b"ftyp", b"isom", bytes(4))).message
    assert "the index of the video (moov)" in message.text("en")
    assert "l'index de la vidéo (moov)" in message.text("fr")


@pytest.mark.parametrize(
    ("data", "missing"),
    [
        pytest.param(Film(seconds=0).data, "its list of pictures", id="pictures"),
        pytest.param(
            patched(patched(Film(has_sound=False).data, b"mvhd", 16, bytes(4)), b"mdhd", 16, bytes(4)),
            "its duration",
            id="duration",
        ),
        pytest.param(patched(GOOD.data, b"stts", 12, bytes(4)), "its frame rate", id="rate"),
    ],
)
def test_no_rule_is_given_a_nought_to_judge_by(data: bytes, missing: str) -> None:
    assert missing in trouble_of(data).message.text("en")


def test_pictures_behind_the_end_of_the_file_are_missed() -> None:
    assert not facts_of(Film(size_bytes=100_000).data[:50_000]).is_complete


def test_a_chunk_behind_the_end_is_missed_although_every_box_fits() -> None:
    data = GOOD.data
    count_at = data.index(b"stco") + 8
    (count,) = struct.unpack_from(">I", data, count_at)
    last = count_at + 4 * count
    moved = data[:last] + struct.pack(">I", len(data) - 10) + data[last + 4 :]
    assert facts_of(data).is_complete
    assert not facts_of(moved).is_complete


def test_a_place_may_be_told_in_64_bits() -> None:
    """`co64` of one chunk that holds the last sample, in the room of two of `stco`."""
    film = Film(seconds=0.1, has_sound=False).data
    table = film.index(b"stco")
    (offset,) = struct.unpack_from(">I", film, table + 12)
    wide = film[:table] + struct.pack(">4sIIQ", b"co64", 0, 1, offset) + film[table + 20 :]
    far = film[:table] + struct.pack(">4sIIQ", b"co64", 0, 1, 1 << 40) + film[table + 20 :]
    assert facts_of(wide).is_complete
    assert not facts_of(far).is_complete


def test_samples_of_one_size_need_no_table() -> None:
    film = patched(GOOD.data, b"stsz", 4, struct.pack(">I", 1_000))
    assert (facts_of(film).video_bits_per_s, facts_of(film).is_complete) == (240_000, False)


def test_a_film_that_hides_the_sizes_of_its_pictures_has_no_bit_rate() -> None:
    assert facts_of(GOOD.data.replace(b"stsz", b"stz2")).video_bits_per_s == 0


def test_times_may_be_told_in_64_bits() -> None:
    """Version 1 of the film's header: its clock and length stand eight bytes further on."""
    film = Film(has_sound=False).data
    header = film.index(b"mvhd")
    wide = struct.pack(">BxxxQQIQ", 1, 0, 0, 1_000, 10_000)
    assert facts_of(film[: header + 4] + wide + film[header + 4 + len(wide) :]).duration_s == 10.0


def test_bytes_behind_the_film_do_not_matter() -> None:
    assert facts_of(Film(is_fast_start=False).data + b"\xff" * 50).is_complete


def test_a_film_without_a_length_in_its_header_is_as_long_as_its_longest_track() -> None:
    assert facts_of(patched(GOOD.data, b"mvhd", 16, bytes(4))).duration_s == pytest.approx(10.005, abs=0.001)


def test_a_length_that_is_declared_unknown_is_not_believed() -> None:
    film = patched(Film(has_sound=False).data, b"mvhd", 16, b"\xff" * 4)
    assert facts_of(film).duration_s == 10.0


@pytest.mark.parametrize(
    ("config", "rate_hz", "channels"),
    [
        pytest.param("1190", 48_000, 2, id="LC, stereo"),
        pytest.param("1208", 44_100, 1, id="LC, mono"),
        pytest.param("11b0", 48_000, 6, id="LC, 5.1"),
        pytest.param("2b1188", 48_000, 2, id="SBR: 24 kHz, of which 48 kHz are heard"),
        pytest.param("eb0988", 48_000, 2, id="PS: mono, of which stereo is heard"),
        pytest.param("17802ee010", 24_000, 2, id="a rate of its own"),
    ],
)
def test_the_sound_is_as_its_decoder_is_told(config: str, rate_hz: int, channels: int) -> None:
    """The description around it says 48 kHz and stereo whatever it is, as templates do."""
    found = facts_of(Film(sound_config=bytes.fromhex(config)).data)
    assert (found.audio_codec, found.audio_rate_hz, found.audio_channels) == ("aac", rate_hz, channels)


def test_mp3_in_an_mp4_is_no_aac() -> None:
    data = GOOD.data.replace(bytes.fromhex("0411 4015"), bytes.fromhex("0411 6b15"))
    assert facts_of(data).audio_codec == "mp3"


@pytest.mark.parametrize(
    ("profile", "constraints", "expected"),
    [
        (66, 0x00, "Baseline"),
        (66, 0x40, "Constrained Baseline"),
        (77, 0x00, "Main"),
        (110, 0x00, "High 10"),
        (9, 0x00, ""),
    ],
)
def test_the_profile_is_named(profile: int, constraints: int, expected: str) -> None:
    data = patched(GOOD.data, b"avcC", 1, bytes((profile, constraints)))
    assert facts_of(data).profile == expected


@pytest.mark.parametrize(
    ("letter", "chroma"), [(0xFC, "4:0:0"), (0xFD, "4:2:0"), (0xFE, "4:2:2"), (0xFF, "4:4:4")]
)
def test_the_chroma_of_hevc_is_told(letter: int, chroma: str) -> None:
    data = patched(Film(code=b"hvc1").data, b"hvcC", 16, bytes((letter,)))
    assert facts_of(data).chroma == chroma


def reads_of(data: bytes) -> MemorySource:
    source = MemorySource(data)
    assert isinstance(asyncio.run(read_video(source)), VideoFacts)
    return source


def test_a_film_that_begins_with_its_index_costs_one_read() -> None:
    assert reads_of(Film(size_bytes=7_000_000).data).reads == [(0, 16_384)]


def test_a_film_that_ends_with_its_index_costs_two_reads() -> None:
    source = reads_of(Film(size_bytes=7_000_000, is_fast_start=False).data)
    assert len(source.reads) == 2
    assert source.read_bytes < 16_384 * 3


def test_the_index_of_an_hour_fits() -> None:
    """The tables of sizes and places are of megabytes; only the parts that tell something are read."""
    source = reads_of(Film(seconds=3_600).data)
    assert len(source.data) > 1_500_000
    assert source.read_bytes <= LIMIT_BYTES


def test_a_film_whose_index_is_hidden_behind_too_much_is_not_read_to_the_end() -> None:
    head, index = GOOD.data[:28], GOOD.data[28:]
    trouble = trouble_of(head + box(b"free", bytes(20_000)) * 60 + index)
    assert trouble.code == "video-index-too-large"
    assert "512" in trouble.message.text("en")
