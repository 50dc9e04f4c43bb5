"""How the rooms are joined to look at files and links."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path

import pytest

from aromatiza.cli.wiring import measuring
from aromatiza.core.media_facts import Measurement, Trouble, VideoFacts
from aromatiza.core.post import Brand, Media, MediaKind
from aromatiza.sandbox.server import Sandbox

BRAND = Brand(UTC, "en", {})
VIDEO = Media(MediaKind.VIDEO, "https://res.cloudinary.com/demo/a.mp4")


def looked(environ: Mapping[str, str]) -> tuple[Measurement, Mapping[str, Trouble]]:
    """What is found in a sandbox of the film, of a page and of one over http."""

    async def run(url: str) -> tuple[Measurement, Mapping[str, Trouble]]:
        async with measuring({"AROMATIZA_SANDBOX": url, **environ}, BRAND) as (measurer, links):
            dead = await links.dead_links(
                ["https://example.com/brume", "http://a..b/", "https://example.com/a.mp4"]
            )
            return await measurer.measure(VIDEO), dead

    with Sandbox() as sandbox:
        return asyncio.run(run(sandbox.url))


@pytest.mark.parametrize(
    ("names", "folder"),
    [
        pytest.param({"HOME": "home"}, "home/.cache/aromatiza/media", id="home"),
        pytest.param({"USERPROFILE": "me"}, "me/.cache/aromatiza/media", id="Windows"),
        pytest.param({"HOME": "home", "XDG_CACHE_HOME": "xdg"}, "xdg/aromatiza/media", id="XDG"),
        pytest.param({"XDG_CACHE_HOME": "xdg", "AROMATIZA_CACHE": "own"}, "own/media", id="own"),
    ],
)
def test_facts_are_kept_where_the_user_keeps_such_things(
    names: dict[str, str], folder: str, tmp_path: Path
) -> None:
    environ = {name: str(tmp_path / place) for name, place in names.items()}
    found, _ = looked(environ)
    assert isinstance(found.facts, VideoFacts)
    assert len(list((tmp_path / folder).glob("*.json"))) == 1


def test_a_relative_cache_of_xdg_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """XDG Base Directory Specification: "If an implementation encounters a relative path in any of these
    variables it should consider the path invalid and ignore it." """
    monkeypatch.chdir(tmp_path)
    looked({"XDG_CACHE_HOME": "here", "HOME": str(tmp_path / "home")})
    assert [entry.name for entry in tmp_path.iterdir()] == ["home"]


def test_without_a_home_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found, _ = looked({})
    assert isinstance(found.facts, VideoFacts)
    assert not list(tmp_path.iterdir())


def test_in_a_sandbox_no_page_of_the_web_is_dead_and_none_is_asked_for() -> None:
    """Over http it would have to go straight, and then be dead: there is no such host."""
    _, dead = looked({})
    assert list(dead) == []
