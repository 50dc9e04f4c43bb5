"""What the values of a container's options must look like; each function raises `RefusedError`.

A username that contains `private` is one of an account that cannot be tagged. Sources:
https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/ig-user/media,
…/reference/error-codes and …/content-publishing/audio-api (all read 2026-11).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from aromatiza.sandbox._graph import Call
from aromatiza.sandbox._meta_errors import refusal, refusal_of

__all__ = ["ADD_ONS", "check_options", "mixes_silence"]

COLLABORATORS = 3
SPONSORS = 2
PRODUCTS = 5
ADD_ONS = ("poll_attachment", "is_poll_duration_extended", "is_comment_prompt_used")
ADD_ON_KINDS = ("poll_attachment", "is_comment_prompt_used")
FLAGS = ("share_to_feed", "is_ai_generated", "is_paid_partnership", "is_comment_prompt_used")
STRATEGIES = ("MANUAL", "SS_PERFORMANCE")
USERNAME = re.compile(r"[A-Za-z0-9._]{1,30}")
HIDDEN = "private"


def check_options(call: Call, kind: str) -> None:
    """Every option that was sent holds a value that its kind of container takes."""
    for name in FLAGS:
        call.flag(name, False)
    _check_collaborators(call)
    _check_tags(call, kind)
    _check_products(call, kind)
    _check_place(call)
    _check_sponsors(call)
    _check_trial(call)
    _check_audio(call)
    if sum(bool(call.text(name)) for name in ADD_ON_KINDS) > 1:
        raise refusal("(#100) A caption has one add-on at most", 100)


def mixes_silence(call: Call) -> bool:
    """Whether the video must have sound of its own, as music is mixed with it.

    Source: https://github.com/gitroomhq/postiz-app/pull/2033 (read 2026-11).
    """
    audio = _json(call, "audio_configuration") or {}
    return bool(audio) and audio.get("video_volume") not in (0, "0")


def _check_collaborators(call: Call) -> None:
    names = _list(call, "collaborators", COLLABORATORS)
    for name in names:
        _check_name(name, "collaborators")


def _check_name(name: object, option: str) -> None:
    """A public username without `@`."""
    if not isinstance(name, str) or not USERNAME.fullmatch(name):
        raise refusal(f"(#100) Param {option} holds usernames, without @", 100)
    if HIDDEN in name:
        raise refusal_of(100, 2207018)


def _check_tags(call: Call, kind: str) -> None:
    """A tag has a place in a photo, may have one in a story, and has none in a Reel."""
    for tag in _list(call, "user_tags", None):
        if not isinstance(tag, dict):
            raise refusal("(#100) Param user_tags holds objects", 100)
        _check_name(tag.get("username"), "user_tags")
        has_place = _has_place(tag)
        if kind in ("IMAGE", "CHILD_IMAGE") and not has_place:
            raise refusal("(#100) A tag in a photo needs x and y between 0 and 1", 100)
        if kind == "REELS" and {"x", "y"} & tag.keys():
            raise refusal("(#100) A tag in a reel has no x and y", 100)
        if {"x", "y"} & tag.keys() and not has_place:
            raise refusal("(#100) x and y of a tag are between 0 and 1", 100)


def _has_place(tag: dict[str, Any]) -> bool:
    return all(isinstance(tag.get(axis), int | float) and 0 <= tag[axis] <= 1 for axis in ("x", "y"))


def _check_products(call: Call, kind: str) -> None:
    products = _list(call, "product_tags", None)
    if len(products) > PRODUCTS or not all(isinstance(one, dict) and "product_id" in one for one in products):
        raise refusal_of(100, 2207037)
    if kind in ("REELS", "CHILD_VIDEO") and any({"x", "y"} & one.keys() for one in products):
        raise refusal_of(100, 2207035)
    if kind in ("IMAGE", "CHILD_IMAGE") and not all(_has_place(one) for one in products):
        raise refusal_of(100, 2207036)


def _check_place(call: Call) -> None:
    if call.text("location_id") and not call.text("location_id").isdecimal():
        raise refusal("(#100) INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID", 100)


def _check_sponsors(call: Call) -> None:
    sponsors = _list(call, "branded_content_sponsor_ids", SPONSORS)
    if not all(str(one).isdecimal() for one in sponsors):
        raise refusal("(#100) Param branded_content_sponsor_ids holds ids", 100)


def _check_trial(call: Call) -> None:
    trial = _json(call, "trial_params")
    if trial is None:
        return
    if call.traps("no_trials"):
        raise refusal_of(100, 2207081)
    if not isinstance(trial, dict) or trial.get("graduation_strategy") not in STRATEGIES:
        raise refusal(f"(#100) graduation_strategy must be one of {', '.join(STRATEGIES)}", 100)


def _check_audio(call: Call) -> None:
    audio = _json(call, "audio_configuration")
    if audio is not None and not (isinstance(audio, dict) and audio.get("audio_id")):
        raise refusal("(#100) Param audio_configuration needs an audio_id", 100)


def _list(call: Call, name: str, most: int | None) -> Sequence[Any]:
    """The list in a parameter; none, when it was not sent."""
    value = _json(call, name)
    if value is None:
        return ()
    if not isinstance(value, list) or (most is not None and len(value) > most):
        raise refusal(f"(#100) Param {name} must be a list{f' of at most {most}' if most else ''}", 100)
    return value


def _json(call: Call, name: str) -> Any:
    """The JSON in a parameter; None, when it was not sent."""
    if not call.text(name):
        return None
    try:
        return json.loads(call.text(name))
    except ValueError as error:
        raise refusal(f"(#100) Param {name} must be JSON", 100) from error
