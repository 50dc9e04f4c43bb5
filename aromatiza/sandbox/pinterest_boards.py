"""The boards of simulated Pinterest accounts: they stand still, so they are computed, not kept.

The default account owns the boards that the documentation's examples name; any other account owns
boards of the same names with ids of its own. A token gives its account the boards that it names besides.
"""

from __future__ import annotations

import hashlib
from typing import Any

from aromatiza.sandbox.world import Token

__all__ = ["DEFAULT_ACCOUNT", "board_view", "boards_of", "find_board", "username_of"]

Json = dict[str, Any]

DEFAULT_ACCOUNT = "549755885175"
DEFAULT_USERNAME = "aromatiza"
FIRST_BOARD = 1022106077902810180
FIRST_NAMED_BOARD = 1100000000000000000
BORN_AT = "2023-11-14T22:13:20"


def username_of(account: str) -> str:
    """The name behind an account's id."""
    return DEFAULT_USERNAME if account == DEFAULT_ACCOUNT else f"user{account}"


def boards_of(token: Token) -> list[Json]:
    """The public boards of a token's account: those that it has anyway, then those that the token names."""
    boards = _standing_boards(token.account)
    for named in token.named("board"):
        board = next((board for board in boards if named in (board["id"], board["name"])), None)
        if board is None:
            board = _named_board(named, token.account)
            boards.append(board)
        board["sections"] += [{"id": id_, "name": f"Section {id_}"} for id_ in token.named("section")]
    return boards


def find_board(board_id: str, token: Token) -> Json | None:
    """A board that the token's account can see: its own, or one of the default account."""
    boards = [*boards_of(token), *_standing_boards(DEFAULT_ACCOUNT)]
    return next((board for board in boards if board["id"] == board_id), None)


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


def _named_board(named: str, account: str) -> Json:
    """A board made up around its id or around its name: the same one each time."""
    if named.isdecimal():
        return _board(named, f"Board {named}", account)
    return _board(str(FIRST_NAMED_BOARD + _number(f"{account}/{named}", 7)), named, account)


def _board(board_id: str, name: str, account: str) -> Json:
    return {"id": board_id, "name": name, "privacy": "PUBLIC", "account": account, "sections": []}


def _number(text: str, size: int) -> int:
    """A number of `size` bytes that follows from the text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:size], "big")


def board_view(board: Json, pin_count: int) -> Json:
    """A board as the API shows it."""
    return {
        "id": board["id"],
        "name": board["name"],
        "description": "",
        "privacy": board["privacy"],
        "owner": {"username": username_of(board["account"])},
        "is_ads_only": False,
        "pin_count": pin_count,
        "collaborator_count": 0,
        "follower_count": 0,
        "created_at": BORN_AT,
        "board_pins_modified_at": BORN_AT,
        "media": {"image_cover_url": None, "pin_thumbnail_urls": []},
    }
