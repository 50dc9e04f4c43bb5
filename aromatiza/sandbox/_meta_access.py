"""What Graph says of tokens: whose they are, what they may do, and how an app is shown out.

Only an app token (`APP_ID|APP_SECRET`) may look at another token. Sources:
https://developers.facebook.com/docs/graph-api/reference/debug_token and …/reference/user/permissions
(both read 2026-11).
"""

from __future__ import annotations

from typing import Any

from aromatiza.sandbox._graph import Call, Route, dispatch
from aromatiza.sandbox._meta_errors import KNOWN_ERRORS, KnownError, refusal, refusal_of
from aromatiza.sandbox._meta_tokens import (
    ALL_SCOPES,
    PAGE_ID,
    granted,
    instagram_of,
    number_in,
    page_of,
    revoke,
    take_back,
    user_of,
    verdict,
)
from aromatiza.sandbox.http import Request
from aromatiza.sandbox.world import Token, World, token_of

__all__ = ["Access"]

# https://developers.facebook.com/documentation/facebook-login/auth-vs-data, read 2026-11
DATA_ACCESS_S = 90 * 86400


class Access:
    """The half of Graph that is about tokens."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._routes = {
            ("GET", "Debug", ""): Route(self._debug),
            ("GET", "User", ""): Route(self._read_user),
            ("GET", "User", "permissions"): Route(self._permissions),
            ("DELETE", "User", "permissions"): Route(self._show_out),
        }

    def owns(self, call: Call) -> bool:
        """Whether the call is about a token, the person behind it, or what that person granted."""
        return call.node in ("debug_token", user_of(call.page)) or call.edge.startswith("permissions")

    def answer(self, call: Call) -> dict[str, Any]:
        """Answer a Graph request. Raises: RefusedError."""
        if call.node == "debug_token":
            return dispatch(self._routes, "Debug", call)
        is_own = call.node in (user_of(call.page), call.page)
        edge, _, name = call.edge.partition("/")
        if is_own and name and call.method == "DELETE":
            return self._take_back(call, name)
        return dispatch(self._routes, "User" if is_own and edge == call.edge else "", call)

    def _debug(self, call: Call) -> dict[str, Any]:
        if not call.is_app:
            raise refusal("(#100) Only an app token may look at another token", 100)
        text = call.needed("input_token")
        token = token_of(Request("GET", "", "", {}, {"authorization": f"Bearer {text}"}), PAGE_ID)
        if token is None:
            raise refusal_of(190)
        return {"data": self._facts(call, token, text)}

    def _facts(self, call: Call, token: Token, text: str) -> dict[str, Any]:
        page, code = page_of(token), verdict(self._world, token, text)
        now, kind = int(self._world.now()), "".join(token.named("type")) or "PAGE"
        data_access_expires_at = number_in(token, "data_access_expires_at")
        facts: dict[str, Any] = {
            "app_id": "".join(token.named("app")) or call.app_id,
            "type": kind,
            "application": "Aromatiza",
            "data_access_expires_at": now + DATA_ACCESS_S
            if data_access_expires_at is None
            else data_access_expires_at,
            "expires_at": number_in(token, "expires_at") or 0,
            "is_valid": code == (0, 0),
            "scopes": list(granted(self._world, token, text)),
            "user_id": user_of(page),
        }
        facts["granular_scopes"] = [_granular(scope, page) for scope in facts["scopes"]]
        if kind == "PAGE":
            facts["profile_id"] = page
        if code != (0, 0):
            known = KNOWN_ERRORS.get(code, KnownError("Refused"))
            facts["error"] = {"code": code[0], "message": known.meaning, "subcode": code[1]}
        return facts

    def _read_user(self, call: Call) -> dict[str, Any]:
        return {"id": user_of(call.page), "name": "A. Lavande"}

    def _permissions(self, call: Call) -> dict[str, Any]:
        held = call.token.named("scope") or ALL_SCOPES
        return {"data": [{"permission": scope, "status": "granted"} for scope in held]}

    def _show_out(self, call: Call) -> dict[str, Any]:
        """`DELETE /{user}/permissions`: the app is no longer authorised, its tokens are dead."""
        revoke(self._world, call.token_key)
        return {"success": True}

    def _take_back(self, call: Call, name: str) -> dict[str, Any]:
        if not call.token.may(name):
            raise refusal(f"(#100) The permission {name} was not granted", 100)
        take_back(self._world, call.token_key, name)
        return {"success": True}


def _granular(scope: str, page: str) -> dict[str, Any]:
    """One permission with what it was granted for."""
    target = instagram_of(page) if scope.startswith("instagram_") else page
    return {"scope": scope, "target_ids": [target]} if target else {"scope": scope}
