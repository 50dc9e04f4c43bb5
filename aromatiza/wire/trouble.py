"""What can be wrong between us and a file at its host, in words: one function for each trouble."""

from __future__ import annotations

import socket

import httpx

from aromatiza.core.media_facts import Trouble
from aromatiza.core.messages import Message, msg

__all__ = [
    "bad_address",
    "changed",
    "dead",
    "has_no_name",
    "missing",
    "no_ranges",
    "private",
    "reason_of",
    "redirected",
    "status_reason",
    "too_large",
    "unreachable",
]

MEGABYTE = 1_000_000
SHOWN_CHARS = 2_000
"""The longest address that is recommended."""
NOT_PUBLIC = (401, 403)
NO_SUCH_NAME = frozenset(
    number for name in ("EAI_NONAME", "EAI_NODATA") if (number := getattr(socket, name, None)) is not None
)
"""What a resolver answers when there is no such host; anything else may be the resolver's own trouble."""


def unreachable(why: Message) -> Trouble:
    """The file cannot be had now."""
    return Trouble("media-unreachable", msg("reach.not_now", why=why), msg("reach.not_now.fix"))


def missing(status: int) -> Trouble:
    """The host says that it gives no such file, or not to everyone."""
    if status in NOT_PUBLIC:
        message, fix = msg("reach.not_public", status=status), msg("reach.not_public.fix")
    else:
        message, fix = msg("reach.missing", status=status), msg("reach.missing.fix")
    return Trouble("media-missing", message, fix)


def redirected(url: str, location: str, hosts: tuple[str, ...]) -> Trouble:
    """The address leads elsewhere: to an address that can be pasted, if it is on one of `hosts`."""
    try:
        target = httpx.URL(url).join(location)
    except httpx.InvalidURL:
        target = httpx.URL(url)
    message, address = msg("reach.redirect", host=target.host), str(target)
    is_ours = address.startswith(tuple(f"https://{host}/" for host in hosts)) and address != url
    if is_ours and address.isascii() and len(address) <= SHOWN_CHARS:
        return Trouble("media-redirect", message, msg("reach.redirect.paste", url=address))
    return Trouble("media-redirect", message, msg("reach.redirect.fix"))


def private(host: str) -> Trouble:
    """The host is in a private net."""
    return Trouble("media-private", msg("reach.private", host=host), msg("reach.private.fix"))


def bad_address() -> Trouble:
    """Nothing can be sent to the address."""
    return Trouble("media-bad-address", msg("reach.bad_address"), msg("reach.bad_address.fix"))


def too_large(size_bytes: int, limit_bytes: int) -> Trouble:
    """The file is larger than the brand allows."""
    limit = limit_bytes / MEGABYTE
    message = msg("reach.too_large", size=round(size_bytes / MEGABYTE, 2), limit=limit)
    return Trouble("media-too-large", message, msg("reach.too_large.fix"))


def no_ranges() -> Trouble:
    """The host gives nothing but the whole file."""
    return Trouble("media-no-ranges", msg("reach.no_ranges"), msg("reach.no_ranges.fix"))


def changed() -> Trouble:
    """The file was replaced while it was read."""
    return Trouble("media-changed", msg("reach.changed"), msg("reach.changed.fix"))


def dead(why: Message) -> Trouble:
    """The link leads nowhere."""
    return Trouble("dead-link", msg("reach.dead_link", why=why), msg("reach.dead_link.fix"))


def status_reason(status: int) -> Message:
    """Why: the host's own answer."""
    return msg("reach.why.status", status=status)


def reason_of(error: Exception, host: str) -> Message:
    """Why no answer came."""
    match error:
        case TimeoutError() | httpx.TimeoutException():
            return msg("reach.why.timeout")
        case httpx.ConnectError() if has_no_name(error):
            return msg("reach.why.no_name", host=host)
        case httpx.ConnectError():
            return msg("reach.why.no_connection", host=host)
        case _:
            return msg("reach.why.dropped")


def has_no_name(error: httpx.ConnectError) -> bool:
    """Whether there was no connection because no host has that name: a certain thing, no passing trouble."""
    match error.__cause__:
        case socket.gaierror() as cause:
            return cause.errno in NO_SUCH_NAME
        case cause:
            return isinstance(cause, UnicodeError)
