"""What an account's requests are authorised with: a bearer token, or a token with which they are signed.

A bearer is a plain `Secret`. A `UserToken` is a token too, and goes through the same doors; only the wire
looks at the difference.
"""

from __future__ import annotations

from dataclasses import dataclass

from aromatiza.core.secret import Secret

__all__ = ["UserToken", "secrets_of"]


@dataclass(frozen=True, slots=True)
class UserToken(Secret):
    """A user's token of OAuth 1.0a, which does not expire. Its text alone opens nothing.

    Every request is signed, with the app's key and secret and with the token's own secret (RFC 5849).
    """

    app_key: Secret
    app_secret: Secret
    token_secret: Secret


def secrets_of(token: Secret) -> tuple[Secret, ...]:
    """Every text of a token that must never be shown."""
    if isinstance(token, UserToken):
        return (token, token.app_key, token.app_secret, token.token_secret)
    return (token,)
