"""A brand's workplace for tests of the command line: a bare remote, a clone, six simulated networks.

Commands run in processes of their own, as people and CI start them.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import httpx

import aromatiza
from aromatiza.cli.templating import template
from aromatiza.sandbox.server import Sandbox
from tests.clones import bare_remote, git

__all__ = [
    "BRAND",
    "NAMES",
    "STATE",
    "Finished",
    "Running",
    "Workshop",
    "build",
    "opened",
    "photo_post",
    "video_post",
]

NAMES = ("facebook", "instagram", "pinterest", "tiktok", "x", "youtube")
STATE = "aromatiza/state"
BRAND = "content/brand.yaml"
COMMAND = (sys.executable, "-m", "aromatiza")
PACKAGE_FOLDER = Path(aromatiza.__file__).parent.parent
SCRUBBED = ("GIT_", "AROMATIZA_", "GITHUB_", "LANG", "LC_", "XDG_")
PATIENCE_S = 120
MEDIA_HOST = "res.cloudinary.com"
OWNER_QUESTIONS = {
    "/v25.0/me",
    "/2/users/me",
    "/v2/user/info/",
    "/v5/user_account",
    "/youtube/v3/channels",
}


@dataclass(frozen=True)
class Finished:
    """What a command left behind."""

    code: int
    stdout: str
    stderr: str

    @property
    def said(self) -> str:
        """All that a person sees."""
        return self.stdout + self.stderr

    @property
    def json(self) -> Any:
        """The one document on stdout; a test fails when there is anything else."""
        return json.loads(self.stdout)

    def states(self) -> dict[str, str]:
        """The state of every delivery that `--json` reports, by `POST/ACCOUNT`."""
        return {f"{one['post']}/{one['account']}": one["state"] for one in self.json["deliveries"]}

    def actions(self) -> dict[str, str]:
        """The action of every delivery that `--json` reports, by `POST/ACCOUNT`."""
        return {f"{one['post']}/{one['account']}": one["action"] for one in self.json["deliveries"]}


class Running:
    """A command that has not ended yet."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @property
    def has_ended(self) -> bool:
        """Whether it ended by itself."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """End it as a crash of the machine would."""
        self._process.kill()
        self._process.communicate()

    def signal(self, number: signal.Signals) -> None:
        """Ask it to end."""
        self._process.send_signal(number)

    def line(self) -> str:
        """The next line of its stdout."""
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def finish(self) -> Finished:
        """Wait until it ends; gives what was not read yet."""
        stdout, stderr = self._process.communicate(timeout=PATIENCE_S)
        return Finished(self._process.returncode, stdout, stderr)


class Workshop:
    """A clone in `folder/clone`, its remote in `folder/remote.git`, and a sandbox for its networks."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.clone = folder / "clone"
        self.remote = folder / "remote.git"
        self.url = url
        self.environ = _environ(folder / "home", url)

    def write(self, path: str, text: str) -> None:
        """Write a file of the work tree."""
        file = self.clone / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that stands exactly once in a file."""
        text = (self.clone / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def commit(self, message: str = "A change") -> None:
        """Commit the whole work tree."""
        git(self.clone, "add", "--all")
        git(self.clone, "commit", "--quiet", "--message", message)

    def push(self) -> None:
        """Push main."""
        git(self.clone, "push", "--quiet", "origin", "main")

    def merge(self, **posts: str) -> None:
        """Commit and push the work tree, with these posts by id (`_` stands for `-`)."""
        for name, text in posts.items():
            self.write(f"content/posts/{name.replace('_', '-')}.yaml", text)
        self.commit()
        self.push()

    def move(self, old: str, new: str) -> None:
        """Move a file of the work tree."""
        target = self.clone / new
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.clone / old).rename(target)

    def another_clone(self, *options: str) -> Path:
        """A second clone of the remote."""
        place = self.folder / f"clone-{len(list(self.folder.iterdir()))}"
        git(self.folder, "clone", "--quiet", "--template=", *options, self.remote.as_uri(), str(place))
        return place

    def run(self, *arguments: str, at: Path | None = None, **environ: str | None) -> Finished:
        """Run `aromatiza` to its end; a variable that is None is taken away."""
        return self.start(*arguments, at=at, **environ).finish()

    def start(self, *arguments: str, at: Path | None = None, **environ: str | None) -> Running:
        """Start `aromatiza`."""
        merged = {**self.environ, **environ}
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=at or self.clone,
            env={name: text for name, text in merged.items() if text is not None},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        return Running(process)

    def run_into(self, stdout: IO[bytes], *arguments: str) -> Finished:
        """Run `aromatiza` to its end with its results going elsewhere."""
        done = subprocess.run(
            [*COMMAND, *arguments],
            cwd=self.clone,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )
        return Finished(done.returncode, "", done.stderr)

    def run_deaf(self, *arguments: str) -> int:
        """Run `aromatiza` with nobody at the other end of its stdout and stderr; returns its exit code."""
        reader, writer = os.pipe()
        os.close(reader)
        process = subprocess.Popen(
            [*COMMAND, *arguments], cwd=self.clone, env=self.environ, stdout=writer, stderr=writer
        )
        os.close(writer)
        return process.wait(PATIENCE_S)

    def posts(self) -> list[dict[str, Any]]:
        """What a person sees on the six networks."""
        return self._listed("posts")

    def visible(self) -> Counter[str]:
        """How often each network shows something."""
        return Counter(post["platform"] for post in self.posts())

    def requests(self) -> list[dict[str, Any]]:
        """Everything that arrived at a network or a media host."""
        return self._listed("requests")

    def effects(self) -> list[str]:
        """Everything that arrived at a network but the question whose token it is."""
        return [
            f"{one['method']} {one['host']}{one['path']}"
            for one in self.requests()
            if one["host"] != MEDIA_HOST and one["path"] not in OWNER_QUESTIONS
        ]

    def fault(self, **fields: object) -> None:
        """Plan one trouble; without fields, none is left."""
        if fields:
            httpx.post(f"{self.url}/_sandbox/faults", json=fields).raise_for_status()
        else:
            httpx.delete(f"{self.url}/_sandbox/faults").raise_for_status()

    def faults(self) -> list[dict[str, Any]]:
        """The planned troubles, with how often each has `fired`."""
        return self._listed("faults")

    def wait_for(self, effect: str) -> None:
        """Wait until a network was asked this, as `effects` words it."""
        deadline = time.monotonic() + PATIENCE_S
        while effect not in self.effects():
            assert time.monotonic() < deadline, f"{effect} did not come; there were {self.effects()}"
            time.sleep(0.02)

    def tip(self) -> str:
        """The newest commit of the ledger on the remote; "" when there is none."""
        lines = git(self.folder, "ls-remote", self.remote.as_uri(), f"refs/heads/{STATE}").split()
        return lines[0] if lines else ""

    def trail(self) -> list[str]:
        """The subjects of the ledger's commits, the newest first."""
        return git(self.remote, "log", "--format=%s", STATE).splitlines()

    def _listed(self, what: str) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = httpx.get(f"{self.url}/_sandbox/{what}").json()[what]
        return listed


