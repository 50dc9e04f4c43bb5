"""The boards of simulated Pinterest accounts, and their sections.

The default account owns the boards that the documentation's examples name; any other account owns
boards of the same names with ids of its own. These stand still, so they are computed, not kept; what
`POST /v5/boards` and `.../sections` make is kept. A token gives its account the boards that it names besides,
by id (digits) or by name, a board with the same id each time:

| key in the token | gives |
|---|---|
| `board` | public boards |
| `protected_board`, `secret_board` | boards of that privacy; a secret one wants the `*_secret` scopes |
| `ads_board` | boards for advertising only, which are protected |
| `group_board` | boards of somebody else, to which the account may add |
| `section` | sections of all these boards, by id or by name |
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from aromatiza.sandbox.http import Response, json_response
from aromatiza.sandbox.pinterest_body import board_body, section_body
from aromatiza.sandbox.pinterest_call import Call, page_of
from aromatiza.sandbox.pinterest_errors import Refusal, invalid, refusal_of
from aromatiza.sandbox.pinterest_tokens import DEFAULT_ACCOUNT, number_in, take_turn
from aromatiza.sandbox.pinterest_usage import Usage
from aromatiza.sandbox.world import Token, World

__all__ = ["Boards", "check_scopes", "instant", "username_of"]

Json = dict[str, Any]

DEFAULT_USERNAME = "aromatiza"
# Who owns the group boards.
OTHER_ACCOUNT = "549755880001"
FIRST_BOARD = 1022106077902810180
FIRST_NAMED_BOARD = 1100000000000000000
FIRST_NAMED_SECTION = 5100000000000000000
FIRST_MADE = 1090000000000000000
BORN_AT = "2023-11-14T22:13:20"

PRIVACY_FILTERS = {
    "ALL": ("PUBLIC", "PROTECTED", "SECRET"),
    "PUBLIC": ("PUBLIC",),
    "PROTECTED": ("PROTECTED",),
    "SECRET": ("SECRET",),
    "PUBLIC_AND_SECRET": ("PUBLIC", "SECRET"),
}
NAMED_BOARDS: dict[str, Json] = {
    "board": {},
    "protected_board": {"privacy": "PROTECTED"},
    "secret_board": {"privacy": "SECRET"},
    "ads_board": {"privacy": "PROTECTED", "is_ads_only": True},
    "group_board": {"account": OTHER_ACCOUNT, "is_group": True},
}
ADS_BOARD = {"name": "Ad-only Pins", "privacy": "PROTECTED", "is_ads_only": True}


class Boards:
    """What is asked about boards and sections; `pins_on` counts the Pins of a board."""

    def __init__(self, world: World, usage: Usage, pins_on: Callable[[str], int]) -> None:
        self._world = world
        self._usage = usage
        self._pins_on = pins_on

    def read_all(self, call: Call) -> Response:
        """`GET /v5/boards`: the account's own boards, and those that it shares."""
        privacy = call.query.get("privacy", "ALL")
        if privacy not in PRIVACY_FILTERS:
            raise invalid(f"privacy: {privacy!r} is not one of {', '.join(PRIVACY_FILTERS)}")
        seen = [board for board in self.of(call) if board["privacy"] in PRIVACY_FILTERS[privacy]]
        return page_of(call, [self._view(board) for board in seen])

    def read(self, call: Call) -> Response:
        """`GET /v5/boards/{board_id}`."""
        return json_response(200, self._view(self.seen(call, call.id)))

    def create(self, call: Call) -> Response:
        """`POST /v5/boards`."""
        body = board_body(call.request.json())
        self._usage.check_pause(call, f"{call.realm}/{call.account}/boards")
        if body.get("privacy") == "SECRET":
            check_scopes(call, "boards:write_secret")
        made = _board(str(FIRST_MADE + self._world.next_number("pinterest")), body["name"], call.account)
        made |= {name: body[name] for name in ("privacy", "description") if body.get(name) is not None}
        if body.get("is_ads_only"):
            made |= ADS_BOARD
        made |= {"realm": call.realm, "created_at": instant(self._world.now())}
        self._made[made["id"]] = made
        return call.made(self._view(made))

    def sections(self, call: Call) -> Response:
        """`GET /v5/boards/{board_id}/sections`."""
        return page_of(call, self.seen(call, call.id)["sections"])

    def create_section(self, call: Call) -> Response:
        """`POST /v5/boards/{board_id}/sections`; its refusals say their status once more as a code."""
        body = section_body(call.request.json())
        board = self.seen(call, call.id, "boards:write_secret")
        if board["account"] != call.account and not board["is_group"]:
            raise Refusal(403, 403, "Not authorized to create board sections.")
        self.check_busy(call, "Could not get exclusive access to the board to create a new section.")
        self._usage.check_pause(call, f"board {board['id']}")
        section = {"id": str(FIRST_MADE + self._world.next_number("pinterest")), "name": body["name"]}
        sections: dict[str, list[Json]] = self._memory.setdefault("sections", {})
        sections.setdefault(board["id"], []).append(section)
        return call.made(section)

    def check_busy(self, call: Call, message: str = "Board section conflict.") -> None:
        """Raises: Refusal, 409/409, while the token has its sections busy."""
        times = number_in(call.token, "busy")
        if times is not None and take_turn(self._world, f"{call.key}/busy", times):
            raise Refusal(409, 409, message)

    def of(self, call: Call) -> list[Json]:
        """The boards that are the account's, or that it shares, as far as the token may see them."""
        boards = _named_boards(call.token) + self._made_by(call.account, call.realm)
        may_see_secrets = call.token.may("boards:read_secret")
        return [self._whole(one) for one in boards if may_see_secrets or one["privacy"] != "SECRET"]

    def seen(self, call: Call, board_id: str, *secret_scopes: str) -> Json:
        """A board that anybody may see, or that is the account's.

        Raises: Refusal, 404/40 when there is none, 401/3 when it is secret and the token lacks the scopes.
        """
        boards = [*_named_boards(call.token), *_standing_boards(DEFAULT_ACCOUNT)]
        board = next((one for one in boards if one["id"] == board_id), None) or self._made.get(board_id)
        if board is None or board.get("realm", call.realm) != call.realm:
            raise refusal_of(404, 40)
        if board["privacy"] == "SECRET":
            if board["account"] != call.account:
                raise refusal_of(403, 7)
            check_scopes(call, "boards:read_secret", *secret_scopes)
        return self._whole(board)

    def _whole(self, board: Json) -> Json:
        """A board with the sections that were made on it."""
        more = self._memory.get("sections", {}).get(board["id"], [])
        return {**board, "sections": [*board["sections"], *more]}

    def _made_by(self, account: str, realm: str) -> list[Json]:
        return [one for one in self._made.values() if (one["account"], one["realm"]) == (account, realm)]

    def _view(self, board: Json) -> Json:
        """A board as the API shows it."""
        return {
            "id": board["id"],
            "name": board["name"],
            "description": board.get("description", ""),
            "privacy": board["privacy"],
            "owner": {"username": username_of(board["account"])},
            "is_ads_only": board["is_ads_only"],
            "pin_count": self._pins_on(board["id"]),
            "collaborator_count": int(board["is_group"]),
            "follower_count": 0,
            "created_at": board.get("created_at", BORN_AT),
            "board_pins_modified_at": board.get("created_at", BORN_AT),
            "media": {"image_cover_url": None, "pin_thumbnail_urls": []},
        }

    @property
    def _made(self) -> dict[str, Json]:
        made: dict[str, Json] = self._memory.setdefault("boards", {})
        return made

    @property
    def _memory(self) -> Json:
        return self._world.state("pinterest")


