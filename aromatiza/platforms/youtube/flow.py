"""YouTube: one video becomes one upload to the account's channel, a Short by its shape alone.

Promise: one upload session makes at most one video, and a session that may have made one is never given up
before it, and the channel's own uploads, were asked. The session answers at any time how far it got, and
repeats its final answer; the file's name there (`Slug`) carries the delivery's marker. Only the last byte of
the file shows anything to the public.
Protocol: https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol (read 2026-11).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import partial

from aromatiza.core.answers import Answer, Reply, Tree
from aromatiza.core.calls import (
    Absent,
    Call,
    Delivery,
    FileBody,
    Found,
    Intent,
    JsonBody,
    Receipt,
    Request,
    Role,
    Send,
    Settle,
    Settled,
    Span,
    Unknowable,
    Visibility,
    Wait,
)
from aromatiza.core.errors import InvalidContent, NeedsHuman, Retryable
from aromatiza.core.messages import msg
from aromatiza.core.platform import Platform, Scope
from aromatiza.core.post import Account, Json
from aromatiza.core.refusals import Next, Refusal, Row, retry_after_s
from aromatiza.core.rendition import Rendition
from aromatiza.core.secret import Secret
from aromatiza.platforms.youtube.facts import FACTS
from aromatiza.platforms.youtube.rules import LABELS, PRIVATE, PUBLIC, RULES, UNLISTED, description

__all__ = ["PLATFORM"]

HOST = "www.googleapis.com"
API = f"https://{HOST}/youtube/v3"
UPLOAD = f"https://{HOST}/upload/youtube/v3/videos"
SCOPE = f"https://{HOST}/auth/"

CATEGORY = "22"
"""People & Blogs; always sent, because the network's own default is not documented."""
PAGE_ITEMS = "50"
"""The most items of one page, by the discovery document, revision 20261104."""
QUIET_S = 120
"""A new video is listed at once: https://developers.google.com/youtube/v3/guides/implementation/videos (read
2026-11); two minutes are our own caution."""
CLOCK_SLACK = timedelta(minutes=5)
"""By how much YouTube's clock may differ from ours."""
QUOTA_PAUSE_S = 6 * 3600
"""Quotas are filled at midnight Pacific time: https://developers.google.com/youtube/data/determine_quota_cost."""
DAY_S = 24 * 3600

SCOPES = (
    Scope(f"{SCOPE}youtube.upload", "the id of our own video", "to upload the video", "the video's id"),
    Scope(
        f"{SCOPE}youtube.readonly",
        "the channel's id; our video's state; id, title, description, file name and time of recent uploads",
        "to check whose token is used, to wait for processing, and to find an upload that got no answer",
        "the video's id and visibility",
    ),
)

VISIBILITIES = {
    PUBLIC: Visibility.PUBLIC,
    UNLISTED: Visibility.UNLISTED,
    PRIVATE: Visibility.PRIVATE,
}

CONTENT_REASONS = (
    *("invalidTitle", "invalidDescription", "invalidTags", "invalidCategoryId", "invalidPublishAt"),
    *("invalidVideoMetadata", "invalidFilename", "invalidRecordingDetails", "invalidVideoGameRating"),
    *("defaultLanguageNotSet", "mediaBodyRequired", "uploadTooLarge"),
    *("forbiddenPrivacySetting", "forbiddenLicenseSetting"),
)
LOGIN_REASONS = ("authError", "expired", "required", "unauthorized", "forbidden", "insufficientPermissions")
ACCOUNT_REASONS = (
    *("youtubeSignupRequired", "accessNotConfigured", "accountDisabled", "accountDeleted"),
    *("authenticatedUserAccountClosed", "authenticatedUserAccountSuspended", "notFound"),
)

