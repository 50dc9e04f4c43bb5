"""The records that the tests of this room are about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from aromatiza.core.answers import Answer
from aromatiza.core.calls import Receipt, Role, Visibility
from aromatiza.core.delivery import Lease, Record, State, Step, moved
from aromatiza.core.post import Account, AccountName, Media, MediaKind, PostId
from aromatiza.core.rendition import File, Rendition
from aromatiza.core.secret import Secret

__all__ = [
    "DIGEST",
    "MAIN",
    "PINTEREST",
    "REMOTE_ID",
    "UPLOAD_URL",
    "WHEN",
    "account",
    "begun",
    "published",
    "ready",
    "running",
]

WHEN = datetime(2026, 6, 1, 16, 0, tzinfo=UTC)
MAIN = "5c1f0a9d3b7e4826a1c0de5f9b8a7c6d5e4f3a2b"
DIGEST = "9f2c4a1d7be0835566fb2f3c0d9e8a7b1c2d3e4f5061728394a5b6c7d8e9f0a1"
PINTEREST = AccountName("pinterest")
REMOTE_ID = "549755885175"
UPLOAD_URL = "https://upload.example/5521?signature=0a1b2c"
VIDEO_URL = "https://res.cloudinary.com/demo/video/upload/v1/brume.mp4"


def ready(post: str = "brume", account: str = PINTEREST) -> Record:
    """A delivery that was taken in."""
    return Record(
        post=PostId(post),
        account=AccountName(account),
        platform="pinterest",
        state=State.READY,
        path=f"content/posts/{post}.yaml",
        commit=MAIN,
        rendition=Rendition("Brume", "Une pression.", "", (Media(MediaKind.VIDEO, VIDEO_URL),)),
        at=WHEN,
        remote_id=REMOTE_ID,
    )


def running(record: Record, run: str = "run 1") -> Record:
    """The delivery as a run holds it."""
    return moved(record, State.RUNNING, WHEN, lease=Lease(run, "clone", WHEN + timedelta(minutes=30)))


def begun(record: Record) -> Record:
    """The delivery with a file, a kept answer that holds a secret, and an intent."""
    file = File(MediaKind.VIDEO, VIDEO_URL, "", DIGEST, 1483920, "video/mp4")
    kept = Answer({"media_id": "5521", "upload_url": Secret(UPLOAD_URL)})
    steps = (
        Step("upload opened", Role.PREPARE, WHEN, kept),
        Step("pin created", Role.PUBLISH, WHEN + timedelta(seconds=1)),
    )
    return replace(record, files=(file,), steps=steps)


def published(record: Record) -> Record:
    """The delivery at its end."""
    url = "https://www.pinterest.com/pin/99/"
    return moved(record, State.PUBLISHED, WHEN, receipt=Receipt("99", url, Visibility.PUBLIC))


def account(name: str = PINTEREST, remote_id: str = REMOTE_ID) -> Account:
    """An account of that name."""
    return Account(AccountName(name), "pinterest", remote_id)
