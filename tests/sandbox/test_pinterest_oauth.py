"""The simulated Pinterest lets apps in as its sheet says: consent, codes, tokens, their lives, rotation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.pinterest_client import (
    API,
    REDIRECT,
    SANDBOX_API,
    PinterestClient,
    asked,
)

DAY_S = 86_400
MONTH_S = 30 * DAY_S


@pytest.fixture
def client(tmp_path: Path) -> Iterator[PinterestClient]:
    with PinterestClient(tmp_path) as one:
        yield one


def test_a_code_becomes_tokens_that_say_how_long_they_live(client: PinterestClient) -> None:
    tokens = client.tokens()

    assert tokens["access_token"].startswith("pina_")
    assert tokens["refresh_token"].startswith("pinr.")
    assert (tokens["token_type"], tokens["response_type"]) == ("bearer", "authorization_code")
    assert tokens["scope"] == "boards:read pins:read"
    assert (tokens["expires_in"], tokens["refresh_token_expires_in"]) == (2_592_000, 5_184_000)
    assert tokens["refresh_token_expires_at"] > 1_700_000_000 + 5_184_000


def test_a_token_speaks_for_the_account_that_consented_and_for_nothing_more(client: PinterestClient) -> None:
    token = client.tokens(account="42", scope="user_accounts:read boards:read")["access_token"]

    assert client.get("/user_account", token).value["id"] == "42"
    assert client.get("/boards", token).status == 200
    assert client.get("/pins", token).refusal == (401, 3)


def test_a_person_may_grant_less_than_was_asked_for(client: PinterestClient) -> None:
    tokens = client.tokens("150;grants=pins:read,ads:read")

    assert tokens["scope"] == "pins:read"
    assert client.get("/boards", tokens["access_token"]).refusal == (401, 3)


def test_what_is_said_of_an_app_holds_for_its_tokens(client: PinterestClient) -> None:
    tokens = client.tokens("150;app=trial", scope="boards:read,boards:write,pins:read,pins:write")

    assert client.pin(tokens["access_token"]).refusal == (403, 29)
    assert client.get("/pins", tokens["access_token"]).headers["x-ratelimit-limit"] == "1000"


def test_a_code_is_good_once(client: PinterestClient) -> None:
    _, back = client.consent(asked())

    assert client.exchange(back["code"]).status == 200
    assert client.exchange(back["code"]).refusal == (400, 283)


def test_a_code_is_good_for_ten_minutes_or_as_long_as_the_app_says(client: PinterestClient) -> None:
    codes = {app: client.consent(asked(app))[1]["code"] for app in ("150", "150;code_life=601")}
    client.skip(600)

    assert client.exchange(codes["150"]).refusal == (400, 283)
    assert client.exchange(codes["150;code_life=601"]).status == 200


def test_a_code_belongs_to_its_app_and_to_its_link(client: PinterestClient) -> None:
    codes = [client.consent(asked())[1]["code"] for _ in range(2)]

    assert client.exchange(codes[0], "151").refusal == (400, 283)
    assert client.exchange(codes[1], redirect_uri="http://localhost:8085").refusal == (400, 283)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"grant_type": "password"},
        {"grant_type": "authorization_code", "redirect_uri": REDIRECT},
        {"grant_type": "authorization_code", "code": "0"},
        {"grant_type": "authorization_code", "code": "0", "redirect_uri": "x", "continuous_refresh": "1"},
        {"grant_type": "refresh_token"},
        {"grant_type": "refresh_token", "refresh_token": "r", "scope": "boards:eat"},
        {"grant_type": "refresh_token", "refresh_token": "r;scope=pins:read", "scope": "pins:write"},
        {"grant_type": "client_credentials"},
    ],
    ids=lambda fields: "-".join(fields.values()) or "nothing",
)
def test_a_request_for_tokens_that_lacks_something_is_refused(
    client: PinterestClient, fields: dict[str, str]
) -> None:
    assert client.basic("token", fields).refusal == (400, 1)


def test_a_request_for_tokens_is_a_form(client: PinterestClient) -> None:
    headers = {"Authorization": "Basic MTUwOnM=", "Content-Type": "application/json"}
    body = json.dumps({"grant_type": "refresh_token", "refresh_token": "r"}).encode()

    assert client.send("POST", f"/{API}/v5/oauth/token", body, headers).refusal == (400, 1)


@pytest.mark.parametrize("sent", ["", "Bearer t", "Basic !", "Basic MTUw", "Basic MTUwOg==", "Basic OnM="])
def test_an_app_answers_for_itself_with_its_id_and_secret(client: PinterestClient, sent: str) -> None:
    headers = {"Authorization": sent, "Content-Type": "application/x-www-form-urlencoded"}
    body = b"grant_type=refresh_token&refresh_token=r"

    assert client.send("POST", f"/{API}/v5/oauth/token", body, headers).refusal == (401, 2)


def test_a_secret_can_be_wrong(client: PinterestClient) -> None:
    fields = {"grant_type": "refresh_token", "refresh_token": "r"}

    assert client.basic("token", fields, "150;secret=a", "b").refusal == (401, 2)
    assert client.basic("token", fields, "150;secret=a", "a").status == 200


def test_pkce_is_ignored_so_nobody_can_rely_on_it(client: PinterestClient) -> None:
    _, back = client.consent(asked(code_challenge="x", code_challenge_method="S256"))

    assert client.exchange(back["code"], code_verifier="anything else").status == 200


def test_an_old_app_has_to_ask_for_a_refresh_token(client: PinterestClient) -> None:
    app = "150;legacy=yes"
    codes = [client.consent(asked(app))[1]["code"] for _ in range(2)]

    assert "refresh_token" not in client.exchange(codes[0], app).value
    assert "refresh_token" in client.exchange(codes[1], app, continuous_refresh="true").value


def test_an_access_token_lives_for_thirty_days(client: PinterestClient) -> None:
    token = client.tokens()["access_token"]
    client.skip(MONTH_S - 60)
    assert client.get("/boards", token).status == 200
    client.skip(60)
    assert client.get("/boards", token).refusal == (401, 2)


def test_a_refresh_token_lives_for_sixty_days_and_can_be_renewed_for_ever(client: PinterestClient) -> None:
    refresh = client.tokens()["refresh_token"]
    for _ in range(4):
        client.skip(59 * DAY_S)
        answer = client.refresh(refresh)
        assert answer.status == 200
        refresh = answer.value["refresh_token"]
    client.skip(60 * DAY_S)
    assert client.refresh(refresh).refusal == (401, 2)


def test_an_app_may_shorten_both_lives(client: PinterestClient) -> None:
    app = "150;lasts=60;refresh_lasts=120"
    tokens = client.tokens(app)
    assert (tokens["expires_in"], tokens["refresh_token_expires_in"]) == (60, 120)
    client.skip(60)
    assert client.get("/boards", tokens["access_token"]).refusal == (401, 2)
    client.skip(60)
    assert client.refresh(tokens["refresh_token"], app).refusal == (401, 2)


def test_a_refresh_replaces_both_tokens_and_the_old_refresh_token_is_dead(client: PinterestClient) -> None:
    old = client.tokens(account="42")
    new = client.refresh(old["refresh_token"]).value

    assert new["response_type"] == "refresh_token"
    assert new["refresh_token"] not in ("", old["refresh_token"])
    assert client.refresh(old["refresh_token"]).refusal == (401, 2)
    assert [client.get("/boards", one["access_token"]).status for one in (old, new)] == [200, 200]
    assert client.refresh(new["refresh_token"]).status == 200


def test_an_old_refresh_token_may_be_good_for_a_while(client: PinterestClient) -> None:
    app = "150;grace=60"
    refresh = client.tokens(app)["refresh_token"]

    assert [client.refresh(refresh, app).status for _ in range(2)] == [200, 200]
    client.skip(60)
    assert client.refresh(refresh, app).status == 401


def test_a_refresh_may_ask_for_less_and_the_next_one_for_all_again(client: PinterestClient) -> None:
    narrow = client.refresh(client.tokens()["refresh_token"], scope="boards:read").value
    whole = client.refresh(narrow["refresh_token"]).value

    assert narrow["scope"] == "boards:read"
    assert client.get("/pins", narrow["access_token"]).refusal == (401, 3)
    assert whole["scope"] == "boards:read pins:read"


def test_a_refused_refresh_leaves_the_token_as_it_was(client: PinterestClient) -> None:
    refresh = client.tokens()["refresh_token"]

    assert client.refresh(refresh, scope="pins:write").refusal == (400, 1)
    assert client.refresh(refresh).status == 200


def test_a_refresh_token_belongs_to_its_app(client: PinterestClient) -> None:
    assert client.refresh(client.tokens()["refresh_token"], "151").refusal == (401, 2)


def test_a_refresh_token_may_be_written_like_any_token_and_is_good_once(client: PinterestClient) -> None:
    first = client.refresh("mine@42;scope=user_accounts:read")

    assert client.get("/user_account", first.value["access_token"]).value["id"] == "42"
    assert client.refresh("mine@42;scope=user_accounts:read").refusal == (401, 2)
    assert client.refresh("expired@42").refusal == (401, 2)
    assert client.refresh("other;expires_at=1").refusal == (401, 2)


def test_a_refresh_token_opens_nothing_and_an_access_token_refreshes_nothing(client: PinterestClient) -> None:
    tokens = client.tokens()

    assert client.get("/boards", tokens["refresh_token"]).refusal == (401, 2)
    assert client.refresh(tokens["access_token"]).refusal == (401, 2)


def test_a_damaged_token_is_refused(client: PinterestClient) -> None:
    token = client.tokens()["access_token"]

    assert client.get("/boards", token).status == 200
    assert client.get("/boards", token[:-4]).refusal == (401, 2)
    assert client.get("/boards", f"{token}0").refusal == (401, 2)
    assert client.get("/boards", f"pina_sandbox.{'0' * 40}").refusal == (401, 2)


def test_a_token_of_the_app_alone_reads_and_never_writes(client: PinterestClient) -> None:
    """https://github.com/pinterest/api-quickstart/issues/130 (read 2026-11)."""
    scope = "boards:read,boards:write,pins:read,pins:write,user_accounts:read"
    answer = client.basic("token", {"grant_type": "client_credentials", "scope": scope}, "150@42").value

    assert answer["access_token"].startswith("pinc_")
    assert "refresh_token" not in answer
    assert client.get("/user_account", answer["access_token"]).value["id"] == "42"
    assert client.pin(answer["access_token"]).refusal == (401, 3)


