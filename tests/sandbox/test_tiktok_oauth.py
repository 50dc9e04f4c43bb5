"""Login Kit: the page, the callback, the token endpoint and the end of an authorisation.

https://developers.tiktok.com/doc/login-kit-desktop, https://developers.tiktok.com/doc/login-kit-web and
https://developers.tiktok.com/doc/oauth-user-access-token-management.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest

from aromatiza.sandbox.tiktok_answer import OAUTH_ERRORS
from tests.sandbox.tiktok_client import (
    CALLBACK,
    CREATOR,
    DIRECT,
    STATUS,
    USER,
    VERIFIER,
    TikTokClient,
    direct,
    draft,
    tiktok_in,
)

DAY_S = 86_400
YEAR_S = 365 * DAY_S


@pytest.fixture
def tiktok(tmp_path: Path) -> Iterator[TikTokClient]:
    with tiktok_in(tmp_path) as client:
        yield client


def test_a_login_gives_tokens_that_open_what_was_granted(tiktok: TikTokClient) -> None:
    page = tiktok.authorize()
    assert (page.status, b'<form method="post">' in page.body) == (200, True)
    sent = tiktok.consent()
    assert (sent["state"], sent["scopes"]) == ("s t&te", "user.info.basic,video.publish")

    tokens = tiktok.exchange(sent["code"]).json

    access, refresh = tokens.pop("access_token"), tokens.pop("refresh_token")
    assert (access[:4], refresh[:4]) == ("act.", "rft.")
    assert tokens == {
        "open_id": "-000a1b2c",
        "scope": "user.info.basic,video.publish",
        "expires_in": DAY_S,
        "refresh_expires_in": YEAR_S,
        "token_type": "Bearer",
    }
    assert tiktok.data(USER, None, access, fields="open_id") == {"user": {"open_id": "-000a1b2c"}}
    assert tiktok.code(CREATOR, None, access) == (200, "ok")
    assert tiktok.code("/v2/post/publish/inbox/video/init/", draft(), access)[1] == "scope_not_authorized"


def test_the_page_speaks_french_and_escapes_the_account(tiktok: TikTokClient) -> None:
    target = (
        "/www.tiktok.com/v2/auth/authorize/?client_key=app%40%22%3E%3Cb&response_type=code&scope=video.list"
    )
    target += f"&code_challenge=x&code_challenge_method=S256&redirect_uri={quote(CALLBACK)}"
    page = tiktok.send("GET", target, headers={"Accept-Language": "fr"}).body.decode()
    assert "Continuer" in page
    assert "&quot;&gt;&lt;b" in page
    assert '"><b' not in page


def test_a_user_may_deny_a_scope_or_everything(tiktok: TikTokClient) -> None:
    sent = tiktok.consent(form={})
    assert sent["scopes"] == "user.info.basic"
    assert tiktok.exchange(sent["code"]).json["scope"] == "user.info.basic"
    denied = tiktok.consent(form={"deny": "1"})
    assert (denied["error"], denied["state"]) == ("access_denied", "s t&te")
    assert "code" not in denied
    assert tiktok.consent(form={}, scope="video.publish")["error"] == "access_denied"


def test_a_user_may_choose_the_account_on_the_page(tiktok: TikTokClient) -> None:
    assert tiktok.login("app@42")["open_id"] == "42"
    chosen = tiktok.consent(form={"open_id": "43", "allow video.publish": "on"})
    assert tiktok.exchange(chosen["code"]).json["open_id"] == "43"


def test_a_known_session_is_asked_nothing_when_the_app_wants_it_so(tiktok: TikTokClient) -> None:
    assert tiktok.authorize(disable_auto_auth="0").status == 200
    tiktok.login()
    assert tiktok.authorize(disable_auto_auth="0").status == 302
    assert tiktok.authorize(disable_auto_auth="1").status == 200
    assert tiktok.authorize(disable_auto_auth="0", scope="video.upload").status == 200


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": ""}, "unsupported_response_type"),
        ({"scope": "user.info.basic video.publish"}, "invalid_scope"),
        ({"scope": "video.everything"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": ""}, "invalid_request"),
    ],
    ids=["token", "no type", "spaces", "unknown", "no scope", "no challenge", "plain", "no method"],
)
def test_a_wrong_question_is_told_to_the_callback(
    tiktok: TikTokClient, changes: dict[str, str], error: str
) -> None:
    answer = tiktok.authorize(**changes)
    assert answer.status == 302
    assert answer.headers["Location"].startswith(f"{CALLBACK}?error={error}&error_description=")
    assert answer.headers["Location"].endswith("&state=s+t%26te")


@pytest.mark.parametrize(
    ("client_key", "changes"),
    [
        ("", {"client_id": "app"}),
        ("unknown", {}),
        ("app", {"redirect_uri": ""}),
        ("app", {"redirect_uri": "http://127.0.0.1/callback/"}),
        ("app", {"redirect_uri": "http://127.0.0.1:x/"}),
        ("app", {"redirect_uri": "http://192.168.0.1:8000/"}),
        ("app", {"redirect_uri": "http://[::1]:8000/"}),
        ("app", {"redirect_uri": "http://example.com/"}),
        ("app", {"redirect_uri": f"{CALLBACK}?a=b"}),
        ("app", {"redirect_uri": f"{CALLBACK}#a"}),
        ("app", {"redirect_uri": CALLBACK + "a" * 500}),
        ("app;kind=web", {}),
        ("app;kind=desktop", {"redirect_uri": "https://example.com/"}),
        ("app;redirect=http%3A%2F%2F127.0.0.1%3A%2A%2Fcallback", {}),
        ("app;redirect=http%3A%2F%2F127.0.0.1%3A8000%2Fcallback%2F", {}),
    ],
    ids=[
        *(
            "client_id",
            "unknown",
            "no address",
            "no port",
            "port",
            "lan",
            "ipv6",
            "http",
            "query",
            "fragment",
        ),
        *("long", "web only", "desktop only", "without its slash", "another port"),
    ],
)
def test_a_browser_is_never_sent_to_an_address_that_is_not_the_apps(
    tiktok: TikTokClient, client_key: str, changes: dict[str, str]
) -> None:
    answer = tiktok.authorize(client_key, **changes)
    assert answer.status == 400
    assert "Location" not in answer.headers


@pytest.mark.parametrize(
    ("client_key", "address"),
    [
        ("app", "http://localhost:1/"),
        ("app", "https://127.0.0.1:8000/a/"),
        ("app;redirect=http%3A%2F%2F127.0.0.1%3A%2A%2Fcallback%2F", CALLBACK),
        ("app;redirect=https%3A%2F%2Fa.example%2F,https%3A%2F%2Fb.example%2F", "https://b.example/"),
    ],
)
def test_an_address_of_the_app_is_taken(tiktok: TikTokClient, client_key: str, address: str) -> None:
    assert tiktok.authorize(client_key, redirect_uri=address).status == 200


def test_a_web_login_needs_no_challenge(tiktok: TikTokClient) -> None:
    page = "https://example.com/"
    sent = tiktok.consent(redirect_uri=page, code_challenge="", code_challenge_method="")
    assert tiktok.exchange(sent["code"], redirect_uri=page, code_verifier="").status == 200


def test_the_challenge_is_hex_and_not_the_base64url_of_rfc_7636(tiktok: TikTokClient) -> None:
    """'Code verifier or code challenge is invalid': https://www.volcengine.com/article/1153620."""
    digest = sha256(VERIFIER.encode()).digest()
    for challenge in (base64.urlsafe_b64encode(digest).decode().rstrip("="), digest.hex().upper(), VERIFIER):
        answer = tiktok.exchange(tiktok.consent(code_challenge=challenge)["code"])
        assert (answer.status, answer.json["error"]) == (400, "invalid_request")
        assert answer.json["error_description"] == "Code verifier or code challenge is invalid"
    assert tiktok.exchange(tiktok.consent()["code"]).status == 200


