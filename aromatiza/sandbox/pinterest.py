"""Pinterest as its API v5 shows it: boards, uploads of video, Pins, and the bucket that takes the files.

A Pin is public at once. Like the real network, it has no idempotency key, forgets which `media_id` a Pin
came from, and lists Pins in no useful order.
Source: OpenAPI 5.23.0 of https://github.com/pinterest/api-description, read 2026-11.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.pinterest_boards import DEFAULT_ACCOUNT, board_view, boards_of, find_board, username_of
from aromatiza.sandbox.pinterest_body import Refusal, invalid, media_body, page_query, pin_body
from aromatiza.sandbox.pinterest_media import UPLOAD_HOST, PinterestMedia
from aromatiza.sandbox.world import Token, VisiblePost, World, token_of

__all__ = ["Pinterest"]

Json = dict[str, Any]

API_HOST = "api.pinterest.com"
FIRST_ID = 813744226420000000
WRITTEN_TEXTS = ("title", "description", "link", "alt_text", "dominant_color")

# Calls a minute, per user and app, with Standard access:
# https://developers.pinterest.com/docs/reference/rate-limits/, read 2026-11 in two transcriptions.
CALLS_PER_MINUTE = {"org_read": 1000, "org_write": 100}
MINUTE_S = 60.0

PRIVACY_FILTERS = {
    "ALL": ("PUBLIC", "PROTECTED", "SECRET"),
    "PUBLIC": ("PUBLIC",),
    "PROTECTED": ("PROTECTED",),
    "SECRET": ("SECRET",),
    "PUBLIC_AND_SECRET": ("PUBLIC", "SECRET"),
}


@dataclass(frozen=True, slots=True)
class Call:
    """An admitted request: its token, and the ids in its path ("" for what the path does not have)."""

    request: Request
    token: Token
    id: str = ""
    section: str = ""

    @property
    def account(self) -> str:
        """Whose request it is."""
        return self.token.account


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint: all the scopes that it wants, what it counts as, and who answers."""

    method: str
    path: str
    scopes: tuple[str, ...]
    category: str
    answer: Callable[[Pinterest, Call], Response]


