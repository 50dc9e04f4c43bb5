"""YouTube as its Data API v3 shows it: channels, uploads of videos, and the lists in which they appear.

A video exists from the last byte of its upload on: it stands in the channel's uploads at once, and is
processed after. One that is scheduled is private until its hour.
Sources: the API's discovery document, revision 20261104; https://developers.google.com/youtube/v3/docs/errors;
https://developers.google.com/youtube/v3/determine_quota_cost; all read 2026-11.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.world import Token, VisiblePost, World, token_of
from aromatiza.sandbox.youtube_metadata import PARTS, Refusal, checked_parts, instant_of
from aromatiza.sandbox.youtube_upload import UPLOAD_HOST, UPLOAD_PATH, Uploads

__all__ = ["YouTube"]

Json = dict[str, Any]

DEFAULT_ACCOUNT = "UC0123456789abcdefghijkl"
CHANNEL_NAME = "aromatiza"
CHANNEL_BORN_AT = 1_600_000_000.0

SCOPE_PREFIX = "https://www.googleapis.com/auth/"
READING = ("youtube.readonly", "youtube", "youtube.force-ssl")
UPLOADING = ("youtube.upload", "youtube", "youtube.force-ssl")

UPLOADS_PER_DAY = 100
DAY_S = 86_400.0
PACIFIC_OFFSET_S = -8 * 3600.0
"""Quotas start anew at midnight Pacific time; summer time is left aside."""

AT_AUTHORIZATION = {"location": "Authorization", "location_type": "header"}

PAGE_LIMIT = 50
PAGE_TOKEN = "CDIQ{}AA"
DEFAULT_PAGE = 5
OWNER_PARTS = frozenset({"fileDetails", "processingDetails", "suggestions"})
CHANNEL_PARTS = frozenset(
    {
        "auditDetails", "brandingSettings", "contentDetails", "contentOwnerDetails", "id", "localizations",
        "snippet", "statistics", "status", "topicDetails",
    }
)  # fmt: skip
ITEM_PARTS = frozenset({"contentDetails", "id", "snippet", "status"})
THUMBNAIL_BYTES = 52_428_800
PICTURES = (b"\xff\xd8\xff", b"\x89PNG")
THUMBNAIL_SIZES = {"default": (120, 90), "medium": (320, 180), "high": (480, 360)}


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint: the scopes of which it wants any, and who answers a request of a channel."""

    method: str
    path: str
    scopes: tuple[str, ...]
    answer: Callable[[YouTube, Request, str], Response]


