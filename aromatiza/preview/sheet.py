"""What a preview says, in words of one language; how it is laid out is the business of its readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from aromatiza.core.delivery import Record
from aromatiza.core.messages import Locale, Message, msg
from aromatiza.core.post import Brand, MediaKind, Post, PostId
from aromatiza.core.problems import Problem, Severity
from aromatiza.core.rules import Subject, TextLimit, length_in
from aromatiza.core.seen import SEEN
from aromatiza.platforms import REGISTRY
from aromatiza.preview.rehearsal import Rehearsed
from aromatiza.preview.requests import sent_texts

__all__ = ["HEADS", "PostSheet", "Sheet", "above_fold", "price_usd", "sheet_of"]

HEADS = (
    msg("preview.post"),
    msg("preview.account"),
    msg("preview.when"),
    msg("preview.length"),
    msg("preview.media"),
    msg("preview.rehearsal"),
)
SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!"}
MEGABYTE = 1_000_000
KILOBYTE = 1000


@dataclass(frozen=True, slots=True)
class PostSheet:
    """One post: `texts` maps each different text to the accounts that will show it; `problems` are lines.

    `notes` are lines too: what a feed shows before "more", what a post costs.
    """

    post: Post
    texts: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    deliveries: tuple[Rehearsed, ...]

    @property
    def why_no_delivery(self) -> Message:
        """What to say of a post without deliveries: it has problems, or goes nowhere."""
        return msg("preview.withheld") if self.problems else msg("preview.no_account")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole preview: one row of cells under `HEADS` for each delivery, then every post.

    `problems` are those of files that are no post here.
    """

    summary: str
    rows: tuple[tuple[str, ...], ...]
    posts: tuple[PostSheet, ...]
    problems: tuple[str, ...]


def sheet_of(
    rehearsed: Sequence[Rehearsed],
    posts: Mapping[PostId, Post],
    problems: Sequence[Problem],
    brand: Brand,
    locale: Locale,
) -> Sheet:
    """Put a preview in words; each rehearsed delivery's post is among `posts`."""
    good = sum(shown.is_good for shown in rehearsed)
    summary = msg("preview.summary", good=good, count=len(rehearsed)) if rehearsed else msg("preview.nothing")
    paths = {post.path for post in posts.values()}
    return Sheet(
        summary.text(locale),
        tuple(_row(shown.record, posts[shown.record.post], brand, locale) for shown in rehearsed),
        tuple(_post_sheet(posts[key], rehearsed, problems, locale) for key in sorted(posts)),
        _problem_lines([problem for problem in problems if problem.file not in paths], locale),
    )


def _row(record: Record, post: Post, brand: Brand, locale: Locale) -> tuple[str, ...]:
    return (
        record.post,
        record.account,
        _when(record, post, brand).text(locale),
        _length(record),
        _media(record, locale),
        _outcome(record, locale),
    )


def _when(record: Record, post: Post, brand: Brand) -> Message:
    """When a delivery would go out, as seen from the rehearsal."""
    if post.is_draft:
        return msg("preview.draft")
    if post.publish_at is None or post.publish_at <= record.at:
        return msg("preview.at_merge")
    local = _minute(post.publish_at.astimezone(brand.timezone))
    utc = _minute(post.publish_at.astimezone(UTC))
    return msg("preview.at", local=local, zone=str(brand.timezone), utc=utc)


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _length(record: Record) -> str:
    """How much of the room for the text is used, in the platform's own unit."""
    subject = Subject(record.rendition)
    used = {
        f"{length_in(rule.unit, text)}/{rule.limit}": None
        for rule in REGISTRY[record.platform].rules
        if isinstance(rule, TextLimit) and rule.holds_for(subject)
        for key, text in rule.part.read(record.rendition)
        if key == record.rendition.text_key
    }
    return " · ".join(used)


