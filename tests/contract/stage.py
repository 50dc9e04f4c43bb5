"""Where the kit plays: a network's simulation over real HTTP, a ledger in a real git repository, one brand.

A trial is one post on a new branch of the ledger, in a network that has forgotten everything. Its runs are
real ones, each with nothing but the ledger. Time passes only by sleeping, ours and the network's.
"""

from __future__ import annotations

import asyncio
import glob
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from cryptography.fernet import Fernet

from aromatiza.core.answers import Answer
from aromatiza.core.calls import Call, Delivery, Receipt, Send
from aromatiza.core.delivery import DeliveryKey, Lease, Record, State
from aromatiza.core.messages import Message
from aromatiza.core.plan import Circumstances, Known, Plan, plan_of
from aromatiza.core.platform import Platform
from aromatiza.core.ports import CommitId
from aromatiza.core.post import Brand, Json, MediaKind, Post
from aromatiza.core.problems import Severity
from aromatiza.core.secret import Secret
from aromatiza.engine.pace import LEASE, RUN_BUDGET, Pace
from aromatiza.engine.preparation import Rooms
from aromatiza.engine.run import run_plan
from aromatiza.git.branch import GitBranch
from aromatiza.git.repository import Repository
from aromatiza.ledger.ledger import BranchLedger
from aromatiza.loader.content import BRAND_PATH, POSTS_FOLDER, read_content
from aromatiza.media.store import DownloadedMedia
from aromatiza.sandbox.server import Sandbox
from aromatiza.vault.sealer import FernetSealer
from aromatiza.vault.tokens import EnvironmentTokens, token_variable
from aromatiza.wire.client import HttpWire
from aromatiza.wire.detour import Detour, DetourTransport
from aromatiza.wire.download import HttpDownloader
from tests.clones import git, new_repository
from tests.contract.scenario import Good, Scenario
from tests.crash.town import Death, SandboxClock, Trouble, TroubledWire

__all__ = ["APP_SECRET", "MEDIA_HOST", "TOKEN", "Sent", "Spoken", "Stage", "Trial", "address_of", "opened"]

MEDIA_HOST = "res.cloudinary.com"
TOKEN = "kit-4f1c9e0b7d2a8365"
"""What every token of a trial begins with: it must never be seen anywhere."""

APP_SECRET = "kit-app-secret-b8d1f03a"
ENDINGS = {MediaKind.VIDEO: "mp4", MediaKind.PHOTO: "jpg"}

MOST_RUNS = 20
MOST_BYTES = 10_000_000


class MortalBranch(GitBranch):
    """A branch in git that a dead run cannot write."""

    def __init__(self, repository: Repository, name: str, trouble: Trouble) -> None:
        super().__init__(repository, name, None)
        self._trouble = trouble

    def advance(
        self, expected: CommitId | None, changes: Mapping[str, bytes | None], message: str, when: datetime
    ) -> CommitId:
        """Write one commit on top of `expected`."""
        if self._trouble.is_dead:
            raise Death
        return super().advance(expected, changes, message, when)


@dataclass(frozen=True, slots=True)
class Sent:
    """A call that was about to be sent: in which run (from 1), and when."""

    run: int
    call: Call
    at: datetime


@dataclass(frozen=True, slots=True)
class Spoken:
    """A call of the flow itself, and what it was answered."""

    call: Call
    answer: Answer


class Stage:
    """A simulated network and a repository; `scenario` is the network's."""

    def __init__(self, scenario: Scenario, url: str, control: httpx.Client, folder: Path) -> None:
        self.scenario = scenario
        self.url = url
        self.control = control
        self.repository = Repository(folder)
        self.clock = SandboxClock(control)
        self.sealer = FernetSealer([Secret(Fernet.generate_key().decode())])
        self.numbers = count(1)
        empty = GitBranch(self.repository, "aromatiza/empty", None)
        BranchLedger(empty, self.sealer, "init").begin("", (), self.clock.now())
        self._empty = empty.tip()

    def new_branch(self, name: str) -> None:
        """A branch with a ledger that was begun, and nothing else."""
        self.repository.run("update-ref", f"refs/heads/{name}", str(self._empty))

    def trial(self, good: Good, **changes: Any) -> Trial:
        """A new trial of a good post; `changes` are its keyword arguments."""
        return Trial(self, good, **changes)


@contextmanager
def opened(scenario: Scenario) -> Iterator[Stage]:
    """A stage for a scenario."""
    with (
        scenario.known(),
        tempfile.TemporaryDirectory(prefix="aromatiza-kit-") as folder,
        Sandbox(processing_s=3, networks=scenario.networks) as sandbox,
        httpx.Client(base_url=sandbox.url, trust_env=False) as control,
    ):
        clone = new_repository(Path(folder) / "clone")
        git(clone, "config", "core.fsync", "none")  # a power cut is no part of a trial
        yield Stage(scenario, sandbox.url, control, clone)


