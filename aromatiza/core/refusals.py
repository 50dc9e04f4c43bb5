"""Error tables: what a network's refusal means for the delivery, as data.

A platform says how its errors are read (`Refusal`) and lists what each one means (`Row`). Message texts are
never searched. What no row names takes the safe class: 429 and 5xx are tried again, 401 asks for a new
login, any other 4xx is a human's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import assert_never

from aromatiza.core.answers import Reply
from aromatiza.core.errors import AromatizaError, AuthRequired, InvalidContent, NeedsHuman, Retryable
from aromatiza.core.messages import Message, msg

__all__ = ["LONGEST_DELAY_S", "Next", "Refusal", "Row", "error_for", "retry_after_s"]


LONGEST_TEXT = 400
LONGEST_DELAY_S = 7 * 86_400.0
"""A network that asks for more than a week is asked again after a week."""


class Next(Enum):
    """What happens after a refusal; `ADVICE` says it to people."""

    RETRY = auto()
    """Nothing happened; the same call may work later."""
    UNSURE = auto()
    """It may have happened all the same: tried again, and after a publish call settled first."""
    FROM_START = auto()
    """Nothing became public, but what was prepared is worthless: prepare again."""
    AUTH = auto()
    """The account must be connected again."""
    CONTENT = auto()
    """The post must change."""
    HUMAN = auto()
    """A person must look."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error as a network gave it: `code` and `subcode` as text, `trace` its support handle.

    `after_s`: how long to wait, where the network says so in a way of its own.
    """

    status: int
    code: str = ""
    subcode: str = ""
    text: str = ""
    trace: str = ""
    after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an error table. An empty code, an empty subcode or a status of 0 matches any.

    `after_s` is how long to wait when the network states no delay of its own. `advice` says who can mend it
    and how, where more can be said than `ADVICE` says of every such refusal.
    """

    then: Next
    code: str = ""
    subcode: str = ""
    status: int = 0
    after_s: float | None = None
    advice: Message | None = None

    def matches(self, refusal: Refusal) -> bool:
        """Whether this line speaks of that refusal."""
        return (
            self.code in ("", refusal.code)
            and self.subcode in ("", refusal.subcode)
            and self.status in (0, refusal.status)
        )


ADVICE: Mapping[Next, Message] = {
    Next.RETRY: msg("network.advice.retry"),
    Next.UNSURE: msg("network.advice.unsure"),
    Next.FROM_START: msg("network.advice.from_start"),
    Next.AUTH: msg("network.advice.auth"),
    Next.CONTENT: msg("network.advice.content"),
    Next.HUMAN: msg("network.advice.human"),
}
"""Who mends a refusal, and how, by what happens next."""

FALLBACK = (
    Row(Next.RETRY, status=429, after_s=60),
    Row(Next.AUTH, status=401),
)


def error_for(refusal: Refusal, table: Iterable[Row], reply: Reply) -> AromatizaError:
    """The error that a refusal is, by the first line that matches; the safe class when none does."""
    row = next((row for row in (*table, *FALLBACK) if row.matches(refusal)), None)
    if row is None:
        row = Row(Next.UNSURE if refusal.status >= 500 else Next.HUMAN)
    said = msg(
        "network.refused",
        status=refusal.status,
        code=_line("/".join(part for part in (refusal.code, refusal.subcode) if part)),
        text=_line(refusal.text),
        trace=_line(refusal.trace),
        advice=row.advice or ADVICE[row.then],
    )
    stated = (retry_after_s(reply), refusal.after_s, row.after_s)
    after_s = next((min(wait, LONGEST_DELAY_S) for wait in stated if wait is not None), None)
    match row.then:
        case Next.RETRY:
            return Retryable(said, retry_after_s=after_s)
        case Next.UNSURE:
            return Retryable(said, retry_after_s=after_s, may_have_acted=True)
        case Next.FROM_START:
            return Retryable(said, retry_after_s=after_s, from_start=True)
        case Next.AUTH:
            return AuthRequired(said)
        case Next.CONTENT:
            return InvalidContent(said)
        case Next.HUMAN:
            return NeedsHuman(said)
        case _:
            assert_never(row.then)


def retry_after_s(reply: Reply) -> float | None:
    """The delay in seconds that a `Retry-After` header states (RFC 9110, 10.2.3: here seconds only)."""
    text = reply.headers.get("retry-after", "").strip()
    return min(float(text), LONGEST_DELAY_S) if text.isdecimal() else None


def _line(text: str) -> str:
    """What a network wrote, as one short line: it could be a page, or pretend to be our own output."""
    return " ".join(text.split())[:LONGEST_TEXT] or "-"
