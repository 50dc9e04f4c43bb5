"""Tokens as CI hands them over: bare, or as a JSON object."""

from __future__ import annotations

import pytest

from aromatiza.core.errors import AuthRequired
from aromatiza.core.post import Account, AccountName
from aromatiza.core.secret import Secret
from aromatiza.vault.tokens import EnvironmentTokens, token_variable

PINTEREST = Account(AccountName("pinterest-fr"), "pinterest", "549755885175")
VARIABLE = "AROMATIZA_TOKEN_PINTEREST_FR"


def token(text: str) -> Secret:
    return EnvironmentTokens({VARIABLE: text}).token(PINTEREST)


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("x", "AROMATIZA_TOKEN_X"),
        ("pinterest-fr", VARIABLE),
        ("shop_2-de", "AROMATIZA_TOKEN_SHOP_2_DE"),
    ],
)
def test_an_account_has_a_variable_of_its_own(name: str, variable: str) -> None:
    assert token_variable(AccountName(name)) == variable


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("tok-1", id="bare"),
        pytest.param("  tok-1\n", id="bare with a line end"),
        pytest.param('{"access_token": "tok-1"}', id="object"),
        pytest.param(
            '{"access_token": "tok-1\\n", "refresh_token": "r", "expires_at": 1}\n', id="whole object"
        ),
    ],
)
def test_a_token_is_taken_bare_or_from_an_object(text: str) -> None:
    assert token(text) == Secret("tok-1")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n", id="blank"),
        pytest.param("{", id="broken json"),
        pytest.param("{}", id="no token in it"),
        pytest.param('{"access_token": ""}', id="empty token in it"),
        pytest.param('{"access_token": 5}', id="number for a token"),
        pytest.param('{"access_token": null}', id="nothing for a token"),
        pytest.param('{"access_token": "secret"', id="cut json"),
    ],
)
def test_without_a_usable_token_the_account_and_its_variable_are_named(text: str) -> None:
    with pytest.raises(AuthRequired) as raised:
        token(text)
    assert "pinterest-fr" in str(raised.value)
    assert VARIABLE in str(raised.value)
    assert "secret" not in f"{raised.value!r} {raised.value.__context__!r}"


def test_an_account_without_a_variable_has_no_token() -> None:
    with pytest.raises(AuthRequired):
        EnvironmentTokens({"AROMATIZA_TOKEN_X": "tok"}).token(PINTEREST)
