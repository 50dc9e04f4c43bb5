"""What became of an upload or a post, by its `publish_id`: the one thing that is asked after a crash."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Call, Receipt, Role, Visibility, Wait
from aromatiza.core.errors import InDoubt
from aromatiza.core.messages import msg
from aromatiza.core.refusals import Refusal, error_for
from aromatiza.core.rendition import Rendition
from aromatiza.platforms.tiktok.api import ANY_STATUS, asked, date_s
from aromatiza.platforms.tiktok.choices import is_direct
from aromatiza.platforms.tiktok.errors import FAILURES, STATUS_ERRORS, read_refusal, trace_of
from aromatiza.platforms.tiktok.rules import PUBLIC_LEVEL

__all__ = [
    "FAILED",
    "UNKNOWN",
    "UPLOADING",
    "post_finished",
    "read_status",
    "read_upload_state",
    "receipt_for",
    "status_call",
]

UPLOADING = "PROCESSING_UPLOAD"
"""The status of an upload that has not all its bytes, and of one that has them for a moment only."""

FAILED = "FAILED"
"""The status of a post that is none: nothing of it is public."""

UNKNOWN = ""
"""Our own: the status of an upload of which TikTok says nothing."""

NOT_SEEN = "invalid_publish_id"

VERDICT_S = 2 * 24 * 60 * 60
"""How long TikTok may take over a post before a person looks; our own choice: it speaks of hours at most."""


def status_call(
    name: str, publish_id: str, read: Callable[[Reply], Answer | Wait], role: Role = Role.READ
) -> Call:
    """Ask what became of an upload or a post; the reader judges refusals, too."""
    return Call(name, role, asked("status/fetch/", {"publish_id": publish_id}), read, accepts=ANY_STATUS)


def read_upload_state(reply: Reply) -> Answer:
    """How far an upload has come, and when TikTok said so; UNKNOWN when it knows none by that id.

    Raises: what STATUS_ERRORS says of every other refusal.
    """
    refusal = read_refusal(reply)
    if refusal is not None and refusal.code == NOT_SEEN:
        return Answer({"status": UNKNOWN, "uploaded_bytes": 0, "at_s": date_s(reply)})
    if refusal is not None:
        raise error_for(refusal, STATUS_ERRORS, reply)
    data = reply.json().at("data")
    stored = data.text("uploaded_bytes")
    count = int(stored) if stored.isdecimal() else 0
    return Answer({"status": data.required("status"), "uploaded_bytes": count, "at_s": date_s(reply)})


def post_finished(rendition: Rendition, submitted: Answer) -> Call:
    """Wait for the end of what was submitted."""
    read = partial(read_status, not is_direct(rendition), submitted)
    return status_call("post finished", submitted.text("publish_id"), read)


def read_status(is_draft: bool, submitted: Answer, reply: Reply) -> Answer | Wait:
    """The end of a post; a status that nobody knows is not the end.

    Raises: what FAILURES says, when it failed: nothing is public; what STATUS_ERRORS says of a refusal, which
    says nothing of the post; InDoubt, when there is no verdict after `VERDICT_S`.
    """
    refusal = read_refusal(reply)
    if refusal is not None:
        if refusal.code == NOT_SEEN:
            insist_on_time(submitted, refusal.code, reply)
        raise error_for(refusal, STATUS_ERRORS, reply)
    data = reply.json().at("data")
    status = data.text("status")
    if status == FAILED:
        failure = Refusal(reply.status, data.text("fail_reason"), text=status, trace=trace_of(reply))
        raise error_for(failure, FAILURES, reply)
    if status == "PUBLISH_COMPLETE":
        post_id = data.text("publicaly_available_post_id", 0)  # the misspelling is TikTok's own
        return Answer({"status": status, "post_id": post_id})
    if status == "SEND_TO_USER_INBOX" and is_draft:
        return Answer({"status": status})
    insist_on_time(submitted, status or "-", reply)
    return Wait()


def insist_on_time(submitted: Answer, status: str, reply: Reply) -> None:
    """Raise InDoubt when TikTok has had a post for longer than `VERDICT_S`, by its own clock."""
    since_s = submitted.number("at_s")
    if since_s and date_s(reply) - since_s > VERDICT_S:
        hours = VERDICT_S // 3600
        raise InDoubt(msg("tiktok.no_verdict", id=submitted.text("publish_id"), hours=hours, status=status))


def receipt_for(rendition: Rendition, publish_id: str, end: Answer) -> Receipt:
    """The proof of a post. Only a public one has an id of its own, given after TikTok's moderation."""
    post_id, username = end.text("post_id"), rendition.text_option("username")
    if end.text("status") == "SEND_TO_USER_INBOX":
        return Receipt(publish_id, "", Visibility.INBOX)
    if is_direct(rendition) and rendition.text_option("privacy_level") != PUBLIC_LEVEL:
        return Receipt(post_id or publish_id, "", Visibility.PRIVATE)
    url = f"https://www.tiktok.com/@{username}/{rendition.kind}/{post_id}" if post_id and username else ""
    return Receipt(post_id or publish_id, url, Visibility.PUBLIC if post_id else Visibility.ACCEPTED)
