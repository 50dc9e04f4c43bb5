"""TikTok's errors: what each means, by the call that it answers.

The same refusal means different things in five places. Before anything is sent, and when an upload is opened,
nothing can be public. A chunk is answered by an HTTP status alone. Of the last chunk, and of photos that
TikTok fetches by itself, only a refusal that is known to be one proves that nothing was posted. Afterwards a
refusal of the question what became of it says nothing about the post. And a post that FAILED is none.
"""

from __future__ import annotations

from aromatiza.core.answers import Reply
from aromatiza.core.messages import Message, msg
from aromatiza.core.refusals import Next, Refusal, Row
from aromatiza.platforms.tiktok.rules import OLDEST_APP

__all__ = [
    "CHUNK_ERRORS",
    "ERRORS",
    "FAILURES",
    "LAST_CHUNK_ERRORS",
    "PHOTO_ERRORS",
    "STATUS_ERRORS",
    "read_chunk_refusal",
    "read_refusal",
    "trace_of",
]

DAY_S = 24 * 60 * 60.0
"""The window over which TikTok counts posts, drafts and accounts; sources: GUIDELINES, DRAFT."""

MINUTE_S = 60.0
"""The window of its rate limits; it states no wait. Source: RATE_LIMITS."""

PULL_PAUSE_S = 15 * 60.0
"""Before TikTok is told again to fetch files that it could not fetch; our own choice."""


def rows(
    then: Next, *codes: str, after_s: float | None = None, advice: Message | None = None
) -> tuple[Row, ...]:
    """Lines of an error table for codes that mean the same."""
    return tuple(Row(then, code, after_s=after_s, advice=advice) for code in codes)


# Sources: DIRECT_POST, DRAFT, PHOTO_POST, CREATOR_INFO, STATUS and TRANSFER of `rules.py`, and
# https://developers.tiktok.com/doc/tiktok-api-v2-error-handling (read 2026-11-22).

SCOPES_MISSING = rows(
    Next.AUTH, "scope_not_authorized", "scope_permission_missed", advice=msg("tiktok.advice.scopes")
)
OTHER_ACCOUNT = rows(
    Next.AUTH,
    "token_not_authorized_for_specified_publish_id",
    advice=msg("tiktok.advice.other_account"),
)
LIMITED = rows(Next.RETRY, "rate_limit_exceeded", after_s=MINUTE_S, advice=msg("tiktok.advice.limited"))
NOT_SEEN = rows(Next.UNSURE, "invalid_publish_id", advice=msg("tiktok.advice.not_seen"))

REFUSALS: tuple[Row, ...] = (
    *rows(Next.AUTH, "access_token_invalid"),
    *SCOPES_MISSING,
    *OTHER_ACCOUNT,
    *rows(Next.CONTENT, "privacy_level_option_mismatch", advice=msg("tiktok.advice.level")),
    *rows(Next.CONTENT, "invalid_file_upload", advice=msg("tiktok.advice.file")),
    # general pages and the network itself have the plural
    *rows(Next.HUMAN, "invalid_param", "invalid_params", advice=msg("tiktok.advice.request")),
    *rows(Next.HUMAN, "url_ownership_unverified", advice=msg("tiktok.advice.domain")),
    *rows(
        Next.HUMAN, "app_version_check_failed", advice=msg("tiktok.advice.app_version", version=OLDEST_APP)
    ),
    *rows(
        Next.HUMAN,
        "unaudited_client_can_only_post_to_private_accounts",
        advice=msg("tiktok.advice.unaudited"),
    ),
    *rows(Next.HUMAN, "spam_risk_user_banned_from_posting", advice=msg("tiktok.advice.banned")),
    # only a cancellation is answered so, and we send none
    *rows(Next.HUMAN, "publish_not_cancellable", advice=msg("tiktok.advice.request")),
    *rows(Next.RETRY, "spam_risk_too_many_posts", after_s=DAY_S, advice=msg("tiktok.advice.posts")),
    *rows(Next.RETRY, "spam_risk_too_many_pending_share", after_s=DAY_S, advice=msg("tiktok.advice.drafts")),
    *rows(Next.RETRY, "reached_active_user_cap", after_s=DAY_S, advice=msg("tiktok.advice.users")),
    *LIMITED,
)
"""What proves, wherever it is answered, that the request did nothing."""

