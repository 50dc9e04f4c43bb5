"""Custom thumbnails: `thumbnails.set`, in one request or by a session.

For a Short they count only once its processing has succeeded; before, the answer is the same and nothing
comes of it. What kind of file it is, is told by how it begins.
Source: https://developers.google.com/youtube/data/reference/rest/v3/thumbnails/set and
https://developers.google.com/youtube/data/revision_history (2026-09-14, 2026-11-03), both read 2026-11.
"""

from __future__ import annotations

from typing import Any

from aromatiza.sandbox.http import Response, json_response
from aromatiza.sandbox.world import World
from aromatiza.sandbox.youtube_call import Call
from aromatiza.sandbox.youtube_errors import JSON_TYPE, refusal_of
from aromatiza.sandbox.youtube_range import FileRules
from aromatiza.sandbox.youtube_upload import Uploads
from aromatiza.sandbox.youtube_videos import Videos
from aromatiza.sandbox.youtube_views import etag, is_short, state_of, thumbnails
from aromatiza.sandbox.youtube_whole import whole_of

__all__ = ["Pictures"]

Json = dict[str, Any]

FILES = FileRules(("image/jpeg", "image/png", "application/octet-stream"), 52_428_800)
"""`mediaUpload` of `thumbnails.set` in the discovery document, revision 20261104."""
KINDS = ("image/jpeg", "image/png")


class Pictures:
    """The thumbnails that channels set for their videos."""

    def __init__(self, world: World, videos: Videos) -> None:
        self._world = world
        self._videos = videos

    def set(self, call: Call, uploads: Uploads) -> Response:
        """`POST /upload/.../thumbnails/set?videoId=`: open a session, or take the picture."""
        if "no" in call.token.named("thumbnails"):
            raise refusal_of("forbidden", "The channel may not set custom thumbnails.")
        video = self._videos.owned(call, call.query["videoId"])
        about = {"video_id": video["id"]}
        if call.query.get("uploadType") == "resumable":
            return uploads.open(call, "picture", FILES, about)
        whole = whole_of(call.request)
        FILES.check_type(whole.kind)
        FILES.check_size(whole.size)
        return uploads.take_whole(call, "picture", about, whole.store)

    def finish(self, session: Json, blob: str) -> Response:
        """Set the picture. Raises: Refusal, which the session repeats, for a file that is none."""
        video = self._videos.all.get(session["video_id"])
        if video is None:
            raise refusal_of("videoNotFound")
        if self._world.blobs.content_type(blob) not in KINDS:
            raise refusal_of("invalidImage")
        state = state_of(video, self._world.now())
        if state.processing == "succeeded" or not is_short(video):
            video["thumbnail"] = self._world.blobs.keep(blob)
        items = [thumbnails(self._world, video["id"], video["thumbnail"])]
        answer = {"kind": "youtube#thumbnailSetResponse", "etag": etag(items), "items": items}
        return json_response(200, answer, {"Content-Type": JSON_TYPE})
