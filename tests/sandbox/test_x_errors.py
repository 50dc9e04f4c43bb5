"""Every documented error of X that a request can cause is caused here, row by row of its pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aromatiza.sandbox.x_problem import KNOWN
from tests.sandbox.graph_client import mp4
from tests.sandbox.x_client import POSTS, UPLOAD, VIDEO, Answer, XClient, signed_header, tail

Cause = Callable[[XClient], Answer]


@pytest.fixture
def x(tmp_path: Path) -> XClient:
    return XClient(tmp_path)


def signed(x: XClient, token: str) -> Answer:
    """A post signed with OAuth 1.0a."""
    header = signed_header("POST", f"https://api.x.com{POSTS}", x.now, token)
    return x.send("POST", POSTS, None, {"authorization": header})


def twice(x: XClient, text: str, token: str = "t") -> Answer:
    """The answer to the second of two posts that are the same."""
    x.said(text)
    return x.say(text, token)


def expired_media(x: XClient) -> Answer:
    """A post with media whose time is over."""
    media_id = x.photo()
    x.now += 86_401
    return x.post(POSTS, {"media": {"media_ids": [media_id]}})


def long_video(x: XClient) -> Answer:
    """A post with a video of 141 seconds."""
    return x.post(POSTS, {"media": {"media_ids": [x.video(data=mp4(141))]}})


def last_of(x: XClient, requests: int, token: str) -> Answer:
    """The answer to the last of so many reads."""
    return [x.get("/2/users/me", token) for _ in range(requests)][-1]


def capped(x: XClient) -> Answer:
    """The second post of an account that may make one in a month."""
    x.said("one", "t;cap=1")
    return x.say("two", "t;cap=1")


def late_status(x: XClient) -> Answer:
    """The status of an upload that nobody finalized in time."""
    media_id = x.initialize(VIDEO, "tweet_video", "t;upload_life=60").value["data"]["id"]
    x.now += 61
    return x.post(f"{UPLOAD}/{media_id}/finalize", {})


ROWS: dict[str, tuple[Cause, int, str]] = {
    "400 bad JSON": (lambda x: x.post(POSTS, ["text"]), 400, "invalid-request"),
    "400 bad field": (lambda x: x.say("a", colour="blue"), 400, "invalid-request"),
    "400 unknown media": (lambda x: x.say("a", media={"media_ids": ["1"]}), 400, "invalid-request"),
    "400 expired media": (expired_media, 400, "invalid-request"),
    "400 parameter": (lambda x: x.get("/2/tweets/1", colour="blue"), 400, "invalid-request"),
    "401 no token": (lambda x: x.send("GET", "/2/users/me"), 401, "about:blank"),
    "401 expired": (lambda x: x.get("/2/users/me", "expired"), 401, "about:blank"),
    "401 over": (lambda x: x.get("/2/users/me", "t;expires_at=1780000000"), 401, "about:blank"),
    "401 by plan": (
        lambda x: x.get("/2/users/me", "t;error=401/unsupported-authentication"),
        401,
        "unsupported-authentication",
    ),
    "app token for a user": (
        lambda x: x.get("/2/users/me", "t;kind=app"),
        403,
        "unsupported-authentication",
    ),
    "user token for the app": (lambda x: x.get("/2/usage/tweets"), 403, "unsupported-authentication"),
    "402": (lambda x: x.say("a", "t;credits=0"), 402, "credits"),
    "403 duplicate": (lambda x: twice(x, "a"), 403, "about:blank"),
    "403 scope": (lambda x: x.say("a", "t;scope=tweet.read"), 403, "about:blank"),
    "403 not enrolled": (lambda x: x.say("a", "t;error=client-forbidden"), 403, "client-forbidden"),
    "403 quote": (lambda x: x.say("a", quote_tweet_id="1"), 403, "client-forbidden"),
    "403 OAuth 1.0a": (lambda x: signed(x, "t;permission=read"), 403, "oauth1-permissions"),
    "403 resource": (
        lambda x: x.get("/2/tweets/1", "t;error=not-authorized-for-resource"),
        403,
        "not-authorized-for-resource",
    ),
    "403 cashtags": (lambda x: x.say("$ABC and $DEF"), 403, "about:blank"),
    "403 URL": (lambda x: x.say("https://example.com", "t;urls=no"), 403, "about:blank"),
    "403 video length": (long_video, 403, "about:blank"),
    "403 reply": (lambda x: x.say("a", reply={"in_reply_to_tweet_id": "1"}), 403, "about:blank"),
    "404 path": (lambda x: x.get("/2/tweet/1"), 404, "about:blank"),
    "404 id": (lambda x: x.ask("DELETE", "/2/tweets/1"), 404, "resource-not-found"),
    "404 expired upload": (late_status, 404, "resource-not-found"),
    "429 window": (lambda x: last_of(x, 76, "t"), 429, "rate-limit-exceeded"),
    "429 day": (
        lambda x: [x.say(str(n), "t;day_calls=2") for n in range(3)][-1],
        429,
        "rate-limit-exceeded",
    ),
    "429 cap": (capped, 429, "usage-capped"),
    "500": (lambda x: x.say("a", "t;post_error=internal-error"), 500, "internal-error"),
    "502": (lambda x: x.say("a", "t;post_error=502"), 502, "about:blank"),
    "503": (lambda x: x.say("a", "t;trap=made_but_503"), 503, "about:blank"),
    "504": (lambda x: x.say("a", "t;write_error=504"), 504, "about:blank"),
}


@pytest.mark.parametrize("name", ROWS)
def test_every_row_of_the_table_can_be_caused(x: XClient, name: str) -> None:
    cause, status, kind = ROWS[name]
    answer = cause(x)
    assert tail(answer) == (status, kind)
    assert {"title", "detail", "type"} <= answer.value.keys()
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("name", "created"),
    [("402", 0), ("403 duplicate", 1), ("429 cap", 1), ("503", 1), ("502", 0), ("403 cashtags", 0)],
)
def test_only_a_503_that_lies_leaves_a_post_behind_its_refusal(x: XClient, name: str, created: int) -> None:
    ROWS[name][0](x)
    assert len(x.world.posts) == created


@pytest.mark.parametrize("name", KNOWN)
def test_a_token_plans_any_known_error(x: XClient, name: str) -> None:
    known = KNOWN[name]
    answer = x.get("/2/users/me", f"t;error={name}")
    assert (answer.status, answer.value["title"]) == (known.status, known.title)
    assert x.get("/2/users/me", f"t;write_error={name}").status == 200
    assert x.say("a", f"t;write_error={name}").status == known.status
    assert x.post(f"{UPLOAD}/1/finalize", {}, f"t;post_error={name}").status == 404


def test_a_status_and_a_type_that_nobody_knows_can_be_planned(x: XClient) -> None:
    answer = x.get("/2/users/me", "t;error=418/teapot")
    assert (tail(answer), answer.value["status"]) == ((418, "teapot"), 418)


def test_live_answers_have_their_type_on_the_old_host_and_no_status(x: XClient) -> None:
    """Seen live: https://github.com/xdevplatform/xdk/issues/25."""
    capped_value = x.get("/2/users/me", "t;error=usage-capped").value
    assert capped_value["type"] == "https://api.twitter.com/2/problems/usage-capped"
    assert (capped_value["title"], capped_value["product_name"]) == ("UsageCapExceeded", "standard-basic")
    assert "status" not in capped_value
    assert x.get("/2/users/me", "t;error=credits").value["title"] == "CreditsDepleted"


