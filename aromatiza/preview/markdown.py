"""A preview for a pull request, in GitHub's Markdown; whatever the posts say, it stays where it is put.

What people or networks wrote stands only in code, behind fences longer than any in it: there no HTML is
read, no picture loaded and nobody mentioned.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from aromatiza.core.messages import Locale, msg
from aromatiza.core.post import Brand, Post, PostId
from aromatiza.core.problems import Problem
from aromatiza.preview.rehearsal import Rehearsed
from aromatiza.preview.requests import request_lines
from aromatiza.preview.sheet import HEADS, PostSheet, Sheet, sheet_of
from aromatiza.text.visible import visible

__all__ = ["LIMIT_CHARS", "as_markdown"]

LIMIT_CHARS = 65_536
"""The longest comment that GitHub takes: it refuses a longer one with this number."""
NOTE_CHARS = 600
"""Room for the sentence that says what was left out, and for what a workflow may add to the page."""


class Rank(IntEnum):
    """What goes first when there is too much: the highest."""

    HEAD = 0
    ROW = 1
    POST = 2
    REQUESTS = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the page that stays whole or goes whole."""

    rank: Rank
    text: str


def as_markdown(  # noqa: PLR0917 - all that a preview is made of
    rehearsed: Sequence[Rehearsed],
    posts: Mapping[PostId, Post],
    problems: Sequence[Problem],
    brand: Brand,
    locale: Locale,
    digest: str,
    *,
    with_requests: bool = True,
) -> str:
    """The whole page, shorter than `LIMIT_CHARS`; what did not fit is counted at its end."""
    sheet = sheet_of(rehearsed, posts, problems, brand, locale)
    return _fitted(tuple(_blocks(sheet, locale, digest, with_requests=with_requests)), locale)


def _blocks(sheet: Sheet, locale: Locale, digest: str, *, with_requests: bool) -> Iterator[Block]:
    yield Block(Rank.HEAD, f"## {msg('preview.title').text(locale)}\n\n{sheet.summary}\n\n")
    if sheet.rows:
        heads = [head.text(locale) for head in HEADS]
        yield Block(Rank.HEAD, _line(heads) + _line(["---"] * len(heads)))
        for post, account, *cells in sheet.rows:
            yield Block(Rank.ROW, _line([_in_cell(post), _in_cell(account), *cells]))
        command = f"`aromatiza publish --expect {digest}`"
        yield Block(Rank.HEAD, f"\n{msg('preview.expect', command=command).text(locale)}\n")
    if sheet.problems:
        yield Block(Rank.POST, _problems(sheet.problems, locale))
    for post_sheet in sheet.posts:
        yield Block(Rank.POST, _post(post_sheet, locale))
        for shown in post_sheet.deliveries:
            if shown.calls and with_requests:
                yield Block(Rank.REQUESTS, _details(shown, locale))


def _post(sheet: PostSheet, locale: Locale) -> str:
    parts = [f"\n### {_inline(sheet.post.id)}\n"]
    if sheet.post.is_draft:
        parts.append(f"\n{msg('preview.draft').text(locale)}\n")
    if not sheet.deliveries:
        parts.append(f"\n{sheet.why_no_delivery.text(locale)}\n")
    for text, accounts in sheet.texts.items():
        parts.append(f"\n{', '.join(map(_inline, accounts))}\n\n{_fenced(text)}")
    if sheet.notes:
        parts.append(f"\n{_fenced(chr(10).join(sheet.notes))}")
    if sheet.problems:
        parts.append(_problems(sheet.problems, locale))
    return "".join(parts)


def _problems(lines: Sequence[str], locale: Locale) -> str:
    return f"\n**{msg('preview.problems').text(locale)}**\n\n{_fenced(chr(10).join(lines))}"


def _details(shown: Rehearsed, locale: Locale) -> str:
    account = f"<code>{html.escape(visible(shown.record.account))}</code>"
    title = msg("preview.requests", account=account, count=len(shown.calls)).text(locale)
    text = "\n\n".join("\n".join(request_lines(call, locale)) for call in shown.calls)
    return f"\n<details><summary>{title}</summary>\n\n{_fenced(text)}\n</details>\n"


def _fitted(blocks: Sequence[Block], locale: Locale) -> str:
    """The page without as many of its last and least blocks as it must lose."""
    kept = sorted(range(len(blocks)), key=lambda index: (blocks[index].rank, index))
    size = sum(len(block.text) for block in blocks)
    left_out: list[Rank] = []
    while size > LIMIT_CHARS - NOTE_CHARS:
        last = blocks[kept.pop()]
        left_out.append(last.rank)
        size -= len(last.text)
    return "".join(blocks[index].text for index in sorted(kept)) + _note(left_out, locale)


def _note(left_out: Sequence[Rank], locale: Locale) -> str:
    if not left_out:
        return ""
    said = msg(
        "preview.left_out",
        limit=LIMIT_CHARS,
        requests=left_out.count(Rank.REQUESTS),
        posts=left_out.count(Rank.POST),
        rows=left_out.count(Rank.ROW),
    )
    return f"\n{said.text(locale)}\n"


def _fenced(text: str) -> str:
    shown = visible(text)
    fence = "`" * max(3, _longest_run(shown) + 1)
    return f"{fence}text\n{shown}\n{fence}\n"


def _inline(text: str) -> str:
    shown = " ".join(visible(text).split())
    fence = "`" * (_longest_run(shown) + 1)
    return f"{fence} {shown} {fence}" if "`" in shown else f"`{shown}`"


def _in_cell(text: str) -> str:
    """Inline code within a table, where a bar would end the cell, in code too."""
    return _inline(text).replace("|", "\\|")


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
