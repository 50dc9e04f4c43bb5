"""What X accepts, from its fact sheet: each limit with its source and the day it was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aromatiza.core.messages import Message, msg
from aromatiza.core.post import MediaKind
from aromatiza.core.problems import Severity
from aromatiza.core.rules import (
    ALT,
    TEXT,
    Accepts,
    Basis,
    CountLimit,
    Entity,
    Fact,
    Labels,
    Measured,
    MediaOneOf,
    OneOf,
    Rule,
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
    CHROMA,
    CONTAINER,
    DURATION,
    FRAME_RATE,
    LONG_SIDE,
    PHOTO_FORMAT,
    SHORT_SIDE,
    SIZE,
    STILL,
    VIDEO_CODEC,
)
from aromatiza.platforms.x.links import PricedLinks

__all__ = [
    "ALT_PRICE",
    "FACTS",
    "FIELDS",
    "LABELS",
    "LINK_PRICE",
    "OLD_FIELDS",
    "POST_PRICE",
    "REACH_POSTS",
    "READ_PRICE",
    "RULES",
]

READ_ON = "2026-11-22"
DOCS = "https://docs.x.com"

SPEC = Source("https://api.x.com/2/openapi.json", READ_ON)
UPLOADS = Source(f"{DOCS}/x-api/media/quickstart/media-upload-chunked", READ_ON)
PRACTICES = Source(f"{DOCS}/x-api/media/quickstart/best-practices", READ_ON)
COUNTING = Source(f"{DOCS}/fundamentals/counting-characters", READ_ON)
POSTS = Source(f"{DOCS}/x-api/posts/manage-tweets/introduction", READ_ON)
PRICES = Source(f"{DOCS}/x-api/getting-started/pricing", READ_ON)
RATE_LIMITS = Source(f"{DOCS}/x-api/fundamentals/rate-limits", READ_ON)
TIMELINES = Source(f"{DOCS}/x-api/posts/timelines/introduction", READ_ON)
TOKENS = Source(f"{DOCS}/fundamentals/authentication/oauth-2-0/authorization-code", READ_ON)
CHANGELOG = Source(f"{DOCS}/changelog", READ_ON)
TWITTER_TEXT = Source("https://github.com/twitter/twitter-text/tree/master/js", READ_ON)
CAREFUL_PRACTICES = replace(PRACTICES, basis=Basis.CAUTIOUS)
REFRESHING = Source("https://github.com/trypostit/trypost/issues/126", READ_ON, Basis.REPORTED)
LONG_VIDEOS = Source(
    "https://github.com/gitroomhq/postiz-app/blob/0351989f71d624b90e589e55a5f8e88f33d0546f"
    "/libraries/nestjs-libraries/src/integrations/social/x.provider.ts",
    READ_ON,
    Basis.REPORTED,
)

VIDEO, PHOTO = (MediaKind.VIDEO,), (MediaKind.PHOTO,)

FIELDS, OLD_FIELDS = "post.fields", "tweet.fields"
"""The parameter that names the fields of a post, since version 2.167 of the description and before it."""

POST_PRICE, LINK_PRICE = 0.015, 0.2
"""What a post costs without and with a link in its text, in US dollars; source: PRICES."""

ALT_PRICE, READ_PRICE, OWN_POST_PRICE, USER_PRICE = 0.005, 0.005, 0.001, 0.01
"""What a description, a post by its id, an own post in the timeline and a user cost; source: PRICES."""

REACH_POSTS = 3200
"""How many posts of an account its timeline shows; source: TIMELINES."""

FACTS: tuple[Fact, ...] = (
    Fact(msg("x.fact.version"), "2.167", SPEC, "2027-02-22"),
    Fact(msg("x.fact.fields"), FIELDS, SPEC, "2027-02-22"),
    Fact(msg("x.fact.post_price"), f"{POST_PRICE:g}", PRICES, "2027-05-22"),
    Fact(msg("x.fact.link_price"), f"{LINK_PRICE:g}", PRICES, "2027-05-22"),
    Fact(msg("x.fact.alt_price"), f"{ALT_PRICE:g}", PRICES, "2027-05-22"),
    Fact(msg("x.fact.read_price"), f"{READ_PRICE:g}", PRICES, "2027-05-22"),
    Fact(msg("x.fact.own_post_price"), f"{OWN_POST_PRICE:g}", PRICES, "2027-05-22"),
    Fact(msg("x.fact.user_price"), f"{USER_PRICE:g}", PRICES, "2027-05-22"),
    Fact(msg("x.fact.posts_of_app"), "10000", RATE_LIMITS, "2027-05-22"),
    Fact(msg("x.fact.posts"), "100", RATE_LIMITS, "2027-05-22"),
    Fact(msg("x.fact.owners"), "75", RATE_LIMITS, "2027-05-22"),
    Fact(msg("x.fact.timelines"), "900", RATE_LIMITS, "2027-05-22"),
    Fact(msg("x.fact.reach"), str(REACH_POSTS), TIMELINES, "2027-05-22"),
    Fact(msg("x.fact.uploads"), "1875", RATE_LIMITS, "2027-05-22"),
    Fact(msg("x.fact.alts"), "500", RATE_LIMITS, "2027-05-22"),
    Fact(msg("x.fact.media_life"), "24", UPLOADS, "2027-05-22"),
    Fact(msg("x.fact.code"), "30", TOKENS, "2027-05-22"),
    Fact(msg("x.fact.access_token"), "2", TOKENS, "2027-05-22"),
    Fact(msg("x.fact.refresh_token"), "6", REFRESHING, "2027-05-22"),
    Fact(msg("x.fact.long_text"), "25000", CHANGELOG, "2027-05-22"),
)

REPLY_SETTINGS = ("following", "mentionedUsers", "subscribers", "verified")

UNTAKEN = {character: f"U+{ord(character):04X}" for character in "\ufeff\ufffe\uffff"}
"""Characters that no text may have, with names that can be seen."""


def _untaken_characters(subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    """Find the first of them, by its number: it cannot be seen."""
    for key, text in TEXT.read(subject.rendition):
        found = next((character for character in text if character in UNTAKEN), "")
        if found:
            message = msg("rule.forbidden", part=TEXT.name, character=UNTAKEN[found])
            yield key, message, msg("rule.forbidden.fix")


LABELS = Labels(paid="paid_partnership", ai="ai_generated")

RULES: tuple[Rule, ...] = (
    Accepts(takes=(MediaKind.VIDEO, MediaKind.PHOTO), max_photos=4, source=PRACTICES),
    # Texts. Longer ones are for accounts that pay X for them.
    TextLimit(part=TEXT, limit=280, unit=Unit.X_WEIGHT, source=COUNTING),
    TextLimit(part=ALT, limit=1000, unit=Unit.CODE_POINTS, source=SPEC, kinds=PHOTO),
    CountLimit(part=TEXT, entity=Entity.CASHTAG, limit=1, source=POSTS),
    # X restricts what apps may say of others, and does not say how far.
    CountLimit(part=TEXT, entity=Entity.MENTION, limit=0, source=CHANGELOG, severity=Severity.WARNING),
    PricedLinks(price=LINK_PRICE, usual=POST_PRICE, source=PRICES, severity=Severity.WARNING),
    Special(
        name=TEXT.name,
        limit=msg("rule.without", characters=", ".join(UNTAKEN.values())),
        code="forbidden-character",
        test=_untaken_characters,
        source=TWITTER_TEXT,
    ),
    # Options
    OneOf(option="reply_settings", values=REPLY_SETTINGS, source=SPEC),
    # Videos
    MediaOneOf(quality=CONTAINER, values=("mp4", "mov", "webm"), source=SPEC, kinds=VIDEO),
    MediaOneOf(quality=VIDEO_CODEC, values=("h264",), source=PRACTICES, kinds=VIDEO),
    MediaOneOf(quality=CHROMA, values=("4:2:0",), source=PRACTICES, kinds=VIDEO),
    Measured(quantity=FRAME_RATE, high=60, source=PRACTICES, kinds=VIDEO),
    Measured(quantity=DURATION, low=0.5, high=140, source=PRACTICES, kinds=VIDEO),
    Measured(quantity=DURATION, high=120, source=LONG_VIDEOS, kinds=VIDEO, severity=Severity.WARNING),
    # The page does not say which megabytes it means: the smaller ones are taken, here and for photos.
    Measured(quantity=SIZE, high=512_000_000, source=CAREFUL_PRACTICES, kinds=VIDEO),
    Measured(quantity=ASPECT, low=1 / 3, high=3, source=PRACTICES, kinds=VIDEO),
    Measured(quantity=SHORT_SIDE, low=32, source=PRACTICES, kinds=VIDEO),
    # The page says 1280x1024, advises 720x1280, and tells who can watch 1080p: no reading goes beyond that.
    Measured(quantity=LONG_SIDE, high=1920, source=CAREFUL_PRACTICES, kinds=VIDEO, severity=Severity.WARNING),
    MediaOneOf(quality=AUDIO_CODEC, values=("aac",), source=PRACTICES, kinds=VIDEO),
    Measured(quantity=AUDIO_CHANNELS, high=2, source=PRACTICES, kinds=VIDEO),
    # Photos. X takes an animation in its own way only, alone, which we do not send.
    MediaOneOf(quality=PHOTO_FORMAT, values=("jpeg", "png", "gif", "webp"), source=PRACTICES, kinds=PHOTO),
    Wanted(trait=STILL, source=CAREFUL_PRACTICES, kinds=PHOTO),
    Measured(quantity=SIZE, high=5_000_000, source=CAREFUL_PRACTICES, kinds=PHOTO),
)
