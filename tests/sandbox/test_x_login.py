"""Logging in to the simulated X, over loopback, as a person and an app would."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest

from aromatiza.sandbox.server import Sandbox
from aromatiza.sandbox.x import X

REDIRECT = "http://127.0.0.1:8765/callback"
SCOPE = "tweet.read tweet.write users.read media.write offline.access"
VERIFIER = "a-verifier-of-no-less-than-forty-three-characters"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
ASKED = {
    "response_type": "code",
    "client_id": "app",
    "redirect_uri": REDIRECT,
    "scope": SCOPE,
    "state": "s t",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
FORM = "application/x-www-form-urlencoded"
SIX_MONTHS_S = 182 * 86_400


class Browser:
    """A person's browser and an app, both speaking to one sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=20)
        self.location = ""

    def send(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request(method, path, body or None, named)
        response = self._connection.getresponse()
        self.location = response.getheader("Location") or ""
        return response.status, response.read().decode()

    def page(self, **changes: str) -> tuple[int, str]:
        return self.send("GET", f"/x.com/i/oauth2/authorize?{urlencode(ASKED | changes)}")

    def decide(self, said: dict[str, str], **changes: str) -> dict[str, list[str]]:
        """Send the form of the page; what the person carries back to the app."""
        path = f"/x.com/i/oauth2/authorize?{urlencode(ASKED | changes)}"
        status, _ = self.send("POST", path, urlencode(said), Content_Type=FORM)
        assert status == 302
        assert self.location.startswith(changes.get("redirect_uri", REDIRECT))
        return parse_qs(urlsplit(self.location).query)

    def code(self, means: str = "demo", **changes: str) -> str:
        return self.decide({"decision": "allow", "as": means}, **changes)["code"][0]

    def ask(self, path: str, fields: dict[str, str], client: str = "app") -> tuple[int, dict[str, Any]]:
        """An app's request; with Basic unless it names no client."""
        basic = base64.b64encode(f"{client}:sandbox-client-secret".encode()).decode()
        headers = {"Authorization": f"Basic {basic}"} if client else {}
        status, text = self.send(
            "POST", f"/api.x.com/2/oauth2/{path}", urlencode(fields), Content_Type=FORM, **headers
        )
        return status, json.loads(text)

    def redeem(self, code: str, /, client: str = "app", **changes: str) -> tuple[int, dict[str, Any]]:
        fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT}
        return self.ask("token", {**fields, "code_verifier": VERIFIER, **changes}, client)

    def refresh(self, token: str, client: str = "app", **more: str) -> tuple[int, dict[str, Any]]:
        return self.ask("token", {"grant_type": "refresh_token", "refresh_token": token, **more}, client)

    def tokens(self, means: str = "demo", **changes: str) -> dict[str, Any]:
        status, pair = self.redeem(self.code(means, **changes))
        assert status == 200
        return pair

    def me(self, token: str) -> tuple[int, dict[str, Any]]:
        status, text = self.send("GET", "/api.x.com/2/users/me", Authorization=f"Bearer {token}")
        return status, json.loads(text)

    def skip(self, seconds: float) -> None:
        assert self.send("POST", "/_sandbox/clock", json.dumps({"skip_s": seconds}))[0] == 200

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def browser() -> Iterator[Browser]:
    with Sandbox(networks=[X]) as sandbox:
        one = Browser(sandbox)
        yield one
        one.close()


def error(answer: tuple[int, dict[str, Any]]) -> tuple[int, str, str]:
    return answer[0], answer[1]["error"], answer[1]["error_description"]


BAD_CODE = (400, "invalid_request", "Value passed for the authorization code was invalid.")
BAD_TOKEN = (400, "invalid_request", "Value passed for the token was invalid.")
BAD_CLIENT = (401, "unauthorized_client", "Missing valid authorization header")


def test_a_person_reads_what_the_app_wants_and_consents(browser: Browser) -> None:
    status, page = browser.page()
    assert status == 200
    assert all(f"<li>{scope}</li>" in page for scope in SCOPE.split())
    back = browser.decide({"decision": "allow", "as": "demo@42"})
    assert back["state"] == ["s t"]

    status, pair = browser.redeem(back["code"][0])

    assert (status, pair["token_type"], pair["expires_in"]) == (200, "bearer", 7200)
    assert pair["scope"] == SCOPE
    assert browser.me(pair["access_token"])[1]["data"]["id"] == "42"


def test_the_page_shows_names_as_text(browser: Browser) -> None:
    assert "<script>" not in browser.page(client_id="<script>")[1]


def test_a_person_may_say_no(browser: Browser) -> None:
    back = browser.decide({"decision": "deny"})
    assert (back["error"], back["state"]) == (["access_denied"], ["s t"])
    assert "code" not in back


def test_a_redirect_with_a_query_keeps_it(browser: Browser) -> None:
    back = browser.decide({"decision": "allow"}, redirect_uri=f"{REDIRECT}?a=1")
    assert back["a"] == ["1"]


