"""One request over the real wire, by a detour to a server of the test."""

from __future__ import annotations

import asyncio
import hashlib
import socket
from pathlib import Path

import httpx

from aromatiza.core.answers import Reply
from aromatiza.core.calls import Request
from aromatiza.core.post import MediaKind
from aromatiza.core.rendition import File
from aromatiza.core.secret import Secret
from aromatiza.wire.client import HttpWire, open_client
from aromatiza.wire.detour import Detour

__all__ = ["TOKEN", "Carrier", "closed_url", "exchange", "file_on_disk", "no_file"]

TOKEN = Secret("token-of-the-account")


class Carrier(httpx.AsyncBaseTransport):
    """Carries nothing, and keeps the addresses."""

    def __init__(self) -> None:
        self.urls: list[httpx.URL] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.urls.append(request.url)
        return httpx.Response(200)


async def no_file(file: File) -> Path:
    """Where files are in a test that has none."""
    raise AssertionError(f"{file.url} is not needed")


def exchange(
    request: Request, base_url: str = "", path: Path | None = None, token: Secret | None = TOKEN
) -> Reply:
    """Send one request, detoured to `base_url` if there is one; `path` is where every file is."""

    async def place(_: File) -> Path:
        assert path is not None
        return path

    async def send() -> Reply:
        detours = [Detour(base_url)] if base_url else []
        async with open_client(frozenset(), detours) as client:
            return await HttpWire(client, place if path else no_file).send(request, token)

    return asyncio.run(send())


def file_on_disk(path: Path, content: bytes, content_type: str = "video/mp4") -> File:
    """A file with that content, as a delivery knows it."""
    path.write_bytes(content)
    url = f"https://res.cloudinary.com/{path.name}"
    digest = hashlib.sha256(content).hexdigest()
    return File(MediaKind.VIDEO, url, "", digest, len(content), content_type)


def closed_url() -> str:
    """An address of this machine on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{listener.getsockname()[1]}"
