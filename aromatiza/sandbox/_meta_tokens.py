"""Tokens as Graph takes them: whose they are, whether they still hold, and what they set up.

Beside what every network of the sandbox reads in a token (`NAME@ID;scope=a,b`), these keys count here:

| key | does |
|---|---|
| `expires_at=UNIX` | expires at that second of the sandbox's clock (190/463) |
| `error=CODE/SUBCODE` | every request is refused so (`error=190/460`, `error=25/2207050`, `error=368`) |
| `write_error=CODE/SUBCODE` | every request that is no `GET` is refused so |
| `type=SYSTEM_USER`, `app=ID`, `data_access_expires_at=UNIX` | what `debug_token` says |
| `calls=N`, `app_calls=N`, ... | limits of requests, see `_meta_usage` |
| `quota=N` | Instagram's posts within 24 hours |
| `session=SECONDS` | how long a Reel of a Page waits to be finished; without it, for ever |
| `ingest=CODE` | processing a file of this token ends in that error: a subcode for Instagram |
| `app_secret=TEXT` | requests to Graph need the `appsecret_proof` that is made with it (100) |
| `unseen=N` | the first N reads of every object answer 100/33, as if it were not there |
| `trap=NAME,NAME` | behaviour that people report and Meta does not promise, see `TRAPS` |
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import replace

from aromatiza.sandbox._meta_errors import refusal, refusal_of
from aromatiza.sandbox.http import Request
from aromatiza.sandbox.world import Token, World, token_of

__all__ = [
    "ALL_SCOPES",
    "INSTAGRAM_ID",
    "PAGE_ID",
    "TRAPS",
    "admitted",
    "granted",
    "has_trap",
    "instagram_of",
    "number_in",
    "page_of",
    "revoke",
    "take_back",
    "text_with",
    "token_key",
    "user_of",
    "username_of",
    "verdict",
]

PAGE_ID = "100200300400500"
INSTAGRAM_ID = "17841400000000000"

TRAPS: Mapping[str, str] = {
    "republish": "a second media_publish of the same container makes a second post",
    "whitespace": "captions come back with their whitespace collapsed",
    "spam_but_live": "media_publish makes the post and answers 4/2207051",
    "unlisted_reels": "the Reels of a Page cannot be listed, as the reference of that edge has it",
    "copyright_hang": "a finished Reel stays at its copyright check, and is never processed",
    "spelling": "the status of a Reel comes in the spelling of the business SDK, and finish names the post",
    "late_fetch": "a file_url is answered before it is fetched; a failure shows only in the status",
    "posted_photos": "a photo that a post carries already is refused (1366051)",
    "no_trials": "the account has no trial reels (2207081)",
}

ALL_SCOPES = (
    "pages_show_list",
    "pages_read_engagement",
    "pages_manage_posts",
    "business_management",
    "instagram_basic",
    "instagram_content_publish",
    "instagram_manage_comments",
    "instagram_manage_contents",
)

# The Page of an Instagram account other than the default one has that account's id after this.
LINKED_PAGE = "2"
GRAPH = "graph.facebook.com"
# Who logged in for a Page, behind the Page's id.
USER = "9"
INSTAGRAM_ACCOUNT = re.compile(r"17841\d{12}")
CODES = re.compile(r"(-?\d+)(?:/(\d+))?")


def text_with(request: Request, params: Mapping[str, str]) -> str:
    """The text of the token that came in the header, or as `access_token`; "" when none came."""
    return request.header("authorization").partition(" ")[2].strip() or params.get("access_token", "")


def admitted(world: World, request: Request, params: Mapping[str, str]) -> Token:
    """The token of a request that may speak.

    Raises: RefusedError, when there is none, it no longer holds, or it is one that is refused everything.
    """
    if not request.header("authorization") and params.get("access_token"):
        request = replace(request, headers={"authorization": f"Bearer {params['access_token']}"})
    token = token_of(request, PAGE_ID)
    if token is None:
        raise refusal_of(104)
    code = verdict(world, token, text_with(request, params))
    if code == (0, 0) and request.method.upper() != "GET":
        code = _codes_in(token, "write_error")
    if code != (0, 0):
        raise refusal_of(*code)
    if request.host == GRAPH:
        _check_proof(token, text_with(request, params), params.get("appsecret_proof", ""))
    taken = _taken_back(world, token_key(text_with(request, params)))
    kept = tuple(scope for scope in token.named("scope") or ALL_SCOPES if scope not in taken) or ("none",)
    return replace(token, values={**token.values, "scope": kept}) if taken else token


def granted(world: World, token: Token, text: str) -> tuple[str, ...]:
    """The permissions of a token that were not taken back."""
    taken = _taken_back(world, token_key(text))
    return tuple(scope for scope in token.named("scope") or ALL_SCOPES if scope not in taken)


def take_back(world: World, key: str, scope: str) -> None:
    """Take one permission from a token."""
    taken: dict[str, list[str]] = world.state("meta").setdefault("taken_back", {})
    taken.setdefault(key, []).append(scope)


def verdict(world: World, token: Token, text: str) -> tuple[int, int]:
    """The (code, subcode) under which every request with a token is refused; (0, 0) for one that holds."""
    expires_at = number_in(token, "expires_at")
    if token.is_expired or (expires_at is not None and world.now() >= expires_at):
        return 190, 463
    if token_key(text) in world.state("meta").get("revoked", []):
        return 190, 458
    return _codes_in(token, "error")


def revoke(world: World, key: str) -> None:
    """Take the app's authorisation from a token: it is refused from now on."""
    revoked: list[str] = world.state("meta").setdefault("revoked", [])
    revoked.append(key)


