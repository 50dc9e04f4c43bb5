"""A call's request as lines that a person can read, and that hold no secret."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from aromatiza.core.calls import Body, Call, FileBody, FormBody, JsonBody, MultipartBody, Request, Span
from aromatiza.core.messages import Locale, msg
from aromatiza.core.post import Json
from aromatiza.core.rendition import File
from aromatiza.core.secret import Secret
from aromatiza.text.visible import visible

__all__ = ["request_head", "request_lines", "sent_texts"]


def request_lines(call: Call, locale: Locale) -> tuple[str, ...]:
    """The call's role and name, its method and address, and its body."""
    body = "\n".join(_body_lines(call.request.body, locale))
    lines = (f"[{call.role}] {call.name}", request_head(call.request), *(body.split("\n") if body else ()))
    return tuple(visible(line) for line in lines)


def request_head(request: Request) -> str:
    """The method and the address; an address that a network handed out is not shown."""
    query = urlencode(sorted(request.query.items()), safe=",:/")
    return f"{request.method} {request.url}{'?' if query else ''}{query}"


def sent_texts(body: Body) -> Iterator[str]:
    """Every text in a request's body, as it is sent; secrets and names of fields are not among them."""
    match body:
        case JsonBody(value):
            yield from _texts_in(value)
        case FormBody(fields) | MultipartBody(fields):
            yield from (text for text in fields.values() if isinstance(text, str))
        case _:
            return


def _texts_in(value: Json) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list() | dict():
            for item in value.values() if isinstance(value, dict) else value:
                yield from _texts_in(item)
        case _:
            return


def _body_lines(body: Body, locale: Locale) -> Iterable[str]:
    match body:
        case JsonBody(value):
            return [json.dumps(value, ensure_ascii=False, indent=2)]
        case FormBody(fields):
            return [_field(name, value) for name, value in fields.items()]
        case FileBody(file, span):
            return [_file_bytes(file, span, locale)]
        case MultipartBody(fields, file_field, file, span):
            texts = [_field(name, value) for name, value in fields.items()]
            return [*texts, _field(file_field, _file_bytes(file, span, locale))]
        case None:  # pragma: no branch - there is no other case
            return []


def _field(name: str, value: str | Secret) -> str:
    """A field on a line of its own; the further lines of its value are indented, to look like no field."""
    return f"{name}: {value}".replace("\n", "\n    ")


def _file_bytes(file: File, span: Span, locale: Locale) -> str:
    last = span.offset + span.length - 1
    return msg(
        "preview.file_bytes", first=span.offset, last=last, size=file.size_bytes, type=file.content_type
    ).text(locale)
