"""A network small enough to test the server with, and a client that speaks to it over real HTTP."""

from __future__ import annotations

import http.client
import json
import socket
from typing import Any
from urllib.parse import urlsplit

from aromatiza.sandbox.http import Body, Request, Response, json_response
from aromatiza.sandbox.server import Sandbox
from aromatiza.sandbox.world import VisiblePost, World

__all__ = ["Client", "Toy"]


class Toy:
    """A network with one host: what is sent to `/posts` is shown at once, to `/later` a minute later."""

    name = "toy"
    hosts = ("api.toy.example",)

    def __init__(self, world: World) -> None:
        self._world = world

    def handle(self, request: Request) -> Response:
        match request.path:
            case "/posts":
                self._show(request.body)
                return json_response(201, {"posts": len(self._world.posts)})
            case "/later":
                self._world.state("toy")["later"] = [self._world.now() + 60, request.body.read().decode()]
                return json_response(202, {})
            case "/echo":
                spool = request.body.path
                seen = {
                    "method": request.method,
                    "query": dict(request.query),
                    "headers": dict(request.headers),
                    "size": request.body.size,
                    "digest": request.body.digest(),
                    "spool": str(spool) if spool else "",
                }
                return json_response(200, seen)
            case "/gone":
                return Response(204)
            case _:
                raise RuntimeError("a toy is easily broken")

    def tick(self) -> None:
        at, text = self._world.state("toy").get("later", (None, ""))
        if at is not None and at <= self._world.now():
            del self._world.state("toy")["later"]
            self._show(Body.of(text.encode()))

    def _show(self, body: Body) -> None:
        number = self._world.next_number("toy")
        self._world.blobs.write(f"toy-{number}", body)
        digest = self._world.blobs.keep(f"toy-{number}")
        text = body.read().decode("utf-8", "replace")[:50]
        self._world.show(VisiblePost("toy", "brand", str(number), text, digest, "public", 1_780_329_600.25))


class Client:
    """Sends to one sandbox over one connection."""

    def __init__(self, sandbox: Sandbox) -> None:
        address = urlsplit(sandbox.url)
        self.address = (str(address.hostname), int(address.port or 0))
        self._connection = http.client.HTTPConnection(*self.address, timeout=20)

    def send(
        self,
        method: str,
        target: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
        **options: Any,
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """The answer, and its body."""
        self._connection.request(method, target, body, headers or {}, **options)
        response = self._connection.getresponse()
        return response, response.read()

    def json(self, method: str, target: str, value: Any = None) -> Any:
        """The answer's JSON."""
        return json.loads(self.send(method, target, None if value is None else json.dumps(value))[1])

    def texts(self) -> list[str]:
        """What is visible."""
        return [post["text"] for post in self.json("GET", "/_sandbox/posts")["posts"]]

    def log(self) -> list[Any]:
        """Method, path and status of what arrived."""
        entries = self.json("GET", "/_sandbox/requests")["requests"]
        return [(entry["method"], entry["path"], entry["status"]) for entry in entries]

    def raw(self, data: bytes) -> bytes:
        """All that comes back for these bytes, on a connection of its own that ends after them."""
        with socket.create_connection(self.address, timeout=20) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def close(self) -> None:
        """Hang up."""
        self._connection.close()
