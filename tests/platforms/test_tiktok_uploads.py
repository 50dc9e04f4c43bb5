"""TikTok's uploads: how a video is cut, how an upload goes on where it stopped, and when it is over."""

from __future__ import annotations

import pytest

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Request,
    Role,
    Span,
)
from aromatiza.core.delivery import Step
from aromatiza.core.errors import AromatizaError, InDoubt, Retryable
from aromatiza.core.messages import msg
from aromatiza.core.post import Json
from aromatiza.core.secret import Secret
from aromatiza.engine.sender import Again
from aromatiza.platforms.tiktok.chunks import chunk_bytes_for, chunk_spans, rest_of
from aromatiza.platforms.tiktok.flow import PLATFORM
from tests.fakes import NOW, Scripted
from tests.platforms.graph_network import Resumed
from tests.platforms.tiktok_network import (
    DIRECT,
    INBOX,
    LONG,
    SIZE,
    UPLOAD_URL,
    Network,
    delivery,
    ok,
    publish,
    refusal,
    uploading,
)

ALLOWED = Step("posting allowed", Role.PREPARE, NOW, Answer())
OPENED = Step(
    "upload opened",
    Role.PREPARE,
    NOW,
    Answer({"publish_id": "v1", "address": Secret(UPLOAD_URL), "at_s": 1_793_613_600}),
)
"""Opened at OPENED_AT, in an earlier run."""
SENT = Step("video submitted", Role.PUBLISH, NOW)
STORED, POSTING = Reply(206), Reply(201)
COMPLETE = ok({"status": "PUBLISH_COMPLETE"})
LOST = Retryable(msg("network.lost", host="open-upload.tiktokapis.com", why="test"), may_have_acted=True)


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


@pytest.mark.parametrize(
    ("stored", "missing"),
    [(0, Span(10, 5)), (10, Span(10, 5)), (11, Span(11, 4)), (14, Span(14, 1)), (15, Span(10, 5))],
)
def test_only_what_is_missing_of_a_chunk_is_its_rest(stored: int, missing: Span) -> None:
    assert rest_of(Span(10, 5), stored) == missing


def test_a_long_video_says_its_chunks_and_sends_them_in_order() -> None:
    network = Network()
    publish(delivery(DIRECT, size_bytes=LONG), network)
    body = network.json("upload opened")
    assert isinstance(body, dict)
    assert body["source_info"] == {
        "source": "FILE_UPLOAD",
        "video_size": LONG,
        "chunk_size": 10_000_000,
        "total_chunk_count": 6,
    }
    assert network.ranges() == [
        "bytes 0-9999999/64000001",
        "bytes 10000000-19999999/64000001",
        "bytes 20000000-29999999/64000001",
        "bytes 30000000-39999999/64000001",
        "bytes 40000000-49999999/64000001",
        "bytes 50000000-64000000/64000001",
    ]
    puts = [call for call in network.calls if call.request.method == "PUT"]
    assert [call.role for call in puts] == [Role.PREPARE] * 5 + [Role.PUBLISH]
    assert [puts[0].name, puts[-1].name] == ["chunk 1 uploaded", "video submitted"]


# What is sent when TikTok does not expect a chunk.


@pytest.mark.parametrize("count", [13_000_000, "13000000"])
def test_a_chunk_of_which_a_part_is_there_goes_on_at_its_byte(count: Json) -> None:
    network = Network(
        {"chunk 2 uploaded": Reply(416), "bytes counted after chunk 2": uploading(count)},
    )
    publish(delivery(DIRECT, size_bytes=LONG), network)
    assert network.ranges()[1:4] == [
        "bytes 10000000-19999999/64000001",
        "bytes 13000000-19999999/64000001",
        "bytes 20000000-29999999/64000001",
    ]


def test_a_chunk_that_is_there_already_is_not_sent_again() -> None:
    network = Network(
        {"chunk 2 uploaded": Reply(416), "bytes counted after chunk 2": uploading(20_000_000)},
    )
    publish(delivery(DIRECT, size_bytes=LONG), network)
    assert network.ranges().count("bytes 10000000-19999999/64000001") == 1
    assert len(network.ranges()) == 6


@pytest.mark.parametrize(
    "state",
    [
        uploading(9_999_999),
        refusal(400, "invalid_publish_id"),
        ok({"status": "FAILED"}),
        ok({"status": "FAILED", "uploaded_bytes": 15_000_000}),
    ],
    ids=["fewer bytes than before", "not known", "failed", "failed in the middle"],
)
def test_an_upload_that_lost_what_it_had_is_begun_again(state: Reply) -> None:
    network = Network({"chunk 2 uploaded": Reply(416), "bytes counted after chunk 2": state})
    with pytest.raises(Retryable) as caught:
        publish(delivery(DIRECT, size_bytes=LONG), network)
    assert caught.value.from_start


