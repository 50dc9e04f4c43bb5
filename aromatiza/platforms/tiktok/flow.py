"""TikTok: a video or photos to the brand's own account, by the Content Posting API.

A video is uploaded from disk. Opening an upload is harmless however often it is done; its last chunk is the
point of no return, and the `publish_id` that was kept before it tells afterwards what became of it. Photos
are fetched by TikTok from their own addresses: that single call is the point of no return and gives the id,
so that a lost answer can be looked up nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from email.utils import mktime_tz, parsedate_tz
from functools import partial

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Absent,
    Auth,
    Call,
    Delivery,
    FileBody,
    Found,
    Intent,
    JsonBody,
    NotYet,
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
from aromatiza.core.errors import InvalidContent, Retryable
from aromatiza.core.messages import msg
from aromatiza.core.platform import Platform, Scope
from aromatiza.core.post import Account, Json, MediaKind
from aromatiza.core.refusals import Next, Refusal, Row, error_for
from aromatiza.core.rendition import File, Rendition
from aromatiza.core.secret import Secret
from aromatiza.platforms.tiktok.rules import (
    DIRECT,
    FACTS,
    INBOX,
    LABELS,
    PRIVATE_LEVEL,
    PUBLIC_LEVEL,
    RULES,
    UPLOAD_LIFE_S,
    VERSION,
    levels_of_app,
)

__all__ = ["PLATFORM", "chunk_bytes_for", "chunk_spans"]

API = f"https://open.tiktokapis.com/{VERSION}"
PUBLISH = f"{API}/post/publish"
HOSTS = frozenset({"open.tiktokapis.com", "open-upload.tiktokapis.com", "upload.us.tiktokapis.com"})

# Sources have the names that they have in `rules.py`, where their addresses and days stand.
# Source of the upload hosts, too: TRANSFER. Its sample counts decimal megabytes.
SINGLE_CHUNK_BYTES = 64_000_000
CHUNK_BYTES = 10_000_000
# A quarter of an hour more than an upload lives is our own margin.
UPLOAD_OVER_S = UPLOAD_LIFE_S + 15 * 60
QUIET_S = 60.0
# Source: TRANSFER; some clients meet 200, too. Stuck: expired, gone, or another range expected.
UPLOAD_COMPLETE = frozenset({200, 201})
UPLOAD_STUCK = frozenset({403, 404, 416})
DAY_S = 24 * 60 * 60.0

SCOPES = (
    Scope("user.info.basic", "the account's open_id", "to check whose token is used", "nothing"),
    Scope("video.upload", "the state of an upload", "to send drafts to the account's inbox", "publish id"),
    Scope("video.publish", "the visibilities open to the account", "to publish on its profile", "post id"),
)


def is_direct(rendition: Rendition) -> bool:
    """Whether the post goes to the profile by itself, not to the inbox where a person finishes it."""
    return rendition.text_option("mode") == DIRECT


def rows(then: Next, *codes: str, after_s: float | None = None) -> tuple[Row, ...]:
    """Lines of an error table for codes that mean the same."""
    return tuple(Row(then, code, after_s=after_s) for code in codes)


# Source: DIRECT_POST, PHOTO_POST, CREATOR_INFO, and
# https://developers.tiktok.com/doc/tiktok-api-v2-error-handling (read 2026-11-22).
# None says "from the start": refusals are read after the point of no return, too.
ERRORS = (
    *rows(Next.AUTH, "access_token_invalid", "scope_not_authorized", "scope_permission_missed"),
    *rows(Next.AUTH, "token_not_authorized_for_specified_publish_id"),
    *rows(Next.CONTENT, "privacy_level_option_mismatch", "invalid_file_upload"),
    *rows(Next.HUMAN, "invalid_param", "invalid_params", "url_ownership_unverified"),
    *rows(Next.HUMAN, "app_version_check_failed", "unaudited_client_can_only_post_to_private_accounts"),
    *rows(Next.HUMAN, "spam_risk_user_banned_from_posting"),
    *rows(Next.RETRY, "spam_risk_too_many_posts", "spam_risk_too_many_pending_share", after_s=DAY_S),
    *rows(Next.RETRY, "reached_active_user_cap", after_s=DAY_S),
    *rows(Next.RETRY, "rate_limit_exceeded", after_s=60),
    *rows(Next.UNSURE, "internal_error", "invalid_publish_id"),
)

# Why a post FAILED. Source: STATUS.
FAILURES = (
    *rows(Next.FROM_START, "internal", "video_pull_failed", "photo_pull_failed"),
    *rows(Next.FROM_START, "spam_risk_too_many_posts", after_s=DAY_S),
    *rows(Next.CONTENT, "file_format_check_failed", "duration_check_failed", "frame_rate_check_failed"),
    *rows(Next.CONTENT, "picture_size_check_failed", "spam_risk_text"),
    *rows(Next.HUMAN, "publish_cancelled", "spam_risk_user_banned_from_posting", "spam_risk"),
    *rows(Next.AUTH, "auth_removed"),
)


def read_refusal(reply: Reply) -> Refusal | None:
    """The error in an answer: its own code decides, for some refusals come with HTTP 200."""
    error = reply.json().at("error")
    code = error.text("code").removeprefix("ok")
    if reply.status < 300 and not code:
        return None
    return Refusal(reply.status, code, text=error.text("message"), trace=error.text("log_id"))


def levels_for(rendition: Rendition) -> tuple[str, ...]:
    """The visibilities open to a direct post: an unaudited app has one, and paid partnerships lack it.

    Source: GUIDELINES. A visibility that TikTok must refuse counts as a violation.
    """
    levels = levels_of_app(rendition.flag("audited"))
    barred = PRIVATE_LEVEL if rendition.flag("paid_partnership") else ""
    return tuple(level for level in levels if level != barred)


def require_option(rendition: Rendition, option: str, accepted: tuple[str, ...]) -> None:
    """Raises: InvalidContent, when an option is none of the accepted texts."""
    found = rendition.text_option(option)
    if found not in accepted:
        listed = ", ".join(accepted) or "-"
        raise InvalidContent(msg("network.option", option=option, found=found or "-", accepted=listed))


def chunk_bytes_for(size_bytes: int) -> int:
    """The chunk size to declare for a file: the whole of it up to 64 MB."""
    return size_bytes if size_bytes <= SINGLE_CHUNK_BYTES else CHUNK_BYTES


def chunk_spans(size_bytes: int, chunk_bytes: int) -> tuple[Span, ...]:
    """Cut a file into upload chunks: in order, no gap, no overlap.

    Returns: as many spans as whole chunks fit; the remainder joins the last (TRANSFER).
    """
    last = (size_bytes // chunk_bytes - 1) * chunk_bytes
    return (*(Span(at, chunk_bytes) for at in range(0, last, chunk_bytes)), Span(last, size_bytes - last))


def choices(rendition: Rendition) -> dict[str, Json]:
    """What every direct post says of itself; what a person did not turn on is off."""
    return {
        "privacy_level": rendition.text_option("privacy_level"),
        "disable_comment": not rendition.flag("comments"),
        "brand_content_toggle": rendition.flag("paid_partnership"),
        "brand_organic_toggle": rendition.flag("own_brand", default=True),
    }


def video_body(rendition: Rendition, size_bytes: int) -> dict[str, Json]:
    """What opens an upload. A draft carries its bytes and nothing else: TikTok takes no more."""
    chunk_bytes = chunk_bytes_for(size_bytes)
    source: dict[str, Json] = {
        "source": "FILE_UPLOAD",
        "video_size": size_bytes,
        "chunk_size": chunk_bytes,
        "total_chunk_count": len(chunk_spans(size_bytes, chunk_bytes)),
    }
    if not is_direct(rendition):
        return {"source_info": source}
    post: dict[str, Json] = {
        **choices(rendition),
        "title": rendition.text,
        "disable_duet": not rendition.flag("duets"),
        "disable_stitch": not rendition.flag("stitches"),
        "is_aigc": rendition.flag("ai_generated"),
    }
    cover_at = rendition.number("cover_at")
    if cover_at is not None:
        post["video_cover_timestamp_ms"] = round(cover_at * 1000)
    return {"post_info": post, "source_info": source}


def photo_body(rendition: Rendition, files: tuple[File, ...]) -> dict[str, Json]:
    """What begins a photo post: TikTok fetches the files from their own addresses."""
    post: dict[str, Json] = {"title": rendition.title, "description": rendition.text}
    body: dict[str, Json] = {
        "media_type": "PHOTO",
        "post_mode": "DIRECT_POST" if is_direct(rendition) else "MEDIA_UPLOAD",
        "post_info": post,
        "source_info": {
            "source": "PULL_FROM_URL",
            "photo_images": [file.url for file in files],
            "photo_cover_index": 0,
        },
    }
    if is_direct(rendition):
        post.update(choices(rendition))
        body["is_aigc"] = rendition.flag("ai_generated")
    return body


def date_s(reply: Reply) -> int:
    """When the network says that it answered, in Unix seconds (RFC 9110, 6.6.1); 0 when it does not."""
    date = parsedate_tz(reply.headers.get("date", ""))
    return mktime_tz(date) if date else 0


def read_opened(reply: Reply) -> Answer:
    """The upload's id, its address, which is a permission in itself, and since when it counts."""
    data = reply.json().at("data")
    address = Secret(data.required("upload_url"))
    return Answer({"publish_id": data.required("publish_id"), "address": address, "at_s": date_s(reply)})


