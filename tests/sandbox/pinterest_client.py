"""A client of the simulated Pinterest over real HTTP, and what it sends."""

from __future__ import annotations

import base64
import http.client
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from aromatiza.sandbox.pinterest import Pinterest
from aromatiza.sandbox.server import Sandbox
from tests.sandbox.graph_client import jpeg, mp4

__all__ = [
    "API",
    "BUCKET",
    "FILES",
    "HOST",
    "MAISON",
    "PHOTO",
    "PROCESSING_S",
    "REDIRECT",
    "SANDBOX_API",
    "SENTEURS",
    "WWW",
    "Answer",
    "PinterestClient",
    "asked",
    "form",
    "png",
]

API = "api.pinterest.com"
SANDBOX_API = "api-sandbox.pinterest.com"
WWW = "www.pinterest.com"
BUCKET = "pinterest-media-upload.s3-accelerate.amazonaws.com"
SENTEURS = "1022106077902810180"
MAISON = "1022106077902810181"
HOST = "https://media.example"
REDIRECT = "http://localhost:8085/"
PHOTO = {"source_type": "image_url", "url": f"{HOST}/brume.jpg"}
PROCESSING_S = 10


def png(width: int, height: int) -> bytes:
    """The smallest file with the header of a PNG of that size."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + bytes(9)


FILES: Mapping[str, bytes] = {
    "brume.jpg": jpeg(1000, 1500),
    "other.jpg": jpeg(1000, 1501),
    "brume.png": png(1000, 1500),
    "small.jpg": jpeg(99, 1500),
    "small.png": png(1500, 99),
    "broken.jpg": b"<html>no picture</html>",
    "clip.mp4": mp4(10),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def value(self) -> Any:
        """The JSON in it."""
        return json.loads(self.body)

    @property
    def refusal(self) -> tuple[int, int]:
        """(Status, code) of a refusal in Pinterest's envelope."""
        assert isinstance(self.value["message"], str)
        return self.status, self.value["code"]

    @property
    def ids(self) -> list[str]:
        """The ids of a page."""
        return [item["id"] for item in self.value["items"]]


def form(fields: Mapping[str, str], file: bytes) -> bytes:
    """A multipart form with the boundary `cut`, the file last."""
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    return b"".join(parts) + head + file + b"\r\n--cut--\r\n"


def asked(client_id: str = "150", **changes: str) -> dict[str, str]:
    """The query of the page of consent."""
    query = {"client_id": client_id, "redirect_uri": REDIRECT, "response_type": "code"}
    return {**query, "scope": "boards:read,pins:read", "state": "s p&ce", **changes}