ERRORS = (
    *(Row(Next.CONTENT, code=reason) for reason in CONTENT_REASONS),
    *(Row(Next.HUMAN, code=reason) for reason in ACCOUNT_REASONS),
    *(Row(Next.AUTH, code=reason) for reason in LOGIN_REASONS),
    Row(Next.RETRY, code="uploadLimitExceeded", after_s=DAY_S),  # the channel's own limit, not the project's
    Row(Next.RETRY, code="quotaExceeded", after_s=QUOTA_PAUSE_S),
    Row(Next.RETRY, code="dailyLimitExceeded", after_s=QUOTA_PAUSE_S),
    Row(Next.RETRY, code="rateLimitExceeded", after_s=60),
    Row(Next.RETRY, code="userRateLimitExceeded", after_s=60),
    Row(Next.UNSURE, code="alreadyExists", status=409),  # seen when a session is opened; passes
    Row(Next.UNSURE, code="requestedRangeNotSatisfiable"),  # ask the session, then resume
    Row(Next.HUMAN, status=501),
)
"""By https://developers.google.com/youtube/v3/docs/core_errors (read 2026-11) and `INSERT` of `rules.py`."""

SESSION_GONE = frozenset({404, 410})
SESSION_STATES = SESSION_GONE | {308}
"""What a session that is not finished answers; 308 is no redirect here, it says that bytes are missing."""


def read_refusal(reply: Reply) -> Refusal | None:
    """The error in a reply, by its first reason; newer errors have a status word instead of reasons."""
    if reply.status < 300:
        return None
    error = reply.json().at("error")
    code = error.text("errors", 0, "reason") or error.text("status")
    return Refusal(reply.status, code, text=error.text("message"))


def video_body(rendition: Rendition) -> dict[str, Json]:
    """The video resource that opens an upload; what YouTube would choose by itself is always stated."""
    snippet: dict[str, Json] = {
        "title": rendition.title,
        "description": description(rendition),
        "categoryId": rendition.text_option("category", CATEGORY),
        "tags": rendition.options.get("tags", []),
    }
    status: dict[str, Json] = {
        "privacyStatus": rendition.text_option("privacy", PUBLIC),
        "selfDeclaredMadeForKids": rendition.flag("made_for_kids"),
        "containsSyntheticMedia": rendition.flag("synthetic"),
    }
    return {"snippet": snippet, "status": status}


def slug(delivery: Delivery) -> str:
    """The file's name on YouTube, which its owner can read back: unique to the delivery and to its bytes."""
    return f"{delivery.marker}-{delivery.files[0].digest[:8]}.mp4"


def session_address(reply: Reply) -> Answer:
    """The address of the upload session, which is itself the permission to write to it."""
    address = reply.headers.get("location", "")
    if not address:
        raise Retryable(msg("network.unreadable", place="Location"))
    return Answer({"session": Secret(address)})


def progress(reply: Reply) -> Answer:
    """How far a session got.

    `id` of the video when it is finished; `gone` when the session no longer exists; else `received`, the
    number of bytes that have arrived.
    """
    if reply.status == 308:
        last = re.fullmatch(r"bytes=0-(\d+)", reply.headers.get("range", ""))
        return Answer({"received": int(last[1]) + 1 if last else 0})
    if reply.status in SESSION_GONE:
        return Answer({"gone": True})
    return Answer({"id": reply.json().required("id")})


def finished(reply: Reply) -> Answer:
    """The id of the video that the last byte made.

    Raises: Retryable with `may_have_acted`, when the session misses bytes or is gone.
    """
    answer = progress(reply)
    if not answer.text("id"):
        problem = msg("network.failed", reason="upload", detail=f"HTTP {reply.status}")
        raise Retryable(problem, retry_after_s=retry_after_s(reply), may_have_acted=True)
    return answer


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
    return found == (delivery.rendition.title, description(delivery.rendition))


def processed(reply: Reply) -> Answer | Wait:
    """The privacy of a processed video.

    Raises: InvalidContent, when the file could not be processed; NeedsHuman, when YouTube did not want it.
    """
    video = reply.json().at("items", 0)
    status = video.text("status", "uploadStatus")
    processing = video.text("processingDetails", "processingStatus")
    failure = video.text("processingDetails", "processingFailureReason")
    if status == "processed":
        return Answer({"privacy": video.text("status", "privacyStatus")})
    if status == "failed":
        detail = video.text("status", "failureReason") or failure
        raise InvalidContent(msg("network.failed", reason=status, detail=detail))
    if status in ("rejected", "deleted"):
        detail = video.text("status", "rejectionReason")
        raise NeedsHuman(msg("network.failed", reason=status, detail=detail))
    if processing in ("failed", "terminated"):
        raise NeedsHuman(msg("network.failed", reason=processing, detail=failure))
    return Wait()


