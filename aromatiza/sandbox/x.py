"""X as a client of its API v2 meets it: logging in, media, posts, and the timeline that tells of them.

Only the parameters of a request are believed, never its intent: an unknown key is refused, a text that
the account has posted already is refused, and every answer carries the window of its endpoint.
What a token can plan beyond its account and its scopes stands in `x_tokens`, what a login can in `x_login`.
Documented at https://docs.x.com/x-api/posts/create-post and the pages beside it (read 2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.world import World
from aromatiza.sandbox.x_library import Library
from aromatiza.sandbox.x_limits import Bills, Grant, Limits
from aromatiza.sandbox.x_login import Login
from aromatiza.sandbox.x_media import Uploads
from aromatiza.sandbox.x_metadata import Metadata
from aromatiza.sandbox.x_posts import Posts
from aromatiza.sandbox.x_problem import Problem, forbidden, refusal_of, unsupported
from aromatiza.sandbox.x_reading import Reading
from aromatiza.sandbox.x_tokens import NETWORK, Caller, caller_of

__all__ = ["X"]

API, SITE = "api.x.com", "x.com"
READ = ("tweet.read", "users.read")
WRITE = ("tweet.write", "tweet.read", "users.read")
UPLOAD = ("media.write",)

USER, BOTH, APP = ("user", "oauth1"), ("user", "oauth1", "app"), ("app",)
KINDS = {
    "user": "OAuth 2.0 User Context",
    "oauth1": "OAuth 1.0a User Context",
    "app": "OAuth 2.0 Application-Only",
}

# https://docs.x.com/x-api/fundamentals/rate-limits (read 2026-11); nothing there on media keys and subtitles.
SEGMENTS = Grant(1875, day=180_000)
SEVERAL = Grant(900, app=450)


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint: all of `scopes` are needed, `kinds` of callers are taken.

    `is_priced` says whether it costs credits, `counts` whether its posts count for the month's cap.
    `answer` gets the request, the caller and the id in the path ("" when the path has none).
    """

    method: str
    path: str
    grant: Grant
    scopes: tuple[str, ...]
    kinds: tuple[str, ...]
    answer: Callable[[Request, Caller, str], Response]
    is_priced: bool = False
    counts: bool = False

    def id_in(self, request: Request) -> str | None:
        """The id in the path; None when the request is not for this endpoint."""
        pattern = re.escape(self.path).replace(r"\{id\}", "([0-9]{1,19})")
        pattern = pattern.replace(r"\{media_key\}", "([0-9]+_[0-9]+)")
        named = re.fullmatch(pattern, request.path) if request.method == self.method else None
        return None if named is None else "".join(named.groups())