def test_an_upload_that_came_further_than_we_know_is_not_begun_again() -> None:
    """It is settled by the answer to the last chunk, which TikTok then refuses."""
    network = Network({"chunk 2 uploaded": Reply(416), "bytes counted after chunk 2": COMPLETE})
    assert publish(delivery(DIRECT, size_bytes=LONG), network).remote_id


@pytest.mark.parametrize("status", [403, 404, 416])
def test_the_rest_of_a_chunk_that_is_not_taken_either_begins_again(status: int) -> None:
    network = Network(
        {
            "chunk 1 uploaded": Reply(416),
            "bytes counted after chunk 1": uploading(7),
            "rest of chunk 1 uploaded": Reply(status),
        }
    )
    with pytest.raises(Retryable) as caught:
        publish(delivery(DIRECT, size_bytes=LONG), network)
    assert caught.value.from_start
    assert "bytes 7-9999999/64000001" in network.ranges()


@pytest.mark.parametrize("status", [403, 404])
def test_an_upload_that_takes_no_more_chunks_is_begun_again(status: int) -> None:
    with pytest.raises(Retryable) as caught:
        publish(delivery(DIRECT, size_bytes=LONG), Network({"chunk 1 uploaded": Reply(status)}))
    assert caught.value.from_start


def test_a_chunk_with_an_error_of_the_host_is_sent_again_by_the_engine() -> None:
    resumed = Resumed(PLATFORM, delivery(DIRECT, size_bytes=LONG), ALLOWED, OPENED)
    resumed.run(Reply(502), STORED, STORED, STORED, STORED, STORED, uploading(50_000_000), POSTING, COMPLETE)
    assert resumed.names() == [
        "chunk 1 uploaded",
        "chunk 1 uploaded",
        "chunk 2 uploaded",
        "chunk 3 uploaded",
        "chunk 4 uploaded",
        "chunk 5 uploaded",
        "bytes counted",
        "video submitted",
        "post finished",
    ]


def test_a_run_that_resumes_sends_no_chunk_twice_and_opens_no_second_upload() -> None:
    chunks = [
        Step(f"chunk {number} uploaded", Role.PREPARE, NOW, Answer({"is_stored": True}))
        for number in (1, 2, 3, 4)
    ]
    resumed = Resumed(PLATFORM, delivery(DIRECT, size_bytes=LONG), ALLOWED, OPENED, *chunks)
    resumed.run(STORED, uploading(50_000_000), POSTING, COMPLETE)
    assert resumed.names() == ["chunk 5 uploaded", "bytes counted", "video submitted", "post finished"]


def test_a_chunk_that_an_older_version_kept_without_a_word_counts_as_taken() -> None:
    chunks = [Step(f"chunk {number} uploaded", Role.PREPARE, NOW, Answer()) for number in (1, 2, 3, 4, 5)]
    resumed = Resumed(PLATFORM, delivery(DIRECT, size_bytes=LONG), ALLOWED, OPENED, *chunks)
    resumed.run(uploading(50_000_000), POSTING, COMPLETE)
    assert resumed.names() == ["bytes counted", "video submitted", "post finished"]


def test_a_resynchronised_chunk_is_gone_over_without_a_question_by_the_next_run() -> None:
    kept = [
        Step("chunk 1 uploaded", Role.PREPARE, NOW, Answer({"is_stored": False})),
        Step(
            "bytes counted after chunk 1",
            Role.PREPARE,
            NOW,
            Answer({"status": "PROCESSING_UPLOAD", "uploaded_bytes": 7, "at_s": 1_793_613_601}),
        ),
        Step("rest of chunk 1 uploaded", Role.PREPARE, NOW, Answer()),
    ]
    resumed = Resumed(PLATFORM, delivery(DIRECT, size_bytes=LONG), ALLOWED, OPENED, *kept)
    resumed.run(STORED, STORED, STORED, STORED, uploading(50_000_000), POSTING, COMPLETE)
    assert resumed.names()[:2] == ["chunk 2 uploaded", "chunk 3 uploaded"]


# The last chunk.


@pytest.mark.parametrize(
    ("size_bytes", "stored", "sent"),
    [
        (SIZE, 1_000_000, "bytes 1000000-3145727/3145728"),
        (SIZE, 0, "bytes 0-3145727/3145728"),
        (SIZE, SIZE, "bytes 0-3145727/3145728"),
        (LONG, 60_000_000, "bytes 60000000-64000000/64000001"),
        (LONG, 10, "bytes 50000000-64000000/64000001"),
    ],
    ids=["a part is there", "nothing", "all: TikTok says so again", "of many", "behind our answers"],
)
def test_of_the_last_chunk_only_what_is_missing_is_sent(size_bytes: int, stored: int, sent: str) -> None:
    network = Network({"bytes counted": uploading(stored)})
    publish(delivery(DIRECT, size_bytes=size_bytes), network)
    assert network.ranges()[-1] == sent


