"""The one place where the rooms are joined: repository, ledger, vault, wire, sandbox, engine."""

from __future__ import annotations

import asyncio
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from aromatiza.core.delivery import Lease
from aromatiza.core.errors import Misconfigured
from aromatiza.core.messages import msg
from aromatiza.core.plan import Planned
from aromatiza.core.platform import Platform
from aromatiza.core.ports import Clock, Ledger, Tokens
from aromatiza.core.post import Account, Brand
from aromatiza.core.secret import Secret
from aromatiza.engine.pace import LEASE, RUN_BUDGET, Pace
from aromatiza.engine.preparation import Rooms
from aromatiza.engine.sender import Watcher
from aromatiza.git.branch import GitBranch
from aromatiza.git.clone import Clone
from aromatiza.git.repository import Repository
from aromatiza.ledger.ledger import BranchLedger
from aromatiza.media.cache import FactsCache
from aromatiza.media.measure import Measurer
from aromatiza.media.store import DownloadedMedia
from aromatiza.platforms import REGISTRY
from aromatiza.sandbox.networks import ALL
from aromatiza.sandbox.server import Sandbox
from aromatiza.sandbox.world import Network, World
from aromatiza.vault.sealer import FernetSealer, sealing_keys
from aromatiza.vault.tokens import EnvironmentTokens
from aromatiza.wire.client import HttpWire, open_client
from aromatiza.wire.detour import Detour
from aromatiza.wire.download import HttpDownloader
from aromatiza.wire.links import LinkChecker
from aromatiza.wire.ranges import HttpRanges

__all__ = [
    "STATE_BRANCH",
    "House",
    "Networks",
    "SystemClock",
    "measuring",
    "networks_for",
    "rehearsal_networks",
    "rooms",
]

STATE_BRANCH = "aromatiza/state"
DEFAULT_REMOTE = "origin"
SANDBOX_VARIABLE = "AROMATIZA_SANDBOX"
CACHE_VARIABLE = "AROMATIZA_CACHE"
SANDBOX_SPEED = 100.0


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """Now, aware, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""
        await asyncio.sleep(seconds)


class SandboxTokens:
    """A token for every account, as an embedded sandbox takes them.

    Simulated accounts have few boards and the like, so a token names those that `brand.yaml` and the planned
    deliveries want: whether the real account has them, no rehearsal can know.
    """

    def __init__(self, planned: Iterable[Planned], platforms: Mapping[str, Platform] = REGISTRY) -> None:
        self._records = [entry.record for entry in planned]
        self._platforms = platforms

    def token(self, account: Account) -> Secret:
        """A token that speaks for the account that `brand.yaml` declares."""
        own = (record.rendition.options for record in self._records if record.account == account.name)
        options = [account.settings, *own]
        parts = [f"sandbox@{account.remote_id}"]
        for key in self._platforms[account.platform].belongings:
            wanted = dict.fromkeys(quote(str(option[key]), safe="") for option in options if key in option)
            parts += [f"{key}={','.join(wanted)}"] if wanted else []
        return Secret(";".join(parts))


class House:
    """One clone of a repository of posts, with its ledger."""

    def __init__(self, folder: Path, remote: str, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.repository = Repository(folder)
        self.run = _run_name(environ)
        self._remote = self.repository.remote(remote)
        if self._remote is None and remote != DEFAULT_REMOTE:
            raise Misconfigured(msg("git.no_remote", remote=remote))
        self.branch = GitBranch(self.repository, STATE_BRANCH, self._remote)
        local_key = self.repository.git_folder / "aromatiza" / "key"
        self.ledger = BranchLedger(self.branch, FernetSealer(sealing_keys(environ, local_key)), self.run)

    @cached_property
    def clone(self) -> Clone:
        """This clone's lock, from now on."""
        return Clone(self.repository.git_folder)

    def reach(self, commit: str) -> None:
        """Have the history between a commit and the one that is checked out; a shallow clone may lack it.

        Without it nobody can tell a post that was removed from one that this commit does not know yet.
        Raises: Misconfigured, when the remote does not give it.
        """
        git = self.repository
        if commit and git.is_shallow() and not git.is_ancestor(commit, "HEAD"):
            git.deepen(self._remote)

    def lease(self, now: datetime) -> Lease:
        """What this run holds deliveries with."""
        return Lease(self.run, self.clone.id, now + LEASE)

    def is_dead(self, lease: Lease) -> bool:
        """Whether a lease's holder cannot be alive: it ran in this clone, and we are alone here."""
        return self.clone.is_alone and lease.clone == self.clone.id


