"""Toy: a network of notes with files. What it accepts, what its errors mean, how it is spoken to."""

from __future__ import annotations

from functools import partial

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Absent,
    Auth,
    Call,
    Delivery,
    FileBody,
    Found,
    Intent,
    JsonBody,
    Receipt,
    Request,
    Role,
    Send,
    Settle,
    Settled,
    Unknowable,
    Visibility,
    Wait,
    whole,
)
from aromatiza.core.errors import Retryable
from aromatiza.core.messages import msg
from aromatiza.core.platform import Platform, Scope
from aromatiza.core.post import Account, Json, MediaKind
from aromatiza.core.refusals import Next, Refusal, Row, error_for
from aromatiza.core.rules import TEXT, Accepts, OneOf, Required, Rule, Source, TextLimit, Unit
from aromatiza.core.secret import Secret

__all__ = ["ERRORS", "NOTE_ERRORS", "PLATFORM"]

HOST, FILES = "api.toy.example", "files.toy.example"
API = f"https://{HOST}/v1"
DOCS = Source("https://toy.example/docs", "2026-11-23")
ANY_STATUS = frozenset(range(200, 600))

NOTE_QUIET_S = 60
"""How long a new note may be missing from the list of notes; source: DOCS."""

RULES: tuple[Rule, ...] = (
    Accepts(takes=(MediaKind.VIDEO, MediaKind.PHOTO), max_photos=4, source=DOCS),
    Required(part=TEXT, source=DOCS),
    TextLimit(part=TEXT, limit=500, unit=Unit.CODE_POINTS, source=DOCS),
    OneOf(option="audience", values=("everyone", "friends"), source=DOCS),
)

ERRORS: tuple[Row, ...] = (
    Row(Next.RETRY, code="busy", after_s=30),
    Row(Next.UNSURE, code="internal"),
    Row(Next.FROM_START, code="file_gone"),
    Row(Next.AUTH, code="token"),
    Row(Next.AUTH, code="scope"),
    Row(Next.CONTENT, code="text"),
    Row(Next.CONTENT, code="file"),
    Row(Next.CONTENT, code="shelf"),
    Row(Next.HUMAN, code="suspended"),
)
"""What an error means on every call that publishes nothing."""

NOTE_ERRORS: tuple[Row, ...] = (
    # the note may stand all the same
    Row(Next.UNSURE, code="busy", after_s=30),
    *(row for row in ERRORS if row.code != "busy"),
)
"""What an error means on the call that makes the note."""


def read_refusal(reply: Reply) -> Refusal | None:
    """The error in a reply."""
    error = reply.json().at("error")
    if reply.status < 400 and not error.fields():
        return None
    return Refusal(reply.status, error.text("code"), text=error.text("text"), trace=error.text("trace"))


def read_opened(reply: Reply) -> Answer:
    """The id that the file will have, and where its bytes go."""
    opened = reply.json()
    return Answer({"id": opened.required("id"), "address": Secret(opened.required("address"))})


def read_sent(reply: Reply) -> Answer:
    """Nothing: that the bytes have arrived. An address that nobody knows any more serves nobody."""
    if reply.status in (404, 410):
        raise Retryable(msg("network.expired", what="upload"), from_start=True)
    reply.json().required("received")
    return Answer()


def read_ready(reply: Reply) -> Answer | Wait:
    """Wait until the file is ready."""
    return Answer() if reply.json().required("state") == "ready" else Wait()


def read_noted(reply: Reply) -> Answer:
    """The id and the address of the note. Raises: what an error means on this one call."""
    refusal = read_refusal(reply)
    if refusal is not None:
        raise error_for(refusal, NOTE_ERRORS, reply)
    return Answer({"id": reply.json().required("id"), "url": reply.json().required("url")})


def read_seen(reply: Reply) -> Answer | Wait:
    """Wait until everybody can see the note."""
    return Answer() if reply.json().required("state") == "public" else Wait()


