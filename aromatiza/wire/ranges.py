"""Files read where they are, piece by piece: never more than was asked for, never two versions mixed.

The first request asks for the first block, unless the file is still the version that is known. Every later
piece is compared with it: one of another version is not handed out.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from contextlib import aclosing
from typing import NamedTuple

import httpx

from aromatiza.core.media_facts import Trouble
from aromatiza.core.ports import OutOfReach
from aromatiza.wire.patience import Patience
from aromatiza.wire.public import PrivateAddress
from aromatiza.wire.trouble import (
    bad_address,
    changed,
    missing,
    no_ranges,
    private,
    reason_of,
    redirected,
    status_reason,
    too_large,
    unreachable,
)

__all__ = ["FIRST_BYTES", "HttpRanges", "HttpRemoteFile"]

FIRST_BYTES = 16_384
"""What is asked for at first: it holds all that matters of most photos and fast-starting videos."""
WHOLE_BYTES = 65_536
"""The largest file that is read from a host that gives no pieces."""
BUSY = frozenset({408, 423, 425, 429})
"""Besides 5xx: what a host answers that may answer better later (423: it still prepares the file)."""
MAX_REQUESTS = 64
"""For one file; more are sent only to a host that gives crumbs."""
SIZE_DIGITS = 18
GONE_ON = frozenset({412, 416})
"""What a host answers for a piece of a version that it no longer has."""
CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})")
VALIDATOR = re.compile(r"[ -~]{1,300}")
NO_BYTE = "bytes */0"
"""The Content-Range of an empty file, of which no piece can be given (RFC 9110, 15.5.17)."""


class Span(NamedTuple):
    """Which bytes of a file an answer says that it has; the last one is not one of them."""

    start: int
    end: int
    size_bytes: int


class Piece(NamedTuple):
    """An answer, as far as it was read; `is_cut` when there was more than was wanted."""

    status: int
    headers: httpx.Headers
    body: bytes
    is_cut: bool

    @property
    def span(self) -> Span | None:
        """What it has of the file; None when it does not say so."""
        match = CONTENT_RANGE.fullmatch(self.headers.get("content-range", ""))
        if match is None:
            return None
        first, last, size = (int(number) for number in match.groups())
        return Span(first, last + 1, size) if first <= last < size else None

    @property
    def validator(self) -> str:
        """The entity tag, as it came; else the time of the last change; else ""."""
        text = self.headers.get("etag") or self.headers.get("last-modified") or ""
        return text if VALIDATOR.fullmatch(text) else ""

    @property
    def is_short(self) -> bool:
        """Whether it ended before all was there that it says it has."""
        span = self.span if self.status == httpx.codes.PARTIAL_CONTENT else None
        return span is not None and not self.is_cut and len(self.body) < span.end - span.start

    @property
    def is_packed(self) -> bool:
        """Whether it was compressed, although that was not wanted: then its bytes are not the file's."""
        return str(self.headers.get("content-encoding", "identity")).lower() != "identity"


class HttpRanges:
    """Gives files over HTTP; `hosts` are those of the brand, to which a redirect may be recommended."""

    def __init__(
        self, client: httpx.AsyncClient, hosts: tuple[str, ...], patience: Patience | None = None
    ) -> None:
        self._client = client
        self._hosts = hosts
        self._patience = patience or Patience()

    def file(self, url: str, limit_bytes: int) -> HttpRemoteFile:
        """The file at that address; it is not read when it is larger than the limit."""
        return HttpRemoteFile(_Asker(self._client, url, self._patience), url, limit_bytes, self._hosts)


