"""Facts of files for tests: the good video and the good photo, changed as a test needs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aromatiza.core.media_facts import PhotoFacts, VideoFacts

__all__ = ["photo_facts", "video_facts"]

GOOD_VIDEO = VideoFacts(
    size_bytes=7_500_000,
    container="mp4",
    duration_s=10.0,
    width=1080,
    height=1920,
    rotation=0,
    frame_rate=30.0,
    video_codec="h264",
    profile="High",
    chroma="4:2:0",
    video_bits_per_s=5_500_000,
    audio_codec="aac",
    audio_channels=2,
    audio_rate_hz=48_000,
    is_fast_start=True,
    is_fragmented=False,
    has_edit_list=False,
    has_steady_rate=True,
    is_complete=True,
)
GOOD_PHOTO = PhotoFacts(
    size_bytes=400_000,
    format="jpeg",
    width=1080,
    height=1350,
    orientation=1,
    colour="rgb",
    profile="",
    has_alpha=False,
    is_animated=False,
)


def video_facts(**changes: Any) -> VideoFacts:
    """A video that every network and the brand take, with changes."""
    return replace(GOOD_VIDEO, **changes)


def photo_facts(**changes: Any) -> PhotoFacts:
    """A photo that every network takes, with changes."""
    return replace(GOOD_PHOTO, **changes)
