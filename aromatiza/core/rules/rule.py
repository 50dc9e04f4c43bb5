"""A rule: what a platform accepts, as data that says who says so, and that can find what is not accepted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from aromatiza.core.cloudinary import Remedy
from aromatiza.core.media_facts import MediaFacts
from aromatiza.core.messages import Message
from aromatiza.core.post import Json, MediaKind
from aromatiza.core.problems import Severity
from aromatiza.core.rendition import Rendition

__all__ = ["BOTH_KINDS", "Basis", "Finding", "Given", "Rule", "Source", "Subject", "findings"]

BOTH_KINDS = (MediaKind.VIDEO, MediaKind.PHOTO)


class Given(StrEnum):
    """In `when`: any value, as long as there is one."""

    ANY = "given"


class Basis(StrEnum):
    """How well a limit is known."""

    DOCUMENTED = "documented"
    """The network's own documentation says so."""
    REPORTED = "reported"
    """Others met it; the network's documentation does not say so."""
    CAUTIOUS = "cautious"
    """Our own choice, where the documentation is silent or says two things."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so: an address, and the day (ISO 8601) on which it was read."""

    url: str
    read_on: str
    basis: Basis = Basis.DOCUMENTED


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule or a lint found. `key` is the place in the post, as far as it is known there.

    A key that begins with `platforms.*` is an option of the account in question. `needle` is the very text
    that is meant, to point at it. `remedies` are what Cloudinary could do about it.
    """

    code: str
    key: str
    message: Message
    fix: Message
    source: str = ""
    severity: Severity = Severity.ERROR
    needle: str = ""
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What rules judge: what one account will show, and what is known of its files, by their addresses.

    `own` names the options that the post itself gives to the account; the others are the account's settings.
    """

    rendition: Rendition
    own: frozenset[str] = frozenset()
    facts: Mapping[str, MediaFacts] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(ABC):
    """What every rule says of itself: its source, how bad a breach is, and when it holds at all.

    `kinds`: for videos, photos or both. `when`: the options that must have
    these values; None means absent, `Given.ANY` whatever is given.
    """

    source: Source
    severity: Severity = Severity.ERROR
    kinds: tuple[MediaKind, ...] = BOTH_KINDS
    when: Mapping[str, Json | Given] = field(default_factory=lambda: MappingProxyType({}))

    needs_facts: ClassVar[bool] = False
    """Whether it judges measured files."""

    @property
    @abstractmethod
    def codes(self) -> tuple[str, ...]:
        """The codes of the problems that the rule finds."""

    @property
    @abstractmethod
    def about(self) -> Message | str:
        """What is limited, in words."""

    @property
    @abstractmethod
    def accepted(self) -> Message | str:
        """What is accepted, in words."""

    @abstractmethod
    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find what is not accepted in a subject that the rule holds for."""

    def holds_for(self, subject: Subject) -> bool:
        """Whether the rule says anything of this subject."""
        rendition = subject.rendition
        return rendition.kind in self.kinds and all(
            _is_so(rendition.options.get(option), wanted) for option, wanted in self.when.items()
        )

    def found(
        self,
        code: str,
        key: str,
        message: Message,
        fix: Message,
        *,
        needle: str = "",
        remedies: Iterable[Remedy] = (),
    ) -> Finding:
        """A finding of this rule."""
        return Finding(code, key, message, fix, self.source.url, self.severity, needle, tuple(remedies))


def _is_so(value: Json, wanted: Json | Given) -> bool:
    return value not in (None, "") if wanted is Given.ANY else value == wanted


def findings(rules: Iterable[Rule], subject: Subject) -> tuple[Finding, ...]:
    """Everything that the rules find, in the order of the rules."""
    return tuple(found for rule in rules if rule.holds_for(subject) for found in rule.judge(subject))
