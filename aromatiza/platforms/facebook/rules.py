"""What Facebook accepts, from its fact sheet: each limit with its source and the day it was read."""

from __future__ import annotations

from dataclasses import replace

from aromatiza.core.cloudinary import Remedy
from aromatiza.core.media_facts import MediaFacts, PhotoFacts
from aromatiza.core.messages import msg
from aromatiza.core.post import MediaKind
from aromatiza.core.problems import Severity
from aromatiza.core.rules import (
    TEXT,
    TITLE,
    Accepts,
    Basis,
    Fact,
    Measured,
    MediaOneOf,
    NotTaken,
    Required,
    Rule,
    Shape,
    Source,
    TextLimit,
    Unit,
    Wanted,
)
from aromatiza.core.rules.media import SHAPE_TOLERANCE
from aromatiza.core.rules.qualities import (
    ASPECT,
    AUDIO_CHANNELS,
    AUDIO_CODEC,
    AUDIO_RATE,
    CHROMA,
    CONTAINER,
    DURATION,
    EVEN_RATE,
    FRAME_RATE,
    LONG_SIDE,
    PHOTO_FORMAT,
    SHORT_SIDE,
    SIZE,
    STILL,
    VIDEO_CODEC,
    Quality,
)
from aromatiza.core.schedule import Window
from aromatiza.platforms._graph import GRAPH_FACTS, RATE_LIMITS
from aromatiza.platforms.facebook.schedule import WINDOWS

__all__ = ["FACTS", "RULES"]

READ_ON = "2026-11-22"
DOCS = "https://developers.facebook.com"
REFERENCE = f"{DOCS}/docs/graph-api/reference/page"

REELS = Source(f"{DOCS}/documentation/video-api/guides/reels-publishing", READ_ON)
REEL_EDGE = Source(f"{REFERENCE}/video_reels/", READ_ON)
VIDEOS = Source(f"{REFERENCE}/videos/", READ_ON)
PHOTOS = Source(f"{REFERENCE}/photos/", READ_ON)
POSTS = Source(f"{DOCS}/documentation/pages-api/posts", READ_ON)
POSTIZ = Source(
    "https://github.com/gitroomhq/postiz-app/blob/main/libraries/nestjs-libraries/src/integrations/social/facebook.provider.ts",
    READ_ON,
    Basis.REPORTED,
)
CAREFUL_REELS = replace(REELS, basis=Basis.CAUTIOUS)
CAREFUL_PHOTOS = replace(PHOTOS, basis=Basis.CAUTIOUS)
CAREFUL_POSTS = replace(POSTS, basis=Basis.CAUTIOUS)

VIDEO, PHOTO = (MediaKind.VIDEO,), (MediaKind.PHOTO,)


def _ahead(window: Window) -> str:
    minutes = window.shortest.total_seconds() / 60
    return f"{minutes:g} min - {window.longest.days} d"


FACTS: tuple[Fact, ...] = (
    *GRAPH_FACTS,
    Fact(msg("facebook.fact.reels"), "30", REELS, "2027-05-22"),
    Fact(msg("facebook.fact.calls"), "4800", RATE_LIMITS, "2027-05-22"),
    Fact(msg("facebook.fact.photo_life"), "24", PHOTOS, "2027-05-22"),
    *(
        Fact(name, _ahead(WINDOWS[kind]), WINDOWS[kind].source, "2027-05-22")
        for name, kind in (
            (msg("facebook.fact.schedule_reel"), MediaKind.VIDEO),
            (msg("facebook.fact.schedule_post"), MediaKind.PHOTO),
        )
    ),
    # Two readers of the reference found it, the SDK does not have it: nothing is sent before that is clear.
    Fact(msg("facebook.fact.ai_label"), "is_ai_generated", REEL_EDGE, "2027-02-22"),
)


def _channels(facts: MediaFacts) -> str:
    count = AUDIO_CHANNELS.read(facts)
    return f"{count:g}" if count else ""


def _sampling(facts: MediaFacts) -> str:
    rate = AUDIO_RATE.read(facts)
    return f"{rate:g} Hz" if rate else ""


def _png_size(facts: MediaFacts) -> float | None:
    return facts.size_bytes if isinstance(facts, PhotoFacts) and facts.format == "png" else None


