"""X's errors: what each means for a call that publishes nothing, for an upload, and for the post itself.

X refuses before it makes anything, so that after the post only a few answers leave a doubt: those of a
broken server, those that nobody knows, and "duplicate", for the first one may well be ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Wait
from aromatiza.core.messages import msg
from aromatiza.core.refusals import Next, Row, error_for
from aromatiza.platforms.x.api import read_refusal

__all__ = ["ERRORS", "POST_ERRORS", "PROCESSING_ERRORS", "UPLOAD_ERRORS", "WINDOW_S", "refusing"]

WINDOW_S = 15 * 60.0
"""How long to wait where X does not say when a limit ends; source: `RATE_LIMITS` of `rules.py`."""

# Sources of all tables: the description of the API (`SPEC` of `rules.py`), and
# https://docs.x.com/x-api/fundamentals/response-codes-and-errors (read 2026-11). The errors of credits and of
# caps were met by others: https://github.com/xdevplatform/xdk/issues/25 (read 2026-11).

LIMITS: tuple[Row, ...] = (
    *(Row(Next.HUMAN, code, advice=msg("x.advice.credits")) for code in ("credits", "CreditsDepleted")),
    Row(Next.HUMAN, status=402, advice=msg("x.advice.credits")),
    *(Row(Next.HUMAN, code, advice=msg("x.advice.capped")) for code in ("usage-capped", "UsageCapExceeded")),
    *(Row(Next.RETRY, code, after_s=WINDOW_S) for code in ("rate-limit-exceeded", "88")),
    Row(Next.RETRY, status=429, after_s=WINDOW_S),
)

PERMISSIONS: tuple[Row, ...] = (
    Row(Next.AUTH, "unsupported-authentication", advice=msg("x.advice.user_token")),
    Row(Next.AUTH, status=401, advice=msg("x.advice.token")),
    Row(Next.HUMAN, "client-forbidden", advice=msg("x.advice.enrolled")),
    Row(Next.HUMAN, "oauth1-permissions", advice=msg("x.advice.read_and_write")),
    *(
        Row(Next.HUMAN, code, advice=msg("x.advice.scopes"))
        for code in ("not-authorized-for-resource", "not-authorized-for-field", "field-unauthorized")
    ),
    Row(Next.HUMAN, "disallowed-resource", advice=msg("x.advice.forbidden")),
)

ERRORS: tuple[Row, ...] = (
    *LIMITS,
    *PERMISSIONS,
    Row(Next.HUMAN, status=403, advice=msg("x.advice.forbidden")),
    *(
        Row(Next.HUMAN, code, advice=msg("x.advice.missing"))
        for code in ("resource-not-found", "resource-unavailable")
    ),
    Row(Next.HUMAN, status=404, advice=msg("x.advice.missing")),
    Row(Next.HUMAN, "invalid-request", advice=msg("x.advice.request")),
    Row(Next.HUMAN, status=400, advice=msg("x.advice.request")),
    *(Row(Next.UNSURE, code) for code in ("internal-error", "field-hydration-failure")),
)
"""What an error means on every call that publishes nothing."""

UPLOAD_ERRORS: tuple[Row, ...] = (
    # the upload is unknown by now, expired or broken: a new one starts clean
    *(Row(Next.FROM_START, code) for code in ("invalid-request", "resource-not-found")),
    *(Row(Next.FROM_START, status=status) for status in (400, 404)),
    *ERRORS,
)
"""What an error means on the calls of an upload that is open already."""

PROCESSING_ERRORS: tuple[Row, ...] = (Row(Next.CONTENT, advice=msg("x.advice.media")),)
"""What the reason of failed processing means; X documents none of them."""

OWN_FIELDS = ("text", "reply_settings", "made_with_ai", "paid_partnership")
"""What a post says in the author's name; a refusal that names one of them is the author's."""

POST_ERRORS: tuple[Row, ...] = (
    # an answer of success with errors and without a post says nothing
    *(Row(Next.UNSURE, status=status) for status in (200, 201, 202)),
    # "Your media IDs are invalid": unknown, expired or not processed; met by others, with the parameter's
    # name: https://github.com/abraham/twitteroauth/issues/1222 (read 2026-11)
    *(Row(Next.CONTENT, "invalid-request", name, advice=msg("x.advice.option")) for name in OWN_FIELDS),
    Row(Next.FROM_START, status=400),
    *LIMITS,
    *PERMISSIONS,
    Row(Next.HUMAN, status=404, advice=msg("x.advice.request")),
    # 403 without a name of its own is a duplicate, or a text or video that is not taken
    Row(Next.UNSURE, status=403, advice=msg("x.advice.post_forbidden")),
    Row(Next.UNSURE),
)
"""What an error means on the post itself; one that nobody knows is settled first."""


def refusing(
    table: Iterable[Row], read: Callable[[Reply], Answer | Wait]
) -> Callable[[Reply], Answer | Wait]:
    """A reader that gives a refusal the meaning that it has for one call, by its table."""

    def reader(reply: Reply) -> Answer | Wait:
        refusal = read_refusal(reply)
        if refusal is not None:
            raise error_for(refusal, table, reply)
        return read(reply)

    return reader
