"""HTTP/1.1 on this machine's loopback: requests become plain values, answers are written back.

A body is read whole before anything is decided, in memory while it is small and into a file beyond
`MEMORY_BYTES`; the file lives as long as its request. What was sent is passed on as it came: a chunked
body has no `content-length` header, so that a network can refuse it as its real server would.
"""

from __future__ import annotations

import re
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from io import BufferedIOBase
from itertools import chain
from pathlib import Path
from socketserver import ThreadingTCPServer
from typing import Any
from urllib.parse import parse_qsl

from aromatiza.sandbox.http import MEMORY_BYTES, Body, Request, Response, json_response

__all__ = ["Listener"]

LOOPBACK = "127.0.0.1"
BLOCK_BYTES = 1 << 18
LINE_BYTES = 1 << 12
BODILESS = frozenset({204, 304})
HEX = re.compile(rb"[0-9a-fA-F]+")


class _Garbled(ValueError):
    """A body whose framing is not HTTP."""


class _Gone(ConnectionError):
    """The client left before its request was complete."""


class Listener(ThreadingTCPServer):
    """Accepts connections on 127.0.0.1, a thread each; `answer` returns None to drop the connection."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port: int, answer: Callable[[Request], Response | None]) -> None:
        self.answer = answer
        self._spool = tempfile.TemporaryDirectory(prefix="aromatiza-spool-")
        self._connections: set[socket.socket] = set()
        super().__init__((LOOPBACK, port), _Handler)  # closes itself when the port is taken

    @property
    def spool(self) -> Path:
        """Where large bodies are kept while they are handled."""
        return Path(self._spool.name)

    @property
    def port(self) -> int:
        """The port that is listened on: the given one, or one that was free."""
        return int(self.socket.getsockname()[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """Hand a new connection to its thread."""
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection that is done."""
        self._connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Stop listening, and hang up on everyone who is still connected."""
        super().server_close()
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # hung up already
        self._spool.cleanup()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report a bug on stderr; a client that left is none."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One connection, with one request after the other."""

    protocol_version = "HTTP/1.1"
    server_version = "aromatiza-sandbox"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Listener

    def _exchange(self) -> None:
        try:
            body = self._body()
        except _Garbled as error:
            self.close_connection = True
            self._send(json_response(400, {"error": f"not HTTP/1.1: {error}"}))
            return
        try:
            response = self.server.answer(self._request(body))
        finally:
            if body.path is not None:
                body.path.unlink(missing_ok=True)
        if response is None:
            self.close_connection = True
        else:
            self._send(response)

    # The names that the base class looks for.
    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _exchange  # noqa: N815

    def _request(self, body: Body) -> Request:
        target, _, query = self.path.partition("?")
        host, _, path = target.removeprefix("/").partition("/")
        fields = dict(parse_qsl(query, keep_blank_values=True))
        headers: dict[str, str] = {}
        for name, value in self.headers.items():
            key = name.lower()
            headers[key] = f"{headers[key]}, {value}" if key in headers else value
        return Request(self.command, host.lower(), "/" + path, fields, headers, body)

    def _body(self) -> Body:
        length = self.headers.get("Content-Length", "0").strip()
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return _stored(_chunked_blocks(self.rfile), self.server.spool)
        if not (length.isascii() and length.isdigit()):
            raise _Garbled("Content-Length is a number of bytes")
        return _stored(_blocks(self.rfile, int(length)), self.server.spool)

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            if name.lower() != "content-length":
                self.send_header(name, value)
        if response.status not in BODILESS:
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD" and response.status not in BODILESS:
            self.wfile.write(response.body)
        self.wfile.flush()

    def handle_expect_100(self) -> bool:
        """Ask for the body at once: the answer must not wait in the buffer."""
        is_wanted = super().handle_expect_100()
        self.wfile.flush()
        return is_wanted

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class calls it so
        """Stay silent: `GET /_sandbox/requests` has it all."""


def _blocks(source: BufferedIOBase, length: int) -> Iterator[bytes]:
    """Exactly `length` bytes, a block at a time."""
    while length:
        block = source.read(min(length, BLOCK_BYTES))
        if not block:
            raise _Gone("the body ended early")
        length -= len(block)
        yield block


def _chunked_blocks(source: BufferedIOBase) -> Iterator[bytes]:
    """The content of a chunked body (RFC 9112, section 7.1); trailers are read and dropped."""
    while size := _chunk_size(source):
        yield from _blocks(source, size)
        if _line(source):
            raise _Garbled("a chunk is longer than it says")
    while _line(source):
        pass


def _chunk_size(source: BufferedIOBase) -> int:
    size = _line(source).partition(b";")[0].strip()
    if not HEX.fullmatch(size):
        raise _Garbled("a chunk starts with its size in hex")
    return int(size, 16)


def _line(source: BufferedIOBase) -> bytes:
    line = source.readline(LINE_BYTES)
    if not line:
        raise _Gone("the body ended early")
    if not line.endswith(b"\n"):
        raise _Garbled("a line of the chunked framing does not end")
    return line.strip()


def _stored(blocks: Iterator[bytes], spool: Path) -> Body:
    """Keep a body: in memory, or in a file of its own once it is large."""
    start = bytearray()
    for block in blocks:
        start += block
        if len(start) > MEMORY_BYTES:
            return _spooled(chain([bytes(start)], blocks), spool)
    return Body.of(bytes(start))


def _spooled(blocks: Iterator[bytes], spool: Path) -> Body:
    with tempfile.NamedTemporaryFile(dir=spool, delete=False) as file:
        path = Path(file.name)
        try:
            size = sum(file.write(block) for block in blocks)
        except BaseException:
            path.unlink()
            raise
    return Body(size, path=path)
