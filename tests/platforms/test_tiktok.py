import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Absent,
    Auth,
    Body,
    Call,
    Delivery,
    FileBody,
    Found,
    Intent,
    JsonBody,
    NotYet,
    Receipt,
    Role,
    Settled,
    Span,
    Unknowable,
    Visibility,
    Wait,
)
from aromatiza.core.errors import AromatizaError, AuthRequired, InvalidContent, NeedsHuman, Retryable
from aromatiza.core.post import Account, AccountName, Json, Media, MediaKind, PostId
from aromatiza.core.refusals import error_for
from aromatiza.core.rendition import File, Rendition
from aromatiza.core.rules import Subject, findings
from aromatiza.core.secret import Secret
from aromatiza.platforms.tiktok.flow import PLATFORM, chunk_bytes_for, chunk_spans, outcome, read_status

SIZE = 3_145_728
UPLOAD_URL = "https://open-upload.tiktokapis.com/video/?upload_id=1&upload_token=secret"
OPENED_AT = "Mon, 02 Nov 2026 10:00:00 GMT"
SCHEMA = Path(__file__).parents[2] / "schemas/platforms/tiktok.schema.json"
DIRECT: Mapping[str, Json] = {"mode": "direct", "privacy_level": "SELF_ONLY"}
PUBLIC: Mapping[str, Json] = {"mode": "direct", "privacy_level": "PUBLIC_TO_EVERYONE", "audited": True}


def ok(data: Json, date: str = OPENED_AT) -> Reply:
    """An answer of TikTok's API."""
    body = {"data": data, "error": {"code": "ok", "message": "", "log_id": "202611021000"}}
    return Reply(200, {"date": date}, json.dumps(body).encode())


def refusal(status: int, code: str) -> Reply:
    """A refusal of TikTok's API."""
    body = {"data": {}, "error": {"code": code, "message": "no", "log_id": "202611021000"}}
    return Reply(status, {}, json.dumps(body).encode())


REPLIES = {
    "posting allowed": ok({"privacy_level_options": ["PUBLIC_TO_EVERYONE", "SELF_ONLY"]}),
    "upload opened": ok({"publish_id": "v_pub_file~v2-1.7", "upload_url": UPLOAD_URL}),
    "video submitted": Reply(201),
    "photos submitted": ok({"publish_id": "p_pub_url~v2.7"}),
    "post finished": ok({"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": [7431234567890123456]}),
}


class Network:
    """Answers calls by their names and remembers them, as far as the flow gets."""

    def __init__(self, **replies: Reply) -> None:
        self.replies = {**REPLIES, **{name.replace("_", " "): reply for name, reply in replies.items()}}
        self.calls: list[Call] = []

    async def __call__(self, call: Call) -> Answer:
        self.calls.append(call)
        reply = self.replies.get(call.name, Reply(206))
        refused = None if reply.status in call.accepts else PLATFORM.read_refusal(reply)
        if refused is not None:
            raise error_for(refused, PLATFORM.errors, reply)
        answer = call.read(reply)
        assert isinstance(answer, Answer)
        return answer

    def body(self, name: str) -> Body:
        """What a call sent."""
        return next(call.request.body for call in self.calls if call.name == name)

    def json(self, name: str) -> Json:
        """What JSON a call sent."""
        body = self.body(name)
        assert isinstance(body, JsonBody)
        return body.value


def delivery(
    options: Mapping[str, Json], kind: MediaKind = MediaKind.VIDEO, size_bytes: int = SIZE
) -> Delivery:
    """A delivery of one file to TikTok."""
    url = "https://media.example.com/brume"
    content_type = "video/mp4" if kind is MediaKind.VIDEO else "image/jpeg"
    file = File(kind, url, "", "d1", size_bytes, content_type)
    rendition = Rendition("Brume", "Une pression #maison", "", (Media(kind, url),), options)
    account = Account(AccountName("tiktok"), "tiktok", "-000a")
    return Delivery(PostId("brume"), account, rendition, (file,), "brume.tiktok")


def publish(what: Delivery, network: Network) -> Receipt:
    """Run the flow."""
    return asyncio.run(_receipt(what, network))


async def _receipt(what: Delivery, network: Network) -> Receipt:
    return await PLATFORM.publish(what, network)


