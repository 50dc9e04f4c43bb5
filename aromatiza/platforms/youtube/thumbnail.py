"""A picture of the author's own in place of the one that YouTube takes from the video.

It is set when the video is there and processed. YouTube may refuse it: then the video is public without it,
and a person is told. Setting it again only replaces it.
Source: https://developers.google.com/youtube/data/reference/rest/v3/thumbnails/set (read 2026-11-23).
"""

from __future__ import annotations

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Call, Delivery, FileBody, Request, Role, whole
from aromatiza.core.errors import InvalidContent, NeedsHuman
from aromatiza.core.messages import Message, msg
from aromatiza.core.refusals import Next, Row, error_for
from aromatiza.core.rendition import File
from aromatiza.platforms.youtube.api import UPLOAD, read_refusal
from aromatiza.platforms.youtube.errors import ERRORS
from aromatiza.platforms.youtube.rules import THUMBNAIL_BYTES, THUMBNAIL_TYPES

__all__ = ["PICTURES", "REFUSALS", "refused_note", "set_thumbnail", "thumbnail_of"]

PICTURES = ("thumbnail_url",)
"""The option that gives the picture's address."""

REFUSED = frozenset({400, 403, 404, 413})
"""What says that YouTube does not take this picture, or none from this channel; limits are among them too."""

REFUSALS: tuple[Row, ...] = (
    # not an image; no bytes; the channel may set none, or not for this video
    *(Row(Next.HUMAN, code=code) for code in ("invalidImage", "mediaBodyRequired", "forbidden")),
    *ERRORS,
)
"""What an error means on this one call; one that only a person can mend leaves the video as it is."""


def thumbnail_of(delivery: Delivery) -> File | None:
    """The picture, if the post wants one. Raises: InvalidContent, when YouTube takes no such file."""
    picture = next(iter(delivery.files[len(delivery.rendition.media) :]), None)
    if picture is None:
        return None
    if picture.content_type not in THUMBNAIL_TYPES:
        accepted = ", ".join(THUMBNAIL_TYPES)
        raise InvalidContent(
            msg("youtube.thumbnail.type", found=picture.content_type or "-", accepted=accepted)
        )
    if picture.size_bytes > THUMBNAIL_BYTES:
        raise InvalidContent(msg("youtube.thumbnail.size", found=picture.size_bytes, limit=THUMBNAIL_BYTES))
    return picture


def taken(reply: Reply) -> Answer:
    """Whether YouTube took the picture; if not, why, in its own words.

    Raises: Retryable, AuthRequired, when the same picture can be set later.
    """
    refusal = read_refusal(reply)
    if refusal is None:
        return Answer()
    error = error_for(refusal, REFUSALS, reply)
    if not isinstance(error, InvalidContent | NeedsHuman):
        raise error
    shown = error.message.values
    return Answer({"status": refusal.status, "code": str(shown["code"]), "text": str(shown["text"])})


def set_thumbnail(video_id: str, picture: File) -> Call:
    """Set the picture."""
    request = Request(
        "POST",
        f"{UPLOAD}/thumbnails/set",
        {"videoId": video_id, "uploadType": "media"},
        {"Content-Type": picture.content_type},
        FileBody(picture, whole(picture)),
    )
    return Call("thumbnail set", Role.PREPARE, request, taken, accepts=REFUSED)


def refused_note(answer: Answer) -> Message | None:
    """What a person should know of a picture that was refused; None of one that was set."""
    if not answer.number("status"):
        return None
    return msg(
        "youtube.thumbnail.refused",
        status=answer.number("status"),
        code=answer.text("code"),
        text=answer.text("text"),
    )
