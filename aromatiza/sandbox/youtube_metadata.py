"""What YouTube insists on in the description of a video, and how it refuses one.

A part that the query does not name is not written, nor looked at. Properties that only YouTube sets may come
along and change nothing; a name that the API does not have is refused.
Sources: https://developers.google.com/youtube/v3/docs/videos (limits),
https://developers.google.com/youtube/data/reference/rest/v3/videos/insert (reasons of refusal),
https://developers.google.com/youtube/v3/docs/videos/update (what an update must have),
the API's discovery document, revision 20261104 (names and types); all read 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aromatiza.sandbox.youtube_errors import bad_request, refusal_of, wrong_metadata

__all__ = ["DEFAULT_CATEGORY", "PARTS", "Policy", "checked_update", "checked_video", "instant_of"]

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
PAID = "paidProductPlacementDetails"
IS_PAID = "hasPaidProductPlacement"
RECORDING_KEYS = {"location", "locationDescription", "recordingDate"}
POINT_LIMITS = {"latitude": 90.0, "longitude": 180.0, "altitude": float("inf")}

TITLE_LIMIT_CHARS = 100
DESCRIPTION_LIMIT_BYTES = 5000
TAGS_LIMIT_CHARS = 500
DEFAULT_CATEGORY = "22"
"""What a video is in when it does not say: unconfirmed."""

PRIVACIES = ("public", "unlisted", "private")
LICENSES = ("youtube", "creativeCommon")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""The shape of a BCP-47 tag."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What an account's videos are held to: the categories that there are (none: every number), the default.

    `privacy` is what a video is that does not say: public since 2026-11-02, private for some accounts
    (https://developers.google.com/youtube/data/revision_history,
    https://support.google.com/youtube/answer/157177, both read 2026-11).
    """

    categories: Sequence[str] = ()
    privacy: str = "public"


def checked_video(resource: Json, parts: Collection[str], policy: Policy) -> Json:
    """What a new video begins with: only what a client may set, defaults filled in.

    Returns: `snippet`, `status`, and of the other parts those that were written. Raises: Refusal.
    """
    _refuse_unknown(resource, PARTS | {"kind", "etag"}, "resource")
    snippet = _part(resource, "snippet", SNIPPET_KEYS, parts)
    _check_snippet(snippet, policy)
    status = _part(resource, "status", STATUS_KEYS, parts)
    _check_status(status, policy)
    video = {
        "snippet": {"description": "", "categoryId": DEFAULT_CATEGORY, **_set_snippet(snippet)},
        "status": {"privacyStatus": status.get("privacyStatus") or policy.privacy, **_set_status(status)},
    }
    return video | _others(resource, parts, snippet)


def checked_update(resource: Json, parts: Collection[str], video: Json, policy: Policy) -> Json:
    """What replaces the named parts of a video; what it leaves out is gone. Raises: Refusal."""
    _refuse_unknown(resource, PARTS | {"kind", "etag"}, "resource")
    changed: Json = {}
    snippet: Json = video["snippet"]
    if "snippet" in parts:
        snippet = _part(resource, "snippet", SNIPPET_KEYS, parts)
        if "categoryId" not in snippet:
            raise wrong_metadata("invalidCategoryId", "snippet.categoryId")
        _check_snippet(snippet, policy)
        changed["snippet"] = {"description": "", **_set_snippet(snippet)}
    if "status" in parts:
        status = _part(resource, "status", STATUS_KEYS, parts)
        _check_status(status, policy)
        privacy = status.get("privacyStatus") or policy.privacy
        changed["status"] = {"privacyStatus": privacy, **_set_status(status)}
    return changed | _others(resource, parts, snippet)


