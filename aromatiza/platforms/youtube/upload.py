"""How the file goes to its session: a short one at once, a long one cut, and always from where it stopped.

Only the last byte makes a video. All that goes before it can be repeated, or cut off, without harm; so a
long file's earlier pieces are no publication, and of the last one the session says what became of it.
"""

from __future__ import annotations

from functools import partial

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Call, Delivery, FileBody, Request, Role, Send, Settle, Span
from aromatiza.core.errors import Retryable
from aromatiza.core.messages import msg
from aromatiza.core.refusals import error_for, retry_after_s
from aromatiza.core.secret import Secret
from aromatiza.platforms.youtube.api import ANY_STATUS, read_refusal
from aromatiza.platforms.youtube.errors import UPLOAD_ERRORS
from aromatiza.platforms.youtube.lost import QUIET_S, find_video
from aromatiza.platforms.youtube.session import SESSION_STATES, progress, read_progress, session_question

__all__ = ["PIECE_BYTES", "UNIT_BYTES", "send_video"]

UNIT_BYTES = 262_144
"""Every piece of a file but the last is a multiple of it.

Source: https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol (read 2026-11).
"""
PIECE_BYTES = 256 * UNIT_BYTES
"""Our own choice: YouTube advises against cutting, so that the brand's short videos go in one piece; a longer
request could outlast its run."""

INTERRUPTED = SESSION_STATES | {400, 416, 500, 502, 503, 504}
"""What a piece may be answered without harm: the session is asked before every sending, and says what is so.

Another 4xx is one that the session does not keep: the login, a limit."""

ENDED = frozenset({"id", "gone", "failed"})
"""What `progress` says of a session that takes no more bytes."""


def finished(reply: Reply) -> Answer:
    """The video that the last byte made.

    Raises: Retryable with `may_have_acted`, when the session misses bytes or is gone: such an answer was seen
    of an upload that had worked (https://github.com/claudiob/yt/issues/192); what a refusal means here, see
    `UPLOAD_ERRORS`.
    """
    if reply.status not in SESSION_STATES:
        refusal = read_refusal(reply)
        if refusal is not None:
            raise error_for(refusal, UPLOAD_ERRORS, reply)
    answer = progress(reply)
    if not answer.text("id"):
        problem = msg("youtube.unfinished", status=reply.status)
        raise Retryable(problem, retry_after_s=retry_after_s(reply), may_have_acted=True)
    return answer


def piece_taken(reply: Reply) -> Answer:
    """Nothing: the session says how far it got. Raises: Retryable, when it asks for a pause."""
    pause_s = retry_after_s(reply)
    if pause_s is not None:
        raise Retryable(msg("youtube.unfinished", status=reply.status), retry_after_s=pause_s)
    return Answer()


def bytes_request(delivery: Delivery, session: Secret, span: Span) -> Request:
    """The bytes of a span of the file."""
    file = delivery.files[0]
    last = span.offset + span.length - 1
    headers = {
        "Content-Type": file.content_type,
        "Content-Range": f"bytes {span.offset}-{last}/{file.size_bytes}",
    }
    return Request("PUT", session, headers=headers, body=FileBody(file, span))


def send_piece(delivery: Delivery, session: Secret, number: int, received: int) -> Call:
    """Send a piece of a long file, from its first byte that has not arrived, and never its last byte."""
    request = bytes_request(delivery, session, Span(received, PIECE_BYTES))
    return Call(f"piece {number} sent", Role.PREPARE, request, piece_taken, accepts=INTERRUPTED)


def upload_video(delivery: Delivery, session: Secret, state: Answer) -> Call:
    """Send what the session misses: with the last byte there is a video.

    A session that misses nothing, or takes nothing more, is only asked again: it repeats its final answer.
    """
    received, size = state.number("received"), delivery.files[0].size_bytes
    if ENDED & set(state.values) or received == size:
        request = session_question(delivery, session)
    else:
        request = bytes_request(delivery, session, Span(received, size - received))
    settle = Settle(partial(find_video, delivery, session), QUIET_S)
    return Call("video uploaded", Role.PUBLISH, request, finished, settle, accepts=ANY_STATUS)


def is_long(delivery: Delivery, state: Answer) -> bool:
    """Whether more is missing than one request takes."""
    missing = delivery.files[0].size_bytes - state.number("received")
    return missing > PIECE_BYTES and not ENDED & set(state.values)


async def send_video(delivery: Delivery, session: Secret, send: Send) -> Answer:
    """Send the file, or what is missing of it; gives the video's `id`, and its `channel` where that is said.

    The session is asked whenever the flow runs, and before every piece, so that an upload goes on where it
    stopped, at the address that the session has by then. After twice as many pieces as the file has, the
    rest goes in one.
    """
    most = 2 * (delivery.files[0].size_bytes // PIECE_BYTES)
    pieces = 0
    while True:
        state = await send(read_progress(delivery, session))
        if "session" in state.values:
            session = state.secret("session")
        if pieces == most or not is_long(delivery, state):
            return await send(upload_video(delivery, session, state))
        pieces += 1
        await send(send_piece(delivery, session, pieces, state.number("received")))
