"""What YouTube lists beside videos: channels, the uploads of a channel, categories, a channel's own search.

Source: the API's discovery document, revision 20261104;
https://developers.google.com/youtube/v3/guides/implementation/videos (a new video stands in its channel's
uploads at once); both read 2026-11.
"""

from __future__ import annotations

from typing import Any

from aromatiza.sandbox.http import Response, json_response
from aromatiza.sandbox.world import World
from aromatiza.sandbox.youtube_call import Call, checked_parts, no_filter, page_of
from aromatiza.sandbox.youtube_errors import JSON_TYPE, refusal_of
from aromatiza.sandbox.youtube_metadata import DEFAULT_CATEGORY
from aromatiza.sandbox.youtube_videos import Videos
from aromatiza.sandbox.youtube_views import (
    CHANNEL_NAME,
    etag,
    instant,
    item_view,
    listing,
    resource,
    thumbnails,
    uploads_of,
)

__all__ = ["Lists"]

Json = dict[str, Any]

CHANNEL_BORN_AT = 1_600_000_000.0
CATEGORY_OWNER = "UCBR8-60-B28hp2BmDPdntcQ"
"""https://developers.google.com/youtube/v3/docs/videoCategories, read 2026-11."""
CHANNEL_PARTS = frozenset(
    {
        "auditDetails", "brandingSettings", "contentDetails", "contentOwnerDetails", "id", "localizations",
        "snippet", "statistics", "status", "topicDetails",
    }
)  # fmt: skip
ITEM_PARTS = frozenset({"contentDetails", "id", "snippet", "status"})


class Lists:
    """The lists of one sandbox."""

    def __init__(self, world: World, videos: Videos) -> None:
        self._world = world
        self._videos = videos

    def channels(self, call: Call) -> Response:
        """`GET channels`: the channel that the token acts for (`mine`), or channels by id or handle."""
        parts = checked_parts(call.query, CHANNEL_PARTS)
        has_channel = "none" not in call.token.named("channel")
        if call.is_on("mine"):
            found = [call.account] if has_channel else []
        elif call.ids():
            found = [one for one in call.ids() if one in self._channels(call)]
        elif call.query.get("forHandle"):
            is_own = call.query["forHandle"].removeprefix("@").lower() == CHANNEL_NAME
            found = [call.account] if is_own and has_channel else []
        else:
            raise no_filter("id, mine, forUsername, forHandle")
        shown, neighbours, size = page_of(call, len(found))
        items = [self._channel_view(channel, parts) for channel in found[shown]]
        answer = listing("youtube#channelListResponse", items, len(found), size, neighbours)
        return answer if items or not call.has("no_items") else _without_items()

    def playlist_items(self, call: Call) -> Response:
        """`GET playlistItems`: the uploads of a channel (`playlistId=UU...`), the newest first."""
        parts = checked_parts(call.query, ITEM_PARTS)
        playlist = call.query.get("playlistId", "")
        if not playlist:
            raise no_filter("id, playlistId")
        owner = next((one for one in self._channels(call) if uploads_of(one) == playlist), None)
        if owner is None:
            raise refusal_of("playlistNotFound")
        placed = list(enumerate(self._videos.listed(owner, call.account)))
        if wanted := call.query.get("videoId"):
            placed = [(place, video) for place, video in placed if video["id"] == wanted]
        shown, neighbours, size = page_of(call, len(placed))
        items = [item_view(self._world, video, parts, place) for place, video in placed[shown]]
        return listing("youtube#playlistItemListResponse", items, len(placed), size, neighbours)

    def categories(self, call: Call) -> Response:
        """`GET videoCategories`: those that the token names, or the one that is taken for the default."""
        parts, there = checked_parts(call.query, {"id", "snippet"}), call.token.named("categories")
        if not call.ids() and not call.query.get("regionCode"):
            raise no_filter("id, regionCode")
        found = [one for one in there or (DEFAULT_CATEGORY,) if one in (call.ids() or [one])]
        items = [_category_view(one, parts) for one in found]
        return listing("youtube#videoCategoryListResponse", items, len(items), len(items))

    def search(self, call: Call) -> Response:
        """`GET search?forMine=true&type=video`: the channel's own videos whose title or text has `q`."""
        checked_parts(call.query, {"id", "snippet"})
        if not call.is_on("forMine") or call.query.get("type") != "video":
            raise refusal_of("invalidSearchFilter", "Only forMine=true with type=video is simulated.")
        words = call.query.get("q", "").lower()
        found = [
            video
            for video in self._videos.listed(call.account, call.account)
            if words in f"{video['snippet']['title']}\n{video['snippet']['description']}".lower()
        ]
        shown, neighbours, size = page_of(call, len(found))
        items = [self._result_view(video, call.query["part"]) for video in found[shown]]
        return listing("youtube#searchListResponse", items, len(found), size, neighbours)

    def _channels(self, call: Call) -> list[str]:
        """The channels that there are: the token's own, and all that have videos."""
        made = (video["account"] for video in self._videos.all.values())
        return list(dict.fromkeys((call.account, *made)))

    def _channel_view(self, channel: str, parts: list[str]) -> Json:
        title = {"title": CHANNEL_NAME, "description": ""}
        count = len(self._videos.listed(channel, ""))
        filled = {
            "snippet": {
                **title,
                "customUrl": f"@{CHANNEL_NAME}",
                "publishedAt": instant(CHANNEL_BORN_AT),
                "thumbnails": thumbnails(self._world, f"channel-{channel}"),
                "localized": title,
            },
            "contentDetails": {"relatedPlaylists": {"likes": "", "uploads": uploads_of(channel)}},
            "statistics": {
                "viewCount": "0",
                "subscriberCount": "0",
                "hiddenSubscriberCount": False,
                "videoCount": str(count),
            },
            "status": {"privacyStatus": "public", "isLinked": True, "longUploadsStatus": "allowed"},
        }
        return resource("youtube#channel", channel, parts, filled)

    def _result_view(self, video: Json, part: str) -> Json:
        found: Json = {"id": {"kind": "youtube#video", "videoId": video["id"]}}
        if "snippet" in part:
            found["snippet"] = {
                "publishedAt": instant(video["published_at"]),
                "channelId": video["account"],
                "title": video["snippet"]["title"],
                "description": video["snippet"]["description"],
                "thumbnails": thumbnails(self._world, video["id"], video["thumbnail"]),
                "channelTitle": CHANNEL_NAME,
                "liveBroadcastContent": "none",
            }
        return {"kind": "youtube#searchResult", "etag": etag(found), **found}


def _category_view(number: str, parts: list[str]) -> Json:
    title = "People & Blogs" if number == DEFAULT_CATEGORY else f"Category {number}"
    snippet = {"title": title, "assignable": True, "channelId": CATEGORY_OWNER}
    return resource("youtube#videoCategory", number, parts, {"snippet": snippet})


def _without_items() -> Response:
    page = {"totalResults": 0, "resultsPerPage": 0}
    answer = {"kind": "youtube#channelListResponse", "etag": etag(page), "pageInfo": page}
    return json_response(200, answer, {"Content-Type": JSON_TYPE})
