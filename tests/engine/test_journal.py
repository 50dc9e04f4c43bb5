from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import pytest

from aromatiza.core.delivery import DeliveryKey, State
from aromatiza.core.errors import Misconfigured
from aromatiza.core.ports import Batch, Ledger
from aromatiza.core.post import Account
from aromatiza.engine.journal import Journal, Lost
from tests.engine.toy import ready_record
from tests.fakes import NOW, FakeClock, MemoryBranch, memory_ledger

TINY_S = 0.01
LONG_S = 30.0


class ListLedger:
    """A ledger that lists in `batches` what was pushed, unless `errors` says what to raise."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.errors: list[BaseException] = []

    def push(self, batch: Batch, when: datetime) -> frozenset[DeliveryKey]:
        """Make a batch durable."""
        if self.errors:
            raise self.errors.pop(0)
        self.batches.append(sorted(record.post for record in batch.records))
        return frozenset()

    def delivery_of(self, post_id: str, platform: str, remote_id: str) -> DeliveryKey | None:
        return None

    def media_owners(self, digests: Iterable[str], account: Account) -> Mapping[str, DeliveryKey]:
        """Nobody's."""
        return {}


class HeldLedger(ListLedger):
    """A ledger whose pushes end when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.is_pushing = threading.Event()
        self.may_end = threading.Event()

    def push(self, batch: Batch, when: datetime) -> frozenset[DeliveryKey]:
        """Make a batch durable."""
        self.is_pushing.set()
        self.may_end.wait()
        return super().push(batch, when)


def with_journal(ledger: Ledger, gather_s: float = TINY_S, clock: FakeClock | None = None) -> Journal:
    return Journal(ledger, clock or FakeClock(), gather_s)


async def save(journal: Journal, name: str) -> None:
    with journal.active():
        await journal.durable(ready_record(name))


def test_six_flows_that_wait_together_share_one_push() -> None:
    branch = MemoryBranch()

    async def late(journal: Journal, number: int) -> None:
        with journal.active():
            for _ in range(number * 10):
                await asyncio.sleep(0)
            await journal.durable(ready_record(f"post-{number}"))

    async def scenario() -> None:
        async with with_journal(memory_ledger(branch), LONG_S) as journal:
            await asyncio.gather(*(late(journal, number) for number in range(6)))

    asyncio.run(scenario())
    assert len(branch.messages) == 2, "the baseline, and one commit for all six"
    assert len(memory_ledger(branch).open_records()) == 6


def test_a_lone_flow_is_not_kept_waiting_by_those_that_sleep_long() -> None:
    ledger = ListLedger()

    async def scenario() -> None:
        async with with_journal(ledger, LONG_S) as journal:
            with journal.active(), journal.asleep(LONG_S + 1):
                await save(journal, "awake")

    asyncio.run(asyncio.wait_for(scenario(), LONG_S / 2))
    assert ledger.batches == [["awake"]]


def test_a_flow_that_naps_is_waited_for_no_longer_than_the_gather_window() -> None:
    ledger = ListLedger()

    async def scenario() -> None:
        async with with_journal(ledger, TINY_S) as journal:
            with journal.active(), journal.asleep(TINY_S / 2):
                await save(journal, "awake")

    asyncio.run(scenario())
    assert ledger.batches == [["awake"]]


def test_a_noted_record_goes_with_the_next_push_in_its_last_form() -> None:
    branch = MemoryBranch()

    async def scenario() -> None:
        async with with_journal(memory_ledger(branch)) as journal:
            journal.note(ready_record("noted", state=State.READY))
            journal.note(ready_record("noted", state=State.RETRY))
            await save(journal, "awaited")

    asyncio.run(scenario())
    found = {record.post: record.state for record in memory_ledger(branch).open_records().values()}
    assert found == {"noted": State.RETRY, "awaited": State.RUNNING}


def test_what_arrives_during_a_push_goes_into_the_next_one() -> None:
    ledger = HeldLedger()

    async def scenario() -> None:
        async with with_journal(ledger) as journal:
            first = asyncio.create_task(save(journal, "first"))
            await asyncio.to_thread(ledger.is_pushing.wait)
            others = [asyncio.create_task(save(journal, name)) for name in ("second", "third")]
            await asyncio.sleep(0)
            ledger.may_end.set()
            await asyncio.gather(first, *others)

    asyncio.run(scenario())
    assert ledger.batches == [["first"], ["second", "third"]]


def test_a_refused_push_is_tried_again_after_a_pause() -> None:
    branch, clock = MemoryBranch(), FakeClock()

    async def scenario() -> None:
        ledger = memory_ledger(branch)
        branch.refuse(2)
        async with with_journal(ledger, clock=clock) as journal:
            await save(journal, "patient")
            assert journal.unwritten == {}

    asyncio.run(scenario())
    assert clock.now() == NOW + timedelta(seconds=4)
    assert len(memory_ledger(branch).open_records()) == 1


def test_a_push_that_fails_reaches_those_who_wait_for_it_and_nobody_later() -> None:
    branch = MemoryBranch()

    async def scenario() -> Sequence[BaseException | None]:
        ledger = memory_ledger(branch)
        async with with_journal(ledger, LONG_S) as journal:
            branch.refuse(3)
            first = await asyncio.gather(save(journal, "a"), save(journal, "b"), return_exceptions=True)
            assert sorted(key.post for key in journal.unwritten) == ["a", "b"]
            await save(journal, "c")
            await save(journal, "a")
            assert sorted(key.post for key in journal.unwritten) == ["b"]
            return first

    found = asyncio.run(scenario())
    assert [type(error) for error in found] == [Misconfigured, Misconfigured]
    assert sorted(key.post for key in memory_ledger(branch).open_records()) == ["a", "c"]


def test_a_bug_in_the_ledger_reaches_those_who_wait_and_the_journal_goes_on() -> None:
    ledger = ListLedger()
    ledger.errors = [ZeroDivisionError()]

    async def scenario() -> None:
        async with with_journal(ledger) as journal:
            with pytest.raises(ZeroDivisionError):
                await save(journal, "a")
            await save(journal, "b")

    asyncio.run(scenario())
    assert ledger.batches == [["b"]]


class End(BaseException):
    """The process is told to go."""


def test_the_end_of_the_process_leaves_nobody_waiting() -> None:
    ledger = ListLedger()
    ledger.errors = [End()]

    async def scenario() -> None:
        async with with_journal(ledger) as journal:
            await save(journal, "a")

    with pytest.raises(End):
        asyncio.run(scenario())


def test_a_delivery_that_another_run_moved_is_lost_and_the_others_are_not() -> None:
    branch = MemoryBranch()
    theirs = ready_record("contested", state=State.RETRY)

    async def scenario() -> Sequence[BaseException | None]:
        ledger = memory_ledger(branch)
        memory_ledger(branch, "run 2").push(Batch([theirs]), NOW)
        async with with_journal(ledger, LONG_S) as journal:
            return await asyncio.gather(
                save(journal, "contested"), save(journal, "ours"), return_exceptions=True
            )

    assert [type(error) for error in asyncio.run(scenario())] == [Lost, type(None)]
    found = memory_ledger(branch).open_records()
    assert found[theirs.key].state is State.RETRY
    assert len(found) == 2


def test_what_is_lost_once_is_never_written_again() -> None:
    branch = MemoryBranch()
    theirs = ready_record("contested", state=State.RETRY)

    async def scenario() -> None:
        ledger = memory_ledger(branch)
        memory_ledger(branch, "run 2").push(Batch([theirs]), NOW)
        async with with_journal(ledger) as journal:
            for _ in range(2):
                with pytest.raises(Lost):
                    await save(journal, "contested")
            journal.note(ready_record("contested"))
            await save(journal, "ours")

    asyncio.run(scenario())
    assert memory_ledger(branch).open_records()[theirs.key].state is State.RETRY


def test_a_record_that_was_only_noted_is_lost_as_well() -> None:
    branch = MemoryBranch()
    theirs = ready_record("contested", state=State.RETRY)

    async def scenario() -> None:
        ledger = memory_ledger(branch)
        memory_ledger(branch, "run 2").push(Batch([theirs]), NOW)
        async with with_journal(ledger) as journal:
            journal.note(ready_record("contested"))
            await save(journal, "ours")
            with pytest.raises(Lost):
                await save(journal, "contested")

    asyncio.run(scenario())
    assert memory_ledger(branch).open_records()[theirs.key].state is State.RETRY


def test_a_delivery_that_moved_while_another_was_written_is_noticed() -> None:
    """The ledger looks again for one delivery; what it then sees of the others must not pass for known."""
    branch = MemoryBranch()
    mine, theirs = ready_record("contested"), ready_record("contested", state=State.RETRY)

    async def scenario() -> None:
        ledger = memory_ledger(branch)
        ledger.push(Batch([mine]), NOW)
        other_run = memory_ledger(branch, "run 2")
        assert other_run.open_records() == {mine.key: mine}
        assert not other_run.push(Batch([theirs]), NOW)
        async with with_journal(ledger) as journal:
            await save(journal, "ours")
            with pytest.raises(Lost):
                await save(journal, "contested")

    asyncio.run(scenario())
    assert memory_ledger(branch).open_records()[theirs.key].state is State.RETRY


def test_the_ledger_is_written_at_the_time_of_the_clock() -> None:
    times: list[datetime] = []

    class TimedLedger(ListLedger):
        def push(self, batch: Batch, when: datetime) -> frozenset[DeliveryKey]:
            times.append(when)
            return super().push(batch, when)

    async def scenario() -> None:
        async with with_journal(TimedLedger(), clock=FakeClock(NOW + timedelta(hours=1))) as journal:
            await save(journal, "a")

    asyncio.run(scenario())
    assert times == [NOW + timedelta(hours=1)]
