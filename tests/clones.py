"""Real git repositories for tests: small, in a temporary folder, deaf to this machine's configuration."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

__all__ = ["bare_remote", "clone_of", "commit_files", "git", "hook", "new_repository"]

SETTINGS = {
    "user.name": "Camille",
    "user.email": "camille@example.com",
    "init.defaultBranch": "main",
    "protocol.file.allow": "always",
}
FIRST_COMMIT = b"""commit refs/heads/main
committer Camille <camille@example.com> 1767225600 +0000
data <<.
The first commit
.
M 100644 inline README.md
data <<.
Camille's posts
.
"""
ENVIRONMENT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    """What a git command printed, stripped; a test fails when the command does."""
    settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    done = subprocess.run(
        ["git", *settings, *arguments],
        cwd=folder,
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, **ENVIRONMENT},
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def new_repository(folder: Path) -> Path:
    """An empty repository on the branch main."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--template=")
    return folder


def bare_remote(folder: Path) -> Path:
    """A bare repository whose main has one commit."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--template=", "--bare")
    git(folder, "fast-import", "--quiet", given=FIRST_COMMIT)
    return folder


def clone_of(remote: Path, folder: Path, *options: str) -> Path:
    """A clone of a remote."""
    git(remote.parent, "clone", "--quiet", "--template=", *options, remote.as_uri(), str(folder))
    return folder


def commit_files(folder: Path, files: dict[str, str | None]) -> str:
    """Commit these texts in the work tree, None to delete; returns the commit."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=A change")
    return git(folder, "rev-parse", "HEAD")


def hook(git_folder: Path, name: str, script: str) -> None:
    """Let a repository run a shell script at a certain moment."""
    path = git_folder / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    path.chmod(0o755)