class YouTube:
    """The simulated network; see the module."""

    name = "youtube"
    hosts = (UPLOAD_HOST, "youtube.googleapis.com")

    def __init__(self, world: World) -> None:
        self._world = world
        self._uploads = Uploads(world, self._finish)

    def handle(self, request: Request) -> Response:
        """Answer one request."""
        self.tick()
        try:
            if request.method == "PUT" and request.path == UPLOAD_PATH:
                token = _live_token(request)
                return self._uploads.put(request, token.account if token else "")
            route, account = _admitted(request)
            return route.answer(self, request, account)
        except Refusal as refusal:
            return refusal.response()

    def tick(self) -> None:
        """Publish the scheduled videos whose hour has come."""
        for video in self._videos.values():
            if video["publish_at"] is not None and video["publish_at"] <= self._world.now():
                video["published_at"] = max(video["publish_at"], video["uploaded_at"])
                video["publish_at"] = None
                video["status"]["privacyStatus"] = "public"
                self._show(video)

    def channels(self, request: Request, account: str) -> Response:
        """`GET channels?mine=true`: the channel that the token acts for."""
        parts = checked_parts(request.query, CHANNEL_PARTS)
        if request.query.get("mine") != "true":
            raise _no_filter("id, mine, forUsername, forHandle")
        title = {"title": CHANNEL_NAME, "description": ""}
        filled = {
            "snippet": {
                **title,
                "publishedAt": _instant(CHANNEL_BORN_AT),
                "thumbnails": self._thumbnails(f"channel-{account}"),
                "localized": title,
            },
            "contentDetails": {"relatedPlaylists": {"likes": "", "uploads": _uploads_of(account)}},
        }
        channel = _resource("youtube#channel", account, parts, filled)
        return _listing("youtube#channelListResponse", [channel], 1, DEFAULT_PAGE)

    def videos(self, request: Request, account: str) -> Response:
        """`GET videos?id=`: the videos among these ids that the channel may see, in the order of the ids."""
        parts = checked_parts(request.query, PARTS)
        ids = [video_id for video_id in request.query.get("id", "").split(",") if video_id]
        if not ids:
            raise _no_filter("id, chart, myRating")
        found = [self._videos[video_id] for video_id in ids if video_id in self._videos]
        seen = [video for video in found if _may_see(video, account)]
        if OWNER_PARTS.intersection(parts) and any(video["account"] != account for video in seen):
            raise Refusal(403, "forbidden", "Forbidden", domain="youtube.video", location="part")
        items = [self._video_view(video, parts) for video in seen]
        return _listing("youtube#videoListResponse", items, len(items), len(items))

    def playlist_items(self, request: Request, account: str) -> Response:
        """`GET playlistItems?playlistId=UU...`: the uploads of a channel, the newest first."""
        parts = checked_parts(request.query, ITEM_PARTS)
        size, first = _page_query(request.query)
        playlist = request.query.get("playlistId", "")
        if not playlist:
            raise _no_filter("id, playlistId")
        channels = {account, *(video["account"] for video in self._videos.values())}
        owner = next((channel for channel in channels if _uploads_of(channel) == playlist), None)
        if owner is None:
            message = "The playlist identified with the request's playlistId parameter cannot be found."
            domain = "youtube.playlistItem"
            raise Refusal(404, "playlistNotFound", message, domain=domain, location="playlistId")
        uploads = [video for video in self._videos.values() if video["account"] == owner]
        seen = [video for video in reversed(uploads) if _may_see(video, account)]
        items = [
            self._item_view(video, parts, position)
            for position, video in enumerate(seen[first : first + size], start=first)
        ]
        answer = {"nextPageToken": PAGE_TOKEN.format(first + size)} if first + size < len(seen) else {}
        return _listing("youtube#playlistItemListResponse", items, len(seen), size, answer)

    def start_upload(self, request: Request, account: str) -> Response:
        """`POST videos?uploadType=resumable`: open a session, as long as today's uploads are not used up."""
        parts = checked_parts(request.query, PARTS)
        if self._uploads_today() >= UPLOADS_PER_DAY:
            message = "The request cannot be completed because you have exceeded your quota."
            raise Refusal(403, "quotaExceeded", message, domain="youtube.quota")
        return self._uploads.start(request, account, parts)

    def set_thumbnail(self, request: Request, account: str) -> Response:
        """`POST thumbnails/set?videoId=`: a JPEG or a PNG of the channel's own, for a processed video."""
        video = self._videos.get(request.query.get("videoId", ""))
        at = {"domain": "youtube.thumbnail"}
        if video is None or video["account"] != account:
            raise Refusal(404, "videoNotFound", "The video cannot be found.", **at)
        if not request.body.size:
            raise Refusal(400, "mediaBodyRequired", "The request does not include the image content.", **at)
        if request.body.size > THUMBNAIL_BYTES or not next(request.body.blocks(), b"").startswith(PICTURES):
            raise Refusal(400, "invalidImage", "The provided image content is invalid.", **at)
        answer = {"kind": "youtube#thumbnailSetResponse", "etag": _etag(video["id"])}
        return json_response(200, answer | {"items": [self._thumbnails(video["id"])]})

    def _finish(self, session: Json, blob: str) -> Response:
        """Make the video of a complete upload; called once for each session."""
        number, now = self._world.next_number(self.name), self._world.now()
        video_id = base64.urlsafe_b64encode(hashlib.sha256(f"video {number}".encode()).digest()[:8])[
            :11
        ].decode()
        status = dict(session["video"]["status"])
        publish_at = status.pop("publishAt", None)
        with self._world.blobs.path(blob).open("rb") as file:
            is_video = file.read(8)[4:] == b"ftyp"
        video = self._videos[video_id] = {
            "id": video_id,
            "account": session["account"],
            "snippet": session["video"]["snippet"],
            "status": status,
            "publish_at": None if publish_at is None else instant_of(publish_at),
            "uploaded_at": now,
            "published_at": now,
            "file_name": session["file_name"],
            "size": session["size"],
            "digest": self._world.blobs.keep(blob),
            "is_video": is_video,
        }
        self._uploads_today(1)
        self._show(video)
        self.tick()
        return json_response(201, self._video_view(video, session["parts"]))

    def _show(self, video: Json) -> None:
        """Let a person see the video; a file that is no video never gets so far."""
        if not video["is_video"]:
            return
        is_scheduled = video["publish_at"] is not None
        self._world.show(
            VisiblePost(
                platform=self.name,
                account=video["account"],
                remote_id=video["id"],
                text=video["snippet"]["description"],
                media_digest=video["digest"],
                visibility="scheduled" if is_scheduled else video["status"]["privacyStatus"],
                at=video["published_at"],
                url=f"https://www.youtube.com/shorts/{video['id']}",
                title=video["snippet"]["title"],
            )
        )

    def _video_view(self, video: Json, parts: list[str]) -> Json:
        snippet = video["snippet"]
        filled = {
            "snippet": {
                "publishedAt": _instant(video["published_at"]),
                "channelId": video["account"],
                **snippet,
                "thumbnails": self._thumbnails(video["id"]),
                "channelTitle": CHANNEL_NAME,
                "liveBroadcastContent": "none",
                "localized": {name: snippet[name] for name in ("title", "description")},
            },
            "status": self._status_view(video),
            "processingDetails": self._processing_view(video),
            "fileDetails": {
                "fileName": video["file_name"],
                "fileSize": str(video["size"]),
                "fileType": "video" if video["is_video"] else "other",
            },
        }
        return _resource("youtube#video", video["id"], parts, filled)

    def _status_view(self, video: Json) -> Json:
        is_for_kids = video["status"].get("selfDeclaredMadeForKids", False)
        defaults = {"license": "youtube", "embeddable": True, "publicStatsViewable": True}
        status = {**defaults, "madeForKids": is_for_kids, **video["status"], "uploadStatus": "uploaded"}
        if video["publish_at"] is not None:
            status["publishAt"] = _instant(video["publish_at"])
        if self._is_processed(video):
            status["uploadStatus"] = "processed" if video["is_video"] else "failed"
            if not video["is_video"]:
                status["failureReason"] = "invalidFile"
        return status

    def _processing_view(self, video: Json) -> Json:
        state = "processing"
        if self._is_processed(video):
            state = "succeeded" if video["is_video"] else "failed"
        availability = "inProgress" if state == "processing" else "available"
        details = {
            "processingStatus": state,
            "fileDetailsAvailability": "available",
            "processingIssuesAvailability": availability,
            "tagSuggestionsAvailability": availability,
            "editorSuggestionsAvailability": availability,
            "thumbnailsAvailability": availability,
        }
        return {**details, "processingFailureReason": "other"} if state == "failed" else details

    def _item_view(self, video: Json, parts: list[str], position: int) -> Json:
        playlist = _uploads_of(video["account"])
        filled = {
            "snippet": {
                "publishedAt": _instant(video["uploaded_at"]),
                "channelId": video["account"],
                "title": video["snippet"]["title"],
                "description": video["snippet"]["description"],
                "thumbnails": self._thumbnails(video["id"]),
                "channelTitle": CHANNEL_NAME,
                "playlistId": playlist,
                "position": position,
                "resourceId": {"kind": "youtube#video", "videoId": video["id"]},
                "videoOwnerChannelTitle": CHANNEL_NAME,
                "videoOwnerChannelId": video["account"],
            },
            "contentDetails": {"videoId": video["id"], "videoPublishedAt": _instant(video["published_at"])},
            "status": {"privacyStatus": video["status"]["privacyStatus"]},
        }
        item_id = base64.urlsafe_b64encode(f"{playlist}.{video['id']}".encode()).decode().rstrip("=")
        return _resource("youtube#playlistItem", item_id, parts, filled)

    def _thumbnails(self, owner: str) -> Json:
        return {
            name: {
                "url": self._world.url("i.ytimg.com", f"/vi/{owner}/{name}.jpg"),
                "width": width,
                "height": height,
            }
            for name, (width, height) in THUMBNAIL_SIZES.items()
        }

    def _is_processed(self, video: Json) -> bool:
        return bool(self._world.now() >= video["uploaded_at"] + self._world.processing_s)

    def _uploads_today(self, more: int = 0) -> int:
        """How many uploads were completed since midnight Pacific time, after counting `more`."""
        memory, day = self._world.state(self.name), (self._world.now() + PACIFIC_OFFSET_S) // DAY_S
        if memory.get("quota", {}).get("day") != day:
            memory["quota"] = {"day": day, "uploads": 0}
        memory["quota"]["uploads"] += more
        return int(memory["quota"]["uploads"])

    @property
    def _videos(self) -> dict[str, Json]:
        videos: dict[str, Json] = self._world.state(self.name).setdefault("videos", {})
        return videos


