"""What people write: a brand with its accounts, and posts. Values only; `loader/` makes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import NewType

from aromatiza.core.messages import Locale

__all__ = [
    "Account",
    "AccountName",
    "Brand",
    "Guards",
    "Json",
    "Lints",
    "Media",
    "MediaKind",
    "Post",
    "PostId",
    "VideoRule",
]

PostId = NewType("PostId", str)
AccountName = NewType("AccountName", str)

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


class MediaKind(StrEnum):
    """What a file is for the networks."""

    VIDEO = "video"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Media:
    """A file as its author gave it."""

    kind: MediaKind
    url: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One YAML file: one thing to say, on one or more accounts.

    `captions` maps `default` and account or platform names to texts. `platforms` maps account names to
    their options in this post; it is None when the post leaves the choice to the brand's defaults.
    """

    id: PostId
    path: str
    title: str
    media: tuple[Media, ...]
    captions: Mapping[str, str]
    hashtags: tuple[str, ...] | None = None
    link: str = ""
    publish_at: datetime | None = None
    is_draft: bool = False
    may_repeat: bool = False
    platforms: Mapping[AccountName, Mapping[str, Json]] | None = None

    @property
    def media_by_key(self) -> Mapping[str, Media]:
        """Every file by its place in the post."""
        return {
            "video" if media.kind is MediaKind.VIDEO else f"photos.{number}.url": media
            for number, media in enumerate(self.media)
        }


@dataclass(frozen=True, slots=True)
class Account:
    """One of the brand's own accounts; `remote_id` is what its network must answer when asked who it is.

    `are_links_live`: an address in its texts can be followed, for nothing.
    """

    name: AccountName
    platform: str
    remote_id: str
    settings: Mapping[str, Json] = field(default_factory=dict)
    are_links_live: bool = True


@dataclass(frozen=True, slots=True)
class Guards:
    """Limits that hold a delivery visibly instead of publishing it."""

    late_after: timedelta = timedelta(hours=24)
    max_per_run: int = 20


@dataclass(frozen=True, slots=True)
class VideoRule:
    """The brand's own rule for its videos; `seconds` are the shortest and the longest duration."""

    formats: tuple[str, ...] = ("mp4",)
    seconds: tuple[float, float] = (8, 15)
    aspect: str = "9:16"


@dataclass(frozen=True, slots=True)
class Lints:
    """What the brand wants of its lints: `levels` maps a lint's name to `off`, `warning` or `error`.

    Only those that the brand sets are there; the others have the level of their own.
    """

    levels: Mapping[str, str] = field(default_factory=dict)
    banned_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brand:
    """What is true for every post of a repository."""

    timezone: tzinfo
    locale: Locale
    accounts: Mapping[AccountName, Account]
    media_hosts: tuple[str, ...] = ("res.cloudinary.com",)
    media_max_mb: int = 300
    video: VideoRule = VideoRule()
    lints: Lints = field(default_factory=Lints)
    default_accounts: tuple[AccountName, ...] = ()
    default_hashtags: tuple[str, ...] = ()
    guards: Guards = Guards()

    def accounts_of(self, post: Post) -> tuple[AccountName, ...]:
        """The accounts that a post goes to: its own choice, or the brand's defaults."""
        return tuple(post.platforms) if post.platforms is not None else self.default_accounts
