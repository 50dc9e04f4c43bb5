"""What Pinterest insists on before it looks at any board or file: the keys, types and lengths of a request.

Source: OpenAPI 5.23.0 of https://github.com/pinterest/api-description, read 2026-11; `ai_disclosures` from
its changelog 5.23 to 5.28. Closed betas (`sponsor_id`, `pin_url`) are refused like any unknown value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from aromatiza.sandbox.pinterest_errors import Refusal, invalid

__all__ = ["board_body", "edit_body", "media_body", "pin_body", "section_body"]

Json = dict[str, Any]

TEXT_LIMITS_CHARS = {"title": 100, "description": 800, "alt_text": 500, "link": 2048}
PIN_KEYS = {*TEXT_LIMITS_CHARS, "board_section_id", "dominant_color", "parent_pin_id", "ai_disclosures"}
AI_DISCLOSURES = ("AI_MODIFIED", "SYNTHETIC_PERFORMER")
CAROUSEL_ITEMS = range(2, 6)
SECTION_NAME_CHARS = range(1, 181)
EDIT_KEYS = {*TEXT_LIMITS_CHARS, "board_id", "board_section_id", "carousel_slots"}
PRIVACIES = ("PUBLIC", "PROTECTED", "SECRET")

COVERS = {"cover_image_url", "cover_image_data", "cover_image_key_frame_time"}
ITEM_KEYS = {"title", "description", "link"}
SOURCES: Mapping[str, tuple[Collection[str], Collection[str]]] = {
    "video_id": ({"media_id"}, COVERS | {"cover_image_content_type", "is_standard"}),
    "image_url": ({"url"}, {"is_standard"}),
    "image_base64": ({"content_type", "data"}, {"is_standard"}),
    "multiple_image_urls": ({"items"}, {"index"}),
    "multiple_image_base64": ({"items"}, {"index"}),
}
"""source_type -> (required keys, optional keys)."""

ITEMS = {"multiple_image_urls": {"url"}, "multiple_image_base64": {"content_type", "data"}}
"""source_type -> required keys of each of its items."""


def media_body(body: Json | None) -> None:
    """Check the body of `POST /v5/media`."""
    checked = _check_keys(body, {"media_type"}, (), "the media upload")
    if checked["media_type"] != "video":
        raise invalid(f"media_type: {checked['media_type']!r} is not one of 'video'")


def board_body(body: Json | None) -> Json:
    """Check the body of `POST /v5/boards`."""
    checked = _check_keys(body, {"name"}, {"description", "privacy", "is_ads_only"}, "the board")
    _check_text(checked, "name", r"[\s\S]+")
    _check_text(checked, "description")
    if checked.get("privacy", "PUBLIC") not in PRIVACIES:
        raise invalid(f"privacy: {checked['privacy']!r} is not one of {', '.join(PRIVACIES)}")
    _check_flag(checked, "is_ads_only")
    return checked


def section_body(body: Json | None) -> Json:
    """Check the body of `POST /v5/boards/{board_id}/sections`, whose refusal has code 400."""
    name = body.get("name") if body else None
    if not body or set(body) != {"name"} or not isinstance(name, str) or len(name) not in SECTION_NAME_CHARS:
        raise Refusal(400, 400, "Invalid board section parameters.")
    return body


def pin_body(
    body: Json | None, *, is_cover_needed: bool = True, has_carousels: bool = True, is_beta: bool = False
) -> Json:
    """Check the body of `POST /v5/pins`, as far as that needs no look at boards, files or other hosts."""
    checked = _check_keys(body, {"board_id", "media_source"}, PIN_KEYS, "the Pin")
    _check_texts(checked)
    _check_text(checked, "parent_pin_id", r"[0-9]+")
    _check_text(checked, "dominant_color", r"#[0-9A-Fa-f]{6}")
    if checked.get("ai_disclosures") is not None:
        _check_disclosures(checked["ai_disclosures"])
    source = checked["media_source"]
    _check_source(source, is_cover_needed=is_cover_needed)
    if "items" in source and not has_carousels:
        raise invalid("media_source: Pins with several images are not supported")
    if source.get("is_standard") is False and not is_beta:
        raise Refusal(403, 29, "is_standard: only apps of a closed beta may set it to false.")
    return checked


def edit_body(body: Json | None) -> Json:
    """Check the body of `PATCH /v5/pins/{pin_id}`."""
    checked = _check_keys(body, (), EDIT_KEYS, "the change")
    _check_texts(checked)
    slots = checked.get("carousel_slots", [])
    if not isinstance(slots, list):
        raise invalid("carousel_slots: not a list")
    for slot in slots:
        _check_item(_check_keys(slot, (), ITEM_KEYS, "a slot of carousel_slots"))
    return checked


def _check_texts(body: Json) -> None:
    """What may be written of a new Pin, and changed later."""
    for name in ("board_id", "board_section_id"):
        _check_text(body, name, r"[0-9]+")
    for name, limit in TEXT_LIMITS_CHARS.items():
        _check_text(body, name)
        if len(body.get(name) or "") > limit:
            raise invalid(f"{name}: longer than {limit} characters")
    if body.get("link"):
        _check_url("link", body["link"])


def _check_source(source: Any, *, is_cover_needed: bool) -> None:
    kind = source.get("source_type") if isinstance(source, dict) else None
    if not isinstance(kind, str) or kind not in SOURCES:
        raise invalid(f"media_source: source_type {kind!r} is not one of {', '.join(SOURCES)}")
    required, optional = SOURCES[kind]
    _check_keys(source, {*required, "source_type"}, optional, "media_source")
    _check_flag(source, "is_standard")
    if kind == "video_id":
        _check_video(source, is_cover_needed=is_cover_needed)
        return
    items = source.get("items", [source])
    if kind in ITEMS:
        if not isinstance(items, list) or len(items) not in CAROUSEL_ITEMS:
            raise invalid("media_source: items must hold 2 to 5 images")
        index = source.get("index", 0)
        if type(index) is not int or index not in range(len(items)):
            raise invalid(f"media_source: index {index!r} is not the place of an item")
        for item in items:
            _check_item(_check_keys(item, ITEMS[kind], ITEM_KEYS, "an item of media_source"))
    for item in items:
        _check_picture(item)


def _check_video(source: Json, *, is_cover_needed: bool) -> None:
    _check_text(source, "media_id", r"[0-9]+")
    given = COVERS & source.keys()
    if len(given) > 1 or (is_cover_needed and not given):
        raise invalid(f"media_source: exactly one of {', '.join(sorted(COVERS))} is required")
    if "cover_image_url" in given:
        _check_url("cover_image_url", source["cover_image_url"])
    if "cover_image_data" in given:
        _check_base64("cover_image", source.get("cover_image_content_type"), source["cover_image_data"])
    second = source.get("cover_image_key_frame_time", 0)
    if type(second) is not int or second < 0:
        raise invalid("cover_image_key_frame_time: not a whole number of seconds from 0")


def _check_item(item: Json) -> None:
    for name in ITEM_KEYS:
        _check_text(item, name)


def _check_picture(item: Json) -> None:
    if "url" in item:
        _check_url("url", item["url"])
    else:
        _check_base64("image", item["content_type"], item["data"])


def _check_base64(name: str, content_type: Any, data: Any) -> None:
    if content_type not in ("image/jpeg", "image/png"):
        raise invalid(f"{name}: content type {content_type!r} is not one of image/jpeg, image/png")
    if not isinstance(data, str) or not re.fullmatch(r"[a-zA-Z0-9+/=]+", data):
        raise invalid(f"{name}: the data is not base64")


def _check_url(name: str, value: Any) -> None:
    try:
        parts = urlsplit(value if isinstance(value, str) else "")
    except ValueError:  # such as half an IPv6 address
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise invalid(f"{name}: {value!r} is not a valid URL")


def _check_disclosures(value: Any) -> None:
    values = value.get("values") if isinstance(value, dict) and set(value) == {"values"} else None
    if not isinstance(values, list) or any(name not in AI_DISCLOSURES for name in values):
        raise invalid(f"ai_disclosures: values must be among {', '.join(AI_DISCLOSURES)}")


def _check_flag(body: Json, name: str) -> None:
    if not isinstance(body.get(name, False), bool):
        raise invalid(f"{name}: {body[name]!r} is not a boolean")


def _check_text(body: Json, name: str, pattern: str = r"[\s\S]*") -> None:
    """The value, if there is one, is a text of this form."""
    value = body.get(name)
    if value is not None and not (isinstance(value, str) and re.fullmatch(pattern, value)):
        raise invalid(f"{name}: {value!r} is not valid")


def _check_keys(body: Any, required: Collection[str], optional: Collection[str], what: str) -> Json:
    if not isinstance(body, dict):
        raise invalid(f"{what} is not a JSON object")
    if missing := [name for name in sorted(required) if body.get(name) is None]:
        raise invalid(f"{what} needs {', '.join(missing)}")
    if unknown := sorted(set(body) - set(required) - set(optional)):
        raise invalid(f"{what} does not know {', '.join(unknown)}")
    return body
