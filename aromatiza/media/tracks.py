"""One track of a film: its kind, its clock, its turn, its cuts, its description and its tables.

Source: ISO/IEC 14496-12:2022 sections 8.3 to 8.7.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from aromatiza.core.messages import msg
from aromatiza.media.boxes import Blocks, Box, all_in, box_at, children, fields, first_in
from aromatiza.media.unreadable import broken

__all__ = [
    "PICTURES",
    "SOUND",
    "Clock",
    "Track",
    "cuts_something",
    "description",
    "read_clock",
    "read_tracks",
]

PICTURES, SOUND = b"vide", b"soun"
HARMLESS_S = 0.2
"""How late a track's only edit may start before it counts as a cut; see `cuts_something`."""
MAX_ENTRY_BYTES = 8_192
"""How much of a sample description is read; what names the codec stands at its beginning."""
MAX_EDITS = 1_024
FLAGS_BYTES = 4
UNKNOWN = {0: 0xFFFF_FFFF, 1: 0xFFFF_FFFF_FFFF_FFFF}
"""The duration that says "not known", by the box's version."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How many ticks a second has, and how many ticks something lasts; 0 when that is not known."""

    ticks_per_s: int
    ticks: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.ticks / self.ticks_per_s


@dataclass(frozen=True, slots=True)
class Track:
    """A track as its boxes tell it: `rotation` in degrees, clockwise; `table` holds its sample tables."""

    number: int
    kind: bytes
    clock: Clock
    rotation: int
    has_edits: bool
    table: tuple[Box, ...]


async def read_clock(blocks: Blocks, box: Box) -> Clock:
    """The clock of a `mvhd` or `mdhd`.

    Raises: Unreadable, if a second has no tick.
    """
    (version,) = await fields(blocks, box, "B")
    layout, skip = ("IQ", 20) if version == 1 else ("II", 12)
    ticks_per_s, ticks = await fields(blocks, box, layout, skip)
    if not ticks_per_s:
        raise broken(msg("video.part.duration"))
    return Clock(ticks_per_s, 0 if ticks == UNKNOWN.get(version) else ticks)


async def read_tracks(blocks: Blocks, movie: tuple[Box, ...], movie_clock: Clock) -> tuple[Track, ...]:
    """The tracks of pictures and of sound, in order; subtitles, timecodes and such are left out.

    Raises: Unreadable, if a track lacks what every track has.
    """
    found = []
    for box in all_in(movie, b"trak"):
        parts = await children(blocks, box)
        media = await children(blocks, first_in(parts, b"mdia"))
        (kind,) = await fields(blocks, first_in(media, b"hdlr"), "4s", 8)
        if kind in (PICTURES, SOUND):
            found.append(await _track(blocks, kind, parts, media, movie_clock))
    return tuple(found)


async def _track(
    blocks: Blocks, kind: bytes, parts: tuple[Box, ...], media: tuple[Box, ...], movie_clock: Clock
) -> Track:
    clock = await read_clock(blocks, first_in(media, b"mdhd"))
    number, rotation = await _header(blocks, first_in(parts, b"tkhd"))
    edits = await _edits(blocks, parts)
    info = await children(blocks, first_in(media, b"minf"))
    table = await children(blocks, first_in(info, b"stbl"))
    return Track(number, kind, clock, rotation, cuts_something(edits, movie_clock, clock), table)


async def _header(blocks: Blocks, box: Box) -> tuple[int, int]:
    """A track's number, and how far its matrix turns it: the quarter turn that is nearest."""
    (version,) = await fields(blocks, box, "B")
    number_at, matrix_at = (20, 52) if version == 1 else (12, 40)
    (number,) = await fields(blocks, box, "I", number_at)
    across, down = await fields(blocks, box, "ii", matrix_at)
    return number, round(math.degrees(math.atan2(down, across)) / 90) * 90 % 360


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a track: how long it is shown, in the film's ticks, from where (-1: a pause), how fast."""

    ticks: int
    start: int
    rate: int


NORMAL_RATE = 0x0001_0000


async def _edits(blocks: Blocks, parts: tuple[Box, ...]) -> tuple[Edit, ...]:
    for holder in all_in(parts, b"edts"):
        for box in all_in(await children(blocks, holder), b"elst"):
            version, count = await fields(blocks, box, "B3xI")
            layout = "QqI" if version == 1 else "IiI"
            if count > MAX_EDITS:
                raise broken(msg("video.part.index"))
            flat = await fields(blocks, box, layout * count, 8)
            return tuple(Edit(*flat[at : at + 3]) for at in range(0, len(flat), 3))
    return ()


def cuts_something(edits: tuple[Edit, ...], movie: Clock, media: Clock) -> bool:
    """Whether an edit list really moves, cuts, repeats or slows something.

    Nearly every encoder writes one entry that starts a moment late: it skips the delay of reordered pictures
    (two frames) or of AAC's priming (some 2,100 samples), and networks take such files although some of them
    write "no edit lists". So one entry at normal rate that leaves out at most 0.2 s at the start and 0.2 s at
    the end is harmless, and so is a pause of at most 0.2 s before it. 0.2 s is this project's own choice:
    above what encoders write, below what a person cuts.
    """
    if len(edits) > 1 and edits[0].start == -1 and edits[0].ticks <= HARMLESS_S * movie.ticks_per_s:
        edits = edits[1:]
    if not edits:
        return False
    edit = edits[0]
    if len(edits) > 1 or edit.rate != NORMAL_RATE or edit.start < 0:
        return True
    shown_s = edit.ticks / movie.ticks_per_s if edit.ticks else math.inf
    start_s = edit.start / media.ticks_per_s
    return start_s > HARMLESS_S or media.seconds - start_s - shown_s > HARMLESS_S


async def description(blocks: Blocks, track: Track) -> tuple[bytes, bytes]:
    """The code of a track's first sample description, and what stands in it.

    Raises: Unreadable, if it has none.
    """
    part = msg("video.part.description")
    box = first_in(track.table, b"stsd", part)
    entry = await box_at(blocks, box.body + FLAGS_BYTES + 4, box.end)
    if entry is None or entry.end > box.end:
        raise broken(part)
    return entry.kind, await blocks.read(entry.body, min(entry.length, MAX_ENTRY_BYTES))