@pytest.mark.parametrize(
    "changes",
    [
        {"response_type": "token"},
        {"client_id": ""},
        {"redirect_uri": "http://localhost:8765/callback"},
        {"redirect_uri": "http://example.com/"},
        {"redirect_uri": "nowhere"},
        {"client_id": f"app;redirect={quote(REDIRECT, safe='')}%2F"},
        {"scope": ""},
        {"state": ""},
        {"state": "s" * 501},
        {"code_challenge": ""},
        {"code_challenge_method": "S512"},
    ],
    ids=str,
)
def test_a_wrong_request_for_consent_is_shown_to_the_person_and_nobody_else(
    browser: Browser, changes: dict[str, str]
) -> None:
    assert browser.page(**changes)[0] == 400
    assert browser.location == ""


def test_a_registered_address_counts_to_its_last_slash(browser: Browser) -> None:
    client = f"app;redirect=https%3A%2F%2Fa.example%2Fb%2F,{quote(REDIRECT, safe='')}"
    assert browser.page(client_id=client)[0] == 200
    assert browser.page(client_id=client, redirect_uri="https://a.example/b")[0] == 400
    assert browser.page(client_id=client, redirect_uri="https://a.example/b/")[0] == 200


def test_an_unknown_scope_goes_back_as_an_error(browser: Browser) -> None:
    browser.page(scope="tweet.read tweet.shout")
    assert parse_qs(urlsplit(browser.location).query)["error"] == ["invalid_scope"]


def test_the_tokens_hold_only_what_was_granted(browser: Browser) -> None:
    pair = browser.tokens(scope="media.write")
    assert "refresh_token" not in pair
    assert browser.me(pair["access_token"])[0] == 403


def test_what_the_person_said_of_the_token_counts(browser: Browser) -> None:
    pair = browser.tokens("demo@7;credits=0;access_life=60")
    assert pair["expires_in"] == 60
    assert browser.me(pair["access_token"])[0] == 402


def test_a_code_lives_thirty_seconds(browser: Browser) -> None:
    """https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code (read 2026-11)."""
    code = browser.code()
    browser.skip(30)
    assert error(browser.redeem(code)) == BAD_CODE


def test_a_code_holds_once(browser: Browser) -> None:
    code = browser.code()
    assert browser.redeem(code)[0] == 200
    assert error(browser.redeem(code)) == BAD_CODE


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "xc.another"},
        {"redirect_uri": f"{REDIRECT}/"},
        {"code_verifier": VERIFIER + "x"},
        {"code_verifier": CHALLENGE},
    ],
    ids=str,
)
def test_a_code_is_bound_to_its_address_and_its_verifier(browser: Browser, changes: dict[str, str]) -> None:
    code = browser.code()
    assert error(browser.redeem(code, **changes)) == BAD_CODE
    assert browser.redeem(code)[0] == 200


def test_a_code_is_bound_to_its_client(browser: Browser) -> None:
    assert error(browser.redeem(browser.code(), client="another")) == BAD_CODE


def test_a_plain_challenge_is_its_own_verifier(browser: Browser) -> None:
    code = browser.code(code_challenge="challenge", code_challenge_method="plain")
    assert browser.redeem(code, code_verifier="challenge")[0] == 200


@pytest.mark.parametrize("missing", ["grant_type", "code", "redirect_uri", "code_verifier"])
def test_a_missing_field_is_named(browser: Browser, missing: str) -> None:
    answer = browser.redeem(browser.code(), **{missing: ""})
    assert answer[0] == 400
    assert missing == "grant_type" or f"[{missing}]" in answer[1]["error_description"]


def test_only_forms_and_two_grants_are_taken(browser: Browser) -> None:
    assert browser.ask("token", {"grant_type": "password"})[1]["error"] == "unsupported_grant_type"
    status, text = browser.send("POST", "/api.x.com/2/oauth2/token", "{}", Content_Type="application/json")
    assert (status, json.loads(text)["error"]) == (400, "invalid_request")


def test_a_confidential_client_must_show_its_secret(browser: Browser) -> None:
    """Seen live: https://github.com/plhery/node-twitter-api-v2/issues/319."""
    code = browser.code()
    assert error(browser.redeem(code, client="", client_id="app")) == BAD_CLIENT
    assert error(browser.refresh("demo", client="", client_id="app")) == BAD_CLIENT
    wrong = base64.b64encode(b"app:wrong").decode()
    status, _ = browser.send(
        "POST",
        "/api.x.com/2/oauth2/token",
        urlencode({"grant_type": "refresh_token", "refresh_token": "demo"}),
        Content_Type=FORM,
        Authorization=f"Basic {wrong}",
    )
    assert status == 401


def test_a_public_client_has_no_secret_and_names_itself(browser: Browser) -> None:
    client = "app;type=native"
    code = browser.code(client_id=client)
    assert error(browser.redeem(code, client=client)) == BAD_CLIENT
    status, pair = browser.redeem(code, client="", client_id=client)
    assert status == 200
    assert browser.refresh(pair["refresh_token"], client="", client_id=client)[0] == 200


