"""What a sample description says of pictures and sound: names, sizes, rates. Pure functions of its bytes.

Sources: ISO/IEC 14496-12 sections 8.5.2 and 12 (sample entries), 14496-15 (avcC, hvcC), 14496-1 section 7.2.6
(esds), 14496-3 section 1.6.2 (AudioSpecificConfig), ITU-T H.264 section 7.3.2.1 (sequence parameter set),
AV1-ISOBMFF (av1C), VP Codec ISO Media File Format Binding (vpcC), QuickTime File Format (sound versions).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from aromatiza.core.messages import msg
from aromatiza.media.unreadable import broken

__all__ = ["Picture", "Sound", "picture_of", "sound_of"]

PICTURE_BYTES = 78
SOUND_BYTES = 28
SOUND_MORE_BYTES: Mapping[int, int] = {1: 16, 2: 36}
"""What QuickTime's later versions add to a sound description."""

VIDEO_NAMES: Mapping[bytes, str] = {
    **dict.fromkeys((b"avc1", b"avc3", b"dva1", b"dvav"), "h264"),
    **dict.fromkeys((b"hvc1", b"hev1", b"dvh1", b"dvhe"), "hevc"),
    **dict.fromkeys((b"apch", b"apcn", b"apcs", b"apco", b"ap4h", b"ap4x"), "prores"),
    b"av01": "av1",
    b"vp08": "vp8",
    b"vp09": "vp9",
    b"mp4v": "mpeg4",
    b"jpeg": "mjpeg",
}
AUDIO_NAMES: Mapping[bytes, str] = {
    b"mp4a": "aac",
    b".mp3": "mp3",
    b"ac-3": "ac3",
    b"ec-3": "eac3",
    b"Opus": "opus",
    b"fLaC": "flac",
    **dict.fromkeys((b"sowt", b"twos", b"lpcm", b"in24", b"in32", b"fl32", b"raw ", b"ipcm"), "pcm"),
}
OBJECT_TYPES: Mapping[int, str] = {
    **dict.fromkeys((0x40, 0x66, 0x67, 0x68), "aac"),
    **dict.fromkeys((0x69, 0x6B), "mp3"),
    0xA5: "ac3",
    0xA6: "eac3",
    0xA9: "dts",
    0xAD: "opus",
}
"""What `mp4a` really is: ISO/IEC 14496-1, table 5, as https://mp4ra.org registers them."""

CHROMAS = ("4:0:0", "4:2:0", "4:2:2", "4:4:4")
H264_PROFILES: Mapping[int, str] = {
    66: "Baseline",
    77: "Main",
    88: "Extended",
    100: "High",
    110: "High 10",
    122: "High 4:2:2",
    244: "High 4:4:4 Predictive",
    44: "CAVLC 4:4:4",
}
H264_WITH_CHROMA = frozenset({44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244})
"""The profiles whose parameter set tells the chroma; with any other it is 4:2:0."""
HEVC_PROFILES: Mapping[int, str] = {1: "Main", 2: "Main 10", 3: "Main Still Picture", 4: "Rext"}
AV1_PROFILES = ("Main", "High", "Professional")
AAC_RATES = (
    96_000,
    88_200,
    64_000,
    48_000,
    44_100,
    32_000,
    24_000,
    22_050,
    16_000,
    12_000,
    11_025,
    8_000,
    7_350,
)
AAC_CHANNELS: Mapping[int, int] = {**{number: number for number in range(1, 7)}, 7: 8, 11: 7, 12: 8, 14: 8}
SBR, PS = 5, 29


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture track's codec, and the size of its pictures with square pixels, before any rotation."""

    codec: str
    profile: str
    chroma: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound track's codec, channels and sampling rate; 0 where the file does not say."""

    codec: str
    channels: int
    rate_hz: int


class _Bits:
    """Bits from the highest on; behind the last one, noughts."""

    def __init__(self, data: bytes) -> None:
        self._number = int.from_bytes(data, "big")
        self._left = len(data) * 8

    def take(self, count: int) -> int:
        """The next `count` bits as a number."""
        self._left -= count
        shifted = self._number >> self._left if self._left >= 0 else self._number << -self._left
        return shifted & ((1 << count) - 1)

    def golomb(self) -> int:
        """The next number in Exp-Golomb code, at most 32 bits of it."""
        zeros = 0
        while zeros < 32 and not self.take(1):
            zeros += 1
        return (1 << zeros) - 1 + self.take(zeros)


def picture_of(code: bytes, entry: bytes) -> Picture:
    """What the description (behind its size and code) of a picture track says.

    Raises: Unreadable, if it is too short or tells no size.
    """
    if len(entry) < PICTURE_BYTES:
        raise broken(msg("video.part.description"))
    width, height = struct.unpack_from(">HH", entry, 24)
    parts = _parts(entry[PICTURE_BYTES:])
    across, down = struct.unpack_from(">II", parts.get(b"pasp", b"").ljust(8, b"\0"))
    if across and down:
        width = round(width * across / down)
    if not width or not height:
        raise broken(msg("video.part.size"))
    profile, chroma = _profile(parts)
    return Picture(_name(code, VIDEO_NAMES), profile, chroma, width, height)


