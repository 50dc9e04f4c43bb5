"""Pinterest as its API v5 shows it: who may ask what, and who answers.

Every answer of the API carries `x-pinterest-rid`. What is behind the endpoints is in the modules beside this
one: boards, media, Pins, OAuth; what a token or the id of an app sets up, in `pinterest_tokens`,
`pinterest_usage`, `pinterest_boards` and `pinterest_oauth`.
Source: OpenAPI 5.23.0 of https://github.com/pinterest/api-description, read 2026-11.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.pinterest_boards import check_scopes, username_of
from aromatiza.sandbox.pinterest_call import Answer, Call, Route
from aromatiza.sandbox.pinterest_consent import WWW_HOST, Consent
from aromatiza.sandbox.pinterest_errors import Refusal, invalid, refusal_of
from aromatiza.sandbox.pinterest_media import UPLOAD_HOST, PinterestMedia
from aromatiza.sandbox.pinterest_oauth import OAuth, app_of
from aromatiza.sandbox.pinterest_pins import Pins
from aromatiza.sandbox.pinterest_tokens import SANDBOX_HOST, admitted, check_planned, text_of
from aromatiza.sandbox.pinterest_usage import Usage
from aromatiza.sandbox.world import World

__all__ = ["Pinterest"]

Json = dict[str, Any]

API_HOST = "api.pinterest.com"
TRIAL = f"Apps with Trial access may not create Pins in production: use API Sandbox, https://{SANDBOX_HOST}"
ID = re.compile(r"[0-9]+")


class Pinterest:
    """The simulated network; see the module."""

    name = "pinterest"
    hosts = (API_HOST, SANDBOX_HOST, WWW_HOST, UPLOAD_HOST)

    def __init__(self, world: World) -> None:
        self._world = world
        self._usage = Usage(world)
        self._media = PinterestMedia(world)
        self._pins = Pins(world, self._usage, self._media)
        self._oauth = OAuth(world)
        self._consent = Consent(self._oauth)
        self._routes = self._all_routes()

    def handle(self, request: Request) -> Response:
        """Answer one request: to the API, to the page of consent, or to the bucket."""
        if request.host == UPLOAD_HOST:
            return self._media.upload(request)
        if request.host == WWW_HOST:
            return self._consent.answer(request)
        response = self._answer(request)
        return replace(response, headers={**response.headers, "x-pinterest-rid": self._request_id()})

    def tick(self) -> None:
        """Nothing to do: what processing has come to is read off the clock."""

    def _answer(self, request: Request) -> Response:
        limits: dict[str, str] = {}
        traps: tuple[str, ...] = ()
        try:
            route, ids = self._found(request)
            call = self._call(request, route, ids)
            traps = call.token.named("trap")
            _check(self._world, route, call)
            limits, one_too_many = self._usage.counted(call, route.category)
            if one_too_many:
                raise one_too_many
            response = route.answer(call)
        except Refusal as refusal:
            response = refusal.response(traps)
        return replace(response, headers={**response.headers, **limits})

    def _found(self, request: Request) -> tuple[Route, tuple[str, ...]]:
        """Who answers, and the ids in the path."""
        found = [
            (route, match.groups())
            for route in self._routes
            if (match := re.fullmatch(route.path, request.path))
            and (route.in_sandbox or request.host != SANDBOX_HOST)
        ]
        if not found:
            raise Refusal(404, 404, f"There is nothing at {request.path}.")
        for route, ids in found:
            if route.method == request.method:
                return route, ids
        raise Refusal(405, 405, f"{request.method} is not allowed at {request.path}.")

    def _call(self, request: Request, route: Route, ids: tuple[str, ...]) -> Call:
        if route.is_basic:
            app = app_of(request)
            return Call(request, app.told, app.text, ids)
        return Call(request, admitted(self._world, request), text_of(request), ids)

    def _user_account(self, call: Call) -> Response:
        """`GET /v5/user_account`: whose token this is."""
        kind = "".join(call.token.named("account")[:1])
        if kind in ("gone", "barred"):
            raise refusal_of(404, 30) if kind == "gone" else refusal_of(403, 403)
        account = {
            "account_type": "PINNER" if kind == "pinner" else "BUSINESS",
            "id": call.account,
            "username": username_of(call.account),
            "business_name": None if kind == "pinner" else username_of(call.account).title(),
            "about": "",
            "profile_image": self._world.url("i.pinimg.com", "/600x600_R/aromatiza.jpg"),
            "website_url": "",
            "board_count": len(self._pins.boards.of(call)),
            "pin_count": self._pins.count_of(call),
            "follower_count": 0,
            "following_count": 0,
            "monthly_views": 0,
        }
        return json_response(200, account)

    def _request_id(self) -> str:
        memory = self._world.state(self.name)
        memory["requests"] = memory.get("requests", 0) + 1
        return f"{memory['requests']:016d}"

    def _all_routes(self) -> tuple[Route, ...]:
        """Every endpoint with its scopes: `security` and `x-ratelimit-category` in the document."""
        pins, boards, media, oauth = self._pins, self._pins.boards, self._media, self._oauth
        board, pin = r"/v5/boards/([^/]+)", r"/v5/pins/([^/]+)"
        section_pins = rf"{board}/sections/([^/]+)/pins"
        return (
            _read("/v5/user_account", ("user_accounts:read",), self._user_account),
            _read("/v5/boards", READ_BOARDS, boards.read_all, *PAGED, "privacy"),
            _write("POST", "/v5/boards", WRITE_BOARDS, boards.create),
            _read(board, READ_BOARDS, boards.read),
            _read(rf"{board}/sections", READ_BOARDS, boards.sections, *PAGED),
            _write("POST", rf"{board}/sections", WRITE_BOARDS, boards.create_section),
            _read(rf"{board}/pins", READ_PINS, pins.list_on_board, *PAGED, "creative_types", "pin_metrics"),
            _read(section_pins, READ_PINS, pins.list_on_board, *PAGED),
            replace(
                _write("POST", "/v5/media", ("pins:read", "pins:write"), media.register), is_public=False
            ),
            replace(_read("/v5/media", ("pins:read",), media.read_all, *PAGED), for_apps=False),
            replace(_read(r"/v5/media/([^/]+)", ("pins:read",), media.read), for_apps=False),
            _write("POST", "/v5/pins", WRITE_PINS, pins.create),
            _read("/v5/pins", READ_PINS, pins.read_all, *PAGED, *LIST_QUERY),
            _read(pin, READ_PINS, pins.read, "pin_metrics", "include_product_tag_obj"),
            _write("PATCH", pin, WRITE_PINS, pins.edit),
            _write("DELETE", pin, WRITE_PINS, pins.delete),
            replace(_read("/v5/search/pins", SEARCH, pins.search, "query", "bookmark"), in_sandbox=False),
            Route("POST", "/v5/oauth/token", (), "org_read", oauth.token, is_basic=True),
            Route("POST", "/v5/oauth/token/revoke", (), "org_write", oauth.revoke, is_basic=True),
        )


READ_BOARDS = ("boards:read",)
WRITE_BOARDS = ("boards:read", "boards:write")
READ_PINS = ("boards:read", "pins:read")
WRITE_PINS = ("boards:read", "boards:write", "pins:read", "pins:write")
SEARCH = ("boards:read", "boards:read_secret", "pins:read", "pins:read_secret")
PAGED = ("bookmark", "page_size")
# The last three since 5.24 to 5.28.
LIST_QUERY = (
    *("pin_filter", "pin_metrics", "include_protected_pins", "pin_type", "creative_types"),
    *("domain", "domains", "include_product_tag_obj"),
)


def _read(path: str, scopes: tuple[str, ...], answer: Answer, *query: str) -> Route:
    names = frozenset((*query, "ad_account_id"))
    return Route("GET", path, scopes, "org_read", answer, names, for_apps=True)


def _write(method: str, path: str, scopes: tuple[str, ...], answer: Answer) -> Route:
    return Route(method, path, scopes, "org_write", answer, frozenset(("ad_account_id",)), is_public=True)


def _check(world: World, route: Route, call: Call) -> None:
    """Let nobody in who may not ask, and nothing that is asked wrongly."""
    check_planned(world, call.token, call.text, _planned_keys(route))
    if route.is_basic:
        return
    check_scopes(call, *route.scopes)
    if "client" in call.token.named("kind") and not route.for_apps:
        raise Refusal(401, 3, "The token does not have sufficient permissions: no person gave it.")
    may_publish = "trial" not in call.token.named("app") or call.has("private_pins")
    if route.is_public and call.realm == "production" and not may_publish:
        raise Refusal(403, 29, TRIAL)
    for path_id in call.ids:
        if not ID.fullmatch(path_id):
            raise invalid(f"{path_id!r} is not an id")
    if unknown := sorted(set(call.query) - route.query):
        raise invalid(f"query: {', '.join(unknown)} is not known here")
    if "ad_account_id" in call.query:
        raise refusal_of(404, 2)


def _planned_keys(route: Route) -> tuple[str, ...]:
    """The keys of a token that plan refusals for an endpoint."""
    if route.is_basic:
        return ("token_error",)
    keys = ["error", "read_error" if route.method == "GET" else "write_error"]
    if (route.method, route.path) == ("POST", "/v5/pins"):
        keys.append("pin_error")
    if route.path.startswith("/v5/media"):
        keys.append("media_error")
    return tuple(keys)
