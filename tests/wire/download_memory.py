"""Download a small and then a large file, and print by how much memory grew.

Run as a program of its own, since a process knows only its own peak.
"""

from __future__ import annotations

import asyncio
import sys

from aromatiza.wire.client import open_client
from aromatiza.wire.detour import Detour
from aromatiza.wire.download import HttpDownloader
from tests.wire.upload_memory import peak_bytes


async def main(base_url: str, place: str) -> None:
    async with open_client(frozenset(), [Detour(base_url)]) as client:
        downloader = HttpDownloader(client)
        await downloader.download("https://cdn.example/small.mp4", place, 1 << 30)
        before = peak_bytes()
        await downloader.download("https://cdn.example/large.mp4", place, 1 << 30)
    sys.stdout.write(str(peak_bytes() - before))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
