"""What can be measured of a file: quantities, qualities and traits, each with its problem code and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from aromatiza.core.cloudinary import Remedy
from aromatiza.core.media_facts import MediaFacts, PhotoFacts, VideoFacts
from aromatiza.core.messages import Message, msg

__all__ = [
    "ASPECT",
    "AUDIO_CHANNELS",
    "AUDIO_CODEC",
    "AUDIO_RATE",
    "BIT_RATE",
    "CHROMA",
    "COLOUR",
    "CONTAINER",
    "DURATION",
    "EVEN_RATE",
    "FAST_START",
    "FRAME_RATE",
    "HEIGHT",
    "LONG_SIDE",
    "MEASURABLE",
    "NOT_FRAGMENTED",
    "NO_EDIT_LIST",
    "PHOTO_FORMAT",
    "PHOTO_WHOLE",
    "SHORT_SIDE",
    "SIZE",
    "SOUND",
    "STILL",
    "VIDEO_CODEC",
    "WHOLE",
    "WIDTH",
    "Quality",
    "Quantity",
    "Trait",
]

MEGABYTE = 1_000_000
Limit = float | None


def _no_remedy(_found: float, _low: Limit, _high: Limit) -> tuple[Remedy, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a file has; `read` gives None where it has none. `words` shows one with its unit."""

    code: str
    name: Message
    read: Callable[[MediaFacts], float | None]
    words: Callable[[float], Message]
    fix: Message
    remedies: Callable[[float, Limit, Limit], tuple[Remedy, ...]] = _no_remedy


@dataclass(frozen=True, slots=True)
class Quality:
    """A word that a file has, "" where it has none; `remedy`: what Cloudinary does to get a value."""

    code: str
    name: Message
    read: Callable[[MediaFacts], str]
    fix: Message
    remedy: Mapping[str, Remedy] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that a file has or lacks; `read` gives None where the question does not arise."""

    code: str
    name: Message
    read: Callable[[MediaFacts], bool | None]
    lacking: Message
    fix: Message
    remedies: tuple[Remedy, ...] = ()


def _shorter(_found: float, low: Limit, high: Limit) -> tuple[Remedy, ...]:
    return (Remedy("du", f"{high:g}"),) if high is not None and (low is None or _found > low) else ()


def _steadier(_found: float, low: Limit, high: Limit) -> tuple[Remedy, ...]:
    usual = 30.0
    is_usual = (low is None or low <= usual) and (high is None or usual <= high)
    rate = usual if is_usual else (high if high is not None else low)
    return (Remedy("fps", f"{rate:g}"),)


def _narrower(found: float, _low: Limit, high: Limit) -> tuple[Remedy, ...]:
    return (Remedy("w", f"{high:g}"), Remedy("c", "limit")) if high is not None and found > high else ()


def _lower(found: float, _low: Limit, high: Limit) -> tuple[Remedy, ...]:
    return (Remedy("h", f"{high:g}"), Remedy("c", "limit")) if high is not None and found > high else ()


def _within(found: float, _low: Limit, high: Limit) -> tuple[Remedy, ...]:
    """Both sides, since it is not known which one is the longer."""
    side = f"{high:g}" if high is not None and found > high else ""
    return (Remedy("w", side), Remedy("h", side), Remedy("c", "limit")) if side else ()


def _smaller(found: float, _low: Limit, high: Limit) -> tuple[Remedy, ...]:
    """Quality is the only handle on a file's size: half of it is enough in practice."""
    return (Remedy("q", "50"),) if high is not None and found > high else ()


def _seconds(value: float) -> Message:
    return msg("value.seconds", value=round(value, 2))


def _pixels(value: float) -> Message:
    return msg("value.pixels", value=round(value))


def _size(value: float) -> Message:
    return msg("value.megabytes", value=round(value / MEGABYTE, 2))


def _per_second(value: float) -> Message:
    return msg("value.frames", value=round(value, 2))


