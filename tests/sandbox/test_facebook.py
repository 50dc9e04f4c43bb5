"""The simulated Page says who it is, and refuses tokens, limits and nonsense as Graph does."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.graph_client import PAGE, REELS, USER, PageClient, code, mp4

FILES = {"clip.mp4": mp4(10)}
START = {"upload_phase": "start"}
PERSON = f"9{PAGE}"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[PageClient]:
    with PageClient(tmp_path, FILES) as one:
        yield one


def test_me_is_the_page_of_the_token(page: PageClient) -> None:
    assert page.get("/v25.0/me", fields="id,name") == (200, {"id": PAGE, "name": "Aromatiza"})
    assert page.get("/me", token="t@777", fields="id")[1] == {"id": "777"}


def test_a_token_in_the_query_counts_too(page: PageClient) -> None:
    assert page.send("GET", "/graph.facebook.com/me?access_token=t@777")[1]["id"] == "777"


def test_the_page_names_its_instagram_account(page: PageClient) -> None:
    value = page.get(f"/{PAGE}", fields="id,name,instagram_business_account{id,username}")[1]
    assert value["instagram_business_account"] == {"id": "17841400000000000", "username": "aromatiza"}


def test_a_request_without_a_token_is_refused(page: PageClient) -> None:
    assert code(page.send("GET", "/graph.facebook.com/me")) == (104, 0)


def test_an_expired_token_is_refused(page: PageClient) -> None:
    assert code(page.get("/me", token="expired")) == (190, 463)


def test_a_token_of_another_page_sees_nothing_of_ours(page: PageClient) -> None:
    video_id = page.started()
    assert code(page.get(f"/{PAGE}", token="t@777")) == (100, 33)
    assert code(page.get(f"/{video_id}", token="t@777")) == (100, 33)
    assert code(page.post(REELS, START, token="t@777")) == (100, 33)


def test_a_token_without_the_permission_to_post_is_refused(page: PageClient) -> None:
    assert code(page.post(REELS, START, token="t;scope=pages_read_engagement")) == (200, 0)
    assert code(page.get(REELS, token="t;scope=pages_show_list")) == (10, 0)


def test_an_unknown_field_is_refused(page: PageClient) -> None:
    assert code(page.get("/me", fields="id,nonsense")) == (100, 0)


def test_a_missing_post_answers_with_a_permission_error(page: PageClient) -> None:
    assert code(page.get(f"/{PAGE}_1")) == (10, 0)


def test_the_page_has_no_other_edges(page: PageClient) -> None:
    assert code(page.get(f"/{PAGE}/nonsense")) == (100, 0)
    assert code(page.post(f"/{PAGE}/nonsense", {})) == (100, 33)


def debugged(page: PageClient, token: str, app: str = "77|secret") -> tuple[int, Any]:
    """What `debug_token` says of a token."""
    return page.get("/v25.0/debug_token", app, input_token=token)


def test_an_app_token_sees_whose_a_token_is_and_what_it_may(page: PageClient) -> None:
    facts = debugged(page, "t;scope=pages_manage_posts,instagram_basic")[1]["data"]
    assert facts == {
        "app_id": "77",
        "type": "PAGE",
        "application": "Aromatiza",
        "data_access_expires_at": 1_800_000_000 + 90 * 86400,
        "expires_at": 0,
        "is_valid": True,
        "scopes": ["pages_manage_posts", "instagram_basic"],
        "user_id": PERSON,
        "granular_scopes": [
            {"scope": "pages_manage_posts", "target_ids": [PAGE]},
            {"scope": "instagram_basic", "target_ids": [USER]},
        ],
        "profile_id": PAGE,
    }


def test_a_token_of_a_system_user_is_no_page_and_may_be_of_another_app(page: PageClient) -> None:
    facts = debugged(page, "t@777;type=SYSTEM_USER;app=5;data_access_expires_at=7")[1]["data"]
    assert "profile_id" not in facts
    assert (facts["type"], facts["app_id"], facts["data_access_expires_at"]) == ("SYSTEM_USER", "5", 7)


def test_a_dead_token_is_said_to_be_so_and_why(page: PageClient) -> None:
    facts = debugged(page, "t;error=190/460")[1]["data"]
    assert facts["is_valid"] is False
    assert (facts["error"]["code"], facts["error"]["subcode"]) == (190, 460)


def test_only_an_app_token_looks_at_tokens_and_it_does_nothing_else(page: PageClient) -> None:
    assert code(debugged(page, "t", app="t")) == (100, 0)
    assert code(debugged(page, "")) == (100, 0)
    assert code(page.get("/me", "77|secret")) == (10, 0)


def test_a_token_expires_by_the_clock(page: PageClient) -> None:
    token = "t;expires_at=1800000100"
    assert page.get("/me", token)[0] == 200
    assert debugged(page, token)[1]["data"]["expires_at"] == 1_800_000_100
    page.clock.at += 100
    assert code(page.get("/me", token)) == (190, 463)
    assert page.rupload("1", authorization=f"OAuth {token}")[0] == 401


@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        pytest.param("190/458", (190, 458), id="app removed"),
        pytest.param("190/459", (190, 459), id="a check to clear"),
        pytest.param("190/460", (190, 460), id="password changed"),
        pytest.param("190/464", (190, 464), id="not confirmed"),
        pytest.param("190/467", (190, 467), id="logged out"),
        pytest.param("190/492", (190, 492), id="no role on the Page"),
        pytest.param("102", (102, 0), id="the session ended"),
        pytest.param("283", (283, 0), id="a permission is missing"),
        pytest.param("368/1390008", (368, 1390008), id="too fast"),
        pytest.param("1404078", (1404078, 0), id="no authorisation to publish"),
        pytest.param("-1/2207001", (-1, 2207001), id="a server error"),
        pytest.param("99999", (99999, 0), id="a code that nobody knows"),
    ],
)
def test_a_token_plans_any_refusal(page: PageClient, planned: str, expected: tuple[int, int]) -> None:
    assert code(page.get("/me", f"t;error={planned}")) == expected
    assert page.get("/me", f"t;write_error={planned}")[0] == 200
    assert code(page.post(REELS, START, f"t;write_error={planned}")) == expected


def test_a_refusal_has_texts_for_people_and_says_whether_it_passes(page: PageClient) -> None:
    passing = page.get("/me", "t;error=4")[1]["error"]
    assert (passing["is_transient"], "error_user_title" in passing) == (True, False)
    lasting = page.get("/me", "t;error=190/459")[1]["error"]
    assert lasting["is_transient"] is False
    assert (lasting["error_user_title"], lasting["error_user_msg"]) == (
        "Log in",
        "Log in at www.facebook.com.",
    )


def test_an_app_that_was_shown_out_has_no_token_left(page: PageClient) -> None:
    assert page.delete(f"/v25.0/{PERSON}/permissions", "mine") == (200, {"success": True})
    assert code(page.get("/me", "mine")) == (190, 458)
    assert page.rupload("1", authorization="OAuth mine")[0] == 401
    assert page.get("/me", "another")[0] == 200
    page.world.save()
    page.restart()
    assert code(page.get("/me", "mine")) == (190, 458)


def test_no_token_is_kept_in_the_state(page: PageClient) -> None:
    page.delete("/me/permissions", "very-secret")
    page.world.save()
    assert "very-secret" not in (page.folder / "state.json").read_text()


def test_one_permission_is_taken_back_and_the_others_stay(page: PageClient) -> None:
    path = f"/{PERSON}/permissions"
    assert {"permission": "pages_manage_posts", "status": "granted"} in page.get(path)[1]["data"]
    assert page.delete(f"{path}/pages_manage_posts") == (200, {"success": True})
    assert code(page.post(REELS, START)) == (200, 0)
    assert page.get(REELS)[0] == 200
    assert "pages_manage_posts" not in debugged(page, "t")[1]["data"]["scopes"]
    assert code(page.delete(f"{path}/pages_manage_posts")) == (100, 0)


def test_the_last_permission_leaves_none(page: PageClient) -> None:
    token = "t;scope=pages_read_engagement"
    page.delete("/me/permissions/pages_read_engagement", token)
    assert code(page.get(REELS, token)) == (10, 0)


def test_nobody_is_shown_out_by_another(page: PageClient) -> None:
    assert code(page.delete("/9777/permissions")) == (100, 33)
    assert page.get(f"/{PERSON}")[1]["id"] == PERSON


@pytest.mark.parametrize(
    ("key", "expected"),
    [("calls", 80001), ("app_calls", 4), ("user_calls", 17), ("page_calls", 32), ("custom_calls", 613)],
)
def test_a_limit_of_calls_holds_until_its_window_has_passed(
    page: PageClient, key: str, expected: int
) -> None:
    token = f"t;{key}=2"
    assert [page.get("/me", token)[0] for _ in range(2)] == [200, 200]
    refused = page.get("/me", token)
    assert code(refused) == (expected, 0)
    assert refused[1]["error"]["is_transient"] is True
    page.clock.at += 86400
    assert page.get("/me", token)[0] == 200


def test_asking_on_prolongs_the_block(page: PageClient) -> None:
    token = "t;app_calls=1"
    page.get("/me", token)
    page.clock.at += 3000
    assert code(page.get("/me", token)) == (4, 0)
    page.clock.at += 1000
    assert code(page.get("/me", token)) == (4, 0)
    page.clock.at += 3600
    assert page.get("/me", token)[0] == 200


def test_the_usage_headers_count_in_percent_and_in_minutes(page: PageClient) -> None:
    page.get("/me")
    assert not [name for name in page.headers if "Usage" in name]
    page.get("/me", "t;calls=4;app_calls=8")
    share = {"call_count": 12, "total_cputime": 6, "total_time": 6}
    assert json.loads(page.headers["X-App-Usage"]) == share
    entry = {"type": "pages", "call_count": 25, "total_cputime": 12, "total_time": 12}
    business = json.loads(page.headers["X-Business-Use-Case-Usage"])
    assert business == {PAGE: [{**entry, "estimated_time_to_regain_access": 0}]}


def test_a_refusal_says_when_access_comes_back(page: PageClient) -> None:
    token = "t@777;calls=1"
    page.get("/me", token)
    page.clock.at += 3600
    page.get("/me", token)
    entry = json.loads(page.headers["X-Business-Use-Case-Usage"])["777"][0]
    assert (entry["call_count"], entry["estimated_time_to_regain_access"]) == (200, 24 * 60)


def test_a_proof_is_made_with_the_secret_of_the_app(page: PageClient) -> None:
    token = "t;app_secret=lavande"
    proof = hmac.new(b"lavande", token.encode(), hashlib.sha256).hexdigest()
    assert page.get("/me", token, appsecret_proof=proof)[0] == 200
    assert code(page.get("/me", token)) == (100, 0)
    assert code(page.get("/me", token, appsecret_proof="0" * 64)) == (100, 0)


def test_an_object_can_be_overlooked_although_it_is_there(page: PageClient) -> None:
    video_id, token = page.started(), "t;unseen=2"
    assert code(page.get(f"/{video_id}", token)) == (100, 33)
    assert code(page.get(f"/{video_id}", token)) == (100, 33)
    assert page.get(f"/{video_id}", token)[0] == 200
    assert page.get("/me", token)[0] == 200