def build(folder: Path) -> None:
    """Make a workshop to copy: a brand that speaks English, committed, with its ledger begun."""
    bare_remote(folder / "remote.git")
    clone = folder / "clone"
    git(folder, "clone", "--quiet", "--template=", "remote.git", "clone")
    git(clone, "remote", "set-url", "origin", "../remote.git")
    shop = Workshop(folder, "http://127.0.0.1:9")
    shop.write(BRAND, template("brand.yaml").replace("locale: fr", "locale: en"))
    begun = shop.run("init")
    assert begun.code == 0, begun.stderr
    shop.merge()


@contextmanager
def opened(copy_of: Path, folder: Path) -> Iterator[Workshop]:
    """A fresh copy of a workshop, with networks of its own."""
    shutil.copytree(copy_of, folder, dirs_exist_ok=True)
    with Sandbox(processing_s=0.02) as sandbox:
        yield Workshop(folder, sandbox.url)


def video_post(name: str, *lines: str) -> str:
    """A post with a video of its own, to the brand's default accounts unless the lines say otherwise."""
    return _post(name, f"video: https://{MEDIA_HOST}/demo/video/upload/v1/{name}.mp4", *lines)


def photo_post(name: str, *lines: str) -> str:
    """A post with a photo of its own, to the accounts that the lines say."""
    return _post(
        name,
        f"photos: [{{url: 'https://{MEDIA_HOST}/demo/image/upload/v1/{name}.jpg', alt: A {name}}}]",
        *lines,
    )


def _post(name: str, *lines: str) -> str:
    link = f"link: https://example.com/{name}"
    return "\n".join([f"title: {name}", f"captions: Words of {name}", link, *lines]) + "\n"


def _environ(home: Path, url: str) -> dict[str, str]:
    """What a command finds around it: a token for every account, the sandbox, and nothing of this machine."""
    home.mkdir(exist_ok=True)
    kept = {name: text for name, text in os.environ.items() if not name.startswith(SCRUBBED)}
    paths: Iterable[str] = filter(None, (str(PACKAGE_FOLDER), os.environ.get("PYTHONPATH", "")))
    tokens = {f"AROMATIZA_TOKEN_{name.upper()}": "any" for name in NAMES}
    return {
        **kept,
        **tokens,
        "HOME": str(home),
        "PYTHONPATH": os.pathsep.join(paths),
        "AROMATIZA_SANDBOX": url,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
