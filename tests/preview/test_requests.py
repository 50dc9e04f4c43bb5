"""Requests as a person reads them."""

from __future__ import annotations

import pytest

from aromatiza.core.calls import Body, FileBody, FormBody, JsonBody, MultipartBody, Role, Span, whole
from aromatiza.core.secret import Secret
from aromatiza.preview.requests import request_lines
from tests.preview.stage import FILE, call

URL = "https://api.example/v1"


def body_lines(body: Body) -> tuple[str, ...]:
    """The lines behind the head."""
    return request_lines(call("done", Role.PREPARE, "POST", URL, body), "en")[2:]


def test_the_role_the_name_the_method_and_the_address_come_first() -> None:
    lines = request_lines(call("pin created", Role.PUBLISH, "POST", URL), "en")
    assert lines == ("[publish] pin created", "POST https://api.example/v1")


def test_a_query_is_sorted() -> None:
    lines = request_lines(call("read", Role.READ, "GET", URL, None, fields="id,name", after="a b"), "en")
    assert lines[1] == "GET https://api.example/v1?after=a+b&fields=id,name"


def test_an_address_that_a_network_handed_out_is_not_shown() -> None:
    assert request_lines(call("sent", Role.PREPARE, "PUT", Secret(URL)), "en")[1] == "PUT ***"


def test_json_is_laid_out_with_its_letters_as_they_are() -> None:
    assert body_lines(JsonBody({"text": "été 💜", "n": []})) == ("{", '  "text": "été 💜",', '  "n": []', "}")


def test_a_form_has_a_line_for_each_field() -> None:
    assert body_lines(FormBody({"b": "2", "a": "1"})) == ("b: 2", "a: 1")


def test_a_value_of_several_lines_does_not_look_like_another_field() -> None:
    assert body_lines(FormBody({"a": "1\nb: 2"})) == ("a: 1", "    b: 2")


def test_bytes_of_a_file_are_counted_from_zero_to_the_last() -> None:
    assert body_lines(FileBody(FILE, whole(FILE))) == ("file bytes 0-12345677 of 12345678 (video/mp4)",)
    assert body_lines(FileBody(FILE, Span(5, 1))) == ("file bytes 5-5 of 12345678 (video/mp4)",)


def test_secret_fields_of_a_multipart_body_are_masked() -> None:
    body = MultipartBody({"policy": Secret("swordfish"), "key": "k"}, "file", FILE, Span(0, 2))
    assert body_lines(body) == ("policy: ***", "key: k", "file: file bytes 0-1 of 12345678 (video/mp4)")


@pytest.mark.parametrize("text", ["\x1b[2J", "\r", "\x00", "\x9b", "\u202e", "\u2066", "\ud800", "\x7f"])
def test_a_character_that_acts_is_shown_as_its_number(text: str) -> None:
    (line,) = body_lines(FormBody({"a": text}))
    assert line == f"a: ⟨U+{ord(text[0]):04X}⟩{text[1:]}"


@pytest.mark.parametrize("text", ["a\tb", "👩‍🚀 é ü ß", "שלום", "مرحبا\u200f", "٠"])
def test_what_people_write_is_shown_as_it_is(text: str) -> None:
    assert body_lines(FormBody({"a": text})) == (f"a: {text}",)
