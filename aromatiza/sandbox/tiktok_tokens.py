"""Who asks TikTok for something, and what a token sets up.

A token is any text (`NAME@ID;scope=a,b`), or one that the simulated login has issued. These keys count in a
token; in the client key of a login they count as well, and pass to every token that the app is given
(`tiktok_apps` has those that are the app's alone).

| key | does |
|---|---|
| `expires_at=UNIX` | dies at that second of the sandbox's clock (401 `access_token_invalid`) |
| `error=[STATUS/]CODE[/TIMES]` | every request is refused so; the first TIMES, if told |
| `user_error=`, `creator_error=`, `init_error=`, `status_error=`, `cancel_error=`, `list_error=` | the same \
for one kind of request |
| `unseen=N` | the first N questions for the status of a post answer `invalid_publish_id` |
| `per_minute=N` | the limit of every endpoint, for this token |
| `client=ID` | the app whose posting users are counted |
| `audited=no` | the app is not audited: `SELF_ONLY`, a private account, 5 posting users in 24 hours |
| `users=N`, `posts=N`, `drafts=N` | posting users of the app, posts, pending drafts in 24 hours (-, 15, 5) |
| `banned=yes`, `app_version=31.7` | the user may not post; has too old an app for photo drafts |
| `private=yes`, `comment=off`, `duet=off`, `stitch=off` | what the user has set |
| `privacy=LEVEL,LEVEL`, `max_s=SECONDS` | what creator_info allows |
| `username=NAME`, `nickname=NAME` | what the account is called |
| `domains=HOST,https://HOST/PATH/` | the URL properties that the app has verified |
| `url_life=SECONDS`, `upload_host=HOST` | how long an upload URL lives; where it is |
| `pull=SECONDS` | how long a pull takes; over an hour it fails |
| `processing=SECONDS`, `moderation=SECONDS` | until the verdict; from there until a public post has its id |
| `fail=REASON` | processing fails, for this reason |
| `finish=SECONDS`, `makes=N` | the user finishes a draft so long after it arrived, as N posts |
| `remembered=SECONDS` | how long a publish_id can be asked about |
| `trap=NAME,NAME` | behaviour that people report, or that nobody knows: see `TRAPS` |
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aromatiza.sandbox.http import Request
from aromatiza.sandbox.tiktok_answer import NETWORK, Refused
from aromatiza.sandbox.world import Token, World, token_of

__all__ = [
    "DEFAULT_ACCOUNT",
    "SCOPES",
    "TRAPS",
    "Caller",
    "Keys",
    "caller_of",
    "check_planned",
    "planned",
    "token_key",
    "written_token",
]

DEFAULT_ACCOUNT = "-000a1b2c"

SCOPES = (
    "user.info.basic",
    "user.info.profile",
    "user.info.stats",
    "video.list",
    "video.publish",
    "video.upload",
)

TRAPS: Mapping[str, str] = {
    "param": "`invalid_param`, as the posting pages spell it, not `invalid_params`",
    "logid": "`error.logid`, as the tables spell it, not `error.log_id`",
    "resend_206": "a chunk that is stored already is answered 206, and not 416",
    "last_index": "Content-Range names the last stored byte, not how many are stored",
    "upload_200": "the last chunk is answered 200, not 201",
    "small_mb": "the largest chunk has 64,000,000 bytes, not 64 MiB",
    "large_mb": "the smallest chunk has 5 MiB, not 5,000,000 bytes",
    "abandoned_fails": "an upload that did not end within its hour has failed, and does not go on for ever",
    "inits_count": "an init counts as a post, or as a pending draft, before its bytes have come",
    "stuck": "processing never ends",
    "new_status": "processing goes through a status that no page lists",
    "late_failure": "a post that was published fails a minute later",
    "late_cancel": "a cancelled pull is published all the same",
    "strict_toggles": "`brand_content_toggle` is required, as the tables have it (both of them for photos)",
    "lenient_draft": "a draft takes what only a direct post has, and drops it",
    "photos_listed": "video/list has photo posts too",
}

# What follows `act.` and `rft.` in the tokens that this sandbox gave itself: such a token is good only while
# it is remembered. The prefixes: https://developers.tiktok.com/doc/oauth-user-access-token-management
ISSUED = re.compile(r"(?:act|rft)\.sandbox[0-9a-f]{40}")

PLANNED = re.compile(r"(?:([1-5]\d\d)/)?([a-z_]+)(?:/(\d+))?")


@dataclass(frozen=True, slots=True)
class Keys:
    """What a token, an app or a post sets up: the values of each key, in their order."""

    values: Mapping[str, Sequence[str]]

    def named(self, key: str) -> tuple[str, ...]:
        """All values of a key."""
        return tuple(self.values.get(key, ()))

    def text(self, key: str) -> str:
        """The first value of a key; "" when it is not there."""
        return "".join(self.named(key)[:1])

    def number(self, key: str, usual: int) -> int:
        """The whole number under a key; `usual` when none is there."""
        text = self.text(key)
        return int(text) if text.isascii() and text.isdigit() else usual

    def seconds(self, key: str, usual: float) -> float:
        """The duration under a key, in seconds; `usual` when none is there."""
        text = self.text(key)
        return float(text) if re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", text) else usual

    def has_trap(self, name: str) -> bool:
        """Whether one of `TRAPS` is asked for."""
        return name in self.named("trap")


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever sent a request; `key` stands for the token's text, which is not kept."""

    token: Token
    key: str

    @property
    def account(self) -> str:
        """The open_id of the user who granted the token."""
        return self.token.account

    @property
    def keys(self) -> Keys:
        """What the token sets up."""
        return Keys(self.token.values)

    @property
    def app(self) -> str:
        """The app to which the token was granted."""
        return self.keys.text("client") or "sandbox"

    @property
    def is_audited(self) -> bool:
        """Whether the app has passed its audit for direct posts."""
        return self.keys.text("audited") != "no"


