"""How much memory the wire takes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.wire.server import serving

MEBIBYTE = 1 << 20


@pytest.mark.parametrize("shape", ["file", "multipart"])
def test_memory_does_not_follow_the_size_of_an_upload(shape: str) -> None:
    with serving() as server:
        command = [sys.executable, "-m", "tests.wire.upload_memory", server.url, shape]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert server.arrived[1].size_bytes >= 200 * MEBIBYTE
    assert int(done.stdout) < 24 * MEBIBYTE
