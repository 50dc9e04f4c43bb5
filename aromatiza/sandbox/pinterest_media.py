"""Pinterest's videos: registered, on their way through the bucket, processed, and then good or failed.

Pinterest says no reason when processing fails. Here it fails for what is no MP4 or MOV, and for a film whose
index says that it breaks a published rule; what an index does not say is not held against it.
Sources: OpenAPI 5.23.0 of https://github.com/pinterest/api-description; the rules for videos:
https://help.pinterest.com/en/business/article/video-pins (both read 2026-11).
"""

from __future__ import annotations

import hashlib
import re
from fractions import Fraction
from typing import Any

from aromatiza.sandbox._mp4 import Clip, read_clip
from aromatiza.sandbox.http import Body, Request, Response, json_response
from aromatiza.sandbox.pinterest_body import media_body
from aromatiza.sandbox.pinterest_call import Call, page_of
from aromatiza.sandbox.pinterest_errors import invalid, refusal_of
from aromatiza.sandbox.pinterest_pictures import Pictures
from aromatiza.sandbox.pinterest_tokens import number_in
from aromatiza.sandbox.s3form import (
    FORM_LIFE_S,
    UploadForm,
    UploadRefused,
    check_fields,
    read_form,
    signed_fields,
)
from aromatiza.sandbox.world import World

__all__ = ["FIRST_ID", "UPLOAD_HOST", "PinterestMedia"]

Json = dict[str, Any]

UPLOAD_HOST = "pinterest-media-upload.s3-accelerate.amazonaws.com"
FIRST_ID = 813744226420000000

# https://help.pinterest.com/en/business/article/video-pins, read 2026-11
DURATION_S = (4.0, 15 * 60.0)
SHAPES = (Fraction(1, 2), Fraction(191, 100))
CODECS = ("avc1", "avc3", "hvc1", "hev1")
LARGEST_BYTES = 2_000_000_000