def _media(record: Record, locale: Locale) -> str:
    count = len(record.rendition.media)
    if record.rendition.kind is MediaKind.VIDEO:
        media = msg("preview.video")
    else:
        media = msg("preview.photo") if count == 1 else msg("preview.photos", count=count)
    if record.files:
        size = _size(sum(file.size_bytes for file in record.files), locale)
        media = msg("preview.sized", media=media, size=size)
    return media.text(locale)


def _size(size_bytes: int, locale: Locale) -> Message:
    if size_bytes < MEGABYTE:
        return msg("preview.kilobytes", size=-(-size_bytes // KILOBYTE))
    size = f"{size_bytes / MEGABYTE:.1f}"
    return msg("preview.megabytes", size=size.replace(".", ",") if locale == "fr" else size)


def _outcome(record: Record, locale: Locale) -> str:
    if record.receipt is None:
        return "✗"
    return f"✓ {SEEN[record.receipt.visibility].text(locale)}"


def _post_sheet(
    post: Post, rehearsed: Sequence[Rehearsed], problems: Sequence[Problem], locale: Locale
) -> PostSheet:
    own = tuple(shown for shown in rehearsed if shown.record.post == post.id)
    texts: dict[str, tuple[str, ...]] = {}
    for shown in own:
        text = _shown_text(shown, locale)
        texts[text] = (*texts.get(text, ()), shown.record.account)
    found = _problem_lines([problem for problem in problems if problem.file == post.path], locale)
    troubles = tuple(
        f"✗ {shown.record.account}: {shown.record.reason.text(locale)}"
        for shown in own
        if shown.record.reason is not None
    )
    notes = tuple(note.text(locale) for shown in own for note in _notes(shown.record))
    return PostSheet(post, texts, notes, (*found, *troubles), own)


def _notes(record: Record) -> Iterator[Message]:
    """Where a feed hides the rest of the text behind "more", and what the network takes for the post."""
    shown, rest = above_fold(record)
    if rest:
        yield msg("preview.fold", account=record.account, shown=" ".join(shown.split()), hidden=len(rest))
    for price in REGISTRY[record.platform].price(record.rendition):
        yield msg("preview.price", account=record.account, usd=f"{price.usd:.3f}", of=price.of)


def above_fold(record: Record) -> tuple[str, str]:
    """What the feed of the account's network shows of the text before "more", and what it does not."""
    fold = REGISTRY[record.platform].writing.fold
    return fold.split(record.rendition.text) if fold else (record.rendition.text, "")


def price_usd(record: Record) -> float:
    """What the network takes for the post, in US dollars."""
    return round(sum(price.usd for price in REGISTRY[record.platform].price(record.rendition)), 6)


def _shown_text(shown: Rehearsed, locale: Locale) -> str:
    """What an account will show: title, text, link and alternative texts, as far as they are sent to it.

    All of them, when the rehearsal did not come to its end: then it is not known which are sent.
    """
    rendition = shown.record.rendition
    sent = [text for call in shown.calls for text in sent_texts(call.request.body)]

    def is_sent(part: str) -> bool:
        return not shown.is_good or any(part in text for text in sent)

    parts = [
        rendition.title if rendition.title in sent or not shown.is_good else "",
        rendition.text if is_sent(rendition.text) else "",
        rendition.link if is_sent(rendition.link) and rendition.link not in rendition.text else "",
        *(
            msg("preview.alt", text=media.alt).text(locale)
            for media in rendition.media
            if media.alt and is_sent(media.alt)
        ),
    ]
    return "\n\n".join(filter(None, parts)) or msg("preview.no_text").text(locale)


def _problem_lines(problems: Sequence[Problem], locale: Locale) -> tuple[str, ...]:
    """Each problem in two lines: what is wrong and where, and how to mend it."""
    lines: list[str] = []
    for problem in problems:
        place = f"{problem.file}:{problem.line}:{problem.column}"
        key = f" {problem.key}:" if problem.key else ""
        lines += [
            f"{SIGNS[problem.severity]} {place}{key} {problem.message.text(locale)}",
            f"  → {problem.fix.text(locale)}",
        ]
    return tuple(lines)
