"""How much was held against the networks' own descriptions: `python -m tests.specs.table`."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from tests.specs.checked import checked
from tests.specs.documents import SOURCES

__all__ = ["table"]

HEAD = (
    *("network", "document", "calls seen", "requests validated", "answers validated"),
    *("answers to questions validated", "outside the document", "findings"),
)


def table() -> str:
    """One line for each network.

    Calls are those of real deliveries. Not validated are requests and answers of which the document says
    nothing (YouTube's refusals, and the bytes of its uploads), and answers that the sandbox let get lost.
    """
    rows = [_row(platform) for platform in SOURCES]
    widths = [max(len(cell) for cell in column) for column in zip(HEAD, *rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in (HEAD, *rows))


def _row(platform: str) -> tuple[str, ...]:
    source = SOURCES[platform]
    if not source.path.exists():
        return (platform, source.version, *["-"] * 5, source.missing)
    found = checked(platform)
    verdicts = [verdict for _, verdict in found.deliveries]
    return (
        platform,
        source.version,
        str(len(verdicts) + len(found.outside)),
        _count(verdict.request for verdict in verdicts),
        _count(verdict.answer for verdict in verdicts),
        _count(verdict.answer for _, verdict in found.questions),
        str(len(found.outside)),
        str(len(found.findings)),
    )


def _count(sides: Iterable[tuple[str, ...] | None]) -> str:
    return str(sum(side is not None for side in sides))


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
