"""Facebook: a video becomes a Reel of the Page, photos become one post of the Page.

A Reel's id is known before anything is public, and photos are uploaded unpublished first; only `finish` and
the feed post publish. What became of either when its answer is lost is read from the video's status or from
the Page's posts, never guessed: a new upload after an unresolved `finish` would post twice.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from urllib.parse import urljoin

from aromatiza.core.answers import Answer, Reply, Tree
from aromatiza.core.calls import (
    Absent,
    Auth,
    Call,
    Delivery,
    FileBody,
    FormBody,
    Found,
    Intent,
    NotYet,
    Receipt,
    Request,
    Role,
    Send,
    Settle,
    Settled,
    Unknowable,
    Visibility,
    Wait,
    whole,
)
from aromatiza.core.errors import Retryable
from aromatiza.core.messages import msg
from aromatiza.core.platform import Platform, Scope
from aromatiza.core.post import Account, MediaKind
from aromatiza.core.refusals import Next, Refusal, Row, error_for
from aromatiza.core.secret import Secret
from aromatiza.platforms._graph import (
    GENERAL_ERRORS,
    GRAPH,
    HOST,
    LostPost,
    by_code,
    matching_ids,
    read_id,
    read_refusal,
    since_of,
)
from aromatiza.platforms.facebook.rules import FACTS, RULES

__all__ = ["PLATFORM"]

UPLOAD_HOST = "rupload.facebook.com"
SITE = "https://www.facebook.com/"

FINISH_QUIET_S = 600
"""How long a finished upload may look untouched before it is believed to be so; our own, generous choice."""

POST_QUIET_S = 60
"""How long a new post may be missing from the Page's list; our own, generous choice."""

SCOPES = (
    Scope(
        "pages_show_list",
        obtained="which Pages the person who connects the account manages",
        use="to find the brand's own Page when the account is connected",
        stored="nothing",
    ),
    Scope(
        "pages_read_engagement",
        obtained="the Page's id, its Reels' status and its own posts",
        use="to check whose token is used, and whether a post is public",
        stored="the id and the address of a published post",
    ),
    Scope(
        "pages_manage_posts",
        obtained="the id of what was created",
        use="to publish the brand's own Reels and photos on its own Page",
        stored="the id of what was created",
    ),
)

ERRORS: tuple[Row, ...] = (
    # aspect, resolution, duration, frame rate, photo file, link
    *by_code(Next.CONTENT, "1363040", "1363127", "1363128", "1363129", "1366046", "1609005", "1609008"),
    # no image, video too small
    *by_code(Next.CONTENT, "324", "382"),
    # Page authorisation, community standards, flagged, too fast, identity to confirm
    *by_code(Next.HUMAN, "1404078", "1404102", "1346003", "1390008", "4854002"),
    # "same as the previous post" and "photos already posted": perhaps the first attempt went live
    *by_code(Next.UNSURE, "506", "1366051"),
    # the file is not there yet, or its upload broke
    *by_code(Next.UNSURE, "6000", "6001"),
    # the photo's address could not be fetched
    Row(Next.RETRY, code="389"),
    # the upload host answers so: a new upload starts clean
    *by_code(Next.FROM_START, "OffsetInvalidError", "PartialRequestError", "ProcessingFailedError"),
    *GENERAL_ERRORS,
)
"""Sources: `REELS`, `VIDEOS`, `PHOTOS` and `POSTIZ` of `rules.py` (read 2026-11)."""


class Stage(StrEnum):
    """How far a Reel is, from the phases of its status."""

    UPLOADING = "uploading"
    UPLOADED = "uploaded"
    UNDERWAY = "underway"
    PUBLISHED = "published"
    LOST = "lost"
    """The upload itself failed or expired."""
    FAILED = "failed"


def stage_of(status: Tree) -> Stage:
    """Read a status; the network spells `complete` in two ways, and tells errors in three places.

    Source: https://developers.facebook.com/documentation/video-api/guides/reels-publishing (read 2026-11).
    """
    video = status.text("video_status")
    upload, processing, publishing = (
        status.text(phase, "status") for phase in ("uploading_phase", "processing_phase", "publishing_phase")
    )
    outcome = status.text("publishing_phase", "publish_status")
    if outcome == "published":
        return Stage.PUBLISHED
    if video in ("upload_failed", "expired") or upload == "error":
        return Stage.LOST
    copyright_check = status.text("copyright_check_status", "status")
    if "error" in (video, processing, publishing, outcome, copyright_check) or fault_in(status).text:
        return Stage.FAILED
    if (
        video == "processing"
        or processing == "in_progress"
        or publishing.startswith(("in_progress", "complete"))
    ):
        return Stage.UNDERWAY
    if video in ("upload_complete", "ready") or upload.startswith("complete"):
        return Stage.UPLOADED
    return Stage.UPLOADING


