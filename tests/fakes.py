"""In-memory rooms for tests: each keeps the promise of its port, and no test patches ours instead."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta

from aromatiza.core.answers import Reply
from aromatiza.core.calls import Call, Request
from aromatiza.core.delivery import DeliveryKey, Record
from aromatiza.core.errors import AromatizaError, AuthRequired, InvalidContent, Misconfigured
from aromatiza.core.messages import Message, msg
from aromatiza.core.ports import BranchMoved, CommitId
from aromatiza.core.post import Account, AccountName, Media, MediaKind
from aromatiza.core.rendition import File
from aromatiza.core.secret import Secret
from aromatiza.ledger.ledger import BranchLedger

__all__ = [
    "NOW",
    "FakeClock",
    "FixedTokens",
    "MemoryBranch",
    "MemoryMedia",
    "PlainSealer",
    "ScriptedWire",
    "SilentWatcher",
    "memory_ledger",
]

NOW = datetime(2026, 6, 1, 16, 0, tzinfo=UTC)
CONTENT_TYPES = {MediaKind.VIDEO: "video/mp4", MediaKind.PHOTO: "image/jpeg"}


class MemoryBranch:
    """A branch in memory. `refuse(n)` makes its next `n` advances fail as an unwritable remote would."""

    def __init__(self) -> None:
        self._commits: dict[CommitId, Mapping[str, bytes]] = {}
        self._tip: CommitId | None = None
        self._lock = threading.Lock()
        self._refusals = 0
        self.messages: list[str] = []

    def refuse(self, times: int = 1_000_000) -> None:
        """Refuse the next advances."""
        self._refusals = times

    def tip(self) -> CommitId | None:
        """The newest commit; None when there is no branch."""
        return self._tip

    def read(self, at: CommitId, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The files at those paths; missing ones are left out."""
        files = self._commits[at]
        return {path: files[path] for path in paths if path in files}

    def list(self, at: CommitId, folder: str) -> tuple[str, ...]:
        """The paths of all files below a folder; empty when there is none."""
        return tuple(sorted(path for path in self._commits[at] if path.startswith(f"{folder}/")))

    def advance(
        self, expected: CommitId | None, changes: Mapping[str, bytes | None], message: str, when: datetime
    ) -> CommitId:
        """Write one commit on top of `expected`. Raises: BranchMoved; Misconfigured, when it is refused."""
        with self._lock:
            if self._refusals:
                self._refusals -= 1
                raise Misconfigured(msg("git.no_write", branch="memory", why="refused by the test"))
            if self._tip != expected:
                raise BranchMoved("memory")
            merged = {**(self._commits[expected] if expected else {}), **changes}
            self.messages.append(message)
            self._tip = CommitId(f"{len(self.messages):040x}")
            self._commits[self._tip] = {path: body for path, body in merged.items() if body is not None}
            return self._tip


class PlainSealer:
    """Seals by writing the context in front; another `key` does not open it."""

    def __init__(self, key: str = "key") -> None:
        self._key = key

    def seal(self, secret: Secret, context: str) -> str:
        """The secret as text that may be stored."""
        return f"{self._key}|{context}|{secret.reveal()[::-1]}"

    def open(self, sealed: str, context: str) -> Secret | None:
        """The secret again; None when another key or context sealed it."""
        key, found, text = sealed.split("|", 2)
        return Secret(text[::-1]) if (key, found) == (self._key, context) else None


def memory_ledger(branch: MemoryBranch, run: str = "run 1", key: str = "key") -> BranchLedger:
    """A ledger on the branch, begun if it is new, and read."""
    ledger = BranchLedger(branch, PlainSealer(key), run)
    if branch.tip() is None:
        ledger.begin("", (), NOW)
    ledger.watermark()
    return ledger


class FakeClock:
    """Time that passes only by sleeping; `slept` lists the sleeps, in seconds."""

    def __init__(self, start: datetime = NOW) -> None:
        self._now = start
        self.slept: list[float] = []

    def now(self) -> datetime:
        """Now, aware, in UTC."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Come back after so many seconds; those of another sleeper may pass at the same time."""
        self.slept.append(seconds)
        wakes_at = self._now + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        self._now = max(self._now, wakes_at)


Scripted = Reply | BaseException | Callable[[Request], Reply]


class ScriptedWire:
    """A wire whose answers the test gives, in order: a reply, an error to raise, or a function of a request.

    `sent` lists the requests, `tokens` what came with them.
    """

    def __init__(self, *script: Scripted) -> None:
        self._script = list(script)
        self.sent: list[Request] = []
        self.tokens: list[Secret | None] = []

    async def send(self, request: Request, token: Secret | None) -> Reply:
        """Send one request, once."""
        self.sent.append(request)
        self.tokens.append(token)
        await asyncio.sleep(0)
        if not self._script:
            raise AssertionError(f"the script has no answer left for {request.method} {request.url}")
        answer = self._script.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer if isinstance(answer, Reply) else answer(request)

    @property
    def is_done(self) -> bool:
        """Whether every answer was used."""
        return not self._script


class SilentWatcher:
    """Sees everything and says nothing; what it saw can be looked at."""

    def __init__(self) -> None:
        self.calls: list[tuple[DeliveryKey, str]] = []
        self.waits: list[tuple[DeliveryKey, float, Message]] = []
        self.ends: list[Record] = []

    def calling(self, key: DeliveryKey, call: Call) -> None:
        """A call is about to be sent."""
        self.calls.append((key, call.name))

    def waiting(self, key: DeliveryKey, seconds: float, reason: Message) -> None:
        """The delivery sleeps."""
        self.waits.append((key, seconds, reason))

    def ended(self, record: Record) -> None:
        """The delivery is through with this run."""
        self.ends.append(record)


class FixedTokens:
    """A token for every account, the account's remote id behind an @; none for those in `missing`."""

    def __init__(self, missing: Iterable[AccountName] = ()) -> None:
        self._missing = frozenset(missing)

    def token(self, account: Account) -> Secret:
        """The account's access token. Raises: AuthRequired, when there is none."""
        if account.name in self._missing:
            raise AuthRequired(msg("auth.no_token", account=account.name, variable="AROMATIZA_TOKEN"))
        return Secret(f"token@{account.remote_id}")


class MemoryMedia:
    """Media whose bytes are their own address, unless `bytes_of` says otherwise; `errors` are raised."""

    def __init__(
        self,
        bytes_of: Mapping[str, bytes] | None = None,
        errors: Mapping[str, AromatizaError] | None = None,
    ) -> None:
        self._bytes_of = bytes_of or {}
        self._errors = errors or {}
        self.fetched: list[str] = []

    async def fetch(self, media: Media) -> File:
        """The file. Raises: InvalidContent, Retryable."""
        self.fetched.append(media.url)
        if media.url in self._errors:
            raise self._errors[media.url]
        if not media.url.startswith("https://"):
            raise InvalidContent(msg("media.host", url=media.url, hosts="any"))
        content = self._bytes_of.get(media.url, media.url.encode())
        digest = hashlib.sha256(content).hexdigest()
        return File(media.kind, media.url, media.alt, digest, len(content), CONTENT_TYPES[media.kind])
