"""What YouTube accepts, from its fact sheet: each limit with its source and the day it was read.

What ages is in `facts.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from aromatiza.core.cloudinary import Remedy, transformed
from aromatiza.core.messages import Message, msg
from aromatiza.core.post import Json, MediaKind
from aromatiza.core.problems import Severity
from aromatiza.core.rules import (
    TEXT,
    TITLE,
    Accepts,
    Basis,
    Conflict,
    CountLimit,
    Entity,
    Forbidden,
    Labels,
    Measured,
    NotTaken,
    OneOf,
    Part,
    Required,
    Rule,
    Source,
    Special,
    Subject,
    TextLimit,
    Unit,
    length_in,
)
from aromatiza.core.rules.qualities import ASPECT, DURATION, SIZE
from aromatiza.core.schedule import Window
from aromatiza.platforms.youtube.facts import DISCOVERY, READ_ON

__all__ = [
    "LABELS",
    "PRIVACIES",
    "PRIVATE",
    "PUBLIC",
    "RULES",
    "THUMBNAIL_BYTES",
    "THUMBNAIL_TYPES",
    "UNLISTED",
    "WINDOWS",
    "tag_cost",
]

VIDEO_RESOURCE = Source("https://developers.google.com/youtube/v3/docs/videos", READ_ON)
INSERT = Source("https://developers.google.com/youtube/data/reference/rest/v3/videos/insert", READ_ON)
SHORTS = Source("https://support.google.com/youtube/answer/15424877", READ_ON)
HASHTAGS = Source("https://support.google.com/youtube/answer/6390658", "2026-11-23", Basis.REPORTED)
"""Read in transcriptions of the page only."""

THUMBNAILS = Source(
    "https://developers.google.com/youtube/data/reference/rest/v3/thumbnails/set", "2026-11-23"
)

VIDEO = (MediaKind.VIDEO,)

PUBLIC, UNLISTED, PRIVATE = PRIVACIES = ("public", "unlisted", "private")
"""Source: VIDEO_RESOURCE."""

DESCRIPTION_BYTES = 5000
"""Source: VIDEO_RESOURCE."""

MAX_TAGS = 500
"""What all tags together may cost; source: VIDEO_RESOURCE."""

BRACKETS = "<>"

THUMBNAIL_TYPES = ("image/jpeg", "image/png")
THUMBNAIL_BYTES = 52_428_800
"""Source of both: THUMBNAILS."""

OTHER_FILES = ("avif", "bmp", "gif", "heic", "mp4", "tif", "tiff", "webp")
"""Endings of addresses under which neither a JPEG nor a PNG is expected."""

WINDOWS: Mapping[MediaKind, Window] = {
    MediaKind.VIDEO: Window(
        timedelta(minutes=15),
        timedelta(days=30),
        is_open=False,
        source=replace(DISCOVERY, basis=Basis.CAUTIOUS),
    ),
}
"""YouTube takes any hour to come (`status.publishAt`), and publishes at once for one that has passed.