def fault_in(status: Tree) -> Refusal:
    """What went wrong while the video was processed; its `text` is empty when nothing did."""
    phase = status.at("processing_phase")
    first = phase.at("errors", 0)
    return Refusal(
        status=200,
        code=first.text("code") or phase.text("error", "code") or status.text("video_status"),
        text=first.text("message") or phase.text("error", "message"),
    )


def status_in(reply: Reply) -> Tree:
    """The status of a Reel. Raises: Retryable, when the reply has none."""
    reply.json().required("status", "video_status")
    return reply.json().at("status")


def read_acknowledged(reply: Reply) -> Answer:
    """An acknowledgement says only that the request arrived; the Reel's status says what came of it."""
    if "success" not in reply.json().fields():
        raise Retryable(msg("network.unreadable", place="success"), may_have_acted=True)
    return Answer()


def read_uploaded(reply: Reply) -> Answer | Wait:
    """Wait until the file has arrived whole; processing may begin only after `finish`."""
    status = status_in(reply)
    match stage_of(status):
        case Stage.UPLOADING:
            return Wait()
        case Stage.LOST:
            raise Retryable(msg("network.expired", what="upload"), from_start=True)
        case Stage.FAILED:
            raise error_for(fault_in(status), ERRORS, reply)
        case _:
            return Answer()


def read_live(reply: Reply) -> Answer | Wait:
    """Wait until the Reel is public."""
    status = status_in(reply)
    match stage_of(status):
        case Stage.PUBLISHED:
            return Answer({"permalink": reply.json().text("permalink_url")})
        case Stage.FAILED | Stage.LOST:
            raise error_for(fault_in(status), ERRORS, reply)
        case _:
            return Wait()


def read_stage(reply: Reply) -> Answer:
    """How far the Reel is, as a `Stage`."""
    return Answer({"stage": str(stage_of(status_in(reply)))})


def read_started(reply: Reply) -> Answer:
    """The id that the Reel will have, and where its file goes."""
    started = reply.json()
    address = Secret(started.required("upload_url"))
    return Answer({"id": started.required("video_id"), "upload_url": address})


def finish_fields(delivery: Delivery, video: str) -> dict[str, str]:
    """The fields of the request that makes a Reel public."""
    rendition = delivery.rendition
    fields = {"upload_phase": "finish", "video_id": video, "video_state": "PUBLISHED"}
    title = {"title": rendition.title} if rendition.title else {}
    return fields | {"description": rendition.text} | title


def post_fields(delivery: Delivery, photos: Sequence[str]) -> dict[str, str]:
    """The fields of a feed post; as JSON the network would drop the photos silently."""
    fields = {"message": delivery.rendition.text}
    for n, photo in enumerate(photos):
        fields[f"attached_media[{n}]"] = json.dumps({"media_fbid": photo})
    return fields


def whose(account: Account) -> Call:
    """Ask which Page the token is for."""
    return Call("token owner read", Role.READ, Request("GET", f"{GRAPH}/me", {"fields": "id"}), read_id)


def reel_started(page: str) -> Call:
    """Open an upload: the Reel's id is known from here on."""
    request = Request("POST", f"{GRAPH}/{page}/video_reels", body=FormBody({"upload_phase": "start"}))
    return Call("reel started", Role.PREPARE, request, read_started)


def video_sent(delivery: Delivery, address: Secret) -> Call:
    """Send the file, to the address that `start` gave; the wire takes the token to Facebook's hosts only."""
    file = delivery.files[0]
    request = Request(
        "POST",
        address,
        headers={
            "offset": "0",
            "file_size": str(file.size_bytes),
            "Content-Type": "application/octet-stream",
        },
        body=FileBody(file, whole(file)),
        auth=Auth.OAUTH,
    )
    return Call("video sent", Role.PREPARE, request, read_acknowledged)


def video_arrived(video: str) -> Call:
    """Wait for the upload; kept, so that after a lost `finish` only its settling judges the status."""
    return Call("video arrived", Role.PREPARE, state_request(video), read_uploaded, waits_s=(5,))


def reel_finished(delivery: Delivery, video: str) -> Call:
    """Publish the Reel."""
    page = delivery.account.remote_id
    body = FormBody(finish_fields(delivery, video))
    return Call(
        "reel finished",
        Role.PUBLISH,
        Request("POST", f"{GRAPH}/{page}/video_reels", body=body),
        read_acknowledged,
        settle=Settle(partial(settle_reel, delivery, video), FINISH_QUIET_S),
    )


