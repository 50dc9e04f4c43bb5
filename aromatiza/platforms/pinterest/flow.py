"""Pinterest: one video or one photo becomes one Pin on a board of the account.

Promise: a Pin whose creation got no answer is looked for on its board before anything is sent again.
Pinterest shows neither the media id nor any field of ours on a Pin, so the Pin's link carries the
delivery's marker; a Pin without a link that is not found stays in doubt. Only `POST /v5/pins` shows
anything to the public. Protocol and codes, unless stated otherwise: `SPEC` of `facts.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from aromatiza.core.answers import Answer, Reply, Tree
from aromatiza.core.calls import (
    Absent,
    Auth,
    Call,
    Delivery,
    Found,
    Intent,
    JsonBody,
    MultipartBody,
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
from aromatiza.core.errors import InvalidContent, Retryable
from aromatiza.core.messages import msg
from aromatiza.core.platform import Platform, Scope
from aromatiza.core.post import Account, Json, MediaKind
from aromatiza.core.refusals import Next, Refusal, Row
from aromatiza.core.rendition import File
from aromatiza.core.secret import Secret
from aromatiza.platforms.pinterest.facts import FACTS
from aromatiza.platforms.pinterest.links import marked, markers_in
from aromatiza.platforms.pinterest.rules import RULES

__all__ = ["PLATFORM"]

HOST = "api.pinterest.com"
API = f"https://{HOST}/v5"
UPLOAD_HOST = "pinterest-media-upload.s3-accelerate.amazonaws.com"
"""The host of the upload addresses that `POST /v5/media` hands out, by the example in the specification."""

PAGE_ITEMS = "250"
"""The most items of one page: https://developers.pinterest.com/docs/reference/pagination/ (read 2026-11)."""
POLL_S = (1, 2, 4, 8, 10)
"""The pauses of the official sample: https://github.com/pinterest/api-quickstart (read 2026-11)."""
QUIET_S = 300
"""When a new Pin shows up in lists is not documented; five minutes is our own caution."""
CLOCK_SLACK = timedelta(minutes=5)
"""By how much Pinterest's clock may differ from ours."""

SCOPES = (
    Scope("user_accounts:read", "the account's own id", "to check whose token is used", "nothing"),
    Scope(
        "boards:read",
        "the account's boards: id and name",
        "to find the board that a post names",
        "until the Pin is public: the board's id, and the names on pages of the list without it",
    ),
    Scope("boards:write", "nothing", "Pinterest asks for it to create a Pin", "nothing"),
    Scope(
        "pins:read",
        "processing state of an upload; id, link, texts and time of the board's Pins",
        "to wait for the video, and to find a Pin whose creation got no answer",
        "the id of our own Pin",
    ),
    Scope("pins:write", "nothing", "to create the Pin", "nothing"),
)

S3 = "s3"
"""The code under which refusals of the upload host are listed; their own XML code is the subcode."""

ERRORS = (
    Row(Next.HUMAN, code=S3, subcode="MissingContentLength", status=411),
    Row(Next.FROM_START, code=S3, status=403),  # the upload form expired: register again
    Row(Next.CONTENT, code="1", status=400),
    Row(Next.CONTENT, code="400", status=400),
    Row(Next.AUTH, code="2", status=401),
    Row(Next.AUTH, code="3", status=401),  # a scope is missing
    Row(Next.HUMAN, code="7", status=403),
    Row(Next.HUMAN, code="29", status=403),  # not permitted; an app with trial access
    Row(Next.CONTENT, code="233", status=403),  # the picture is too small
    Row(Next.CONTENT, code="235", status=403),  # the picture is broken
    Row(Next.HUMAN, code="30", status=404),
    Row(Next.CONTENT, code="40", status=404),  # no such board
    Row(Next.HUMAN, code="50", status=404),
    Row(Next.CONTENT, code="2031", status=404),  # no such section
    Row(Next.RETRY, code="409", status=409, after_s=30),  # the section is busy
    Row(Next.RETRY, code="8", status=429, after_s=60),
)


def read_refusal(reply: Reply) -> Refusal | None:
    """The error in a reply: JSON of the API, or XML of the upload host."""
    if reply.status < 300:
        return None
    xml_code = re.search(rb"<Code>(\w+)</Code>", reply.body)
    if xml_code:
        return Refusal(reply.status, S3, xml_code[1].decode())
    error = reply.json()
    trace = reply.headers.get("x-pinterest-rid", "")
    return Refusal(reply.status, error.text("code"), text=error.text("message"), trace=trace)


def pin_body(delivery: Delivery, board: str, source: dict[str, Json]) -> dict[str, Json]:
    """The body of `POST /v5/pins`; what the post leaves out is left out."""
    rendition = delivery.rendition
    texts = {
        "board_section_id": rendition.text_option("section"),
        "title": rendition.title,
        "description": rendition.text,
        "link": marked(rendition.link, delivery.marker),
        "alt_text": delivery.files[0].alt,
    }
    given: dict[str, Json] = {name: text for name, text in texts.items() if text}
    return {"board_id": board, **given, "media_source": source}


