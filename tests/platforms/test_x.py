import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Call,
    Delivery,
    JsonBody,
    MultipartBody,
    Receipt,
    Role,
    Span,
    Visibility,
    Wait,
)
from aromatiza.core.errors import InvalidContent, Retryable
from aromatiza.core.post import Account, AccountName, Json, Media, MediaKind, PostId
from aromatiza.core.refusals import error_for
from aromatiza.core.rendition import File, Rendition
from aromatiza.core.rules import Subject, findings
from aromatiza.platforms.x.flow import PLATFORM
from aromatiza.platforms.x.uploads import SEGMENT_BYTES, Uploaded, processing, segments, upload

SCHEMA = Path(__file__).parents[2] / "schemas/platforms/x.schema.json"
TEXT = "Une pression, et le linge sent bon & frais"
PROBLEMS = "https://api.x.com/2/problems/"


def reply(value: Json, status: int = 200) -> Reply:
    """An answer of X."""
    return Reply(status, {}, json.dumps(value).encode())


def problem(status: int, kind: str, detail: str = "no") -> Reply:
    """A refusal of X in its newer form."""
    return reply({"type": kind, "title": "Title", "detail": detail, "status": status}, status)


REPLIES = {
    "media 1 opened": reply({"data": {"id": "11", "media_key": "7_11", "expires_after_secs": 86400}}),
    "media 2 opened": reply({"data": {"id": "12", "media_key": "3_12"}}),
    "media 1 closed": reply({"data": {"id": "11", "processing_info": {"state": "pending"}}}),
    "media 2 closed": reply({"data": {"id": "12"}}),
    "media 1 processed": reply({"data": {"id": "11", "processing_info": {"state": "succeeded"}}}),
    "post created": reply({"data": {"id": "99", "text": TEXT, "edit_history_post_ids": ["99"]}}, 201),
    "post seen": reply({"data": {"id": "99", "text": TEXT}}),
}


class Network:
    """Answers calls by their names and remembers them, as far as the flow gets."""

    def __init__(self, **replies: Reply) -> None:
        self.replies = {**REPLIES, **{name.replace("_", " "): answer for name, answer in replies.items()}}
        self.calls: dict[str, Call] = {}

    async def __call__(self, call: Call) -> Answer:
        self.calls[call.name] = call
        came = self.replies.get(call.name, reply({"data": {}}))
        refused = None if came.status in call.accepts else PLATFORM.read_refusal(came)
        if refused is not None:
            raise error_for(refused, PLATFORM.errors, came)
        answer = call.read(came)
        assert isinstance(answer, Answer)
        return answer

    def json(self, name: str) -> Json:
        """What JSON a call sent."""
        body = self.calls[name].request.body
        assert isinstance(body, JsonBody)
        return body.value


def video(options: Mapping[str, Json] | None = None, size_bytes: int = 12) -> Delivery:
    """A delivery of one video to X."""
    file = File(MediaKind.VIDEO, "https://media.example.com/v.mp4", "", "d1", size_bytes, "video/mp4")
    return delivery((file,), options or {})


def photos() -> Delivery:
    """A delivery of two photos to X, the second with a description."""
    first = File(MediaKind.PHOTO, "https://media.example.com/1.jpg", "", "d1", 12, "image/jpeg")
    second = File(MediaKind.PHOTO, "https://media.example.com/2.png", "Un flacon", "d2", 12, "image/png")
    return delivery((first, second), {})


def delivery(files: tuple[File, ...], options: Mapping[str, Json]) -> Delivery:
    """A delivery of files to X."""
    media = tuple(Media(file.kind, file.url, file.alt) for file in files)
    rendition = Rendition("Brume", TEXT, "https://example.com/brume", media, options)
    account = Account(AccountName("x"), "x", "2244994945")
    return Delivery(PostId("brume"), account, rendition, files, "brume.x")


def publish(what: Delivery, network: Network) -> Receipt:
    """Run the flow."""
    return asyncio.run(_receipt(what, network))


async def _receipt(what: Delivery, network: Network) -> Receipt:
    return await PLATFORM.publish(what, network)


def test_a_video_is_uploaded_processed_posted_and_read_back_in_this_order() -> None:
    network = Network()
    receipt = publish(video(), network)
    assert {name: call.role for name, call in network.calls.items()} == {
        "media 1 opened": Role.PREPARE,
        "media 1 segment 0 sent": Role.PREPARE,
        "media 1 closed": Role.PREPARE,
        "media 1 processed": Role.PREPARE,
        "post created": Role.PUBLISH,
        "post seen": Role.READ,
    }
    assert receipt == Receipt("99", "https://x.com/i/web/status/99", Visibility.PUBLIC)


def test_photos_are_described_and_never_asked_for_a_state_they_do_not_have() -> None:
    network = Network(media_1_closed=reply({"data": {"id": "11"}}))
    publish(photos(), network)
    assert list(network.calls) == [
        "media 1 opened",
        "media 1 segment 0 sent",
        "media 1 closed",
        "media 2 opened",
        "media 2 segment 0 sent",
        "media 2 closed",
        "media 2 described",
        "post created",
        "post seen",
    ]
    assert network.json("media 2 described") == {"id": "12", "metadata": {"alt_text": {"text": "Un flacon"}}}
    assert network.json("post created") == {"text": TEXT, "media": {"media_ids": ["11", "12"]}}


