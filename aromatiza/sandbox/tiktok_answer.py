"""How TikTok answers: in an envelope, or flat for OAuth; and the checks of JSON bodies that may lead to one.

Every answer of the API carries `error.code` (`ok` on success) and `error.log_id`, as in
https://developers.tiktok.com/doc/tiktok-api-v2-error-handling; an error of OAuth is flat, as in
https://developers.tiktok.com/doc/oauth-error-handling (both read 2026-11). The log id comes as a header too.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from typing import Any

from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.world import World

__all__ = [
    "NETWORK",
    "OAUTH_ERRORS",
    "REFUSALS",
    "OAuthRefused",
    "Refused",
    "checked",
    "flat_refusal",
    "invalid_params",
    "json_body",
    "log_id",
    "refusal",
    "success",
]

NETWORK = "tiktok"

REFUSALS = {
    "invalid_params": (400, "The request is invalid"),
    "invalid_param": (400, "The request is invalid"),
    "invalid_file_upload": (400, "The file does not meet the API's requirements"),
    "scope_permission_missed": (400, "Additional scope permission is needed for the fields"),
    "app_version_check_failed": (400, "The user's app must be 31.8 or newer for a photo draft"),
    "invalid_publish_id": (400, "The publish_id does not exist"),
    "token_not_authorized_for_specified_publish_id": (400, "The publish_id belongs to another user"),
    "publish_not_cancellable": (400, "The post is too far along to be cancelled"),
    "access_token_invalid": (401, "The access token is invalid or not found in the request"),
    "scope_not_authorized": (401, "The user did not authorize the scope required for this request"),
    "privacy_level_option_mismatch": (403, "The privacy_level is not among the options of creator_info"),
    "reached_active_user_cap": (403, "The daily quota of active publishing users of the app is used up"),
    "spam_risk_too_many_pending_share": (403, "There are too many pending shares in the last 24 hours"),
    "spam_risk_too_many_posts": (403, "The daily post cap of the user is reached"),
    "spam_risk_user_banned_from_posting": (403, "The user is banned from making new posts"),
    "unaudited_client_can_only_post_to_private_accounts": (
        403,
        "An app that is not audited can only post to private accounts",
    ),
    "url_ownership_unverified": (403, "The domain or the URL prefix is not verified"),
    "rate_limit_exceeded": (429, "The rate limit was exceeded, try again later"),
    "internal_error": (500, "Something went wrong, try again later"),
}

# The documentation names the values; which status comes with them is RFC 6749's (section 5.2) for most.
OAUTH_ERRORS = {
    "access_denied": (400, "The user denied the request"),
    "invalid_client": (401, "Client key or secret is incorrect"),
    "invalid_grant": (400, "The code or the refresh token is invalid, used or expired"),
    "invalid_request": (400, "The request parameters are malformed"),
    "invalid_scope": (400, "The scope is invalid, unknown or not approved for the app"),
    "unauthorized_client": (400, "The app is not authorized to use this method"),
    "unsupported_grant_type": (400, "The grant type is not supported"),
    "unsupported_response_type": (400, "The response type is not supported"),
    "server_error": (500, "The authorization server met an unexpected condition"),
    "temporarily_unavailable": (503, "The authorization server is overloaded or under maintenance"),
}


class Refused(Exception):
    """TikTok refuses the request; a code of `REFUSALS` knows its HTTP status, another comes with 400."""

    def __init__(self, code: str, message: str = "", status: int = 0) -> None:
        usual_status, usual = REFUSALS.get(code, (400, "The request was refused"))
        self.code = code
        self.status = status or usual_status
        self.message = message or usual
        super().__init__(f"{self.status} {code}: {self.message}")


class OAuthRefused(Exception):
    """OAuth refuses; a name of `OAUTH_ERRORS` knows its HTTP status, another comes with 400."""

    def __init__(self, name: str, description: str = "", status: int = 0) -> None:
        usual_status, usual = OAUTH_ERRORS.get(name, (400, "The request was refused"))
        self.name = name
        self.status = status or usual_status
        self.description = description or usual
        super().__init__(f"{self.status} {name}: {self.description}")


def invalid_params(message: str) -> Refused:
    """The refusal of a request that is wrong in itself (the spelling that is seen live)."""
    return Refused("invalid_params", message)


def success(logged: str, data: Mapping[str, Any], *, spelling: str = "log_id") -> Response:
    """The answer to a request that was granted, under its log id."""
    error = {"code": "ok", "message": "", spelling: logged}
    return json_response(200, {"data": data, "error": error}, {"X-Tt-Logid": logged})


def refusal(logged: str, why: Refused, *, spelling: str = "log_id") -> Response:
    """The answer to a request that was refused, under its log id."""
    error = {"code": why.code, "message": why.message, spelling: logged}
    return json_response(why.status, {"data": {}, "error": error}, {"X-Tt-Logid": logged})


def flat_refusal(logged: str, why: OAuthRefused, status: int = 0) -> Response:
    """The answer of OAuth to a request that was refused; `status` stands in for the usual one."""
    value = {"error": why.name, "error_description": why.description, "log_id": logged}
    return json_response(status or why.status, value, {"X-Tt-Logid": logged})


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


def log_id(world: World, request: Request) -> str:
    """A new one, shaped like the real ones: the time in UTC to the second, then 20 hex digits."""
    memory = world.state(NETWORK)
    memory["logged"] = int(memory.get("logged", 0)) + 1
    seed = f"{request.method} {request.path} {memory['logged']}".encode()
    stamp = time.strftime("%Y%m%d%H%M%S", time.gmtime(world.now()))
    return stamp + hashlib.sha256(seed).hexdigest()[:20].upper()
