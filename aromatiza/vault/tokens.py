"""Access tokens from the environment: `AROMATIZA_TOKEN_<ACCOUNT>`, as CI hands its secrets over."""

from __future__ import annotations

import json
from collections.abc import Mapping

from aromatiza.core.errors import AuthRequired
from aromatiza.core.messages import msg
from aromatiza.core.post import Account, AccountName
from aromatiza.core.secret import Secret

__all__ = ["EnvironmentTokens", "token_variable"]


def token_variable(account: AccountName) -> str:
    """The name of an account's variable: upper case, `-` as `_`."""
    return "AROMATIZA_TOKEN_" + account.upper().replace("-", "_")


class EnvironmentTokens:
    """Each account's token: the bare access token, or a JSON object with `access_token`."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def token(self, account: Account) -> Secret:
        """The account's access token. Raises: AuthRequired, when there is none."""
        variable = token_variable(account.name)
        text = self._environ.get(variable, "").strip()
        if text.startswith("{"):
            text = _access_token(text)
        if not text:
            raise AuthRequired(msg("auth.no_token", account=account.name, variable=variable))
        return Secret(text)


def _access_token(text: str) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        return ""
    token = value.get("access_token") if isinstance(value, dict) else None
    return token.strip() if isinstance(token, str) else ""
