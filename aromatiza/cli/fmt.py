"""`aromatiza fmt`: tidy posts and brand without changing what they say."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from aromatiza.cli.context import Session, command_body
from aromatiza.cli.screen import print_json, print_problems, show, tell
from aromatiza.core.errors import Misconfigured
from aromatiza.core.exits import Exit
from aromatiza.core.messages import msg
from aromatiza.loader.content import BRAND_PATH, CONTENT_FOLDER, is_post_path, read_tree
from aromatiza.loader.tidy import Tidied, key_order, tidied_file

__all__ = ["fmt"]


@click.command(epilog="\b\nExample:\n  aromatiza fmt --check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 when something would change.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@command_body
def fmt(session: Session, paths: tuple[str, ...], check: bool, as_json: bool) -> Exit:
    """Put keys in their order, drop needless blanks and empty lines; comments and values stay what they are.

    Takes all posts and the brand, or PATHs below content/. A file that cannot be read is left alone.
    """
    top = session.content_top.resolve()
    files = read_tree(top).files
    changed: list[str] = []
    left_alone: list[str] = []
    for path in _chosen(paths, files, top, session):
        found = tidied_file(files[path], path, key_order("brand" if path == BRAND_PATH else "post"))
        if found.problems or found.doubt:
            _tell_why(path, found, session)
            left_alone.append(path)
        elif found.text.encode() != files[path]:
            if not check:
                _replace(top / path, found.text)
            changed.append(path)
    if as_json:
        print_json({"version": 1, "changed": changed, "left_alone": left_alone})
    else:
        for path in changed:
            show(path)
    return Exit.CONTENT if left_alone or (check and changed) else Exit.DONE


def _chosen(paths: Sequence[str], files: Mapping[str, bytes], top: Path, session: Session) -> Sequence[str]:
    """The files to tidy, in the order of their names. Raises: Misconfigured, for a path outside content/."""
    known = sorted(path for path in files if path == BRAND_PATH or is_post_path(path))
    if not paths:
        return known
    wanted: set[str] = set()
    for path in paths:
        found = list(_named(path, known, top))
        wanted.update(found)
        if not found:
            tell(msg("fmt.no_post", path=path).text(session.locale))
    return sorted(wanted)


def _named(path: str, known: Sequence[str], top: Path) -> Iterator[str]:
    """The file that a path names, or the files in the folder that it names."""
    full = Path(path).parent.resolve() / Path(path).name if Path(path).name else Path(path).resolve()
    inside = full.relative_to(top).as_posix() if full.is_relative_to(top) else ""
    if f"{inside}/".partition("/")[0] != CONTENT_FOLDER or not full.exists():
        raise Misconfigured(msg("fmt.outside", path=path))
    return (name for name in known if name == inside or name.startswith(f"{inside}/"))


def _tell_why(path: str, found: Tidied, session: Session) -> None:
    print_problems(found.problems, session.locale, to_stderr=True)
    why = found.doubt or msg("fmt.unreadable")
    tell(msg("fmt.left", path=path, why=why).text(session.locale))


def _replace(path: Path, text: str) -> None:
    """Write a file at once or not at all, with the rights that it has.

    Raises: Misconfigured, when it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    except OSError as error:
        raise Misconfigured(msg("fmt.unwritable", path=str(path), why=error.strerror)) from error
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        draft.chmod(path.stat().st_mode)
        draft.replace(path)
    except OSError as error:
        raise Misconfigured(msg("fmt.unwritable", path=str(path), why=error.strerror)) from error
    finally:
        draft.unlink(missing_ok=True)