def read_upload_state(reply: Reply) -> Answer:
    """How far an upload has come, and when TikTok said so."""
    data = reply.json().at("data")
    size = int(data.number("uploaded_bytes") or 0)
    return Answer({"status": data.required("status"), "uploaded_bytes": size, "at_s": date_s(reply)})


def read_status(is_draft: bool, reply: Reply) -> Answer | Wait:
    """The end of a post; an unknown status is not the end. Raises: what FAILURES says; nothing is public."""
    data = reply.json().at("data")
    status = data.text("status")
    if status == "FAILED":
        raise error_for(Refusal(reply.status, data.text("fail_reason"), text=status), FAILURES, reply)
    if status == "PUBLISH_COMPLETE":
        post_id = data.text("publicaly_available_post_id", 0)  # the misspelling is TikTok's own
        return Answer({"status": status, "post_id": post_id})
    if status == "SEND_TO_USER_INBOX" and is_draft:
        return Answer({"status": status})
    return Wait()


def outcome(opened: Answer, state: Answer, size_bytes: int) -> Settled:
    """What became of a last chunk whose answer was lost; the times are TikTok's.

    To an upload that lives, at a known address, the chunk may be sent again. Once over, it may be replaced.
    """
    if state.text("status") != "PROCESSING_UPLOAD" or state.number("uploaded_bytes") >= size_bytes:
        return Found(Answer({"publish_id": opened.text("publish_id")}))
    opened_s, at_s = opened.number("at_s"), state.number("at_s")
    is_dated = opened_s > 0 and at_s > 0
    if opened.has_lost_secret and not is_dated:
        return Unknowable(f"the age of upload {opened.text('publish_id')}, whose address is lost")
    age_s = at_s - opened_s if is_dated else 0
    if age_s < UPLOAD_LIFE_S and not opened.has_lost_secret:
        return Absent()
    return NotYet(UPLOAD_OVER_S - age_s) if age_s < UPLOAD_OVER_S else Absent(from_start=True)


