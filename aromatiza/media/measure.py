"""Files measured where they are: from their first bytes, and from as few of the others as that takes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from aromatiza.core.media_facts import Measurement, MediaFacts, PhotoFacts, Trouble, VideoFacts
from aromatiza.core.messages import Message, msg
from aromatiza.core.ports import OutOfReach, RangeReader, RemoteFile
from aromatiza.core.post import Media, MediaKind
from aromatiza.media.cache import FactsCache, Known
from aromatiza.media.kinds import HEAD_BYTES, format_of
from aromatiza.media.photo import read_photo
from aromatiza.media.source import ByteSource
from aromatiza.media.video import read_video

__all__ = ["Measurer", "measure_file"]

AT_ONCE = 8
PHOTO, VIDEO = msg("media.is.photo"), msg("media.is.video")
FOUND: Mapping[str, Message] = {
    **dict.fromkeys(("jpeg", "png", "webp", "gif", "tiff", "bmp", "heic", "avif"), PHOTO),
    **dict.fromkeys(("mp4", "mov", "webm", "avi"), VIDEO),
    "sound": msg("media.is.sound"),
    "drawing": msg("media.is.drawing"),
    "page": msg("media.is.page"),
    "pdf": msg("media.is.pdf"),
}
"""What a file of each format is, in words."""
WANTED = {MediaKind.VIDEO: VIDEO, MediaKind.PHOTO: PHOTO}
FOREIGN = {"webm": "WebM", "avi": "AVI"}
"""Formats of films that cannot be read here."""
FACTS: Mapping[MediaKind, type[MediaFacts]] = {MediaKind.VIDEO: VideoFacts, MediaKind.PHOTO: PhotoFacts}

Watch = Callable[[int, int], None]
"""Is told how many files of how many are done."""


class Measurer:
    """Measures files on `hosts` of at most `limit_bytes`; what `cache` knows is only asked after."""

    def __init__(
        self, reader: RangeReader, hosts: tuple[str, ...], limit_bytes: int, cache: FactsCache
    ) -> None:
        self._reader = reader
        self._hosts = hosts
        self._limit_bytes = limit_bytes
        self._cache = cache

    async def measure_all(self, media: Iterable[Media], watch: Watch) -> Mapping[str, Measurement]:
        """Each address once, in the order given, at most eight at a time.

        An address that is given as a video and as a photo is wrong in one place; it is not asked for.
        """
        by_url: dict[str, list[Media]] = {}
        for one in media:
            by_url.setdefault(one.url, []).append(one)
        gate = asyncio.Semaphore(AT_ONCE)
        done = 0

        async def measured(same: list[Media]) -> Measurement:
            nonlocal done
            async with gate:
                is_torn = len({one.kind for one in same}) > 1
                found = Measurement(_torn(), 0, 0) if is_torn else await self.measure(same[0])
            done += 1
            watch(done, len(by_url))
            return found

        found = await asyncio.gather(*map(measured, by_url.values()))
        self._cache.prune()
        return dict(zip(by_url, found, strict=True))

    async def measure(self, media: Media) -> Measurement:
        """The facts of a file, or why there are none, with what they cost."""
        # Compared as text: two parsers may disagree about which host an odd address names.
        if not media.url.startswith(tuple(f"https://{host}/" for host in self._hosts)):
            return Measurement(self._other_host(), 0, 0)
        known = self._known(media)
        file = self._reader.file(media.url, self._limit_bytes)
        try:
            is_new = await file.open(known.validator if known else "")
            facts = known.facts if known and not is_new else await self._measured(media, file)
        except OutOfReach as error:
            return Measurement(error.trouble, file.bytes_read, file.requests)
        return Measurement(facts, file.bytes_read, file.requests, is_cached=not is_new)

    async def _measured(self, media: Media, file: RemoteFile) -> MediaFacts | Trouble:
        facts = await _facts_of(media.kind, file)
        if file.validator and not isinstance(facts, Trouble):
            self._cache.put(media.url, Known(file.validator, facts))
        return facts

    def _known(self, media: Media) -> Known | None:
        """What the cache knows, if it is of any use here."""
        known = self._cache.get(media.url)
        if known is None or not isinstance(known.facts, FACTS[media.kind]):
            return None
        return known if known.facts.size_bytes <= self._limit_bytes else None

    def _other_host(self) -> Trouble:
        message = msg("reach.other_host", hosts=", ".join(self._hosts))
        return Trouble("media-host", message, msg("reach.other_host.fix"))


async def measure_file(kind: MediaKind, path: Path) -> Measurement:
    """The facts of a file of this machine, or why there are none. Raises: OSError, when it cannot be read."""
    return Measurement(await _facts_of(kind, _LocalFile(path)), 0, 0)


class _LocalFile:
    """The bytes of a file on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size_bytes = path.stat().st_size

    @property
    def size_bytes(self) -> int:
        """How long it is."""
        return self._size_bytes

    async def read(self, offset: int, length: int) -> bytes:
        """The bytes from `offset` on."""
        with self._path.open("rb") as file:
            file.seek(offset)
            return file.read(length)


async def _facts_of(kind: MediaKind, source: ByteSource) -> MediaFacts | Trouble:
    form = format_of(await source.read(0, HEAD_BYTES))
    found = FOUND.get(form, WANTED[kind])
    if found != WANTED[kind]:
        return _wrong_kind(msg("media.other_kind", found=found, wanted=WANTED[kind]))
    if form in FOREIGN:
        message = msg("media.foreign_format", found=FOREIGN[form])
        return Trouble("video-container", message, msg("media.foreign_format.fix"))
    return await (read_video(source) if kind is MediaKind.VIDEO else read_photo(source))


def _torn() -> Trouble:
    return _wrong_kind(msg("media.two_kinds"))


def _wrong_kind(message: Message) -> Trouble:
    return Trouble("media-wrong-kind", message, msg("media.other_kind.fix"))
