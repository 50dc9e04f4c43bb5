"""How much TikTok takes: requests of a token in a minute, posts, drafts and posting users in a day.

The windows slide; a refused request does not count, and no header announces anything: none is documented.
Sources: https://developers.tiktok.com/doc/tiktok-api-v2-rate-limit and
https://developers.tiktok.com/doc/content-sharing-guidelines (read 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aromatiza.sandbox.tiktok_answer import NETWORK, Refused
from aromatiza.sandbox.tiktok_tokens import Caller
from aromatiza.sandbox.world import World

__all__ = ["Limits"]

MINUTE_S = 60
DAY_S = 24 * 3600
# "Typically around 15", and it varies by creator.
POSTS = 15
PENDING_DRAFTS = 5
UNAUDITED_USERS = 5


class Limits:
    """What was asked of this network, and by whom."""

    def __init__(self, world: World) -> None:
        self._world = world

    def count(self, caller: Caller, path: str, per_minute: int) -> None:
        """Count one request of a token to an endpoint. Raises: Refused, for one too many."""
        now = self._world.now()
        seen: dict[str, list[float]] = self._world.state(NETWORK).setdefault("seen", {})
        key = f"{path} {caller.key[:16]}"
        recent = [at for at in seen.get(key, []) if at > now - MINUTE_S]
        if len(recent) >= caller.keys.number("per_minute", per_minute):
            raise Refused("rate_limit_exceeded")
        seen[key] = [*recent, now]

    def check_user(self, caller: Caller) -> None:
        """Raises: Refused, for a user who may not post, or one too many of the app."""
        if caller.keys.text("banned") == "yes":
            raise Refused("spam_risk_user_banned_from_posting")
        usual = -1 if caller.is_audited else UNAUDITED_USERS
        cap = caller.keys.number("users", usual)
        others = self._active(caller.app).keys() - {caller.account}
        if 0 <= cap <= len(others):
            raise Refused("reached_active_user_cap")

    def check_posts(self, caller: Caller, jobs: Iterable[Mapping[str, Any]]) -> None:
        """Raises: Refused, when the creator has posted enough for a day, by whatever app."""
        direct = (job for job in jobs if job["privacy"] != "INBOX")
        if self._in_a_day(caller, direct) >= caller.keys.number("posts", POSTS):
            raise Refused("spam_risk_too_many_posts")

    def check_drafts(self, caller: Caller, jobs: Iterable[Mapping[str, Any]]) -> None:
        """Raises: Refused, when enough drafts of a day still wait for their human."""
        pending = (job for job in jobs if job["privacy"] == "INBOX" and job["status"] != "PUBLISH_COMPLETE")
        if self._in_a_day(caller, pending) >= caller.keys.number("drafts", PENDING_DRAFTS):
            raise Refused("spam_risk_too_many_pending_share")

    def note_user(self, caller: Caller) -> None:
        """Remember that this user posts by this app."""
        active = self._active(caller.app)
        active[caller.account] = self._world.now()
        self._world.state(NETWORK).setdefault("users", {})[caller.app] = active

    def _active(self, app: str) -> dict[str, float]:
        since = self._world.now() - DAY_S
        users: dict[str, float] = self._world.state(NETWORK).get("users", {}).get(app, {})
        return {account: at for account, at in users.items() if at > since}

    def _in_a_day(self, caller: Caller, jobs: Iterable[Mapping[str, Any]]) -> int:
        """How many of these posts of the user count: a failed one does not, nor one without its bytes."""
        since = self._world.now() - DAY_S
        when = "opened_at" if caller.keys.has_trap("inits_count") else "arrived_at"
        return sum(
            job["account"] == caller.account and not job["fail_reason"] and (job[when] or 0) > since
            for job in jobs
        )
