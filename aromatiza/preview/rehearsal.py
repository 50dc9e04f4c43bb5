"""What happened in a rehearsal: a real run on simulated networks, watched call by call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aromatiza.core.calls import Call
from aromatiza.core.delivery import DeliveryKey, Record, State
from aromatiza.core.messages import Message

__all__ = ["Rehearsal", "Rehearsed"]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One delivery as it ended, and its calls in their order; a call that was repeated stands once."""

    record: Record
    calls: tuple[Call, ...]

    @property
    def is_good(self) -> bool:
        """Whether the networks would have taken it."""
        return self.record.state is State.PUBLISHED


class Rehearsal:
    """Watches a run; `results` is what it saw."""

    def __init__(self) -> None:
        self._calls: dict[DeliveryKey, dict[str, Call]] = {}
        self._records: dict[DeliveryKey, Record] = {}

    def calling(self, key: DeliveryKey, call: Call) -> None:
        """A call is about to be sent."""
        self._calls.setdefault(key, {}).setdefault(call.name, call)

    def waiting(self, key: DeliveryKey, seconds: float, reason: Message) -> None:
        """The delivery sleeps: nothing to keep."""

    def ended(self, record: Record) -> None:
        """The delivery is through with this run."""
        self._records[record.key] = record

    def complete(self, records: Iterable[Record]) -> None:
        """Add the deliveries that could not even start, as the run reports them."""
        for record in records:
            self._records.setdefault(record.key, record)

    @property
    def results(self) -> tuple[Rehearsed, ...]:
        """All deliveries, by post and account."""
        return tuple(
            Rehearsed(record, tuple(self._calls.get(key, {}).values()))
            for key, record in sorted(self._records.items())
        )