def caller_of(world: World, request: Request) -> Caller:
    """Who sent this request. Raises: Refused, when no token came, or one that does not hold."""
    scheme, _, text = request.header("authorization").partition(" ")
    text = text.strip()
    token = _issued(world, text) if ISSUED.fullmatch(text) else token_of(request, DEFAULT_ACCOUNT)
    if token is None or scheme.lower() != "bearer" or token.is_expired:
        raise Refused("access_token_invalid")
    caller = Caller(token, token_key(text))
    is_over = world.now() >= caller.keys.seconds("expires_at", float("inf"))
    if is_over or caller.key in world.state(NETWORK).get("revoked", []):
        raise Refused("access_token_invalid")
    return caller


def written_token(text: str) -> Token | None:
    """What a text says that is written as a token, or as a client key; None for an empty one."""
    return token_of(Request("GET", "", "", {}, {"authorization": f"Bearer {text}"}), DEFAULT_ACCOUNT)


def token_key(text: str) -> str:
    """What is kept of a token: enough to know it again, and not the token."""
    return hashlib.sha256(text.encode()).hexdigest()


def check_planned(world: World, caller: Caller, keys: Sequence[str]) -> None:
    """Raises: Refused, the one that the token plans for this kind of request."""
    for key in keys:
        found = planned(world, caller.keys, key, caller.key)
        if found is not None:
            raise Refused(found[1], status=found[0])


def planned(world: World, keys: Keys, key: str, owner: str) -> tuple[int, str] | None:
    """The (status, code) that a key plans for now, status 0 for the usual one; None when it plans nothing.

    The turns are counted for each `owner`.
    """
    match = PLANNED.fullmatch(keys.text(key))
    if match is None:
        return None
    if match[3] is not None:
        taken: dict[str, int] = world.state(NETWORK).setdefault("turns", {})
        name = f"{key} {owner}"
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > int(match[3]):
            return None
    return int(match[1] or 0), match[2]


def _issued(world: World, text: str) -> Token | None:
    """An access token that the sandbox gave itself, while it lives; a refresh token opens nothing."""
    record: dict[str, Any] = world.state(NETWORK).get("access", {}).get(token_key(text), {})
    if not record or world.now() >= record["expires_at"]:
        return None
    values = {key: tuple(named) for key, named in record["values"].items()}
    return Token(record["account"], False, values)
