"""What an adapter and the engine say to each other: calls, answers, waits, and how doubt is settled.

A flow is `async def publish(delivery, send) -> Receipt`. Its only effect is `await send(call)`; a call is a
plain value whose role says what it does to the world (see `Role`). The engine sends, waits, retries,
keeps answers and feeds them back after a crash; a flow knows nothing of that.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum, auto
from typing import Protocol

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.messages import Message
from aromatiza.core.post import Account, Json, PostId
from aromatiza.core.rendition import File, Rendition
from aromatiza.core.secret import Secret

__all__ = [
    "Absent",
    "Auth",
    "Body",
    "Call",
    "Delivery",
    "FileBody",
    "FormBody",
    "Found",
    "Intent",
    "JsonBody",
    "MultipartBody",
    "NotYet",
    "Receipt",
    "Request",
    "Role",
    "Send",
    "Settle",
    "Settled",
    "Span",
    "Unknowable",
    "Visibility",
    "Wait",
    "whole",
]


class Role(StrEnum):
    """What a call does to the world."""

    READ = "read"
    """Changes nothing: never journaled, asked again whenever the flow runs again."""
    PREPARE = "prepare"
    """Nothing the public can see, harmless if repeated: its answer is kept and fed back."""
    PUBLISH = "publish"
    """Makes the post visible or is the point of no return: its intent is durable before it is sent."""


class Auth(Enum):
    """How the account's token goes with a request; the flow never sees the token."""

    NONE = auto()
    BEARER = auto()
    OAUTH = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a file, in bytes."""

    offset: int
    length: int


def whole(file: File) -> Span:
    """The span of a whole file."""
    return Span(0, file.size_bytes)


@dataclass(frozen=True, slots=True)
class JsonBody:
    """A JSON document, sent as UTF-8."""

    value: Json


@dataclass(frozen=True, slots=True)
class FormBody:
    """An `application/x-www-form-urlencoded` body."""

    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FileBody:
    """Bytes of a file, streamed from disk with a `Content-Length`."""

    file: File
    span: Span


@dataclass(frozen=True, slots=True)
class MultipartBody:
    """A `multipart/form-data` body: the fields in order, then bytes of a file; with a `Content-Length`."""

    fields: Mapping[str, str | Secret]
    file_field: str
    file: File
    span: Span


Body = JsonBody | FormBody | FileBody | MultipartBody | None


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, to a production URL or to an address that the network handed out (a `Secret`)."""

    method: str
    url: str | Secret
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Body = None
    auth: Auth = Auth.BEARER


@dataclass(frozen=True, slots=True)
class Wait:
    """The answer of a network that is still at it: ask the same call again later.

    `stated_s` is the delay that the network itself stated, if it did; otherwise the call's `waits_s` serve.
    """

    stated_s: float | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """A publish call that was sent, or was about to be, at `sent_at` (UTC); its answer was never kept."""

    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """The post exists: this is the answer that got lost."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Absent:
    """The post does not exist. `from_start`: and what was prepared for it is gone as well."""

    from_start: bool = False


@dataclass(frozen=True, slots=True)
class NotYet:
    """The network is still at it: ask again in `delay_s` seconds."""

    delay_s: float


@dataclass(frozen=True, slots=True)
class Unknowable:
    """The network cannot tell; `looked_for` says, for a person, what was looked for and where."""

    looked_for: Message | str


Settled = Found | Absent | NotYet | Unknowable


class Send(Protocol):
    """The one thing through which a flow touches the world."""

    async def __call__(self, call: Call) -> Answer:
        """Send a call, or feed back its kept answer; returns when there is an answer."""
        ...


@dataclass(frozen=True, slots=True)
class Settle:
    """How to find out what became of a publish call whose answer was lost.

    `ask` sends read calls only. *Absent* is believed only when two readings say so that are at least
    `quiet_s` seconds apart, the first of them at least `quiet_s` after the sending.
    """

    ask: Callable[[Intent, Send], Awaitable[Settled]]
    quiet_s: float


@dataclass(frozen=True, slots=True)
class Call:
    """One request that a flow wants.

    `name` says what the world gains (`"container created"`), is unique within a flow and never changes: it
    is the key under which a restarted run finds the kept answer. `read` takes from the answer what is
    needed and nothing else; it sees only answers that the platform's error table lets pass, and those
    whose status is in `accepts`. `waits_s` are the pauses between polls; the last one repeats.
    """

    name: str
    role: Role
    request: Request
    read: Callable[[Reply], Answer | Wait]
    settle: Settle | None = None
    waits_s: tuple[float, ...] = (5, 10, 20, 30, 60)
    accepts: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if (self.role is Role.PUBLISH) != (self.settle is not None):
            raise ValueError(f"{self.name}: a publish call, and only a publish call, has a settle")


class Visibility(StrEnum):
    """What became of an accepted post, as far as the network tells."""

    PUBLIC = "public"
    ACCEPTED = "accepted"
    INBOX = "inbox"
    PRIVATE = "private"
    UNLISTED = "unlisted"
    SCHEDULED = "scheduled"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One post to one account, with what it sends.

    `files` are the rendition's media, downloaded; behind them, the pictures that its options name
    (`Platform.pictures`).
    `marker` is unique to this delivery and made of letters, digits, `.`, `_` and `-`: for links and file
    names by which a lost post can be found again.
    """

    post: PostId
    account: Account
    rendition: Rendition
    files: tuple[File, ...]
    marker: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """The proof of a delivery, as the network gave it; ids are kept as text.

    `note` is what a person should know although the post is published; it becomes the delivery's reason.
    """

    remote_id: str
    url: str
    visibility: Visibility
    note: Message | None = None