@pytest.mark.parametrize("verifier", ["v" * 42, "v" * 129, "v" * 42 + "+"])
def test_a_verifier_of_the_wrong_shape_is_refused_even_if_it_fits(
    tiktok: TikTokClient, verifier: str
) -> None:
    code = tiktok.consent(code_challenge=sha256(verifier.encode()).hexdigest())["code"]
    assert tiktok.exchange(code, code_verifier=verifier).json["error"] == "invalid_request"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"code": ""}, "invalid_request"),
        ({"code": "nonsense"}, "invalid_grant"),
        ({"redirect_uri": ""}, "invalid_request"),
        ({"redirect_uri": CALLBACK[:-1]}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_request"),
        ({"code_verifier": "w" * 43}, "invalid_request"),
        ({"client_key": "another"}, "invalid_grant"),
        ({"client_key": "unknown"}, "invalid_client"),
        ({"client_key": ""}, "invalid_request"),
        ({"client_secret": ""}, "invalid_request"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"grant_type": ""}, "unsupported_grant_type"),
    ],
)
def test_a_wrong_exchange_is_refused(tiktok: TikTokClient, fields: dict[str, str], error: str) -> None:
    given = {"code": tiktok.consent()["code"], "client_key": "app", **fields}
    answer = tiktok.exchange(**given)
    assert answer.json.keys() == {"error", "error_description", "log_id"}
    assert answer.json["error"] == error


