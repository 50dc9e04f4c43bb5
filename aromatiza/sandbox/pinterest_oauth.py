"""Pinterest's token endpoint: codes and refresh tokens become tokens, and tokens of system users are revoked.

An app answers for itself with HTTP Basic: any id, any secret. The id may carry keys as a token does,
`ID[@ACCOUNT][;KEY=VALUE,...]` with `:` percent-encoded, and all that a token understands (`pinterest_tokens`)
passes on to the tokens that the app is given. These are the app's own:

| key | does |
|---|---|
| `secret=TEXT` | the app's secret; anything else is refused (401/2) |
| `redirect=URL,URL` | the links that are registered; without it, any http or https link |
| `grants=SCOPE,...` | what the person grants at most; without it, all that was asked for |
| `code_life=SECONDS` | how long a code lives; without it 600, for Pinterest never said |
| `lasts=SECONDS`, `refresh_lasts=SECONDS` | lives of access and refresh tokens; without them 30 and 60 days |
| `grace=SECONDS` | a refresh token that was replaced is good for so long; without it, not at all |
| `legacy=yes` | made before 2025-09-25: no refresh token without `continuous_refresh=true` |
| `grant_error=STATUS/CODE` | how a bad code or refresh token is refused: by default 400/283 and 401/2 |
| `token_error=STATUS/CODE[/TIMES]` | the token endpoint and the revocation are refused so |

A refresh token that the sandbox did not give itself is read like any other token, and is good once. PKCE is
no part of Pinterest's OAuth: `code_challenge` and `code_verifier` are ignored, like all that is unknown
(RFC 6749, 3.1 and 3.2). Source: `oauth/token` and `token/revoke` in OpenAPI 5.23.0 of
https://github.com/pinterest/api-description (read 2026-11).
"""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aromatiza.sandbox.http import Request, Response, form_fields, json_response
from aromatiza.sandbox.pinterest_call import Call
from aromatiza.sandbox.pinterest_errors import invalid, refusal_of
from aromatiza.sandbox.pinterest_tokens import (
    ISSUED,
    SANDBOX_HOST,
    number_in,
    realm_of,
    token_key,
    written_token,
)
from aromatiza.sandbox.world import Token, World

__all__ = ["ALL_SCOPES", "App", "OAuth", "app_of", "app_with"]

Json = dict[str, Any]

# The life of tokens: https://developers.pinterest.com/docs/getting-started/
# set-up-authentication-and-authorization/ (read 2026-09 in transcriptions).
ACCESS_LIFE_S = 30 * 86_400
REFRESH_LIFE_S = 60 * 86_400
# Never published: the longest that RFC 6749, 4.1.2 recommends.
CODE_LIFE_S = 600

ALL_SCOPES: Mapping[str, str] = {
    "ads:read": "See all of your advertising data",
    "ads:write": "Create, update, or delete ads",
    "billing:read": "See all of your billing data",
    "billing:write": "Create, update, or delete billing data",
    "biz_access:read": "See business access data",
    "biz_access:write": "Create, update, or delete business access data",
    "boards:read": "See your public boards, including group boards you join",
    "boards:read_secret": "See your secret boards",
    "boards:write": "Create, update, or delete your public boards",
    "boards:write_secret": "Create, update, or delete your secret boards",
    "catalogs:read": "See all of your catalogs data",
    "catalogs:write": "Create, update, or delete your catalogs data",
    "msot:write": "Create measurement source of truth events",
    "pins:read": "See your public Pins",
    "pins:read_secret": "See your secret Pins",
    "pins:write": "Create, update, or delete your public Pins",
    "pins:write_secret": "Create, update, or delete your secret Pins",
    "user_accounts:read": "See your user accounts and followers",
    "user_accounts:write": "Update your user accounts and followers",
}
APP_KEYS = frozenset(
    (
        "secret",
        "redirect",
        "grants",
        "code_life",
        "lasts",
        "refresh_lasts",
        "grace",
        "legacy",
        "grant_error",
        "token_error",
    )
)
GRANT_ERROR = re.compile(r"([45]\d\d)/(\d+)")


@dataclass(frozen=True, slots=True)
class App:
    """An app: its id, and all that the text of its id says."""

    name: str
    text: str
    told: Token

    def number(self, key: str, otherwise: int) -> int:
        """The number that its id gives for a key."""
        number = number_in(self.told, key)
        return otherwise if number is None else number

    def first(self, key: str) -> str:
        """The first value that its id gives for a key; "" when it gives none."""
        return "".join(self.told.named(key)[:1])

    def granted(self, asked: Sequence[str]) -> tuple[str, ...]:
        """What a person grants of what the app asks for."""
        limit = self.told.named("grants") or tuple(asked)
        return tuple(scope for scope in asked if scope in limit)

    def inherited(self, scopes: Sequence[str]) -> dict[str, list[str]]:
        """What the tokens say that the app is given."""
        passed = {key: list(named) for key, named in self.told.values.items() if key not in APP_KEYS}
        return {**passed, "client": [self.name], "scope": list(scopes) or ["none"]}


