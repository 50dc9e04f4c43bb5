"""One record as JSON, version first: what `docs/ledger.md` specifies, and nothing else.

Plain JSON throughout, so that the branch reads without aromatiza; only secrets among the kept answers (an
upload address is a permission in itself) are sealed, bound to their delivery and their name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from aromatiza.core.answers import Answer, Value
from aromatiza.core.calls import Receipt, Role, Visibility
from aromatiza.core.delivery import Block, Lease, Record, State, Step
from aromatiza.core.errors import Misconfigured
from aromatiza.core.messages import Message, msg
from aromatiza.core.ports import Sealer
from aromatiza.core.post import AccountName, Media, MediaKind, PostId
from aromatiza.core.rendition import File, Rendition
from aromatiza.core.secret import Secret

__all__ = ["VERSION", "as_json", "decode", "encode", "parsed", "readable", "when_text"]

VERSION = 1


def encode(record: Record, sealer: Sealer) -> bytes:
    """The record as the ledger stores it; empty members are left out."""
    value = {
        "version": VERSION,
        "post": record.post,
        "account": record.account,
        "platform": record.platform,
        "state": str(record.state),
        "at": when_text(record.at),
        "reason": record.reason and _message_out(record.reason),
        "block": record.block and str(record.block),
        "due_at": record.due_at and when_text(record.due_at),
        "retry_at": record.retry_at and when_text(record.retry_at),
        "attempts": record.attempts,
        "remote_id": record.remote_id or None,
        "restarts": record.restarts,
        "path": record.path,
        "commit": record.commit,
        "receipt": record.receipt and _receipt_out(record.receipt),
        "lease": record.lease and _lease_out(record.lease),
        "steps": [_step_out(step, record, sealer) for step in record.steps],
        "rendition": _rendition_out(record.rendition),
        "files": [_file_out(file) for file in record.files],
    }
    return as_json({name: member for name, member in value.items() if member not in (None, [], 0)})


def decode(content: bytes, sealer: Sealer, path: str) -> Record:
    """The record again; `path` is where it stands, for the error.

    Raises: Misconfigured, when it is not one that this version reads.
    """
    with readable(path):
        return _record_in(parsed(content, path), sealer)


def parsed(content: bytes, path: str) -> dict[str, Any]:
    """Any file of the ledger as JSON. Raises: Misconfigured, when it is none of this version."""
    with readable(path):
        value: dict[str, Any] = json.loads(content)
        if value["version"] != VERSION:
            raise Misconfigured(msg("ledger.version", found=value["version"], known=VERSION))
        return value


@contextmanager
def readable(path: str) -> Iterator[None]:
    """While a file's JSON is taken apart. Raises: Misconfigured, when it has another shape than expected."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Misconfigured(msg("ledger.unreadable", why=f"{path}: {error!r}")) from error


