"""What Instagram accepts, from its fact sheet: each limit with its source and the day it was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aromatiza.core.cloudinary import Remedy, transformed
from aromatiza.core.media_facts import MediaFacts
from aromatiza.core.messages import Message, msg
from aromatiza.core.post import MediaKind
from aromatiza.core.problems import Severity
from aromatiza.core.rules import (
    ALT,
    TEXT,
    Accepts,
    Basis,
    Conflict,
    CoverWithin,
    Entity,
    Fact,
    Given,
    Labels,
    Measured,
    MediaOneOf,
    NotTaken,
    Rule,
    Shape,
    Source,
    Special,
    Subject,
    TextLimit,
    Unit,
    Wanted,
)
from aromatiza.core.rules.qualities import (
    ASPECT,
    AUDIO_CHANNELS,
    AUDIO_CODEC,
    AUDIO_RATE,
    BIT_RATE,
    CHROMA,
    COLOUR,
    CONTAINER,
    DURATION,
    EVEN_RATE,
    FAST_START,
    FRAME_RATE,
    NO_EDIT_LIST,
    PHOTO_FORMAT,
    SIZE,
    STILL,
    VIDEO_CODEC,
    WIDTH,
)
from aromatiza.platforms._graph import DATA_ACCESS, GRAPH_FACTS, RATE_LIMITS
from aromatiza.platforms.instagram.carousel import SameShape
from aromatiza.platforms.instagram.people import TagsPlaced, at_most, listed
from aromatiza.platforms.instagram.stories import (
    FeedCountLimit,
    FeedMeasured,
    FeedTextLimit,
    own_caption,
    unsure_label,
)

__all__ = ["FACTS", "LABELS", "RULES"]

READ_ON = "2026-11-22"
DOCS = "https://developers.facebook.com/documentation"
REFERENCE = f"{DOCS}/instagram-platform/instagram-graph-api/reference"

MEDIA = Source(f"{REFERENCE}/ig-user/media", READ_ON)
ERROR_CODES = Source(f"{REFERENCE}/error-codes", READ_ON)
GUIDE = Source(f"{DOCS}/instagram-platform/content-publishing", READ_ON)
QUOTA = Source(f"{REFERENCE}/ig-user/content_publishing_limit", READ_ON)
CHANGELOG = Source(f"{DOCS}/instagram-platform/changelog/", READ_ON)
CAREFUL_MEDIA = replace(MEDIA, basis=Basis.CAUTIOUS)

CAREFUL_ERRORS = replace(ERROR_CODES, basis=Basis.CAUTIOUS)

VIDEO, PHOTO = (MediaKind.VIDEO,), (MediaKind.PHOTO,)
STORY = {"story": True}

FACTS: tuple[Fact, ...] = (
    *GRAPH_FACTS,
    # The two pages disagree; the flow asks the account itself before it publishes.
    Fact(msg("instagram.fact.posts_guide"), "100", GUIDE, "2027-05-22"),
    Fact(msg("instagram.fact.posts_reference"), "50", QUOTA, "2027-05-22"),
    Fact(msg("instagram.fact.containers"), "400", MEDIA, "2027-05-22"),
    Fact(msg("instagram.fact.container_life"), "24", MEDIA, "2027-05-22"),
    Fact(msg("instagram.fact.calls"), "4800", RATE_LIMITS, "2027-05-22"),
    Fact(msg("instagram.fact.data_access"), "90", DATA_ACCESS, "2027-05-22"),
    Fact(msg("instagram.fact.ai_label"), "2026-06-22", CHANGELOG, "2027-05-22"),
)

NARROWEST, WIDEST = 0.8, 1.91
"""The shapes that a photo may have; source: MEDIA."""

OTHER_PICTURES = ("avif", "bmp", "gif", "heic", "png", "tif", "tiff", "webp")
"""Endings of addresses under which no JPEG is expected."""

PHOTO_HAS_NONE: Message = msg("instagram.reels_only")
COVER_URL_WINS: Message = msg("instagram.cover_url_wins")
STORY_BARE: Message = msg("instagram.story_bare")


def _shape(facts: MediaFacts) -> float:
    """Width to height. Sides are whole pixels: the limit itself, if no other height came nearer to it."""
    for limit in (NARROWEST, WIDEST):
        if abs(facts.height - facts.width / limit) <= 0.5:
            return limit
    return facts.width / facts.height


def _cropped(_found: float, low: float | None, _high: float | None) -> tuple[Remedy, ...]:
    """To the nearer limit; 19:10 is the simplest shape just within the wide one."""
    is_narrow = low is not None and _found < low
    return (Remedy("ar", "4:5" if is_narrow else "19:10"), Remedy("c", "fill"))


PHOTO_SHAPE = replace(ASPECT, read=_shape, remedies=_cropped)


def _foreign_cover(subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    """Find a cover whose address says that it is no JPEG; the file itself is not measured."""
    url = subject.rendition.text_option("cover_url")
    _, dot, ending = url.partition("?")[0].rpartition("/")[2].lower().rpartition(".")
    if dot and ending in OTHER_PICTURES:
        fix, address = msg("instagram.cover_format.fix"), transformed(url, [Remedy("ext", "jpg")])
        pasted = msg("rule.paste", fix=fix, url=f"cover_url: {address}") if address else fix
        yield "platforms.*.cover_url", msg("instagram.cover_format", found=ending), pasted


def _unpaid_sponsors(subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    """Find sponsors of a post that is not declared as paid for."""
    rendition = subject.rendition
    if listed(rendition, "sponsors") and not rendition.flag("paid_partnership"):
        fix = msg("rule.option.fix", option="paid_partnership", example="true")
        yield "platforms.*.sponsors", msg("instagram.sponsors_unpaid"), fix


LABELS = Labels(paid="paid_partnership", ai="ai_generated")

TEXT_RULES: tuple[Rule, ...] = (
    # The page does not say what it counts: the larger count, UTF-16 units, is taken.
    FeedTextLimit(part=TEXT, limit=2200, unit=Unit.UTF16, source=MEDIA),
    TextLimit(part=ALT, limit=1000, unit=Unit.UTF16, source=MEDIA, kinds=PHOTO),
    FeedCountLimit(part=TEXT, entity=Entity.HASHTAG, limit=30, source=MEDIA),
    FeedCountLimit(part=TEXT, entity=Entity.MENTION, limit=20, source=MEDIA),
)

OPTION_RULES: tuple[Rule, ...] = (
    NotTaken(
        options=("cover_at", "cover_url", "share_to_feed"), why=PHOTO_HAS_NONE, source=MEDIA, kinds=PHOTO
    ),
    NotTaken(
        options=("cover_at",), why=COVER_URL_WINS, when={"cover_url": Given.ANY}, source=MEDIA, kinds=VIDEO
    ),
    CoverWithin(source=ERROR_CODES, kinds=VIDEO),
    # A warning, because an address may lie.
    Special(
        name="cover_url",
        limit="jpeg",
        code="photo-format",
        test=_foreign_cover,
        source=MEDIA,
        kinds=VIDEO,
        severity=Severity.WARNING,
    ),
    at_most("collaborators", 3, MEDIA),
    # The error says "more than 20 tags" without saying which: mentions are counted apart, above.
    at_most("user_tags", 20, CAREFUL_ERRORS),
    TagsPlaced(end=1, source=MEDIA),
    at_most("sponsors", 2, MEDIA),
    Special(
        name="sponsors",
        limit=msg("instagram.sponsors_limit"),
        code="option-missing",
        test=_unpaid_sponsors,
        source=CAREFUL_MEDIA,
    ),
)

STORY_RULES: tuple[Rule, ...] = (
    Accepts(takes=(MediaKind.VIDEO, MediaKind.PHOTO), max_photos=1, source=MEDIA, when=STORY),
    Special(
        name=msg("part.text"),
        limit=msg("rule.not_taken_when", why=STORY_BARE),
        code="option-not-taken",
        test=own_caption,
        source=MEDIA,
        when=STORY,
    ),
    NotTaken(options=("collaborators", "location", "sponsors"), why=STORY_BARE, source=MEDIA, when=STORY),
    NotTaken(
        options=("cover_at", "cover_url", "share_to_feed"),
        why=msg("instagram.story_uncovered"),
        source=MEDIA,
        kinds=VIDEO,
        when=STORY,
    ),
    # Not only where the post itself says so: without the label it would be hidden advertising.
    Conflict(first=("story", True), second=("paid_partnership", True), why=STORY_BARE, source=MEDIA),
    # The pages do not say it. It is sent all the same: a refusal is seen, a label left out is not.
    Special(
        name="ai_generated",
        limit=msg("instagram.story_label"),
        code="option-not-taken",
        test=unsure_label,
        source=CAREFUL_MEDIA,
        when=STORY,
        severity=Severity.WARNING,
    ),
    Measured(quantity=ASPECT, low=0.1, high=10, source=MEDIA, kinds=VIDEO, when=STORY),
    Measured(quantity=DURATION, low=3, high=60, source=MEDIA, kinds=VIDEO, when=STORY),
    Measured(quantity=SIZE, high=100_000_000, source=MEDIA, kinds=VIDEO, when=STORY),
    Shape(wanted="9:16", source=MEDIA, kinds=PHOTO, when=STORY, severity=Severity.WARNING),
)

VIDEO_RULES: tuple[Rule, ...] = (
    MediaOneOf(quality=CONTAINER, values=("mp4", "mov"), source=MEDIA, kinds=VIDEO),
    Wanted(trait=FAST_START, source=MEDIA, kinds=VIDEO),
    Wanted(trait=NO_EDIT_LIST, source=MEDIA, kinds=VIDEO),
    MediaOneOf(quality=VIDEO_CODEC, values=("h264", "hevc"), source=MEDIA, kinds=VIDEO),
    MediaOneOf(quality=CHROMA, values=("4:2:0",), source=MEDIA, kinds=VIDEO),
    Measured(quantity=BIT_RATE, high=25_000_000, source=MEDIA, kinds=VIDEO),
    Measured(quantity=FRAME_RATE, low=23, high=60, source=MEDIA, kinds=VIDEO),
    # The page says nothing of it; sound and pictures drift apart when it is encoded anew.
    Wanted(trait=EVEN_RATE, source=CAREFUL_MEDIA, kinds=VIDEO, severity=Severity.WARNING),
    Measured(quantity=WIDTH, high=1920, source=MEDIA, kinds=VIDEO),
    FeedMeasured(quantity=ASPECT, low=0.01, high=10, source=MEDIA, kinds=VIDEO),
    FeedMeasured(quantity=DURATION, low=3, high=900, source=MEDIA, kinds=VIDEO),
    FeedMeasured(quantity=SIZE, high=300_000_000, source=MEDIA, kinds=VIDEO),
    MediaOneOf(quality=AUDIO_CODEC, values=("aac",), source=MEDIA, kinds=VIDEO),
    Measured(quantity=AUDIO_CHANNELS, high=2, source=MEDIA, kinds=VIDEO),
    Measured(quantity=AUDIO_RATE, high=48_000, source=MEDIA, kinds=VIDEO),
)

PHOTO_RULES: tuple[Rule, ...] = (
    MediaOneOf(quality=PHOTO_FORMAT, values=("jpeg",), source=MEDIA, kinds=PHOTO),
    Wanted(trait=STILL, source=MEDIA, kinds=PHOTO),
    # One page says MB, another MiB: the smaller is taken.
    Measured(quantity=SIZE, high=8_000_000, source=CAREFUL_MEDIA, kinds=PHOTO),
    FeedMeasured(quantity=PHOTO_SHAPE, low=NARROWEST, high=WIDEST, source=MEDIA, kinds=PHOTO),
    SameShape(
        shape=PHOTO_SHAPE,
        within=(NARROWEST, WIDEST),
        source=MEDIA,
        kinds=PHOTO,
        severity=Severity.WARNING,
    ),
    # The network scales what is smaller (and larger, which nobody sees) and converts other colours.
    FeedMeasured(quantity=WIDTH, low=320, source=MEDIA, kinds=PHOTO, severity=Severity.WARNING),
    MediaOneOf(quality=COLOUR, values=("rgb", "grey"), source=MEDIA, kinds=PHOTO, severity=Severity.WARNING),
)

RULES: tuple[Rule, ...] = (
    Accepts(takes=(MediaKind.VIDEO, MediaKind.PHOTO), max_photos=10, source=MEDIA),
    *TEXT_RULES,
    *OPTION_RULES,
    *STORY_RULES,
    *VIDEO_RULES,
    *PHOTO_RULES,
)
