"""How X refuses: every error of its pages by name, and the envelopes in which one can arrive.

X speaks problem details in the style of RFC 7807, at times inside `errors`, and for some failures the
older `{"errors": [{"code", "message"}]}`. The type of a problem is on `api.x.com` in the document of 2026-08
and on `api.twitter.com` before it, and still so in live answers with 402 and in caps (429).
Source: https://docs.x.com/x-api/fundamentals/response-codes-and-errors (read 2026-11); what only clients
report names them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from aromatiza.sandbox.http import Response, json_response

__all__ = [
    "BLANK",
    "KNOWN",
    "Known",
    "Problem",
    "forbidden",
    "invalid",
    "not_found",
    "refusal_of",
    "unauthorized",
    "unsupported",
    "wrong_parameter",
]

BLANK = "about:blank"
TYPES = "https://api.x.com/2/problems/"
OLD_TYPES = "https://api.twitter.com/2/problems/"
PLANNED = re.compile(r"(?:([1-5][0-9]{2})/)?(.+)")
LEGACY_CODES = {400: 214, 401: 32, 403: 220, 404: 34, 429: 88, 500: 131, 503: 130}
"""What stands for a status where a problem has no code of its own; only 32 and 88 are on the pages of v2."""


@dataclass(frozen=True, slots=True)
class Known:
    """One documented error. `tail` is the last part of its type, "" for `about:blank`; `code` is legacy."""

    status: int
    title: str
    detail: str
    tail: str = ""
    code: int = 0
    more: Mapping[str, object] = field(default_factory=dict)
    is_live: bool = False
    """As it was seen live: its type is on the old host, and it does not repeat its status."""


_NO_PERMISSION = "You are not permitted to perform this action."
_OAUTH1 = "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint."
_NO_PROJECT = (
    "When authenticating requests to the API v2 endpoints, you must use keys and tokens from a developer App "
    "that is attached to a Project."
)
_APP_ONLY = (
    "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.  Supported "
    "authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context]."
)
_ENROLLED = {"reason": "client-not-enrolled", "required_enrollment": "Appropriate Level of API Access"}
_CAP = {"account_id": 2244994945, "product_name": "standard-basic", "period": "Monthly", "scope": "Product"}

KNOWN: Mapping[str, Known] = {
    "invalid-request": Known(
        400, "Invalid Request", "One or more parameters to your request was invalid.", "invalid-request"
    ),
    # https://github.com/tweepy/tweepy/issues/2016
    "media": Known(400, "Invalid Request", "Your media IDs are invalid.", "invalid-request", 324),
    "unauthorized": Known(401, "Unauthorized", "Unauthorized", code=32),
    # 403 live: https://github.com/xdevplatform/bookmarks-search/issues/10
    "unsupported-authentication": Known(
        403, "Unsupported Authentication", _APP_ONLY, "unsupported-authentication"
    ),
    # Quoted by several public repositories; no official page
    "credits": Known(
        402,
        "CreditsDepleted",
        "Your enrolled account does not have any credits to fulfill this request.",
        "credits",
        more={"account_id": 2244994945},
        is_live=True,
    ),
    # https://github.com/akrherz/iembot/issues/163
    "duplicate": Known(
        403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.", code=187
    ),
    "forbidden": Known(403, "Forbidden", "Forbidden"),
    "not-permitted": Known(403, "Forbidden", _NO_PERMISSION, code=220),
    "client-forbidden": Known(403, "Client Forbidden", _NO_PROJECT, "client-forbidden", 453, _ENROLLED),
    "oauth1-permissions": Known(403, "Forbidden", _OAUTH1, "oauth1-permissions", 261),
    "not-authorized-for-resource": Known(
        403,
        "Authorization Error",
        "Sorry, you are not authorized to see this resource.",
        "not-authorized-for-resource",
        179,
        {"resource_type": "tweet"},
    ),
    "cashtag": Known(403, "Forbidden", "A post of this app may have one cashtag at most."),
    "url": Known(403, "Forbidden", "This app is not allowed to create a post with a URL."),
    # https://github.com/gitroomhq/postiz-app, x.provider.ts
    "video-length": Known(
        403, "Forbidden", "This user is not allowed to post a video longer than 2 minutes."
    ),
    "not-found": Known(404, "Not Found", "Not Found", code=34),
    "resource-not-found": Known(
        404,
        "Not Found Error",
        "Could not find what was asked for.",
        "resource-not-found",
        144,
        {"resource_type": "tweet"},
    ),
    "too-large": Known(431, "Request Header Fields Too Large", "The segment is too large."),
    "rate-limit-exceeded": Known(429, "Too Many Requests", "Too Many Requests", "rate-limit-exceeded", 88),
    # https://github.com/xdevplatform/xdk/issues/25
    "usage-capped": Known(
        429,
        "UsageCapExceeded",
        "Usage cap exceeded: Monthly product cap",
        "usage-capped",
        more=_CAP,
        is_live=True,
    ),
    "internal-error": Known(500, "Internal Server Error", "Something is broken.", "internal-error", 131),
    "500": Known(500, "Internal Server Error", "Internal Server Error", code=131),
    "502": Known(502, "Bad Gateway", "Bad Gateway"),
    "503": Known(503, "Service Unavailable", "Service Unavailable", code=130),
    "504": Known(504, "Gateway Timeout", "Gateway Timeout"),
}
"""Every error of the pages, by the last part of its type, or by a word of ours where many share one."""


class Problem(Exception):
    """X refuses the request; `answer()` is what it says."""

    def __init__(
        self, status: int, title: str, detail: str, kind: str, *, code: int = 0, **more: object
    ) -> None:
        super().__init__(f"{status} {title}: {detail}")
        self.status = status
        self.code = code or LEGACY_CODES.get(status, status)
        self.value = {"title": title, "detail": detail, "type": kind, "status": status, **more}

    def answer(self, envelope: str = "", types: str = "") -> Response:
        """The refusal as the client reads it.

        `envelope` is `legacy` (code and message), `errors` (the problem in a list) or "" for a plain problem;
        `types` is `old` or `new` for the host of every type.
        """
        value: dict[str, object] = dict(self.value)
        hosts = {"old": OLD_TYPES, "new": TYPES}
        if types in hosts and value["type"] != BLANK:
            value["type"] = hosts[types] + str(value["type"]).rpartition("/")[2]
        if envelope == "legacy":
            return json_response(
                self.status, {"errors": [{"code": self.code, "message": self.value["detail"]}]}
            )
        if envelope == "errors":
            return json_response(self.status, {"errors": [value]})
        return json_response(self.status, value, {"Content-Type": "application/problem+json"})


def refusal_of(planned: str) -> Problem:
    """The error called NAME, or STATUS/NAME with another status; an unknown name is a type of its own."""
    match = PLANNED.fullmatch(planned)
    status, name = (match[1], match[2]) if match else (None, planned)
    known = KNOWN.get(name) or Known(400, name, name, name)
    problem = _problem(known)
    return problem if status is None else _with_status(problem, int(status))


def invalid(message: str) -> Problem:
    """400: the request is wrong in itself."""
    return Problem(400, "Invalid Request", message, TYPES + "invalid-request", errors=[{"message": message}])


def wrong_parameter(name: str, value: str, message: str) -> Problem:
    """400: one parameter of the query is wrong; the answer names it.

    Source: https://twittercommunity.com/t/questions-about-error-response-structure/151746 (read 2026-11).
    """
    errors = [{"message": message, "parameters": {name: [value]}}]
    return Problem(400, "Invalid Request", message, TYPES + "invalid-request", errors=errors)


def unauthorized() -> Problem:
    """401: no token, one that has expired, or a signature that does not hold."""
    return refusal_of("unauthorized")


def unsupported(used: str, supported: str) -> Problem:
    """403: this endpoint does not take this way of authenticating."""
    detail = (
        f"Authenticating with {used} is forbidden for this endpoint.  "
        f"Supported authentication types are [{supported}]."
    )
    return Problem(403, "Unsupported Authentication", detail, TYPES + "unsupported-authentication")


def forbidden(detail: str = _NO_PERMISSION) -> Problem:
    """403: this token may not do this, or nobody may."""
    return Problem(403, "Forbidden", detail, BLANK)


def not_found(kind: str, wanted: str, parameter: str = "id") -> Problem:
    """404: there is no `kind` (`tweet`, `media`) with this id."""
    return Problem(
        404,
        "Not Found Error",
        f"Could not find {kind} with {parameter}: [{wanted}].",
        TYPES + "resource-not-found",
        code=144,
        resource_type=kind,
        resource_id=wanted,
        parameter=parameter,
        value=wanted,
    )


def _problem(known: Known) -> Problem:
    host = OLD_TYPES if known.is_live else TYPES
    kind = host + known.tail if known.tail else BLANK
    problem = Problem(known.status, known.title, known.detail, kind, code=known.code, **known.more)
    if known.is_live:
        del problem.value["status"]
    return problem


def _with_status(problem: Problem, status: int) -> Problem:
    problem.status = status
    if "status" in problem.value:
        problem.value["status"] = status
    return problem
