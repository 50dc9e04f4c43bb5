"""Logging in to X with OAuth 2.0: the page of consent, the exchange of codes and refresh tokens, revocation.

Any text is a client, `NAME[;KEY=VALUE,...]`: a confidential one with the secret `sandbox-client-secret`,
unless `type=native` or `type=spa` makes it public; `redirect=URI,URI` are its addresses (percent-encoded),
without which every https address and `http://127.0.0.1` will do. Whoever consents says in the page as which
token of the sandbox (`demo@42;credits=15`); beside the keys of `x_tokens`, these count there:
`access_life=SECONDS`, `refresh_life=SECONDS`, and `family=kept` (an old refresh token ends nothing).
Source: https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code and …/user-access-token
(both read 2026-11).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from aromatiza.sandbox.http import Request, Response, form_fields, json_response
from aromatiza.sandbox.world import Token, World
from aromatiza.sandbox.x_grants import SCOPES, Grants
from aromatiza.sandbox.x_tokens import token_saying

__all__ = ["CLIENT_SECRET", "Login"]

CLIENT_SECRET = "sandbox-client-secret"
LONGEST_STATE = 500
MOST_REDIRECTS = 10
FORM = "application/x-www-form-urlencoded"
METHODS = ("S256", "plain")
BAD_CODE = "Value passed for the authorization code was invalid."
BAD_TOKEN = "Value passed for the token was invalid."
# https://github.com/plhery/node-twitter-api-v2/issues/319 has its status (read 2026-11)
BAD_CLIENT = "Missing valid authorization header"
NEEDED = ("client_id", "redirect_uri", "scope", "state", "code_challenge")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<h1>{title}</h1>{content}</html>"""
CONSENT = """<p>{client} wants to:</p><ul>{scopes}</ul><form method="post">
<label>Token of the sandbox to act as <input name="as" value="demo"></label>
<button name="decision" value="allow">Authorize app</button>
<button name="decision" value="deny">Cancel</button></form>"""


