"""The refusals of Graph: one envelope, HTTP 400 whatever the reason, and what each code says.

Sources: https://developers.facebook.com/docs/graph-api/guides/error-handling, …/overview/rate-limiting and
https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/error-codes
(all read 2026-11). Codes that only public clients report name them in their row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from aromatiza.sandbox.http import Response, json_response

__all__ = ["KNOWN_ERRORS", "KnownError", "RefusedError", "refusal", "refusal_of"]


class RefusedError(Exception):
    """A request that the network does not take; `answer` is what it says instead."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.body.decode())
        self.answer = answer


@dataclass(frozen=True, slots=True)
class KnownError:
    """What a code and its subcode mean; `title` and `advice` are for people, "" where none is sent."""

    meaning: str
    title: str = ""
    advice: str = ""
    is_transient: bool = False


_LATER = "Try again later."
KNOWN_ERRORS: Mapping[tuple[int, int], KnownError] = {
    # Graph as a whole
    (1, 0): KnownError("An unknown error occurred", is_transient=True),
    (2, 0): KnownError("The service is unavailable for the moment", is_transient=True),
    (3, 0): KnownError("The app does not have the capability for this call"),
    (4, 0): KnownError("The app has reached its limit of requests", is_transient=True),
    (10, 0): KnownError("The app does not have the permission for this action"),
    (17, 0): KnownError("The user has reached the limit of requests", is_transient=True),
    (32, 0): KnownError("The Page has reached the limit of requests", is_transient=True),
    (100, 0): KnownError("Invalid parameter"),
    (100, 33): KnownError("The object does not exist, or the token may not see it"),
    (102, 0): KnownError("The session is invalid or has ended"),
    (104, 0): KnownError("An access token is required to request this resource"),
    (190, 0): KnownError("The access token is invalid"),
    (190, 458): KnownError("The user has not authorised the app, or has removed it"),
    (190, 459): KnownError("The user has to clear a check first", "Log in", "Log in at www.facebook.com."),
    (190, 460): KnownError("The session was invalidated: the password has changed"),
    (190, 463): KnownError("The session has expired"),
    (190, 464): KnownError("The user is not confirmed", "Log in", "Log in at www.facebook.com."),
    (190, 467): KnownError("The access token is invalid: the user has logged out"),
    (190, 492): KnownError("The user has no role on the Page any more"),
    (200, 0): KnownError("Permissions error"),
    (210, 0): KnownError("The user is not visible"),
    (283, 0): KnownError("A permission for the Page is missing"),
    (324, 0): KnownError("Missing or invalid image file"),
    (341, 0): KnownError("The app's limit is reached", is_transient=True),
    (368, 0): KnownError("The action is deemed abusive or is otherwise disallowed"),
    # https://github.com/gitroomhq/postiz-app, facebook.provider.ts, read 2026-11: both, 1366046, 1366051,
    # 1404078, 1404102, 1346003 and 1609008
    (368, 1390008): KnownError("Posts are made too fast", "Too fast", _LATER),
    (368, 4854002): KnownError("The identity has to be confirmed", "Confirm your identity", "Open the app."),
    (382, 0): KnownError("The video file is too small"),
    (389, 0): KnownError("The video file cannot be fetched"),
    (506, 0): KnownError("The post is the same as the one before it"),
    (613, 0): KnownError("The calls to this API have exceeded the limit", is_transient=True),
    (613, 1996): KnownError("The volume of calls is irregular", is_transient=True),
    (6000, 0): KnownError("There is a problem with the upload of the video file"),
    (6001, 0): KnownError("There is a problem with the upload of the video file: it has not arrived whole"),
    (80001, 0): KnownError("There have been too many calls to this Page", is_transient=True),
    (80002, 0): KnownError("There have been too many calls to this Instagram account", is_transient=True),
    (1346003, 0): KnownError("The content was flagged"),
    (1366046, 0): KnownError("The photo is too large, or no JPEG or PNG"),
    (1366051, 0): KnownError("These photos were already posted"),
    (1404078, 0): KnownError("The Page needs the authorisation to publish"),
    (1404102, 0): KnownError("The content goes against the community standards"),
    (1609005, 0): KnownError("The link could not be read"),
    (1609008, 0): KnownError("Links to facebook.com are not taken"),
    # Publishing to Instagram
    (-1, 2207001): KnownError("Instagram's server failed", "Server error", _LATER, is_transient=True),
    (-1, 2207032): KnownError("The container was not created", "Creation failed", _LATER),
    (-1, 2207053): KnownError("The upload failed for an unknown reason", "Upload failed", "Make a new one."),
    (-2, 2207003): KnownError("Downloading the media took too long", "Download timed out", _LATER),
    (-2, 2207020): KnownError("The media has expired", "Media expired", "Make a new container."),
    (1, 2207057): KnownError(
        "thumb_offset is out of range", "Wrong thumbnail offset", "It lies within the video."
    ),
    (4, 2207051): KnownError("The action is restricted as it looks like spam", "Action blocked", _LATER),
    (9, 2207042): KnownError(
        "The limit of posts is reached", "Limit reached", "The account has no post left within 24 hours."
    ),
    (24, 2207006): KnownError("The media is not found", "Media not found", "Check the permissions."),
    (24, 2207008): KnownError("The container does not exist", "Container not found", "Make a new one."),
    (25, 2207050): KnownError("The account is restricted", "Account restricted", "Log in to the app."),
    (100, 2207018): KnownError("A collaborator cannot be tagged", "Cannot be tagged", "Choose another."),
    (100, 2207023): KnownError("The media_type is unknown", "Unknown media type", "Check media_type."),
    (100, 2207028): KnownError("A carousel holds 2 to 10 items", "Wrong carousel", "Take 2 to 10 items."),
    (100, 2207035): KnownError(
        "The product tags are in the wrong place", "Product tags", "Check their place."
    ),
    (100, 2207036): KnownError("Product tags of a photo need a place", "Product tags", "Give x and y."),
    (100, 2207037): KnownError("A product cannot be tagged", "Product tags", "Take 5 products of the shop."),
    (100, 2207040): KnownError("There are too many @ tags", "Too many tags", "At most 20 people are tagged."),
    # https://github.com/gitroomhq/postiz-app, instagram.provider.ts, read 2026-11
    (100, 2207081): KnownError("The account has no trial reels", "No trial reels", "Leave trial_params out."),
    # https://github.com/MookieLian/n8n-nodes-instagram/issues/9, read 2026-11
    (100, 2207089): KnownError("A VIDEO is not published by itself", "Not supported", "Take REELS."),
    (352, 2207026): KnownError("The video format is not supported", "Unsupported video", "Take MP4 or MOV."),
    (9004, 2207052): KnownError("The media could not be fetched", "Not fetched", "Check the address."),
    (9007, 2207027): KnownError("Media ID is not available", "Not ready", "Wait until it is finished."),
    (36000, 2207004): KnownError("The image is too large", "Image too large", "At most 8 MiB are taken."),
    (36001, 2207005): KnownError("The image format is not supported", "Not supported", "Take a JPEG."),
    (36003, 2207009): KnownError(
        "The aspect ratio is not supported", "Wrong ratio", "4:5 to 1.91:1 is taken."
    ),
    (36004, 2207010): KnownError("The caption is too long", "Caption too long", "At most 2200 characters."),
}


def refusal(message: str, code: int, subcode: int = 0, *, kind: str = "OAuthException") -> RefusedError:
    """A refusal in Graph's envelope, with the texts for people that its code has."""
    known = KNOWN_ERRORS.get((code, subcode), KnownError(message))
    trace = hashlib.sha256(f"{code}/{subcode}/{message}".encode()).hexdigest()
    error: dict[str, object] = {"message": message, "type": kind, "code": code}
    if subcode:
        error["error_subcode"] = subcode
    error["is_transient"] = known.is_transient
    if known.title:
        error |= {"error_user_title": known.title, "error_user_msg": known.advice}
    error["fbtrace_id"] = "A" + trace[:22]
    return RefusedError(json_response(400, {"error": error}))


def refusal_of(code: int, subcode: int = 0) -> RefusedError:
    """The refusal with that code, in the words of `KNOWN_ERRORS`."""
    known = KNOWN_ERRORS.get((code, subcode)) or KNOWN_ERRORS.get((code, 0), KNOWN_ERRORS[1, 0])
    return refusal(f"(#{code}) {known.meaning}", code, subcode)