def read_found(reply: Reply) -> Answer:
    """The only note with our mark, how many there are."""
    reply.json().required("total")
    notes = reply.json().items("notes")
    first = notes[0] if notes else reply.json()
    return Answer({"count": len(notes), "id": first.text("id"), "url": first.text("url")})


def whose(account: Account) -> Call:
    """Ask whose token is used."""
    request = Request("GET", f"{API}/me")
    return Call("token owner read", Role.READ, request, lambda it: Answer({"id": it.json().required("id")}))


def file_opened(delivery: Delivery, n: int) -> Call:
    """Open an upload."""
    file = delivery.files[n]
    body = JsonBody({"size": file.size_bytes, "type": file.content_type})
    return Call(f"file {n + 1} opened", Role.PREPARE, Request("POST", f"{API}/files", body=body), read_opened)


def file_sent(delivery: Delivery, n: int, address: Secret) -> Call:
    """Send the bytes; the address is the permission."""
    file = delivery.files[n]
    request = Request("PUT", address, body=FileBody(file, whole(file)), auth=Auth.NONE)
    return Call(f"file {n + 1} sent", Role.PREPARE, request, read_sent, accepts=frozenset({404, 410}))


def file_ready(n: int, file_id: str) -> Call:
    """Wait for a file; kept, so that after a lost answer only the settling judges."""
    return Call(
        f"file {n + 1} ready",
        Role.PREPARE,
        Request("GET", f"{API}/files/{file_id}"),
        read_ready,
        waits_s=(5,),
    )


def note_made(delivery: Delivery, file_ids: list[str]) -> Call:
    """Publish."""
    rendition = delivery.rendition
    fields: dict[str, Json] = {"text": rendition.text, "files": list[Json](file_ids), "mark": delivery.marker}
    fields |= {
        name: rendition.text_option(name) for name in ("shelf", "audience") if rendition.text_option(name)
    }
    return Call(
        "note made",
        Role.PUBLISH,
        Request("POST", f"{API}/notes", body=JsonBody(fields)),
        read_noted,
        settle=Settle(partial(settle_note, delivery), NOTE_QUIET_S),
        accepts=ANY_STATUS,
    )


def note_seen(note: str) -> Call:
    """Wait until the note is public."""
    return Call("note seen", Role.READ, Request("GET", f"{API}/notes/{note}"), read_seen)


def marked_notes(delivery: Delivery) -> Call:
    """List the notes with our mark."""
    request = Request("GET", f"{API}/notes", {"mark": delivery.marker})
    return Call("notes with our mark listed", Role.READ, request, read_found)


async def settle_note(delivery: Delivery, _intent: Intent, send: Send) -> Settled:
    """Find out whether a note without an answer exists: the network lists notes by their mark."""
    found = await send(marked_notes(delivery))
    match found.number("count"):
        case 0:
            return Absent()
        case 1:
            return Found(Answer({"id": found.text("id"), "url": found.text("url")}))
        case count:
            return Unknowable(msg("network.failed", reason="notes with our mark:", detail=str(count)))


async def send_files(delivery: Delivery, send: Send) -> list[str]:
    """Bring every file there, in order; gives their ids."""
    ids = []
    for n in range(len(delivery.files)):
        opened = await send(file_opened(delivery, n))
        await send(file_sent(delivery, n, opened.secret("address")))
        await send(file_ready(n, opened.text("id")))
        ids.append(opened.text("id"))
    return ids


async def publish(delivery: Delivery, send: Send) -> Receipt:
    """Send the files, make the note, see it."""
    note = await send(note_made(delivery, await send_files(delivery, send)))
    await send(note_seen(note.text("id")))
    return Receipt(note.text("id"), note.text("url"), Visibility.PUBLIC)


SCOPES = (
    Scope(
        "notes.write",
        obtained="the ids of files and notes",
        use="to publish the brand's own notes",
        stored="the id and the address of a published note",
    ),
)

PLATFORM = Platform(
    name="toy",
    hosts=frozenset({HOST, FILES}),
    scopes=SCOPES,
    rules=RULES,
    errors=ERRORS,
    read_refusal=read_refusal,
    whose=whose,
    publish=publish,
    belongings=("shelf",),
)
