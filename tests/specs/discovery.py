"""Calls held against a discovery document of Google: query, body, and the answer of a success.

Refusals are not described in such documents, nor is the session of an upload: of it only the answer to the
last byte is, which is the resource.
"""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Mapping
from typing import Any

from jsonschema import FormatChecker

from tests.specs.exchange import Answer, Exchange
from tests.specs.schema import Schemas, Side, coerced
from tests.specs.verdict import Verdict

__all__ = ["Discovery"]

Json = Any
HOSTS = ("www.googleapis.com", "youtube.googleapis.com")
"""The document's root is youtube.googleapis.com; guides and samples say www.googleapis.com: both answer.

https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol (read 2026-11)."""
SESSION = "PUT upload session"


class Discovery:
    """One discovery document. `checker` says which formats are right."""

    def __init__(self, document: Mapping[str, Json], checker: FormatChecker) -> None:
        self._common: Mapping[str, Json] = document["parameters"]
        self._methods = {
            (method["httpMethod"], path): method
            for resource in document["resources"].values()
            for method in resource.get("methods", {}).values()
            for path in _paths(method)
        }
        named = document["schemas"]
        self._schemas = {side: Schemas(named, str, side, checker) for side in Side}

    def verdict(self, exchange: Exchange) -> Verdict | None:
        """What the document says of one call; None when it went to another host."""
        if exchange.host not in HOSTS:
            return None
        if exchange.method == "PUT" and "upload_id" in dict(exchange.query):
            method = self._methods[("POST", exchange.path)]
            return Verdict(SESSION, None, self._answer(method, exchange.answer))
        method = self._methods.get((exchange.method, exchange.path), {})
        if not method:
            return Verdict(exchange.name, (f"no such method: {exchange.name}",), None)
        is_upload = exchange.path != f"/{method['path']}"
        is_whole = is_upload and dict(exchange.query).get("uploadType") == "media"
        request = [
            *self._parameters(method, exchange),
            *_token(exchange),
            *(() if is_whole else self._body(method, exchange)),
            *(_announced(method, exchange, is_whole=is_whole) if is_upload else ()),
        ]
        is_opening = is_upload and not is_whole
        answer = _opened(exchange.answer) if is_opening else self._answer(method, exchange.answer)
        scopes = tuple(frozenset([scope]) for scope in method["scopes"])
        return Verdict(method["id"], tuple(request), answer, scopes)

    def _parameters(self, method: Mapping[str, Json], exchange: Exchange) -> list[str]:
        known: dict[str, Json] = {**self._common, **method.get("parameters", {})}
        given: dict[str, list[str]] = {}
        for name, text in exchange.query:
            given.setdefault(name, []).append(text)
        findings = [f"query {name}: no such parameter" for name in given if name not in known]
        for name, schema in known.items():
            if name in given:
                findings += self._parameter(name, schema, given[name])
            elif schema.get("required"):
                findings.append(f"query {name}: is required")
        return findings

    def _parameter(self, name: str, schema: Json, texts: list[str]) -> list[str]:
        """A repeated parameter may also stand once, with its values between commas."""
        values = [text for one in texts for text in one.split(",")] if schema.get("repeated") else texts
        single = {key: value for key, value in schema.items() if key != "required"}
        repeated = [f"query {name}: given {len(texts)} times"] if len(values) > 1 and values is texts else []
        checked = self._schemas[Side.REQUEST]
        return repeated + [
            f"query {name}: {finding}"
            for text in values
            for finding in checked.findings(single, coerced(text, schema))
        ]

    def _body(self, method: Mapping[str, Json], exchange: Exchange) -> list[str]:
        if "request" not in method:
            return ["body: the method has none"] if exchange.body else []
        kind = exchange.headers.get("content-type", "").partition(";")[0]
        if kind != "application/json":
            return [f"content-type: {kind!r} is not application/json"]
        return self._schemas[Side.REQUEST].findings(method["request"], _parsed(exchange.body))

    def _answer(self, method: Mapping[str, Json], answer: Answer | None) -> tuple[str, ...] | None:
        if answer is None or answer.status not in (200, 201):
            return None
        return tuple(self._schemas[Side.ANSWER].findings(method["response"], _parsed(answer.body)))


def _paths(method: Mapping[str, Json]) -> list[str]:
    """Where a method is reached.

    An upload is opened at the path of the "simple" protocol, with `uploadType=resumable`: so say the guide
    and Google's own client; nobody uses the path that the document gives for resumable uploads.
    """
    protocols = method.get("mediaUpload", {}).get("protocols", {})
    return [f"/{method['path']}", *(one["path"] for one in protocols.values())]


def _announced(method: Mapping[str, Json], exchange: Exchange, *, is_whole: bool) -> list[str]:
    """What an upload must announce of its file, by the limits of `mediaUpload`; or be, if it `is_whole`."""
    upload = method["mediaUpload"]
    protocol = "resumable" if is_whole else dict(exchange.query).get("uploadType")
    prefix = "" if is_whole else "x-upload-"
    kind = exchange.headers.get(f"{prefix}content-type", "")
    size = exchange.headers.get(f"{prefix}content-length", "")
    is_taken = any(fnmatch.fnmatchcase(kind, pattern) for pattern in upload["accept"])
    is_small = size.isdecimal() and 0 < int(size) <= int(upload["maxSize"])
    return [
        *([] if protocol == "resumable" else [f"query uploadType: {protocol!r} is not resumable"]),
        *([] if is_taken else [f"header {prefix}content-type: {kind!r} is not accepted"]),
        *([] if is_small else [f"header {prefix}content-length: {size!r} is not 1 to {upload['maxSize']}"]),
    ]


def _opened(answer: Answer | None) -> tuple[str, ...] | None:
    """An upload that was opened has an address, and says nothing else."""
    if answer is None or answer.status != 200:
        return None
    findings = [] if answer.headers.get("location") else ["header location: is missing"]
    return (*findings, *(["body: the answer has none"] if answer.body else []))


def _token(exchange: Exchange) -> list[str]:
    has_token = exchange.headers.get("authorization", "").startswith("Bearer ")
    return [] if has_token else ["header authorization: a Bearer token is required"]


def _parsed(body: bytes) -> Json:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("latin-1")
