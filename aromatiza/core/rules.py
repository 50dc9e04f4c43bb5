"""What a platform accepts, as data: every limit with its unit, its source and the day it was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from aromatiza.core.messages import Message, msg
from aromatiza.core.post import MediaKind
from aromatiza.core.rendition import Rendition

__all__ = ["Accepts", "Finding", "OneOf", "Required", "Rule", "TextLimit", "Unit", "findings", "length_in"]


class Unit(StrEnum):
    """What a text is counted in."""

    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"
    BYTES = "bytes"
    X_WEIGHT = "weighted characters"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found in a rendition; `key` is the place in the post, as far as the rule knows it."""

    code: str
    key: str
    message: Message
    fix: Message
    source: str


@dataclass(frozen=True, slots=True)
class Accepts:
    """Which kinds of media a platform takes, and how many photos."""

    kinds: tuple[MediaKind, ...]
    max_photos: int
    source: str
    read_on: str

    def check(self, rendition: Rendition) -> Iterator[Finding]:
        """Find media that the platform does not take."""
        if rendition.kind not in self.kinds:
            accepted = ", ".join(self.kinds)
            message = msg("rule.kind", found=str(rendition.kind), accepted=accepted)
            yield Finding("media-kind", "platforms", message, msg("rule.kind.fix"), self.source)
        elif rendition.kind is MediaKind.PHOTO and len(rendition.media) > self.max_photos:
            message = msg("rule.photos", found=len(rendition.media), limit=self.max_photos)
            fix = msg("rule.photos.fix", limit=self.max_photos)
            yield Finding("too-many-photos", "photos", message, fix, self.source)


@dataclass(frozen=True, slots=True)
class TextLimit:
    """How long a text may be: `part` is `text`, `title`, `link` or `alt`."""

    part: str
    limit: int
    unit: Unit
    source: str
    read_on: str
    kinds: tuple[MediaKind, ...] = (MediaKind.VIDEO, MediaKind.PHOTO)

    def check(self, rendition: Rendition) -> Iterator[Finding]:
        """Find a text that is too long."""
        if rendition.kind not in self.kinds:
            return
        for key, text in _parts(rendition, self.part):
            found = length_in(self.unit, text)
            if found > self.limit:
                message = msg(
                    "rule.length", part=self.part, found=found, limit=self.limit, unit=str(self.unit)
                )
                fix = msg("rule.length.fix", over=found - self.limit)
                yield Finding("text-too-long", key, message, fix, self.source)


@dataclass(frozen=True, slots=True)
class Required:
    """A text that a platform cannot do without."""

    part: str
    source: str
    read_on: str

    def check(self, rendition: Rendition) -> Iterator[Finding]:
        """Find that the text is missing."""
        for key, text in _parts(rendition, self.part):
            if not text.strip():
                message = msg("rule.required", part=self.part)
                yield Finding(
                    "text-missing", key, message, msg("rule.required.fix", part=self.part), self.source
                )


@dataclass(frozen=True, slots=True)
class OneOf:
    """An option that takes one of a few values, and may be mandatory."""

    option: str
    values: tuple[str, ...]
    source: str
    read_on: str
    is_required: Callable[[Rendition], bool] = lambda _: False

    def check(self, rendition: Rendition) -> Iterator[Finding]:
        """Find a value that is not among them, or that is missing."""
        value = rendition.options.get(self.option)
        if value is None and not self.is_required(rendition):
            return
        if value not in self.values:
            accepted = ", ".join(self.values)
            message = msg("rule.option", option=self.option, found=_shown(value), accepted=accepted)
            fix = msg("rule.option.fix", option=self.option, example=self.values[0])
            yield Finding("option-value", f"platforms.*.{self.option}", message, fix, self.source)


Rule = Accepts | TextLimit | Required | OneOf


def findings(rules: Iterable[Rule], rendition: Rendition) -> tuple[Finding, ...]:
    """Everything that the rules find in a rendition, in the order of the rules."""
    return tuple(finding for rule in rules for finding in rule.check(rendition))


def length_in(unit: Unit, text: str) -> int:
    """How long a text is in that unit."""
    match unit:
        case Unit.CODE_POINTS:
            return len(text)
        case Unit.UTF16:
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        case Unit.BYTES:
            return len(text.encode("utf-8", "surrogatepass"))
        case Unit.X_WEIGHT:
            return x_weight(text)


def x_weight(text: str) -> int:
    """How X counts a text without links: light code points are 1, all others 2.

    Links count 23 whatever their length; the full algorithm comes with the depth of the rules.
    Source: https://github.com/twitter/twitter-text/blob/master/config/v3.json (read 2026-11).
    """
    words = [
        23 if word.startswith(("http://", "https://")) else sum(map(_weight, word))
        for word in text.split(" ")
    ]
    return sum(words) + text.count(" ")


LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


def _weight(character: str) -> int:
    return 1 if any(first <= ord(character) <= last for first, last in LIGHT) else 2


def _parts(rendition: Rendition, part: str) -> tuple[tuple[str, str], ...]:
    """The texts called `part`, each with its place in the post."""
    if part == "alt":
        return tuple((f"photos.{n}.alt", media.alt) for n, media in enumerate(rendition.media))
    places = {
        "text": (rendition.text_key, rendition.text),
        "title": ("title", rendition.title),
        "link": ("link", rendition.link),
    }
    return (places[part],)


def _shown(value: object) -> str:
    return "-" if value is None else str(value)