def settle(name: str, what: Delivery, state: Reply) -> Settled:
    """Publish, then ask what became of a publish call whose answer got lost."""
    network = Network(upload_state_read=state)
    publish(what, network)
    call = next(call for call in network.calls if call.name == name)
    assert call.settle is not None
    settle_of = call.settle.ask

    async def ask() -> Settled:
        return await settle_of(Intent(datetime(2026, 11, 2, 10, tzinfo=UTC)), network)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("size_bytes", "chunk_bytes", "count", "last"),
    [
        (3_145_728, 3_145_728, 1, (0, 3_145_727)),
        (5_000_000, 5_000_000, 1, (0, 4_999_999)),
        (64_000_000, 64_000_000, 1, (0, 63_999_999)),
        (64_000_001, 10_000_000, 6, (50_000_000, 64_000_000)),
    ],
    ids=["3 MiB", "5 MB", "64 MB", "one byte more"],
)
def test_the_remainder_of_a_file_joins_its_last_chunk(
    size_bytes: int, chunk_bytes: int, count: int, last: tuple[int, int]
) -> None:
    """https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide"""
    assert chunk_bytes_for(size_bytes) == chunk_bytes
    spans = chunk_spans(size_bytes, chunk_bytes)
    assert len(spans) == count
    assert (spans[-1].offset, spans[-1].offset + spans[-1].length - 1) == last


def test_the_official_sample_has_five_chunks() -> None:
    assert chunk_spans(50_000_123, 10_000_000)[3:] == (
        Span(30_000_000, 10_000_000),
        Span(40_000_000, 10_000_123),
    )


def test_a_direct_video_is_allowed_opened_sent_and_awaited_in_this_order() -> None:
    network = Network()
    publish(delivery(DIRECT), network)
    assert [(call.name, call.role) for call in network.calls] == [
        ("posting allowed", Role.PREPARE),
        ("upload opened", Role.PREPARE),
        ("video submitted", Role.PUBLISH),
        ("post finished", Role.READ),
    ]


def test_a_draft_carries_its_bytes_and_nothing_else() -> None:
    network = Network(post_finished=ok({"status": "SEND_TO_USER_INBOX"}))
    receipt = publish(delivery({"mode": "inbox"}), network)
    source = {"source": "FILE_UPLOAD", "video_size": SIZE, "chunk_size": SIZE, "total_chunk_count": 1}
    assert network.json("upload opened") == {"source_info": source}
    assert receipt == Receipt("v_pub_file~v2-1.7", "", Visibility.INBOX)


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


def test_the_upload_address_is_a_secret_and_gets_no_token() -> None:
    network = Network()
    publish(delivery(DIRECT), network)
    request = network.calls[2].request
    assert request.url == Secret(UPLOAD_URL)
    assert request.auth is Auth.NONE
    assert request.headers == {"Content-Type": "video/mp4", "Content-Range": "bytes 0-3145727/3145728"}
    assert isinstance(request.body, FileBody)


def test_only_the_last_chunk_of_a_long_video_is_the_point_of_no_return() -> None:
    network = Network()
    publish(delivery(DIRECT, size_bytes=64_000_001), network)
    puts = [call for call in network.calls if call.request.method == "PUT"]
    assert [call.role for call in puts] == [Role.PREPARE] * 5 + [Role.PUBLISH]
    assert puts[0].name == "chunk 1 uploaded"
    assert puts[-1].request.headers["Content-Range"] == "bytes 50000000-64000000/64000001"


@pytest.mark.parametrize("status", [403, 404, 416])
def test_an_upload_that_takes_no_more_chunks_is_begun_again(status: int) -> None:
    with pytest.raises(Retryable) as caught:
        publish(delivery(DIRECT, size_bytes=64_000_001), Network(chunk_1_uploaded=Reply(status)))
    assert caught.value.from_start


@pytest.mark.parametrize("status", [206, 403, 404, 416, 502])
def test_a_last_chunk_that_is_not_taken_is_settled_first(status: int) -> None:
    with pytest.raises(Retryable) as caught:
        publish(delivery(DIRECT), Network(video_submitted=Reply(status)))
    assert caught.value.may_have_acted
    assert not caught.value.from_start


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (OPENED_AT, Absent()),
        ("Mon, 02 Nov 2026 11:10:00 GMT", NotYet(300)),
        ("Mon, 02 Nov 2026 11:15:00 GMT", Absent(from_start=True)),
        ("", Absent()),
    ],
    ids=["the upload is open", "it just closed", "it is over", "no time is known"],
)
def test_an_incomplete_upload_is_given_up_only_when_it_is_over(date: str, expected: Settled) -> None:
    state = ok({"status": "PROCESSING_UPLOAD", "uploaded_bytes": 12}, date)
    assert settle("video submitted", delivery(DIRECT), state) == expected


@pytest.mark.parametrize(
    "state",
    [
        {"status": "PROCESSING_UPLOAD", "uploaded_bytes": SIZE},
        {"status": "PUBLISH_COMPLETE"},
        {"status": "SEND_TO_USER_INBOX"},
        {"status": "FAILED", "fail_reason": "internal"},
        {"status": "A_STAGE_OF_TOMORROW"},
    ],
    ids=lambda state: str(state["status"]),
)
def test_an_upload_that_came_further_is_never_sent_again(state: dict[str, Json]) -> None:
    found = settle("video submitted", delivery(DIRECT), ok(state))
    assert found == Found(Answer({"publish_id": "v_pub_file~v2-1.7"}))


