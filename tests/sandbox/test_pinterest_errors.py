"""Every row of Pinterest's table of errors can be caused, and looks as the table says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sandbox.pinterest_client import (
    API,
    BUCKET,
    HOST,
    MAISON,
    SANDBOX_API,
    SENTEURS,
    Answer,
    PinterestClient,
    form,
)

Cause = Callable[[PinterestClient], Answer]
SECTIONS = f"/boards/{SENTEURS}/sections"
THREE_SCOPES = "t;scope=boards:read,pins:read,pins:write"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PinterestClient]:
    """One sandbox for all rows; a row that counts or waits has an account of its own."""
    with PinterestClient(tmp_path_factory.mktemp("pinterest")) as one:
        yield one


@pytest.fixture
def client(tmp_path: Path) -> Iterator[PinterestClient]:
    with PinterestClient(tmp_path) as one:
        yield one


def with_picture(client: PinterestClient, name: str) -> Answer:
    """The answer to a Pin with that picture."""
    return client.pin(media_source={"source_type": "image_url", "url": f"{HOST}/{name}"})


def a_pin(client: PinterestClient, board_id: str = MAISON) -> str:
    """A Pin of the default account."""
    return client.made(board_id=board_id)


def second_pin(client: PinterestClient) -> Answer:
    """The second of two Pins that come at once."""
    token = "t@4;board=4;pause=60"
    assert client.pin(token, board_id="4").status == 201
    return client.pin(token, board_id="4")


ROWS: tuple[tuple[str, tuple[int, int], Cause], ...] = (
    ("a bad URL", (400, 1), lambda c: c.pin(link="no address")),
    ("a field that nobody knows", (400, 1), lambda c: c.pin(colour="blue")),
    ("a query that nobody knows", (400, 1), lambda c: c.get("/pins", colour="blue")),
    ("a section without a name", (400, 400), lambda c: c.ask("POST", SECTIONS, {"name": ""})),
    ("an expired token", (401, 2), lambda c: c.get("/boards", "expired")),
    ("a token of the sandbox", (401, 2), lambda c: c.get("/boards", "t;env=sandbox")),
    ("a token of production", (401, 2), lambda c: c.ask("GET", "/boards", host=SANDBOX_API)),
    ("a bad secret", (401, 2), lambda c: c.refresh("r", "150;secret=other")),
    ("a scope too few", (401, 3), lambda c: c.pin(THREE_SCOPES)),
    ("an app alone that writes", (401, 3), lambda c: c.pin("t;kind=client")),
    ("an app alone that asks for media", (401, 3), lambda c: c.get("/media/1", "t;kind=client")),
    ("a damaged refresh token", (401, 2), lambda c: c.refresh("pinr.sandbox." + "0" * 40)),
    ("a code that nobody gave", (400, 283), lambda c: c.exchange("0")),
    ("such a code in the old way", (401, 283), lambda c: c.exchange("0", "150;grant_error=401/283")),
    ("somebody else's board", (403, 7), lambda c: c.pin("t@42")),
    ("somebody else's Pin", (403, 7), lambda c: c.ask("DELETE", f"/pins/{a_pin(c)}", token="t@42")),
    ("a trial app", (403, 29), lambda c: c.pin("t;app=trial")),
    ("an edit without the beta", (403, 29), lambda c: c.ask("PATCH", f"/pins/{a_pin(c)}", {})),
    ("revoking an ordinary token", (403, 29), lambda c: c.basic("token/revoke", {"token": "t"})),
    ("a small JPEG", (403, 233), lambda c: with_picture(c, "small.jpg")),
    ("a small PNG", (403, 233), lambda c: with_picture(c, "small.png")),
    ("a broken picture", (403, 235), lambda c: with_picture(c, "broken.jpg")),
    ("a barred account", (403, 403), lambda c: c.get("/user_account", "t;account=barred")),
    ("an account that is gone", (404, 30), lambda c: c.get("/user_account", "t;account=gone")),
    ("no such board", (404, 40), lambda c: c.pin(board_id="7")),
    ("no such Pin", (404, 50), lambda c: c.get("/pins/7")),
    ("no such parent", (404, 50), lambda c: c.pin(parent_pin_id="7")),
    ("no such section", (404, 2031), lambda c: c.pin(board_section_id="7")),
    ("no such upload", (404, 404), lambda c: c.get("/media/7")),
    ("an ad account", (404, 2), lambda c: c.get("/boards", ad_account_id="7")),
    ("a busy section", (409, 409), lambda c: c.ask("POST", SECTIONS, {"name": "A"}, token="t;busy=1")),
    (
        "a busy section that is read",
        (409, 409),
        lambda c: c.get("/boards/7/sections/5/pins", "t;board=7;section=5;busy=1"),
    ),
    ("too many reads", (429, 8), lambda c: c.get("/boards", "t@1;reads=0")),
    ("too many writes", (429, 8), lambda c: c.pin("t@2;writes=0")),
    ("too many calls in a second", (429, 8), lambda c: c.get("/boards", "t@3;per_second=0")),
    ("two writes to the same board", (429, 8), second_pin),
    ("spam", (429, 8), lambda c: c.pin("t@5;board=5;spam=0", board_id="5")),
    ("a failure that made the Pin", (500, 500), lambda c: c.pin("t;trap=made_but_500")),
    ("any failure", (503, 503), lambda c: c.pin("t;pin_error=503/503")),
    ("any refusal", (400, 77), lambda c: c.get("/boards", "t;error=400/77")),
)  # fmt: skip


@pytest.mark.parametrize(("expected", "cause"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_every_row_of_the_table_can_be_caused(
    shared: PinterestClient, expected: tuple[int, int], cause: Cause
) -> None:
    answer = cause(shared)

    assert answer.refusal == expected
    assert answer.headers["x-pinterest-rid"]


def test_the_rows_are_those_of_the_sheet() -> None:
    sheet = {(400, 1), (400, 400), (401, 2), (401, 3), (403, 7), (403, 29), (403, 233), (403, 235)}
    sheet |= {(404, 30), (404, 40), (404, 50), (404, 2031), (404, 404), (409, 409), (429, 8)}
    sheet |= {(400, 283), (401, 283), (500, 500), (503, 503)}

    assert sheet <= {expected for _, expected, _ in ROWS}


def test_authentication_fails_in_the_words_of_the_document(shared: PinterestClient) -> None:
    assert shared.get("/boards", "expired").value == {"code": 2, "message": "Authentication failed."}


def test_only_the_words_tell_spam_from_a_rate_limit(shared: PinterestClient) -> None:
    spam = shared.pin("t@6;board=6;spam=0", board_id="6")
    limit = shared.pin("t@7;writes=0")

    assert spam.refusal == limit.refusal
    assert "spam" in spam.value["message"]
    assert "spam" not in limit.value["message"]


def test_a_trial_app_is_told_where_it_may_go(shared: PinterestClient) -> None:
    assert SANDBOX_API in shared.pin("t;app=trial").value["message"]


@pytest.mark.parametrize(
    ("key", "refused"),
    [
        ("error", {"GET /boards", "POST /pins", "POST /media", "GET /media"}),
        ("read_error", {"GET /boards", "GET /media"}),
        ("write_error", {"POST /pins", "POST /media"}),
        ("pin_error", {"POST /pins"}),
        ("media_error", {"POST /media", "GET /media"}),
    ],
)
def test_a_planned_refusal_hits_the_requests_that_its_key_names(
    shared: PinterestClient, key: str, refused: set[str]
) -> None:
    calls = [("GET", "/boards"), ("POST", "/pins"), ("POST", "/media"), ("GET", "/media")]

    answers = {
        f"{method} {path}": shared.ask(method, path, {}, token=f"t@42;{key}=418/7") for method, path in calls
    }

    assert {name for name, answer in answers.items() if answer.status == 418} == refused


def test_a_planned_refusal_may_be_over_after_a_number_of_times(client: PinterestClient) -> None:
    statuses = [client.pin("t;pin_error=429/8/2").status for _ in range(4)]

    assert statuses == [429, 429, 201, 201]
    assert client.pin("other;pin_error=429/8/2").status == 429


def test_a_planned_refusal_makes_nothing(client: PinterestClient) -> None:
    client.pin("t;pin_error=500/500")

    assert client.posts() == []


def test_a_failure_may_have_made_the_pin(client: PinterestClient) -> None:
    answer = client.pin("t;trap=made_but_500", title="Brume")

    assert answer.status == 500
    assert [post["title"] for post in client.posts()] == ["Brume"]
    assert len(client.get("/pins").ids) == 1


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/boards/7", (404, 404)), ("/pins/7", (404, 404)), ("/boards?page_size=0", (400, 400))],
)
def test_some_endpoints_say_their_status_once_more(
    shared: PinterestClient, path: str, expected: tuple[int, int]
) -> None:
    assert shared.get(path, "t;trap=http_codes").refusal == expected
    assert shared.get("/boards", "t;trap=http_codes;error=429/8").refusal == (429, 8)


def test_some_refusals_say_more(shared: PinterestClient) -> None:
    value = shared.get("/pins/7", "t;trap=wordy").value

    assert value == {
        "status": "failure",
        "code": 50,
        "message": "Pin not found.",
        "message_detail": "Pin not found.",
    }


def test_every_answer_has_a_request_id_of_its_own(shared: PinterestClient) -> None:
    answers = [
        shared.get("/boards"),
        shared.get("/nothing"),
        shared.get("/boards", "expired"),
        shared.refresh(""),
    ]

    assert len({answer.headers["x-pinterest-rid"] for answer in answers}) == 4


def test_the_bucket_takes_a_whole_form_and_says_nothing(client: PinterestClient) -> None:
    answer = client.upload(client.registered()["upload_parameters"])

    assert (answer.status, answer.body) == (204, b"")


def test_the_bucket_refuses_a_chunked_body(client: PinterestClient) -> None:
    """https://github.com/gitroomhq/postiz-app/issues/1025 and /1659 (read 2026-11)."""
    body = form(client.registered()["upload_parameters"], b"any")
    headers = {"Content-Type": "multipart/form-data; boundary=cut", "Transfer-Encoding": "chunked"}

    answer = client.send("POST", f"/{BUCKET}/", b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body), headers)

    assert answer.status == 411
    assert b"<Code>MissingContentLength</Code>" in answer.body
    assert "x-pinterest-rid" not in answer.headers


