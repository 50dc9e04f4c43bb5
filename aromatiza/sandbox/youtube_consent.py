"""The page on which a person lets an app in: `https://accounts.google.com/o/oauth2/v2/auth`.

A GET shows who asks for what; its form comes back by POST to the same address with `decision` (`allow` or
`deny`), `owner` (the Google account), `account` (the channel that the token is to act for) and `scope`,
once for each that stays ticked. The answer leads back to the app with `code` and `state`, or with
`error=access_denied`. Whoever asks wrongly is told so on the page, and is led nowhere.
Sources: https://developers.google.com/identity/protocols/oauth2/native-app and
https://developers.google.com/identity/protocols/oauth2/web-server (read 2026-10 in transcriptions); RFC
6749, 4.1.2.1. What `prompt=none` answers to somebody who is not logged in is OpenID Connect Core 1.0,
3.1.2.6.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qs, urlencode, urlsplit

from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.page import language_of
from aromatiza.sandbox.youtube_clients import Client, client_with
from aromatiza.sandbox.youtube_grants import ACCESS_LIFE_S, ALL_SCOPES, Grant
from aromatiza.sandbox.youtube_oauth import OAuth

__all__ = ["ACCOUNTS_HOST", "Consent"]

ACCOUNTS_HOST = "accounts.google.com"
PATH = "/o/oauth2/v2/auth"
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Vary": "Accept-Language",
}
STATUSES: Mapping[str, int] = {
    "deleted_client": 401,
    "invalid_client": 401,
    "admin_policy_enforced": 403,
    "org_internal": 403,
    "disallowed_useragent": 403,
}
"""Which status a page of refusal has is not documented: 400 for all others."""
EMBEDDED = re.compile(r"; wv\)|\bGSA/|FBAN|FBAV|Instagram")
"""Browsers inside of other apps, which Google does not let log in."""
CHALLENGE = re.compile(r"[A-Za-z0-9._~-]{43,128}")
PROMPTS = frozenset({"none", "consent", "select_account"})
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Google (simulated) – let an app in",
        "lead": "The app {} asks for access to YouTube:",
        "owner": "Google account",
        "account": "Channel",
        "allow": "Allow",
        "deny": "Cancel",
        "wrong": "Access blocked. Error {}:",
    },
    "fr": {
        "title": "Google (simulé) – laisser entrer une application",
        "lead": "L’application {} demande l’accès à YouTube :",
        "owner": "Compte Google",
        "account": "Chaîne",
        "allow": "Autoriser",
        "deny": "Annuler",
        "wrong": "Accès bloqué. Erreur {} :",
    },
}
PAGE = """<!doctype html>
<html lang="{lang}"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px/1.5 sans-serif;max-width:36em;margin:3em auto;padding:0 1em}}</style>
<h1>{title}</h1>
{content}
</html>
"""


class _Blocked(Exception):
    """A request that leads nowhere: its error, and what is wrong."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error = error


class Consent:
    """Answers for `accounts.google.com`, as far as it takes part in a login."""

    def __init__(self, oauth: OAuth) -> None:
        self._oauth = oauth

    def answer(self, request: Request) -> Response:
        """Show the page, or lead back to the app with what was decided."""
        if request.path != PATH:
            # Whether a page of the open web is there, a sandbox cannot know.
            return json_response(421, {"error": f"only https://{ACCOUNTS_HOST}{PATH} is simulated"})
        if request.method not in ("GET", "HEAD", "POST"):
            return Response(405, b"", {"Allow": "GET, HEAD, POST"})
        lang, query = language_of(request.header("accept-language")), request.query
        try:
            client, scopes = _asked(request)
            if request.method == "POST":
                return self._decided(request, client, scopes)
        except _Blocked as blocked:
            status = STATUSES.get(blocked.error, 400)
            lead = escape(WORDS[lang]["wrong"].format(status))
            content = f"<p>{lead} <code>{escape(blocked.error)}</code></p>\n<p>{escape(str(blocked))}</p>"
            return _page(status, lang, content)
        if "none" in query.get("prompt", "").split():
            return _led_back(query, {"error": "interaction_required"})
        return _page(200, lang, _form(lang, client, scopes, query.get("login_hint", "")))

    def _decided(self, request: Request, client: Client, scopes: tuple[str, ...]) -> Response:
        said = parse_qs(request.body.read().decode("utf-8", "replace"))
        query, decision = request.query, said.get("decision", [""])[0]
        if decision not in ("allow", "deny"):
            raise _Blocked("invalid_request", "decision: allow and deny are accepted")
        ticked = [scope for scope in scopes if scope in said.get("scope", [])]
        granted = client.granted(ticked if "scope" in said else scopes)
        if decision == "deny" or not granted:
            return _led_back(query, {"error": "access_denied"})
        owner = said.get("owner", [client.owner])[0]
        account = said.get("account", [client.told.account])[0]
        ends_at = None
        if life_s := client.number("refresh_lasts", 0):
            ends_at = self._oauth.now() + life_s
        lasts_s = client.number("lasts", ACCESS_LIFE_S)
        grant = Grant(
            client.name, client.project, owner, account, granted, client.inherited(), ends_at, lasts_s
        )
        bound = {
            "redirect_uri": query["redirect_uri"],
            "challenge": query.get("code_challenge", ""),
            "method": query.get("code_challenge_method", "plain"),
            "wants_refresh": self._wants_refresh(client, owner, query),
        }
        answer = {"code": self._oauth.grants.code(client, grant, bound), "scope": " ".join(granted)}
        return _led_back(query, answer)

    def _wants_refresh(self, client: Client, owner: str, query: Mapping[str, str]) -> bool:
        """A desktop client always gets a refresh token; a web application asks, and gets the first time."""
        if not client.is_web:
            return True
        asks_again = "consent" in query.get("prompt", "").split()
        is_offline = query.get("access_type") == "offline"
        return is_offline and (asks_again or self._oauth.grants.is_first(client, owner))