def test_an_upload_names_its_type_size_and_category() -> None:
    network = Network()
    publish(photos(), network)
    assert network.json("media 2 opened") == {
        "media_type": "image/png",
        "total_bytes": 12,
        "media_category": "tweet_image",
    }
    assert network.json("media 2 closed") == {}


def test_segments_cover_a_file_once() -> None:
    assert segments(2 * SEGMENT_BYTES + 1) == (
        Span(0, SEGMENT_BYTES),
        Span(SEGMENT_BYTES, SEGMENT_BYTES),
        Span(2 * SEGMENT_BYTES, 1),
    )


def test_a_segment_is_a_form_with_its_number_and_bytes() -> None:
    network = Network()
    what = video(size_bytes=SEGMENT_BYTES + 1)
    publish(what, network)
    request = network.calls["media 1 segment 1 sent"].request
    assert request.url == "https://api.x.com/2/media/upload/11/append"
    assert request.body == MultipartBody(
        {"segment_index": "1"}, "media", what.files[0], Span(SEGMENT_BYTES, 1)
    )


def test_options_go_with_the_post_and_the_link_does_not() -> None:
    network = Network()
    publish(video({"ai_generated": True, "paid_partnership": True, "reply_settings": "following"}), network)
    assert network.json("post created") == {
        "text": TEXT,
        "media": {"media_ids": ["11"]},
        "made_with_ai": True,
        "paid_partnership": True,
        "reply_settings": "following",
    }


@pytest.mark.parametrize("state", ["pending", "in_progress", "a state of its own"])
def test_processing_waits_as_long_as_x_says(state: str) -> None:
    info: Json = {"state": state, "check_after_secs": 7}
    assert processing(reply({"data": {"id": "11", "processing_info": info}})) == Wait(7)


def test_a_wait_that_x_does_not_measure_is_ours_to_choose() -> None:
    info: Json = {"state": "in_progress"}
    assert processing(reply({"data": {"id": "11", "processing_info": info}})) == Wait(None)


def test_failed_processing_is_a_matter_of_content() -> None:
    info: Json = {"state": "failed", "error": {"name": "InvalidMedia", "message": "too long"}}
    failed = reply({"data": {"id": "11", "processing_info": info}})
    with pytest.raises(InvalidContent, match=r"code InvalidMedia.*too long"):
        publish(video(), Network(media_1_processed=failed))


@pytest.mark.parametrize("status", [400, 404])
@pytest.mark.parametrize("name", ["media_1_segment_0_sent", "media_1_closed", "media_1_processed"])
def test_an_expired_upload_is_begun_again(name: str, status: int) -> None:
    refused = problem(status, f"{PROBLEMS}invalid-request")
    with pytest.raises(Retryable) as caught:
        publish(video(), Network(**{name: refused}))
    assert caught.value.from_start


@pytest.mark.parametrize("name", ["media_1_closed", "media_1_processed"])
def test_media_without_any_time_left_are_uploaded_again_before_they_are_posted(name: str) -> None:
    gone: Json = {"id": "11", "expires_after_secs": 0, "processing_info": {"state": "succeeded"}}
    network = Network(**{name: reply({"data": gone})})
    with pytest.raises(Retryable, match="expired before they were posted") as caught:
        publish(video(), network)
    assert caught.value.from_start
    assert "post created" not in network.calls


def test_a_key_that_only_the_end_of_an_upload_names_is_looked_for_too() -> None:
    opened = reply({"data": {"id": "11"}})
    closed = reply({"data": {"id": "11", "media_key": "7_12"}})
    network = Network(media_1_opened=opened, media_1_closed=closed)
    uploaded = asyncio.run(_uploaded(network))
    assert uploaded == Uploaded("11", frozenset({"11", "12"}))


async def _uploaded(network: Network) -> Uploaded:
    return await upload(1, video().files[0], network)


@pytest.mark.parametrize("status", [200, 402, 403, 404, 429, 503])
def test_a_post_that_cannot_be_read_back_is_accepted_all_the_same(status: int) -> None:
    receipt = publish(video(), Network(post_seen=problem(status, "about:blank")))
    assert receipt == Receipt("99", "https://x.com/i/web/status/99", Visibility.ACCEPTED)


def test_a_partial_error_beside_data_is_no_refusal() -> None:
    partial = reply({"data": {"id": "1"}, "errors": [{"type": f"{PROBLEMS}resource-not-found"}]})
    assert PLATFORM.read_refusal(partial) is None


def test_only_the_id_is_kept_of_the_tokens_owner() -> None:
    call = PLATFORM.whose(video().account)
    profile: Json = {"data": {"id": "2244994945", "name": "Aromatiza", "username": "aromatiza"}}
    assert call.request.query == {}
    assert call.read(reply(profile)) == Answer({"id": "2244994945"})


def test_only_known_reply_settings_pass() -> None:
    found = findings(PLATFORM.rules, Subject(video({"reply_settings": "friends"}).rendition))
    assert [finding.key for finding in found] == ["platforms.*.reply_settings"]


def test_the_schema_knows_every_option_that_is_honoured() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    options = {"ai_generated": True, "paid_partnership": True, "reply_settings": "verified"}
    assert Draft202012Validator(schema).is_valid(options)
    assert not Draft202012Validator(schema).is_valid({"reply_settings": "friends"})
