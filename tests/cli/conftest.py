"""Workshops: one to work in, and one evening after its first merge, only to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.workshop import Finished, Workshop, build, opened, video_post


@dataclass(frozen=True)
class Evening:
    """A workshop whose one post went out on six networks; its tests look and change nothing."""

    shop: Workshop
    published: Finished


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workshop that is only copied."""
    folder = tmp_path_factory.mktemp("model")
    build(folder)
    return folder


@pytest.fixture
def shop(model: Path, tmp_path: Path) -> Iterator[Workshop]:
    """A workshop to work in: nothing merged yet but the draft that `init` writes."""
    with opened(model, tmp_path) as workshop:
        yield workshop


@pytest.fixture(scope="session")
def evening(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """After one merge and one publish."""
    with opened(model, tmp_path_factory.mktemp("evening")) as workshop:
        workshop.merge(mist=video_post("mist"))
        yield Evening(workshop, workshop.run("publish"))
