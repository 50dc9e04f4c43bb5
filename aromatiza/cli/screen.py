"""What a person sees: results on stdout, everything else on stderr, in the brand's language."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

from aromatiza.core.calls import Call, Visibility
from aromatiza.core.delivery import DeliveryKey, Record
from aromatiza.core.errors import AromatizaError, InvalidContent, Misconfigured
from aromatiza.core.messages import Locale, Message, msg
from aromatiza.core.problems import Problem
from aromatiza.core.seen import SEEN, STILL_TO_COME
from aromatiza.report.inert import harmless
from aromatiza.report.terminal import problem_lines

__all__ = [
    "Counter",
    "ProgressLines",
    "about_text",
    "delivery_as_json",
    "print_json",
    "print_problems",
    "print_table",
    "show",
    "state_text",
    "tell",
    "tell_error",
    "tell_what_is_to_come",
]

LONG_WAIT_S = 3.0
LINE_COLUMNS = 120
COLOURS = {
    "published": "green",
    "cancelled": "bright_black",
    "blocked": "red",
    "retry": "yellow",
    "running": "yellow",
}


def show(text: str, *, to_stderr: bool = False, is_ours: bool = False) -> None:
    """Print a result, on stdout. When its reader has gone, the work goes on and its exit code stands.

    GitHub's runner obeys lines that look like its commands, whoever wrote them: there they are broken up, but
    for text that `is_ours` to its last character.
    """
    if os.environ.get("GITHUB_ACTIONS") and not is_ours:
        text = harmless(click.unstyle(text))
    stream = sys.stderr if to_stderr else sys.stdout
    try:
        click.echo(text, err=to_stderr)
    except OSError as error:
        with Path(os.devnull).open("wb") as nowhere:  # what is still in the stream goes there too
            os.dup2(nowhere.fileno(), stream.fileno())
        if not isinstance(error, BrokenPipeError):
            raise Misconfigured(msg("screen.unwritable", why=error.strerror)) from error


def tell(text: str) -> None:
    """Say something beside the results, on stderr."""
    show(text, to_stderr=True)


def tell_error(error: AromatizaError, locale: Locale) -> None:
    """Say what went wrong, and every problem that it carries."""
    problems = error.problems if isinstance(error, InvalidContent) else ()
    print_problems(problems, locale, to_stderr=True)
    tell(click.style("✗ ", fg="red") + error.message.text(locale))


def print_json(value: object) -> None:
    """The one JSON document that a command with `--json` prints; no runner finds a command in it."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    show(text.replace("##[", "#\\u0023["), is_ours=True)


def print_problems(
    problems: Iterable[Problem],
    locale: Locale,
    files: Mapping[str, bytes] | None = None,
    *,
    to_stderr: bool = False,
) -> None:
    """Each problem: where, what, the line that is meant if its file is among `files`, and how to mend it."""
    stream = sys.stderr if to_stderr else sys.stdout
    styled = bool(stream and stream.isatty()) and not os.environ.get("NO_COLOR")
    width = shutil.get_terminal_size((LINE_COLUMNS, 24)).columns
    for problem in problems:
        body = (files or {}).get(problem.file)
        text = None if body is None else body.decode("utf-8-sig", "replace")
        for line in problem_lines(problem, text, locale, styled=styled, width=width):
            show(line if styled else harmless(line), to_stderr=to_stderr)


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table whose columns are as wide as what they hold; the word of a state is coloured."""
    lines = [list(heads), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads) - 1)]
    for number, line in enumerate(lines):
        cells = [*(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=False)), line[-1]]
        styled = [
            click.style(cell, bold=number == 0, fg=COLOURS.get(cell.strip().partition(":")[0]))
            for cell in cells
        ]
        show("  ".join(styled))


def delivery_as_json(
    record: Record, action: str, reason: Message | None, locale: Locale
) -> dict[str, object]:
    """The stable shape of one delivery in every command that reports deliveries."""
    receipt = record.receipt
    return {
        "post": record.post,
        "account": record.account,
        "platform": record.platform,
        "state": str(record.state),
        "action": action,
        "reason": reason.text(locale) if reason else "",
        "block": str(record.block) if record.block else None,
        "due_at": _text(record.due_at),
        "retry_at": _text(record.retry_at),
        "remote_id": receipt.remote_id if receipt else None,
        "url": receipt.url if receipt else None,
        "visibility": str(receipt.visibility) if receipt else None,
        "commit": record.commit,
        "at": _text(record.at),
    }


def state_text(record: Record) -> str:
    """The state in one phrase, with what a blocked delivery waits for."""
    return f"{record.state}: {record.block}" if record.block else str(record.state)


def about_text(record: Record, reason: Message | None, locale: Locale) -> str:
    """Where a published delivery is to be seen, and what to know of it; otherwise why it stands there."""
    receipt = record.receipt
    if receipt is not None:
        shown = receipt.url or receipt.remote_id
        is_public = receipt.visibility is Visibility.PUBLIC
        seen = shown if is_public else f"{shown} ({SEEN[receipt.visibility].text(locale)})"
        return f"{seen}; {record.reason.text(locale)}" if record.reason else seen
    return reason.text(locale) if reason else ""


def tell_what_is_to_come(records: Iterable[Record], locale: Locale) -> None:
    """Say who still has something to do before the public sees these, once for each way of waiting."""
    seen = {record.receipt.visibility for record in records if record.receipt}
    for visibility, sentence in STILL_TO_COME.items():
        if visibility in seen:
            tell(sentence.text(locale))


class Counter:
    """How far a long work is, on one line of stderr that is written over; in CI, a line at its end."""

    def __init__(self, what: Message, locale: Locale) -> None:
        self._what = what.text(locale)
        self._is_live = bool(sys.stderr and sys.stderr.isatty())
        self._total = 0

    def count(self, done: int, total: int) -> None:
        """So many are done."""
        self._total = total
        if self._is_live:
            click.echo(f"\r{self._what} {done}/{total}", nl=False, err=True)

    def done(self) -> None:
        """Nothing follows."""
        if self._is_live and self._total:
            click.echo("", err=True)
        elif self._total:
            tell(f"{self._what} {self._total}")


class ProgressLines:
    """A line on stderr for every step of every delivery; polls of one call are one line."""

    def __init__(self, locale: Locale, *, is_quiet: bool = False) -> None:
        self._locale = locale
        self._is_quiet = is_quiet
        self._last: dict[DeliveryKey, str] = {}

    def calling(self, key: DeliveryKey, call: Call) -> None:
        """A call is about to be sent."""
        self._line(key, call.name)

    def waiting(self, key: DeliveryKey, seconds: float, reason: Message) -> None:
        """The delivery sleeps."""
        if seconds >= LONG_WAIT_S:
            self._line(key, f"{reason.text(self._locale)} ({seconds:.0f} s)")

    def ended(self, record: Record) -> None:
        """The delivery is through with this run."""
        self._line(record.key, str(record.state))

    def _line(self, key: DeliveryKey, what: str) -> None:
        if not self._is_quiet and self._last.get(key) != what:
            self._last[key] = what
            tell(f"  {key!s:<40} {what}")


def _text(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None
