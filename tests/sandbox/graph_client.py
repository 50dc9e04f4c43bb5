"""Clients of the simulated Graph hosts over real HTTP, with a clock of their own, and the smallest files."""

from __future__ import annotations

import http.client
import json
import struct
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

from aromatiza.sandbox.http import Request, Response
from aromatiza.sandbox.listener import Listener
from aromatiza.sandbox.mediahost import MediaHost
from aromatiza.sandbox.meta import Meta
from aromatiza.sandbox.world import World

__all__ = [
    "HOST",
    "MEDIA",
    "PAGE",
    "PUBLISH",
    "REELS",
    "USER",
    "AccountClient",
    "Clock",
    "GraphClient",
    "PageClient",
    "box",
    "code",
    "jpeg",
    "mp4",
]

PAGE = "100200300400500"
USER = "17841400000000000"
HOST = "https://media.example"
REELS = f"/v25.0/{PAGE}/video_reels"
MEDIA = f"/v25.0/{USER}/media"
PUBLISH = f"/v25.0/{USER}/media_publish"
BOUNDARY = "tHaT-iS-aLl"
FORM = "application/x-www-form-urlencoded"
POLL_S = 0.005


class Clock:
    """A clock that only tests move."""

    def __init__(self) -> None:
        self.at = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at


def box(name: bytes, *content: bytes) -> bytes:
    """A box of ISO/IEC 14496-12."""
    whole = b"".join(content)
    return struct.pack(">I4s", 8 + len(whole), name) + whole


def mp4(
    seconds: float,
    size: tuple[int, int] = (1080, 1920),
    *,
    fps: int = 30,
    codec: bytes = b"avc1",
    has_sound: bool = True,
    is_index_first: bool = True,
    is_turned: bool = False,
) -> bytes:
    """The smallest file whose index says all this of its clip."""
    kind = box(b"ftyp", b"isom", bytes(4))
    movie = box(b"mvhd", struct.pack(">12xII", 1000, int(seconds * 1000)), bytes(80))
    sound = [_track(b"soun", seconds, 48_000, b"mp4a", bytes(28), is_turned=False)] if has_sound else []
    entry = struct.pack(">24xHH", *size) + bytes(50)
    picture = _track(b"vide", seconds, fps, codec, entry, is_turned=is_turned)
    index, data = box(b"moov", movie, picture, *sound), box(b"mdat", bytes(64))
    return kind + (index + data if is_index_first else data + index)


def _track(kind: bytes, seconds: float, rate: int, codec: bytes, entry: bytes, *, is_turned: bool) -> bytes:
    matrix = struct.pack(">iiiii", *((0, 65536, 0, -65536, 0) if is_turned else (65536, 0, 0, 0, 65536)))
    header = box(b"tkhd", bytes(40), matrix, bytes(24))
    timing = box(b"mdhd", struct.pack(">12xII", rate * 100, int(seconds * rate * 100)), bytes(4))
    handler = box(b"hdlr", bytes(8), kind, bytes(12))
    described = box(b"stsd", struct.pack(">4xI", 1), box(codec, entry))
    times = box(b"stts", struct.pack(">4xIII", 1, int(seconds * rate), 100))
    return box(b"trak", header, box(b"mdia", timing, handler, box(b"minf", box(b"stbl", described, times))))


def jpeg(width: int, height: int) -> bytes:
    """The smallest file with a frame header of that size, behind a comment."""
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xfe\x00\x04hi\xff\xc0" + frame + b"\xff\xd9"


def code(answer: tuple[int, Any]) -> tuple[int, int]:
    """The (code, subcode) of a refusal in Graph's envelope, which is always HTTP 400."""
    status, value = answer
    assert status == 400
    assert value["error"]["fbtrace_id"]
    assert value["error"]["type"] in ("OAuthException", "GraphMethodException")
    return value["error"]["code"], value["error"].get("error_subcode", 0)


