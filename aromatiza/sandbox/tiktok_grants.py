"""What TikTok remembers of logins: codes, access tokens and refresh tokens, each under its hash.

Times are those of the sandbox's clock. Lives and rotation:
https://developers.tiktok.com/doc/oauth-user-access-token-management (read 2026-11).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from aromatiza.sandbox.tiktok_answer import NETWORK, OAuthRefused
from aromatiza.sandbox.tiktok_apps import App
from aromatiza.sandbox.tiktok_tokens import Keys, token_key, written_token
from aromatiza.sandbox.world import World

__all__ = ["Grants"]

# Not documented; a few minutes are reported by https://www.volcengine.com/article/1674214.
CODE_LIFE_S = 300
ACCESS_LIFE_S = 86_400
REFRESH_LIFE_S = 31_536_000


class Grants:
    """The logins of all apps; `on_end` hears of a user (open_id, app) who has shown an app out."""

    def __init__(self, world: World, on_end: Callable[[str, str], None]) -> None:
        self._world = world
        self._on_end = on_end

    def new_code(self, app: App, account: str, scopes: Sequence[str], redirect: str, challenge: str) -> str:
        """A code for the callback. It has characters that a URL encodes, so it must be decoded to be good."""
        code = f"{self._secret('code')}*0!6000.s1"
        self._part("codes")[token_key(code)] = {
            "app": app.key,
            "account": account,
            "scope": list(scopes),
            "redirect": redirect,
            "challenge": challenge,
            "expires_at": self._world.now() + app.keys.seconds("code_life", CODE_LIFE_S),
        }
        return code

    def take_code(self, app: App, code: str) -> dict[str, Any]:
        """What a code stands for; it is used up, even by a request that turns out to be wrong.

        Raises: OAuthRefused, for a code that is not of this app, was used, or is too old.
        """
        record: dict[str, Any] = self._part("codes").get(token_key(code), {})
        if not record or record["app"] != app.key:
            raise OAuthRefused("invalid_grant", "Authorization code is invalid or was used")
        del self._part("codes")[token_key(code)]
        if self._world.now() >= record["expires_at"]:
            raise OAuthRefused("invalid_grant", "Authorization code is expired")
        return record

    def begin(self, app: App, record: dict[str, Any]) -> dict[str, Any]:
        """The answer that opens a grant: the first pair of tokens."""
        grant = {
            "id": self._secret("grant"),
            "account": record["account"],
            "scope": record["scope"],
            "app": app.key,
            "expires_at": self._world.now() + app.keys.seconds("refresh_life", REFRESH_LIFE_S),
        }
        return self._pair(app, grant, self._new_refresh(grant))

    def refresh(self, app: App, refresh_token: str) -> dict[str, Any]:
        """The answer to a refresh: a new access token, and a refresh token, perhaps another one.

        Raises: OAuthRefused, when the refresh token does not hold.
        """
        record: dict[str, Any] = self._part("refresh").get(token_key(refresh_token), {})
        now = self._world.now()
        if not record or record["grant"]["app"] != app.key:
            raise OAuthRefused("invalid_grant", "Refresh token is invalid")
        if record["good_until"] is not None and now >= record["good_until"]:
            if app.keys.text("reuse") == "revokes":
                self._end(record["grant"]["id"])
            raise OAuthRefused("invalid_grant", "Refresh token was replaced by another one")
        grant = record["grant"]
        if now >= grant["expires_at"]:
            raise OAuthRefused("invalid_grant", "Refresh token is expired")
        if app.keys.text("restart") == "yes":
            grant = {**grant, "expires_at": now + app.keys.seconds("refresh_life", REFRESH_LIFE_S)}
            record["grant"] = grant
        if app.keys.text("rotate") == "no":
            return self._pair(app, grant, refresh_token)
        if record["good_until"] is None:
            record["good_until"] = now + app.keys.seconds("grace", 0)
        return self._pair(app, grant, self._new_refresh(grant))

    def revoke(self, app: App, text: str) -> None:
        """End the grant of an access token, or a token that was never issued. Raises: OAuthRefused."""
        record: dict[str, Any] = self._part("access").get(token_key(text), {})
        if record:
            if record["grant"]["app"] != app.key:
                raise OAuthRefused("invalid_client", "The token was given to another app")
            self._end(record["grant"]["id"])
            self._on_end(record["account"], "".join(record["values"]["client"]))
            return
        means = None if text.startswith(("act.sandbox", "rft.sandbox")) else written_token(text)
        if means is None:
            raise OAuthRefused("invalid_request", "The access token is invalid")
        self._world.state(NETWORK).setdefault("revoked", []).append(token_key(text))
        self._on_end(means.account, Keys(means.values).text("client") or "sandbox")

    def has_session(self, app: App, account: str, scopes: Sequence[str]) -> bool:
        """Whether the user has let the app have all this before, and not taken it back."""
        grants = [record["grant"] for record in self._part("access").values()]
        return any(
            (grant["app"], grant["account"]) == (app.key, account) and set(grant["scope"]) >= set(scopes)
            for grant in grants
        )

    def _pair(self, app: App, grant: dict[str, Any], refresh_token: str) -> dict[str, Any]:
        access_token = f"act.sandbox{self._secret('access')}"
        access_life_s = app.keys.seconds("access_life", ACCESS_LIFE_S)
        self._part("access")[token_key(access_token)] = {
            "grant": grant,
            "account": grant["account"],
            "values": {key: list(named) for key, named in app.means.items()} | {"scope": grant["scope"]},
            "expires_at": self._world.now() + access_life_s,
        }
        return {
            "open_id": grant["account"],
            "scope": ",".join(grant["scope"]),
            "access_token": access_token,
            "expires_in": int(access_life_s),
            "refresh_token": refresh_token,
            "refresh_expires_in": int(grant["expires_at"] - self._world.now()),
            "token_type": "Bearer",
        }

    def _new_refresh(self, grant: dict[str, Any]) -> str:
        text = f"rft.sandbox{self._secret('refresh')}"
        self._part("refresh")[token_key(text)] = {"grant": grant, "good_until": None}
        return text

    def _end(self, grant_id: str) -> None:
        for part in ("access", "refresh"):
            records = self._part(part)
            for key in [key for key, record in records.items() if record["grant"]["id"] == grant_id]:
                del records[key]

    def _secret(self, kind: str) -> str:
        """Forty hex digits, never the same ones: the sandbox hides nothing, so that runs can be repeated."""
        memory = self._world.state(NETWORK)
        memory["issued"] = int(memory.get("issued", 0)) + 1
        return hashlib.sha256(f"{kind} {memory['issued']}".encode()).hexdigest()[:40]

    def _part(self, name: str) -> dict[str, Any]:
        part: dict[str, Any] = self._world.state(NETWORK).setdefault(name, {})
        return part
