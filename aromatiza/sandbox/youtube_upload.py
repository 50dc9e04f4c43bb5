"""YouTube's resumable uploads: a session takes the bytes in order, and tells at any time how far it is.

Bytes at a wrong place are not stored at all. A finished session repeats the answer that it finished with,
success or failure; a failure that may pass (500, 502, 503, 504) is none to finish with: the bytes are there,
and the next request tries the end again. What the token of the start set up (`youtube_tokens`) holds for the
whole session, for the address alone is authority enough.
Source: https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol, read 2026-11.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from aromatiza.sandbox.http import Request, Response
from aromatiza.sandbox.world import Token, World
from aromatiza.sandbox.youtube_call import Call
from aromatiza.sandbox.youtube_errors import JSON_TYPE, Refusal, refusal_of
from aromatiza.sandbox.youtube_range import (
    CHUNK_STEP_BYTES,
    FileRules,
    announced_size,
    announced_type,
    is_question,
    span_of,
)
from aromatiza.sandbox.youtube_tokens import NETWORK, check_planned, has_trap, number_in, planned

__all__ = ["UPLOAD_HOST", "Uploads", "token_in"]

Json = dict[str, Any]
Finish = Callable[[Json, str], Response]

UPLOAD_HOST = "www.googleapis.com"
SESSION_LIFE_S = 24 * 3600
"""Google says only that the life of a session is finite; its length is unconfirmed."""
PASSING = frozenset({500, 502, 503, 504})


class Uploads:
    """The upload sessions of all channels, in the memory of the network `youtube`.

    `finish[kind](session, blob)` is called when the last byte of a session of that kind is stored in the
    blob; its answer is the session's from then on. The blob goes afterwards.
    """

    def __init__(self, world: World, finish: Mapping[str, Finish]) -> None:
        self._world = world
        self._finish = finish

    def open(self, call: Call, kind: str, rules: FileRules, about: Json) -> Response:
        """Open a session for a file of which `about` says what is to become of it."""
        session = {
            **_record(call, kind, about),
            "size": announced_size(call.request, rules),
            "type": announced_type(call.request, rules),
            "path": _path_of(call.request),
            "query": {name: call.query[name] for name in ("part", "videoId") if name in call.query},
            "opened_at": self._world.now(),
            "received": 0,
            "chunk": 0,
            "answer": None,
        }
        session_id = self._new_id()
        session["blob"] = f"youtube-{session_id}"
        self._sessions[session_id] = session
        headers = {"Location": self._address(session_id, session), "X-GUploader-UploadID": session_id}
        return Response(200, b"", headers)

    def take_whole(self, call: Call, kind: str, about: Json, store: Callable[[Path], None]) -> Response:
        """Take a file that came with its description; `store` writes it to a path."""
        blob = f"youtube-{self._new_id()}"
        store(self._world.blobs.path(blob))
        session = _record(call, kind, about) | {"size": self._world.blobs.size(blob), "blob": blob}
        return self._ended(session, call.token)

    def put(self, request: Request, account: str) -> Response:
        """`PUT SESSION`: bytes, or the question how many have arrived.

        `account` is "" when no token came with the request: the address alone is authority enough.
        """
        session_id, session, token = self._found(request, account)
        if session["answer"] is not None:
            if has_trap(token, "forgets_finished"):
                raise refusal_of("notFound")
            return _answer(session["answer"])
        key = "ask_error" if is_question(request) else "put_error"
        check_planned(self._world, token, (key,), session["key"])
        span = span_of(request, session)
        if span is not None and span[0] == session["received"] < session["size"]:
            self._store(request, session, token, span)
        if session["received"] < session["size"]:
            return self._resume_incomplete(session_id, session, token)
        return self._ended(session, token)

    def cancel(self, request: Request, account: str) -> Response:
        """`DELETE SESSION`: whether YouTube takes it is unconfirmed; here only the trap `cancel` does."""
        session_id, _, token = self._found(request, account)
        if not has_trap(token, "cancel"):
            raise refusal_of("httpMethodNotAllowed")
        del self._sessions[session_id]
        return Response(204)

    def _found(self, request: Request, account: str) -> tuple[str, Json, Token]:
        """The session of an address, and the token that began it. Raises: Refusal, when it is over."""
        session_id = request.query.get("upload_id", "")
        session = self._sessions.get(session_id)
        if session is None or session["path"] != _path_of(request):
            raise refusal_of("notFound")
        token = token_in(session)
        life_s = number_in(token, "session")
        if self._world.now() >= session["opened_at"] + (SESSION_LIFE_S if life_s is None else life_s):
            is_gone = has_trap(token, "gone_410")
            raise refusal_of("deleted", "Gone", status=410) if is_gone else refusal_of("notFound")
        if account not in ("", session["account"]):
            raise refusal_of("forbidden", "The upload belongs to another channel.")
        return session_id, session, token

    def _store(self, request: Request, session: Json, token: Token, span: tuple[int, int]) -> None:
        """Store the bytes of a request, or as many of them as the token lets the session take."""
        first, end = span
        takes = number_in(token, "takes")
        if takes is not None and end - first > takes:
            end = first + takes // CHUNK_STEP_BYTES * CHUNK_STEP_BYTES
        self._world.blobs.write(session["blob"], request.body, first)
        with self._world.blobs.path(session["blob"]).open("r+b") as file:
            file.truncate(end)
        session["received"] = end

    def _ended(self, session: Json, token: Token) -> Response:
        """All bytes are there: make what they were sent for, or fail as the token plans it."""
        refusal = planned(self._world, token, ("finish_error",), session["key"])
        if refusal is not None and refusal.status in PASSING:
            raise refusal
        try:
            if refusal is not None:
                raise refusal
            response = self._finish[session["kind"]](session, session["blob"])
        except Refusal as final:
            response = final.response(is_newer=has_trap(token, "status_only"))
        self._world.blobs.path(session["blob"]).unlink()
        kept = session["answer"] = {"status": response.status, "body": response.body.decode()}
        if response.status < 300 and has_trap(token, "made_but_503"):
            raise refusal_of("backendError")
        return _answer(kept)

    def _resume_incomplete(self, session_id: str, session: Json, token: Token) -> Response:
        """308: not a redirection, but the state of an upload that is not finished."""
        headers = {"Range": f"bytes=0-{session['received'] - 1}"} if session["received"] else {}
        if (wait_s := number_in(token, "retry_after")) is not None:
            headers["Retry-After"] = str(wait_s)
        if has_trap(token, "moved_session"):
            del self._sessions[session_id]
            session_id = self._new_id()
            self._sessions[session_id] = session
            headers["Location"] = self._address(session_id, session)
        return Response(308, b"", headers)

    def _address(self, session_id: str, session: Json) -> str:
        query = "".join(f"&{name}={value}" for name, value in session["query"].items())
        path = f"{session['path']}?uploadType=resumable{query}&upload_id={session_id}"
        return self._world.url(UPLOAD_HOST, path)

    def _new_id(self) -> str:
        number = self._world.next_number(NETWORK)
        return base64.urlsafe_b64encode(hashlib.sha384(f"session {number}".encode()).digest()).decode()

    @property
    def _sessions(self) -> dict[str, Json]:
        sessions: dict[str, Json] = self._world.state(NETWORK).setdefault("sessions", {})
        return sessions


def token_in(session: Json) -> Token:
    """The token that began an upload."""
    values = {key: tuple(named) for key, named in session["values"].items()}
    return Token(session["account"], False, values)


def _record(call: Call, kind: str, about: Json) -> Json:
    """What every upload knows of whoever began it."""
    values = {key: list(named) for key, named in call.token.values.items()}
    return {**about, "kind": kind, "account": call.account, "values": values, "key": call.key}


def _path_of(request: Request) -> str:
    return request.path.removeprefix("/resumable")


def _answer(kept: Json) -> Response:
    return Response(kept["status"], kept["body"].encode(), {"Content-Type": JSON_TYPE})
