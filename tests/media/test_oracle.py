"""What is read of a video agrees with ffprobe, on files by ffmpeg and on those of `tests/mp4.py`."""

from __future__ import annotations

import asyncio
import functools
import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from aromatiza.core.media_facts import VideoFacts
from aromatiza.media.video import read_video
from tests.mp4 import Film

FFMPEG, FFPROBE = shutil.which("ffmpeg"), shutil.which("ffprobe")

pytestmark = pytest.mark.skipif(
    FFMPEG is None or FFPROBE is None,
    reason="ffmpeg and ffprobe are not installed: NOTHING CHECKS OUR READING OF VIDEOS AGAINST ANOTHER ONE",
)

SHAPE = "testsrc2=s=108x192:r={fps}"
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
USUAL = ("-c:v", "libx264", "-preset", "medium", "-pix_fmt", "yuv420p")
"""With reordered pictures, and so with the edit list that ordinary files have."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How ffmpeg makes a film: its codec's options, its length, what else."""

    codec: Sequence[str] = H264
    seconds: float = 2
    fps: str = "30"
    sound: Sequence[str] = ("-c:a", "aac", "-ac", "2", "-ar", "48000")
    more: Sequence[str] = ()
    suffix: str = "mp4"


RECIPES: Mapping[str, Recipe] = {
    "plain": Recipe(),
    "with reordered pictures": Recipe(codec=USUAL),
    "High 4:2:2": Recipe(codec=(*USUAL[:-1], "yuv422p")),
    "High 10": Recipe(codec=(*USUAL[:-1], "yuv420p10le")),
    "High 4:4:4": Recipe(codec=(*USUAL[:-1], "yuv444p")),
    "Main": Recipe(codec=(*USUAL, "-profile:v", "main")),
    "Baseline": Recipe(codec=(*USUAL, "-profile:v", "baseline")),
    "HEVC": Recipe(
        codec=("-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1", "-x265-params", "log-level=none")
    ),
    "HEVC 10 bits 4:2:2": Recipe(
        codec=(
            "-c:v",
            "libx265",
            "-preset",
            "ultrafast",
            "-pix_fmt",
            "yuv422p10le",
            "-x265-params",
            "log-level=none",
        )
    ),
    "VP9": Recipe(codec=("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"), seconds=1),
    "ProRes": Recipe(codec=("-c:v", "prores"), seconds=0.5, suffix="mov", sound=("-c:a", "pcm_s16le")),
    "fast start": Recipe(more=("-movflags", "faststart")),
    "fragmented": Recipe(codec=(*H264, "-g", "30"), more=("-movflags", "frag_keyframe+empty_moov")),
    "fragmented with a first index": Recipe(codec=(*H264, "-g", "30"), more=("-movflags", "frag_keyframe")),
    "fragmented for DASH": Recipe(codec=(*H264, "-g", "30"), sound=("-an",), more=("-movflags", "dash")),
    "120 fps": Recipe(fps="120", seconds=1),
    "29.97 fps": Recipe(fps="30000/1001", codec=USUAL),
    "23.976 fps": Recipe(fps="24000/1001"),
    "no sound": Recipe(sound=("-an",)),
    "7.9 s": Recipe(seconds=7.9),
    "15.1 s": Recipe(seconds=15.1),
    "QuickTime": Recipe(suffix="mov", codec=USUAL),
    "mono at 44.1 kHz": Recipe(sound=("-c:a", "aac", "-ac", "1", "-ar", "44100")),
    "5.1": Recipe(sound=("-c:a", "aac", "-ac", "6")),
    "MP3": Recipe(sound=("-c:a", "libmp3lame", "-ac", "2")),
    "wide pixels": Recipe(more=("-vf", "setsar=4/3")),
    "a second too late": Recipe(codec=USUAL, more=("-output_ts_offset", "1")),
    "varying rate": Recipe(
        codec=USUAL, more=("-vf", "select='not(between(mod(n,7),2,3))'", "-fps_mode", "vfr"), seconds=3
    ),
    "a coarse clock": Recipe(fps="30", more=("-video_track_timescale", "1000")),
}
FILMS: Mapping[str, Film] = {
    "made": Film(),
    "made, index at the end": Film(is_fast_start=False, size_bytes=300_000),
    "made, turned right": Film(rotation=90),
    "made, turned left": Film(rotation=270),
    "made, upside down": Film(rotation=180),
    "made, silent": Film(has_sound=False, seconds=7.9),
    "made, wide": Film(width=1920, height=1080, seconds=15.1),
    "made, 29.97 fps": Film(fps=Fraction(30_000, 1_001)),
    "made, 120 fps": Film(fps=120, seconds=3),
    "made, varying": Film(deltas=(1, 2, 1)),
    "made, fragmented": Film(fragment_s=1),
    "made, fragmented with an index": Film(fragment_s=0.5, declares="sidx"),
    "made, fragmented with a length": Film(fragment_s=2, declares="mehd", has_sound=False),
    "made, QuickTime": Film(brand=b"qt  "),
    "made, with an edit list": Film(edits=((10_000, 0, 1.0),)),
}
CHROMAS = {"420": "4:2:0", "422": "4:2:2", "444": "4:4:4"}


