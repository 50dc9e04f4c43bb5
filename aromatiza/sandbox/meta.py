"""The two hosts that Facebook and Instagram share, and who of the two answers on them."""

from __future__ import annotations

from typing import Any

from aromatiza.sandbox._graph import RefusedError, path_of, read_call
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
        self._facebook = Facebook(world)
        self._instagram = Instagram(world)

    def handle(self, request: Request) -> Response:
        """Answer one request."""
        try:
            if request.host == "rupload.facebook.com":
                return json_response(200, self._upload(request))
            call = read_call(request)
            owner = self._instagram if self._instagram.owns(call) else self._facebook
            return json_response(200, owner.answer(call))
        except RefusedError as refused:
            return refused.answer

    def tick(self) -> None:
        """Let Reels and scheduled posts appear; what Instagram publishes is there at once."""
        self._facebook.tick()

    def _upload(self, request: Request) -> dict[str, Any]:
        match path_of(request):
            case ["video-upload", _]:
                return self._facebook.upload(request)
            case ["ig-api-upload", _]:
                return self._instagram.upload(request)
            case _:
                raise upload_refusal("ProcessingFailedError", f"Nothing is uploaded to {request.path}")
