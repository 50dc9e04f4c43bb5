"""What the simulated login has given out: codes, and families of tokens that follow from one another.

A code holds 30 seconds, once. An access token holds two hours. A refresh token holds once: it is exchanged
for a new pair, and whoever shows an old one again ends its whole family, as one project saw it
(https://github.com/trypostit/trypost/issues/126, read 2026-11; no page of X says so). Nothing of a token is
kept but its digest.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from aromatiza.sandbox.world import World
from aromatiza.sandbox.x_tokens import NETWORK, is_revoked, token_key, token_saying

__all__ = ["OFFLINE", "SCOPES", "Grants"]

# https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code (read 2026-11)
CODE_LIFE_S = 30
ACCESS_LIFE_S = 7200
# One project's word for it (trypost #126); the pages of X give none
REFRESH_LIFE_S = 182 * 86_400
OFFLINE = "offline.access"
ISSUED = ("xa.", "xr.", "xc.")
"""What issued access tokens, refresh tokens and codes begin with."""

SCOPES = tuple(
    f"{subject}.{right}"
    for subject, rights in {
        "block": "read write",
        "bookmark": "read write",
        "broadcast": "read write",
        "dm": "read write",
        "follows": "read write",
        "like": "read write",
        "list": "read write",
        "media": "write",
        "mute": "read write",
        "offline": "access",
        "space": "read",
        "timeline": "read",
        "tweet": "moderate.write read write",
        "users": "read",
    }.items()
    for right in rights.split()
)
"""All scopes of the document."""

Pair = dict[str, Any]


class Grants:
    """Gives out codes and tokens, and takes them back."""

    def __init__(self, world: World) -> None:
        self._world = world

    def code(self, means: str, scope: Sequence[str], bound: dict[str, str]) -> str:
        """A new code; it gives tokens that mean `means`, to whoever shows what it is bound to."""
        text = ISSUED[2] + secrets.token_urlsafe(24)
        until = self._world.now() + CODE_LIFE_S
        record = {"means": means, "scope": list(scope), "bound": bound, "expires_at": until, "is_used": False}
        self._kept("codes")[token_key(text)] = record
        return text

    def bound_to(self, code: str) -> dict[str, str] | None:
        """What a code is bound to; None when it is unknown, used, or too old."""
        record = self._kept("codes").get(token_key(code))
        if record is None or record["is_used"] or self._world.now() >= record["expires_at"]:
            return None
        bound: dict[str, str] = record["bound"]
        return bound

    def redeem(self, code: str, client: str) -> Pair:
        """The first tokens of a new family, for a code that holds."""
        record = self._kept("codes")[token_key(code)]
        record["is_used"] = True
        return self._pair(self._family(record["means"], record["scope"], client))

    def refreshed(self, text: str, client: str) -> Pair | None:
        """The next tokens of a family; None when the refresh token does not hold.

        A text that was never given out is good once, like every token of the sandbox, and means itself.
        """
        record = self._kept("refresh").get(token_key(text))
        if record is None:
            record = self._first_of_its_kind(text, client)
        family = self._kept("families")[record["family"]] if record else None
        if record is None or family is None or family["is_dead"] or family["client"] != client:
            return None
        if record["is_used"]:
            if _said(family["means"], "family") != "kept":
                self._end(record["family"])
            return None
        if self._world.now() >= record["expires_at"]:
            return None
        record["is_used"] = True
        return self._pair(record["family"])

    def revoke(self, text: str) -> None:
        """Take a token back: an access token alone, a refresh token with its family."""
        key = token_key(text)
        if key in self._kept("access"):
            self._kept("access")[key]["is_dead"] = True
        elif key in self._kept("refresh"):
            self._end(self._kept("refresh")[key]["family"])
        else:
            revoked: list[str] = self._world.state(NETWORK).setdefault("revoked", [])
            revoked.append(key)

    def _first_of_its_kind(self, text: str, client: str) -> dict[str, Any] | None:
        token = token_saying(text)
        if token is None or token.is_expired or text.startswith(ISSUED) or is_revoked(self._world, text):
            return None
        scope = token.named("scope") or ("tweet.read", "tweet.write", "users.read", "media.write", OFFLINE)
        record = self._refreshing(self._family(text, scope, client))
        self._kept("refresh")[token_key(text)] = record
        return record

    def _family(self, means: str, scope: Sequence[str], client: str) -> str:
        family = str(len(self._kept("families")) + 1)
        self._kept("families")[family] = {
            "means": means,
            "scope": list(scope),
            "client": client,
            "is_dead": False,
        }
        return family

    def _pair(self, family: str) -> Pair:
        granted = self._kept("families")[family]
        life_s = int(_said(granted["means"], "access_life") or ACCESS_LIFE_S)
        access = ISSUED[0] + secrets.token_urlsafe(32)
        self._kept("access")[token_key(access)] = {
            "means": granted["means"],
            "scope": granted["scope"],
            "family": family,
            "expires_at": self._world.now() + life_s,
            "is_dead": False,
        }
        pair: Pair = {"token_type": "bearer", "expires_in": life_s, "access_token": access}
        pair["scope"] = " ".join(granted["scope"])
        if OFFLINE in granted["scope"]:
            pair["refresh_token"] = ISSUED[1] + secrets.token_urlsafe(32)
            self._kept("refresh")[token_key(pair["refresh_token"])] = self._refreshing(family)
        return pair

    def _refreshing(self, family: str) -> dict[str, Any]:
        life_s = int(_said(self._kept("families")[family]["means"], "refresh_life") or REFRESH_LIFE_S)
        return {"family": family, "expires_at": self._world.now() + life_s, "is_used": False}

    def _end(self, family: str) -> None:
        self._kept("families")[family]["is_dead"] = True
        for record in self._kept("access").values():
            if record["family"] == family:
                record["is_dead"] = True

    def _kept(self, what: str) -> dict[str, Any]:
        records: dict[str, Any] = self._world.state(NETWORK).setdefault(what, {})
        return records


def _said(means: str, key: str) -> str:
    token = token_saying(means)
    return "".join(token.named(key)[:1]) if token else ""
