"""Rules of options: which values they take, which must be given, which exclude each other or go nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aromatiza.core.messages import Message, msg
from aromatiza.core.post import Json
from aromatiza.core.rules.rule import Finding, Rule, Subject

__all__ = ["Conflict", "NotTaken", "OneOf", "OptionNeeded", "Special"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf(Rule):
    """An option that takes one of a few values; with `is_needed` it must be given."""

    option: str
    values: tuple[str, ...]
    is_needed: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return ("option-value", "option-missing") if self.is_needed else ("option-value",)

    @property
    def about(self) -> str:
        """The option."""
        return self.option

    @property
    def accepted(self) -> str:
        """The values."""
        return ", ".join(self.values)

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find a value that is not among them, or that is missing."""
        value, key = subject.rendition.options.get(self.option), f"platforms.*.{self.option}"
        if value is None and self.is_needed:
            message = msg("rule.option_missing", option=self.option)
            fix = msg("rule.option_missing.choose", option=self.option, accepted=self.accepted)
            yield self.found("option-missing", key, message, fix)
        elif value is not None and value not in self.values:
            message = msg("rule.option", option=self.option, found=str(value), accepted=self.accepted)
            yield self.found(
                "option-value",
                key,
                message,
                msg("rule.option.fix", option=self.option, example=self.values[0]),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionNeeded(Rule):
    """An option that must be given, in the post or in the account's settings; `example` is one as YAML."""

    option: str
    example: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return ("option-missing",)

    @property
    def about(self) -> str:
        """The option."""
        return self.option

    @property
    def accepted(self) -> Message:
        """That there must be one."""
        return msg("rule.needed")

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find that it is missing."""
        if subject.rendition.options.get(self.option) in (None, ""):
            message = msg("rule.option_missing", option=self.option)
            fix = msg("rule.option_missing.fix", option=self.option, example=self.example)
            yield self.found("option-missing", f"platforms.*.{self.option}", message, fix)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict(Rule):
    """Two options that cannot have these values at the same time; a value of None is any that is given.

    `why` says what the network makes of it.
    """

    first: tuple[str, Json]
    second: tuple[str, Json]
    why: Message

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return ("option-conflict",)

    @property
    def about(self) -> str:
        """The two options."""
        return f"{_setting(self.first)} + {_setting(self.second)}"

    @property
    def accepted(self) -> Message:
        """That they exclude each other, and why."""
        return msg("rule.not_together", why=self.why)

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find that both are given."""
        if _is_set(subject, self.first) and _is_set(subject, self.second):
            message = msg(
                "rule.conflict", first=_setting(self.first), second=_setting(self.second), why=self.why
            )
            fix = msg("rule.conflict.fix", first=self.first[0], second=self.second[0])
            yield self.found("option-conflict", f"platforms.*.{self.second[0]}", message, fix)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken(Rule):
    """Options that the platform does not take for these kinds, or `when` another option has a value.

    Only options of the post itself are found: an account's settings hold for all its posts.
    """

    options: tuple[str, ...]
    why: Message

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return ("option-not-taken",)

    @property
    def about(self) -> str:
        """The options."""
        return ", ".join(self.options)

    @property
    def accepted(self) -> Message:
        """When they are not taken."""
        return msg("rule.not_taken_when", why=self.why)

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find options that would go nowhere."""
        for option in self.options:
            if option in subject.own:
                message = msg("rule.not_taken", option=option, why=self.why)
                yield self.found(
                    "option-not-taken", f"platforms.*.{option}", message, msg("rule.not_taken.fix")
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Special(Rule):
    """What only one platform has: `test` gives the place, the message and the fix of everything it finds."""

    name: Message | str
    limit: Message | str
    code: str
    test: Callable[[Subject], Iterator[tuple[str, Message, Message]]]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it finds."""
        return (self.code,)

    @property
    def about(self) -> Message | str:
        """As it was given."""
        return self.name

    @property
    def accepted(self) -> Message | str:
        """As it was given."""
        return self.limit

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Find what the test finds."""
        for key, message, fix in self.test(subject):
            yield self.found(self.code, key, message, fix)


def _is_set(subject: Subject, setting: tuple[str, Json]) -> bool:
    name, value = setting
    found = subject.rendition.options.get(name)
    return found is not None and value in (None, found)


def _setting(setting: tuple[str, Json]) -> str:
    name, value = setting
    if value is None:
        return name
    shown = str(value).lower() if isinstance(value, bool) else value
    return f"{name}: {shown}"
