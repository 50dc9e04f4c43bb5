"""The boards that every simulated Pinterest account has: they stand still, so they are computed, not kept.

The default account owns the boards that the documentation's examples name; any other account owns
boards of the same names with ids of its own.
"""

from __future__ import annotations

import hashlib
from typing import Any

__all__ = ["DEFAULT_ACCOUNT", "board_view", "boards_of", "find_board", "username_of"]

Json = dict[str, Any]

DEFAULT_ACCOUNT = "549755885175"
DEFAULT_USERNAME = "aromatiza"
FIRST_BOARD = 1022106077902810180
BORN_AT = "2023-11-14T22:13:20"


def username_of(account: str) -> str:
    """The name behind an account's id."""
    return DEFAULT_USERNAME if account == DEFAULT_ACCOUNT else f"user{account}"


def boards_of(account: str) -> list[Json]:
    """The account's public boards: "Senteurs", and "Maison", which has one section."""
    first = FIRST_BOARD
    if account != DEFAULT_ACCOUNT:
        first += 1000 + int.from_bytes(hashlib.sha256(account.encode()).digest()[:6], "big") * 10
    common = {"privacy": "PUBLIC", "account": account}
    section = {"id": str(first + 2), "name": "Linge"}
    return [
        {"id": str(first), "name": "Senteurs", "sections": [], **common},
        {"id": str(first + 1), "name": "Maison", "sections": [section], **common},
    ]


def find_board(board_id: str, account: str) -> Json | None:
    """A board that `account` can see: its own, or one of the default account."""
    boards = [*boards_of(account), *boards_of(DEFAULT_ACCOUNT)]
    return next((board for board in boards if board["id"] == board_id), None)


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
