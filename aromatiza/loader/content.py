"""All content of a repository: its files in, the brand, the posts and every problem of every file out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from aromatiza.core.errors import Misconfigured
from aromatiza.core.messages import msg
from aromatiza.core.platform import Platform
from aromatiza.core.post import Brand, Post, PostId
from aromatiza.core.problems import Problem
from aromatiza.loader.brand import load_brand
from aromatiza.loader.checks import check_posts
from aromatiza.loader.posts import LoadedPost, load_post
from aromatiza.loader.tree import read_tree

__all__ = [
    "BRAND_PATH",
    "CONTENT_FOLDER",
    "PAUSE_PATH",
    "POSTS_FOLDER",
    "Content",
    "LoadedPost",
    "check_posts",
    "is_post_path",
    "load_brand",
    "load_post",
    "read_content",
    "read_tree",
]

CONTENT_FOLDER = "content"
POSTS_FOLDER = "content/posts"
BRAND_PATH = "content/brand.yaml"
PAUSE_PATH = "content/PAUSE"


@dataclass(frozen=True, slots=True)
class Content:
    """What the files say; nothing of it may be published unless `problems` is empty.

    `brand` is None when its file is wrong; the posts are then read without it. `posts` are in the order of
    their paths, `problems` in the order of files and lines.
    """

    brand: Brand | None
    posts: tuple[LoadedPost, ...]
    problems: tuple[Problem, ...]

    @property
    def posts_by_id(self) -> Mapping[PostId, Post]:
        """Every post that could be read; of two with one id, the first."""
        found: dict[PostId, Post] = {}
        for loaded in self.posts:
            if loaded.post is not None:
                found.setdefault(loaded.post.id, loaded.post)
        return found

    @property
    def file_count(self) -> int:
        """How many files were read: the posts, and the brand's."""
        return len(self.posts) + 1


def is_post_path(path: str) -> bool:
    """Whether a file of that path, from the repository's root, is a post."""
    pure = PurePosixPath(path)
    is_hidden = any(part.startswith(".") for part in pure.parts)
    return path.startswith(f"{POSTS_FOLDER}/") and pure.suffix.lower() in {".yaml", ".yml"} and not is_hidden


def read_content(files: Mapping[str, bytes], platforms: Mapping[str, Platform]) -> Content:
    """Read the brand and all posts among the files; others are ignored.

    Raises: Misconfigured, when there is no brand.
    """
    if BRAND_PATH not in files:
        raise Misconfigured(msg("content.no_brand", path=BRAND_PATH))
    brand, problems = load_brand(files[BRAND_PATH], BRAND_PATH)
    if brand is not None:
        brand = _as_networks_write(brand, platforms)
    paths = sorted(filter(is_post_path, files))
    posts = tuple(load_post(files[path], path, brand) for path in paths)
    found = [*problems, *(problem for loaded in posts for problem in loaded.problems)]
    found += check_posts(posts, brand, platforms)
    return Content(brand, posts, tuple(sorted(found, key=lambda p: (p.file, p.line, p.column))))


def _as_networks_write(brand: Brand, platforms: Mapping[str, Platform]) -> Brand:
    """The brand whose accounts know what their networks make of a text."""
    accounts = {
        name: replace(account, are_links_live=platforms[account.platform].writing.are_links_live)
        for name, account in brand.accounts.items()
        if account.platform in platforms
    }
    return replace(brand, accounts={**brand.accounts, **accounts})
