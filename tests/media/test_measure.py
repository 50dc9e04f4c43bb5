"""Files measured over real HTTP: what it takes, what it tells, and what a second look costs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from aromatiza.core.media_facts import Measurement, PhotoFacts, Trouble, VideoFacts
from aromatiza.core.post import Media, MediaKind
from aromatiza.media.cache import FactsCache
from aromatiza.media.measure import AT_ONCE, Measurer, measure_file
from aromatiza.sandbox.server import Sandbox
from aromatiza.wire.client import open_client
from aromatiza.wire.detour import Detour
from aromatiza.wire.patience import Patience
from aromatiza.wire.ranges import HttpRanges
from tests.mp4 import Film
from tests.wire.filehost import FileHost
from tests.wire.server import Answer, Arrived, Drop, Said, serving

HOSTS = ("res.cloudinary.com",)
TOP = "https://res.cloudinary.com/demo"
ASSETS = Path(__file__).parents[2] / "aromatiza" / "sandbox" / "assets"
FILM = Film(seconds=10, size_bytes=2_000_000).data
LATE_FILM = Film(seconds=10, size_bytes=2_000_000, is_fast_start=False).data
PICTURE = (ASSETS / "photo.jpg").read_bytes()
VIDEO = Media(MediaKind.VIDEO, f"{TOP}/a.mp4")
PHOTO = Media(MediaKind.PHOTO, f"{TOP}/a.jpg")
CALM = Patience(connect_s=10, read_s=10, total_s=20, pause_s=0)


def hosting(files: Mapping[str, FileHost]) -> Answer:
    """A host of several files, by the ends of their addresses."""
    return lambda request: files[request.target.rpartition("/")[2]](request)


def both() -> Answer:
    return hosting({"a.mp4": FileHost(FILM), "a.jpg": FileHost(PICTURE, '"two"')})


def measure_all(
    base_url: str, folder: Path | None, *media: Media, limit_bytes: int = 3_000_000
) -> tuple[Mapping[str, Measurement], Sequence[tuple[int, int]]]:
    """What was measured, and what the watcher was told."""
    told: list[tuple[int, int]] = []

    async def run() -> Mapping[str, Measurement]:
        async with open_client((), [Detour(base_url)]) as client:
            measurer = Measurer(HttpRanges(client, HOSTS, CALM), HOSTS, limit_bytes, FactsCache(folder))
            return await measurer.measure_all(media, lambda done, total: told.append((done, total)))

    return asyncio.run(run()), told


def measure(
    base_url: str, media: Media, folder: Path | None = None, limit_bytes: int = 3_000_000
) -> Measurement:
    found, _ = measure_all(base_url, folder, media, limit_bytes=limit_bytes)
    return found[media.url]


def code_of(found: Measurement) -> str:
    assert isinstance(found.facts, Trouble)
    return found.facts.code


def test_a_film_is_measured_from_its_first_block() -> None:
    with serving(both()) as server:
        found = measure(server.url, VIDEO)
    assert isinstance(found.facts, VideoFacts)
    assert (found.facts.duration_s, found.facts.width, found.facts.size_bytes) == (10.0, 1080, len(FILM))
    assert (found.bytes_read, found.requests, found.is_cached) == (16_384, 1, False)


def test_a_photo_is_measured_from_its_first_block() -> None:
    with serving(both()) as server:
        found = measure(server.url, PHOTO)
    assert isinstance(found.facts, PhotoFacts)
    assert (found.facts.format, found.facts.size_bytes) == ("jpeg", len(PICTURE))
    assert found.requests == 1


def test_what_is_said_to_be_read_is_what_the_host_sent() -> None:
    with serving(lambda request: FileHost(LATE_FILM).answer(request)) as server:
        found = measure(server.url, VIDEO)
    assert isinstance(found.facts, VideoFacts)
    assert not found.facts.is_fast_start
    assert (found.bytes_read, found.requests) == (server.sent_bytes, len(server.arrived))
    assert found.requests > 1
    assert found.bytes_read < 200_000


def test_a_second_look_costs_one_request_for_each_file_and_no_byte(tmp_path: Path) -> None:
    with serving(both()) as server:
        first, _ = measure_all(server.url, tmp_path, VIDEO, PHOTO)
        before = server.sent_bytes
        second, _ = measure_all(server.url, tmp_path, VIDEO, PHOTO)
    assert server.sent_bytes == before
    for url, found in second.items():
        assert (found.facts, found.bytes_read, found.requests, found.is_cached) == (
            first[url].facts,
            0,
            1,
            True,
        )


def test_a_file_that_was_replaced_is_measured_anew(tmp_path: Path) -> None:
    host = FileHost(FILM)
    with serving(host) as server:
        measure(server.url, VIDEO, tmp_path)
        host.data, host.tag = Film(seconds=20).data, '"new"'
        found = measure(server.url, VIDEO, tmp_path)
        again = measure(server.url, VIDEO, tmp_path)
    assert isinstance(found.facts, VideoFacts)
    assert (found.facts.duration_s, found.is_cached) == (20.0, False)
    assert (again.facts, again.is_cached) == (found.facts, True)


def test_a_file_without_a_version_is_measured_every_time(tmp_path: Path) -> None:
    with serving(FileHost(FILM, tag="")) as server:
        measure(server.url, VIDEO, tmp_path)
        assert not measure(server.url, VIDEO, tmp_path).is_cached


def test_a_trouble_is_not_kept(tmp_path: Path) -> None:
    host = FileHost(b"nothing of a film" * 5_000)
    with serving(host) as server:
        assert code_of(measure(server.url, VIDEO, tmp_path)) == "video-broken"
        assert not list(tmp_path.iterdir())


def test_facts_of_the_other_kind_are_not_taken_from_the_cache(tmp_path: Path) -> None:
    with serving(FileHost(PICTURE)) as server:
        measure(server.url, Media(MediaKind.PHOTO, VIDEO.url), tmp_path)
        assert code_of(measure(server.url, VIDEO, tmp_path)) == "media-wrong-kind"


def test_a_limit_that_was_lowered_holds_for_what_is_known(tmp_path: Path) -> None:
    with serving(both()) as server:
        measure(server.url, VIDEO, tmp_path)
        assert code_of(measure(server.url, VIDEO, tmp_path, limit_bytes=1_000_000)) == "media-too-large"


def test_a_cache_that_cannot_be_written_is_only_slow(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with serving(both()) as server:
        assert isinstance(measure(server.url, VIDEO, tmp_path / "file").facts, VideoFacts)


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        pytest.param(MediaKind.VIDEO, PICTURE, "gives a photo where the post wants a video", id="photo"),
        pytest.param(MediaKind.PHOTO, FILM, "gives a video where the post wants a photo", id="video"),
        pytest.param(MediaKind.VIDEO, b"\n<!doctype html>", "gives a web page", id="page"),
        pytest.param(MediaKind.PHOTO, b"<?xml version='1.0'?><svg>", "gives a drawing", id="drawing"),
        pytest.param(MediaKind.PHOTO, b"%PDF-1.7", "gives a PDF document", id="pdf"),
        pytest.param(MediaKind.VIDEO, b"\0\0\0\x18ftypM4A ", "gives a sound file", id="sound"),
    ],
)
def test_a_file_of_another_kind_is_said_to_be_one(kind: MediaKind, data: bytes, words: str) -> None:
    with serving(FileHost(data)) as server:
        found = measure(server.url, Media(kind, VIDEO.url))
    assert code_of(found) == "media-wrong-kind"
    assert isinstance(found.facts, Trouble)
    assert words in found.facts.message.text()


@pytest.mark.parametrize(
    ("data", "name"), [(b"\x1aE\xdf\xa3" + bytes(90), "WebM"), (b"RIFF\0\0\0\0AVI LIST", "AVI")]
)
def test_a_film_of_a_foreign_format_is_named(data: bytes, name: str) -> None:
    with serving(FileHost(data)) as server:
        found = measure(server.url, VIDEO)
    assert code_of(found) == "video-container"
    assert isinstance(found.facts, Trouble)
    assert f"a {name} file" in found.facts.message.text()


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/a.mp4",
        "http://res.cloudinary.com/a.mp4",
        "https://res.cloudinary.com.evil.example/a.mp4",
        "https://res.cloudinary.com:8443/a.mp4",
        "https://user@res.cloudinary.com/a.mp4",
    ],
)
def test_nothing_is_asked_of_a_host_that_is_not_the_brands(url: str) -> None:
    with serving(both()) as server:
        found = measure(server.url, Media(MediaKind.VIDEO, url))
    assert (code_of(found), found.requests, server.arrived) == ("media-host", 0, [])


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        pytest.param(Said(302, b"", {"Location": "/b.mp4"}), "media-redirect", id="moved"),
        pytest.param(Said(404), "media-missing", id="missing"),
        pytest.param(Said(503), "media-unreachable", id="in trouble"),
        pytest.param(Drop(), "media-unreachable", id="hanging up"),
        pytest.param(Said(200, bytes(1 << 17)), "media-no-ranges", id="no ranges"),
    ],
)
def test_what_its_host_says_of_a_file_is_its_trouble(answer: Said | Drop, code: str) -> None:
    with serving(lambda _: answer) as server:
        found = measure(server.url, VIDEO)
    assert code_of(found) == code
    assert found.requests == len(server.arrived)


def test_a_film_that_changes_while_it_is_read_is_no_film() -> None:
    other = FileHost(LATE_FILM[::-1], '"two"')
    host = FileHost(LATE_FILM, before=lambda request, number: other.answer(request) if number > 1 else None)
    with serving(host) as server:
        assert code_of(measure(server.url, VIDEO)) == "media-changed"


def test_each_address_is_asked_for_once_and_told_in_the_order_given() -> None:
    with serving(both()) as server:
        found, told = measure_all(server.url, None, PHOTO, VIDEO, PHOTO)
    assert list(found) == [PHOTO.url, VIDEO.url]
    assert told == [(1, 2), (2, 2)]
    assert len(server.arrived) == 2


def test_an_address_that_is_given_as_both_kinds_is_wrong_without_being_asked_for() -> None:
    with serving(both()) as server:
        found, told = measure_all(server.url, None, VIDEO, Media(MediaKind.PHOTO, VIDEO.url))
    assert (code_of(found[VIDEO.url]), told, server.arrived) == ("media-wrong-kind", [(1, 1)], [])


def test_no_more_than_eight_are_measured_at_the_same_time() -> None:
    lock = threading.Lock()
    at_once: list[int] = [0]
    together = threading.Barrier(AT_ONCE)

    def answer(request: Arrived) -> Said:
        with lock:
            at_once.append(at_once[-1] + 1)
        together.wait(5)
        with lock:
            at_once.append(at_once[-1] - 1)
        return FileHost(PICTURE).answer(request)

    with serving(answer) as server:
        found, _ = measure_all(
            server.url, None, *(Media(MediaKind.PHOTO, f"{TOP}/{n}.jpg") for n in range(24))
        )
    assert all(isinstance(one.facts, PhotoFacts) for one in found.values())
    assert max(at_once) == AT_ONCE


def test_the_sandbox_serves_what_can_be_measured_and_knows_it_again(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        first, _ = measure_all(sandbox.url, tmp_path, VIDEO, PHOTO)
        second, _ = measure_all(sandbox.url, tmp_path, VIDEO, PHOTO)
    assert [type(found.facts) for found in first.values()] == [VideoFacts, PhotoFacts]
    assert [(found.bytes_read, found.is_cached) for found in second.values()] == [(0, True), (0, True)]


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [(MediaKind.VIDEO, "clip.mp4", VideoFacts), (MediaKind.PHOTO, "photo.jpg", PhotoFacts)],
)
def test_a_file_of_this_machine_is_measured_without_a_request(
    kind: MediaKind, name: str, expected: type
) -> None:
    found = asyncio.run(measure_file(kind, ASSETS / name))
    assert isinstance(found.facts, expected)
    assert (found.bytes_read, found.requests) == (0, 0)
