"""The page of feeds: what it shows, in which language, and that nothing of a post comes alive in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.page import Shown, feeds_page, language_of
from aromatiza.sandbox.server import INLINE_BYTES, Sandbox
from aromatiza.sandbox.world import VisiblePost, World

POST = VisiblePost("x", "2244994945", "1346", "Une pression\net voilà", "d1", "public", 1_780_329_600)
EVIL = "\"><script>alert(1)</script><a href='https://evil.example'>"
VOID = {"meta", "link", "img", "path", "rect", "circle"}


class Outline(HTMLParser):
    """The elements of a page with their attributes, and its text; fails when a tag is not closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert tag in VOID or self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each element of this name."""
        return [attributes for name, attributes in self.elements if name == tag]


def video(digest: str) -> Shown | None:
    return Shown("video/mp4", f"/media/{digest}") if digest else None


def page_of(*posts: VisiblePost, lang: str = "en") -> Outline:
    return Outline(feeds_page(posts, video, lang=lang))


class Publisher:
    """A network that shows each body it gets as a post."""

    name = "x"
    hosts = ("api.x.com",)

    def __init__(self, world: World) -> None:
        self._world = world

    def handle(self, request: Request) -> Response:
        self._world.blobs.write("upload", request.body)
        digest = self._world.blobs.keep("upload")
        self._world.show(replace(POST, remote_id=digest, media_digest=digest))
        return json_response(201, {})

    def tick(self) -> None:
        pass


@pytest.fixture
def connection(sandbox: Sandbox) -> Iterator[HTTPConnection]:
    """A connection to the sandbox."""
    one = HTTPConnection(urlsplit(sandbox.url).netloc, timeout=20)
    yield one
    one.close()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A sandbox with the publisher."""
    with Sandbox(networks=[Publisher]) as running:
        yield running


def test_six_feeds_are_shown_and_empty_ones_say_so() -> None:
    page = page_of(POST)
    assert re.findall(r"TikTok|Facebook|Instagram|Pinterest|YouTube", page.text) == [
        *("TikTok", "Facebook", "Instagram", "Pinterest", "YouTube")
    ]
    assert len(page.all("section")) == 6
    assert page.text.count("Nothing has been published here yet.") == 5


def test_a_seventh_network_gets_a_feed_with_its_first_post() -> None:
    page = page_of(replace(POST, platform="threads"))
    assert len(page.all("section")) == 7
    assert "Threads" in page.text


def test_a_post_shows_all_that_is_known_of_it() -> None:
    post = replace(POST, title="Brume", link="https://example.com/brume", visibility="inbox")
    text = page_of(post).text
    for shown in (
        post.text,
        "Brume",
        "https://example.com/brume",
        "Inbox draft",
        "1346",
        "1 Jun 2026, 16:00",
    ):
        assert shown in text


def test_the_newest_post_comes_first() -> None:
    text = page_of(replace(POST, text="older"), replace(POST, text="newer", at=POST.at + 1)).text
    assert text.index("newer") < text.index("older")


def test_a_feed_of_two_accounts_says_whose_each_post_is() -> None:
    assert page_of(POST).text.count(POST.account) == 1
    other = replace(POST, account="other-account")
    assert page_of(POST, other).text.count("other-account") == 2


@pytest.mark.parametrize(
    "field", ["platform", "account", "remote_id", "text", "visibility", "url", "title", "link", "alt"]
)
@pytest.mark.parametrize("kind", ["video/mp4", "image/jpeg"])
def test_nothing_of_a_post_becomes_markup(field: str, kind: str) -> None:
    post = replace(POST, **{field: EVIL})  # type: ignore[arg-type] # all of these are texts
    html = feeds_page([post], lambda digest: Shown(kind, EVIL))
    page = Outline(html)
    assert (page.all("script"), page.all("a")) == ([], [])
    assert "<script" not in html