@dataclass(frozen=True, slots=True)
class _Grant:
    """What a code or a refresh token stands for."""

    account: str
    scopes: tuple[str, ...]
    values: dict[str, list[str]]


class OAuth:
    """The token endpoint, in the memory of the network `pinterest`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def code_for(self, app: App, account: str, scopes: Sequence[str], redirect_uri: str) -> str:
        """A code that a person has just consented to."""
        code = secrets.token_hex(20)
        self._kept("codes")[token_key(code)] = {
            "app": app.name,
            "account": account,
            "scopes": list(app.granted(scopes)),
            "redirect_uri": redirect_uri,
            "expires_at": self._world.now() + app.number("code_life", CODE_LIFE_S),
        }
        return code

    def token(self, call: Call) -> Response:
        """`POST /v5/oauth/token`."""
        app, fields = _app_at(call), _form(call.request)
        match fields.get("grant_type"):
            case "authorization_code":
                grant = self._by_code(app, fields)
                wants_refresh = app.first("legacy") != "yes" or fields.get("continuous_refresh") == "true"
            case "refresh_token":
                grant, wants_refresh = self._by_refresh(app, fields), True
            case "client_credentials":
                return self._client_token(call, app, _scopes_in(fields))
            case other:
                raise invalid(f"grant_type: {other!r} is not valid")
        scopes = _narrowed(grant.scopes, fields) if fields["grant_type"] == "refresh_token" else grant.scopes
        answer = self._access(call, app, grant, scopes, "pina_")
        answer["response_type"] = fields["grant_type"]
        if wants_refresh:
            answer |= self._refresh(app, grant)
        return json_response(200, answer)

    def revoke(self, call: Call) -> Response:
        """`POST /v5/oauth/token/revoke`: only tokens of system users can be."""
        fields = _form(call.request)
        if fields.get("token_type_hint", "access_token") not in ("access_token", "refresh_token"):
            raise invalid("token_type_hint: access_token and refresh_token are accepted")
        text = fields.get("token", "")
        if not text:
            raise invalid("token: it is required")
        if "system" not in self._values_of(text).get("kind", ()):
            raise refusal_of(403, 29)
        self._world.state("pinterest").setdefault("revoked", []).append(token_key(text))
        return Response(200)

    def _by_code(self, app: App, fields: Mapping[str, str]) -> _Grant:
        code, redirect_uri = _needed(fields, "code"), _needed(fields, "redirect_uri")
        if fields.get("continuous_refresh", "true") not in ("true", "false"):
            raise invalid("continuous_refresh: true and false are accepted")
        kept = self._kept("codes").pop(token_key(code), None)
        is_good = (
            kept is not None
            and (kept["app"], kept["redirect_uri"]) == (app.name, redirect_uri)
            and self._world.now() < kept["expires_at"]
        )
        if kept is None or not is_good:
            raise _bad_grant(app, "400/283")
        return _Grant(kept["account"], tuple(kept["scopes"]), app.inherited(kept["scopes"]))

    def _by_refresh(self, app: App, fields: Mapping[str, str]) -> _Grant:
        """What a refresh token stands for; it is replaced with that."""
        text, now = _needed(fields, "refresh_token"), self._world.now()
        key = token_key(text)
        grant = self._kept_grant(app, key) if ISSUED.fullmatch(text) else _told_grant(app, text, now)
        dead_at = self._kept("replaced").get(key)
        is_revoked = key in self._world.state("pinterest").get("revoked", [])
        if grant is None or is_revoked or (dead_at is not None and now >= dead_at):
            raise _bad_grant(app, "401/2")
        _narrowed(grant.scopes, fields)
        if dead_at is None:
            self._kept("replaced")[key] = now + app.number("grace", 0)
        return grant

    def _kept_grant(self, app: App, key: str) -> _Grant | None:
        kept = self._kept("issued").get(key, {})
        is_good = kept.get("kind") == "refresh" and kept["values"]["client"] == [app.name]
        if not is_good or self._world.now() >= kept["expires_at"]:
            return None
        return _Grant(kept["account"], tuple(kept["scopes"]), kept["values"])

    def _client_token(self, call: Call, app: App, asked: Sequence[str]) -> Response:
        """A token for the app's owner: it reads, and it never writes."""
        values = {**app.inherited(asked), "kind": ["client"]}
        grant = _Grant(call.account, tuple(asked), values)
        answer = self._access(call, app, grant, grant.scopes, "pinc_")
        return json_response(200, {**answer, "response_type": "client_credentials"})

    def _access(self, call: Call, app: App, grant: _Grant, scopes: Sequence[str], prefix: str) -> Json:
        life_s = app.number("lasts", ACCESS_LIFE_S)
        values = {**grant.values, "scope": list(scopes) or ["none"]}
        record = {"kind": "access", "account": grant.account, "values": values}
        text = self._issue(prefix, record, life_s)
        answer: Json = {"access_token": text, "token_type": "bearer", "expires_in": life_s}
        return answer if call.has("no_scope") else {**answer, "scope": " ".join(scopes)}

    def _refresh(self, app: App, grant: _Grant) -> Json:
        life_s = app.number("refresh_lasts", REFRESH_LIFE_S)
        record = {"kind": "refresh", "account": grant.account, "values": grant.values}
        text = self._issue("pinr.", {**record, "scopes": list(grant.scopes)}, life_s)
        return {
            "refresh_token": text,
            "refresh_token_expires_in": life_s,
            "refresh_token_expires_at": int(self._world.now()) + life_s,
        }

    def _issue(self, prefix: str, record: Json, life_s: int) -> str:
        """A new token, of which only its hash and what it stands for are kept."""
        text = f"{prefix}sandbox.{secrets.token_hex(20)}"
        self._kept("issued")[token_key(text)] = {**record, "expires_at": self._world.now() + life_s}
        return text

    def _values_of(self, text: str) -> Mapping[str, Sequence[str]]:
        if ISSUED.fullmatch(text):
            values: Mapping[str, Sequence[str]] = (
                self._kept("issued").get(token_key(text), {}).get("values", {})
            )
            return values
        told = written_token(text)
        return told.values if told else {}

    def _kept(self, what: str) -> dict[str, Any]:
        kept: dict[str, Any] = self._world.state("pinterest").setdefault(what, {})
        return kept


