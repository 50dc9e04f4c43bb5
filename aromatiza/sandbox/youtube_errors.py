"""How YouTube says no: Google's envelope, and the reasons that are known, as data.

`errors[0].reason` and the HTTP status are what tells refusals apart; the texts are the sandbox's own.
Sources: https://developers.google.com/youtube/v3/docs/core_errors and
https://developers.google.com/youtube/data/reference/rest/v3/videos/insert (its table of errors, read in
transcriptions), https://developers.google.com/youtube/data/reference/rest/v3/thumbnails/set; real bodies of
`youtube.quota` and `youtube.video` in https://github.com/ShareX/ShareX/issues/5907 and
https://github.com/FujiwaraChoki/MoneyPrinter/issues/192; all read 2026-11.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aromatiza.sandbox.http import Response, json_response

__all__ = ["JSON_TYPE", "KNOWN", "Known", "Refusal", "bad_request", "refusal_of", "wrong_metadata"]

JSON_TYPE = "application/json; charset=UTF-8"
REALM = 'Bearer realm="https://accounts.google.com/"'
"""What every 401 asks for (RFC 6750, section 3)."""

STATUS_NAMES: Mapping[int, str] = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    416: "OUT_OF_RANGE",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
"""`error.status` of the newer envelope: https://cloud.google.com/apis/design/errors, read 2026-11."""


@dataclass(frozen=True, slots=True)
class Known:
    """A reason of the documented tables: the status it comes with, its domain, and a text."""

    status: int
    meaning: str
    domain: str = "global"
    location: str = ""
    location_type: str = "other"


VIDEO = "youtube.video"
HEADER = "Authorization"

KNOWN: Mapping[str, Known] = {
    "invalidTitle": Known(400, "The title is missing, too long, or has < or >.", VIDEO, "body.snippet.title"),
    "invalidDescription": Known(
        400, "The description is too long, or has < or >.", VIDEO, "body.snippet.description"
    ),
    "invalidTags": Known(400, "The tags are too long, or no list of texts.", VIDEO, "body.snippet.tags"),
    "invalidCategoryId": Known(400, "There is no such category.", VIDEO, "body.snippet.categoryId"),
    "invalidPublishAt": Known(400, "The time of publication is not valid.", VIDEO, "body.status.publishAt"),
    "invalidVideoMetadata": Known(400, "The metadata of the video is not valid.", VIDEO, "body"),
    "invalidFilename": Known(400, "The Slug header is no name of a file.", VIDEO, "Slug", "header"),
    "invalidRecordingDetails": Known(
        400, "The details of the recording are not valid.", VIDEO, "body.recordingDetails"
    ),
    "invalidVideoGameRating": Known(
        400, "The rating of the video game is not valid.", VIDEO, "body.contentDetails.contentRating"
    ),
    "defaultLanguageNotSet": Known(
        400, "Localizations need a default language.", VIDEO, "body.snippet.defaultLanguage"
    ),
    "mediaBodyRequired": Known(400, "The request has no file.", VIDEO, "body"),
    "uploadLimitExceeded": Known(
        400, "The channel has uploaded as many videos as it may.", VIDEO, "body.snippet.title"
    ),
    "invalidImage": Known(400, "The file is no picture that can be read.", "youtube.thumbnail", "body"),
    "authError": Known(401, "Invalid Credentials", "global", HEADER, "header"),
    "expired": Known(401, "The access token has expired.", "global", HEADER, "header"),
    "required": Known(401, "Login Required", "global", HEADER, "header"),
    "unauthorized": Known(401, "Unauthorized", "global", HEADER, "header"),
    "youtubeSignupRequired": Known(401, "The account has no channel.", "youtube.header", HEADER, "header"),
    "forbidden": Known(403, "Forbidden"),
    "forbiddenPrivacySetting": Known(
        403, "The privacy setting is not allowed.", VIDEO, "body.status.privacyStatus"
    ),
    "forbiddenLicenseSetting": Known(403, "The license is not allowed.", VIDEO, "body.status.license"),
    "insufficientPermissions": Known(403, "Request had insufficient authentication scopes."),
    "quotaExceeded": Known(
        403, "The request cannot be completed because you have exceeded your quota.", "youtube.quota"
    ),
    "dailyLimitExceeded": Known(403, "The daily limit is reached.", "usageLimits"),
    "rateLimitExceeded": Known(403, "Too many requests in a short time.", "usageLimits"),
    "userRateLimitExceeded": Known(403, "Too many requests of this user in a short time.", "usageLimits"),
    "accessNotConfigured": Known(403, "The API is not enabled for the project.", "usageLimits"),
    "accountDisabled": Known(403, "The account is disabled."),
    "accountDeleted": Known(403, "The account is deleted."),
    "authenticatedUserAccountClosed": Known(403, "The account of the user is closed.", "youtube.common"),
    "authenticatedUserAccountSuspended": Known(
        403, "The account of the user is suspended.", "youtube.common"
    ),
    "notFound": Known(404, "Not Found"),
    "videoNotFound": Known(404, "There is no such video.", VIDEO, "id", "parameter"),
    "playlistNotFound": Known(
        404, "The playlist of the request cannot be found.", "youtube.playlistItem", "playlistId", "parameter"
    ),
    "httpMethodNotAllowed": Known(405, "The address does not take this method."),
    "alreadyExists": Known(409, "Requested entity already exists"),
    "uploadTooLarge": Known(413, "The uploaded file is too large."),
    "requestedRangeNotSatisfiable": Known(416, "The bytes do not lie where the upload has room for them."),
    "internalError": Known(500, "Internal Error"),
    "notImplemented": Known(501, "The operation is not implemented."),
    "backendError": Known(503, "Backend Error"),
}


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

    def response(self, *, is_newer: bool = False) -> Response:
        """The refusal in Google's envelope; the newer one has `status` where the older has `errors`."""
        error: dict[str, object] = {"code": self.status, "message": str(self)}
        if is_newer:
            error["status"] = STATUS_NAMES.get(self.status, "UNKNOWN")
        else:
            error["errors"] = [self.detail]
        asks = {"WWW-Authenticate": REALM} if self.status == 401 else {}
        return json_response(self.status, {"error": error}, {"Content-Type": JSON_TYPE, **asks})


def refusal_of(
    reason: str, message: str = "", *, status: int = 0, location: str = "", location_type: str = ""
) -> Refusal:
    """The refusal for a reason, as the tables have it; what is given here counts before them."""
    known = KNOWN.get(reason, Known(status or 400, reason))
    return Refusal(
        status or known.status,
        reason,
        message or known.meaning,
        domain=known.domain,
        location=location or known.location,
        location_type=location_type or ("parameter" if location else known.location_type),
    )


def bad_request(message: str) -> Refusal:
    """The refusal of a request that Google's front end cannot read."""
    return Refusal(400, "badRequest", message)


def wrong_metadata(reason: str, place: str) -> Refusal:
    """The refusal of a video for what stands at `place` of its metadata."""
    message = f"The request metadata specifies an invalid value: {place}"
    return refusal_of(reason, message, location=f"body.{place}", location_type="other")
