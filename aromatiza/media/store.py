"""The media of one run: each address fetched once, whatever the number of accounts, and sent from disk."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from pathlib import Path

from aromatiza.core.errors import InvalidContent
from aromatiza.core.messages import msg
from aromatiza.core.ports import Downloaded, Downloader
from aromatiza.core.post import Media, MediaKind
from aromatiza.core.rendition import File
from aromatiza.media.kinds import content_type_of

__all__ = ["DownloadedMedia"]

FAMILIES = {MediaKind.VIDEO: "video", MediaKind.PHOTO: "image"}


class DownloadedMedia:
    """Downloads to `folder`, only over https, only from `hosts`, at most `limit_bytes` a file."""

    def __init__(
        self, downloader: Downloader, folder: Path, hosts: tuple[str, ...], limit_bytes: int
    ) -> None:
        self._downloader = downloader
        self._folder = folder
        self._hosts = hosts
        self._limit_bytes = limit_bytes
        self._tasks: dict[str, asyncio.Task[Downloaded]] = {}

    async def fetch(self, media: Media) -> File:
        """The file, on disk.

        Raises: InvalidContent (gone, too large, refused host, another kind), Retryable (cannot be had now).
        """
        task = self._tasks.get(media.url)
        if task is None or (task.done() and task.exception() is not None):
            task = asyncio.create_task(self._download(media.url))
            self._tasks[media.url] = task
        found = await asyncio.shield(task)
        if found.content_type.partition("/")[0] != FAMILIES[media.kind]:
            raise InvalidContent(msg("media.kind", url=media.url, kind=str(media.kind)))
        return File(media.kind, media.url, media.alt, found.digest, found.size_bytes, found.content_type)

    async def path(self, file: File) -> Path:
        """Where a file's bytes are; fetched again if this run has not done so yet.

        Raises: InvalidContent, when its address now gives other bytes than those that were recorded.
        """
        found = await self.fetch(Media(file.kind, file.url, file.alt))
        if found.digest != file.digest:
            raise InvalidContent(msg("media.changed", url=file.url))
        return self._folder / file.digest

    async def _download(self, url: str) -> Downloaded:
        """Fetch a file to where its digest says, with the type that its bytes say ("" for one unknown)."""
        self._check(url)
        partial = self._folder / hashlib.sha256(url.encode()).hexdigest()[:16]
        got = await self._downloader.download(url, str(partial), self._limit_bytes)
        content_type = content_type_of(partial) or ""
        partial.replace(self._folder / got.digest)
        return replace(got, content_type=content_type)

    def _check(self, url: str) -> None:
        # Compared as text: two parsers may disagree about which host an odd address names.
        if not url.startswith(tuple(f"https://{host}/" for host in self._hosts)):
            raise InvalidContent(msg("media.host", url=url, hosts=", ".join(self._hosts)))
