"""Pieces of files, over real HTTP."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from aromatiza.core.media_facts import Trouble
from aromatiza.core.ports import OutOfReach
from aromatiza.wire.client import open_client
from aromatiza.wire.detour import Detour
from aromatiza.wire.patience import Patience
from aromatiza.wire.ranges import FIRST_BYTES, MAX_REQUESTS, WHOLE_BYTES, HttpRanges, HttpRemoteFile
from tests.wire.exchange import closed_url
from tests.wire.filehost import FileHost, asked_range
from tests.wire.server import Arrived, Drop, Said, Server, serving

HOSTS = ("res.cloudinary.com",)
URL = "https://res.cloudinary.com/demo/a.mp4"
DATA = bytes(range(256)) * 1_000
LIMIT_BYTES = 3_000_000
CALM = Patience(connect_s=10, read_s=10, total_s=20, pause_s=0)
HASTY = Patience(connect_s=0.3, read_s=0.3, total_s=2, pause_s=0)

T = TypeVar("T")


def with_file(
    base_url: str,
    do: Callable[[HttpRemoteFile], Awaitable[T]],
    *,
    url: str = URL,
    patience: Patience = CALM,
) -> T:
    """What `do` gives for a file that nothing was asked of yet, detoured to the base if there is one."""

    async def run() -> T:
        detours = [Detour(base_url)] if base_url else []
        async with open_client((), detours) as client:
            return await do(HttpRanges(client, HOSTS, patience).file(url, LIMIT_BYTES))

    return asyncio.run(run())


def opened(server: Server, known: str = "") -> bool:
    return with_file(server.url, lambda file: file.open(known))


def read(server: Server, *spans: tuple[int, int]) -> list[bytes]:
    """Several reads of one opened file."""

    async def do(file: HttpRemoteFile) -> list[bytes]:
        assert await file.open("")
        return [await file.read(offset, length) for offset, length in spans]

    return with_file(server.url, do)


def trouble(base_url: str, *spans: tuple[int, int], url: str = URL, patience: Patience = CALM) -> Trouble:
    """What opening or reading ends with."""

    async def look(file: HttpRemoteFile) -> None:
        assert await file.open("")
        for offset, length in spans:
            await file.read(offset, length)

    async def do(file: HttpRemoteFile) -> Trouble:
        with pytest.raises(OutOfReach) as caught:
            await look(file)
        return caught.value.trouble

    return with_file(base_url, do, url=url, patience=patience)


def answers(*said: Said | Drop) -> Callable[[Arrived], Said | Drop]:
    """One answer after the other; the last one repeats."""
    left = list(said)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def test_the_first_block_is_asked_for_alone_and_is_at_hand_afterwards() -> None:
    with serving(FileHost(DATA)) as server:
        pieces = read(server, (0, 16), (100, 16_284))
    assert pieces == [DATA[:16], DATA[100:FIRST_BYTES]]
    assert [request.headers["range"] for request in server.arrived] == ["bytes=0-16383"]


def test_a_later_piece_is_asked_for_without_what_is_at_hand() -> None:
    with serving(FileHost(DATA)) as server:
        pieces = read(server, (16_000, 1_000), (200_000, 10))
    assert pieces == [DATA[16_000:17_000], DATA[200_000:200_010]]
    assert [asked_range(request) for request in server.arrived[1:]] == [(16_384, 16_999), (200_000, 200_009)]


def test_what_was_read_is_what_the_host_sent() -> None:
    async def do(file: HttpRemoteFile) -> tuple[int, int, int]:
        await file.open("")
        await file.read(100_000, 70_000)
        return file.bytes_read, file.requests, file.size_bytes

    with serving(FileHost(DATA)) as server:
        assert with_file(server.url, do) == (16_384 + 70_000, 2, len(DATA))
    assert server.sent_bytes == 16_384 + 70_000


def test_a_read_beyond_the_end_gives_what_there_is() -> None:
    with serving(FileHost(DATA)) as server:
        assert read(server, (255_990, 100), (256_000, 5), (900_000, 5)) == [DATA[255_990:], b"", b""]
    assert len(server.arrived) == 2


def test_two_pieces_come_over_one_connection() -> None:
    ports: set[int] = set()

    class Noted(FileHost):
        def __call__(self, request: Arrived) -> Said | Drop:
            ports.add(threading.get_ident())  # the server has a thread for each connection
            return super().__call__(request)

    with serving(Noted(DATA)) as server:
        read(server, (100_000, 10), (200_000, 10))
    assert (len(server.arrived), len(ports)) == (3, 1)


@pytest.mark.parametrize(
    ("tag", "modified", "validator"),
    [
        pytest.param('"one"', "Mon, 01 Jun 2026 10:00:00 GMT", '"one"', id="an entity tag"),
        pytest.param('W/"one"', "", 'W/"one"', id="a weak one"),
        pytest.param("", "Mon, 01 Jun 2026 10:00:00 GMT", "Mon, 01 Jun 2026 10:00:00 GMT", id="a day"),
        pytest.param("", "", "", id="nothing"),
        pytest.param('"é"', "", "", id="one that cannot be sent back"),
        pytest.param('"' + "a" * 400 + '"', "", "", id="one that is too long"),
    ],
)
def test_a_version_is_told_by_what_its_host_calls_it(tag: str, modified: str, validator: str) -> None:
    async def do(file: HttpRemoteFile) -> str:
        await file.open("")
        return file.validator

    with serving(FileHost(DATA, tag, modified)) as server:
        assert with_file(server.url, do) == validator


@pytest.mark.parametrize(
    ("tag", "modified"), [('"one"', ""), ('W/"one"', ""), ("", "Mon, 01 Jun 2026 10:00:00 GMT")]
)
def test_of_a_known_version_nothing_is_read(tag: str, modified: str) -> None:
    async def do(file: HttpRemoteFile) -> tuple[bool, int, int]:
        return await file.open(tag or modified), file.bytes_read, file.requests

    with serving(FileHost(DATA, tag, modified)) as server:
        assert with_file(server.url, do) == (False, 0, 1)
    assert server.sent_bytes == 0


def test_another_version_than_the_known_one_is_read() -> None:
    with serving(FileHost(DATA, '"two"')) as server:
        assert opened(server, '"one"')
    assert len(server.arrived) == 1


def test_a_host_that_says_unchanged_of_another_version_is_not_believed() -> None:
    """An older file put back is "not modified since" for many hosts, which then name its own day."""
    older = Said(304, b"", {"Last-Modified": "Fri, 01 May 2026 10:00:00 GMT"})
    host = FileHost(DATA, before=lambda _, number: older if number == 1 else None)
    with serving(host) as server:
        assert opened(server, "Mon, 01 Jun 2026 10:00:00 GMT")
    assert "if-modified-since" not in server.arrived[1].headers


def test_a_later_piece_is_asked_for_on_condition_of_the_same_version() -> None:
    with serving(FileHost(DATA)) as server:
        read(server, (100_000, 10))
    assert server.arrived[1].headers["if-range"] == '"one"'


def test_a_weak_tag_is_no_condition_for_a_piece() -> None:
    """RFC 9110, 13.1.5: "A client MUST NOT generate an If-Range header field containing an entity tag that is
    marked as weak." """
    with serving(FileHost(DATA, 'W/"one"')) as server:
        assert read(server, (100_000, 10)) == [DATA[100_000:100_010]]
    assert "if-range" not in server.arrived[1].headers


