"""A request and an answer as plain values: all that a simulated network sees of HTTP.

A body is kept on disk once it is larger than `MEMORY_BYTES`, so that a clip of a gigabyte
passes through the sandbox in constant memory.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl

__all__ = ["MEMORY_BYTES", "Body", "Request", "Response", "form_fields", "json_response"]

MEMORY_BYTES = 1 << 20
BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Body:
    """What was sent: in memory (`data`), or in a file (`path`) when it was large."""

    size: int = 0
    data: bytes = b""
    path: Path | None = None

    @classmethod
    def of(cls, data: bytes) -> Body:
        """A body that is held in memory."""
        return cls(len(data), data)

    def blocks(self) -> Iterator[bytes]:
        """The bytes in order, at most a megabyte at a time."""
        if self.path is None:
            yield self.data
            return
        with self.path.open("rb") as file:
            while block := file.read(BLOCK_BYTES):
                yield block

    def read(self) -> bytes:
        """All bytes at once: for JSON, forms and small multipart bodies."""
        return b"".join(self.blocks())

    def digest(self) -> str:
        """SHA-256 of the bytes, in hex."""
        total = hashlib.sha256()
        for block in self.blocks():
            total.update(block)
        return total.hexdigest()


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the network receives it; `host` is the production host it was meant for."""

    method: str
    host: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Body = field(default_factory=Body)

    def header(self, name: str) -> str:
        """The header's value, or "" when it was not sent; names are compared without case."""
        return self.headers.get(name.lower(), "")

    def json(self) -> dict[str, object] | None:
        """The JSON object in the body; None when the body is anything else."""
        try:
            value = json.loads(self.body.read())
        except ValueError:
            return None
        return value if isinstance(value, dict) else None


@dataclass(frozen=True, slots=True)
class Response:
    """One answer; `Content-Length` is added by the server."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def json_response(status: int, value: object, headers: Mapping[str, str] | None = None) -> Response:
    """An answer that carries `value` as JSON."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Response(status, body, {"Content-Type": "application/json", **(headers or {})})


def form_fields(request: Request) -> dict[str, str]:
    """The fields of an `application/x-www-form-urlencoded` body; the last of a name wins."""
    return dict(parse_qsl(request.body.read().decode("utf-8", "replace"), keep_blank_values=True))
