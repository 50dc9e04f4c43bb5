"""TikTok: what is asked, sent and awaited when nothing goes wrong, and what is refused before anything is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Auth, FileBody, Receipt, Role, Visibility, Wait
from aromatiza.core.errors import InDoubt, InvalidContent, Retryable
from aromatiza.core.post import Json, MediaKind
from aromatiza.core.rules import Subject, findings
from aromatiza.core.secret import Secret
from aromatiza.platforms.tiktok.api import is_true
from aromatiza.platforms.tiktok.flow import PLATFORM
from aromatiza.platforms.tiktok.status import read_status
from tests.platforms.tiktok_network import (
    DIRECT,
    INBOX,
    OPENED_AT,
    PUBLIC,
    SIZE,
    UPLOAD_URL,
    Network,
    delivery,
    level_reply,
    ok,
    publish,
    refusal,
)

SCHEMA = Path(__file__).parents[2] / "schemas/platforms/tiktok.schema.json"
SUBMITTED = Answer({"publish_id": "v1", "at_s": 1793613600})
"""Submitted at OPENED_AT."""
TWO_DAYS_LATER = "Wed, 04 Nov 2026 10:00:00 GMT"
A_SECOND_MORE = "Wed, 04 Nov 2026 10:00:01 GMT"


def test_a_direct_video_is_allowed_opened_sent_and_awaited_in_this_order() -> None:
    network = Network()
    publish(delivery(DIRECT), network)
    assert [(call.name, call.role) for call in network.calls] == [
        ("posting allowed", Role.PREPARE),
        ("upload opened", Role.PREPARE),
        ("bytes counted", Role.READ),
        ("video submitted", Role.PUBLISH),
        ("post finished", Role.READ),
    ]


def test_a_draft_carries_its_bytes_and_nothing_else() -> None:
    network = Network({"post finished": ok({"status": "SEND_TO_USER_INBOX"})})
    receipt = publish(delivery(INBOX), network)
    source = {"source": "FILE_UPLOAD", "video_size": SIZE, "chunk_size": SIZE, "total_chunk_count": 1}
    assert network.json("upload opened") == {"source_info": source}
    assert network.names()[0] == "upload opened"
    assert receipt == Receipt("v_pub_file~v2-1.7", "", Visibility.INBOX)


def test_a_draft_that_somebody_finished_meanwhile_is_as_public_as_tiktok_says() -> None:
    finished = ok({"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": [74]})
    receipt = publish(delivery(INBOX), Network({"post finished": finished}))
    assert receipt == Receipt("74", "", Visibility.PUBLIC)
    hidden = ok({"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": []})
    assert publish(delivery(INBOX), Network({"post finished": hidden})).visibility is Visibility.ACCEPTED


def test_a_direct_video_says_what_was_chosen_and_turns_off_the_rest() -> None:
    network = Network()
    options = {**DIRECT, "comments": True, "ai_generated": True, "cover_at": 2.5}
    publish(delivery(options), network)
    body = network.json("upload opened")
    assert isinstance(body, dict)
    assert body["post_info"] == {
        "title": "Une pression #maison",
        "privacy_level": "SELF_ONLY",
        "disable_comment": False,
        "disable_duet": True,
        "disable_stitch": True,
        "brand_content_toggle": False,
        "brand_organic_toggle": True,
        "is_aigc": True,
        "video_cover_timestamp_ms": 2500,
    }


@pytest.mark.parametrize(
    ("options", "paid", "own"),
    [
        ({}, False, True),
        ({"own_brand": False}, False, False),
        ({"paid_partnership": True}, True, True),
        ({"paid_partnership": True, "own_brand": False}, True, False),
    ],
    ids=["own brand", "neither", "both", "paid only"],
)
def test_who_is_promoted_is_said_with_every_direct_post(
    options: Mapping[str, Json], paid: bool, own: bool
) -> None:
    network = Network()
    publish(delivery({**PUBLIC, **options}), network)
    body = network.json("upload opened")
    assert isinstance(body, dict)
    post = body["post_info"]
    assert isinstance(post, dict)
    assert (post["brand_content_toggle"], post["brand_organic_toggle"]) == (paid, own)


def test_the_upload_address_is_a_secret_and_gets_no_token() -> None:
    network = Network()
    publish(delivery(DIRECT), network)
    request = network.calls[3].request
    assert request.url == Secret(UPLOAD_URL)
    assert request.auth is Auth.NONE
    assert request.headers == {"Content-Type": "video/mp4", "Content-Range": "bytes 0-3145727/3145728"}
    assert isinstance(request.body, FileBody)


def test_photos_are_fetched_by_tiktok_from_their_addresses() -> None:
    network = Network()
    options = {**DIRECT, "ai_generated": True, "auto_add_music": True, "cover_photo": 2}
    publish(delivery(options, MediaKind.PHOTO), network)
    assert network.json("photos submitted") == {
        "media_type": "PHOTO",
        "post_mode": "DIRECT_POST",
        "post_info": {
            "title": "Brume",
            "description": "Une pression #maison",
            "privacy_level": "SELF_ONLY",
            "disable_comment": True,
            "auto_add_music": True,
            "brand_content_toggle": False,
            "brand_organic_toggle": True,
        },
        "source_info": {
            "source": "PULL_FROM_URL",
            "photo_images": ["https://media.example.com/brume"],
            "photo_cover_index": 1,
        },
        "is_aigc": True,
    }


def test_a_photo_draft_has_texts_and_no_choices() -> None:
    network = Network({"post finished": ok({"status": "SEND_TO_USER_INBOX"})})
    publish(delivery(INBOX, MediaKind.PHOTO), network)
    body = network.json("photos submitted")
    assert isinstance(body, dict)
    assert body["post_mode"] == "MEDIA_UPLOAD"
    assert body["post_info"] == {"title": "Brume", "description": "Une pression #maison"}
    assert "is_aigc" not in body
    assert network.names() == ["photos submitted", "post finished"]


def test_no_music_is_added_that_nobody_asked_for() -> None:
    network = Network()
    publish(delivery(DIRECT, MediaKind.PHOTO), network)
    body = network.json("photos submitted")
    assert isinstance(body, dict)
    post, source = body["post_info"], body["source_info"]
    assert isinstance(post, dict)
    assert isinstance(source, dict)
    assert (post["auto_add_music"], source["photo_cover_index"]) == (False, 0)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "the post has no mode"),
        ({"mode": "sideways"}, "there is no mode sideways"),
        ({"mode": "direct"}, "does not say who can see it"),
        ({"mode": "direct", "privacy_level": "PUBLIC_TO_EVERYONE"}, "accepted: SELF_ONLY"),
        ({"mode": "direct", "privacy_level": "MUTUAL_FOLLOW_FRIENDS", "audited": False}, "SELF_ONLY"),
        ({**DIRECT, "paid_partnership": True}, "no visibility is left"),
        ({**DIRECT, "paid_partnership": True, "audited": True}, "privacy_level is SELF_ONLY, which"),
    ],
    ids=["no mode", "no such mode", "no visibility", "unaudited", "said so", "unaudited, paid", "paid"],
)
def test_a_choice_that_tiktok_must_refuse_is_refused_before_any_call(
    options: Mapping[str, Json], says: str
) -> None:
    network = Network()
    with pytest.raises(InvalidContent, match=says):
        publish(delivery(options), network)
    assert network.calls == []


def test_a_visibility_that_the_account_has_not_now_is_refused_before_an_upload() -> None:
    network = Network({"posting allowed": level_reply("SELF_ONLY")})
    with pytest.raises(InvalidContent, match="it offers SELF_ONLY"):
        publish(delivery(PUBLIC), network)
    assert network.names() == ["posting allowed"]


def test_an_answer_without_visibilities_is_no_answer() -> None:
    with pytest.raises(Retryable, match="privacy_level_options"):
        publish(delivery(PUBLIC), Network({"posting allowed": ok({})}))


@pytest.mark.parametrize(
    ("option", "setting"),
    [
        ("comments", "comment_disabled"),
        ("duets", "duet_disabled"),
        ("stitches", "stitch_disabled"),
    ],
)
def test_what_the_accounts_settings_turn_off_is_never_turned_on(option: str, setting: str) -> None:
    """https://developers.tiktok.com/doc/content-sharing-guidelines (what is off there stays off)"""
    network = Network({"posting allowed": level_reply(**{setting: True})})
    with pytest.raises(InvalidContent, match=f"turns on {option}, but"):
        publish(delivery({**DIRECT, option: True}), network)
    assert network.names() == ["posting allowed"]
    assert publish(delivery(DIRECT), network).remote_id
    allowed = Network({"posting allowed": level_reply(**{setting: False})})
    assert publish(delivery({**DIRECT, option: True}), allowed).remote_id