class PinterestMedia:
    """The media of all accounts, in the memory of the network `pinterest`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._pictures = Pictures(world)

    def register(self, call: Call) -> Response:
        """`POST /v5/media`: make room for one video, and say how to send it."""
        media_body(call.request.json())
        now, token = self._world.now(), call.token
        media_id = str(FIRST_ID + self._world.next_number("pinterest"))
        folders = "/".join(re.findall("..", hashlib.sha256(media_id.encode()).hexdigest()[:6]))
        life_s, processing_s = number_in(token, "form"), number_in(token, "processing")
        life_s = int(FORM_LIFE_S) if life_s is None else life_s
        form = signed_fields(f"uploads/{folders}/3:video:{call.account}:{media_id}", now, life_s)
        self._registered[media_id] = {
            "account": call.account,
            "realm": call.realm,
            "form": form,
            "form_expires_at": now + life_s,
            "largest": number_in(token, "largest_video") or LARGEST_BYTES,
            "ingest": "".join(token.named("ingest")[:1]),
            "processing_s": self._world.processing_s if processing_s is None else processing_s,
            "uploaded_at": None,
            "pins": 0,
        }
        url = self._world.url(UPLOAD_HOST, "/")
        answer = {"media_id": media_id, "media_type": "video", "upload_url": url, "upload_parameters": form}
        return call.made(answer)

    def read(self, call: Call) -> Response:
        """`GET /v5/media/{media_id}`."""
        return json_response(200, self._view(call.id, self._own(call, call.id)))

    def read_all(self, call: Call) -> Response:
        """`GET /v5/media`: what the account registered."""
        own = [
            self._view(media_id, media) for media_id, media in self._registered.items() if _is_of(media, call)
        ]
        return page_of(call, own, key="media_id")

    def upload(self, request: Request) -> Response:
        """Take the file of a registered video. The first whole file counts; a later one changes nothing."""
        try:
            form = read_form(request)
            media_id = form.fields.get("key", "").rpartition(":")[2]
            media = self._registered.get(media_id)
            if media is None:
                raise UploadRefused(403, "AccessDenied", "Access Denied")
            check_fields(form.fields, media["form"], is_expired=self._world.now() >= media["form_expires_at"])
            if form.size > media.get("largest", LARGEST_BYTES):
                message = "Your proposed upload exceeds the maximum allowed size"
                raise UploadRefused(400, "EntityTooLarge", message)
        except UploadRefused as refused:
            return refused.response()
        if media["uploaded_at"] is None:
            self._take(f"pinterest-{media_id}", form, media)
        return Response(204, headers={"ETag": f'"{media["digest"][:32]}"'})

    def of_pin(self, source: Json, call: Call) -> tuple[str, Json, str]:
        """What a checked `media_source` makes of a Pin: creative_type, media, digest of the (first) file."""
        return self._video(source, call) if source["source_type"] == "video_id" else self._images(source)

    def shown(self, media: Json, at: float) -> Json:
        """The media of a Pin as it is shown; what a video measures is null while it is processed."""
        if "ready_at" not in media:
            return media
        seen = {name: value for name, value in media.items() if name not in ("ready_at", "measures")}
        if at >= media["ready_at"]:
            seen |= media["measures"]
        return seen

    def _take(self, blob: str, form: UploadForm, media: Json) -> None:
        """Keep a file, a block at a time, and see what it is."""
        for offset, block in form.blocks():
            self._world.blobs.write(blob, Body.of(block), offset)
        media["digest"] = self._world.blobs.keep(blob)
        with self._world.blobs.path(blob).open("rb") as file:
            is_film = file.read(8)[4:] == b"ftyp"
            clip = (read_clip(file) if is_film else None) or Clip()
        media["is_video"] = is_film and _is_taken(clip)
        media["measures"] = {
            "duration": None if clip.duration_s is None else round(clip.duration_s * 1000),
            "height": clip.height or None,
            "width": clip.width or None,
        }
        media["uploaded_at"] = self._world.now()

    def _status(self, media: Json) -> str:
        """`registered`, `processing`, `succeeded` or `failed`."""
        if media["uploaded_at"] is None:
            return "registered"
        over_at = media["uploaded_at"] + media.get("processing_s", self._world.processing_s)
        if self._world.now() < over_at or media.get("ingest") == "stuck":
            return "processing"
        return "succeeded" if media["is_video"] and media.get("ingest") != "failed" else "failed"

    def _video(self, source: Json, call: Call) -> tuple[str, Json, str]:
        """creative_type, media and digest of a Pin made from an uploaded video and its cover."""
        media = self._own(call, source["media_id"])
        status = self._status(media)
        if status != "succeeded":
            raise invalid(f"media_id: the media upload is {status}, not succeeded")
        if call.has("single_use_media") and media.get("pins"):
            raise invalid("media_id: the media upload was used already")
        measures = media.get("measures", {})
        images = self._pictures.shown(self._cover(source, media["digest"], measures.get("duration")))
        media["pins"] = media.get("pins", 0) + 1
        seen = {
            "media_type": "video",
            "cover_image_url": images["600x"]["url"],
            "images": images,
            **dict.fromkeys(("duration", "height", "width", "video_url")),
            "measures": measures,
            "ready_at": self._world.now() + media.get("processing_s", self._world.processing_s),
        }
        return "VIDEO", seen, media["digest"]

    def _cover(self, source: Json, digest: str, duration_ms: int | None) -> str:
        """The digest of the picture that was sent, or what stands for one second of the video.

        A second behind the end is the last one: whoever sends milliseconds learns nothing of it.
        """
        if "cover_image_url" in source:
            return self._pictures.taken({"url": source["cover_image_url"]})
        if "cover_image_data" in source:
            content_type, data = source["cover_image_content_type"], source["cover_image_data"]
            return self._pictures.taken({"content_type": content_type, "data": data})
        second = source.get("cover_image_key_frame_time", 0)
        if duration_ms is not None:
            second = min(second, duration_ms // 1000)
        return hashlib.sha256(f"{digest}/{second}".encode()).hexdigest()

    def _images(self, source: Json) -> tuple[str, Json, str]:
        """creative_type, media and (first) digest of a Pin made from one picture, or from several."""
        if "items" not in source:
            digest = self._pictures.taken(source)
            return "REGULAR", {"media_type": "image", "images": self._pictures.shown(digest)}, digest
        digests = [self._pictures.taken(item) for item in source["items"]]
        items = [
            {
                "item_type": "image",
                "images": self._pictures.shown(digest),
                **{name: item.get(name) for name in ("title", "description", "link")},
            }
            for item, digest in zip(source["items"], digests, strict=True)
        ]
        return "CAROUSEL", {"media_type": "multiple_images", "items": items}, digests[0]

    def _view(self, media_id: str, media: Json) -> Json:
        return {"media_id": media_id, "media_type": "video", "status": self._status(media)}

    def _own(self, call: Call, media_id: str) -> Json:
        media = self._registered.get(media_id)
        if media is None or not _is_of(media, call):
            raise refusal_of(404, 404)
        return media

    @property
    def _registered(self) -> dict[str, Json]:
        media: dict[str, Json] = self._world.state("pinterest").setdefault("media", {})
        return media


def _is_of(media: Json, call: Call) -> bool:
    return bool(media["account"] == call.account and media.get("realm", "production") == call.realm)


def _is_taken(clip: Clip) -> bool:
    """Whether a film keeps the rules, as far as its index says."""
    if clip.duration_s is not None and not DURATION_S[0] <= clip.duration_s <= DURATION_S[1]:
        return False
    if clip.width and clip.height and not SHAPES[0] <= Fraction(clip.width, clip.height) <= SHAPES[1]:
        return False
    return not clip.codec or clip.codec in CODECS
