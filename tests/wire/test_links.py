"""Links, asked for over real HTTP: dead ones are named, doubtful ones are not."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import pytest

from aromatiza.core.media_facts import Trouble
from aromatiza.wire.client import open_client
from aromatiza.wire.detour import Detour
from aromatiza.wire.links import AT_ONCE, LinkChecker
from aromatiza.wire.patience import Patience
from aromatiza.wire.public import PublicTransport
from tests.wire.exchange import Carrier, closed_url
from tests.wire.server import Answer, Arrived, Drop, Said, Server, serving

URL = "https://example.com/brume"
CALM = Patience(connect_s=10, read_s=10, total_s=20, pause_s=0)
HASTY = Patience(connect_s=0.3, read_s=0.3, total_s=2, pause_s=0)


class Resolver(asyncio.SelectorEventLoop):
    """A loop whose names are all unknown, for the reason given."""

    reason = socket.EAI_NONAME

    async def getaddrinfo(self, *_: Any, **__: Any) -> Any:
        raise socket.gaierror(self.reason, "no address")


class TiredResolver(Resolver):
    """A loop whose resolver has no answer now."""

    reason = socket.EAI_AGAIN


def dead(
    base_url: str,
    *urls: str,
    loop: Callable[[], asyncio.AbstractEventLoop] | None = None,
    patience: Patience = CALM,
) -> Mapping[str, Trouble]:
    """The dead ones of these links, detoured to the base if there is one."""

    async def run() -> Mapping[str, Trouble]:
        detours = [Detour(base_url)] if base_url else []
        async with open_client((), detours, ("https", "http")) as client:
            return await LinkChecker(client, patience).dead_links(urls or (URL,))

    with asyncio.Runner(loop_factory=loop) as runner:
        return runner.run(run())


def asked(server: Server) -> list[tuple[str, str]]:
    return [(request.method, request.target) for request in server.arrived]


def by_path(answers: Mapping[str, Said | Drop]) -> Answer:
    """What is answered for each path, whatever the method."""
    return lambda request: answers[request.target]


def test_a_page_that_is_there_is_asked_for_once_and_not_read() -> None:
    with serving(lambda _: Said(200, b"<html>")) as server:
        assert dead(server.url) == {}
    assert asked(server) == [("HEAD", "/example.com/brume")]
    assert server.sent_bytes == 0


def test_nothing_but_the_address_is_told_to_the_other_side() -> None:
    answers = {
        "/example.com/brume": Said(302, b"", {"Location": "/b", "Set-Cookie": "a=b"}),
        "/example.com/b": Said(200),
    }
    with serving(by_path(answers)) as server:
        dead(server.url)
    assert len(server.arrived) == 2
    for request in server.arrived:
        assert not {"cookie", "referer", "authorization", "origin"} & request.headers.keys()


@pytest.mark.parametrize("status", [404, 410, 500, 502, 503])
def test_a_page_that_is_gone_or_fails_is_dead(status: int) -> None:
    with serving(lambda _: Said(status)) as server:
        found = dead(server.url)
    assert found[URL].code == "dead-link"
    assert f"HTTP {status}" in found[URL].message.text()
    assert [request.method for request in server.arrived] == ["HEAD", "GET"]


@pytest.mark.parametrize("status", [400, 401, 402, 403, 406, 418, 421, 429, 451, 999])
def test_a_refusal_is_no_proof(status: int) -> None:
    with serving(lambda _: Said(status)) as server:
        assert dead(server.url) == {}


@pytest.mark.parametrize("status", [404, 405, 500, 501])
def test_a_server_that_knows_only_get_is_asked_for_one_byte(status: int) -> None:
    with serving(lambda request: Said(status if request.method == "HEAD" else 200)) as server:
        assert dead(server.url) == {}
    assert server.arrived[1].headers["range"] == "bytes=0-0"


def test_a_redirect_is_followed_to_its_end() -> None:
    answers = {
        "/example.com/brume": Said(301, b"", {"Location": "https://www.example.com/fr"}),
        "/www.example.com/fr": Said(307, b"", {"Location": "brume"}),
        "/www.example.com/brume": Said(404),
    }
    with serving(by_path(answers)) as server:
        assert URL in dead(server.url)


def test_redirects_without_an_end_are_no_proof_and_are_not_followed_for_long() -> None:
    with serving(lambda _: Said(302, b"", {"Location": "/brume"})) as server:
        assert dead(server.url) == {}
    assert len(server.arrived) == 6


@pytest.mark.parametrize(
    "location",
    ["https://localhost/", "http://127.0.0.1/", "ftp://example.com/", "https://h:x/", "javascript:0"],
)
def test_a_redirect_to_where_nothing_is_sent_is_no_proof(location: str) -> None:
    """The detour is for the one host of the link, so that what leads elsewhere goes straight."""

    async def run(base_url: str) -> Mapping[str, Trouble]:
        detours = [Detour(base_url, frozenset({"example.com"}))]
        async with open_client((), detours, ("https", "http")) as client:
            return await LinkChecker(client, CALM).dead_links([URL])

    with serving(lambda _: Said(302, b"", {"Location": location})) as server:
        assert asyncio.run(run(server.url)) == {}
    assert len(server.arrived) == 1


def test_a_host_that_hangs_up_is_no_proof() -> None:
    with serving(lambda _: Drop()) as server:
        assert dead(server.url) == {}


def test_a_host_that_is_down_is_no_proof() -> None:
    assert dead(closed_url()) == {}


def test_a_host_that_says_nothing_is_no_proof() -> None:
    silence = threading.Event()
    with serving(lambda _: Said() if silence.wait(10) else Drop()) as server:
        assert dead(server.url, patience=HASTY) == {}
        silence.set()


def test_a_private_address_is_no_proof() -> None:
    assert dead("", "https://localhost/", "http://10.0.0.1/") == {}


def test_a_host_that_does_not_exist_is_dead() -> None:
    found = dead("", URL, loop=Resolver)
    assert "there is no host called example.com" in found[URL].message.text()


def test_a_host_whose_name_cannot_be_one_is_dead() -> None:
    assert "https://a..b/" in dead("", "https://a..b/")


def test_a_resolver_without_an_answer_is_no_proof() -> None:
    assert dead("", URL, loop=TiredResolver) == {}


@pytest.mark.parametrize(
    "url", ["https://h:x/", "https://user:secret@example.com/", "https://e.example:99999/", ""]
)
def test_an_address_that_nothing_is_sent_to_is_no_proof(url: str) -> None:
    assert dead("", url) == {}


def test_every_link_is_asked_for_once_in_the_order_given() -> None:
    with serving(lambda _: Said(404)) as server:
        found = dead(server.url, "https://b.example/", "https://a.example/", "https://b.example/")
    assert list(found) == ["https://b.example/", "https://a.example/"]
    assert len(server.arrived) == 4


def test_no_more_than_eight_are_asked_for_at_the_same_time() -> None:
    lock = threading.Lock()
    at_once: list[int] = [0]
    together = threading.Barrier(AT_ONCE)

    def answer(_: Arrived) -> Said:
        with lock:
            at_once.append(at_once[-1] + 1)
        together.wait(5)
        with lock:
            at_once.append(at_once[-1] - 1)
        return Said(200)

    with serving(answer) as server:
        assert dead(server.url, *(f"https://example.com/{number}" for number in range(24))) == {}
    assert max(at_once) == AT_ONCE


def test_over_http_the_connection_goes_to_the_address_that_was_looked_at() -> None:
    carrier = Carrier()
    transport = PublicTransport(carrier, (), ("http",))
    request = httpx.Request("HEAD", "http://1.1.1.1:8080/a")
    asyncio.run(transport.handle_async_request(request))
    assert (carrier.urls, request.headers["host"]) == ([httpx.URL("http://1.1.1.1:8080/a")], "1.1.1.1:8080")


def test_a_token_is_never_sent_over_http() -> None:
    request = httpx.Request("GET", "http://1.1.1.1/", headers={"Authorization": "Bearer t"})
    with pytest.raises(httpx.UnsupportedProtocol):
        asyncio.run(PublicTransport(Carrier(), {"1.1.1.1"}, ("http",)).handle_async_request(request))
