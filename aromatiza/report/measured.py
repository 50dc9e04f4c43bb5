"""What was measured of each file, with the verdict of the brand and of every account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from aromatiza.core.media_facts import Measurement, MediaFacts, PhotoFacts, Trouble, VideoFacts
from aromatiza.core.messages import Locale, msg
from aromatiza.core.post import AccountName, Brand, Post
from aromatiza.core.problems import Problem, Severity

__all__ = ["measured_as_json", "measured_table"]

GOOD = "✓"
MEGABYTE = 1_000_000


def measured_table(
    measured: Mapping[str, Measurement],
    posts: Sequence[Post],
    brand: Brand,
    problems: Sequence[Problem],
    locale: Locale,
) -> tuple[list[str], list[tuple[str, ...]]]:
    """The heads and the rows of a table: one row for each file of each post, one column for each account."""
    accounts = [name for name in brand.accounts if any(name in brand.accounts_of(post) for post in posts)]
    heads = [msg("measured.file"), msg("measured.facts"), msg("measured.read"), msg("measured.brand")]
    rows = [
        (
            media.url.rpartition("/")[2],
            _facts(found.facts, locale),
            str(found.bytes_read),
            *_verdicts(key, post, accounts, brand, problems, is_known=not isinstance(found.facts, Trouble)),
        )
        for post in posts
        for key, media in post.media_by_key.items()
        if (found := measured.get(media.url)) is not None
    ]
    return [*(head.text(locale) for head in heads), *accounts], rows


def measured_as_json(url: str, found: Measurement) -> dict[str, object]:
    """The stable shape of one measured file; `facts` is null when it could not be measured."""
    facts = None if isinstance(found.facts, Trouble) else asdict(found.facts)
    return {
        "url": url,
        "facts": facts,
        "bytes_read": found.bytes_read,
        "requests": found.requests,
        "cached": found.is_cached,
    }


def _verdicts(
    key: str,
    post: Post,
    accounts: Sequence[AccountName],
    brand: Brand,
    problems: Sequence[Problem],
    *,
    is_known: bool,
) -> Iterator[str]:
    """The brand's verdict, then each account's: nothing where the post does not go, or nothing is known."""
    own = [problem for problem in problems if problem.file == post.path and problem.key == key]
    yield _verdict([problem for problem in own if problem.account == ""])
    chosen = brand.accounts_of(post) if is_known else ()
    for name in accounts:
        yield _verdict([problem for problem in own if problem.account == name]) if name in chosen else ""


def _verdict(problems: Sequence[Problem]) -> str:
    signs = {Severity.ERROR: "✗", Severity.WARNING: "!"}
    return ", ".join(f"{signs[problem.severity]} {problem.code}" for problem in problems) or GOOD


def _facts(facts: MediaFacts | Trouble, locale: Locale) -> str:
    match facts:
        case Trouble():
            return f"✗ {facts.code}"
        case VideoFacts():
            return msg(
                "measured.video",
                seconds=round(facts.duration_s, 2),
                width=facts.width,
                height=facts.height,
                rate=round(facts.frame_rate, 2),
                codec=facts.video_codec,
                audio=facts.audio_codec or "-",
                size=round(facts.size_bytes / MEGABYTE, 2),
            ).text(locale)
        case PhotoFacts():
            return msg(
                "measured.photo",
                format=facts.format,
                width=facts.width,
                height=facts.height,
                size=round(facts.size_bytes / MEGABYTE, 2),
            ).text(locale)
