"""What the requests say that make containers: one for a Reel, a photo or a story, several for a carousel."""

from __future__ import annotations

import json
from collections.abc import Sequence

from aromatiza.core.calls import Delivery
from aromatiza.core.post import MediaKind
from aromatiza.core.rendition import Rendition
from aromatiza.platforms.instagram.people import listed, tag_fields
from aromatiza.platforms.instagram.stories import is_story

__all__ = ["carousel_fields", "child_fields", "photo_fields", "reel_fields", "single_fields", "story_fields"]


def single_fields(delivery: Delivery) -> dict[str, str]:
    """The fields of the one container of a post that is no carousel."""
    if is_story(delivery.rendition):
        return story_fields(delivery)
    return reel_fields(delivery) if delivery.rendition.kind is MediaKind.VIDEO else photo_fields(delivery)


def reel_fields(delivery: Delivery) -> dict[str, str]:
    """The fields of a Reel; a cover's own address wins over a time in the video."""
    rendition = delivery.rendition
    fields = {
        "media_type": "REELS",
        "video_url": delivery.files[0].url,
        # what holds without it is not documented
        "share_to_feed": _flag(rendition.flag("share_to_feed", default=True)),
        **_post_fields(rendition),
        **tag_fields(rendition),
    }
    cover_at = rendition.number("cover_at")
    if cover_at is not None:
        fields["thumb_offset"] = str(round(cover_at * 1000))
    if rendition.text_option("cover_url"):
        fields["cover_url"] = rendition.text_option("cover_url")
    return fields


def photo_fields(delivery: Delivery) -> dict[str, str]:
    """The fields of a post of one photo."""
    return _picture_fields(delivery, 1) | _post_fields(delivery.rendition)


def story_fields(delivery: Delivery) -> dict[str, str]:
    """The fields of a story, which takes neither a caption nor what belongs to one."""
    rendition, file = delivery.rendition, delivery.files[0]
    address = {"video_url" if file.kind is MediaKind.VIDEO else "image_url": file.url}
    return {"media_type": "STORIES"} | address | tag_fields(rendition) | _label_fields(rendition)


def child_fields(delivery: Delivery, number: int) -> dict[str, str]:
    """The fields of a carousel's photo of that number, from 1: what is seen in it, nothing else."""
    return _picture_fields(delivery, number) | {"is_carousel_item": "true"}


def carousel_fields(delivery: Delivery, children: Sequence[str]) -> dict[str, str]:
    """The fields of a carousel, with the containers of its photos in their order."""
    return {"media_type": "CAROUSEL", "children": ",".join(children)} | _post_fields(delivery.rendition)


def _picture_fields(delivery: Delivery, number: int) -> dict[str, str]:
    file = delivery.files[number - 1]
    alt = {"alt_text": file.alt} if file.alt else {}
    return {"image_url": file.url} | alt | tag_fields(delivery.rendition, number)


def _post_fields(rendition: Rendition) -> dict[str, str]:
    """What belongs to a whole post, whatever it shows."""
    fields = {"caption": rendition.text, "location_id": rendition.text_option("location")}
    lists = {"collaborators": "collaborators", "branded_content_sponsor_ids": "sponsors"}
    for name, option in lists.items():
        values = listed(rendition, option)
        fields[name] = json.dumps(values) if values else ""
    given = {name: value for name, value in fields.items() if value}
    paid = {"is_paid_partnership": "true"} if rendition.flag("paid_partnership") else {}
    return given | paid | _label_fields(rendition)


def _label_fields(rendition: Rendition) -> dict[str, str]:
    return {"is_ai_generated": "true"} if rendition.flag("ai_generated") else {}


def _flag(value: bool) -> str:
    return "true" if value else "false"