Both limits are our own: the video is there and processed before its hour, and no post is handed over so early
that much can change before it is seen.
"""


def tag_cost(tags: Json) -> int:
    """What a list of tags costs, in characters; everything else than a list of texts costs nothing.

    It is their lengths, a comma between any two, and two quotes around each that has a space. Lengths are in
    UTF-16 units, the larger of the two ways to count characters.
    Source: VIDEO_RESOURCE, property `snippet.tags[]`.
    """
    texts = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    lengths = [length_in(Unit.UTF16, tag) + (2 if " " in tag else 0) for tag in texts]
    return sum(lengths) + max(len(texts) - 1, 0)


def _costly_tags(subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    """Find tags that together cost more than they may."""
    cost = tag_cost(subject.rendition.options.get("tags"))
    if cost > MAX_TAGS:
        message = msg("youtube.tags", found=cost, limit=MAX_TAGS)
        yield "platforms.*.tags", message, msg("youtube.tags.fix", over=cost - MAX_TAGS)


def _foreign_thumbnail(subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    """Find a thumbnail whose address says that it is another file; the flow looks at the file itself."""
    url = subject.rendition.text_option("thumbnail_url")
    stem, _, name = url.partition("?")[0].rpartition("/")[2].rpartition(".")
    ending = name.lower()
    if stem and ending in OTHER_FILES:
        fix, address = msg("youtube.thumbnail.fix"), transformed(url, [Remedy("ext", "jpg")])
        pasted = msg("rule.paste", fix=fix, url=f"thumbnail_url: {address}") if address else fix
        yield "platforms.*.thumbnail_url", msg("youtube.thumbnail.ending", found=ending), pasted


DESCRIPTION = Part(msg("youtube.description"), lambda it: [(it.text_key, it.text)])
TITLE_AND_DESCRIPTION = Part(msg("youtube.all_text"), lambda it: [(it.text_key, f"{it.title}\n{it.text}")])
SHORT_DURATION = replace(DURATION, name=msg("youtube.short.duration"), fix=msg("youtube.short.duration.fix"))
SHORT_SHAPE = replace(ASPECT, name=msg("youtube.short.shape"), fix=msg("youtube.short.shape.fix"))

LABELS = Labels(paid="paid_partnership", ai="synthetic")

HOUR_IS_PUBLIC: Message = msg("youtube.hour_is_public")

RULES: tuple[Rule, ...] = (
    Accepts(takes=VIDEO, source=INSERT),
    # Texts. The title's limit is stated in "characters"; the larger of the two ways to count them is UTF-16.
    Required(part=TITLE, source=VIDEO_RESOURCE),
    TextLimit(part=TITLE, limit=100, unit=Unit.UTF16, source=VIDEO_RESOURCE),
    TextLimit(part=DESCRIPTION, limit=DESCRIPTION_BYTES, unit=Unit.BYTES, source=VIDEO_RESOURCE),
    Forbidden(part=TITLE, characters=BRACKETS, source=VIDEO_RESOURCE),
    Forbidden(part=TEXT, characters=BRACKETS, source=VIDEO_RESOURCE),
    # Beyond it none of them works any more; the video is published.
    CountLimit(
        part=TITLE_AND_DESCRIPTION,
        entity=Entity.HASHTAG,
        limit=60,
        source=HASHTAGS,
        severity=Severity.WARNING,
    ),
    Special(
        name="tags",
        limit=msg("youtube.tags.limit", limit=MAX_TAGS),
        code="tags-too-long",
        test=_costly_tags,
        source=VIDEO_RESOURCE,
    ),
    # Options
    OneOf(option="privacy", values=PRIVACIES, source=VIDEO_RESOURCE),
    # Our own conclusion: subscribers cannot see a private video.
    NotTaken(
        options=("notify",),
        why=msg("youtube.private"),
        source=replace(INSERT, basis=Basis.CAUTIOUS),
        when={"privacy": PRIVATE},
        severity=Severity.WARNING,
    ),
    # The hour can be told of a private video alone, and makes it public.
    *(
        Conflict(
            first=("schedule", "network"),
            second=("privacy", privacy),
            why=HOUR_IS_PUBLIC,
            source=VIDEO_RESOURCE,
        )
        for privacy in (UNLISTED, PRIVATE)
    ),
    # A warning, because an address may lie.
    Special(
        name="thumbnail_url",
        limit="jpeg, png",
        code="photo-format",
        test=_foreign_thumbnail,
        source=THUMBNAILS,
        severity=Severity.WARNING,
    ),
    # Videos. Longer or wider ones are taken, but as ordinary videos.
    Measured(quantity=SIZE, high=274_877_906_944, source=INSERT, kinds=VIDEO),
    Measured(quantity=SHORT_DURATION, high=180, source=SHORTS, kinds=VIDEO, severity=Severity.WARNING),
    Measured(quantity=SHORT_SHAPE, high=1, source=SHORTS, kinds=VIDEO, severity=Severity.WARNING),
)
