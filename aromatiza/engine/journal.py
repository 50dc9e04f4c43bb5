"""Group commit: many flows ask for their records to be durable, one push answers them all.

A flow that waits for the journal holds up nobody. The next commit starts when every flow that is not
sleeping long waits for it, or `gather_s` seconds after the first one asked; what arrives during a push
goes into the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from aromatiza.core.delivery import DeliveryKey, Record
from aromatiza.core.errors import Misconfigured
from aromatiza.core.ports import Batch, Clock, Ledger

__all__ = ["GATHER_S", "Journal", "Lost"]

GATHER_S = 2.0
PUSH_PAUSES_S = (1.0, 3.0)


class Lost(Exception):
    """Another run moved this delivery: it is that run's now."""


class Journal:
    """Writes records to the ledger; used as `async with Journal(...)`.

    What is noted goes with the next commit; each delivery's last record is awaited by `durable`, so that
    nothing noted is left behind. `unwritten` are the records that could not be written.
    """

    def __init__(self, ledger: Ledger, clock: Clock, gather_s: float = GATHER_S) -> None:
        self._ledger = ledger
        self._clock = clock
        self._gather_s = gather_s
        self._noted: dict[DeliveryKey, Record] = {}
        self._waiters: list[tuple[DeliveryKey, asyncio.Future[None]]] = []
        self._active = 0
        self._one_at_a_time = asyncio.Lock()
        self._changed = asyncio.Event()
        self._pump: asyncio.Task[None]
        self.unwritten: dict[DeliveryKey, Record] = {}

    async def __aenter__(self) -> Journal:
        self._pump = asyncio.create_task(self._run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pump.cancel()
        await asyncio.gather(self._pump, return_exceptions=True)

    @contextmanager
    def active(self) -> Iterator[None]:
        """While a flow runs."""
        self._active += 1
        try:
            yield
        finally:
            self._active -= 1
            self._changed.set()

    @contextmanager
    def asleep(self, seconds: float) -> Iterator[None]:
        """While a running flow sleeps: if it sleeps long, the next commit need not wait for it."""
        is_long = seconds > self._gather_s
        self._active -= is_long
        self._changed.set()
        try:
            yield
        finally:
            self._active += is_long

    async def sibling(self, post_id: str, record: Record) -> DeliveryKey | None:
        """Another delivery that has the receipt of this post, on the record's account."""
        async with self._one_at_a_time:
            key = await asyncio.to_thread(
                self._ledger.delivery_of, post_id, record.platform, record.remote_id
            )
        return None if key == record.key else key

    def note(self, record: Record) -> None:
        """Let the next commit carry this record."""
        self._noted[record.key] = record

    async def durable(self, record: Record) -> None:
        """Come back when the record, and all that was noted before, is on the branch.

        Raises: Lost, when another run moved the delivery; Misconfigured, when the branch cannot be written.
        """
        self.note(record)
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append((record.key, future))
        self._changed.set()
        await future

    async def _run(self) -> None:
        while True:
            await self._gathered()
            records = list(self._noted.values())
            waiters, self._waiters, self._noted = self._waiters, [], {}
            try:
                lost = await self._pushed(records)
            except BaseException as error:  # whoever waits must hear of it, or would wait for ever
                self.unwritten.update({record.key: record for record in records})
                for _, future in waiters:
                    future.set_exception(error)
                if not isinstance(error, Exception):
                    raise
                continue
            for record in records:
                self.unwritten.pop(record.key, None)
            for key, future in waiters:
                if key in lost:
                    future.set_exception(Lost())
                else:
                    future.set_result(None)

    async def _gathered(self) -> None:
        """Come back when it is time for the next commit."""
        while not self._waiters:
            self._changed.clear()
            await self._changed.wait()
        try:
            async with asyncio.timeout(self._gather_s):
                while len(self._waiters) < self._active:
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            return

    async def _pushed(self, records: list[Record]) -> frozenset[DeliveryKey]:
        for pause_s in PUSH_PAUSES_S:
            try:
                return await self._push(records)
            except Misconfigured:
                await self._clock.sleep(pause_s)
        return await self._push(records)

    async def _push(self, records: list[Record]) -> frozenset[DeliveryKey]:
        async with self._one_at_a_time:
            return await asyncio.to_thread(self._ledger.push, Batch(records), self._clock.now())
