"""What YouTube accepts, from its fact sheet: each limit with its source and the day it was read.

What ages is in `facts.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aromatiza.core.messages import Message, msg
from aromatiza.core.post import Json, MediaKind
from aromatiza.core.problems import Severity
from aromatiza.core.rendition import Rendition
from aromatiza.core.rules import (
    LINK,
    TEXT,
    TITLE,
    Accepts,
    Basis,
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
from aromatiza.platforms.youtube.facts import READ_ON

__all__ = ["LABELS", "PRIVACIES", "PRIVATE", "PUBLIC", "RULES", "UNLISTED", "description", "tag_cost"]

VIDEO_RESOURCE = Source("https://developers.google.com/youtube/v3/docs/videos", READ_ON)
INSERT = Source("https://developers.google.com/youtube/data/reference/rest/v3/videos/insert", READ_ON)
SHORTS = Source("https://support.google.com/youtube/answer/15424877", READ_ON)
HASHTAGS = Source("https://support.google.com/youtube/answer/6390658", "2026-11-23", Basis.REPORTED)
"""Read in transcriptions of the page only."""

VIDEO = (MediaKind.VIDEO,)

PUBLIC, UNLISTED, PRIVATE = PRIVACIES = ("public", "unlisted", "private")
"""Source: VIDEO_RESOURCE."""

DESCRIPTION_BYTES = 5000
"""Source: VIDEO_RESOURCE."""

MAX_TAGS = 500
"""What all tags together may cost; source: VIDEO_RESOURCE."""

BRACKETS = "<>"


def description(rendition: Rendition) -> str:
    """What is sent as the description: the caption, then the link on a line of its own, to be clicked."""
    return "\n\n".join(part for part in (rendition.text, rendition.link) if part)


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


DESCRIPTION = Part(msg("youtube.description"), lambda it: [(it.text_key, description(it))])
TITLE_AND_DESCRIPTION = Part(
    msg("youtube.all_text"), lambda it: [(it.text_key, f"{it.title}\n{description(it)}")]
)
SHORT_DURATION = replace(DURATION, name=msg("youtube.short.duration"), fix=msg("youtube.short.duration.fix"))
SHORT_SHAPE = replace(ASPECT, name=msg("youtube.short.shape"), fix=msg("youtube.short.shape.fix"))

LABELS = Labels(ai="synthetic")

RULES: tuple[Rule, ...] = (
    Accepts(takes=VIDEO, source=INSERT),
    # Texts. The title's limit is stated in "characters"; the larger of the two ways to count them is UTF-16.
    Required(part=TITLE, source=VIDEO_RESOURCE),
    TextLimit(part=TITLE, limit=100, unit=Unit.UTF16, source=VIDEO_RESOURCE),
    TextLimit(part=DESCRIPTION, limit=DESCRIPTION_BYTES, unit=Unit.BYTES, source=VIDEO_RESOURCE),
    Forbidden(part=TITLE, characters=BRACKETS, source=VIDEO_RESOURCE),
    # The link becomes a part of the description.
    Forbidden(part=TEXT, characters=BRACKETS, source=VIDEO_RESOURCE),
    Forbidden(part=LINK, characters=BRACKETS, source=VIDEO_RESOURCE),
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
    # Videos. Longer or wider ones are taken, but as ordinary videos.
    Measured(quantity=SIZE, high=274_877_906_944, source=INSERT, kinds=VIDEO),
    Measured(quantity=SHORT_DURATION, high=180, source=SHORTS, kinds=VIDEO, severity=Severity.WARNING),
    Measured(quantity=SHORT_SHAPE, high=1, source=SHORTS, kinds=VIDEO, severity=Severity.WARNING),
)
