"""The commit message of a batch: `git log aromatiza/state` reads as the audit trail."""

from __future__ import annotations

from collections import Counter

from aromatiza.core.delivery import Record
from aromatiza.core.ports import Batch

__all__ = ["story_of"]

NAMED_POSTS = 3
NAMED_COMMITS = 5


def story_of(batch: Batch, run: str) -> str:
    """Who moved which delivery to which state, for which commit of `main`.

    A subject, a line for each delivery, and trailers (`Main`, `Watermark`, `Run`) as git reads them.
    """
    lines = [_line(record) for record in batch.records]
    lines += [f"{key}: withdrawn" for key in batch.withdrawn]
    commits = sorted({record.commit for record in batch.records})
    trailers = [f"Main: {commit}" for commit in commits[:NAMED_COMMITS]]
    trailers += [] if batch.watermark is None else [f"Watermark: {batch.watermark}"]
    trailers += [f"Run: {run}"]
    paragraphs = [_subject(batch), "\n".join(lines), "\n".join(trailers)]
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _subject(batch: Batch) -> str:
    posts = sorted({*(record.post for record in batch.records), *(key.post for key in batch.withdrawn)})
    states = Counter(str(record.state) for record in batch.records)
    counts = [f"{count} {state}" for state, count in sorted(states.items())]
    counts += [f"{len(batch.withdrawn)} withdrawn"] if batch.withdrawn else []
    others = f" (+{len(posts) - NAMED_POSTS})" if len(posts) > NAMED_POSTS else ""
    named = ", ".join(posts[:NAMED_POSTS]) + others
    return f"{named or 'watermark'}: {', '.join(counts) or 'moved'}"


def _line(record: Record) -> str:
    state = f"{record.state}: {record.block}" if record.block else str(record.state)
    pending = next((step.name for step in reversed(record.steps) if step.answer is None), "")
    about = record.receipt.url or record.receipt.remote_id if record.receipt else ""
    about = about or (f"about to: {pending}" if pending else str(record.reason or ""))
    return f"{record.key}: {state}" + (f" ({_printable(about)})" if about else "")


def _printable(text: str) -> str:
    """The first line of a text that a network may have worded, without what would upset a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text.splitlines()[0])
