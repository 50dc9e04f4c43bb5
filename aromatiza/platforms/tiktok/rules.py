"""What TikTok accepts, from its fact sheet: each limit with its source and the day it was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aromatiza.core.messages import Message, msg
from aromatiza.core.post import MediaKind
from aromatiza.core.problems import Severity
from aromatiza.core.rules import (
    TEXT,
    TITLE,
    Accepts,
    Basis,
    Conflict,
    CountLimit,
    CoverWithin,
    Entity,
    Fact,
    Labels,
    Measured,
    MediaOneOf,
    NotTaken,
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
    AUDIO_CODEC,
    CONTAINER,
    DURATION,
    FRAME_RATE,
    HEIGHT,
    PHOTO_FORMAT,
    SHORT_SIDE,
    SIZE,
    STILL,
    VIDEO_CODEC,
    WIDTH,
)

__all__ = [
    "DIRECT",
    "FACTS",
    "INBOX",
    "LABELS",
    "LEVELS",
    "PRIVATE_LEVEL",
    "PUBLIC_LEVEL",
    "RULES",
    "UPLOAD_LIFE_S",
    "VERSION",
    "levels_of_app",
]

READ_ON = "2026-11-22"
DOCS = "https://developers.tiktok.com/doc"

DIRECT_POST = Source(f"{DOCS}/content-posting-api-reference-direct-post", READ_ON)
DRAFT = Source(f"{DOCS}/content-posting-api-reference-upload-video", READ_ON)
PHOTO_POST = Source(f"{DOCS}/content-posting-api-reference-photo-post", READ_ON)
CREATOR_INFO = Source(f"{DOCS}/content-posting-api-reference-query-creator-info", READ_ON)
STATUS = Source(f"{DOCS}/content-posting-api-reference-get-video-status", READ_ON)
TRANSFER = Source(f"{DOCS}/content-posting-api-media-transfer-guide", READ_ON)
GUIDELINES = Source(f"{DOCS}/content-sharing-guidelines", READ_ON)
TOKENS = Source(f"{DOCS}/oauth-user-access-token-management", READ_ON)
RATE_LIMITS = Source(f"{DOCS}/tiktok-api-v2-rate-limit", READ_ON)
CAREFUL_DIRECT_POST = replace(DIRECT_POST, basis=Basis.CAUTIOUS)
CAREFUL_TRANSFER = replace(TRANSFER, basis=Basis.CAUTIOUS)
HASHTAGS = Source(
    "https://github.com/icysymmetra/tiktok-patches-for-morphe/issues/167", READ_ON, Basis.REPORTED
)
PHOTO_SIDES = Source("https://github.com/gitroomhq/postiz-app/pull/1875", READ_ON, Basis.REPORTED)
SHARED_HOSTS = Source("https://github.com/igabm/n8n-nodes-tiktok/issues/36", READ_ON, Basis.REPORTED)

VIDEO, PHOTO = (MediaKind.VIDEO,), (MediaKind.PHOTO,)

VERSION = "v2"
UPLOAD_LIFE_S = 60 * 60
"""How long an upload may take from its opening to its last byte; source: DIRECT_POST."""

INBOX, DIRECT = "inbox", "direct"
PUBLIC_LEVEL, PRIVATE_LEVEL = "PUBLIC_TO_EVERYONE", "SELF_ONLY"
LEVELS = (PRIVATE_LEVEL, PUBLIC_LEVEL, "MUTUAL_FOLLOW_FRIENDS", "FOLLOWER_OF_CREATOR")
"""Source: CREATOR_INFO."""

OLDEST_APP = "31.8"
"""The oldest TikTok app that can finish a draft of photos; source: PHOTO_POST."""

FACTS: tuple[Fact, ...] = (
    Fact(msg("tiktok.fact.version"), VERSION, DIRECT_POST, "2027-05-22"),
    Fact(msg("tiktok.fact.unaudited_level"), PRIVATE_LEVEL, GUIDELINES, "2027-02-22"),
    Fact(msg("tiktok.fact.unaudited_accounts"), "5", GUIDELINES, "2027-05-22"),
    Fact(msg("tiktok.fact.posts"), "15", GUIDELINES, "2027-05-22"),
    Fact(msg("tiktok.fact.drafts"), "5", DRAFT, "2027-05-22"),
    Fact(msg("tiktok.fact.draft_app"), OLDEST_APP, PHOTO_POST, "2027-05-22"),
    Fact(msg("tiktok.fact.openings"), "6", DIRECT_POST, "2027-05-22"),
    Fact(msg("tiktok.fact.creator_info"), "20", CREATOR_INFO, "2027-05-22"),
    Fact(msg("tiktok.fact.status"), "30", STATUS, "2027-05-22"),
    Fact(msg("tiktok.fact.user_info"), "600", RATE_LIMITS, "2027-05-22"),
    Fact(msg("tiktok.fact.upload_life"), str(UPLOAD_LIFE_S // 60), DIRECT_POST, "2027-05-22"),
    Fact(msg("tiktok.fact.photo_life"), "60", TRANSFER, "2027-05-22"),
    Fact(msg("tiktok.fact.access_token"), "24", TOKENS, "2027-05-22"),
    Fact(msg("tiktok.fact.refresh_token"), "365", TOKENS, "2027-05-22"),
)

UNVERIFIABLE_HOST = "res.cloudinary.com"
"""A host of many customers: nobody but Cloudinary can prove to TikTok that it is theirs."""

DRAFT_HAS_NONE = msg("tiktok.draft_has_none")
PHOTOS_HAVE_NONE = msg("tiktok.photos_have_none")


def levels_of_app(is_audited: bool) -> tuple[str, ...]:
    """The visibilities that TikTok takes from an app at all; source: GUIDELINES."""
    return LEVELS if is_audited else (PRIVATE_LEVEL,)


def _barred_level(subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    """Find a visibility that only an audited app may choose; TikTok counts trying as a violation.

    That it was audited is for the account's settings to say: no post knows better.
    """
    rendition = subject.rendition
    level = rendition.text_option("privacy_level")
    is_audited = rendition.flag("audited") and "audited" not in subject.own
    if level in LEVELS and level not in levels_of_app(is_audited):
        message = msg("tiktok.unaudited", found=level, accepted=PRIVATE_LEVEL)
        fix = msg("tiktok.unaudited.fix", accepted=PRIVATE_LEVEL, mode=INBOX)
        yield "platforms.*.privacy_level", message, fix


def _foreign_photos(subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    """Find the first photo on a host that cannot be verified; the others are there too, most often."""
    for number, photo in enumerate(subject.rendition.media):
        if photo.url.startswith(f"https://{UNVERIFIABLE_HOST}/"):
            message = msg("tiktok.unverified_host", host=UNVERIFIABLE_HOST)
            yield f"photos.{number}.url", message, msg("tiktok.unverified_host.fix")
            return


def _beyond_photos(subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    """Find a cover that is none of the photos."""
    number, count = subject.rendition.number("cover_photo"), len(subject.rendition.media)
    if number is not None and number > count:
        message = msg("tiktok.cover_photo", found=int(number), count=count)
        yield "platforms.*.cover_photo", message, msg("tiktok.cover_photo.fix", count=count)


def _dropped_caption(subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    """Find a caption that was written for the account; the one for all accounts is shown on the others."""
    key = subject.rendition.text_key
    if key != "captions.default" and key.startswith("captions.") and subject.rendition.text:
        yield key, msg("tiktok.draft_caption"), msg("tiktok.draft_caption.fix")


LABELS = Labels(paid="paid_partnership", ai="ai_generated", by_hand={"mode": INBOX})

RULES: tuple[Rule, ...] = (
    Accepts(takes=(MediaKind.VIDEO, MediaKind.PHOTO), max_photos=35, source=PHOTO_POST),
    # Texts. With the draft of a video none is sent, but a person pastes the caption there.
    TextLimit(part=TEXT, limit=2200, unit=Unit.UTF16, source=DIRECT_POST, kinds=VIDEO, when={"mode": DIRECT}),
    TextLimit(
        part=TEXT,
        limit=2200,
        unit=Unit.UTF16,
        source=CAREFUL_DIRECT_POST,
        kinds=VIDEO,
        when={"mode": INBOX},
        severity=Severity.WARNING,
    ),
    TextLimit(part=TEXT, limit=4000, unit=Unit.UTF16, source=PHOTO_POST, kinds=PHOTO),
    TextLimit(part=TITLE, limit=90, unit=Unit.UTF16, source=PHOTO_POST, kinds=PHOTO),
    # A limit of the app, in which the API knows none.
    CountLimit(part=TEXT, entity=Entity.HASHTAG, limit=5, source=HASHTAGS, severity=Severity.WARNING),
    # Options
    OneOf(option="mode", values=(INBOX, DIRECT), is_needed=True, source=GUIDELINES),
    OneOf(option="privacy_level", values=LEVELS, is_needed=True, when={"mode": DIRECT}, source=CREATOR_INFO),
    Special(
        name="privacy_level",
        limit=msg("tiktok.unaudited.accepted", accepted=PRIVATE_LEVEL),
        code="option-value",
        test=_barred_level,
        source=GUIDELINES,
        when={"mode": DIRECT},
    ),
    Conflict(
        first=("paid_partnership", True),
        second=("privacy_level", PRIVATE_LEVEL),
        why=msg("tiktok.paid_is_seen"),
        source=GUIDELINES,
        when={"mode": DIRECT},
    ),
    NotTaken(
        options=("privacy_level", "comments", "own_brand", "paid_partnership", "ai_generated"),
        why=DRAFT_HAS_NONE,
        source=DRAFT,
        when={"mode": INBOX},
    ),
    NotTaken(
        options=("duets", "stitches", "cover_at"),
        why=DRAFT_HAS_NONE,
        source=DRAFT,
        kinds=VIDEO,
        when={"mode": INBOX},
    ),
    NotTaken(options=("duets", "stitches", "cover_at"), why=PHOTOS_HAVE_NONE, source=PHOTO_POST, kinds=PHOTO),
    NotTaken(
        options=("auto_add_music",), why=DRAFT_HAS_NONE, source=PHOTO_POST, kinds=PHOTO, when={"mode": INBOX}
    ),
    NotTaken(
        options=("auto_add_music", "cover_photo"),
        why=msg("tiktok.videos_have_none"),
        source=DIRECT_POST,
        kinds=VIDEO,
    ),
    Special(
        name="cover_photo",
        limit=msg("tiktok.cover_photo.accepted"),
        code="option-value",
        test=_beyond_photos,
        source=PHOTO_POST,
        kinds=PHOTO,
    ),
    # A warning: the person who finishes the draft can paste it.
    Special(
        name=msg("part.text"),
        limit=msg("tiktok.draft_caption.accepted"),
        code="option-not-taken",
        test=_dropped_caption,
        source=DRAFT,
        kinds=VIDEO,
        when={"mode": INBOX},
        severity=Severity.WARNING,
    ),
    NotTaken(options=("title",), why=msg("tiktok.videos_untitled"), source=DIRECT_POST, kinds=VIDEO),
    # TikTok takes the first picture instead, and says nothing.
    CoverWithin(source=DIRECT_POST, kinds=VIDEO, when={"mode": DIRECT}),
    # Videos
    MediaOneOf(quality=CONTAINER, values=("mp4", "mov", "webm"), source=TRANSFER, kinds=VIDEO),
    MediaOneOf(quality=VIDEO_CODEC, values=("h264", "hevc", "vp8", "vp9"), source=TRANSFER, kinds=VIDEO),
    Measured(quantity=FRAME_RATE, low=23, high=60, source=TRANSFER, kinds=VIDEO),
    Measured(quantity=WIDTH, low=360, high=4096, source=TRANSFER, kinds=VIDEO),
    Measured(quantity=HEIGHT, low=360, high=4096, source=TRANSFER, kinds=VIDEO),
    # The page does not say which megabytes it means: the smaller ones are taken, here and for photos.
    Measured(quantity=SIZE, high=4_000_000_000, source=CAREFUL_TRANSFER, kinds=VIDEO),
    # Ten minutes is the end for all; beyond three it depends on the account, which only TikTok can say.
    Measured(quantity=DURATION, high=600, source=TRANSFER, kinds=VIDEO),
    Measured(quantity=DURATION, high=180, source=TRANSFER, kinds=VIDEO, severity=Severity.WARNING),
    # The pages know no shortest duration and no codec of sound.
    Measured(quantity=DURATION, low=3, source=CAREFUL_TRANSFER, kinds=VIDEO, severity=Severity.WARNING),
    MediaOneOf(
        quality=AUDIO_CODEC, values=("aac",), source=CAREFUL_TRANSFER, kinds=VIDEO, severity=Severity.WARNING
    ),
    # Photos. One that is too large fails them all, and TikTok does not say which.
    MediaOneOf(quality=PHOTO_FORMAT, values=("jpeg", "webp"), source=TRANSFER, kinds=PHOTO),
    Wanted(trait=STILL, source=CAREFUL_TRANSFER, kinds=PHOTO, severity=Severity.WARNING),
    Measured(quantity=SIZE, high=20_000_000, source=CAREFUL_TRANSFER, kinds=PHOTO),
    Measured(quantity=SHORT_SIDE, high=1080, source=PHOTO_SIDES, kinds=PHOTO),
    # A warning, because TikTok may have taken the proof of a folder on it: nobody has tried.
    Special(
        name=msg("tiktok.photo_host"),
        limit=msg("tiktok.photo_host.accepted"),
        code="unverified-host",
        test=_foreign_photos,
        source=SHARED_HOSTS,
        kinds=PHOTO,
        severity=Severity.WARNING,
    ),
)
