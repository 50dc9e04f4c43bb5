"""Links of posts: which of them surely lead nowhere.

Only proof counts: a page that is gone, a server's own failure, a host that does not exist. A refusal or a
silence may be meant for us alone, and is none. Nothing is told to the other side but the address.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import aclosing

import httpx

from aromatiza.core.media_facts import Trouble
from aromatiza.wire.patience import Patience
from aromatiza.wire.trouble import dead, has_no_name, reason_of, status_reason

__all__ = ["LinkChecker"]

AT_ONCE = 8
MAX_REDIRECTS = 5
GONE = frozenset({404, 410})
ONE_BYTE = {"Range": "bytes=0-0"}


class LinkChecker:
    """Asks for pages with a client that has no token, and goes where its transport lets it (see `public`)."""

    def __init__(self, client: httpx.AsyncClient, patience: Patience | None = None) -> None:
        self._client = client
        self._patience = patience or Patience(total_s=30)

    async def dead_links(self, urls: Iterable[str]) -> Mapping[str, Trouble]:
        """The dead ones in the order given, each asked for once, at most eight at a time."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def judged(url: str) -> Trouble | None:
            async with gate:
                return await self._judged(url)

        once = tuple(dict.fromkeys(urls))
        found = await asyncio.gather(*map(judged, once))
        return {url: trouble for url, trouble in zip(once, found, strict=True) if trouble is not None}

    async def _judged(self, url: str) -> Trouble | None:
        """Why the link is dead; None when that is not certain."""
        try:
            async with asyncio.timeout(self._patience.total_s):
                status = await self._status_at_the_end(url)
        except httpx.ConnectError as error:
            host = error.request.url.host
            return dead(reason_of(error, host)) if has_no_name(error) else None
        except (TimeoutError, httpx.TransportError, httpx.InvalidURL):
            return None
        is_dead = status in GONE or httpx.codes.is_server_error(status)
        return dead(status_reason(status)) if is_dead else None

    async def _status_at_the_end(self, url: str) -> int:
        """What is answered where the redirects end, or after the last one that is followed."""
        target = httpx.URL(url)
        for _ in range(MAX_REDIRECTS):
            answer = await self._answer(target)
            if not answer.has_redirect_location:
                return answer.status_code
            target = target.join(answer.headers["location"])
        return (await self._answer(target)).status_code

    async def _answer(self, url: httpx.URL) -> httpx.Response:
        """The head of an answer. What HEAD seems to find dead, a GET may not: some servers know only that."""
        answer = await self._asked("HEAD", url, {})
        if answer.status_code in GONE or answer.status_code == 405 or answer.is_server_error:
            return await self._asked("GET", url, ONE_BYTE)
        return answer

    async def _asked(self, method: str, url: httpx.URL, headers: Mapping[str, str]) -> httpx.Response:
        request = self._client.build_request(
            method, url, headers=headers, extensions={"timeout": self._patience.timeout.as_dict()}
        )
        async with aclosing(await self._client.send(request, stream=True)) as response:
            return response
