"""Posts and brands for the tests of the lints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from aromatiza.core.lints import found_between, found_in
from aromatiza.core.messages import Locale
from aromatiza.core.post import Account, AccountName, Brand, Json, Lints, Media, MediaKind, Post, PostId
from aromatiza.core.rules.rule import Finding
from aromatiza.platforms import REGISTRY

VIDEO = Media(MediaKind.VIDEO, "https://res.cloudinary.com/demo/video/upload/v1/brume.mp4")
PHOTO = Media(MediaKind.PHOTO, "https://res.cloudinary.com/demo/image/upload/v1/bougie.jpg", "Une bougie")
LABELS = {name: platform.labels for name, platform in REGISTRY.items()}
PLATFORMS = ("tiktok", "facebook", "instagram", "pinterest", "youtube", "x")


def brand(
    locale: Locale = "fr", banned: tuple[str, ...] = (), levels: Mapping[str, str] | None = None
) -> Brand:
    """A brand with one account on each platform, which is called like it."""
    accounts = {
        AccountName(name): Account(AccountName(name), name, "1", {"username": "aromatiza"})
        for name in PLATFORMS
    }
    return Brand(UTC, locale, accounts, lints=Lints(levels or {}, banned))


def post(caption: str = "", **changes: Any) -> Post:
    """A post on instagram and x, with changes; `platforms` may be names or a mapping."""
    platforms: Mapping[str, Mapping[str, Json]] = changes.pop("platforms", {"instagram": {}, "x": {}})
    given = {
        "id": PostId("brume"),
        "path": "content/posts/brume.yaml",
        "title": "",
        "media": (VIDEO,),
        "captions": {"default": caption},
        "platforms": platforms,
    }
    return Post(**{**given, **changes})


def found(code: str, of: Post, by: Brand | None = None) -> list[Finding]:
    """What the lints of that code find in one post."""
    return [finding for finding in found_in(of, by or brand(), LABELS) if finding.code == code]


def needles(code: str, of: Post, by: Brand | None = None) -> list[tuple[str, str]]:
    """Where they find it: key and very words."""
    return [(finding.key, finding.needle) for finding in found(code, of, by)]


def between(*posts: Post, by: Brand | None = None) -> list[tuple[str, str, str]]:
    """What the lints find between posts: post, code and key."""
    pairs = found_between(posts, by or brand())
    return [(one.id, finding.code, finding.key) for one, finding in pairs]


def numbered(number: int, caption: str = "", **changes: Any) -> Post:
    """The post of that number, due in that hour, with media of its own."""
    changes.setdefault(
        "media", (Media(MediaKind.VIDEO, f"https://res.cloudinary.com/a/video/upload/v1/{number}.mp4"),)
    )
    changes.setdefault("publish_at", datetime.fromtimestamp(1_800_000_000 + 3600 * number, UTC))
    changes.setdefault("id", PostId(f"p{number}"))
    return post(caption, path=f"content/posts/p{number}.yaml", **changes)
