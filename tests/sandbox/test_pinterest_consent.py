"""The page on which a person lets an app into the simulated Pinterest, and the way back to the app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.sandbox.pinterest_client import REDIRECT, WWW, Answer, PinterestClient, asked


@pytest.fixture
def client(tmp_path: Path) -> Iterator[PinterestClient]:
    with PinterestClient(tmp_path) as one:
        yield one


def page(client: PinterestClient, query: dict[str, str], language: str = "en") -> Answer:
    """The page of consent."""
    return client.send("GET", f"/{WWW}/oauth/?{urlencode(query)}", None, {"Accept-Language": language})


def test_the_page_of_consent_names_the_app_and_all_it_asks_for(client: PinterestClient) -> None:
    answer = page(client, asked("150@42"))

    text = answer.body.decode()
    assert answer.status == 200
    assert "<strong>150</strong>" in text
    assert "<code>boards:read</code>" in text
    assert "<code>pins:read</code>" in text
    assert "pins:write" not in text
    assert 'value="42"' in text


def test_the_page_of_consent_speaks_both_languages(client: PinterestClient) -> None:
    assert "Give access" in page(client, asked()).body.decode()
    assert "Autoriser" in page(client, asked(), "fr").body.decode()


def test_what_an_app_says_of_itself_never_becomes_markup(client: PinterestClient) -> None:
    text = page(client, asked("<b>150</b>", scope="<i>")).body.decode()
    good = page(client, asked("<b>150</b>")).body.decode()

    assert "<i>" not in text
    assert "<b>" not in good
    assert "&lt;b&gt;150" in good


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": ""},
        {"redirect_uri": ""},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": "http://localhost:8085/\r\nSet-Cookie: a=b"},
        {"redirect_uri": "http://["},
        {"redirect_uri": "http://localhost:8086/", "client_id": f"150;redirect={REDIRECT}"},
        {"response_type": "token"},
        {"scope": ""},
        {"scope": "boards:read,boards:eat"},
    ],
    ids=["app", "no link", "script", "header", "half", "not registered", "type", "no scope", "scope"],
)
def test_whoever_asks_wrongly_is_led_nowhere(client: PinterestClient, change: dict[str, str]) -> None:
    query = {**asked(), **change}

    shown = page(client, query)
    decided, _ = client.consent(query)

    assert (shown.status, decided.status) == (400, 400)
    assert "location" not in decided.headers


def test_consent_leads_back_with_a_code_and_the_state(client: PinterestClient) -> None:
    answer, back = client.consent(asked())

    assert answer.status == 302
    assert answer.headers["location"].startswith(f"{REDIRECT}?code=")
    assert back["state"] == "s p&ce"


def test_a_link_back_keeps_the_query_that_it_has(client: PinterestClient) -> None:
    answer, back = client.consent(asked(redirect_uri=f"{REDIRECT}?a=b"))

    assert answer.headers["location"].startswith(f"{REDIRECT}?a=b&code=")
    assert set(back) == {"a", "code", "state"}


def test_a_refusal_leads_back_without_a_code(client: PinterestClient) -> None:
    _, back = client.consent(asked(), "deny")

    assert back == {"error": "access_denied", "state": "s p&ce"}


def test_a_state_that_was_not_sent_does_not_come_back(client: PinterestClient) -> None:
    query = asked()
    del query["state"]

    assert set(client.consent(query)[1]) == {"code"}


@pytest.mark.parametrize(("decision", "account"), [("maybe", "42"), ("allow", "somebody")])
def test_a_decision_is_one_of_two_and_an_account_has_an_id(
    client: PinterestClient, decision: str, account: str
) -> None:
    assert client.consent(asked(), decision, account)[0].status == 400


def test_the_parameters_of_the_old_sample_are_taken(client: PinterestClient) -> None:
    """https://github.com/pinterest/api-quickstart, `python/src/user_auth.py` (read 2026-11)."""
    query = asked(refreshable="True")
    query["consumer_id"] = query.pop("client_id")

    assert client.exchange(client.consent(query)[1]["code"]).status == 200


def test_the_rest_of_the_site_is_not_simulated(client: PinterestClient) -> None:
    assert client.send("GET", f"/{WWW}/pin/1/").status == 421
    assert client.send("PUT", f"/{WWW}/oauth/").status == 405
