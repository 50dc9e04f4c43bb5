"""What leaves the house, as a server receives it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from aromatiza.core.calls import (
    Auth,
    Body,
    FileBody,
    FormBody,
    JsonBody,
    MultipartBody,
    Request,
    Span,
    whole,
)
from aromatiza.core.errors import AuthRequired, Misconfigured
from aromatiza.core.post import Json
from aromatiza.core.secret import Secret
from tests.wire.exchange import TOKEN, exchange, file_on_disk
from tests.wire.server import Arrived, Said, serving

API = "https://graph.example/v1/things"


def arrived(
    request: Request, path: Path | None = None, token: Secret | None = TOKEN, said: Said | None = None
) -> Arrived:
    """The request as a server saw it."""
    with serving(lambda _: said or Said()) as server:
        exchange(request, server.url, path, token)
    (only,) = server.arrived
    return only


def post(body: Body, **headers: str) -> Request:
    return Request("POST", API, body=body, headers=headers)


def test_json_arrives_as_utf8_with_its_charset_and_its_length() -> None:
    value: Json = {"text": "Été 💜", "n": [1, None, True]}
    got = arrived(post(JsonBody(value)))
    expected = '{"text": "Été 💜", "n": [1, null, true]}'.encode()
    assert got.body == expected
    assert got.headers["content-type"] == "application/json; charset=UTF-8"
    assert got.headers["content-length"] == str(len(expected))


def test_a_json_type_that_the_call_states_is_kept() -> None:
    got = arrived(Request("POST", API, headers={"Content-Type": "application/merge+json"}, body=JsonBody({})))
    assert got.headers["content-type"] == "application/merge+json"


def test_a_form_arrives_encoded() -> None:
    got = arrived(post(FormBody({"caption": "a b&c=d é\n", "id": "1"})))
    assert got.body == b"caption=a+b%26c%3Dd+%C3%A9%0A&id=1"
    assert got.headers["content-type"] == "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param(Span(0, 10), b"0123456789", id="whole"),
        pytest.param(Span(0, 4), b"0123", id="first"),
        pytest.param(Span(4, 5), b"45678", id="middle"),
        pytest.param(Span(9, 1), b"9", id="last"),
    ],
)
def test_a_span_of_a_file_arrives_byte_for_byte(tmp_path: Path, span: Span, expected: bytes) -> None:
    clip = tmp_path / "clip.mp4"
    file = file_on_disk(clip, b"0123456789")
    got = arrived(Request("PUT", API, headers={"Content-Type": "video/mp4"}, body=FileBody(file, span)), clip)
    assert got.body == expected
    assert got.headers["content-length"] == str(len(expected))
    assert got.headers["content-type"] == "video/mp4"
    assert "transfer-encoding" not in got.headers


def test_a_file_of_many_blocks_arrives_whole(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    file = file_on_disk(clip, bytes(range(256)) * 12_345)
    got = arrived(Request("PUT", API, body=FileBody(file, whole(file))), clip)
    assert (got.size_bytes, got.digest) == (file.size_bytes, file.digest)


def test_a_file_that_became_shorter_is_a_bug_and_not_a_shorter_upload(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    file = file_on_disk(clip, b"0123456789")
    clip.write_bytes(b"01234")
    with pytest.raises(EOFError, match="is shorter than"):
        arrived(Request("PUT", API, body=FileBody(file, whole(file))), clip)


def test_multipart_has_its_fields_in_order_and_the_file_last(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    file = file_on_disk(clip, b"--bytes\r\n--of the film--")
    fields: dict[str, str | Secret] = {"policy": Secret("p=="), "key": "uploads/é", "a": ""}
    got = arrived(post(MultipartBody(fields, "file", file, whole(file))), clip)
    kind, _, boundary = got.headers["content-type"].partition("; boundary=")
    assert kind == "multipart/form-data"
    assert got.body.decode() == (
        f'--{boundary}\r\nContent-Disposition: form-data; name="policy"\r\n\r\np==\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="key"\r\n\r\nuploads/é\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="media.mp4"\r\n'
        "Content-Type: video/mp4\r\n\r\n--bytes\r\n--of the film--\r\n"
        f"--{boundary}--\r\n"
    )
    assert got.headers["content-length"] == str(len(got.body))
    assert "transfer-encoding" not in got.headers


def test_multipart_takes_a_span_of_the_file(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    file = file_on_disk(clip, b"0123456789")
    got = arrived(post(MultipartBody({}, "media", file, Span(2, 3))), clip)
    assert b"\r\n\r\n234\r\n--" in got.body


def test_a_field_name_that_a_network_chose_cannot_break_out_of_its_quotes(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    file = file_on_disk(clip, b"film")
    got = arrived(post(MultipartBody({'x"\r\nEvil: 1': "v"}, "file", file, whole(file))), clip)
    assert b'name="x%22%0D%0AEvil: 1"' in got.body
    assert b"\nEvil" not in got.body


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_no_body_is_said_to_be_empty(method: str) -> None:
    got = arrived(Request(method, API))
    assert (got.method, got.headers["content-length"], got.body) == (method, "0", b"")


@pytest.mark.parametrize(
    ("auth", "expected"),
    [
        pytest.param(Auth.BEARER, "Bearer token-of-the-account", id="bearer"),
        pytest.param(Auth.OAUTH, "OAuth token-of-the-account", id="oauth"),
        pytest.param(Auth.NONE, None, id="none"),
    ],
)
def test_the_token_goes_where_the_call_says(auth: Auth, expected: str | None) -> None:
    got = arrived(Request("GET", API, auth=auth))
    assert got.headers.get("authorization") == expected


def test_a_call_that_needs_a_token_is_not_sent_without_one() -> None:
    with serving() as server, pytest.raises(Misconfigured):
        exchange(Request("GET", API), server.url, token=None)
    assert server.arrived == []


@pytest.mark.parametrize("token", ["", "two words", "with a\nline break", "tokén", "\x00"])
def test_a_token_that_cannot_be_one_is_not_sent_and_not_shown(token: str) -> None:
    with serving() as server, pytest.raises(AuthRequired) as caught:
        exchange(Request("GET", API), server.url, token=Secret(token))
    assert server.arrived == []
    assert token == "" or token not in str(caught.value)


def test_a_query_is_encoded() -> None:
    got = arrived(Request("GET", API, {"fields": "id,name", "q": "a b&c é/+"}))
    assert got.target == "/graph.example/v1/things?fields=id%2Cname&q=a+b%26c+%C3%A9%2F%2B"


def test_a_query_joins_the_one_that_a_network_signed() -> None:
    signed = Secret("https://upload.example/v1?sig=a%2Fb%3D&x=~1")
    got = arrived(Request("PUT", signed, {"part": "2"}))
    assert got.target == "/upload.example/v1?sig=a%2Fb%3D&x=~1&part=2"


def test_no_answer_is_asked_to_be_compressed() -> None:
    assert arrived(Request("GET", API)).headers["accept-encoding"] == "identity"


def test_a_secret_stays_out_of_what_is_printed(tmp_path: Path) -> None:
    file = file_on_disk(tmp_path / "clip.mp4", b"film")
    body = MultipartBody({"policy": Secret("swordfish")}, "file", file, whole(file))
    request = Request("POST", Secret("https://upload.example/swordfish"), body=body)
    assert "swordfish" not in repr(request)
    assert "swordfish" not in str(request)


def test_nothing_that_is_sent_or_answered_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    said = Said(headers={"Location": "https://upload.example/swordfish"})
    arrived(Request("POST", Secret("https://upload.example/swordfish")), said=said)
    assert "swordfish" not in caplog.text
    assert TOKEN.reveal() not in caplog.text
