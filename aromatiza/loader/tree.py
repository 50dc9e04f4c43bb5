"""The content of a work tree, from disk: its files, and what is wrong with their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aromatiza.core.errors import InvalidContent
from aromatiza.core.messages import Message, msg
from aromatiza.core.problems import Problem, Severity
from aromatiza.loader.yamltree import MAX_BYTES

__all__ = ["WorkTree", "read_tree"]

CONTENT = "content"
POSTS = "content/posts"
BRAND = "content/brand.yaml"

YAML_ENDINGS = frozenset({".yaml", ".yml"})

NO_POSTS = frozenset({"readme", "readme.md", "readme.txt"})
"""Names that nobody gives to a post: files that may stand beside posts without a word."""

UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Breaks a line of a report, or is no text at all: a name of bytes that are not UTF-8."""


@dataclass(frozen=True, slots=True)
class WorkTree:
    """The files below `content/` by their paths from the root, and the problems of their names.

    Hidden files, symbolic links and files with an unusable name are not among `files`.
    """

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]

    def sound_files(self) -> Mapping[str, bytes]:
        """The files. Raises: InvalidContent, when a problem is an error; with all of them."""
        errors = tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)
        if errors:
            raise InvalidContent(msg("content.wrong", count=len(errors)), errors)
        return self.files


def read_tree(root: Path) -> WorkTree:
    """Every file below `content/`, by its path from `root` with forward slashes.

    Of a file that is too large for a post only the beginning is read: enough to see that it is. A symbolic
    link is never followed: git keeps no more of it than its target's name, and it could lead out of the
    repository.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in _walked(root / CONTENT):
        name = path.relative_to(root).as_posix()
        problems += _problems(path, name)
        if path.is_file() and not path.is_symlink() and _is_taken(name):
            try:
                files[name] = _beginning(path)
            except OSError as error:
                message = msg("content.unreadable", path=name, why=error.strerror or "?")
                fix = msg("content.unreadable.fix")
                problems.append(_about(name, "unreadable-file", Severity.ERROR, message, fix))
    problems += _similar(files)
    return WorkTree(files, tuple(sorted(problems, key=lambda problem: problem.file)))


def _walked(top: Path) -> Iterator[Path]:
    """A path, then everything below it; symbolic links are leaves."""
    waiting = [top] if top.is_symlink() or top.exists() else []
    while waiting:
        path = waiting.pop()
        yield path
        if path.is_dir() and not path.is_symlink():
            waiting += sorted(path.iterdir(), reverse=True)


def _is_taken(name: str) -> bool:
    is_hidden = any(part.startswith(".") for part in name.split("/"))
    return not is_hidden and UNPRINTABLE.search(name) is None


def _problems(path: Path, name: str) -> Iterator[Problem]:
    """What is wrong with one name; of what lies in a folder with a bad name, nothing more is said."""
    shown = UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", name)
    if UNPRINTABLE.search(path.name):
        message, fix = msg("content.bad_path", path=shown), msg("content.bad_path.fix")
        yield _about(shown, "bad-path", Severity.ERROR, message, fix)
    elif path.is_symlink():
        message, fix = msg("content.link", path=shown), msg("content.link.fix")
        yield _about(shown, "symbolic-link", Severity.ERROR, message, fix)
    elif shown == name and (why := _why_no_post(path, name)):
        yield _about(name, "not-a-post", Severity.WARNING, *why)


def _why_no_post(path: Path, name: str) -> tuple[Message, Message] | None:
    """Why something that looks like a post, or lies among posts, is none; None when there is nothing to say.

    What is hidden and no YAML belongs to an editor, to git or to the machine.
    """
    is_yaml, is_inside = path.suffix.lower() in YAML_ENDINGS, name.startswith(f"{POSTS}/")
    if path.is_dir():
        return (msg("content.folder_name"), msg("content.folder_name.fix")) if is_yaml else None
    if not _is_taken(name):
        return (msg("content.hidden"), msg("content.hidden.fix")) if is_yaml else None
    if is_yaml:
        if is_inside or name == BRAND:
            return None
        return msg("content.outside", folder=POSTS), msg("content.outside.fix", folder=POSTS)
    if is_inside and path.name.lower() not in NO_POSTS:
        fix = msg("content.ending.fix", name=f"{path.name.partition('.')[0]}.yaml")
        return msg("content.ending", ending=path.suffix or path.name), fix
    return None


def _similar(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Paths that macOS or Windows take for one and the same."""
    first: dict[str, str] = {}
    for name in files:
        other = first.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if other != name:
            message = msg("content.similar_paths", path=name, other=other)
            yield _about(name, "similar-paths", Severity.WARNING, message, msg("content.similar_paths.fix"))


def _about(name: str, code: str, severity: Severity, message: Message, fix: Message) -> Problem:
    return Problem(code, severity, name, 1, 1, "", message, fix)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