def video_source(delivery: Delivery, media_id: str) -> dict[str, Json]:
    """The uploaded video with exactly one cover: a picture's address, or a whole second of the film."""
    cover_url = delivery.rendition.text_option("cover_url")
    second = int(delivery.rendition.number("cover_at") or 0)
    cover: dict[str, Json] = (
        {"cover_image_url": cover_url} if cover_url else {"cover_image_key_frame_time": second}
    )
    return {"source_type": "video_id", "media_id": media_id, **cover}


def photo_source(file: File) -> dict[str, Json]:
    """The photo, for Pinterest to fetch from where its author keeps it."""
    return {"source_type": "image_url", "url": file.url}


def is_ours(delivery: Delivery, intent: Intent, pin: Tree) -> bool:
    """Whether a Pin is the one that the intent was to create.

    By the marker in its link; a Pin without any by title, description, kind and time, all of them exact.
    """
    markers = markers_in(pin.text("link"))
    if markers:
        return delivery.marker in markers
    rendition = delivery.rendition
    kind = "video" if rendition.kind is MediaKind.VIDEO else "image"
    found = (pin.text("title"), pin.text("description"), pin.text("media", "media_type"))
    is_alike = found == (rendition.title, rendition.text, kind)
    return is_alike and created_since(pin.text("created_at"), intent.sent_at - CLOCK_SLACK)


def created_since(text: str, instant: datetime) -> bool:
    """Whether a `created_at` is not before that instant; it comes without a zone and is taken as UTC.

    A missing or unreadable one proves nothing, so it counts as recent.
    """
    try:
        created_at = datetime.fromisoformat(text)
    except ValueError:
        return True
    return (created_at if created_at.tzinfo else created_at.replace(tzinfo=UTC)) >= instant


def registration(reply: Reply) -> Answer:
    """The media id, and the signed upload form: its fields are named `form:` and their own name."""
    media = reply.json()
    form = {f"form:{name}": Secret(value) for name, value in media.fields("upload_parameters").items()}
    upload_url = Secret(media.required("upload_url"))
    return Answer({"media_id": media.required("media_id"), "upload_url": upload_url, **form})


def processing(reply: Reply) -> Answer | Wait:
    """Whether the uploaded video can be used.

    Raises: Retryable with `from_start`, when it failed (Pinterest gives no reason) or is not known any more.
    """
    status = "not found" if reply.status == 404 else reply.json().required("status")
    if status in ("failed", "not found"):
        raise Retryable(msg("network.failed", reason="media", detail=status), from_start=True)
    return Answer() if status == "succeeded" else Wait()


def matching(is_match: Callable[[Tree], bool], reply: Reply) -> Answer:
    """Of one page: the ids that match, all names if none does, and the next page's bookmark or ""."""
    page = reply.json()
    items = page.items("items")
    ids = [item.required("id") for item in items if is_match(item)]
    names = [] if ids else [item.text("name") for item in items]
    return Answer({"ids": " ".join(ids), "names": ", ".join(names), "bookmark": page.text("bookmark")})


# What is sent, and in which order.


def whose(_account: Account) -> Call:
    """Ask for the id of the account that the token belongs to."""
    request = Request("GET", f"{API}/user_account")
    return Call(
        "token owner read", Role.READ, request, lambda reply: Answer({"id": reply.json().required("id")})
    )


def list_boards(name: str, bookmark: str, page: int) -> Call:
    """Read one page of boards; kept, so that a lost Pin is looked for on the board where it was put."""
    request = Request("GET", f"{API}/boards", page_query(bookmark))
    read = partial(matching, lambda board: board.text("name") == name)
    return Call(f"boards listed, page {page}", Role.PREPARE, request, read)


def list_pins(delivery: Delivery, board: str, intent: Intent, bookmark: str, page: int) -> Call:
    """Read one page of the board's Pins (or of its section's): the ids of those that are ours."""
    section = delivery.rendition.text_option("section")
    place = f"{API}/boards/{board}/sections/{section}" if section else f"{API}/boards/{board}"
    request = Request("GET", f"{place}/pins", page_query(bookmark))
    read = partial(matching, partial(is_ours, delivery, intent))
    return Call(f"pins listed, page {page}", Role.READ, request, read)


def page_query(bookmark: str) -> dict[str, str]:
    """The query of one page; the first one has no bookmark."""
    return {"page_size": PAGE_ITEMS, **({"bookmark": bookmark} if bookmark else {})}


def register_video() -> Call:
    """Ask for a media id and a signed upload form."""
    request = Request("POST", f"{API}/media", body=JsonBody({"media_type": "video"}))
    return Call("media registered", Role.PREPARE, request, registration)


