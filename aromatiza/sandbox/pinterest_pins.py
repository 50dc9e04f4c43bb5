"""Pins: made, changed, deleted, read one by one, and listed in no useful order.

A Pin is public at once. Like the real network, this one has no idempotency key, forgets which `media_id` a
Pin came from, and promises no order. What a token's keys change is in `pinterest_tokens`.
Sources: OpenAPI 5.23.0 of https://github.com/pinterest/api-description and its changelog 5.23 to 5.28 (both
read 2026-11).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

from aromatiza.sandbox.http import Response, json_response
from aromatiza.sandbox.pinterest_boards import Boards, check_scopes, instant, username_of
from aromatiza.sandbox.pinterest_body import edit_body, pin_body
from aromatiza.sandbox.pinterest_call import Call, page_of
from aromatiza.sandbox.pinterest_errors import invalid, refusal_of
from aromatiza.sandbox.pinterest_media import FIRST_ID, PinterestMedia
from aromatiza.sandbox.pinterest_tokens import number_in
from aromatiza.sandbox.pinterest_usage import Usage
from aromatiza.sandbox.world import VisiblePost, World

__all__ = ["Pins"]

Json = dict[str, Any]

WRITTEN_TEXTS = ("title", "description", "link", "alt_text", "dominant_color")
# What the sandbox knows of a Pin, and Pinterest does not tell.
UNSAID = frozenset({"account", "realm", "is_private", "is_secret", "listed_at", "made_at", "digest"})
PIN_FILTERS = ("exclude_native", "exclude_repins", "has_been_promoted")
CREATIVE_TYPES = frozenset(
    (
        *("REGULAR", "VIDEO", "SHOPPING", "CAROUSEL", "MAX_VIDEO", "SHOP_THE_PIN", "COLLECTION", "IDEA"),
        *("SHOWCASE", "QUIZ", "COLLAGE", "MAX_WIDTH_REGULAR_COLLECTION", "MAX_WIDTH_VIDEO_COLLECTION"),
    )
)


class Pins:
    """The Pins of all accounts, in the memory of the network `pinterest`."""

    def __init__(self, world: World, usage: Usage, media: PinterestMedia) -> None:
        self._world = world
        self._usage = usage
        self._media = media
        self._boards = Boards(world, usage, self.count_on)

    @property
    def boards(self) -> Boards:
        """The boards that these Pins are on."""
        return self._boards

    def count_on(self, board_id: str) -> int:
        """How many Pins a board has."""
        return sum(pin["board_id"] == board_id for pin in self._pins.values())

    def count_of(self, call: Call) -> int:
        """How many Pins an account has."""
        return len(self._own(call))

    def create(self, call: Call) -> Response:
        """`POST /v5/pins`: the one call that everybody can see."""
        body = pin_body(
            call.request.json(),
            is_cover_needed=not call.has("loose_cover"),
            has_carousels=not call.has("no_carousel"),
            is_beta="beta" in call.token.named("app"),
        )
        source = body["media_source"]
        if call.realm == "sandbox" and source["source_type"] == "video_id":
            raise invalid("media_source: video Pins are not supported in the sandbox")
        board, section = self._place(call, body["board_id"], body.get("board_section_id"))
        if body.get("parent_pin_id") is not None:
            self._seen(call, body["parent_pin_id"])
        self._usage.check_spam(call)
        self._usage.check_pause(call, f"board {board['id']}")
        made = self._media.of_pin(source, call)
        pin = self._new(call, body, made) | _placed(board, section)
        self._pins[pin["id"]] = pin
        self._show(pin, board["privacy"])
        if call.has("made_but_500"):
            raise refusal_of(500, 500)
        return call.made(self._view(pin, call))

    def read(self, call: Call) -> Response:
        """`GET /v5/pins/{pin_id}`."""
        return json_response(200, self._view(self._seen(call, call.id), call))

    def edit(self, call: Call) -> Response:
        """`PATCH /v5/pins/{pin_id}`: in beta, and closed to most apps."""
        if "beta" not in call.token.named("app"):
            raise refusal_of(403, 29)
        body, pin = edit_body(call.request.json()), self._written(call)
        board, section = self._place(
            call,
            body.get("board_id") or pin["board_id"],
            body.get("board_section_id", None if body.get("board_id") else pin["board_section_id"]),
        )
        pin |= {name: body[name] for name in WRITTEN_TEXTS if name in body}
        pin |= _placed(board, section)
        pin["link"] = _kept_link(call, body["link"]) if "link" in body else pin["link"]
        slots = body.get("carousel_slots", [])
        for item, slot in zip(pin["media"].get("items", []), slots, strict=False):
            item.update(slot)
        self._show(pin, board["privacy"])
        return json_response(200, self._view(pin, call))

    def delete(self, call: Call) -> Response:
        """`DELETE /v5/pins/{pin_id}`: of the Pin nothing is left."""
        pin = self._written(call)
        del self._pins[pin["id"]]
        self._world.posts = [
            post for post in self._world.posts if (post.platform, post.remote_id) != ("pinterest", pin["id"])
        ]
        return call.removed()

    def read_all(self, call: Call) -> Response:
        """`GET /v5/pins`: the account's own Pins on all boards; all are native, none was promoted."""
        chosen = call.query.get("pin_filter", "exclude_repins")
        if chosen not in PIN_FILTERS or call.query.get("pin_type", "PRIVATE") != "PRIVATE":
            raise invalid(f"pin_filter: {chosen!r}, or pin_type, is not valid")
        is_any = chosen == "exclude_repins" and "pin_type" not in call.query
        pins = self._own(call) if is_any else []
        if "domain" in call.query:
            pins = [pin for pin in pins if _host_of(pin["link"]) == call.query["domain"]]
        return self._page(call, pins)

    def list_on_board(self, call: Call) -> Response:
        """`GET /v5/boards/{board_id}/pins`, and `/v5/boards/{board_id}/sections/{section_id}/pins`."""
        board = self._boards.seen(call, call.id)
        pins = [pin for pin in self._pins.values() if pin["board_id"] == board["id"]]
        if call.section:
            _check_section(call.section, board)
            self._boards.check_busy(call)
            pins = [pin for pin in pins if pin["board_section_id"] == call.section]
        return self._page(call, pins)

    def search(self, call: Call) -> Response:
        """`GET /v5/search/pins`: the account's own Pins that hold a text."""
        text = call.query.get("query", "").casefold()
        if not text:
            raise invalid("query: it is required")
        found = [pin for pin in self._own(call) if text in f"{pin['title']} {pin['description']}".casefold()]
        return self._page(call, found)

    def _new(self, call: Call, body: Json, made: tuple[str, Json, str]) -> Json:
        """A Pin that stands nowhere yet."""
        now = self._world.now()
        creative_type, media, digest = made
        return {
            "id": str(FIRST_ID + self._world.next_number("pinterest")),
            "created_at": instant(now) + ("+00:00" if call.has("zoned_times") else ""),
            **{name: body.get(name) for name in WRITTEN_TEXTS},
            "link": _kept_link(call, body.get("link")),
            "creative_type": creative_type,
            "is_standard": body["media_source"].get("is_standard", True),
            "has_been_promoted": False,
            "parent_pin_id": body.get("parent_pin_id"),
            "pin_metrics": None,
            "media": media,
            "account": call.account,
            "realm": call.realm,
            "is_private": call.realm == "sandbox" or call.has("private_pins"),
            "made_at": now,
            "listed_at": now + (number_in(call.token, "index") or 0),
            "digest": digest,
        }

    def _place(self, call: Call, board_id: str, section: str | None) -> tuple[Json, str | None]:
        """The board and the section on which a Pin of the account may stand. Raises: Refusal."""
        board = self._boards.seen(call, board_id, "boards:write_secret")
        if board["account"] != call.account and not board["is_group"]:
            raise refusal_of(403, 7)
        if board["privacy"] == "SECRET":
            check_scopes(call, "pins:read_secret", "pins:write_secret")
        if section is not None:
            _check_section(section, board)
        return board, section

    def _seen(self, call: Call, pin_id: str) -> Json:
        """A Pin that the account may see. Raises: Refusal, 404/50 or 403/7."""
        pin = self._pins.get(pin_id)
        if pin is None or pin.get("realm", "production") != call.realm:
            raise refusal_of(404, 50)
        if pin["account"] != call.account and (pin.get("is_private") or pin.get("is_secret")):
            raise refusal_of(403, 7)
        if pin.get("is_secret"):
            check_scopes(call, "pins:read_secret")
        return pin

    def _written(self, call: Call) -> Json:
        """A Pin that the account may change. Raises: Refusal."""
        pin = self._seen(call, call.id)
        if pin["account"] != call.account:
            raise refusal_of(403, 7)
        self._usage.check_pause(call, f"pin {pin['id']}")
        return pin

    def _own(self, call: Call) -> list[Json]:
        return [pin for pin in self._pins.values() if pin["account"] == call.account]

    def _page(self, call: Call, pins: Sequence[Json]) -> Response:
        """A page of Pins that the lists know already, in an order that says nothing about time."""
        types = set(call.query.get("creative_types", "").split(",")) - {""}
        if types - CREATIVE_TYPES:
            raise invalid(f"creative_types: {', '.join(sorted(types - CREATIVE_TYPES))} is not valid")
        known = [
            pin
            for pin in pins
            if pin.get("realm", "production") == call.realm
            and pin.get("listed_at", 0) <= self._world.now()
            and (not pin.get("is_private") or pin["account"] == call.account)
            and (not pin.get("is_secret") or call.token.may("pins:read_secret"))
            and (not types or pin["creative_type"] in types)
        ]
        return page_of(call, [self._view(pin, call) for pin in _sorted(known, call)])

    def _view(self, pin: Json, call: Call) -> Json:
        """A Pin as the API shows it: what it was made from stays behind."""
        seen = {name: value for name, value in pin.items() if name not in UNSAID}
        seen["media"] = self._media.shown(pin["media"], self._world.now())
        return {**seen, "is_owner": pin["account"] == call.account}

    def _show(self, pin: Json, privacy: str) -> None:
        is_private = pin["is_private"] or privacy == "SECRET"
        visibility = "private" if is_private else "unlisted" if privacy == "PROTECTED" else "public"
        self._world.show(
            VisiblePost(
                platform="pinterest",
                account=pin["account"],
                remote_id=pin["id"],
                text=pin["description"] or "",
                media_digest=pin["digest"],
                visibility=visibility,
                at=pin["made_at"],
                url=f"https://www.pinterest.com/pin/{pin['id']}/",
                title=pin["title"] or "",
                link=pin["link"] or "",
                alt=pin["alt_text"] or "",
            )
        )

    @property
    def _pins(self) -> dict[str, Json]:
        pins: dict[str, Json] = self._world.state("pinterest").setdefault("pins", {})
        return pins


