"""Pinterest's errors as data: what each means, and who mends it.

A refusal of `POST /v5/pins` creates no Pin, so that the table is the same before and after it; what is no
refusal at all, a server's error or silence, may hide one.
"""

from __future__ import annotations

from aromatiza.core.messages import msg
from aromatiza.core.refusals import Next, Row

__all__ = ["ERRORS", "S3", "SPAM"]

S3 = "s3"
"""The code under which refusals of the upload host are listed; their own XML code is the subcode."""

SPAM = "spam"
"""The subcode of a 429 that says so."""

BUSY_S = 30.0
LIMITED_S = 60.0
"""Pauses of our own choice, where Pinterest states none."""

OURS = msg("pinterest.advice.ours")
PERMISSION = msg("pinterest.advice.permission")

ERRORS: tuple[Row, ...] = (
    Row(Next.HUMAN, code=S3, subcode="MissingContentLength", status=411, advice=OURS),
    # the upload form expired, or was altered on its way: register again
    Row(Next.FROM_START, code=S3, status=403),
    Row(Next.CONTENT, code="1", status=400, advice=msg("pinterest.advice.parameter")),
    Row(Next.CONTENT, code="400", status=400, advice=msg("pinterest.advice.parameter")),
    Row(Next.AUTH, code="2", status=401, advice=msg("pinterest.advice.token")),
    Row(Next.AUTH, code="3", status=401, advice=msg("pinterest.advice.scopes")),
    # "the grant is invalid", seen on an older version of the API
    Row(Next.AUTH, code="283", advice=msg("pinterest.advice.token")),
    Row(Next.HUMAN, code="7", status=403, advice=PERMISSION),
    Row(Next.HUMAN, code="29", status=403, advice=msg("pinterest.advice.trial")),
    Row(Next.CONTENT, code="233", status=403, advice=msg("pinterest.advice.small")),
    Row(Next.CONTENT, code="235", status=403, advice=msg("pinterest.advice.broken")),
    Row(Next.HUMAN, code="30", status=404, advice=PERMISSION),
    Row(Next.CONTENT, code="40", status=404, advice=msg("pinterest.advice.board")),
    Row(Next.HUMAN, code="50", status=404, advice=OURS),
    Row(Next.CONTENT, code="2031", status=404, advice=msg("pinterest.advice.section")),
    # the section is busy
    Row(Next.RETRY, code="409", status=409, after_s=BUSY_S),
    Row(Next.HUMAN, subcode=SPAM, status=429, advice=msg("pinterest.advice.spam")),
    Row(Next.RETRY, code="8", status=429, after_s=LIMITED_S),
)
"""By `SPEC` of `facts.py`, its older versions (233, 235, 404), and https://github.com/pinterest/api-quickstart
for "spam" (read 2026-11)."""