def upload_video(media: Answer, file: File) -> Call:
    """Post the signed form with all its fields, the file last; posted twice, it stores one object."""
    prefix = "form:"
    secrets = media.secrets().items()
    fields = {name.removeprefix(prefix): value for name, value in secrets if name.startswith(prefix)}
    body = MultipartBody(fields, "file", file, whole(file))
    request = Request("POST", media.secret("upload_url"), body=body, auth=Auth.NONE)
    return Call("video uploaded", Role.PREPARE, request, lambda _: Answer())


def await_processing(media_id: str) -> Call:
    """Poll the upload until it can be used.

    Kept, not read anew: once a Pin may exist, a vanished upload must not send the delivery back to start.
    """
    request = Request("GET", f"{API}/media/{media_id}")
    return Call(
        "video processed", Role.PREPARE, request, processing, waits_s=POLL_S, accepts=frozenset({404})
    )


def create_pin(delivery: Delivery, board: str, source: dict[str, Json]) -> Call:
    """Create the Pin: from here on the public sees it."""
    request = Request("POST", f"{API}/pins", body=JsonBody(pin_body(delivery, board, source)))
    settle = Settle(partial(find_pin, delivery, board), QUIET_S)
    return Call(
        "pin created",
        Role.PUBLISH,
        request,
        lambda reply: Answer({"id": reply.json().required("id")}),
        settle,
    )


async def all_pages(page_of: Callable[[str, int], Call], send: Send) -> tuple[Answer, ...]:
    """Read a list to its end: no list of Pinterest has a documented order."""
    answers = [await send(page_of("", 1))]
    while bookmark := answers[-1].text("bookmark"):
        answers.append(await send(page_of(bookmark, len(answers) + 1)))
    return tuple(answers)


def ids_of(pages: tuple[Answer, ...]) -> list[str]:
    """The matching ids of all pages."""
    return [found for page in pages for found in page.text("ids").split()]


async def find_board(delivery: Delivery, send: Send) -> str:
    """The id of the board that the post names, by id or by name.

    Raises: InvalidContent, when there is no such board or several; it says which there are.
    """
    board = delivery.rendition.text_option("board")
    if board.isdigit():
        return board
    pages = await all_pages(partial(list_boards, board), send)
    ids = ids_of(pages)
    if len(ids) == 1:
        return ids[0]
    accepted = ", ".join(ids or [page.text("names") for page in pages])
    raise InvalidContent(msg("network.option", option="board", found=board or "-", accepted=accepted))


async def find_pin(delivery: Delivery, board: str, intent: Intent, send: Send) -> Settled:
    """Look for a Pin whose creation got no answer; not finding one that has no link proves nothing."""
    ids = ids_of(await all_pages(partial(list_pins, delivery, board, intent), send))
    link = marked(delivery.rendition.link, delivery.marker)
    match ids:
        case [pin_id]:
            return Found(Answer({"id": pin_id}))
        case [] if link:
            return Absent()
        case _:
            traits = f"link {link}" if link else f'title "{delivery.rendition.title}" since {intent.sent_at}'
            return Unknowable(f"Pin on board {board} with {traits}; found: {', '.join(ids) or '-'}")


async def upload(delivery: Delivery, send: Send) -> str:
    """Bring the video to Pinterest, which nobody sees; gives its media id."""
    media = await send(register_video())
    await send(upload_video(media, delivery.files[0]))
    await send(await_processing(media.text("media_id")))
    return media.text("media_id")


def pin_seen(pin_id: str) -> Call:
    """Read the Pin back; Pinterest's refusal to show it changes nothing."""

    def read(reply: Reply) -> Answer:
        return Answer({"is_seen": reply.json().text("id") == pin_id})

    request = Request("GET", f"{API}/pins/{pin_id}")
    return Call("pin seen", Role.READ, request, read, accepts=frozenset(range(400, 600)))


async def publish(delivery: Delivery, send: Send) -> Receipt:
    """Create one Pin with the delivery's video or photo, and read it back."""
    board = await find_board(delivery, send)
    if delivery.rendition.kind is MediaKind.VIDEO:
        source = video_source(delivery, await upload(delivery, send))
    else:
        source = photo_source(delivery.files[0])
    pin = await send(create_pin(delivery, board, source))
    pin_id = pin.text("id")
    seen = await send(pin_seen(pin_id))
    visibility = Visibility.PUBLIC if seen.values["is_seen"] else Visibility.ACCEPTED
    return Receipt(pin_id, f"https://www.pinterest.com/pin/{pin_id}/", visibility)


PLATFORM = Platform(
    name="pinterest",
    hosts=frozenset({HOST, UPLOAD_HOST}),
    scopes=SCOPES,
    rules=RULES,
    errors=ERRORS,
    read_refusal=read_refusal,
    whose=whose,
    publish=publish,
    facts=FACTS,
)
