"""What a client asks TikTok to post: the bodies of the three inits, checked field by field.

An unknown field and a wrong type are refused. Lengths are in UTF-16 code units, the strict reading of
"UTF-16 runes". Sources (read 2026-11): https://developers.tiktok.com/doc/content-posting-api-reference-direct-post,
…-reference-upload-video and …-reference-photo-post.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aromatiza.sandbox.http import Request
from aromatiza.sandbox.tiktok_account import privacy_levels
from aromatiza.sandbox.tiktok_answer import Refused, checked, invalid_params, json_body
from aromatiza.sandbox.tiktok_pull import check_photos, check_video
from aromatiza.sandbox.tiktok_tokens import Caller
from aromatiza.sandbox.tiktok_upload import check_plan

__all__ = ["PHOTO_MODES", "asked_draft", "asked_photos", "asked_video", "check_privacy"]

VIDEO_CAPTION_UNITS = 2200
PHOTO_UNITS = {"title": 90, "description": 4000}
PHOTO_MODES = {"DIRECT_POST": "video.publish", "MEDIA_UPLOAD": "video.upload"}
SELF_ONLY = "SELF_ONLY"

VIDEO_INFO = {
    "privacy_level": str,
    "title": str,
    "disable_duet": bool,
    "disable_stitch": bool,
    "disable_comment": bool,
    "video_cover_timestamp_ms": int,
    "brand_content_toggle": bool,
    "brand_organic_toggle": bool,
    "is_aigc": bool,
}
VIDEO_BODY = {"post_info": dict, "source_info": dict}
PHOTO_BODY = {"media_type": str, "post_mode": str, "post_info": dict, "source_info": dict, "is_aigc": bool}
PHOTO_TEXT = {"title": str, "description": str}
PHOTO_INFO = {
    **PHOTO_TEXT,
    "privacy_level": str,
    "disable_comment": bool,
    "auto_add_music": bool,
    "brand_content_toggle": bool,
    "brand_organic_toggle": bool,
}
# A photo draft needs it: https://developers.tiktok.com/doc/content-posting-api-reference-photo-post, 2026-11
MIN_APP_VERSION = (31, 8)


def asked_video(request: Request, caller: Caller) -> dict[str, Any]:
    """What a direct post of a video is to be: `privacy`, `text`, and its plan or `urls`. Raises: Refused."""
    body = json_body(request, VIDEO_BODY)
    info = checked("post_info", body.get("post_info"), VIDEO_INFO)
    _check_length(info, "title", VIDEO_CAPTION_UNITS)
    _check_disclosure(info, caller, ("brand_content_toggle",))
    source = _video_source(body.get("source_info"), caller)
    _need_privacy(info)
    return {"kind": "video", "text": info.get("title", ""), "privacy": info["privacy_level"], **source}


def asked_draft(request: Request, caller: Caller) -> dict[str, Any]:
    """What a draft of a video is made of: its plan or `urls`, and nothing else. Raises: Refused."""
    is_lenient = caller.keys.has_trap("lenient_draft")
    body = json_body(request, VIDEO_BODY if is_lenient else {"source_info": dict})
    return {"kind": "video", "privacy": "INBOX", **_video_source(body.get("source_info"), caller)}


def asked_photos(request: Request, caller: Caller) -> dict[str, Any]:
    """What a post or a draft of photos is to be: `privacy`, `title`, `text`, `urls`. Raises: Refused."""
    body = json_body(request, PHOTO_BODY)
    mode = body.get("post_mode")
    if body.get("media_type") != "PHOTO" or mode not in PHOTO_MODES:
        raise invalid_params("The media_type must be PHOTO, the post_mode DIRECT_POST or MEDIA_UPLOAD")
    if not caller.token.may(PHOTO_MODES[mode]):
        raise Refused("scope_not_authorized")
    is_direct = mode == "DIRECT_POST"
    takes_all = is_direct or caller.keys.has_trap("lenient_draft")
    info = checked("post_info", body.get("post_info", {}), PHOTO_INFO if takes_all else PHOTO_TEXT)
    for field, units in PHOTO_UNITS.items():
        _check_length(info, field, units)
    if is_direct:
        _check_disclosure(info, caller, ("brand_content_toggle", "brand_organic_toggle"))
    urls = check_photos(body.get("source_info"), caller.keys)
    if is_direct:
        _need_privacy(info)
    else:
        _check_app(caller)
    return {
        "kind": "photo",
        "title": info.get("title", ""),
        "text": info.get("description", ""),
        "privacy": info["privacy_level"] if is_direct else "INBOX",
        "urls": urls,
    }


def check_privacy(level: str, caller: Caller) -> None:
    """Raises: Refused, for a level that is no option of the account, or that an unaudited app may not use."""
    if level not in privacy_levels(caller.keys):
        raise Refused("privacy_level_option_mismatch")
    is_private = caller.keys.text("private") == "yes"
    if not caller.is_audited and not (is_private and level == SELF_ONLY):
        raise Refused("unaudited_client_can_only_post_to_private_accounts")


def _video_source(value: object, caller: Caller) -> dict[str, Any]:
    """The chunk plan of an upload, or the `urls` of a pull. Raises: Refused."""
    source = value.get("source") if isinstance(value, dict) else None
    if source == "PULL_FROM_URL":
        return {"urls": [check_video(value, caller.keys)]}
    if source != "FILE_UPLOAD":
        raise invalid_params("The source must be FILE_UPLOAD or PULL_FROM_URL")
    return dict(check_plan(value, caller.keys))


def _check_length(info: Mapping[str, Any], field: str, units: int) -> None:
    if len(info.get(field, "").encode("utf-16-le", "surrogatepass")) // 2 > units:
        raise invalid_params(f"The {field} is longer than {units} UTF-16 runes")


def _check_disclosure(info: Mapping[str, Any], caller: Caller, toggles: tuple[str, ...]) -> None:
    """That branded content is not for oneself alone is documented, the code of its refusal is not."""
    if caller.keys.has_trap("strict_toggles") and not info.keys() >= set(toggles):
        raise invalid_params(f"Required: {', '.join(toggles)}")
    if info.get("brand_content_toggle") and info.get("privacy_level") == SELF_ONLY:
        raise invalid_params("Branded content cannot be SELF_ONLY")


def _need_privacy(info: Mapping[str, Any]) -> None:
    if "privacy_level" not in info:
        raise invalid_params("The privacy_level is required")


def _check_app(caller: Caller) -> None:
    """Raises: Refused, when the user's app is too old for photo drafts."""
    version = tuple(int(part) for part in caller.keys.text("app_version").split(".") if part.isdigit())
    if version and version < MIN_APP_VERSION:
        raise Refused("app_version_check_failed")
