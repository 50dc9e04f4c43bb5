"""Links in a text, which X finds without `https://` too, and for which it takes many times the price."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from aromatiza.core.messages import Message, msg
from aromatiza.core.rules import TEXT, Entity, Finding, Rule, Subject
from aromatiza.core.rules.texts import ENTITY_WORDS
from aromatiza.text.x_weight import links_in

__all__ = ["PricedLinks"]


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
            normal = unicodedata.normalize("NFC", text)
            for start, end in islice(links_in(normal), 1):
                link = normal[start:end]
                message = msg("x.priced_link", link=link, usual=self.usual, price=self.price)
                yield self.found("too-many-links", key, message, msg("x.priced_link.fix"), needle=link)