def test_only_tokens_of_system_users_can_be_revoked(client: PinterestClient) -> None:
    ordinary = client.tokens()["access_token"]
    system = client.tokens("151;kind=system")

    assert client.basic("token/revoke", {"token": ordinary}).refusal == (403, 29)
    revoked = client.basic("token/revoke", {"token": system["access_token"]})
    assert (revoked.status, revoked.body) == (200, b"")
    assert client.get("/boards", ordinary).status == 200
    assert client.get("/boards", system["access_token"]).refusal == (401, 2)


def test_a_revoked_refresh_token_is_dead(client: PinterestClient) -> None:
    refresh = client.tokens("151;kind=system")["refresh_token"]
    fields = {"token": refresh, "token_type_hint": "refresh_token"}

    assert client.basic("token/revoke", fields).status == 200
    assert client.refresh(refresh, "151;kind=system").refusal == (401, 2)


def test_a_revocation_wants_a_token_and_a_known_hint(client: PinterestClient) -> None:
    assert client.basic("token/revoke", {}).refusal == (400, 1)
    assert client.basic("token/revoke", {"token": "t", "token_type_hint": "x"}).refusal == (400, 1)


def test_the_answer_may_leave_the_scopes_out(client: PinterestClient) -> None:
    """https://github.com/pinterest/api-description/blob/main/v5/changelog-5.23-to-5.28.md (read 2026-11)."""
    assert "scope" not in client.tokens("150;trap=no_scope")


