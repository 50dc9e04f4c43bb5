"""The content of a work tree, from disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from aromatiza.core.errors import InvalidContent
from aromatiza.core.messages import msg
from aromatiza.core.problems import Problem, Severity
from aromatiza.loader.yamltree import MAX_BYTES

__all__ = ["read_tree"]

CONTENT = "content"


def read_tree(root: Path) -> Mapping[str, bytes]:
    """Every file below `content/`, by its path from `root` with forward slashes; hidden ones are left out.

    Of a file that is too large for a post only the beginning is read: enough to see that it is.
    Raises: InvalidContent, when there is a symbolic link: git keeps no more of it than its target's name, and
    it could lead out of the repository.
    """
    return {path.relative_to(root).as_posix(): _beginning(path) for path in _files(root, root / CONTENT)}


def _files(root: Path, folder: Path) -> Iterator[Path]:
    if folder.is_symlink():
        raise _link(folder.relative_to(root).as_posix())
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() or path.is_symlink():
            yield from _files(root, path)
        elif path.is_file():
            yield path


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _link(path: str) -> InvalidContent:
    message, fix = msg("content.link", path=path), msg("content.link.fix")
    return InvalidContent(message, (Problem("symbolic-link", Severity.ERROR, path, 1, 1, "", message, fix),))
