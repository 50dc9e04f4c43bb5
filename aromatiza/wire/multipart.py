"""`multipart/form-data` around one file, with a length that is known before it is sent (RFC 7578)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from aromatiza.core.rendition import File
from aromatiza.core.secret import Secret

__all__ = ["multipart_frame"]

SUFFIXES = {
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
}


def multipart_frame(
    fields: Mapping[str, str | Secret], file_field: str, file: File
) -> tuple[bytes, bytes, str]:
    """What stands before and after the file's bytes, and the `Content-Type` of the whole.

    The fields come in their order, then the file: S3 reads nothing that follows it.
    """
    boundary = secrets.token_hex(16)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"\r\n\r\n{_text(value)}\r\n'
        for name, value in fields.items()
    ]
    filename = "media" + SUFFIXES.get(file.content_type, "")
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{file_field}"; filename="{filename}"\r\n'
        f"Content-Type: {file.content_type}\r\n\r\n"
    )
    tail = f"\r\n--{boundary}--\r\n"
    return "".join(parts).encode(), tail.encode(), f"multipart/form-data; boundary={boundary}"


def _quoted(name: str) -> str:
    """A field's name as it stands between quotes: a network may choose the names, but not break out of them.

    Source: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
    """
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _text(value: str | Secret) -> str:
    return value.reveal() if isinstance(value, Secret) else value