def _placed(board: Json, section: str | None) -> Json:
    """What a Pin says of the place where it stands."""
    return {
        "board_id": board["id"],
        "board_section_id": section,
        "board_owner": {"username": username_of(board["account"])},
        "is_secret": board["privacy"] == "SECRET",
    }


def _check_section(section_id: str, board: Json) -> None:
    if section_id not in [section["id"] for section in board["sections"]]:
        raise refusal_of(404, 2031)


def _sorted(pins: Sequence[Json], call: Call) -> list[Json]:
    order = "".join(call.token.named("order")[:1])
    if order in ("newest", "oldest"):
        return sorted(pins, key=lambda pin: int(pin["id"]), reverse=order == "newest")
    return sorted(pins, key=lambda pin: hashlib.sha256(f"{order}{pin['id']}".encode()).digest())


def _host_of(link: str | None) -> str:
    return (urlsplit(link or "").hostname or "").removeprefix("www.")


def _kept_link(call: Call, link: str | None) -> str | None:
    """The link as Pinterest keeps it: as it was given, but for traps that nobody has ruled out."""
    if not link or call.has("lost_links"):
        return None if call.has("lost_links") else link
    if not call.has("rewritten_links"):
        return link
    parts = urlsplit(link)
    query = "&".join([urlencode({"pp": "0", "epik": call.realm}), *reversed(parts.query.split("&"))])
    path = parts.path.rstrip("/") + "/"
    return parts._replace(scheme="https", path=path, query=query.rstrip("&"), fragment="").geturl()
