"""A light look at a video file: what its index says, read from the boxes of ISO/IEC 14496-12.

Nothing is decoded, and what the index does not say is unknown: 0, "" or None.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

__all__ = ["Clip", "read_clip"]

LARGEST_INDEX = 64 << 20


@dataclass(frozen=True, slots=True)
class Clip:
    """What an index says of its video; `codec` is the four-letter name of the sample entry."""

    duration_s: float | None = None
    width: int = 0
    height: int = 0
    fps: float = 0.0
    codec: str = ""
    has_sound: bool = False
    is_index_first: bool = True


@dataclass(frozen=True, slots=True)
class _Box:
    name: bytes
    start: int
    end: int


def read_clip(file: BinaryIO) -> Clip | None:
    """The clip in a file; None when it has no index, and is no video then."""
    end = file.seek(0, 2)
    names, index = [], None
    for box in _top_boxes(file, end):
        names.append(box.name)
        if box.name == b"moov" and box.end - box.start <= LARGEST_INDEX:
            file.seek(box.start)
            index = file.read(box.end - box.start)
    if index is None:
        return None
    is_first = b"mdat" not in names or names.index(b"moov") < names.index(b"mdat")
    return _clip(index, is_first)


def _clip(index: bytes, is_first: bool) -> Clip:
    tracks = [box for box in _boxes(index, 0, len(index)) if box.name == b"trak"]
    kinds = {_handler(index, track): track for track in reversed(tracks)}
    picture = kinds.get(b"vide")
    width, height, fps, codec = _picture(index, picture) if picture else (0, 0, 0.0, "")
    return Clip(_movie_s(index), width, height, fps, codec, b"soun" in kinds, is_first)


def _movie_s(index: bytes) -> float | None:
    header = _found(index, _Box(b"moov", 0, len(index)), b"mvhd")
    timing = _timing(index, header) if header else None
    return timing[1] / timing[0] if timing and timing[0] else None


def _timing(index: bytes, header: _Box) -> tuple[int, int] | None:
    """(units in a second, units in all) of a movie header or a media header (8.2.2, 8.4.2)."""
    content = index[header.start : header.end]
    layout = ">20xIQ" if content[:1] == b"\1" else ">12xII"
    if len(content) < struct.calcsize(layout):
        return None
    scale, duration = struct.unpack_from(layout, content)
    return scale, duration


def _handler(index: bytes, track: _Box) -> bytes:
    """`vide`, `soun` or another kind of track (8.4.3)."""
    box = _found(index, track, b"mdia", b"hdlr")
    return index[box.start + 8 : box.start + 12] if box else b""


def _picture(index: bytes, track: _Box) -> tuple[int, int, float, str]:
    """(width, height, frames in a second, codec) of a video track, as it is shown upright."""
    entry = _found(index, track, b"mdia", b"minf", b"stbl", b"stsd")
    header = _found(index, track, b"tkhd")
    if entry is None or entry.end - entry.start < 44:
        return 0, 0, 0.0, ""
    codec = index[entry.start + 12 : entry.start + 16].decode("latin-1")
    width, height = struct.unpack_from(">HH", index, entry.start + 40)
    if header is not None and _is_turned(index, header):
        width, height = height, width
    return width, height, _rate(index, track), codec


def _is_turned(index: bytes, header: _Box) -> bool:
    """Whether the matrix of a track header turns the picture by a quarter (8.3.2): a = d = 0."""
    at = header.start + (52 if index[header.start : header.start + 1] == b"\1" else 40)
    if header.end < at + 36:
        return False
    a, b, _, _, d = struct.unpack_from(">iiiii", index, at)
    return bool(a == 0 and d == 0 and b)


def _rate(index: bytes, track: _Box) -> float:
    """How many frames a second has: samples (8.6.1) over the duration of the media."""
    times, header = (
        _found(index, track, b"mdia", b"minf", b"stbl", b"stts"),
        _found(index, track, b"mdia", b"mdhd"),
    )
    timing = _timing(index, header) if header else None
    if times is None or not timing or not timing[0] or times.end - times.start < 8:
        return 0.0
    fits = (times.end - times.start - 8) // 8
    runs = min(int(struct.unpack_from(">I", index, times.start + 4)[0]), fits)
    pairs = [struct.unpack_from(">II", index, times.start + 8 + 8 * n) for n in range(runs)]
    frames, units = sum(count for count, _ in pairs), sum(count * delta for count, delta in pairs)
    return frames * timing[0] / units if units else 0.0


def _found(index: bytes, within: _Box, *names: bytes) -> _Box | None:
    """The first box on a path of names."""
    box: _Box | None = within
    for name in names:
        if box is None:
            return None
        box = next((one for one in _boxes(index, box.start, box.end) if one.name == name), None)
    return box


def _boxes(index: bytes, at: int, end: int) -> Iterator[_Box]:
    while at + 8 <= end:
        size, name = struct.unpack_from(">I4s", index, at)
        after = at + size if size else end
        if size == 1 or after < at + 8:
            return
        yield _Box(name, at + 8, min(after, end))
        at = after


def _top_boxes(file: BinaryIO, end: int) -> Iterator[_Box]:
    at = 0
    while at + 8 <= end:
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        begin = at + 8
        if size == 1:
            size, begin = int.from_bytes(file.read(8), "big"), at + 16
        after = at + size if size else end
        if after < begin:
            return
        yield _Box(name, begin, min(after, end))
        at = after