def test_what_is_said_of_duets_and_stitches_does_not_hold_up_photos() -> None:
    network = Network({"posting allowed": level_reply(duet_disabled=True, stitch_disabled=True)})
    options = {**DIRECT, "duets": True, "stitches": True}
    assert publish(delivery(options, MediaKind.PHOTO), network).remote_id


@pytest.mark.parametrize(
    "body", [b"[]", b'{"data": []}', b'{"data": {"off": "true"}}', b'{"data": {"off": 1}}']
)
def test_only_true_is_true(body: bytes) -> None:
    assert not is_true(Reply(200, body=body), "off")
    assert is_true(Reply(200, body=b'{"data": {"off": true}}'), "off")


def test_several_interactions_that_are_off_are_named_together() -> None:
    off = level_reply(comment_disabled=True, duet_disabled=True, stitch_disabled=True)
    with pytest.raises(InvalidContent, match="comments, duets, stitches"):
        publish(
            delivery({**DIRECT, "comments": True, "duets": True, "stitches": True}),
            Network({"posting allowed": off}),
        )


@pytest.mark.parametrize("code", ["spam_risk_too_many_posts", "reached_active_user_cap"])
def test_no_more_posts_now_is_a_later_attempt_though_it_comes_with_200(code: str) -> None:
    network = Network({"posting allowed": refusal(200, code)})
    with pytest.raises(Retryable) as caught:
        publish(delivery(DIRECT), network)
    assert caught.value.retry_after_s == 24 * 3600
    assert network.names() == ["posting allowed"]


