"""Requests for https addresses that go to another server instead."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aromatiza.core.errors import Misconfigured
from aromatiza.wire.client import open_client
from aromatiza.wire.detour import Detour, DetourTransport
from tests.wire.exchange import Carrier
from tests.wire.server import serving


def get(url: str, *detours: Detour) -> None:
    async def send() -> None:
        async with open_client(frozenset(), detours) as client:
            await client.get(url)

    asyncio.run(send())


@pytest.mark.parametrize(
    ("url", "target"),
    [
        pytest.param("https://api.example", "/api.example/", id="no path"),
        pytest.param("https://api.example/v1/a?b=c&d=", "/api.example/v1/a?b=c&d=", id="path and query"),
        pytest.param("https://API.Example/A", "/api.example/A", id="upper case"),
        pytest.param("https://api.example:8443/a", "/api.example:8443/a", id="port"),
        pytest.param("https://api.example:443/a", "/api.example/a", id="the usual port"),
        pytest.param("https://me:secret@api.example/a", "/api.example/a", id="userinfo"),
        pytest.param(
            "https://api.example/a%2Fb%20c%3F+d;e=f,g@h~!",
            "/api.example/a%2Fb%20c%3F+d;e=f,g@h~!",
            id="escapes",
        ),
        pytest.param(
            "https://api.example/%C3%A9%e9?x=%2f%2F", "/api.example/%C3%A9%e9?x=%2f%2F", id="case of escapes"
        ),
        pytest.param("https://api.example//a//", "/api.example//a//", id="double slashes"),
        pytest.param("https://api.example/../../etc/passwd", "/api.example/etc/passwd", id="dots"),
        pytest.param("https://api.example/a#part", "/api.example/a", id="fragment"),
    ],
)
def test_an_https_address_goes_below_the_base(url: str, target: str) -> None:
    with serving() as server:
        get(url, Detour(server.url))
    assert server.targets == [target]
    assert server.arrived[0].headers["host"] == f"127.0.0.1:{server.port}"


@pytest.mark.parametrize(
    ("suffix", "target"),
    [
        pytest.param("", "/api.example/a", id="bare"),
        pytest.param("/", "/api.example/a", id="slash"),
        pytest.param("/box/1", "/box/1/api.example/a", id="path"),
        pytest.param("/box/1/", "/box/1/api.example/a", id="path and slash"),
    ],
)
def test_the_base_may_have_a_path(suffix: str, target: str) -> None:
    with serving() as server:
        get("https://api.example/a", Detour(server.url + suffix))
    assert server.targets == [target]


def test_an_address_that_points_to_the_base_is_left_alone() -> None:
    with serving() as server:
        get(f"{server.url}/upload.example/v1?part=%2F1", Detour(server.url))
    assert server.targets == ["/upload.example/v1?part=%2F1"]


def test_an_address_that_points_to_the_base_of_another_detour_is_left_alone() -> None:
    with serving() as networks, serving() as everything:
        detours = Detour(networks.url, frozenset({"api.example"})), Detour(everything.url)
        get(f"{everything.url}/cdn.example/a.mp4", *detours)
    assert (networks.targets, everything.targets) == ([], ["/cdn.example/a.mp4"])


def test_a_request_takes_the_first_detour_that_is_meant_for_its_host() -> None:
    with serving() as networks, serving() as everything:
        detours = Detour(networks.url, frozenset({"api.example"})), Detour(everything.url)
        get("https://api.example/a", *detours)
        get("https://api.example:8443/b", *detours)
        get("https://cdn.example/a.mp4", *detours)
    assert networks.targets == ["/api.example/a", "/api.example:8443/b"]
    assert everything.targets == ["/cdn.example/a.mp4"]


def test_a_host_that_no_detour_is_meant_for_goes_straight() -> None:
    with serving() as server, pytest.raises(httpx.ConnectError):
        get("https://no-such-host.invalid/", Detour(server.url, frozenset({"api.example"})))
    assert server.targets == []


def test_plain_http_takes_no_detour() -> None:
    with serving() as server, pytest.raises(httpx.UnsupportedProtocol):
        get("http://api.example/", Detour(server.url))
    assert server.targets == []


@pytest.mark.parametrize(
    "base_url",
    [
        "",
        "127.0.0.1:8700",
        "/tmp",
        "ftp://127.0.0.1",
        "http://",
        "http://[::1",
        "http://h/?a=1",
        "http://h/#a",
        "http://h:x",
    ],
)
def test_a_base_that_is_no_address_is_a_wrong_setting(base_url: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        Detour(base_url)
    assert "http://127.0.0.1:8700" in str(caught.value)


PATHS = st.text(alphabet=st.sampled_from("abcXYZ012-._~!$&'()*+,;=:@/%?é €\"<>[]{}|\\^`"), max_size=30)


@given(path=PATHS)
def test_a_detour_never_changes_what_comes_after_the_host(path: str) -> None:
    carrier = Carrier()
    request = httpx.Request("GET", f"https://api.example/{path}")
    before = request.url.raw_path
    asyncio.run(DetourTransport([Detour("http://h:1")], carrier, carrier).handle_async_request(request))
    assert carrier.urls[0].raw_path == b"/api.example" + before