CHANNELS = Quality(AUDIO_CHANNELS.code, AUDIO_CHANNELS.name, _channels, AUDIO_CHANNELS.fix)
SAMPLING = Quality(AUDIO_RATE.code, AUDIO_RATE.name, _sampling, AUDIO_RATE.fix)
UPRIGHT = replace(ASPECT, remedies=lambda *_: (Remedy("ar", "9:16"), Remedy("c", "fill")))
PNG_SIZE = replace(
    SIZE,
    name=msg("facebook.png_size"),
    read=_png_size,
    fix=PHOTO_FORMAT.fix,
    remedies=lambda *_: (Remedy("ext", "jpg"),),
)

RULES: tuple[Rule, ...] = (
    # The pages name no number of photos: ours is the one of Instagram's carousels.
    Accepts(takes=(MediaKind.VIDEO, MediaKind.PHOTO), max_photos=10, source=CAREFUL_POSTS),
    # Texts: none has a documented length or unit, so that UTF-16 units, the larger count, are taken. What is
    # longer is an error all the same: nobody needs it, and a refusal would come after the merge.
    # Without a text, a post whose answer was lost could not be recognised.
    Required(part=TEXT, source=CAREFUL_POSTS),
    TextLimit(part=TEXT, limit=2200, unit=Unit.UTF16, source=CAREFUL_REELS, kinds=VIDEO),
    TextLimit(part=TITLE, limit=255, unit=Unit.UTF16, source=CAREFUL_REELS, kinds=VIDEO),
    TextLimit(part=TEXT, limit=63_206, unit=Unit.UTF16, source=POSTIZ, kinds=PHOTO),
    # Options
    NotTaken(options=("title",), why=msg("facebook.photos_untitled"), source=PHOTOS, kinds=PHOTO),
    # Videos: what the network has a refusal of its own for
    Measured(quantity=DURATION, low=3, high=90, source=REELS, kinds=VIDEO),
    Measured(quantity=FRAME_RATE, low=24, high=60, source=REELS, kinds=VIDEO),
    Measured(quantity=SHORT_SIDE, low=540, source=REELS, kinds=VIDEO),
    Measured(quantity=LONG_SIDE, low=960, source=REELS, kinds=VIDEO),
    # 9:16 to 16:9, with room for sides that were rounded to even numbers
    Measured(
        quantity=UPRIGHT,
        low=9 / 16 * (1 - SHAPE_TOLERANCE),
        high=16 / 9 * (1 + SHAPE_TOLERANCE),
        source=VIDEOS,
        kinds=VIDEO,
    ),
    MediaOneOf(quality=VIDEO_CODEC, values=("h264", "hevc", "vp9", "av1"), source=REELS, kinds=VIDEO),
    MediaOneOf(quality=CHROMA, values=("4:2:0",), source=REELS, kinds=VIDEO),
    MediaOneOf(quality=AUDIO_CODEC, values=("aac",), source=REELS, kinds=VIDEO),
    # Videos: settings that the guide gives, and that nobody saw it refuse
    MediaOneOf(quality=CONTAINER, values=("mp4",), source=REELS, kinds=VIDEO, severity=Severity.WARNING),
    Shape(wanted="9:16", source=REELS, kinds=VIDEO, severity=Severity.WARNING),
    Wanted(trait=EVEN_RATE, source=REELS, kinds=VIDEO, severity=Severity.WARNING),
    MediaOneOf(quality=CHANNELS, values=("2",), source=REELS, kinds=VIDEO, severity=Severity.WARNING),
    MediaOneOf(quality=SAMPLING, values=("48000 Hz",), source=REELS, kinds=VIDEO, severity=Severity.WARNING),
    # Photos; their shape is free
    MediaOneOf(
        quality=PHOTO_FORMAT, values=("jpeg", "png", "gif", "bmp", "tiff"), source=PHOTOS, kinds=PHOTO
    ),
    Measured(quantity=SIZE, high=10_000_000, source=PHOTOS, kinds=PHOTO),
    Measured(quantity=PNG_SIZE, high=1_000_000, source=PHOTOS, kinds=PHOTO, severity=Severity.WARNING),
    Wanted(trait=STILL, source=CAREFUL_PHOTOS, kinds=PHOTO, severity=Severity.WARNING),
    # Others met a refusal (1366046) beyond these.
    MediaOneOf(
        quality=PHOTO_FORMAT, values=("jpeg", "png"), source=POSTIZ, kinds=PHOTO, severity=Severity.WARNING
    ),
    Measured(quantity=SIZE, high=4_000_000, source=POSTIZ, kinds=PHOTO, severity=Severity.WARNING),
)
