"""What every request to graph.facebook.com has in common: who asks, for what, and how a refusal looks.

The version in the path is optional and every version is taken; parameters count the same in the query,
in a form and in a JSON body. Refusals are raised as `RefusedError` and carry the network's answer.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from aromatiza.sandbox.http import Request, Response, form_fields, json_response
from aromatiza.sandbox.world import Token, token_of

__all__ = [
    "INSTAGRAM_ID",
    "PAGE_ID",
    "Call",
    "RefusedError",
    "Route",
    "dispatch",
    "instagram_of",
    "iso_time",
    "listing",
    "page_of",
    "path_of",
    "read_call",
    "refusal",
    "schedule_of",
    "select",
    "token_with_request",
    "username_of",
]

PAGE_ID = "100200300400500"
INSTAGRAM_ID = "17841400000000000"

# https://developers.facebook.com/docs/graph-api/reference/page/feed/, read 2026-11
LISTED_BY_DEFAULT = 25
LISTED_AT_MOST = 100

# The Page of an Instagram account other than the default one has that account's id after this.
LINKED_PAGE = "2"
INSTAGRAM_ACCOUNT = re.compile(r"17841\d{12}")
VERSION = re.compile(r"v\d+\.\d+")
FIELD = re.compile(r"(\w+)(?:\{([^{}]*)\})?")
TRUTHS = {"true": True, "1": True, "false": False, "0": False}


class RefusedError(Exception):
    """A request that the network does not take; `answer` is what it says instead."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.body.decode())
        self.answer = answer


def refusal(message: str, code: int, subcode: int = 0, *, kind: str = "OAuthException") -> RefusedError:
    """A refusal in Graph's envelope; HTTP 400 whatever the reason.

    Source: https://developers.facebook.com/docs/graph-api/guides/error-handling (read 2026-11).
    """
    trace = hashlib.sha256(f"{code}/{subcode}/{message}".encode()).hexdigest()
    error: dict[str, object] = {"message": message, "type": kind, "code": code}
    if subcode:
        error["error_subcode"] = subcode
    error |= {"is_transient": False, "fbtrace_id": "A" + trace[:22]}
    return RefusedError(json_response(400, {"error": error}))


@dataclass(frozen=True, slots=True)
class Call:
    """One Graph request: `/NODE/EDGE` with its parameters, made for the Page `page`."""

    method: str
    path: str
    node: str
    edge: str
    params: Mapping[str, str]
    token: Token
    page: str

    @property
    def instagram(self) -> str:
        """The Instagram account that is linked to the Page; "" when none is."""
        return instagram_of(self.page)

    def text(self, name: str) -> str:
        """The parameter, or "" when it was not sent."""
        return self.params.get(name, "")

    def needed(self, name: str) -> str:
        """The parameter. Raises: RefusedError, when it is missing or empty."""
        if not self.text(name):
            raise refusal(f"(#100) The parameter {name} is required", 100)
        return self.text(name)

    def flag(self, name: str, default: bool) -> bool:
        """The parameter as a boolean. Raises: RefusedError, when it is none."""
        text = self.text(name).lower()
        if text and text not in TRUTHS:
            raise refusal(f"(#100) Param {name} must be a boolean", 100)
        return TRUTHS.get(text, default)

    def whole(self, name: str) -> int | None:
        """The parameter as a whole number, None when it was not sent. Raises: RefusedError, if it is none."""
        text = self.text(name)
        if not re.fullmatch(r"-?\d{1,15}|", text):
            raise refusal(f"(#100) Param {name} must be an integer", 100)
        return int(text) if text else None


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers a kind of request, and the permissions that its token needs."""

    answer: Callable[[Call], dict[str, Any]]
    scopes: tuple[str, ...] = ()


def path_of(request: Request) -> list[str]:
    """The segments of the path, without the version."""
    return [part for part in request.path.split("/") if part and not VERSION.fullmatch(part)]


def token_with_request(request: Request) -> Token:
    """The valid token in a Graph request's header or `access_token` parameter.

    Raises: RefusedError, when there is none or it has expired.
    """
    token = _sent_token(request, _params(request))
    if token is None:
        raise refusal("An access token is required to request this resource.", 104)
    if token.is_expired:
        raise refusal("Error validating access token: the session has expired.", 190, 463)
    return token


def page_of(token: Token) -> str:
    """The Page for which a token speaks; an Instagram account's token is that of its linked Page."""
    if token.account == INSTAGRAM_ID:
        return PAGE_ID
    is_instagram = INSTAGRAM_ACCOUNT.fullmatch(token.account)
    return LINKED_PAGE + token.account if is_instagram else token.account


def instagram_of(page: str) -> str:
    """The Instagram account that is linked to a Page; "" when none is."""
    if page == PAGE_ID:
        return INSTAGRAM_ID
    account = page.removeprefix(LINKED_PAGE)
    is_linked = account not in (page, INSTAGRAM_ID) and INSTAGRAM_ACCOUNT.fullmatch(account)
    return account if is_linked else ""