def username_of(account: str) -> str:
    """The name behind an account's id."""
    return DEFAULT_USERNAME if account == DEFAULT_ACCOUNT else f"user{account}"


def instant(at: float) -> str:
    """The time as Pinterest writes it: UTC, without saying so."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def check_scopes(call: Call, *scopes: str) -> None:
    """Raises: Refusal, 401/3, when the token lacks one of them."""
    if not call.token.may(*scopes):
        needed = ", ".join(scopes)
        raise Refusal(401, 3, f"The token does not have sufficient permissions; required scopes: {needed}.")


def _named_boards(token: Token) -> list[Json]:
    """The boards that a token's account has anyway, then those that the token names."""
    boards = _standing_boards(token.account)
    for key, traits in NAMED_BOARDS.items():
        for named in token.named(key):
            own = [one for one in boards if not traits and named in (one["id"], one["name"])]
            board = own[0] if own else {**_named_board(named, token.account, key), **traits}
            boards = boards if own else [*boards, board]
            board["sections"] += [_named_section(board, name) for name in token.named("section")]
    return boards


def _named_section(board: Json, named: str) -> Json:
    if named.isascii() and named.isdigit():
        return {"id": named, "name": f"Section {named}"}
    return {"id": str(FIRST_NAMED_SECTION + _number(f"{board['id']}/{named}", 7)), "name": named}


def _standing_boards(account: str) -> list[Json]:
    """What every account has: "Senteurs", and "Maison", which has one section."""
    first = FIRST_BOARD
    if account != DEFAULT_ACCOUNT:
        first += 1000 + _number(account, 6) * 10
    section = {"id": str(first + 2), "name": "Linge"}
    return [
        _board(str(first), "Senteurs", account),
        {**_board(str(first + 1), "Maison", account), "sections": [section]},
    ]


def _named_board(named: str, account: str, key: str) -> Json:
    """A board made up around its id or around its name: the same one each time."""
    if named.isascii() and named.isdigit():
        return _board(named, f"Board {named}", account)
    whose = f"{account}/{named}" if key == "board" else f"{account}/{key}/{named}"
    return _board(str(FIRST_NAMED_BOARD + _number(whose, 7)), named, account)


def _board(board_id: str, name: str, account: str) -> Json:
    traits = {"privacy": "PUBLIC", "is_ads_only": False, "is_group": False}
    return {"id": board_id, "name": name, "account": account, "sections": [], **traits}


def _number(text: str, size: int) -> int:
    """A number of `size` bytes that follows from the text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:size], "big")
