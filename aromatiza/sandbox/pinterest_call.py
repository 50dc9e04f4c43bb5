"""A request to Pinterest's API that was let in, the endpoint that it is for, and pages of lists."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.pinterest_errors import invalid
from aromatiza.sandbox.pinterest_tokens import has_trap, realm_of, token_key
from aromatiza.sandbox.world import Token

__all__ = ["Answer", "Call", "Route", "page_of"]

Json = dict[str, Any]

PAGE_SIZES = range(1, 251)
DEFAULT_PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let in: by whose token (or app), its text, and the ids in its path."""

    request: Request
    token: Token
    text: str
    ids: tuple[str, ...] = ()

    @property
    def account(self) -> str:
        """Whose request it is."""
        return self.token.account

    @property
    def id(self) -> str:
        """The first id in the path; "" when it has none."""
        return self.ids[0] if self.ids else ""

    @property
    def section(self) -> str:
        """The second id in the path; "" when it has none."""
        return self.ids[1] if len(self.ids) > 1 else ""

    @property
    def realm(self) -> str:
        """`production` or `sandbox`."""
        return realm_of(self.token)

    @property
    def key(self) -> str:
        """What its token (or app) is known by."""
        return token_key(self.text)

    @property
    def query(self) -> Mapping[str, str]:
        """The query's fields."""
        return self.request.query

    def has(self, trap: str) -> bool:
        """Whether its token asks for a trap."""
        return has_trap(self.token, trap)

    def made(self, value: Json) -> Response:
        """The answer that tells of something new: 201, and 200 is listed as well."""
        return json_response(200 if self.has("ok_200") else 201, value)

    def removed(self) -> Response:
        """The answer that tells of something gone: 204, and since 5.28 200 is listed as well."""
        return json_response(200, {}) if self.has("ok_200") else Response(204)


Answer = Callable[[Call], Response]


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint: all the scopes that it wants, what it counts as, and who answers.

    `query` are the names that its query may hold. An app alone, without a person, is let in where `for_apps`
    says so; an app with trial access is kept from what `is_public`. `basic`: it is the app that asks.
    """

    method: str
    path: str
    scopes: tuple[str, ...]
    category: str
    answer: Answer
    query: frozenset[str] = frozenset()
    for_apps: bool = False
    is_public: bool = False
    is_basic: bool = False
    in_sandbox: bool = True


def page_of(call: Call, items: Sequence[Json], key: str = "id") -> Response:
    """The items after the one that the bookmark names, and the bookmark of the next page.

    Source: https://developers.pinterest.com/docs/reference/pagination/ (read 2026-11).
    """
    text = call.query.get("page_size", str(DEFAULT_PAGE_SIZE))
    if not (text.isascii() and text.isdigit()) or int(text) not in PAGE_SIZES:
        raise invalid(f"page_size: {text!r} is not between {PAGE_SIZES[0]} and {PAGE_SIZES[-1]}")
    size, bookmark, first = int(text), call.query.get("bookmark", ""), 0
    if bookmark:
        places = [place for place, item in enumerate(items) if _bookmark(item[key]) == bookmark]
        if not places:
            raise invalid("bookmark: not valid")
        first = places[0] + 1
    shown = list(items[first : first + size])
    has_more = first + size < len(items)
    return json_response(200, {"items": shown, "bookmark": _bookmark(shown[-1][key]) if has_more else None})


def _bookmark(item_id: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(item_id.encode()).digest()).decode()
