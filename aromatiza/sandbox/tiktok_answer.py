"""How TikTok answers: one envelope for success and refusal, and the checks of a JSON body that lead to one.

Every answer carries `error.code` (`ok` on success) and `error.log_id`, as in
https://developers.tiktok.com/doc/tiktok-api-v2-error-handling (read 2026-11).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from typing import Any

from aromatiza.sandbox.http import Request, Response, json_response

__all__ = ["Refused", "checked", "invalid_params", "json_body", "refusal", "success"]


REFUSALS = {
    "invalid_params": (400, "The request is invalid"),
    "scope_permission_missed": (400, "Additional scope permission is needed for the fields"),
    "invalid_publish_id": (400, "The publish_id does not exist"),
    "token_not_authorized_for_specified_publish_id": (400, "The publish_id belongs to another user"),
    "access_token_invalid": (401, "The access token is invalid or not found in the request"),
    "scope_not_authorized": (401, "The user did not authorize the scope required for this request"),
    "privacy_level_option_mismatch": (403, "The privacy_level is not among the options of creator_info"),
    "spam_risk_too_many_pending_share": (403, "There are too many pending shares in the last 24 hours"),
    "url_ownership_unverified": (403, "The domain or the URL prefix is not verified"),
    "rate_limit_exceeded": (429, "The rate limit was exceeded, try again later"),
}


class Refused(Exception):
    """TikTok refuses the request with one of the codes in `REFUSALS`, which knows its HTTP status."""

    def __init__(self, code: str, message: str = "") -> None:
        self.code = code
        self.status, usual = REFUSALS[code]
        self.message = message or usual
        super().__init__(f"{self.status} {code}: {self.message}")


def invalid_params(message: str) -> Refused:
    """The refusal of a request that is wrong in itself (the spelling that is seen live)."""
    return Refused("invalid_params", message)


def success(request: Request, now: float, data: Mapping[str, Any]) -> Response:
    """The answer to a request that was granted."""
    error = {"code": "ok", "message": "", "log_id": _log_id(request, now)}
    return json_response(200, {"data": data, "error": error})


def refusal(request: Request, now: float, why: Refused) -> Response:
    """The answer to a request that was refused."""
    error = {"code": why.code, "message": why.message, "log_id": _log_id(request, now)}
    return json_response(why.status, {"data": {}, "error": error})


def json_body(request: Request, kinds: Mapping[str, type]) -> dict[str, Any]:
    """The JSON object in the body, once `checked`. Raises: Refused."""
    if not request.header("content-type").startswith("application/json"):
        raise invalid_params("The Content-Type must be application/json; charset=UTF-8")
    return checked("The request body", request.json(), kinds)


def checked(name: str, value: object, kinds: Mapping[str, type]) -> dict[str, Any]:
    """`value` as an object that has no keys but those of `kinds`, each of its type. Raises: Refused."""
    if not isinstance(value, dict):
        raise invalid_params(f"{name} must be a JSON object")
    for key, item in value.items():
        if key not in kinds:
            raise invalid_params(f"{name} has an unknown field {key}")
        if type(item) is not kinds[key]:
            raise invalid_params(f"The field {key} has the wrong type")
    return value


def _log_id(request: Request, now: float) -> str:
    """Shaped like the real ones: the time in UTC to the second, then 20 hex digits."""
    seed = f"{request.method} {request.path} {now!r}".encode()
    stamp = time.strftime("%Y%m%d%H%M%S", time.gmtime(now))
    return stamp + hashlib.sha256(seed).hexdigest()[:20].upper()
