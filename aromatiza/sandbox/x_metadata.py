"""What is said of media on X beside the file: alternative texts of images, subtitles of videos."""

from __future__ import annotations

from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.x_body import ID, Flag, Items, Object, Text, json_body
from aromatiza.sandbox.x_library import Library
from aromatiza.sandbox.x_limits import Bills
from aromatiza.sandbox.x_problem import invalid, not_found
from aromatiza.sandbox.x_tokens import Caller

__all__ = ["Metadata"]

# At most as long as https://docs.x.com/x-api/fundamentals/data-dictionary says (read 2026-11).
ALT_TEXT = Object({"text": Text(longest=1000)}, needed=("text",))
OPEN = Object({}, is_open=True)
DESCRIPTION = Object(
    {
        "alt_text": ALT_TEXT,
        "allow_download_status": Object({"allow_download": Flag()}),
        "audience_policy": OPEN,
        "content_expiration": OPEN,
        "domain_restrictions": Object({"whitelist": Items(Text())}, needed=("whitelist",)),
        "found_media_origin": Object({"id": Text(), "provider": Text()}, needed=("id", "provider")),
        "geo_restrictions": OPEN,
        "management_info": Object({"managed": Flag()}, needed=("managed",)),
        "preview_image": OPEN,
        "sensitive_media_warning": OPEN,
        "shared_info": Object({"shared": Flag()}, needed=("shared",)),
        "sticker_info": OPEN,
        "upload_source": Object({"upload_source": Text()}, needed=("upload_source",)),
    }
)
DESCRIBE = Object({"id": Text(ID), "metadata": DESCRIPTION}, needed=("id", "metadata"))
LANGUAGE = Text("[A-Z]{2}")
TARGETS = ("AmplifyVideo", "TweetVideo")
TRACK = Object({"id": Text(ID), "language_code": LANGUAGE, "display_name": Text()}, ("id", "language_code"))
SUBTITLE = Object(
    {"id": Text(ID), "media_category": Text(choices=TARGETS), "subtitles": TRACK},
    needed=("id", "media_category", "subtitles"),
)
UNSUBTITLE = Object(
    {"id": Text(ID), "media_category": Text(choices=TARGETS), "language_code": LANGUAGE},
    needed=("id", "media_category", "language_code"),
)


class Metadata:
    """Keeps what is said of media in their records."""

    def __init__(self, library: Library, bills: Bills) -> None:
        self._library = library
        self._bills = bills

    def describe(self, request: Request, caller: Caller, _: str) -> Response:
        """POST /2/media/metadata: only images take an alternative text, and only once they have arrived."""
        body = json_body(request, DESCRIBE)
        media = self._library.owned(body["id"], caller)
        alt = body["metadata"].get("alt_text")
        if media["finalized_at"] is None:
            raise not_found("media", media["id"])
        if alt is not None and media["kind"] not in ("image", "gif"):
            raise invalid("Alternative text can be added to images only.")
        if alt is not None:
            media["alt"] = alt["text"]
        self._bills.charge(caller, "metadata")
        return json_response(200, {"data": {"id": media["id"], "associated_metadata": body["metadata"]}})

    def subtitle(self, request: Request, caller: Caller, _: str) -> Response:
        """POST /2/media/subtitles: a track that was uploaded before belongs to a video now."""
        body = json_body(request, SUBTITLE)
        media, track = self._library.owned(body["id"], caller), body["subtitles"]
        file = self._library.owned(track["id"], caller)
        if media["kind"] != "video" or file["kind"] != "subtitles" or file["finalized_at"] is None:
            raise invalid("Subtitles are a text track that belongs to a video.")
        media["subtitles"][track["language_code"]] = track
        shown = {"id": media["id"], "media_category": body["media_category"], "associated_subtitles": track}
        return json_response(200, {"data": shown})

    def unsubtitle(self, request: Request, caller: Caller, _: str) -> Response:
        """DELETE /2/media/subtitles."""
        body = json_body(request, UNSUBTITLE)
        media = self._library.owned(body["id"], caller)
        was = media["subtitles"].pop(body["language_code"], None)
        return json_response(200, {"data": {"deleted": was is not None}})