def instant_of(text: str) -> float:
    """Seconds since 1970 of an ISO 8601 instant. Raises: ValueError, also when it names no zone."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"no time zone: {text}")
    return at.timestamp()


def _others(resource: Json, parts: Collection[str], snippet: Json) -> Json:
    """The parts beside snippet and status, as far as a client writes them."""
    others: Json = {}
    if paid := _part(resource, PAID, {IS_PAID}, parts):
        if not isinstance(paid.get(IS_PAID, False), bool):
            raise wrong_metadata("invalidVideoMetadata", f"{PAID}.{IS_PAID}")
        others[PAID] = paid
    if recording := _part(resource, "recordingDetails", RECORDING_KEYS, parts):
        _check_recording(recording)
        others["recordingDetails"] = recording
    if localizations := _part(resource, "localizations", None, parts):
        if not snippet.get("defaultLanguage"):
            raise refusal_of("defaultLanguageNotSet")
        _check_localizations(localizations)
        others["localizations"] = localizations
    return others


def _set_snippet(snippet: Json) -> Json:
    return {name: snippet[name] for name in sorted(TEXTS | {"tags"}) if snippet.get(name)}


def _set_status(status: Json) -> Json:
    return {name: status[name] for name in (*sorted(FLAGS), "license", "publishAt") if name in status}


def _check_snippet(snippet: Json, policy: Policy) -> None:
    _check_title(snippet.get("title"))
    _check_description(snippet.get("description", ""))
    _check_tags(snippet.get("tags", []))
    _check_category(snippet.get("categoryId", DEFAULT_CATEGORY), policy)
    for name in ("defaultLanguage", "defaultAudioLanguage"):
        tag = snippet.get(name, "")
        if not isinstance(tag, str) or (tag and not LANGUAGE.fullmatch(tag)):
            raise wrong_metadata("invalidVideoMetadata", f"snippet.{name}")


def _check_title(title: Any, place: str = "snippet.title") -> None:
    # YouTube says "characters": counted here in UTF-16 units, the larger of the two possible counts.
    is_long = isinstance(title, str) and len(title.encode("utf-16-le", "replace")) > 2 * TITLE_LIMIT_CHARS
    if not isinstance(title, str) or not title.strip() or is_long or set(title) & set("<>"):
        raise wrong_metadata("invalidTitle", place)


def _check_description(text: Any, place: str = "snippet.description") -> None:
    if not isinstance(text, str) or set(text) & set("<>"):
        raise wrong_metadata("invalidDescription", place)
    if len(text.encode("utf-8", "replace")) > DESCRIPTION_LIMIT_BYTES:
        raise wrong_metadata("invalidDescription", place)


def _check_tags(tags: Any) -> None:
    if not isinstance(tags, list) or not all(isinstance(tag, str) and tag for tag in tags):
        raise wrong_metadata("invalidTags", "snippet.tags")
    quotes = 2 * sum(" " in tag for tag in tags)
    if sum(map(len, tags)) + quotes + len(tags) - 1 > TAGS_LIMIT_CHARS:
        raise wrong_metadata("invalidTags", "snippet.tags")


def _check_category(category: Any, policy: Policy) -> None:
    is_known = isinstance(category, str) and category.isascii() and category.isdigit()
    if not is_known or (policy.categories and category not in policy.categories):
        raise wrong_metadata("invalidCategoryId", "snippet.categoryId")


def _check_status(status: Json, policy: Policy) -> None:
    privacy = status.get("privacyStatus") or policy.privacy
    if privacy not in PRIVACIES:
        raise wrong_metadata("forbiddenPrivacySetting", "status.privacyStatus")
    if status.get("license", "youtube") not in LICENSES:
        raise wrong_metadata("forbiddenLicenseSetting", "status.license")
    for name in FLAGS:
        if not isinstance(status.get(name, False), bool):
            raise wrong_metadata("invalidVideoMetadata", f"status.{name}")
    if "publishAt" in status:
        _check_instant(status["publishAt"], "invalidPublishAt", "status.publishAt")
        if privacy != "private":
            raise wrong_metadata("invalidPublishAt", "status.publishAt")


def _check_instant(text: Any, reason: str, place: str) -> None:
    try:
        instant_of(text)
    except (TypeError, ValueError, OverflowError) as error:
        raise wrong_metadata(reason, place) from error


def _check_recording(recording: Json) -> None:
    point = recording.get("location", {})
    if not isinstance(point, dict) or set(point) - set(POINT_LIMITS):
        raise wrong_metadata("invalidRecordingDetails", "recordingDetails.location")
    for name, value in point.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or abs(value) > POINT_LIMITS[name]:
            raise wrong_metadata("invalidRecordingDetails", f"recordingDetails.location.{name}")
    if "recordingDate" in recording:
        place = "recordingDetails.recordingDate"
        _check_instant(recording["recordingDate"], "invalidRecordingDetails", place)


def _check_localizations(localizations: Json) -> None:
    for language, texts in localizations.items():
        place = f"localizations.{language}"
        if not LANGUAGE.fullmatch(language) or not isinstance(texts, dict):
            raise wrong_metadata("invalidVideoMetadata", place)
        _refuse_unknown(texts, {"title", "description"}, f"resource.{place}")
        _check_title(texts.get("title"), f"{place}.title")
        _check_description(texts.get("description", ""), f"{place}.description")


def _part(resource: Json, name: str, known: Collection[str] | None, parts: Collection[str]) -> Json:
    """One part of the resource, empty when the query does not name it; `known` None: any name is one."""
    part = resource.get(name, {}) if name in parts else {}
    if not isinstance(part, dict):
        raise bad_request(f"Invalid value at 'resource.{name}'")
    if known is not None:
        _refuse_unknown(part, known, f"resource.{name}")
    return part


def _refuse_unknown(value: Json, known: Collection[str], where: str) -> None:
    for name in value:
        if name not in known:
            raise bad_request(
                f"Invalid JSON payload received. Unknown name \"{name}\" at '{where}': Cannot find field."
            )
