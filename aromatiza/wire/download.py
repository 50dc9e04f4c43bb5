"""Media from their host to disk, in constant memory and under a size limit."""

from __future__ import annotations

import hashlib
from pathlib import Path

import httpx

from aromatiza.core.errors import InvalidContent, Retryable
from aromatiza.core.messages import msg
from aromatiza.core.ports import Downloaded
from aromatiza.wire.public import PrivateAddress

__all__ = ["HttpDownloader"]

BLOCK_BYTES = 1 << 20


class HttpDownloader:
    """Fetches files; a redirect is refused, since it could lead anywhere."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def download(self, url: str, to: str, limit_bytes: int) -> Downloaded:
        """Stream `url` to the path; a failure may leave a part of the file there.

        Raises: InvalidContent (missing, private, too large), Retryable (no answer).
        """
        try:
            async with self._client.stream("GET", url) as response:
                _check(response, url, limit_bytes)
                return await _stored(response, url, Path(to), limit_bytes)
        except PrivateAddress as error:
            raise InvalidContent(msg("media.private", url=url)) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise InvalidContent(msg("media.address", url=url)) from error
        except httpx.TransportError as error:
            raise Retryable(msg("media.unreachable", url=url, why=type(error).__name__)) from error


def _check(response: httpx.Response, url: str, limit_bytes: int) -> None:
    status = response.status_code
    if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise Retryable(msg("media.unreachable", url=url, why=f"HTTP {status}"))
    if status != httpx.codes.OK:
        raise InvalidContent(msg("media.status", url=url, status=status))
    if int(response.headers.get("content-length", 0)) > limit_bytes:
        raise _too_large(url, limit_bytes)


async def _stored(response: httpx.Response, url: str, path: Path, limit_bytes: int) -> Downloaded:
    """The body on disk, as it came: a compressed one is not unpacked, since it could unpack to anything."""
    total = hashlib.sha256()
    size = 0
    with path.open("wb") as file:
        async for block in response.aiter_raw(BLOCK_BYTES):
            size += len(block)
            if size > limit_bytes:
                raise _too_large(url, limit_bytes)
            total.update(block)
            file.write(block)
    return Downloaded(total.hexdigest(), size, response.headers.get("content-type", ""))


def _too_large(url: str, limit_bytes: int) -> InvalidContent:
    return InvalidContent(msg("media.too_large", url=url, limit=limit_bytes // 1_000_000))
