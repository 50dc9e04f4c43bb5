"""Lints: what no network refuses, but a careful editor would ask about; brand.yaml switches each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from aromatiza.core.lints.honesty import ai_labels, disclosures
from aromatiza.core.lints.neighbours import in_order, repeated_captions, repeated_media
from aromatiza.core.lints.passages import Draft, draft_of
from aromatiza.core.lints.table import LINTS, Level, Lint, level_of, lint_named
from aromatiza.core.lints.tags import broken_hashtags, repeated_hashtags
from aromatiza.core.lints.typography import typography
from aromatiza.core.lints.unseen import hidden_characters, missing_alts
from aromatiza.core.lints.wording import banned_words, placeholders
from aromatiza.core.post import Brand, Post
from aromatiza.core.problems import Severity
from aromatiza.core.rules.labels import Labels
from aromatiza.core.rules.rule import Finding

__all__ = [
    "LINTS",
    "Level",
    "Lint",
    "found_between",
    "found_in",
    "level_of",
]

IN_ONE: Mapping[str, Sequence[Callable[[Draft], Iterator[Finding]]]] = {
    "placeholder": (placeholders,),
    "banned_word": (banned_words,),
    "hidden_character": (hidden_characters,),
    "missing_alt": (missing_alts,),
    "hashtag": (broken_hashtags, repeated_hashtags),
    "typography": (typography,),
    "disclosure": (disclosures,),
    "ai_label": (ai_labels,),
}
BETWEEN: Mapping[str, Callable[[Sequence[Post], Brand], Iterator[tuple[Post, Finding]]]] = {
    "repeated_media": repeated_media,
    "repeated_caption": repeated_captions,
}


def found_in(post: Post, brand: Brand, labels: Mapping[str, Labels]) -> Iterator[Finding]:
    """What the lints find in one post, with the severity that the brand gives them.

    `labels` by the names of platforms; one that is not there has none.
    """
    draft = draft_of(post, brand, labels)
    for name, questions in IN_ONE.items():
        level = level_of(name, brand)
        if level is not None:
            for question in questions:
                yield from (_rated(finding, name, level) for finding in question(draft))


def found_between(posts: Sequence[Post], brand: Brand) -> Iterator[tuple[Post, Finding]]:
    """What the lints find in posts beside their neighbours, with the severity that the brand gives them."""
    ordered = in_order(posts)
    for name, question in BETWEEN.items():
        level = level_of(name, brand)
        if level is not None:
            yield from ((post, _rated(finding, name, level)) for post, finding in question(ordered, brand))


def _rated(finding: Finding, name: str, level: Severity) -> Finding:
    """A finding as bad as the brand finds it, with the lint's source unless it has its own."""
    return replace(finding, severity=level, source=finding.source or lint_named(name).source)