@dataclass(frozen=True, slots=True)
class Networks:
    """Which networks a run speaks to: the real ones or, by detours, simulated ones."""

    tokens: Tokens
    detours: tuple[Detour, ...] = ()

    @property
    def speed(self) -> float:
        """How much faster than the real ones they process."""
        return SANDBOX_SPEED if self.detours else 1.0

    @property
    def kind(self) -> str:
        """What the ledger calls them."""
        return "simulated" if self.detours else "live"


@contextmanager
def networks_for(
    environ: Mapping[str, str], asked: str | None, planned: Iterable[Planned]
) -> Iterator[Networks]:
    """The networks to publish on; `asked` is the value of `--sandbox`: None, "" (start one) or a URL."""
    tokens = EnvironmentTokens(environ)
    url = asked or environ.get(SANDBOX_VARIABLE, "")
    if url:
        yield Networks(tokens, (Detour(url),))
    elif asked is None:
        yield Networks(tokens)
    else:
        with Sandbox() as sandbox:
            yield Networks(SandboxTokens(planned), (Detour(sandbox.url),))


@contextmanager
def rehearsal_networks(
    environ: Mapping[str, str],
    planned: Iterable[Planned],
    platforms: Mapping[str, Platform] = REGISTRY,
    simulated: Sequence[Callable[[World], Network]] = ALL,
) -> Iterator[Networks]:
    """Networks that exist only for this run; media still come from where a publication would fetch them."""
    with Sandbox(networks=simulated) as sandbox:
        url = environ.get(SANDBOX_VARIABLE, "")
        beyond = (Detour(url),) if url else ()
        detour = Detour(sandbox.url, _hosts_of(platforms))
        yield Networks(SandboxTokens(planned, platforms), (detour, *beyond))


@asynccontextmanager
async def rooms(
    networks: Networks,
    brand: Brand,
    ledger: Ledger,
    clock: Clock,
    watcher: Watcher,
    platforms: Mapping[str, Platform] = REGISTRY,
) -> AsyncIterator[Rooms]:
    """Everything that the engine needs for one run; downloaded media go when it ends."""
    with tempfile.TemporaryDirectory(prefix="aromatiza-media-") as folder:
        async with open_client(_hosts_of(platforms), networks.detours) as client:
            downloader = HttpDownloader(client)
            limit_bytes = brand.media_max_mb * 1_000_000
            media = DownloadedMedia(downloader, Path(folder), brand.media_hosts, limit_bytes)
            pace = Pace(clock.now() + RUN_BUDGET, networks.speed)
            wire = HttpWire(client, media.path)
            yield Rooms(platforms, ledger, networks.tokens, wire, media, clock, pace, watcher)


@asynccontextmanager
async def measuring(environ: Mapping[str, str], brand: Brand) -> AsyncIterator[tuple[Measurer, LinkChecker]]:
    """What looks at files and links; in a sandbox, at what that has of them, and at nothing else."""
    url = environ.get(SANDBOX_VARIABLE, "")
    detours = (Detour(url),) if url else ()
    schemes = ("https",) if url else ("https", "http")  # http takes no detour, and would leave the sandbox
    async with open_client((), detours) as files, open_client((), detours, schemes) as pages:
        reader = HttpRanges(files, brand.media_hosts)
        limit_bytes = brand.media_max_mb * 1_000_000
        cache = FactsCache(_cache_folder(environ))
        yield Measurer(reader, brand.media_hosts, limit_bytes, cache), LinkChecker(pages)


def _hosts_of(platforms: Mapping[str, Platform]) -> frozenset[str]:
    return frozenset(host for platform in platforms.values() for host in platform.hosts)


def _cache_folder(environ: Mapping[str, str]) -> Path | None:
    """Where facts of media are kept (XDG Base Directory Specification); None when there is no home."""
    own = environ.get(CACHE_VARIABLE, "")
    if own:
        return Path(own) / "media"
    caches = Path(environ.get("XDG_CACHE_HOME", ""))
    if not caches.is_absolute():  # the specification wants such a one to be ignored
        home = environ.get("HOME") or environ.get("USERPROFILE", "")
        caches = Path(home) / ".cache"
    return caches / "aromatiza" / "media" if caches.is_absolute() else None


def _run_name(environ: Mapping[str, str]) -> str:
    """How the ledger names this run: CI's own id, or a random one."""
    run_id = environ.get("GITHUB_RUN_ID", "")
    if run_id:
        return f"github {run_id}/{environ.get('GITHUB_RUN_ATTEMPT', '1')}"
    return f"local {secrets.token_hex(4)}"
