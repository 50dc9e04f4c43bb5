"""One request to the Data API as its endpoints see it: let in, its query read by the discovery document.

Parameters that a method does not have are refused, and so are values of a wrong type. The names and limits
are those of the discovery document, revision 20261104.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from aromatiza.sandbox.http import Request, Response
from aromatiza.sandbox.world import Token
from aromatiza.sandbox.youtube_errors import Refusal, bad_request
from aromatiza.sandbox.youtube_tokens import has_trap, number_in

__all__ = [
    "FLAG",
    "TEXT",
    "Call",
    "Route",
    "check_query",
    "checked_parts",
    "no_filter",
    "page_of",
    "whole",
]

TEXT = "text"
FLAG = "true or false"

COMMON: Mapping[str, str] = {
    "$.xgafv": TEXT,
    "access_token": TEXT,
    "alt": TEXT,
    "callback": TEXT,
    "fields": TEXT,
    "key": TEXT,
    "oauth_token": TEXT,
    "prettyPrint": FLAG,
    "quotaUser": TEXT,
    "uploadType": TEXT,
    "upload_protocol": TEXT,
}
"""What every method takes. Of these, the sandbox heeds `access_token`, `oauth_token` and `uploadType`."""

PAGE_TOKEN = "CDIQ{}AA"
DEFAULT_PAGE = 5


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let in: `key` knows its token again."""

    request: Request
    token: Token
    key: str

    @property
    def query(self) -> Mapping[str, str]:
        """The parameters of the request."""
        return self.request.query

    @property
    def account(self) -> str:
        """The channel that the token acts for."""
        return self.token.account

    @property
    def project(self) -> str:
        """The project whose quotas the call spends."""
        return "".join(self.token.named("project")[:1])

    def has(self, trap: str) -> bool:
        """Whether the token asks for one of the traps."""
        return has_trap(self.token, trap)

    def number(self, key: str, otherwise: int) -> int:
        """The number that the token gives for a key."""
        number = number_in(self.token, key)
        return otherwise if number is None else number

    def ids(self, name: str = "id") -> list[str]:
        """The values of a parameter that takes several."""
        return [one.strip() for one in self.query.get(name, "").split(",") if one.strip()]

    def is_on(self, name: str) -> bool:
        """Whether a flag of the query is set."""
        return self.query.get(name, "false").lower() == "true"


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint: the scopes of which it wants any, what it costs, its parameters, and who answers.

    `bucket` is the daily quota that a call spends (see `youtube_quota`), `plans` are the keys of the token
    that plan its refusals.
    """

    scopes: tuple[str, ...]
    answer: Callable[[Call], Response]
    cost: int = 1
    bucket: str = "units"
    plans: tuple[str, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)
    required: tuple[str, ...] = ()


def whole(low: int, high: int) -> str:
    """The kind of a parameter that is a whole number of this range."""
    return f"{low}-{high}"


def check_query(query: Mapping[str, str], route: Route) -> None:
    """Raises: Refusal, when a parameter is unknown, missing, or of a wrong type."""
    known = {**COMMON, **route.params}
    for name in route.required:
        if not query.get(name):
            raise Refusal(400, "required", f"Required parameter: {name}", location=name)
    for name, value in query.items():
        if name not in known:
            raise bad_request(
                f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
                f"Field '{name}' could not be found in request message."
            )
        _check_value(name, value, known[name])


def _check_value(name: str, value: str, kind: str) -> None:
    if kind == FLAG and value.lower() not in ("true", "false"):
        raise bad_request(f"Invalid value at '{name}' (TYPE_BOOL), \"{value}\"")
    limits = re.fullmatch(r"([0-9]+)-([0-9]+)", kind)
    if limits is None:
        return
    low, high = int(limits[1]), int(limits[2])
    is_whole = value.isascii() and value.isdigit() and len(value) < 10
    if not is_whole or not low <= int(value) <= high:
        message = f"Invalid value '{value}'. Values must be within the range: [{low}, {high}]"
        raise Refusal(400, "invalidParameter", message, location=name)


def checked_parts(query: Mapping[str, str], known: Collection[str]) -> list[str]:
    """The names in the parameter `part`, in their order; each once."""
    parts = [name.strip() for name in query.get("part", "").split(",") if name.strip()]
    if not parts:
        raise Refusal(400, "required", "Required parameter: part", location="part")
    for name in parts:
        if name not in known:
            raise Refusal(400, "unknownPart", name, domain="youtube.part", location="part")
    return list(dict.fromkeys(parts))


def no_filter(names: str) -> Refusal:
    """The refusal of a list that nobody can tell which resources it is to have."""
    message = f"No filter selected. Expected one of: {names}"
    place = {"location": "parameters.", "location_type": "other"}
    return Refusal(400, "missingRequiredParameter", message, domain="youtube.parameter", **place)


def page_of(call: Call, total: int) -> tuple[slice, dict[str, str], int]:
    """Which of `total` things a page shows, the tokens of its neighbours, and how many it holds.

    Raises: Refusal, for a page token that no answer gave.
    """
    size = int(call.query.get("maxResults", DEFAULT_PAGE))
    token = call.query.get("pageToken", "")
    match = re.fullmatch(PAGE_TOKEN.format("([0-9]{1,9})"), token)
    if token and match is None:
        message = "The request specifies an invalid page token."
        raise Refusal(400, "invalidPageToken", message, domain="youtube.parameter", location="pageToken")
    first = int(match[1]) if match else 0
    neighbours: dict[str, str] = {}
    if size and first + size < total:
        neighbours["nextPageToken"] = PAGE_TOKEN.format(first + size)
    if size and first:
        neighbours["prevPageToken"] = PAGE_TOKEN.format(max(first - size, 0))
    return slice(first, first + size), neighbours, size