def test_nothing_is_kept_of_the_creator_but_the_yes() -> None:
    network = Network()
    publish(delivery(DIRECT), network)
    assert network.calls[0].read(level_reply()) == Answer()


def test_a_mode_and_a_direct_posts_visibility_must_be_chosen() -> None:
    drafts = findings(PLATFORM.rules, Subject(delivery(INBOX).rendition))
    unset = findings(PLATFORM.rules, Subject(delivery({}).rendition))
    direct = findings(PLATFORM.rules, Subject(delivery({"mode": "direct"}).rendition))
    assert [finding.key for finding in (*drafts, *unset, *direct)] == [
        "platforms.*.mode",
        "platforms.*.privacy_level",
    ]


@pytest.mark.parametrize(
    ("options", "ids", "expected"),
    [
        (
            {**PUBLIC, "username": "aromatiza"},
            [74, 75],
            Receipt("74", "https://www.tiktok.com/@aromatiza/video/74", Visibility.PUBLIC),
        ),
        (PUBLIC, [74], Receipt("74", "", Visibility.PUBLIC)),
        (PUBLIC, [], Receipt("v_pub_file~v2-1.7", "", Visibility.ACCEPTED)),
        (PUBLIC, [7431234567890123457], Receipt("7431234567890123457", "", Visibility.PUBLIC)),
        (DIRECT, [], Receipt("v_pub_file~v2-1.7", "", Visibility.PRIVATE)),
    ],
    ids=["public, with a name", "public", "not yet moderated", "an id of 19 digits", "private"],
)
def test_a_receipt_says_public_only_when_tiktok_gave_a_post_id(
    options: Mapping[str, Json], ids: list[Json], expected: Receipt
) -> None:
    finished = ok({"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": ids})
    assert publish(delivery(options), Network({"post finished": finished})) == expected


