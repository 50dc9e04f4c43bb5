"""How a network shows a text: whether addresses in it can be followed, and what stands before "more"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aromatiza.core.messages import Message, msg
from aromatiza.core.rules.facts import Fact
from aromatiza.core.rules.rule import Source

__all__ = ["PLAIN", "Fold", "Links", "Writing"]


@dataclass(frozen=True, slots=True)
class Links:
    """Whether an address in a text can be followed for nothing; `why` says what the network does with it."""

    are_live: bool
    why: Message
    source: Source
    read_again: str


@dataclass(frozen=True, slots=True)
class Fold:
    """What a feed shows of a text before "more": so many characters (code points), and so many lines at most.

    `lines` is 0 where only characters count.
    """

    chars: int
    lines: int
    source: Source
    read_again: str

    def split(self, text: str) -> tuple[str, str]:
        """What is shown of a text, cut between words where it can be, and what is not."""
        end = min(self.chars, len("\n".join(text.split("\n")[: self.lines])) if self.lines else len(text))
        if end >= len(text):
            return text, ""
        words = text[: end + 1].rstrip()
        cut = max(words.rfind(" "), words.rfind("\n")) if words == text[: end + 1] else len(words)
        end = cut if cut > 0 else end
        return text[:end].rstrip(), text[end:].lstrip()


@dataclass(frozen=True, slots=True)
class Writing:
    """What a network makes of a text; without a fold it shows all of it."""

    links: Links | None = None
    fold: Fold | None = None

    @property
    def are_links_live(self) -> bool:
        """Whether an address in a text can be followed for nothing, as far as is known."""
        return self.links is None or self.links.are_live

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What of it ages."""
        return tuple(self._facts())

    def _facts(self) -> Iterator[Fact]:
        if self.links is not None:
            sign = "✓" if self.links.are_live else "✗"
            yield Fact(
                msg("writing.links", why=self.links.why), sign, self.links.source, self.links.read_again
            )
        if self.fold is not None:
            yield Fact(msg("writing.fold"), str(self.fold.chars), self.fold.source, self.fold.read_again)


PLAIN = Writing()