# What is sent, and in which order.


def whose(_account: Account) -> Call:
    """Ask for the id of the channel that the token acts for; "" when the login has no channel."""
    request = Request("GET", f"{API}/channels", {"part": "id", "mine": "true"})
    return Call(
        "token owner read",
        Role.READ,
        request,
        lambda reply: Answer({"id": reply.json().text("items", 0, "id")}),
    )


def open_session(delivery: Delivery) -> Call:
    """Open an upload session; without its last byte it makes no video."""
    rendition, file = delivery.rendition, delivery.files[0]
    query = {
        "uploadType": "resumable",
        "part": "snippet,status",
        "notifySubscribers": "true" if rendition.flag("notify", True) else "false",
    }
    headers = {
        "X-Upload-Content-Length": str(file.size_bytes),
        "X-Upload-Content-Type": file.content_type,
        "Slug": slug(delivery),
    }
    request = Request("POST", UPLOAD, query, headers, JsonBody(video_body(rendition)))
    return Call("session opened", Role.PREPARE, request, session_address)


def session_question(delivery: Delivery, session: Secret) -> Request:
    """What asks a session how far it got: a PUT without a body."""
    headers = {"Content-Length": "0", "Content-Range": f"bytes */{delivery.files[0].size_bytes}"}
    return Request("PUT", session, headers=headers)


def read_progress(delivery: Delivery, session: Secret) -> Call:
    """Ask the session how far it got."""
    question = session_question(delivery, session)
    return Call("session progress read", Role.READ, question, progress, accepts=SESSION_STATES)


def missing_bytes(delivery: Delivery, session: Secret, received: int) -> Request:
    """The rest of the file, from its first byte that has not arrived."""
    file = delivery.files[0]
    size = file.size_bytes
    headers = {"Content-Type": file.content_type, "Content-Range": f"bytes {received}-{size - 1}/{size}"}
    return Request("PUT", session, headers=headers, body=FileBody(file, Span(received, size - received)))


def upload_video(delivery: Delivery, session: Secret, state: Answer) -> Call:
    """Send what the session misses: with the last byte there is a video.

    When nothing is missing the session is only asked again: it repeats its final answer.
    """
    received = state.number("received")
    is_complete = bool(state.text("id")) or received == delivery.files[0].size_bytes
    request = (
        session_question(delivery, session) if is_complete else missing_bytes(delivery, session, received)
    )
    settle = Settle(partial(find_video, delivery, session), QUIET_S)
    return Call("video uploaded", Role.PUBLISH, request, finished, settle, accepts=SESSION_STATES)


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


def await_processing(video_id: str) -> Call:
    """Poll the video until it can be watched."""
    request = Request("GET", f"{API}/videos", {"part": "status,processingDetails", "id": video_id})
    return Call("video processed", Role.READ, request, processed)


async def find_video(delivery: Delivery, session: Secret, intent: Intent, send: Send) -> Settled:
    """Ask the session; unless it is finished, look through the channel's uploads too.

    An unfinished session proves nothing by itself: it may be a new one, opened because the address of the
    first one could not be read any more.
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
            return Unknowable(f"one upload named {slug(delivery)}; found: {', '.join(found)}")


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


async def publish(delivery: Delivery, send: Send) -> Receipt:
    """Upload the delivery's video to the channel, and wait until it can be watched."""
    session = (await send(open_session(delivery))).secret("session")
    # Asked whenever the flow runs, so that an interrupted upload goes on where it stopped.
    state = await send(read_progress(delivery, session))
    video_id = (await send(upload_video(delivery, session, state))).text("id")
    privacy = (await send(await_processing(video_id))).text("privacy")
    visibility = VISIBILITIES.get(privacy, Visibility.ACCEPTED)
    return Receipt(video_id, f"https://www.youtube.com/shorts/{video_id}", visibility)


PLATFORM = Platform(
    name="youtube",
    hosts=frozenset({HOST}),
    scopes=SCOPES,
    rules=RULES,
    errors=ERRORS,
    read_refusal=read_refusal,
    whose=whose,
    publish=publish,
    facts=FACTS,
    labels=LABELS,
)
