"""Every documented error of YouTube that a request can cause is caused here, row by row of its tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aromatiza.sandbox.http import Response
from aromatiza.sandbox.youtube_errors import KNOWN
from tests.sandbox.youtube_client import (
    CHUNK,
    CLIP,
    LONG_CLIP,
    PNG,
    SCOPES,
    THUMBNAIL,
    UPLOADS,
    Bench,
    read,
    refusal,
    resource,
)

Cause = Callable[[Bench], Response]
GERMAN = {"de": {"title": "Lavendel"}}
PLACE = {"location": {"latitude": 91}}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def started(**changes: object) -> Cause:
    """The start of an upload whose metadata is wrong."""
    parts = "snippet,status,localizations,recordingDetails"
    return lambda bench: bench.start(resource(**changes), query={"part": parts})


def starting(says: str) -> Cause:
    """The start of an upload with a token that says so."""
    return lambda bench: bench.start(resource(), token=f"t;{says}")


def reading(token: str | None) -> Cause:
    return lambda bench: bench.get("channels", part="id", mine="true", token=token)


def twice(says: str) -> Cause:
    """The second of two uploads of a channel."""

    def cause(bench: Bench) -> Response:
        bench.upload(token=f"t;{says}")
        return bench.start(resource(), token=f"t;{says}")

    return cause


def after_reads(says: str, reads: int) -> Cause:
    """The last of so many reads."""
    return lambda bench: [reading(f"t;{says}")(bench) for _ in range(reads)][-1]


def sent(says: str, data: bytes = CLIP, content_range: str = "", size: int = len(CLIP)) -> Cause:
    """Bytes for a session whose token says so."""
    return lambda bench: bench.put(
        bench.session(token=f"t;{says}", size=size), data, content_range, f"t;{says}"
    )


def asked_late(says: str) -> Cause:
    """A question to a session that is over."""

    def cause(bench: Bench) -> Response:
        session = bench.session(token=f"t;{says}")
        bench.at += 61
        return bench.ask(session)

    return cause


def pictured(picture: bytes = PNG, says: str = "", video: str = "") -> Cause:
    """A thumbnail for a video that is processed, or for another."""

    def cause(bench: Bench) -> Response:
        made = bench.upload()["id"]
        bench.at += 5
        return bench.thumbnail(video or made, picture, token=f"token;{says}")

    return cause


def elsewhere(bench: Bench) -> Response:
    """A thumbnail for somebody else's video."""
    return bench.thumbnail(bench.upload()["id"], token="t@UCother")


