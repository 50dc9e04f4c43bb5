"""A post's file: its text in, the post, its problems and the place of everything in it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import urlsplit, urlunsplit

from aromatiza.core.messages import msg
from aromatiza.core.post import AccountName, Brand, Json, Media, MediaKind, Post, PostId
from aromatiza.core.problems import Problem
from aromatiza.loader.faults import accepted_or_similar, shown
from aromatiza.loader.hashtags import hashtags_of
from aromatiza.loader.ids import ID, id_like
from aromatiza.loader.lenient import flag_of, items_of, mapping_of, text_of
from aromatiza.loader.report import Path, Place, Report, dotted
from aromatiza.loader.schema import check
from aromatiza.loader.times import instant_of
from aromatiza.loader.yamltree import Tree, read_yaml

__all__ = ["LoadedPost", "load_post"]


@dataclass(frozen=True, slots=True)
class LoadedPost:
    """One file of a post.

    `post` is what could be read, also beside problems, so that its other problems can be found too; it may be
    published only when the whole run found none. It is None when nothing could be made of the file.
    `places`: line and column of every key path, `""` being the file's beginning. `text` is the whole file.
    """

    post: Post | None
    problems: tuple[Problem, ...]
    places: Mapping[str, Place]
    text: str = ""


def load_post(content: bytes, path: str, brand: Brand | None) -> LoadedPost:
    """Read one post. Without a brand (its own file is wrong) nothing that depends on it is reported."""
    text = content.decode("utf-8-sig", "replace")
    tree, problems = read_yaml(content, path)
    if tree is None:
        return LoadedPost(None, problems, MappingProxyType({"": (1, 1)}), text)
    report = Report(path)
    check(tree.value, (), "post", tree, report)
    reader = _Reader(path, tree, brand, report)
    post = reader.post()
    return LoadedPost(post, (*problems, *report.problems()), MappingProxyType(_places(tree)), text)


def _places(tree: Tree) -> dict[str, Place]:
    """Every place by its dotted path; the short forms also under the paths of the long ones."""
    value = mapping_of(tree.value)
    places = {dotted(path): place for path, place in tree.places.items()}
    for index, name in enumerate(items_of(value.get("platforms"))):
        if isinstance(name, str):
            places[f"platforms.{name}"] = places[f"platforms.{index}"]
    if isinstance(value.get("captions"), str):
        places["captions.default"] = places["captions"]
    return {"": (1, 1), **places}


class _Reader:
    """Reads the parts of one post, and reports what the schema cannot say."""

    def __init__(self, path: str, tree: Tree, brand: Brand | None, report: Report) -> None:
        self._path = path
        self._tree = tree
        self._brand = brand
        self._report = report
        self._value = mapping_of(tree.value)

    def post(self) -> Post | None:
        """The post as far as it can be read; None when it has no media."""
        value = self._value
        hashtags = hashtags_of(value.get("hashtags"), ("hashtags",), self._tree, self._report)
        post = Post(
            id=self._id(),
            path=self._path,
            title=text_of(value.get("title")),
            media=self._media(),
            captions=self._captions(),
            hashtags=hashtags if "hashtags" in value else None,
            link=text_of(value.get("link")),
            publish_at=self._publish_at(),
            is_draft=flag_of(value.get("draft")),
            may_repeat=flag_of(value.get("repeat")),
            platforms=self._platforms(),
        )
        return post if post.media else None

    def _id(self) -> PostId:
        """The id that is written; else the file's name, which must then be one."""
        stem = PurePosixPath(self._path).stem
        if self._value and "id" not in self._value and not ID.fullmatch(stem):
            fix = msg("content.write", name="id", example=id_like(stem))
            self._report.add("no-id", (1, 1), ("id",), msg("content.no_id", name=shown(stem)), fix)
        return PostId(text_of(self._value.get("id")) or stem)

    def _media(self) -> tuple[Media, ...]:
        """The video or the photos. Addresses that nothing is fetched from are reported."""
        if video := text_of(self._value.get("video")):
            self._check_address(video, ("video",))
            return (Media(MediaKind.VIDEO, video),)
        photos: list[Media] = []
        for index, item in enumerate(items_of(self._value.get("photos"))):
            photo = mapping_of(item)
            if url := text_of(photo.get("url")):
                self._check_address(url, ("photos", index, "url"))
                photos.append(Media(MediaKind.PHOTO, url, text_of(photo.get("alt"))))
        return tuple(photos)

    def _check_address(self, url: str, path: Path) -> None:
        """Report an address that no file is fetched from, though it has the form of one."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return  # the schema's pattern and format say so
        if parts.hostname is None:
            return
        plain = urlunsplit((parts.scheme, parts.hostname, parts.path, parts.query, ""))
        fix = msg("content.write", name=path[-1], example=plain)
        place = self._tree.place(path)
        if parts.username is not None or parts.password is not None:
            self._report.add("media-host", place, path, msg("content.address_login"), fix)
        elif port not in {None, 443}:
            self._report.add("media-host", place, path, msg("content.address_port", port=port), fix)
        elif self._brand is not None and parts.hostname not in self._brand.media_hosts:
            accepted = ", ".join(self._brand.media_hosts)
            message = msg("content.host", found=shown(parts.hostname), accepted=accepted)
            self._report.add("media-host", place, path, message, msg("content.host.fix"))
        elif "#" in url:
            self._report.add("wrong-form", place, path, msg("content.address_fragment"), fix)

    def _captions(self) -> dict[str, str]:
        """Captions by name. A name that is none of an account or of its platform is reported."""
        captions = self._value.get("captions")
        if isinstance(captions, str):
            return {"default": captions}
        named = mapping_of(captions)
        if self._brand is not None:
            accounts = self._brand.accounts.values()
            known = ["default", *dict.fromkeys(name for a in accounts for name in (a.name, a.platform))]
            for name in named.keys() - set(known):
                path: Path = ("captions", name)
                message = msg("content.unknown_caption", found=shown(name))
                fix = accepted_or_similar(name, known)
                self._report.add("unknown-account", self._tree.keys[path], path, message, fix)
        return {name: text for name, text in named.items() if isinstance(text, str)}

    def _publish_at(self) -> datetime | None:
        text = text_of(self._value.get("publish_at"))
        if not text:
            return None
        found = instant_of(text, self._brand.timezone if self._brand else UTC)
        if isinstance(found, datetime):
            return found
        path: Path = ("publish_at",)
        self._report.add("no-such-time", self._tree.place(path), path, *found)
        return None

    def _platforms(self) -> dict[AccountName, Mapping[str, Json]] | None:
        """The chosen accounts with their options; unknown accounts and options are reported and left out."""
        value = self._value.get("platforms")
        if value is None:
            self._check_defaults()
            return None
        chosen: dict[str, Path] = {name: ("platforms", name) for name in mapping_of(value)} or {
            name: ("platforms", index) for index, name in enumerate(items_of(value)) if isinstance(name, str)
        }
        options = {name: mapping_of(mapping_of(value).get(name)) for name in chosen}
        if self._brand is None:
            return {AccountName(name): given for name, given in options.items()}
        return {
            AccountName(name): options[name]
            for name, path in chosen.items()
            if self._is_known(name, path, options[name], self._brand)
        }

    def _is_known(self, name: str, path: Path, options: dict[str, Json], brand: Brand) -> bool:
        """Whether the brand has that account; if so, its platform's schema checks the options."""
        account = brand.accounts.get(AccountName(name))
        if account is not None:
            check(options, path, f"platforms/{account.platform}", self._tree, self._report)
            return True
        place = self._tree.keys.get(path) or self._tree.place(path)
        fix = accepted_or_similar(name, list(brand.accounts))
        self._report.add(
            "unknown-account", place, path, msg("content.unknown_account", found=shown(name)), fix
        )
        return False

    def _check_defaults(self) -> None:
        """A post that names no account needs a brand with default ones."""
        if (
            self._value
            and "platforms" not in self._value
            and self._brand
            and not self._brand.default_accounts
        ):
            accounts = ", ".join(self._brand.accounts)
            fix = msg("content.write", name="platforms", example=f"[{accounts}]")
            self._report.add("no-accounts", (1, 1), ("platforms",), msg("content.no_accounts"), fix)