class Pinterest:
    """The simulated network; see the module."""

    name = "pinterest"
    hosts = (API_HOST, UPLOAD_HOST)

    def __init__(self, world: World) -> None:
        self._world = world
        self._media = PinterestMedia(world)

    def handle(self, request: Request) -> Response:
        """Answer one request, to the API or to the bucket."""
        if request.host == UPLOAD_HOST:
            return self._media.upload(request)
        limits: dict[str, str] = {}
        try:
            route, call = _admitted(request)
            limits = self._spend(call.account, route.category)
            response = route.answer(self, call)
        except Refusal as refusal:
            problem = {"code": refusal.code, "message": str(refusal)}
            response = json_response(refusal.status, problem, refusal.headers)
        headers = {**response.headers, **limits, "x-pinterest-rid": self._request_id()}
        return replace(response, headers=headers)

    def tick(self) -> None:
        """Nothing to do: what processing has come to is read off the clock."""

    def user_account(self, call: Call) -> Response:
        """`GET /v5/user_account`: whose token this is."""
        account = {
            "account_type": "BUSINESS",
            "id": call.account,
            "username": username_of(call.account),
            "business_name": username_of(call.account).title(),
            "about": "",
            "profile_image": self._world.url("i.pinimg.com", "/600x600_R/aromatiza.jpg"),
            "website_url": "",
            "board_count": len(boards_of(call.token)),
            "pin_count": len(self._pins_of(call.account)),
            "follower_count": 0,
            "following_count": 0,
            "monthly_views": 0,
        }
        return json_response(200, account)

    def boards(self, call: Call) -> Response:
        """`GET /v5/boards`: the account's own boards."""
        privacy = call.request.query.get("privacy", "ALL")
        if privacy not in PRIVACY_FILTERS:
            raise invalid(f"privacy: {privacy!r} is not one of {', '.join(PRIVACY_FILTERS)}")
        wanted = [board for board in boards_of(call.token) if board["privacy"] in PRIVACY_FILTERS[privacy]]
        return _page(call.request, [self._board_view(board) for board in wanted])

    def board(self, call: Call) -> Response:
        """`GET /v5/boards/{board_id}`."""
        return json_response(200, self._board_view(_board(call.id, call.token)))

    def sections(self, call: Call) -> Response:
        """`GET /v5/boards/{board_id}/sections`."""
        return _page(call.request, _board(call.id, call.token)["sections"])

    def board_pins(self, call: Call) -> Response:
        """`GET /v5/boards/{board_id}/pins`, and `/v5/boards/{board_id}/sections/{section_id}/pins`."""
        board = _board(call.id, call.token)
        pins = [pin for pin in self._pins.values() if pin["board_id"] == board["id"]]
        if call.section:
            _check_section(call.section, board)
            pins = [pin for pin in pins if pin["board_section_id"] == call.section]
        return self._pin_page(call, pins)

    def pins(self, call: Call) -> Response:
        """`GET /v5/pins`: the account's own Pins on all boards; all are native, none was promoted."""
        chosen = call.request.query.get("pin_filter", "exclude_repins")
        if chosen not in ("exclude_native", "exclude_repins", "has_been_promoted"):
            raise invalid(f"pin_filter: {chosen!r} is not valid")
        return self._pin_page(call, self._pins_of(call.account) if chosen == "exclude_repins" else [])

    def pin(self, call: Call) -> Response:
        """`GET /v5/pins/{pin_id}`."""
        if call.id not in self._pins:
            raise Refusal(404, 50, "Pin not found.")
        return json_response(200, _pin_view(self._pins[call.id], call.account))

    def register_media(self, call: Call) -> Response:
        """`POST /v5/media`: make room for one video, and say how to send it."""
        media_body(call.request.json())
        answer = self._media.register(self._next_id(), call.account)
        return json_response(201, answer)

    def media_status(self, call: Call) -> Response:
        """`GET /v5/media/{media_id}`."""
        status = self._media.status(call.id, call.account)
        return json_response(200, {"media_id": call.id, "media_type": "video", "status": status})

    def create_pin(self, call: Call) -> Response:
        """`POST /v5/pins`: the one call that everybody can see."""
        body = pin_body(call.request.json())
        board = _board(body["board_id"], call.token)
        if board["account"] != call.account:
            raise Refusal(403, 7, "Not authorized to access board or Pin.")
        section = body.get("board_section_id")
        if section is not None:
            _check_section(section, board)
        source = body["media_source"]
        creative_type, media, digest = self._media.of_pin(source, call.account)
        pin_id, now = self._next_id(), self._world.now()
        self._pins[pin_id] = {
            "id": pin_id,
            "created_at": _instant(now),
            **{name: body.get(name) for name in WRITTEN_TEXTS},
            "creative_type": creative_type,
            "board_id": board["id"],
            "board_section_id": section,
            "board_owner": {"username": username_of(call.account)},
            "is_standard": source.get("is_standard", True),
            "has_been_promoted": False,
            "parent_pin_id": body.get("parent_pin_id"),
            "pin_metrics": None,
            "media": media,
            "account": call.account,
        }
        self._show(self._pins[pin_id], digest, now)
        return json_response(201, _pin_view(self._pins[pin_id], call.account))

    def _show(self, pin: Json, digest: str, now: float) -> None:
        self._world.show(
            VisiblePost(
                platform=self.name,
                account=pin["account"],
                remote_id=pin["id"],
                text=pin["description"] or "",
                media_digest=digest,
                visibility="public",
                at=now,
                url=f"https://www.pinterest.com/pin/{pin['id']}/",
                title=pin["title"] or "",
                link=pin["link"] or "",
                alt=pin["alt_text"] or "",
            )
        )

    def _board_view(self, board: Json) -> Json:
        return board_view(board, sum(pin["board_id"] == board["id"] for pin in self._pins.values()))

    def _pin_page(self, call: Call, pins: list[Json]) -> Response:
        """A page of Pins in an order that says nothing about time: Pinterest documents none."""
        shuffled = sorted(pins, key=lambda pin: hashlib.sha256(pin["id"].encode()).digest())
        return _page(call.request, [_pin_view(pin, call.account) for pin in shuffled])

    def _spend(self, account: str, category: str) -> dict[str, str]:
        """Count one call; the headers tell how many are left, and in how many seconds the count restarts."""
        now, limit = self._world.now(), CALLS_PER_MINUTE[category]
        windows = self._memory.setdefault("windows", {})
        window = windows.get(f"{account}:{category}")
        if window is None or now >= window["from"] + MINUTE_S:
            window = windows[f"{account}:{category}"] = {"from": now, "calls": 0}
        window["calls"] = min(window["calls"] + 1, limit + 1)
        headers = {
            "x-ratelimit-limit": str(limit),
            "x-ratelimit-remaining": str(max(0, limit - window["calls"])),
            "x-ratelimit-reset": str(int(window["from"] + MINUTE_S - now) + 1),
        }
        if window["calls"] > limit:
            raise Refusal(429, 8, "You have exceeded your rate limit. Try again later.", headers)
        return headers

    def _pins_of(self, account: str) -> list[Json]:
        return [pin for pin in self._pins.values() if pin["account"] == account]

    def _next_id(self) -> str:
        return str(FIRST_ID + self._world.next_number(self.name))

    def _request_id(self) -> str:
        self._memory["requests"] = self._memory.get("requests", 0) + 1
        return f"{self._memory['requests']:016d}"

    @property
    def _memory(self) -> Json:
        return self._world.state(self.name)

    @property
    def _pins(self) -> dict[str, Json]:
        pins: dict[str, Json] = self._memory.setdefault("pins", {})
        return pins


