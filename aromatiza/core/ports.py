"""The doors of the house, as the rooms see each other: protocols only.

`git/` and the tests' memory are both a `Branch`; `ledger/` is a `Ledger`; `wire/` is a `Wire`; and so on.
Nobody but `cli/wiring.py` knows which is which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

from aromatiza.core.answers import Reply
from aromatiza.core.calls import Request
from aromatiza.core.delivery import DeliveryKey, Record
from aromatiza.core.media_facts import Trouble
from aromatiza.core.post import Account, Media
from aromatiza.core.rendition import File
from aromatiza.core.secret import Secret

__all__ = [
    "Batch",
    "Branch",
    "BranchMoved",
    "Clock",
    "CommitId",
    "Downloaded",
    "Downloader",
    "Ledger",
    "MediaStore",
    "OutOfReach",
    "RangeReader",
    "RemoteFile",
    "Sealer",
    "Tokens",
    "Wire",
]

CommitId = NewType("CommitId", str)


class BranchMoved(Exception):
    """The branch is no longer where the writer thought: look again, then try again."""


class Branch(Protocol):
    """A branch of small files that advances only by compare-and-swap."""

    def tip(self) -> CommitId | None:
        """The newest commit, asked anew; None when there is no branch."""
        ...

    def read(self, at: CommitId, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The files at those paths; missing ones are left out."""
        ...

    def list(self, at: CommitId, folder: str) -> tuple[str, ...]:
        """The paths of all files below a folder; empty when there is none."""
        ...

    def advance(
        self, expected: CommitId | None, changes: Mapping[str, bytes | None], message: str, when: datetime
    ) -> CommitId:
        """Write one commit on top of `expected` (None: the first one); a change to None deletes the file.

        Raises: BranchMoved, when the branch is not at `expected`; Misconfigured, when it cannot be written.
        """
        ...


@dataclass(frozen=True, slots=True)
class Batch:
    """What one commit of the ledger brings: records as they are now, and the watermark if it moves."""

    records: Sequence[Record]
    withdrawn: Sequence[DeliveryKey] = ()
    watermark: str | None = None


class Ledger(Protocol):
    """The record of every delivery, as the engine writes it."""

    def push(self, batch: Batch, when: datetime) -> frozenset[DeliveryKey]:
        """Make a batch durable in one commit; returns the deliveries that somebody else has moved meanwhile.

        Those are not written, now or later. Raises: Misconfigured, when the ledger cannot be written.
        """
        ...

    def media_owners(self, digests: Iterable[str], account: Account) -> Mapping[str, DeliveryKey]:
        """Which delivery took these media (SHA-256, hex) to the account before, whatever its name was."""
        ...

    def delivery_of(self, post_id: str, platform: str, remote_id: str) -> DeliveryKey | None:
        """Which delivery has the receipt of a network's post on that account."""
        ...


class Sealer(Protocol):
    """Makes a secret storable: only the holder of the key opens it, and only in the same context."""

    def seal(self, secret: Secret, context: str) -> str:
        """The secret as text that may be stored in public."""
        ...

    def open(self, sealed: str, context: str) -> Secret | None:
        """The secret again; None when this key, or this context, does not open it."""
        ...


class Tokens(Protocol):
    """The access tokens of the accounts."""

    def token(self, account: Account) -> Secret:
        """The account's access token, a bearer or a `UserToken`. Raises: AuthRequired, when there is none."""
        ...


class Wire(Protocol):
    """Sends requests to the networks."""

    async def send(self, request: Request, token: Secret | None) -> Reply:
        """Send one request, once, with a bearer or signed with a `UserToken`.

        Raises: Retryable, when no answer came (`may_have_acted` tells).
        """
        ...


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file that was fetched to disk."""

    digest: str
    size_bytes: int
    content_type: str


class Downloader(Protocol):
    """Fetches a file to disk."""

    async def download(self, url: str, to: str, limit_bytes: int) -> Downloaded:
        """Stream `url` to the path. Raises: InvalidContent (missing, too large), Retryable (no answer)."""
        ...


class MediaStore(Protocol):
    """Every media file of a run, downloaded once."""

    async def fetch(self, media: Media) -> File:
        """The file, on disk. Raises: InvalidContent (gone, too large, refused host), Retryable."""
        ...


class OutOfReach(Exception):
    """A file at its host cannot be read, or not read on; `trouble` says it to people."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.code)
        self.trouble = trouble


class RemoteFile(Protocol):
    """A file at its host, of which pieces are read; nothing is asked for until it is opened."""

    @property
    def size_bytes(self) -> int:
        """How long the file is; known once it is open."""
        ...

    @property
    def validator(self) -> str:
        """What tells this version of the file from others, as its host gives it; "" when it gives nothing."""
        ...

    @property
    def bytes_read(self) -> int:
        """How much of the file's body arrived so far, whatever it was good for."""
        ...

    @property
    def requests(self) -> int:
        """How many requests were sent so far."""
        ...

    async def open(self, known: str) -> bool:
        """Read the first bytes; False when the host says that the version `known` is still there.

        `known` is a validator, "" for none. Raises: OutOfReach.
        """
        ...

    async def read(self, offset: int, length: int) -> bytes:
        """The bytes from `offset` on, at most `length`; fewer at the end of the file.

        They are of the version that was opened. Raises: OutOfReach, also when it is no longer there.
        """
        ...


class RangeReader(Protocol):
    """Gives files at their hosts, to read pieces of them."""

    def file(self, url: str, limit_bytes: int) -> RemoteFile:
        """The file at that address; it is not read when it is larger than the limit."""
        ...


class Clock(Protocol):
    """The time, and the passing of it."""

    def now(self) -> datetime:
        """Now, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""
        ...
