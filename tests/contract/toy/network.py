"""Toy, simulated: notes with files, which take a while, on shelves that must exist, with marks."""

from __future__ import annotations

from typing import Any

from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.world import Token, VisiblePost, World, token_of

__all__ = ["ToyNetwork"]

API, FILES = "api.toy.example", "files.toy.example"
LONGEST_TEXT = 500
STATUS = {"token": 401, "scope": 403, "suspended": 403, "file_gone": 409, "busy": 429, "internal": 500}
NOTE_FIELDS = {"text", "files", "mark", "shelf", "audience"}


class ToyNetwork:
    """The API's host, and the one that takes files. A token gives its account shelves: `shelf=NAME,NAME`."""

    name = "toy"
    hosts = (API, FILES)

    def __init__(self, world: World) -> None:
        self._world = world

    def handle(self, request: Request) -> Response:
        """Answer one request."""
        if request.host == FILES:
            return self._receive(request)
        token = token_of(request, "1")
        if token is None or token.is_expired:
            return refused("token", "who are you?")
        match request.method, request.path.split("/")[2:]:
            case "GET", ["me"]:
                return json_response(200, {"id": token.account})
            case "POST", ["files"]:
                return self._open(request, token)
            case "GET", ["files", file_id] if file_id in self._memory("files"):
                return self._look_at_file(file_id)
            case "POST", ["notes"]:
                return self._note(request, token)
            case "GET", ["notes"]:
                return self._list(request.query.get("mark", ""), token.account)
            case "GET", ["notes", note_id] if note_id in self._memory("notes"):
                return json_response(200, {"id": note_id, "state": "public"})
            case _:
                return refused("file_gone", "there is no such thing", 404)

    def tick(self) -> None:
        """Nothing happens here by itself."""

    def _memory(self, what: str) -> dict[str, dict[str, Any]]:
        memory: dict[str, dict[str, Any]] = self._world.state(self.name).setdefault(what, {})
        return memory

    def _open(self, request: Request, token: Token) -> Response:
        wanted = request.json() or {}
        if set(wanted) != {"size", "type"}:
            return refused("file", "a file has a size and a type")
        file_id = f"f{self._world.next_number(self.name)}"
        self._memory("files")[file_id] = {**wanted, "account": token.account, "ready_at": 0.0, "digest": ""}
        address = self._world.url(FILES, f"/{file_id}?key=open-{file_id}-sesame")
        return json_response(201, {"id": file_id, "address": address})

    def _receive(self, request: Request) -> Response:
        file_id = request.path.removeprefix("/")
        file = self._memory("files").get(file_id)
        if file is None or request.query.get("key") != f"open-{file_id}-sesame":
            return refused("file_gone", "there is no such upload", 404)
        if request.body.size != file["size"]:
            return refused("file", "the file is longer or shorter than announced", 400)
        self._world.blobs.write(file_id, request.body)
        file["digest"] = self._world.blobs.keep(file_id)
        file["ready_at"] = self._world.now() + self._world.processing_s
        return json_response(200, {"received": file["size"]})

    def _look_at_file(self, file_id: str) -> Response:
        file = self._memory("files")[file_id]
        is_ready = file["digest"] and file["ready_at"] <= self._world.now()
        return json_response(200, {"id": file_id, "state": "ready" if is_ready else "processing"})

    def _note(self, request: Request, token: Token) -> Response:
        note = request.json() or {}
        text, files, shelf = note.get("text"), note.get("files"), note.get("shelf")
        if not set(note) <= NOTE_FIELDS or not isinstance(text, str) or not 0 < len(text) <= LONGEST_TEXT:
            return refused("text", f"a note is {', '.join(sorted(NOTE_FIELDS))}")
        if shelf is not None and shelf not in token.named("shelf"):
            return refused("shelf", "there is no such shelf")
        known = self._memory("files")
        if (
            not isinstance(files, list)
            or not files
            or not all(known.get(one, {}).get("digest") for one in files)
        ):
            return refused("file_gone", "a file is missing")
        note_id = str(7_000_000 + self._world.next_number(self.name))
        url = f"https://toy.example/notes/{note_id}"
        self._memory("notes")[note_id] = {
            "id": note_id,
            "url": url,
            "mark": note.get("mark"),
            "of": token.account,
        }
        digest = known[files[0]]["digest"]
        self._world.show(
            VisiblePost("toy", token.account, note_id, text, digest, "public", self._world.now(), url)
        )
        return json_response(201, {"id": note_id, "url": url})

    def _list(self, mark: str, account: str) -> Response:
        notes = [
            {"id": note["id"], "url": note["url"]}
            for note in self._memory("notes").values()
            if (note["mark"], note["of"]) == (mark, account)
        ]
        return json_response(200, {"total": str(len(notes)), "notes": notes})


def refused(code: str, text: str, status: int = 0) -> Response:
    """An error, as this network words it."""
    error = {"code": code, "text": text, "trace": f"toy-{code}"}
    return json_response(status or STATUS.get(code, 400), {"error": error})