def _admitted(request: Request) -> tuple[Route, str]:
    """Find who answers, and the channel that the token acts for."""
    routes = [route for route in ROUTES if (route.method, route.path) == (request.method, request.path)]
    if not routes:
        raise Refusal(404, "notFound", "Not Found")
    token = _live_token(request)
    if token is None:
        raise Refusal(401, "required", "Login Required", **AT_AUTHORIZATION)
    if not any(token.may(SCOPE_PREFIX + scope) for scope in routes[0].scopes):
        raise Refusal(403, "insufficientPermissions", "Request had insufficient authentication scopes.")
    return routes[0], token.account


def _live_token(request: Request) -> Token | None:
    """The token that came with the request; None when none came."""
    token = token_of(request, DEFAULT_ACCOUNT)
    if token is not None and token.is_expired:
        raise Refusal(401, "authError", "Invalid Credentials", **AT_AUTHORIZATION)
    return token


def _may_see(video: Json, account: str) -> bool:
    return account == video["account"] or video["status"]["privacyStatus"] in ("public", "unlisted")


def _uploads_of(channel: str) -> str:
    """The playlist that holds the uploads of a channel."""
    return "UU" + channel[2:]


def _page_query(query: Mapping[str, str]) -> tuple[int, int]:
    """The size of the page, and the place of its first item."""
    size = query.get("maxResults", str(DEFAULT_PAGE))
    if not re.fullmatch(r"[0-9]+", size) or int(size) > PAGE_LIMIT:
        message = f"Invalid value '{size}'. Values must be within the range: [0, {PAGE_LIMIT}]"
        raise Refusal(400, "invalidParameter", message, location="maxResults")
    token = query.get("pageToken", "")
    first = re.fullmatch(PAGE_TOKEN.format("([0-9]+)"), token)
    if token and first is None:
        message = "The request specifies an invalid page token."
        raise Refusal(400, "invalidPageToken", message, domain="youtube.parameter", location="pageToken")
    return int(size), int(first[1]) if first else 0


