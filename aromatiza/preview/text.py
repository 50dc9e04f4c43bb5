"""A preview for a terminal or a log: plain lines, without colour and without anything that steers them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aromatiza.core.messages import Locale, msg
from aromatiza.core.post import Brand, Post, PostId
from aromatiza.core.problems import Problem
from aromatiza.preview.rehearsal import Rehearsed
from aromatiza.preview.requests import request_head
from aromatiza.preview.sheet import HEADS, PostSheet, sheet_of
from aromatiza.text.visible import visible

__all__ = ["as_text"]


def as_text(  # noqa: PLR0917 - all that a preview is made of
    rehearsed: Sequence[Rehearsed],
    posts: Mapping[PostId, Post],
    problems: Sequence[Problem],
    brand: Brand,
    locale: Locale,
    digest: str,
    *,
    with_requests: bool = True,
) -> str:
    """The whole preview; of the requests, if wanted, their order and addresses, without bodies."""
    sheet = sheet_of(rehearsed, posts, problems, brand, locale)
    lines = [sheet.summary]
    if sheet.rows:
        lines += ["", *_table([tuple(head.text(locale) for head in HEADS), *sheet.rows])]
    if sheet.problems:
        lines += ["", *sheet.problems]
    for post_sheet in sheet.posts:
        lines += ["", *_post_lines(post_sheet, locale)]
        if with_requests:
            lines += _request_lines(post_sheet, locale)
    if sheet.rows:
        command = f"aromatiza publish --expect {digest}"
        lines += ["", msg("preview.expect", command=command).text(locale)]
    return "\n".join(visible(line) for line in lines) + "\n"


def _post_lines(sheet: PostSheet, locale: Locale) -> Iterator[str]:
    yield f"── {sheet.post.id} ──"
    if sheet.post.is_draft:
        yield f"  {msg('preview.draft').text(locale)}"
    if not sheet.deliveries:
        yield f"  {sheet.why_no_delivery.text(locale)}"
    for text, accounts in sheet.texts.items():
        yield f"  {', '.join(accounts)}"
        yield from (f"  │ {line}".rstrip() for line in text.split("\n"))
    yield from (f"  {line}" for line in (*sheet.notes, *sheet.problems))


def _request_lines(sheet: PostSheet, locale: Locale) -> Iterator[str]:
    for shown in sheet.deliveries:
        if shown.calls:
            count = len(shown.calls)
            yield f"  {msg('preview.requests', account=shown.record.account, count=count).text(locale)}"
        for call in shown.calls:
            yield f"    {call.role:<7}  {call.name}: {request_head(call.request)}"


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