def _admitted(request: Request) -> tuple[Route, Call]:
    """Find who answers, and make sure that the token may ask."""
    found = [(route, match) for route in ROUTES if (match := re.fullmatch(route.path, request.path))]
    if not found:
        raise Refusal(404, 404, f"There is nothing at {request.path}.")
    route, match = next((pair for pair in found if pair[0].method == request.method), (None, found[0][1]))
    if route is None:
        raise Refusal(405, 405, f"{request.method} is not allowed at {request.path}.")
    token = token_of(request, DEFAULT_ACCOUNT)
    if token is None or token.is_expired:
        raise Refusal(401, 2, "Authentication failed.")
    if not token.may(*route.scopes):
        needed = ", ".join(route.scopes)
        raise Refusal(401, 3, f"The token does not have sufficient permissions; required scopes: {needed}.")
    for path_id in match.groups():
        if not re.fullmatch(r"[0-9]+", path_id):
            raise invalid(f"{path_id!r} is not an id")
    return route, Call(request, token, *match.groups())


def _board(board_id: str, token: Token) -> Json:
    board = find_board(board_id, token)
    if board is None:
        raise Refusal(404, 40, "Board not found.")
    return board


def _check_section(section_id: str, board: Json) -> None:
    if section_id not in [section["id"] for section in board["sections"]]:
        raise Refusal(404, 2031, "Board section not found.")


def _page(request: Request, items: list[Json]) -> Response:
    """The items after the one that the bookmark names, and the bookmark of the next page."""
    size, bookmark = page_query(request.query)
    first = 0
    if bookmark:
        places = [place for place, item in enumerate(items) if _bookmark(item) == bookmark]
        if not places:
            raise invalid("bookmark: not valid")
        first = places[0] + 1
    shown = items[first : first + size]
    has_more = first + size < len(items)
    return json_response(200, {"items": shown, "bookmark": _bookmark(shown[-1]) if has_more else None})


def _bookmark(item: Json) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(item["id"].encode()).digest()).decode()


def _pin_view(pin: Json, account: str) -> Json:
    """A Pin as the API shows it: what it was made from stays behind."""
    seen = {name: value for name, value in pin.items() if name != "account"}
    return {**seen, "is_owner": pin["account"] == account}


def _instant(at: float) -> str:
    """The time as Pinterest writes it: UTC, without saying so."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S")


READ_PINS = ("boards:read", "pins:read")
WRITE_PINS = ("boards:read", "boards:write", "pins:read", "pins:write")

ROUTES = (
    Route("GET", r"/v5/user_account", ("user_accounts:read",), "org_read", Pinterest.user_account),
    Route("GET", r"/v5/boards", ("boards:read",), "org_read", Pinterest.boards),
    Route("GET", r"/v5/boards/([^/]+)", ("boards:read",), "org_read", Pinterest.board),
    Route("GET", r"/v5/boards/([^/]+)/sections", ("boards:read",), "org_read", Pinterest.sections),
    Route("GET", r"/v5/boards/([^/]+)/pins", READ_PINS, "org_read", Pinterest.board_pins),
    Route("GET", r"/v5/boards/([^/]+)/sections/([^/]+)/pins", READ_PINS, "org_read", Pinterest.board_pins),
    Route("POST", r"/v5/media", ("pins:read", "pins:write"), "org_write", Pinterest.register_media),
    Route("GET", r"/v5/media/([^/]+)", ("pins:read",), "org_read", Pinterest.media_status),
    Route("POST", r"/v5/pins", WRITE_PINS, "org_write", Pinterest.create_pin),
    Route("GET", r"/v5/pins", READ_PINS, "org_read", Pinterest.pins),
    Route("GET", r"/v5/pins/([^/]+)", READ_PINS, "org_read", Pinterest.pin),
)
