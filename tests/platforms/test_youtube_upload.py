"""How a file goes to its session by the engine: whole, cut, broken off, moved, gone, or refused for ever.

https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol (read 2026-11): "the session
can be asked at any time", "every chunk but the last is a multiple of 256 KB", "an expired one answers 404".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Delivery, FileBody, Request, Role, Visibility
from aromatiza.core.delivery import Step
from aromatiza.core.errors import InDoubt, InvalidContent, NeedsHuman, Retryable
from aromatiza.core.messages import msg
from aromatiza.core.secret import Secret
from aromatiza.engine.sender import Again, Parked
from aromatiza.platforms.youtube.flow import PLATFORM
from aromatiza.platforms.youtube.upload import PIECE_BYTES, UNIT_BYTES
from tests.fakes import NOW, Scripted
from tests.platforms.graph_network import Resumed, reply
from tests.platforms.test_youtube import FINISHED, OPENED, SESSION, SLUG, UPLOADS_LIST, WATCHABLE, delivery

MOVED = "https://www.googleapis.com/upload/youtube/v3/videos?upload_id=u2"
LONG = 2 * PIECE_BYTES + 5
LOST = Retryable(msg("network.lost", host="youtube", why="test"), may_have_acted=True)
OPEN = Step("session opened", Role.PREPARE, NOW, Answer({"session": Secret(SESSION)}))
SENT = Step("video uploaded", Role.PUBLISH, NOW)
UPLOADED = Step("video uploaded", Role.PUBLISH, NOW, Answer({"id": "vid1"}))
NO_UPLOADS = reply({"items": []})


def missing(received: int, **headers: str) -> Reply:
    """A session that has so many bytes."""
    stored = {"range": f"bytes=0-{received - 1}"} if received else {}
    return Reply(308, {**stored, **{name.replace("_", "-"): value for name, value in headers.items()}})


def long_video(size_bytes: int = LONG) -> Delivery:
    short = delivery()
    return replace(short, files=(replace(short.files[0], size_bytes=size_bytes),))


class Run:
    """One run of the engine, and what it sent."""

    def __init__(self, wanted: Delivery, *steps: Step) -> None:
        self.resumed = Resumed(PLATFORM, wanted, *steps)
        self.sent: list[Request] = []

    def __call__(self, *script: Scripted) -> Visibility:
        return self.resumed.run(*(self._seen(answer) for answer in script)).visibility

    def _seen(self, answer: Scripted) -> Scripted:
        def answered(request: Request) -> Reply:
            self.sent.append(request)
            if isinstance(answer, BaseException):
                raise answer
            assert isinstance(answer, Reply)
            return answer

        return answered

    def spans(self) -> list[tuple[str, int, int]]:
        """Where bytes went, from which on, and how many."""
        return [
            (url.reveal(), body.span.offset, body.span.length)
            for url, body in ((request.url, request.body) for request in self.sent)
            if isinstance(body, FileBody) and isinstance(url, Secret)
        ]

    def ranges(self) -> list[str]:
        return [
            request.headers["Content-Range"] for request in self.sent if "Content-Range" in request.headers
        ]


def test_a_piece_is_a_multiple_of_what_youtube_asks_for() -> None:
    assert UNIT_BYTES == 256 * 1024
    assert PIECE_BYTES % UNIT_BYTES == 0


@pytest.mark.parametrize("size_bytes", [1, PIECE_BYTES])
def test_a_short_file_goes_in_one_piece_that_publishes(size_bytes: int) -> None:
    run = Run(long_video(size_bytes))
    assert run(OPENED, missing(0), FINISHED, WATCHABLE) is Visibility.PUBLIC
    assert run.spans() == [(SESSION, 0, size_bytes)]
    assert run.ranges()[-1] == f"bytes 0-{size_bytes - 1}/{size_bytes}"


def test_a_long_file_is_cut_and_only_its_last_piece_publishes() -> None:
    run = Run(long_video())
    two = 2 * PIECE_BYTES
    answers = (
        OPENED,
        missing(0),
        missing(PIECE_BYTES),
        missing(PIECE_BYTES),
        missing(two),
        missing(two),
        FINISHED,
    )
    run(*answers, WATCHABLE)
    assert run.spans() == [
        (SESSION, 0, PIECE_BYTES),
        (SESSION, PIECE_BYTES, PIECE_BYTES),
        (SESSION, two, 5),
    ]
    assert [(step.name, step.role) for step in run.resumed.record.steps] == [
        ("session opened", Role.PREPARE),
        ("piece 1 sent", Role.PREPARE),
        ("piece 2 sent", Role.PREPARE),
        ("video uploaded", Role.PUBLISH),
    ]


@pytest.mark.parametrize("answer", [Reply(503), Reply(500), missing(7), Reply(416), Reply(400)], ids=str)
def test_after_a_piece_that_broke_off_the_session_says_where_to_go_on(answer: Reply) -> None:
    run = Run(long_video(PIECE_BYTES + 9))
    run(
        OPENED,
        missing(0),
        answer,
        missing(7),
        missing(PIECE_BYTES + 7),
        missing(PIECE_BYTES + 7),
        FINISHED,
        WATCHABLE,
    )
    assert run.spans() == [
        (SESSION, 0, PIECE_BYTES),
        (SESSION, 7, PIECE_BYTES),
        (SESSION, PIECE_BYTES + 7, 2),
    ]


def test_a_later_run_goes_on_where_the_session_is_and_not_where_the_last_piece_began() -> None:
    kept = Step("piece 1 sent", Role.PREPARE, NOW, Answer())
    run = Run(long_video(), OPEN, kept)
    here, there = missing(PIECE_BYTES + 3), missing(2 * PIECE_BYTES + 3)
    run(here, here, there, there, FINISHED, WATCHABLE)
    assert run.spans() == [(SESSION, PIECE_BYTES + 3, PIECE_BYTES), (SESSION, 2 * PIECE_BYTES + 3, 2)]


def test_pieces_of_which_nothing_arrives_end_in_one_last_attempt() -> None:
    run = Run(long_video(PIECE_BYTES + 1))
    run(OPENED, missing(0), Reply(503), missing(0), Reply(503), missing(0), FINISHED, WATCHABLE)
    assert run.spans() == [
        (SESSION, 0, PIECE_BYTES),
        (SESSION, 0, PIECE_BYTES),
        (SESSION, 0, PIECE_BYTES + 1),
    ]


def test_a_pause_that_youtube_asks_for_after_a_piece_is_kept() -> None:
    run = Run(long_video(PIECE_BYTES + 1))
    arrived = missing(PIECE_BYTES)
    run(OPENED, missing(0), missing(PIECE_BYTES, retry_after="40"), arrived, arrived, FINISHED, WATCHABLE)
    assert [wait for _, wait, _ in run.resumed.watcher.waits] == [40.0]


def test_a_session_that_moved_is_written_to_at_its_new_address() -> None:
    run = Run(delivery())
    run(OPENED, missing(100, location=MOVED), FINISHED, WATCHABLE)
    assert run.spans() == [(MOVED, 100, 900)]
    assert MOVED not in repr(run.resumed.record)


def test_a_lost_answer_is_asked_for_at_the_address_that_the_session_moved_to() -> None:
    run = Run(delivery())
    run(OPENED, missing(100, location=MOVED), LOST, FINISHED, WATCHABLE)
    asked = run.sent[3].url
    assert isinstance(asked, Secret)
    assert (asked.reveal(), run.sent[3].body) == (MOVED, None)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_error_on_the_last_byte_is_asked_about_before_anything_is_sent_again(status: int) -> None:
    run = Run(delivery())
    assert run(OPENED, missing(0), Reply(status), FINISHED, WATCHABLE) is Visibility.PUBLIC
    assert len(run.spans()) == 1


def test_what_is_missing_after_a_cut_is_sent_when_two_readings_found_no_video() -> None:
    run = Run(delivery())
    nothing = (missing(100), UPLOADS_LIST, NO_UPLOADS)
    with pytest.raises(Again):
        run(OPENED, missing(0), LOST, *(3 * nothing))
    again = Run(delivery(), *run.resumed.record.steps)
    again(missing(100), FINISHED, WATCHABLE)
    assert again.spans() == [(SESSION, 100, 900)]


@pytest.mark.parametrize("status", [404, 410])
def test_a_session_that_is_gone_is_replaced_when_two_readings_found_no_video(status: int) -> None:
    run = Run(delivery(), OPEN)
    nothing = (Reply(status), UPLOADS_LIST, NO_UPLOADS)
    with pytest.raises(Retryable) as caught:
        run(Reply(status), Reply(status), *(3 * nothing))
    assert caught.value.from_start
    assert run.spans() == []


def test_a_video_whose_session_is_gone_is_found_by_its_file_name() -> None:
    run = Run(delivery(), OPEN, SENT)
    listed = reply(
        {"items": [{"contentDetails": {"videoId": "v7"}, "snippet": {"publishedAt": "2026-06-01T16:00:09Z"}}]}
    )
    named = reply({"items": [{"id": "v7", "fileDetails": {"fileName": SLUG}}]})
    assert run(Reply(404), Reply(404), UPLOADS_LIST, listed, named, WATCHABLE) is Visibility.PUBLIC
    assert run.spans() == []


def test_two_videos_of_one_delivery_are_for_a_person_who_reads_their_ids() -> None:
    run = Run(delivery(), OPEN, SENT)
    item = {"contentDetails": {"videoId": "v7"}, "snippet": {"publishedAt": ""}}
    named = [{"id": name, "fileDetails": {"fileName": SLUG}} for name in ("v7", "v8")]
    with pytest.raises(InDoubt) as caught:
        run(Reply(404), Reply(404), UPLOADS_LIST, reply({"items": [item]}), reply({"items": named}))
    assert "v7, v8" in caught.value.message.text("fr")
    assert "une seule vidéo de la chaîne" in caught.value.message.text("fr")


REFUSED = reply({"error": {"code": 400, "message": "no", "errors": [{"reason": "invalidTitle"}]}}, 400)


def test_a_session_that_failed_for_ever_blames_the_post_and_keeps_nothing() -> None:
    run = Run(delivery(), OPEN)
    with pytest.raises(InvalidContent) as caught:
        run(REFUSED, REFUSED)
    assert "invalidTitle" in str(caught.value)
    assert not run.resumed.record.has_gone_out
    assert run.spans() == []


def test_a_failure_that_a_session_repeats_after_a_lost_answer_is_no_video() -> None:
    run = Run(delivery(), OPEN, SENT)
    nothing = (REFUSED, UPLOADS_LIST, NO_UPLOADS)
    with pytest.raises(Again):
        run(REFUSED, *(3 * nothing))
    assert not run.resumed.record.has_gone_out


def test_a_new_login_goes_on_with_the_same_session() -> None:
    run = Run(delivery())
    expired = reply({"error": {"code": 401, "message": "no", "errors": [{"reason": "authError"}]}}, 401)
    with pytest.raises(Exception, match="connects it again"):
        run(OPENED, missing(0), expired)
    again = Run(delivery(), *run.resumed.record.steps)
    again(missing(0), FINISHED, WATCHABLE)
    assert again.spans() == [(SESSION, 0, 1000)]


def test_a_used_up_quota_on_the_last_byte_parks_the_delivery_with_its_session() -> None:
    run = Run(delivery())
    quota = reply({"error": {"code": 403, "message": "no", "errors": [{"reason": "quotaExceeded"}]}}, 403)
    with pytest.raises((Retryable, Parked)):
        run(OPENED, missing(0), quota)
    assert [step.name for step in run.resumed.record.steps] == ["session opened"]


def test_a_video_on_another_channel_is_for_a_person_and_is_not_sent_again() -> None:
    elsewhere = reply({"id": "vid1", "snippet": {"channelId": "UCother"}, "status": {}}, 201)
    run = Run(delivery())
    with pytest.raises(NeedsHuman) as caught:
        run(OPENED, missing(0), elsewhere)
    assert "UCother" in str(caught.value)
    assert run.resumed.record.has_gone_out


def test_a_video_that_is_there_is_only_looked_at() -> None:
    run = Run(delivery(), OPEN, UPLOADED)
    assert run(Reply(404), WATCHABLE) is Visibility.PUBLIC
    assert run.resumed.names() == ["session progress read", "video processed"]


def test_the_quiet_time_is_waited_for_twice() -> None:
    run = Run(delivery(), OPEN, SENT)
    nothing = (missing(0), UPLOADS_LIST, NO_UPLOADS)
    with pytest.raises(Again):
        run(missing(0), *(3 * nothing))
    waited = sum((timedelta(seconds=wait) for _, wait, _ in run.resumed.watcher.waits), timedelta())
    assert waited >= timedelta(seconds=240)
