"""Uploads in one request: the file alone (`uploadType=media`), or with its description (`multipart`).

After a lost answer there is no session to ask, which is why nobody should want them for a video. A file is
copied block by block, however large it is. Source: the discovery document, revision 20261104
(`mediaUpload.protocols.simple`), and RFC 2387 for the multipart body; both read 2026-11.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any, BinaryIO

from aromatiza.sandbox.http import Body, Request
from aromatiza.sandbox.youtube_errors import bad_request, refusal_of

__all__ = ["Whole", "whole_of"]

BLOCK_BYTES = 1 << 20
LARGEST_HEAD = 1 << 20
"""The description and the headers of the file lie within so many bytes."""
TAIL_BYTES = 512


@dataclass(frozen=True, slots=True)
class Whole:
    """A file with its kind, and the JSON that came before it (none: an empty object)."""

    resource: dict[str, Any]
    kind: str
    size: int
    store: Callable[[Path], None]


def whole_of(request: Request) -> Whole:
    """The file of a request that carries all of it. Raises: Refusal, for a body that is none."""
    if request.query.get("uploadType") == "multipart":
        return _related(request)
    kind = request.header("content-type").partition(";")[0].strip()
    if not request.body.size or kind in ("", "application/json"):
        raise refusal_of("mediaBodyRequired")
    return Whole({}, kind, request.body.size, lambda path: _copy(request.body, 0, request.body.size, path))


def _related(request: Request) -> Whole:
    """Two parts: JSON, then the file."""
    match = re.fullmatch(
        r"multipart/related;.*?\bboundary=\"?([^\";]+)\"?.*", request.header("content-type"), re.IGNORECASE
    )
    if match is None:
        raise bad_request("The body must be multipart/related with a boundary.")
    line = b"--" + match[1].encode()
    with _opened(request.body) as file:
        head = file.read(LARGEST_HEAD)
        file.seek(max(request.body.size - TAIL_BYTES, 0))
        tail = file.read()
    parts = re.split(rb"(?:^|\r?\n)" + re.escape(line) + rb"\r?\n", head, maxsplit=2)
    end = re.search(rb"\r?\n" + re.escape(line) + rb"--\s*\Z", tail)
    if len(parts) < 3 or end is None:
        raise refusal_of("mediaBodyRequired")
    media_headers, gap, _ = _cut(parts[2])
    first = len(head) - len(parts[2]) + gap
    last = request.body.size - len(tail) + end.start()
    kind = BytesHeaderParser().parsebytes(media_headers).get_content_type()
    size = max(last - first, 0)
    return Whole(_json_in(parts[1]), kind, size, lambda path: _copy(request.body, first, size, path))


def _cut(part: bytes) -> tuple[bytes, int, bytes]:
    """The headers of a part, where its content begins, and the content."""
    match = re.search(rb"\r?\n\r?\n", part)
    if match is None:
        raise refusal_of("mediaBodyRequired")
    return part[: match.start()], match.end(), part[match.end() :]


def _json_in(part: bytes) -> dict[str, Any]:
    headers, _, content = _cut(part)
    if BytesHeaderParser().parsebytes(headers).get_content_type() != "application/json":
        raise bad_request("The first part must be application/json; charset=UTF-8.")
    try:
        value = json.loads(content)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise refusal_of("parseError", "Parse Error")
    return value


def _opened(body: Body) -> BinaryIO:
    return io.BytesIO(body.data) if body.path is None else body.path.open("rb")


def _copy(body: Body, first: int, size: int, path: Path) -> None:
    with _opened(body) as source, path.open("wb") as target:
        source.seek(first)
        while size > 0 and (block := source.read(min(size, BLOCK_BYTES))):
            target.write(block)
            size -= len(block)
