"""The hosts on which a brand keeps its media, as far as a sandbox needs them.

With a folder, `FOLDER/HOST/PATH` is what `https://HOST/PATH` serves, and nothing else exists. Without
one, every address that ends like a video or a photo serves the sample of that kind: a file that
plays, with the address written into it, so that two addresses never give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aromatiza.sandbox.http import Request, Response

__all__ = ["MediaFile", "MediaHost", "file_response", "is_media_path"]

ASSETS = Path(__file__).parent / "assets"
TYPES = {
    ".mp4": "video/mp4",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
SINGLE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class MediaFile:
    """What a media host serves for one address."""

    data: bytes
    content_type: str

    @property
    def digest(self) -> str:
        """SHA-256 in hex."""
        return hashlib.sha256(self.data).hexdigest()


class MediaHost:
    """Serves `https://HOST/PATH` from a folder, or from the samples."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def fetch(self, url: str, base_url: str) -> MediaFile | None:
        """What a network gets when it downloads `url` (a production URL, or one of the sandbox's)."""
        rest = url.removeprefix(base_url.rstrip("/") + "/") if url.startswith(base_url) else ""
        if rest:
            host, _, path = rest.partition("/")
            return self.get(host, "/" + path.partition("?")[0])
        parts = urlsplit(url)
        return self.get(parts.netloc, parts.path) if parts.scheme == "https" else None

    def get(self, host: str, path: str) -> MediaFile | None:
        """The file at `https://HOST/PATH`, or None when there is none."""
        kind = TYPES.get(Path(path).suffix.lower())
        if self._folder is not None:
            return self._stored(self._folder, host, unquote(path), kind or "application/octet-stream")
        if kind == "video/mp4":
            return MediaFile(_clip_for(host + path), kind)
        if kind == "image/jpeg":
            return MediaFile(_photo_for(host + path), kind)
        return None

    def _stored(self, folder: Path, host: str, path: str, kind: str) -> MediaFile | None:
        root = folder.resolve()
        file = (root / host / path.lstrip("/")).resolve()
        if not file.is_relative_to(root) or not file.is_file():
            return None
        return MediaFile(file.read_bytes(), kind)


def is_media_path(path: str) -> bool:
    """Whether an address ends like a video or a photo."""
    return Path(path).suffix.lower() in TYPES


def file_response(request: Request, file: MediaFile) -> Response:
    """Answer a GET or HEAD of a file: nothing if it is known already, all of it, or the one range asked for.

    RFC 9110, sections 13 (conditions) and 14 (ranges, which only a GET has).
    """
    etag = f'"{file.digest}"'
    headers = {"Content-Type": file.content_type, "ETag": etag, "Accept-Ranges": "bytes"}
    if _is_known(request.header("if-none-match"), etag):
        return Response(304, b"", {"ETag": etag})
    size = len(file.data)
    span = _span(request.header("range"), size) if request.method == "GET" else None
    if span is None or request.header("if-range") not in ("", etag):
        return Response(200, file.data, headers)
    first, last = span
    if first > last:
        return Response(416, b"", {**headers, "Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return Response(206, file.data[first : last + 1], headers)


def _is_known(tags: str, etag: str) -> bool:
    """Whether one of the entity tags that a client knows is this one, by weak comparison."""
    named = [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    return etag in named or named == ["*"]


def _span(wanted: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte of a range, the first behind the last when nothing is there.

    None when it is not one range: the header is ignored then.
    """
    match = SINGLE_RANGE.fullmatch(wanted.strip())
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        return max(size - int(last), 0), size - 1
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last), size - 1) if last else size - 1


def _clip_for(address: str) -> bytes:
    """The sample clip with a `free` box that holds the address: players skip it (ISO/IEC 14496-12, 8.1.2)."""
    note = address.encode()
    return (ASSETS / "clip.mp4").read_bytes() + struct.pack(">I4s", 8 + len(note), b"free") + note


def _photo_for(address: str) -> bytes:
    """The sample photo with a comment segment that holds the address (ITU T.81, B.2.4.5)."""
    photo = (ASSETS / "photo.jpg").read_bytes()
    note = address.encode()[:60_000]
    return photo[:2] + b"\xff\xfe" + struct.pack(">H", 2 + len(note)) + note + photo[2:]
