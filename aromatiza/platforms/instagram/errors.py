"""Instagram's errors: what each means for the call that it answers, and for a container that failed.

The same code means different things in three places. A container that could not be made, or that failed
while the network fetched its media, is invisible: a new one is harmless. An error of `media_publish` may
hide a live post, so that nearly all of them are settled first.
"""

from __future__ import annotations

from aromatiza.core.messages import msg
from aromatiza.core.refusals import Next, Row
from aromatiza.platforms._graph import GENERAL_ERRORS, LIMIT_ERRORS

__all__ = ["ERRORS", "PUBLISH_ERRORS", "QUOTA_PAUSE_S", "STATUS_ERRORS"]

QUOTA_PAUSE_S = 3600
"""The quota counts over a moving day, so that some of it comes back every hour; our own choice."""

BLOCK_PAUSE_S = 6 * 3600
"""How long to be silent after "suspected spam"; our own choice: further calls prolong such blocks."""

# Source of all tables, but for the codes that others met (named so below): (read 2026-11)
# https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/error-codes

UNFIT: tuple[Row, ...] = (
    Row(Next.CONTENT, subcode="2207057", advice=msg("instagram.advice.cover")),
    Row(Next.CONTENT, subcode="2207028", advice=msg("instagram.advice.carousel")),
    Row(Next.CONTENT, subcode="2207040", advice=msg("instagram.advice.mentions")),
    Row(Next.CONTENT, subcode="2207010", advice=msg("instagram.advice.caption")),
    Row(Next.CONTENT, subcode="2207026", advice=msg("meta.advice.video")),
    *(Row(Next.CONTENT, subcode=code, advice=msg("meta.advice.photo")) for code in ("2207004", "2207005")),
    Row(Next.CONTENT, subcode="2207009", advice=msg("meta.advice.aspect")),
    # the media type, and product tags: we send neither an unknown one nor any
    *(
        Row(Next.CONTENT, subcode=code, advice=msg("meta.advice.ours"))
        for code in ("2207023", "2207035", "2207036", "2207037")
    ),
    # a collaborator who cannot be asked; met by others (Postiz)
    Row(Next.CONTENT, subcode="2207018", advice=msg("instagram.advice.collaborator")),
)

OURS_TO_MEND: tuple[Row, ...] = tuple(
    # Trial Reels are not allowed; sound mixed into a silent video; a `VIDEO` container on its own. We send
    # none of these, so that whoever meets them has found a mistake of ours. Met by others (Postiz, n8n).
    Row(Next.HUMAN, subcode=subcode, advice=msg("meta.advice.ours"))
    for subcode in ("2207081", "2207082", "2207089")
)

BARRED: tuple[Row, ...] = (
    # suspected spam; account restricted: never by itself again
    Row(Next.HUMAN, subcode="2207051", advice=msg("instagram.advice.spam")),
    Row(Next.HUMAN, subcode="2207050", advice=msg("instagram.advice.restricted")),
)

ERRORS: tuple[Row, ...] = (
    *UNFIT,
    *OURS_TO_MEND,
    *BARRED,
    Row(Next.CONTENT, code="352", advice=msg("meta.advice.video")),
    *(Row(Next.CONTENT, code=code, advice=msg("meta.advice.photo")) for code in ("36000", "36001")),
    Row(Next.CONTENT, code="36003", advice=msg("meta.advice.aspect")),
    Row(Next.CONTENT, code="36004", advice=msg("instagram.advice.caption")),
    Row(Next.HUMAN, code="25", advice=msg("instagram.advice.restricted")),
    # the daily limit of publications
    Row(Next.RETRY, code="9", after_s=QUOTA_PAUSE_S),
    # the media's address could not be fetched, often for a moment only
    Row(Next.RETRY, code="9004", after_s=5),
    # not ready
    Row(Next.RETRY, code="9007", after_s=30),
    # the network's own trouble, and things that are missing or merely not visible
    *(Row(Next.UNSURE, code=code) for code in ("-1", "-2", "24")),
    *GENERAL_ERRORS,
)
"""What an error means on every call that publishes nothing."""

PUBLISH_ERRORS: tuple[Row, ...] = (
    # the one error that proves that nothing was published: the container is not ready
    Row(Next.RETRY, code="9007", after_s=30),
    Row(Next.UNSURE, subcode="2207042", after_s=QUOTA_PAUSE_S),
    Row(Next.UNSURE, subcode="2207051", after_s=BLOCK_PAUSE_S),
    # missing, expired, or not to be seen for a moment: then the same container may do
    Row(Next.UNSURE, subcode="2207008", after_s=30),
    *LIMIT_ERRORS,
    Row(Next.UNSURE),
)
"""What an error on `media_publish` means: posts were live although it answered with one."""

STATUS_ERRORS: tuple[Row, ...] = (
    *UNFIT,
    *OURS_TO_MEND,
    *BARRED,
    # server error, failed downloads, expiry, failed creation, unknown upload error: a new container may do
    *(
        Row(Next.FROM_START, subcode=subcode)
        for subcode in ("2207001", "2207003", "2207020", "2207032", "2207052", "2207053")
    ),
    # failed download, failed processing; met by others (Postiz)
    *(Row(Next.FROM_START, subcode=subcode) for subcode in ("2207077", "2207085")),
)
"""What the subcode in a failed container's status means."""
