"""A small multipart form, read whole: its fields, and the one file that it carries."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from aromatiza.sandbox.http import Request

__all__ = ["parts_of"]

FILE_FIELD = "source"


def parts_of(request: Request) -> tuple[dict[str, str], bytes]:
    """(The fields, the bytes of `source`); a body that is no multipart form has neither."""
    head = f"Content-Type: {request.header('content-type')}\r\n\r\n".encode()
    form = message_from_bytes(head + request.body.read())
    fields: dict[str, str] = {}
    file = b""
    parts = form.get_payload()
    for part in parts if isinstance(parts, list) else ():
        if not isinstance(part, Message):
            continue
        name = str(part.get_param("name", "", "content-disposition"))
        content = part.get_payload(decode=True)
        content = content if isinstance(content, bytes) else b""
        if name == FILE_FIELD:
            file = content
        else:
            fields[name] = content.decode("utf-8", "replace")
    return fields, file
