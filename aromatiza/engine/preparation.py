"""What is looked at before anything is sent: whose token it is, whether the files are there and new."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from aromatiza.core.delivery import DeliveryKey, Record
from aromatiza.core.errors import AuthRequired, InvalidContent
from aromatiza.core.messages import msg
from aromatiza.core.platform import Platform
from aromatiza.core.ports import Clock, Ledger, MediaStore, Tokens, Wire
from aromatiza.core.post import Account, AccountName, Brand, Media, MediaKind
from aromatiza.core.rendition import Rendition
from aromatiza.engine.journal import Journal
from aromatiza.engine.pace import Pace
from aromatiza.engine.sender import Line, Sender, Watcher

__all__ = ["Prepared", "Rooms", "prepared"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rooms:
    """The doors that a run goes through."""

    platforms: Mapping[str, Platform]
    ledger: Ledger
    tokens: Tokens
    wire: Wire
    media: MediaStore
    clock: Clock
    pace: Pace
    watcher: Watcher


@dataclass(frozen=True, slots=True)
class Prepared:
    """Deliveries that may start, each account's line, and those that may not, with the error."""

    ready: tuple[Record, ...]
    lines: Mapping[AccountName, Line]
    troubled: tuple[tuple[Record, Exception], ...]


async def prepared(records: Sequence[Record], brand: Brand, rooms: Rooms, journal: Journal) -> Prepared:
    """Bind every account's token and fetch every file; trouble with one stops none of the others."""
    firsts = {record.account: record for record in reversed(records)}
    bound = await _all(_line(brand.accounts[name], record, rooms, journal) for name, record in firsts.items())
    lines = {name: line for name, line in zip(firsts, bound, strict=True) if isinstance(line, Line)}
    errors = {name: line for name, line in zip(firsts, bound, strict=True) if isinstance(line, Exception)}
    reachable = [record for record in records if record.account in lines]
    fetched = await _all(_with_files(record, brand.accounts[record.account], rooms) for record in reachable)
    troubled = [(record, errors[record.account]) for record in records if record.account in errors]
    ready: list[Record] = []
    owners: dict[tuple[str, str, str], DeliveryKey] = {}
    for record, result in zip(reachable, fetched, strict=True):
        if isinstance(result, Exception):
            troubled.append((record, result))
        elif (error := _repetition(result, brand.accounts[record.account], rooms.ledger, owners)) is not None:
            troubled.append((result, error))
        else:
            ready.append(result)
    return Prepared(tuple(ready), lines, tuple(troubled))


async def _all(awaitables: Iterable[Awaitable[T]]) -> list[T | Exception]:
    """What each of them gives or raises, in order."""
    found = await asyncio.gather(*awaitables, return_exceptions=True)
    results: list[T | Exception] = []
    for one in found:
        if isinstance(one, BaseException) and not isinstance(one, Exception):
            raise one
        results.append(one)
    return results


async def _line(account: Account, record: Record, rooms: Rooms, journal: Journal) -> Line:
    """The way to an account's network, once the network has said that the token is that account's.

    The answer is compared and dropped; nothing of it is kept.
    """
    platform = rooms.platforms[account.platform]
    token = rooms.tokens.token(account)
    line = Line(platform, token, rooms.wire, rooms.clock, rooms.pace, rooms.watcher)
    with journal.active():
        owner = await Sender(record, line, journal)(platform.whose(account))
    if owner.text("id") != account.remote_id:
        raise AuthRequired(msg("auth.other_account", account=account.name, expected=account.remote_id))
    return line


async def _with_files(record: Record, account: Account, rooms: Rooms) -> Record:
    """The record with its account's id and its files; one that was begun knows them already."""
    if record.has_gone_out and record.remote_id not in ("", account.remote_id):
        raise AuthRequired(msg("auth.moved", account=account.name, began=record.remote_id))
    record = replace(record, remote_id=account.remote_id)
    if record.files and record.steps:
        return record
    wanted = (*record.rendition.media, *_pictures(record.rendition, rooms.platforms[account.platform]))
    files = [await rooms.media.fetch(item) for item in wanted]
    return replace(record, files=tuple(files))


def _pictures(rendition: Rendition, platform: Platform) -> Iterator[Media]:
    """The pictures that options give the addresses of, and whose bytes are sent."""
    for option in platform.pictures:
        if url := rendition.text_option(option):
            yield Media(MediaKind.PHOTO, url)


def _repetition(
    record: Record, account: Account, ledger: Ledger, owners: dict[tuple[str, str, str], DeliveryKey]
) -> InvalidContent | None:
    """An error, when all these media went to this account before, with another post or under another name.

    A picture beside them, such as a thumbnail, makes nothing new of them.
    """
    if record.has_gone_out or record.rendition.may_repeat:
        return None
    media = record.files[: len(record.rendition.media)]
    places = {file.digest: (file.digest, account.platform, account.remote_id) for file in media}
    known = ledger.media_owners(places, account)
    earlier = {known.get(digest) or owners.get(place) for digest, place in places.items()}
    if None in earlier or record.key in earlier:
        owners.update(dict.fromkeys(places.values(), record.key))
        return None
    before = ", ".join(sorted(map(str, earlier)))
    return InvalidContent(msg("media.repeated", account=account.name, before=before))
