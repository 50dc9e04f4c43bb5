"""Everything that was said on the wire, held against the networks' own descriptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tests.specs.amendments import AMENDMENTS, Amendment, amended
from tests.specs.deliveries import recording
from tests.specs.discovery import Discovery
from tests.specs.documents import SOURCES
from tests.specs.exchange import Exchange
from tests.specs.openapi import OpenApi
from tests.specs.questions import answers
from tests.specs.schema import formats
from tests.specs.verdict import Verdict

__all__ = ["Checked", "Document", "check", "checked", "document", "document_with"]

Document = OpenApi | Discovery


@dataclass(frozen=True, slots=True)
class Checked:
    """What a network's document says of its exchanges; `outside` are those with other hosts.

    `deliveries` are our own; of `questions`, which the tests ask by hand, only the answers count.
    """

    deliveries: tuple[tuple[Exchange, Verdict], ...]
    questions: tuple[tuple[Exchange, Verdict], ...]
    outside: tuple[Exchange, ...]

    @property
    def findings(self) -> list[str]:
        """Everything that is wrong, with the call that it is wrong with."""
        requests = [(verdict.operation, "request", verdict.request or ()) for _, verdict in self.deliveries]
        answers = [(verdict.operation, "answer", verdict.answer or ()) for _, verdict in self.answered]
        return [f"{call}, {side}: {one}" for call, side, found in (*requests, *answers) for one in found]

    @property
    def answered(self) -> tuple[tuple[Exchange, Verdict], ...]:
        """All whose answers count."""
        return (*self.deliveries, *self.questions)


@cache
def document(platform: str) -> Document:
    """A network's document, with its amendments. Raises: FileNotFoundError."""
    return document_with(platform, AMENDMENTS[platform])


def document_with(platform: str, amendments: Sequence[Amendment]) -> Document:
    """A network's document with these amendments."""
    value = amended(SOURCES[platform].read(), amendments)
    if platform == "youtube":
        return Discovery(value, formats())
    # Pinterest calls its times `date-time`, but its own examples lack the zone that this format needs.
    return OpenApi(value, formats(may_lack_zone=platform == "pinterest"))


@cache
def checked(platform: str) -> Checked:
    """Publish and ask everything on one network, and hold it against its document."""
    return check(document(platform), platform)


def check(against: Document, platform: str) -> Checked:
    """Hold everything on one network against a document."""
    exchanges = recording(platform).exchanges
    judged = [(one, against.verdict(one)) for one in exchanges]
    asked = [(one, against.verdict(one)) for one in answers(platform).values()]
    return Checked(
        tuple((one, verdict) for one, verdict in judged if verdict is not None),
        tuple((one, verdict) for one, verdict in asked if verdict is not None),
        tuple(one for one, verdict in judged if verdict is None),
    )
