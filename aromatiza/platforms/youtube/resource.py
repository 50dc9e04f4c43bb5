"""What is said of a video when its upload is opened: what YouTube would choose by itself is always stated."""

from __future__ import annotations

from datetime import UTC, datetime

from aromatiza.core.calls import Delivery
from aromatiza.core.post import Json
from aromatiza.core.rendition import Rendition
from aromatiza.platforms.youtube.rules import PRIVATE, PUBLIC

__all__ = ["hour_text", "parts", "slug", "video_body"]

CATEGORY = "22"
"""People & Blogs; always sent, because the network's own default is not documented."""

PAID = "paid_partnership"


def video_body(rendition: Rendition) -> dict[str, Json]:
    """The video resource that opens an upload.

    A video that YouTube itself is to publish later is private until then; the hour can be told of no other.
    """
    snippet: dict[str, Json] = {
        "title": rendition.title,
        "description": rendition.text,
        "categoryId": rendition.text_option("category", CATEGORY),
        "tags": rendition.options.get("tags", []),
    }
    status: dict[str, Json] = {
        "privacyStatus": rendition.text_option("privacy", PUBLIC),
        "selfDeclaredMadeForKids": rendition.flag("made_for_kids"),
        "containsSyntheticMedia": rendition.flag("synthetic"),
    }
    if rendition.publish_at is not None:
        status |= {"privacyStatus": PRIVATE, "publishAt": hour_text(rendition.publish_at)}
    paid: dict[str, Json] = {"paidProductPlacementDetails": {"hasPaidProductPlacement": True}}
    return {"snippet": snippet, "status": status} | (paid if rendition.flag(PAID) else {})


def parts(rendition: Rendition) -> str:
    """The parts of the resource that are written: one that is not named here would be ignored."""
    return ",".join(video_body(rendition))


def hour_text(at: datetime) -> str:
    """A moment as YouTube takes it: ISO 8601, in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def slug(delivery: Delivery) -> str:
    """The file's name on YouTube, which its owner can read back: unique to the delivery and to its bytes."""
    return f"{delivery.marker}-{delivery.files[0].digest[:8]}.mp4"