class GraphClient:
    """Speaks to `Meta` over loopback; `files` are what `HOST` serves; processing takes 10 seconds."""

    upload_path: str

    def __init__(self, folder: Path, files: Mapping[str, bytes]) -> None:
        self.folder = folder
        self.clock = Clock()
        self.headers: Mapping[str, str] = {}
        media = folder / "media" / "media.example"
        media.mkdir(parents=True)
        for name, data in files.items():
            (media / name).write_bytes(data)
        self._listener = Listener(0, self._answer)
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(POLL_S,), daemon=True)
        self._connection = http.client.HTTPConnection("127.0.0.1", self._listener.port, timeout=20)
        self.url = f"http://127.0.0.1:{self._listener.port}"
        self.restart()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._listener.shutdown()
        self._thread.join()
        self._listener.server_close()

    def _answer(self, request: Request) -> Response:
        self.meta.tick()
        return self.meta.handle(request)

    def restart(self) -> None:
        """Open the world anew, from its state file if it was saved."""
        self.world = World(
            self.url,
            self.folder / "blobs",
            MediaHost(self.folder / "media"),
            processing_s=10,
            state_file=self.folder / "state.json",
            clock=self.clock,
        )
        self.meta = Meta(self.world)

    def send(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        """One request to `/HOST/PATH`; (status, JSON), and `headers` are those of the answer."""
        self._connection.request(method, path, body, dict(headers or {}))
        response = self._connection.getresponse()
        self.headers = dict(response.getheaders())
        return response.status, json.loads(response.read())

    def graph(self, method: str, path: str, token: str = "t", **query: str) -> tuple[int, Any]:
        """A request without a body; (status, JSON)."""
        target = f"/graph.facebook.com{path}?{urlencode(query)}"
        return self.send(method, target, headers={"Authorization": f"Bearer {token}"})

    def get(self, path: str, token: str = "t", **query: str) -> tuple[int, Any]:
        """A read; (status, JSON)."""
        return self.graph("GET", path, token, **query)

    def delete(self, path: str, token: str = "t") -> tuple[int, Any]:
        """A deletion; (status, JSON)."""
        return self.graph("DELETE", path, token)

    def post(
        self, path: str, form: Mapping[str, str] | bytes, token: str = "t", kind: str = FORM
    ) -> tuple[int, Any]:
        """A form, or a body of another kind; (status, JSON)."""
        body = form if isinstance(form, bytes) else urlencode(form).encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": kind}
        return self.send("POST", f"/graph.facebook.com{path}", body, headers)

    def post_file(self, path: str, data: bytes, **fields: str) -> tuple[int, Any]:
        """A multipart form whose file is `source`; (status, JSON)."""
        head = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
            for name, text in fields.items()
        )
        file = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="source"; filename="a"\r\n\r\n'
        body = (head + file).encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
        return self.post(path, body, kind=f"multipart/form-data; boundary={BOUNDARY}")

    def rupload(self, upload_id: str, data: bytes = b"", **headers: str) -> tuple[int, Any]:
        """An upload request; (status, JSON)."""
        sent = {"authorization": "OAuth t", **headers}
        path = f"/rupload.facebook.com/{self.upload_path}/v25.0/{upload_id}"
        return self.send("POST", path, data, sent)

    def shown(self) -> list[tuple[str, str]]:
        """(Visibility, text) of all that a person could see, once the time that has passed had its effect."""
        self.meta.tick()
        return [(post.visibility, post.text) for post in self.world.posts]


class PageClient(GraphClient):
    """Speaks to `Meta` as a client of the Page would."""

    upload_path = "video-upload"

    def started(self, token: str = "t") -> str:
        """The id of a new Reel."""
        return str(self.post(REELS, {"upload_phase": "start"}, token)[1]["video_id"])

    def uploaded(self, file: str = "clip.mp4") -> str:
        """The id of a Reel whose file has arrived."""
        video_id = self.started()
        assert self.rupload(video_id, file_url=f"{HOST}/{file}") == (200, {"success": True})
        self.clock.at += 10
        return video_id

    def finish(self, video_id: str, token: str = "t", **form: str) -> tuple[int, Any]:
        """Finish a Reel, published unless told."""
        whole = {"upload_phase": "finish", "video_id": video_id, "video_state": "PUBLISHED", **form}
        return self.post(REELS, whole, token)

    def status(self, video_id: str, token: str = "t") -> Any:
        """The status object of a Reel."""
        return self.get(f"/v25.0/{video_id}", token, fields="status")[1]["status"]


class AccountClient(GraphClient):
    """Speaks to `Meta` as a client of the Instagram account would."""

    upload_path = "ig-api-upload"

    def created(self, form: Mapping[str, str], token: str = "t") -> str:
        """The id of a new container."""
        status, value = self.post(MEDIA, form, token)
        assert status == 200, value
        return str(value["id"])

    def ready(self, form: Mapping[str, str], token: str = "t") -> str:
        """The id of a container that is finished."""
        container_id = self.created(form, token)
        self.clock.at += 10
        return container_id

    def publish(self, container_id: str, token: str = "t") -> tuple[int, Any]:
        """Publish a container."""
        return self.post(PUBLISH, {"creation_id": container_id}, token)

    def published(self, form: Mapping[str, str], token: str = "t") -> str:
        """The id of a new post."""
        status, value = self.publish(self.ready(form, token), token)
        assert status == 200, value
        return str(value["id"])

    def state(self, container_id: str) -> str:
        """The status code of a container."""
        return str(self.get(f"/{container_id}", fields="status_code,status")[1]["status_code"])