class PinterestClient:
    """Speaks to a sandbox that has only Pinterest; processing takes ten seconds of its clock."""

    def __init__(self, folder: Path, files: Mapping[str, bytes] = FILES) -> None:
        host = folder / "media" / "media.example"
        host.mkdir(parents=True)
        for name, data in files.items():
            (host / name).write_bytes(data)
        self._folder = folder
        self._open()

    def _open(self) -> None:
        self.sandbox = Sandbox(
            media_folder=self._folder / "media",
            state_file=self._folder / "state.json",
            processing_s=PROCESSING_S,
            networks=[Pinterest],
        )
        self._connection = http.client.HTTPConnection(
            "127.0.0.1", urlsplit(self.sandbox.url).port, timeout=20
        )

    def __enter__(self) -> Self:
        self.sandbox.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self.sandbox.stop()

    def restart(self) -> None:
        """End the sandbox, and start another one on its state file."""
        self.__exit__()
        self._open()
        self.sandbox.start()

    def send(
        self, method: str, target: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One request to `/HOST/PATH`."""
        self._connection.request(method, target, body, dict(headers or {}))
        response = self._connection.getresponse()
        named = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, named, response.read())

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str = "t",
        host: str = API,
        query: Mapping[str, object] | None = None,
    ) -> Answer:
        """A request to the API, with a bearer token and a JSON body."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        target = f"/{host}/v5{path}" + (f"?{urlencode(query)}" if query else "")
        return self.send(method, target, data, headers)

    def get(self, path: str, token: str = "t", **query: object) -> Answer:
        """A read."""
        return self.ask("GET", path, token=token, query=query)

    def skip(self, seconds: float) -> None:
        """Move the sandbox's clock."""
        body = json.dumps({"skip_s": seconds}).encode()
        assert self.send("POST", "/_sandbox/clock", body).status == 200

    def pin(self, token: str = "t", host: str = API, **changes: object) -> Answer:
        """Make a Pin of a photo."""
        body = {"board_id": SENTEURS, "media_source": PHOTO, **changes}
        return self.ask("POST", "/pins", body, token=token, host=host)

    def made(self, token: str = "t", host: str = API, **changes: object) -> str:
        """The id of a new Pin."""
        body = {"board_id": SENTEURS, "media_source": PHOTO, **changes}
        answer = self.ask("POST", "/pins", body, token=token, host=host)
        assert answer.status == 201, answer.body
        return str(answer.value["id"])

    def registered(self, token: str = "t") -> Any:
        """What was said of a new upload."""
        answer = self.ask("POST", "/media", {"media_type": "video"}, token=token)
        assert answer.status == 201, answer.body
        return answer.value

    def upload(self, fields: Mapping[str, str], file: bytes = FILES["clip.mp4"]) -> Answer:
        """Send a file to the bucket."""
        headers = {"Content-Type": "multipart/form-data; boundary=cut"}
        return self.send("POST", f"/{BUCKET}/", form(fields, file), headers)

    def uploaded(self, token: str = "t", file: bytes = FILES["clip.mp4"]) -> str:
        """The id of a new upload whose file has arrived."""
        registered = self.registered(token)
        assert self.upload(registered["upload_parameters"], file).status == 204
        return str(registered["media_id"])

    def ready(self, token: str = "t", file: bytes = FILES["clip.mp4"]) -> str:
        """The id of a new upload that was processed."""
        media_id = self.uploaded(token, file)
        self.skip(PROCESSING_S)
        return media_id

    def status(self, media_id: str, token: str = "t") -> str:
        """The state of an upload."""
        return str(self.get(f"/media/{media_id}", token).value["status"])

    def posts(self) -> list[dict[str, Any]]:
        """What can be seen, as far as the sandbox knows."""
        posts: list[dict[str, Any]] = self.send("GET", "/_sandbox/posts").value["posts"]
        return posts

    def consent(
        self, query: Mapping[str, str], decision: str = "allow", account: str = ""
    ) -> tuple[Answer, dict[str, str]]:
        """Decide on the page of consent: the answer, and what the link back to the app says."""
        body = urlencode({"decision": decision, "account": account}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.send("POST", f"/{WWW}/oauth/?{urlencode(query)}", body, headers)
        back = urlsplit(answer.headers.get("location", "")).query
        return answer, dict(parse_qsl(back, keep_blank_values=True))

    def basic(
        self, path: str, fields: Mapping[str, str], app: str = "150", secret: str = "s3", host: str = API
    ) -> Answer:
        """A form to the token endpoint's neighbourhood, with the app's id and secret."""
        sent = base64.b64encode(f"{quote(app, safe=';=,@/')}:{secret}".encode()).decode()
        headers = {"Authorization": f"Basic {sent}", "Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", f"/{host}/v5/oauth/{path}", urlencode(fields).encode(), headers)

    def exchange(self, code: str, app: str = "150", **changes: str) -> Answer:
        """Ask for tokens for a code."""
        fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT}
        return self.basic("token", {**fields, **changes}, app)

    def refresh(self, token: str, app: str = "150", **changes: str) -> Answer:
        """Ask for tokens for a refresh token."""
        return self.basic("token", {"grant_type": "refresh_token", "refresh_token": token, **changes}, app)

    def tokens(self, app: str = "150", account: str = "", **changes: str) -> Any:
        """A whole login: what the token endpoint says in the end."""
        _, back = self.consent(asked(app, **changes), account=account)
        answer = self.exchange(back["code"], app)
        assert answer.status == 200, answer.body
        return answer.value
