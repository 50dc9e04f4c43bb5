"""The straight way: over https, only to public addresses, and with a token only to its networks.

So neither a network's answer nor a post can make a run send its token in the clear or to a stranger, or
reach into the net that the runner stands in. A name could change its address between the look at it here
and the connection. Over https the certificate is still checked, and a private server has none for that name;
over http the connection goes to the very address that was looked at.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Container

import httpx

__all__ = ["PrivateAddress", "PublicTransport"]

LAST_PORT = 65_535


class PrivateAddress(httpx.ConnectError):
    """The host is on this machine or in a private net; nothing was sent to it."""


class PublicTransport(httpx.AsyncBaseTransport):
    """Gives to `carrier` what may go straight to its host.

    `schemes` are those that it goes by; only https takes a token. Raises: httpx.UnsupportedProtocol, when it
    is of another scheme, has an impossible port, or carries a token and its host is none of `token_hosts`;
    PrivateAddress; httpx.ConnectError, when the host has no address. Nothing was sent then.
    """

    def __init__(
        self,
        carrier: httpx.AsyncBaseTransport,
        token_hosts: Container[str],
        schemes: Container[str] = ("https",),
    ) -> None:
        self._carrier = carrier
        self._token_hosts = token_hosts
        self._schemes = schemes

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, if it may go out."""
        url = request.url
        if url.scheme not in self._schemes or (url.port or 0) > LAST_PORT:
            raise httpx.UnsupportedProtocol(f"{url.scheme} is not sent, or not to that port")
        is_trusted = url.scheme == "https" and url.host in self._token_hosts
        if "authorization" in request.headers and not is_trusted:
            raise httpx.UnsupportedProtocol("a token is sent to its network only")
        host = url.raw_host.decode("ascii")
        addresses = await _addresses(host)
        for address in addresses:
            if not is_public(address):
                raise PrivateAddress(f"{host} is at {address}")
        if url.scheme == "http":
            request.url = url.copy_with(host=addresses[0])
        return await self._carrier.handle_async_request(request)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet (IANA special-purpose registries)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return (mapped or ip).is_global


async def _addresses(host: str) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # the second: a part of the name is empty or too long
        raise httpx.ConnectError(f"{host} has no address") from error
    return [str(place[0]) for *_, place in found]
