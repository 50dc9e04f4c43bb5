"""Carry out a plan: prepare, take in, deliver on all accounts at once, report.

The accounts go on side by side and one's trouble never stops another's; the deliveries of one account go
one after the other. Nothing is sent before the first commit of the run is on the branch.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from aromatiza.core.calls import Delivery, Receipt, Role
from aromatiza.core.delivery import Block, DeliveryKey, Lease, Record, State, moved
from aromatiza.core.errors import Misconfigured, NeedsHuman, Retryable
from aromatiza.core.messages import msg
from aromatiza.core.plan import Action, Plan
from aromatiza.core.ports import Batch
from aromatiza.core.post import Account, AccountName, Brand
from aromatiza.engine.journal import Journal, Lost
from aromatiza.engine.outcome import after_error, is_bug, started_over
from aromatiza.engine.preparation import Prepared, Rooms, prepared
from aromatiza.engine.sender import Again, Parked, Sender

__all__ = ["Report", "run_plan"]

ROUNDS = 3
"""How often, in one run, a publish call is sent that certainly has no effect."""


@dataclass(frozen=True, slots=True)
class Report:
    """How a run ended: the deliveries that it worked on, as they are now.

    `lost` are those that another run took over. `unwritten` could not be made durable: the next run finds
    out by itself, but a person should see them. `bugs` are ours; their deliveries are tried again later.
    """

    records: tuple[Record, ...]
    lost: frozenset[DeliveryKey] = frozenset()
    unwritten: tuple[Record, ...] = ()
    bugs: tuple[Exception, ...] = ()


async def run_plan(plan: Plan, brand: Brand, rooms: Rooms, lease: Lease, watermark: str | None) -> Report:
    """Carry out a plan; `watermark` is the new one, None when it stays.

    Raises: Misconfigured, when the ledger cannot be written before anything was sent.
    """
    async with Journal(rooms.ledger, rooms.clock) as journal:
        found = await prepared([entry.record for entry in plan.work], brand, rooms, journal)
        now = rooms.clock.now()
        troubled = [after_error(record, error, now, Block.MEDIA) for record, error in found.troubled]
        bugs = [error for _, error in found.troubled if is_bug(error)]
        batch = _taking_in(plan, found, troubled, lease, now)
        if not found.ready and not _moves_anything(plan):
            return Report(tuple(troubled), bugs=tuple(bugs))
        lost = rooms.ledger.push(replace(batch, watermark=watermark), now)
        running = [
            record for record in batch.records if record.state is State.RUNNING and record.key not in lost
        ]
        crew = _Crew(brand, rooms, found, journal)
        ended = await crew.deliver_all(running)
        unwritten = tuple(journal.unwritten.values())
    lost |= crew.lost
    records = tuple(record for record in (*troubled, *ended) if record.key not in lost)
    return Report(records, lost, unwritten, (*bugs, *crew.bugs))


def _taking_in(plan: Plan, found: Prepared, troubled: Sequence[Record], lease: Lease, now: datetime) -> Batch:
    """The first commit: what changed since the last run, what is in trouble, and what starts now."""
    running = [moved(record, State.RUNNING, now, lease=lease) for record in found.ready]
    worked = {record.key for record in (*running, *troubled)}
    others = [
        entry.record
        for entry in plan.entries
        if entry.is_changed and entry.action is not Action.WITHDRAW and entry.record.key not in worked
    ]
    withdrawn = [entry.record.key for entry in plan.entries if entry.action is Action.WITHDRAW]
    return Batch([*running, *troubled, *others], withdrawn)


def _moves_anything(plan: Plan) -> bool:
    """Whether the ledger must change even if no delivery can start."""
    return any(
        entry.action is Action.WITHDRAW or (entry.is_changed and entry.action in (Action.WAIT, Action.CANCEL))
        for entry in plan.entries
    )


class _Crew:
    """Everybody who delivers in one run."""

    def __init__(self, brand: Brand, rooms: Rooms, found: Prepared, journal: Journal) -> None:
        self._brand = brand
        self._rooms = rooms
        self._lines = found.lines
        self._journal = journal
        self.lost: frozenset[DeliveryKey] = frozenset()
        self.bugs: list[Exception] = []

    async def deliver_all(self, records: Sequence[Record]) -> list[Record]:
        """Deliver everything; returns the records as they ended."""
        queues: dict[AccountName, list[Record]] = {}
        for record in records:
            queues.setdefault(record.account, []).append(record)
        ended = await asyncio.gather(*(self._deliver_queue(queue) for queue in queues.values()))
        return [record for queue in ended for record in queue]

    async def _deliver_queue(self, queue: Sequence[Record]) -> list[Record]:
        with self._journal.active():
            return [await self._deliver(record) for record in queue]

    async def _deliver(self, record: Record) -> Record:
        """One delivery, from where it stands to the end of what can be done now; its state is saved."""
        sender = Sender(record, self._lines[record.account], self._journal)
        now = self._rooms.clock.now()
        try:
            if now > self._rooms.pace.deadline_at:
                ended = after_error(record, Parked(now, msg("engine.run_over")), now)
            else:
                ended = await self._ended(sender)
            with suppress(Misconfigured):  # the journal lists what it could not write
                await self._journal.durable(ended)
        except Lost:
            self.lost |= {record.key}
            if any(step.role is Role.PUBLISH and step.answer for step in sender.record.steps):
                self._journal.unwritten[record.key] = sender.record  # what we know, the other run may not
            return sender.record
        self._rooms.watcher.ended(ended)
        return ended

    async def _ended(self, sender: Sender) -> Record:
        now = self._rooms.clock.now
        try:
            receipt = await self._published(sender)
        except Lost:
            raise
        except Exception as error:  # noqa: BLE001 - one delivery's trouble, a bug included, never stops the others
            if is_bug(error):
                self.bugs.append(error)
            return after_error(sender.record, error, now())
        return moved(sender.record, State.PUBLISHED, now(), reason=receipt.note, receipt=receipt)

    async def _published(self, sender: Sender) -> Receipt:
        """Run the flow, from the start again when what it had prepared turned out worthless."""
        account = self._brand.accounts[sender.record.account]
        flow = self._lines[account.name].platform.publish
        rounds = 0
        while True:
            try:
                return await flow(_delivery(sender.record, account), sender)
            except Again as again:
                rounds += 1
                if rounds == ROUNDS:
                    raise NeedsHuman(
                        msg("engine.unanswered", rounds=rounds, why=again.reason or "-")
                    ) from again
                sender.rewind(sender.record)
            except Retryable as error:
                if not error.from_start:
                    raise
                sender.rewind(started_over(sender.record, error))
                await sender.rest_as_stated(error)


def _delivery(record: Record, account: Account) -> Delivery:
    return Delivery(record.post, account, record.rendition, record.files, f"{record.post}.{record.account}")
