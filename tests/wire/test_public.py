"""Which addresses are of the open internet."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from aromatiza.wire.public import PrivateAddress, PublicTransport, is_public
from tests.wire.exchange import Carrier


@pytest.mark.parametrize("address", ["1.1.1.1", "151.101.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "::ffff:100.64.0.1",
        "::ffff:169.254.169.254",
    ],
)
def test_an_address_of_this_machine_or_a_private_net_is_not(address: str) -> None:
    assert not is_public(address)


def sent_straight(url: str, *, with_token: bool = False) -> list[httpx.URL]:
    """What the carrier was given to carry."""
    carrier = Carrier()
    transport = PublicTransport(carrier, {"1.1.1.1"})
    headers = {"Authorization": "Bearer t"} if with_token else {}
    asyncio.run(transport.handle_async_request(httpx.Request("GET", url, headers=headers)))
    return carrier.urls


@pytest.mark.parametrize("url", ["https://1.1.1.1/a", "https://[2606:4700::1111]:8443/a"])
def test_a_public_address_is_sent_to(url: str) -> None:
    assert sent_straight(url) == [httpx.URL(url)]


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://localhost/"]
)
def test_a_private_address_is_not_sent_to(url: str) -> None:
    with pytest.raises(PrivateAddress):
        sent_straight(url)


def test_plain_http_is_not_sent() -> None:
    with pytest.raises(httpx.UnsupportedProtocol):
        sent_straight("http://1.1.1.1/")


def test_a_token_is_sent_to_its_networks_hosts() -> None:
    assert sent_straight("https://1.1.1.1/a", with_token=True) == [httpx.URL("https://1.1.1.1/a")]


def test_a_token_is_sent_to_no_stranger_whatever_address_a_network_hands_out() -> None:
    with pytest.raises(httpx.UnsupportedProtocol):
        sent_straight("https://8.8.8.8/a", with_token=True)
