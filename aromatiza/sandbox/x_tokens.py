"""Who asks X for something: tokens of OAuth 2.0 and 1.0a, those of the app alone, and what a token sets up.

A token is any text (`NAME@ID;scope=a,b`), as a bearer or as `oauth_token` of a signed request, or one that
the simulated login has issued; what an issued one sets up was said at the login. These keys count here:

| key | does |
|---|---|
| `expires_at=UNIX` | expires at that second of the sandbox's clock (401) |
| `kind=app` | is the bearer token of the app alone, without a user |
| `permission=read` | OAuth 1.0a: the app may only read (403 `oauth1-permissions`) |
| `secret=TEXT`, `skew=SECONDS`, `signed=here` | OAuth 1.0a: the token's secret; how far its clock \
may be off beside five minutes; the sandbox's own address may be what was signed |
| `username=NAME` | the account's name, in `/2/users/me` and in addresses |
| `error=NAME`, `write_error=NAME`, `post_error=NAME` | every request, every one but `GET`, or only \
`POST /2/tweets` is refused so: a name of `x_problem.KNOWN` (`error=usage-capped`), or another; \
`STATUS/NAME` changes the status |
| `envelope=legacy`, `envelope=errors` | refusals as `{"errors": [{"code", "message"}]}`, or in a list |
| `types=old`, `types=new` | the types of problems are on api.twitter.com, or on api.x.com |
| `fields=old`, `fields=new` | only `tweet.fields`, or only `post.fields`; the other is refused (400) |
| `calls=N`, `app_calls=N`, `day_calls=N` | N requests in 15 minutes for the user, or for the app alone, and \
N in 24 hours for the app (429 `rate-limit-exceeded`) |
| `credits=N` | N thousandths of a dollar; 402 when nothing is left |
| `owner=ID` | whose the app is: reading one's own posts is cheap only then |
| `cap=N` | N posts made and read in a month (429 `usage-capped`) |
| `premium=yes` | 25 000 characters, long videos, edits |
| `plan=enterprise` | may quote, reply, and give several cashtags |
| `summoned=ID` | the author of that post mentioned us: we may reply to it |
| `urls=no` | posts with a URL are refused (403) |
| `video_s=SECONDS` | the longest video of the account |
| `lookback=SECONDS` | how long the same text is refused; without it, for ever |
| `delay=SECONDS` | how long a new post is in no answer yet |
| `processing=SECONDS`, `check_after=SECONDS` | how long a video is processed, when to ask again |
| `upload_life=SECONDS`, `media_life=SECONDS` | when an upload expires, before and after `finalize` |
| `fail=TEXT` | processing fails, and says so |
| `prefix=7` | the number before the `_` of a video's media key |
| `trap=NAME,NAME` | behaviour that people report, or that nobody knows: see `TRAPS` |
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from aromatiza.sandbox.http import Request
from aromatiza.sandbox.world import Token, World, token_of
from aromatiza.sandbox.x_oauth1 import TOKEN_SECRET, holds, signed_by
from aromatiza.sandbox.x_problem import unauthorized

__all__ = [
    "DEFAULT_ACCOUNT",
    "NETWORK",
    "TRAPS",
    "Caller",
    "caller_of",
    "is_revoked",
    "token_key",
    "token_saying",
]

NETWORK = "x"
DEFAULT_ACCOUNT = "2244994945"
USERNAME = "aromatiza"

TRAPS: Mapping[str, str] = {
    "other_key": "posts carry a media key with another number before the `_` than the upload had",
    "escaped": "`&`, `<` and `>` come back as HTML entities in texts",
    "ghosts": "a deleted post still counts as a duplicate",
    "made_but_503": "the post is made, and the answer is 503",
    "silent_failure": "processing fails without saying why",
    "stuck": "processing never ends",
    "impatient": "asking for the status before `check_after_secs` have passed is refused (429)",
    "paid_uploads": "uploads are refused without credits too",
    "strict_size": "a video is at most 1280x1024, by the letter",
    "no_mentions": "posts that mention someone are refused (403)",
    "finalize_object": "`finalize` without a JSON object is refused (400), as clients met it in July 2026",
    "day_header": "answers carry `x-app-limit-24hour-*` too",
    "no_expiry": "upload answers do not say when the media expires",
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever sent a request: `kind` is `user` (OAuth 2.0), `oauth1` or `app` (no user at all)."""

    token: Token
    kind: str

    @property
    def account(self) -> str:
        """The account for which the token speaks."""
        return self.token.account

    @property
    def username(self) -> str:
        """The name of that account."""
        return self.text("username") or USERNAME

    def text(self, key: str) -> str:
        """The first value of a key; "" when the token does not have it."""
        return "".join(self.token.named(key)[:1])

    def number(self, key: str) -> int | None:
        """The whole number that the token gives for a key; None when it gives none."""
        text = self.text(key)
        return int(text) if text.isascii() and text.isdecimal() else None

    def has_trap(self, name: str) -> bool:
        """Whether the token asks for one of `TRAPS`."""
        return name in self.token.named("trap")


def caller_of(world: World, request: Request) -> Caller:
    """Who sent this request. Raises: Problem, when no token came, or one that does not hold."""
    signed = signed_by(request)
    if signed is not None:
        return _signing_caller(world, request, dict(signed))
    scheme, _, text = request.header("authorization").partition(" ")
    token = _issued(world, text.strip()) or token_saying(text.strip())
    if scheme.lower() != "bearer" or token is None or not _is_good(world, token, text.strip()):
        raise unauthorized()
    return Caller(token, "app" if "app" in token.named("kind") else "user")


def token_saying(text: str) -> Token | None:
    """What the grammar of tokens makes of a text; None for an empty one."""
    request = Request("GET", "", "", {}, {"authorization": f"Bearer {text}"})
    return token_of(request, DEFAULT_ACCOUNT)


def token_key(text: str) -> str:
    """What is kept of a token: enough to know it again, and not the token."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_revoked(world: World, text: str) -> bool:
    """Whether someone took a token's authorisation back."""
    return token_key(text) in world.state(NETWORK).get("revoked", [])


def _signing_caller(world: World, request: Request, signed: dict[str, str]) -> Caller:
    text = signed.get("oauth_token", "")
    token = token_saying(text)
    if token is None:
        raise unauthorized()
    caller = Caller(token, "oauth1")
    here = world.url(request.host, request.path) if caller.text("signed") == "here" else ""
    secret = caller.text("secret") or TOKEN_SECRET
    if not holds(world, request, signed, secret=secret, here=here, slack_s=caller.number("skew") or 0):
        raise unauthorized()
    if not _is_good(world, token, text):
        raise unauthorized()
    return caller


def _issued(world: World, text: str) -> Token | None:
    """The token that the simulated login issued under this text."""
    record: dict[str, Any] | None = world.state(NETWORK).get("access", {}).get(token_key(text))
    if record is None:
        return None
    token = token_saying(str(record["means"]))
    if token is None:
        return None
    values = {**token.values, "scope": tuple(record["scope"])}
    is_over = record["is_dead"] or world.now() >= record["expires_at"]
    return replace(token, values=values, is_expired=token.is_expired or bool(is_over))


def _is_good(world: World, token: Token, text: str) -> bool:
    expires_at = Caller(token, "user").number("expires_at")
    is_over = expires_at is not None and world.now() >= expires_at
    return not (token.is_expired or is_over or is_revoked(world, text))
