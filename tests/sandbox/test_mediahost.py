"""What the media hosts serve, with a folder and without one, whole and in part."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from aromatiza.sandbox.http import Request, Response
from aromatiza.sandbox.mediahost import MediaFile, MediaHost, file_response
from aromatiza.sandbox.server import Sandbox

BASE = "http://127.0.0.1:8700"
FILE = MediaFile(b"0123456789", "video/mp4")


def asked(**headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return file_response(Request("GET", "cdn.example.com", "/a.mp4", headers=named), FILE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A media folder with one clip; a file that is none of its media lies beside it."""
    (tmp_path / "secret.mp4").write_bytes(b"secret")
    clip = tmp_path / "media" / "cdn.example.com" / "été" / "a b.mp4"
    clip.parent.mkdir(parents=True)
    clip.write_bytes(b"clip")
    return tmp_path / "media"


def test_a_folder_serves_its_files_and_nothing_else(folder: Path) -> None:
    host = MediaHost(folder)
    assert host.get("cdn.example.com", "/%C3%A9t%C3%A9/a%20b.mp4") == MediaFile(b"clip", "video/mp4")
    assert host.get("cdn.example.com", "/other.mp4") is None
    assert host.get("cdn.example.com", "/") is None


@pytest.mark.parametrize("path", ["/../../secret.mp4", "/%2e%2e/%2e%2e/secret.mp4", "/..%2f..%2fsecret.mp4"])
def test_no_path_leads_out_of_the_folder(folder: Path, path: str) -> None:
    assert MediaHost(folder).get("cdn.example.com", path) is None


def test_no_host_leads_out_of_the_folder(folder: Path) -> None:
    assert MediaHost(folder).get("..", "/secret.mp4") is None


@pytest.mark.parametrize(("path", "kind"), [("/a.mp4", "video/mp4"), ("/a.JPG", "image/jpeg")])
def test_without_a_folder_every_address_has_a_sample_of_its_own(path: str, kind: str) -> None:
    host = MediaHost()
    first, again, other = (host.get(name, path) for name in ("a.example", "a.example", "b.example"))
    assert first is not None
    assert first == again
    assert first != other
    assert first.content_type == kind


def test_without_a_folder_an_address_that_ends_like_no_media_serves_nothing() -> None:
    assert MediaHost().get("a.example", "/page.html") is None


def test_a_network_downloads_by_production_address_and_by_sandbox_address(folder: Path) -> None:
    host = MediaHost(folder)
    expected = MediaFile(b"clip", "video/mp4")
    assert host.fetch("https://cdn.example.com/%C3%A9t%C3%A9/a%20b.mp4?v=1", BASE) == expected
    assert host.fetch(f"{BASE}/cdn.example.com/%C3%A9t%C3%A9/a%20b.mp4?v=1", BASE) == expected


def test_a_network_downloads_nothing_without_https(folder: Path) -> None:
    assert MediaHost(folder).fetch("http://cdn.example.com/%C3%A9t%C3%A9/a%20b.mp4", BASE) is None


def test_a_file_is_sent_whole_with_its_digest_as_etag() -> None:
    response = asked()
    assert (response.status, response.body) == (200, FILE.data)
    assert response.headers == {
        "Content-Type": "video/mp4",
        "ETag": '"84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"',
        "Accept-Ranges": "bytes",
    }


@pytest.mark.parametrize(
    ("wanted", "body", "content_range"),
    [
        pytest.param("bytes=0-3", b"0123", "bytes 0-3/10", id="the start"),
        pytest.param("bytes=4-", b"456789", "bytes 4-9/10", id="from a byte on"),
        pytest.param("bytes=-3", b"789", "bytes 7-9/10", id="the end"),
        pytest.param("bytes=8-99", b"89", "bytes 8-9/10", id="beyond the end"),
        pytest.param("bytes=-99", FILE.data, "bytes 0-9/10", id="an end longer than the file"),
        pytest.param("bytes=9-9", b"9", "bytes 9-9/10", id="the last byte"),
    ],
)
def test_a_range_is_sent_alone(wanted: str, body: bytes, content_range: str) -> None:
    response = asked(range=wanted)
    assert (response.status, response.body) == (206, body)
    assert response.headers["Content-Range"] == content_range


@pytest.mark.parametrize("wanted", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_a_range_where_nothing_is_is_refused_with_the_size(wanted: str) -> None:
    response = asked(range=wanted)
    assert (response.status, response.headers["Content-Range"]) == (416, "bytes */10")


@pytest.mark.parametrize(
    "wanted", ["bytes=0-1,4-5", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=5-2", "bytes=٣-٤"]
)
def test_a_range_that_is_not_understood_is_ignored(wanted: str) -> None:
    """RFC 9110, 14.2: "A server MAY ignore the Range header field"; an invalid one must be ignored."""
    assert asked(range=wanted).status == 200


def test_a_range_of_another_version_of_the_file_is_ignored() -> None:
    assert asked(range="bytes=0-1", if_range='"other"').status == 200
    assert asked(range="bytes=0-1", if_range=f'"{FILE.digest}"').status == 206


@pytest.mark.parametrize("tags", ['"{}"', 'W/"{}"', '"a", "{}"', "*"])
def test_a_version_that_is_known_is_not_sent_again(tags: str) -> None:
    """RFC 9110, 13.1.2: "A recipient MUST use the weak comparison function"; 13.2.2: it precedes a range."""
    response = asked(if_none_match=tags.format(FILE.digest), range="bytes=0-3")
    assert (response.status, response.body) == (304, b"")
    assert response.headers == {"ETag": f'"{FILE.digest}"'}


@pytest.mark.parametrize("tags", ["", '"other"', '"other", W/"another"', FILE.digest])
def test_a_version_that_is_not_known_is_sent(tags: str) -> None:
    assert asked(if_none_match=tags).status == 200


def test_a_head_has_no_range() -> None:
    """RFC 9110, 14.2: "A server MUST ignore a Range header field received with a request method that is
    unrecognized or for which range handling is not defined." """
    request = Request("HEAD", "cdn.example.com", "/a.mp4", headers={"range": "bytes=0-3"})
    response = file_response(request, FILE)
    assert (response.status, len(response.body)) == (200, 10)


@pytest.mark.parametrize(
    ("path", "status"), [("/a.mp4", 404), ("/b.JPG", 404), ("/brume", 421), ("/a.html", 421)]
)
def test_a_missing_file_is_missing_but_of_a_page_nothing_is_known(
    tmp_path: Path, path: str, status: int
) -> None:
    """A link of a post that was only rehearsed must not look dead."""
    with Sandbox(media_folder=tmp_path) as sandbox:
        answer = httpx.head(f"{sandbox.url}/example.com{path}")
    assert answer.status_code == status
