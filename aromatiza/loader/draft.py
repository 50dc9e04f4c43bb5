"""The text of a new post, for a person to finish: well-formed, a draft, with a placeholder for its words."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from aromatiza.core.messages import Locale, msg
from aromatiza.core.post import Brand, Media, MediaKind
from aromatiza.loader.ids import id_like
from aromatiza.loader.yamltree import read_yaml

__all__ = ["Draft", "draft_of", "kind_of_name"]

PLAIN = re.compile(r"[^\W\d_][\w '’.,()-]*")
PHOTO_ENDINGS = frozenset(
    {".jfif", ".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".tif", ".tiff", ".bmp", ".avif"}
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A post that is to be written: `path` from the root of the repository, and what to write there."""

    path: str
    text: str


def draft_of(media: Sequence[Media], brand: Brand, locale: Locale) -> Draft:
    """A draft for one video, or for photos in their order; its id comes from the first file's name."""
    stem = PurePosixPath(unquote(urlsplit(media[0].url).path)).stem
    post_id = id_like(stem)
    title = re.sub(r"[\s_-]+", " ", stem).strip() or post_id
    todo = msg("new.todo_caption").text(locale)
    lines = [
        "# yaml-language-server: $schema=../../schemas/post.schema.json",
        f"id: {_scalar(post_id)}",
        f"title: {_scalar(title[:1].upper() + title[1:])}",
        *_media_lines(media, locale),
        "captions: |",
        f"  {todo}",
        f"hashtags: [{', '.join(map(_scalar, brand.default_hashtags))}]",
        "draft: true",
    ]
    if not brand.default_accounts:
        lines.append(f"platforms: [{', '.join(map(_scalar, brand.accounts))}]")
    return Draft(f"content/posts/{post_id}.yaml", "\n".join(lines) + "\n")


def kind_of_name(name: str) -> MediaKind:
    """What a file's name says that it is."""
    is_photo = PurePosixPath(name).suffix.lower() in PHOTO_ENDINGS or "/image/upload/" in name
    return MediaKind.PHOTO if is_photo else MediaKind.VIDEO


def _media_lines(media: Sequence[Media], locale: Locale) -> list[str]:
    if media[0].kind is MediaKind.VIDEO:
        return [f"video: {media[0].url}"]
    todo = _scalar(msg("new.todo_alt").text(locale))
    return ["photos:", *(line for one in media for line in (f"  - url: {one.url}", f"    alt: {todo}"))]


def _scalar(text: str) -> str:
    """A text as YAML: bare where that means the same, quoted otherwise."""
    if PLAIN.fullmatch(text):
        tree, problems = read_yaml(f"{text}\n".encode(), "")
        if tree is not None and not problems and tree.value == text:
            return text
    return json.dumps(text, ensure_ascii=False)
