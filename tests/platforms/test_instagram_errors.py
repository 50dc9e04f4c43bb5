"""Instagram's error tables against the lists of its fact sheet, read a second time and written down here.

https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/error-codes and
https://developers.facebook.com/docs/graph-api/guides/error-handling (read 2026-11).
"""

from __future__ import annotations

import pytest

from aromatiza.core.answers import Reply
from aromatiza.core.errors import AromatizaError, Retryable
from aromatiza.core.refusals import Next
from aromatiza.platforms.instagram.errors import ERRORS, PUBLISH_ERRORS
from aromatiza.platforms.instagram.flow import PLATFORM, read_published, read_ready
from tests.platforms.graph_network import error_in, next_of, refused, reply

RETRY, UNSURE, AGAIN = Next.RETRY, Next.UNSURE, Next.FROM_START
AUTH, CONTENT, HUMAN = Next.AUTH, Next.CONTENT, Next.HUMAN

GENERAL = [
    # code, subcode, meaning, then (on every call but media_publish)
    (1, None, "unknown, maybe downtime", UNSURE),
    (2, None, "service temporarily down", UNSURE),
    (3, None, "capability missing", HUMAN),
    (4, None, "app rate limit", UNSURE),
    (10, None, "permission missing or removed", AUTH),
    (200, None, "permission missing", AUTH),
    (283, None, "permission missing", AUTH),
    (299, None, "permission missing", AUTH),
    (17, None, "user rate limit", UNSURE),
    (32, None, "Page calls with user token limited", UNSURE),
    (80002, None, "limit of the business use case Instagram", UNSURE),
    (80001, None, "limit of the business use case Pages", UNSURE),
    (613, None, "custom limit", UNSURE),
    (613, 1996, "irregular call volume", UNSURE),
    (100, None, "bad parameter", HUMAN),
    (100, 33, "missing, not permitted or unsupported", UNSURE),
    (102, None, "session invalid", AUTH),
    (190, None, "token invalid", AUTH),
    (190, 458, "app removed", AUTH),
    (190, 460, "password changed", AUTH),
    (190, 463, "expired", AUTH),
    (190, 467, "invalid", AUTH),
    (190, 459, "user checkpointed", HUMAN),
    (190, 464, "user unconfirmed", HUMAN),
    (190, 492, "user lost the role on the Page", HUMAN),
    (341, None, "application limit", UNSURE),
    (368, None, "blocked for policy reasons", HUMAN),
]

CREATE = [
    (-1, 2207001, "Instagram server error", UNSURE),
    (-2, 2207003, "media download timed out", UNSURE),
    (-1, 2207032, "container creation failed", UNSURE),
    (1, 2207057, "thumb_offset out of range", CONTENT),
    (4, 2207051, "suspected spam", HUMAN),
    (25, 2207050, "account restricted", HUMAN),
    (100, 2207023, "unknown media_type", CONTENT),
    (100, 2207028, "carousel not of 2 to 10 items", CONTENT),
    (100, 2207035, "product tags", CONTENT),
    (100, 2207036, "product tags", CONTENT),
    (100, 2207037, "product tags", CONTENT),
    (100, 2207040, "more than 20 tags", CONTENT),
    (9004, 2207052, "URL not fetchable", RETRY),
    (36000, 2207004, "image over 8 MiB", CONTENT),
    (36001, 2207005, "image no JPEG", CONTENT),
    (36003, 2207009, "image aspect", CONTENT),
    (36004, 2207010, "caption too long", CONTENT),
    (100, 2207018, "collaborator not taggable", CONTENT),
    (100, 2207081, "trial reels not allowed", HUMAN),
    (100, 2207082, "audio mix on a silent video", HUMAN),
    (100, 2207089, "VIDEO container on its own", HUMAN),
]

STATUS = [
    (2207001, "Instagram server error", AGAIN),
    (2207003, "media download timed out", AGAIN),
    (2207020, "media expired", AGAIN),
    (2207032, "container creation failed", AGAIN),
    (2207053, "unknown upload error", AGAIN),
    (2207052, "URL not fetchable", AGAIN),
    (2207077, "video download failed", AGAIN),
    (2207085, "processing failed", AGAIN),
    (2207026, "video format unsupported", CONTENT),
    (2207005, "image no JPEG", CONTENT),
    (2207051, "suspected spam", HUMAN),
    (2207050, "account restricted", HUMAN),
    (2207082, "audio mix on a silent video", HUMAN),
]

