"""What a story does not have, and the rules that therefore hold for Reels and posts in the feed only.

A story is one video or one photo for a day: without a caption, and with none of what belongs to one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aromatiza.core.messages import Message, msg
from aromatiza.core.rendition import Rendition
from aromatiza.core.rules import CountLimit, Measured, Rule, Subject, TextLimit

__all__ = [
    "FeedCountLimit",
    "FeedMeasured",
    "FeedTextLimit",
    "InFeed",
    "is_story",
    "own_caption",
    "unsure_label",
]


def is_story(rendition: Rendition) -> bool:
    """Whether a post is shown as a story."""
    return rendition.flag("story")


class InFeed(Rule):
    """A rule that says nothing of stories."""

    __slots__ = ()

    def holds_for(self, subject: Subject) -> bool:
        """Whether the rule says anything of this subject."""
        return not is_story(subject.rendition) and super().holds_for(subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedMeasured(InFeed, Measured):
    """A limit of files that a story does not have, or has of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTextLimit(InFeed, TextLimit):
    """A limit of a text that a story does not show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCountLimit(InFeed, CountLimit):
    """A limit of what is in a text that a story does not show."""


def own_caption(subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    """Find a caption that was written for the account; the one for all accounts is shown on the others."""
    key = subject.rendition.text_key
    if key != "captions.default" and key.startswith("captions.") and subject.rendition.text:
        message = msg("rule.not_taken", option=key, why=msg("instagram.story_bare"))
        yield key, message, msg("rule.not_taken.fix")


def unsure_label(subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    """Find a label of which nobody knows whether a story shows it."""
    if subject.rendition.flag("ai_generated"):
        yield "platforms.*.ai_generated", msg("instagram.story_label"), msg("instagram.story_label.fix")
