"""Legal MP4 and MOV files in a few milliseconds, without an encoder.

All samples of a track point to one stored picture or one silent AAC frame, so that a film of any length has
a few kilobytes. Nothing here is shared with `aromatiza.media`: two separate readings of ISO/IEC 14496.
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Film", "box", "full"]

STORED: Mapping[tuple[int, int], tuple[str, str]] = {
    (1080, 1920): (
        "Z2QAM6xMIgIgHjy+AiAAAAMAIAAAB4HjBkIw",
        (
            "eNpL7Whi+f/vKsO81PizXtEPluSs/iX+aWn2aaFNa9k2yDw/doOBgRmOGI/IKO9aahIaE9IAEmD6wyD+gNGDQfoA0xGG"
            "EAauB4x/GHwaBC4w32A4ymCJrHEUUQExdwMA8NAiAw=="
        ),
    ),
    (1920, 1080): (
        "Z2QAM6xMIgPAET8uAiAAAAMAIAAAB4HjBkIw",
        (
            "eNpL7Whi+f/vKsO81PizXtEPluSs/iX+aWn2aaFNa9k2yDw/doOBgRkJ8XrZOV36p7Tq0RKYyA4QaXiAgUGkASj9gIGB"
            "W4CBgQvI5gKy+YFYWIGBQXEBA4ODAwNDElD8DaqJowg/YmEFAD0NIYg="
        ),
    ),
}
"""By size: the sequence parameters and one picture (IDR, one lilac) of H.264 High, made once with libx264."""
PICTURE_PARAMETERS = "aOhDDyyL"
SILENCE = bytes.fromhex("21100460 8c1c")
"""One frame of AAC-LC, 48 kHz, stereo, in which nothing is heard."""
AAC_RATE, AAC_TICKS = 48_000, 1_024
MOVIE_TICKS = 1_000
TURNS: Mapping[int, tuple[int, int, int, int]] = {
    0: (1, 0, 0, 1),
    90: (0, 1, -1, 0),
    180: (-1, 0, 0, -1),
    270: (0, -1, 1, 0),
}
PICTURES, SOUND = 1, 2


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box: its size, its four letters, its content."""
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def full(kind: bytes, layout: str, *values: int | bytes, version: int = 0, flags: int = 0) -> bytes:
    """A box that begins with its version and flags, then fields."""
    return box(kind, struct.pack(f">I{layout}", version << 24 | flags, *values))