PUBLISH = [
    (-1, 2207001, "Instagram server error", UNSURE, None),
    (-2, 2207020, "container expired", UNSURE, None),
    (4, 2207051, "suspected spam, though the post was live once", UNSURE, 6 * 3600),
    (9, 2207042, "daily limit", UNSURE, 3600),
    (24, 2207006, "media not found", UNSURE, None),
    (24, 2207008, "container missing, or for a moment", UNSURE, 30),
    (25, 2207050, "account restricted", UNSURE, None),
    (9007, 2207027, "not ready", RETRY, 30),
    (4, None, "app rate limit", UNSURE, 3600),
    (80002, None, "limit of the business use case", UNSURE, 3600),
]


@pytest.mark.parametrize(("code", "subcode", "meaning", "then"), [*GENERAL, *CREATE])
def test_every_row_of_the_sheet_says_what_happens_when_nothing_is_published(
    code: int, subcode: int | None, meaning: str, then: Next
) -> None:
    assert next_of(error_in(PLATFORM, ERRORS, refused(code, subcode))) is then, meaning


@pytest.mark.parametrize(("subcode", "meaning", "then"), STATUS)
def test_every_subcode_in_a_failed_container_says_what_happens(
    subcode: int, meaning: str, then: Next
) -> None:
    text = f"Error: Media upload has failed with error code {subcode}"
    with pytest.raises(AromatizaError, match=str(subcode)) as caught:
        read_ready(reply({"status_code": "ERROR", "status": text}))
    assert next_of(caught.value) is then, meaning


@pytest.mark.parametrize(("code", "subcode", "meaning", "then", "after_s"), PUBLISH)
def test_every_row_of_the_sheet_says_what_happens_after_media_publish(
    code: int, subcode: int | None, meaning: str, then: Next, after_s: float | None
) -> None:
    with pytest.raises(Retryable) as caught:
        read_published(refused(code, subcode))
    assert (next_of(caught.value), caught.value.retry_after_s) == (then, after_s), meaning


@pytest.mark.parametrize(("code", "subcode", "meaning", "_then"), GENERAL)
def test_a_general_error_of_media_publish_never_proves_that_nothing_is_public(
    code: int, subcode: int | None, meaning: str, _then: Next
) -> None:
    error = error_in(PLATFORM, PUBLISH_ERRORS, refused(code, subcode))
    assert next_of(error) is UNSURE, meaning


def test_an_unknown_error_takes_the_safe_class_of_its_call() -> None:
    assert next_of(error_in(PLATFORM, ERRORS, refused(424242))) is HUMAN
    assert next_of(error_in(PLATFORM, ERRORS, Reply(503, body=b"<html>"))) is UNSURE
    assert next_of(error_in(PLATFORM, PUBLISH_ERRORS, refused(424242))) is UNSURE
    assert next_of(error_in(PLATFORM, PUBLISH_ERRORS, Reply(503, body=b"<html>"))) is UNSURE


def test_an_unknown_subcode_in_a_failed_container_is_a_humans() -> None:
    with pytest.raises(AromatizaError, match="2299999") as caught:
        read_ready(reply({"status_code": "ERROR", "status": "error code 2299999"}))
    assert next_of(caught.value) is HUMAN


def test_code_four_is_a_limit_or_a_block_as_its_subcode_says() -> None:
    assert next_of(error_in(PLATFORM, ERRORS, refused(4))) is UNSURE
    assert next_of(error_in(PLATFORM, ERRORS, refused(4, 2207051))) is HUMAN


def test_the_network_s_own_codes_and_its_trace_are_shown() -> None:
    assert "4/2207051" in str(error_in(PLATFORM, ERRORS, refused(4, 2207051)))
    assert "trace Ab1" in str(error_in(PLATFORM, PUBLISH_ERRORS, refused(4, 2207051)))