def test_only_the_secret_of_an_app_is_good(tiktok: TikTokClient) -> None:
    app = "app;secret=s3cret"
    code = tiktok.consent(app)["code"]
    assert tiktok.exchange(code, app).json["error"] == "invalid_client"
    assert tiktok.exchange(code, app, client_secret="s3cret").status == 200


def test_a_code_is_good_once_decoded_and_for_five_minutes(tiktok: TikTokClient) -> None:
    code = tiktok.consent()["code"]
    assert tiktok.exchange(quote(code, safe="")).json["error"] == "invalid_grant"
    assert tiktok.exchange(code).status == 200
    assert tiktok.exchange(code).json["error"] == "invalid_grant"
    late = tiktok.consent()["code"]
    tiktok.clock.at += 300
    assert tiktok.exchange(late).json["error"] == "invalid_grant"


def test_a_token_request_is_a_form(tiktok: TikTokClient) -> None:
    body = b'{"client_key": "app", "client_secret": "s"}'
    headers = {"Content-Type": "application/json"}
    answer = tiktok.send("POST", "/open.tiktokapis.com/v2/oauth/token/", body, headers)
    assert (answer.status, answer.json["error"]) == (400, "invalid_request")
    assert tiktok.send("GET", "/open.tiktokapis.com/v2/oauth/token/").status == 404


@pytest.mark.parametrize("name", OAUTH_ERRORS)
def test_every_documented_error_of_oauth_can_be_planned(tiktok: TikTokClient, name: str) -> None:
    app = f"app;authorize_error={name}/1;token_error={name}/1;refresh_error={name}/1;revoke_error={name}/1"
    status = OAUTH_ERRORS[name][0]
    assert tiktok.consent(app)["error"] == name
    code = tiktok.consent(app)["code"]
    refused = tiktok.exchange(code, app)
    assert (refused.status, refused.json["error"]) == (status, name)
    tokens = tiktok.exchange(code, app).json
    assert tiktok.refresh(tokens["refresh_token"], app).json["error"] == name
    revoked = tiktok.oauth("revoke", client_key=app, token=tokens["access_token"])
    assert (revoked.status, revoked.json["error"]) == (status, name)


def test_an_error_may_come_with_200(tiktok: TikTokClient) -> None:
    answer = tiktok.refresh("rft.nothing", "app;oauth_status=200")
    assert (answer.status, answer.json["error"]) == (200, "invalid_grant")


def test_an_access_token_lives_a_day_and_is_refreshed_without_its_user(tiktok: TikTokClient) -> None:
    tokens = tiktok.login()
    tiktok.clock.at += DAY_S
    assert tiktok.code(CREATOR, None, tokens["access_token"]) == (401, "access_token_invalid")
    fresh = tiktok.refresh(tokens["refresh_token"]).json
    assert (fresh["open_id"], fresh["scope"]) == (tokens["open_id"], tokens["scope"])
    assert tiktok.code(CREATOR, None, fresh["access_token"]) == (200, "ok")


def test_a_refresh_token_lives_a_year_from_its_first_day(tiktok: TikTokClient) -> None:
    tokens = tiktok.login()
    tiktok.clock.at += YEAR_S - 60
    fresh = tiktok.refresh(tokens["refresh_token"]).json
    assert fresh["refresh_expires_in"] == 60
    tiktok.clock.at += 60
    assert tiktok.refresh(fresh["refresh_token"]).json["error"] == "invalid_grant"


def test_a_refresh_may_give_the_year_again(tiktok: TikTokClient) -> None:
    tokens = tiktok.login("app;restart=yes")
    tiktok.clock.at += YEAR_S - 60
    fresh = tiktok.refresh(tokens["refresh_token"], "app;restart=yes").json
    assert fresh["refresh_expires_in"] == YEAR_S


def test_a_refresh_token_that_was_replaced_is_dead(tiktok: TikTokClient) -> None:
    tokens = tiktok.login()
    fresh = tiktok.refresh(tokens["refresh_token"]).json
    assert fresh["refresh_token"] != tokens["refresh_token"]
    assert tiktok.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert tiktok.refresh(fresh["refresh_token"]).status == 200


def test_a_refresh_may_keep_the_token_or_leave_it_a_grace(tiktok: TikTokClient) -> None:
    kept = tiktok.login("app;rotate=no")["refresh_token"]
    assert tiktok.refresh(kept, "app;rotate=no").json["refresh_token"] == kept
    old = tiktok.login("app;grace=60")["refresh_token"]
    assert [tiktok.refresh(old, "app;grace=60").status for _ in range(2)] == [200, 200]
    tiktok.clock.at += 60
    assert tiktok.refresh(old, "app;grace=60").json["error"] == "invalid_grant"


