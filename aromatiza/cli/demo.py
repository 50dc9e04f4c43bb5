"""`aromatiza demo`: the main job from an empty folder to six feeds, on the embedded sandbox.

Everything is real but the networks: a bare git remote and a clone, the command line in processes of its
own, HTTP, a video file.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from aromatiza.cli.context import Session, command_body
from aromatiza.cli.screen import print_json, print_table, show
from aromatiza.cli.templating import template
from aromatiza.core.exits import Exit
from aromatiza.core.messages import Message, msg
from aromatiza.platforms import REGISTRY
from aromatiza.sandbox.server import Sandbox

__all__ = ["demo"]

POSTS = ("brume-lavande", "bougie-figuier", "coffret-fetes")
PERSON = {"NAME": "Camille", "EMAIL": "camille@example.com"}


@click.command(epilog="\b\nExample:\n  aromatiza demo")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document at the end, and nothing else.")
@command_body
def demo(session: Session, as_json: bool) -> Exit:
    """Play a brand's first merge on six simulated networks; takes less than a minute."""
    folder = Path(tempfile.mkdtemp(prefix="aromatiza-demo-"))
    session = replace(session, folder=folder)  # its language is not that of the brand one happens to stand in
    feeds = folder / "feeds.html"
    with Sandbox() as sandbox:
        stage = _Stage(folder, sandbox.url, session, is_quiet=as_json)
        receipts = stage.play()
        feeds.write_text(sandbox.snapshot(session.locale), encoding="utf-8")
    if as_json:
        print_json({"version": 1, "folder": str(folder), "feeds": str(feeds), "deliveries": receipts})
        return Exit.DONE
    stage.say(msg("demo.receipts"))
    print_table(
        [
            msg(f"head.{name}").text(session.locale)
            for name in ("post", "account", "state", "remote_id", "about")
        ],
        [[row[name] or "" for name in ("post", "account", "state", "remote_id", "url")] for row in receipts],
    )
    stage.say(msg("demo.where", feeds=feeds, folder=folder))
    return Exit.DONE


class _Stage:
    """The folder of the demo and the steps of its story."""

    def __init__(self, folder: Path, sandbox_url: str, session: Session, *, is_quiet: bool) -> None:
        self._clone = folder / "brand"
        self._remote = folder / "remote.git"
        self._locale = session.locale
        self._is_quiet = is_quiet
        self._environ = {
            **{
                name: text
                for name, text in session.environ.items()
                if not name.startswith(("GIT_", "AROMATIZA_"))
            },
            **{
                f"GIT_{role}_{part}": text
                for role in ("AUTHOR", "COMMITTER")
                for part, text in PERSON.items()
            },
            **{f"AROMATIZA_TOKEN_{name.upper()}": "demo" for name in REGISTRY},
            "AROMATIZA_SANDBOX": sandbox_url,
        }

    def play(self) -> list[dict[str, str | None]]:
        """From an empty folder to the receipts of the deliveries."""
        self.say(msg("demo.repository"))
        self._run(
            "git",
            "init",
            "--quiet",
            "--bare",
            "--initial-branch=main",
            str(self._remote),
            at=self._remote.parent,
        )
        self._run("git", "clone", "--quiet", str(self._remote), str(self._clone), at=self._remote.parent)
        self._git("switch", "--quiet", "--create", "main")
        brand = template("demo/brand.yaml").replace("locale: fr", f"locale: {self._locale}")
        self._write("content/brand.yaml", brand)
        self._aromatiza("init")
        self._commit("Start with aromatiza")
        self.say(msg("demo.pull_request"))
        self._git("switch", "--quiet", "--create", "three-posts")
        for name in POSTS:
            tomorrow = datetime.now(UTC) + timedelta(days=1)
            text = template(f"demo/{name}.yaml").replace("{publish_at}", f"{tomorrow:%Y-%m-%d} 18:00")
            self._write(f"content/posts/{name}.yaml", text)
        self._commit("Three posts for the week")
        self._aromatiza("validate")
        self._aromatiza("preview", "--no-requests")
        self.say(msg("demo.merge"))
        self._git("switch", "--quiet", "main")
        self._git("merge", "--quiet", "--no-ff", "-m", "Merge three posts", "three-posts")
        self._git("push", "--quiet", "origin", "main")
        self._aromatiza("plan")
        self._aromatiza("publish")
        self.say(msg("demo.again"))
        self._aromatiza("publish")
        self.say(msg("demo.trail"))
        self._git("log", "--format=%h %s", "origin/aromatiza/state")
        status = self._run(*COMMAND, "status", "--json", is_silent=True)
        rows: list[dict[str, str | None]] = json.loads(status)["deliveries"]
        receipts = [row for row in rows if row["state"] == "published"]
        return sorted(receipts, key=lambda row: (POSTS.index(str(row["post"])), str(row["account"])))

    def say(self, message: Message) -> None:
        """A heading of the story."""
        if not self._is_quiet:
            show("\n" + click.style(message.text(self._locale), bold=True))

    def _write(self, path: str, text: str) -> None:
        file = self._clone / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def _commit(self, message: str) -> None:
        self._git("add", "--all")
        self._git("commit", "--quiet", "-m", message)
        self._git("push", "--quiet", "origin", "HEAD")

    def _git(self, *arguments: str) -> None:
        self._run("git", *arguments)

    def _aromatiza(self, *arguments: str) -> None:
        self._run(*COMMAND, *arguments)

    def _run(self, *command: str, at: Path | None = None, is_silent: bool = False) -> str:
        """Show a command and what it prints; returns what it wrote to stdout. Ends the demo when it fails."""
        is_silent = is_silent or self._is_quiet
        if not is_silent:
            shown = " ".join(
                ("aromatiza", *command[len(COMMAND) :]) if command[: len(COMMAND)] == COMMAND else command
            )
            show(click.style(f"$ {shown}", fg="cyan"))
        done = subprocess.run(
            command,
            cwd=at or self._clone,
            env=self._environ,
            check=False,
            text=True,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if not is_silent else subprocess.PIPE,
        )
        if not is_silent and done.stdout:
            show(done.stdout.removesuffix("\n"))
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} exited {done.returncode}: {done.stderr or ''}")
        return done.stdout


COMMAND = (sys.executable, "-m", "aromatiza")
