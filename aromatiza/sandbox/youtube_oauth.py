"""Google's token endpoint: codes and refresh tokens become access tokens; tokens are taken back, looked at.

Sources: https://developers.google.com/identity/protocols/oauth2/native-app and
https://developers.google.com/identity/protocols/oauth2/web-server (both read 2026-10 in transcriptions);
RFC 6749, 5.2 for what they leave open: a wrong `redirect_uri` or verifier, and another client's code or
token, are `invalid_grant`. That `tokeninfo` is a supported API is unconfirmed, and so is how `revoke`
refuses.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import Any

from aromatiza.sandbox.http import Request, Response, form_fields, json_response
from aromatiza.sandbox.world import Token, World
from aromatiza.sandbox.youtube_clients import Client, client_with
from aromatiza.sandbox.youtube_grants import Grant, Grants
from aromatiza.sandbox.youtube_tokens import first_in, take_turn, token_key, written_token

__all__ = ["OAUTH_HOST", "OAuth"]

Json = dict[str, Any]

OAUTH_HOST = "oauth2.googleapis.com"
HEADERS = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"}
FORM = "application/x-www-form-urlencoded"
PLANNED = re.compile(r"([45]\d\d)/([a-z_]+)(?:/(\d+))?")


class _Refused(Exception):
    """What the token endpoint says no with."""

    def __init__(self, status: int, error: str, description: str, subtype: str = "") -> None:
        super().__init__(description)
        value = {"error": error, "error_description": description}
        self.answer = json_response(
            status, {**value, "error_subtype": subtype} if subtype else value, HEADERS
        )


class OAuth:
    """Answers for `oauth2.googleapis.com`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.grants = Grants(world)

    def now(self) -> float:
        """Seconds since 1970 on the sandbox's clock."""
        return self._world.now()

    def answer(self, request: Request) -> Response:
        """Answer one request."""
        routes = {"/token": self._token, "/revoke": self._revoke, "/tokeninfo": self._token_info}
        act = routes.get(request.path)
        if act is None:
            return json_response(404, {"error": "not_found"}, HEADERS)
        if request.method != "POST" and request.path != "/tokeninfo":
            return json_response(405, {"error": "method_not_allowed"}, {**HEADERS, "Allow": "POST"})
        try:
            return act(request)
        except _Refused as refused:
            return refused.answer

    def _token(self, request: Request) -> Response:
        """`POST /token`: the grants `authorization_code` and `refresh_token`."""
        fields = _form(request)
        client = _authenticated(fields)
        self._check_planned(client)
        match _needed(fields, "grant_type"):
            case "authorization_code":
                return self._exchanged(client, fields)
            case "refresh_token":
                return self._refreshed(client, fields)
            case other:
                raise _Refused(400, "unsupported_grant_type", f"Invalid grant_type: {other}")

    def _exchanged(self, client: Client, fields: Mapping[str, str]) -> Response:
        code, redirect_uri = _needed(fields, "code"), _needed(fields, "redirect_uri")
        _check_grant_error(client.told)
        taken = self.grants.take_code(code)
        if taken is None or taken[0].client != client.name:
            raise _Refused(400, "invalid_grant", "Malformed auth code.")
        grant, bound = taken
        if bound["redirect_uri"] != redirect_uri:
            raise _Refused(400, "invalid_grant", "Bad Request: another redirect_uri.")
        _check_verifier(bound, fields.get("code_verifier", ""))
        if not bound["wants_refresh"]:
            return self._answer(grant)
        return self._answer(grant, {"refresh_token": self.grants.refresh_token(client, grant)})

    def _refreshed(self, client: Client, fields: Mapping[str, str]) -> Response:
        """A new access token; the refresh token stays as it is."""
        text = _needed(fields, "refresh_token")
        _check_grant_error(client.told)
        _check_grant_error(written_token(text))
        grant = self.grants.refreshed(client, text)
        if grant is None:
            raise _Refused(400, "invalid_grant", "Token has been expired or revoked.")
        asked = fields.get("scope", "").split()
        if any(scope not in grant.scopes for scope in asked):
            raise _Refused(400, "invalid_scope", "Some requested scopes were not granted.")
        return self._answer(grant)

    def _answer(self, grant: Grant, more: Json | None = None) -> Response:
        value: Json = {
            "access_token": self.grants.access_token(grant),
            "expires_in": grant.lasts_s,
            **(more or {}),
            "scope": " ".join(grant.scopes),
            "token_type": "Bearer",
        }
        if grant.ends_at is not None:
            value["refresh_token_expires_in"] = int(grant.ends_at - self._world.now())
        return json_response(200, value, HEADERS)

    def _revoke(self, request: Request) -> Response:
        """`POST /revoke`: an access token or a refresh token; either takes all back."""
        text = request.query.get("token") or form_fields(request).get("token", "")
        if not text:
            raise _Refused(400, "invalid_request", "Missing required parameter: token")
        if not self.grants.take_back(text):
            raise _Refused(400, "invalid_token", "Token expired or revoked")
        return json_response(200, {}, HEADERS)

    def _token_info(self, request: Request) -> Response:
        """`GET /tokeninfo?access_token=`: for whom, for what, how long; nothing of the channel."""
        text = request.query.get("access_token", "")
        grant = self.grants.looked_up(text)
        if grant is None:
            raise _Refused(400, "invalid_token", "Invalid Value")
        left_s = self.grants.left_s(text, grant)
        facts = {
            "azp": grant.client,
            "aud": grant.client,
            "scope": " ".join(grant.scopes),
            "exp": str(int(self._world.now()) + left_s),
            "expires_in": str(left_s),
            "access_type": "offline",
        }
        return json_response(200, facts, HEADERS)

    def _check_planned(self, client: Client) -> None:
        match = PLANNED.fullmatch(client.first("token_error"))
        turns = f"token_error/{token_key(client.name)}"
        if match and (match[3] is None or take_turn(self._world, turns, int(match[3]))):
            raise _Refused(int(match[1]), match[2], "The client id of this sandbox asks for it.")