ROWS: dict[str, tuple[Cause, int, str, str]] = {
    "title": (started(snippet_title=""), 400, "invalidTitle", "youtube.video"),
    "description": (started(snippet_description=">"), 400, "invalidDescription", "youtube.video"),
    "tags": (started(snippet_tags=["x" * 501]), 400, "invalidTags", "youtube.video"),
    "category": (started(snippet_categoryId="x"), 400, "invalidCategoryId", "youtube.video"),
    "category of a region": (starting("categories=24"), 400, "invalidCategoryId", "youtube.video"),
    "publishAt": (started(status_publishAt="soon"), 400, "invalidPublishAt", "youtube.video"),
    "language": (started(snippet_defaultLanguage="?"), 400, "invalidVideoMetadata", "youtube.video"),
    "filename": (
        lambda bench: bench.start(resource(), headers={"slug": "a/b"}),
        400,
        "invalidFilename",
        "youtube.video",
    ),
    "recording": (
        lambda bench: bench.start(
            {**resource(), "recordingDetails": PLACE}, query={"part": "snippet,status,recordingDetails"}
        ),
        400,
        "invalidRecordingDetails",
        "youtube.video",
    ),
    "recording date": (
        started(recordingDetails_recordingDate="today"),
        400,
        "invalidRecordingDetails",
        "youtube.video",
    ),
    "game rating": (
        starting("insert_error=400/invalidVideoGameRating"),
        400,
        "invalidVideoGameRating",
        "youtube.video",
    ),
    "localizations": (
        started(localizations_de={"title": "Lavendel"}),
        400,
        "defaultLanguageNotSet",
        "youtube.video",
    ),
    "no media": (
        lambda bench: bench.start(resource(), size=0),
        400,
        "mediaBodyRequired",
        "youtube.video",
    ),
    "channel limit": (twice("channel_uploads=1"), 400, "uploadLimitExceeded", "youtube.video"),
    "no token": (reading(None), 401, "required", "global"),
    "expired by name": (reading("expired"), 401, "authError", "global"),
    "expired by time": (reading("t;expires_at=1700000000"), 401, "authError", "global"),
    "expired": (reading("t;error=401/expired"), 401, "expired", "global"),
    "unauthorized": (reading("t;error=401/unauthorized"), 401, "unauthorized", "global"),
    "no channel": (starting("channel=none"), 401, "youtubeSignupRequired", "youtube.header"),
    "forbidden": (starting("insert_error=403/forbidden"), 403, "forbidden", "global"),
    "privacy": (started(status_privacyStatus="x"), 403, "forbiddenPrivacySetting", "youtube.video"),
    "license": (started(status_license="x"), 403, "forbiddenLicenseSetting", "youtube.video"),
    "scope": (
        starting(f"scope={SCOPES}youtube.readonly"),
        403,
        "insufficientPermissions",
        "global",
    ),
    "uploads of a day": (twice("uploads=1"), 403, "quotaExceeded", "youtube.quota"),
    "units of a day": (after_reads("units=2", 3), 403, "quotaExceeded", "youtube.quota"),
    "daily limit": (reading("t;error=403/dailyLimitExceeded"), 403, "dailyLimitExceeded", "usageLimits"),
    "too fast": (after_reads("rate=2", 3), 403, "rateLimitExceeded", "usageLimits"),
    "too fast, 429": (after_reads("rate=2;trap=rate_429", 3), 429, "rateLimitExceeded", "usageLimits"),
    "user too fast": (after_reads("user_rate=2", 3), 403, "userRateLimitExceeded", "usageLimits"),
    "user too fast, 429": (
        after_reads("user_rate=1;trap=rate_429", 2),
        429,
        "userRateLimitExceeded",
        "usageLimits",
    ),
    "not configured": (
        reading("t;error=403/accessNotConfigured"),
        403,
        "accessNotConfigured",
        "usageLimits",
    ),
    "disabled": (reading("t;read_error=403/accountDisabled"), 403, "accountDisabled", "global"),
    "deleted": (starting("write_error=403/accountDeleted"), 403, "accountDeleted", "global"),
    "closed": (
        starting("insert_error=403/authenticatedUserAccountClosed"),
        403,
        "authenticatedUserAccountClosed",
        "youtube.common",
    ),
    "suspended": (
        starting("insert_error=403/authenticatedUserAccountSuspended"),
        403,
        "authenticatedUserAccountSuspended",
        "youtube.common",
    ),
    "expired session": (asked_late("session=60"), 404, "notFound", "global"),
    "gone session": (asked_late("session=60;trap=gone_410"), 410, "deleted", "global"),
    "wrong id": (
        lambda bench: bench.get("playlistItems", part="id", playlistId="UUx"),
        404,
        "playlistNotFound",
        "youtube.playlistItem",
    ),
    "wrong path": (lambda bench: bench.get("video", part="id"), 404, "notFound", "global"),
    "wrong method": (
        lambda bench: bench.send("POST", "/youtube/v3/channels"),
        405,
        "httpMethodNotAllowed",
        "global",
    ),
    "exists already": (starting("insert_error=409/alreadyExists/1"), 409, "alreadyExists", "global"),
    "too large": (
        lambda bench: bench.start(resource(), size=274_877_906_945),
        413,
        "uploadTooLarge",
        "global",
    ),
    "wrong offsets": (
        sent("x=y", LONG_CLIP[:CHUNK], "bytes 0-262143/7", len(LONG_CLIP)),
        416,
        "requestedRangeNotSatisfiable",
        "global",
    ),
    "500": (sent("put_error=500/internalError"), 500, "internalError", "global"),
    "502": (sent("put_error=502/backendError"), 502, "backendError", "global"),
    "503": (sent("trap=made_but_503"), 503, "backendError", "global"),
    "504": (sent("finish_error=504/backendError"), 504, "backendError", "global"),
    "501": (sent("finish_error=501/notImplemented"), 501, "notImplemented", "global"),
    "no picture": (pictured(CLIP), 400, "invalidImage", "youtube.thumbnail"),
    "empty picture": (pictured(b""), 400, "mediaBodyRequired", "youtube.video"),
    "no thumbnails": (pictured(says="thumbnails=no"), 403, "forbidden", "global"),
    "somebody else's video": (elsewhere, 403, "forbidden", "global"),
    "no such video": (pictured(video="nobody"), 404, "videoNotFound", "youtube.video"),
    "thumbnail by plan": (
        pictured(says="thumbnail_error=403/forbidden"),
        403,
        "forbidden",
        "global",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_every_row_of_the_tables_can_be_caused(bench: Bench, name: str) -> None:
    cause, status, reason, domain = ROWS[name]
    response = cause(bench)
    assert refusal(response) == (status, reason)
    error = read(response)["error"]
    assert error["errors"][0]["domain"] == domain
    assert error["message"] == error["errors"][0]["message"]
    assert response.headers["Content-Type"] == "application/json; charset=UTF-8"


def test_no_reason_of_the_tables_is_left_out() -> None:
    assert KNOWN.keys() <= {reason for _, _, reason, _ in ROWS.values()}


@pytest.mark.parametrize("name", ["title", "uploads of a day", "no channel", "scope", "exists already"])
def test_what_is_refused_at_the_start_leaves_no_video(bench: Bench, name: str) -> None:
    before = ROWS[name][0](bench)
    assert "Location" not in before.headers
    items = read(bench.get("playlistItems", part="id", playlistId=UPLOADS))["items"]
    assert len(items) == len(bench.world.posts) <= 1


def test_only_the_503_that_lies_leaves_a_video_behind_its_refusal(bench: Bench) -> None:
    made = {}
    for name in ("500", "501", "502", "503", "504"):
        before = len(bench.world.posts)
        ROWS[name][0](bench)
        made[name] = len(bench.world.posts) - before
    assert made == {"500": 0, "501": 0, "502": 0, "503": 1, "504": 0}


def test_a_planned_refusal_of_the_first_times_lets_the_next_one_through(bench: Bench) -> None:
    token = "t;insert_error=409/alreadyExists/2"
    answers = [bench.start(resource(), token=token).status for _ in range(3)]
    assert answers == [409, 409, 200]
    assert bench.start(resource(), token=f"other;{token.partition(';')[2]}").status == 409


def test_any_status_can_be_planned_with_any_reason(bench: Bench) -> None:
    response = bench.get("channels", part="id", mine="true", token="t;error=418/teapotShortage")
    assert refusal(response) == (418, "teapotShortage")


def test_newer_refusals_have_a_status_and_no_list_of_errors(bench: Bench) -> None:
    """https://github.com/googleapis/google-api-python-client, googleapiclient/http.py."""
    response = reading("t;trap=status_only;error=403/forbidden")(bench)
    assert read(response) == {"error": {"code": 403, "message": "Forbidden", "status": "PERMISSION_DENIED"}}


def test_a_refusal_for_the_token_names_the_header(bench: Bench) -> None:
    response = reading("expired")(bench)
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="https://accounts.google.com/"'
    assert "WWW-Authenticate" not in starting("channel_uploads=0")(bench).headers


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("channels", {"part": "id", "mine": "yes"}, (400, "badRequest")),
        ("channels", {"part": "id", "mine": "true", "colour": "mauve"}, (400, "badRequest")),
        ("videos", {"part": "id", "id": "x", "maxResults": "0"}, (400, "invalidParameter")),
        ("videos", {"part": "id", "id": "x", "maxResults": "many"}, (400, "invalidParameter")),
        (
            "playlistItems",
            {"part": "id", "playlistId": UPLOADS, "maxResults": "-1"},
            (400, "invalidParameter"),
        ),
        ("videoCategories", {"part": "snippet"}, (400, "missingRequiredParameter")),
        ("search", {"part": "snippet", "q": "brume"}, (400, "invalidSearchFilter")),
    ],
)
def test_a_parameter_that_the_document_does_not_have_is_refused(
    bench: Bench, path: str, query: dict[str, str], expected: tuple[int, str]
) -> None:
    assert refusal(bench.get(path, **query)) == expected


