"""Whom a post names on Instagram: tagged people, collaborators, and the sponsors of a paid partnership."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from aromatiza.core.messages import Message, msg
from aromatiza.core.post import Json, MediaKind
from aromatiza.core.rendition import Rendition
from aromatiza.core.rules import Finding, Rule, Source, Special, Subject

__all__ = ["Tag", "TagsPlaced", "at_most", "listed", "tag_fields", "tags_of"]

PLACE = ("x", "y")


@dataclass(frozen=True, slots=True)
class Tag:
    """Somebody who is to be seen: in the photo of that number, from 1, at a place.

    `x` and `y` are parts of the photo's width and height, from its top left corner. `given` names what the
    author wrote.
    """

    username: str
    photo: int
    x: float | None
    y: float | None
    given: frozenset[str]


def listed(rendition: Rendition, option: str) -> list[Json]:
    """An option that is a list; empty when it is absent."""
    value = rendition.options.get(option)
    return value if isinstance(value, list) else []


def tags_of(rendition: Rendition) -> tuple[Tag, ...]:
    """The tagged people in their order; in a post of one photo they are in the first one."""
    return tuple(_tag(item) for item in listed(rendition, "user_tags") if isinstance(item, dict))


def tag_fields(rendition: Rendition, photo: int = 1) -> dict[str, str]:
    """The field that tags people in the photo of that number, from 1, or in the video; none for nobody."""
    tags = [
        {"username": tag.username, **{name: at for name, at in _place(tag) if at is not None}}
        for tag in tags_of(rendition)
        if tag.photo == photo
    ]
    return {"user_tags": json.dumps(tags)} if tags else {}


def at_most(option: str, limit: int, source: Source) -> Special:
    """The rule that a list has so many items at the most."""
    return Special(
        name=option,
        limit=msg("rule.at_most_count", limit=limit),
        code="option-value",
        test=partial(_beyond, option, limit),
        source=source,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsPlaced(Rule):
    """Where tagged people are: at a place in one of the photos, and nowhere in a Reel.

    In a photo of a story the place may be left out. Places go from 0 to `end`.
    """

    end: float

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return ("option-not-taken", "option-missing", "option-value")

    @property
    def about(self) -> str:
        """The option."""
        return "user_tags"

    @property
    def accepted(self) -> Message:
        """The photo and the place in it."""
        return msg("instagram.tags", end=self.end)

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find places that a Reel does not have, that a photo lacks, or that are outside of it."""
        rendition = subject.rendition
        for number, tag in enumerate(tags_of(rendition)):
            key = f"platforms.*.user_tags.{number}"
            if rendition.kind is MediaKind.VIDEO:
                yield from self._unplaceable(key, tag)
            else:
                yield from self._in_no_photo(key, tag, len(rendition.media))
                yield from self._out_of_place(key, tag, is_free=rendition.flag("story"))

    def _unplaceable(self, key: str, tag: Tag) -> Iterator[Finding]:
        for name in sorted(tag.given - {"username"}):
            message = msg("rule.not_taken", option=name, why=msg("instagram.tags_in_video"))
            yield self.found("option-not-taken", f"{key}.{name}", message, msg("rule.not_taken.fix"))

    def _in_no_photo(self, key: str, tag: Tag, photos: int) -> Iterator[Finding]:
        if "photo" not in tag.given and photos > 1:
            message = msg("instagram.tag_photo", username=tag.username)
            fix = msg("instagram.tag_photo.fix", example="photo: 1")
            yield self.found("option-missing", key, message, fix)
        elif tag.photo > photos:
            accepted = msg("rule.between", low=1, high=photos)
            message = msg("rule.option", option="photo", found=tag.photo, accepted=accepted)
            fix = msg("rule.option.fix", option="photo", example=photos)
            yield self.found("option-value", f"{key}.photo", message, fix)

    def _out_of_place(self, key: str, tag: Tag, *, is_free: bool) -> Iterator[Finding]:
        given = tag.given.intersection(PLACE)
        if len(given) < len(PLACE) and (given or not is_free):
            message = msg("instagram.tag_place", username=tag.username)
            fix = msg("instagram.tag_place.fix", example="x: 0.5, y: 0.5")
            yield self.found("option-missing", key, message, fix)
        for name, at in _place(tag):
            if at is not None and not 0 <= at <= self.end:
                accepted = msg("rule.between", low=0, high=self.end)
                message = msg("rule.option", option=name, found=float(at), accepted=accepted)
                fix = msg("rule.option.fix", option=name, example="0.5")
                yield self.found("option-value", f"{key}.{name}", message, fix)


def _beyond(option: str, limit: int, subject: Subject) -> Iterator[tuple[str, Message, Message]]:
    found = len(listed(subject.rendition, option))
    if found > limit:
        message = msg("instagram.too_many", option=option, found=found, limit=limit)
        yield f"platforms.*.{option}", message, msg("rule.count.fix", over=found - limit)


def _tag(item: dict[str, Json]) -> Tag:
    photo = item.get("photo")
    return Tag(
        username=str(item.get("username", "")),
        photo=photo if isinstance(photo, int) else 1,
        x=_number(item.get("x")),
        y=_number(item.get("y")),
        given=frozenset(item),
    )


def _number(value: Json) -> float | None:
    return value if isinstance(value, int | float) else None


def _place(tag: Tag) -> tuple[tuple[str, float | None], ...]:
    return (("x", tag.x), ("y", tag.y))
