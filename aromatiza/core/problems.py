"""One thing that is wrong in a file: where, what was found, what is accepted, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aromatiza.core.messages import Locale, Message

__all__ = ["Problem", "Severity", "problem_as_json"]


class Severity(StrEnum):
    """An error stops publication; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding at a place. `line` and `column` count from 1; `key` is a path such as `captions.x`.

    `account` is the one that it concerns, "" when it concerns no one more than another.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    key: str
    message: Message
    fix: Message
    source: str = ""
    account: str = ""


def problem_as_json(problem: Problem, locale: Locale) -> dict[str, object]:
    """The stable shape of one problem in `validate --json`."""
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "key": problem.key,
        "message": problem.message.text(locale),
        "fix": problem.fix.text(locale),
        "source": problem.source,
        "account": problem.account or None,
    }
