"""The sandbox over real HTTP on the loopback: bodies, hosts, trouble, restarts; with a toy for a network."""

from __future__ import annotations

import hashlib
import http.client
import json
import socket
import threading
from pathlib import Path

import pytest

from aromatiza.sandbox.http import MEMORY_BYTES
from aromatiza.sandbox.server import Sandbox
from tests.sandbox.toy import Client, Toy

BIG = bytes(range(256)) * (MEMORY_BYTES // 256 * 3)


def test_it_listens_on_the_loopback_only(sandbox: Sandbox) -> None:
    assert sandbox.url.startswith("http://127.0.0.1:")


def test_a_network_sees_method_query_headers_and_body(client: Client) -> None:
    seen = client.json("PATCH", "/API.toy.example/echo?a=1&b=&c=%C3%A9", {"x": 1})
    assert seen["method"] == "PATCH"
    assert seen["query"] == {"a": "1", "b": "", "c": "é"}
    assert seen["size"] == len('{"x": 1}')
    assert seen["headers"]["content-length"] == "8"


def test_many_requests_share_a_connection(client: Client) -> None:
    assert [client.send("GET", "/api.toy.example/gone")[0].status for _ in range(5)] == [204] * 5


def test_a_body_without_content_is_not_announced(client: Client) -> None:
    response, _ = client.send("DELETE", "/api.toy.example/gone")
    assert response.getheader("Content-Length") is None


@pytest.mark.parametrize("data", [b"", b"small", BIG], ids=["empty", "small", "large"])
def test_a_body_arrives_as_it_was_sent(client: Client, data: bytes) -> None:
    seen = json.loads(client.send("POST", "/api.toy.example/echo", data)[1])
    assert (seen["size"], seen["digest"]) == (len(data), hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize("data", [b"", b"small", BIG], ids=["empty", "small", "large"])
def test_a_chunked_body_arrives_as_it_was_sent_and_without_a_length(client: Client, data: bytes) -> None:
    parts = iter([data[:7], data[7:]] if data else [])
    _, body = client.send("POST", "/api.toy.example/echo", parts, encode_chunked=True)
    seen = json.loads(body)
    assert (seen["size"], seen["digest"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert "content-length" not in seen["headers"]
    assert seen["headers"]["transfer-encoding"] == "chunked"


def test_only_a_large_body_is_kept_in_a_file_and_only_while_it_is_handled(client: Client) -> None:
    small = json.loads(client.send("POST", "/api.toy.example/echo", b"small")[1])
    large = json.loads(client.send("POST", "/api.toy.example/echo", BIG)[1])
    client.send("GET", "/api.toy.example/gone")  # the file is gone before the next request is read
    assert small["spool"] == ""
    assert large["spool"] != ""
    assert not Path(large["spool"]).exists()


@pytest.mark.parametrize(
    "framing",
    [
        pytest.param(b"Content-Length: ten\r\n\r\n", id="a length in words"),
        pytest.param(b"Content-Length: -1\r\n\r\n", id="a negative length"),
        pytest.param(b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", id="a chunk without a size"),
        pytest.param(
            b"Transfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n0\r\n\r\n", id="a chunk that is too long"
        ),
    ],
)
def test_garbled_framing_is_refused(client: Client, framing: bytes) -> None:
    answer = client.raw(b"POST /api.toy.example/posts HTTP/1.1\r\nHost: x\r\n" + framing)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert client.texts() == []


@pytest.mark.parametrize(
    "start", [b"Content-Length: 10\r\n\r\nhalf", b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"]
)
def test_a_request_that_ends_early_has_no_effect(
    client: Client, capfd: pytest.CaptureFixture[str], start: bytes
) -> None:
    assert client.raw(b"POST /api.toy.example/posts HTTP/1.1\r\nHost: x\r\n" + start) == b""
    assert client.texts() == []
    assert capfd.readouterr().err == ""


def test_a_client_that_asks_first_is_told_to_go_on(client: Client) -> None:
    with socket.create_connection(client.address, timeout=20) as connection:
        connection.sendall(b"POST /api.toy.example/posts HTTP/1.1\r\nHost: x\r\n")
        connection.sendall(b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 100 ")
        connection.sendall(b"hi")
        assert connection.recv(1000).startswith(b"HTTP/1.1 201 ")


def test_a_bug_in_a_network_is_reported_and_survived(
    client: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    response, _ = client.send("GET", "/api.toy.example/boom")
    assert response.status == 500
    assert "a toy is easily broken" in capfd.readouterr().err
    assert client.send("GET", "/api.toy.example/gone")[0].status == 204


def test_a_host_of_no_network_serves_its_media(client: Client) -> None:
    response, body = client.send("GET", "/cdn.example/a.mp4?v=2", headers={"Range": "bytes=2-4"})
    assert (response.status, body) == (206, b"234")
    assert response.getheader("Content-Range") == "bytes 2-4/10"
    assert response.getheader("ETag") == f'"{hashlib.sha256(b"0123456789").hexdigest()}"'


def test_head_answers_like_get_without_the_body(client: Client) -> None:
    response, body = client.send("HEAD", "/cdn.example/a.mp4")
    assert (response.status, response.getheader("Content-Length"), body) == (200, "10", b"")


@pytest.mark.parametrize(
    ("method", "target"), [("GET", "/cdn.example/b.mp4"), ("POST", "/cdn.example/a.mp4")]
)
def test_what_nobody_serves_is_explained(client: Client, method: str, target: str) -> None:
    response, body = client.send(method, target)
    assert response.status == 404
    assert "cdn.example" in json.loads(body)["error"]


def test_a_dropped_request_before_its_effect_has_none(client: Client) -> None:
    client.json("POST", "/_sandbox/faults", {"host": "api.toy.example", "path": "/posts", "drop": "before"})
    with pytest.raises(http.client.RemoteDisconnected):
        client.send("POST", "/api.toy.example/posts", b"bonjour")
    client.close()
    assert client.texts() == []
    assert client.log() == [("POST", "/posts", None)]


def test_a_dropped_request_after_its_effect_has_it_and_no_answer(client: Client) -> None:
    client.json("POST", "/_sandbox/faults", {"path": "/posts", "drop": "after"})
    head = b"POST /api.toy.example/posts HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n"
    assert client.raw(head + b"bonjour") == b""
    assert client.texts() == ["bonjour"]
    assert client.log() == [("POST", "/posts", None)]


@pytest.mark.parametrize(("after", "texts"), [(False, []), (True, ["bonjour"])])
def test_a_planned_answer_stands_for_the_networks_or_follows_its_effect(
    client: Client, after: bool, texts: list[str]
) -> None:
    fault = {
        "method": "POST",
        "status": 503,
        "body": {"why": "tired"},
        "headers": {"Retry-After": "7"},
        "after": after,
    }
    client.json("POST", "/_sandbox/faults", fault)
    response, body = client.send("POST", "/api.toy.example/posts", b"bonjour")
    assert (response.status, response.getheader("Retry-After"), json.loads(body)) == (
        503,
        "7",
        {"why": "tired"},
    )
    assert client.texts() == texts
    assert client.log() == [("POST", "/posts", 503)]


def test_a_delayed_request_holds_up_nobody_else(client: Client, sandbox: Sandbox) -> None:
    client.json("POST", "/_sandbox/faults", {"path": "/posts", "delay_s": 3600})
    slow = Client(sandbox)

    def wait_in_vain() -> None:
        with pytest.raises(OSError):  # noqa: PT011 - however it is told, nobody answers
            slow.send("POST", "/api.toy.example/posts")

    thread = threading.Thread(target=wait_in_vain)
    thread.start()
    while not client.log():
        pass
    assert client.send("GET", "/api.toy.example/gone")[0].status == 204
    assert client.log() == [("POST", "/posts", None), ("GET", "/gone", 204)]
    sandbox.stop()
    thread.join(20)
    assert not thread.is_alive()


def test_a_restart_on_the_same_state_file_forgets_nothing(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    digest = hashlib.sha256(b"bonjour").hexdigest()
    with Sandbox(state_file=state, networks=[Toy]) as first:
        client = Client(first)
        client.send("POST", "/api.toy.example/posts", b"bonjour")
        client.json("POST", "/_sandbox/clock", {"skip_s": 86400})
        client.close()
    with Sandbox(state_file=state, networks=[Toy]) as second:
        client = Client(second)
        assert client.texts() == ["bonjour"]
        assert client.log() == [("POST", "/posts", 201)]
        assert client.send("GET", f"/_sandbox/media/{digest}")[1] == b"bonjour"
        assert client.json("POST", "/api.toy.example/posts") == {"posts": 2}
        client.close()
    assert (tmp_path / "state.json.blobs" / digest).exists()


def test_an_effect_is_in_the_state_file_before_its_answer_is_sent(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    with Sandbox(state_file=state, networks=[Toy]) as sandbox:
        client = Client(sandbox)
        client.send("POST", "/api.toy.example/posts", b"bonjour")
        saved = json.loads(state.read_text())
        client.close()
    assert [post["text"] for post in saved["posts"]] == ["bonjour"]
    assert [entry["status"] for entry in saved["states"]["_requests"]["entries"]] == [201]


def test_stopping_hangs_up_and_removes_what_is_not_kept(tmp_path: Path) -> None:
    sandbox = Sandbox(networks=[Toy])
    sandbox.start()
    client = Client(sandbox)
    spool = Path(json.loads(client.send("POST", "/api.toy.example/echo", BIG)[1])["spool"])
    sandbox.stop()
    assert not spool.parent.exists()
    with pytest.raises(OSError):  # noqa: PT011 - refused, reset or disconnected: all say that nobody is there
        client.send("GET", "/api.toy.example/gone")
    client.close()


def test_stopping_hangs_up_on_an_idle_client() -> None:
    sandbox = Sandbox(networks=[Toy])
    sandbox.start()
    with socket.create_connection(Client(sandbox).address, timeout=20) as connection:
        connection.sendall(b"GET /api.toy.example/gone HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 204 ")
        sandbox.stop()
        assert connection.recv(1000) == b""


def test_a_taken_port_is_an_os_error(sandbox: Sandbox) -> None:
    with pytest.raises(OSError, match="in use"):
        Sandbox(int(sandbox.url.rpartition(":")[2]), networks=[Toy])


def test_many_clients_at_once_are_each_served_once(sandbox: Sandbox, client: Client) -> None:
    def post_five() -> None:
        one = Client(sandbox)
        for _ in range(5):
            one.send("POST", "/api.toy.example/posts", threading.current_thread().name.encode())
        one.close()

    threads = [threading.Thread(target=post_five, name=f"client {n}") for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(client.texts()) == sorted(f"client {n}" for n in range(20) for _ in range(5))
