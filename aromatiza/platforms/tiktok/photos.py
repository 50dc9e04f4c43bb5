"""Photos, which TikTok fetches by itself: one call posts them, and its answer alone has their id."""

from __future__ import annotations

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Call, Delivery, Intent, Role, Send, Settle, Settled, Unknowable
from aromatiza.core.messages import msg
from aromatiza.core.post import Json
from aromatiza.core.refusals import error_for
from aromatiza.core.rendition import File, Rendition
from aromatiza.platforms.tiktok.api import ANY_STATUS, asked, date_s
from aromatiza.platforms.tiktok.choices import choices, is_direct
from aromatiza.platforms.tiktok.errors import PHOTO_ERRORS, read_refusal

__all__ = ["photo_body", "submit_photos"]

QUIET_S = 60.0


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
            "photo_cover_index": int(rendition.number("cover_photo") or 1) - 1,
        },
    }
    if is_direct(rendition):
        post.update(choices(rendition), auto_add_music=rendition.flag("auto_add_music"))
        body["is_aigc"] = rendition.flag("ai_generated")
    return body


def read_submitted(reply: Reply) -> Answer:
    """The id of what TikTok fetches, and since when. Raises: what PHOTO_ERRORS says of a refusal."""
    refusal = read_refusal(reply)
    if refusal is not None:
        raise error_for(refusal, PHOTO_ERRORS, reply)
    return Answer({"publish_id": reply.json().required("data", "publish_id"), "at_s": date_s(reply)})


def photos_submitted(delivery: Delivery) -> Call:
    """Have TikTok fetch the photos and post them. No call finds a post again whose id was lost."""

    async def ask(intent: Intent, _send: Send) -> Settled:
        sent_at = f"{intent.sent_at:%Y-%m-%d %H:%M} UTC"
        return Unknowable(msg("tiktok.lost_photos", photos=len(delivery.files), at=sent_at))

    request = asked("content/init/", photo_body(delivery.rendition, delivery.files))
    settle = Settle(ask, QUIET_S)
    return Call("photos submitted", Role.PUBLISH, request, read_submitted, settle, accepts=ANY_STATUS)


async def submit_photos(delivery: Delivery, send: Send) -> Answer:
    """Have the photos posted, or made a draft."""
    return await send(photos_submitted(delivery))
