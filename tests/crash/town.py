"""A brand, its six networks and its ledger, on which runs fail or die at a chosen effect.

Networks are the sandbox over real HTTP; the ledger stands on a branch in memory; time passes only by
sleeping, for the sandbox as well, so that hours of a network take none of ours.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import httpx

from aromatiza.core.answers import Reply
from aromatiza.core.calls import Request
from aromatiza.core.delivery import DeliveryKey, Lease, Record, State
from aromatiza.core.errors import Misconfigured, Retryable
from aromatiza.core.messages import msg
from aromatiza.core.plan import Circumstances, Known, Plan, plan_of
from aromatiza.core.ports import CommitId, Wire
from aromatiza.core.post import Account, AccountName, Brand, Json, Media, MediaKind, Post, PostId
from aromatiza.core.secret import Secret
from aromatiza.engine.pace import Pace
from aromatiza.engine.preparation import Rooms
from aromatiza.engine.run import run_plan
from aromatiza.ledger.ledger import BranchLedger
from aromatiza.media.store import DownloadedMedia
from aromatiza.platforms import REGISTRY
from aromatiza.wire.client import HttpWire
from aromatiza.wire.detour import Detour, DetourTransport
from aromatiza.wire.download import HttpDownloader
from tests.fakes import MemoryBranch, PlainSealer, SilentWatcher

__all__ = ["REMOTE_IDS", "Death", "Kind", "Town", "Trouble"]

REMOTE_IDS = {
    "tiktok": "-000a1b2c",
    "facebook": "100200300400500",
    "instagram": "17841400000000000",
    "pinterest": "549755885175",
    "youtube": "UC0123456789abcdefghijkl",
    "x": "2244994945",
}
SETTINGS: Mapping[str, Mapping[str, Json]] = {
    "tiktok": {"mode": "direct", "privacy_level": "PUBLIC_TO_EVERYONE", "audited": True},
    "pinterest": {"board": "1022106077902810180"},
    "youtube": {"privacy": "public"},
}
EXTENSIONS = {MediaKind.VIDEO: "mp4", MediaKind.PHOTO: "jpg"}
MOST_RUNS = 40


class Death(BaseException):
    """The process is gone: nothing that it had in memory remains."""


class Kind(StrEnum):
    """What goes wrong at the chosen effect; a dead process does nothing afterwards."""

    UNREACHABLE = "a request that was never sent"
    LOST_BEFORE = "a request lost on its way"
    LOST_AFTER = "an answer lost on its way"
    PUSH_REFUSED = "a push refused"
    PUSH_UNANSWERED = "a push that landed without an answer"
    DIES_BEFORE = "death before an effect"
    DIES_AFTER = "death after an effect"


ON_THE_WIRE = (Kind.UNREACHABLE, Kind.LOST_BEFORE, Kind.LOST_AFTER)
ON_THE_BRANCH = (Kind.PUSH_REFUSED, Kind.PUSH_UNANSWERED)
DEADLY = (Kind.DIES_BEFORE, Kind.DIES_AFTER)


@dataclass
class Trouble:
    """One fault: of that kind, at the `nth` effect (from 1) that it can hit, over all runs."""

    kind: Kind | None = None
    nth: int = 0
    count: int = 0
    is_dead: bool = False

    @property
    def has_happened(self) -> bool:
        """Whether the chosen effect was reached."""
        return self.count >= self.nth

    def hits(self, kinds: tuple[Kind, ...]) -> bool:
        """Count an effect that these kinds can hit, and tell whether it is the chosen one."""
        if self.is_dead:
            raise Death
        if self.kind not in kinds:
            return False
        self.count += 1
        return self.count == self.nth

    def die(self) -> Death:
        """From now on nothing happens any more."""
        self.is_dead = True
        return Death()


class TroubledWire:
    """Sends by another wire, unless the trouble says otherwise."""

    def __init__(self, wire: Wire, trouble: Trouble) -> None:
        self._wire = wire
        self._trouble = trouble

    async def send(self, request: Request, token: Secret | None) -> Reply:
        """Send one request, once."""
        trouble = self._trouble
        kind = trouble.kind if trouble.hits((*ON_THE_WIRE, *DEADLY)) else None
        if kind is Kind.DIES_BEFORE:
            raise trouble.die()
        if kind in (Kind.UNREACHABLE, Kind.LOST_BEFORE):
            raise _silence(may_have_acted=kind is Kind.LOST_BEFORE)
        reply = await self._wire.send(request, token)
        if kind is Kind.DIES_AFTER:
            raise trouble.die()
        if kind is Kind.LOST_AFTER:
            raise _silence(may_have_acted=True)
        return reply


class TroubledBranch(MemoryBranch):
    """A branch whose writers may be refused, or die; `disturbed` lists final records that were touched."""

    def __init__(self) -> None:
        super().__init__()
        self.trouble = Trouble()
        self.finals: set[str] = set()
        self.disturbed: list[str] = []

    def advance(
        self, expected: CommitId | None, changes: Mapping[str, bytes | None], message: str, when: datetime
    ) -> CommitId:
        """Write one commit on top of `expected`."""
        trouble = self.trouble
        kind = trouble.kind if trouble.hits((*ON_THE_BRANCH, *DEADLY)) else None
        if kind is Kind.DIES_BEFORE:
            raise trouble.die()
        if kind is Kind.PUSH_REFUSED:
            raise _unwritable()
        commit = super().advance(expected, changes, message, when)
        self._watch(changes)
        if kind is Kind.DIES_AFTER:
            raise trouble.die()
        if kind is Kind.PUSH_UNANSWERED:
            raise _unwritable()
        return commit

    def _watch(self, changes: Mapping[str, bytes | None]) -> None:
        names = {path.rpartition("final/")[2][6:] for path in self.finals}
        self.disturbed += [path for path in changes if path in self.finals]
        self.disturbed += [path for path in changes if path.removeprefix("open/") in names]
        self.finals |= {path for path in changes if path.startswith("final/")}


class SandboxClock:
    """The sandbox's time, which sleeping moves on."""

    def __init__(self, control: httpx.Client) -> None:
        self._control = control
        self._skipped = timedelta()

    def now(self) -> datetime:
        """Now, aware, in UTC."""
        return datetime.now(UTC) + self._skipped

    async def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""
        self.skip(seconds)
        await asyncio.sleep(0)

    def skip(self, seconds: float) -> None:
        """Move the time on, ours and the sandbox's."""
        self._control.post("/_sandbox/clock", json={"skip_s": seconds}).raise_for_status()
        self._skipped += timedelta(seconds=seconds)


