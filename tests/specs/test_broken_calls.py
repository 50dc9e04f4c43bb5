"""The check can fail: a good call that is broken on purpose is found out, whichever part of it is broken."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from aromatiza.core.post import Json
from tests.specs.checked import checked, document
from tests.specs.exchange import Exchange

Breaking = Callable[[Exchange], Exchange]


def body(**changes: Json) -> Breaking:
    """Other fields in the body; `drop` names those that go."""

    def broken(exchange: Exchange) -> Exchange:
        value = json.loads(exchange.body) | changes
        dropped = value.pop("drop", [])
        left = {name: field for name, field in value.items() if name not in dropped}
        return replace(exchange, body=json.dumps(left).encode())

    return broken


def inside(name: str, **changes: Json) -> Breaking:
    """Other fields in one object of the body."""

    def broken(exchange: Exchange) -> Exchange:
        value = json.loads(exchange.body)
        return body(**{name: {**value[name], **changes}})(exchange)

    return broken


def answer(**changes: Json) -> Breaking:
    """Other fields in the answer's body."""

    def broken(exchange: Exchange) -> Exchange:
        assert exchange.answer is not None
        value = json.dumps(json.loads(exchange.answer.body) | changes).encode()
        return replace(exchange, answer=replace(exchange.answer, body=value))

    return broken


def query(*more: tuple[str, str]) -> Breaking:
    """More parameters in the query."""
    return lambda exchange: replace(exchange, query=(*exchange.query, *more))


def without_query(exchange: Exchange) -> Exchange:
    return replace(exchange, query=())


def headers(**changes: str) -> Breaking:
    """Other headers."""

    def broken(exchange: Exchange) -> Exchange:
        given: Mapping[str, str] = {name.replace("_", "-"): text for name, text in changes.items()}
        return replace(exchange, headers={**exchange.headers, **given})

    return broken


def bytes_for(old: bytes, new: bytes) -> Breaking:
    """Other bytes in the body."""

    def broken(exchange: Exchange) -> Exchange:
        assert old in exchange.body
        return replace(exchange, body=exchange.body.replace(old, new))

    return broken


def to(path: str) -> Breaking:
    """Another path."""
    return lambda exchange: replace(exchange, path=path)


def first(platform: str, operation: str) -> Exchange:
    """The first answered exchange of an operation, with a good verdict."""
    return next(
        exchange
        for exchange, verdict in checked(platform).deliveries
        if verdict.operation == operation and exchange.answer is not None
    )


