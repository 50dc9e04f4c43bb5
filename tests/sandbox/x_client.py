"""A client of the simulated X whose clock moves only when told to, and the smallest files."""

from __future__ import annotations

import base64
import itertools
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aromatiza.sandbox.http import Body, Request
from aromatiza.sandbox.mediahost import MediaHost
from aromatiza.sandbox.world import World
from aromatiza.sandbox.x import X
from aromatiza.sandbox.x_oauth1 import signature

__all__ = [
    "ACCOUNT",
    "API",
    "PHOTO",
    "POSTS",
    "TIMELINE",
    "UPLOAD",
    "VIDEO",
    "Answer",
    "XClient",
    "form",
    "gif",
    "signed_header",
    "tail",
]

API = "api.x.com"
ACCOUNT = "2244994945"
UPLOAD = "/2/media/upload"
POSTS = "/2/tweets"
TIMELINE = f"/2/users/{ACCOUNT}/tweets"
VIDEO = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 4
PHOTO = b"\xff\xd8\xff\xe0 a photo"
FORM_TYPE = "multipart/form-data; boundary=--=_b"
TYPES = {"tweet_video": "video/mp4", "tweet_image": "image/jpeg", "tweet_gif": "image/gif"}
SECRETS = ("sandbox-consumer-secret", "sandbox-token-secret")
NONCES = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What X said."""

    status: int
    value: dict[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)


def form(**fields: bytes) -> bytes:
    """A multipart form, as `FORM_TYPE` says."""
    parts = [
        b'----=_b\r\nContent-Disposition: form-data; name="%s"; filename="f"\r\n\r\n%s\r\n'
        % (name.encode(), data)
        for name, data in fields.items()
    ]
    return b"".join(parts) + b"----=_b--\r\n"


def tail(answer: Answer) -> tuple[int, str]:
    """The status, and the last part of the problem's type."""
    return answer.status, str(answer.value["type"]).rpartition("/")[2]


def gif(width: int, height: int, frames: int) -> bytes:
    """The smallest GIF of that size with so many frames."""
    frame = b"!\xf9\x04\x00\x00\x00\x00\x00," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x01\x44\x00"
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6) + frame * frames + b";"


def signed_header(
    method: str,
    url: str,
    at: float,
    token: str,
    query: Mapping[str, str] | None = None,
    *,
    secrets: tuple[str, str] = SECRETS,
    **changes: str,
) -> str:
    """The header of OAuth 1.0a for a request; `changes` are made before it is signed."""
    parameters = {
        "oauth_consumer_key": "sandbox-consumer-key",
        "oauth_nonce": f"nonce{next(NONCES)}",
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": str(int(at)),
        "oauth_token": token,
        "oauth_version": "1.0",
        **changes,
    }
    signed = signature(method, url, {**(query or {}), **parameters}, secrets)
    pairs = {**parameters, "oauth_signature": signed}.items()
    return "OAuth " + ", ".join(f'{name}="{quote(value, safe="")}"' for name, value in pairs)


class XClient:
    """Speaks to one X in one world; processing takes 10 seconds."""

    def __init__(self, folder: Path) -> None:
        self.now = 1_780_000_000.5
        self.world = World(
            "http://127.0.0.1:8700",
            folder / "blobs",
            MediaHost(folder),
            processing_s=10,
            clock=lambda: self.now,
        )
        self.network = X(self.world)

    def send(
        self,
        method: str,
        path: str,
        body: Body | None = None,
        headers: Mapping[str, str] | None = None,
        **query: str,
    ) -> Answer:
        """One request as it stands."""
        request = Request(method, API, path, query, headers or {}, body or Body())
        response = self.network.handle(request)
        return Answer(response.status, json.loads(response.body), response.headers)

    def ask(self, method: str, path: str, token: str = "t", body: object = None, **query: Any) -> Answer:
        """A request with a bearer, and JSON in its body unless that is None."""
        texts = {name.replace("__", "."): str(value) for name, value in query.items()}
        headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        data = Body() if body is None else Body.of(json.dumps(body).encode())
        return self.send(method, path, data, headers, **texts)

    def get(self, path: str, token: str = "t", **query: Any) -> Answer:
        """A read."""
        return self.ask("GET", path, token, **query)

    def post(self, path: str, body: object, token: str = "t") -> Answer:
        """JSON."""
        return self.ask("POST", path, token, body)

    def post_form(self, path: str, data: bytes | Path, token: str = "t") -> Answer:
        """A multipart form, from memory or from a file."""
        headers = {"authorization": f"Bearer {token}", "content-type": FORM_TYPE}
        body = Body.of(data) if isinstance(data, bytes) else Body(data.stat().st_size, path=data)
        return self.send("POST", path, body, headers)

    def say(self, text: str, token: str = "t", **more: object) -> Answer:
        """Make a post."""
        return self.post(POSTS, {"text": text, **more}, token)

    def said(self, text: str, token: str = "t", **more: object) -> str:
        """The id of a new post."""
        answer = self.say(text, token, **more)
        assert answer.status == 201, answer.value
        return str(answer.value["data"]["id"])

    def initialize(self, data: bytes, category: str, token: str = "t", **more: object) -> Answer:
        """Open an upload for this file."""
        upload = {"media_type": TYPES[category], "total_bytes": len(data), "media_category": category}
        return self.post(f"{UPLOAD}/initialize", upload | more, token)

    def append(self, media_id: str, index: int, data: bytes, token: str = "t") -> Answer:
        """Send a segment in JSON."""
        body = {"segment_index": index, "media": base64.b64encode(data).decode()}
        return self.post(f"{UPLOAD}/{media_id}/append", body, token)

    def finalize(self, data: bytes, category: str, token: str = "t", **more: object) -> Answer:
        """Upload a whole file; the answer to its end."""
        opened = self.initialize(data, category, token, **more)
        assert opened.status == 200, opened.value
        media_id = opened.value["data"]["id"]
        assert self.append(media_id, 0, data, token).status == 200
        return self.post(f"{UPLOAD}/{media_id}/finalize", {}, token)

    def video(self, token: str = "t", data: bytes = VIDEO) -> str:
        """The id of a video that has been processed, or has failed."""
        answer = self.finalize(data, "tweet_video", token)
        assert answer.status == 200, answer.value
        self.now += 10
        return str(answer.value["data"]["id"])

    def photo(self, token: str = "t", **more: object) -> str:
        """The id of a photo that a post may use."""
        answer = self.finalize(PHOTO, "tweet_image", token, **more)
        assert answer.status == 200, answer.value
        return str(answer.value["data"]["id"])

    def info(self, media_id: str, token: str = "t") -> dict[str, Any]:
        """What the status says of processing."""
        data: dict[str, Any] = self.get(UPLOAD, token, command="STATUS", media_id=media_id).value["data"]
        info: dict[str, Any] = data["processing_info"]
        return info
