"""Links in a text, which X finds without `https://` too, and for which it takes many times the price."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from aromatiza.core.messages import Message, msg
from aromatiza.core.rules import TEXT, Entity, Finding, Rule, Subject
from aromatiza.core.rules.texts import ENTITY_WORDS
from aromatiza.text.x_weight import links_in

__all__ = ["PricedLinks", "first_link", "without_links"]


def first_link(text: str) -> str:
    """The first link that X would find in a text; "" when there is none."""
    normal = unicodedata.normalize("NFC", text)
    return next((normal[start:end] for start, end in links_in(normal)), "")


def without_links(text: str) -> str:
    """A text, in NFC, without the links that X would find in it."""
    for start, end in reversed(list(links_in(text))):
        text = text[:start] + text[end:]
    return text


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
        return msg("rule.entities", entity=ENTITY_WORDS[Entity.LINK], part=TEXT.name)

    @property
    def accepted(self) -> Message:
        """None at the usual price."""
        return msg("x.priced_link.accepted", usual=self.usual, price=self.price)

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find the first link of the text, as X would: one or many, the price is the same."""
        for key, text in TEXT.read(subject.rendition):
            link = first_link(text)
            if link:
                message = msg("x.priced_link", link=link, usual=self.usual, price=self.price)
                yield self.found("too-many-links", key, message, msg("x.priced_link.fix"), needle=link)