class _Refused(Exception):
    """The token endpoint's refusal; `answer` is what it says."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(description)
        value = {"error": error, "error_description": description}
        self.answer = json_response(status, value, {"Cache-Control": "no-store"})


@dataclass(frozen=True, slots=True)
class _Client:
    """An app that asks for tokens."""

    id: str
    said: Token

    @property
    def is_public(self) -> bool:
        """Whether it cannot keep a secret."""
        return bool({"native", "spa"} & set(self.said.named("type")))

    def takes(self, redirect: str) -> bool:
        """Whether it may be sent back to this address."""
        if registered := self.said.named("redirect"):
            return redirect in registered[:MOST_REDIRECTS]
        parts = urlsplit(redirect)
        is_local = parts.scheme == "http" and parts.hostname == "127.0.0.1"
        return bool(parts.netloc) and (parts.scheme == "https" or is_local)


class Login:
    """The page for people, and the two addresses for apps."""

    def __init__(self, world: World) -> None:
        self._grants = Grants(world)

    def authorize(self, request: Request) -> Response:
        """GET shows the page of consent; POST of its form sends the person back to the app."""
        asked = request.query
        client = _client(asked.get("client_id", ""))
        wrong = _wrong_in(asked, client)
        if wrong or client is None:
            content = f"<p>You weren't able to give access to the App: {escape(wrong)}.</p>"
            return _page(400, "Something went wrong", content)
        if unknown := [one for one in asked["scope"].split() if one not in SCOPES]:
            return _sent_back(asked, error="invalid_scope", error_description=f"Unknown: {unknown[0]}")
        if request.method != "POST":
            scopes = "".join(f"<li>{escape(one)}</li>" for one in asked["scope"].split())
            return _page(200, "Authorize app", CONSENT.format(client=escape(client.id), scopes=scopes))
        said = form_fields(request)
        if said.get("decision") != "allow":
            return _sent_back(asked, error="access_denied")
        bound = {
            "client": client.id,
            "redirect": asked["redirect_uri"],
            "challenge": asked["code_challenge"],
            "method": asked.get("code_challenge_method", "plain"),
        }
        code = self._grants.code(said.get("as") or "demo", asked["scope"].split(), bound)
        return _sent_back(asked, code=code)

    def token(self, request: Request) -> Response:
        """POST /2/oauth2/token: a code, or a refresh token, for new tokens."""
        try:
            fields = _fields(request)
            client = _authenticated(request, fields)
            match fields.get("grant_type"):
                case "authorization_code":
                    pair = self._redeemed(fields, client)
                case "refresh_token":
                    pair = self._refreshed(fields, client)
                case None:
                    raise _Refused(400, "invalid_request", "Missing required parameter [grant_type].")
                case other:
                    raise _Refused(400, "unsupported_grant_type", f"Not supported: {other}")
        except _Refused as refused:
            return refused.answer
        return json_response(200, pair, {"Cache-Control": "no-store"})

    def revoke(self, request: Request) -> Response:
        """POST /2/oauth2/revoke; whether the token was known is not said (RFC 7009, 2.2)."""
        try:
            fields = _fields(request)
            _authenticated(request, fields)
            self._grants.revoke(_needed(fields, "token"))
        except _Refused as refused:
            return refused.answer
        return json_response(200, {"revoked": True})

    def _refreshed(self, fields: Mapping[str, str], client: _Client) -> dict[str, Any]:
        pair = self._grants.refreshed(_needed(fields, "refresh_token"), client.id)
        if pair is None:
            raise _Refused(400, "invalid_request", BAD_TOKEN)
        return pair

    def _redeemed(self, fields: Mapping[str, str], client: _Client) -> dict[str, Any]:
        code, redirect = _needed(fields, "code"), _needed(fields, "redirect_uri")
        verifier = _needed(fields, "code_verifier")
        bound = self._grants.bound_to(code)
        if bound is None or (bound["client"], bound["redirect"]) != (client.id, redirect):
            raise _Refused(400, "invalid_request", BAD_CODE)
        if not hmac.compare_digest(
            _challenge(verifier, bound["method"]).encode(), bound["challenge"].encode()
        ):
            raise _Refused(400, "invalid_request", BAD_CODE)
        return self._grants.redeem(code, client.id)


def _client(text: str) -> _Client | None:
    said = token_saying(text)
    return None if said is None else _Client(text, said)


def _wrong_in(asked: Mapping[str, str], client: _Client | None) -> str:
    """What is wrong with a request for consent; "" when nothing is."""
    missing = [name for name in NEEDED if not asked.get(name)]
    if missing or client is None:
        return f"{', '.join(missing)} missing"
    if asked.get("response_type") != "code":
        return "response_type is not code"
    if not client.takes(asked["redirect_uri"]):
        return "redirect_uri is not one of the app's"
    if len(asked["state"]) > LONGEST_STATE:
        return f"state is longer than {LONGEST_STATE} characters"
    method = asked.get("code_challenge_method", "plain")
    return "" if method in METHODS else f"code_challenge_method is not one of {', '.join(METHODS)}"


def _fields(request: Request) -> dict[str, str]:
    if request.header("content-type").partition(";")[0].strip().lower() != FORM:
        raise _Refused(400, "invalid_request", f"Content-Type must be {FORM}.")
    return form_fields(request)


def _needed(fields: Mapping[str, str], name: str) -> str:
    if not fields.get(name):
        raise _Refused(400, "invalid_request", f"Missing required parameter [{name}].")
    return fields[name]


def _authenticated(request: Request, fields: Mapping[str, str]) -> _Client:
    """The app that asks: a confidential one by Basic, a public one by its id in the body."""
    scheme, _, coded = request.header("authorization").partition(" ")
    if scheme.lower() == "basic":
        name, secret = _pair_in(coded)
        client = _client(name)
        is_known = client is not None and hmac.compare_digest(secret.encode(), CLIENT_SECRET.encode())
        if client is None or not is_known or client.is_public or fields.get("client_id", name) != name:
            raise _Refused(401, "unauthorized_client", BAD_CLIENT)
        return client
    client = _client(fields.get("client_id", ""))
    if client is None or not client.is_public:
        raise _Refused(401, "unauthorized_client", BAD_CLIENT)
    return client


def _pair_in(coded: str) -> tuple[str, str]:
    """(id, secret) of a Basic header; both may be form-encoded (RFC 6749, 2.3.1)."""
    try:
        name, _, secret = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return (name, secret) if ";" in name else (unquote(name), unquote(secret))


def _challenge(verifier: str, method: str) -> str:
    """What a verifier must have been announced as (RFC 7636, 4.2)."""
    if method == "plain":
        return verifier
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _sent_back(asked: Mapping[str, str], **more: str) -> Response:
    redirect = asked["redirect_uri"]
    mark = "&" if urlsplit(redirect).query else "?"
    location = f"{redirect}{mark}{urlencode({'state': asked['state'], **more})}"
    return Response(302, b"", {"Location": location, "Cache-Control": "no-store"})


def _page(status: int, title: str, content: str) -> Response:
    headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
    return Response(status, PAGE.format(title=title, content=content).encode(), headers)
