"""A git repository, through the `git` command; nothing here touches the work tree."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from shutil import which

from aromatiza.core.errors import Misconfigured
from aromatiza.core.messages import msg
from aromatiza.core.ports import CommitId

__all__ = ["Change", "ChangeKind", "GitFailed", "Repository"]

QUIET = ("-c", "core.quotepath=off", "-c", "gc.auto=0", "-c", "advice.detachedHead=false")


class GitFailed(Exception):
    """A git command that failed; `said` is what it wrote to its standard error."""

    def __init__(self, arguments: Iterable[str], said: str) -> None:
        super().__init__(f"git {' '.join(arguments)}: {said}")
        self.said = said.strip()


class ChangeKind(StrEnum):
    """What happened to a file between two commits."""

    ADDED = "A"
    MODIFIED = "M"
    DELETED = "D"
    RENAMED = "R"


@dataclass(frozen=True, slots=True)
class Change:
    """One changed file; `old_path` differs from `path` only when it was renamed."""

    kind: ChangeKind
    path: str
    old_path: str


class Repository:
    """One clone, found from any folder inside it."""

    def __init__(self, folder: Path) -> None:
        self.top = folder
        try:
            self.top = Path(self.text("rev-parse", "--show-toplevel"))
            self.git_folder = Path(self.text("rev-parse", "--path-format=absolute", "--git-common-dir"))
        except (GitFailed, FileNotFoundError, NotADirectoryError) as error:
            if which("git") is None:
                raise Misconfigured(msg("git.missing")) from error
            why = error.said if isinstance(error, GitFailed) else str(error)
            raise Misconfigured(msg("git.no_repository", folder=str(folder), why=why)) from error

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """Run one git command from the top of the work tree; returns what it printed. Raises: GitFailed."""
        done = subprocess.run(
            ["git", *QUIET, *arguments],
            cwd=self.top,
            input=given,
            capture_output=True,
            check=False,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
        )
        if done.returncode != 0:
            raise GitFailed(arguments, done.stderr.decode("utf-8", "replace"))
        return done.stdout

    def text(self, *arguments: str, given: bytes = b"") -> str:
        """What a git command printed, as one stripped text. Raises: GitFailed."""
        return self.run(*arguments, given=given).decode("utf-8", "replace").strip()

    def head(self) -> CommitId | None:
        """The commit that is checked out; None before the first commit."""
        return self.commit("HEAD")

    def commit(self, name: str) -> CommitId | None:
        """The commit that a name or an id stands for; None when this clone does not have it."""
        try:
            return CommitId(
                self.text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
            )
        except GitFailed:
            return None

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether `newer` contains `older`; a commit contains itself."""
        try:
            self.run("merge-base", "--is-ancestor", older, newer)
        except GitFailed:
            return False
        return True

    def merge_base(self, one: str, other: str) -> CommitId | None:
        """The newest commit that both contain; None when there is none, or a name is unknown."""
        try:
            return CommitId(self.text("merge-base", "--end-of-options", one, other))
        except GitFailed:
            return None

    def changes(self, old: str, new: str, folder: str) -> tuple[Change, ...]:
        """What changed below a folder between the trees of two commits, renames recognised.

        A file that became a link, or the other way round, is modified.
        """
        fields = self.run("diff-tree", "-r", "--raw", "-z", "-M", old, new, "--", folder).split(b"\0")
        found: list[Change] = []
        position = 0
        while position < len(fields) and fields[position]:
            letter = fields[position].rsplit(b" ", 1)[-1][:1].decode()
            kind = ChangeKind.MODIFIED if letter == "T" else ChangeKind(letter)
            paths = fields[position + 1 : position + (3 if kind is ChangeKind.RENAMED else 2)]
            position += 1 + len(paths)
            found.append(Change(kind, os.fsdecode(paths[-1]), os.fsdecode(paths[0])))
        return tuple(found)

    def files(self, at: str, folder: str) -> tuple[str, ...]:
        """The paths of all files below a folder at a commit."""
        paths = self.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", at, "--", folder).split(b"\0")
        return tuple(os.fsdecode(path) for path in paths if path)

    def read(self, at: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The files at those paths in a commit, by one git process; missing ones are left out.

        Folders and submodules are no files; nor is a path with a line break, of which git cannot be asked.
        """
        wanted = [path for path in dict.fromkeys(paths) if "\n" not in path]
        if not wanted:
            return {}
        asked = "".join(f"{at}:{path}\n" for path in wanted).encode("utf-8", "surrogateescape")
        output = self.run("cat-file", "--batch=%(objecttype) %(objectsize)", "--buffer", given=asked)
        found: dict[str, bytes] = {}
        position = 0
        for path in wanted:
            end = output.index(b"\n", position)
            kind, _, size = output[position:end].partition(b" ")
            position = end + 1
            if not size.isdigit():
                continue
            if kind == b"blob":
                found[path] = output[position : position + int(size)]
            position += int(size) + 1
        return found

    def is_shallow(self) -> bool:
        """Whether this clone lacks old history."""
        return self.text("rev-parse", "--is-shallow-repository") == "true"

    def deepen(self, remote: str | None) -> None:
        """Fetch the history that a shallow clone lacks. Raises: Misconfigured, when it cannot be had."""
        try:
            self.run("fetch", "--quiet", "--no-tags", "--unshallow", remote or "origin")
        except GitFailed as error:
            raise Misconfigured(msg("git.shallow", why=error.said)) from error

    def remote(self, name: str) -> str | None:
        """The name, if this clone has a remote called so; otherwise None."""
        return name if name in self.text("remote").split() else None
