"""Pinterest's files: videos on their way through the bucket, and the pictures that Pins are made of.

A registered video waits for its file, is processed, and then either succeeded or failed; Pinterest says
no reason. Pictures are fetched or decoded when the Pin is made.
Source: OpenAPI 5.23.0 of https://github.com/pinterest/api-description, read 2026-11.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import Any

from aromatiza.sandbox.http import Body, Request, Response
from aromatiza.sandbox.pinterest_body import Refusal, invalid
from aromatiza.sandbox.s3form import FORM_LIFE_S, UploadRefused, check_fields, read_form, signed_fields
from aromatiza.sandbox.world import World

__all__ = ["UPLOAD_HOST", "PinterestMedia"]

Json = dict[str, Any]

UPLOAD_HOST = "pinterest-media-upload.s3-accelerate.amazonaws.com"
PICTURE_HOST = "i.pinimg.com"
PICTURE_STARTS = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
PICTURE_SIZES = {"150x150": (150, 150), "400x300": (400, 300), "600x": (600, 900), "1200x": (1200, 1800)}


class PinterestMedia:
    """The media of all accounts, in the memory of the network `pinterest`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def register(self, media_id: str, account: str) -> Json:
        """Make room for one video; the answer says how to send it."""
        now = self._world.now()
        folders = "/".join(re.findall("..", hashlib.sha256(media_id.encode()).hexdigest()[:6]))
        form = signed_fields(f"uploads/{folders}/3:video:{account}:{media_id}", now)
        self._registered[media_id] = {
            "account": account,
            "form": form,
            "form_expires_at": now + FORM_LIFE_S,
            "uploaded_at": None,
        }
        url = self._world.url(UPLOAD_HOST, "/")
        return {"media_id": media_id, "media_type": "video", "upload_url": url, "upload_parameters": form}

    def status(self, media_id: str, account: str) -> str:
        """`registered`, `processing`, `succeeded` or `failed`. Raises: Refusal, when it is not theirs."""
        media = self._own(media_id, account)
        if media["uploaded_at"] is None:
            return "registered"
        if self._world.now() < media["uploaded_at"] + self._world.processing_s:
            return "processing"
        return "succeeded" if media["is_video"] else "failed"

    def upload(self, request: Request) -> Response:
        """Take the file of a registered video. The first whole file counts; a later one changes nothing."""
        try:
            form = read_form(request)
            media_id = form.fields.get("key", "").rpartition(":")[2]
            media = self._registered.get(media_id)
            if media is None:
                raise UploadRefused(403, "AccessDenied", "Access Denied")
            check_fields(form.fields, media["form"], is_expired=self._world.now() >= media["form_expires_at"])
        except UploadRefused as refused:
            return refused.response()
        if media["uploaded_at"] is None:
            blob = f"pinterest-{media_id}"
            for offset, block in form.blocks():
                self._world.blobs.write(blob, Body.of(block), offset)
            media["digest"] = self._world.blobs.keep(blob)
            with self._world.blobs.path(blob).open("rb") as file:
                media["is_video"] = file.read(8)[4:] == b"ftyp"
            media["uploaded_at"] = self._world.now()
        return Response(204, headers={"ETag": f'"{media["digest"][:32]}"'})

    def of_pin(self, source: Json, account: str) -> tuple[str, Json, str]:
        """What a checked `media_source` makes of a Pin: creative_type, media, digest of the (first) file."""
        return self._video(source, account) if source["source_type"] == "video_id" else self._pictures(source)

    def _video(self, source: Json, account: str) -> tuple[str, Json, str]:
        """creative_type, media and digest of a Pin made from an uploaded video and its cover."""
        status = self.status(source["media_id"], account)
        if status != "succeeded":
            raise invalid(f"media_id: the media upload is {status}, not succeeded")
        digest: str = self._own(source["media_id"], account)["digest"]
        cover = digest
        if "cover_image_url" in source:
            cover = self._kept_picture({"url": source["cover_image_url"]})
        elif "cover_image_data" in source:
            cover = self._kept_picture(
                {"content_type": source["cover_image_content_type"], "data": source["cover_image_data"]}
            )
        images = self._images(cover)
        shape = {"duration": None, "height": None, "width": None, "video_url": None}
        seen = {"media_type": "video", "cover_image_url": images["600x"]["url"], "images": images, **shape}
        return "VIDEO", seen, digest

    def _pictures(self, source: Json) -> tuple[str, Json, str]:
        """creative_type, media and (first) digest of a Pin made from one picture, or from several."""
        if "items" not in source:
            digest = self._kept_picture(source)
            return "REGULAR", {"media_type": "image", "images": self._images(digest)}, digest
        digests = [self._kept_picture(item) for item in source["items"]]
        items = [
            {
                "item_type": "image",
                "images": self._images(digest),
                **{name: item.get(name) for name in ("title", "description", "link")},
            }
            for item, digest in zip(source["items"], digests, strict=True)
        ]
        return "CAROUSEL", {"media_type": "multiple_images", "items": items}, digests[0]

    def _kept_picture(self, item: Json) -> str:
        """Fetch or decode one JPEG or PNG, keep it, and return its digest."""
        if "url" in item:
            file = self._world.media.fetch(item["url"], self._world.base_url)
            if file is None:
                raise invalid(f"url: nothing could be fetched from {item['url']!r}")
            data, starts = file.data, tuple(PICTURE_STARTS.values())
        else:
            data, starts = _decoded(item["data"]), (PICTURE_STARTS[item["content_type"]],)
        if not data.startswith(starts):
            raise Refusal(403, 235, "The image is broken or of an unsupported type.")
        digest = hashlib.sha256(data).hexdigest()
        self._world.blobs.write(digest, Body.of(data))
        return digest

    def _images(self, digest: str) -> Json:
        path = f"{digest[:2]}/{digest[2:4]}/{digest[4:6]}/{digest[:32]}.jpg"
        return {
            name: {"width": width, "height": height, "url": self._world.url(PICTURE_HOST, f"/{name}/{path}")}
            for name, (width, height) in PICTURE_SIZES.items()
        }

    def _own(self, media_id: str, account: str) -> Json:
        media = self._registered.get(media_id)
        if media is None or media["account"] != account:
            raise Refusal(404, 404, "Media upload not found.")
        return media

    @property
    def _registered(self) -> dict[str, Json]:
        media: dict[str, Json] = self._world.state("pinterest").setdefault("media", {})
        return media


def _decoded(data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error as error:
        raise invalid("the image data is not base64") from error
