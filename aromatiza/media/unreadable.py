"""Why a video could not be measured. Each trouble is a value; it travels as an exception within this room."""

from __future__ import annotations

from aromatiza.core.media_facts import Trouble
from aromatiza.core.messages import Message, msg

__all__ = ["LIMIT_BYTES", "Unreadable", "broken", "cut_off", "fragmented", "index_too_large", "no_picture"]

KIBIBYTE = 1024
LIMIT_BYTES = 512 * KIBIBYTE
"""How much of a file is read at most; the index of a quarter of an hour fits."""


class Unreadable(Exception):
    """Measuring cannot go on; never leaves `read_video`."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.code)
        self.trouble = trouble


def broken(missing: Message) -> Unreadable:
    """The file is no film, or `missing` (a part of one) is not there or makes no sense."""
    message = msg("video.broken", missing=missing)
    return Unreadable(Trouble("video-broken", message, msg("video.again.fix")))


def cut_off() -> Unreadable:
    """The file ends before its index does."""
    return Unreadable(Trouble("video-truncated", msg("video.cut_off"), msg("trait.whole.fix")))


def index_too_large() -> Unreadable:
    """What has to be read of the file is more than `LIMIT_BYTES`."""
    message = msg("video.index_too_large", limit=LIMIT_BYTES // KIBIBYTE)
    return Unreadable(Trouble("video-index-too-large", message, msg("video.index_too_large.fix")))


def no_picture() -> Unreadable:
    """There is sound at most."""
    return Unreadable(Trouble("video-no-picture", msg("video.no_picture"), msg("video.no_picture.fix")))


def fragmented() -> Unreadable:
    """The film is cut into so many fragments that its length cannot be known without reading it all."""
    return Unreadable(Trouble("video-fragmented", msg("video.fragmented"), msg("trait.rewrite.fix")))