@pytest.mark.parametrize("tag", ['"one"', 'W/"one"', ""])
def test_a_file_that_changes_while_it_is_read_is_noticed(tag: str) -> None:
    changed = FileHost(DATA + b"more", tag and tag.replace("one", "two"))
    host = FileHost(DATA, tag, before=lambda request, number: changed.answer(request) if number > 1 else None)
    with serving(host) as server:
        assert trouble(server.url, (100_000, 10)).code == "media-changed"
    assert server.sent_bytes < len(DATA) + FIRST_BYTES + 100


def test_a_file_that_changes_to_one_of_the_same_size_is_noticed() -> None:
    other = FileHost(DATA[::-1], '"two"')
    host = FileHost(DATA, before=lambda request, number: other.answer(request) if number > 1 else None)
    with serving(host) as server:
        assert trouble(server.url, (100_000, 10)).code == "media-changed"


@pytest.mark.parametrize("status", [412, 416])
def test_a_version_that_is_no_longer_there_is_noticed(status: int) -> None:
    host = FileHost(DATA, before=lambda _, number: Said(status, b"") if number > 1 else None)
    with serving(host) as server:
        assert trouble(server.url, (100_000, 10)).code == "media-changed"


def test_a_file_that_goes_away_while_it_is_read_is_missing() -> None:
    host = FileHost(DATA, before=lambda _, number: Said(404) if number > 1 else None)
    with serving(host) as server:
        assert trouble(server.url, (100_000, 10)).code == "media-missing"


