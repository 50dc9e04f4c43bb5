"""What comes back, or does not."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
from pathlib import Path
from threading import Thread

import pytest

from aromatiza.core.answers import Reply
from aromatiza.core.calls import Auth, FileBody, JsonBody, Request, whole
from aromatiza.core.errors import Retryable
from aromatiza.core.secret import Secret
from aromatiza.wire.client import ANSWER_BYTES, LOST_ADDRESS, HttpWire, open_client
from aromatiza.wire.detour import Detour
from tests.wire.exchange import TOKEN, closed_url, exchange, file_on_disk, no_file
from tests.wire.server import Drop, Said, serving

GET = Request("GET", "https://graph.example/me")
PUBLISH = Request("POST", "https://graph.example/posts", body=JsonBody({"text": "hello"}))


def failure(request: Request, base_url: str, path: Path | None = None) -> Retryable:
    """The error that a request ends with."""
    with pytest.raises(Retryable) as caught:
        exchange(request, base_url, path)
    return caught.value


def test_an_answer_comes_with_status_body_and_headers_in_lower_case() -> None:
    with serving(lambda _: Said(201, b'{"id": "7"}', {"Retry-After": "3", "X-Trace": "t"})) as server:
        reply = exchange(GET, server.url)
    assert (reply.status, reply.json().text("id")) == (201, "7")
    assert (reply.headers["retry-after"], reply.headers["x-trace"]) == ("3", "t")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"", 200, id="empty"),
        pytest.param(b"", 204, id="no content"),
        pytest.param(b"<html>hello</html>", 200, id="html"),
        pytest.param(b'{"id": ', 200, id="half"),
        pytest.param(b"\xff\xfe\x00", 200, id="not utf-8"),
        pytest.param(b"7", 200, id="a number"),
        pytest.param(b"[" * 100_000, 200, id="deep"),
    ],
)
def test_an_odd_body_is_an_answer_without_values(body: bytes, status: int) -> None:
    with serving(lambda _: Said(status, body)) as server:
        reply = exchange(GET, server.url)
    assert reply.body == body
    with pytest.raises(Retryable) as caught:
        reply.json().required("id")
    assert caught.value.may_have_acted


def test_a_body_without_a_length_is_read_to_its_end() -> None:
    with serving(lambda _: Said(200, b'{"id": "7"}', declared=None)) as server:
        assert exchange(GET, server.url).json().text("id") == "7"


def test_a_compressed_answer_is_not_unpacked() -> None:
    body = gzip.compress(json.dumps({"id": "7"}).encode())
    with serving(lambda _: Said(200, body, {"Content-Encoding": "gzip"})) as server:
        assert exchange(GET, server.url).body == body


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with serving(lambda _: Said(status, b"", {"Location": "https://evil.example/take"})) as server:
        assert exchange(PUBLISH, server.url).status == status
    assert server.targets == ["/graph.example/posts"]


def test_a_cookie_is_not_kept() -> None:
    with serving(lambda _: Said(headers={"Set-Cookie": "session=1; Path=/"})) as server:

        async def twice() -> None:
            async with open_client(frozenset(), [Detour(server.url)]) as client:
                wire = HttpWire(client, no_file)
                here = Request("GET", f"{server.url}/graph.example/me")
                await wire.send(here, TOKEN)
                await wire.send(here, TOKEN)

        asyncio.run(twice())
    assert ["cookie" in request.headers for request in server.arrived] == [False, False]


def test_a_request_is_sent_once_even_if_the_network_is_in_trouble() -> None:
    with serving(lambda _: Said(503)) as server:
        assert exchange(PUBLISH, server.url).status == 503
    assert len(server.arrived) == 1


def test_a_refused_connection_has_not_acted() -> None:
    error = failure(PUBLISH, closed_url())
    assert not error.may_have_acted
    assert str(error) == "graph.example cannot be reached: ConnectError"


def test_a_connection_that_drops_after_the_request_arrived_may_have_acted() -> None:
    with serving(lambda _: Drop()) as server:
        error = failure(PUBLISH, server.url)
    assert error.may_have_acted
    assert len(server.arrived) == 1


def test_a_connection_that_drops_before_the_request_was_read_may_have_acted() -> None:
    """The client cannot know how much of it was read."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def hang_up() -> None:
            connection, _ = listener.accept()
            connection.close()

        thread = Thread(target=hang_up)
        thread.start()
        error = failure(PUBLISH, f"http://127.0.0.1:{listener.getsockname()[1]}")
        thread.join()
    assert error.may_have_acted


