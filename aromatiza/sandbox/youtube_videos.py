"""Videos from their first byte to their last day: made by uploads, shown to people, read, changed, deleted.

A video exists from the last byte of its upload on, and is processed after. One that is scheduled is private
until its hour; an hour that has passed publishes it at once.
Sources: https://developers.google.com/youtube/v3/docs/videos (with `insert`, `list`, `update` and `delete`)
and https://developers.google.com/youtube/data/reference/rest/v3/thumbnails/set, both read 2026-11.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from aromatiza.sandbox._mp4 import read_clip
from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.world import Token, VisiblePost, World
from aromatiza.sandbox.youtube_call import Call, checked_parts, no_filter
from aromatiza.sandbox.youtube_errors import JSON_TYPE, Refusal, refusal_of
from aromatiza.sandbox.youtube_metadata import PARTS, Policy, checked_update, checked_video, instant_of
from aromatiza.sandbox.youtube_quota import Quota
from aromatiza.sandbox.youtube_range import FileRules
from aromatiza.sandbox.youtube_tokens import NETWORK, first_in, has_trap, number_in
from aromatiza.sandbox.youtube_upload import Uploads, token_in
from aromatiza.sandbox.youtube_views import is_short, listing, state_of, video_view
from aromatiza.sandbox.youtube_whole import whole_of

__all__ = ["VIDEO_FILES", "Videos", "json_in"]

Json = dict[str, Any]

VIDEO_FILES = FileRules(("video/", "application/octet-stream"), 274_877_906_944)
"""`mediaUpload` of `videos.insert` in the discovery document, revision 20261104."""
OWNER_PARTS = frozenset({"fileDetails", "processingDetails", "suggestions"})
WRITING = ("https://www.googleapis.com/auth/youtube", "https://www.googleapis.com/auth/youtube.force-ssl")
UNKNOWN_CLIP = {"duration_s": 0, "width": 0, "height": 0, "codec": ""}
MAGIC = re.compile(rb"\x1aE\xdf\xa3|RIFF....AVI |FLV\x01|\x00\x00\x01\xba|0&\xb2u|OggS", re.DOTALL)
"""How the files of other containers begin: Matroska, AVI, Flash, MPEG-PS, ASF, Ogg."""


class Videos:
    """All videos of all channels, in the memory of the network `youtube`."""

    def __init__(self, world: World, quota: Quota) -> None:
        self._world = world
        self._quota = quota

    def insert(self, call: Call, uploads: Uploads) -> Response:
        """`POST /upload/.../videos`: open a session, or take the whole file."""
        parts = checked_parts(call.query, PARTS)
        if "none" in call.token.named("channel"):
            raise refusal_of("youtubeSignupRequired")
        self._quota.check_channel(call)
        name = "unknown" if call.has("slug_ignored") else _file_name(call.request)
        about: Json = {"parts": parts, "file_name": name}
        if call.query.get("uploadType") in ("media", "multipart"):
            whole = whole_of(call.request)
            about["video"] = checked_video(whole.resource, parts, _policy(call.token))
            VIDEO_FILES.check_type(whole.kind)
            VIDEO_FILES.check_size(whole.size)
            return uploads.take_whole(call, "video", about, whole.store)
        if call.query.get("uploadType") != "resumable":
            raise refusal_of("mediaBodyRequired")
        about["video"] = checked_video(json_in(call.request), parts, _policy(call.token))
        return uploads.open(call, "video", VIDEO_FILES, about)

    def finish(self, session: Json, blob: str) -> Response:
        """Make the video of a complete upload; called once for each."""
        token = token_in(session)
        video = self._made(session, blob, token)
        self.all[video["id"]] = video
        if not has_trap(token, "session_costs"):
            self._quota.spend(first_in(token, "project"), "uploads", 1)
        self._quota.count_upload(video["account"])
        self._show(video)
        self.tick()
        status = 200 if has_trap(token, "http_200") else 201
        return json_response(
            status, video_view(self._world, video, session["parts"]), {"Content-Type": JSON_TYPE}
        )

    def read(self, call: Call) -> Response:
        """`GET videos?id=`: the videos among these ids that the channel may see, in the order of the ids."""
        parts, ids = checked_parts(call.query, PARTS), call.ids()
        if not ids:
            raise no_filter("id, chart, myRating")
        seen = [self.all[one] for one in ids if one in self.all and self.may_see(self.all[one], call.account)]
        if OWNER_PARTS.intersection(parts) and any(video["account"] != call.account for video in seen):
            raise Refusal(403, "forbidden", "Forbidden", domain="youtube.video", location="part")
        if call.has("no_file_details") and not any(call.token.may(scope) for scope in WRITING):
            parts = [part for part in parts if part != "fileDetails"]
        items = [video_view(self._world, video, parts) for video in seen]
        return listing("youtube#videoListResponse", items, len(items), len(items))

    def update(self, call: Call) -> Response:
        """`PUT videos`: the named parts are replaced; what they leave out is gone."""
        parts, body = checked_parts(call.query, PARTS), json_in(call.request)
        video = self.owned(call, str(body.pop("id", "")))
        changed = checked_update(body, parts, video, _policy(call.token))
        video["snippet"] = changed.pop("snippet", video["snippet"])
        if "status" in changed:
            video["status"], video["publish_at"] = _scheduled(changed.pop("status"), call.token)
        video["others"] = {**video["others"], **changed}
        self._show(video)
        self.tick()
        return json_response(200, video_view(self._world, video, parts), {"Content-Type": JSON_TYPE})

    def delete(self, call: Call) -> Response:
        """`DELETE videos?id=`."""
        video = self.owned(call, call.query["id"])
        del self.all[video["id"]]
        self._world.posts = [
            post for post in self._world.posts if (post.platform, post.remote_id) != (NETWORK, video["id"])
        ]
        return Response(204)

    def tick(self) -> None:
        """Publish the scheduled videos whose hour has come."""
        for video in self.all.values():
            if video["publish_at"] is not None and video["publish_at"] <= self._world.now():
                video["published_at"] = max(video["publish_at"], video["uploaded_at"])
                video["publish_at"] = None
                video["status"]["privacyStatus"] = "public"
                self._show(video)

    def owned(self, call: Call, video_id: str) -> Json:
        """A video that the channel may change. Raises: Refusal."""
        video = self.all.get(video_id)
        if video is None or not self.may_see(video, call.account):
            raise refusal_of("videoNotFound")
        if video["account"] != call.account:
            raise refusal_of("forbidden")
        return video

    def listed(self, channel: str, viewer: str) -> list[Json]:
        """The uploads of a channel that somebody may see, the newest first."""
        now = self._world.now()
        uploads = [
            video
            for video in self.all.values()
            if video["account"] == channel and now >= video["uploaded_at"] + video["index_s"]
        ]
        return [video for video in reversed(uploads) if self.may_see(video, viewer)]

    def may_see(self, video: Json, viewer: str) -> bool:
        """Whether a channel may see a video: its own, and all that is not private."""
        return viewer == video["account"] or video["status"]["privacyStatus"] in ("public", "unlisted")

    @property
    def all(self) -> dict[str, Json]:
        """Every video by its id, in the order in which they were made."""
        videos: dict[str, Json] = self._world.state(NETWORK).setdefault("videos", {})
        return videos

    def _made(self, session: Json, blob: str, token: Token) -> Json:
        now, digest = self._world.now(), self._world.blobs.keep(blob)
        status, publish_at = _scheduled(session["video"].pop("status"), token)
        is_video, clip = self._looked_at(blob)
        processing_s = number_in(token, "processing")
        is_again = any(
            one["digest"] == digest and one["account"] == token.account for one in self.all.values()
        )
        outcome = first_in(token, "ingest") or "succeeded"
        if is_again and has_trap(token, "duplicates"):
            outcome = "duplicate"
        return {
            "id": self._new_id(),
            "account": token.account,
            "snippet": session["video"].pop("snippet"),
            "status": status,
            "others": session["video"],
            "publish_at": publish_at,
            "uploaded_at": now,
            "published_at": now,
            "processed_at": now + (self._world.processing_s if processing_s is None else processing_s),
            "outcome": outcome if is_video else "invalidFile",
            "index_s": number_in(token, "index") or 0,
            "is_for_kids": "yes" in token.named("made_for_kids"),
            "file_name": session["file_name"],
            "size": session["size"],
            "digest": digest,
            "is_video": is_video,
            "clip": clip,
            "thumbnail": "",
        }

    def _looked_at(self, blob: str) -> tuple[bool, Json]:
        """Whether a file is a video by how it begins, and what its index says of it."""
        with self._world.blobs.path(blob).open("rb") as file:
            head = file.read(12)
            if head[4:8] != b"ftyp":
                return bool(MAGIC.match(head)), UNKNOWN_CLIP
            clip = read_clip(file)
        if clip is None:
            return True, UNKNOWN_CLIP
        size = {"width": clip.width, "height": clip.height, "codec": clip.codec}
        return True, {"duration_s": clip.duration_s or 0, **size}

    def _new_id(self) -> str:
        number = self._world.next_number(NETWORK)
        digest = hashlib.sha256(f"video {number}".encode()).digest()[:8]
        return base64.urlsafe_b64encode(digest)[:11].decode()

    def _show(self, video: Json) -> None:
        """Let a person see the video; one that is never processed well never gets so far."""
        if state_of(video, video["processed_at"]).upload != "processed":
            return
        visibility = "scheduled" if video["publish_at"] is not None else video["status"]["privacyStatus"]
        page = f"shorts/{video['id']}" if is_short(video) else f"watch?v={video['id']}"
        self._world.show(
            VisiblePost(
                platform=NETWORK,
                account=video["account"],
                remote_id=video["id"],
                text=video["snippet"]["description"],
                media_digest=video["digest"],
                visibility=visibility,
                at=video["published_at"],
                url=f"https://www.youtube.com/{page}",
                title=video["snippet"]["title"],
            )
        )


def json_in(request: Request) -> Json:
    """The resource in the body of a request. Raises: Refusal."""
    if not request.header("content-type").lower().startswith("application/json"):
        raise Refusal(400, "badContent", "The metadata must be application/json; charset=UTF-8.")
    resource = request.json()
    if resource is None:
        raise Refusal(400, "parseError", "Parse Error")
    return resource


def _policy(token: Token) -> Policy:
    return Policy(token.named("categories"), first_in(token, "default_privacy") or "public")


def _scheduled(status: Json, token: Token) -> tuple[Json, float | None]:
    """The status of a video and the hour that it waits for, after what YouTube itself decides."""
    status = dict(status)
    publish_at = status.pop("publishAt", None)
    if locked := first_in(token, "locked"):
        return {**status, "privacyStatus": locked}, None
    return status, None if publish_at is None else instant_of(publish_at)


def _file_name(request: Request) -> str:
    """The name of the file by its Slug header, whose printable ASCII is taken as it stands."""
    name = request.header("slug") or "unknown"
    if re.search(r"[/\\]", name) or not (name.isascii() and name.isprintable()):
        raise refusal_of("invalidFilename")
    return name