@dataclass(frozen=True)
class FileSource:
    """A file on disk."""

    path: Path

    @property
    def size_bytes(self) -> int:
        return self.path.stat().st_size

    async def read(self, offset: int, length: int) -> bytes:
        with self.path.open("rb") as file:
            file.seek(offset)
            return file.read(length)


def run(*words: str | Path) -> bytes:
    """Run a program, which must succeed; what it prints."""
    return subprocess.run(words, check=True, capture_output=True, timeout=60).stdout


Maker = Callable[[str], Path]


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Make the film of that name, once."""
    folder = tmp_path_factory.mktemp("films")

    @functools.cache
    def film(name: str) -> Path:
        if name in FILMS:
            path = folder / f"{name}.mp4"
            path.write_bytes(FILMS[name].data)
            return path
        path = folder / f"{name}.{RECIPES[name].suffix}"
        encode(RECIPES[name], path)
        return path

    return film


@functools.cache
def encoders() -> str:
    assert FFMPEG
    return run(FFMPEG, "-v", "error", "-encoders").decode()


def encode(recipe: Recipe, path: Path) -> None:
    assert FFMPEG
    if recipe.codec[1] not in encoders():
        pytest.skip(f"this ffmpeg was built without {recipe.codec[1]}")
    picture = ("-f", "lavfi", "-i", SHAPE.format(fps=recipe.fps))
    sound = ("-f", "lavfi", "-i", "sine=r=48000")
    length = ("-t", str(recipe.seconds))
    run(
        FFMPEG,
        "-v",
        "error",
        "-y",
        *picture,
        *sound,
        *length,
        *recipe.codec,
        *recipe.sound,
        *recipe.more,
        path,
    )


def turned(path: Path, degrees: int, target: Path) -> None:
    """Copy a film with another matrix. Newer ffmpegs take the angle as an option, older ones as metadata."""
    assert FFMPEG
    is_new = b"display_rotation" in run(FFMPEG, "-v", "error", "-h", "full")
    before = ("-display_rotation", str(degrees)) if is_new else ()
    behind = () if is_new else ("-metadata:s:v", f"rotate={degrees}")
    run(FFMPEG, "-v", "error", "-y", *before, "-i", path, "-c", "copy", *behind, target)


def measured(path: Path) -> VideoFacts:
    found = asyncio.run(read_video(FileSource(path)))
    assert isinstance(found, VideoFacts), found
    return found


@dataclass(frozen=True)
class Probed:
    """What ffprobe says of a film."""

    length_s: float
    picture: Mapping[str, Any]
    sound: Mapping[str, Any]

    @property
    def rotation(self) -> int:
        """Clockwise; ffprobe counts the other way."""
        turns = (data["rotation"] for data in self.picture.get("side_data_list", ()) if "rotation" in data)
        return -next(turns, 0) % 360


def probed(path: Path) -> Probed:
    assert FFPROBE
    said = json.loads(run(FFPROBE, "-v", "error", "-show_streams", "-show_format", "-of", "json", path))
    streams = {stream["codec_type"]: stream for stream in said["streams"]}
    return Probed(float(said["format"]["duration"]), streams["video"], streams.get("audio", {}))


def shown_size(probe: Probed) -> tuple[int, int]:
    """The size after pixels were made square and the picture was turned."""
    across, _, down = probe.picture.get("sample_aspect_ratio", "1:1").partition(":")
    size = round(probe.picture["width"] * int(across) / int(down)), probe.picture["height"]
    return size if probe.rotation % 180 == 0 else (size[1], size[0])


@pytest.mark.parametrize("name", [*RECIPES, *FILMS])
def test_ffprobe_says_the_same(name: str, make: Maker) -> None:
    path = make(name)
    ours, theirs = measured(path), probed(path)
    assert ours.duration_s == pytest.approx(theirs.length_s, abs=0.03)
    assert (ours.width, ours.height, ours.rotation) == (*shown_size(theirs), theirs.rotation)
    assert ours.frame_rate == pytest.approx(float(Fraction(theirs.picture["avg_frame_rate"])), rel=0.005)
    assert ours.video_codec == theirs.picture["codec_name"]
    assert ours.profile in {theirs.picture["profile"], ""}
    assert ours.chroma in {CHROMAS[theirs.picture["pix_fmt"][3:6]], ""}
    assert theirs.sound.get("codec_name", "").startswith(ours.audio_codec)
    assert bool(ours.audio_codec) is bool(theirs.sound)
    assert ours.audio_channels == theirs.sound.get("channels", 0)
    assert ours.audio_rate_hz == int(theirs.sound.get("sample_rate", 0))
    assert ours.is_complete


@pytest.mark.parametrize("name", [name for name in (*RECIPES, *FILMS) if "fragmented" not in name])
def test_ffprobe_finds_the_same_bit_rate(name: str, make: Maker) -> None:
    """Of fragmented films it counts only what it looked at."""
    path = make(name)
    theirs = int(probed(path).picture["bit_rate"])
    assert measured(path).video_bits_per_s == pytest.approx(theirs, rel=0.01)


@pytest.mark.parametrize(
    ("name", "trait", "expected"),
    [
        ("plain", "is_fast_start", False),
        ("fast start", "is_fast_start", True),
        ("plain", "has_edit_list", False),
        ("with reordered pictures", "has_edit_list", False),
        ("QuickTime", "has_edit_list", False),
        ("a second too late", "has_edit_list", True),
        ("plain", "is_fragmented", False),
        ("fragmented", "is_fragmented", True),
        ("fragmented with a first index", "is_fragmented", True),
        ("fragmented for DASH", "has_steady_rate", True),
        ("29.97 fps", "has_steady_rate", True),
        ("a coarse clock", "has_steady_rate", True),
        ("varying rate", "has_steady_rate", False),
        ("plain", "container", "mp4"),
        ("QuickTime", "container", "mov"),
    ],
)
def test_what_ffprobe_does_not_tell_is_what_the_film_was_made_with(
    name: str, trait: str, expected: object, make: Maker
) -> None:
    assert getattr(measured(make(name)), trait) == expected


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_film_that_ffmpeg_turned_is_turned_the_same_way(degrees: int, make: Maker, tmp_path: Path) -> None:
    """Which way ffmpeg counts differs between its versions; ffprobe's word is what counts here."""
    path = tmp_path / "turned.mp4"
    turned(make("plain"), degrees, path)
    ours, theirs = measured(path), probed(path)
    assert theirs.rotation in {degrees, 360 - degrees}
    assert ours.rotation == theirs.rotation
    assert (ours.width, ours.height) == shown_size(theirs)


@pytest.mark.parametrize("name", ["made", "made, index at the end", "made, wide", "made, fragmented"])
def test_ffmpeg_decodes_every_picture_of_a_made_film(name: str, make: Maker) -> None:
    assert FFPROBE
    words = (
        "-v",
        "error",
        "-count_frames",
        "-select_streams",
        "v:0",
        "-show_entries",
        "stream=nb_read_frames",
    )
    counted = int(run(FFPROBE, *words, "-of", "csv=p=0", make(name)))
    assert counted == round(FILMS[name].seconds * FILMS[name].fps)