def test_an_upload_state_that_cannot_be_read_proves_nothing() -> None:
    with pytest.raises(Retryable):
        settle("video submitted", delivery(DIRECT), ok({}))


def test_photos_are_fetched_by_tiktok_from_their_addresses() -> None:
    network = Network()
    publish(delivery({**DIRECT, "ai_generated": True}, MediaKind.PHOTO), network)
    assert network.json("photos submitted") == {
        "media_type": "PHOTO",
        "post_mode": "DIRECT_POST",
        "post_info": {
            "title": "Brume",
            "description": "Une pression #maison",
            "privacy_level": "SELF_ONLY",
            "disable_comment": True,
            "brand_content_toggle": False,
            "brand_organic_toggle": True,
        },
        "source_info": {
            "source": "PULL_FROM_URL",
            "photo_images": ["https://media.example.com/brume"],
            "photo_cover_index": 0,
        },
        "is_aigc": True,
    }


def test_a_photo_draft_has_texts_and_no_choices() -> None:
    network = Network()
    publish(delivery({"mode": "inbox"}, MediaKind.PHOTO), network)
    body = network.json("photos submitted")
    assert isinstance(body, dict)
    assert body["post_mode"] == "MEDIA_UPLOAD"
    assert body["post_info"] == {"title": "Brume", "description": "Une pression #maison"}
    assert "is_aigc" not in body


def test_photos_whose_answer_got_lost_cannot_be_found_again() -> None:
    settled = settle("photos submitted", delivery(DIRECT, MediaKind.PHOTO), Reply(500))
    assert settled == Unknowable("the publish_id of the photos sent at 2026-11-02 10:00 UTC")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"mode": "sideways"},
        {"mode": "direct"},
        {"mode": "direct", "privacy_level": "PUBLIC_TO_EVERYONE"},
        {**DIRECT, "paid_partnership": True},
    ],
    ids=["no mode", "no such mode", "no visibility", "unaudited and public", "paid and private"],
)
def test_a_choice_that_tiktok_must_refuse_is_refused_before_any_call(options: Mapping[str, Json]) -> None:
    network = Network()
    with pytest.raises(InvalidContent):
        publish(delivery(options), network)
    assert network.calls == []


def test_a_visibility_that_the_account_has_not_now_is_refused_before_an_upload() -> None:
    network = Network(posting_allowed=ok({"privacy_level_options": ["SELF_ONLY"]}))
    with pytest.raises(InvalidContent, match="accepted now: SELF_ONLY"):
        publish(delivery(PUBLIC), network)
    assert [call.name for call in network.calls] == ["posting allowed"]


def test_nothing_is_kept_of_the_creator_but_the_yes() -> None:
    network = Network()
    publish(delivery(DIRECT), network)
    assert network.calls[0].read(REPLIES["posting allowed"]) == Answer()


def test_a_mode_and_a_direct_posts_visibility_must_be_chosen() -> None:
    drafts = findings(PLATFORM.rules, Subject(delivery({"mode": "inbox"}).rendition))
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
        (DIRECT, [], Receipt("v_pub_file~v2-1.7", "", Visibility.PRIVATE)),
    ],
    ids=["public, with a name", "public", "not yet moderated", "private"],
)
def test_a_receipt_says_public_only_when_tiktok_gave_a_post_id(
    options: Mapping[str, Json], ids: list[Json], expected: Receipt
) -> None:
    finished = ok({"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": ids})
    assert publish(delivery(options), Network(post_finished=finished)) == expected


@pytest.mark.parametrize("status", ["PROCESSING_UPLOAD", "PROCESSING_DOWNLOAD", "SEND_TO_USER_INBOX", "NEW"])
def test_a_direct_post_is_awaited_whatever_else_tiktok_says(status: str) -> None:
    assert read_status(False, ok({"status": status})) == Wait()


@pytest.mark.parametrize(
    ("reason", "error", "from_start"),
    [
        ("internal", Retryable, True),
        ("video_pull_failed", Retryable, True),
        ("photo_pull_failed", Retryable, True),
        ("spam_risk_too_many_posts", Retryable, True),
        ("file_format_check_failed", InvalidContent, False),
        ("duration_check_failed", InvalidContent, False),
        ("frame_rate_check_failed", InvalidContent, False),
        ("picture_size_check_failed", InvalidContent, False),
        ("spam_risk_text", InvalidContent, False),
        ("auth_removed", AuthRequired, False),
        ("publish_cancelled", NeedsHuman, False),
        ("spam_risk_user_banned_from_posting", NeedsHuman, False),
        ("spam_risk", NeedsHuman, False),
        ("a_reason_of_tomorrow", NeedsHuman, False),
    ],
)
def test_a_failed_post_says_who_acts(reason: str, error: type[AromatizaError], from_start: bool) -> None:
    with pytest.raises(error) as caught:
        read_status(True, ok({"status": "FAILED", "fail_reason": reason}))
    assert getattr(caught.value, "from_start", False) == from_start


