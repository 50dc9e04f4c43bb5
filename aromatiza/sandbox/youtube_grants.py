"""What Google remembers of consents: codes, tokens and their lives, and what is taken back.

A code is good once. A refresh token is good again and again, and is not replaced; it dies when it is taken
back, unused for six months, at the end of its grant, or as the oldest of more than a hundred of one Google
account and client. To take back one token is to take back all that the account granted to the project. Of
tokens only their hashes are kept.
Source: https://developers.google.com/identity/protocols/oauth2 (with its page `native-app`), read 2026-10
in transcriptions.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from aromatiza.sandbox.world import World
from aromatiza.sandbox.youtube_clients import Client
from aromatiza.sandbox.youtube_tokens import ISSUED, NETWORK, live_token, number_in, token_key, written_token

__all__ = ["ALL_SCOPES", "Grant", "Grants"]

Json = dict[str, Any]

SCOPE_PREFIX = "https://www.googleapis.com/auth/"
ALL_SCOPES = tuple(
    SCOPE_PREFIX + name
    for name in (
        "youtube",
        "youtube.channel-memberships.creator",
        "youtube.force-ssl",
        "youtube.readonly",
        "youtube.upload",
        "youtubepartner",
        "youtubepartner-channel-audit",
    )
)
"""`auth.oauth2.scopes` of the discovery document, revision 20261104."""

DAY_S = 86_400
ACCESS_LIFE_S = 3600
CODE_LIFE_S = 600
"""Never said by Google: the longest that RFC 6749, 4.1.2 recommends."""
UNUSED_LIFE_S = 180 * DAY_S
TESTING_LIFE_S = 7 * DAY_S
MOST_REFRESH_TOKENS = 100


@dataclass(frozen=True, slots=True)
class Grant:
    """What a code or a refresh token stands for: who let which client do what, for which channel.

    `ends_at` is when a time-based grant ends; `told` what its access tokens say besides.
    """

    client: str
    project: str
    owner: str
    account: str
    scopes: tuple[str, ...]
    told: dict[str, list[str]] = field(default_factory=dict)
    ends_at: float | None = None
    lasts_s: int = ACCESS_LIFE_S

    @classmethod
    def of(cls, kept: Json) -> Grant:
        """The grant in a kept record."""
        return cls(**{**kept["grant"], "scopes": tuple(kept["grant"]["scopes"])})

    def kept(self) -> Json:
        """The grant as JSON."""
        return {name: getattr(self, name) for name in self.__slots__} | {"scopes": list(self.scopes)}


class Grants:
    """The consents of one sandbox, in the memory of the network `youtube`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def code(self, client: Client, grant: Grant, bound: Json) -> str:
        """A code that a person has just consented to; `bound` is what its exchange must fit."""
        text = f"4/0sandbox.{secrets.token_hex(20)}"
        ends_at = self._world.now() + client.number("code_life", CODE_LIFE_S)
        self._kept("codes")[token_key(text)] = {"grant": grant.kept(), "bound": bound, "expires_at": ends_at}
        self._consented(grant).append(grant.client)
        return text

    def take_code(self, text: str) -> tuple[Grant, Json] | None:
        """What a code stands for, and what it is bound to; None for one that is no good. It is good once."""
        kept = self._kept("codes").pop(token_key(text), None)
        if kept is None or self._world.now() >= kept["expires_at"]:
            return None
        return Grant.of(kept), kept["bound"]

    def is_first(self, client: Client, owner: str) -> bool:
        """Whether an account has never let this client in, or has taken it back."""
        consented: dict[str, list[str]] = self._kept("consented")
        return client.name not in consented.get(f"{owner}/{client.project}", [])

    def access_token(self, grant: Grant) -> str:
        """A new access token."""
        text = f"ya29.sandbox.{secrets.token_hex(20)}"
        values = {**grant.told, "scope": list(grant.scopes) or ["none"]}
        record = {"kind": "access", "grant": grant.kept(), "account": grant.account, "values": values}
        self._kept("issued")[token_key(text)] = {**record, "expires_at": self._world.now() + grant.lasts_s}
        return text

    def refresh_token(self, client: Client, grant: Grant) -> str:
        """A new refresh token; with more than a hundred, the oldest of the account and client dies."""
        text, now = f"1//sandbox.{secrets.token_hex(20)}", self._world.now()
        dies_at = now + TESTING_LIFE_S if client.first("testing") == "yes" else None
        issued = self._kept("issued")
        issued[token_key(text)] = {
            "kind": "refresh", "grant": grant.kept(), "used_at": now, "dies_at": dies_at,
        }  # fmt: skip
        same = [
            key
            for key, one in issued.items()
            if one["kind"] == "refresh"
            and (one["grant"]["owner"], one["grant"]["client"]) == (grant.owner, grant.client)
        ]
        for key in same[:-MOST_REFRESH_TOKENS]:
            del issued[key]
        return text

    def refreshed(self, client: Client, text: str) -> Grant | None:
        """What a refresh token of a client stands for; None for one that is dead, or somebody else's."""
        if not ISSUED.fullmatch(text):
            return self._written(client, text)
        kept, now = self._kept("issued").get(token_key(text), {}), self._world.now()
        if kept.get("kind") != "refresh" or kept["grant"]["client"] != client.name:
            return None
        grant = Grant.of(kept)
        ends = [kept["used_at"] + UNUSED_LIFE_S, kept["dies_at"], grant.ends_at]
        if any(end is not None and now >= end for end in ends):
            return None
        kept["used_at"] = now
        return grant

    def looked_up(self, text: str) -> Grant | None:
        """What an access token that lives stands for."""
        token = live_token(self._world, text)
        if token is None:
            return None
        if ISSUED.fullmatch(text):
            return Grant.of(self._kept("issued")[token_key(text)])
        scopes = token.named("scope") or ALL_SCOPES
        ends_at = number_in(token, "expires_at")
        left_s = ACCESS_LIFE_S if ends_at is None else int(ends_at - self._world.now())
        return Grant("sandbox", "", "", token.account, scopes, lasts_s=left_s)

    def left_s(self, text: str, grant: Grant) -> int:
        """How many seconds an access token has still to live."""
        expires_at = self._kept("issued").get(token_key(text), {}).get("expires_at")
        return grant.lasts_s if expires_at is None else int(expires_at - self._world.now())

    def take_back(self, text: str) -> bool:
        """Take back all that the account of a token granted to its project; False when it is no token."""
        issued, key = self._kept("issued"), token_key(text)
        if not ISSUED.fullmatch(text):
            told = written_token(text)
            revoked: list[str] = self._world.state(NETWORK).setdefault("revoked", [])
            if told is None or told.is_expired or key in revoked:
                return False
            revoked.append(key)
            return True
        if key not in issued:
            return False
        grant = Grant.of(issued[key])
        for what in ("issued", "codes"):
            kept = self._kept(what)
            for one in [one for one in kept if _is_of(Grant.of(kept[one]), grant)]:
                del kept[one]
        self._consented(grant).clear()
        return True

    def _written(self, client: Client, text: str) -> Grant | None:
        """What a refresh token stands for that somebody wrote, and the sandbox did not give."""
        told, now = written_token(text), self._world.now()
        ends_at = number_in(told, "expires_at") if told else None
        is_over = ends_at is not None and now >= ends_at
        revoked = self._world.state(NETWORK).get("revoked", [])
        if told is None or told.is_expired or is_over or token_key(text) in revoked:
            return None
        said = {key: list(named) for key, named in told.values.items() if key not in ("scope", "expires_at")}
        scopes = told.named("scope") or ALL_SCOPES
        lasts_s = client.number("lasts", ACCESS_LIFE_S)
        passed = {**client.inherited(), **said}
        return Grant(client.name, client.project, client.owner, told.account, scopes, passed, None, lasts_s)

    def _consented(self, grant: Grant) -> list[str]:
        consented: list[str] = self._kept("consented").setdefault(f"{grant.owner}/{grant.project}", [])
        return consented

    def _kept(self, what: str) -> dict[str, Any]:
        kept: dict[str, Any] = self._world.state(NETWORK).setdefault(what, {})
        return kept


def _is_of(one: Grant, other: Grant) -> bool:
    return (one.owner, one.project) == (other.owner, other.project)
