"""Films that are cut into fragments, each with an index of its own: what all of them say together.

Each fragment costs a read, so that only as many are visited as the limit of bytes allows; then the film's
own word for its length has to do.
Source: ISO/IEC 14496-12:2022 sections 8.8 (`mvex`, `moof`) and 8.16.3 (`sidx`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aromatiza.media.boxes import Blocks, Box, all_in, box_at, children, fields, first_in
from aromatiza.media.samples import Run, Samples, joined, together
from aromatiza.media.tracks import Clock

__all__ = ["Fragments", "declared_length_s", "read_fragments"]

RESERVE_BYTES = 65_536
"""Walking stops when no more than this may be fetched, so that one large fragment still fits."""
MAX_BOXES = 1_024
TRAILER_BYTES = 65_536
"""So little may follow the last fragment of an index that is taken for the whole film's."""

HAS_BASE, HAS_DESCRIPTION, HAS_TICKS, HAS_SIZE = 0x1, 0x2, 0x8, 0x10
HAS_OFFSET, HAS_FIRST_FLAGS = 0x1, 0x4
EACH_TICKS, EACH_SIZE, EACH_FLAGS, EACH_SHIFT = 0x100, 0x200, 0x400, 0x800


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a sample lasts and how large it is, where a fragment does not say it of each."""

    ticks: int = 0
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Index:
    """What an index of fragments says: where they end in the file, and how long they last together."""

    end: int
    length_s: float


@dataclass(frozen=True, slots=True)
class Fragments:
    """What the visited fragments say: samples by track number, and the first index of them, if there is one.

    `is_all`: every fragment was visited. `is_complete`: nothing was found to lie beyond the file's end.
    """

    samples: Mapping[int, Samples]
    index: Index | None
    is_all: bool
    is_complete: bool


async def read_fragments(blocks: Blocks, start: int, extends: tuple[Box, ...]) -> Fragments:
    """Visit the fragments from `start` on; `extends` are the boxes in the film's `mvex`.

    Raises: Unreadable, if one is shorter than it says.
    """
    defaults = await _defaults(blocks, extends)
    found: list[tuple[int, Samples]] = []
    index, kind, position, is_all = None, b"", start, False
    for _ in range(MAX_BOXES):
        is_all = position >= blocks.size_bytes
        if is_all or blocks.left_bytes < RESERVE_BYTES:
            break
        box = await box_at(blocks, position, blocks.size_bytes)
        if box is None or box.end > blocks.size_bytes:
            return Fragments(_sums(found), index, is_all=True, is_complete=False)
        if box.kind == b"moof":
            found += await _samples_of(blocks, box, defaults)
        elif box.kind == b"sidx":
            index = index or await _index(blocks, box)
        kind, position = box.kind, box.end
    is_cut = (is_all and kind == b"moof") or (index is not None and index.end > blocks.size_bytes)
    return Fragments(_sums(found), index, is_all, is_complete=not is_cut)


async def declared_length_s(
    blocks: Blocks, extends: tuple[Box, ...], movie: Clock, index: Index | None
) -> float | None:
    """How long the film says it is: its header for fragments, else an index that spans the whole file.

    Returns: None, if neither is there; never 0.
    """
    for box in all_in(extends, b"mehd"):
        (version,) = await fields(blocks, box, "B")
        (ticks,) = await fields(blocks, box, "Q" if version == 1 else "I", 4)
        if ticks:
            return float(ticks / movie.ticks_per_s)
    if index is None or index.end < blocks.size_bytes - TRAILER_BYTES:
        return None
    return index.length_s or None


async def _index(blocks: Blocks, box: Box) -> Index:
    version, ticks_per_s = await fields(blocks, box, "B7xI")
    layout, behind = ("8xQ2xH", 32) if version == 1 else ("4xI2xH", 24)
    offset, count = await fields(blocks, box, layout, 12)
    flat = await fields(blocks, box, "II4x" * count, behind)
    end = box.end + offset + sum(size & 0x7FFF_FFFF for size in flat[::2])
    return Index(end, sum(flat[1::2]) / ticks_per_s if ticks_per_s else 0)


async def _defaults(blocks: Blocks, extends: tuple[Box, ...]) -> Mapping[int, Defaults]:
    found = {}
    for box in all_in(extends, b"trex"):
        number, ticks, size_bytes = await fields(blocks, box, "4xI4xII")
        found[number] = Defaults(ticks, size_bytes)
    return found


def _sums(found: list[tuple[int, Samples]]) -> Mapping[int, Samples]:
    """The samples of each track together, by its number."""
    return {
        number: together(samples for track, samples in found if track == number) for number in dict(found)
    }


async def _samples_of(
    blocks: Blocks, fragment: Box, defaults: Mapping[int, Defaults]
) -> list[tuple[int, Samples]]:
    """What a fragment says of its tracks: their numbers and samples, in order."""
    found = []
    for piece in all_in(await children(blocks, fragment), b"traf"):
        parts = await children(blocks, piece)
        number, usual = await _track_header(blocks, first_in(parts, b"tfhd"), defaults)
        found += [(number, await _run(blocks, box, usual)) for box in all_in(parts, b"trun")]
    return found


async def _track_header(blocks: Blocks, box: Box, defaults: Mapping[int, Defaults]) -> tuple[int, Defaults]:
    """A `tfhd`: which track, and what is usual in this fragment."""
    flags, number = await fields(blocks, box, "II")
    usual = defaults.get(number, Defaults())
    at = 8 + (8 if flags & HAS_BASE else 0) + (4 if flags & HAS_DESCRIPTION else 0)
    ticks, size_bytes = usual.ticks, usual.size_bytes
    if flags & HAS_TICKS:
        (ticks,) = await fields(blocks, box, "I", at)
        at += 4
    if flags & HAS_SIZE:
        (size_bytes,) = await fields(blocks, box, "I", at)
    return number, Defaults(ticks, size_bytes)


async def _run(blocks: Blocks, box: Box, usual: Defaults) -> Samples:
    """A `trun`: its samples, each with its own duration and size where it has them."""
    flags, count = await fields(blocks, box, "II")
    each = [flag for flag in (EACH_TICKS, EACH_SIZE, EACH_FLAGS, EACH_SHIFT) if flags & flag]
    if not each:
        return Samples(joined([Run(count, usual.ticks)]), count, count * usual.size_bytes)
    at = 8 + (4 if flags & HAS_OFFSET else 0) + (4 if flags & HAS_FIRST_FLAGS else 0)
    flat = await fields(blocks, box, f"{count * len(each)}I", at)
    by_flag = {flag: flat[place :: len(each)] for place, flag in enumerate(each)}
    ticks = by_flag.get(EACH_TICKS, (usual.ticks,) * count)
    size_bytes = sum(by_flag[EACH_SIZE]) if EACH_SIZE in by_flag else count * usual.size_bytes
    return Samples(joined(Run(1, each_ticks) for each_ticks in ticks), count, size_bytes)
