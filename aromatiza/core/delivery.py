"""A delivery: one post to one account, from the moment it is taken in until it is final.

    waiting ─▶ ready ─▶ running ─▶ published
       ▲                 │  ▲ └──▶ blocked      (a human, or a changed file, lets it go on)
       └──── retry ◀─────┘  └────── retry       (a later run goes on)
    every open state ─▶ cancelled

`published` and `cancelled` are final: `moved` refuses to leave them, whoever asks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from aromatiza.core.answers import Answer
from aromatiza.core.calls import Receipt, Role
from aromatiza.core.messages import Message
from aromatiza.core.post import AccountName, PostId
from aromatiza.core.rendition import File, Rendition

__all__ = ["FINAL", "Block", "DeliveryKey", "Lease", "Record", "State", "Step", "moved"]


class DeliveryKey(NamedTuple):
    """What identifies a delivery."""

    post: PostId
    account: AccountName

    def __str__(self) -> str:
        return f"{self.post} → {self.account}"


class State(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    READY = "ready"
    RUNNING = "running"
    RETRY = "retry"
    BLOCKED = "blocked"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


FINAL = frozenset({State.PUBLISHED, State.CANCELLED})


class Block(StrEnum):
    """What a blocked delivery waits for."""

    AUTH = "auth"
    """A good token: looked at again by every run."""
    MEDIA = "media"
    """A file that can be fetched: looked at again by every run."""
    CONTENT = "content"
    """A changed post."""
    LATE = "late"
    """A new date: it would come out of season."""
    HUMAN = "human"
    """A person's decision."""
    IN_DOUBT = "in doubt"
    """A person who looks at the network: the post may or may not be there."""


@dataclass(frozen=True, slots=True)
class Step:
    """One journaled call. Without an answer it is an intent: sent at `at`, outcome not known.

    `absent_at` is when the network was first seen without the post, after such an intent.
    """

    name: str
    role: Role
    at: datetime
    answer: Answer | None = None
    absent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lease:
    """The run that works on a delivery, and until when nobody else may; `clone` is where it runs."""

    run: str
    clone: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that is known of one delivery; all instants are in UTC.

    `remote_id` is the account's id on its network, known once its token was bound: a name can change.
    `commit` is the commit of `main` whose text this is. `files` are known once the media were fetched.
    `attempts` counts failed attempts in a row, for the back-off; `restarts`, how often what was prepared
    turned out worthless.
    """

    post: PostId
    account: AccountName
    platform: str
    state: State
    path: str
    commit: str
    rendition: Rendition
    at: datetime
    reason: Message | None = None
    block: Block | None = None
    due_at: datetime | None = None
    retry_at: datetime | None = None
    attempts: int = 0
    restarts: int = 0
    remote_id: str = ""
    files: tuple[File, ...] = ()
    steps: tuple[Step, ...] = ()
    lease: Lease | None = None
    receipt: Receipt | None = None

    @property
    def key(self) -> DeliveryKey:
        """What identifies the delivery."""
        return DeliveryKey(self.post, self.account)

    @property
    def is_final(self) -> bool:
        """Whether nothing can happen to it any more."""
        return self.state in FINAL

    @property
    def has_gone_out(self) -> bool:
        """Whether a publish call was, or may have been, sent: its text can no longer change."""
        return any(step.role is Role.PUBLISH for step in self.steps)

    @property
    def is_unsettled(self) -> bool:
        """Whether a publish call was sent of which nobody knows the outcome yet."""
        return any(step.role is Role.PUBLISH and step.answer is None for step in self.steps)

    def step(self, name: str) -> Step | None:
        """The journaled call of that name."""
        return next((step for step in self.steps if step.name == name), None)

    def with_step(self, step: Step) -> Record:
        """The record with that step written, in place of an earlier one of the same name."""
        names = [old.name for old in self.steps]
        if step.name in names:
            at = names.index(step.name)
            return replace(self, steps=(*self.steps[:at], step, *self.steps[at + 1 :]))
        return replace(self, steps=(*self.steps, step))

    def before_step(self, name: str) -> Record:
        """The record as it was before that call was first made: without it and all that came after it."""
        names = [step.name for step in self.steps]
        return replace(self, steps=self.steps[: names.index(name)]) if name in names else self


def moved(
    record: Record,
    state: State,
    at: datetime,
    *,
    reason: Message | None = None,
    block: Block | None = None,
    retry_at: datetime | None = None,
    lease: Lease | None = None,
    receipt: Receipt | None = None,
) -> Record:
    """The record in another state, with nothing left over from the one before.

    Raises: ValueError when the record is final: that would be a bug, and perhaps a second publication.
    """
    if record.is_final:
        raise ValueError(f"{record.key} is {record.state}; it stays so")
    return replace(
        record,
        state=state,
        at=at,
        reason=reason,
        block=block,
        retry_at=retry_at,
        lease=lease,
        receipt=receipt,
        steps=() if state in FINAL else record.steps,
    )
