"""What goes over the wire, kept: every request as it would have reached the network, and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

import httpx

__all__ = ["Answer", "Exchange", "Recorder", "asked"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; the names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request, and its answer; None when none came. `path` is as it was sent, percent-encoded."""

    method: str
    host: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes
    answer: Answer | None

    @property
    def name(self) -> str:
        """Where it went."""
        return f"{self.method} {self.host}{self.path}"


class Recorder(httpx.AsyncBaseTransport):
    """Passes everything on to `inner`, and keeps it; bodies are held in memory, so files must be small.

    What goes to a sandbox's own address, `http://127.0.0.1:PORT/HOST/PATH`, is kept as what it stands for.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner
        self.exchanges: list[Exchange] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request, and keep it with its answer."""
        body = await request.aread()
        # Before it is sent: a detour changes the request's address.
        url, headers = request.url, _small(request.headers)
        answer: Answer | None = None
        try:
            response = await self._inner.handle_async_request(request)
            content = await response.aread()
            answer = Answer(response.status_code, _small(response.headers), content)
        finally:
            self.exchanges.append(_exchange(request.method, url, headers, body, answer))
        return httpx.Response(
            response.status_code, headers=response.headers, stream=httpx.ByteStream(content)
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._inner.aclose()


def asked(request: httpx.Request, response: httpx.Response) -> Exchange:
    """The exchange that a client of the sandbox has had."""
    answer = Answer(response.status_code, _small(response.headers), response.content)
    return _exchange(request.method, request.url, _small(request.headers), request.content, answer)


def _exchange(
    method: str, url: httpx.URL, headers: Mapping[str, str], body: bytes, answer: Answer | None
) -> Exchange:
    host, path = url.host, url.raw_path.decode().partition("?")[0]
    if url.scheme == "http":
        host, _, rest = path.removeprefix("/").partition("/")
        path = f"/{rest}"
    query = tuple(parse_qsl(url.query.decode(), keep_blank_values=True))
    return Exchange(method, host, path, query, headers, body, answer)


def _small(headers: httpx.Headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
