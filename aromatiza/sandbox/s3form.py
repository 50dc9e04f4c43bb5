"""Amazon's side of a Pinterest upload: a form that was signed for one file, and the check of what comes back.

A form is accepted only whole: every signed field unaltered and before the file, the file in `file`,
its length announced, its policy not expired. The file is read where it lies, never held in memory.
Sources: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html (the form and its errors);
https://github.com/gitroomhq/postiz-app/issues/1025 (411 for a chunked body); both read 2026-11.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import mmap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesHeaderParser
from xml.sax.saxutils import escape

from aromatiza.sandbox.http import Body, Request, Response

__all__ = ["FORM_LIFE_S", "UploadForm", "UploadRefused", "check_fields", "read_form", "signed_fields"]

FORM_LIFE_S = 3600.0
"""How long a form stays good; what Pinterest really grants is unconfirmed."""

BLOCK_BYTES = 1 << 20
SIGNING_KEY = b"the sandbox signs for itself"


class UploadRefused(Exception):
    """Amazon's refusal: an HTTP status, a code such as `AccessDenied`, and a sentence."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code

    def response(self) -> Response:
        """The refusal as Amazon's XML."""
        body = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f"<Error><Code>{self.code}</Code><Message>{escape(str(self))}</Message></Error>"
        )
        return Response(self.status, body.encode(), {"Content-Type": "application/xml"})


@dataclass(frozen=True, slots=True)
class UploadForm:
    """A form as it was sent: the fields that stood before the file, and where the file lies."""

    fields: Mapping[str, str]
    _buffer: bytes | mmap.mmap
    _start: int
    _end: int

    @property
    def size(self) -> int:
        """How many bytes the file has."""
        return self._end - self._start

    def blocks(self) -> Iterator[tuple[int, bytes]]:
        """The file as (offset, bytes), in order, a megabyte at a time; at least one, if only an empty one."""
        yield 0, self._buffer[self._start : min(self._start + BLOCK_BYTES, self._end)]
        for at in range(self._start + BLOCK_BYTES, self._end, BLOCK_BYTES):
            yield at - self._start, self._buffer[at : min(at + BLOCK_BYTES, self._end)]


def signed_fields(key: str, now: float, life_s: float = FORM_LIFE_S) -> dict[str, str]:
    """The `upload_parameters` under which one file may be stored as `key`, for `life_s` from `now`."""
    at = datetime.fromtimestamp(now, UTC)
    fields = {
        "x-amz-date": at.strftime("%Y%m%dT%H%M%SZ"),
        "x-amz-security-token": base64.b64encode(hashlib.sha512(key.encode()).digest()).decode(),
        "x-amz-algorithm": "AWS4-HMAC-SHA256",
        "x-amz-credential": f"ASIASANDBOX000000000/{at:%Y%m%d}/us-east-1/s3/aws4_request",
        "key": key,
        "Content-Type": "multipart/form-data",
    }
    until = datetime.fromtimestamp(now + life_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    terms = {"expiration": until, "conditions": [{name: value} for name, value in fields.items()]}
    policy = base64.b64encode(json.dumps(terms).encode())
    signature = hmac.new(SIGNING_KEY, policy, "sha256").hexdigest()
    return {**fields, "policy": policy.decode(), "x-amz-signature": signature}


def check_fields(sent: Mapping[str, str], signed: Mapping[str, str], *, is_expired: bool) -> None:
    """Refuse a form that misses a signed field, has one altered or one more, or comes too late."""
    for name in ("policy", "x-amz-signature"):
        if name in sent and sent[name] != signed[name]:
            raise UploadRefused(
                403, "SignatureDoesNotMatch", "The signature does not match the policy that was sent."
            )
    for name, value in signed.items():
        if sent.get(name) != value:
            raise _denied(f'Policy Condition failed: ["eq", "${name}", "{value}"]')
    if extra := sorted(sent.keys() - signed.keys()):
        raise _denied(f"Extra input fields: {', '.join(extra)}")
    if is_expired:
        raise _denied("Policy expired.")


def read_form(request: Request) -> UploadForm:
    """Find the fields and the file of a form upload.

    Raises: UploadRefused, for anything that is not one whole form with one file.
    """
    if request.method != "POST":
        raise UploadRefused(405, "MethodNotAllowed", "This resource takes only POST.")
    if not request.header("content-length"):
        raise UploadRefused(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
    if request.header("authorization"):
        raise UploadRefused(400, "InvalidArgument", "Unsupported Authorization Type")
    kind = Message()
    kind["Content-Type"] = request.header("content-type")
    boundary = kind.get_boundary()
    if kind.get_content_type() != "multipart/form-data" or not boundary:
        raise UploadRefused(
            412, "PreconditionFailed", "Bucket POST must be of the enclosure-type multipart/form-data"
        )
    buffer = _buffer(request.body)
    fields: dict[str, str] = {}
    for name, start, end in _parts(buffer, boundary.encode()):
        if name == "file":
            return UploadForm(fields, buffer, start, end)
        fields[name] = buffer[start:end].decode("utf-8", "replace")
    raise UploadRefused(400, "InvalidArgument", "POST requires exactly one file upload per request.")


def _denied(why: str) -> UploadRefused:
    return UploadRefused(403, "AccessDenied", f"Invalid according to Policy: {why}")


def _buffer(body: Body) -> bytes | mmap.mmap:
    """The body as something to search in; one that lies on disk stays there."""
    if body.path is None:
        return body.data
    with body.path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _parts(buffer: bytes | mmap.mmap, boundary: bytes) -> Iterator[tuple[str, int, int]]:
    """(name, start, end) of each part of a multipart body, in order (RFC 2046, 5.1.1; RFC 7578)."""
    opening, closing = b"--" + boundary, b"\r\n--" + boundary
    at = buffer.find(opening)
    while at >= 0 and buffer[at + len(opening) : at + len(opening) + 2] == b"\r\n":
        head = at + len(opening) + 2
        start = buffer.find(b"\r\n\r\n", head) + 4
        end = buffer.find(closing, start)
        if start < 4 or end < 0:
            break
        name = BytesHeaderParser().parsebytes(buffer[head:start]).get_param("name", "", "content-disposition")
        yield str(name), start, end
        at = end + 2
    if at < 0 or buffer[at + len(opening) : at + len(opening) + 2] != b"--":
        message = "The body of your POST request is not well-formed multipart/form-data."
        raise UploadRefused(400, "MalformedPOSTRequest", message)