def _no_filter(names: str) -> Refusal:
    message = f"No filter selected. Expected one of: {names}"
    place = {"location": "parameters.", "location_type": "other"}
    return Refusal(400, "missingRequiredParameter", message, domain="youtube.parameter", **place)


def _resource(kind: str, resource_id: str, parts: list[str], filled: Json) -> Json:
    """A resource with the parts that were asked for, as far as they are simulated."""
    chosen = {name: filled[name] for name in filled if name in parts}
    return {"kind": kind, "etag": _etag(chosen), "id": resource_id, **chosen}


def _listing(kind: str, items: list[Json], total: int, size: int, more: Json | None = None) -> Response:
    page = {"totalResults": total, "resultsPerPage": size}
    answer = {"kind": kind, "etag": _etag(items), **(more or {}), "items": items, "pageInfo": page}
    return json_response(200, answer, {"Content-Type": "application/json; charset=UTF-8"})


def _etag(value: object) -> str:
    return base64.urlsafe_b64encode(hashlib.sha1(repr(value).encode()).digest()).decode().rstrip("=")


def _instant(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


ROUTES = (
    Route("GET", "/youtube/v3/channels", READING, YouTube.channels),
    Route("GET", "/youtube/v3/videos", READING, YouTube.videos),
    Route("GET", "/youtube/v3/playlistItems", READING, YouTube.playlist_items),
    Route("POST", UPLOAD_PATH, UPLOADING, YouTube.start_upload),
    Route("POST", "/upload/youtube/v3/thumbnails/set", UPLOADING, YouTube.set_thumbnail),
)
