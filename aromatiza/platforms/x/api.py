"""How X is asked and how it refuses: one API, two forms of errors, limits that end at a stated moment."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from aromatiza.core.answers import Reply, Tree
from aromatiza.core.refusals import Refusal

__all__ = ["ANY_STATUS", "API", "HOST", "read_refusal"]

HOST = "api.x.com"
API = f"https://{HOST}/2"

ANY_STATUS = frozenset(range(200, 600))
"""For a call whose reader judges refusals itself."""

TRACE_HEADERS = ("x-transaction-id", "x-transaction")
"""X documents no support handle; live answers had these: https://github.com/tweepy/tweepy/tree/master/cassettes
and https://github.com/nst/STTwitter/issues/287 (read 2026-11)."""

LONGEST_SECOND = 11
"""Digits of a Unix second; a longer number is none."""


def read_refusal(reply: Reply) -> Refusal | None:
    """The error in an answer, in its newer or its older form; with HTTP 200 only where there is no data.

    The code is the last part of the newer form's `type`, whose hosts vary, or the older form's number, or the
    title. The subcode is X's own reason or the first parameter that X finds wrong. Source:
    https://docs.x.com/x-api/fundamentals/response-codes-and-errors (read 2026-11).
    """
    answer = reply.json()
    first = answer.at("errors", 0)
    if reply.status < 300 and (has_data(answer) or not first.fields()):
        return None
    problem = answer if answer.text("type") or answer.text("title") else first
    code = problem.text("type").rpartition("/")[2] or problem.text("code") or problem.text("title")
    return Refusal(
        reply.status,
        code,
        subcode=problem.text("reason") or _wrong_parameter(answer, problem),
        text=_said(answer, problem),
        trace=next((reply.headers[name] for name in TRACE_HEADERS if name in reply.headers), ""),
        after_s=_window_left_s(reply) if reply.status == 429 else None,
    )


def has_data(answer: Tree) -> bool:
    """Whether an answer has what was asked for, perhaps beside errors."""
    return bool(answer.fields("data") or answer.items("data"))


def _wrong_parameter(answer: Tree, problem: Tree) -> str:
    """The name of the first parameter that X finds wrong; "" when it names none."""
    return problem.text("parameter") or next(iter(answer.fields("errors", 0, "parameters")), "")


def _said(answer: Tree, problem: Tree) -> str:
    """Everything that X says to people, each sentence once."""
    texts = [problem.text(name) for name in ("title", "detail", "message")]
    texts += [error.text("message") for error in answer.items("errors")]
    return ": ".join(dict.fromkeys(text for text in texts if text))


def _window_left_s(reply: Reply) -> float | None:
    """Seconds until the limit's window ends, by the network's own clock; None where it does not say.

    X names the Unix second of the end; how long that is from now, only the answer's date tells.
    """
    reset = reply.headers.get("x-rate-limit-reset", "").strip()
    if not reset.isdecimal() or len(reset) > LONGEST_SECOND:
        return None
    try:
        now = parsedate_to_datetime(reply.headers.get("date", ""))
    except ValueError:
        return None
    if now.tzinfo is None:  # an unknown zone is UTC (RFC 5322, 3.3), and never this machine's own
        now = now.replace(tzinfo=UTC)
    return max((datetime.fromtimestamp(int(reset), UTC) - now).total_seconds(), 1.0)