def username_of(instagram: str) -> str:
    """The name behind an Instagram account's id."""
    return "aromatiza" if instagram == INSTAGRAM_ID else f"user{instagram}"


def read_call(request: Request) -> Call:
    """Read a Graph request; `me` is the Page of its token. Raises: RefusedError, for a bad token."""
    token = token_with_request(request)
    page = page_of(token)
    node, *edge = path_of(request) or [""]
    return Call(
        request.method.upper(),
        request.path,
        page if node == "me" else node,
        "/".join(edge),
        _params(request),
        token,
        page,
    )


def dispatch(routes: Mapping[tuple[str, str, str], Route], kind: str, call: Call) -> dict[str, Any]:
    """Let the route for (method, kind of node, edge) answer.

    Raises: RefusedError, when there is no such node or edge, or the token lacks a permission.
    """
    route = routes.get((call.method, kind, call.edge))
    if route is None and kind and call.method == "GET":
        raise _no_field(call.edge, kind)
    if route is None:
        raise refusal(
            f"Unsupported {call.method.lower()} request. Object '{call.node}' does not exist, cannot be "
            "loaded due to missing permissions, or does not support this operation",
            100,
            33,
            kind="GraphMethodException",
        )
    if not call.token.may(*route.scopes):
        code = 10 if call.method == "GET" else 200
        raise refusal(f"(#{code}) Requires the permissions {', '.join(route.scopes)}", code)
    return route.answer(call)


def select(kind: str, values: Mapping[str, Any], fields: str) -> dict[str, Any]:
    """The asked `fields` (`a,b{c}`) of a node, and always its id; a field that is None is left out.

    Raises: RefusedError, for a field that is no key of `values`.
    """
    picked = {"id": values["id"]} if "id" in values else {}
    for name, inner in FIELD.findall(fields):
        if name not in values:
            raise _no_field(name, kind)
        value = values[name]
        if isinstance(value, dict) and (inner or "id" in value):
            value = select(name, value, inner)
        if value is not None:
            picked[name] = value
    return picked


def listing(
    call: Call, kind: str, rows: Sequence[tuple[float, Mapping[str, Any]]], default_fields: str
) -> dict[str, Any]:
    """One page of an edge: rows are (time, node) pairs; newest first, between `since` and `until`.

    Raises: RefusedError, for an unknown field or a window that ends before it begins.
    """
    since, until = call.whole("since"), call.whole("until")
    if since is not None and until is not None and until <= since:
        raise refusal("(#100) until must be later than since", 100)
    ordered = sorted(rows, key=lambda row: row[0])
    ordered.reverse()  # of two at the same time, the one that was made last comes first
    matching = [
        node
        for at, node in ordered
        if (since is None or int(at) >= since) and (until is None or int(at) <= until)
    ]
    first = call.whole("after") or 0
    end = first + min(call.whole("limit") or LISTED_BY_DEFAULT, LISTED_AT_MOST)
    fields = call.text("fields") or default_fields
    answer: dict[str, Any] = {"data": [select(kind, node, fields) for node in matching[first:end]]}
    if answer["data"]:
        answer["paging"] = {"cursors": {"before": str(first), "after": str(end)}}
    if end < len(matching):
        params = {k: v for k, v in call.params.items() if k != "access_token"} | {"after": str(end)}
        answer["paging"]["next"] = f"https://graph.facebook.com{call.path}?{urlencode(params)}"
    return answer


def schedule_of(call: Call, is_scheduled: bool, window_s: tuple[int, int], now: float) -> int | None:
    """The asked `scheduled_publish_time`, None for a post that is not scheduled.

    Raises: RefusedError, when it is missing, out of place, or not (more than, at most) `window_s` from now.
    """
    at = call.whole("scheduled_publish_time")
    if (at is not None) != is_scheduled:
        raise refusal("(#100) scheduled_publish_time goes with a scheduled post, and only with one", 100)
    if at is not None and not window_s[0] < at - now <= window_s[1]:
        raise refusal("(#100) scheduled_publish_time is too soon or too late", 100)
    return at


def iso_time(at: float) -> str:
    """Graph's way to write an instant."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def _no_field(name: str, kind: str) -> RefusedError:
    return refusal(f"(#100) Tried accessing nonexisting field ({name}) on node type ({kind})", 100)


def _sent_token(request: Request, params: Mapping[str, str]) -> Token | None:
    if not request.header("authorization") and params.get("access_token"):
        request = replace(request, headers={"authorization": f"Bearer {params['access_token']}"})
    return token_of(request, PAGE_ID)


def _params(request: Request) -> dict[str, str]:
    """All parameters. Those of a JSON body lose `attached_media`, as the network loses it.

    Source: https://github.com/trypostit/trypost, app/Services/Social/FacebookPublisher.php (read 2026-11).
    """
    if "json" not in request.header("content-type"):
        is_form = "multipart" not in request.header("content-type")
        return {**request.query, **(form_fields(request) if is_form else {})}
    sent = {name: _as_text(value) for name, value in (request.json() or {}).items()}
    kept = {name: text for name, text in sent.items() if not name.startswith("attached_media")}
    return {**request.query, **kept}


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
