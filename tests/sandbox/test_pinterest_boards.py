"""The boards of the simulated Pinterest: of every privacy, shared, made, with sections by id and by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.pinterest_client import MAISON, SANDBOX_API, SENTEURS, PinterestClient

NO_SECRETS = "scope=boards:read,boards:write,pins:read,pins:write"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[PinterestClient]:
    with PinterestClient(tmp_path) as one:
        yield one


def names(client: PinterestClient, token: str = "t", **query: str) -> list[str]:
    """The names of the boards that a token lists."""
    return [board["name"] for board in client.get("/boards", token, **query).value["items"]]


def board(client: PinterestClient, name: str, token: str) -> str:
    """The id of the last board of that name that a token lists."""
    boards = client.get("/boards", token).value["items"]
    return str([one["id"] for one in boards if one["name"] == name][-1])


@pytest.mark.parametrize(
    ("privacy", "expected"),
    [
        ("ALL", ["Senteurs", "Maison", "Prive", "Ombre"]),
        ("PUBLIC", ["Senteurs", "Maison"]),
        ("PROTECTED", ["Prive"]),
        ("SECRET", ["Ombre"]),
        ("PUBLIC_AND_SECRET", ["Senteurs", "Maison", "Ombre"]),
    ],
)
def test_boards_are_listed_by_privacy(client: PinterestClient, privacy: str, expected: list[str]) -> None:
    assert names(client, "t;protected_board=Prive;secret_board=Ombre", privacy=privacy) == expected


def test_a_secret_board_wants_scopes_of_its_own(client: PinterestClient) -> None:
    whole, poor = "t;secret_board=Ombre", f"t;secret_board=Ombre;{NO_SECRETS}"
    ombre = board(client, "Ombre", whole)

    assert names(client, poor) == ["Senteurs", "Maison"]
    assert client.get(f"/boards/{ombre}", poor).refusal == (401, 3)
    assert client.pin(poor, board_id=ombre).refusal == (401, 3)
    half = f"{poor},boards:read_secret,boards:write_secret"
    assert client.pin(half, board_id=ombre).refusal == (401, 3)
    assert client.pin(f"{half},pins:read_secret,pins:write_secret", board_id=ombre).status == 201


def test_what_is_on_a_secret_board_is_private_and_on_a_protected_one_unlisted(
    client: PinterestClient,
) -> None:
    token = "t;secret_board=Ombre;protected_board=Prive"
    secret = client.made(token, board_id=board(client, "Ombre", token))
    client.made(token, board_id=board(client, "Prive", token))

    assert [post["visibility"] for post in client.posts()] == ["private", "unlisted"]
    assert client.get(f"/pins/{secret}", "t@42").refusal == (403, 7)
    assert client.get(f"/pins/{secret}", f"t;{NO_SECRETS}").refusal == (401, 3)
    assert secret not in client.get("/pins", f"t;{NO_SECRETS}").ids
    assert secret in client.get("/pins").ids


def test_a_group_board_belongs_to_somebody_else_and_takes_pins(client: PinterestClient) -> None:
    token = "t@42;group_board=Senteurs"
    own, shared = [one for one in client.get("/boards", token).value["items"] if one["name"] == "Senteurs"]

    pin = client.pin(token, board_id=shared["id"]).value

    assert own["owner"] == {"username": "user42"}
    assert shared["owner"]["username"] not in ("user42", "aromatiza")
    assert pin["board_owner"] == shared["owner"]
    assert pin["is_owner"]


def test_a_board_for_advertising_says_so(client: PinterestClient) -> None:
    ads = client.get("/boards", "t;ads_board=Annonces").value["items"][-1]

    assert (ads["name"], ads["is_ads_only"], ads["privacy"]) == ("Annonces", True, "PROTECTED")


def test_a_board_can_be_made_and_used(client: PinterestClient) -> None:
    answer = client.ask("POST", "/boards", {"name": "Bougies", "description": "Toutes"})

    made = answer.value
    assert answer.status == 201
    assert (made["name"], made["description"], made["privacy"]) == ("Bougies", "Toutes", "PUBLIC")
    assert client.get(f"/boards/{made['id']}").value == made
    assert names(client) == ["Senteurs", "Maison", "Bougies"]
    assert names(client, "t@42") == ["Senteurs", "Maison"]
    assert client.pin(board_id=made["id"]).status == 201
    assert client.pin("t@42", board_id=made["id"]).refusal == (403, 7)
    assert client.get("/user_account").value["board_count"] == 3
    client.restart()
    assert client.get(f"/boards/{made['id']}").value["pin_count"] == 1


def test_a_secret_board_can_be_made_with_the_scope_for_it(client: PinterestClient) -> None:
    body = {"name": "Ombre", "privacy": "SECRET"}

    assert client.ask("POST", "/boards", body, token=f"t;{NO_SECRETS}").refusal == (401, 3)
    made = client.ask("POST", "/boards", body).value
    assert client.get(f"/boards/{made['id']}", "t@42").refusal == (403, 7)


def test_a_board_for_advertising_is_renamed(client: PinterestClient) -> None:
    made = client.ask("POST", "/boards", {"name": "A", "is_ads_only": True}).value

    assert (made["name"], made["privacy"], made["is_ads_only"]) == ("Ad-only Pins", "PROTECTED", True)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": 1},
        {"name": "A", "privacy": "OPEN"},
        {"name": "A", "is_ads_only": "yes"},
        {"name": "A", "description": 1},
        {"name": "A", "colour": "blue"},
    ],
    ids=str,
)
def test_a_board_that_breaks_a_rule_is_not_made(client: PinterestClient, body: dict[str, object]) -> None:
    assert client.ask("POST", "/boards", body).refusal == (400, 1)
    assert names(client) == ["Senteurs", "Maison"]


def test_a_section_can_be_made_and_used(client: PinterestClient) -> None:
    answer = client.ask("POST", f"/boards/{SENTEURS}/sections", {"name": "Été"})

    made = answer.value
    assert (answer.status, set(made), made["name"]) == (201, {"id", "name"}, "Été")
    assert client.get(f"/boards/{SENTEURS}/sections").value["items"] == [made]
    pin = client.made(board_section_id=made["id"])
    assert client.get(f"/boards/{SENTEURS}/sections/{made['id']}/pins").ids == [pin]
    assert client.get(f"/boards/{MAISON}/sections/{made['id']}/pins").refusal == (404, 2031)


@pytest.mark.parametrize("body", [None, {}, {"name": ""}, {"name": 1}, {"name": "x" * 181}, {"title": "A"}])
def test_a_section_has_a_name_of_1_to_180_characters(client: PinterestClient, body: object) -> None:
    assert client.ask("POST", f"/boards/{SENTEURS}/sections", body).refusal == (400, 400)
    assert client.ask("POST", f"/boards/{SENTEURS}/sections", {"name": "é" * 180}).status == 201


def test_a_section_is_made_only_on_boards_of_the_account(client: PinterestClient) -> None:
    path = f"/boards/{SENTEURS}/sections"

    assert client.ask("POST", path, {"name": "A"}, token="t@42").refusal == (403, 403)
    assert client.ask("POST", "/boards/7/sections", {"name": "A"}).refusal == (404, 40)


def test_a_token_names_sections_by_name_and_their_ids_stay_the_same(client: PinterestClient) -> None:
    token = "t;board=Bougies,Brumes;section=%C3%89t%C3%A9,5"
    first, second = (board(client, name, token) for name in ("Bougies", "Brumes"))
    sections = client.get(f"/boards/{first}/sections", token).value["items"]

    assert [section["name"] for section in sections] == ["Été", "Section 5"]
    assert client.get(f"/boards/{first}/sections", token).value["items"] == sections
    assert client.get(f"/boards/{second}/sections", token).ids[0] != sections[0]["id"]
    assert client.pin(token, board_id=first, board_section_id=sections[0]["id"]).status == 201
    assert client.pin(token, board_id=second, board_section_id=sections[0]["id"]).refusal == (404, 2031)


def test_sections_come_in_pages(client: PinterestClient) -> None:
    token = "t;board=7;section=1,2,3"
    first = client.get("/boards/7/sections", token, page_size=2)
    rest = client.get("/boards/7/sections", token, page_size=2, bookmark=first.value["bookmark"])

    assert (first.ids, rest.ids, rest.value["bookmark"]) == (["1", "2"], ["3"], None)


def test_a_busy_section_is_free_after_a_number_of_times(client: PinterestClient) -> None:
    token = "t;board=7;section=5;busy=2"
    statuses = [client.get("/boards/7/sections/5/pins", token).status for _ in range(3)]

    assert statuses == [409, 409, 200]


def test_the_boards_of_the_sandbox_host_are_others(client: PinterestClient) -> None:
    token = "t;env=sandbox"
    made = client.ask("POST", "/boards", {"name": "Essai"}, token=token, host=SANDBOX_API).value

    assert client.ask("GET", f"/boards/{made['id']}", token=token, host=SANDBOX_API).status == 200
    assert client.get(f"/boards/{made['id']}").refusal == (404, 40)
    assert names(client) == ["Senteurs", "Maison"]