def test_an_empty_file_is_open_and_has_nothing() -> None:
    with serving(FileHost(b"")) as server:
        assert read(server, (0, 16)) == [b""]


def test_a_small_file_of_a_host_without_ranges_is_read_whole() -> None:
    small = DATA[:WHOLE_BYTES]
    with serving(lambda _: Said(200, small)) as server:
        assert read(server, (60_000, 6_000)) == [small[60_000:]]
    assert len(server.arrived) == 1


def test_a_small_file_of_unknown_length_is_read_whole() -> None:
    with serving(lambda _: Said(200, DATA[:1_000], declared=None)) as server:
        assert read(server, (0, 5_000)) == [DATA[:1_000]]


@pytest.mark.parametrize(
    ("declared", "most_bytes"),
    [
        pytest.param(40 << 16, 0, id="of a length that is told"),
        pytest.param(
            None, FIRST_BYTES + (1 << 16), id="of an untold one: at most one block of the socket too much"
        ),
    ],
)
def test_a_large_file_of_a_host_without_ranges_is_left(declared: int | None, most_bytes: int) -> None:
    async def do(file: HttpRemoteFile) -> tuple[str, int]:
        with pytest.raises(OutOfReach) as caught:
            await file.open("")
        return caught.value.trouble.code, file.bytes_read

    flood = Said(200, bytes(1 << 16), declared=declared, repeats=40)
    with serving(lambda _: flood) as server:
        code, bytes_read = with_file(server.url, do)
    assert code == "media-no-ranges"
    assert bytes_read <= most_bytes


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no range"),
        pytest.param({"Content-Range": "bytes 0-15/*"}, id="no size"),
        pytest.param({"Content-Range": "bytes 5-20/100"}, id="another range"),
        pytest.param({"Content-Range": "bytes 0-15/10"}, id="beyond its own end"),
        pytest.param({"Content-Range": "bytes 15-0/100"}, id="backwards"),
        pytest.param({"Content-Range": "bytes 0-15/100", "Content-Encoding": "gzip"}, id="packed"),
    ],
)
def test_a_piece_that_is_no_piece_of_the_file_is_not_taken(headers: dict[str, str]) -> None:
    with serving(lambda _: Said(206, bytes(16), headers)) as server:
        assert trouble(server.url).code == "media-no-ranges"


def test_a_host_that_sends_more_than_was_asked_for_is_cut_short() -> None:
    async def do(file: HttpRemoteFile) -> tuple[bytes, int]:
        await file.open("")
        return await file.read(0, FIRST_BYTES), file.bytes_read

    headers = {"Content-Range": f"bytes 0-{len(DATA) * 10 - 1}/{len(DATA) * 10}"}
    with serving(lambda _: Said(206, DATA, headers, repeats=10)) as server:
        head, bytes_read = with_file(server.url, do)
    assert head == DATA[:FIRST_BYTES]
    assert bytes_read <= FIRST_BYTES + (1 << 16)