ERRORS: tuple[Row, ...] = (*REFUSALS, *NOT_SEEN, *rows(Next.UNSURE, "internal_error"))
"""What an error means on every call that posts nothing."""

PHOTO_ERRORS: tuple[Row, ...] = (
    *REFUSALS,
    Row(Next.AUTH, status=401),
    Row(Next.RETRY, status=429, after_s=MINUTE_S, advice=msg("tiktok.advice.limited")),
    Row(Next.UNSURE),
)
"""What an error means when TikTok was told to post photos; one that nobody knows may hide the post."""

STATUS_ERRORS: tuple[Row, ...] = (
    *rows(Next.AUTH, "access_token_invalid"),
    *SCOPES_MISSING,
    *OTHER_ACCOUNT,
    Row(Next.AUTH, status=401),
    *LIMITED,
    Row(Next.RETRY, status=429, after_s=MINUTE_S, advice=msg("tiktok.advice.limited")),
    *NOT_SEEN,
    Row(Next.UNSURE),
)
"""What an error means on a question about a post: never that there is none; it is asked again."""

CHUNK_ERRORS: tuple[Row, ...] = (
    Row(Next.HUMAN, status=400, advice=msg("tiktok.advice.chunk")),
    # the upload expired, is not known, or expects other bytes: a new one is harmless before its end
    *(Row(Next.FROM_START, status=status) for status in (403, 404, 416)),
)
"""What the upload host's status means for every chunk but the last.

Source: TRANSFER. 416 is read here when what was missing of a chunk is not taken either.
"""

LAST_CHUNK_ERRORS: tuple[Row, ...] = (
    Row(Next.HUMAN, status=400, advice=msg("tiktok.advice.chunk")),
    Row(Next.UNSURE),
)
"""What it means for the last chunk: the video may be posted already, whatever is answered."""

FAILURES: tuple[Row, ...] = (
    *rows(Next.FROM_START, "internal"),
    *rows(
        Next.FROM_START,
        "video_pull_failed",
        "photo_pull_failed",
        after_s=PULL_PAUSE_S,
        advice=msg("tiktok.advice.pull"),
    ),
    *rows(Next.CONTENT, "file_format_check_failed", advice=msg("tiktok.advice.format")),
    *rows(Next.CONTENT, "duration_check_failed", advice=msg("tiktok.advice.duration")),
    *rows(Next.CONTENT, "frame_rate_check_failed", advice=msg("tiktok.advice.frame_rate")),
    *rows(Next.CONTENT, "picture_size_check_failed", advice=msg("tiktok.advice.picture_size")),
    *rows(Next.CONTENT, "spam_risk_text", advice=msg("tiktok.advice.text")),
    *rows(Next.HUMAN, "publish_cancelled", advice=msg("tiktok.advice.cancelled")),
    *rows(Next.HUMAN, "spam_risk_user_banned_from_posting", advice=msg("tiktok.advice.banned")),
    *rows(Next.HUMAN, "spam_risk", advice=msg("tiktok.advice.spam")),
    *rows(Next.FROM_START, "spam_risk_too_many_posts", after_s=DAY_S, advice=msg("tiktok.advice.posts")),
    # Whoever reads this has a token that works, so the account was connected again since.
    *rows(Next.FROM_START, "auth_removed", advice=msg("tiktok.advice.auth_removed")),
)
"""Why a post FAILED, by its `fail_reason`; nothing of it is public. Source: STATUS."""


def read_refusal(reply: Reply) -> Refusal | None:
    """The error in an answer: its own code decides, for some refusals come with HTTP 200."""
    error = reply.json().at("error")
    code = error.text("code")
    if reply.status < 300 and code in ("", "ok"):
        return None
    return Refusal(reply.status, code, text=error.text("message"), trace=trace_of(reply))


def read_chunk_refusal(reply: Reply) -> Refusal:
    """The error in an answer of an upload host.

    Its status decides. Its text is dropped: it could repeat the upload's address, which is a permission.
    """
    return Refusal(reply.status, reply.json().text("error", "code"), trace=trace_of(reply))


def trace_of(reply: Reply) -> str:
    """What TikTok's support asks for; the samples have one spelling of it, a table the other."""
    error = reply.json().at("error")
    return error.text("log_id") or error.text("logid")