def _megabits(value: float) -> Message:
    return msg("value.megabits", value=round(value / MEGABYTE, 2))


def _ratio(value: float) -> Message:
    return msg("value.ratio", value=round(value, 3))


def _count(value: float) -> Message:
    return msg("value.count", value=round(value))


def _hertz(value: float) -> Message:
    return msg("value.hertz", value=round(value))


DURATION = Quantity(
    "video-duration",
    msg("quantity.duration"),
    lambda it: it.duration_s if isinstance(it, VideoFacts) else None,
    _seconds,
    msg("quantity.duration.fix"),
    _shorter,
)
SIZE = Quantity(
    "file-size", msg("quantity.size"), lambda it: it.size_bytes, _size, msg("quantity.size.fix"), _smaller
)
FRAME_RATE = Quantity(
    "video-frame-rate",
    msg("quantity.frame_rate"),
    lambda it: it.frame_rate if isinstance(it, VideoFacts) else None,
    _per_second,
    msg("quantity.frame_rate.fix"),
    _steadier,
)
WIDTH = Quantity(
    "media-dimensions",
    msg("quantity.width"),
    lambda it: it.width,
    _pixels,
    msg("quantity.side.fix"),
    _narrower,
)
HEIGHT = Quantity(
    "media-dimensions",
    msg("quantity.height"),
    lambda it: it.height,
    _pixels,
    msg("quantity.side.fix"),
    _lower,
)
SHORT_SIDE = Quantity(
    "media-dimensions",
    msg("quantity.short_side"),
    lambda it: min(it.width, it.height),
    _pixels,
    msg("quantity.side.fix"),
    _narrower,
)
LONG_SIDE = Quantity(
    "media-dimensions",
    msg("quantity.long_side"),
    lambda it: max(it.width, it.height),
    _pixels,
    msg("quantity.side.fix"),
    _within,
)
ASPECT = Quantity(
    "media-aspect",
    msg("quantity.aspect"),
    lambda it: it.width / it.height,
    _ratio,
    msg("quantity.aspect.fix"),
)
BIT_RATE = Quantity(
    "video-bit-rate",
    msg("quantity.bit_rate"),
    lambda it: it.video_bits_per_s if isinstance(it, VideoFacts) else None,
    _megabits,
    msg("quantity.bit_rate.fix"),
    lambda found, _, high: (Remedy("br", f"{high:g}"),) if high is not None and found > high else (),
)
AUDIO_CHANNELS = Quantity(
    "audio-channels",
    msg("quantity.channels"),
    lambda it: it.audio_channels if isinstance(it, VideoFacts) and it.audio_codec else None,
    _count,
    msg("quantity.audio.fix"),
)
AUDIO_RATE = Quantity(
    "audio-rate",
    msg("quantity.audio_rate"),
    lambda it: it.audio_rate_hz if isinstance(it, VideoFacts) and it.audio_codec else None,
    _hertz,
    msg("quantity.audio.fix"),
)

CONTAINER = Quality(
    "video-container",
    msg("quality.container"),
    lambda it: it.container if isinstance(it, VideoFacts) else "",
    msg("quality.container.fix"),
    MappingProxyType({"mp4": Remedy("f", "mp4")}),
)
VIDEO_CODEC = Quality(
    "video-codec",
    msg("quality.codec"),
    lambda it: it.video_codec if isinstance(it, VideoFacts) else "",
    msg("quality.codec.fix"),
    MappingProxyType({"h264": Remedy("vc", "h264")}),
)
CHROMA = Quality(
    "video-chroma",
    msg("quality.chroma"),
    lambda it: it.chroma if isinstance(it, VideoFacts) else "",
    msg("quality.codec.fix"),
    MappingProxyType({"4:2:0": Remedy("vc", "h264")}),
)
AUDIO_CODEC = Quality(
    "audio-codec",
    msg("quality.audio_codec"),
    lambda it: it.audio_codec if isinstance(it, VideoFacts) else "",
    msg("quality.audio_codec.fix"),
    MappingProxyType({"aac": Remedy("ac", "aac")}),
)
PHOTO_FORMAT = Quality(
    "photo-format",
    msg("quality.photo_format"),
    lambda it: it.format if isinstance(it, PhotoFacts) else "",
    msg("quality.photo_format.fix"),
    MappingProxyType({"jpeg": Remedy("ext", "jpg")}),
)
COLOUR = Quality(
    "photo-colour",
    msg("quality.colour"),
    lambda it: it.colour if isinstance(it, PhotoFacts) else "",
    msg("quality.colour.fix"),
    MappingProxyType({"rgb": Remedy("cs", "srgb")}),
)

