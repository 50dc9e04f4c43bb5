"""OAuth 1.0a: requests that are signed with HMAC-SHA1, as RFC 5849 wants it.

Signed are the method, the address, the query and, of a form, its fields. The bytes of any other body are
not: a file can be streamed, and nothing has to be read twice.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit

from aromatiza.core.credentials import UserToken

__all__ = ["Stamp", "authorization", "base_string", "fresh_stamp", "signature"]

NO_FORM: Mapping[str, str] = {}
USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What makes a request unlike any other: a text that is used once, and the Unix second of its making."""

    nonce: str
    timestamp: int


def fresh_stamp() -> Stamp:
    """A stamp that nobody can guess, of now."""
    return Stamp(secrets.token_hex(16), int(time.time()))


def authorization(
    token: UserToken, method: str, url: str, stamp: Stamp, form: Mapping[str, str] = NO_FORM
) -> str:
    """The `Authorization` header of one request; `url` is whole, with the query as it is sent.

    `form` are the fields of an `application/x-www-form-urlencoded` body (RFC 5849, 3.5.1).
    """
    protocol = {
        "oauth_consumer_key": token.app_key.reveal(),
        "oauth_nonce": stamp.nonce,
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": str(stamp.timestamp),
        "oauth_token": token.reveal(),
        "oauth_version": "1.0",
    }
    base = base_string(method, url, [*protocol.items(), *form.items()])
    signed = signature(base, token.app_secret.reveal(), token.token_secret.reveal())
    fields = {**protocol, "oauth_signature": signed}
    return "OAuth " + ", ".join(f'{name}="{_encoded(value)}"' for name, value in sorted(fields.items()))


def base_string(method: str, url: str, parameters: Iterable[tuple[str, str]]) -> str:
    """What is signed (RFC 5849, 3.4.1): the parameters and those of the query, decoded, in any order."""
    address = urlsplit(url)
    every = [*parse_qsl(address.query, keep_blank_values=True), *parameters]
    pairs = sorted((_encoded(name), _encoded(value)) for name, value in every)
    listed = "&".join(f"{name}={value}" for name, value in pairs)
    host = (address.hostname or "").lower()
    port = "" if address.port in (None, USUAL_PORTS.get(address.scheme)) else f":{address.port}"
    place = f"{address.scheme}://{host}{port}{address.path or '/'}"
    return "&".join((method.upper(), _encoded(place), _encoded(listed)))


def signature(base: str, app_secret: str, token_secret: str) -> str:
    """HMAC-SHA1 of a base string, in Base64 (RFC 5849, 3.4.2)."""
    key = f"{_encoded(app_secret)}&{_encoded(token_secret)}"
    return base64.b64encode(hmac.digest(key.encode(), base.encode(), "sha1")).decode()


def _encoded(text: str) -> str:
    """Percent-encoded as RFC 5849, 3.6 has it: everything but letters, digits, `-`, `.`, `_` and `~`."""
    return quote(text, safe="")
