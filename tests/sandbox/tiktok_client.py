"""A client of the simulated TikTok over real HTTP, with a clock of its own."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from aromatiza.sandbox.http import Request, Response
from aromatiza.sandbox.listener import Listener
from aromatiza.sandbox.mediahost import MediaHost
from aromatiza.sandbox.tiktok import TikTok
from aromatiza.sandbox.world import World
from tests.sandbox.graph_client import Clock, jpeg, mp4

__all__ = [
    "CALLBACK",
    "CANCEL",
    "CREATOR",
    "DIRECT",
    "INBOX",
    "LIST",
    "PHOTOS",
    "STATUS",
    "USER",
    "VERIFIER",
    "VIDEO",
    "TikTokClient",
    "direct",
    "draft",
    "files",
    "photos",
    "pulled",
    "tiktok_in",
    "upload",
]

API = "open.tiktokapis.com"
SITE = "www.tiktok.com"
USER = "/v2/user/info/"
LIST = "/v2/video/list/"
CREATOR = "/v2/post/publish/creator_info/query/"
DIRECT = "/v2/post/publish/video/init/"
INBOX = "/v2/post/publish/inbox/video/init/"
PHOTOS = "/v2/post/publish/content/init/"
STATUS = "/v2/post/publish/status/fetch/"
CANCEL = "/v2/post/publish/cancel/"

VIDEO = mp4(10)
MEDIA = "media.example"
CALLBACK = "http://127.0.0.1:45679/callback/"
VERIFIER = "v" * 43
POLL_S = 0.005


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The JSON in the body."""
        return json.loads(self.body)


