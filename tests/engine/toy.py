"""A toy network for the engine: one harmless call, one that publishes, one that reads back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Absent,
    Call,
    Delivery,
    Found,
    Intent,
    NotYet,
    Receipt,
    Request,
    Role,
    Send,
    Settle,
    Settled,
    Unknowable,
    Visibility,
    Wait,
)
from aromatiza.core.delivery import Lease, Record, State
from aromatiza.core.errors import InvalidContent, Retryable
from aromatiza.core.messages import msg
from aromatiza.core.platform import Platform
from aromatiza.core.post import Account, AccountName, Brand, Json, Media, MediaKind, Post, PostId
from aromatiza.core.refusals import Next, Refusal, Row
from aromatiza.core.rendition import File, rendition_of
from aromatiza.core.secret import Secret
from tests.fakes import NOW

__all__ = [
    "FILE",
    "QUIET_S",
    "TOY",
    "brand_of",
    "make",
    "post_of",
    "publish",
    "ready_record",
    "said",
    "see",
    "settled_as",
    "toy_like",
]

QUIET_S = 60.0
FILE = File(MediaKind.VIDEO, "https://media.example/a.mp4", "", "ab" * 32, 3, "video/mp4")

ERRORS = (
    Row(Next.RETRY, code="busy"),
    Row(Next.RETRY, code="slow", after_s=7),
    Row(Next.UNSURE, code="unsure"),
    Row(Next.FROM_START, code="stale"),
    Row(Next.FROM_START, code="flooded", after_s=30),
    Row(Next.AUTH, code="login"),
    Row(Next.CONTENT, code="bad"),
    Row(Next.HUMAN, code="odd"),
)


def said(status: int = 200, headers: Mapping[str, str] | None = None, /, **value: Json) -> Reply:
    """A reply with a JSON body."""
    return Reply(status, headers or {}, json.dumps(value).encode())


def read_refusal(reply: Reply) -> Refusal | None:
    """The error in a reply."""
    if reply.status < 300:
        return None
    return Refusal(reply.status, reply.json().text("error"))


def whose(account: Account) -> Call:
    """Ask whose token is used."""
    request = Request("GET", f"https://toy.example/{account.name}/me")
    return Call("token owner read", Role.READ, request, lambda r: Answer({"id": r.json().text("id")}))


def opened() -> Call:
    """Open a draft: harmless."""

    def read(reply: Reply) -> Answer | Wait:
        if reply.json().text("wait"):
            return Wait(reply.json().number("after"))
        return Answer({"id": reply.json().required("id"), "address": Secret("https://toy.example/secret")})

    return Call(
        "draft opened", Role.PREPARE, Request("POST", "https://toy.example/drafts"), read, waits_s=(5, 9)
    )


def read_lookup(reply: Reply) -> Answer:
    """What the network says of a lost post."""
    if reply.json().text("found") == "bad":
        raise InvalidContent(msg("network.failed", reason="bad", detail=""))
    return Answer({"found": reply.json().required("found"), "id": reply.json().text("id")})


async def settle(_intent: Intent, send: Send) -> Settled:
    """Look a lost post up."""
    answer = await send(
        Call("looked up", Role.READ, Request("GET", "https://toy.example/lookup"), read_lookup)
    )
    return settled_as(answer)


def settled_as(answer: Answer) -> Settled:
    """What a look-up means."""
    match answer.text("found"):
        case "yes":
            return Found(Answer({"id": answer.text("id")}))
        case "later":
            return NotYet(20)
        case "unknown":
            return Unknowable("everything")
        case found:
            return Absent(from_start=found == "gone")


def made() -> Call:
    """Publish. The reader, too, may refuse."""

    def read(reply: Reply) -> Answer | Wait:
        match reply.json().text("trouble"):
            case "wait":
                return Wait()
            case "stale":
                raise Retryable(msg("network.expired", what="draft"), from_start=True)
            case "bad":
                raise InvalidContent(msg("network.failed", reason="bad", detail=""))
            case _:
                return Answer({"id": reply.json().required("id")})

    return Call(
        "post made", Role.PUBLISH, Request("POST", "https://toy.example/posts"), read, Settle(settle, QUIET_S)
    )


def seen(post_id: str) -> Call:
    """Read the post back; the reader says when the network rejected it after all."""

    def read(reply: Reply) -> Answer | Wait:
        match reply.json().text("state"):
            case "busy":
                return Wait()
            case "failed":
                raise Retryable(msg("network.failed", reason="later", detail=""), from_start=True)
            case "rejected":
                raise InvalidContent(msg("network.failed", reason="never", detail=""))
            case _:
                return Answer({"state": "public"})

    return Call("post seen", Role.READ, Request("GET", f"https://toy.example/posts/{post_id}"), read)


async def make(send: Send) -> str:
    """The first two calls."""
    await send(opened())
    return (await send(made())).text("id")


async def see(send: Send) -> str:
    """All three calls."""
    post_id = await make(send)
    await send(seen(post_id))
    return post_id


async def publish(_delivery: Delivery, send: Send) -> Receipt:
    """The whole flow."""
    post_id = await see(send)
    return Receipt(post_id, f"https://toy.example/{post_id}", Visibility.PUBLIC)


def toy_like(name: str = "toy", **changes: object) -> Platform:
    """The toy platform, or one that differs from it."""
    parts: dict[str, object] = {"whose": whose, "publish": publish} | changes
    build = partial(Platform, name, frozenset({"toy.example"}), (), (), ERRORS, read_refusal)
    return build(**parts)  # type: ignore[arg-type]  # the tests name what they replace


TOY = toy_like()


def brand_of(*names: str) -> Brand:
    """A brand with these accounts on the toy network; each one's remote id is `id-NAME`."""
    accounts = {AccountName(name): Account(AccountName(name), "toy", f"id-{name}") for name in names}
    return Brand(UTC, "en", accounts, default_accounts=tuple(accounts))


def post_of(name: str = "mist", *accounts: str, url: str = "") -> Post:
    """A post with a video of its own."""
    return Post(
        PostId(name),
        f"content/posts/{name}.yaml",
        name.title(),
        (Media(MediaKind.VIDEO, url or f"https://media.example/{name}.mp4"),),
        {"default": name},
        platforms={AccountName(account): {} for account in accounts} if accounts else None,
    )


def ready_record(name: str = "mist", account: str = "main", state: State = State.RUNNING) -> Record:
    """A delivery that was taken in and may start."""
    post, brand = post_of(name, account), brand_of(account)
    return Record(
        post=post.id,
        account=AccountName(account),
        platform="toy",
        state=state,
        path=post.path,
        commit="c1",
        rendition=rendition_of(post, brand.accounts[AccountName(account)], brand),
        at=NOW,
        files=(FILE,),
        lease=lease() if state is State.RUNNING else None,
    )


def lease(run: str = "run 1", at: datetime = NOW) -> Lease:
    """A lease of half an hour."""
    return Lease(run, "clone", at + timedelta(minutes=30))