def receipt_for(rendition: Rendition, publish_id: str, end: Answer) -> Receipt:
    """The proof of a post. Only a public one has an id of its own, given after TikTok's moderation."""
    post_id, username = end.text("post_id"), rendition.text_option("username")
    if end.text("status") == "SEND_TO_USER_INBOX":
        return Receipt(publish_id, "", Visibility.INBOX)
    if is_direct(rendition) and rendition.text_option("privacy_level") != PUBLIC_LEVEL:
        return Receipt(post_id or publish_id, "", Visibility.PRIVATE)
    url = f"https://www.tiktok.com/@{username}/{rendition.kind}/{post_id}" if post_id and username else ""
    return Receipt(post_id or publish_id, url, Visibility.PUBLIC if post_id else Visibility.ACCEPTED)


def whose(account: Account) -> Call:
    """Ask whose token is used."""

    def read(reply: Reply) -> Answer:
        return Answer({"id": reply.json().required("data", "user", "open_id")})

    request = Request("GET", f"{API}/user/info/", query={"fields": "open_id"})
    return Call("token owner read", Role.READ, request, read)


def posting_allowed(rendition: Rendition) -> Call:
    """Ask whether the account may post so now; the yes is kept, so that no run that resumes is told no."""

    def read(reply: Reply) -> Answer:
        levels = reply.json().items("data", "privacy_level_options")
        require_option(rendition, "privacy_level", tuple(level.text() for level in levels))
        return Answer()

    headers = {"Content-Type": "application/json; charset=UTF-8"}
    request = Request("POST", f"{PUBLISH}/creator_info/query/", headers=headers)
    return Call("posting allowed", Role.PREPARE, request, read)


