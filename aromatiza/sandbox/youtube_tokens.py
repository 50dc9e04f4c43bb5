"""Tokens as YouTube takes them: whose they are, whether they still hold, and what they set up.

Beside what every network of the sandbox reads in a token (`NAME@CHANNEL;scope=a,b`), these keys count here.
They count as well in the id of an OAuth client (see `youtube_clients`), and pass to every token that it is
given.

| key | does |
|---|---|
| `expires_at=UNIX` | dies at that second of the sandbox's clock (401 `authError`) |
| `error=STATUS/REASON[/TIMES]` | every request is refused so; the first TIMES, if told |
| `read_error=`, `write_error=` | only `GET`; only all else |
| `insert_error=` | only the start of an upload of a video |
| `put_error=`, `ask_error=` | bytes for a session (none is kept); the question how many have arrived |
| `finish_error=` | the last byte ends the session so: no video is made, and the session repeats it |
| `thumbnail_error=` | `thumbnails.set` |
| `project=NAME` | the project whose quotas its calls spend; without it, all tokens share one |
| `uploads=N`, `searches=N`, `units=N` | the quotas of a day: 100 uploads, 100 searches, 10 000 units |
| `rate=N`, `user_rate=N` | requests in any minute: `rateLimitExceeded`, `userRateLimitExceeded` beyond |
| `channel_uploads=N` | uploads of the channel in any 24 hours (`uploadLimitExceeded`) |
| `channel=none` | the account has no channel (`youtubeSignupRequired`) |
| `default_privacy=private` | what a video is when the upload does not say |
| `locked=private` | every video of the channel becomes so, whatever it asked for |
| `made_for_kids=yes` | YouTube finds that the videos are for children, whatever the upload declares |
| `categories=ID,ID` | the categories that there are; without it, every number is one |
| `processing=SECONDS` | how long a video is processed |
| `ingest=OUTCOME` | how processing ends: a `failureReason`, `rejectionReason` or `processingFailureReason`, \
`terminated`, `deleted`; `stuck`: never |
| `session=SECONDS` | how long an upload session lives |
| `takes=BYTES` | how much of one PUT a session stores, in steps of 256 KiB |
| `retry_after=SECONDS` | every 308 asks to wait so long |
| `index=SECONDS` | how long a new video is missing from every list |
| `thumbnails=no` | the channel may not set them (403 `forbidden`) |
| `trap=NAME,NAME` | behaviour that people report or that is left open, see `TRAPS` |
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from aromatiza.sandbox.http import Request
from aromatiza.sandbox.world import Token, World, token_of
from aromatiza.sandbox.youtube_errors import Refusal, refusal_of

__all__ = [
    "DEFAULT_CHANNEL",
    "ISSUED",
    "NETWORK",
    "TRAPS",
    "check_planned",
    "first_in",
    "has_trap",
    "live_token",
    "number_in",
    "planned",
    "take_turn",
    "text_of",
    "token_key",
    "written_token",
]

NETWORK = "youtube"
DEFAULT_CHANNEL = "UC0123456789abcdefghijkl"

# The tokens that this sandbox gave itself: such a one is good only while it is remembered.
ISSUED = re.compile(r"(?:ya29\.sandbox\.|1//sandbox\.)[0-9a-f]{40}")

TRAPS: Mapping[str, str] = {
    "moved_session": "every 308 gives the session a new address (Location), and the old one answers 404",
    "gone_410": "an expired session answers 410",
    "http_200": "a finished upload is answered with 200 instead of 201",
    "made_but_503": "the last byte makes the video and answers 503",
    "forgets_finished": "a finished session answers 404 from then on",
    "cancel": "DELETE ends a session (204)",
    "session_costs": "the start of an upload spends the daily call, not its end",
    "rate_429": "the rate limits answer 429",
    "status_only": "refusals carry error.status, and no errors",
    "slug_ignored": "the Slug header is not kept as the name of the file",
    "no_file_details": "videos come without fileDetails to a token that only reads",
    "no_items": "an account without a channel is answered without items",
    "duplicates": "the same bytes again are rejected as a duplicate, after processing",
}

PLANNED = re.compile(r"([1-5]\d\d)/([A-Za-z]+)(?:/(\d+))?")


def text_of(request: Request) -> str:
    """The text of the token that came in the header, or as `access_token`; "" when none came."""
    written = request.header("authorization").partition(" ")[2].strip()
    return written or request.query.get("access_token", "") or request.query.get("oauth_token", "")


def written_token(text: str) -> Token | None:
    """What a text says that is written as a token, or as the id of an OAuth client."""
    return token_of(Request("GET", "", "", {}, {"authorization": f"Bearer {text}"}), DEFAULT_CHANNEL)


def live_token(world: World, text: str) -> Token | None:
    """What an access token says; None when it is none, or no longer one."""
    token = _issued(world, text) if ISSUED.fullmatch(text) else written_token(text)
    if token is None or token.is_expired or token_key(text) in world.state(NETWORK).get("revoked", []):
        return None
    expires_at = number_in(token, "expires_at")
    return None if expires_at is not None and world.now() >= expires_at else token


def check_planned(world: World, token: Token, keys: Sequence[str], turns: str) -> None:
    """Raises: Refusal, the one that the token plans for this kind of request.

    `turns` is the name under which refusals of the first TIMES are counted.
    """
    refusal = planned(world, token, keys, turns)
    if refusal is not None:
        raise refusal


def planned(world: World, token: Token, keys: Sequence[str], turns: str) -> Refusal | None:
    """The refusal that the token plans for this kind of request, if it is its turn."""
    for key in keys:
        match = PLANNED.fullmatch(first_in(token, key))
        if match and (match[3] is None or take_turn(world, f"{turns}/{key}", int(match[3]))):
            return refusal_of(match[2], status=int(match[1]))
    return None


def take_turn(world: World, name: str, times: int) -> bool:
    """Whether this is one of the first `times` turns that are taken under a name."""
    taken: dict[str, int] = world.state(NETWORK).setdefault("turns", {})
    taken[name] = min(taken.get(name, 0) + 1, times + 1)
    return taken[name] <= times


def has_trap(token: Token, name: str) -> bool:
    """Whether a token asks for one of `TRAPS`."""
    return name in token.named("trap")


def first_in(token: Token, key: str) -> str:
    """The first value that a token gives for a key; "" when it gives none."""
    return "".join(token.named(key)[:1])


def number_in(token: Token, key: str) -> int | None:
    """The whole number that a token gives for a key; None when it gives none."""
    text = first_in(token, key)
    return int(text) if text.isascii() and text.isdigit() else None


def token_key(text: str) -> str:
    """What is kept of a token: enough to know it again, and not the token."""
    return hashlib.sha256(text.encode()).hexdigest()


def _issued(world: World, text: str) -> Token | None:
    """A token that the sandbox gave itself, while it lives; a refresh token opens nothing."""
    record: dict[str, Any] = world.state(NETWORK).get("issued", {}).get(token_key(text), {})
    if record.get("kind") != "access" or world.now() >= record["expires_at"]:
        return None
    values = {key: tuple(named) for key, named in record["values"].items()}
    return Token(record["account"], False, values)
