"""Real deliveries, by the engine and the wire, to a sandbox; everything that went over the wire is kept."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, timedelta
from functools import cache
from pathlib import Path

import httpx

from aromatiza.core.delivery import Lease, Record, State
from aromatiza.core.plan import Circumstances, Known, Plan, plan_of
from aromatiza.core.post import Account, AccountName, Brand, Post, PostId
from aromatiza.core.secret import Secret
from aromatiza.engine.pace import Pace
from aromatiza.engine.preparation import Rooms
from aromatiza.engine.run import run_plan
from aromatiza.ledger.ledger import BranchLedger
from aromatiza.media.store import DownloadedMedia
from aromatiza.platforms import REGISTRY
from aromatiza.sandbox.mediahost import MediaHost
from aromatiza.sandbox.server import Sandbox
from aromatiza.wire.client import HttpWire
from aromatiza.wire.detour import Detour, DetourTransport
from aromatiza.wire.download import HttpDownloader
from tests.crash.town import REMOTE_IDS, SandboxClock
from tests.fakes import MemoryBranch, PlainSealer, SilentWatcher
from tests.specs.cases import CASES, HOST, LONG_VIDEO, Case
from tests.specs.exchange import Exchange, Recorder

__all__ = ["Recording", "networks", "recording"]

MOST_RUNS = 10
LONG_VIDEO_BYTES = (1 << 20) + 1000
MOST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Recording:
    """What the cases of one network came to: every exchange in order, and the final state of each case."""

    exchanges: tuple[Exchange, ...]
    states: Mapping[str, State]


@dataclass(frozen=True, slots=True)
class CaseTokens:
    """The token that a case says."""

    case: Case

    def token(self, account: Account) -> Secret:
        """The account's access token."""
        return Secret(f"{self.case.token_name}@{account.remote_id}{self.case.token}")


class Publisher:
    """Publishes on one network of a sandbox. What it published is there for the cases that follow."""

    def __init__(self, platform: str, control: httpx.Client) -> None:
        self._control = control
        self._clock = SandboxClock(control)
        name = AccountName(platform)
        self._brand = Brand(UTC, "fr", {name: Account(name, platform, REMOTE_IDS[platform], {})})
        self.exchanges: list[Exchange] = []

    def publish(self, number: int, case: Case) -> State:
        """Run until the delivery is published, or waits for a person; gives its state.

        Each run has nothing but the ledger. Raises: whatever a bug of ours raised.
        """
        (name,) = self._brand.accounts
        self._control.delete("/_sandbox/faults").raise_for_status()
        self._control.post("/_sandbox/faults", json=list(case.faults)).raise_for_status()
        post = Post(
            PostId(f"case-{number}"),
            f"content/posts/case-{number}.yaml",
            case.name.capitalize(),
            tuple(case.media),
            {"default": case.text or case.name},
            ("brume",),
            case.link,
            platforms={name: dict(case.options)},
            publish_at=None
            if case.due_in_s is None
            else self._clock.now().replace(microsecond=0) + timedelta(seconds=case.due_in_s),
        )
        branch = MemoryBranch()
        BranchLedger(branch, PlainSealer(), "init").begin("", (), self._clock.now())
        reasons = []
        for run in range(MOST_RUNS):
            ledger = BranchLedger(branch, PlainSealer(), f"run {run}")
            record = asyncio.run(self._run(self._planned(post, ledger), ledger, case))
            if record.state is not State.RETRY:
                return record.state
            reasons.append(record.reason)
            wait = (record.retry_at or self._clock.now()) - self._clock.now()
            self._clock.skip(max(0.0, wait.total_seconds()) + 1)
        raise AssertionError(f"after {MOST_RUNS} runs there is still something to do: {reasons}")

    def _planned(self, post: Post, ledger: BranchLedger) -> Plan:
        ledger.watermark()
        known = Known({**ledger.open_records(), **ledger.final_records([post.id])})
        run = Circumstances(
            "c0ffee",
            self._clock.now(),
            is_dead=lambda _: True,
            window=lambda platform, kind: REGISTRY[platform].windows.get(kind),
        )
        return plan_of({post.id: post}, known, self._brand, run)

    async def _run(self, plan: Plan, ledger: BranchLedger, case: Case) -> Record:
        now = self._clock.now()
        carrier = httpx.AsyncHTTPTransport(verify=False)
        detours = DetourTransport([Detour(str(self._control.base_url))], carrier, carrier)
        recorder = Recorder(detours)
        with tempfile.TemporaryDirectory() as folder:
            async with httpx.AsyncClient(transport=recorder, trust_env=False) as client:
                downloader = HttpDownloader(client)
                media = DownloadedMedia(downloader, Path(folder), self._brand.media_hosts, MOST_BYTES)
                wire = HttpWire(client, media.path)
                pace = Pace(now + timedelta(days=30), patience_s=90)
                lease = Lease(f"run {len(self.exchanges)}", "clone", now + timedelta(minutes=30))
                tokens = CaseTokens(case)
                rooms = Rooms(REGISTRY, ledger, tokens, wire, media, self._clock, pace, SilentWatcher())
                report = await run_plan(plan, self._brand, rooms, lease, "c0ffee")
        self.exchanges += recorder.exchanges
        for bug in report.bugs:
            raise bug
        (record,) = report.records
        return record


@cache
def recording(platform: str) -> Recording:
    """Publish every case of a network, once for all who ask."""
    with networks() as control:
        publisher = Publisher(platform, control)
        states = {
            case.name: publisher.publish(number, case) for number, case in enumerate(CASES[platform], 1)
        }
    return Recording(tuple(publisher.exchanges), states)


@contextmanager
def networks() -> Iterator[httpx.Client]:
    """A sandbox whose media hosts have the files of the cases; gives a client of its address."""
    with tempfile.TemporaryDirectory() as folder:
        _make_media(Path(folder) / HOST / "demo")
        with (
            Sandbox(processing_s=3, media_folder=Path(folder)) as sandbox,
            httpx.Client(base_url=sandbox.url, trust_env=False) as control,
        ):
            yield control


def _make_media(folder: Path) -> None:
    """Every file of the cases: the sandbox's samples, one of them with zeros behind it."""
    folder.mkdir(parents=True)
    urls = {media.url for cases in CASES.values() for case in cases for media in case.media}
    names = {url.rpartition("/")[2] for url in urls} | {"cover.jpg"}
    for name in names:
        sample = MediaHost().get(HOST, f"/demo/{name}")
        assert sample is not None
        size = LONG_VIDEO_BYTES if name == LONG_VIDEO else len(sample.data)
        (folder / name).write_bytes(sample.data.ljust(size, b"\0"))
