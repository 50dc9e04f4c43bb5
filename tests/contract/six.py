"""The six networks, as the kit must know them: ids, good posts, and how each words a refusal."""

from __future__ import annotations

from collections.abc import Mapping

from aromatiza.core.post import Json, MediaKind
from aromatiza.platforms import REGISTRY
from aromatiza.platforms.facebook.errors import PUBLISH_ERRORS as FACEBOOK_PUBLISH
from aromatiza.platforms.instagram.errors import PUBLISH_ERRORS as INSTAGRAM_PUBLISH
from aromatiza.platforms.instagram.errors import STATUS_ERRORS as INSTAGRAM_STATUS
from aromatiza.platforms.pinterest.errors import S3
from aromatiza.platforms.tiktok.errors import LAST_CHUNK_ERRORS, PHOTO_ERRORS, STATUS_ERRORS
from aromatiza.platforms.x.errors import POST_ERRORS, PROCESSING_ERRORS
from aromatiza.platforms.x.errors import UPLOAD_ERRORS as X_UPLOAD
from aromatiza.platforms.youtube.errors import UPLOAD_ERRORS as YOUTUBE_UPLOAD
from aromatiza.sandbox.networks import ALL
from tests.contract.scenario import Failures, Good, No, Scenario

__all__ = ["SIX"]

VIDEO, PHOTO = MediaKind.VIDEO, MediaKind.PHOTO
LINK: Mapping[str, Json] = {"link": "https://example.com/mist"}


def graph(no: No) -> Mapping[str, Json]:
    """Facebook and Instagram: an envelope with numbers; the upload host has one of its own, with words."""
    if not no.code.lstrip("-").isdecimal():
        return {"status": no.status, "body": {"debug_info": {"type": no.code, "message": no.text}}}
    error: dict[str, Json] = {"message": no.text, "code": int(no.code), "fbtrace_id": "AkitTrace"}
    if no.subcode:
        error["error_subcode"] = int(no.subcode) if no.subcode.isdecimal() else no.subcode
    return {"status": no.status, "body": {"error": error}}


def failed_container(code: str, subcode: str) -> Mapping[str, Json]:
    """Instagram: a container that failed names the reason inside a sentence."""
    return {"status": 200, "body": {"status_code": code or "ERROR", "status": f"Error: {subcode}"}}


def tiktok(no: No) -> Mapping[str, Json]:
    """TikTok: a word as the code."""
    return {"status": no.status, "body": {"error": {"code": no.code, "message": no.text, "log_id": "kit"}}}


def pinterest(no: No) -> Mapping[str, Json]:
    """Pinterest: a number and a sentence; the upload host speaks XML. Only the sentence tells spam."""
    if no.code == S3:
        body = f"<Error><Code>{no.subcode or 'AccessDenied'}</Code><Message>{no.text}</Message></Error>"
        return {"status": no.status, "headers": {"Content-Type": "application/xml"}, "body": body}
    code: Json = int(no.code) if no.code.isdecimal() else no.code
    return {"status": no.status, "body": {"code": code, "message": f"{no.text} {no.subcode}"}}


def youtube(no: No) -> Mapping[str, Json]:
    """YouTube: a reason inside a list."""
    error: Json = {
        "code": no.status,
        "message": no.text,
        "errors": [{"domain": "youtube", "reason": no.code, "message": no.text}],
    }
    return {"status": no.status, "body": {"error": error}}


def x(no: No) -> Mapping[str, Json]:
    """X: a problem (RFC 9457), whose type ends in the code; a wrong parameter stands in a list beside it."""
    parameters: dict[str, Json] = {no.subcode: ["no"]} if no.subcode else {}
    problem: Json = {
        "type": f"https://api.x.com/2/problems/{no.code}",
        "title": "no",
        "detail": no.text,
        "status": no.status,
        "errors": [{"message": no.text, "parameters": parameters}],
    }
    return {"status": no.status, "body": problem}


def failed_media(_code: str, _subcode: str) -> Mapping[str, Json]:
    """X: media that could not be processed."""
    error: Json = {"code": 1, "name": "InvalidMedia", "message": "no"}
    return {
        "status": 200,
        "body": {"data": {"id": "1", "processing_info": {"state": "failed", "error": error}}},
    }


SIX: tuple[Scenario, ...] = (
    Scenario(
        REGISTRY["tiktok"],
        ALL,
        account="-000a1b2c",
        stranger="-000a1b2d",
        posts=(Good("video", VIDEO), Good("photo", PHOTO, may_stay_unknown=True)),
        word=tiktok,
        settings={"mode": "direct", "privacy_level": "PUBLIC_TO_EVERYONE", "audited": True},
        tables={
            "video submitted": LAST_CHUNK_ERRORS,
            "photos submitted": PHOTO_ERRORS,
            "post finished": STATUS_ERRORS,
        },
    ),
    Scenario(
        REGISTRY["facebook"],
        ALL,
        account="100200300400500",
        stranger="100200300400501",
        posts=(Good("reel", VIDEO), Good("photo", PHOTO)),
        word=graph,
        tables={"reel finished": FACEBOOK_PUBLISH, "post created": FACEBOOK_PUBLISH},
        unlisted="987654",
    ),
    Scenario(
        REGISTRY["instagram"],
        ALL,
        account="17841400000000000",
        stranger="17841400000000001",
        posts=(Good("reel", VIDEO), Good("photo", PHOTO)),
        word=graph,
        tables={"media published": INSTAGRAM_PUBLISH},
        failures={"container ready": Failures(INSTAGRAM_STATUS, failed_container)},
        unlisted="987654",
    ),
    Scenario(
        REGISTRY["pinterest"],
        ALL,
        account="549755885175",
        stranger="549755885176",
        posts=(Good("video pin", VIDEO, more=LINK), Good("image pin", PHOTO, more=LINK)),
        word=pinterest,
        settings={"board": "1022106077902810180"},
        token=";board=1022106077902810180",
        unlisted="987654",
    ),
    Scenario(
        REGISTRY["youtube"],
        ALL,
        account="UC0123456789abcdefghijkl",
        stranger="UC0123456789abcdefghijkm",
        posts=(Good("video", VIDEO),),
        word=youtube,
        settings={"privacy": "public", "made_for_kids": False},
        tables={"video uploaded": YOUTUBE_UPLOAD},
    ),
    Scenario(
        REGISTRY["x"],
        ALL,
        account="2244994945",
        stranger="2244994946",
        posts=(Good("video", VIDEO), Good("photo", PHOTO)),
        word=x,
        tables={
            **dict.fromkeys(("media 1 segment 0 sent", "media 1 closed", "media 1 described"), X_UPLOAD),
            "media 1 processed": X_UPLOAD,
            "post created": POST_ERRORS,
        },
        failures={"media 1 processed": Failures(PROCESSING_ERRORS, failed_media)},
    ),
)
"""In the order of the registry."""
