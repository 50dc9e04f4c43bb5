"""What TikTok says of an account: who it is, how it may post now, and which public videos it has.

Sources (read 2026-11): https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info,
https://developers.tiktok.com/doc/content-posting-api-reference-query-creator-info,
https://developers.tiktok.com/doc/tiktok-api-v2-video-list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aromatiza.sandbox.http import Request
from aromatiza.sandbox.tiktok_answer import Refused, checked, invalid_params, json_body
from aromatiza.sandbox.tiktok_media import MAX_VIDEO_S
from aromatiza.sandbox.tiktok_tokens import Caller, Keys

__all__ = ["creator_info", "privacy_levels", "user_info", "video_list"]

USERNAME = "aromatiza"
NICKNAME = "Aromatiza"
PUBLIC_LEVELS = ("PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY")
PRIVATE_LEVELS = ("FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY")
AVATAR = "https://p16-sign.tiktokcdn.com/aromatiza.webp"

LIST_BODY = {"max_count": int, "cursor": int}
USUAL_COUNT, MAX_COUNT = 10, 20
SHOWN_CHARS = 150
VIDEO_FIELDS = ("id", "title", "video_description", "create_time", "duration", "share_url")


def user_info(request: Request, caller: Caller) -> dict[str, Any]:
    """The fields of the user object that were asked for. Raises: Refused."""
    known = _user(caller)
    fields = _fields(request, {name for group in known.values() for name in group}, "user")
    for scope, group in known.items():
        if group.keys() & set(fields) and not caller.token.may(scope):
            raise Refused("scope_permission_missed")
    values = {name: value for group in known.values() for name, value in group.items()}
    return {"user": {field: values[field] for field in fields}}


def creator_info(caller: Caller) -> dict[str, Any]:
    """How the account may post now. An unaudited app is shown the same options as any other."""
    keys = caller.keys
    is_private = keys.text("private") == "yes"
    return {
        "creator_avatar_url": AVATAR,
        "creator_username": keys.text("username") or USERNAME,
        "creator_nickname": keys.text("nickname") or NICKNAME,
        "privacy_level_options": list(privacy_levels(keys)),
        "comment_disabled": keys.text("comment") == "off",
        "duet_disabled": is_private or keys.text("duet") == "off",
        "stitch_disabled": is_private or keys.text("stitch") == "off",
        "max_video_post_duration_sec": keys.number("max_s", MAX_VIDEO_S),
    }


def privacy_levels(keys: Keys) -> tuple[str, ...]:
    """The privacy levels that an account may choose of."""
    usual = PRIVATE_LEVELS if keys.text("private") == "yes" else PUBLIC_LEVELS
    return keys.named("privacy") or usual


def video_list(request: Request, caller: Caller, jobs: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A page of the account's public videos, newest first; `cursor` is in ms. Raises: Refused."""
    body = json_body(request, LIST_BODY) if request.body.size else checked("The request body", {}, LIST_BODY)
    count = body.get("max_count", USUAL_COUNT)
    if not 1 <= count <= MAX_COUNT:
        raise invalid_params(f"The max_count must be 1 to {MAX_COUNT}")
    kinds = ("video", "photo") if caller.keys.has_trap("photos_listed") else ("video",)
    theirs = [job for job in jobs if job["account"] == caller.account and job["kind"] in kinds]
    videos = [_video(job, post_id) for job in theirs for post_id in job["public_ids"]]
    # Two posts of one moment keep an order, so that no page loses one of them.
    videos.sort(key=lambda video: (video["at_ms"], video["id"]), reverse=True)
    fields = _fields(request, VIDEO_FIELDS, "video")
    before = body.get("cursor", 0)
    due = [video for video in videos if not before or video["at_ms"] < before]
    page = due[:count]
    cursor = page[-1]["at_ms"] if page else before
    page = [*page, *(video for video in due[count:] if video["at_ms"] == cursor)]
    shown = [{field: video[field] for field in fields} for video in page]
    return {"videos": shown, "cursor": cursor, "has_more": len(due) > len(page)}


def _user(caller: Caller) -> dict[str, dict[str, Any]]:
    """The user object, under the scopes that open its parts."""
    username = caller.keys.text("username") or USERNAME
    return {
        "user.info.basic": {
            "open_id": caller.account,
            "union_id": f"u{caller.account}",
            "avatar_url": AVATAR,
            "avatar_url_100": AVATAR,
            "avatar_large_url": AVATAR,
            "display_name": caller.keys.text("nickname") or NICKNAME,
        },
        "user.info.profile": {
            "username": username,
            "profile_deep_link": f"https://www.tiktok.com/@{username}",
            "is_verified": False,
            "bio_description": "",
        },
        "user.info.stats": {"follower_count": 0, "following_count": 0, "likes_count": 0, "video_count": 0},
    }


def _video(job: Mapping[str, Any], post_id: str) -> dict[str, Any]:
    """The `VIDEO_FIELDS`, and `at_ms`."""
    text = job.get("title") or job.get("text", "")
    return {
        "id": post_id,
        "title": text[:SHOWN_CHARS],
        "video_description": job.get("text", "")[:SHOWN_CHARS],
        "create_time": int(job["public_at"]),
        "duration": round(job["seconds"] or 0),
        "share_url": f"https://www.tiktok.com/@{job['username']}/video/{post_id}",
        "at_ms": int(job["public_at"] * 1000),
    }


def _fields(request: Request, known: Iterable[str], kind: str) -> list[str]:
    """The names in the query's `fields`. Raises: Refused, when there is none, or an unknown one."""
    fields = [field for field in request.query.get("fields", "").split(",") if field]
    if not fields or not set(fields) <= set(known):
        raise invalid_params(f"Fields are required, and each must be a field of the {kind} object")
    return fields
