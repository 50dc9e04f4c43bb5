"""Rules of texts: how long they may be, what must be there, how many hashtags, what is forbidden."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from aromatiza.core.messages import Message, msg
from aromatiza.core.rendition import Rendition
from aromatiza.core.rules.rule import Finding, Rule, Subject
from aromatiza.text.entities import Entity, entities
from aromatiza.text.lengths import Unit, length_in

__all__ = [
    "ALT",
    "LINK",
    "TEXT",
    "TITLE",
    "UNIT_WORDS",
    "CountLimit",
    "Forbidden",
    "Part",
    "Required",
    "TextLimit",
]

UNIT_WORDS = {
    Unit.CODE_POINTS: msg("unit.code_points"),
    Unit.UTF16: msg("unit.utf16"),
    Unit.BYTES: msg("unit.bytes"),
    Unit.GRAPHEMES: msg("unit.graphemes"),
    Unit.X_WEIGHT: msg("unit.x_weight"),
}
ENTITY_WORDS = {
    Entity.HASHTAG: msg("entity.hashtag"),
    Entity.MENTION: msg("entity.mention"),
    Entity.LINK: msg("entity.link"),
    Entity.CASHTAG: msg("entity.cashtag"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a rendition: `read` gives it with its place in the post, or several of them."""

    name: Message
    read: Callable[[Rendition], Iterable[tuple[str, str]]]


TEXT = Part(msg("part.text"), lambda it: [(it.text_key, it.text)])
TITLE = Part(msg("part.title"), lambda it: [("title", it.title)])
LINK = Part(msg("part.link"), lambda it: [("link", it.link)])
ALT = Part(
    msg("part.alt"),
    lambda it: [(f"photos.{number}.alt", media.alt) for number, media in enumerate(it.media)],
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLimit(Rule):
    """How long a text may be."""

    part: Part
    limit: int
    unit: Unit

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return ("text-too-long",)

    @property
    def about(self) -> Message:
        """The text."""
        return self.part.name

    @property
    def accepted(self) -> Message:
        """The limit with its unit."""
        return msg("rule.at_most", limit=self.limit, unit=UNIT_WORDS[self.unit])

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find texts that are too long."""
        for key, text in self.part.read(subject.rendition):
            found = length_in(self.unit, text)
            if found > self.limit:
                unit = UNIT_WORDS[self.unit]
                message = msg("rule.length", part=self.part.name, found=found, limit=self.limit, unit=unit)
                yield self.found(
                    "text-too-long", key, message, msg("rule.length.fix", over=found - self.limit, unit=unit)
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Required(Rule):
    """A text that a platform, or we, cannot do without."""

    part: Part

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return ("text-missing",)

    @property
    def about(self) -> Message:
        """The text."""
        return self.part.name

    @property
    def accepted(self) -> Message:
        """That there must be one."""
        return msg("rule.needed")

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find that the text is missing."""
        for key, text in self.part.read(subject.rendition):
            if not text.strip():
                message = msg("rule.required", part=self.part.name)
                yield self.found(
                    "text-missing", key, message, msg("rule.required.fix", name=key.rpartition(".")[2])
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLimit(Rule):
    """How many hashtags, mentions, links or cashtags a text may have."""

    part: Part
    entity: Entity
    limit: int

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return (f"too-many-{self.entity}s",)

    @property
    def about(self) -> Message:
        """What is counted, and where."""
        return msg("rule.entities", entity=ENTITY_WORDS[self.entity], part=self.part.name)

    @property
    def accepted(self) -> Message:
        """The limit."""
        return msg("rule.at_most_count", limit=self.limit)

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find texts with too many of them."""
        for key, text in self.part.read(subject.rendition):
            found = entities(self.entity, text)
            if len(found) > self.limit:
                word = ENTITY_WORDS[self.entity]
                message = msg(
                    "rule.count", part=self.part.name, found=len(found), entity=word, limit=self.limit
                )
                fix = msg("rule.count.fix", over=len(found) - self.limit)
                yield self.found(f"too-many-{self.entity}s", key, message, fix, needle=found[self.limit])


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden(Rule):
    """Characters that a text may not have."""

    part: Part
    characters: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return ("forbidden-character",)

    @property
    def about(self) -> Message:
        """The text."""
        return self.part.name

    @property
    def accepted(self) -> Message:
        """What is forbidden."""
        return msg("rule.without", characters=" ".join(self.characters))

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find the first forbidden character of each text."""
        for key, text in self.part.read(subject.rendition):
            found = next((character for character in text if character in self.characters), "")
            if found:
                message = msg("rule.forbidden", part=self.part.name, character=found)
                yield self.found("forbidden-character", key, message, msg("rule.forbidden.fix"), needle=found)
