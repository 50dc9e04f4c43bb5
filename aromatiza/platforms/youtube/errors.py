"""YouTube's errors: what each means for the call that it answers, and for a video that came to nothing.

The same refusal means different things in four places. What opens a session, or only asks, may be repeated.
The bytes of a file may make a video with the last of them: what nobody knows is settled there, by asking the
session. A picture that is refused leaves the video as it is. And a video that YouTube could not process, or
does not want, shows it in its state alone.
"""

from __future__ import annotations

from aromatiza.core.messages import Message, msg
from aromatiza.core.refusals import Next, Row

__all__ = ["ERRORS", "STORED_FAILURES", "UPLOAD_ERRORS", "VIDEO_FAULTS"]

DAY_S = 24 * 3600
"""After a channel's own limit of uploads; its real length is not published, so that this is our choice."""
QUOTA_PAUSE_S = 6 * 3600
"""After a quota that is used up, where the reply has no date to count from; our own choice."""
PACE_PAUSE_S = 60
"""After too many calls in a short time; our own choice."""

STORED_FAILURES = frozenset({400, 413})
"""What a session answers that ended in a failure, and repeats for ever: no video came of it."""

TRANSIENT = (500, 502, 503, 504)
PERMANENT = tuple(status for status in range(501, 600) if status not in TRANSIENT)


def rows(
    then: Next, *codes: str, after_s: float | None = None, advice: Message | None = None
) -> tuple[Row, ...]:
    """Lines of an error table for reasons that mean the same."""
    return tuple(Row(then, code, after_s=after_s, advice=advice) for code in codes)


# Sources: INSERT of `rules.py`, https://developers.google.com/youtube/v3/docs/core_errors and
# https://developers.google.com/youtube/data/reference/rest/v3/errors (read 2026-11).

CONTENT: tuple[Row, ...] = (
    *rows(Next.CONTENT, "invalidTitle", advice=msg("youtube.advice.title")),
    *rows(Next.CONTENT, "invalidDescription", advice=msg("youtube.advice.description")),
    *rows(Next.CONTENT, "invalidTags", advice=msg("youtube.advice.tags")),
    *rows(Next.CONTENT, "invalidCategoryId", advice=msg("youtube.advice.category")),
    *rows(Next.CONTENT, "invalidPublishAt", advice=msg("youtube.advice.publish_at")),
    *rows(Next.CONTENT, "invalidVideoMetadata", advice=msg("youtube.advice.metadata")),
    *rows(Next.CONTENT, "forbiddenPrivacySetting", advice=msg("youtube.advice.privacy")),
    *rows(Next.CONTENT, "uploadTooLarge", advice=msg("youtube.advice.size")),
)

OURS_TO_MEND: tuple[Row, ...] = rows(
    # No post says these: the file's name is made here, the others are never sent.
    Next.HUMAN,
    *("invalidFilename", "invalidRecordingDetails", "invalidVideoGameRating", "defaultLanguageNotSet"),
    *("mediaBodyRequired", "forbiddenLicenseSetting"),
    advice=msg("youtube.advice.ours"),
)

LOGIN: tuple[Row, ...] = (
    *rows(Next.AUTH, "authError", "expired", "required", "unauthorized"),
    *rows(Next.AUTH, "forbidden", advice=msg("youtube.advice.forbidden")),
    *rows(Next.AUTH, "insufficientPermissions", advice=msg("youtube.advice.permissions")),
)

ACCOUNT: tuple[Row, ...] = (
    *rows(Next.HUMAN, "youtubeSignupRequired", advice=msg("youtube.advice.no_channel")),
    *rows(Next.HUMAN, "accessNotConfigured", advice=msg("youtube.advice.not_enabled")),
    *rows(
        Next.HUMAN,
        *("accountDisabled", "accountDeleted"),
        *("authenticatedUserAccountClosed", "authenticatedUserAccountSuspended"),
        advice=msg("youtube.advice.account"),
    ),
    *rows(Next.HUMAN, "notFound", advice=msg("youtube.advice.not_found")),
)

