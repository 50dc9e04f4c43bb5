"""How many requests Graph takes: the limits that a token sets, the usage headers, and the refusals.

Without one of these keys in the token nothing is counted, and no header is sent:

| key | limit | beyond it |
|---|---|---|
| `calls=N` | N requests in 24 hours for the Page, and N for the Instagram account | 80001, 80002 |
| `app_calls=N` | N in an hour for the app | 4 |
| `user_calls=N` | N in an hour for the user | 17 |
| `page_calls=N` | N in an hour for the Page | 32 |
| `custom_calls=N` | N in an hour | 613 |

Refused requests count too, so whoever goes on asking stays out.
Source: https://developers.facebook.com/docs/graph-api/overview/rate-limiting/ (read 2026-11).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

from aromatiza.sandbox._graph import Call
from aromatiza.sandbox._meta_errors import RefusedError, refusal_of
from aromatiza.sandbox._meta_tokens import number_in
from aromatiza.sandbox.world import World

__all__ = ["Usage"]

HOUR_S = 3600
DAY_S = 86400
BUSINESS_CODES = {"pages": 80001, "instagram": 80002}
APP_CODES = {"app_calls": 4, "user_calls": 17, "page_calls": 32, "custom_calls": 613}


class Usage:
    """What was asked for each Page, as far as a token limits it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def counted(self, call: Call, kind: str) -> tuple[Mapping[str, str], RefusedError | None]:
        """Count a request of `kind` (`pages`, `instagram`): its headers, and the refusal of one too many."""
        limits = {key: number_in(call.token, key) for key in ("calls", *APP_CODES)}
        if not any(limit is not None for limit in limits.values()):
            return {}, None
        times = self._times(call.page)
        times.append([self._world.now(), kind])
        headers: dict[str, str] = {}
        refused: RefusedError | None = None
        for key, code in APP_CODES.items():
            used = self._used(times, HOUR_S, "")
            if (limit := limits[key]) is not None:
                headers["X-App-Usage"] = json.dumps(_percents(len(used), limit))
                refused = refused or (refusal_of(code) if len(used) > limit else None)
        if (limit := limits["calls"]) is not None:
            used = self._used(times, DAY_S, kind)
            headers["X-Business-Use-Case-Usage"] = self._business(call, kind, used, limit)
            refused = refused or (refusal_of(BUSINESS_CODES[kind]) if len(used) > limit else None)
        return headers, refused

    def _times(self, page: str) -> list[list[object]]:
        calls: dict[str, list[list[object]]] = self._world.state("meta").setdefault("calls", {})
        since = self._world.now() - DAY_S
        calls[page] = [call for call in calls.get(page, []) if float(str(call[0])) > since]
        return calls[page]

    def _used(self, times: list[list[object]], window_s: int, kind: str) -> list[float]:
        """When the requests of a kind (of any, for "") were made within the window."""
        since = self._world.now() - window_s
        made = [float(str(at)) for at, name in times if kind in ("", name)]
        return [at for at in made if at > since]

    def _business(self, call: Call, kind: str, used: list[float], limit: int) -> str:
        wait_s = used[len(used) - max(limit, 1)] + DAY_S - self._world.now() if len(used) > limit else 0
        entry: dict[str, object] = {"type": kind, **_percents(len(used), limit)}
        entry["estimated_time_to_regain_access"] = math.ceil(wait_s / 60)
        subject = call.instagram if kind == "instagram" else call.page
        return json.dumps({subject: [entry]})


def _percents(used: int, limit: int) -> dict[str, int]:
    share = 100 * used // max(limit, 1)
    return {"call_count": share, "total_cputime": share // 2, "total_time": share // 2}
