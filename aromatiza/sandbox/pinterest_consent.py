"""The page on which a person lets an app in: `https://www.pinterest.com/oauth/`.

A GET shows who asks for what; its form comes back by POST to the same address with `decision` (`allow` or
`deny`) and `account`, and the answer leads back to the app with `code` and `state`. Whoever asks wrongly is
told so on the page, and is led nowhere. The parameters, in the order of their sources: `client_id`,
`redirect_uri`, `response_type=code`, `scope`, `state`
(https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/, read 2026-09
in transcriptions); `consumer_id` and `refreshable` of https://github.com/pinterest/api-quickstart (read
2026-11). What a refusal says to the app was never published: here it is RFC 6749, 4.1.2.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode, urlsplit

from aromatiza.sandbox.http import Request, Response, form_fields, json_response
from aromatiza.sandbox.page import language_of
from aromatiza.sandbox.pinterest_boards import username_of
from aromatiza.sandbox.pinterest_errors import Refusal, invalid
from aromatiza.sandbox.pinterest_oauth import ALL_SCOPES, App, OAuth, app_with

__all__ = ["WWW_HOST", "Consent"]

WWW_HOST = "www.pinterest.com"
PATHS = ("/oauth", "/oauth/")
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Vary": "Accept-Language",
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Pinterest (simulated) – let an app in",
        "lead": "The app {} asks to use Pinterest for you:",
        "account": "Account (id)",
        "allow": "Give access",
        "deny": "Cancel",
        "wrong": "This request cannot be answered",
    },
    "fr": {
        "title": "Pinterest (simulé) – laisser entrer une application",
        "lead": "L’application {} demande à utiliser Pinterest pour vous :",
        "account": "Compte (id)",
        "allow": "Autoriser",
        "deny": "Annuler",
        "wrong": "Cette demande ne peut pas aboutir",
    },
}
PAGE = """<!doctype html>
<html lang="{lang}"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px/1.5 sans-serif;max-width:36em;margin:3em auto;padding:0 1em}}</style>
<h1>{title}</h1>
{content}
</html>
"""


class Consent:
    """Answers for `www.pinterest.com`, as far as it takes part in a login."""

    def __init__(self, oauth: OAuth) -> None:
        self._oauth = oauth

    def answer(self, request: Request) -> Response:
        """Show the page, or lead back to the app with what was decided."""
        if request.path not in PATHS:
            # Whether a page of the open web is there, a sandbox cannot know.
            return json_response(421, {"error": f"only https://{WWW_HOST}/oauth/ is simulated"})
        if request.method not in ("GET", "HEAD", "POST"):
            return Response(405, b"", {"Allow": "GET, HEAD, POST"})
        lang = language_of(request.header("accept-language"))
        try:
            app, scopes = _asked(request.query)
            if request.method == "POST":
                return self._decided(request, app, scopes)
        except Refusal as refusal:
            content = f"<p>{escape(WORDS[lang]['wrong'])}: <code>{escape(str(refusal))}</code></p>"
            return _page(400, lang, content)
        return _page(200, lang, _form(lang, app, scopes))

    def _decided(self, request: Request, app: App, scopes: tuple[str, ...]) -> Response:
        fields, query = form_fields(request), request.query
        decision, account = fields.get("decision"), fields.get("account") or app.told.account
        if decision not in ("allow", "deny") or not re.fullmatch(r"[0-9]{1,30}", account):
            raise invalid("decision: allow and deny are accepted; account: an id is accepted")
        answer = {"error": "access_denied"}
        if decision == "allow":
            answer = {"code": self._oauth.code_for(app, account, scopes, query["redirect_uri"])}
        if "state" in query:
            answer["state"] = query["state"]
        back = urlsplit(query["redirect_uri"])
        joined = f"{back.query}&{urlencode(answer)}" if back.query else urlencode(answer)
        return Response(302, b"", {"Location": back._replace(query=joined).geturl(), **HEADERS})


def _asked(query: Mapping[str, str]) -> tuple[App, tuple[str, ...]]:
    """Who asks for which scopes. Raises: Refusal."""
    client = query.get("client_id") or query.get("consumer_id") or ""
    if not client:
        raise invalid("client_id: it is required")
    app, redirect_uri = app_with(client), query.get("redirect_uri", "")
    registered = app.told.named("redirect")
    if not _is_link(redirect_uri) or (registered and redirect_uri not in registered):
        raise invalid(f"redirect_uri: {redirect_uri!r} is not registered for this app")
    if query.get("response_type") != "code":
        raise invalid("response_type: code is accepted")
    scopes = tuple(re.findall(r"[^\s,]+", query.get("scope", "")))
    unknown = [scope for scope in scopes if scope not in ALL_SCOPES]
    if unknown or not scopes:
        raise invalid(f"scope: {', '.join(unknown) or 'nothing'} is not valid")
    return app, scopes


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:  # such as half an IPv6 address
        return False
    # What would break out of the Location header is no link either.
    is_plain = text.isascii() and text.isprintable() and " " not in text
    return is_plain and parts.scheme in ("http", "https") and bool(parts.netloc) and not parts.fragment


def _form(lang: str, app: App, scopes: tuple[str, ...]) -> str:
    words = {name: escape(text) for name, text in WORDS[lang].items()}
    rows = "".join(f"<li><code>{escape(scope)}</code> {escape(ALL_SCOPES[scope])}</li>\n" for scope in scopes)
    lead = words["lead"].format(f"<strong>{escape(app.name)}</strong>")
    account = escape(app.told.account)
    return (
        f"<p>{lead}</p>\n<ul>\n{rows}</ul>\n"
        f'<form method="post"><p><label>{words["account"]} '
        f'<input name="account" value="{account}" pattern="[0-9]+" required></label> '
        f"{escape(username_of(app.told.account))}</p>\n"
        f'<p><button name="decision" value="allow">{words["allow"]}</button>\n'
        f'<button name="decision" value="deny">{words["deny"]}</button></p></form>'
    )


def _page(status: int, lang: str, content: str) -> Response:
    text = PAGE.format(lang=lang, title=escape(WORDS[lang]["title"]), content=content)
    return Response(status, text.encode(), HEADERS)
