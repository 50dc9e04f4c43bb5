"""Links in a text, which X finds without `https://` too, and for which it takes many times the price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aromatiza.core.messages import Message, msg
from aromatiza.core.rules import TEXT, Entity, Finding, Rule, Subject, Unit, length_in
from aromatiza.text.entities import entities

__all__ = ["PricedLinks", "links_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLinks(Rule):
    """A link in the text, with which a post costs `price` instead of the `usual` one, both in US dollars."""

    price: float
    usual: float

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return ("too-many-links",)

    @property
    def about(self) -> Message:
        """Links in the text."""
        return msg("rule.entities", entity=msg("entity.link"), part=TEXT.name)

    @property
    def accepted(self) -> Message:
        """None at the usual price."""
        return msg("x.priced_link.accepted", usual=self.usual, price=self.price)

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find the first link of the text: one or many, the price is the same."""
        for key, text in TEXT.read(subject.rendition):
            for link in links_in(text)[:1]:
                message = msg("x.priced_link", link=link, usual=self.usual, price=self.price)
                yield self.found("too-many-links", key, message, msg("x.priced_link.fix"), needle=link)


def links_in(text: str) -> tuple[str, ...]:
    """What X makes links of, in the order of the text: words as they are written, commas and all."""
    return tuple(word for word in text.split() if entities(Entity.LINK, word) or _has_domain(word))


def _has_domain(word: str) -> bool:
    """Whether X counts a part of a word as an address.

    An address has the same weight however long it is. So a word has one if it weighs otherwise than without
    its dots, or, when that is the same by chance, if a letter more before it adds nothing.
    """
    if "." not in word:
        return False
    weight = length_in(Unit.X_WEIGHT, word)
    undotted, longer = (length_in(Unit.X_WEIGHT, other) for other in (word.replace(".", "-"), f"a{word}"))
    return weight != undotted or weight == longer