PIN, MEDIA, BOARDS = "POST /v5/pins", "POST /v5/media", "GET /v5/boards"
POST, APPEND, INITIALIZE = (
    "POST /2/tweets",
    "POST /2/media/upload/{id}/append",
    "POST /2/media/upload/initialize",
)
INSERT, VIDEOS, UPLOADED = "youtube.videos.insert", "youtube.videos.list", "PUT upload session"
BAD_REQUESTS = [
    ("pinterest", PIN, body(tittle="Brume"), "'tittle'"),
    ("pinterest", PIN, body(title="b" * 101), "is too long"),
    ("pinterest", PIN, body(board_id=7), "is not of type 'string'"),
    ("pinterest", PIN, body(id="7", created_at="2026-11-23T00:00:00"), "created_at"),
    ("pinterest", PIN, inside("media_source", media_id=7), "is not of type 'string'"),
    ("pinterest", PIN, inside("media_source", source_type="film"), "'film' is not one of"),
    ("pinterest", PIN, inside("media_source", cover_image_key_frame_time=1.5), "is not of type 'integer'"),
    ("pinterest", MEDIA, body(drop=["media_type"]), "'media_type' is a required property"),
    ("pinterest", MEDIA, headers(content_type="text/plain"), "content-type"),
    ("pinterest", MEDIA, headers(authorization=""), "a Bearer token is required"),
    ("pinterest", BOARDS, query(("page_sise", "250")), "no such parameter"),
    ("pinterest", BOARDS, query(("page_size", "250")), "given 2 times"),
    ("pinterest", "GET /v5/media/{media_id}", to("/v5/media/film"), "does not match"),
    ("pinterest", "GET /v5/user_account", to("/v5/user_accounts"), "no such operation"),
    ("x", POST, body(made_with_ai="true"), "is not of type 'boolean'"),
    ("x", POST, body(reply_settings="nobody"), "'nobody' is not one of"),
    ("x", POST, body(colour="blue"), "'colour'"),
    ("x", POST, inside("media", media_ids=[]), "[]"),
    ("x", INITIALIZE, body(media_category="film"), "'film' is not one of"),
    ("x", INITIALIZE, body(total_bytes="1000"), "is not of type 'integer'"),
    (
        "x",
        APPEND,
        bytes_for(b'name="segment_index"', b'name="segment"'),
        "'segment_index' is a required property",
    ),
    ("x", APPEND, bytes_for(b"\r\n\r\n0\r\n", b"\r\n\r\nzero\r\n"), "is not of type 'integer'"),
    ("x", APPEND, bytes_for(b"\r\n\r\n0\r\n", b"\r\n\r\n1000\r\n"), "is greater than the maximum"),
    ("x", "GET /2/media/upload", without_query, "query media_id: is required"),
    ("x", "GET /2/media/upload", query(("media_id", "1")), "given 2 times"),
    ("x", "GET /2/users/{id}/tweets", query(("post.fields", "colour")), "post.fields"),
    ("youtube", INSERT, inside("snippet", tittle="Brume"), "'tittle'"),
    ("youtube", INSERT, inside("status", privacyStatus="everybody"), "'everybody' is not one of"),
    ("youtube", INSERT, inside("snippet", tags="lavande"), "is not of type 'array'"),
    ("youtube", INSERT, without_query, "query part: is required"),
    ("youtube", INSERT, without_query, "query uploadType: None is not resumable"),
    ("youtube", INSERT, to("/youtube/v4/videos"), "no such method"),
    ("youtube", INSERT, query(("notify", "true")), "no such parameter"),
    ("youtube", INSERT, headers(x_upload_content_type="image/png"), "is not accepted"),
    ("youtube", INSERT, headers(x_upload_content_length="0"), "is not 1 to"),
    ("youtube", VIDEOS, without_query, "query part: is required"),
    ("youtube", "youtube.playlistItems.list", query(("maxResults", "51")), "maxResults"),
]
BAD_ANSWERS = [
    ("pinterest", PIN, answer(id=7), "is not of type 'string'"),
    ("pinterest", PIN, answer(created_at="today"), "is not a 'date-time'"),
    ("pinterest", PIN, answer(colour="blue"), "'colour'"),
    ("pinterest", BOARDS, answer(items=None), "is not of type 'array'"),
    ("x", POST, answer(data={}), "'id' is a required property"),
    ("x", INITIALIZE, answer(data={"id": "7", "key": "3_7"}), "'key'"),
    ("youtube", VIDEOS, answer(items=[{"fileDetails": {"fileSize": 7}}]), "is not of type 'string'"),
    ("youtube", VIDEOS, answer(items=[{"fileDetails": {"fileSize": "-7"}}]), "is not a 'uint64'"),
    ("youtube", VIDEOS, answer(item=[]), "'item'"),
]


@pytest.mark.parametrize(("platform", "operation", "breaking", "said"), BAD_REQUESTS, indirect=["platform"])
def test_a_broken_request_is_found_out(platform: str, operation: str, breaking: Breaking, said: str) -> None:
    good = first(platform, operation)
    verdict = document(platform).verdict(breaking(good))

    assert verdict is not None
    assert any(said in finding for finding in verdict.request or ()), verdict.request


@pytest.mark.parametrize(("platform", "operation", "breaking", "said"), BAD_ANSWERS, indirect=["platform"])
def test_a_broken_answer_is_found_out(platform: str, operation: str, breaking: Breaking, said: str) -> None:
    verdict = document(platform).verdict(breaking(first(platform, operation)))

    assert verdict is not None
    assert any(said in finding for finding in verdict.answer or ()), verdict.answer
