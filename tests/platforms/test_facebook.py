"""Facebook's adapter: what it sends in which order, what a status means, how a lost answer is settled."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime

import pytest

from aromatiza.core.answers import Answer, Reply, Tree
from aromatiza.core.calls import (
    Auth,
    Delivery,
    FileBody,
    Intent,
    Receipt,
    Role,
    Span,
    Visibility,
)
from aromatiza.core.errors import AuthRequired, InvalidContent, NeedsHuman, Retryable
from aromatiza.core.post import Account, AccountName, Media, MediaKind, PostId
from aromatiza.core.rendition import File, Rendition
from aromatiza.core.rules import Subject, findings
from aromatiza.core.secret import Secret
from aromatiza.platforms.facebook.flow import PLATFORM, publish
from aromatiza.platforms.facebook.photos import post_fields
from aromatiza.platforms.facebook.reels import (
    read_acknowledged,
    read_finished,
    read_live,
    read_uploaded,
)
from aromatiza.platforms.facebook.status import Stage, stage_of
from tests.platforms.graph_network import Network, form, meaning, refused, reply

PAGE = "100200300400500"
TEXT = "Une pression, et le linge sent la Provence.\n\n#lavande"
SENT = Intent(datetime(2026, 11, 3, 12, 0, 0, tzinfo=UTC))
WAITING = {
    "video_status": "upload_complete",
    "uploading_phase": {"status": "complete"},
    "processing_phase": {"status": "not_started"},
    "publishing_phase": {"status": "not_started"},
}
PUBLISHED = {
    "video_status": "ready",
    "publishing_phase": {"status": "complete", "publish_status": "published"},
}
DRAFT = {
    "video_status": "ready",
    "publishing_phase": {"status": "completed", "publish_status": "draft"},
}
SCHEDULED = {
    "video_status": "ready",
    "publishing_phase": {"status": "complete", "publish_status": "scheduled"},
}

UPLOAD_URL = "https://rupload.facebook.com/video-upload/v25.0/777"


def delivery_of(kind: MediaKind, count: int = 1, text: str = TEXT) -> Delivery:
    url = "https://res.cloudinary.com/demo/v1/brume.jpg"
    files = tuple(
        File(kind, f"{url}?{n}", f"alt {n}", "ab" * 32, 4000 + n, "image/jpeg") for n in range(count)
    )
    media = tuple(Media(kind, file.url, file.alt) for file in files)
    return Delivery(
        post=PostId("brume"),
        account=Account(AccountName("facebook"), "facebook", PAGE),
        rendition=Rendition("Brume", text, "", media),
        files=files,
        marker="m",
    )


def reel_network(**changes: list[Reply]) -> Network:
    script = {
        "reel_started": [reply({"video_id": "777", "upload_url": UPLOAD_URL})],
        "bytes_counted": [reply({"status": {"video_status": "uploading"}})],
        "video_sent": [reply({"success": True})],
        "video_arrived": [reply({"status": {"video_status": "uploading"}}), reply({"status": WAITING})],
        "reel_finished": [reply({"success": True, "post_id": "9"})],
        "reel_live": [
            reply({"status": WAITING}),
            reply({"status": PUBLISHED, "permalink_url": "/reel/777/", "id": "777"}),
        ],
    }
    return Network(**(script | changes))


def test_a_video_becomes_a_reel_and_is_waited_for() -> None:
    network = reel_network()
    receipt = asyncio.run(publish(delivery_of(MediaKind.VIDEO), network.send))
    assert network.names() == [
        "reel started",
        "bytes counted",
        "video sent",
        "video arrived",
        "video arrived",
        "reel finished",
        "reel live",
        "reel live",
    ]
    assert (receipt.remote_id, receipt.visibility) == ("777", Visibility.PUBLIC)
    assert receipt.url == "https://www.facebook.com/reel/777/"


def test_only_finish_publishes_a_reel() -> None:
    network = reel_network()
    asyncio.run(publish(delivery_of(MediaKind.VIDEO), network.send))
    assert {call.name for call in network.calls if call.role is Role.PUBLISH} == {"reel finished"}
    finish = next(call for call in network.calls if call.name == "reel finished")
    assert finish.request.url == f"https://graph.facebook.com/v25.0/{PAGE}/video_reels"
    assert form(finish) == {
        "upload_phase": "finish",
        "video_id": "777",
        "video_state": "PUBLISHED",
        "description": TEXT,
        "title": "Brume",
    }


def test_the_file_goes_to_the_address_that_the_network_hands_out_and_that_address_is_secret() -> None:
    network = reel_network()
    asyncio.run(publish(delivery_of(MediaKind.VIDEO), network.send))
    request = next(call for call in network.calls if call.name == "video sent").request
    assert isinstance(request.url, Secret)
    assert request.url.reveal() == UPLOAD_URL
    assert request.auth is Auth.OAUTH
    assert request.headers["offset"] == "0"
    assert request.headers["file_size"] == "4000"
    assert isinstance(request.body, FileBody)
    assert request.body.span == Span(0, 4000)


def test_a_reel_without_a_permalink_gets_the_address_of_its_video_id() -> None:
    network = reel_network(reel_live=[reply({"status": PUBLISHED})])
    receipt = asyncio.run(publish(delivery_of(MediaKind.VIDEO), network.send))
    assert receipt.url == "https://www.facebook.com/reel/777"


def test_photos_are_uploaded_unpublished_and_then_published_as_one_post() -> None:
    network = Network(
        photo_1_uploaded=[reply({"id": "11"})],
        photo_2_uploaded=[reply({"id": "12"})],
        post_created=[reply({"id": f"{PAGE}_5"})],
        post_read_back=[reply({"permalink_url": f"https://www.facebook.com/{PAGE}/posts/5"})],
    )
    receipt = asyncio.run(publish(delivery_of(MediaKind.PHOTO, 2), network.send))
    assert [(call.name, call.role) for call in network.calls] == [
        ("photo 1 uploaded", Role.PREPARE),
        ("photo 2 uploaded", Role.PREPARE),
        ("post created", Role.PUBLISH),
        ("post read back", Role.READ),
    ]
    assert form(network.calls[1]) == {
        "url": "https://res.cloudinary.com/demo/v1/brume.jpg?1",
        "published": "false",
        "alt_text_custom": "alt 1",
    }
    assert receipt.url == f"https://www.facebook.com/{PAGE}/posts/5"
    assert receipt.visibility is Visibility.PUBLIC


@pytest.mark.parametrize(
    "answer",
    [refused(10), refused(100, 33), reply({"id": "5"}), Reply(500, body=b"<html>")],
    ids=["deleted", "not seen", "no address", "no json"],
)
def test_a_post_that_cannot_be_read_back_is_accepted_and_not_yet_public(answer: Reply) -> None:
    network = Network(
        photo_1_uploaded=[reply({"id": "11"})],
        post_created=[reply({"id": f"{PAGE}_5"})],
        post_read_back=[answer],
    )
    receipt = asyncio.run(publish(delivery_of(MediaKind.PHOTO), network.send))
    address = f"https://www.facebook.com/{PAGE}_5"
    assert receipt == Receipt(f"{PAGE}_5", address, Visibility.ACCEPTED)
    assert {400, 500} <= network.calls[-1].accepts


def test_a_photo_without_alternative_text_sends_none() -> None:
    delivery = delivery_of(MediaKind.PHOTO)
    file = File(MediaKind.PHOTO, "https://res.cloudinary.com/a.jpg", "", "ab", 1, "image/jpeg")
    plain = Delivery(delivery.post, delivery.account, delivery.rendition, (file,), "m")
    network = Network(
        photo_1_uploaded=[reply({"id": "11"})],
        post_created=[reply({"id": "5"})],
        post_read_back=[reply({"permalink_url": "/5"})],
    )
    asyncio.run(publish(plain, network.send))
    assert "alt_text_custom" not in form(network.calls[0])


def test_attached_media_are_numbered_from_zero_in_the_order_of_the_photos() -> None:
    fields = post_fields(delivery_of(MediaKind.PHOTO, 2), ["11", "12"])
    assert fields["message"] == TEXT
    assert json.loads(fields["attached_media[0]"]) == {"media_fbid": "11"}
    assert json.loads(fields["attached_media[1]"]) == {"media_fbid": "12"}


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        ({"video_status": "uploading", "uploading_phase": {"status": "in_progress"}}, Stage.UPLOADING),
        (WAITING, Stage.UPLOADED),
        ({"video_status": "uploading", "uploading_phase": {"status": "completed"}}, Stage.UPLOADED),
        ({"video_status": "ready"}, Stage.UPLOADED),
        ({"video_status": "processing"}, Stage.UNDERWAY),
        (WAITING | {"processing_phase": {"status": "in_progress"}}, Stage.UNDERWAY),
        (WAITING | {"publishing_phase": {"status": "in_progress"}}, Stage.UNDERWAY),
        (PUBLISHED, Stage.PUBLISHED),
        (DRAFT, Stage.DRAFT),
        (
            WAITING | {"publishing_phase": {"status": "not_started", "publish_status": "draft"}},
            Stage.UPLOADED,
        ),
        (
            WAITING | {"publishing_phase": {"status": "in_progress", "publish_status": "draft"}},
            Stage.UNDERWAY,
        ),
        (SCHEDULED, Stage.SCHEDULED),
        ({"video_status": "upload_failed"}, Stage.LOST),
        ({"video_status": "expired"}, Stage.LOST),
        ({"video_status": "uploading", "uploading_phase": {"status": "error"}}, Stage.LOST),
        ({"video_status": "error"}, Stage.FAILED),
        (WAITING | {"publishing_phase": {"publish_status": "error"}}, Stage.FAILED),
        (WAITING | {"copyright_check_status": {"status": "error"}}, Stage.FAILED),
        (WAITING | {"processing_phase": {"status": "not_started", "error": {"message": "x"}}}, Stage.FAILED),
        (WAITING | {"processing_phase": {"errors": [{"code": 1363128, "message": "x"}]}}, Stage.FAILED),
    ],
)
def test_a_status_tells_how_far_a_reel_is(status: object, stage: Stage) -> None:
    assert stage_of(Tree(status)) is stage


def test_an_upload_that_expired_before_finish_starts_over() -> None:
    with pytest.raises(Retryable) as caught:
        read_uploaded(reply({"status": {"video_status": "expired"}}))
    assert caught.value.from_start


def test_a_reel_that_expired_after_finish_never_starts_over() -> None:
    with pytest.raises(NeedsHuman):
        read_live(reply({"status": {"video_status": "expired"}}))


def test_a_reel_that_stays_a_draft_is_a_humans_and_named() -> None:
    with pytest.raises(NeedsHuman, match="777"):
        read_live(reply({"status": DRAFT, "id": "777"}))


def test_a_reel_that_the_network_scheduled_is_not_called_public() -> None:
    network = reel_network(reel_live=[reply({"status": SCHEDULED})])
    receipt = asyncio.run(publish(delivery_of(MediaKind.VIDEO), network.send))
    assert receipt == Receipt("777", "https://www.facebook.com/reel/777", Visibility.SCHEDULED)


@pytest.mark.parametrize("answer", [refused(424242), refused(1), Reply(502, body=b"<html>")])
def test_an_error_of_finish_that_nobody_knows_is_settled_first(answer: Reply) -> None:
    with pytest.raises(Retryable) as caught:
        read_finished(answer)
    assert caught.value.may_have_acted


def test_a_finish_without_permission_published_nothing() -> None:
    with pytest.raises(AuthRequired):
        read_finished(refused(200))


def test_a_video_of_the_wrong_length_is_the_authors_to_mend() -> None:
    status = {
        "video_status": "error",
        "processing_phase": {"errors": [{"code": 1363128, "message": "too long"}]},
    }
    with pytest.raises(InvalidContent):
        read_uploaded(reply({"status": status}))


def test_an_unreadable_acknowledgement_says_nothing_about_the_effect() -> None:
    with pytest.raises(Retryable) as caught:
        read_acknowledged(Reply(200, body=b"<html>"))
    assert caught.value.may_have_acted


def test_a_rate_limit_waits_for_the_hour_to_pass() -> None:
    error = meaning(PLATFORM, refused(80001))
    assert isinstance(error, Retryable)
    assert error.retry_after_s == 3600


def test_a_server_error_without_json_is_settled_first() -> None:
    error = meaning(PLATFORM, Reply(503, body=b"<html>"))
    assert isinstance(error, Retryable)
    assert error.may_have_acted


def test_an_address_that_cannot_be_fetched_is_tried_again() -> None:
    error = meaning(PLATFORM, refused(389))
    assert isinstance(error, Retryable)
    assert not error.may_have_acted


@pytest.mark.parametrize("kind", ["OffsetInvalidError", "PartialRequestError", "ProcessingFailedError"])
def test_a_broken_upload_starts_over(kind: str) -> None:
    error = meaning(PLATFORM, reply({"debug_info": {"retriable": True, "type": kind, "message": "m"}}, 400))
    assert isinstance(error, Retryable)
    assert error.from_start


def test_a_success_is_no_refusal() -> None:
    assert PLATFORM.read_refusal(reply({"id": "1"})) is None


def test_the_token_owner_is_asked_for_the_id_alone() -> None:
    call = PLATFORM.whose(delivery_of(MediaKind.VIDEO).account)
    assert call.role is Role.READ
    assert call.request.query == {"fields": "id"}
    assert call.read(reply({"id": PAGE, "name": "Brand"})) == Answer({"id": PAGE})


def test_a_post_without_a_text_is_refused() -> None:
    rendition = delivery_of(MediaKind.PHOTO, text=" ").rendition
    assert [finding.code for finding in findings(PLATFORM.rules, Subject(rendition))] == ["text-missing"]


def test_a_reel_has_less_room_for_text_than_a_photo_post() -> None:
    long = "é" * 2201
    video, photo = delivery_of(MediaKind.VIDEO, text=long), delivery_of(MediaKind.PHOTO, text=long)
    assert [finding.code for finding in findings(PLATFORM.rules, Subject(video.rendition))] == [
        "text-too-long"
    ]
    assert findings(PLATFORM.rules, Subject(photo.rendition)) == ()
