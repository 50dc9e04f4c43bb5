"""How many requests Pinterest takes: what is counted for whom, the headers that tell, and the refusals.

| key in the token | limit | beyond it |
|---|---|---|
| (none) | 1000 reads and 100 writes in a minute, for each account and app | 429/8 |
| `app=trial` | 1000 reads, 300 writes, and 1000 calls of both kinds in a day, for each app | 429/8 |
| `reads=N`, `writes=N` | N instead of these | 429/8 |
| `per_second=N` | N calls in a second, for each account and app; Pinterest takes 100 | 429/8 |
| `pause=SECONDS` | a write to the same object comes no sooner | 429/8 |
| `spam=N` | N Pins in a day; whoever makes more looks like spam | 429, and "spam" in its sentence |

A limit by the second is not counted without its key: a test on one frozen instant would run into it. Windows
start with the first call, and what the unit of `x-ratelimit-reset` is was never said: here it is seconds from
now, with the trap `reset_epoch` an instant. Sources: https://developers.pinterest.com/docs/reference/
rate-limits/ (read 2026-11 in two transcriptions); the spam: the official sample
https://github.com/pinterest/api-quickstart, `python/src/api_common.py` (read 2026-11), which names no code.
"""

from __future__ import annotations

from typing import Any

from aromatiza.sandbox.pinterest_call import Call
from aromatiza.sandbox.pinterest_errors import Refusal, refusal_of
from aromatiza.sandbox.pinterest_tokens import number_in
from aromatiza.sandbox.world import World

__all__ = ["Usage"]

MINUTE_S = 60.0
DAY_S = 86_400.0
STANDARD = {"org_read": 1000, "org_write": 100}
TRIAL = {"org_read": 1000, "org_write": 300}
TRIAL_CALLS_A_DAY = 1000
LIMIT_KEYS = {"org_read": "reads", "org_write": "writes"}
# It has code 8 as well: no source names one, and this is the one that is easiest to take for a rate limit.
SPAM = "Your account looks like spam, so this action was blocked."


class Usage:
    """What was asked of Pinterest, and by whom."""

    def __init__(self, world: World) -> None:
        self._world = world

    def counted(self, call: Call, category: str) -> tuple[dict[str, str], Refusal | None]:
        """Count a call: its headers, and the refusal of one too many. Refused calls count too."""
        is_trial = "trial" in call.token.named("app")
        app = "".join(call.token.named("client")[:1])
        who = f"{call.realm}/{app}" if is_trial else f"{call.realm}/{app}/{call.account}"
        limit = number_in(call.token, LIMIT_KEYS[category])
        if limit is None:
            limit = (TRIAL if is_trial else STANDARD)[category]
        headers, is_over = self._spend(call, f"{who}/{category}", limit, DAY_S if is_trial else MINUTE_S)
        if is_trial:
            is_over |= self._spend(call, f"{who}/all", TRIAL_CALLS_A_DAY, DAY_S)[1]
        per_second = number_in(call.token, "per_second")
        if per_second is not None:
            is_over |= self._spend(call, f"{who}/second", per_second, 1.0)[1]
        return headers, refusal_of(429, 8) if is_over else None

    def check_pause(self, call: Call, name: str) -> None:
        """Raises: Refusal, 429/8, when the same object was written to a moment ago."""
        pause_s = number_in(call.token, "pause")
        if pause_s is None:
            return
        written: dict[str, float] = self._memory.setdefault("written", {})
        last = written.get(name)
        if last is not None and self._world.now() < last + pause_s:
            raise refusal_of(429, 8)
        written[name] = self._world.now()

    def check_spam(self, call: Call) -> None:
        """Raises: Refusal, when the account makes more Pins in a day than look well."""
        limit = number_in(call.token, "spam")
        if limit is not None and self._spend(call, f"{call.realm}/{call.account}/pins", limit, DAY_S)[1]:
            raise Refusal(429, 8, SPAM)

    def _spend(self, call: Call, name: str, limit: int, window_s: float) -> tuple[dict[str, str], bool]:
        """Count one under a name: how many are left, and whether it was one too many."""
        now = self._world.now()
        windows = self._memory.setdefault("windows", {})
        window = windows.get(name)
        if window is None or now >= window["from"] + window_s:
            window = windows[name] = {"from": now, "calls": 0}
        window["calls"] += 1
        until = window["from"] + window_s
        headers = {
            "x-ratelimit-limit": str(limit),
            "x-ratelimit-remaining": str(max(0, limit - window["calls"])),
            "x-ratelimit-reset": str(int(until if call.has("reset_epoch") else until - now) + 1),
        }
        return {} if call.has("no_limit_headers") else headers, window["calls"] > limit

    @property
    def _memory(self) -> dict[str, Any]:
        return self._world.state("pinterest")
