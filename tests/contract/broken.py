"""Flows to Toy that are wrong on purpose, each in one way, with the check that must refuse it.

A flow cannot come by a token honestly; those that leak it have `TOKEN` as if they had read the environment.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Absent,
    Call,
    Delivery,
    Found,
    Intent,
    NotYet,
    Receipt,
    Role,
    Send,
    Settle,
    Settled,
    Unknowable,
)
from aromatiza.core.errors import AuthRequired, InDoubt
from aromatiza.core.messages import msg
from aromatiza.core.post import Account
from aromatiza.core.refusals import Refusal, error_for
from aromatiza.core.secret import Secret
from tests.contract.scenario import Scenario
from tests.contract.stage import TOKEN
from tests.contract.toy.platform import (
    ERRORS,
    PLATFORM,
    file_opened,
    file_ready,
    file_sent,
    note_made,
    note_seen,
    publish,
    read_noted,
    read_refusal,
    send_files,
    whose,
)
from tests.contract.toy.scenario import TOY

__all__ = ["BROKEN", "Broken"]

Change = Callable[[Call], Call]
Flow = Callable[[Delivery, Send], Awaitable[Receipt]]
NUMBERS = count(1)
BEGUN: set[str] = set()
OTHER_NOTE = Answer({"id": "1", "url": "https://toy.example/notes/1"})
NOBODY_KNOWS = Unknowable(msg("network.failed", reason="nobody", detail="knows"))


@dataclass(frozen=True, slots=True)
class Broken:
    """A wrong flow: what is wrong with it, the check that must fail, and a part of the sentence it says."""

    name: str
    scenario: Scenario
    caught_by: str
    saying: str


def broken(name: str, caught_by: str, saying: str, **changes: Any) -> Broken:
    """Toy, with changes of its platform; a single post is enough."""
    scenario = replace(TOY, platform=replace(PLATFORM, **changes), posts=TOY.posts[:1])
    return Broken(name, scenario, caught_by, saying)


def changing(change: Change) -> Flow:
    """The flow, each of whose calls is changed before it is sent."""

    async def changed(delivery: Delivery, send: Send) -> Receipt:
        async def sending(call: Call) -> Answer:
            return await send(change(call))

        return await publish(delivery, sending)

    return changed


def with_settle(call: Call, settled: Settled) -> Call:
    """The call; if it publishes, it is settled without asking."""

    async def ask(_intent: Intent, _send: Send) -> Settled:
        return settled

    return replace(call, settle=Settle(ask, 60)) if call.settle else call


def settled_by(settled: Settled) -> Flow:
    """The flow, whose note is settled without asking."""
    return changing(lambda call: with_settle(call, settled))


def role_of_note(role: Role) -> Flow:
    """The flow, whose publishing call says that it publishes nothing."""
    return changing(lambda it: replace(it, role=role, settle=None) if it.settle else it)


async def blind_retry(delivery: Delivery, send: Send) -> Receipt:
    """Sends the note once more when nobody can tell what became of it."""
    made = with_settle(note_made(delivery, await send_files(delivery, send)), NOBODY_KNOWS)
    try:
        note = await send(made)
    except InDoubt:
        note = await send(replace(made, name="note made once more"))
    return Receipt(note.text("id"), note.text("url"), TOY.posts[0].seen)


async def takes_it_for_granted(delivery: Delivery, send: Send) -> Receipt:
    """Finds every lost note, and never looks at one."""
    made = note_made(delivery, await send_files(delivery, send))
    note = await send(with_settle(made, Found(OTHER_NOTE)))
    return Receipt(note.text("id"), note.text("url"), TOY.posts[0].seen)


async def goes_on(delivery: Delivery, send: Send) -> Receipt:
    """Does not take a refused token for an answer."""

    async def sending(call: Call) -> Answer:
        try:
            return await send(call)
        except AuthRequired:
            return await send(replace(call, name=f"{call.name} all the same"))

    return await publish(delivery, sending)


async def hammers(delivery: Delivery, send: Send) -> Receipt:
    """Does not let itself be sent away until later."""

    async def sending(call: Call) -> Answer:
        try:
            return await send(call)
        except Exception:  # noqa: BLE001 - that is what is wrong with it
            return await send(replace(call, name=f"{call.name} with force"))

    return await publish(delivery, sending)


async def sleeps(delivery: Delivery, send: Send) -> Receipt:
    """Gives the network time."""
    await asyncio.sleep(0)
    return await publish(delivery, send)


async def naps(delivery: Delivery, send: Send) -> Receipt:
    """Gives the network time, and nobody else any."""
    time.sleep(0)  # noqa: ASYNC251 - that is what is wrong with it
    return await publish(delivery, send)


async def looks_at_the_clock(delivery: Delivery, send: Send) -> Receipt:
    """Does nothing with what it sees."""
    datetime.now(UTC)
    return await publish(delivery, send)


async def rolls_names(delivery: Delivery, send: Send) -> Receipt:
    """Numbers its calls, over all runs."""
    number = next(NUMBERS)
    return await changing(lambda it: replace(it, name=f"{it.name} {number}"))(delivery, send)


async def names_the_post(delivery: Delivery, send: Send) -> Receipt:
    """Has other names for every post."""
    return await changing(lambda it: replace(it, name=f"{it.name} of {delivery.post}"))(delivery, send)


async def names_the_attempt(delivery: Delivery, send: Send) -> Receipt:
    """Calls the note something else when it comes again, and so does not find its own intent."""
    is_again = delivery.marker in BEGUN
    BEGUN.add(delivery.marker)
    name = "note made again" if is_again else "note made"
    return await changing(lambda it: replace(it, name=name) if it.settle else it)(delivery, send)


async def receipt_with_token(delivery: Delivery, send: Send) -> Receipt:
    """Hands out an address with which anybody is the brand."""
    receipt = await publish(delivery, send)
    return replace(receipt, url=f"{receipt.url}?token={TOKEN}")


async def receipt_of_another(delivery: Delivery, send: Send) -> Receipt:
    """Proves the wrong thing."""
    return replace(await publish(delivery, send), remote_id="1")


async def another_host(delivery: Delivery, send: Send) -> Receipt:
    """Tells somebody else as well."""
    request = replace(note_seen("1").request, url="https://count.toy.example/hit")
    await send(Call("hit counted", Role.READ, request, lambda _: Answer(), accepts=frozenset({421})))
    return await publish(delivery, send)


def read_openly(reply: Reply) -> Answer:
    """The upload's address as if it were any text."""
    return Answer({"id": reply.json().required("id"), "address": reply.json().required("address")})


