"""What Pinterest accepts, from its fact sheet: each limit with its source and the day it was read.

What ages is in `facts.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aromatiza.core.cloudinary import Remedy, transformed
from aromatiza.core.messages import Message, msg
from aromatiza.core.post import MediaKind
from aromatiza.core.problems import Severity
from aromatiza.core.rules import (
    ALT,
    TEXT,
    TITLE,
    Accepts,
    Basis,
    CoverWithin,
    Given,
    Measured,
    MediaOneOf,
    NotTaken,
    OptionNeeded,
    Part,
    Rule,
    Special,
    Subject,
    TextLimit,
    Unit,
    length_in,
)
from aromatiza.core.rules.qualities import ASPECT, CONTAINER, DURATION, PHOTO_FORMAT, SIZE, VIDEO_CODEC
from aromatiza.platforms.pinterest.facts import PRODUCT_SPECS, SPEC
from aromatiza.platforms.pinterest.links import marked

__all__ = ["RULES"]

CAREFUL_SPEC = replace(SPEC, basis=Basis.CAUTIOUS)
CAREFUL_SPECS = replace(PRODUCT_SPECS, basis=Basis.CAUTIOUS)

VIDEO, PHOTO = (MediaKind.VIDEO,), (MediaKind.PHOTO,)

TITLE_CHARS, ALT_CHARS = 100, 500
"""Source: SPEC."""

MARKER_CHARS = 121
"""The longest marker: a post's id of 80 characters, a point, and an account's name of 40."""

SENT_LINK = Part(msg("pinterest.sent_link"), lambda it: [("link", marked(it.link, "m" * MARKER_CHARS))])

OTHER_FILES = ("avif", "bmp", "gif", "heic", "m4v", "mov", "mp4", "tif", "tiff", "webm", "webp")
"""Endings of addresses under which neither a JPEG nor a PNG is expected."""

SHAPE_TOLERANCE = 0.002
"""Sides are whole pixels: 1200x628 is the usual picture of 1.91:1, and a trace wider."""

COVER_URL_WINS: Message = msg("pinterest.cover_url_wins")


def _fitting(part: Part, limit: int) -> Part:
    """The same texts, without those that are too long in characters already."""
    return Part(
        part.name,
        lambda it: ((key, text) for key, text in part.read(it) if length_in(Unit.CODE_POINTS, text) <= limit),
    )


def _foreign_section(subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    """Find a board of the post's own beside the section of the account's settings, which is on another."""
    section = subject.rendition.text_option("section")
    if section and "board" in subject.own and "section" not in subject.own:
        message = msg("pinterest.foreign_section", section=section)
        yield "platforms.*.board", message, msg("pinterest.foreign_section.fix")


def _fraction(subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    """Find a moment between two whole seconds: the earlier one is sent."""
    moment = subject.rendition.number("cover_at") or 0
    if moment != int(moment):
        message = msg("pinterest.fraction", found=float(moment), sent=int(moment))
        yield "platforms.*.cover_at", message, msg("rule.option.fix", option="cover_at", example=int(moment))


def _foreign_cover(subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    """Find a cover whose address says that it is another file, such as the video; it is not measured."""
    url = subject.rendition.text_option("cover_url")
    stem, _, name = url.partition("?")[0].rpartition("/")[2].rpartition(".")
    ending = name.lower()
    if stem and ending in OTHER_FILES:
        fix, address = msg("pinterest.cover_format.fix"), transformed(url, [Remedy("ext", "jpg")])
        pasted = msg("rule.paste", fix=fix, url=f"cover_url: {address}") if address else fix
        yield "platforms.*.cover_url", msg("pinterest.cover_format", found=ending), pasted


RULES: tuple[Rule, ...] = (
    # The API takes 2 to 5 photos too, but whether from every app is not confirmed.
    Accepts(takes=(MediaKind.VIDEO, MediaKind.PHOTO), max_photos=1, source=CAREFUL_SPEC),
    # Texts. The specification counts code points; what the server counts is not known, hence the warnings.
    TextLimit(part=TITLE, limit=TITLE_CHARS, unit=Unit.CODE_POINTS, source=SPEC),
    TextLimit(
        part=_fitting(TITLE, TITLE_CHARS),
        limit=TITLE_CHARS,
        unit=Unit.UTF16,
        source=CAREFUL_SPEC,
        severity=Severity.WARNING,
    ),
    # What the product pages promise; the API itself takes 800.
    TextLimit(part=TEXT, limit=500, unit=Unit.CODE_POINTS, source=CAREFUL_SPECS),
    TextLimit(part=ALT, limit=ALT_CHARS, unit=Unit.CODE_POINTS, source=SPEC),
    TextLimit(
        part=_fitting(ALT, ALT_CHARS),
        limit=ALT_CHARS,
        unit=Unit.UTF16,
        source=CAREFUL_SPEC,
        severity=Severity.WARNING,
    ),
    TextLimit(part=SENT_LINK, limit=2048, unit=Unit.CODE_POINTS, source=SPEC),
    # Options
    OptionNeeded(option="board", example="Senteurs", source=SPEC),
    Special(
        name="board + section",
        limit=msg("pinterest.section_of_board"),
        code="option-conflict",
        test=_foreign_section,
        source=CAREFUL_SPEC,
    ),
    NotTaken(options=("cover_at", "cover_url"), why=msg("pinterest.videos_only"), source=SPEC, kinds=PHOTO),
    NotTaken(
        options=("cover_at",), why=COVER_URL_WINS, when={"cover_url": Given.ANY}, source=SPEC, kinds=VIDEO
    ),
    # Both warn only: the video is published, with another cover than was meant.
    Special(
        name="cover_at",
        limit=msg("pinterest.whole_seconds"),
        code="option-value",
        test=_fraction,
        source=SPEC,
        kinds=VIDEO,
        when={"cover_url": None},
        severity=Severity.WARNING,
    ),
    CoverWithin(source=SPEC, kinds=VIDEO, when={"cover_url": None}, severity=Severity.WARNING),
    # The formats are those of covers that are sent themselves; and an address may lie.
    Special(
        name="cover_url",
        limit="jpeg, png",
        code="photo-format",
        test=_foreign_cover,
        source=CAREFUL_SPEC,
        kinds=VIDEO,
        severity=Severity.WARNING,
    ),
    # Videos
    MediaOneOf(quality=CONTAINER, values=("mp4", "mov"), source=PRODUCT_SPECS, kinds=VIDEO),
    MediaOneOf(quality=VIDEO_CODEC, values=("h264", "hevc"), source=PRODUCT_SPECS, kinds=VIDEO),
    Measured(quantity=DURATION, low=4, high=900, source=PRODUCT_SPECS, kinds=VIDEO),
    Measured(
        quantity=ASPECT, low=0.5, high=1.91, tolerance=SHAPE_TOLERANCE, source=PRODUCT_SPECS, kinds=VIDEO
    ),
    # "2 GB" and "10 MB": the smaller of the two ways to read them.
    Measured(quantity=SIZE, high=2_000_000_000, source=PRODUCT_SPECS, kinds=VIDEO),
    # Photos
    MediaOneOf(quality=PHOTO_FORMAT, values=("jpeg", "png"), source=PRODUCT_SPECS, kinds=PHOTO),
    Measured(quantity=SIZE, high=10_000_000, source=PRODUCT_SPECS, kinds=PHOTO),
)
