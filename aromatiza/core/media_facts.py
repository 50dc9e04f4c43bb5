"""What is known of a file once it was measured. Values only; `media/` makes them."""

from __future__ import annotations

from dataclasses import dataclass

from aromatiza.core.messages import Message

__all__ = ["Measurement", "MediaFacts", "PhotoFacts", "Trouble", "VideoFacts"]


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """A video as a player shows it: `width` and `height` are those after `rotation` (degrees, clockwise).

    `container` is `mp4` or `mov`. Codecs have their usual names (`h264`, `hevc`, `av1`, `vp9`, `aac`), others
    the four letters of the file; `audio_codec` is "" for a silent one. `profile` and `chroma` (`4:2:0`) are
    "" when the file does not say. `is_fast_start`: the index stands before the pictures, so that the file can
    be read while it arrives. `has_edit_list`: one that moves, cuts or repeats something. `has_steady_rate`:
    every picture is shown equally long. `is_complete`: nothing that the index names lies beyond the file's
    end.
    """

    size_bytes: int
    container: str
    duration_s: float
    width: int
    height: int
    rotation: int
    frame_rate: float
    video_codec: str
    profile: str
    chroma: str
    video_bits_per_s: int
    audio_codec: str
    audio_channels: int
    audio_rate_hz: int
    is_fast_start: bool
    is_fragmented: bool
    has_edit_list: bool
    has_steady_rate: bool
    is_complete: bool


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """A photo as a viewer shows it: `width` and `height` are those after its EXIF `orientation` (1 to 8).

    `format` is `jpeg`, `png`, `webp`, `gif`, `heic`, `avif`, `tiff` or `bmp`; `colour` is `rgb`, `grey`,
    `cmyk`, `lab` or `palette`; `profile` names its colour profile, "" when it has none, which means sRGB.
    """

    size_bytes: int
    format: str
    width: int
    height: int
    orientation: int
    colour: str
    profile: str
    has_alpha: bool
    is_animated: bool
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a file could not be measured: the code of a problem, what happened and how to mend it."""

    code: str
    message: Message
    fix: Message


MediaFacts = VideoFacts | PhotoFacts


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one look at a file gave, and what it cost: bytes of its body, and requests.

    `is_cached`: the host said that the file is still the one that was measured before.
    """

    facts: MediaFacts | Trouble
    bytes_read: int
    requests: int
    is_cached: bool = False
