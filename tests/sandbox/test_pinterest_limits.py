"""How many requests the simulated Pinterest takes, for whom, and how it says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.pinterest_client import API, MAISON, SENTEURS, PinterestClient

MINUTE_S = 60
DAY_S = 86_400


@pytest.fixture
def client(tmp_path: Path) -> Iterator[PinterestClient]:
    with PinterestClient(tmp_path) as one:
        yield one


def limits(client: PinterestClient, token: str, method: str = "GET") -> tuple[str, str]:
    """The limit, and what is left of it, after a call."""
    headers = client.ask(method, "/boards", {}, token=token).headers
    return headers["x-ratelimit-limit"], headers["x-ratelimit-remaining"]


def test_every_answer_says_how_many_calls_are_left(client: PinterestClient) -> None:
    assert limits(client, "t") == ("1000", "999")
    assert limits(client, "t") == ("1000", "998")
    assert limits(client, "t", "POST") == ("100", "99")
    assert limits(client, "t@42") == ("1000", "999")


def test_a_limit_is_for_a_minute(client: PinterestClient) -> None:
    statuses = [client.get("/boards", "t;reads=2").status for _ in range(3)]
    headers = client.get("/boards", "t;reads=2").headers
    assert statuses == [200, 200, 429]
    assert headers["x-ratelimit-remaining"] == "0"
    assert 0 < int(headers["x-ratelimit-reset"]) <= MINUTE_S + 1
    client.skip(MINUTE_S)
    assert client.get("/boards", "t;reads=2").status == 200


def test_reads_do_not_use_up_writes(client: PinterestClient) -> None:
    token = "t;reads=1;writes=1"

    assert [client.get("/boards", token).status for _ in range(2)] == [200, 429]
    assert [client.pin(token).status for _ in range(2)] == [201, 429]


def test_a_refused_call_makes_nothing_and_counts(client: PinterestClient) -> None:
    for _ in range(3):
        client.pin("t;writes=1")

    assert len(client.posts()) == 1


def test_two_apps_of_one_account_have_limits_of_their_own(client: PinterestClient) -> None:
    assert [client.get("/boards", f"t;reads=1;client={app}").status for app in "aab"] == [200, 429, 200]


def test_a_trial_app_has_a_limit_for_the_day_and_for_all_its_accounts(client: PinterestClient) -> None:
    tokens = ("a@1;app=trial;reads=2", "a@2;app=trial;reads=2", "a@3;app=trial;reads=2")
    statuses = [client.get("/boards", token).status for token in tokens]
    assert statuses == [200, 200, 429]
    client.skip(DAY_S - MINUTE_S)
    assert client.get("/boards", tokens[2]).status == 429
    client.skip(MINUTE_S)
    assert client.get("/boards", tokens[2]).status == 200


def test_a_limit_by_the_second_is_over_in_a_second(client: PinterestClient) -> None:
    statuses = [client.get("/boards", "t;per_second=0").status]
    client.skip(1)
    statuses.append(client.get("/boards", "t;per_second=1000").status)

    assert statuses == [429, 200]


def test_the_same_object_is_written_to_after_a_pause(client: PinterestClient) -> None:
    token = "t;pause=60"

    assert [client.pin(token).status for _ in range(2)] == [201, 429]
    assert client.pin(token, board_id=MAISON).status == 201
    assert client.pin(token).refusal == (429, 8)
    client.skip(60)
    pin = client.made(token)
    assert [client.ask("DELETE", f"/pins/{pin}", token=token).status for _ in range(2)] == [204, 404]
    path = f"/boards/{MAISON}/sections"
    assert [client.ask("POST", path, {"name": "A"}, token=token).status for _ in range(2)] == [201, 429]


def test_many_pins_in_a_day_look_like_spam(client: PinterestClient) -> None:
    token = "t;spam=2"
    statuses = [client.pin(token).status for _ in range(3)]
    assert statuses == [201, 201, 429]
    assert len(client.get(f"/boards/{SENTEURS}/pins").ids) == 2
    client.skip(DAY_S)
    assert client.pin(token).status == 201


def test_the_end_of_a_limit_may_be_said_as_an_instant(client: PinterestClient) -> None:
    reset = client.get("/boards", "t;trap=reset_epoch").headers["x-ratelimit-reset"]

    assert int(reset) > 1_700_000_000


def test_the_headers_of_limits_may_be_missing(client: PinterestClient) -> None:
    answers = [client.get("/boards", "t;trap=no_limit_headers;reads=1") for _ in range(2)]

    assert [answer.status for answer in answers] == [200, 429]
    assert not [name for answer in answers for name in answer.headers if name.startswith("x-ratelimit")]


def test_a_token_dies_at_its_second_of_the_clock(client: PinterestClient) -> None:
    assert client.get("/boards", "t;expires_at=9999999999").status == 200
    assert client.get("/boards", "t;expires_at=1700000000").refusal == (401, 2)


def test_a_request_without_a_token_is_refused_and_not_counted(client: PinterestClient) -> None:
    answer = client.send("GET", f"/{API}/v5/boards")

    assert answer.refusal == (401, 2)
    assert "x-ratelimit-limit" not in answer.headers
