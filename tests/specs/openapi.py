"""Calls held against an OpenAPI 3.0 document: path, query, security, body, and the answer.

Only what these APIs use is understood: parameters of style `simple` and `form`, and bodies of JSON and of
multipart forms.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import unquote, urlsplit

from jsonschema import FormatChecker

from tests.specs.exchange import Answer, Exchange
from tests.specs.schema import Schemas, Side, coerced
from tests.specs.verdict import Verdict

__all__ = ["OpenApi"]

Json = Any
SCHEMAS = "#/components/schemas/"
TOKEN = re.compile(r"Bearer [A-Za-z0-9._~+/=@;,:%-]+")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the document, and the values in the path that chose it."""

    name: str
    spec: Mapping[str, Json]
    parameters: Sequence[Mapping[str, Json]]
    in_path: Mapping[str, str]


class OpenApi:
    """One OpenAPI document. `checker` says which formats are right."""

    def __init__(self, document: Mapping[str, Json], checker: FormatChecker) -> None:
        self._components = document["components"]
        self._paths: Mapping[str, Mapping[str, Json]] = document["paths"]
        server = urlsplit(document["servers"][0]["url"])
        self.host = server.netloc
        self._base = server.path.rstrip("/")
        named = self._components["schemas"]
        self._schemas = {
            side: Schemas(named, lambda ref: ref.removeprefix(SCHEMAS), side, checker) for side in Side
        }

    def verdict(self, exchange: Exchange) -> Verdict | None:
        """What the document says of one call; None when it went to another host."""
        if exchange.host != self.host:
            return None
        operation = self._operation(exchange)
        if operation is None:
            return Verdict(exchange.name, (f"no such operation: {exchange.name}",), None)
        request = [
            *self._parameters(operation, exchange),
            *_token(operation, exchange),
            *self._body(operation, exchange),
        ]
        answer = None if exchange.answer is None else tuple(self._answer(operation, exchange.answer))
        return Verdict(operation.name, tuple(request), answer, self._scopes(operation))

    def _operation(self, exchange: Exchange) -> Operation | None:
        """The operation that a call is for; of several templates that fit, the one with fewest names."""
        if not exchange.path.startswith(f"{self._base}/"):
            return None
        path = exchange.path.removeprefix(self._base)
        for template in sorted(self._paths, key=lambda one: one.count("{")):
            found = re.fullmatch(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(template)), path)
            item = self._paths[template]
            if found is not None and exchange.method.lower() in item:
                spec = item[exchange.method.lower()]
                given = [*item.get("parameters", ()), *spec.get("parameters", ())]
                values = {name: unquote(text) for name, text in found.groupdict().items()}
                parameters = [self._resolved(one) for one in given]
                return Operation(f"{exchange.method} {self._base}{template}", spec, parameters, values)
        return None

    def _scopes(self, operation: Operation) -> tuple[frozenset[str], ...]:
        """What a token of a person needs; a way of an application alone is none for us."""
        schemes = self._components["securitySchemes"]
        return tuple(
            frozenset(scopes)
            for one in operation.spec.get("security", ())
            for name, scopes in one.items()
            if "authorizationCode" in schemes[name].get("flows", {})
        )

    def _parameters(self, operation: Operation, exchange: Exchange) -> list[str]:
        given: dict[tuple[str, str], list[str]] = {
            ("path", name): [text] for name, text in operation.in_path.items()
        }
        for name, text in exchange.query:
            given.setdefault(("query", name), []).append(text)
        for name, text in exchange.headers.items():
            given[("header", name)] = [text]
        known = {(one["in"], _name(one)): one for one in operation.parameters}
        findings = [
            f"query {name}: no such parameter"
            for place, name in given
            if place == "query" and (place, name) not in known
        ]
        for key, parameter in known.items():
            findings += self._parameter(" ".join(key), parameter, given.get(key))
        return findings

    def _parameter(self, place: str, parameter: Mapping[str, Json], texts: list[str] | None) -> list[str]:
        if texts is None:
            return [f"{place}: is required"] if parameter.get("required") else []
        schema = self._resolved(parameter["schema"])
        value: Json
        is_array = schema.get("type") == "array"
        is_exploded = is_array and parameter.get("explode", parameter.get("style", "form") == "form")
        if is_array:
            items = texts if is_exploded else texts[0].split(",")
            value = [coerced(text, self._resolved(schema["items"])) for text in items]
        else:
            value = coerced(texts[0], schema)
        repeated = [f"{place}: given {len(texts)} times"] if len(texts) > 1 and not is_exploded else []
        findings = self._schemas[Side.REQUEST].findings(schema, value)
        return repeated + [f"{place}: {finding}" for finding in findings]

    def _body(self, operation: Operation, exchange: Exchange) -> list[str]:
        wanted = operation.spec.get("requestBody")
        if wanted is None:
            return ["body: the operation has none"] if exchange.body else []
        if not exchange.body:
            return ["body: is required"] if wanted.get("required") else []
        kind = _media_type(exchange.headers)
        content = self._resolved(wanted)["content"]
        if kind not in content:
            return [f"content-type: {kind!r} is not one of {', '.join(content)}"]
        schema = content[kind]["schema"]
        if kind == "multipart/form-data":
            fields = form_fields(exchange)
            properties = self._resolved(schema).get("properties", {})
            # A form carries texts alone, also where the schema says `integer`.
            value: Json = {name: coerced(text, properties.get(name, {})) for name, text in fields.items()}
        else:
            value = _parsed(exchange.body)
        return self._schemas[Side.REQUEST].findings(schema, value)

    def _answer(self, operation: Operation, answer: Answer) -> list[str]:
        responses = operation.spec["responses"]
        response = responses.get(str(answer.status)) or responses.get("default")
        if response is None:
            return [f"status {answer.status}: not described"]
        content = self._resolved(response).get("content", {})
        if not content:
            return ["body: the answer has none"] if answer.body else []
        kind = _media_type(answer.headers)
        if kind not in content:
            return [f"content-type: {kind!r} is not one of {', '.join(content)}"]
        return self._schemas[Side.ANSWER].findings(content[kind]["schema"], _parsed(answer.body))

    def _resolved(self, value: Mapping[str, Json]) -> Mapping[str, Json]:
        """The value itself, or what it refers to among the components."""
        while "$ref" in value:
            _, _, kind, name = value["$ref"].split("/", 3)
            value = self._components[kind][name]
        return value


def form_fields(exchange: Exchange) -> dict[str, str]:
    """The fields of a multipart form; bytes are read as if each were a letter."""
    head = f"Content-Type: {exchange.headers['content-type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + exchange.body)
    fields = {}
    for part in message.iter_parts():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        fields[str(part.get_param("name", header="content-disposition"))] = content.decode("latin-1")
    return fields


def _name(parameter: Mapping[str, Json]) -> str:
    """Headers are compared in small letters."""
    name: str = parameter["name"]
    return name.lower() if parameter["in"] == "header" else name


def _token(operation: Operation, exchange: Exchange) -> list[str]:
    """A token is needed unless the operation can do without security; all of these APIs call it Bearer."""
    needed = operation.spec.get("security", [{}])
    if {} in needed or TOKEN.fullmatch(exchange.headers.get("authorization", "")):
        return []
    return ["header authorization: a Bearer token is required"]


def _media_type(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _parsed(body: bytes) -> Json:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("latin-1")