LIMITS: tuple[Row, ...] = (
    # the channel's own limit, not the project's
    *rows(Next.RETRY, "uploadLimitExceeded", after_s=DAY_S, advice=msg("youtube.advice.uploads")),
    *rows(
        Next.RETRY,
        *("quotaExceeded", "dailyLimitExceeded"),
        after_s=QUOTA_PAUSE_S,
        advice=msg("youtube.advice.quota"),
    ),
    *rows(Next.RETRY, "rateLimitExceeded", "userRateLimitExceeded", after_s=PACE_PAUSE_S),
)

KNOWN: tuple[Row, ...] = (
    *CONTENT,
    *OURS_TO_MEND,
    *LOGIN,
    *ACCOUNT,
    *LIMITS,
    *rows(Next.UNSURE, "requestedRangeNotSatisfiable"),  # the session is asked, then what it misses is sent
    *(Row(Next.UNSURE, status=status) for status in TRANSIENT),
)
"""What a reason means wherever it is answered: of these, only the last may hide a video."""

ERRORS: tuple[Row, ...] = (
    Row(
        Next.RETRY, code="alreadyExists", status=409
    ),  # seen when a session is opened, with no byte sent; passes
    *KNOWN,
    *(Row(Next.HUMAN, status=status, advice=msg("youtube.advice.permanent")) for status in PERMANENT),
)
"""What an error means on every call that makes no video."""

UPLOAD_ERRORS: tuple[Row, ...] = (
    *KNOWN,
    Row(Next.AUTH, status=401),
    Row(Next.RETRY, status=429, after_s=PACE_PAUSE_S),
    Row(Next.UNSURE),
)
"""What an error means on the bytes of the file; one that nobody knows is settled first."""

# Sources of the reasons: the enumerations of `status` and `processingDetails` in the API's description,
# revision 20261104 (`DISCOVERY` of `facts.py`).

FILE_REASONS = ("conversion", "invalidFile", "emptyFile", "tooSmall", "codec", "uploadAborted")
RIGHTS_REASONS = ("copyright", "claim", "trademark", "legal")
POLICY_REASONS = ("inappropriate", "termsOfUse")
CLOSED_REASONS = ("uploaderAccountSuspended", "uploaderAccountClosed")
PROCESSING_REASONS = ("uploadFailed", "transcodeFailed", "streamingFailed", "other")


def faults(then: Next, state: str, *reasons: str, advice: Message) -> tuple[Row, ...]:
    """Lines for a video in such a state, for such reasons."""
    return tuple(Row(then, state, reason, advice=advice) for reason in reasons)


VIDEO_FAULTS: tuple[Row, ...] = (
    # nobody can watch it, and the same file would fail again
    *faults(Next.CONTENT, "failed", *FILE_REASONS, advice=msg("youtube.advice.file")),
    *faults(Next.HUMAN, "failed", *PROCESSING_REASONS, advice=msg("youtube.advice.processing")),
    *faults(Next.HUMAN, "terminated", *PROCESSING_REASONS, advice=msg("youtube.advice.processing")),
    *faults(Next.HUMAN, "rejected", *RIGHTS_REASONS, advice=msg("youtube.advice.rights")),
    *faults(Next.HUMAN, "rejected", *POLICY_REASONS, advice=msg("youtube.advice.policy")),
    *faults(Next.HUMAN, "rejected", *CLOSED_REASONS, advice=msg("youtube.advice.account")),
    *faults(Next.HUMAN, "rejected", "duplicate", advice=msg("youtube.advice.duplicate")),
    *faults(Next.HUMAN, "rejected", "length", advice=msg("youtube.advice.length")),
    Row(Next.HUMAN, code="rejected", advice=msg("youtube.advice.policy")),
    Row(Next.HUMAN, code="deleted", advice=msg("youtube.advice.deleted")),
    Row(Next.HUMAN, advice=msg("youtube.advice.processing")),
)
"""What becomes of a delivery whose video is in such a state (the code), for such a reason (the subcode)."""