def _asked(request: Request) -> tuple[Client, tuple[str, ...]]:
    """Who asks for which scopes. Raises: _Blocked."""
    query = request.query
    for name in ("client_id", "redirect_uri", "response_type", "scope"):
        if not query.get(name):
            raise _Blocked("invalid_request", f"Required parameter is missing: {name}")
    client = client_with(query["client_id"])
    if client is None:
        raise _Blocked("deleted_client", "The OAuth client was deleted.")
    if error := client.first("authorize_error"):
        raise _Blocked(error, "The client id of this sandbox asks for it.")
    if EMBEDDED.search(request.header("user-agent")):
        raise _Blocked("disallowed_useragent", "Google does not let people log in inside of another app.")
    if not client.leads_to(query["redirect_uri"]):
        reason = "must be registered" if client.is_web else "must lead to http://127.0.0.1 with a port"
        raise _Blocked("redirect_uri_mismatch", f"redirect_uri {query['redirect_uri']!r} {reason}")
    if query["response_type"] != "code":
        raise _Blocked("unsupported_response_type", "response_type: code is accepted")
    _check_options(query)
    scopes = tuple(dict.fromkeys(query["scope"].split()))
    if unknown := [scope for scope in scopes if scope not in ALL_SCOPES]:
        raise _Blocked("invalid_scope", f"Some requested scopes were invalid: {', '.join(unknown)}")
    return client, scopes


def _check_options(query: Mapping[str, str]) -> None:
    challenge, method = query.get("code_challenge"), query.get("code_challenge_method", "plain")
    if challenge is not None and not CHALLENGE.fullmatch(challenge):
        raise _Blocked("invalid_request", "code_challenge: 43 to 128 unreserved characters are accepted")
    if method not in ("S256", "plain") or (challenge is None and "code_challenge_method" in query):
        raise _Blocked("invalid_request", "code_challenge_method: S256 and plain are accepted")
    prompts = set(query.get("prompt", "").split())
    if prompts - PROMPTS or ("none" in prompts and len(prompts) > 1):
        raise _Blocked("invalid_request", "prompt: none, consent and select_account are accepted")
    if query.get("access_type", "online") not in ("online", "offline"):
        raise _Blocked("invalid_request", "access_type: online and offline are accepted")


def _led_back(query: Mapping[str, str], answer: dict[str, str]) -> Response:
    if "state" in query:
        answer["state"] = query["state"]
    back = urlsplit(query["redirect_uri"])
    joined = f"{back.query}&{urlencode(answer)}" if back.query else urlencode(answer)
    return Response(302, b"", {"Location": back._replace(query=joined).geturl(), **HEADERS})


def _form(lang: str, client: Client, scopes: tuple[str, ...], hint: str) -> str:
    words = {name: escape(text) for name, text in WORDS[lang].items()}
    box = '<li><label><input type="checkbox" name="scope" value="{0}" checked> {0}</label>\n'
    ticks = "".join(box.format(escape(one)) for one in scopes)
    fields = {"owner": hint or client.owner, "account": client.told.account}
    inputs = "".join(
        f'<p><label>{words[name]} <input name="{name}" value="{escape(value)}" required></label></p>\n'
        for name, value in fields.items()
    )
    lead = words["lead"].format(f"<strong>{escape(client.name)}</strong>")
    return (
        f'<p>{lead}</p>\n<form method="post"><ul>\n{ticks}</ul>\n{inputs}'
        f'<p><button name="decision" value="allow">{words["allow"]}</button>\n'
        f'<button name="decision" value="deny">{words["deny"]}</button></p></form>'
    )


def _page(status: int, lang: str, content: str) -> Response:
    text = PAGE.format(lang=lang, title=escape(WORDS[lang]["title"]), content=content)
    return Response(status, text.encode(), HEADERS)
