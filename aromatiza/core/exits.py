"""Exit codes, and which one the end of a run deserves."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from aromatiza.core.delivery import Block, Record, State

__all__ = ["Exit", "exit_of"]


class Exit(IntEnum):
    """What a command tells the shell."""

    DONE = 0
    CONTENT = 1
    CONFIGURATION = 2
    RETRY = 3
    HUMAN = 4
    BUG = 70


def exit_of(records: Iterable[Record]) -> Exit:
    """The most urgent code that these deliveries ask for."""
    found = list(records)
    blocks = {record.block for record in found if record.state is State.BLOCKED}
    if blocks - {Block.MEDIA}:
        return Exit.HUMAN
    if blocks:
        return Exit.CONTENT
    if any(record.state in (State.RETRY, State.RUNNING) for record in found):
        return Exit.RETRY
    return Exit.DONE
