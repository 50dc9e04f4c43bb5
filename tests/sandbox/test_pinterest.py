"""The simulated Pinterest keeps the promises and the refusals of its fact sheet."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from aromatiza.sandbox.http import Body, Request, Response
from aromatiza.sandbox.mediahost import MediaHost
from aromatiza.sandbox.pinterest import Pinterest
from aromatiza.sandbox.world import World

API = "api.pinterest.com"
BUCKET = "pinterest-media-upload.s3-accelerate.amazonaws.com"
SENTEURS = "1022106077902810180"
MAISON = "1022106077902810181"
CLIP = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 8
PHOTO = b"\xff\xd8\xff\xe0 a photo"
COVER_URL = "https://res.cloudinary.com/demo/brume.jpg"
FIELDS = (
    "key",
    "policy",
    "Content-Type",
    "x-amz-algorithm",
    "x-amz-credential",
    "x-amz-date",
    "x-amz-security-token",
    "x-amz-signature",
)
VIDEO_SOURCE = {"source_type": "video_id", "media_id": "1", "cover_image_url": COVER_URL}
PHOTO_SOURCE = {"source_type": "image_url", "url": COVER_URL}


class Bench:
    """A Pinterest on a clock that the test moves."""

    def __init__(self, folder: Path) -> None:
        self.at = 1_700_000_000.0
        self.host = folder / "host" / "res.cloudinary.com" / "demo"
        self.host.mkdir(parents=True)
        (self.host / "brume.jpg").write_bytes(PHOTO)
        (self.host / "broken.jpg").write_bytes(b"<html>")
        self.world = World(
            "http://127.0.0.1:8700",
            folder / "blobs",
            MediaHost(folder / "host"),
            processing_s=5,
            clock=lambda: self.at,
        )
        self.network = Pinterest(self.world)

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        query: Mapping[str, str] | None = None,
        token: str | None = "token",
    ) -> Response:
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        data = b"" if body is None else json.dumps(body).encode()
        return self.network.handle(Request(method, API, path, query or {}, headers, Body.of(data)))

    def send(
        self, body: Body, content_type: str = "multipart/form-data; boundary=cut", **more: str
    ) -> Response:
        headers = {"content-type": content_type, "content-length": str(body.size), **more}
        return self.network.handle(Request("POST", BUCKET, "/", {}, headers, body))

    def register(self) -> Any:
        return read(self.ask("POST", "/v5/media", {"media_type": "video"}))

    def ready_media(self, file: bytes = CLIP) -> str:
        registered = self.register()
        assert self.send(form(registered["upload_parameters"], file)).status == 204
        self.at += 6
        return str(registered["media_id"])

    def pin(self, **changes: object) -> Response:
        return self.ask("POST", "/v5/pins", {"board_id": SENTEURS, "media_source": PHOTO_SOURCE, **changes})

    def status(self, media_id: str) -> str:
        return str(read(self.ask("GET", f"/v5/media/{media_id}"))["status"])


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def read(response: Response) -> Any:
    return json.loads(response.body)


def refusal(response: Response) -> tuple[int, int]:
    return response.status, read(response)["code"]


def form(fields: Mapping[str, str], file: bytes = CLIP, ending: bytes = b"\r\n--cut--\r\n") -> Body:
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    return Body.of(b"".join(parts) + head + file + ending)


def test_the_default_token_speaks_for_the_default_account(bench: Bench) -> None:
    account = read(bench.ask("GET", "/v5/user_account"))
    assert (account["id"], account["username"]) == ("549755885175", "aromatiza")


def test_a_token_can_speak_for_another_account(bench: Bench) -> None:
    assert read(bench.ask("GET", "/v5/user_account", token="t@42"))["id"] == "42"


@pytest.mark.parametrize("token", [None, "expired"])
def test_a_missing_or_expired_token_is_refused(bench: Bench, token: str | None) -> None:
    response = bench.ask("GET", "/v5/boards", token=token)
    assert (response.status, read(response)) == (401, {"code": 2, "message": "Authentication failed."})


def test_a_pin_wants_all_four_scopes(bench: Bench) -> None:
    body = {"board_id": SENTEURS, "media_source": PHOTO_SOURCE}
    three = "t;scope=boards:read,pins:read,pins:write"
    assert refusal(bench.ask("POST", "/v5/pins", body, token=three)) == (401, 3)
    assert bench.ask("POST", "/v5/pins", body, token=f"{three},boards:write").status == 201


def test_boards_come_in_pages(bench: Bench) -> None:
    first = read(bench.ask("GET", "/v5/boards", query={"page_size": "1"}))
    rest = read(bench.ask("GET", "/v5/boards", query={"page_size": "1", "bookmark": first["bookmark"]}))
    assert [board["name"] for board in first["items"] + rest["items"]] == ["Senteurs", "Maison"]
    assert rest["bookmark"] is None


@pytest.mark.parametrize(
    "query",
    [{"page_size": "251"}, {"page_size": "0"}, {"page_size": "x"}, {"bookmark": "?"}, {"privacy": "X"}],
)
def test_a_wrong_list_parameter_is_refused(bench: Bench, query: dict[str, str]) -> None:
    assert refusal(bench.ask("GET", "/v5/boards", query=query)) == (400, 1)


def test_a_board_shows_its_owner_and_sections(bench: Bench) -> None:
    assert read(bench.ask("GET", f"/v5/boards/{MAISON}"))["owner"] == {"username": "aromatiza"}
    sections = read(bench.ask("GET", f"/v5/boards/{MAISON}/sections"))["items"]
    assert [section["name"] for section in sections] == ["Linge"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/v5/boards/7", (404, 40)),
        ("/v5/boards/7/pins", (404, 40)),
        ("/v5/boards/Senteurs", (400, 1)),
        ("/v5/pins/7", (404, 50)),
        ("/v5/media/7", (404, 404)),
        ("/v5/nothing", (404, 404)),
    ],
)
def test_what_is_not_there_has_its_own_code(bench: Bench, path: str, expected: tuple[int, int]) -> None:
    assert refusal(bench.ask("GET", path)) == expected


def test_a_wrong_method_is_refused(bench: Bench) -> None:
    assert refusal(bench.ask("DELETE", "/v5/boards")) == (405, 405)


@pytest.mark.parametrize("body", [None, {}, {"media_type": "image"}, {"media_type": "video", "size": 1}])
def test_only_video_can_be_registered(bench: Bench, body: object) -> None:
    assert refusal(bench.ask("POST", "/v5/media", body)) == (400, 1)


def test_an_upload_is_registered_then_processed_then_succeeded(bench: Bench) -> None:
    registered = bench.register()
    media_id = registered["media_id"]
    assert registered["upload_url"] == f"http://127.0.0.1:8700/{BUCKET}/"
    assert bench.status(media_id) == "registered"
    response = bench.send(form(registered["upload_parameters"]))
    assert (response.status, response.body) == (204, b"")
    assert bench.status(media_id) == "processing"
    bench.at += 5
    assert bench.status(media_id) == "succeeded"


def test_a_file_that_is_no_mp4_fails(bench: Bench) -> None:
    assert bench.status(bench.ready_media(PHOTO)) == "failed"


def test_another_account_does_not_see_the_media(bench: Bench) -> None:
    media_id = bench.ready_media()
    assert refusal(bench.ask("GET", f"/v5/media/{media_id}", token="t@42")) == (404, 404)


def test_a_large_form_on_disk_is_stored_to_the_byte(bench: Bench, tmp_path: Path) -> None:
    registered = bench.register()
    file = CLIP + bytes(3 << 20) + b"\r\n--cu"
    (tmp_path / "form").write_bytes(form(registered["upload_parameters"], file).data)
    size = (tmp_path / "form").stat().st_size
    assert bench.send(Body(size, b"", tmp_path / "form")).status == 204
    assert bench.world.blobs.size(hashlib.sha256(file).hexdigest()) == len(file)


def test_a_second_upload_of_the_same_form_changes_nothing(bench: Bench) -> None:
    registered = bench.register()
    bench.send(form(registered["upload_parameters"]))
    bench.at += 6
    assert bench.send(form(registered["upload_parameters"], PHOTO)).status == 204
    assert bench.status(registered["media_id"]) == "succeeded"


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_must_come_back_unaltered(bench: Bench, name: str) -> None:
    registered = bench.register()
    fields = registered["upload_parameters"]
    without = {key: value for key, value in fields.items() if key != name}
    assert bench.send(form(without)).status == 403
    assert bench.send(form({**fields, name: "x" + fields[name]})).status == 403
    assert bench.status(registered["media_id"]) == "registered"


def test_a_field_more_is_refused(bench: Bench) -> None:
    response = bench.send(form({**bench.register()["upload_parameters"], "acl": "public-read"}))
    assert response.status == 403
    assert b"Extra input fields: acl" in response.body


def test_fields_after_the_file_do_not_count(bench: Bench) -> None:
    fields = dict(bench.register()["upload_parameters"])
    policy = fields.pop("policy")
    late = f'\r\n--cut\r\nContent-Disposition: form-data; name="policy"\r\n\r\n{policy}\r\n--cut--\r\n'
    assert bench.send(form(fields, ending=late.encode())).status == 403


def test_an_expired_form_is_refused(bench: Bench) -> None:
    fields = bench.register()["upload_parameters"]
    bench.at += 3600
    response = bench.send(form(fields))
    assert response.status == 403
    assert b"Policy expired" in response.body


@pytest.mark.parametrize("ending", [b"", b"\r\n--cu"])
def test_a_form_that_was_cut_off_is_refused(bench: Bench, ending: bytes) -> None:
    response = bench.send(form(bench.register()["upload_parameters"], ending=ending))
    assert response.status == 400
    assert b"MalformedPOSTRequest" in response.body


def test_a_form_without_a_file_is_refused(bench: Bench) -> None:
    assert b"exactly one file" in bench.send(Body.of(b"--cut--\r\n")).body
    assert bench.send(Body.of(b"{}"), "application/json").status == 412


def test_a_video_pin_is_public_with_all_that_was_said(bench: Bench) -> None:
    source = {**VIDEO_SOURCE, "media_id": bench.ready_media()}
    link = "https://example.com/brume?utm_content=brume"
    response = bench.pin(
        media_source=source, title="Brume", description="Une pression", link=link, alt_text="a"
    )
    pin = read(response)
    assert response.status == 201
    assert (pin["creative_type"], pin["media"]["media_type"]) == ("VIDEO", "video")
    assert pin["created_at"] == "2023-11-14T22:13:26"
    assert "media_id" not in json.dumps(pin)
    (post,) = bench.world.posts
    assert (post.platform, post.account, post.remote_id) == ("pinterest", "549755885175", pin["id"])
    assert (post.title, post.text, post.link, post.alt) == ("Brume", "Une pression", link, "a")
    assert (post.visibility, post.url) == ("public", f"https://www.pinterest.com/pin/{pin['id']}/")
    assert post.media_digest == hashlib.sha256(CLIP).hexdigest()
    assert bench.world.blobs.path(post.media_digest).read_bytes() == CLIP
    assert read(bench.ask("GET", f"/v5/pins/{pin['id']}")) == pin


def test_a_photo_pin_is_made_from_an_address(bench: Bench) -> None:
    pin = read(bench.pin())
    assert (pin["creative_type"], pin["media"]["media_type"]) == ("REGULAR", "image")
    assert bench.world.posts[0].media_digest == hashlib.sha256(PHOTO).hexdigest()


def test_a_photo_pin_is_made_from_base64(bench: Bench) -> None:
    data = base64.b64encode(PHOTO).decode()
    source = {"source_type": "image_base64", "content_type": "image/jpeg", "data": data}
    assert bench.pin(media_source=source).status == 201
    assert refusal(bench.pin(media_source={**source, "content_type": "image/png"})) == (403, 235)
    assert refusal(bench.pin(media_source={**source, "data": "A"})) == (400, 1)


def test_media_that_is_not_ready_makes_no_pin(bench: Bench) -> None:
    registered = bench.register()
    source = {**VIDEO_SOURCE, "media_id": registered["media_id"]}
    assert refusal(bench.pin(media_source=source)) == (400, 1)
    bench.send(form(registered["upload_parameters"]))
    assert refusal(bench.pin(media_source=source)) == (400, 1)
    assert refusal(bench.pin(media_source={**VIDEO_SOURCE, "media_id": bench.ready_media(PHOTO)})) == (400, 1)
    assert refusal(bench.pin(media_source=VIDEO_SOURCE)) == (404, 404)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "x" * 101},
        {"description": "x" * 801},
        {"alt_text": "x" * 501},
        {"link": "https://example.com/" + "x" * 2048},
        {"link": "example.com"},
        {"title": 1},
        {"note": "removed between 5.18 and 5.20"},
        {"board_id": None},
        {"board_id": "Senteurs"},
        {"dominant_color": "red"},
        {"media_source": None},
        {"media_source": {"source_type": "pin_url"}},
        {"media_source": {**PHOTO_SOURCE, "alt": "x"}},
        {"ai_disclosures": {"values": ["MAYBE"]}},
    ],
    ids="-".join,
)
def test_a_pin_that_breaks_a_rule_is_refused(bench: Bench, change: dict[str, object]) -> None:
    assert refusal(bench.pin(**change)) == (400, 1)
    assert not bench.world.posts


def test_the_longest_texts_pass(bench: Bench) -> None:
    texts = {"title": "💜" * 100, "description": "x" * 800, "alt_text": "x" * 500}
    disclosed = {"values": ["AI_MODIFIED"]}
    assert bench.pin(**texts, ai_disclosures=disclosed, board_section_id=None, link=None).status == 201


def test_a_pin_goes_only_to_boards_and_sections_of_its_account(bench: Bench) -> None:
    section = read(bench.ask("GET", f"/v5/boards/{MAISON}/sections"))["items"][0]["id"]
    assert refusal(bench.pin(board_id="7")) == (404, 40)
    assert refusal(bench.pin(board_section_id=section)) == (404, 2031)
    assert bench.pin(board_id=MAISON, board_section_id=section).status == 201
    body = {"board_id": SENTEURS, "media_source": PHOTO_SOURCE}
    assert refusal(bench.ask("POST", "/v5/pins", body, token="t@42")) == (403, 7)


def test_a_token_names_a_board_by_id(bench: Bench) -> None:
    body = {"board_id": "813744226420000099", "media_source": PHOTO_SOURCE}
    token = "t@42;board=813744226420000099"
    assert refusal(bench.ask("POST", "/v5/pins", body, token="t@42")) == (404, 40)
    pin = read(bench.ask("POST", "/v5/pins", body, token=token))
    board = read(bench.ask("GET", "/v5/boards/813744226420000099", token=token))
    assert (board["owner"], board["pin_count"]) == ({"username": "user42"}, 1)
    listed = read(bench.ask("GET", "/v5/boards/813744226420000099/pins", token=token))["items"]
    assert [row["id"] for row in listed] == [pin["id"]]
    assert [post.account for post in bench.world.posts] == ["42"]


def test_a_token_names_a_board_by_name_and_its_id_stays_the_same(bench: Bench) -> None:
    token = "t@42;board=Maison%20d%27%C3%A9t%C3%A9%2C%20jardin,Bougies"
    boards = read(bench.ask("GET", "/v5/boards", token=token))["items"]
    assert [board["name"] for board in boards] == ["Senteurs", "Maison", "Maison d'été, jardin", "Bougies"]
    assert len({board["id"] for board in boards}) == 4
    assert read(bench.ask("GET", "/v5/boards", token="t@42;board=Bougies"))["items"][2] == boards[3]
    assert (
        read(bench.ask("GET", "/v5/boards", token="t@43;board=Bougies"))["items"][2]["id"] != boards[3]["id"]
    )


@pytest.mark.parametrize("named", [SENTEURS, "Senteurs", "Senteurs,Maison"])
def test_a_board_that_the_account_has_anyway_is_not_there_twice(bench: Bench, named: str) -> None:
    boards = read(bench.ask("GET", "/v5/boards", token=f"t;board={named}"))["items"]
    assert [board["name"] for board in boards] == ["Senteurs", "Maison"]


def test_a_board_of_the_default_account_can_be_named_for_another_one(bench: Bench) -> None:
    body = {"board_id": SENTEURS, "media_source": PHOTO_SOURCE}
    assert bench.ask("POST", "/v5/pins", body, token=f"t@42;board={SENTEURS}").status == 201


def test_a_token_names_sections_of_the_boards_that_it_names(bench: Bench) -> None:
    token = "t;board=7;section=5,6"
    body = {"board_id": "7", "board_section_id": "5", "media_source": PHOTO_SOURCE}
    pin = read(bench.ask("POST", "/v5/pins", body, token=token))
    sections = read(bench.ask("GET", "/v5/boards/7/sections", token=token))["items"]
    assert [section["id"] for section in sections] == ["5", "6"]
    in_five, in_six = (
        read(bench.ask("GET", f"/v5/boards/7/sections/{section}/pins", token=token))["items"]
        for section in ("5", "6")
    )
    assert ([row["id"] for row in in_five], in_six) == ([pin["id"]], [])
    assert refusal(bench.ask("GET", "/v5/boards/7/sections/8/pins", token=token)) == (404, 2031)
    assert refusal(bench.ask("GET", "/v5/boards/7/sections/x/pins", token=token)) == (400, 1)
    assert refusal(bench.pin(board_section_id="5")) == (404, 2031)


def test_lists_of_pins_are_complete_but_not_in_order_of_creation(bench: Bench) -> None:
    made = [read(bench.pin(title=str(number)))["id"] for number in range(12)]
    listed: list[str] = []
    query = {"page_size": "5"}
    for _ in range(3):
        page = read(bench.ask("GET", f"/v5/boards/{SENTEURS}/pins", query=query))
        listed += [pin["id"] for pin in page["items"]]
        query["bookmark"] = page["bookmark"]
    assert query["bookmark"] is None
    assert sorted(listed) == sorted(made)
    assert listed not in (made, made[::-1])


def test_the_own_pins_are_listed_over_all_boards(bench: Bench) -> None:
    made = {read(bench.pin(board_id=board))["id"] for board in (SENTEURS, MAISON)}
    assert {pin["id"] for pin in read(bench.ask("GET", "/v5/pins"))["items"]} == made
    assert read(bench.ask("GET", "/v5/pins", token="t@42"))["items"] == []
    assert read(bench.ask("GET", "/v5/pins", query={"pin_filter": "exclude_native"}))["items"] == []


def test_the_hundred_and_first_write_of_a_minute_is_refused(bench: Bench) -> None:
    for _ in range(100):
        bench.register()
    response = bench.ask("POST", "/v5/media", {"media_type": "video"})
    assert refusal(response) == (429, 8)
    assert (response.headers["x-ratelimit-limit"], response.headers["x-ratelimit-remaining"]) == ("100", "0")
    assert bench.ask("GET", "/v5/boards").status == 200
    bench.at += 60
    assert bench.ask("POST", "/v5/media", {"media_type": "video"}).status == 201


def test_nothing_is_forgotten_when_the_sandbox_starts_again(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    media = MediaHost(tmp_path)
    world = World("http://127.0.0.1:8700", tmp_path / "blobs", media, state_file=state, clock=lambda: 0.0)
    ask = Request(
        "POST", API, "/v5/media", {}, {"authorization": "Bearer t"}, Body.of(b'{"media_type":"video"}')
    )
    registered = read(Pinterest(world).handle(ask))
    world.save()
    again = World("http://127.0.0.1:8700", tmp_path / "blobs", media, state_file=state, clock=lambda: 0.0)
    path = f"/v5/media/{registered['media_id']}"
    answer = Pinterest(again).handle(Request("GET", API, path, {}, {"authorization": "Bearer t"}))
    assert read(answer)["status"] == "registered"


def test_a_trial_app_has_a_thousand_calls_a_day_of_both_kinds(bench: Bench) -> None:
    token, media = "t;app=trial", {"media_type": "video"}

    writes = [bench.ask("POST", "/v5/media", media, token=token).status for _ in range(301)]
    reads = [bench.ask("GET", "/v5/boards", token=token).status for _ in range(700)]

    assert (writes.count(201), writes[-1]) == (300, 429)
    assert (reads.count(200), reads[-1]) == (699, 429)