def test_a_host_that_sends_less_than_was_asked_for_is_asked_for_the_rest() -> None:
    def small(request: Arrived, _: int) -> Said:
        first, last = asked_range(request)
        last = min(last, first + 9_999)
        return Said(206, DATA[first : last + 1], {"Content-Range": f"bytes {first}-{last}/{len(DATA)}"})

    with serving(FileHost(DATA, before=small)) as server:
        assert read(server, (0, 30_000)) == [DATA[:30_000]]
    assert len(server.arrived) == 3


def test_a_host_that_sends_crumbs_is_left_after_some_of_them() -> None:
    def crumb(request: Arrived, _: int) -> Said:
        first, _ = asked_range(request)
        return Said(206, DATA[first : first + 1], {"Content-Range": f"bytes {first}-{first}/{len(DATA)}"})

    with serving(FileHost(DATA, before=crumb)) as server:
        assert trouble(server.url, (0, 1_000)).code == "media-no-ranges"
    assert len(server.arrived) == MAX_REQUESTS


@pytest.mark.parametrize("status", [404, 410, 400, 304])
def test_a_file_that_is_not_there_is_missing(status: int) -> None:
    with serving(lambda _: Said(status, b"")) as server:
        found = trouble(server.url)
    assert (found.code, len(server.arrived)) == ("media-missing", 1)


@pytest.mark.parametrize("status", [401, 403])
def test_a_file_that_is_not_for_everyone_is_said_to_be_not_public(status: int) -> None:
    with serving(lambda _: Said(status)) as server:
        found = trouble(server.url)
    assert found.code == "media-missing"
    assert found.message.text("fr") == f"le fichier n'est pas public (HTTP {status})"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_its_target_can_be_pasted(status: int) -> None:
    moved = Said(status, b"", {"Location": "/demo/b.mp4"})
    with serving(lambda _: moved) as server:
        found = trouble(server.url)
    assert found.code == "media-redirect"
    assert "on res.cloudinary.com" in found.message.text()
    assert found.fix.text().endswith("https://res.cloudinary.com/demo/b.mp4")
    assert len(server.arrived) == 1


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example/b.mp4",
        "http://res.cloudinary.com/b.mp4",
        "https://res.cloudinary.com.evil.example/b.mp4",
        "https://res.cloudinary.com@evil.example/b.mp4",
        "https://user@res.cloudinary.com/b.mp4",
        URL,
        "https://res.cloudinary.com/" + "a" * 3_000,
    ],
)
def test_a_redirect_elsewhere_is_not_recommended(location: str) -> None:
    with serving(lambda _: Said(302, b"", {"Location": location})) as server:
        found = trouble(server.url)
    assert found.code == "media-redirect"
    assert "media.hosts" in found.fix.text()


def test_a_redirect_to_what_is_no_address_is_a_redirect_still() -> None:
    with serving(lambda _: Said(300, b"", {"Location": "https://h:x/"})) as server:
        assert trouble(server.url).code == "media-redirect"


@pytest.mark.parametrize("trouble_of_a_moment", [Said(503), Said(500), Said(429), Said(423), Drop()])
def test_a_trouble_of_a_moment_is_got_over(trouble_of_a_moment: Said | Drop) -> None:
    host = FileHost(DATA, before=lambda _, number: trouble_of_a_moment if number in (1, 3) else None)
    with serving(host) as server:
        assert read(server, (100_000, 10)) == [DATA[100_000:100_010]]
    assert len(server.arrived) == 4


def test_a_piece_that_breaks_off_is_asked_for_again() -> None:
    cut = Said(206, DATA[:5_000], {"Content-Range": f"bytes 0-16383/{len(DATA)}"}, declared=None)
    host = FileHost(DATA, before=lambda _, number: cut if number == 1 else None)
    with serving(host) as server:
        assert read(server, (0, 10_000)) == [DATA[:10_000]]
    assert len(server.arrived) == 2