@dataclass(frozen=True, kw_only=True)
class Film:
    """A film to make; `data` are its bytes.

    `fps` is also the clock of the pictures: a second has its numerator in ticks, a picture its denominator.
    `deltas`: the durations of the pictures in turn, in ticks, instead of one (a varying rate).
    `edits`: (1/1000 s shown, first tick, speed) of the pictures. `size_bytes`: how large the file shall be at
    least. `fragment_s`: how long each fragment is, 0 for none; `declares`: `mehd`, `sidx` or nothing, which
    tells a fragmented film's length. `code`: `avc1`, `avc3`, `hvc1`, `hev1` or any other four letters.
    `pixel`: the shape of one. `sound_config`: what AAC's decoder is told, LC at 48 kHz, stereo.
    """

    seconds: float = 10.0
    fps: float | Fraction = 30
    width: int = 1080
    height: int = 1920
    rotation: int = 0
    is_fast_start: bool = True
    has_pictures: bool = True
    has_sound: bool = True
    edits: tuple[tuple[int, int, float], ...] = ()
    deltas: tuple[int, ...] = ()
    size_bytes: int = 0
    fragment_s: float = 0
    declares: str = ""
    code: bytes = b"avc1"
    brand: bytes = b"isom"
    pixel: tuple[int, int] = (1, 1)
    sound_config: bytes = bytes.fromhex("1190")

    @property
    def data(self) -> bytes:
        """The file."""
        head = box(b"ftyp", self.brand, struct.pack(">I", 512), self.brand, b"iso2mp41")
        if self.fragment_s:
            index = self._index(0)
            return head + index + self._fragments()
        content = self._picture + SILENCE
        content = content.ljust(self.size_bytes - len(head) - len(self._index(0)) - 8, b"\0")
        if self.is_fast_start:
            return head + self._index(len(head) + len(self._index(0)) + 8) + box(b"mdat", content)
        return head + box(b"mdat", content) + self._index(len(head) + 8)

    @property
    def _picture(self) -> bytes:
        picture = zlib.decompress(base64.b64decode(self._stored[1]))
        return struct.pack(">I", len(picture)) + picture

    @property
    def _stored(self) -> tuple[str, str]:
        return STORED.get((self.width, self.height), STORED[1080, 1920])

    @property
    def _rate(self) -> Fraction:
        return Fraction(self.fps).limit_denominator(1001)

    @property
    def _deltas(self) -> list[int]:
        """How long each picture lasts."""
        turn = self.deltas or (self._rate.denominator,)
        ticks, deltas = round(self.seconds * self._rate.numerator), list[int]()
        while sum(turn) * (len(deltas) // len(turn)) + sum(turn[: len(deltas) % len(turn)]) < ticks:
            deltas.append(turn[len(deltas) % len(turn)])
        return deltas

    @property
    def _frames(self) -> int:
        return round(self.seconds * AAC_RATE / AAC_TICKS)

    def _index(self, offset: int) -> bytes:
        """The `moov` of a film whose content starts at `offset`."""
        ticks = 0 if self.fragment_s else round(self.seconds * MOVIE_TICKS)
        header = full(b"mvhd", "IIIIIH10x9i24xI", 0, 0, MOVIE_TICKS, ticks, 0x10000, 0x100, *_matrix(0), 3)
        tracks = (self._picture_track(offset, ticks) if self.has_pictures else b"") + (
            self._sound_track(offset + len(self._picture), ticks) if self.has_sound else b""
        )
        return box(b"moov", header, tracks, self._extends() if self.fragment_s else b"")

    def _picture_track(self, offset: int, ticks: int) -> bytes:
        deltas = [] if self.fragment_s else self._deltas
        edits = [entry for at, start, rate in self.edits for entry in (at, start, round(rate * 65_536))]
        listed = full(b"elst", "I" + "IiI" * len(self.edits), len(self.edits), *edits)
        return _track(
            b"vide",
            _track_header(PICTURES, ticks, self.rotation, (self.width, self.height))
            + (box(b"edts", listed) if edits else b""),
            full(b"mdhd", "IIIIHH", 0, 0, self._rate.numerator, sum(deltas), 0x55C4, 0),
            full(b"vmhd", "8x", flags=1),
            self._picture_description() + _tables(deltas, len(self._picture), offset),
        )

    def _sound_track(self, offset: int, ticks: int) -> bytes:
        deltas = [] if self.fragment_s else [AAC_TICKS] * self._frames
        return _track(
            b"soun",
            _track_header(SOUND, ticks),
            full(b"mdhd", "IIIIHH", 0, 0, AAC_RATE, sum(deltas), 0x55C4, 0),
            full(b"smhd", "4x"),
            _sound_description(self.sound_config) + _tables(deltas, len(SILENCE), offset),
        )

    def _picture_description(self) -> bytes:
        entry = struct.pack(">6xH16xHHII4xH32xHh", 1, self.width, self.height, 72 << 16, 72 << 16, 1, 24, -1)
        is_hevc = self.code in {b"hvc1", b"hev1"}
        shape = box(b"pasp", struct.pack(">II", *self.pixel))
        config = _hevc_config() if is_hevc else _avc_config(base64.b64decode(self._stored[0]))
        return _closed(full(b"stsd", "I", 1) + box(self.code, entry, config, shape))

    def _extends(self) -> bytes:
        length = full(b"mehd", "I", round(self.seconds * MOVIE_TICKS)) if self.declares == "mehd" else b""
        numbers = [PICTURES] * self.has_pictures + [SOUND] * self.has_sound
        return box(b"mvex", length, *(full(b"trex", "IIIII", number, 1, 0, 0, 0) for number in numbers))

    def _fragments(self) -> bytes:
        """All fragments, each with its content; before them their index, if the film declares one."""
        pictures, frames = self._deltas, [AAC_TICKS] * self._frames
        count = -(-int(self.seconds * 1000) // int(self.fragment_s * 1000))
        parts = [self._fragment(pictures, frames, number, count) for number in range(count)]
        if self.declares != "sidx":
            return b"".join(parts)
        ticks = [sum(_share(pictures, number, count)) for number in range(count)]
        sizes = [
            value for part, lasts in zip(parts, ticks, strict=True) for value in (len(part), lasts, 1 << 31)
        ]
        index = full(b"sidx", "IIII2xH" + "III" * count, 1, self._rate.numerator, 0, 0, count, *sizes)
        return index + b"".join(parts)

    def _fragment(self, pictures: list[int], frames: list[int], number: int, count: int) -> bytes:
        """One of `count` fragments, with its share of what there is."""
        shown, heard = _share(pictures, number, count), _share(frames, number, count)
        content = self._picture * len(shown) + SILENCE * len(heard) * self.has_sound
        index = b""
        for _ in range(2):  # the second time, its own size is known
            start = len(index) + 8
            tracks = _run(PICTURES, shown, len(self._picture), (start, _before(pictures, number, count)))
            if self.has_sound:
                start += len(self._picture) * len(shown)
                tracks += _run(SOUND, heard, len(SILENCE), (start, _before(frames, number, count)))
            index = box(b"moof", full(b"mfhd", "I", number + 1), tracks)
        return index + box(b"mdat", content)


def _matrix(turn: int) -> tuple[int, ...]:
    a, b, c, d = (value << 16 for value in TURNS[turn])
    return (a, b, 0, c, d, 0, 0, 0, 1 << 30)


def _share(deltas: list[int], number: int, count: int) -> list[int]:
    return deltas[len(deltas) * number // count : len(deltas) * (number + 1) // count]


def _before(deltas: list[int], number: int, count: int) -> int:
    return sum(deltas[: len(deltas) * number // count])


def _track_header(number: int, ticks: int, turn: int = 0, size: tuple[int, int] = (0, 0)) -> bytes:
    volume = 0 if any(size) else 0x100
    values = (0, 0, number, ticks, volume, *_matrix(turn), size[0] << 16, size[1] << 16)
    return full(b"tkhd", "III4xI12xH2x9iII", *values, flags=3)


def _track(kind: bytes, start: bytes, clock: bytes, media: bytes, samples: bytes) -> bytes:
    """A track: `start` is its header and edits, `samples` their description and tables."""
    handler = full(b"hdlr", "4x4s12xx", kind)
    here = full(b"dref", "I", 1) + full(b"url ", "", flags=1)
    info = box(b"minf", media, box(b"dinf", _closed(here)), box(b"stbl", samples))
    return box(b"trak", start, box(b"mdia", clock, handler, info))


def _closed(opened: bytes) -> bytes:
    """A box with what follows it taken in."""
    return struct.pack(">I", len(opened)) + opened[4:]


def _tables(deltas: list[int], size: int, offset: int) -> bytes:
    """The tables of samples that all lie at `offset`, each a chunk of its own."""
    runs: list[int] = []
    for delta in deltas:
        if runs and runs[-1] == delta:
            runs[-2] += 1
        else:
            runs += [1, delta]
    count = len(deltas)
    return b"".join(
        (
            full(b"stts", f"I{len(runs)}I", len(runs) // 2, *runs),
            full(b"stsc", "I" + "III" * bool(count), bool(count), *(1, 1, 1) * bool(count)),
            full(b"stsz", f"II{count}I", 0, count, *[size] * count),
            full(b"stco", f"I{count}I", count, *[offset] * count),
        )
    )


def _run(number: int, deltas: list[int], size: int, places: tuple[int, int]) -> bytes:
    """A fragment of a track: `places` are where its samples start, from the fragment's start on, and when."""
    offset, before = places
    samples = [value for delta in deltas for value in (delta, size)]
    start = full(b"tfdt", "I", before)
    header = full(b"tfhd", "I", number, flags=0x020000)
    return box(
        b"traf",
        header,
        start,
        full(b"trun", f"Ii{len(samples)}I", len(deltas), offset, *samples, flags=0x301),
    )


def _avc_config(parameters: bytes) -> bytes:
    pictures = base64.b64decode(PICTURE_PARAMETERS)
    head = struct.pack(">B3sBBH", 1, parameters[1:4], 0xFF, 0xE1, len(parameters))
    tail = struct.pack(">BH", 1, len(pictures))
    return box(b"avcC", head, parameters, tail, pictures, bytes((0xFD, 0xF8, 0xF8, 0)))


def _hevc_config() -> bytes:
    """Main profile, 4:2:0, 8 bits, without its parameter sets."""
    values = (1, 1, 0x60000000, bytes.fromhex("900000000000"), 93, 0xF000, 0xFC, 0xFD, 0xF8, 0xF8, 0, 0x0F, 0)
    return box(b"hvcC", struct.pack(">BBI6sBHBBBBHBB", *values))


def _sound_description(config: bytes) -> bytes:
    """AAC, 48 kHz, stereo, whatever its decoder is told."""
    entry = struct.pack(">6xH8xHH4xI", 1, 2, 16, AAC_RATE << 16)
    told = bytes((5, len(config))) + config
    decoder = bytes((4, 13 + len(told), 0x40, 0x15)) + struct.pack(">3xII", 64_000, 64_000) + told
    stream = bytes((3, 3 + len(decoder) + 3, 0, SOUND, 0)) + decoder + bytes((6, 1, 2))
    return _closed(full(b"stsd", "I", 1) + box(b"mp4a", entry, box(b"esds", bytes(4), stream)))