class Trial:
    """One post to one account, and all that happened.

    `account` is whose token is used, `trouble` what ends a run at a call. `sent` are the calls of all runs,
    in order; `spoken` those of the flow itself that were answered; `said` what a person was shown meanwhile.
    """

    def __init__(
        self, stage: Stage, good: Good, *, account: str = "", trouble: Trouble | None = None
    ) -> None:
        self.stage, self.good, self.scenario = stage, good, stage.scenario
        self.trouble = trouble or Trouble()
        self.token = f"{TOKEN}@{account or self.scenario.account}{self.scenario.token}"
        self.number = next(stage.numbers)
        self.before_sending: list[Callable[[Call], None]] = []
        self.sent: list[Sent] = []
        self.spoken: list[Spoken] = []
        self.deliveries: list[Delivery] = []
        self.said: list[Message] = []
        self.bugs: list[Exception] = []
        self.runs = 0
        self.ended_as: Record | None = None
        self._faults: dict[tuple[str, int], Mapping[str, Json]] = {}
        self._met: dict[str, int] = {}
        self.brand, self.post = self._read()
        self._branch = f"aromatiza/state-{self.number}"
        stage.control.post("/_sandbox/reset").raise_for_status()
        stage.new_branch(self._branch)

    def plan_fault(self, call: str, fields: Mapping[str, Json], nth: int = 1) -> None:
        """Let the simulation do this when that call is sent for the `nth` time."""
        self._faults[call, nth] = fields

    def run(self) -> Record | None:
        """One run; gives how the delivery ended, None when there was nothing to do. Raises: Death."""
        ledger = self._ledger(f"run {self.runs + 1}")
        plan = self._planned(ledger)
        if not plan.work:
            return None
        self.runs += 1
        self.ended_as = asyncio.run(self._run(plan, ledger))
        return self.ended_as

    def finish(self) -> Record:
        """Run again and again, whatever dies, until it is published or waits for a person."""
        for _ in range(MOST_RUNS):
            try:
                record = self.run()
            except Death:
                self.trouble.is_dead = False
                continue
            record = record or self.record
            if record.state is not State.RETRY:
                return record
            self.wait_for(record)
        raise AssertionError(f"after {MOST_RUNS} runs there is still something to do: {self.record.reason}")

    def wait_for(self, record: Record) -> None:
        """Let time pass until the delivery may be tried again."""
        wait = (record.retry_at or self.stage.clock.now()) - self.stage.clock.now()
        self.stage.clock.skip(max(0.0, wait.total_seconds()) + 1)

    @property
    def record(self) -> Record:
        """The delivery as the ledger has it, or as the last run ended it when the ledger has nothing."""
        record = self._ledger("reader").all_records().get(self.key, self.ended_as)
        assert record is not None, "no run was ever made"
        return record

    @property
    def key(self) -> DeliveryKey:
        """What identifies the delivery."""
        return DeliveryKey(self.post.id, next(iter(self.brand.accounts)))

    def visible(self) -> list[Mapping[str, Any]]:
        """What a person sees on the network."""
        posts: list[Mapping[str, Any]] = self.stage.control.get("/_sandbox/posts").json()["posts"]
        return posts

    def requests(self) -> list[Mapping[str, Any]]:
        """What arrived at the network and its further hosts, media hosts left out."""
        listed = self.stage.control.get("/_sandbox/requests").json()["requests"]
        return [request for request in listed if request["host"] != MEDIA_HOST]

    def names(self, run: int = 0) -> list[str]:
        """The names of the calls that were sent, in all runs or in one."""
        return [sent.call.name for sent in self.sent if run in (0, sent.run)]

    def unfired(self) -> list[str]:
        """The calls at which a planned fault did not happen."""
        faults = self.stage.control.get("/_sandbox/faults").json()["faults"]
        missed = [fault["path"] for fault in faults if not fault["fired"]]
        return missed + [f"{name} (never sent)" for name, _ in self._faults]

    # What a run sees: the engine's `Watcher`.

    def calling(self, key: DeliveryKey, call: Call) -> None:
        """A call is about to be sent."""
        self.sent.append(Sent(self.runs, call, self.stage.clock.now()))
        self._met[call.name] = self._met.get(call.name, 0) + 1
        fault = self._faults.pop((call.name, self._met[call.name]), None)
        if fault is not None:
            self.stage.control.post("/_sandbox/faults", json=self._aimed(call, fault)).raise_for_status()
        for look in self.before_sending:
            look(call)

    def waiting(self, key: DeliveryKey, seconds: float, reason: Message) -> None:
        """The delivery sleeps."""
        self.said.append(reason)

    def ended(self, record: Record) -> None:
        """The delivery is through with this run."""
        self.said += [record.reason] if record.reason else []

    def _aimed(self, call: Call, fault: Mapping[str, Json]) -> Mapping[str, Json]:
        """A fault for the one request that this call is."""
        address = urlsplit(address_of(call))
        host, path = address.netloc, address.path
        if address_of(call).startswith(self.stage.url):
            host, _, path = path.removeprefix("/").partition("/")
            path = f"/{path}"
        return {"method": call.request.method, "host": host, "path": glob.escape(path or "/"), **fault}

    def _read(self) -> tuple[Brand, Post]:
        """The brand and the post, through the loader, as an author would write them; without a problem."""
        name, platform = f"kit-{self.number}", self.scenario.name
        account = {"platform": platform, "id": self.scenario.account, **self.scenario.settings}
        brand = {"timezone": "Europe/Paris", "locale": "en", "accounts": {platform: account}}
        address = f"https://{MEDIA_HOST}/kit/{name}"
        urls = [f"{address}-{n}.{ENDINGS[self.good.kind]}" for n in range(self.good.files)]
        media: dict[str, Json] = {"photos": [{"url": url, "alt": "A bottle"} for url in urls]}
        if self.good.kind is MediaKind.VIDEO:
            media = {"video": urls[0]}
        written = {
            "title": f"Mist {self.number}",
            **media,
            "captions": f"One spray, number {self.number}",
            "platforms": {platform: dict(self.good.options)},
            **self.good.more,
        }
        files = {BRAND_PATH: json.dumps(brand), f"{POSTS_FOLDER}/{name}.yaml": json.dumps(written)}
        content = read_content(
            {path: text.encode() for path, text in files.items()}, {platform: self.scenario.platform}
        )
        wrong = [problem for problem in content.problems if problem.severity is Severity.ERROR]
        assert not wrong, f"the loader refuses the good post {self.good.name!r}: {wrong}"
        assert content.brand is not None
        (post,) = content.posts_by_id.values()
        return content.brand, post

    def _ledger(self, run: str) -> BranchLedger:
        branch = MortalBranch(self.stage.repository, self._branch, self.trouble)
        ledger = BranchLedger(branch, self.stage.sealer, run)
        ledger.watermark()
        return ledger

    def _planned(self, ledger: BranchLedger) -> Plan:
        known = Known({**ledger.open_records(), **ledger.final_records([self.post.id])})
        run = Circumstances("c0ffee", self.stage.clock.now(), is_dead=lambda _: True)
        return plan_of({self.post.id: self.post}, known, self.brand, run)

    async def _run(self, plan: Plan, ledger: BranchLedger) -> Record:
        now = self.stage.clock.now()
        account = next(iter(self.brand.accounts))
        environ = {
            token_variable(account): self.token,
            f"AROMATIZA_APP_{self.scenario.name.upper()}": f"kit-app:{APP_SECRET}",
        }
        with tempfile.TemporaryDirectory() as folder:
            async with client_of(self.stage.url) as client:
                media = DownloadedMedia(
                    HttpDownloader(client), Path(folder), self.brand.media_hosts, MOST_BYTES
                )
                rooms = Rooms(
                    {self.scenario.name: self._heard(self.scenario.platform)},
                    ledger,
                    EnvironmentTokens(environ),
                    TroubledWire(HttpWire(client, media.path), self.trouble),
                    media,
                    self.stage.clock,
                    Pace(now + RUN_BUDGET),
                    self,
                )
                lease = Lease(f"run {self.runs}", "clone", now + LEASE)
                report = await run_plan(plan, self.brand, rooms, lease, "c0ffee")
        self.bugs += report.bugs
        (record,) = report.records
        return record

    def _heard(self, platform: Platform) -> Platform:
        """The platform, whose flow is listened to."""

        async def publish(delivery: Delivery, send: Send) -> Receipt:
            self.deliveries.append(delivery)

            async def sending(call: Call) -> Answer:
                answer = await send(call)
                self.spoken.append(Spoken(call, answer))
                return answer

            return await platform.publish(delivery, sending)

        return replace(platform, publish=publish)


def address_of(call: Call) -> str:
    """Where a call goes."""
    url = call.request.url
    return url.reveal() if isinstance(url, Secret) else url


def client_of(sandbox_url: str) -> httpx.AsyncClient:
    """A client as a run has it, without the certificates, whose loading would take most of its time."""
    carrier = httpx.AsyncHTTPTransport(verify=False)
    return httpx.AsyncClient(
        transport=DetourTransport([Detour(sandbox_url)], carrier, carrier), trust_env=False
    )
