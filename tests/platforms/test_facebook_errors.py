"""Facebook's error tables against the list of its fact sheet, read a second time and written down here.

https://developers.facebook.com/docs/graph-api/guides/error-handling and
https://developers.facebook.com/documentation/video-api/guides/reels-publishing (read 2026-11).
"""

from __future__ import annotations

import pytest

from aromatiza.core.answers import Reply
from aromatiza.core.refusals import Next
from aromatiza.platforms.facebook.errors import ERRORS, PUBLISH_ERRORS
from aromatiza.platforms.facebook.flow import PLATFORM
from tests.platforms.graph_network import error_in, next_of, refused, reply

RETRY, UNSURE, AGAIN = Next.RETRY, Next.UNSURE, Next.FROM_START
AUTH, CONTENT, HUMAN = Next.AUTH, Next.CONTENT, Next.HUMAN

CODES = [
    # code, subcode, meaning, then on GET, start, upload and unpublished photo, then on finish and feed
    (1, None, "unknown, downtime", UNSURE, UNSURE),
    (2, None, "service down", UNSURE, UNSURE),
    (4, None, "app limit", UNSURE, UNSURE),
    (17, None, "user limit", UNSURE, UNSURE),
    (32, None, "Page limit with user token", UNSURE, UNSURE),
    (341, None, "app limit", UNSURE, UNSURE),
    (613, None, "custom limit", UNSURE, UNSURE),
    (80001, None, "Page or system token limit", UNSURE, UNSURE),
    (10, None, "permission missing", AUTH, AUTH),
    (200, None, "permission missing", AUTH, AUTH),
    (283, None, "permission missing", AUTH, AUTH),
    (299, None, "permission missing", AUTH, AUTH),
    (100, None, "bad or missing parameter", HUMAN, HUMAN),
    (100, 33, "missing or not visible", UNSURE, UNSURE),
    (102, None, "token dead", AUTH, AUTH),
    (190, None, "token dead", AUTH, AUTH),
    (190, 458, "app removed", AUTH, AUTH),
    (190, 460, "password changed", AUTH, AUTH),
    (190, 463, "expired", AUTH, AUTH),
    (190, 467, "invalid", AUTH, AUTH),
    (190, 459, "check to be cleared", HUMAN, HUMAN),
    (190, 464, "check to be cleared", HUMAN, HUMAN),
    (190, 492, "Page role lost", HUMAN, HUMAN),
    (210, None, "user not visible", HUMAN, HUMAN),
    (324, None, "missing or invalid image", CONTENT, CONTENT),
    (368, None, "blocked as abusive", HUMAN, HUMAN),
    (368, 1390008, "too fast", HUMAN, HUMAN),
    (368, 4854002, "identity to be confirmed", HUMAN, HUMAN),
    (382, None, "video too small", CONTENT, CONTENT),
    (389, None, "URL not fetchable", RETRY, RETRY),
    (506, None, "same as the previous post", HUMAN, UNSURE),
    (1609005, None, "link scrape failed", CONTENT, CONTENT),
    (1609008, None, "facebook.com link refused", CONTENT, CONTENT),
    (6000, None, "upload problem, or no file yet", UNSURE, UNSURE),
    (6001, None, "upload problem", UNSURE, UNSURE),
    (1363040, None, "aspect", CONTENT, CONTENT),
    (1363127, None, "resolution", CONTENT, CONTENT),
    (1363128, None, "duration", CONTENT, CONTENT),
    (1363129, None, "frame rate", CONTENT, CONTENT),
    (1366046, None, "photo too big or of the wrong type", CONTENT, CONTENT),
    (1366051, None, "photos already posted", HUMAN, UNSURE),
    (1404078, None, "Page publishing authorisation", HUMAN, HUMAN),
    (1404102, None, "community standards", HUMAN, HUMAN),
    (1346003, None, "flagged", HUMAN, HUMAN),
]
AS_SUBCODES = [row for row in CODES if row[0] > 1_000_000]


@pytest.mark.parametrize(("code", "subcode", "meaning", "then", "then_published"), CODES)
def test_every_row_of_the_sheet_says_what_happens_before_and_after_the_point_of_no_return(
    code: int, subcode: int | None, meaning: str, then: Next, then_published: Next
) -> None:
    answer = refused(code, subcode)
    assert next_of(error_in(PLATFORM, ERRORS, answer)) is then, meaning
    assert next_of(error_in(PLATFORM, PUBLISH_ERRORS, answer)) is then_published, meaning


@pytest.mark.parametrize(("code", "_subcode", "meaning", "then", "then_published"), AS_SUBCODES)
def test_a_long_code_means_the_same_as_the_subcode_of_a_general_one(
    code: int, _subcode: int | None, meaning: str, then: Next, then_published: Next
) -> None:
    answer = refused(100, code)
    assert next_of(error_in(PLATFORM, ERRORS, answer)) is then, meaning
    assert next_of(error_in(PLATFORM, PUBLISH_ERRORS, answer)) is then_published, meaning


@pytest.mark.parametrize("kind", ["OffsetInvalidError", "PartialRequestError", "ProcessingFailedError"])
def test_an_error_of_the_upload_host_that_nothing_else_mends_starts_over(kind: str) -> None:
    answer = reply({"debug_info": {"retriable": True, "type": kind, "message": "m"}}, 400)
    assert next_of(error_in(PLATFORM, ERRORS, answer)) is AGAIN


def test_an_unknown_error_takes_the_safe_class_of_its_call() -> None:
    unknown, page = refused(424242), Reply(503, body=b"<html>")
    assert next_of(error_in(PLATFORM, ERRORS, unknown)) is HUMAN
    assert next_of(error_in(PLATFORM, ERRORS, page)) is UNSURE
    assert next_of(error_in(PLATFORM, PUBLISH_ERRORS, unknown)) is UNSURE
    assert next_of(error_in(PLATFORM, PUBLISH_ERRORS, page)) is UNSURE


def test_the_network_s_own_codes_and_its_trace_are_shown() -> None:
    said = str(error_in(PLATFORM, PUBLISH_ERRORS, refused(368, 1390008)))
    assert "368/1390008" in said
    assert "trace Ab1" in said


@pytest.mark.parametrize(
    ("code", "subcode", "english", "french"),
    [
        (190, 459, "opens facebook.com and clears the check", "ouvre facebook.com et lève la vérification"),
        (200, None, "with every permission ticked", "en cochant toutes les autorisations"),
        (100, None, "report it to the developers of aromatiza", "signalez-le aux développeurs d'aromatiza"),
        (100, 1363128, "The author cuts the video", "L'auteur recoupe la vidéo"),
        (424242, None, "An administrator looks at the account", "Un administrateur regarde le compte"),
    ],
)
def test_a_message_says_who_mends_it_and_how_in_both_languages(
    code: int, subcode: int | None, english: str, french: str
) -> None:
    message = error_in(PLATFORM, ERRORS, refused(code, subcode)).message
    assert english in message.text("en")
    assert french in message.text("fr")