def app_of(request: Request) -> App:
    """The app that answers for itself. Raises: Refusal, 401/2 when it does not, or with a wrong secret."""
    scheme, _, sent = request.header("authorization").partition(" ")
    try:
        text, _, secret = base64.b64decode(sent.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise refusal_of(401, 2) from error
    if scheme.lower() != "basic" or not text or not secret:
        raise refusal_of(401, 2)
    app = app_with(text)
    if app.told.is_expired or app.first("secret") not in ("", secret):
        raise refusal_of(401, 2)
    if realm_of(app.told) == "sandbox" and request.host != SANDBOX_HOST:
        raise refusal_of(401, 2)
    return app


def app_with(text: str) -> App:
    """The app with that id. Raises: Refusal, 401/2 for no id."""
    told = written_token(text)
    if told is None:
        raise refusal_of(401, 2)
    return App(text.partition(";")[0].partition("@")[0], text, told)


def _app_at(call: Call) -> App:
    """The app of a call; what it is given at the sandbox's host is for that host."""
    app = app_with(call.text)
    if call.request.host != SANDBOX_HOST:
        return app
    return replace(app, told=replace(app.told, values={**app.told.values, "env": ("sandbox",)}))


def _form(request: Request) -> dict[str, str]:
    kind = request.header("content-type").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise invalid("the body is not application/x-www-form-urlencoded")
    return form_fields(request)


def _needed(fields: Mapping[str, str], name: str) -> str:
    if not fields.get(name):
        raise invalid(f"{name}: it is required")
    return fields[name]


def _scopes_in(fields: Mapping[str, str]) -> tuple[str, ...]:
    """The scopes that a request names, with commas or blanks between them. Raises: Refusal."""
    scopes = tuple(re.findall(r"[^\s,]+", _needed(fields, "scope")))
    if unknown := [scope for scope in scopes if scope not in ALL_SCOPES]:
        raise invalid(f"scope: {', '.join(unknown)} is not valid")
    return scopes


def _narrowed(scopes: Sequence[str], fields: Mapping[str, str]) -> tuple[str, ...]:
    """What the new access token may do: what was granted, or less when less is asked for."""
    if "scope" not in fields:
        return tuple(scopes)
    asked = _scopes_in(fields)
    if more := [scope for scope in asked if scope not in scopes]:
        raise invalid(f"scope: {', '.join(more)} was not granted")
    return asked


def _told_grant(app: App, text: str, now: float) -> _Grant | None:
    """What a refresh token stands for that somebody wrote, and the sandbox did not give."""
    told = written_token(text)
    expires_at = number_in(told, "expires_at") if told else None
    if told is None or told.is_expired or (expires_at is not None and now >= expires_at):
        return None
    scopes = told.named("scope") or tuple(ALL_SCOPES)
    values = {key: list(named) for key, named in told.values.items()}
    return _Grant(told.account, scopes, {**app.inherited(scopes), **values, "scope": list(scopes)})


def _bad_grant(app: App, otherwise: str) -> Exception:
    match = GRANT_ERROR.fullmatch(app.first("grant_error") or otherwise)
    return refusal_of(int(match[1]), int(match[2])) if match else refusal_of(401, 2)
