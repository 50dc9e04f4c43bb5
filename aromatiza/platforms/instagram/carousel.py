"""What a carousel does to its photos: all of them get the shape of the first one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from aromatiza.core.cloudinary import Remedy
from aromatiza.core.messages import Message, msg
from aromatiza.core.rules import Finding, Rule, Subject
from aromatiza.core.rules.media import SHAPE_TOLERANCE
from aromatiza.core.rules.qualities import Quantity

__all__ = ["SameShape"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SameShape(Rule):
    """Photos of one post that have the shape of its first one; the network crops the others to it.

    Nothing is said while the first one is not `within` the shapes that are taken: it must be cropped itself.
    """

    shape: Quantity
    within: tuple[float, float]

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
    def accepted(self) -> Message:
        """The first photo's shape."""
        return msg("instagram.first_shape")

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find photos of another shape than the first; nothing, when that one was not measured."""
        first, *others = (subject.facts.get(media.url) for media in subject.rendition.media)
        wanted = self.shape.read(first) if first is not None else None
        low, high = self.within
        if first is None or wanted is None or not low <= wanted <= high:
            return
        remedies = (Remedy("ar", f"{first.width}:{first.height}"), Remedy("c", "fill"))
        for number, facts in enumerate(others, start=1):
            found = self.shape.read(facts) if facts is not None else None
            if found is not None and abs(found / wanted - 1) > SHAPE_TOLERANCE:
                message = msg(
                    "instagram.cropped", found=self.shape.words(found), first=self.shape.words(wanted)
                )
                fix = msg("quantity.aspect.fix")
                yield self.found("media-aspect", f"photos.{number}.url", message, fix, remedies=remedies)