def test_a_link_stays_text() -> None:
    page = page_of(replace(POST, text="https://example.com", link="https://example.com"))
    assert page.all("a") == []


def test_the_page_loads_nothing_from_elsewhere() -> None:
    page = page_of(POST)
    sources = [
        value
        for _, attributes in page.elements
        for name, value in attributes.items()
        if name in ("src", "href")
    ]
    assert sources == ["data:,", "/media/d1"]
    policy = page.all("meta")[1]["content"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")


def test_a_video_is_muted_and_has_a_name_and_controls() -> None:
    (shown,) = page_of(replace(POST, title="Brume")).all("video")
    assert shown["preload"] == "metadata"
    assert shown["aria-label"] == "Video: Brume"
    assert {"muted", "playsinline", "controls"} <= shown.keys()


@pytest.mark.parametrize(("alt", "said"), [("Un flacon", "Un flacon"), ("", "Photo without a description")])
def test_a_photo_has_its_alternative_text(alt: str, said: str) -> None:
    page = Outline(feeds_page([replace(POST, alt=alt)], lambda digest: Shown("image/jpeg", "/p")))
    assert [image["alt"] for image in page.all("img")] == [said]


def test_a_post_without_media_has_no_gap_for_them() -> None:
    page = page_of(replace(POST, media_digest=""))
    assert "No file to show." not in page.text
    assert page.all("video") == []


def test_a_file_that_is_not_kept_is_said_to_be_missing() -> None:
    assert "No file to show." in Outline(feeds_page([POST], lambda digest: None)).text


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", ("Private", "nothing here is public")), ("fr", ("Privé", "Rien n’a encore été publié ici"))],
)
def test_the_page_speaks_its_language(lang: str, words: tuple[str, ...]) -> None:
    page = page_of(replace(POST, visibility="private"), lang=lang)
    assert page.all("html") == [{"lang": lang}]
    assert all(word in page.text for word in words)


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("en;q=0.8,fr;q=0.9", "fr"),
        ("en-GB,fr;q=0.9", "en"),
        ("de,fr;q=0.5", "fr"),
        ("de", "en"),
        ("", "en"),
        ("fr;q=wrong", "fr"),
    ],
)
def test_the_language_is_the_one_that_the_browser_prefers(header: str, lang: str) -> None:
    assert language_of(header) == lang


def test_the_live_page_shows_files_and_follows_by_its_own_script(
    connection: HTTPConnection,
) -> None:
    connection.request("POST", "/api.x.com/2/tweets", b"\0\0\0\x18ftypmp42")
    connection.getresponse().read()
    connection.request("GET", "/", headers={"Accept-Language": "fr"})
    response = connection.getresponse()
    page = Outline(response.read().decode())
    (shown,) = page.all("video")
    connection.request("GET", str(shown["src"]))
    assert response.getheader("Content-Type") == "text/html; charset=utf-8"
    assert connection.getresponse().read() == b"\0\0\0\x18ftypmp42"
    assert page.all("html") == [{"lang": "fr"}]
    assert "script-src 'sha256-" in str(page.all("meta")[1]["content"])


def test_a_snapshot_needs_nothing_but_itself(sandbox: Sandbox, connection: HTTPConnection) -> None:
    connection.request("POST", "/api.x.com/2/tweets", b"\xff\xd8\xffphoto")
    connection.getresponse().read()
    page = Outline(sandbox.snapshot("fr"))
    assert [image["src"] for image in page.all("img")] == ["data:image/jpeg;base64,/9j/cGhvdG8="]
    assert page.all("script") == []


def test_a_snapshot_leaves_large_files_out(sandbox: Sandbox, connection: HTTPConnection) -> None:
    connection.request("POST", "/api.x.com/2/tweets", bytes(INLINE_BYTES + 1))
    connection.getresponse().read()
    assert "The file is too large for this page." in Outline(sandbox.snapshot()).text
