"""OAuth 1.0a: whether a request was signed by the simulated app, for the user whose token it names.

HMAC-SHA1 by RFC 5849, over the address that the request has in production, `https://HOST/PATH`. Bodies are
not part of what is signed, unless they are forms. A nonce holds once, a timestamp for five minutes on either
side: no page gives a number.
Source: https://docs.x.com/fundamentals/authentication/oauth-1-0a (read 2026-11).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from aromatiza.sandbox.http import Request, form_fields
from aromatiza.sandbox.world import World

__all__ = ["CONSUMER_KEY", "CONSUMER_SECRET", "TOKEN_SECRET", "Signed", "holds", "signature", "signed_by"]

CONSUMER_KEY = "sandbox-consumer-key"
CONSUMER_SECRET = "sandbox-consumer-secret"
TOKEN_SECRET = "sandbox-token-secret"
STALE_S = 300
PARAMETER = re.compile(r'\s*([A-Za-z0-9_%.~-]+)="([^"]*)"\s*')
FORM = "application/x-www-form-urlencoded"

Signed = Mapping[str, str]
"""The parameters of an `Authorization: OAuth` header, decoded."""


def signed_by(request: Request) -> Signed | None:
    """The parameters of OAuth 1.0a that came in the header; None when it is not signed in that way."""
    scheme, _, rest = request.header("authorization").partition(" ")
    matches = [PARAMETER.fullmatch(part) for part in rest.split(",")]
    if scheme.lower() != "oauth" or not all(matches):
        return None
    found = {unquote(match[1]): unquote(match[2]) for match in matches if match}
    return found if "oauth_signature" in found else None


def signature(method: str, url: str, parameters: Mapping[str, str], secrets: tuple[str, str]) -> str:
    """The signature in base64 of a request with these parameters (RFC 5849, 3.4); `url` has no query."""
    pairs = sorted((_escaped(name), _escaped(value)) for name, value in parameters.items())
    joined = "&".join(f"{name}={value}" for name, value in pairs)
    base = "&".join([method.upper(), _escaped(url), _escaped(joined)])
    key = "&".join(_escaped(secret) for secret in secrets)
    return base64.b64encode(hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()).decode()


def holds(world: World, request: Request, signed: Signed, *, secret: str, here: str, slack_s: int) -> bool:
    """Whether a signature is good, fresh and new; a good one is remembered.

    `secret` is the token's; `here` is another address that may have been signed, "" for none; the time may be
    `slack_s` off beside the usual.
    """
    is_ours = signed.get("oauth_consumer_key") == CONSUMER_KEY
    is_known = signed.get("oauth_signature_method") == "HMAC-SHA1"
    if not (is_ours and is_known and signed.get("oauth_version", "1.0") == "1.0"):
        return False
    if not _is_signed(request, signed, secret, here):
        return False
    return _is_fresh(world, signed, slack_s)


def _is_signed(request: Request, signed: Signed, secret: str, here: str) -> bool:
    skipped = ("oauth_signature", "realm")
    own = {name: value for name, value in signed.items() if name not in skipped}
    is_form = request.header("content-type").partition(";")[0].strip().lower() == FORM
    parameters = {**request.query, **(form_fields(request) if is_form else {}), **own}
    urls = [f"https://{request.host}{request.path}", here]
    made = [
        signature(request.method, url, parameters, (CONSUMER_SECRET, secret)) for url in filter(None, urls)
    ]
    return any(hmac.compare_digest(one, signed["oauth_signature"]) for one in made)


def _is_fresh(world: World, signed: Signed, slack_s: int) -> bool:
    text, nonce = signed.get("oauth_timestamp", ""), signed.get("oauth_nonce", "")
    if not (text.isascii() and text.isdecimal() and nonce):
        return False
    longest_s = STALE_S + slack_s
    if abs(int(text) - int(world.now())) > longest_s:
        return False
    memory: dict[str, Any] = world.state("x").setdefault("nonces", {})
    for old in [key for key, until in memory.items() if until < world.now()]:
        del memory[old]
    key = f"{text} {nonce}"
    if key in memory:
        return False
    memory[key] = int(text) + longest_s
    return True


def _escaped(text: str) -> str:
    return quote(text, safe="-._~")
