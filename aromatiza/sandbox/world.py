"""What all simulated networks stand on: a clock, their memory, the media hosts, and what became visible.

A network keeps everything that it must remember in `World.state(name)`, as plain JSON values, and
files in `World.blobs`; nothing else. So a sandbox that is killed and started again on the same
state file has forgotten nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote

from aromatiza.sandbox.blobs import Blobs
from aromatiza.sandbox.http import Request, Response
from aromatiza.sandbox.mediahost import MediaHost

__all__ = ["Network", "Token", "VisiblePost", "World", "token_of"]


@dataclass(frozen=True, slots=True)
class VisiblePost:
    """One thing that a person could see on a network, or that waits there for its human.

    `visibility` is `public`, `private`, `unlisted`, `inbox`, `draft` or `scheduled`; `media_digest` is the
    SHA-256 of the (first) file as the network received it; `at` is in seconds since 1970, UTC.
    """

    platform: str
    account: str
    remote_id: str
    text: str
    media_digest: str
    visibility: str
    at: float
    url: str = ""
    title: str = ""
    link: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """Whose token came with a request, and what else it says: the values of each key, in their order."""

    account: str
    is_expired: bool
    values: Mapping[str, tuple[str, ...]]

    def may(self, *scopes: str) -> bool:
        """Whether the token holds all these scopes; one that names no scope holds every one."""
        held = self.named("scope")
        return not held or set(held).issuperset(scopes)

    def named(self, key: str) -> tuple[str, ...]:
        """The values of a key; none, when the token does not have it."""
        return self.values.get(key, ())


def token_of(request: Request, default_account: str) -> Token | None:
    """Read the token of a request; None when none was sent.

    The grammar is `NAME[@ID][;KEY=VALUE[,VALUE]...]...`; a value may be percent-encoded. Any text is a good
    token of the network's default account; `@ID` speaks for the account ID, and one whose NAME contains
    `expired` is expired. `scope` holds it to these scopes. `board` gives its account boards on Pinterest, by
    id (digits) or by name, and `section` gives these boards sections, by id. Other keys are ignored.
    """
    scheme, _, text = request.header("authorization").partition(" ")
    if scheme.lower() not in ("bearer", "oauth") or not text.strip():
        return None
    name, *pairs = text.strip().split(";")
    _, _, account = name.partition("@")
    values = {key: _values(written) for key, _, written in (pair.partition("=") for pair in pairs)}
    return Token(account or default_account, "expired" in name, values)


def _values(written: str) -> tuple[str, ...]:
    return tuple(unquote(value) for value in written.split(",") if value)


class Network(Protocol):
    """One simulated network: everything that happens on its hosts."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def hosts(self) -> tuple[str, ...]:
        """The production hosts that it answers for."""
        ...

    def handle(self, request: Request) -> Response:
        """Answer one request; called with the world's lock held."""
        ...

    def tick(self) -> None:
        """Let the time that has passed have its effect (processing ends, posts appear)."""
        ...


class World:
    """The shared ground of one sandbox; its methods are called with the server's lock held."""

    def __init__(
        self,
        base_url: str,
        folder: Path,
        media: MediaHost,
        *,
        processing_s: float = 0.3,
        state_file: Path | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.blobs = Blobs(folder)
        self.media = media
        self.processing_s = processing_s
        self.posts: list[VisiblePost] = []
        self._states: dict[str, dict[str, Any]] = {}
        self._state_file = state_file
        self._clock = clock
        self._skipped_s = 0.0
        self._load()

    def now(self) -> float:
        """Seconds since 1970, UTC, on the sandbox's own clock."""
        return self._clock() + self._skipped_s

    def skip(self, seconds: float) -> None:
        """Move the sandbox's clock forward."""
        self._skipped_s += seconds

    def state(self, network: str) -> dict[str, Any]:
        """The memory of one network: JSON values only; kept over restarts."""
        return self._states.setdefault(network, {})

    def next_number(self, network: str) -> int:
        """1, 2, 3 ... for each network: what its ids are made of."""
        memory = self.state(network)
        memory["numbers"] = int(memory.get("numbers", 0)) + 1
        return int(memory["numbers"])

    def url(self, host: str, path: str) -> str:
        """The address at which this sandbox answers for `https://HOST/PATH`."""
        return f"{self.base_url}/{host}/{path.lstrip('/')}"

    def show(self, post: VisiblePost) -> None:
        """Make a post visible; the same (platform, remote id) again replaces the earlier one."""
        kept = [p for p in self.posts if (p.platform, p.remote_id) != (post.platform, post.remote_id)]
        self.posts = [*kept, post]

    def forget(self) -> None:
        """Back to an empty world; the clock keeps its place."""
        self.posts = []
        self._states = {}
        self.blobs.clear()
        self.save()

    def save(self) -> None:
        """Write the state file, if there is one, in one atomic step."""
        if self._state_file is None:
            return
        value = {
            "version": 1,
            "skipped_s": self._skipped_s,
            "posts": [asdict(post) for post in self.posts],
            "states": self._states,
        }
        partial = self._state_file.with_suffix(".partial")
        partial.write_text(json.dumps(value), encoding="utf-8")
        partial.replace(self._state_file)

    def _load(self) -> None:
        if self._state_file is None or not self._state_file.exists():
            return
        try:
            value = json.loads(self._state_file.read_text(encoding="utf-8"))
            self._skipped_s = value["skipped_s"]
            self.posts = [VisiblePost(**post) for post in value["posts"]]
            self._states = value["states"]
        except (KeyError, TypeError) as error:
            raise ValueError(f"{self._state_file} is no state of a sandbox") from error
