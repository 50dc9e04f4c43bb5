"""Media files on their way to disk."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from aromatiza.core.errors import InvalidContent, Retryable
from aromatiza.core.ports import Downloaded
from aromatiza.wire.client import open_client
from aromatiza.wire.detour import Detour
from aromatiza.wire.download import HttpDownloader
from tests.wire.exchange import closed_url
from tests.wire.server import Drop, Said, serving

URL = "https://res.cloudinary.com/demo/a.mp4"
LIMIT_BYTES = 3_000_000


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a download goes."""
    return tmp_path / "partial"


def download(base_url: str, place: Path, url: str = URL) -> Downloaded:
    """Download a file, detoured to the base if there is one."""

    async def fetch() -> Downloaded:
        async with open_client(frozenset(), [Detour(base_url)] if base_url else []) as client:
            return await HttpDownloader(client).download(url, str(place), LIMIT_BYTES)

    return asyncio.run(fetch())


def test_a_file_is_stored_with_its_digest_size_and_declared_type(place: Path) -> None:
    film = bytes(range(256)) * 10_000
    with serving(lambda _: Said(200, film, {"Content-Type": "video/mp4"})) as server:
        got = download(server.url, place)
    assert got == Downloaded(hashlib.sha256(film).hexdigest(), len(film), "video/mp4")
    assert place.read_bytes() == film
    assert server.targets == ["/res.cloudinary.com/demo/a.mp4"]
    assert server.arrived[0].headers["accept-encoding"] == "identity"
    assert "authorization" not in server.arrived[0].headers


def test_a_file_without_a_length_is_stored(place: Path) -> None:
    with serving(lambda _: Said(200, b"film", declared=None)) as server:
        assert download(server.url, place) == Downloaded(hashlib.sha256(b"film").hexdigest(), 4, "")


def test_an_empty_file_is_stored(place: Path) -> None:
    with serving(lambda _: Said(200, b"")) as server:
        assert download(server.url, place).size_bytes == 0


def test_a_file_of_exactly_the_limit_is_stored(place: Path) -> None:
    with serving(lambda _: Said(200, bytes(LIMIT_BYTES))) as server:
        assert download(server.url, place).size_bytes == LIMIT_BYTES


def test_a_compressed_file_is_stored_as_it_came(place: Path) -> None:
    body = gzip.compress(bytes(100_000_000))
    with serving(lambda _: Said(200, body, {"Content-Encoding": "gzip"})) as server:
        assert download(server.url, place).size_bytes == len(body)


@pytest.mark.parametrize("status", [204, 206, 302, 304, 400, 401, 403, 404, 410])
def test_a_file_that_is_not_simply_there_is_wrong_content(status: int, place: Path) -> None:
    answer = Said(status, b"", {"Location": "https://res.cloudinary.com/other.mp4"})
    with serving(lambda _: answer) as server, pytest.raises(InvalidContent) as caught:
        download(server.url, place)
    assert f"{URL} answers HTTP {status}" in str(caught.value)
    assert len(server.arrived) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_host_in_trouble_is_asked_later(status: int, place: Path) -> None:
    with serving(lambda _: Said(status)) as server, pytest.raises(Retryable, match=f"HTTP {status}"):
        download(server.url, place)


def test_a_file_that_says_that_it_is_too_large_is_not_read(place: Path) -> None:
    answer = Said(200, b"start", declared=LIMIT_BYTES + 1)
    with serving(lambda _: answer) as server, pytest.raises(InvalidContent, match="larger than 3 MB"):
        download(server.url, place)
    assert not place.exists()


def test_a_file_that_turns_out_too_large_is_dropped_at_the_limit(place: Path) -> None:
    flood = Said(200, bytes(1 << 20), declared=None, repeats=1024)
    with serving(lambda _: flood) as server, pytest.raises(InvalidContent, match="larger than 3 MB"):
        download(server.url, place)
    assert place.stat().st_size <= LIMIT_BYTES
    assert server.sent_bytes < 64 << 20  # what the sockets' buffers take


def test_a_file_that_ends_too_early_is_asked_for_later(place: Path) -> None:
    with serving(lambda _: Said(200, b"half", declared=8)) as server, pytest.raises(Retryable):
        download(server.url, place)


def test_a_host_that_hangs_up_is_asked_later(place: Path) -> None:
    with serving(lambda _: Drop()) as server, pytest.raises(Retryable):
        download(server.url, place)


def test_a_host_that_is_down_is_asked_later(place: Path) -> None:
    with pytest.raises(Retryable, match="cannot be fetched now"):
        download(closed_url(), place)


def test_a_host_in_a_private_net_is_wrong_content(place: Path) -> None:
    with pytest.raises(InvalidContent, match="private network"):
        download("", place, "https://localhost/a.mp4")


@pytest.mark.parametrize(
    "url", ["http://res.cloudinary.com/a.mp4", "https://h:x/a.mp4", "a.mp4", "file:///a"]
)
def test_an_address_that_is_not_https_is_wrong_content(url: str, place: Path) -> None:
    with pytest.raises(InvalidContent, match="begins with https"):
        download("", place, url)


def test_memory_does_not_follow_the_size_of_a_download(place: Path) -> None:
    block = bytes(1 << 20)

    def film(repeats: int) -> Said:
        return Said(200, block, repeats=repeats)

    with serving(lambda got: film(1 if "small" in got.target else 200)) as server:
        command = [sys.executable, "-m", "tests.wire.download_memory", server.url, str(place)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert place.stat().st_size == 200 << 20
    assert int(done.stdout) < 24 << 20
