"""What X grants: windows of requests, a cap of posts in a month, and credits that calls cost.

A window starts with the first request to its endpoint, and refused requests count too. Only what a token
limits by a key can run out, but for the windows, which every token has.
Sources: https://docs.x.com/x-api/fundamentals/rate-limits and https://docs.x.com/x-api/getting-started/pricing
(both read 2026-11).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aromatiza.sandbox.world import World
from aromatiza.sandbox.x_problem import Problem, refusal_of
from aromatiza.sandbox.x_tokens import NETWORK, Caller

__all__ = ["PRICES", "Bills", "Grant", "Limits"]

WINDOW_S = 900
DAY_S = 86_400

PRICES: Mapping[str, int] = {
    "post": 15,
    "post with a URL": 200,
    "summoned reply": 10,
    "own post read": 1,
    "post read": 5,
    "user read": 10,
    "metadata": 5,
    "deletion": 10,
}
"""In thousandths of a US dollar."""


@dataclass(frozen=True, slots=True)
class Grant:
    """How many requests an endpoint takes: of a user or the app alone in 15 minutes, in all in 24 hours.

    0 stands for a limit that the endpoint does not have.
    """

    user: int = 0
    app: int = 0
    day: int = 0


class Limits:
    """The windows of all endpoints."""

    def __init__(self, world: World) -> None:
        self._world = world

    def counted(
        self, endpoint: str, grant: Grant, caller: Caller | None
    ) -> tuple[dict[str, str], Problem | None]:
        """Count a request: its headers, and the refusal of one too many."""
        is_app = caller is not None and caller.kind == "app"
        subject = "app" if is_app else caller.account if caller else ""
        usual = (grant.app or grant.user) if is_app else grant.user
        planned = caller.number("app_calls" if is_app else "calls") if caller else None
        limit = usual if planned is None else planned
        window = self._window(f"{endpoint} {subject}", WINDOW_S)
        headers = _headers("x-rate-limit", limit, window, WINDOW_S)
        is_over = window["used"] > limit
        day_limit = caller.number("day_calls") if caller else None
        if (most := grant.day if day_limit is None else day_limit) and caller:
            day = self._window(f"{endpoint} in a day", DAY_S)
            if caller.has_trap("day_header"):
                headers |= _headers("x-app-limit-24hour", most, day, DAY_S)
            if day["used"] > most:
                headers |= _headers("x-rate-limit", most, day, DAY_S)
                is_over = True
        return headers, refusal_of("rate-limit-exceeded") if is_over else None

    def _window(self, key: str, length_s: int) -> dict[str, Any]:
        windows = self._world.state(NETWORK).setdefault("windows", {})
        window: dict[str, Any] | None = windows.get(key)
        if window is None or int(window["opened_at"]) + length_s <= self._world.now():
            window = windows[key] = {"opened_at": self._world.now(), "used": 0}
        window["used"] += 1
        return window


class Bills:
    """What each account has used: posts in the month, and credits as far as a token limits them."""

    def __init__(self, world: World) -> None:
        self._world = world

    def ensure(self, caller: Caller, *, is_priced: bool, counts: bool) -> None:
        """Let a request pass that could still be paid. Raises: Problem.

        `is_priced` says whether the endpoint costs anything, `counts` whether its posts count for the month.
        """
        cap = caller.number("cap")
        if counts and cap is not None and self.posts_in_month(caller.account) >= cap:
            raise refusal_of("usage-capped")
        given = caller.number("credits")
        if given is None or not (is_priced or caller.has_trap("paid_uploads")):
            return
        if given - self._account(caller.account)["spent"] <= 0:
            raise refusal_of("credits")

    def charge(self, caller: Caller, price: str) -> None:
        """Take the price of a call that succeeded; made posts count for the month."""
        if price in ("post", "post with a URL", "summoned reply"):
            self._count(caller.account, 1)
        self._take(caller, PRICES[price])

    def charge_reading(self, caller: Caller, price: str, ids: Sequence[str]) -> None:
        """Take the price of each thing that was read; the same one costs once in a day (UTC)."""
        if price != "user read":
            self._count(caller.account, len(ids))
        account = self._account(caller.account)
        today = datetime.fromtimestamp(self._world.now(), UTC).date().isoformat()
        if account["day"] != today:
            account |= {"day": today, "read": []}
        new = [one for one in ids if f"{price} {one}" not in account["read"]]
        account["read"] += [f"{price} {one}" for one in new]
        self._take(caller, PRICES[price] * len(new))

    def posts_in_month(self, account: str) -> int:
        """How many posts an account has made and read in this month (UTC)."""
        used = self._account(account)
        return int(used["posts"]) if used["month"] == self._month() else 0

    def _take(self, caller: Caller, thousandths: int) -> None:
        if caller.number("credits") is not None:
            self._account(caller.account)["spent"] += thousandths

    def _count(self, account: str, posts: int) -> None:
        total = self.posts_in_month(account) + posts
        self._account(account).update(month=self._month(), posts=total)

    def _month(self) -> str:
        return datetime.fromtimestamp(self._world.now(), UTC).strftime("%Y-%m")

    def _account(self, account: str) -> dict[str, Any]:
        bills = self._world.state(NETWORK).setdefault("bills", {})
        empty = {"spent": 0, "day": "", "read": [], "month": "", "posts": 0}
        used: dict[str, Any] = bills.setdefault(account, empty)
        return used


def _headers(name: str, limit: int, window: Mapping[str, Any], length_s: int) -> dict[str, str]:
    return {
        f"{name}-limit": str(limit),
        f"{name}-remaining": str(max(0, limit - window["used"])),
        f"{name}-reset": str(int(window["opened_at"]) + length_s),
    }
