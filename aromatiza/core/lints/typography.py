"""Hints on French typography, for brands whose language is French; nothing inside addresses, times and tags.

Any blank before a sign is accepted: a keyboard's, a no-break or a narrow one. The fix proposes the no-break
space U+00A0, which stands where the thin one would, because X counts a narrow one (U+202F) as two characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from aromatiza.core.lints.passages import Draft, Passage, excerpt, words_of
from aromatiza.core.messages import Message, msg
from aromatiza.core.rules.rule import Finding

__all__ = ["typography"]

NO_BREAK = "\u00a0"
AROUND = 20
REACH = 1000
"""How long a word may be, an address for example."""
MOST_LOOKED_AT = 50
"""How many slips of a kind are looked at in a text before it is believed that none is one."""

BLANK = re.compile(r"\s")
APART = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,80}"  # addresses
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.[a-z]{2,10}/\S*"
    r"|\d{1,4}(?::\d{1,4})+"  # times and shapes
    r"|[#＃@]\w+"
    r"|:[a-z0-9_+-]{2,40}:|&#?\w{1,10};"  # names of emoji, characters of HTML
    r"|[:;=]['’]?-?[()\[\]DPpOo|/\\*](?!\w)"  # faces
)
FRENCH = words_of(
    "à au aux avec c ce ces dans de des du elle en est et il j l la le les nos notre nous ou "
    "par pas pour qu que qui sur un une vos votre vous"
)
ENGLISH = words_of("and are at for from in is it my of our that the this to we with you your")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of slip: what it looks like, how it is written, and how that is said."""

    pattern: re.Pattern[str]
    mended: Callable[[str], str]
    about: Message


KINDS = (
    Kind(
        re.compile(r"[:;!?](?<=[\w»)\]\"”%€…][:;!?])"),
        lambda sign: f"{NO_BREAK}{sign}",
        msg("lint.typography.before_sign"),
    ),
    Kind(re.compile(r"«(?=[^\s«])"), lambda quote: f"{quote}{NO_BREAK}", msg("lint.typography.after_quote")),
    Kind(
        re.compile(r"»(?<=[^\s»]»)"),
        lambda quote: f"{NO_BREAK}{quote}",
        msg("lint.typography.before_quote"),
    ),
    Kind(re.compile(r"\.{3}(?<!\.{4})(?!\.)"), lambda _: "…", msg("lint.typography.dots")),
    Kind(
        re.compile(r'"(?<!\w")[^\s"](?:[^"\n]{0,118}[^\s"])?"(?!\w)'),
        lambda words: f"«{NO_BREAK}{words[1:-1]}{NO_BREAK}»",
        msg("lint.typography.quotes"),
    ),
    Kind(re.compile(r" {2}(?<=\S {2}) *(?=\S)"), lambda _: " ", msg("lint.typography.double_space")),
    Kind(
        re.compile(r"[ \u00a0\u202f](?<=\w[ \u00a0\u202f])(?:,(?!\d)|\.(?=\s|$))"),
        lambda slip: slip[-1],
        msg("lint.typography.before_comma"),
    ),
    Kind(re.compile(r",(?<=[^\W\d],)(?=[^\W\d])"), lambda _: ", ", msg("lint.typography.after_comma")),
)

SIGNS = ('"', "...", "  ", " ,", " .", "\u00a0,", "\u00a0.", "\u202f,", "\u202f.")
HINT = re.compile(
    r"[:;!?«»,](?:(?<=[\w»)\]\"”%€…][:;!?])|(?<=«)(?=[^\s«])|(?<=[^\s»]»)|(?<=[^\W\d],)(?=[^\W\d]))"
)


def typography(draft: Draft) -> Iterator[Finding]:
    """At most one finding of each kind in each text, with the words around it as they should be."""
    if draft.brand.locale == "fr" and _is_hinted(draft.whole):
        for passage in draft.prose:
            if _is_hinted(passage.text) and not _is_english(passage.text):
                yield from _slips(passage)


def _is_hinted(text: str) -> bool:
    """Whether one of the kinds may find something in a text, in a tenth of the time that all of them take."""
    return any(sign in text for sign in SIGNS) or HINT.search(text) is not None


def _is_english(text: str) -> bool:
    """Whether a text has more of English than of French: a brand may have an account in another language."""
    words = words_of(text.lower())
    return len(words & ENGLISH) > len(words & FRENCH)


def _slips(passage: Passage) -> Iterator[Finding]:
    text = passage.text
    for kind in KINDS:
        looked_at = islice(kind.pattern.finditer(text), MOST_LOOKED_AT)
        start, end = next((one.span() for one in looked_at if not _is_apart(text, one.start())), (0, 0))
        if end:
            first, last = _around(text, start, end)
            mended = f"{text[first:start]}{kind.mended(text[start:end])}{text[end:last]}"
            message = msg("lint.typography", about=kind.about, words=excerpt(text[first:last]))
            fix = msg("lint.typography.fix", text=mended.strip(" "))
            yield Finding("typography", passage.key, message, fix, needle=text[first:last])


def _is_apart(text: str, at: int) -> bool:
    """Whether a place is in an address, a time, a hashtag or a face."""
    before, after = BLANK.split(text[max(0, at - REACH) : at])[-1], BLANK.split(text[at : at + REACH], 1)[0]
    return any(one.start() <= len(before) < one.end() for one in APART.finditer(f"{before}{after}"))


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words around a slip: some of the same line before and after it, none cut in two."""
    first = max(0, start - AROUND, text.rfind("\n", 0, start) + 1)
    line_end = text.find("\n", end)
    last = min(len(text) if line_end < 0 else line_end, end + AROUND)
    if first and text[first - 1] != "\n":
        first = min(start, text.find(" ", first, start) + 1 or start)
    if last < len(text) and text[last] != "\n":
        blank = text.rfind(" ", end, last)
        last = blank if blank >= 0 else end
    return first, last