@pytest.mark.parametrize(
    ("status", "code", "error", "after_s"),
    [
        (401, "access_token_invalid", AuthRequired, None),
        (401, "scope_not_authorized", AuthRequired, None),
        (400, "scope_permission_missed", AuthRequired, None),
        (400, "token_not_authorized_for_specified_publish_id", AuthRequired, None),
        (403, "privacy_level_option_mismatch", InvalidContent, None),
        (400, "invalid_file_upload", InvalidContent, None),
        (400, "invalid_param", NeedsHuman, None),
        (400, "invalid_params", NeedsHuman, None),
        (403, "url_ownership_unverified", NeedsHuman, None),
        (400, "app_version_check_failed", NeedsHuman, None),
        (403, "unaudited_client_can_only_post_to_private_accounts", NeedsHuman, None),
        (200, "spam_risk_user_banned_from_posting", NeedsHuman, None),
        (200, "spam_risk_too_many_posts", Retryable, 86400),
        (403, "spam_risk_too_many_pending_share", Retryable, 86400),
        (200, "reached_active_user_cap", Retryable, 86400),
        (429, "rate_limit_exceeded", Retryable, 60),
        (500, "internal_error", Retryable, None),
        (400, "invalid_publish_id", Retryable, None),
    ],
)
def test_a_refusal_says_who_acts(
    status: int, code: str, error: type[AromatizaError], after_s: float | None
) -> None:
    with pytest.raises(error) as caught:
        publish(delivery(DIRECT), Network(posting_allowed=refusal(status, code)))
    assert getattr(caught.value, "retry_after_s", None) == after_s
    assert not getattr(caught.value, "from_start", False)


@pytest.mark.parametrize("code", ["internal_error", "invalid_publish_id"])
def test_what_may_hide_a_post_is_unsure(code: str) -> None:
    with pytest.raises(Retryable) as caught:
        publish(delivery(DIRECT, MediaKind.PHOTO), Network(photos_submitted=refusal(500, code)))
    assert caught.value.may_have_acted


def test_only_the_id_is_asked_of_the_tokens_owner() -> None:
    call = PLATFORM.whose(delivery(DIRECT).account)
    assert call.request.query == {"fields": "open_id"}
    assert call.read(ok({"user": {"open_id": "-000a"}})) == Answer({"id": "-000a"})


def test_the_schema_knows_every_option_that_is_honoured() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert Draft202012Validator(schema).is_valid({**PUBLIC, "username": "aromatiza", "cover_at": 2.5})
    assert not Draft202012Validator(schema).is_valid({"mode": "sideways"})


@pytest.mark.parametrize(
    ("age_s", "settled"),
    [
        (0, NotYet(75 * 60)),
        (60, NotYet(75 * 60 - 60)),
        (75 * 60 - 1, NotYet(1)),
        (75 * 60, Absent(from_start=True)),
    ],
)
def test_an_upload_whose_address_is_lost_is_over_only_when_its_time_is(age_s: int, settled: Settled) -> None:
    """The sheet, 8.4: with the address lost, wait until the upload was issued 75 minutes ago."""
    opened = Answer({"publish_id": "v1", "address": Secret(""), "at_s": 1_000})
    state = Answer({"status": "PROCESSING_UPLOAD", "uploaded_bytes": 0, "at_s": 1_000 + age_s})
    assert outcome(opened, state, 5) == settled


@pytest.mark.parametrize(("opened_s", "read_s"), [(0, 1_060), (1_000, 0), (0, 0)])
def test_an_upload_without_address_and_of_unknown_age_is_for_a_person(opened_s: int, read_s: int) -> None:
    opened = Answer({"publish_id": "v1", "address": Secret(""), "at_s": opened_s})
    state = Answer({"status": "PROCESSING_UPLOAD", "uploaded_bytes": 0, "at_s": read_s})
    assert outcome(opened, state, 5) == Unknowable("the age of upload v1, whose address is lost")


def test_an_upload_that_is_complete_is_found_without_its_address() -> None:
    opened = Answer({"publish_id": "v1", "address": Secret(""), "at_s": 0})
    state = Answer({"status": "PROCESSING_UPLOAD", "uploaded_bytes": 5, "at_s": 0})
    assert outcome(opened, state, 5) == Found(Answer({"publish_id": "v1"}))
