"""Where the SDKs live: an environment of their own, which `make sdk` makes, so that ours stays light."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from aromatiza.sandbox.server import Sandbox

PYTHON = Path(__file__).parents[2] / ".venv-sdk/bin/python"
SCRIPTS = Path(__file__).parent / "scripts"
MISSING = "tests/sdk: the networks' own SDKs are not here, so the sandbox was not held against them: make sdk"
PATIENCE_S = 120
FREE_BYTES = 1_000_000
"""What makes the sample large enough for several chunks: a box that players pass over."""


@dataclass(frozen=True)
class Files:
    """A video of more than a megabyte, and a photo."""

    video: Path
    photo: Path


Report = Mapping[str, Any]
Run = Callable[..., Report]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A sandbox with nothing in it."""
    with Sandbox() as started:
        yield started


def samples(sandbox: Sandbox, folder: Path) -> Files:
    """The sandbox's own samples; the video with a megabyte that nobody looks at."""
    found = Files(folder / "brume.mp4", folder / "brume.jpg")
    free = FREE_BYTES.to_bytes(4, "big") + b"free" + bytes(FREE_BYTES - 8)
    place = f"{sandbox.url}/res.cloudinary.com/demo/brume"
    found.video.write_bytes(httpx.get(f"{place}.mp4").content + free)
    found.photo.write_bytes(httpx.get(f"{place}.jpg").content)
    return found


@pytest.fixture
def files(sandbox: Sandbox, tmp_path: Path) -> Files:
    """The sandbox's samples, on disk."""
    return samples(sandbox, tmp_path)


@pytest.fixture
def run(sandbox: Sandbox) -> Run:
    """Runs a script with the SDKs' interpreter against the sandbox; gives the JSON that it prints."""
    if not PYTHON.exists():
        pytest.skip(MISSING)

    def started(script: str, *arguments: object) -> Report:
        words = [str(PYTHON), str(SCRIPTS / script), sandbox.url, *map(str, arguments)]
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
        assert done.returncode == 0, done.stderr
        report: Report = json.loads(done.stdout)
        return report

    return started