@pytest.mark.parametrize("status", [408, 423, 429, 500, 502, 503])
def test_a_host_that_stays_in_trouble_is_named_with_its_answer(status: int) -> None:
    with serving(lambda _: Said(status)) as server:
        found = trouble(server.url)
    assert found.code == "media-unreachable"
    assert f"HTTP {status}" in found.message.text()
    assert len(server.arrived) == 2


def test_a_host_that_hangs_up_twice_is_unreachable() -> None:
    with serving(lambda _: Drop()) as server:
        found = trouble(server.url)
    assert (found.code, len(server.arrived)) == ("media-unreachable", 2)
    assert "the answer broke off" in found.message.text()


def test_a_host_that_is_down_is_unreachable() -> None:
    found = trouble(closed_url())
    assert found.code == "media-unreachable"
    assert "res.cloudinary.com takes no connection" in found.message.text()


def test_a_host_that_says_nothing_is_left_after_a_while_and_not_asked_again() -> None:
    silence = threading.Event()
    with serving(lambda _: Said() if silence.wait(10) else Drop()) as server:
        found = trouble(server.url, patience=HASTY)
        silence.set()
    assert (found.code, len(server.arrived)) == ("media-unreachable", 1)
    assert "no answer in time" in found.message.text()


def test_a_host_whose_answer_takes_too_long_in_all_is_left() -> None:
    release = threading.Event()

    def late(_: Arrived) -> Said:
        release.wait(10)
        return Said(503)

    slow = Patience(connect_s=10, read_s=10, total_s=0.2, pause_s=0)
    with serving(late) as server:
        found = trouble(server.url, patience=slow)
        release.set()
    assert found.code == "media-unreachable"
    assert "no answer in time" in found.message.text()


def test_a_file_over_the_limit_is_not_read() -> None:
    headers = {"Content-Range": "bytes 0-16383/3000001"}
    with serving(lambda _: Said(206, bytes(FIRST_BYTES), headers)) as server:
        found = trouble(server.url)
    assert found.code == "media-too-large"
    assert "at most 3 MB" in found.message.text()


def test_a_file_of_exactly_the_limit_is_read() -> None:
    headers = {"Content-Range": "bytes 0-16383/3000000"}
    with serving(lambda _: Said(206, bytes(FIRST_BYTES), headers)) as server:
        assert opened(server)


def test_a_file_over_the_limit_on_a_host_without_ranges_is_said_to_be_too_large() -> None:
    with serving(lambda _: Said(200, b"start", declared=LIMIT_BYTES + 1)) as server:
        assert trouble(server.url).code == "media-too-large"


def test_a_host_in_a_private_net_is_not_asked_and_not_tried_twice() -> None:
    async def do(file: HttpRemoteFile) -> tuple[Trouble, int]:
        with pytest.raises(OutOfReach) as caught:
            await file.open("")
        return caught.value.trouble, file.requests

    found, requests = with_file("", do, url="https://localhost/a.mp4")
    assert (found.code, requests) == ("media-private", 1)
    assert "localhost is on a private network" in found.message.text()


@pytest.mark.parametrize(
    "url", ["http://res.cloudinary.com/a.mp4", "https://h:x/a.mp4", "a.mp4", "file:///a"]
)
def test_an_address_that_is_not_https_is_bad(url: str) -> None:
    assert trouble("", url=url).code == "media-bad-address"


@pytest.mark.parametrize("url", ["https://a..b/a.mp4", f"https://{'a' * 64}.example/a.mp4"])
def test_a_host_that_cannot_exist_is_unreachable(url: str) -> None:
    found = trouble("", url=url)
    assert found.code == "media-unreachable"
    assert "there is no host called" in found.message.text()


def test_an_impossible_port_is_a_bad_address() -> None:
    assert trouble("", url="https://res.cloudinary.com:99999/a.mp4").code == "media-bad-address"