def _form(request: Request) -> dict[str, str]:
    kind = request.header("content-type").partition(";")[0].strip().lower()
    if kind != FORM:
        raise _Refused(400, "invalid_request", f"The body must be {FORM}.")
    return form_fields(request)


def _authenticated(fields: Mapping[str, str]) -> Client:
    """The client that answers for itself. Raises: _Refused."""
    client = client_with(_needed(fields, "client_id"))
    if client is None:
        raise _Refused(401, "invalid_client", "The OAuth client was not found.")
    secret = client.first("secret")
    if secret and not hmac.compare_digest(secret.encode(), fields.get("client_secret", "").encode()):
        raise _Refused(401, "invalid_client", "The provided client secret is invalid.")
    return client


def _needed(fields: Mapping[str, str], name: str) -> str:
    if not fields.get(name):
        raise _Refused(400, "invalid_request", f"Missing required parameter: {name}")
    return fields[name]


def _check_grant_error(told: Token | None) -> None:
    error, _, subtype = (first_in(told, "grant_error") if told else "").partition("/")
    if error:
        raise _Refused(400, error, "Bad Request", subtype)


def _check_verifier(bound: Json, verifier: str) -> None:
    """RFC 7636, 4.6. Raises: _Refused."""
    challenge = bound["challenge"]
    if not challenge:
        return
    if not verifier:
        raise _Refused(400, "invalid_grant", "Missing code verifier.")
    made = verifier
    if bound["method"] == "S256":
        digest = hashlib.sha256(verifier.encode()).digest()
        made = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    if not re.fullmatch(r"[A-Za-z0-9._~-]{43,128}", verifier) or not hmac.compare_digest(made, challenge):
        raise _Refused(400, "invalid_grant", "Invalid code verifier.")