class X:
    """The simulated network; its posts are public from the moment they are made."""

    name = NETWORK
    hosts = (API, SITE)

    def __init__(self, world: World) -> None:
        self._world = world
        self._login = Login(world)
        self._limits, self._bills = Limits(world), Bills(world)
        library = Library(world)
        uploads, metadata = Uploads(world, library), Metadata(library, self._bills)
        posts = Posts(world, library, self._bills)
        reading = Reading(posts, library, self._bills)
        self._routes = (*_media_routes(uploads, metadata), *_post_routes(posts, reading))

    def handle(self, request: Request) -> Response:
        """Answer one request to the API, or one of a person to the page of consent."""
        match request.host, request.method, request.path:
            case ("x.com", "GET" | "POST", "/i/oauth2/authorize"):
                return self._login.authorize(request)
            case ("x.com", _, _):
                return json_response(421, {"error": "of x.com there is only /i/oauth2/authorize here"})
            case (_, "GET" | "POST", "/2/oauth2/authorize"):
                return self._login.authorize(request)
            case (_, "POST", "/2/oauth2/token"):
                return self._login.token(request)
            case (_, "POST", "/2/oauth2/revoke"):
                return self._login.revoke(request)
            case _:
                return self._routed(request)

    def _routed(self, request: Request) -> Response:
        for route in self._routes:
            wanted = route.id_in(request)
            if wanted is not None:
                return self._answer(route, request, wanted)
        return refusal_of("not-found").answer()

    def tick(self) -> None:
        """Nothing on X waits for time to pass: all states are worked out when they are asked for."""

    def _answer(self, route: Route, request: Request, wanted: str) -> Response:
        caller, refused = self._caller(request)
        endpoint = f"{route.method} {route.path}"
        headers, over = self._limits.counted(endpoint, route.grant, caller)
        try:
            if over or refused or caller is None:
                raise over or refused or refusal_of("unauthorized")
            self._admit(route, request, caller)
            answer = route.answer(request, caller, wanted)
        except Problem as problem:
            said = (caller.text("envelope"), caller.text("types")) if caller else ("", "")
            answer = problem.answer(*said)
        return replace(answer, headers={**answer.headers, **headers})

    def _caller(self, request: Request) -> tuple[Caller | None, Problem | None]:
        try:
            return caller_of(self._world, request), None
        except Problem as problem:
            return None, problem

    def _admit(self, route: Route, request: Request, caller: Caller) -> None:
        """Raises: Problem, unless this caller may use this endpoint now."""
        is_read = request.method == "GET"
        is_post = (route.method, route.path) == ("POST", "/2/tweets")
        planned = caller.text("error") or ("" if is_read else caller.text("write_error"))
        if planned := planned or (caller.text("post_error") if is_post else ""):
            raise refusal_of(planned)
        if caller.kind not in route.kinds:
            raise unsupported(KINDS[caller.kind], ", ".join(KINDS[kind] for kind in route.kinds))
        if caller.kind == "oauth1" and not is_read and caller.text("permission") == "read":
            raise refusal_of("oauth1-permissions")
        if caller.kind == "user" and not caller.token.may(*route.scopes):
            raise forbidden()
        self._bills.ensure(caller, is_priced=route.is_priced, counts=route.counts)


def _media_routes(uploads: Uploads, metadata: Metadata) -> tuple[Route, ...]:
    """The endpoints to which media and what is said of them are sent."""
    upload, said = "/2/media/upload", Grant(500, day=50_000)
    return (
        Route("POST", f"{upload}/initialize", SEGMENTS, UPLOAD, USER, uploads.initialize),
        Route("POST", f"{upload}/{{id}}/append", SEGMENTS, UPLOAD, USER, uploads.append),
        Route("POST", f"{upload}/{{id}}/finalize", SEGMENTS, UPLOAD, USER, uploads.finalize),
        Route("POST", upload, Grant(500, day=50_000), UPLOAD, USER, uploads.whole),
        Route("GET", upload, Grant(1000, day=100_000), UPLOAD, USER, uploads.status),
        Route("POST", "/2/media/metadata", said, UPLOAD, USER, metadata.describe, is_priced=True),
        Route("POST", "/2/media/subtitles", Grant(500), UPLOAD, USER, metadata.subtitle),
        Route("DELETE", "/2/media/subtitles", Grant(500), UPLOAD, USER, metadata.unsubtitle),
    )


def _post_routes(posts: Posts, reading: Reading) -> tuple[Route, ...]:
    """The endpoints that make posts, and those that only read."""
    own, media = Grant(900, app=10_000), ("tweet.read",)
    return (
        Route("GET", "/2/users/me", Grant(75), READ, USER, reading.me, is_priced=True),
        Route("POST", "/2/tweets", Grant(100, day=10_000), WRITE, USER, posts.create, True, True),
        Route("DELETE", "/2/tweets/{id}", Grant(50), WRITE, USER, posts.delete, is_priced=True),
        Route("GET", "/2/tweets", SEVERAL, READ, BOTH, reading.posts, True, True),
        Route("GET", "/2/tweets/{id}", SEVERAL, READ, BOTH, reading.post, True, True),
        Route("GET", "/2/users/{id}/tweets", own, READ, BOTH, reading.timeline, True, True),
        Route("GET", "/2/media/{media_key}", SEVERAL, media, BOTH, reading.medium),
        Route("GET", "/2/media", SEVERAL, media, BOTH, reading.media),
        Route("GET", "/2/usage/tweets", Grant(50, app=50), (), APP, reading.usage),
    )