def as_json(value: object) -> bytes:
    """JSON for people and for `git diff`: indented, one member a line, a newline at the end.

    Half an emoji, as networks cut texts at times, is no UTF-8: it stays as its escape.
    """
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def when_text(at: datetime) -> str:
    """An instant as RFC 3339 in UTC, to the microsecond where it matters."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _record_in(value: Mapping[str, Any], sealer: Sealer) -> Record:
    context = f"ledger/{value['post']}/{value['account']}"
    return Record(
        post=PostId(value["post"]),
        account=AccountName(value["account"]),
        platform=value["platform"],
        state=State(value["state"]),
        path=value["path"],
        commit=value["commit"],
        rendition=_rendition_in(value["rendition"]),
        at=_when_in(value["at"]),
        reason=_message_in(value["reason"]) if "reason" in value else None,
        block=Block(value["block"]) if "block" in value else None,
        due_at=_when_in(value["due_at"]) if "due_at" in value else None,
        retry_at=_when_in(value["retry_at"]) if "retry_at" in value else None,
        attempts=value.get("attempts", 0),
        remote_id=value.get("remote_id", ""),
        restarts=value.get("restarts", 0),
        files=tuple(_file_in(file) for file in value.get("files", [])),
        steps=tuple(_step_in(step, context, sealer) for step in value.get("steps", [])),
        lease=_lease_in(value["lease"]) if "lease" in value else None,
        receipt=_receipt_in(value["receipt"]) if "receipt" in value else None,
    )


def _step_out(step: Step, record: Record, sealer: Sealer) -> dict[str, object]:
    value: dict[str, object] = {"name": step.name, "role": str(step.role), "at": when_text(step.at)}
    if step.absent_at:
        value["absent_at"] = when_text(step.absent_at)
    if step.answer is not None:
        context = f"ledger/{record.post}/{record.account}/{step.name}"
        value["answer"] = {
            name: {"sealed": sealer.seal(kept, f"{context}/{name}")} if isinstance(kept, Secret) else kept
            for name, kept in step.answer.values.items()
        }
    return value


def _step_in(value: Mapping[str, Any], context: str, sealer: Sealer) -> Step:
    """The step; a secret that this key does not open comes back empty."""
    answer: Answer | None = None
    if "answer" in value:
        kept: dict[str, Value] = {}
        for name, stored in value["answer"].items():
            if isinstance(stored, dict):
                opened = sealer.open(stored["sealed"], f"{context}/{value['name']}/{name}")
                kept[name] = opened or Secret("")
            else:
                kept[name] = stored
        answer = Answer(kept)
    absent_at = _when_in(value["absent_at"]) if "absent_at" in value else None
    return Step(value["name"], Role(value["role"]), _when_in(value["at"]), answer, absent_at)


def _rendition_out(rendition: Rendition) -> dict[str, object]:
    return {
        "title": rendition.title,
        "text": rendition.text,
        "text_key": rendition.text_key,
        "link": rendition.link,
        "media": [{"kind": str(m.kind), "url": m.url, "alt": m.alt} for m in rendition.media],
        "options": dict(rendition.options),
        "repeat": rendition.may_repeat,
        **({"publish_at": when_text(rendition.publish_at)} if rendition.publish_at else {}),
    }


def _rendition_in(value: Mapping[str, Any]) -> Rendition:
    return Rendition(
        title=value["title"],
        text=value["text"],
        text_key=value["text_key"],
        link=value["link"],
        media=tuple(Media(MediaKind(m["kind"]), m["url"], m["alt"]) for m in value["media"]),
        options=value["options"],
        may_repeat=value["repeat"],
        publish_at=_when_in(value["publish_at"]) if "publish_at" in value else None,
    )


def _file_out(file: File) -> dict[str, object]:
    return {
        "kind": str(file.kind),
        "url": file.url,
        "alt": file.alt,
        "sha256": file.digest,
        "size_bytes": file.size_bytes,
        "content_type": file.content_type,
    }


def _file_in(value: Mapping[str, Any]) -> File:
    return File(
        MediaKind(value["kind"]),
        value["url"],
        value["alt"],
        value["sha256"],
        value["size_bytes"],
        value["content_type"],
    )


def _receipt_out(receipt: Receipt) -> dict[str, object]:
    return {"remote_id": receipt.remote_id, "url": receipt.url, "visibility": str(receipt.visibility)}


def _receipt_in(value: Mapping[str, Any]) -> Receipt:
    return Receipt(value["remote_id"], value["url"], Visibility(value["visibility"]))


def _lease_out(lease: Lease) -> dict[str, object]:
    return {"run": lease.run, "clone": lease.clone, "expires_at": when_text(lease.expires_at)}


def _lease_in(value: Mapping[str, Any]) -> Lease:
    return Lease(value["run"], value["clone"], _when_in(value["expires_at"]))


def _message_out(message: Message) -> dict[str, object]:
    values = {
        name: _message_out(value)
        if isinstance(value, Message)
        else value
        if isinstance(value, int)
        else str(value)
        for name, value in message.values.items()
    }
    return {"text": message.text(), "key": message.key, "values": values}


def _message_in(value: Mapping[str, Any]) -> Message:
    """The message; its English words alone, when this version's catalogue has no such sentence."""
    values = {
        name: _message_in(inner) if isinstance(inner, dict) else inner
        for name, inner in value["values"].items()
    }
    message = Message(value["key"], values)
    try:
        message.text()
    except KeyError:
        return msg("ledger.said", text=value["text"])
    return message


def _when_in(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return at
