"""A sandbox with the toy network, and a client of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aromatiza.sandbox.server import Sandbox
from tests.sandbox.toy import Client, Toy


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    """A running sandbox with the toy, and ten bytes at https://cdn.example/a.mp4."""
    clip = tmp_path / "media" / "cdn.example" / "a.mp4"
    clip.parent.mkdir(parents=True)
    clip.write_bytes(b"0123456789")
    with Sandbox(media_folder=tmp_path / "media", networks=[Toy]) as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[Client]:
    """A client of that sandbox."""
    one = Client(sandbox)
    yield one
    one.close()