@pytest.mark.parametrize(
    ("part", "written", "place"),
    [
        ("snippet", {"title": 7}, "body.snippet.title"),
        ("snippet", {"title": "Brume", "tags": [1]}, "body.snippet.tags"),
        ("snippet", {"title": "Brume", "categoryId": 22}, "body.snippet.categoryId"),
        ("status", {"embeddable": 1}, "body.status.embeddable"),
        ("status", {"containsSyntheticMedia": "no"}, "body.status.containsSyntheticMedia"),
        ("status", {"privacyStatus": ["public"]}, "body.status.privacyStatus"),
        ("status", {"publishAt": 1, "privacyStatus": "private"}, "body.status.publishAt"),
        (
            "paidProductPlacementDetails",
            {"hasPaidProductPlacement": "no"},
            "body.paidProductPlacementDetails.hasPaidProductPlacement",
        ),
        ("recordingDetails", {"location": {"latitude": "1"}}, "body.recordingDetails.location.latitude"),
    ],
)
def test_a_value_of_a_wrong_type_is_named_by_its_place(
    bench: Bench, part: str, written: object, place: str
) -> None:
    response = bench.start({**resource(), part: written}, query={"part": f"snippet,status,{part}"})
    (detail,) = read(response)["error"]["errors"]
    assert (detail["locationType"], detail["location"]) == ("other", place)


