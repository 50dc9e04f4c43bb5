"""`aromatiza new`: write a well-formed post for a video, or for photos, after a look at the files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import click

from aromatiza.cli.checking import looked_at, looked_at_files
from aromatiza.cli.context import Session, command_body
from aromatiza.cli.planning import brand_of
from aromatiza.cli.screen import print_json, print_problems, show, tell
from aromatiza.core.errors import Misconfigured
from aromatiza.core.exits import Exit
from aromatiza.core.messages import msg
from aromatiza.core.post import Brand, Media, MediaKind, Post
from aromatiza.core.problems import Problem, problem_as_json
from aromatiza.loader.checks import check_media
from aromatiza.loader.content import Content, load_post, read_content, read_tree
from aromatiza.loader.draft import Draft, draft_of, kind_of_name
from aromatiza.platforms import REGISTRY
from aromatiza.text.visible import visible

__all__ = ["new"]

ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(?::443)?/[!-\"$-~]+")
"""Without blanks, and without a fragment, which no host is ever told."""
FOLDER = re.compile(r"(https://.*/)[^/]+")
DELIVERY_TYPES = {MediaKind.VIDEO: "video", MediaKind.PHOTO: "image"}


@click.command(
    epilog="\b\nExample:\n  aromatiza new https://res.cloudinary.com/demo/video/upload/v1/brume.mp4"
)
@click.argument("names", nargs=-1, required=True, metavar="URL|FILE ...")
@click.option("--offline", is_flag=True, help="Do not look at the files.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@command_body
def new(session: Session, names: tuple[str, ...], offline: bool, as_json: bool) -> Exit:
    """Write a draft post for the address of a video, or for those of photos; say what is wrong with them.

    A file of this machine gives its name: its address is made like those of the other posts.
    """
    top = session.content_top
    content = read_content(read_tree(top).files, REGISTRY)
    brand = brand_of(content)
    media = [_media(name, content, brand) for name in names]
    if len({one.kind for one in media}) > 1 or (len(media) > 1 and media[0].kind is MediaKind.VIDEO):
        raise Misconfigured(msg("new.mixed"))
    draft = draft_of(media, brand, session.locale)
    _write(draft, top)
    problems = () if offline else _problems(session, draft, brand, names)
    if as_json:
        found = [problem_as_json(problem, session.locale) for problem in problems]
        print_json({"version": 1, "path": draft.path, "problems": found})
        return Exit.DONE
    show(draft.path)
    print_problems(problems, session.locale, to_stderr=True)
    tell(msg("new.next", path=draft.path).text(session.locale))
    return Exit.DONE


def _media(name: str, content: Content, brand: Brand) -> Media:
    """The file behind an address, or behind the name of a file of this machine.

    Raises: Misconfigured, when there is no such file, or the address is none.
    """
    kind = kind_of_name(name.partition("?")[0])
    if "://" in name:
        if not ADDRESS.fullmatch(name):
            raise Misconfigured(msg("new.bad_address", name=visible(name)))
        return Media(kind, name)
    if not Path(name).is_file():
        raise Misconfigured(msg("new.no_file", name=name))
    posts = [loaded.post for loaded in content.posts if loaded.post is not None]
    return Media(kind, f"{_folder(kind, posts, brand)}{quote(Path(name).name)}")


def _folder(kind: MediaKind, posts: Iterable[Post], brand: Brand) -> str:
    """Where most posts have their files of that kind; a place to be filled in, when there is none."""
    urls = (media.url for post in posts for media in post.media if media.kind is kind)
    folders = Counter(match[1] for match in map(FOLDER.fullmatch, urls) if match)
    if folders:
        return folders.most_common(1)[0][0]
    return f"https://{brand.media_hosts[0]}/TODO/{DELIVERY_TYPES[kind]}/upload/"


def _write(draft: Draft, top: Path) -> None:
    """Write the post's file. Raises: Misconfigured, when it is there already."""
    path = top / draft.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(draft.text)
    except FileExistsError:
        raise Misconfigured(msg("new.exists", path=draft.path)) from None
    except OSError as error:
        raise Misconfigured(msg("new.unwritable", path=draft.path, why=error.strerror)) from error


def _problems(session: Session, draft: Draft, brand: Brand, names: Iterable[str]) -> tuple[Problem, ...]:
    """What is wrong with the files: those of this machine as they are here, the others at their addresses."""
    loaded = load_post(draft.text.encode(), draft.path, brand)
    if loaded.post is None:
        return loaded.problems
    local = {
        media.url: Path(name)
        for media, name in zip(loaded.post.media, names, strict=True)
        if "://" not in name
    }
    remote = [media for media in loaded.post.media if media.url not in local]
    measured = {**looked_at(session, brand, remote)[0], **looked_at_files(loaded.post.media, local)}
    facts = {url: found.facts for url, found in measured.items()}
    return (*loaded.problems, *check_media([loaded], brand, REGISTRY, facts))