@pytest.mark.parametrize(
    ("said", "host"), [("types=old", "api.twitter.com"), ("types=new", "api.x.com"), ("a=b", "api.x.com")]
)
def test_a_token_says_on_which_host_types_are(x: XClient, said: str, host: str) -> None:
    answer = x.say("", f"t;{said}")
    assert answer.value["type"] == f"https://{host}/2/problems/invalid-request"
    assert x.say("$ABC $DEF", f"t;{said}").value["type"] == "about:blank"


def test_refusals_come_in_two_other_envelopes(x: XClient) -> None:
    legacy = x.get("/2/users/me", "t;error=rate-limit-exceeded;envelope=legacy")
    assert (legacy.status, legacy.value) == (429, {"errors": [{"code": 88, "message": "Too Many Requests"}]})
    x.said("a")
    assert x.say("a", "t;envelope=legacy").value["errors"][0]["code"] == 187
    in_list = x.say("a", "t;envelope=errors")
    assert in_list.value["errors"][0]["detail"].endswith("duplicate content.")
    assert in_list.status == 403


def test_a_wrong_parameter_is_named(x: XClient) -> None:
    answer = x.get("/2/tweets/1", post__fields="colour")
    (error,) = answer.value["errors"]
    assert error["parameters"] == {"post.fields": ["colour"]}
    assert "`post.fields`" in error["message"]