def upload_opened(rendition: Rendition, file: File) -> Call:
    """Open an upload; without its last byte it can never become a post."""
    path = "video/init/" if is_direct(rendition) else "inbox/video/init/"
    request = Request("POST", f"{PUBLISH}/{path}", body=JsonBody(video_body(rendition, file.size_bytes)))
    return Call("upload opened", Role.PREPARE, request, read_opened)


def chunk_request(opened: Answer, file: File, span: Span) -> Request:
    """Send a part of the file to the upload's address, which is the permission."""
    part = f"bytes {span.offset}-{span.offset + span.length - 1}/{file.size_bytes}"
    headers = {"Content-Type": file.content_type, "Content-Range": part}
    return Request("PUT", opened.secret("address"), {}, headers, FileBody(file, span), Auth.NONE)


def chunk_uploaded(number: int, request: Request) -> Call:
    """Send any chunk but the last. An upload that does not take it is given up: it can become no post."""

    def read(reply: Reply) -> Answer:
        if reply.status in UPLOAD_STUCK:
            raise Retryable(msg("network.expired", what="upload_url"), from_start=True)
        return Answer()

    return Call(f"chunk {number} uploaded", Role.PREPARE, request, read, accepts=UPLOAD_STUCK)


def video_submitted(opened: Answer, file: File, request: Request) -> Call:
    """Send the last chunk: when it has arrived, TikTok begins to post.

    Its answer repeats the id, for the status of the upload that was really finished. What says that it takes
    no more, or that a part is missing, is settled like what did not answer.
    """
    publish_id = opened.text("publish_id")

    def read(reply: Reply) -> Answer:
        if reply.status not in UPLOAD_COMPLETE:
            raise Retryable(msg("network.expired", what="upload_url"), may_have_acted=True)
        return Answer({"publish_id": publish_id})

    async def ask(_intent: Intent, send: Send) -> Settled:
        state = await send(status_call("upload state read", publish_id, read_upload_state))
        return outcome(opened, state, file.size_bytes)

    settle = Settle(ask, QUIET_S)
    return Call("video submitted", Role.PUBLISH, request, read, settle, accepts=UPLOAD_STUCK)


def photos_submitted(delivery: Delivery) -> Call:
    """Have TikTok fetch the photos and post them. No call finds a post again whose id was lost."""

    def read(reply: Reply) -> Answer:
        return Answer({"publish_id": reply.json().required("data", "publish_id")})

    async def ask(intent: Intent, _send: Send) -> Settled:
        return Unknowable(f"the publish_id of the photos sent at {intent.sent_at:%Y-%m-%d %H:%M} UTC")

    body = JsonBody(photo_body(delivery.rendition, delivery.files))
    request = Request("POST", f"{PUBLISH}/content/init/", body=body)
    return Call("photos submitted", Role.PUBLISH, request, read, Settle(ask, QUIET_S))


def status_call(name: str, publish_id: str, read: Callable[[Reply], Answer | Wait]) -> Call:
    """Ask what became of an upload or a post."""
    request = Request("POST", f"{PUBLISH}/status/fetch/", body=JsonBody({"publish_id": publish_id}))
    return Call(name, Role.READ, request, read)


async def submit_video(delivery: Delivery, send: Send) -> Answer:
    """Open an upload and fill it, chunk after chunk."""
    file = delivery.files[0]
    opened = await send(upload_opened(delivery.rendition, file))
    *spans, last = chunk_spans(file.size_bytes, chunk_bytes_for(file.size_bytes))
    for number, span in enumerate(spans, 1):
        await send(chunk_uploaded(number, chunk_request(opened, file, span)))
    return await send(video_submitted(opened, file, chunk_request(opened, file, last)))


async def publish(delivery: Delivery, send: Send) -> Receipt:
    """Submit a video or photos, as a draft or directly, and wait for the end."""
    rendition = delivery.rendition
    require_option(rendition, "mode", (INBOX, DIRECT))
    if is_direct(rendition):
        require_option(rendition, "privacy_level", levels_for(rendition))
        await send(posting_allowed(rendition))
    if rendition.kind is MediaKind.VIDEO:
        submitted = await submit_video(delivery, send)
    else:
        submitted = await send(photos_submitted(delivery))
    publish_id = submitted.text("publish_id")
    read = partial(read_status, not is_direct(rendition))
    end = await send(status_call("post finished", publish_id, read))
    return receipt_for(rendition, publish_id, end)


PLATFORM = Platform("tiktok", HOSTS, SCOPES, RULES, ERRORS, read_refusal, whose, publish, FACTS, LABELS)
