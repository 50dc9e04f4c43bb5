"""Rules of files: which kinds, and what a measured video or photo may be.

They find nothing in a file that was not measured. What Cloudinary could mend comes with the finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from aromatiza.core.cloudinary import Remedy
from aromatiza.core.media_facts import MediaFacts, VideoFacts
from aromatiza.core.messages import Message, msg
from aromatiza.core.post import Media, MediaKind
from aromatiza.core.rules.qualities import Quality, Quantity, Trait
from aromatiza.core.rules.rule import Finding, Rule, Subject

__all__ = ["Accepts", "CoverWithin", "Measured", "MediaOneOf", "Shape", "Wanted"]

KIND_WORDS: Mapping[MediaKind, Message] = {
    MediaKind.VIDEO: msg("kind.video"),
    MediaKind.PHOTO: msg("kind.photo"),
}
SHAPE_TOLERANCE = 0.01
"""How far a file's shape may be from the one that is asked for: encoders round sides to even numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepts(Rule):
    """Which kinds of media a platform takes, and how many photos."""

    takes: tuple[MediaKind, ...]
    max_photos: int = 0

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return ("media-kind", "too-many-photos") if MediaKind.PHOTO in self.takes else ("media-kind",)

    @property
    def about(self) -> Message:
        """The media."""
        return msg("part.media")

    @property
    def accepted(self) -> Message:
        """The kinds."""
        if self.takes == (MediaKind.VIDEO,):
            return msg("rule.takes_video")
        return msg("rule.takes_both", limit=self.max_photos)

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find media that the platform does not take."""
        rendition = subject.rendition
        if rendition.kind not in self.takes:
            message = msg("rule.kind", found=KIND_WORDS[rendition.kind], accepted=self.accepted)
            yield self.found("media-kind", "platforms", message, msg("rule.kind.fix"))
        elif rendition.kind is MediaKind.PHOTO and len(rendition.media) > self.max_photos:
            message = msg("rule.photos", found=len(rendition.media), limit=self.max_photos)
            yield self.found(
                "too-many-photos", "photos", message, msg("rule.photos.fix", limit=self.max_photos)
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(Rule):
    """A quantity of a file that must lie between two limits, both included; None is no limit.

    `tolerance`: by how much the limits may be missed, in the quantity's own unit.
    """

    quantity: Quantity
    low: float | None = None
    high: float | None = None
    tolerance: float = 0

    needs_facts: ClassVar = True

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return (self.quantity.code,)

    @property
    def about(self) -> Message:
        """The quantity."""
        return self.quantity.name

    @property
    def accepted(self) -> Message:
        """The limits."""
        low, high = (None if limit is None else self.quantity.words(limit) for limit in (self.low, self.high))
        if low is None:
            return msg("rule.up_to", high=high)
        return msg("rule.from", low=low) if high is None else msg("rule.between", low=low, high=high)

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find files beyond the limits."""
        for key, _, facts in _measured(subject):
            found = self.quantity.read(facts)
            if found is None:
                continue
            is_under = self.low is not None and found < self.low - self.tolerance
            is_over = self.high is not None and found > self.high + self.tolerance
            if is_under or is_over:
                message = msg(
                    "rule.measured",
                    quantity=self.quantity.name,
                    found=self.quantity.words(found),
                    accepted=self.accepted,
                )
                remedies = self.quantity.remedies(found, self.low, self.high)
                yield self.found(self.quantity.code, key, message, self.quantity.fix, remedies=remedies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Rule):
    """The one shape that files must have, as `width:height`."""

    wanted: str

    needs_facts: ClassVar = True

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return ("media-aspect",)

    @property
    def about(self) -> Message:
        """The shape."""
        return msg("quantity.aspect")

    @property
    def accepted(self) -> str:
        """The one shape."""
        return self.wanted

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find files of another shape."""
        width, _, height = self.wanted.partition(":")
        wanted = int(width) / int(height)
        for key, _, facts in _measured(subject):
            if abs(facts.width / facts.height / wanted - 1) > SHAPE_TOLERANCE:
                message = msg("rule.shape", found=f"{facts.width}x{facts.height}", accepted=self.wanted)
                remedies = (Remedy("ar", self.wanted), Remedy("c", "fill"))
                yield self.found("media-aspect", key, message, msg("quantity.aspect.fix"), remedies=remedies)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaOneOf(Rule):
    """A quality of a file that must be one of a few; a file that does not say it is taken."""

    quality: Quality
    values: tuple[str, ...]

    needs_facts: ClassVar = True

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return (self.quality.code,)

    @property
    def about(self) -> Message:
        """The quality."""
        return self.quality.name

    @property
    def accepted(self) -> str:
        """The values."""
        return ", ".join(self.values)

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find files with another one."""
        for key, _, facts in _measured(subject):
            found = self.quality.read(facts)
            if found and found not in self.values:
                message = msg("rule.quality", quality=self.quality.name, found=found, accepted=self.accepted)
                remedies = tuple(
                    self.quality.remedy[value] for value in self.values if value in self.quality.remedy
                )
                yield self.found(self.quality.code, key, message, self.quality.fix, remedies=remedies[:1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Rule):
    """A trait that a file must have; the trait's own words say what is wrong without it."""

    trait: Trait

    needs_facts: ClassVar = True

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return (self.trait.code,)

    @property
    def about(self) -> Message:
        """The trait."""
        return self.trait.name

    @property
    def accepted(self) -> Message:
        """That it must be there."""
        return msg("rule.needed")

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find files without it."""
        for key, _, facts in _measured(subject):
            if self.trait.read(facts) is False:
                yield self.found(
                    self.trait.code, key, self.trait.lacking, self.trait.fix, remedies=self.trait.remedies
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverWithin(Rule):
    """The moment of the cover, an option in seconds, which must lie within the video."""

    option: str = "cover_at"

    needs_facts: ClassVar = True

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return ("cover-beyond-end",)

    @property
    def about(self) -> str:
        """The option."""
        return self.option

    @property
    def accepted(self) -> Message:
        """Within the video."""
        return msg("rule.within_video")

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find a moment at or behind the end."""
        moment = subject.rendition.number(self.option)
        for _, _, facts in _measured(subject):
            if moment is not None and isinstance(facts, VideoFacts) and moment >= facts.duration_s:
                message = msg(
                    "rule.cover", option=self.option, found=moment, seconds=round(facts.duration_s, 2)
                )
                fix = msg("rule.cover.fix", option=self.option, example=f"{facts.duration_s / 2:.1f}")
                yield self.found("cover-beyond-end", f"platforms.*.{self.option}", message, fix)


def _measured(subject: Subject) -> Iterator[tuple[str, Media, MediaFacts]]:
    """Every file that was measured, with its place in the post."""
    for number, media in enumerate(subject.rendition.media):
        facts = subject.facts.get(media.url)
        if facts is not None:
            yield "video" if media.kind is MediaKind.VIDEO else f"photos.{number}.url", media, facts
