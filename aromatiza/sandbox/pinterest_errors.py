"""Pinterest's refusals: an HTTP status, Pinterest's own code, and a sentence.

Sources: OpenAPI 5.23.0 of https://github.com/pinterest/api-description and the examples in its tags v5.9.0 to
v5.17.0 (both read 2026-11); rows that only public clients report name them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from aromatiza.sandbox.http import Response, json_response

__all__ = ["KNOWN_ERRORS", "Refusal", "invalid", "refusal_of"]

KNOWN_ERRORS: Mapping[tuple[int, int], str] = {
    (400, 1): "Invalid parameters.",
    (400, 283): "The authorization grant is invalid, expired, or was made for another application.",
    (400, 400): "Invalid parameters.",
    (401, 2): "Authentication failed.",
    (401, 3): "The token does not have sufficient permissions: it lacks scopes.",
    (401, 283): "The authorization grant is invalid, expired, or was made for another application.",
    (403, 7): "Not authorized to access board or Pin.",
    (403, 29): "You are not permitted to access that resource.",
    (403, 233): "The image is too small.",
    (403, 235): "The image is broken or of an unsupported type.",
    (403, 403): "Not authorized to access the user account.",
    (404, 2): "AdAccount not found.",
    (404, 30): "User not found.",
    (404, 40): "Board not found.",
    (404, 50): "Pin not found.",
    (404, 404): "Media upload not found.",
    (404, 2031): "Board section not found.",
    (409, 409): "Board section conflict.",
    (429, 8): "You have exceeded your rate limit. Try again later.",
    (500, 500): "Internal error.",
    (503, 503): "The service is unavailable.",
}
"""(status, code) -> what is said when nothing better is known."""

KEPT_CODES = frozenset({400, 403, 404, 409})
"""The statuses at which some endpoints say the status once more instead of a code of their own."""


class Refusal(Exception):
    """A request that Pinterest does not take; `detail` is what some answers say in `message_detail`."""

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        headers: Mapping[str, str] | None = None,
        *,
        detail: str = "",
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.headers = headers or {}
        self.detail = detail

    def response(self, traps: Collection[str] = ()) -> Response:
        """The refusal in Pinterest's envelope; the traps `http_codes` and `wordy` change how it looks."""
        has_status = "http_codes" in traps and self.status in KEPT_CODES
        value: dict[str, Any] = {"code": self.status if has_status else self.code, "message": str(self)}
        if "wordy" in traps:
            value = {"status": "failure", **value}
        if self.detail or "wordy" in traps:
            value["message_detail"] = self.detail or str(self)
        return json_response(self.status, value, self.headers)


def invalid(message: str) -> Refusal:
    """The refusal of a parameter: 400 with code 1."""
    return Refusal(400, 1, message)


def refusal_of(status: int, code: int) -> Refusal:
    """The refusal with that status and code, in the words of `KNOWN_ERRORS`."""
    return Refusal(status, code, KNOWN_ERRORS.get((status, code), f"The request was refused ({code})."))