def test_an_old_refresh_token_that_comes_back_may_end_everything(tiktok: TikTokClient) -> None:
    app = "app;reuse=revokes"
    old = tiktok.login(app)["refresh_token"]
    fresh = tiktok.refresh(old, app).json
    assert tiktok.refresh(old, app).json["error"] == "invalid_grant"
    assert tiktok.refresh(fresh["refresh_token"], app).json["error"] == "invalid_grant"
    assert tiktok.code(CREATOR, None, fresh["access_token"]) == (401, "access_token_invalid")


@pytest.mark.parametrize("fields", [{"client_key": "another"}, {"refresh_token": "rft.x"}])
def test_a_refresh_token_is_good_for_its_own_app_only(tiktok: TikTokClient, fields: dict[str, str]) -> None:
    given = {"refresh_token": tiktok.login()["refresh_token"], "client_key": "app", **fields}
    assert tiktok.refresh(**given).json["error"] == "invalid_grant"


def test_what_an_app_is_passes_to_its_tokens(tiktok: TikTokClient) -> None:
    app = "app;audited=no;private=yes;secret=s;access_life=60"
    tokens = tiktok.login(app)
    assert tokens["expires_in"] == 60
    refused = tiktok.code(DIRECT, direct(privacy_level="MUTUAL_FOLLOW_FRIENDS"), tokens["access_token"])
    assert refused[1] == "unaudited_client_can_only_post_to_private_accounts"
    assert tiktok.code(DIRECT, direct(privacy_level="SELF_ONLY"), tokens["access_token"]) == (200, "ok")


def test_an_app_is_given_only_the_scopes_it_was_approved_for(tiktok: TikTokClient) -> None:
    app = "app;scope=user.info.basic,video.upload"
    assert tiktok.consent(app)["error"] == "invalid_scope"
    assert tiktok.consent(app, scope="video.upload")["scopes"] == "video.upload"


def test_revoking_ends_a_grant_and_what_it_had_not_finished(tiktok: TikTokClient) -> None:
    tokens = tiktok.login()
    publish_id = tiktok.uploaded(DIRECT, direct(), tokens["access_token"])
    answer = tiktok.oauth("revoke", token=tokens["access_token"])
    assert (answer.status, answer.body) == (200, b"")
    assert tiktok.code(CREATOR, None, tokens["access_token"]) == (401, "access_token_invalid")
    assert tiktok.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
    again = tiktok.login()["access_token"]
    assert tiktok.state(publish_id, again)["fail_reason"] == "auth_removed"


def test_a_token_that_was_never_issued_can_be_revoked_too(tiktok: TikTokClient) -> None:
    publish_id = tiktok.uploaded(DIRECT, direct(), "t@42")
    assert tiktok.oauth("revoke", token="t@42").status == 200
    assert tiktok.code(CREATOR, None, "t@42") == (401, "access_token_invalid")
    assert tiktok.data(STATUS, {"publish_id": publish_id}, "u@42")["fail_reason"] == "auth_removed"


def test_a_revocation_without_a_living_token_of_the_app_is_refused(tiktok: TikTokClient) -> None:
    access = tiktok.login()["access_token"]
    assert tiktok.oauth("revoke").json["error"] == "invalid_request"
    assert tiktok.oauth("revoke", client_key="another", token=access).json["error"] == "invalid_client"
    tiktok.oauth("revoke", token=access)
    assert tiktok.oauth("revoke", token=access).json["error"] == "invalid_request"


def test_no_token_and_no_secret_is_written_down(tiktok: TikTokClient) -> None:
    app = "app;secret=s3cret-of-the-app"
    code = tiktok.consent(app)["code"]
    tokens = tiktok.exchange(code, app, client_secret="s3cret-of-the-app").json
    tiktok.world.save()
    state = (tiktok.folder / "state.json").read_text(encoding="utf-8")
    for secret in (code, tokens["access_token"], tokens["refresh_token"], "s3cret-of-the-app"):
        assert secret not in state
    tiktok.restart()
    assert tiktok.code(CREATOR, None, tokens["access_token"]) == (200, "ok")


def test_a_link_to_any_post_answers_200(tiktok: TikTokClient) -> None:
    """'Broken links answer 200': https://github.com/gitroomhq/postiz-app/pull/1984."""
    assert tiktok.send("GET", "/www.tiktok.com/@aromatiza/video/7500000000000000001").status == 200
    assert tiktok.send("GET", "/www.tiktok.com/nothing").status == 404
