"""Tokens as Pinterest takes them: whose they are, whether they still hold, and what they set up.

Beside what every network of the sandbox reads in a token (`NAME@ID;scope=a,b`), these keys count here. They
count as well in the id of an app (see `pinterest_oauth`), and pass to every token that the app is given.

| key | does |
|---|---|
| `expires_at=UNIX` | dies at that second of the sandbox's clock (401/2) |
| `env=sandbox` | is a token for `api-sandbox.pinterest.com`, and for nothing else |
| `app=trial`, `app=beta` | the app's access: trial (403/29 in production), closed betas open; else standard |
| `client=ID` | the app whose limits its calls count against |
| `kind=client`, `kind=system` | given to the app alone, which reads only; to a system user: may be revoked |
| `account=pinner`, `gone`, `barred` | what `GET /user_account` says: no business, 404/30, 403/403 |
| `error=STATUS/CODE[/TIMES]` | every request is refused so; the first TIMES, if told |
| `read_error=`, `write_error=`, `pin_error=`, `media_error=` | only `GET`; all else; `POST /pins`; `/media` |
| `board`, `section`, `secret_board`, ... | what its account has, see `pinterest_boards` |
| `reads=N`, `writes=N`, `per_second=N`, `spam=N`, `pause=SECONDS` | limits, see `pinterest_usage` |
| `busy=N` | the first N requests that want a section find it busy (409/409) |
| `processing=SECONDS` | how long a video of this token is processed |
| `ingest=failed`, `ingest=stuck` | processing fails, or never ends |
| `form=SECONDS` | how long the form of an upload holds |
| `largest_video=BYTES` | what the bucket takes |
| `index=SECONDS` | how long a new Pin is missing from every list |
| `order=newest`, `oldest`, `TEXT` | how lists of Pins are sorted; TEXT shuffles them in its own way |
| `trap=NAME,NAME` | behaviour that people report or that is left open, see `TRAPS` |
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from aromatiza.sandbox.http import Request
from aromatiza.sandbox.pinterest_errors import refusal_of
from aromatiza.sandbox.world import Token, World, token_of

__all__ = [
    "DEFAULT_ACCOUNT",
    "ISSUED",
    "SANDBOX_HOST",
    "TRAPS",
    "admitted",
    "check_planned",
    "has_trap",
    "number_in",
    "realm_of",
    "take_turn",
    "text_of",
    "token_key",
    "written_token",
]

DEFAULT_ACCOUNT = "549755885175"

# What follows `pina_`, `pinr.` and `pinc_` in the tokens that this sandbox gave itself: such a token is good
# only while it is remembered. The prefixes: https://developers.pinterest.com/docs/getting-started/
# set-up-authentication-and-authorization/ (read 2026-09 in transcriptions).
ISSUED = re.compile(r"pin(?:a_|r\.|c_)sandbox\..*")

SANDBOX_HOST = "api-sandbox.pinterest.com"

TRAPS: Mapping[str, str] = {
    "private_pins": "a Pin is made, and only its creator sees it: what is documented of trial access",
    "made_but_500": "POST /pins makes the Pin and answers 500",
    "rewritten_links": "links come back in other words: the marker is kept, its neighbours are not",
    "lost_links": "links come back as null",
    "single_use_media": "a media_id that has served a Pin is refused (400/1)",
    "loose_cover": "a video needs no cover, as the schema has it",
    "no_carousel": "Pins with several pictures are refused (400/1)",
    "zoned_times": "times come with a zone",
    "ok_200": "what is made or deleted is answered with 200",
    "http_codes": "the code of a refusal is its HTTP status",
    "wordy": "refusals carry status and message_detail",
    "reset_epoch": "x-ratelimit-reset is an instant, not a number of seconds",
    "no_limit_headers": "no x-ratelimit header is sent",
    "no_scope": "the answer of the token endpoint does not name the scopes",
}

PLANNED = re.compile(r"([1-5]\d\d)/(\d+)(?:/(\d+))?")


def text_of(request: Request) -> str:
    """The text of the token that came with a request; "" when none came."""
    return request.header("authorization").partition(" ")[2].strip()


def written_token(text: str) -> Token | None:
    """What a text says that is written as a token, or as an app's id."""
    return token_of(Request("GET", "", "", {}, {"authorization": f"Bearer {text}"}), DEFAULT_ACCOUNT)


def admitted(world: World, request: Request) -> Token:
    """The token of a request that may speak. Raises: Refusal, 401/2 when there is none or it is dead."""
    text = text_of(request)
    token = _issued(world, text) if ISSUED.fullmatch(text) else token_of(request, DEFAULT_ACCOUNT)
    if token is None or token.is_expired or token_key(text) in world.state("pinterest").get("revoked", []):
        raise refusal_of(401, 2)
    expires_at = number_in(token, "expires_at")
    is_over = expires_at is not None and world.now() >= expires_at
    if is_over or realm_of(token) != ("sandbox" if request.host == SANDBOX_HOST else "production"):
        raise refusal_of(401, 2)
    return token


def check_planned(world: World, token: Token, text: str, keys: tuple[str, ...]) -> None:
    """Raises: Refusal, the one that the token plans for this kind of request."""
    for key in keys:
        match = PLANNED.fullmatch("".join(token.named(key)[:1]))
        if match and (match[3] is None or take_turn(world, f"{token_key(text)}/{key}", int(match[3]))):
            raise refusal_of(int(match[1]), int(match[2]))


def take_turn(world: World, name: str, times: int) -> bool:
    """Whether this is one of the first `times` turns that are taken under a name."""
    taken: dict[str, int] = world.state("pinterest").setdefault("turns", {})
    taken[name] = min(taken.get(name, 0) + 1, times + 1)
    return taken[name] <= times


def realm_of(token: Token) -> str:
    """`production` or `sandbox`: the hosts have nothing in common, not even tokens."""
    return "sandbox" if "sandbox" in token.named("env") else "production"


def has_trap(token: Token, name: str) -> bool:
    """Whether a token asks for one of `TRAPS`."""
    return name in token.named("trap")


def number_in(token: Token, key: str) -> int | None:
    """The whole number that a token gives for a key; None when it gives none."""
    text = "".join(token.named(key)[:1])
    return int(text) if text.isascii() and text.isdigit() else None


def token_key(text: str) -> str:
    """What is kept of a token: enough to know it again, and not the token."""
    return hashlib.sha256(text.encode()).hexdigest()


def _issued(world: World, text: str) -> Token | None:
    """A token that the sandbox gave itself, while it lives; a refresh token opens nothing."""
    record: dict[str, Any] = world.state("pinterest").get("issued", {}).get(token_key(text), {})
    if record.get("kind") != "access" or world.now() >= record["expires_at"]:
        return None
    values = {key: tuple(named) for key, named in record["values"].items()}
    return Token(record["account"], False, values)
