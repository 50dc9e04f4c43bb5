"""Calls over HTTP, each sent once: no retry, no redirect, no cookie, nothing logged.

The account's token is put into a request here and nowhere else. A request that never reached the
network is told apart from one whose answer got lost: the second may have acted.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Container, Mapping, Sequence
from contextlib import aclosing
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from urllib.parse import urlencode

import httpx

from aromatiza.core.answers import Reply
from aromatiza.core.calls import Auth, FileBody, FormBody, JsonBody, MultipartBody, Request, Span
from aromatiza.core.credentials import UserToken, secrets_of
from aromatiza.core.errors import AuthRequired, Misconfigured, Retryable
from aromatiza.core.messages import msg
from aromatiza.core.rendition import File
from aromatiza.core.secret import Secret
from aromatiza.wire.detour import Detour, DetourTransport
from aromatiza.wire.multipart import multipart_frame
from aromatiza.wire.oauth1 import Stamp, authorization, fresh_stamp
from aromatiza.wire.public import PublicTransport

__all__ = ["HttpWire", "open_client"]

BLOCK_BYTES = 1 << 20
ANSWER_BYTES = 4 << 20
"""The largest answer that is read; real ones have a few kilobytes."""
TIMEOUT = httpx.Timeout(connect=10, read=90, write=90, pool=30)
LOST_ADDRESS = Reply(410)
"""What an address answers that was sealed and cannot be opened any more: it is gone."""

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
TOKEN = re.compile(r"[!-~]+")
LOGGERS = ("httpx", "httpcore")


def open_client(
    token_hosts: Container[str], detours: Sequence[Detour] = (), schemes: Container[str] = ("https",)
) -> httpx.AsyncClient:
    """The HTTP client of one run; a request takes the first detour that is meant for its host.

    What takes none goes only where and how it may (see `PublicTransport`); `token_hosts` are the networks'
    own.

    It silences httpx's own log, which shows addresses and headers, for the whole process.
    """
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    carrier = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=32))
    return httpx.AsyncClient(
        transport=DetourTransport(detours, carrier, PublicTransport(carrier, token_hosts, schemes)),
        timeout=TIMEOUT,
        # Not compressed: what arrives is counted, and small bytes could unpack to very many.
        headers={"User-Agent": "aromatiza", "Accept-Encoding": "identity"},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        follow_redirects=False,
        trust_env=False,
    )


class HttpWire:
    """Sends the engine's requests; `path_of` gives the place of a media file on disk.

    `stamp` is asked once for every request that is signed.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        path_of: Callable[[File], Awaitable[Path]],
        stamp: Callable[[], Stamp] = fresh_stamp,
    ) -> None:
        self._client = client
        self._path_of = path_of
        self._stamp = stamp

    async def send(self, request: Request, token: Secret | None) -> Reply:
        """Send one request, once. Raises: Retryable, when no answer came (`may_have_acted` tells).

        Retryable with `from_start`, when the address cannot be sent to: a network handed it out, and gives
        another one when asked anew. AuthRequired, when the token cannot be one.
        """
        if isinstance(request.url, Secret) and not request.url.reveal():
            return LOST_ADDRESS
        try:
            prepared = await self._prepared(request, token)
        except httpx.InvalidURL:
            raise _no_address() from None
        host = prepared.url.host
        try:
            return await self._exchanged(prepared)
        except httpx.UnsupportedProtocol:
            raise _no_address() from None
        except NEVER_SENT as error:
            raise Retryable(msg("network.unreachable", host=host, why=type(error).__name__)) from error
        except httpx.TransportError as error:
            lost = msg("network.lost", host=host, why=type(error).__name__)
            raise Retryable(lost, may_have_acted=True) from error

    async def _exchanged(self, prepared: httpx.Request) -> Reply:
        """What was answered, its body as it came. Raises: Retryable, when it is too large to be an answer."""
        response = await self._client.send(prepared, stream=True)
        body = bytearray()
        async with aclosing(response):
            async for block in response.aiter_raw():
                body += block
                if len(body) > ANSWER_BYTES:
                    large = msg("network.oversized", host=prepared.url.host, limit=ANSWER_BYTES >> 20)
                    raise Retryable(large, may_have_acted=True)
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status_code, headers, bytes(body))

    async def _prepared(self, request: Request, token: Secret | None) -> httpx.Request:
        url = request.url.reveal() if isinstance(request.url, Secret) else request.url
        headers = {**request.headers}
        content: bytes | AsyncIterator[bytes] | None = None
        match request.body:
            case JsonBody(value):
                content = json.dumps(value, ensure_ascii=False).encode()
                headers.setdefault("Content-Type", "application/json; charset=UTF-8")
            case FormBody(fields):
                content = urlencode(fields).encode()
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            case FileBody(file, span):
                content = _file_blocks(await self._path_of(file), span)
                headers["Content-Length"] = str(span.length)
            case MultipartBody(fields, file_field, file, span):
                head, tail, content_type = multipart_frame(fields, file_field, file)
                content = _framed(head, _file_blocks(await self._path_of(file), span), tail)
                headers["Content-Type"] = content_type
                headers["Content-Length"] = str(len(head) + span.length + len(tail))
            case None:  # pragma: no branch - there is no other case
                pass
        address = _with_query(url, request.query)
        built = self._client.build_request(request.method, address, headers=headers, content=content)
        built.headers.update(self._authorization(request, str(built.url), token))
        return built

    def _authorization(self, request: Request, address: str, token: Secret | None) -> dict[str, str]:
        """The header for the token. What is signed is the network's own address, whatever detour it takes."""
        if request.auth is Auth.NONE:
            return {}
        if token is None:
            raise Misconfigured(msg("auth.none_for_call"))
        if not all(TOKEN.fullmatch(secret.reveal()) for secret in secrets_of(token)):
            raise AuthRequired(msg("auth.bad_token"))
        if isinstance(token, UserToken):
            form = request.body.fields if isinstance(request.body, FormBody) else {}
            return {"Authorization": authorization(token, request.method, address, self._stamp(), form)}
        scheme = "OAuth" if request.auth is Auth.OAUTH else "Bearer"
        return {"Authorization": f"{scheme} {token.reveal()}"}


def _no_address() -> Retryable:
    """Never chained to what httpx raised: its text shows the address."""
    return Retryable(msg("network.bad_address"), from_start=True)


def _with_query(url: str, query: Mapping[str, str]) -> str:
    """The address with the query behind its own, which is not touched: it may be signed."""
    if not query:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode(query)}"


async def _file_blocks(path: Path, span: Span) -> AsyncIterator[bytes]:
    """The bytes of a span, in blocks, so that memory does not follow the file's size."""
    with path.open("rb") as file:
        file.seek(span.offset)
        left = span.length
        while left:
            block = file.read(min(BLOCK_BYTES, left))
            if not block:
                raise EOFError(f"{path.name} is shorter than {span}")
            left -= len(block)
            yield block


async def _framed(head: bytes, blocks: AsyncIterator[bytes], tail: bytes) -> AsyncIterator[bytes]:
    yield head
    async for block in blocks:
        yield block
    yield tail
