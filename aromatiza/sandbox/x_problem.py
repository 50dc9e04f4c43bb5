"""How X refuses: problem details in the style of RFC 7807, and the checks of a request that lead to one.

Source: https://docs.x.com/x-api/fundamentals/response-codes-and-errors (read 2026-11).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aromatiza.sandbox.http import Request, Response, json_response

__all__ = ["Problem", "checked", "forbidden", "invalid", "json_body", "not_found", "too_many", "unauthorized"]

TYPES = "https://api.x.com/2/problems/"


class Problem(Exception):
    """X refuses the request; `answer()` is what it says."""

    def __init__(self, status: int, title: str, detail: str, kind: str, **more: object) -> None:
        super().__init__(f"{status} {title}: {detail}")
        self.status = status
        self.value = {"title": title, "detail": detail, "type": kind, "status": status, **more}

    def answer(self) -> Response:
        """The refusal as the client reads it."""
        return json_response(self.status, self.value, {"Content-Type": "application/problem+json"})


def invalid(message: str) -> Problem:
    """400: the request is wrong in itself."""
    return Problem(400, "Invalid Request", message, TYPES + "invalid-request", errors=[{"message": message}])


def unauthorized() -> Problem:
    """401: no token, or one that has expired."""
    return Problem(401, "Unauthorized", "Unauthorized", "about:blank")


def forbidden(detail: str) -> Problem:
    """403: this token may not do this, or nobody may."""
    return Problem(403, "Forbidden", detail, "about:blank")


def not_found(kind: str, wanted: str) -> Problem:
    """404: there is no `kind` (`tweet`, `media`) with this id."""
    return Problem(
        404,
        "Not Found Error",
        f"Could not find {kind} with id: [{wanted}].",
        TYPES + "resource-not-found",
        resource_type=kind,
        resource_id=wanted,
        parameter="id",
        value=wanted,
    )


def too_many() -> Problem:
    """429: the window of this endpoint is used up until `x-rate-limit-reset`."""
    return Problem(429, "Too Many Requests", "Too Many Requests", TYPES + "rate-limit-exceeded")


def json_body(request: Request, kinds: Mapping[str, type] | None = None) -> dict[str, Any]:
    """The JSON object in the body; with `kinds`, `checked`. Raises: Problem."""
    content_type = request.header("content-type").partition(";")[0].strip()
    if request.body.size and content_type != "application/json":
        raise invalid("Requests with bodies must have content-type of application/json.")
    body = request.json()
    if body is None:
        raise invalid("Request body must be a JSON object.")
    return checked("$", body, kinds) if kinds is not None else body


def checked(place: str, value: object, kinds: Mapping[str, type]) -> dict[str, Any]:
    """`value` as an object that has no keys but those of `kinds`, each of its type. Raises: Problem."""
    if not isinstance(value, dict):
        raise invalid(f"{place}: an object is required")
    for key, item in value.items():
        if key not in kinds:
            why = "is not defined in the schema and the schema does not allow additional properties"
            raise invalid(f"{place}.{key}: {why}")
        if type(item) is not kinds[key]:
            raise invalid(f"{place}.{key}: must be of type {kinds[key].__name__}")
    return value
