"""YouTube: one video becomes one upload to the account's channel, a Short by its shape alone.

Promise: one upload session makes at most one video, and a session that may have made one is never given up
before it, and the channel's own uploads, were asked. The session answers at any time how far it got, and
repeats its final answer; the file's name there (`Slug`) carries the delivery's marker. Only the last byte of
the file shows anything to the public.
Protocol: https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol (read 2026-11).
"""

from __future__ import annotations

from aromatiza.core.answers import Answer
from aromatiza.core.calls import Call, Delivery, Receipt, Request, Role, Send
from aromatiza.core.errors import NeedsHuman
from aromatiza.core.messages import Message, msg
from aromatiza.core.platform import Platform, Scope
from aromatiza.core.post import Account
from aromatiza.platforms.youtube.api import API, HOST, read_refusal
from aromatiza.platforms.youtube.errors import ERRORS
from aromatiza.platforms.youtube.facts import FACTS
from aromatiza.platforms.youtube.rules import LABELS, RULES, WINDOWS
from aromatiza.platforms.youtube.session import open_session
from aromatiza.platforms.youtube.thumbnail import PICTURES, refused_note, set_thumbnail, thumbnail_of
from aromatiza.platforms.youtube.upload import send_video
from aromatiza.platforms.youtube.watch import await_processing, privacy_note, visibility
from aromatiza.platforms.youtube.writing import WRITING

__all__ = ["PLATFORM"]

SCOPE = f"https://{HOST}/auth/"

SCOPES = (
    Scope(
        f"{SCOPE}youtube.upload",
        "the id of our own video",
        "to upload the video, and its thumbnail where the post has one",
        "the video's id",
    ),
    Scope(
        f"{SCOPE}youtube.readonly",
        "the channel's id; our video's state; id, title, description, file name and time of recent uploads",
        "to check whose token is used, to wait for processing, and to find an upload that got no answer",
        "the video's id and visibility",
    ),
)


def whose(_account: Account) -> Call:
    """Ask for the id of the channel that the token acts for; "" when the login has no channel."""
    request = Request("GET", f"{API}/channels", {"part": "id", "mine": "true"})
    return Call(
        "token owner read",
        Role.READ,
        request,
        lambda reply: Answer({"id": reply.json().text("items", 0, "id")}),
    )


def check_channel(delivery: Delivery, uploaded: Answer) -> None:
    """Raises: NeedsHuman, when the video went to another channel than the account's."""
    channel = uploaded.text("channel")
    if channel not in ("", delivery.account.remote_id):
        raise NeedsHuman(msg("youtube.other_channel", video=uploaded.text("id"), found=channel))


def both(*notes: Message | None) -> Message | None:
    """The notes as one; None when there is none."""
    found = [note for note in notes if note is not None]
    if len(found) == 2:
        return msg("youtube.notes", first=found[0], second=found[1])
    return found[0] if found else None


async def publish(delivery: Delivery, send: Send) -> Receipt:
    """Upload the delivery's video to the channel, wait until it can be watched, and set its thumbnail."""
    picture = thumbnail_of(delivery)
    session = (await send(open_session(delivery))).secret("session")
    uploaded = await send_video(delivery, session, send)
    check_channel(delivery, uploaded)
    video_id = uploaded.text("id")
    seen = await send(await_processing(video_id, is_awaiting_picture=picture is not None))
    shown = visibility(delivery, seen)
    refused = refused_note(await send(set_thumbnail(video_id, picture))) if picture else None
    note = both(privacy_note(delivery, seen), refused)
    return Receipt(video_id, f"https://www.youtube.com/shorts/{video_id}", shown, note)


PLATFORM = Platform(
    name="youtube",
    hosts=frozenset({HOST}),
    scopes=SCOPES,
    rules=RULES,
    errors=ERRORS,
    read_refusal=read_refusal,
    whose=whose,
    publish=publish,
    facts=(*FACTS, *WRITING.facts),
    labels=LABELS,
    windows=WINDOWS,
    writing=WRITING,
    pictures=PICTURES,
)