class HttpRemoteFile:
    """A file at its host, of which pieces are read (see `ports.RemoteFile`)."""

    def __init__(self, asker: _Asker, url: str, limit_bytes: int, hosts: tuple[str, ...]) -> None:
        self._asker = asker
        self._url = url
        self._limit_bytes = limit_bytes
        self._hosts = hosts
        self._head = b""
        self._size_bytes = 0
        self._validator = ""

    @property
    def size_bytes(self) -> int:
        """How long the file is; known once it is open."""
        return self._size_bytes

    @property
    def validator(self) -> str:
        """Its entity tag or, failing that, when it was changed, as the host says it."""
        return self._validator

    @property
    def bytes_read(self) -> int:
        """How much of bodies arrived so far."""
        return self._asker.bytes_read

    @property
    def requests(self) -> int:
        """How many requests were sent so far."""
        return self._asker.requests

    async def open(self, known: str) -> bool:
        """Read the first bytes; False when the host says that the version `known` is still there."""
        piece = await self._asker.ask(0, FIRST_BYTES, _unless(known))
        if known and piece.status == httpx.codes.NOT_MODIFIED:
            if _is_known(piece.headers, known):
                return False
            piece = await self._asker.ask(0, FIRST_BYTES, {})
        self._begin(piece)
        return True

    async def read(self, offset: int, length: int) -> bytes:
        """The bytes from `offset` on, of the version that was opened; the first ones are at hand."""
        end = min(offset + length, self._size_bytes)
        have = self._head[offset:end]
        while offset + len(have) < end:
            start = offset + len(have)
            piece = await self._asker.ask(start, end, _if_still(self._validator))
            self._check(piece, start)
            have += piece.body
        return have

    def _begin(self, piece: Piece) -> None:
        """Take the first piece. Raises: OutOfReach, when it is none, or of too large a file."""
        span, status = piece.span, piece.status
        is_empty = status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE
        if is_empty and piece.headers.get("content-range", "") == NO_BYTE:
            size_bytes = 0
        elif status == httpx.codes.PARTIAL_CONTENT and span is not None and span.start == 0:
            size_bytes = span.size_bytes
        elif status == httpx.codes.OK:
            size_bytes = _declared(piece.headers, len(piece.body))
        else:
            raise OutOfReach(self._refusal(piece))
        if size_bytes > self._limit_bytes:
            raise OutOfReach(too_large(size_bytes, self._limit_bytes))
        if piece.is_packed or (status == httpx.codes.OK and piece.is_cut):
            raise OutOfReach(no_ranges())
        self._head, self._size_bytes, self._validator = piece.body, size_bytes, piece.validator

    def _check(self, piece: Piece, start: int) -> None:
        """Raises: OutOfReach, when a later piece is none of the version that was opened."""
        span, status = piece.span, piece.status
        size_bytes = span.size_bytes if span is not None else _declared(piece.headers, self._size_bytes)
        is_answer = status in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT)
        is_same = size_bytes == self._size_bytes and _bare(piece.validator) == _bare(self._validator)
        if status in GONE_ON or (is_answer and not is_same):
            raise OutOfReach(changed())
        if status != httpx.codes.PARTIAL_CONTENT or span is None or span.start != start or piece.is_packed:
            raise OutOfReach(self._refusal(piece))

    def _refusal(self, piece: Piece) -> Trouble:
        """What an answer means that has nothing of the file."""
        status = piece.status
        if httpx.codes.is_success(status) or status in GONE_ON:
            return no_ranges()
        if "location" in piece.headers and httpx.codes.is_redirect(status):
            return redirected(self._url, piece.headers["location"], self._hosts)
        return missing(status)


