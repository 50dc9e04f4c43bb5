"""Exactly what one delivery sends: texts, files and options, after defaults, overrides and hashtags."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aromatiza.core.post import Account, Brand, Json, Media, MediaKind, Post
from aromatiza.text.placed import composed

__all__ = ["File", "Rendition", "digest_of", "rendition_of"]


@dataclass(frozen=True, slots=True)
class File:
    """One downloaded media file: `url` is its author's, `digest` the SHA-256 of its bytes in hex."""

    kind: MediaKind
    url: str
    alt: str
    digest: str
    size_bytes: int
    content_type: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """What one account will show. `options` are the account's settings overridden by the post's own.

    `text` ends with the hashtags. `text_key` names the place in the post that `text` came from. `may_repeat`:
    the same media may go to the account again. `publish_at` is when the network itself is to publish, where
    it is asked to; None is at once.
    """

    title: str
    text: str
    link: str
    media: tuple[Media, ...]
    options: Mapping[str, Json] = field(default_factory=dict)
    text_key: str = "captions"
    may_repeat: bool = False
    publish_at: datetime | None = None

    @property
    def kind(self) -> MediaKind:
        """Whether this is a video or photos."""
        return self.media[0].kind

    def text_option(self, name: str, default: str = "") -> str:
        """A text option; the default when it is absent."""
        value = self.options.get(name)
        return value if isinstance(value, str) else default

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes-or-no option; the default when it is absent."""
        value = self.options.get(name)
        return value if isinstance(value, bool) else default

    def number(self, name: str) -> float | None:
        """A number option; None when it is absent."""
        value = self.options.get(name)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def rendition_of(post: Post, account: Account, brand: Brand) -> Rendition:
    """Apply the brand's defaults and the post's overrides for one account.

    The caption of the account wins over the one of its platform, which wins over the default one. The link
    stands in the text where the caption says `{link}`, if it can be followed there.
    """
    own = (post.platforms or {}).get(account.name) or {}
    key = next((k for k in (account.name, account.platform, "default") if k in post.captions), "default")
    hashtags = brand.default_hashtags if post.hashtags is None else post.hashtags
    tags = " ".join(f"#{tag}" for tag in hashtags)
    link = post.link if account.are_links_live else ""
    options = {**account.settings, **own}
    title = options.pop("title", None)
    return Rendition(
        title=title if isinstance(title, str) else post.title,
        text=composed(post.captions.get(key, "").strip(), tags, link),
        link=post.link,
        media=post.media,
        options=options,
        text_key=f"captions.{key}",
        may_repeat=post.may_repeat,
    )


def digest_of(rendition: Rendition) -> str:
    """SHA-256, in hex, over everything that a rendition would send (files by address, not by bytes)."""
    value = {
        "title": rendition.title,
        "text": rendition.text,
        "link": rendition.link,
        "media": [[str(m.kind), m.url, m.alt] for m in rendition.media],
        "options": dict(rendition.options),
        "repeat": rendition.may_repeat,
    }
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
