"""The samples of a track: how long each is shown, how large they are, and where the last ones lie.

Source: ISO/IEC 14496-12:2022 sections 8.6.1 (`stts`) and 8.7 (`stsz`, `stsc`, `stco`, `co64`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aromatiza.core.messages import msg
from aromatiza.media.boxes import Blocks, Box, all_in, fields
from aromatiza.media.tracks import Track
from aromatiza.media.unreadable import broken

__all__ = ["Run", "Samples", "end_of_samples", "joined", "read_samples", "together"]

MAX_RUNS = 8_192
"""How many entries of a table of durations are read (64 KiB); a steady film has one or two."""
MAX_SIZES = 65_536
"""How many sizes are read (256 KiB): eighteen minutes at 60 frames per second."""
MAX_LAST_SIZES = 4_096
"""How many samples of the last chunk are looked at."""
ROUNDING = 0.1
"""A tick may be so large a part of a picture's duration and still be taken for a rounding error."""


@dataclass(frozen=True, slots=True)
class Run:
    """So many samples in a row, each shown for so many ticks."""

    count: int
    ticks: int


@dataclass(frozen=True, slots=True)
class Samples:
    """What is known of a track's samples: their runs in order; the bytes of the first `sized` of them."""

    runs: tuple[Run, ...] = ()
    sized: int = 0
    size_bytes: int = 0

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(run.count for run in self.runs)

    @property
    def ticks(self) -> int:
        """How long they last together."""
        return sum(run.ticks * run.count for run in self.runs)

    def rate(self, ticks_per_s: int) -> float:
        """How many a second has: exactly, when they are steady, else on average.

        Raises: Unreadable, if they take no time.
        """
        counted = Samples(self._typical()) if self.is_steady else self
        if not counted.ticks:
            raise broken(msg("video.part.rate"))
        return counted.count * ticks_per_s / counted.ticks

    @property
    def is_steady(self) -> bool:
        """Whether each is shown equally long, but for one tick that a coarse clock makes of rounding."""
        ticks = [run.ticks for run in self._typical()]
        shortest, longest = min(ticks, default=0), max(ticks, default=0)
        return longest == shortest or (longest - shortest == 1 and ROUNDING * longest >= 1)

    def bits_per_s(self, ticks_per_s: int) -> int:
        """How many bits a second has, as far as sizes are known."""
        return round(self.size_bytes * 8 * self.rate(ticks_per_s) / self.sized) if self.sized else 0

    def _typical(self) -> tuple[Run, ...]:
        """All runs but a last single sample: many encoders let it last longer or shorter than it should."""
        is_odd = len(self.runs) > 1 and self.runs[-1].count == 1
        return self.runs[:-1] if is_odd else self.runs


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same runs, neighbours of equal duration made one, empty ones left out."""
    found: list[Run] = []
    for run in runs:
        if found and found[-1].ticks == run.ticks:
            found[-1] = Run(found[-1].count + run.count, run.ticks)
        elif run.count:
            found.append(run)
    return tuple(found)


def together(parts: Iterable[Samples]) -> Samples:
    """The samples of several stretches of a track, in order."""
    stretches = tuple(parts)
    return Samples(
        joined(run for stretch in stretches for run in stretch.runs),
        sum(stretch.sized for stretch in stretches),
        sum(stretch.size_bytes for stretch in stretches),
    )


async def read_samples(blocks: Blocks, track: Track) -> Samples:
    """The samples that a track's own tables name; none, if they stand in fragments.

    Only the first `MAX_RUNS` durations and `MAX_SIZES` sizes are read.
    Raises: Unreadable, if the tables are shorter than they say.
    """
    runs: tuple[Run, ...] = ()
    for box in all_in(track.table, b"stts")[:1]:
        (count,) = await fields(blocks, box, "4xI")
        flat = await fields(blocks, box, "II" * min(count, MAX_RUNS), 8)
        runs = joined(Run(*flat[at : at + 2]) for at in range(0, len(flat), 2))
    for box in all_in(track.table, b"stsz")[:1]:
        size, count = await fields(blocks, box, "4xII")
        if size:
            return Samples(runs, count, size * count)
        sizes = await fields(blocks, box, f"{min(count, MAX_SIZES)}I", 12)
        return Samples(runs, len(sizes), sum(sizes))
    return Samples(runs)


async def end_of_samples(blocks: Blocks, track: Track) -> int:
    """Where the last chunk of a track ends in the file; 0 if it has none.

    Raises: Unreadable, if the tables are shorter than they say.
    """
    offset = 0
    for kind, letter, width in ((b"stco", "I", 4), (b"co64", "Q", 8)):
        for box in all_in(track.table, kind)[:1]:
            (count,) = await fields(blocks, box, "4xI")
            if count:
                (offset,) = await fields(blocks, box, letter, 8 + (count - 1) * width)
    return offset + await _last_chunk_bytes(blocks, track) if offset else 0


async def _last_chunk_bytes(blocks: Blocks, track: Track) -> int:
    per_chunk = 0
    for box in all_in(track.table, b"stsc")[:1]:
        (count,) = await fields(blocks, box, "4xI")
        if count:
            (per_chunk,) = await fields(blocks, box, "4xI", 8 + (count - 1) * 12)
    for box in all_in(track.table, b"stsz")[:1]:
        return await _last_sizes(blocks, box, per_chunk)
    return 0


async def _last_sizes(blocks: Blocks, box: Box, per_chunk: int) -> int:
    """The bytes of the last `per_chunk` samples, or of as many as are looked at."""
    size: int
    count: int
    size, count = await fields(blocks, box, "4xII")
    last = min(per_chunk, count)
    if size:
        return size * last
    last = min(last, MAX_LAST_SIZES)
    sizes = await fields(blocks, box, f"{last}I", 12 + (count - last) * 4)
    return sum(sizes)
