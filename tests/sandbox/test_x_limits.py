"""The simulated X counts requests, posts of a month and thousandths of dollars, and opens again with time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sandbox.x_client import ACCOUNT, POSTS, TIMELINE, UPLOAD, Answer, XClient, tail

ME = "/2/users/me"
DAY_S = 86_400


@pytest.fixture
def x(tmp_path: Path) -> XClient:
    return XClient(tmp_path)


def window(answer: Answer, name: str = "x-rate-limit") -> tuple[str, ...]:
    return tuple(answer.headers[f"{name}-{part}"] for part in ("limit", "remaining", "reset"))


@pytest.mark.parametrize(
    ("method", "path", "token", "limit"),
    [
        ("GET", ME, "t", 75),
        ("POST", POSTS, "t", 100),
        ("DELETE", "/2/tweets/1", "t", 50),
        ("GET", "/2/tweets/1", "t", 900),
        ("GET", "/2/tweets/1", "t;kind=app", 450),
        ("GET", TIMELINE, "t", 900),
        ("GET", TIMELINE, "t;kind=app", 10_000),
        ("POST", UPLOAD, "t", 500),
        ("GET", UPLOAD, "t", 1000),
        ("POST", f"{UPLOAD}/initialize", "t", 1875),
        ("POST", f"{UPLOAD}/1/append", "t", 1875),
        ("POST", f"{UPLOAD}/1/finalize", "t", 1875),
        ("POST", "/2/media/metadata", "t", 500),
    ],
)
def test_every_endpoint_has_its_own_window(
    x: XClient, method: str, path: str, token: str, limit: int
) -> None:
    """https://docs.x.com/x-api/fundamentals/rate-limits (read 2026-11)."""
    assert window(x.ask(method, path, token)) == (str(limit), str(limit - 1), str(1_780_000_000 + 900))


def test_a_token_makes_the_windows_small_and_they_open_again(x: XClient) -> None:
    assert [x.get(ME, "t;calls=2").status for _ in range(3)] == [200, 200, 429]
    assert x.get(ME, "t@42;calls=2").status == 200
    assert x.get(TIMELINE, "t;calls=2").status == 200
    x.now += 900
    assert x.get(ME, "t;calls=2").status == 200


def test_the_app_alone_has_a_window_for_all_users(x: XClient) -> None:
    for account in ("1", "2"):
        assert x.get(TIMELINE, f"t@{account};kind=app;app_calls=2").status == 200
    assert tail(x.get(TIMELINE, "t@3;kind=app;app_calls=2")) == (429, "rate-limit-exceeded")
    assert x.get(TIMELINE, "t;app_calls=2").status == 200


def test_a_day_has_a_limit_for_all_users_that_outlives_the_window(x: XClient) -> None:
    x.said("one", "t@1;day_calls=2")
    x.said("two", "t@2;day_calls=2")
    x.now += 900
    answer = x.say("three", "t@1;day_calls=2")
    assert tail(answer) == (429, "rate-limit-exceeded")
    assert window(answer) == ("2", "0", str(1_780_000_000 + DAY_S))
    x.now = 1_780_000_000 + DAY_S
    x.said("three", "t@1;day_calls=2")


def test_what_is_left_of_the_day_is_only_said_in_its_trap(x: XClient) -> None:
    """A bot looked for this header and did not find it: https://github.com/akrherz/iembot/issues/163."""
    assert "x-app-limit-24hour-remaining" not in x.say("a").headers
    answer = x.say("b", "t;trap=day_header")
    assert window(answer, "x-app-limit-24hour")[:2] == ("10000", "9998")
    assert "x-app-limit-24hour-remaining" not in x.get(ME, "t;trap=day_header").headers


def test_a_month_has_a_cap_of_posts_made_and_read(x: XClient) -> None:
    token = "t;cap=3"
    x.said("one", token)
    x.said("two", token)
    assert x.get(f"{POSTS}/1", token).status == 200
    assert x.get(TIMELINE, token).status == 200
    assert tail(x.say("three", token)) == (429, "usage-capped")
    assert tail(x.get(TIMELINE, token)) == (429, "usage-capped")
    assert x.get(ME, token).status == 200
    meter = x.get("/2/usage/tweets", "t;kind=app;cap=3").value["data"]
    assert (meter["project_cap"], meter["project_usage"]) == ("3", "4")
    x.now += 31 * DAY_S
    x.said("three", token)


def spent(x: XClient) -> int:
    """Thousandths of a dollar that the account has paid."""
    bills = x.world.state("x").get("bills", {})
    return int(bills.get(ACCOUNT, {"spent": 0})["spent"])


RICH = "t;credits=1000"


@pytest.mark.parametrize(
    ("text", "more", "token", "price"),
    [
        ("words", {}, RICH, 15),
        ("see https://example.com", {}, RICH, 200),
        ("see example.com/brume", {}, RICH, 200),
        ("a reply", {"reply": {"in_reply_to_tweet_id": "5"}}, f"{RICH};summoned=5", 10),
    ],
    ids=["words", "link", "link without scheme", "summoned"],
)
def test_a_post_costs_its_price(
    x: XClient, text: str, more: dict[str, object], token: str, price: int
) -> None:
    """https://docs.x.com/x-api/getting-started/pricing (read 2026-11)."""
    x.said(text, token, **more)
    assert spent(x) == price


def test_a_description_a_read_and_a_deletion_cost_their_prices(x: XClient) -> None:
    photo = x.photo(RICH)
    assert spent(x) == 0
    alt = {"id": photo, "metadata": {"alt_text": {"text": "a"}}}
    assert x.post("/2/media/metadata", alt, RICH).status == 200
    assert spent(x) == 5
    post_id = x.said("a", RICH)
    assert x.get(TIMELINE, RICH).status == 200
    assert spent(x) == 5 + 15 + 1
    assert x.get(f"{POSTS}/{post_id}", RICH).status == 200
    assert spent(x) == 21  # the same post on the same day
    x.now += DAY_S
    assert x.get(f"{POSTS}/{post_id}", RICH).status == 200
    assert spent(x) == 22
    assert x.get(f"{POSTS}/{post_id}", f"{RICH};owner=7").status == 200
    assert spent(x) == 27
    assert x.get(ME, RICH).status == 200
    assert spent(x) == 37
    assert x.ask("DELETE", f"{POSTS}/{post_id}", RICH).status == 200
    assert spent(x) == 47


def test_what_fails_costs_nothing(x: XClient) -> None:
    x.said("a", RICH)
    assert x.say("a", RICH).status == 403
    assert x.say("", RICH).status == 400
    assert spent(x) == 15


def test_without_credits_nothing_is_made_or_read_but_uploads_go_on(x: XClient) -> None:
    poor = "t;credits=15"
    x.said("a", poor)
    for answer in (x.say("b", poor), x.get(TIMELINE, poor), x.get(ME, poor)):
        assert tail(answer) == (402, "credits")
    assert [post.text for post in x.world.posts] == ["a"]
    assert x.photo(poor)
    upload = {"media_type": "image/jpeg", "total_bytes": 1}
    assert x.post(f"{UPLOAD}/initialize", upload, f"{poor};trap=paid_uploads").status == 402
    x.said("b", "t;credits=100")