def test_the_token_endpoint_counts_as_a_read_and_can_fail(client: PinterestClient) -> None:
    limited = client.refresh("r", "150;reads=0")
    failing = [client.refresh("r", "150;token_error=503/503/1") for _ in range(2)]

    assert limited.refusal == (429, 8)
    assert limited.headers["x-ratelimit-limit"] == "0"
    assert [answer.status for answer in failing] == [503, 200]


def test_tokens_of_one_host_are_nothing_at_the_other(client: PinterestClient) -> None:
    fields = {"grant_type": "refresh_token", "refresh_token": "r"}
    there = client.basic("token", fields, host=SANDBOX_API).value["access_token"]

    assert client.ask("GET", "/boards", token=there, host=SANDBOX_API).status == 200
    assert client.get("/boards", there).refusal == (401, 2)


def test_a_restarted_sandbox_remembers_its_tokens_and_keeps_none_in_clear(
    client: PinterestClient, tmp_path: Path
) -> None:
    tokens = client.tokens()
    old = client.refresh(tokens["refresh_token"]).value
    client.restart()

    assert client.get("/boards", old["access_token"]).status == 200
    assert client.refresh(tokens["refresh_token"]).refusal == (401, 2)
    assert client.refresh(old["refresh_token"]).status == 200
    state = (tmp_path / "state.json").read_text(encoding="utf-8")
    assert tokens["access_token"] not in state
    assert old["refresh_token"] not in state
