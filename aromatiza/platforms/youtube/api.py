"""Where YouTube is spoken to, and how its refusals are read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from aromatiza.core.answers import Reply
from aromatiza.core.refusals import Refusal

__all__ = ["ANY_STATUS", "API", "HOST", "QUOTA_REASONS", "UPLOAD", "read_refusal"]

HOST = "www.googleapis.com"
API = f"https://{HOST}/youtube/v3"
UPLOAD = f"https://{HOST}/upload/youtube/v3"

ANY_STATUS = frozenset(range(200, 600))
"""For a call whose reader judges refusals itself."""

QUOTA_REASONS = frozenset({"quotaExceeded", "dailyLimitExceeded"})

RESET_HOUR = 8
"""The hour of UTC at which the project's quotas have been filled again.

They are at midnight Pacific time, which is 08:00 UTC in winter; in summer this is an hour late, never early.
Source: https://developers.google.com/youtube/data/determine_quota_cost (read 2026-11).
"""


def read_refusal(reply: Reply) -> Refusal | None:
    """The error in a reply, by its first reason; newer errors have a status word instead of reasons.

    The subcode is the place in the request that YouTube means. It gives no handle for its support.
    """
    if reply.status < 300:
        return None
    error = reply.json().at("error")
    code = error.text("errors", 0, "reason") or error.text("status")
    return Refusal(
        reply.status,
        code,
        subcode=error.text("errors", 0, "location"),
        text=error.text("message") or error.text("errors", 0, "message"),
        after_s=until_reset_s(reply) if code in QUOTA_REASONS else None,
    )


def until_reset_s(reply: Reply) -> float | None:
    """How many seconds after the reply, by its own date, the quotas are filled; None without a date."""
    try:
        said_at = parsedate_to_datetime(reply.headers.get("date", ""))
        # HTTP knows UTC only, whatever a date says of its zone, or does not.
        said_at = said_at.astimezone(UTC) if said_at.tzinfo else said_at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    reset_at = datetime(said_at.year, said_at.month, said_at.day, RESET_HOUR, tzinfo=UTC)
    return ((reset_at - said_at) % timedelta(days=1)).total_seconds() or None
