"""TikTok's token endpoint: codes and refresh tokens become access tokens, and authorisations end.

Success is flat, without the API's envelope, and so are errors. Sources (read 2026-11):
https://developers.tiktok.com/doc/oauth-user-access-token-management, …/oauth-error-handling.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

from aromatiza.sandbox.http import Request, Response, form_fields, json_response
from aromatiza.sandbox.tiktok_answer import OAuthRefused, flat_refusal, log_id
from aromatiza.sandbox.tiktok_apps import App, app_of
from aromatiza.sandbox.tiktok_grants import Grants
from aromatiza.sandbox.tiktok_tokens import planned
from aromatiza.sandbox.world import World

__all__ = ["OAuth"]

FORM = "application/x-www-form-urlencoded"
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
WRONG_VERIFIER = "Code verifier or code challenge is invalid"


class OAuth:
    """Answers under `/v2/oauth/`."""

    def __init__(self, world: World, on_end: Callable[[str, str], None]) -> None:
        self._world = world
        self._grants = Grants(world, on_end)
        self._routes = {"/v2/oauth/token/": self._token, "/v2/oauth/revoke/": self._revoke}

    def answer(self, request: Request) -> Response:
        """Answer one request."""
        route = self._routes.get(request.path) if request.method == "POST" else None
        logged = log_id(self._world, request)
        if route is None:
            return Response(404, headers={"X-Tt-Logid": logged})
        fields = form_fields(request)
        app = app_of(fields.get("client_key", ""))
        try:
            _check_form(request, fields)
            if app is None or not app.knows(fields.get("client_secret", "")):
                raise OAuthRefused("invalid_client")
            return route(app, fields, logged)
        except OAuthRefused as why:
            return flat_refusal(logged, why, app.keys.number("oauth_status", 0) if app else 0)

    def _token(self, app: App, fields: dict[str, str], logged: str) -> Response:
        match fields.get("grant_type"):
            case "authorization_code":
                self._check_planned(app, "token_error")
                value = self._exchanged(app, fields)
            case "refresh_token":
                self._check_planned(app, "refresh_error")
                value = self._grants.refresh(app, _needed(fields, "refresh_token"))
            case _:
                raise OAuthRefused("unsupported_grant_type")
        return json_response(200, value, {"Cache-Control": "no-store", "X-Tt-Logid": logged})

    def _exchanged(self, app: App, fields: dict[str, str]) -> dict[str, Any]:
        """The tokens for a code; its proof is the lowercase hex of SHA-256, not RFC 7636's base64url."""
        code, redirect = _needed(fields, "code"), _needed(fields, "redirect_uri")
        record = self._grants.take_code(app, code)
        if redirect != record["redirect"]:
            raise OAuthRefused("invalid_grant", "The redirect_uri is not the one of the authorize request")
        if record["challenge"]:
            verifier = _needed(fields, "code_verifier")
            made = hashlib.sha256(verifier.encode()).hexdigest()
            if not VERIFIER.fullmatch(verifier) or made != record["challenge"]:
                raise OAuthRefused("invalid_request", WRONG_VERIFIER)
        return self._grants.begin(app, record)

    def _revoke(self, app: App, fields: dict[str, str], logged: str) -> Response:
        self._check_planned(app, "revoke_error")
        self._grants.revoke(app, _needed(fields, "token"))
        return Response(200, headers={"X-Tt-Logid": logged})

    def _check_planned(self, app: App, key: str) -> None:
        found = planned(self._world, app.keys, key, app.key)
        if found is not None:
            raise OAuthRefused(found[1], status=found[0])


def _check_form(request: Request, fields: dict[str, str]) -> None:
    if request.header("content-type").partition(";")[0].strip().lower() != FORM:
        raise OAuthRefused("invalid_request", f"The Content-Type must be {FORM}")
    _needed(fields, "client_key")
    _needed(fields, "client_secret")


def _needed(fields: dict[str, str], name: str) -> str:
    if not fields.get(name):
        raise OAuthRefused("invalid_request", f"{name} is missing")
    return fields[name]