@pytest.mark.parametrize("status", ["PROCESSING_UPLOAD", "PROCESSING_DOWNLOAD", "SEND_TO_USER_INBOX", "NEW"])
def test_a_direct_post_is_awaited_whatever_else_tiktok_says(status: str) -> None:
    assert read_status(False, SUBMITTED, ok({"status": status})) == Wait()


@pytest.mark.parametrize("status", ["PROCESSING_UPLOAD", "PROCESSING_DOWNLOAD", "NEW"])
def test_a_draft_is_awaited_until_it_is_in_the_inbox(status: str) -> None:
    assert read_status(True, SUBMITTED, ok({"status": status})) == Wait()


@pytest.mark.parametrize("data", [{"status": "NEW"}, {"status": "PROCESSING_DOWNLOAD"}, {}], ids=str)
def test_a_post_without_a_verdict_is_a_persons_after_two_days_and_not_before(data: Json) -> None:
    assert read_status(False, SUBMITTED, ok(data, TWO_DAYS_LATER)) == Wait()
    with pytest.raises(InDoubt, match="v1 for more than 48 hours"):
        read_status(False, SUBMITTED, ok(data, A_SECOND_MORE))


def test_an_id_that_tiktok_does_not_know_is_asked_for_again_and_a_persons_after_two_days() -> None:
    with pytest.raises(Retryable) as caught:
        read_status(False, SUBMITTED, refusal(400, "invalid_publish_id", date=TWO_DAYS_LATER))
    assert caught.value.may_have_acted
    with pytest.raises(InDoubt, match="invalid_publish_id"):
        read_status(False, SUBMITTED, refusal(400, "invalid_publish_id", date=A_SECOND_MORE))


def test_a_post_of_unknown_age_is_awaited() -> None:
    undated = replace(ok({"status": "NEW"}, A_SECOND_MORE), headers={})
    assert read_status(False, SUBMITTED, undated) == Wait()
    assert read_status(False, Answer({"publish_id": "v1"}), ok({"status": "NEW"}, A_SECOND_MORE)) == Wait()


def test_only_the_id_is_asked_of_the_tokens_owner() -> None:
    call = PLATFORM.whose(delivery(DIRECT).account)
    assert call.request.query == {"fields": "open_id"}
    assert call.read(ok({"user": {"open_id": "-000a"}})) == Answer({"id": "-000a"})


def test_no_scope_is_asked_for_that_is_not_used() -> None:
    assert {scope.name for scope in PLATFORM.scopes} == {"user.info.basic", "video.upload", "video.publish"}


def test_the_schema_knows_every_option_that_is_honoured() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert validator.is_valid({**PUBLIC, "username": "aromatiza", "cover_at": 2.5})
    assert validator.is_valid({**PUBLIC, "auto_add_music": True, "cover_photo": 35})
    assert not validator.is_valid({"mode": "sideways"})
    assert not validator.is_valid({"cover_photo": 0})


def test_an_upload_counts_from_the_second_in_which_tiktok_opened_it() -> None:
    network = Network()
    publish(delivery(DIRECT), network)
    opened = network.calls[1].read(network.replies["upload opened"])
    assert isinstance(opened, Answer)
    assert network.replies["upload opened"].headers["date"] == OPENED_AT
    assert opened.number("at_s") == SUBMITTED.number("at_s")
