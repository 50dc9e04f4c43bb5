"""Pinterest's API: its addresses, how its refusals are read, and how its lists are read to their end.

Protocol and codes, unless stated otherwise: `SPEC` of `facts.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from email.utils import mktime_tz, parsedate_tz

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Call, Send
from aromatiza.core.refusals import Refusal
from aromatiza.platforms.pinterest.errors import S3, SPAM

__all__ = ["API", "HOST", "UPLOAD_HOST", "all_pages", "ids_of", "page_query", "read_refusal"]

HOST = "api.pinterest.com"
API = f"https://{HOST}/v5"
UPLOAD_HOST = "pinterest-media-upload.s3-accelerate.amazonaws.com"
"""The host of the upload addresses that `POST /v5/media` hands out, by the example in the specification."""

PAGE_ITEMS = "250"
"""The most items of one page: https://developers.pinterest.com/docs/reference/pagination/ (read 2026-11)."""
LONGEST_SPAN_S = 10_000_000.0
"""A larger `x-ratelimit-reset` is a moment in Unix seconds, not a span: its unit is not documented."""


def read_refusal(reply: Reply) -> Refusal | None:
    """The error in a reply: JSON of the API, or XML of the upload host.

    Whether a 429 means spam, which no pause mends, Pinterest says in words alone.
    """
    if reply.status < 300:
        return None
    xml_code = re.search(rb"<Code>(\w+)</Code>", reply.body)
    if xml_code:
        return Refusal(reply.status, S3, xml_code[1].decode())
    error = reply.json()
    text = error.text("message")
    is_spam = reply.status == 429 and "spam" in text.lower()
    return Refusal(
        reply.status,
        error.text("code"),
        subcode=SPAM if is_spam else "",
        text=text,
        trace=reply.headers.get("x-pinterest-rid", ""),
        after_s=reset_after_s(reply),
    )


def reset_after_s(reply: Reply) -> float | None:
    """After how many seconds the limit is over, as the answer's header says it; None when it does not."""
    text = reply.headers.get("x-ratelimit-reset", "").strip()
    if reply.status != 429 or not text.isdecimal():
        return None
    reset = float(text)
    if reset < LONGEST_SPAN_S:
        return reset
    date = parsedate_tz(reply.headers.get("date", ""))
    return max(0.0, reset - mktime_tz(date)) if date else None


def page_query(bookmark: str) -> dict[str, str]:
    """The query of one page; the first one has no bookmark."""
    return {"page_size": PAGE_ITEMS, **({"bookmark": bookmark} if bookmark else {})}


async def all_pages(page_of: Callable[[str, int], Call], send: Send) -> tuple[Answer, ...]:
    """Read a list to its end: no list of Pinterest has a documented order."""
    answers = [await send(page_of("", 1))]
    while bookmark := answers[-1].text("bookmark"):
        answers.append(await send(page_of(bookmark, len(answers) + 1)))
    return tuple(answers)


def ids_of(pages: tuple[Answer, ...]) -> list[str]:
    """The matching ids of all pages."""
    return [found for page in pages for found in page.text("ids").split()]
