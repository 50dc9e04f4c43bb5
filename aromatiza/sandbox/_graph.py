"""What every request to graph.facebook.com has in common: who asks, for what, and how a refusal looks.

The version in the path is optional and every version is taken; parameters count the same in the query,
in a form and in a JSON body. Refusals are raised as `RefusedError` and carry the network's answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from aromatiza.sandbox._meta_errors import RefusedError, refusal
from aromatiza.sandbox._meta_tokens import admitted, has_trap, instagram_of, page_of, text_with, token_key
from aromatiza.sandbox._multipart import parts_of
from aromatiza.sandbox.http import Request, form_fields
from aromatiza.sandbox.world import Token, World

__all__ = [
    "Call",
    "Route",
    "dispatch",
    "iso_time",
    "listing",
    "path_of",
    "read_call",
    "schedule_of",
    "select",
]

# https://developers.facebook.com/docs/graph-api/reference/page/feed/, read 2026-11
LISTED_BY_DEFAULT = 25
LISTED_AT_MOST = 100

VERSION = re.compile(r"v\d+\.\d+")
FIELD = re.compile(r"(\w+)(?:\{([^{}]*)\})?")
TRUTHS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Call:
    """One Graph request: `/NODE/EDGE` with its parameters, made for the Page `page`.

    `file` is the part `source` of a multipart body; `app_id` is the app of an app token, else "".
    """

    method: str
    path: str
    node: str
    edge: str
    params: Mapping[str, str]
    token: Token
    page: str
    token_key: str
    app_id: str = ""
    file: bytes = b""

    @property
    def instagram(self) -> str:
        """The Instagram account that is linked to the Page; "" when none is."""
        return instagram_of(self.page)

    @property
    def is_app(self) -> bool:
        """Whether an app speaks for itself, with `APP_ID|APP_SECRET`."""
        return bool(self.app_id)

    def text(self, name: str) -> str:
        """The parameter, or "" when it was not sent."""
        return self.params.get(name, "")

    def needed(self, name: str) -> str:
        """The parameter. Raises: RefusedError, when it is missing or empty."""
        if not self.text(name):
            raise refusal(f"(#100) The parameter {name} is required", 100)
        return self.text(name)

    def traps(self, name: str) -> bool:
        """Whether the token asks for this trap."""
        return has_trap(self.token, name)

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


def read_call(world: World, request: Request) -> Call:
    """Read a Graph request; `me` is the Page of its token. Raises: RefusedError, for a bad token."""
    params, file = _params(request)
    token = admitted(world, request, params)
    page = page_of(token)
    text = text_with(request, params)
    node, *edge = path_of(request) or [""]
    return Call(
        request.method.upper(),
        request.path,
        page if node == "me" else node,
        "/".join(edge),
        params,
        token,
        page,
        token_key(text),
        text.partition("|")[0] if "|" in text else "",
        file,
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
    """The asked `scheduled_publish_time` (seconds since 1970, or ISO 8601), None for what is not scheduled.

    Raises: RefusedError, when it is missing, out of place, or not (more than, at most) `window_s` from now.
    """
    at = _unix(call.text("scheduled_publish_time")) if call.text("scheduled_publish_time") else None
    if (at is not None) != is_scheduled:
        raise refusal("(#100) scheduled_publish_time goes with a scheduled post, and only with one", 100)
    if at is not None and not window_s[0] < at - now <= window_s[1]:
        raise refusal("(#100) scheduled_publish_time is too soon or too late", 100)
    return at


def iso_time(at: float) -> str:
    """Graph's way to write an instant."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def _unix(text: str) -> int:
    """An instant as Graph reads it. Raises: RefusedError, for anything else."""
    try:
        at = datetime.fromtimestamp(int(text), UTC) if text.isdecimal() else datetime.fromisoformat(text)
        return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError, OSError) as error:
        raise refusal("(#100) Param scheduled_publish_time must be a time", 100) from error


def _no_field(name: str, kind: str) -> RefusedError:
    return refusal(f"(#100) Tried accessing nonexisting field ({name}) on node type ({kind})", 100)


def _params(request: Request) -> tuple[dict[str, str], bytes]:
    """All parameters, and the file. Those of a JSON body lose `attached_media`, as the network loses it.

    Source: https://github.com/trypostit/trypost, app/Services/Social/FacebookPublisher.php (read 2026-11).
    """
    kind = request.header("content-type")
    if "multipart" in kind:
        fields, file = parts_of(request)
        return {**request.query, **fields}, file
    if "json" not in kind:
        return {**request.query, **form_fields(request)}, b""
    sent = {name: _as_text(value) for name, value in (request.json() or {}).items()}
    kept = {name: text for name, text in sent.items() if not name.startswith("attached_media")}
    return {**request.query, **kept}, b""


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