FAST_START = Trait(
    "video-slow-start",
    msg("trait.fast_start"),
    lambda it: it.is_fast_start if isinstance(it, VideoFacts) else None,
    msg("trait.fast_start.lacking"),
    msg("trait.rewrite.fix"),
    (Remedy("f", "mp4"),),
)
NOT_FRAGMENTED = Trait(
    "video-fragmented",
    msg("trait.whole_index"),
    lambda it: not it.is_fragmented if isinstance(it, VideoFacts) else None,
    msg("trait.whole_index.lacking"),
    msg("trait.rewrite.fix"),
    (Remedy("f", "mp4"),),
)
NO_EDIT_LIST = Trait(
    "video-edit-list",
    msg("trait.no_edits"),
    lambda it: not it.has_edit_list if isinstance(it, VideoFacts) else None,
    msg("trait.no_edits.lacking"),
    msg("trait.rewrite.fix"),
    (Remedy("f", "mp4"), Remedy("vc", "h264")),
)
EVEN_RATE = Trait(
    "video-uneven-rate",
    msg("trait.even_rate"),
    lambda it: it.has_steady_rate if isinstance(it, VideoFacts) else None,
    msg("trait.even_rate.lacking"),
    msg("quantity.frame_rate.fix"),
    (Remedy("fps", "30"),),
)
SOUND = Trait(
    "video-silent",
    msg("trait.sound"),
    lambda it: bool(it.audio_codec) if isinstance(it, VideoFacts) else None,
    msg("trait.sound.lacking"),
    msg("trait.sound.fix"),
)
WHOLE = Trait(
    "video-truncated",
    msg("trait.whole"),
    lambda it: it.is_complete if isinstance(it, VideoFacts) else None,
    msg("trait.whole.lacking"),
    msg("trait.whole.fix"),
)
PHOTO_WHOLE = Trait(
    "photo-truncated",
    msg("trait.whole"),
    lambda it: it.is_complete if isinstance(it, PhotoFacts) else None,
    msg("trait.photo_whole.lacking"),
    msg("trait.photo_whole.fix"),
)
STILL = Trait(
    "photo-animated",
    msg("trait.still"),
    lambda it: not it.is_animated if isinstance(it, PhotoFacts) else None,
    msg("trait.still.lacking"),
    msg("quality.photo_format.fix"),
    (Remedy("ext", "jpg"),),
)

MEASURABLE = (
    *(
        DURATION,
        SIZE,
        FRAME_RATE,
        WIDTH,
        HEIGHT,
        SHORT_SIDE,
        LONG_SIDE,
        ASPECT,
        BIT_RATE,
        AUDIO_CHANNELS,
        AUDIO_RATE,
    ),
    *(CONTAINER, VIDEO_CODEC, CHROMA, AUDIO_CODEC, PHOTO_FORMAT, COLOUR),
    *(FAST_START, NOT_FRAGMENTED, NO_EDIT_LIST, EVEN_RATE, SOUND, WHOLE, PHOTO_WHOLE, STILL),
)
"""All of them; a test holds every one against the catalogue of problems."""