class SandboxTokens:
    """A token for every account, as a sandbox takes them."""

    def token(self, account: Account) -> Secret:
        """The account's access token."""
        return Secret(f"sandbox@{account.remote_id}")


@dataclass
class Town:
    """One post to some accounts of the brand, and what became of it; `patience_s` is that of every run.

    `control` is a client of the sandbox's own address."""

    control: httpx.Client
    kind: MediaKind
    platforms: tuple[str, ...]
    patience_s: float = 90.0
    trouble: Trouble = field(default_factory=Trouble)

    def __post_init__(self) -> None:
        self.control.post("/_sandbox/reset").raise_for_status()
        self.branch = TroubledBranch()
        self.branch.trouble = Trouble()
        self.clock = SandboxClock(self.control)
        BranchLedger(self.branch, PlainSealer(), "init").begin("", (), self.clock.now())
        self.branch.trouble = self.trouble
        names = [AccountName(name) for name in self.platforms]
        accounts = {name: Account(name, name, REMOTE_IDS[name], SETTINGS.get(name, {})) for name in names}
        self.brand = Brand(UTC, "en", accounts)
        media = Media(self.kind, f"https://res.cloudinary.com/demo/mist.{EXTENSIONS[self.kind]}", "a bottle")
        self.post = Post(
            PostId("mist"),
            "content/posts/mist.yaml",
            "Mist",
            (media,),
            {"default": "One spray"},
            ("mist",),
            "https://example.com/mist",
            platforms={name: {} for name in names},
        )

    def live_through(self) -> None:
        """Run again and again, each time with nothing but the ledger, until nothing is left to do."""
        for number in range(1, MOST_RUNS + 1):
            ledger = BranchLedger(self.branch, PlainSealer(), f"run {number}")
            try:
                plan = self._planned(ledger)
                if not plan.work and not self._soonest(plan):
                    return
                if not plan.work:
                    self._pass_time(plan)
                    continue
                asyncio.run(self._run(plan, ledger, number))
            except Death:
                self.trouble.is_dead = False
            except Misconfigured:
                continue
        raise AssertionError(f"after {MOST_RUNS} runs there is still something to do: {self.records()}")

    def records(self) -> dict[DeliveryKey, Record]:
        """Every delivery, as the ledger has it."""
        ledger = BranchLedger(self.branch, PlainSealer(), "reader")
        ledger.watermark()
        return ledger.all_records()

    def visible(self) -> list[Mapping[str, Any]]:
        """What a person sees on all networks."""
        posts: list[Mapping[str, Any]] = self.control.get("/_sandbox/posts").json()["posts"]
        return posts

    def _planned(self, ledger: BranchLedger) -> Plan:
        ledger.watermark()
        known = Known({**ledger.open_records(), **ledger.final_records([self.post.id])})
        run = Circumstances("c0ffee", self.clock.now(), is_dead=lambda _: True)
        return plan_of({self.post.id: self.post}, known, self.brand, run)

    def _soonest(self, plan: Plan) -> datetime | None:
        waits = [entry.record.retry_at for entry in plan.entries if entry.record.state is State.RETRY]
        return min((at for at in waits if at), default=None)

    def _pass_time(self, plan: Plan) -> None:
        soonest = self._soonest(plan)
        assert soonest is not None
        self.clock.skip(max(0.0, (soonest - self.clock.now()).total_seconds()) + 1)

    async def _run(self, plan: Plan, ledger: BranchLedger, number: int) -> None:
        now = self.clock.now()
        lease = Lease(f"run {number}", "clone", now + timedelta(minutes=30))
        with tempfile.TemporaryDirectory() as folder:
            async with _client(str(self.control.base_url)) as client:
                media = DownloadedMedia(
                    HttpDownloader(client), Path(folder), self.brand.media_hosts, 10_000_000
                )
                wire = TroubledWire(HttpWire(client, media.path), self.trouble)
                pace = Pace(now + timedelta(days=30), patience_s=self.patience_s)
                watcher = SilentWatcher()
                rooms = Rooms(REGISTRY, ledger, SandboxTokens(), wire, media, self.clock, pace, watcher)
                await run_plan(plan, self.brand, rooms, lease, "c0ffee")


def _client(sandbox_url: str) -> httpx.AsyncClient:
    """A client as a run has it, without the certificates, whose loading would take most of its time."""
    carrier = httpx.AsyncHTTPTransport(verify=False)
    return httpx.AsyncClient(
        transport=DetourTransport([Detour(sandbox_url)], carrier, carrier), trust_env=False
    )


def _silence(*, may_have_acted: bool) -> Retryable:
    return Retryable(msg("network.lost", host="it", why="the test"), may_have_acted=may_have_acted)


def _unwritable() -> Misconfigured:
    return Misconfigured(msg("git.no_write", branch="memory", why="the test"))