def token_key(text: str) -> str:
    """What is kept of a token: enough to know it again, and not the token."""
    return hashlib.sha256(text.encode()).hexdigest()


def has_trap(token: Token, name: str) -> bool:
    """Whether a token asks for one of `TRAPS`."""
    return name in token.named("trap")


def number_in(token: Token, key: str) -> int | None:
    """The whole number that a token gives for a key; None when it gives none."""
    text = "".join(token.named(key)[:1])
    return int(text) if text.isascii() and text.isdigit() else None


def page_of(token: Token) -> str:
    """The Page for which a token speaks; an Instagram account's token is that of its linked Page."""
    if token.account == INSTAGRAM_ID:
        return PAGE_ID
    is_instagram = INSTAGRAM_ACCOUNT.fullmatch(token.account)
    return LINKED_PAGE + token.account if is_instagram else token.account


def instagram_of(page: str) -> str:
    """The Instagram account that is linked to a Page; "" when none is."""
    if page == PAGE_ID:
        return INSTAGRAM_ID
    account = page.removeprefix(LINKED_PAGE)
    is_linked = account not in (page, INSTAGRAM_ID) and INSTAGRAM_ACCOUNT.fullmatch(account)
    return account if is_linked else ""


def username_of(instagram: str) -> str:
    """The name behind an Instagram account's id."""
    return "aromatiza" if instagram == INSTAGRAM_ID else f"user{instagram}"


def user_of(page: str) -> str:
    """The person who logged in for a Page."""
    return USER + page


def _check_proof(token: Token, text: str, proof: str) -> None:
    """Source: https://developers.facebook.com/docs/graph-api/guides/secure-requests (read 2026-11)."""
    secret = "".join(token.named("app_secret"))
    expected = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    if secret and not hmac.compare_digest(expected, proof):
        raise refusal("(#100) appsecret_proof is missing, or was made with another secret", 100)


def _taken_back(world: World, key: str) -> list[str]:
    taken: list[str] = world.state("meta").get("taken_back", {}).get(key, [])
    return taken


def _codes_in(token: Token, key: str) -> tuple[int, int]:
    match = CODES.fullmatch("".join(token.named(key)[:1]))
    return (int(match[1]), int(match[2] or 0)) if match else (0, 0)