class _Asker:
    """Asks for pieces of one file, each at most twice, and counts what that costs."""

    def __init__(self, client: httpx.AsyncClient, url: str, patience: Patience) -> None:
        self._client = client
        self._url = url
        self._patience = patience
        self.bytes_read = 0
        self.requests = 0

    async def ask(self, start: int, end: int, conditions: Mapping[str, str]) -> Piece:
        """The host's answer for these bytes. Raises: OutOfReach, when there is none of any use."""
        try:
            host = httpx.URL(self._url).host
        except httpx.InvalidURL:
            raise OutOfReach(bad_address()) from None
        try:
            return await self._asked_twice(start, end, conditions)
        except httpx.UnsupportedProtocol:
            raise OutOfReach(bad_address()) from None
        except httpx.InvalidURL:  # what it redirects to is no address
            raise OutOfReach(redirected(self._url, "", ())) from None
        except PrivateAddress as error:
            raise OutOfReach(private(host)) from error
        except (TimeoutError, httpx.TransportError) as error:
            raise OutOfReach(unreachable(reason_of(error, host))) from error

    async def _asked_twice(self, start: int, end: int, conditions: Mapping[str, str]) -> Piece:
        """Ask once more after a short pause if that could help; a timeout took long enough."""
        try:
            piece = await self._asked(start, end, conditions)
            if not _is_busy(piece):
                return piece
        except PrivateAddress:
            raise
        except (httpx.NetworkError, httpx.ProtocolError):
            pass  # asked again below, for the last time
        await asyncio.sleep(self._patience.pause_s)
        piece = await self._asked(start, end, conditions)
        if _is_busy(piece):
            raise OutOfReach(unreachable(status_reason(piece.status)))
        return piece

    async def _asked(self, start: int, end: int, conditions: Mapping[str, str]) -> Piece:
        if self.requests >= MAX_REQUESTS:
            raise OutOfReach(no_ranges())
        headers = {"Range": f"bytes={start}-{end - 1}", **conditions}
        extensions = {"timeout": self._patience.timeout.as_dict()}
        request = self._client.build_request("GET", self._url, headers=headers, extensions=extensions)
        self.requests += 1
        async with asyncio.timeout(self._patience.total_s):
            response = await self._client.send(request, stream=True)
            async with aclosing(response):
                body, is_cut = await self._body(response, _wanted(response, start, end))
        piece = Piece(response.status_code, response.headers, body, is_cut)
        if piece.is_short:
            raise httpx.RemoteProtocolError("the body is shorter than its range")
        return piece

    async def _body(self, response: httpx.Response, limit_bytes: int) -> tuple[bytes, bool]:
        """As much of the body as is wanted, and whether it was left before its end.

        One that ends within the limit by its own word is read to its end: so its connection serves again.
        """
        is_within = 0 <= _declared(response.headers, -1) <= limit_bytes
        body = bytearray()
        if limit_bytes == 0 and not is_within:
            return b"", True
        async for block in response.aiter_raw():
            self.bytes_read += len(block)
            body += block
            if len(body) > limit_bytes or (len(body) == limit_bytes and not is_within):
                return bytes(body[:limit_bytes]), True
        return bytes(body), False


def _wanted(response: httpx.Response, start: int, end: int) -> int:
    """How many bytes of an answer's body are worth reading."""
    match response.status_code:
        case httpx.codes.PARTIAL_CONTENT:
            return end - start
        case httpx.codes.NOT_MODIFIED:
            return FIRST_BYTES  # it has none; looking for its end keeps the connection
        case httpx.codes.OK if start == 0:
            size_bytes = _declared(response.headers, FIRST_BYTES)
            return size_bytes if size_bytes <= WHOLE_BYTES else 0
        case _:
            return 0


def _declared(headers: Mapping[str, str], otherwise: int) -> int:
    """The Content-Length, when there is a sane one."""
    text = headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= SIZE_DIGITS else otherwise


def _is_busy(piece: Piece) -> bool:
    return piece.status in BUSY or httpx.codes.is_server_error(piece.status)


def _is_tag(validator: str) -> bool:
    return validator.startswith(('"', 'W/"'))


def _bare(validator: str) -> str:
    """A validator as weak comparison sees it (RFC 9110, 8.8.3.2)."""
    return validator.removeprefix("W/")


def _unless(known: str) -> Mapping[str, str]:
    if not known:
        return {}
    return {"If-None-Match" if _is_tag(known) else "If-Modified-Since": known}


def _if_still(validator: str) -> Mapping[str, str]:
    """The condition for a later piece; a weak validator must not be used in one (RFC 9110, 13.1.5)."""
    return {"If-Range": validator} if validator.startswith('"') else {}


def _is_known(headers: httpx.Headers, known: str) -> bool:
    """Whether a host that says "not modified" does not itself name another version.

    It may: `If-Modified-Since` is often taken for "not later than", so that an older file put back is missed.
    """
    named = headers.get("etag" if _is_tag(known) else "last-modified", "")
    return named == "" or _bare(named) == _bare(known)
