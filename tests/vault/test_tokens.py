"""Tokens as CI hands them over: bare, or as a JSON object."""

from __future__ import annotations

import pytest

from aromatiza.core.credentials import UserToken
from aromatiza.core.errors import AuthRequired
from aromatiza.core.post import Account, AccountName
from aromatiza.core.secret import Secret
from aromatiza.vault.tokens import EnvironmentTokens, app_variable, token_variable

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


X = Account(AccountName("x"), "x", "2244994945")
BOTH = '{"access_token": "tok-1", "access_token_secret": "sec-1"}'


def user_token(text: str, app: str | None = "key-1:app-1") -> Secret:
    environ = {"AROMATIZA_TOKEN_X": text}
    if app is not None:
        environ["AROMATIZA_APP_X"] = app
    return EnvironmentTokens(environ).token(X)


def test_an_app_has_a_variable_for_each_platform() -> None:
    assert app_variable("x") == "AROMATIZA_APP_X"


@pytest.mark.parametrize("app", ["key-1:app-1", " key-1:app-1\n"])
def test_a_token_with_a_secret_of_its_own_is_signed_with_by_the_app(app: str) -> None:
    assert user_token(BOTH, app) == UserToken("tok-1", Secret("key-1"), Secret("app-1"), Secret("sec-1"))


def test_an_app_s_secret_may_have_a_colon() -> None:
    assert user_token(BOTH, "key-1:app:1") == UserToken(
        "tok-1", Secret("key-1"), Secret("app:1"), Secret("sec-1")
    )


def test_a_token_without_a_secret_of_its_own_needs_no_app() -> None:
    assert user_token('{"access_token": "tok-1"}', None) == Secret("tok-1")
    assert user_token("tok-1", "key-1:app-1") == Secret("tok-1")


@pytest.mark.parametrize("app", [None, "", ":", "key-1", "key-1:", ":app-1"])
def test_a_signed_token_without_its_app_names_the_variable_that_is_missing(app: str | None) -> None:
    with pytest.raises(AuthRequired, match="AROMATIZA_APP_X") as raised:
        user_token(BOTH, app)
    assert "sec-1" not in str(raised.value)
    assert "AROMATIZA_APP_X" in raised.value.message.text("fr")


@pytest.mark.parametrize("secret", ['""', '" "', "5", "null"])
def test_a_token_whose_secret_is_empty_is_never_taken_for_a_bearer(secret: str) -> None:
    with pytest.raises(AuthRequired, match="access_token_secret in AROMATIZA_TOKEN_X is empty"):
        user_token(f'{{"access_token": "tok-1", "access_token_secret": {secret}}}')
