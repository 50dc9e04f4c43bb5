"""Pins of the simulated Pinterest: made, changed, deleted, listed; and what nobody promises about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.sandbox.pinterest_client import MAISON, SANDBOX_API, SENTEURS, PinterestClient

LINK = "https://www.example.com/brume?utm_source=pins&utm_content=brume-1#top"
WRITE = "boards:read,boards:write,pins:read,pins:write"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[PinterestClient]:
    with PinterestClient(tmp_path) as one:
        yield one


ENDPOINTS = (
    ("GET", "/user_account", "user_accounts:read"),
    ("GET", "/boards", "boards:read"),
    ("GET", "/boards/7", "boards:read"),
    ("GET", "/boards/7/sections", "boards:read"),
    ("GET", "/boards/7/pins", "boards:read,pins:read"),
    ("GET", "/boards/7/sections/5/pins", "boards:read,pins:read"),
    ("POST", "/boards", "boards:read,boards:write"),
    ("POST", "/boards/7/sections", "boards:read,boards:write"),
    ("POST", "/media", "pins:read,pins:write"),
    ("GET", "/media", "pins:read"),
    ("GET", "/media/7", "pins:read"),
    ("POST", "/pins", WRITE),
    ("GET", "/pins", "boards:read,pins:read"),
    ("GET", "/pins/7", "boards:read,pins:read"),
    ("PATCH", "/pins/7", WRITE),
    ("DELETE", "/pins/7", WRITE),
    ("GET", "/search/pins", "boards:read,boards:read_secret,pins:read,pins:read_secret"),
)


@pytest.mark.parametrize(
    ("method", "path", "scopes"), ENDPOINTS, ids=[" ".join(row[:2]) for row in ENDPOINTS]
)
def test_an_endpoint_wants_all_of_its_scopes(
    client: PinterestClient, method: str, path: str, scopes: str
) -> None:
    """https://github.com/pinterest/api-quickstart/issues/97 (read 2026-11): scope lists are all-of."""
    held = scopes.split(",")
    fewer = [[one for one in held if one != missing] or ["ads:read"] for missing in held]

    refusals = {client.ask(method, path, {}, token=f"t;scope={','.join(some)}").refusal for some in fewer}
    whole = client.ask(method, path, {}, token=f"t;scope={scopes}")

    assert refusals == {(401, 3)}
    assert whole.status not in (401, 500)


def test_the_time_of_a_pin_has_no_zone_unless_it_has_one(client: PinterestClient) -> None:
    plain = client.pin().value["created_at"]
    zoned = client.pin("t;trap=zoned_times").value["created_at"]

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", plain)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", zoned)


def test_a_pin_never_tells_what_it_was_made_from(client: PinterestClient) -> None:
    pin = client.get(f"/pins/{client.made()}").value

    assert set(pin) == {
        *("id", "created_at", "link", "title", "description", "alt_text", "dominant_color", "board_id"),
        *("board_section_id", "board_owner", "creative_type", "media", "is_owner", "is_standard"),
        *("parent_pin_id", "pin_metrics", "has_been_promoted"),
    }


def test_what_is_made_or_deleted_may_be_answered_with_200(client: PinterestClient) -> None:
    token = "t;trap=ok_200"
    made = client.pin(token)

    assert made.status == 200
    assert client.ask("POST", "/media", {"media_type": "video"}, token=token).status == 200
    assert client.ask("POST", "/boards", {"name": "A"}, token=token).status == 200
    assert client.ask("DELETE", f"/pins/{made.value['id']}", token=token).status == 200


def test_a_new_pin_may_be_missing_from_lists_but_is_there(client: PinterestClient) -> None:
    pin = client.made("t;index=300")
    client.skip(290)

    assert client.get("/pins").ids == []
    assert client.get(f"/boards/{SENTEURS}/pins").ids == []
    assert client.get(f"/pins/{pin}").status == 200
    assert [post["remote_id"] for post in client.posts()] == [pin]
    client.skip(10)
    assert client.get("/pins").ids == [pin]


def test_lists_can_be_sorted_or_shuffled(client: PinterestClient) -> None:
    made = [client.made() for _ in range(9)]
    listed = {
        order: client.get("/pins", f"t;order={order}").ids for order in ("", "oldest", "newest", "a", "b")
    }

    assert listed["oldest"] == made
    assert listed["newest"] == made[::-1]
    assert len({tuple(ids) for ids in listed.values()}) == 5
    assert all(sorted(ids) == made for ids in listed.values())


def test_pages_are_whole_in_every_order(client: PinterestClient) -> None:
    made = [client.made() for _ in range(5)]
    listed: list[str] = []
    query: dict[str, object] = {"page_size": 2}
    for _ in range(3):
        page = client.get(f"/boards/{SENTEURS}/pins", "t;order=c", **query)
        listed += page.ids
        query["bookmark"] = page.value["bookmark"]

    assert query["bookmark"] is None
    assert sorted(listed) == made


def test_a_link_comes_back_as_it_was_sent(client: PinterestClient) -> None:
    assert client.pin(link=LINK).value["link"] == LINK


def test_a_rewritten_link_keeps_its_marker_and_not_much_else(client: PinterestClient) -> None:
    link = client.pin("t;trap=rewritten_links", link=LINK).value["link"]

    assert link != LINK
    assert parse_qs(urlsplit(link).query)["utm_content"] == ["brume-1"]
    assert urlsplit(link).hostname == "www.example.com"
    assert client.get("/pins").value["items"][0]["link"] == link


def test_a_link_may_be_lost(client: PinterestClient) -> None:
    assert client.pin("t;trap=lost_links", link=LINK).value["link"] is None


