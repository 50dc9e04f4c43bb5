"""How much a project may ask in a day, how fast, and how many videos a channel may upload.

The quotas of a project begin anew at midnight Pacific time. Uploads and searches have buckets of their own;
all else shares the units. A refused request costs one unit (which bucket pays for a refused upload is not
documented: here the units do). Whether the start of an upload or its end spends the daily call is
unconfirmed: here its end, unless the token has the trap `session_costs`.
Sources: https://developers.google.com/youtube/data/determine_quota_cost and
https://developers.google.com/youtube/data/revision_history (2026-06-01), both read 2026-11.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from aromatiza.sandbox.world import World
from aromatiza.sandbox.youtube_call import Call
from aromatiza.sandbox.youtube_errors import refusal_of
from aromatiza.sandbox.youtube_tokens import NETWORK, number_in

__all__ = ["Quota", "pacific_day"]

PER_DAY: Mapping[str, int] = {"uploads": 100, "searches": 100, "units": 10_000}
"""Calls, calls and units of a project in a day; a token's keys of these names say otherwise."""

MINUTE_S = 60.0
"""The window of the rate limits: not documented."""
DAY_S = 86_400.0
"""The window of a channel's own limit: not documented (https://github.com/porjo/youtubeuploader/issues/212)."""

RATES: Mapping[str, str] = {"rate": "rateLimitExceeded", "user_rate": "userRateLimitExceeded"}


class Quota:
    """What was spent, in the memory of the network `youtube`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def check_rate(self, call: Call) -> None:
        """Count a request against the rate limits of its token. Raises: Refusal."""
        for key, reason in RATES.items():
            limit = number_in(call.token, key)
            if limit is None:
                continue
            recent = self._recent(f"{key}/{call.account}", MINUTE_S)
            recent.append(self._world.now())
            if len(recent) > limit:
                raise refusal_of(reason, status=429 if call.has("rate_429") else 403)

    def check(self, call: Call, bucket: str, cost: int) -> None:
        """Raises: Refusal, when the project has not so much left today."""
        if self._spent(call.project).get(bucket, 0) + cost > call.number(bucket, PER_DAY[bucket]):
            raise refusal_of("quotaExceeded")

    def spend(self, project: str, bucket: str, cost: int) -> None:
        """Spend some of today's quota of a project."""
        spent = self._spent(project)
        spent[bucket] = spent.get(bucket, 0) + cost

    def check_channel(self, call: Call) -> None:
        """Raises: Refusal, when the channel has uploaded as many videos as it may."""
        limit = number_in(call.token, "channel_uploads")
        if limit is not None and len(self._recent(f"made/{call.account}", DAY_S)) >= limit:
            raise refusal_of("uploadLimitExceeded")

    def count_upload(self, account: str) -> None:
        """Remember that a channel has a new video."""
        self._recent(f"made/{account}", DAY_S).append(self._world.now())

    def _spent(self, project: str) -> dict[str, int]:
        """What a project has spent since midnight Pacific time."""
        day = pacific_day(self._world.now()).isoformat()
        projects: dict[str, Any] = self._world.state(NETWORK).setdefault("quota", {})
        if projects.get(project, {}).get("day") != day:
            projects[project] = {"day": day, "spent": {}}
        spent: dict[str, int] = projects[project]["spent"]
        return spent

    def _recent(self, what: str, window_s: float) -> list[float]:
        times: dict[str, list[float]] = self._world.state(NETWORK).setdefault("times", {})
        since = self._world.now() - window_s
        times[what] = [at for at in times.get(what, []) if at > since]
        return times[what]


def pacific_day(at: float) -> date:
    """The date in California, where summer time lasts from March's second Sunday to November's first."""
    standard = datetime.fromtimestamp(at, UTC) + timedelta(hours=-8)
    begins = _sunday(standard.year, 3, 2) + timedelta(hours=2)
    ends = _sunday(standard.year, 11, 1) + timedelta(hours=1)
    is_summer = begins <= standard.replace(tzinfo=None) < ends
    return (standard + timedelta(hours=1)).date() if is_summer else standard.date()


def _sunday(year: int, month: int, nth: int) -> datetime:
    first = datetime(year, month, 1)  # noqa: DTZ001 - a date in California, compared with others of there
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (nth - 1))