def test_an_access_token_lives_two_hours(browser: Browser) -> None:
    pair = browser.tokens()
    browser.skip(7190)
    assert browser.me(pair["access_token"])[0] == 200
    browser.skip(20)
    assert browser.me(pair["access_token"])[0] == 401


def test_a_refresh_gives_a_new_pair_of_the_same_rights(browser: Browser) -> None:
    first = browser.tokens("demo@42")
    status, second = browser.refresh(first["refresh_token"])
    assert (status, second["scope"]) == (200, SCOPE)
    assert second["refresh_token"] != first["refresh_token"]
    assert browser.me(second["access_token"])[1]["data"]["id"] == "42"
    assert browser.me(first["access_token"])[0] == 200


def test_an_old_refresh_token_ends_its_whole_family(browser: Browser) -> None:
    """As one project saw it: https://github.com/trypostit/trypost/issues/126."""
    first, other = browser.tokens(), browser.tokens()
    second = browser.refresh(first["refresh_token"])[1]
    assert error(browser.refresh(first["refresh_token"])) == BAD_TOKEN
    assert error(browser.refresh(second["refresh_token"])) == BAD_TOKEN
    assert browser.me(second["access_token"])[0] == 401
    assert browser.me(other["access_token"])[0] == 200


def test_a_family_can_be_told_to_outlive_that(browser: Browser) -> None:
    first = browser.tokens("demo;family=kept")
    second = browser.refresh(first["refresh_token"])[1]
    assert error(browser.refresh(first["refresh_token"])) == BAD_TOKEN
    assert browser.refresh(second["refresh_token"])[0] == 200


def test_a_refresh_token_is_bound_to_its_client_and_ends_after_six_months(browser: Browser) -> None:
    pair = browser.tokens()
    assert error(browser.refresh(pair["refresh_token"], client="another")) == BAD_TOKEN
    browser.skip(SIX_MONTHS_S + 1)
    assert error(browser.refresh(pair["refresh_token"])) == BAD_TOKEN
    short = browser.tokens("demo;refresh_life=60")
    browser.skip(61)
    assert error(browser.refresh(short["refresh_token"])) == BAD_TOKEN


def test_any_text_is_a_refresh_token_once(browser: Browser) -> None:
    pair = browser.refresh("vault@42;scope=tweet.read,users.read,offline.access")[1]
    assert pair["scope"] == "tweet.read users.read offline.access"
    assert browser.me(pair["access_token"])[1]["data"]["id"] == "42"
    assert error(browser.refresh("vault@42;scope=tweet.read,users.read,offline.access")) == BAD_TOKEN
    assert error(browser.refresh("expired")) == BAD_TOKEN
    assert error(browser.refresh("xr.never-given-out")) == BAD_TOKEN


def test_a_revoked_access_token_is_dead_and_its_refresh_token_is_not(browser: Browser) -> None:
    pair = browser.tokens()
    assert browser.ask("revoke", {"token": pair["access_token"]}) == (200, {"revoked": True})
    assert browser.me(pair["access_token"])[0] == 401
    assert browser.refresh(pair["refresh_token"])[0] == 200


def test_a_revoked_refresh_token_takes_its_family_along(browser: Browser) -> None:
    pair = browser.tokens()
    assert browser.ask("revoke", {"token": pair["refresh_token"]})[0] == 200
    assert browser.me(pair["access_token"])[0] == 401
    assert error(browser.refresh(pair["refresh_token"])) == BAD_TOKEN


def test_any_token_can_be_revoked_by_a_client_that_shows_itself(browser: Browser) -> None:
    assert error(browser.ask("revoke", {"token": "demo@9"}, client="")) == BAD_CLIENT
    assert browser.ask("revoke", {})[0] == 400
    assert browser.me("demo@9")[0] == 200
    assert browser.ask("revoke", {"token": "demo@9"})[0] == 200
    assert browser.me("demo@9")[0] == 401
    assert error(browser.refresh("demo@9")) == BAD_TOKEN


def test_no_token_is_kept(browser: Browser, tmp_path: Any) -> None:
    state = tmp_path / "state.json"
    with Sandbox(networks=[X], state_file=state) as sandbox:
        other = Browser(sandbox)
        pair = other.tokens()
        other.close()
    kept = state.read_text()
    assert pair["access_token"] not in kept
    assert pair["refresh_token"] not in kept
    with Sandbox(networks=[X], state_file=state) as sandbox:
        again = Browser(sandbox)
        assert again.me(pair["access_token"])[0] == 200
        again.close()


def test_of_the_site_there_is_only_that_page(browser: Browser) -> None:
    assert browser.send("GET", "/x.com/aromatiza/status/1")[0] == 421
    assert browser.send("GET", f"/api.x.com/2/oauth2/authorize?{urlencode(ASKED)}")[0] == 200
