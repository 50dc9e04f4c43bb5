"""YouTube's adapter: what it builds, what it understands, and how an upload goes on after a crash."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import jsonschema
import pytest

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Absent,
    Call,
    Delivery,
    FileBody,
    Found,
    Intent,
    JsonBody,
    Role,
    Settled,
    Span,
    Unknowable,
    Visibility,
    Wait,
)
from aromatiza.core.errors import (
    AromatizaError,
    InvalidContent,
    NeedsHuman,
    Retryable,
)
from aromatiza.core.post import Account, AccountName, Json, Media, MediaKind, PostId
from aromatiza.core.rendition import File, Rendition
from aromatiza.platforms.youtube.flow import PLATFORM
from aromatiza.platforms.youtube.resource import video_body
from aromatiza.platforms.youtube.session import open_session, progress, read_progress
from aromatiza.platforms.youtube.upload import upload_video
from aromatiza.platforms.youtube.watch import processed

URL = "https://res.cloudinary.com/demo/video/upload/v1/brume.mp4"
SESSION = "https://www.googleapis.com/upload/youtube/v3/videos?uploadType=resumable&upload_id=u1"
SLUG = "brume.youtube.1-abababab.mp4"
SENT = Intent(datetime(2026, 11, 2, 18, 0, tzinfo=UTC))
SCHEMA = Path(__file__).parents[2] / "schemas/platforms/youtube.schema.json"
T = TypeVar("T")


def run(flow: Awaitable[T]) -> T:
    async def main() -> T:
        return await flow

    return asyncio.run(main())


def delivery(**options: Json) -> Delivery:
    file = File(MediaKind.VIDEO, URL, "", "ab" * 32, 1000, "video/mp4")
    media = (Media(MediaKind.VIDEO, URL),)
    link = "https://example.com/brume"
    rendition = Rendition("Brume", "La Provence", link, media, {"privacy": "public", **options})
    account = Account(AccountName("youtube"), "youtube", "UC0123456789abcdefghijkl")
    return Delivery(PostId("brume"), account, rendition, (file,), "brume.youtube.1")


def reply(value: Json, status: int = 200) -> Reply:
    return Reply(status, {}, json.dumps(value).encode())


class Script:
    """The port `send`, answering by call name; kept answers are fed back as the engine does."""

    def __init__(self, replies: Mapping[str, Reply], kept: Mapping[str, Answer] | None = None) -> None:
        self.replies = replies
        self.kept = kept or {}
        self.calls: list[Call] = []

    async def __call__(self, call: Call) -> Answer:
        if call.name in self.kept:
            return self.kept[call.name]
        self.calls.append(call)
        answer = call.read(self.replies[call.name])
        assert isinstance(answer, Answer)
        return answer

    def call(self, name: str) -> Call:
        return next(call for call in self.calls if call.name == name)


OPENED = Reply(200, {"location": SESSION})
FRESH = Reply(308)
FINISHED = reply({"id": "vid1", "snippet": {}, "status": {}}, 201)
WATCHABLE = reply({"items": [{"status": {"uploadStatus": "processed", "privacyStatus": "public"}}]})
REPLIES = {
    "session opened": OPENED,
    "session progress read": FRESH,
    "video uploaded": FINISHED,
    "video processed": WATCHABLE,
}


def kept_session() -> Answer:
    answer = open_session(delivery()).read(OPENED)
    assert isinstance(answer, Answer)
    return answer


def test_a_video_is_uploaded_in_one_session_and_read_back() -> None:
    script = Script(REPLIES)
    receipt = run(PLATFORM.publish(delivery(), script))
    assert [(call.name, call.role) for call in script.calls] == [
        ("session opened", Role.PREPARE),
        ("session progress read", Role.READ),
        ("video uploaded", Role.PUBLISH),
        ("video processed", Role.READ),
    ]
    assert (receipt.remote_id, receipt.url) == ("vid1", "https://www.youtube.com/shorts/vid1")
    assert receipt.visibility is Visibility.PUBLIC


def test_a_session_is_opened_for_exactly_this_file() -> None:
    request = open_session(delivery(notify=False)).request
    assert request.query == {
        "uploadType": "resumable",
        "part": "snippet,status",
        "notifySubscribers": "false",
    }
    assert request.headers == {
        "X-Upload-Content-Length": "1000",
        "X-Upload-Content-Type": "video/mp4",
        "Slug": SLUG,
    }
    assert isinstance(request.body, JsonBody)


def test_a_session_without_an_address_is_opened_again() -> None:
    with pytest.raises(Retryable):
        open_session(delivery()).read(Reply(200))


def test_the_session_s_address_is_a_secret() -> None:
    assert kept_session().secret("session").reveal() == SESSION
    assert SESSION not in repr(kept_session())


def test_a_video_states_what_youtube_would_choose_by_itself() -> None:
    assert video_body(delivery(tags=["lavande", "parfum d'intérieur"], synthetic=True).rendition) == {
        "snippet": {
            "title": "Brume",
            "description": "La Provence",
            "categoryId": "22",
            "tags": ["lavande", "parfum d'intérieur"],
        },
        "status": {
            "privacyStatus": "public",
            "selfDeclaredMadeForKids": False,
            "containsSyntheticMedia": True,
        },
    }


def test_paid_promotion_is_declared_in_a_part_of_its_own_and_only_where_the_post_says_so() -> None:
    paid = delivery(paid_partnership=True)
    assert video_body(paid.rendition)["paidProductPlacementDetails"] == {"hasPaidProductPlacement": True}
    assert open_session(paid).request.query["part"] == "snippet,status,paidProductPlacementDetails"
    assert "paidProductPlacementDetails" not in video_body(delivery(paid_partnership=False).rendition)


def test_a_session_is_asked_with_an_empty_put() -> None:
    call = read_progress(delivery(), kept_session().secret("session"))
    assert (call.request.method, call.request.body) == ("PUT", None)
    assert call.request.headers == {"Content-Length": "0", "Content-Range": "bytes */1000"}
    assert call.accepts == {308, 400, 404, 410, 413}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(Reply(308), {"received": 0}, id="nothing arrived"),
        pytest.param(Reply(308, {"range": "bytes=0-99"}), {"received": 100}, id="a part arrived"),
        pytest.param(Reply(404), {"gone": True}, id="expired"),
        pytest.param(Reply(410), {"gone": True}, id="deleted"),
        pytest.param(Reply(400), {"failed": True}, id="failed for ever"),
        pytest.param(reply({"id": "vid1"}, 200), {"id": "vid1"}, id="finished, 200"),
        pytest.param(FINISHED, {"id": "vid1"}, id="finished, 201"),
    ],
)
def test_a_session_says_how_far_it_got(answer: Reply, expected: dict[str, str | int | bool]) -> None:
    assert progress(answer) == Answer(expected)


@pytest.mark.parametrize(
    ("state", "content_range", "span"),
    [
        pytest.param({"received": 0}, "bytes 0-999/1000", Span(0, 1000), id="whole file"),
        pytest.param({"received": 100}, "bytes 100-999/1000", Span(100, 900), id="the rest"),
    ],
)
def test_an_upload_sends_the_bytes_that_are_missing(
    state: dict[str, int], content_range: str, span: Span
) -> None:
    request = upload_video(delivery(), kept_session().secret("session"), Answer(state)).request
    assert isinstance(request.body, FileBody)
    assert request.body.span == span
    assert request.headers == {"Content-Type": "video/mp4", "Content-Range": content_range}


@pytest.mark.parametrize("state", [{"id": "vid1"}, {"received": 1000}, {"gone": True}, {"failed": True}])
def test_a_session_that_takes_no_more_bytes_is_only_asked(state: dict[str, str | int]) -> None:
    request = upload_video(delivery(), kept_session().secret("session"), Answer(state)).request
    assert request.body is None
    assert request.headers["Content-Range"] == "bytes */1000"


@pytest.mark.parametrize("state", [FINISHED, Reply(404)], ids=["finished", "gone"])
def test_a_kept_upload_is_not_sent_again_whatever_its_session_says(state: Reply) -> None:
    kept = {"session opened": kept_session(), "video uploaded": Answer({"id": "vid1"})}
    script = Script({"session progress read": state, "video processed": WATCHABLE}, kept)
    assert run(PLATFORM.publish(delivery(), script)).remote_id == "vid1"
    assert {call.role for call in script.calls} == {Role.READ}


@pytest.mark.parametrize("answer", [Reply(308, {"range": "bytes=0-99", "retry-after": "7"}), Reply(404)])
def test_an_upload_without_a_video_leaves_doubt(answer: Reply) -> None:
    call = upload_video(delivery(), kept_session().secret("session"), Answer({"received": 0}))
    with pytest.raises(Retryable) as caught:
        call.read(answer)
    assert caught.value.may_have_acted
    assert caught.value.retry_after_s == (7 if answer.status == 308 else None)


UPLOADS_LIST = reply({"items": [{"contentDetails": {"relatedPlaylists": {"uploads": "UU01"}}}]})


def upload(video_id: str, at: str) -> Json:
    return {"contentDetails": {"videoId": video_id}, "snippet": {"publishedAt": at}}


def settled(session: Reply, *videos: Json) -> Settled:
    """Two pages of uploads: on the first an old one and one without a time, on the second a recent one."""
    call = upload_video(delivery(), kept_session().secret("session"), Answer({"received": 0}))
    old = upload("old", "2026-10-01T08:00:00Z")
    first: list[Json] = [old, upload("new1", "")]
    reads = Script(
        {
            "session progress read": session,
            "uploads list read": UPLOADS_LIST,
            "uploads listed, page 1": reply({"items": first, "nextPageToken": "t"}),
            "uploads compared, page 1": reply({"items": []}),
            "uploads listed, page 2": reply({"items": [upload("new2", "2026-11-02T18:00:09Z")]}),
            "uploads compared, page 2": reply({"items": list(videos)}),
        }
    )
    assert call.settle is not None
    outcome = run(call.settle.ask(SENT, reads))
    assert {read.role for read in reads.calls} == {Role.READ}
    compared = [read.request.query["id"] for read in reads.calls if read.name.startswith("uploads compared")]
    assert compared in ([], ["new1", "new2"])
    return outcome


NAMED: Json = {"id": "new2", "fileDetails": {"fileName": SLUG}}
ALIKE: Json = {
    "id": "new2",
    "snippet": {"title": "Brume", "description": "La Provence"},
}
OTHER: Json = {"id": "new2", "fileDetails": {"fileName": "other.mp4"}, "snippet": {"title": "Brume"}}


@pytest.mark.parametrize(
    ("session", "videos", "outcome"),
    [
        pytest.param(FINISHED, [], Found(Answer({"id": "vid1"})), id="the session repeats its answer"),
        pytest.param(FRESH, [], Absent(), id="bytes are missing"),
        pytest.param(
            FRESH, [NAMED], Found(Answer({"id": "new2"})), id="a new session, the first one finished"
        ),
        pytest.param(Reply(404), [NAMED], Found(Answer({"id": "new2"})), id="gone, found by file name"),
        pytest.param(Reply(404), [ALIKE], Found(Answer({"id": "new2"})), id="gone, found by its texts"),
        pytest.param(Reply(410), [OTHER], Absent(from_start=True), id="gone, not found"),
    ],
)
def test_a_lost_upload_is_settled(session: Reply, videos: list[Json], outcome: Settled) -> None:
    assert settled(session, *videos) == outcome


def test_two_uploads_of_one_delivery_are_for_a_human() -> None:
    assert isinstance(settled(Reply(404), NAMED, NAMED), Unknowable)


def test_a_page_without_recent_uploads_is_not_looked_into() -> None:
    call = upload_video(delivery(), kept_session().secret("session"), Answer({"received": 0}))
    assert call.settle is not None
    old = reply({"items": [upload("old", "2026-10-01T08:00:00Z")]})
    reads = Script(
        {"session progress read": FRESH, "uploads list read": UPLOADS_LIST, "uploads listed, page 1": old}
    )
    assert run(call.settle.ask(SENT, reads)) == Absent()


def state(status: dict[str, Json], processing: dict[str, Json] | None = None) -> Reply:
    return reply({"items": [{"status": status, "processingDetails": processing or {}}]})


@pytest.mark.parametrize(
    "answer",
    [reply({"items": []}), state({"uploadStatus": "uploaded"}, {"processingStatus": "processing"})],
    ids=["not listed yet", "uploaded"],
)
def test_a_video_that_is_not_processed_is_asked_again(answer: Reply) -> None:
    assert processed(False, answer) == Wait()


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (state({"uploadStatus": "failed", "failureReason": "codec"}), InvalidContent, "failed/codec"),
        (
            state({"uploadStatus": "rejected", "rejectionReason": "duplicate"}),
            NeedsHuman,
            "rejected/duplicate",
        ),
        (state({"uploadStatus": "deleted"}), NeedsHuman, "deleted"),
        (
            state(
                {"uploadStatus": "uploaded"},
                {"processingStatus": "failed", "processingFailureReason": "transcodeFailed"},
            ),
            NeedsHuman,
            "failed/transcodeFailed",
        ),
    ],
)
def test_a_video_that_cannot_be_watched_says_why(
    answer: Reply, kind: type[AromatizaError], code: str
) -> None:
    with pytest.raises(kind) as caught:
        processed(False, answer)
    assert caught.value.message.values["code"] == code


@pytest.mark.parametrize(
    ("privacy", "visibility"),
    [
        ("unlisted", Visibility.UNLISTED),
        ("private", Visibility.PRIVATE),
        ("", Visibility.ACCEPTED),
    ],
)
def test_a_receipt_tells_the_privacy_that_was_read_back(privacy: str, visibility: Visibility) -> None:
    answer = state({"uploadStatus": "processed", "privacyStatus": privacy})
    assert run(PLATFORM.publish(delivery(), Script({**REPLIES, "video processed": answer}))).visibility is (
        visibility
    )


@pytest.mark.parametrize(
    ("items", "channel"),
    [([{"id": "UC01", "kind": "youtube#channel"}], "UC01"), ([], "")],
    ids=["a channel", "no channel"],
)
def test_the_token_s_owner_is_a_channel_s_id(items: list[Json], channel: str) -> None:
    call = PLATFORM.whose(delivery().account)
    assert call.request.query == {"part": "id", "mine": "true"}
    assert call.read(reply({"items": items})) == Answer({"id": channel})


def test_a_success_is_no_refusal() -> None:
    assert PLATFORM.read_refusal(FINISHED) is None


def test_a_video_is_public_unless_the_post_says_otherwise_and_youtube_is_told_so() -> None:
    silent = replace(delivery().rendition, options={})
    status = video_body(silent)["status"]
    assert isinstance(status, dict)
    assert status["privacyStatus"] == "public"


def test_the_schema_takes_its_own_examples_and_no_other_key() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for name, rule in schema["properties"].items():
        assert all(validator.is_valid({name: example}) for example in rule["examples"])
    assert not validator.is_valid({"privacy": "friends"})
