"""Pinterest: one video or one photo becomes one Pin on a board of the account.

Promise: a Pin whose creation got no answer is looked for on its board before anything is sent again. Only
`POST /v5/pins` shows anything to the public.
"""

from __future__ import annotations

from aromatiza.core.answers import Answer
from aromatiza.core.calls import Call, Delivery, Receipt, Request, Role, Send, Visibility
from aromatiza.core.platform import Platform, Scope
from aromatiza.core.post import Account, MediaKind
from aromatiza.platforms.pinterest.api import API, HOST, UPLOAD_HOST, read_refusal
from aromatiza.platforms.pinterest.boards import find_board, find_section
from aromatiza.platforms.pinterest.errors import ERRORS
from aromatiza.platforms.pinterest.facts import FACTS
from aromatiza.platforms.pinterest.pins import Place, create_pin, photo_source, pin_seen, video_source
from aromatiza.platforms.pinterest.rules import RULES
from aromatiza.platforms.pinterest.uploads import upload
from aromatiza.platforms.pinterest.writing import WRITING

__all__ = ["PLATFORM"]

SCOPES = (
    Scope("user_accounts:read", "the account's own id", "to check whose token is used", "nothing"),
    Scope(
        "boards:read",
        "the account's boards and their sections: id and name",
        "to find the board and the section that a post names",
        "until the Pin is public: their ids, and the names on pages of the lists without them",
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


def whose(_account: Account) -> Call:
    """Ask for the id of the account that the token belongs to."""
    request = Request("GET", f"{API}/user_account")
    return Call(
        "token owner read", Role.READ, request, lambda reply: Answer({"id": reply.json().required("id")})
    )


async def publish(delivery: Delivery, send: Send) -> Receipt:
    """Create one Pin with the delivery's video or photo, and read it back."""
    board = await find_board(delivery.rendition, send)
    place = Place(board, await find_section(delivery.rendition, board, send))
    file = delivery.files[0]
    is_video = delivery.rendition.kind is MediaKind.VIDEO
    source = video_source(delivery, await upload(file, send)) if is_video else photo_source(file)
    pin = await send(create_pin(delivery, place, source))
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
    facts=(*FACTS, *WRITING.facts),
    belongings=("board", "section"),
    writing=WRITING,
)
