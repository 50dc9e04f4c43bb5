"""A client of the simulated YouTube whose clock moves only when told to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from aromatiza.sandbox.http import Body, Request, Response
from aromatiza.sandbox.mediahost import MediaHost
from aromatiza.sandbox.world import World
from aromatiza.sandbox.youtube import YouTube

__all__ = [
    "CHANNEL",
    "CHUNK",
    "CLIP",
    "HOST",
    "LONG_CLIP",
    "PNG",
    "PUBLIC",
    "SCOPES",
    "SNIPPET",
    "THUMBNAIL",
    "UPLOAD",
    "UPLOADS",
    "Bench",
    "read",
    "refusal",
    "related",
    "resource",
]

HOST = "www.googleapis.com"
ACCOUNTS, OAUTH = "accounts.google.com", "oauth2.googleapis.com"
UPLOAD = "/upload/youtube/v3/videos"
THUMBNAIL = "/upload/youtube/v3/thumbnails/set"
CHANNEL = "UC0123456789abcdefghijkl"
UPLOADS = "UU0123456789abcdefghijkl"
SCOPES = "https://www.googleapis.com/auth/"
CHUNK = 262_144
CLIP = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 8
LONG_CLIP = CLIP + bytes(3 * CHUNK - len(CLIP) + 10)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
SNIPPET = {
    "title": "Brume de lavande",
    "description": "Une pression",
    "tags": ["lavande"],
    "categoryId": "22",
}
PUBLIC = {"privacyStatus": "public", "selfDeclaredMadeForKids": False}


class Bench:
    """A YouTube on a clock that the test moves."""

    def __init__(self, folder: Path) -> None:
        self.at = 1_700_000_000.0
        self.world = World(
            "http://127.0.0.1:8700",
            folder / "blobs",
            MediaHost(folder),
            processing_s=5,
            clock=lambda: self.at,
        )
        self.network = YouTube(self.world)

    def send(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        body: bytes = b"",
        *,
        host: str = HOST,
        token: str | None = "token",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """One request."""
        shown = {} if token is None else {"authorization": f"Bearer {token}"}
        sent = {**shown, **(headers or {})}
        return self.network.handle(Request(method, host, path, query or {}, sent, Body.of(body)))

    def get(self, path: str, *, token: str | None = "token", **query: str) -> Response:
        """One read of the API."""
        return self.send("GET", f"/youtube/v3/{path}", query, token=token)

    def start(
        self,
        video: object,
        *,
        size: int = len(CLIP),
        token: str = "token",
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """The start of a resumable upload of a video."""
        sent = {
            "content-type": "application/json; charset=UTF-8",
            "x-upload-content-length": str(size),
            "x-upload-content-type": "video/mp4",
            **(headers or {}),
        }
        params = {"uploadType": "resumable", "part": "snippet,status", **(query or {})}
        return self.send("POST", UPLOAD, params, json.dumps(video).encode(), token=token, headers=sent)

    def session(self, *, size: int = len(CLIP), slug: str = "brume.mp4", token: str = "token") -> str:
        """The address of a new session."""
        started = self.start(resource(), size=size, headers={"slug": slug}, token=token)
        return started.headers["Location"]

    def put(
        self,
        session: str,
        data: bytes,
        content_range: str = "",
        token: str | None = "token",
        verb: str = "PUT",
    ) -> Response:
        """Bytes for a session."""
        url = urlsplit(session)
        headers = {"content-length": str(len(data))}
        if content_range:
            headers["content-range"] = content_range
        _, host, path = url.path.split("/", 2)
        query = dict(parse_qsl(url.query))
        return self.send(verb, f"/{path}", query, data, host=host, token=token, headers=headers)

    def ask(self, session: str, size: int = len(CLIP)) -> Response:
        """How far a session is, asked without a token."""
        return self.put(session, b"", f"bytes */{size}", token=None)

    def upload(self, token: str = "token", clip: bytes = CLIP, **status: object) -> Any:
        """A video, as the last answer of its upload has it."""
        video = {"snippet": SNIPPET, "status": {**PUBLIC, **status}}
        started = self.start(video, token=token, size=len(clip))
        return read(self.put(started.headers["Location"], clip, token=token))

    def video(self, video_id: str, part: str = "status,processingDetails", token: str = "token") -> Any:
        """A video, as its channel reads it."""
        (item,) = read(self.get("videos", part=part, id=video_id, token=token))["items"]
        return item

    def thumbnail(self, video_id: str, picture: bytes = PNG, *, token: str = "token") -> Response:
        """A thumbnail set in one request."""
        query = {"videoId": video_id, "uploadType": "media"}
        return self.send(
            "POST", THUMBNAIL, query, picture, token=token, headers={"content-type": "image/png"}
        )

    def consent(self, query: Mapping[str, str], **said: object) -> Response:
        """The form of the page of consent, sent."""
        body = urlencode({"decision": "allow", **said}, doseq=True).encode()
        return self.send("POST", "/o/oauth2/v2/auth", query, body, host=ACCOUNTS, token=None)

    def oauth(self, path: str, **fields: str) -> tuple[int, Any]:
        """A form sent to the token endpoint or its neighbours."""
        headers = {"content-type": "application/x-www-form-urlencoded"}
        body = urlencode(fields).encode()
        response = self.send("POST", path, {}, body, host=OAUTH, token=None, headers=headers)
        return response.status, read(response)


def read(response: Response) -> Any:
    """The JSON of an answer."""
    return json.loads(response.body)


def refusal(response: Response) -> tuple[int, str]:
    """The status of a refusal, and its reason."""
    error = read(response)["error"]
    assert error["code"] == response.status
    return response.status, error["errors"][0]["reason"]


def resource(**changes: object) -> dict[str, object]:
    """A good video, with properties such as `snippet_title` changed."""
    parts: dict[str, dict[str, object]] = {"snippet": dict(SNIPPET), "status": dict(PUBLIC)}
    for place, value in changes.items():
        part, _, name = place.partition("_")
        parts.setdefault(part, {})[name] = value
    return {**parts}


def related(video: object, file: bytes, kind: str = "video/mp4") -> tuple[bytes, str]:
    """A body of two parts, and its type."""
    head = f"--=_b\r\nContent-Type: application/json\r\n\r\n{json.dumps(video)}\r\n--=_b\r\n"
    body = f"{head}Content-Type: {kind}\r\n\r\n".encode() + file + b"\r\n--=_b--\r\n"
    return body, 'multipart/related; boundary="=_b"'