def reel_live(video: str) -> Call:
    """Wait until the Reel is public: `finish` was only an acknowledgement."""
    return Call("reel live", Role.READ, state_request(video), read_live, waits_s=(10, 20, 30, 60))


def reel_stage(video: str) -> Call:
    """Read how far a Reel is."""
    return Call("reel stage read", Role.READ, state_request(video), read_stage)


def state_request(video: str) -> Request:
    """Ask for a Reel's status and address."""
    return Request("GET", f"{GRAPH}/{video}", {"fields": "status,permalink_url"})


async def settle_reel(delivery: Delivery, video: str, intent: Intent, send: Send) -> Settled:
    """Find out whether a `finish` without an answer took effect."""
    stage = (await send(reel_stage(video))).text("stage")
    if stage == Stage.PUBLISHED:
        return Found(Answer())
    if stage in (Stage.UPLOADING, Stage.UNDERWAY):
        return NotYet(60)
    if stage in (Stage.LOST, Stage.FAILED):
        return Unknowable(f"the status of reel {video}, which says {stage}")
    url = f"{GRAPH}/{delivery.account.remote_id}/video_reels"
    lost = LostPost(url, "description", "updated_time", delivery.rendition.text, since_of(intent))
    ids = await matching_ids(lost, send)
    if video in ids:
        return Found(Answer())
    return Unknowable(f"reel {video}; reels with its text: {', '.join(ids)}") if ids else Absent()


def photo_uploaded(delivery: Delivery, n: int) -> Call:
    """Have the network fetch one photo, unpublished; it forgets it after a day."""
    file = delivery.files[n]
    fields = {"url": file.url, "published": "false"}
    if file.alt:
        fields["alt_text_custom"] = file.alt
    request = Request("POST", f"{GRAPH}/{delivery.account.remote_id}/photos", body=FormBody(fields))
    return Call(f"photo {n + 1} uploaded", Role.PREPARE, request, read_id)


def post_created(delivery: Delivery, photos: Sequence[str]) -> Call:
    """Publish the photos as one post."""
    body = FormBody(post_fields(delivery, photos))
    return Call(
        "post created",
        Role.PUBLISH,
        Request("POST", f"{GRAPH}/{delivery.account.remote_id}/feed", body=body),
        read_id,
        settle=Settle(partial(settle_post, delivery), POST_QUIET_S),
    )


async def settle_post(delivery: Delivery, intent: Intent, send: Send) -> Settled:
    """Find out whether a feed post without an answer exists."""
    url = f"{GRAPH}/{delivery.account.remote_id}/published_posts"
    lost = LostPost(url, "message", "created_time", delivery.rendition.text, since_of(intent))
    match await matching_ids(lost, send):
        case ():
            return Absent()
        case (post,):
            return Found(Answer({"id": post}))
        case posts:
            return Unknowable(f"posts with its text: {', '.join(posts)}")


async def publish_reel(delivery: Delivery, send: Send) -> Receipt:
    """Publish a video as a Reel and wait until it is public."""
    started = await send(reel_started(delivery.account.remote_id))
    video = started.text("id")
    await send(video_sent(delivery, started.secret("upload_url")))
    await send(video_arrived(video))
    await send(reel_finished(delivery, video))
    live = await send(reel_live(video))
    return Receipt(video, urljoin(SITE, live.text("permalink") or f"/reel/{video}"), Visibility.PUBLIC)


async def publish_photos(delivery: Delivery, send: Send) -> Receipt:
    """Publish photos as one post, in their order."""
    photos = [(await send(photo_uploaded(delivery, n))).text("id") for n in range(len(delivery.files))]
    post = (await send(post_created(delivery, photos))).text("id")
    return Receipt(post, urljoin(SITE, post), Visibility.PUBLIC)


async def publish(delivery: Delivery, send: Send) -> Receipt:
    """Publish a Reel or a photo post, whatever the rendition is."""
    if delivery.rendition.kind is MediaKind.VIDEO:
        return await publish_reel(delivery, send)
    return await publish_photos(delivery, send)


PLATFORM = Platform(
    name="facebook",
    hosts=frozenset({HOST, UPLOAD_HOST}),
    scopes=SCOPES,
    rules=RULES,
    errors=ERRORS,
    read_refusal=read_refusal,
    whose=whose,
    publish=publish,
    facts=FACTS,
)