@pytest.mark.parametrize(
    "counted",
    [refusal(400, "invalid_publish_id"), refusal(500, "internal_error"), Reply(404)],
    ids=["not known", "broken", "no envelope"],
)
def test_an_upload_of_which_tiktok_says_nothing_yet_is_filled_all_the_same(counted: Reply) -> None:
    network = Network({"bytes counted": counted})
    publish(delivery(DIRECT), network)
    assert network.ranges() == ["bytes 0-3145727/3145728"]


@pytest.mark.parametrize(
    ("status", "code"), [(401, "access_token_invalid"), (429, "rate_limit_exceeded")], ids=["dead", "limited"]
)
def test_no_last_byte_is_sent_with_a_token_that_could_not_ask_what_became_of_it(
    status: int, code: str
) -> None:
    network = Network({"bytes counted": refusal(status, code)})
    with pytest.raises(AromatizaError, match=code):
        publish(delivery(DIRECT), network)
    assert network.ranges() == []


@pytest.mark.parametrize("status", [206, 307, 403, 404, 416, 418, 429, 502])
def test_a_last_chunk_that_is_not_taken_is_settled_first(status: int) -> None:
    with pytest.raises(Retryable) as caught:
        publish(delivery(DIRECT), Network({"video submitted": Reply(status)}))
    assert caught.value.may_have_acted
    assert not caught.value.from_start


@pytest.mark.parametrize("status", [200, 201])
def test_a_last_chunk_that_is_taken_is_submitted(status: int) -> None:
    """TikTok's page knows 201 only; public clients meet 200, too."""
    assert publish(delivery(DIRECT), Network({"video submitted": Reply(status)})).remote_id


def test_a_last_chunk_whose_answer_is_lost_is_looked_for_before_anything_else() -> None:
    resumed = Resumed(PLATFORM, delivery(DIRECT), ALLOWED, OPENED)
    resumed.run(uploading(0), LOST, uploading(SIZE), COMPLETE)
    assert resumed.names() == ["bytes counted", "video submitted", "upload state read", "post finished"]


@pytest.mark.parametrize("answer", [LOST, Reply(502), Reply(416)], ids=["lost", "502", "416"])
def test_what_is_missing_of_the_last_chunk_is_sent_after_two_readings_to_the_same_upload(
    answer: Scripted,
) -> None:
    part = uploading(1_000_000)
    resumed = Resumed(PLATFORM, delivery(DIRECT), ALLOWED, OPENED)
    with pytest.raises(Again):
        resumed.run(uploading(0), answer, part, part, part)
    assert resumed.names() == ["bytes counted", "video submitted", *["upload state read"] * 3]
    sent: list[Request] = []

    def posting(request: Request) -> Reply:
        sent.append(request)
        return POSTING

    resumed.run(part, posting, COMPLETE)
    assert resumed.names()[5:] == ["bytes counted", "video submitted", "post finished"]
    assert sent[0].headers["Content-Range"] == "bytes 1000000-3145727/3145728"


def test_after_a_crash_at_the_last_chunk_nothing_is_sent_while_the_state_is_read() -> None:
    resumed = Resumed(PLATFORM, delivery(INBOX), OPENED, SENT)
    resumed.run(uploading(SIZE), uploading(SIZE), ok({"status": "SEND_TO_USER_INBOX"}))
    assert resumed.names() == ["bytes counted", "upload state read", "post finished"]


def test_an_upload_that_is_over_is_replaced_by_a_new_one_after_two_readings() -> None:
    over = uploading(12, "Mon, 02 Nov 2026 11:15:00 GMT")
    resumed = Resumed(PLATFORM, delivery(INBOX), OPENED, SENT)
    with pytest.raises(Retryable) as caught:
        resumed.run(*[over] * 4)
    assert caught.value.from_start
    assert resumed.names() == ["bytes counted", *["upload state read"] * 3]
    assert not resumed.record.has_gone_out


def test_an_upload_that_tiktok_no_longer_knows_is_never_replaced() -> None:
    gone = refusal(400, "invalid_publish_id", date="Mon, 02 Nov 2026 11:15:00 GMT")
    resumed = Resumed(PLATFORM, delivery(INBOX), OPENED, SENT)
    with pytest.raises(InDoubt, match="upload v1"):
        resumed.run(gone, gone)
    assert "upload opened" not in resumed.names()
