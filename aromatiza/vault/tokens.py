"""Access tokens from the environment: `AROMATIZA_TOKEN_<ACCOUNT>`, as CI hands its secrets over."""

from __future__ import annotations

import json
from collections.abc import Mapping

from aromatiza.core.credentials import UserToken
from aromatiza.core.errors import AuthRequired
from aromatiza.core.messages import msg
from aromatiza.core.post import Account, AccountName
from aromatiza.core.secret import Secret

__all__ = ["EnvironmentTokens", "app_variable", "token_variable"]


def token_variable(account: AccountName) -> str:
    """The name of an account's variable: upper case, `-` as `_`."""
    return "AROMATIZA_TOKEN_" + account.upper().replace("-", "_")


def app_variable(platform: str) -> str:
    """The name of the variable for the app's own id and secret on a platform, as `id:secret`."""
    return "AROMATIZA_APP_" + platform.upper()


class EnvironmentTokens:
    """Each account's token: the bare access token, or a JSON object with `access_token`.

    An object that has an `access_token_secret` too is a user token of OAuth 1.0a; the app that it is for
    must be known then.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def token(self, account: Account) -> Secret:
        """The account's access token, a `UserToken` with OAuth 1.0a.

        Raises: AuthRequired, when there is none, or when what its signatures need is missing.
        """
        variable = token_variable(account.name)
        text = self._environ.get(variable, "").strip()
        given = _object(text) if text.startswith("{") else {"access_token": text}
        token = _text(given, "access_token")
        if not token:
            raise AuthRequired(msg("auth.no_token", account=account.name, variable=variable))
        if "access_token_secret" not in given:
            return Secret(token)
        token_secret = _text(given, "access_token_secret")
        if not token_secret:
            raise AuthRequired(msg("auth.no_token_secret", account=account.name, variable=variable))
        app_key, app_secret = self._app(account)
        return UserToken(token, app_key, app_secret, Secret(token_secret))

    def _app(self, account: Account) -> tuple[Secret, Secret]:
        """The key and the secret of the app. Raises: AuthRequired, when one is missing."""
        variable = app_variable(account.platform)
        key, _, secret = self._environ.get(variable, "").strip().partition(":")
        if not key or not secret:
            raise AuthRequired(msg("auth.no_app", account=account.name, variable=variable))
        return Secret(key), Secret(secret)


def _object(text: str) -> Mapping[str, object]:
    """The JSON object in a text; an empty one when the text is something else."""
    try:
        value: object = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _text(given: Mapping[str, object], name: str) -> str:
    """The text of that name, without blanks around it; "" when there is none."""
    value = given.get(name)
    return value.strip() if isinstance(value, str) else ""
