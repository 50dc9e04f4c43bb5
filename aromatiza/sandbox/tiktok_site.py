"""www.tiktok.com as far as a login and a link need it: the consent page, and the pages of posts.

The page of a login is plain HTML: a browser shows it, a test posts its form. Each scope but the basic one
can be denied. What is wrong with the app or its redirect address is said on a page, all else to the callback.
Sources (read 2026-11): https://developers.tiktok.com/doc/login-kit-web, …/login-kit-desktop.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from aromatiza.sandbox.http import Request, Response, form_fields
from aromatiza.sandbox.tiktok_answer import OAuthRefused, log_id
from aromatiza.sandbox.tiktok_apps import App, app_of
from aromatiza.sandbox.tiktok_grants import Grants
from aromatiza.sandbox.tiktok_page import consent_page, plain_page
from aromatiza.sandbox.tiktok_tokens import SCOPES, planned
from aromatiza.sandbox.world import World

__all__ = ["SITE_HOST", "Site"]

SITE_HOST = "www.tiktok.com"
AUTHORIZE_PATH = "/v2/auth/authorize/"
BASIC = "user.info.basic"
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Referrer-Policy": "no-referrer",
}


class Site:
    """Answers for the site."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._grants = Grants(world, lambda account, app: None)

    def answer(self, request: Request) -> Response:
        """Answer one request of a browser."""
        logged = log_id(self._world, request)
        lang = request.header("accept-language")
        if request.path == AUTHORIZE_PATH and request.method in ("GET", "POST"):
            answer = self._authorize(request, lang)
        elif request.path.startswith("/@") and request.method in ("GET", "HEAD"):
            # A link to a post that does not exist answers 200 too:
            # https://github.com/gitroomhq/postiz-app/pull/1984, read 2026-11
            answer = _page(200, plain_page(lang, request.path))
        else:
            answer = _page(404, plain_page(lang, "404"))
        return Response(answer.status, answer.body, {**answer.headers, "X-Tt-Logid": logged})

    def _authorize(self, request: Request, lang: str) -> Response:
        app = app_of(request.query.get("client_key", ""))
        redirect = request.query.get("redirect_uri", "")
        if app is None:
            return _page(400, plain_page(lang, "invalid_client: client_key"))
        if not app.takes(redirect):
            return _page(400, plain_page(lang, "invalid_request: redirect_uri"))
        scopes: tuple[str, ...] = ()
        try:
            scopes = self._asked(app, request, redirect)
            answer = self._consent(app, request, scopes)
        except OAuthRefused as why:
            answer = {"error": why.name, "error_description": why.description}
        if answer is None:
            return _page(200, consent_page(lang, app.user, scopes, BASIC))
        state = request.query.get("state")
        sent = answer if state is None else {**answer, "state": state}
        return Response(
            302, headers={"Location": f"{redirect}?{urlencode(sent)}", "Cache-Control": "no-store"}
        )

    def _asked(self, app: App, request: Request, redirect: str) -> tuple[str, ...]:
        """The scopes that are asked for. Raises: OAuthRefused."""
        found = planned(self._world, app.keys, "authorize_error", app.key)
        if found is not None:
            raise OAuthRefused(found[1])
        query = request.query
        if query.get("response_type") != "code":
            raise OAuthRefused("unsupported_response_type")
        if "code_challenge" in query and query.get("code_challenge_method") != "S256":
            raise OAuthRefused("invalid_request", "The code_challenge_method must be S256")
        if app.needs_challenge(redirect) and not query.get("code_challenge"):
            raise OAuthRefused("invalid_request", "code_challenge is missing")
        scopes = tuple(query.get("scope", "").split(","))
        if not set(scopes) <= set(SCOPES) or not set(scopes) <= set(app.scopes):
            raise OAuthRefused("invalid_scope")
        return scopes

    def _consent(self, app: App, request: Request, scopes: Sequence[str]) -> dict[str, str] | None:
        """What the callback is told; None while the user has not said a word. Raises: OAuthRefused."""
        if request.method == "GET":
            is_silent = request.query.get("disable_auto_auth") == "0"
            if not (is_silent and self._grants.has_session(app, app.user, scopes)):
                return None
            return self._granted(app, request, app.user, scopes)
        form = form_fields(request)
        allowed = [scope for scope in scopes if scope == BASIC or f"allow {scope}" in form]
        if "deny" in form or not allowed:
            raise OAuthRefused("access_denied")
        return self._granted(app, request, form.get("open_id", "").strip() or app.user, allowed)

    def _granted(self, app: App, request: Request, account: str, scopes: Sequence[str]) -> dict[str, str]:
        redirect, challenge = request.query["redirect_uri"], request.query.get("code_challenge", "")
        code = self._grants.new_code(app, account, scopes, redirect, challenge)
        return {"code": code, "scopes": ",".join(scopes)}


def _page(status: int, text: str) -> Response:
    return Response(status, text.encode(), HEADERS)
