"""A branch of small files in a git repository, advanced by compare-and-swap.

Commits are built with `git fast-import`, so neither the work tree nor the index is touched, and the cost
of one follows what it changes. With a remote, the remote's branch is the truth: a push names the commit
that it replaces. Whether a push arrived is decided by looking at the remote, never by what git printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from aromatiza.core.errors import Misconfigured
from aromatiza.core.messages import msg
from aromatiza.core.ports import BranchMoved, CommitId
from aromatiza.git.repository import GitFailed, Repository

__all__ = ["GitBranch"]

AUTHOR = "aromatiza <aromatiza@users.noreply.github.com>"
SCRATCH = "refs/aromatiza/scratch"
"""What `git fast-import` calls a commit while it builds it; the ref itself is never written."""


class GitBranch:
    """The branch `name`, on the remote `remote` or, without one, in this clone."""

    def __init__(self, repository: Repository, name: str, remote: str | None) -> None:
        self._git = repository
        self._ref = f"refs/heads/{name}"
        self._remote = remote
        self._mirror = f"refs/remotes/{remote}/{name}"
        self.name = name

    def tip(self) -> CommitId | None:
        """The newest commit, fetched if it is new; None when there is no branch.

        Raises: Misconfigured, when the remote cannot be read.
        """
        if self._remote is None:
            return self._git.commit(self._ref)
        tip = self._remote_tip(self._remote)
        if tip is None or tip == self._git.commit(self._mirror):
            return tip
        self._ask("fetch", "--quiet", "--no-tags", self._remote, f"+{self._ref}:{self._mirror}")
        return self._git.commit(self._mirror)

    def read(self, at: CommitId, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The files at those paths; missing ones are left out."""
        return self._git.read(at, paths)

    def list(self, at: CommitId, folder: str) -> tuple[str, ...]:
        """The paths of all files below a folder; empty when there is none."""
        return self._git.files(at, folder)

    def advance(
        self, expected: CommitId | None, changes: Mapping[str, bytes | None], message: str, when: datetime
    ) -> CommitId:
        """Write one commit on top of `expected` (None: the first one); a change to None deletes the file.

        Raises: BranchMoved, when the branch is not at `expected`; Misconfigured, when it cannot be written.
        """
        commit = self._commit(expected, changes, message, when)
        if self._remote is None:
            self._swap(expected, commit)
        else:
            self._push(self._remote, expected, commit)
        return commit

    def _commit(
        self, parent: CommitId | None, changes: Mapping[str, bytes | None], message: str, when: datetime
    ) -> CommitId:
        """Build a commit that no ref names yet."""
        words = message.encode("utf-8", "backslashreplace")
        lines = [
            f"commit {SCRATCH}\nmark :1\ncommitter {AUTHOR} {int(when.timestamp())} +0000\n".encode(),
            b"data %d\n%s\n" % (len(words), words),
            f"from {parent}\n".encode() if parent else b"",
        ]
        for path, content in sorted(changes.items()):
            if content is None:
                lines.append(f"D {_quoted(path)}\n".encode())
            else:
                lines.append(f"M 100644 inline {_quoted(path)}\ndata {len(content)}\n".encode())
                lines += [content, b"\n"]
        lines.append(f"get-mark :1\nreset {SCRATCH}\n\ndone\n".encode())
        return CommitId(self._write("fast-import", "--quiet", "--done", given=b"".join(lines)))

    def _swap(self, expected: CommitId | None, commit: CommitId) -> None:
        try:
            self._git.run("update-ref", self._ref, commit, expected or "")
        except GitFailed as error:
            if self._git.commit(self._ref) != expected:
                raise BranchMoved(self.name) from error
            raise self._unwritten(error) from error

    def _push(self, remote: str, expected: CommitId | None, commit: CommitId) -> None:
        lease = f"--force-with-lease={self._ref}:{expected or ''}"
        try:
            self._git.run("push", "--quiet", "--no-verify", lease, remote, f"{commit}:{self._ref}")
        except GitFailed as error:
            tip = self.tip()
            if tip == expected:
                raise self._unwritten(error) from error
            if tip is None or not self._git.is_ancestor(commit, tip):
                raise BranchMoved(self.name) from error
        else:
            self._write("update-ref", self._mirror, commit)

    def _remote_tip(self, remote: str) -> CommitId | None:
        """Where the remote's branch is; its name could be the tail of another ref's as well."""
        for line in self._ask("ls-remote", remote, self._ref).splitlines():
            commit, _, ref = line.partition("\t")
            if ref == self._ref:
                return CommitId(commit)
        return None

    def _ask(self, *arguments: str) -> str:
        try:
            return self._git.text(*arguments)
        except GitFailed as error:
            raise Misconfigured(msg("git.no_read", remote=self._remote, why=error.said)) from error

    def _write(self, *arguments: str, given: bytes = b"") -> str:
        try:
            return self._git.text(*arguments, given=given)
        except GitFailed as error:
            raise self._unwritten(error) from error

    def _unwritten(self, error: GitFailed) -> Misconfigured:
        return Misconfigured(msg("git.no_write", branch=self.name, why=error.said))


def _quoted(path: str) -> str:
    """A path as `git fast-import` reads it between quotes; it refuses what git cannot store."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
