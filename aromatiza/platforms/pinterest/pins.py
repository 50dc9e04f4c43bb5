"""The Pin: how it is made, how it is read back, and how one whose answer was lost is found again.

Pinterest shows neither the media id nor any field of ours on a Pin, so the Pin's link carries the delivery's
marker; a Pin without a link that is not found stays in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from aromatiza.core.answers import Answer, Reply, Tree
from aromatiza.core.calls import (
    Absent,
    Call,
    Delivery,
    Found,
    Intent,
    JsonBody,
    Request,
    Role,
    Send,
    Settle,
    Settled,
    Unknowable,
)
from aromatiza.core.messages import msg
from aromatiza.core.post import Json, MediaKind
from aromatiza.core.rendition import File
from aromatiza.platforms.pinterest.api import API, all_pages, ids_of, page_query
from aromatiza.platforms.pinterest.boards import matching
from aromatiza.platforms.pinterest.links import marked, markers_in

__all__ = ["Place", "create_pin", "created_since", "photo_source", "pin_body", "pin_seen", "video_source"]

QUIET_S = 300
"""When a new Pin shows up in lists is not documented; five minutes is our own caution."""
CLOCK_SLACK = timedelta(minutes=5)
"""By how much Pinterest's clock may differ from ours."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a Pin goes, by ids; without a section, on the board itself."""

    board: str
    section: str = ""

    @property
    def url(self) -> str:
        """The address of that place."""
        board = f"{API}/boards/{self.board}"
        return f"{board}/sections/{self.section}" if self.section else board


def pin_body(delivery: Delivery, place: Place, source: dict[str, Json]) -> dict[str, Json]:
    """The body of `POST /v5/pins`; what the post leaves out is left out."""
    rendition = delivery.rendition
    texts = {
        "board_section_id": place.section,
        "title": rendition.title,
        "description": rendition.text,
        "link": marked(rendition.link, delivery.marker),
        "alt_text": delivery.files[0].alt,
    }
    given: dict[str, Json] = {name: text for name, text in texts.items() if text}
    return {"board_id": place.board, **given, "media_source": source}


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


def list_pins(delivery: Delivery, place: Place, intent: Intent, bookmark: str, page: int) -> Call:
    """Read one page of the Pins at a place: the ids of those that are ours."""
    request = Request("GET", f"{place.url}/pins", page_query(bookmark))
    read = partial(matching, partial(is_ours, delivery, intent))
    return Call(f"pins listed, page {page}", Role.READ, request, read)


def create_pin(delivery: Delivery, place: Place, source: dict[str, Json]) -> Call:
    """Create the Pin: from here on the public sees it."""
    request = Request("POST", f"{API}/pins", body=JsonBody(pin_body(delivery, place, source)))
    settle = Settle(partial(find_pin, delivery, place), QUIET_S)
    return Call(
        "pin created",
        Role.PUBLISH,
        request,
        lambda reply: Answer({"id": reply.json().required("id")}),
        settle,
    )


async def find_pin(delivery: Delivery, place: Place, intent: Intent, send: Send) -> Settled:
    """Look for a Pin whose creation got no answer; not finding one that has no link proves nothing."""
    ids = ids_of(await all_pages(partial(list_pins, delivery, place, intent), send))
    link = marked(delivery.rendition.link, delivery.marker)
    match ids:
        case [pin_id]:
            return Found(Answer({"id": pin_id}))
        case [] if link:
            return Absent()
        case []:
            title, since = delivery.rendition.title, f"{intent.sent_at:%Y-%m-%d %H:%M UTC}"
            return Unknowable(msg("pinterest.unmarked", board=place.board, title=title, since=since))
        case _:
            return Unknowable(msg("pinterest.alike", board=place.board, found=", ".join(ids)))


def pin_seen(pin_id: str) -> Call:
    """Read the Pin back; Pinterest's refusal to show it changes nothing."""

    def read(reply: Reply) -> Answer:
        return Answer({"is_seen": reply.json().text("id") == pin_id})

    request = Request("GET", f"{API}/pins/{pin_id}")
    return Call("pin seen", Role.READ, request, read, accepts=frozenset(range(400, 600)))
