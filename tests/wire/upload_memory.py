"""Upload a small and then a large file to the URL of the first argument, and print by how much memory grew.

Run as a program of its own, since a process knows only its own peak.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

from aromatiza.core.calls import Auth, Body, FileBody, MultipartBody, Request, whole
from aromatiza.core.post import MediaKind
from aromatiza.core.rendition import File
from tests.wire.exchange import exchange

MEBIBYTE = 1 << 20
RSS_UNIT_BYTES = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    url, shape = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        upload(url, shape, Path(folder) / "small.mp4", MEBIBYTE)
        before = peak_bytes()
        upload(url, shape, Path(folder) / "large.mp4", 200 * MEBIBYTE)
    sys.stdout.write(str(peak_bytes() - before))


def upload(url: str, shape: str, path: Path, size_bytes: int) -> None:
    with path.open("wb") as sparse:
        sparse.truncate(size_bytes)
    file = File(MediaKind.VIDEO, "https://res.cloudinary.com/a.mp4", "", "", size_bytes, "video/mp4")
    bodies: dict[str, Body] = {
        "file": FileBody(file, whole(file)),
        "multipart": MultipartBody({"key": "k"}, "file", file, whole(file)),
    }
    reply = exchange(Request("PUT", "https://up.example/v1", body=bodies[shape], auth=Auth.NONE), url, path)
    if reply.status != 200:
        raise SystemExit(f"HTTP {reply.status}")


def peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT_BYTES


if __name__ == "__main__":
    main()
