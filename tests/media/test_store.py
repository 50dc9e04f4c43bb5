"""The media of one run, from a real server to disk."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from aromatiza.core.calls import Auth, FileBody, Request, Span, whole
from aromatiza.core.errors import InvalidContent, Retryable
from aromatiza.core.post import Media, MediaKind
from aromatiza.core.rendition import File
from aromatiza.media.store import DownloadedMedia
from aromatiza.wire.client import HttpWire, open_client
from aromatiza.wire.detour import Detour
from aromatiza.wire.download import HttpDownloader
from tests.wire.server import Answer, Arrived, Said, Server, serving

HOSTS = ("res.cloudinary.com", "media.example:8443")
FILM = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 100
PICTURE = b"\xff\xd8\xff\xe0" + bytes(1000)
VIDEO = Media(MediaKind.VIDEO, "https://res.cloudinary.com/a.mp4", "a film")
PHOTO = Media(MediaKind.PHOTO, "https://res.cloudinary.com/a.jpg", "a picture")

T = TypeVar("T")


def answers(*said: Said) -> Answer:
    """One answer after the other; the last one repeats."""
    left = list(said)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


FILMS = answers(Said(200, FILM))


@asynccontextmanager
async def store_of(server: Server, folder: Path) -> AsyncIterator[DownloadedMedia]:
    async with open_client(frozenset(), [Detour(server.url)]) as client:
        yield DownloadedMedia(HttpDownloader(client), folder, HOSTS, 1_000_000)


def with_store(server: Server, folder: Path, do: Callable[[DownloadedMedia], Awaitable[T]]) -> T:
    """What `do` gives for a fresh store."""

    async def run() -> T:
        async with store_of(server, folder) as media:
            return await do(media)

    return asyncio.run(run())


def fetch(server: Server, folder: Path, *wanted: Media) -> Sequence[File | BaseException]:
    """All of them, at the same time."""

    async def run(media: DownloadedMedia) -> Sequence[File | BaseException]:
        return await asyncio.gather(*(media.fetch(item) for item in wanted), return_exceptions=True)

    return with_store(server, folder, run)


def refusal(server: Server, folder: Path, wanted: Media) -> BaseException:
    """The error that a single fetch ends with."""
    (error,) = fetch(server, folder, wanted)
    assert isinstance(error, BaseException)
    return error


def test_a_fetched_file_is_on_disk_under_its_digest(tmp_path: Path) -> None:
    with serving(FILMS) as server:
        (file,) = fetch(server, tmp_path, VIDEO)
    digest = hashlib.sha256(FILM).hexdigest()
    assert file == File(MediaKind.VIDEO, VIDEO.url, "a film", digest, len(FILM), "video/mp4")
    assert (tmp_path / digest).read_bytes() == FILM


def test_the_type_is_what_the_bytes_say_and_not_what_the_server_says(tmp_path: Path) -> None:
    with serving(answers(Said(200, PICTURE, {"Content-Type": "video/mp4"}))) as server:
        (file,) = fetch(server, tmp_path, PHOTO)
    assert isinstance(file, File)
    assert file.content_type == "image/jpeg"


def test_an_address_is_fetched_once_for_all_who_want_it(tmp_path: Path) -> None:
    with serving(FILMS) as server:
        files = fetch(server, tmp_path, *[VIDEO] * 6)
    assert len(set(files)) == 1
    assert len(server.arrived) == 1


def test_each_who_wants_a_file_gets_it_with_their_own_description(tmp_path: Path) -> None:
    other = Media(VIDEO.kind, VIDEO.url, "the same film")
    with serving(FILMS) as server:
        files = fetch(server, tmp_path, VIDEO, other)
    assert [file.alt for file in files if isinstance(file, File)] == ["a film", "the same film"]
    assert len(server.arrived) == 1


def test_a_failed_download_fails_once_for_all_who_wait_for_it(tmp_path: Path) -> None:
    with serving(answers(Said(404))) as server:
        errors = fetch(server, tmp_path, VIDEO, VIDEO, VIDEO)
    assert [type(error) for error in errors] == [InvalidContent] * 3
    assert len(server.arrived) == 1


def test_a_failed_download_is_tried_again_when_it_is_wanted_again(tmp_path: Path) -> None:
    async def twice(media: DownloadedMedia) -> File:
        with pytest.raises(Retryable):
            await media.fetch(VIDEO)
        return await media.fetch(VIDEO)

    with serving(answers(Said(503), Said(200, FILM))) as server:
        file = with_store(server, tmp_path, twice)
    assert file.size_bytes == len(FILM)


def test_a_caller_who_gives_up_does_not_take_the_file_from_the_others(tmp_path: Path) -> None:
    async def one_gives_up(media: DownloadedMedia) -> File:
        hasty = asyncio.create_task(media.fetch(VIDEO))
        await asyncio.sleep(0)
        hasty.cancel()
        return await media.fetch(VIDEO)

    with serving(FILMS) as server:
        file = with_store(server, tmp_path, one_gives_up)
    assert file.size_bytes == len(FILM)
    assert len(server.arrived) == 1


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://evil.example/a.mp4", id="another host"),
        pytest.param("http://res.cloudinary.com/a.mp4", id="http"),
        pytest.param("ftp://res.cloudinary.com/a.mp4", id="ftp"),
        pytest.param("file:///etc/passwd", id="file"),
        pytest.param("//res.cloudinary.com/a.mp4", id="no scheme"),
        pytest.param("https://res.cloudinary.com@evil.example/a.mp4", id="userinfo"),
        pytest.param("https://me:pw@res.cloudinary.com/a.mp4", id="credentials"),
        pytest.param("https://res.cloudinary.com:8443/a.mp4", id="another port"),
        pytest.param("https://media.example/a.mp4", id="not the port"),
        pytest.param("https://res.cloudinary.com.evil.example/a.mp4", id="longer"),
        pytest.param("https://evil.res.cloudinary.com/a.mp4", id="below"),
        pytest.param("https://res.cloudinary.com\\@evil.example/a.mp4", id="backslash"),
        pytest.param("https://evil.example#@res.cloudinary.com/a.mp4", id="fragment"),
        pytest.param("https://evil.example?@res.cloudinary.com/a.mp4", id="query"),
        pytest.param("https://[::1", id="no address"),
        pytest.param("https://res.cloudinary.\ncom/a.mp4", id="line break"),
        pytest.param("https://res.cloudinary.com", id="only the host"),
        pytest.param("", id="nothing"),
    ],
)
def test_only_https_on_the_brand_s_hosts_is_fetched(url: str, tmp_path: Path) -> None:
    with serving(FILMS) as server:
        error = refusal(server, tmp_path, Media(MediaKind.VIDEO, url))
    assert isinstance(error, InvalidContent)
    assert "only https on res.cloudinary.com, media.example:8443" in str(error)
    assert server.arrived == []


def test_an_address_with_a_line_break_is_wrong_content(tmp_path: Path) -> None:
    with serving(FILMS) as server:
        error = refusal(server, tmp_path, Media(MediaKind.VIDEO, "https://res.cloudinary.com/a\n.mp4"))
    assert isinstance(error, InvalidContent)
    assert server.arrived == []


def test_a_host_with_its_port_is_fetched(tmp_path: Path) -> None:
    with serving(FILMS) as server:
        fetch(server, tmp_path, Media(MediaKind.VIDEO, "https://media.example:8443/a.mp4"))
    assert server.targets == ["/media.example:8443/a.mp4"]


@pytest.mark.parametrize(
    ("media", "body"),
    [
        pytest.param(VIDEO, b"<!DOCTYPE html><title>Not found</title>", id="a page under a film's address"),
        pytest.param(PHOTO, b"<html></html>", id="a page under a picture's address"),
        pytest.param(VIDEO, PICTURE, id="a picture for a film"),
        pytest.param(PHOTO, FILM, id="a film for a picture"),
        pytest.param(VIDEO, b"", id="nothing"),
    ],
)
def test_a_file_of_another_kind_is_wrong_content(media: Media, body: bytes, tmp_path: Path) -> None:
    with serving(answers(Said(200, body, {"Content-Type": "video/mp4"}))) as server:
        error = refusal(server, tmp_path, media)
    assert isinstance(error, InvalidContent)
    assert f"is not a {media.kind}" in str(error)


def test_one_address_wanted_as_film_and_as_picture_is_only_what_it_is(tmp_path: Path) -> None:
    as_photo = Media(MediaKind.PHOTO, VIDEO.url)
    with serving(FILMS) as server:
        wrong, file = fetch(server, tmp_path, as_photo, VIDEO)
    assert isinstance(wrong, InvalidContent)
    assert isinstance(file, File)
    assert len(server.arrived) == 1


def recorded(content: bytes) -> File:
    """A file as a delivery that was begun by an earlier run knows it."""
    return File(
        MediaKind.VIDEO, VIDEO.url, "", hashlib.sha256(content).hexdigest(), len(content), "video/mp4"
    )


def test_the_file_of_a_resumed_delivery_is_fetched_when_it_is_sent(tmp_path: Path) -> None:
    def answer(got: Arrived) -> Said:
        return Said(200, FILM if got.method == "GET" else b"{}")

    async def resume(server: Server) -> None:
        async with open_client(frozenset(), [Detour(server.url)]) as client:
            media = DownloadedMedia(HttpDownloader(client), tmp_path, HOSTS, 1_000_000)
            wire = HttpWire(client, media.path)
            for span in (Span(100, 50), whole(recorded(FILM))):
                body = FileBody(recorded(FILM), span)
                await wire.send(Request("PUT", "https://up.example/v1", body=body, auth=Auth.NONE), None)

    with serving(answer) as server:
        asyncio.run(resume(server))
    assert [got.method for got in server.arrived] == ["GET", "PUT", "PUT"]
    assert [got.body for got in server.arrived[1:]] == [FILM[100:150], FILM]


def test_an_address_that_gives_other_bytes_than_before_is_wrong_content(tmp_path: Path) -> None:
    with serving(FILMS) as server, pytest.raises(InvalidContent, match="gives another file now"):
        with_store(server, tmp_path, lambda media: media.path(recorded(b"another film")))


def test_a_file_that_cannot_be_fetched_again_now_is_fetched_later(tmp_path: Path) -> None:
    with serving(answers(Said(503))) as server, pytest.raises(Retryable) as caught:
        with_store(server, tmp_path, lambda media: media.path(recorded(FILM)))
    assert not caught.value.may_have_acted


def test_two_addresses_with_the_same_bytes_are_one_file_on_disk(tmp_path: Path) -> None:
    other = Media(MediaKind.VIDEO, "https://res.cloudinary.com/b.mp4")
    with serving(FILMS) as server:
        fetch(server, tmp_path, VIDEO, other)
    assert [path.name for path in tmp_path.iterdir()] == [hashlib.sha256(FILM).hexdigest()]