@pytest.mark.parametrize(
    "video",
    [
        {"snippet": ["title"]},
        {**resource(), "colour": "mauve"},
        {**resource(), "paidProductPlacementDetails": {"isPaid": True}},
        {**resource(snippet_defaultLanguage="fr"), "localizations": {"de": {"name": "Lavendel"}}},
    ],
)
def test_a_resource_of_another_shape_is_refused(bench: Bench, video: object) -> None:
    parts = "snippet,status,paidProductPlacementDetails,localizations"
    assert refusal(bench.start(video, query={"part": parts})) == (400, "badRequest")


def test_a_localization_is_held_to_the_limits_of_the_original(bench: Bench) -> None:
    query = {"part": "snippet,status,localizations"}
    french = resource(snippet_defaultLanguage="fr")
    for texts, expected in (
        ({"title": "x" * 101}, "invalidTitle"),
        ({"title": "Lavendel", "description": "<"}, "invalidDescription"),
    ):
        response = bench.start({**french, "localizations": {"de": texts}}, query=query)
        assert refusal(response) == (400, expected)
    assert bench.start({**french, "localizations": GERMAN}, query=query).status == 200


@pytest.mark.parametrize("scope", ["youtube.upload", "youtube.readonly", "youtube", "youtube.force-ssl"])
def test_every_endpoint_takes_the_scopes_of_the_document_and_no_other(bench: Bench, scope: str) -> None:
    """`scopes` of each method in the discovery document, revision 20261104."""
    video_id = bench.upload()["id"]
    token = f"t;scope={SCOPES}{scope}"
    asked = {
        "insert": bench.start(resource(), token=token),
        "thumbnail": bench.thumbnail(video_id, token=token),
        "channels": bench.get("channels", part="id", mine="true", token=token),
        "videos": bench.get("videos", part="id", id=video_id, token=token),
        "items": bench.get("playlistItems", part="id", playlistId=UPLOADS, token=token),
        "categories": bench.get("videoCategories", part="snippet", regionCode="FR", token=token),
        "search": bench.get("search", part="snippet", forMine="true", type="video", token=token),
        "update": bench.send("PUT", "/youtube/v3/videos", {"part": "id"}, token=token),
        "delete": bench.send("DELETE", "/youtube/v3/videos", {"id": video_id}, token=token),
    }
    lists = {"channels", "videos", "items", "categories", "search"}
    allowed = {
        "youtube.upload": {"insert", "thumbnail"},
        "youtube.readonly": lists,
        "youtube": set(asked),
        "youtube.force-ssl": set(asked),
    }
    assert {name for name, response in asked.items() if response.status != 403} == allowed[scope]


def test_the_bytes_of_an_upload_need_no_token_but_a_token_needs_its_scope(bench: Bench) -> None:
    session = bench.session(token=f"t;scope={SCOPES}youtube.upload")
    reader = f"t;scope={SCOPES}youtube.readonly"
    assert refusal(bench.put(session, CLIP, token=reader)) == (403, "insufficientPermissions")
    assert bench.put(session, CLIP, token=None).status == 201


def test_a_thumbnail_needs_the_id_of_a_video(bench: Bench) -> None:
    response = bench.send("POST", THUMBNAIL, {"uploadType": "media"}, PNG)
    assert refusal(response) == (400, "required")
