"""A client of the simulated Graph hosts for tests, with a clock that stands still and the smallest files."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aromatiza.sandbox.http import Body, Request
from aromatiza.sandbox.mediahost import MediaHost
from aromatiza.sandbox.meta import Meta
from aromatiza.sandbox.world import World

__all__ = ["Clock", "GraphClient", "code", "jpeg", "mp4"]


class Clock:
    """A clock that only tests move."""

    def __init__(self) -> None:
        self.at = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at


def mp4(seconds: int) -> bytes:
    """The smallest file with a movie header of that duration."""
    header = struct.pack(">I4s", 28, b"mvhd") + struct.pack(">12xII", 1000, seconds * 1000)
    return struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0) + struct.pack(">I4s", 36, b"moov") + header


def jpeg(width: int, height: int) -> bytes:
    """The smallest file with a frame header of that size, behind a comment."""
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xfe\x00\x04hi\xff\xc0" + frame + b"\xff\xd9"


def code(answer: tuple[int, Any]) -> tuple[int, int]:
    """The (code, subcode) of a refusal in Graph's envelope."""
    status, value = answer
    assert status == 400
    assert value["error"]["fbtrace_id"]
    return value["error"]["code"], value["error"].get("error_subcode", 0)


class GraphClient:
    """Speaks to `Meta`; `files` are what https://media.example serves; processing takes 10 seconds."""

    upload_path: str

    def __init__(self, folder: Path, files: Mapping[str, bytes]) -> None:
        self.folder = folder
        self.clock = Clock()
        media = folder / "media" / "media.example"
        media.mkdir(parents=True)
        for name, data in files.items():
            (media / name).write_bytes(data)
        self.restart()

    def restart(self) -> None:
        """Open the world anew, from its state file if it was saved."""
        self.world = World(
            "http://127.0.0.1:8700",
            self.folder / "blobs",
            MediaHost(self.folder / "media"),
            processing_s=10,
            state_file=self.folder / "state.json",
            clock=self.clock,
        )
        self.meta = Meta(self.world)

    def get(self, path: str, token: str = "t", **query: str) -> tuple[int, Any]:
        """A read; (status, JSON)."""
        headers = {"authorization": f"Bearer {token}"}
        answer = self.meta.handle(Request("GET", "graph.facebook.com", path, query, headers))
        return answer.status, json.loads(answer.body)

    def post(self, path: str, form: Mapping[str, str], token: str = "t") -> tuple[int, Any]:
        """A form; (status, JSON)."""
        headers = {
            "authorization": f"Bearer {token}",
            "content-type": "application/x-www-form-urlencoded",
        }
        body = Body.of(urlencode(form).encode())
        answer = self.meta.handle(Request("POST", "graph.facebook.com", path, {}, headers, body))
        return answer.status, json.loads(answer.body)

    def rupload(self, upload_id: str, data: bytes = b"", **headers: str) -> tuple[int, Any]:
        """An upload request; (status, JSON)."""
        sent = {"authorization": "OAuth t", **headers}
        path = f"/{self.upload_path}/v25.0/{upload_id}"
        answer = self.meta.handle(Request("POST", "rupload.facebook.com", path, {}, sent, Body.of(data)))
        return answer.status, json.loads(answer.body)
