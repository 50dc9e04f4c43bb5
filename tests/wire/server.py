"""A small HTTP server on loopback for tests: it keeps what arrived, and answers what the test says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

__all__ = ["Arrived", "Drop", "Said", "Server", "serving"]

BLOCK_BYTES = 1 << 18
KEPT_BYTES = 1 << 20


@dataclass(frozen=True)
class Arrived:
    """A request as it arrived; `body` is b"" when it is larger than a megabyte: then its digest serves."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    size_bytes: int
    digest: str


@dataclass(frozen=True)
class Said:
    """An answer. `declared` is its Content-Length, if it is another one; None: it has none."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    declared: int | None = -1
    repeats: int = 1


class Drop:
    """Hang up without an answer."""


Answer = Callable[[Arrived], Said | Drop]


class Server(ThreadingHTTPServer):
    """Serves until the test is over. `sent_bytes` counts what it could send of its answers' bodies."""

    daemon_threads = True

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.arrived: list[Arrived] = []
        self.sent_bytes = 0

    @property
    def port(self) -> int:
        return self.server_port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def targets(self) -> list[str]:
        return [request.target for request in self.arrived]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client may hang up when it likes."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def _exchange(self) -> None:
        arrived = self._arrived()
        self.server.arrived.append(arrived)
        said = self.server.answer(arrived)
        if isinstance(said, Drop):
            self.close_connection = True
            return
        self.send_response(said.status)
        for name, value in said.headers.items():
            self.send_header(name, value)
        if said.declared is not None:
            length = len(said.body) * said.repeats if said.declared < 0 else said.declared
            self.send_header("Content-Length", str(length))
        self.close_connection = said.declared is None or said.declared >= 0
        self.end_headers()
        for _ in range(said.repeats if self.command != "HEAD" else 0):
            self.wfile.write(said.body)
            self.server.sent_bytes += len(said.body)

    # The names that the base class looks for.
    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _exchange  # noqa: N815

    def _arrived(self) -> Arrived:
        size = left = int(self.headers.get("Content-Length", 0))
        total = hashlib.sha256()
        kept = b""
        while left:
            block = self.rfile.read(min(left, BLOCK_BYTES))
            if not block:
                raise ConnectionError("the client left")
            left -= len(block)
            total.update(block)
            if size <= KEPT_BYTES:
                kept += block
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Arrived(self.command, self.path, headers, kept, size, total.hexdigest())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class calls it so
        """Stay silent."""


@contextmanager
def serving(answer: Answer = lambda _: Said()) -> Iterator[Server]:
    """A server that runs for the length of the block."""
    server = Server(answer)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