def test_a_form_is_good_as_long_as_its_token_says(client: PinterestClient) -> None:
    fields = client.registered("t;form=30")["upload_parameters"]
    client.skip(31)

    answer = client.upload(fields)

    assert answer.status == 403
    assert b"Policy expired" in answer.body


def test_an_altered_form_is_refused(client: PinterestClient) -> None:
    fields = client.registered()["upload_parameters"]

    assert client.upload({**fields, "key": fields["key"] + "0"}).status == 403


def test_the_bucket_takes_no_file_that_is_too_large(client: PinterestClient) -> None:
    fields = client.registered("t;largest_video=9")["upload_parameters"]

    assert client.upload(fields, b"9" * 9).status == 204
    fields = client.registered("t;largest_video=9")["upload_parameters"]
    assert b"<Code>EntityTooLarge</Code>" in client.upload(fields, b"9" * 10).body


def test_a_token_does_not_go_into_the_bucket(client: PinterestClient) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=cut", "Authorization": "Bearer t"}
    body = form(client.registered()["upload_parameters"], b"any")

    assert client.send("POST", f"/{BUCKET}/", body, headers).status == 400


def test_what_is_no_endpoint_is_refused(shared: PinterestClient) -> None:
    assert shared.send("PUT", f"/{API}/v5/pins").refusal == (405, 405)
    assert shared.get("/nothing").refusal == (404, 404)
