"""Facebook's errors: what each means for a call that publishes nothing, and for one that may publish.

The first may be repeated without a duplicate. After the second the network is asked first: a public report
shows seven identical posts on one Page, each attempt answered by an error.
"""

from __future__ import annotations

from aromatiza.core.messages import msg
from aromatiza.core.refusals import Next, Row
from aromatiza.platforms._graph import GENERAL_ERRORS, by_code

__all__ = ["ERRORS", "PUBLISH_ERRORS", "UPLOAD_STOPPED"]

UPLOAD_STOPPED = frozenset({"OffsetInvalidError", "PartialRequestError"})
"""What the upload host answers when it has other bytes than we thought: its own count says where to go on."""

# Sources: `REELS`, `VIDEOS`, `PHOTOS` and `POSTIZ` of `rules.py` (read 2026-11).

SHARED: tuple[Row, ...] = (
    *by_code(Next.CONTENT, "1363040", advice=msg("meta.advice.aspect")),
    *by_code(Next.CONTENT, "1363127", "382", advice=msg("meta.advice.dimensions")),
    *by_code(Next.CONTENT, "1363128", advice=msg("meta.advice.duration")),
    *by_code(Next.CONTENT, "1363129", advice=msg("meta.advice.frame_rate")),
    *by_code(Next.CONTENT, "1366046", "324", advice=msg("meta.advice.photo")),
    *by_code(Next.CONTENT, "1609005", "1609008", advice=msg("meta.advice.link")),
    *by_code(Next.HUMAN, "1404078", advice=msg("meta.advice.authorisation")),
    *by_code(Next.HUMAN, "1404102", "1346003", advice=msg("meta.advice.standards")),
    *by_code(Next.HUMAN, "1390008", advice=msg("meta.advice.blocked")),
    *by_code(Next.HUMAN, "4854002", advice=msg("meta.advice.identity")),
    # the file is not there yet, or its upload broke
    *by_code(Next.UNSURE, "6000", "6001"),
    # the photo's address could not be fetched
    *by_code(Next.RETRY, "389"),
)

ERRORS: tuple[Row, ...] = (
    *SHARED,
    # "same as the previous post" and "photos already posted", before anything of this post is public
    *by_code(Next.HUMAN, "506", "1366051", advice=msg("meta.advice.again")),
    # the upload host answers so: a new upload starts clean
    *by_code(Next.FROM_START, "ProcessingFailedError", *sorted(UPLOAD_STOPPED)),
    *GENERAL_ERRORS,
)
"""What an error means on every call that publishes nothing."""

PUBLISH_ERRORS: tuple[Row, ...] = (
    *SHARED,
    # the same two: perhaps the first attempt went live
    *by_code(Next.UNSURE, "506", "1366051"),
    *GENERAL_ERRORS,
    Row(Next.UNSURE),
)
"""What an error means on `finish` and on a post of photos; one that nobody knows is settled first."""