async def open_address(delivery: Delivery, send: Send) -> Receipt:
    """Keeps the upload's address where everybody reads it."""
    opened = await send(replace(file_opened(delivery, 0), read=read_openly))
    sent = file_sent(delivery, 0, Secret(""))
    await send(replace(sent, request=replace(sent.request, url=opened.text("address"))))
    await send(file_ready(0, opened.text("id")))
    note = await send(note_made(delivery, [opened.text("id")]))
    return Receipt(note.text("id"), note.text("url"), TOY.posts[0].seen)


def anybody(account: Account) -> Call:
    """Asks, and does not listen."""
    return replace(whose(account), read=lambda _: Answer({"id": account.remote_id}))


def trusting(account: Account) -> Call:
    """Listens, and takes silence for consent."""
    return replace(whose(account), read=lambda it: Answer({"id": it.json().text("id") or account.remote_id}))


def chatty(reply: Reply) -> Refusal | None:
    """Explains a refusal with everything that it has."""
    refusal = read_refusal(reply)
    return refusal and replace(refusal, text=f"{refusal.text} (the token was {TOKEN})")


def deaf(reply: Reply) -> Refusal | None:
    """Hears that it was refused, and not why."""
    refusal = read_refusal(reply)
    return refusal and replace(refusal, code="")


def read_as_harmless(reply: Reply) -> Answer:
    """Takes an error that may hide a note for one that does not."""
    refusal = read_refusal(reply)
    if refusal is not None:
        raise error_for(refusal, ERRORS, reply)
    return read_noted(reply)


def with_token(call: Call) -> Call:
    """Says in its name whose it is."""
    return replace(call, name=f"{call.name} with {TOKEN}")


def harmless_note(call: Call) -> Call:
    """The note, whose refusals are judged as those of any call."""
    return replace(call, read=read_as_harmless) if call.settle else call


BROKEN = (
    broken("publishes as PREPARE", "intent", "no intent was written", publish=role_of_note(Role.PREPARE)),
    broken("publishes as READ", "intent", "no intent was written", publish=role_of_note(Role.READ)),
    broken("publishes as PREPARE", "resume", "visible 2 times", publish=role_of_note(Role.PREPARE)),
    broken("blind retry", "lost answers", "visible 2 times", publish=blind_retry),
    broken("settle: always absent", "lost answers", "visible 2 times", publish=settled_by(Absent())),
    broken("settle: always found", "lost answers", "nobody can see it", publish=takes_it_for_granted),
    broken("settle: never done", "lost answers", "still something to do", publish=settled_by(NotYet(60))),
    broken("settle: gives up", "lost answers", "in doubt", publish=settled_by(NOBODY_KNOWS)),
    broken("token in the receipt", "redaction", "the token", publish=receipt_with_token),
    broken("token in a message", "redaction", "the token", read_refusal=chatty),
    broken("token in a call's name", "redaction", "the token", publish=changing(with_token)),
    broken("upload address in plain text", "redaction", "no Secret", publish=open_address),
    broken("owner not listened to", "binding", "stranger", whose=anybody),
    broken("silence taken for consent", "binding", "nobody said", whose=trusting),
    broken("names that count", "same calls", "becomes", publish=rolls_names),
    broken("names of the post", "same calls", "another post", publish=names_the_post),
    broken("another name for the second try", "resume", "visible 2 times", publish=names_the_attempt),
    broken("goes on after a refusal", "refusals", "went on with", publish=goes_on),
    broken("does not wait", "rate limit", "before that", publish=hammers),
    broken("reads the clock", "same calls", "datetime.now", publish=looks_at_the_clock),
    broken("sleeps", "same calls", "no answer", publish=sleeps),
    broken("sleeps and blocks", "same calls", "time.sleep", publish=naps),
    broken("hears no code", "error rows", "not read from", read_refusal=deaf),
    broken("doubtful error taken for a no", "error rows", "visible 2 times", publish=changing(harmless_note)),
    broken("receipt of another post", "good post", "the receipt is of", publish=receipt_of_another),
    broken("undeclared host", "good post", "does not declare", publish=another_host),
)