def sound_of(code: bytes, entry: bytes, is_quicktime: bool) -> Sound:
    """What the description (behind its size and code) of a sound track says; 0 for what it lacks."""
    head = entry[:SOUND_BYTES].ljust(SOUND_BYTES, b"\0")
    version, channels, rate_hz = *struct.unpack_from(">H", head, 8), *struct.unpack_from(">H6xH", head, 16)
    more = SOUND_MORE_BYTES.get(version, 0) if is_quicktime else 0
    if more and version == 2:
        rate, channels = struct.unpack_from(">dI", entry.ljust(SOUND_BYTES + more, b"\0"), SOUND_BYTES + 4)
        rate_hz = round(rate) if 0 < rate < 1e6 else 0
    parts = _parts(entry[SOUND_BYTES + more :])
    esds = parts.get(b"esds") or _parts(parts.get(b"wave", b"")).get(b"esds", b"")
    kind, config = _stream(esds)
    codec = OBJECT_TYPES.get(kind, _name(code, AUDIO_NAMES))
    sound = Sound(codec, channels, rate_hz)
    return _aac(config, sound) if codec == "aac" and config else sound


def _name(code: bytes, names: Mapping[bytes, str]) -> str:
    """The usual name, else the four letters, as far as they can be shown."""
    shown = "".join(chr(byte) if 33 <= byte < 127 else "?" for byte in code.strip(b" \0"))
    return names.get(code) or shown or "?"


def _parts(data: bytes) -> Mapping[bytes, bytes]:
    """The boxes in a description by their kind, the first of each; whatever is no box ends them."""
    parts: dict[bytes, bytes] = {}
    position = 0
    while position + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, position)
        if not 8 <= size <= len(data) - position:
            break
        parts.setdefault(kind, data[position + 8 : position + size])
        position += size
    return parts


def _profile(parts: Mapping[bytes, bytes]) -> tuple[str, str]:
    """Profile and chroma; "" for what the file does not say."""
    if len(avc := parts.get(b"avcC", b"")) >= 4:
        return _h264(avc)
    if len(hevc := parts.get(b"hvcC", b"")) >= 17:
        return HEVC_PROFILES.get(hevc[1] & 31, ""), CHROMAS[hevc[16] & 3]
    if len(av1 := parts.get(b"av1C", b"")) >= 3:
        return _named(AV1_PROFILES, av1[1] >> 5), _av1_chroma(av1[2])
    if len(vpx := parts.get(b"vpcC", b"")) >= 7:
        return f"Profile {vpx[4]}", _named(("4:2:0", "4:2:0", "4:2:2", "4:4:4"), vpx[6] >> 1 & 7)
    return "", ""


def _named(names: tuple[str, ...], number: int) -> str:
    return names[number] if number < len(names) else ""


def _av1_chroma(flags: int) -> str:
    is_grey, is_halved_across, is_halved_down = flags & 0x10, flags & 0x08, flags & 0x04
    if is_grey:
        return "4:0:0"
    if is_halved_across:
        return "4:2:0" if is_halved_down else "4:2:2"
    return "4:4:4"


def _h264(avc: bytes) -> tuple[str, str]:
    """The profile of an `avcC`, and the chroma of its first sequence parameter set.

    Not the chroma at its end: the standard asks for it there, and some encoders leave it out.
    """
    number, constraints = avc[1], avc[2]
    profile = H264_PROFILES.get(number, "")
    if number == 66 and constraints & 0x40:
        profile = "Constrained Baseline"
    if number not in H264_WITH_CHROMA:
        return profile, "4:2:0"
    parameters = _Bits(avc[12:32])
    parameters.golomb()
    chroma = parameters.golomb()
    return profile, _named(CHROMAS, chroma) if len(avc) > 12 else ""


def _stream(esds: bytes) -> tuple[int, bytes]:
    """The object type of an `esds` and its decoder's configuration; 0 and b"" if it has none."""
    kind, config, position = 0, b"", 4
    while position + 2 <= len(esds):
        tag = esds[position]
        position, length = _descriptor_length(esds, position + 1)
        if tag == 3:
            position += 3 + _optional_bytes(esds[position + 2 : position + 3])
        elif tag == 4:
            kind = esds[position] if position < len(esds) else 0
            position += 13
        elif tag == 5:
            config = esds[position : position + length]
            break
        else:
            position += length
    return kind, config


def _descriptor_length(data: bytes, position: int) -> tuple[int, int]:
    """Where a descriptor's content starts, and its length: seven bits a byte, at most four bytes."""
    length = 0
    for _ in range(4):
        byte = data[position] if position < len(data) else 0
        position, length = position + 1, length << 7 | byte & 0x7F
        if not byte & 0x80:
            break
    return position, length


def _optional_bytes(flags: bytes) -> int:
    """How long an elementary stream's optional fields are: the stream it depends on, the one with its clock.

    A third one, the address of a stream elsewhere, does not occur in files that hold their own.
    """
    return sum(2 for bit in (0x80, 0x20) if flags and flags[0] & bit)


def _aac(config: bytes, said: Sound) -> Sound:
    """Channels and rate as the decoder is told them: what stands outside is often a template's."""
    bits = _Bits(config)
    kind, rate_hz = _aac_kind(bits), _aac_rate(bits)
    channels = AAC_CHANNELS.get(bits.take(4), said.channels)
    if kind in (SBR, PS):
        rate_hz = _aac_rate(bits)
        channels = 2 if kind == PS and channels == 1 else channels
    return Sound(said.codec, channels, rate_hz or said.rate_hz)


def _aac_kind(bits: _Bits) -> int:
    kind = bits.take(5)
    return 32 + bits.take(6) if kind == 31 else kind


def _aac_rate(bits: _Bits) -> int:
    index = bits.take(4)
    if index == 15:
        return bits.take(24)
    return AAC_RATES[index] if index < len(AAC_RATES) else 0
