"""What became of an upload whose last answer was lost: the session is asked, then the channel's uploads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from aromatiza.core.answers import Answer, Reply, Tree
from aromatiza.core.calls import (
    Absent,
    Call,
    Delivery,
    Found,
    Intent,
    Request,
    Role,
    Send,
    Settled,
    Unknowable,
)
from aromatiza.core.messages import msg
from aromatiza.core.secret import Secret
from aromatiza.platforms.youtube.api import API
from aromatiza.platforms.youtube.resource import slug
from aromatiza.platforms.youtube.session import read_progress

__all__ = ["QUIET_S", "find_video"]

PAGE_ITEMS = "50"
"""The most items of one page, by the discovery document, revision 20261104."""
QUIET_S = 120
"""A new video is listed at once: https://developers.google.com/youtube/v3/guides/implementation/videos (read
2026-11); two minutes are our own caution."""
CLOCK_SLACK = timedelta(minutes=5)
"""By how much YouTube's clock may differ from ours."""


def recent_uploads(since: datetime, reply: Reply) -> Answer:
    """Of one page of the uploads: the ids of those added since, and the token of the next page."""
    page = reply.json()
    recent = (item for item in page.items("items") if added_since(item, since))
    ids = ",".join(item.required("contentDetails", "videoId") for item in recent)
    return Answer({"ids": ids, "next": page.text("nextPageToken")})


def added_since(item: Tree, instant: datetime) -> bool:
    """Whether an upload is not older than that; one without a readable time may be recent."""
    try:
        return datetime.fromisoformat(item.text("snippet", "publishedAt")).astimezone(UTC) >= instant
    except ValueError:
        return True


def our_uploads(delivery: Delivery, reply: Reply) -> Answer:
    """Of some videos: the ids of those that are this delivery's."""
    videos = reply.json().items("items")
    return Answer({"ids": " ".join(video.required("id") for video in videos if is_ours(delivery, video))})


def is_ours(delivery: Delivery, video: Tree) -> bool:
    """Whether a video is this delivery's: by its file name, or by all its text where no name is shown."""
    name = video.text("fileDetails", "fileName")
    if name:
        return name == slug(delivery)
    found = (video.text("snippet", "title"), video.text("snippet", "description"))
    return found == (delivery.rendition.title, delivery.rendition.text)


def read_uploads_list() -> Call:
    """Ask for the playlist that holds the channel's uploads."""
    request = Request("GET", f"{API}/channels", {"part": "contentDetails", "mine": "true"})
    place = ("items", 0, "contentDetails", "relatedPlaylists", "uploads")
    return Call(
        "uploads list read", Role.READ, request, lambda reply: Answer({"id": reply.json().required(*place)})
    )


def list_uploads(playlist: str, since: datetime, token: str, page: int) -> Call:
    """Read one page of the uploads: the ids of the recent ones."""
    query = {"part": "snippet,contentDetails", "playlistId": playlist, "maxResults": PAGE_ITEMS}
    request = Request("GET", f"{API}/playlistItems", {**query, **({"pageToken": token} if token else {})})
    return Call(f"uploads listed, page {page}", Role.READ, request, partial(recent_uploads, since))


def compare_uploads(delivery: Delivery, ids: str, page: int) -> Call:
    """Read some videos: the ids of those that are this delivery's."""
    request = Request("GET", f"{API}/videos", {"part": "snippet,fileDetails", "id": ids})
    return Call(f"uploads compared, page {page}", Role.READ, request, partial(our_uploads, delivery))


async def find_video(delivery: Delivery, session: Secret, intent: Intent, send: Send) -> Settled:
    """Ask the session; unless it is finished, look through the channel's uploads too.

    An unfinished session proves nothing by itself: it may be a new one, opened because the address of the
    first one could not be read any more. One that ended in a failure says why when it is asked to publish.
    """
    state = await send(read_progress(delivery, session))
    if state.text("id"):
        return Found(state)
    found = await find_uploads(delivery, intent.sent_at - CLOCK_SLACK, send)
    match found:
        case []:
            return Absent(from_start="gone" in state.values)
        case [video_id]:
            return Found(Answer({"id": video_id}))
        case _:
            return Unknowable(msg("youtube.alike", file=slug(delivery), found=", ".join(found)))


async def find_uploads(delivery: Delivery, since: datetime, send: Send) -> list[str]:
    """The ids of the channel's recent uploads that are this delivery's; the whole list is read."""
    playlist = (await send(read_uploads_list())).text("id")
    found: list[str] = []
    token, page = "", 0
    while token or page == 0:
        page += 1
        uploads = await send(list_uploads(playlist, since, token, page))
        token, ids = uploads.text("next"), uploads.text("ids")
        if ids:
            found += (await send(compare_uploads(delivery, ids, page))).text("ids").split()
    return found
