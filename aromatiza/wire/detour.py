"""The other wire: a request for `https://HOST/PATH` goes to `BASE/HOST/PATH` instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from aromatiza.core.errors import Misconfigured
from aromatiza.core.messages import msg

__all__ = ["Detour", "DetourTransport"]


LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Detour:
    """Where requests go instead; `hosts` are those that it is meant for, None is every host.

    Raises: Misconfigured, when `base_url` is not an http or https address without a query.
    """

    base_url: str
    hosts: frozenset[str] | None = None

    def __post_init__(self) -> None:
        try:
            url = httpx.URL(self.base_url)
        except httpx.InvalidURL as error:
            raise Misconfigured(msg("sandbox.bad_url", url=self.base_url)) from error
        is_port = url.port is None or url.port <= LAST_PORT
        if url.scheme not in ("http", "https") or not url.host or url.query or url.fragment or not is_port:
            raise Misconfigured(msg("sandbox.bad_url", url=self.base_url))


class DetourTransport(httpx.AsyncBaseTransport):
    """Sends every https request by the first detour for its host; the others go `straight`.

    An address that a detour's server handed out is left as it is. Only `carrier`, which carries what is
    detoured, is closed: `straight` is expected to share it.
    """

    def __init__(
        self, detours: Sequence[Detour], carrier: httpx.AsyncBaseTransport, straight: httpx.AsyncBaseTransport
    ) -> None:
        self._detours = [(httpx.URL(detour.base_url), detour.hosts) for detour in detours]
        self._carrier = carrier
        self._straight = straight

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, by its detour if it has one."""
        if any(_origin(request.url) == _origin(base) for base, _ in self._detours):
            return await self._carrier.handle_async_request(request)
        base = self._base_for(request.url)
        if base is None:
            return await self._straight.handle_async_request(request)
        prefix = base.raw_path.rstrip(b"/") + b"/" + request.url.netloc
        request.url = base.copy_with(raw_path=prefix + request.url.raw_path)
        request.headers["Host"] = base.netloc.decode()
        return await self._carrier.handle_async_request(request)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._carrier.aclose()

    def _base_for(self, url: httpx.URL) -> httpx.URL | None:
        if url.scheme != "https":
            return None
        return next((base for base, hosts in self._detours if hosts is None or url.host in hosts), None)


def _origin(url: httpx.URL) -> tuple[str, bytes]:
    return url.scheme, url.netloc