def test_a_pin_may_be_private_in_spite_of_its_good_answer(client: PinterestClient) -> None:
    """https://github.com/pinterest/api-quickstart/issues/78 (read 2026-11)."""
    pin = client.made("t;app=trial;trap=private_pins")

    assert [post["visibility"] for post in client.posts()] == ["private"]
    assert client.get(f"/pins/{pin}").status == 200
    assert client.get(f"/pins/{pin}", "t@42").refusal == (403, 7)
    assert client.get(f"/boards/{SENTEURS}/pins", "t@42").ids == []


def test_the_sandbox_host_shows_its_pins_to_nobody_else(client: PinterestClient) -> None:
    token = "t;env=sandbox;app=trial"
    pin = client.pin(token, host=SANDBOX_API)

    assert pin.status == 201
    assert [post["visibility"] for post in client.posts()] == ["private"]
    assert client.ask("GET", "/pins", token=token, host=SANDBOX_API).ids == [pin.value["id"]]
    assert client.get("/pins").ids == []
    assert client.get(f"/pins/{pin.value['id']}").refusal == (404, 50)


def test_the_own_pins_are_chosen_by_the_host_of_their_link(client: PinterestClient) -> None:
    made = client.made(link=LINK)
    client.made(link="https://shop.example.com/")
    client.made()

    assert client.get("/pins", domain="example.com").ids == [made]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"pin_filter": "exclude_repins"}, 1),
        ({"pin_filter": "exclude_native"}, 0),
        ({"pin_filter": "has_been_promoted"}, 0),
        ({"pin_type": "PRIVATE"}, 0),
        ({"creative_types": "REGULAR,VIDEO"}, 1),
        ({"creative_types": "VIDEO"}, 0),
        ({"pin_metrics": "true"}, 1),
    ],
    ids=str,
)
def test_lists_are_filtered(client: PinterestClient, query: dict[str, str], expected: int) -> None:
    client.made()

    assert len(client.get("/pins", **query).ids) == expected


@pytest.mark.parametrize(
    "query",
    [{"pin_filter": "all"}, {"pin_type": "PUBLIC"}, {"creative_types": "GIF"}, {"sort": "newest"}],
    ids=str,
)
def test_a_filter_that_nobody_knows_is_refused(client: PinterestClient, query: dict[str, str]) -> None:
    assert client.get("/pins", **query).refusal == (400, 1)


def test_a_pin_can_be_changed_in_the_beta(client: PinterestClient) -> None:
    pin, token = client.made(title="A", link=LINK), "t;app=beta"
    section = client.get(f"/boards/{MAISON}/sections").ids[0]
    change = {"title": "B", "board_id": MAISON, "board_section_id": section}

    changed = client.ask("PATCH", f"/pins/{pin}", change, token=token)

    assert changed.status == 200
    assert (changed.value["title"], changed.value["link"]) == ("B", LINK)
    assert client.get(f"/boards/{MAISON}/sections/{section}/pins").ids == [pin]
    assert [(post["title"], post["link"]) for post in client.posts()] == [("B", LINK)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"title": "x" * 101}, (400, 1)),
        ({"media_source": {}}, (400, 1)),
        ({"link": "no address"}, (400, 1)),
        ({"board_id": "7"}, (404, 40)),
        ({"board_section_id": "7"}, (404, 2031)),
        ({"carousel_slots": [{"alt": "x"}]}, (400, 1)),
        ({"carousel_slots": {}}, (400, 1)),
    ],
    ids=str,
)
def test_a_change_that_breaks_a_rule_changes_nothing(
    client: PinterestClient, change: dict[str, object], expected: tuple[int, int]
) -> None:
    pin = client.made(title="A")

    assert (
        client.ask("PATCH", f"/pins/{pin}", {"title": "B", **change}, token="t;app=beta").refusal == expected
    )
    assert client.get(f"/pins/{pin}").value["title"] == "A"


def test_a_deleted_pin_is_gone_from_everywhere(client: PinterestClient) -> None:
    gone, kept = client.made(), client.made()
    answer = client.ask("DELETE", f"/pins/{gone}")

    assert (answer.status, answer.body) == (204, b"")
    assert client.get(f"/pins/{gone}").refusal == (404, 50)
    assert client.get("/pins").ids == [kept]
    assert [post["remote_id"] for post in client.posts()] == [kept]
    assert client.ask("DELETE", f"/pins/{gone}").refusal == (404, 50)


def test_the_own_pins_can_be_searched_but_not_in_the_sandbox(client: PinterestClient) -> None:
    found = client.made(title="Brume de lin")
    client.made(title="Bougie")

    assert client.get("/search/pins", query="brume").ids == [found]
    assert client.get("/search/pins").refusal == (400, 1)
    assert client.ask("GET", "/search/pins", token="t;env=sandbox", host=SANDBOX_API).refusal == (404, 404)


@pytest.mark.parametrize(
    "change",
    [
        {"sponsor_id": "7"},
        {"note": "x"},
        {"media_source": {"source_type": "pin_url"}},
        {"link": "http://["},
        {"ai_disclosures": ["AI_MODIFIED"]},
        {"board_section_id": 5},
        {"parent_pin_id": "x"},
    ],
    ids=str,
)
def test_what_is_closed_gone_or_of_the_wrong_type_is_refused(
    client: PinterestClient, change: dict[str, object]
) -> None:
    assert client.pin(**change).refusal == (400, 1)  # type: ignore[arg-type]  # any field may be wrong
    assert client.posts() == []


def test_an_account_may_be_no_business(client: PinterestClient) -> None:
    account = client.get("/user_account", "t@42;account=pinner").value

    assert (account["account_type"], account["business_name"], account["id"]) == ("PINNER", None, "42")
