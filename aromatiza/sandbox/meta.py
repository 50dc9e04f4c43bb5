"""The two hosts that Facebook and Instagram share, and who of the two answers on them.

What a token can plan beyond its account and its scopes stands in `_meta_tokens` and `_meta_usage`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aromatiza.sandbox._graph import Call, path_of, read_call
from aromatiza.sandbox._meta_access import Access
from aromatiza.sandbox._meta_errors import RefusedError, refusal_of
from aromatiza.sandbox._meta_tokens import number_in
from aromatiza.sandbox._meta_usage import Usage
from aromatiza.sandbox._rupload import upload_refusal
from aromatiza.sandbox.facebook import Facebook
from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.instagram import Instagram
from aromatiza.sandbox.world import World

__all__ = ["Meta"]


class Meta:
    """Hands a request to Instagram when it is about its Page's Instagram account, to Facebook otherwise."""

    name = "meta"
    hosts: tuple[str, ...] = ("graph.facebook.com", "rupload.facebook.com")

    def __init__(self, world: World) -> None:
        self._world = world
        self._access = Access(world)
        self._usage = Usage(world)
        self._facebook = Facebook(world)
        self._instagram = Instagram(world)

    def handle(self, request: Request) -> Response:
        """Answer one request."""
        headers: Mapping[str, str] = {}
        try:
            if request.host == "rupload.facebook.com":
                return json_response(200, self._upload(request))
            call = read_call(self._world, request)
            is_instagram = self._instagram.owns(call)
            headers, refused = self._usage.counted(call, "instagram" if is_instagram else "pages")
            if refused is not None:
                raise refused
            return json_response(200, self._answer(call, is_instagram), headers)
        except RefusedError as error:
            return Response(error.answer.status, error.answer.body, {**error.answer.headers, **headers})

    def tick(self) -> None:
        """Let Reels and scheduled posts appear; what Instagram publishes is there at once."""
        self._facebook.tick()

    def _answer(self, call: Call, is_instagram: bool) -> dict[str, Any]:
        if self._access.owns(call):
            return self._access.answer(call)
        if call.is_app:
            raise refusal_of(10)  # an app token speaks for no Page
        self._overlook(call)
        return (self._instagram if is_instagram else self._facebook).answer(call)

    def _overlook(self, call: Call) -> None:
        """Answer 100/33 to the first `unseen` reads of an object, although it is there."""
        is_account = call.node in (call.page, call.instagram)
        times = number_in(call.token, "unseen") or 0
        if call.method != "GET" or call.edge or is_account:
            return
        reads: dict[str, int] = self._world.state("meta").setdefault("unseen", {})
        reads[call.node] = reads.get(call.node, 0) + 1
        if reads[call.node] <= times:
            raise refusal_of(100, 33)

    def _upload(self, request: Request) -> dict[str, Any]:
        match path_of(request):
            case ["video-upload", _]:
                return self._facebook.upload(request)
            case ["ig-api-upload", _]:
                return self._instagram.upload(request)
            case _:
                raise upload_refusal("ProcessingFailedError", f"Nothing is uploaded to {request.path}")