class TikTokClient:
    """Speaks to `TikTok` over loopback; `files` are what https://media.example/ serves."""

    def __init__(self, folder: Path, files: Mapping[str, bytes]) -> None:
        self.folder = folder
        self.clock = Clock()
        self.media = folder / "media" / MEDIA
        self.media.mkdir(parents=True)
        for name, data in files.items():
            (self.media / name).write_bytes(data)
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
        return self.network.handle(request)

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
        self.network = TikTok(self.world)

    def send(
        self, method: str, target: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One request for `/HOST/PATH?QUERY`."""
        self._connection.request(method, target, body, dict(headers or {}))
        response = self._connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())

    # The API.

    def ask(
        self, path: str, body: object = None, token: str = "t", method: str = "POST", **query: str
    ) -> Answer:
        """One request to the API, with a token unless it is empty."""
        headers = {"Content-Type": "application/json; charset=UTF-8"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = b"" if body is None else json.dumps(body).encode()
        return self.send(method, f"/{API}{path}?{urlencode(query)}", data, headers)

    def code(self, path: str, body: object = None, token: str = "t", **query: str) -> tuple[int, str]:
        """(HTTP status, `error.code`) of a request to the API."""
        answer = self.ask(path, body, token, "GET" if path == USER else "POST", **query)
        assert answer.json["error"]["log_id"] == answer.headers["X-Tt-Logid"]
        return answer.status, answer.json["error"]["code"]

    def data(self, path: str, body: object = None, token: str = "t", **query: str) -> Any:
        """The `data` of a request that is granted."""
        answer = self.ask(path, body, token, "GET" if path == USER else "POST", **query)
        assert (answer.status, answer.json["error"]["code"]) == (200, "ok"), answer.body
        return answer.json["data"]

    def put(
        self, url: str, data: bytes, first: int = 0, total: int | None = None, kind: str = "video/mp4"
    ) -> Answer:
        """One chunk for an upload URL."""
        total = len(data) if total is None else total
        span = f"bytes {first}-{first + len(data) - 1}/{total}"
        return self.send(
            "PUT", url.removeprefix(self.url), data, {"Content-Type": kind, "Content-Range": span}
        )

    def uploaded(self, path: str, body: object, token: str = "t", data: bytes = VIDEO) -> str:
        """The publish_id of a video whose bytes have arrived."""
        opened = self.data(path, body, token)
        assert self.put(opened["upload_url"], data).status in (200, 201)
        return str(opened["publish_id"])

    def state(self, publish_id: str, token: str = "t") -> Any:
        """What status/fetch says."""
        return self.data(STATUS, {"publish_id": publish_id}, token)

    def verdict(self, publish_id: str, token: str = "t") -> str:
        """The fail_reason of a post, or its status, once it was processed."""
        self.clock.at += 10
        state = self.state(publish_id, token)
        return str(state.get("fail_reason") or state["status"])

    def shown(self) -> list[tuple[str, str]]:
        """(Visibility, text) of all that a person could see now."""
        self.network.tick()
        return [(post.visibility, post.text) for post in self.world.posts]

    # The login.

    def authorize(self, client_key: str = "app", **query: str) -> Answer:
        """Open the page of a login to a desktop; a value of "" leaves a parameter out."""
        return self.send("GET", authorize_target(client_key, query))

    def consent(
        self, client_key: str = "app", form: Mapping[str, str] | None = None, **query: str
    ) -> dict[str, str]:
        """Answer the page of a login, with all that was asked for unless told; what the callback gets."""
        scopes = asked(client_key, query)["scope"].split(",")
        given = {f"allow {scope}": "on" for scope in scopes} if form is None else form
        body = urlencode({"allow": "1", **given}).encode()
        answer = self.send("POST", authorize_target(client_key, query), body, FORM)
        return callback(answer)

    def oauth(self, path: str = "token", **fields: str) -> Answer:
        """Post a form to the token endpoint, or to `revoke`; a value of "" leaves a field out."""
        whole = {"client_key": "app", "client_secret": "s", **fields}
        body = urlencode({name: value for name, value in whole.items() if value}).encode()
        return self.send("POST", f"/{API}/v2/oauth/{path}/", body, FORM)

    def exchange(self, code: str, client_key: str = "app", **fields: str) -> Answer:
        """Exchange a code."""
        given = {
            "client_key": client_key,
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": VERIFIER,
        }
        return self.oauth(**{**given, **fields})

    def login(self, client_key: str = "app") -> Any:
        """The tokens of a whole login."""
        answer = self.exchange(self.consent(client_key)["code"], client_key)
        assert answer.status == 200, answer.body
        return answer.json

    def refresh(self, refresh_token: str, client_key: str = "app", **fields: str) -> Answer:
        """Refresh."""
        given = {"client_key": client_key, "grant_type": "refresh_token", "refresh_token": refresh_token}
        return self.oauth(**{**given, **fields})


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def asked(client_key: str, changes: Mapping[str, str]) -> dict[str, str]:
    """The query of a login."""
    usual = {
        "client_key": client_key,
        "response_type": "code",
        "scope": "user.info.basic,video.publish",
        "redirect_uri": CALLBACK,
        "state": "s t&te",
        "code_challenge": sha256(VERIFIER.encode()).hexdigest(),
        "code_challenge_method": "S256",
    }
    return {name: value for name, value in {**usual, **changes}.items() if value}


def authorize_target(client_key: str, changes: Mapping[str, str]) -> str:
    """Where the page of a login is."""
    return f"/{SITE}/v2/auth/authorize/?{urlencode(asked(client_key, changes))}"


def callback(answer: Answer) -> dict[str, str]:
    """The query with which a browser is sent back."""
    assert answer.status == 302, answer.body
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def upload(size: int = len(VIDEO)) -> dict[str, object]:
    """A `source_info` for an upload in one chunk."""
    return {"source": "FILE_UPLOAD", "video_size": size, "chunk_size": size, "total_chunk_count": 1}


def direct(size: int = len(VIDEO), **info: object) -> dict[str, Any]:
    """A direct post of a public video, with these changes to its `post_info`."""
    return {
        "post_info": {"privacy_level": "PUBLIC_TO_EVERYONE", "title": "Une pression"} | info,
        "source_info": upload(size),
    }


def draft(size: int = len(VIDEO)) -> dict[str, Any]:
    """A draft of a video."""
    return {"source_info": upload(size)}


def pulled(name: str = "clip.mp4", host: str = MEDIA) -> dict[str, Any]:
    """A direct post of a public video that TikTok fetches."""
    source = {"source": "PULL_FROM_URL", "video_url": f"https://{host}/{name}"}
    return {"post_info": {"privacy_level": "PUBLIC_TO_EVERYONE"}, "source_info": source}


def photos(*names: str, **changes: object) -> dict[str, Any]:
    """A direct post of public photos."""
    source = {
        "source": "PULL_FROM_URL",
        "photo_images": [f"https://{MEDIA}/{name}" for name in names or ("photo.jpg",)],
        "photo_cover_index": 0,
    }
    info = {"privacy_level": "PUBLIC_TO_EVERYONE", "title": "Titre", "description": "Texte"}
    body = {"media_type": "PHOTO", "post_mode": "DIRECT_POST", "post_info": info, "source_info": source}
    return body | changes


def files() -> dict[str, bytes]:
    """What the media host serves."""
    return {"clip.mp4": VIDEO, "photo.jpg": jpeg(1080, 1920), "photo.png": b"\x89PNG\r\n\x1a\n"}


def tiktok_in(folder: Path) -> TikTokClient:
    """A client of a new TikTok with these files."""
    return TikTokClient(folder, files())
