"""What an error means for a delivery: the one table from error classes to states."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from aromatiza.core.calls import Role
from aromatiza.core.delivery import Block, Record, State, moved
from aromatiza.core.errors import AromatizaError, AuthRequired, InDoubt, InvalidContent, NeedsHuman, Retryable
from aromatiza.core.messages import msg
from aromatiza.engine.pace import TRIES_FROM_START, next_attempt_after
from aromatiza.engine.sender import Parked

__all__ = ["after_error", "is_bug", "started_over"]


def is_bug(error: Exception) -> bool:
    """Whether nobody foresaw an error."""
    return not isinstance(error, AromatizaError | Parked)


def after_error(
    record: Record, error: Exception, now: datetime, wrong_content: Block = Block.CONTENT
) -> Record:
    """The record after its delivery failed; `wrong_content` is the block that `InvalidContent` means.

    While nothing has gone out, a wrong content drops what was prepared: a changed post starts anew.
    Afterwards a person must look first, for the post may be public.
    """
    match error:
        case InvalidContent() if not record.has_gone_out:
            return _blocked(replace(record, steps=()), error, now, wrong_content)
        case AuthRequired():
            return _blocked(record, error, now, Block.AUTH)
        case InDoubt():
            return _blocked(record, error, now, Block.IN_DOUBT)
        case Retryable():
            pause = next_attempt_after(record.attempts)
            if error.retry_after_s is not None:
                pause = max(pause, timedelta(seconds=error.retry_after_s))
            again = replace(record, attempts=record.attempts + 1)
            return moved(again, State.RETRY, now, reason=error.message, retry_at=now + pause)
        case Parked():
            return moved(record, State.RETRY, now, reason=error.reason, retry_at=error.retry_at)
        case AromatizaError():
            return _blocked(record, error, now, Block.HUMAN)
        case bug:
            return after_error(record, Retryable(msg("engine.bug", what=repr(bug))), now)


def started_over(record: Record, error: Retryable) -> Record:
    """The record without what was prepared.

    Raises: InDoubt, when something has gone out, which would be forgotten; NeedsHuman, when it was done too
    often already.
    """
    gone_out = next((step.name for step in record.steps if step.role is Role.PUBLISH), "")
    if gone_out:
        raise InDoubt(msg("engine.in_doubt", step=gone_out, looked_for=error.message)) from error
    if record.restarts + 1 >= TRIES_FROM_START:
        raise NeedsHuman(msg("engine.gave_up", tries=TRIES_FROM_START, why=error.message)) from error
    return replace(record, steps=(), restarts=record.restarts + 1)


def _blocked(record: Record, error: AromatizaError, now: datetime, block: Block) -> Record:
    return moved(record, State.BLOCKED, now, reason=error.message, block=block)
