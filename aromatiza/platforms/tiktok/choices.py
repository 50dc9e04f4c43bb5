"""What a person chose of a post, and whether TikTok can take it: asked before any byte is sent.

A person chooses whether it becomes a draft or a post; when one is refused, it never becomes the other.
"""

from __future__ import annotations

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Call, Request, Role
from aromatiza.core.errors import InvalidContent, Retryable
from aromatiza.core.messages import msg
from aromatiza.core.post import Json, MediaKind
from aromatiza.core.rendition import Rendition
from aromatiza.platforms.tiktok.api import API, is_true
from aromatiza.platforms.tiktok.rules import DIRECT, INBOX, PRIVATE_LEVEL, levels_of_app

__all__ = ["choices", "is_direct", "posting_allowed", "require_choices"]

INTERACTIONS = {"comments": "comment_disabled", "duets": "duet_disabled", "stitches": "stitch_disabled"}
"""What people may be let do with a post, and where TikTok says that the account itself forbids it."""

OF_PHOTOS = ("comments",)
"""Photos know neither duets nor stitches, and what TikTok says of these does not matter for them."""


def is_direct(rendition: Rendition) -> bool:
    """Whether the post goes to the profile by itself, not to the inbox where a person finishes it."""
    return rendition.text_option("mode") == DIRECT


def levels_for(rendition: Rendition) -> tuple[str, ...]:
    """The visibilities open to a direct post: an unaudited app has one, and paid partnerships lack it.

    Source: GUIDELINES. A visibility that TikTok must refuse counts as a violation.
    """
    levels = levels_of_app(rendition.flag("audited"))
    barred = PRIVATE_LEVEL if rendition.flag("paid_partnership") else ""
    return tuple(level for level in levels if level != barred)


def require_choices(rendition: Rendition) -> None:
    """Insist on a mode and, for a direct post, on a visibility that it may have at all.

    Raises: InvalidContent, before anything is asked of TikTok.
    """
    mode = rendition.text_option("mode")
    if not mode:
        raise InvalidContent(msg("tiktok.mode_missing", accepted=f"{INBOX}, {DIRECT}"))
    if mode not in (INBOX, DIRECT):
        raise InvalidContent(msg("tiktok.mode_unknown", found=mode, accepted=f"{INBOX}, {DIRECT}"))
    if is_direct(rendition):
        _require_level(rendition)


def _require_level(rendition: Rendition) -> None:
    level, levels = rendition.text_option("privacy_level"), levels_for(rendition)
    if not levels:
        raise InvalidContent(msg("tiktok.level_none", private=PRIVATE_LEVEL))
    if not level:
        raise InvalidContent(msg("tiktok.level_missing", accepted=", ".join(levels)))
    if level not in levels:
        raise InvalidContent(msg("tiktok.level_barred", found=level, accepted=", ".join(levels)))


def forbidden_interactions(rendition: Rendition, reply: Reply) -> tuple[str, ...]:
    """The interactions that the post turns on and that the account's own settings in TikTok turn off."""
    known = OF_PHOTOS if rendition.kind is MediaKind.PHOTO else tuple(INTERACTIONS)
    return tuple(name for name in known if rendition.flag(name) and is_true(reply, INTERACTIONS[name]))


def posting_allowed(rendition: Rendition) -> Call:
    """Ask whether the account may post so now; the yes is kept, so that no run that resumes is told no.

    Raises, when it is read: InvalidContent, when the account has not that visibility now, or has turned off
    what the post turns on. TikTok would turn it off without a word. How long the account's videos may be is
    not compared: a delivery does not know how long its video is.
    """

    def read(reply: Reply) -> Answer:
        levels = [level.text() for level in reply.json().items("data", "privacy_level_options")]
        if not levels:
            raise Retryable(msg("network.unreadable", place="data.privacy_level_options"))
        level = rendition.text_option("privacy_level")
        if level not in levels:
            raise InvalidContent(msg("tiktok.level_not_now", found=level, accepted=", ".join(levels)))
        forbidden = forbidden_interactions(rendition, reply)
        if forbidden:
            raise InvalidContent(msg("tiktok.interactions_off", options=", ".join(forbidden)))
        return Answer()

    headers = {"Content-Type": "application/json; charset=UTF-8"}
    request = Request("POST", f"{API}/post/publish/creator_info/query/", headers=headers)
    return Call("posting allowed", Role.PREPARE, request, read)


def choices(rendition: Rendition) -> dict[str, Json]:
    """What every direct post says of itself; what a person did not turn on is off."""
    return {
        "privacy_level": rendition.text_option("privacy_level"),
        "disable_comment": not rendition.flag("comments"),
        "brand_content_toggle": rendition.flag("paid_partnership"),
        "brand_organic_toggle": rendition.flag("own_brand", default=True),
    }
