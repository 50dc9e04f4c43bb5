"""What YouTube insists on in the description of a video, and how it refuses one.

Sources: https://developers.google.com/youtube/v3/docs/videos (limits),
https://developers.google.com/youtube/data/reference/rest/v3/videos/insert (reasons of refusal),
the API's discovery document, revision 20261104 (names and types); all read 2026-11.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from aromatiza.sandbox.http import Response, json_response

__all__ = ["PARTS", "Refusal", "bad_request", "checked_parts", "checked_video", "instant_of"]

Json = dict[str, Any]

PARTS = frozenset(
    {
        "ageGating", "brandPartner", "contentDetails", "fileDetails", "id", "liveStreamingDetails",
        "localizations", "monetizationDetails", "paidProductPlacementDetails", "player", "processingDetails",
        "projectDetails", "recordingDetails", "snippet", "statistics", "status", "suggestions",
        "topicDetails",
    }
)  # fmt: skip
"""The parts of a video that can be named; the sandbox fills a few of them."""

TEXTS = {"title", "description", "categoryId", "defaultLanguage", "defaultAudioLanguage"}
SNIPPET_KEYS = TEXTS | {
    "tags", "channelId", "channelTitle", "liveBroadcastContent", "localized", "publishedAt", "thumbnails",
}  # fmt: skip
FLAGS = {"embeddable", "publicStatsViewable", "selfDeclaredMadeForKids", "containsSyntheticMedia"}
STATUS_KEYS = FLAGS | {
    "privacyStatus", "publishAt", "license", "madeForKids", "uploadStatus", "failureReason",
    "rejectionReason",
}  # fmt: skip

TITLE_LIMIT_CHARS = 100
DESCRIPTION_LIMIT_BYTES = 5000
TAGS_LIMIT_CHARS = 500
DEFAULT_CATEGORY = "22"


class Refusal(Exception):
    """YouTube's refusal: an HTTP status, its reason, and where in the request the trouble is."""

    def __init__(
        self,
        status: int,
        reason: str,
        message: str,
        *,
        domain: str = "global",
        location: str = "",
        location_type: str = "parameter",
    ) -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason
        place = {"locationType": location_type, "location": location} if location else {}
        self.detail = {"domain": domain, "reason": reason, "message": message, **place}

    def response(self) -> Response:
        """The refusal in Google's envelope."""
        error = {"code": self.status, "message": str(self), "errors": [self.detail]}
        return json_response(
            self.status, {"error": error}, {"Content-Type": "application/json; charset=UTF-8"}
        )


def bad_request(message: str) -> Refusal:
    """The refusal of a request that Google's front end cannot read."""
    return Refusal(400, "badRequest", message)


def checked_parts(query: Mapping[str, str], known: Collection[str]) -> list[str]:
    """The names in the parameter `part`, in their order."""
    parts = [name.strip() for name in query.get("part", "").split(",") if name.strip()]
    if not parts:
        raise Refusal(400, "required", "Required parameter: part", location="part")
    for name in parts:
        if name not in known:
            raise Refusal(400, "unknownPart", name, domain="youtube.part", location="part")
    return parts


def checked_video(resource: Json, parts: Collection[str]) -> Json:
    """The snippet and status that a video begins with; what `part` does not name is not written.

    Returns: `{"snippet": ..., "status": ...}` with only what a client may set, defaults filled in.
    """
    _refuse_unknown(resource, PARTS | {"kind", "etag"}, "resource")
    snippet = _part(resource, "snippet", SNIPPET_KEYS, parts)
    status = _part(resource, "status", STATUS_KEYS, parts)
    _check_title(snippet.get("title"))
    _check_description(snippet.get("description", ""))
    _check_tags(snippet.get("tags", []))
    _check_category(snippet.get("categoryId", DEFAULT_CATEGORY))
    for name in ("defaultLanguage", "defaultAudioLanguage"):
        if not isinstance(snippet.get(name, ""), str):
            raise _wrong("invalidVideoMetadata", f"snippet.{name}")
    _check_status(status)
    set_snippet = {name: snippet[name] for name in sorted(TEXTS | {"tags"}) if snippet.get(name)}
    set_status = {name: status[name] for name in (*sorted(FLAGS), "license", "publishAt") if name in status}
    return {
        "snippet": {"description": "", "categoryId": DEFAULT_CATEGORY, **set_snippet},
        "status": {"privacyStatus": status.get("privacyStatus", "public"), **set_status},
    }


def instant_of(text: str) -> float:
    """Seconds since 1970 of an ISO 8601 instant. Raises: ValueError, also when it names no zone."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"no time zone: {text}")
    return at.timestamp()


def _check_title(title: Any) -> None:
    # YouTube says "characters": counted here in UTF-16 units, the larger of the two possible counts.
    is_long = isinstance(title, str) and len(title.encode("utf-16-le", "replace")) > 2 * TITLE_LIMIT_CHARS
    if not isinstance(title, str) or not title.strip() or is_long or set(title) & set("<>"):
        raise _wrong("invalidTitle", "snippet.title")


def _check_description(text: Any) -> None:
    if not isinstance(text, str) or set(text) & set("<>"):
        raise _wrong("invalidDescription", "snippet.description")
    if len(text.encode("utf-8", "replace")) > DESCRIPTION_LIMIT_BYTES:
        raise _wrong("invalidDescription", "snippet.description")


def _check_tags(tags: Any) -> None:
    if not isinstance(tags, list) or not all(isinstance(tag, str) and tag for tag in tags):
        raise _wrong("invalidTags", "snippet.tags")
    quotes = 2 * sum(" " in tag for tag in tags)
    if sum(map(len, tags)) + quotes + len(tags) - 1 > TAGS_LIMIT_CHARS:
        raise _wrong("invalidTags", "snippet.tags")


def _check_category(category: Any) -> None:
    if not isinstance(category, str) or not category.isdecimal():
        raise _wrong("invalidCategoryId", "snippet.categoryId")


def _check_status(status: Json) -> None:
    privacy = status.get("privacyStatus", "public")
    if privacy not in ("public", "unlisted", "private"):
        raise _wrong("forbiddenPrivacySetting", "status.privacyStatus", 403)
    if status.get("license", "youtube") not in ("youtube", "creativeCommon"):
        raise _wrong("forbiddenLicenseSetting", "status.license", 403)
    for name in FLAGS:
        if not isinstance(status.get(name, False), bool):
            raise _wrong("invalidVideoMetadata", f"status.{name}")
    if "publishAt" in status:
        try:
            instant_of(status["publishAt"])
        except (TypeError, ValueError) as error:
            raise _wrong("invalidPublishAt", "status.publishAt") from error
        if privacy != "private":
            raise _wrong("invalidPublishAt", "status.publishAt")


def _part(resource: Json, name: str, known: Collection[str], parts: Collection[str]) -> Json:
    part = resource.get(name, {}) if name in parts else {}
    if not isinstance(part, dict):
        raise bad_request(f"Invalid value at 'resource.{name}'")
    _refuse_unknown(part, known, f"resource.{name}")
    return part


def _refuse_unknown(value: Json, known: Collection[str], where: str) -> None:
    for name in value:
        if name not in known:
            raise bad_request(
                f"Invalid JSON payload received. Unknown name \"{name}\" at '{where}': Cannot find field."
            )


def _wrong(reason: str, place: str, status: int = 400) -> Refusal:
    message = f"The request metadata specifies an invalid value: {place}"
    return Refusal(
        status, reason, message, domain="youtube.video", location=f"body.{place}", location_type="other"
    )
