"""Reading on the simulated X: what was asked for, by either spelling, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.graph_client import mp4
from tests.sandbox.x_client import ACCOUNT, POSTS, TIMELINE, XClient, tail


@pytest.fixture
def x(tmp_path: Path) -> XClient:
    return XClient(tmp_path)


@pytest.mark.parametrize(
    ("said", "name", "status"),
    [
        ("", "post.fields", 200),
        ("", "tweet.fields", 200),
        ("fields=old", "tweet.fields", 200),
        ("fields=old", "post.fields", 400),
        ("fields=new", "post.fields", 200),
        ("fields=new", "tweet.fields", 400),
    ],
)
@pytest.mark.parametrize("path", [TIMELINE, f"{POSTS}/1", "/2/users/me"])
def test_a_token_says_which_spelling_the_server_knows(
    x: XClient, path: str, said: str, name: str, status: int
) -> None:
    """Documents of 2026 have either: https://github.com/xdevplatform/docs (openapi.json, 2.159, 2.167)."""
    answer = x.get(path, f"t;{said}", **{name: "created_at"})
    assert answer.status == status
    assert status == 200 or f"[{name}]" in answer.value["detail"]


def test_answers_are_spelled_as_the_server_knows_them(x: XClient) -> None:
    old = x.say("a", "t;fields=old").value["data"]
    assert old["edit_history_tweet_ids"] == [old["id"]]
    assert "edit_history_tweet_ids" in x.get(TIMELINE, "t;fields=old").value["data"][0]
    assert "edit_history_post_ids" in x.get(TIMELINE).value["data"][0]
    assert x.get(TIMELINE, "t;fields=new", post__fields="referenced_tweets").status == 400
    assert x.get(TIMELINE, "t;fields=old", tweet__fields="referenced_tweets").status == 200


@pytest.mark.parametrize(
    "query",
    [
        {"post__fields": "colour"},
        {"tweet__fields": "created_at,colour"},
        {"media__fields": "colour"},
        {"user__fields": "colour"},
        {"expansions": "attachments"},
        {"exclude": "ads"},
        {"since_id": "one"},
        {"until_id": "-1"},
        {"since_id": "9" * 30},
        {"start_time": "2010-11-05T23:59:59Z"},
        {"start_time": "2026-05-28"},
        {"start_time": "2026-05-28 20:00:00Z"},
        {"end_time": "2026-13-28T20:00:00Z"},
        {"start_time": "2026-05-28T20:00:01Z", "end_time": "2026-05-28T20:00:00Z"},
        {"max_results": 0},
        {"media_keys": "3_1"},
    ],
    ids=str,
)
def test_a_wrong_query_is_refused(x: XClient, query: dict[str, Any]) -> None:
    assert tail(x.get(TIMELINE, **query)) == (400, "invalid-request")


def test_ids_and_times_cut_a_timeline(x: XClient) -> None:
    ids = []
    for n in range(4):
        ids.append(x.said(str(n)))
        x.now += 60
    between = x.get(TIMELINE, since_id=ids[0], until_id=ids[3]).value
    assert [post["id"] for post in between["data"]] == [ids[2], ids[1]]
    timed = x.get(TIMELINE, start_time="2026-05-28T22:27:40+02:00", end_time="2026-05-28T20:28:40Z").value
    assert [post["id"] for post in timed["data"]] == [ids[1]]


def test_pages_follow_one_another_to_the_end(x: XClient) -> None:
    ids = [x.said(str(n)) for n in range(12)]
    read: list[str] = []
    token: dict[str, str] = {}
    for _ in range(3):
        page = x.get(TIMELINE, max_results=5, **token).value
        read += [post["id"] for post in page["data"]]
        token = {"pagination_token": page["meta"].get("next_token", "")}
    assert read == ids[::-1]
    assert token == {"pagination_token": ""}


def test_several_posts_are_read_at_once_and_what_is_missing_is_a_problem(x: XClient) -> None:
    one, two = x.said("one"), x.said("two")
    answer = x.get(POSTS, ids=f"{two},7,{one}")
    assert answer.status == 200
    assert [post["text"] for post in answer.value["data"]] == ["two", "one"]
    (problem,) = answer.value["errors"]
    assert (problem["type"].rpartition("/")[2], problem["value"]) == ("resource-not-found", "7")
    assert "data" not in x.get(POSTS, ids="7").value


@pytest.mark.parametrize("query", [{}, {"ids": "a"}, {"ids": ",".join(str(n) for n in range(101))}], ids=len)
def test_a_list_of_ids_has_its_limits(x: XClient, query: dict[str, str]) -> None:
    assert x.get(POSTS, **query).status == 400


def test_the_author_comes_along_when_asked_for(x: XClient) -> None:
    post_id = x.said("a", "t;username=senteurs")
    answer = x.get(f"{POSTS}/{post_id}", expansions="author_id").value
    assert answer["data"]["author_id"] == ACCOUNT
    assert answer["includes"]["users"] == [{"id": ACCOUNT, "name": "Aromatiza", "username": "senteurs"}]


def test_an_upload_is_found_by_its_key_whether_a_post_uses_it_or_not(x: XClient) -> None:
    key = f"13_{x.video(data=mp4(10))}"
    answer = x.get(f"/2/media/{key}", **{"media.fields": "duration_ms"})
    assert answer.value == {"data": {"media_key": key, "type": "video", "duration_ms": 10_000}}
    for wrong in ("3_1", key.replace("13_", "3_")):
        missing = x.get(f"/2/media/{wrong}")
        assert (missing.status, missing.value["errors"][0]["resource_type"]) == (200, "media")
    several = x.get("/2/media", media_keys=f"{key},3_1").value
    assert ([one["media_key"] for one in several["data"]], len(several["errors"])) == ([key], 1)
    assert x.get("/2/media", media_keys="1").status == 400


def test_the_app_alone_reads_what_is_public_and_its_meter(x: XClient) -> None:
    post_id = x.said("a")
    app = "t;kind=app"
    for path in (TIMELINE, f"{POSTS}/{post_id}", "/2/media/3_1", "/2/usage/tweets"):
        assert x.get(path, app).status == 200
    assert x.get("/2/usage/tweets", app, days="91").status == 400
    for answer in (x.say("b", app), x.get("/2/users/me", app)):
        assert tail(answer) == (403, "unsupported-authentication")


def test_credits_are_nowhere_to_be_read(x: XClient) -> None:
    """Seen live: https://github.com/xdevplatform/docs/issues/395."""
    assert x.get("/2/usage/credits", "t;kind=app").status == 404