def test_an_upload_whose_connection_drops_midway_may_have_acted(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    file = file_on_disk(clip, bytes(8 << 20))
    request = Request("PUT", "https://upload.example/v1", body=FileBody(file, whole(file)), auth=Auth.NONE)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def hang_up() -> None:
            connection, _ = listener.accept()
            connection.recv(1000)
            connection.close()

        thread = Thread(target=hang_up)
        thread.start()
        error = failure(request, f"http://127.0.0.1:{listener.getsockname()[1]}", clip)
        thread.join()
    assert error.may_have_acted


def test_an_answer_that_ends_too_early_may_have_acted() -> None:
    with serving(lambda _: Said(200, b'{"id"', declared=500)) as server:
        assert failure(PUBLISH, server.url).may_have_acted


def test_an_answer_that_is_no_http_may_have_acted() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def babble() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"hello\r\n\r\n")

        thread = Thread(target=babble)
        thread.start()
        error = failure(PUBLISH, f"http://127.0.0.1:{listener.getsockname()[1]}")
        thread.join()
    assert error.may_have_acted


def test_the_largest_answer_is_still_read() -> None:
    with serving(lambda _: Said(200, bytes(ANSWER_BYTES))) as server:
        assert len(exchange(GET, server.url).body) == ANSWER_BYTES


@pytest.mark.parametrize("declared", [pytest.param(-1, id="a length"), pytest.param(None, id="no length")])
def test_an_answer_of_a_gigabyte_is_dropped_after_a_few_megabytes(declared: int | None) -> None:
    flood = Said(200, bytes(1 << 20), declared=declared, repeats=1024)
    with serving(lambda _: flood) as server:
        error = failure(PUBLISH, server.url)
    assert error.may_have_acted
    assert "more than 4 MiB" in str(error)
    assert server.sent_bytes < 64 << 20  # what the sockets' buffers take


def test_an_address_that_was_sealed_and_cannot_be_opened_is_gone() -> None:
    with serving() as server:
        assert exchange(Request("PUT", Secret("")), server.url) is LOST_ADDRESS
    assert server.arrived == []
    assert Reply(410) == LOST_ADDRESS


@pytest.mark.parametrize(
    "address", ["upload here", "https://[::bad/swordfish", "http://elsewhere.example/swordfish", "ftp://x/y"]
)
def test_an_address_from_a_network_that_is_not_https_is_asked_for_anew(address: str) -> None:
    error = failure(Request("PUT", Secret(address)), "")
    assert error.from_start
    assert not error.may_have_acted
    assert "swordfish" not in str(error)
    assert error.__cause__ is None
    assert error.__suppress_context__


def test_a_token_never_leaves_in_the_clear() -> None:
    with serving() as server:
        failure(Request("GET", server.url), "")
    assert server.arrived == []


def test_nothing_is_sent_to_this_machine_or_a_private_net() -> None:
    with serving() as server:
        error = failure(Request("GET", f"https://localhost:{server.port}/", auth=Auth.NONE), "")
    assert not error.may_have_acted
    assert "PrivateAddress" in str(error)


def test_a_host_without_an_address_has_not_acted() -> None:
    error = failure(Request("GET", "https://no-such-host.invalid/"), "")
    assert not error.may_have_acted
