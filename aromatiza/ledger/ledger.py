"""The record of every delivery, on a branch that advances by compare-and-swap.

A batch of records becomes one commit. Each delivery in it must stand in the ledger as this run last read
or wrote it; one that another run has moved since is left to that run, everything else is written. So nothing
is lost and nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aromatiza.core.delivery import DeliveryKey, Record, State
from aromatiza.core.errors import Misconfigured
from aromatiza.core.messages import msg
from aromatiza.core.ports import Batch, Branch, BranchMoved, CommitId, Sealer
from aromatiza.core.post import Account, AccountName, PostId
from aromatiza.ledger.paths import (
    BASELINE,
    HEAD,
    OPEN,
    final_folder,
    final_path,
    media_path,
    open_path,
    receipt_path,
)
from aromatiza.ledger.records import VERSION, as_json, decode, encode, parsed, readable, when_text
from aromatiza.ledger.story import story_of

__all__ = ["BranchLedger", "Watermark"]

TRIES = 40


@dataclass(frozen=True, slots=True)
class Watermark:
    """The commit of `main` up to which every post has been taken in; "" is before the first commit."""

    commit: str


class BranchLedger:
    """The ledger on one branch; it remembers what it read and wrote, so that it sees what others changed."""

    def __init__(self, branch: Branch, sealer: Sealer, run: str) -> None:
        self._branch = branch
        self._sealer = sealer
        self._run = run
        self._tip: CommitId | None = None
        self._seen: dict[str, bytes | None] = {}
        self._unanswered: list[Mapping[str, bytes | None]] = []
        self._networks = ""

    def begin(self, watermark: str, baseline: Iterable[DeliveryKey], when: datetime) -> None:
        """Write the first commit: everything in `baseline` counts as done.

        Raises: Misconfigured, when there is a ledger already or the branch cannot be written.
        """
        if self._branch.tip() is not None:
            raise Misconfigured(msg("ledger.exists"))
        deliveries: dict[str, list[str]] = {}
        for key in sorted(baseline):
            deliveries.setdefault(key.post, []).append(key.account)
        head = {"version": VERSION, "watermark": watermark, "at": when_text(when)}
        changes = {
            HEAD: as_json(head),
            BASELINE: as_json({"version": VERSION, "commit": watermark, "deliveries": deliveries}),
        }
        count = sum(map(len, deliveries.values()))
        text = f"baseline: {count} deliveries count as done\n\nMain: {watermark or '-'}\n"
        try:
            self._branch.advance(None, changes, text, when)
        except BranchMoved as error:
            raise Misconfigured(msg("ledger.exists")) from error

    def watermark(self) -> Watermark:
        """Read the ledger anew. Raises: Misconfigured, when there is none, or none that can be read."""
        head = self._entered()
        self._seen = {HEAD: head}
        self._unanswered = []
        with readable(HEAD):
            value = parsed(head, HEAD)
            self._networks = str(value.get("networks", ""))
            return Watermark(str(value["watermark"]))

    def keep_to(self, networks: str) -> None:
        """Say which networks this run publishes on, `live` or `simulated`; a ledger keeps to one kind.

        Otherwise a rehearsal would make posts count as published that nobody ever saw.
        Raises: Misconfigured, when the ledger that was read last holds the other kind.
        """
        if self._networks not in ("", networks):
            found, asked = msg(f"networks.{self._networks}"), msg(f"networks.{networks}")
            raise Misconfigured(msg("ledger.other_networks", found=found, asked=asked))
        self._networks = networks

    def open_records(self) -> dict[DeliveryKey, Record]:
        """Every delivery that is not final."""
        return self._records(self._branch.list(self._at(), OPEN))

    def final_records(self, posts: Iterable[PostId]) -> dict[DeliveryKey, Record]:
        """The final deliveries of these posts."""
        folders = [final_folder(post) for post in posts]
        return self._records(path for folder in folders for path in self._branch.list(self._at(), folder))

    def all_records(self) -> dict[DeliveryKey, Record]:
        """Every delivery; its cost grows with history, so it is for reports only."""
        paths = (*self._branch.list(self._at(), OPEN), *self._branch.list(self._at(), "final"))
        return self._records(paths)

    def baseline(self, posts: Iterable[PostId]) -> frozenset[DeliveryKey]:
        """The deliveries of these posts that were there before aromatiza came."""
        content = self._read([BASELINE]).get(BASELINE)
        if content is None:
            raise Misconfigured(msg("ledger.unreadable", why=f"{BASELINE} is missing"))
        with readable(BASELINE):
            deliveries: Mapping[str, list[str]] = parsed(content, BASELINE)["deliveries"]
            return frozenset(
                DeliveryKey(post, AccountName(name)) for post in posts for name in deliveries.get(post, [])
            )

    def media_owners(self, digests: Iterable[str], account: Account) -> Mapping[str, DeliveryKey]:
        """Which delivery took these media (SHA-256, hex) to the account before, whatever its name was."""
        paths = {media_path(digest, account.platform, account.remote_id): digest for digest in digests}
        return {paths[path]: key for path, key in self._noted(paths).items()}

    def delivery_of(self, post_id: str, platform: str, remote_id: str) -> DeliveryKey | None:
        """Which delivery has the receipt of a network's post on that account."""
        return next(iter(self._noted([receipt_path(platform, remote_id, post_id)]).values()), None)

    def _noted(self, paths: Iterable[str]) -> dict[str, DeliveryKey]:
        """The deliveries that notes name, by the note's path."""
        keys: dict[str, DeliveryKey] = {}
        for path, content in self._read(paths).items():
            with readable(path):
                note = parsed(content, path)
                keys[path] = DeliveryKey(PostId(note["post"]), AccountName(note["account"]))
        return keys

    def push(self, batch: Batch, when: datetime) -> frozenset[DeliveryKey]:
        """Make a batch durable in one commit; returns the deliveries that somebody else has moved meanwhile.

        Those are not written, and the watermark stays if there are any, or if somebody else moved it: what
        it would skip is then looked at again by the next run.
        Raises: Misconfigured, when the branch cannot be written.
        """
        for _ in range(TRIES):
            left = self._unmoved(batch)
            changes = self._changes(left, when)
            if self._advanced(changes, story_of(left, self._run), when):
                self._seen.update(changes)
                return _keys(batch) - _keys(left)
            self._entered()
        raise Misconfigured(msg("ledger.contended", tries=TRIES))

    def _entered(self) -> bytes:
        """Go to the newest commit; returns its `ledger.json`.

        Raises: Misconfigured, when there is no ledger, or one of another version.
        """
        self._tip = self._branch.tip()
        content = self._branch.read(self._at(), [HEAD]).get(HEAD)
        if content is None:
            raise Misconfigured(msg("ledger.truncated"))
        parsed(content, HEAD)
        return content

    def _unmoved(self, batch: Batch) -> Batch:
        """What of a batch nobody else has moved."""
        paths = {key: (open_path(key), final_path(key)) for key in _keys(batch)}
        found = self._branch.read(self._at(), [HEAD, *(path for pair in paths.values() for path in pair)])
        moved = {key for key, pair in paths.items() if any(self._is_news(p, found.get(p)) for p in pair)}
        stays = bool(moved) or self._is_news(HEAD, found.get(HEAD))
        return Batch(
            [record for record in batch.records if record.key not in moved],
            [key for key in batch.withdrawn if key not in moved],
            None if stays else batch.watermark,
        )

    def _is_news(self, path: str, content: bytes | None) -> bool:
        """Whether a file is neither as this run last saw it nor as it may itself have written it."""
        known = [self._seen.get(path), *(sent[path] for sent in self._unanswered if path in sent)]
        return content not in known

    def _changes(self, batch: Batch, when: datetime) -> dict[str, bytes | None]:
        """What a batch writes; some of it may be there already."""
        changes: dict[str, bytes | None] = {}
        for record in batch.records:
            content = encode(record, self._sealer)
            changes[open_path(record.key)] = None if record.is_final else content
            if record.is_final:
                changes[final_path(record.key)] = content
            note = as_json({"version": VERSION, "post": record.post, "account": record.account})
            account = record.platform, record.remote_id
            if record.state is State.PUBLISHED or record.has_gone_out:
                changes.update({media_path(file.digest, *account): note for file in record.files})
            if record.receipt and record.receipt.remote_id:
                changes[receipt_path(*account, record.receipt.remote_id)] = note
        changes.update({open_path(key): None for key in batch.withdrawn})
        if batch.watermark is not None:
            head = {"version": VERSION, "watermark": batch.watermark, "at": when_text(when)}
            changes[HEAD] = as_json(head | ({"networks": self._networks} if self._networks else {}))
        return changes

    def _advanced(self, changes: Mapping[str, bytes | None], story: str, when: datetime) -> bool:
        """Write what is not there yet, in one commit; False when another run was faster.

        Raises: Misconfigured, when it could not be written. It may be there all the same, if no more than the
        answer was lost: what was sent is remembered, so that it is not taken for another run's.
        """
        found = self._branch.read(self._at(), changes)
        news = {path: content for path, content in changes.items() if found.get(path) != content}
        if not news:
            return True
        try:
            self._tip = self._branch.advance(self._at(), news, story, when)
        except BranchMoved:
            return False
        except Misconfigured:
            self._unanswered.append(news)
            raise
        self._unanswered = []
        return True

    def _records(self, paths: Iterable[str]) -> dict[DeliveryKey, Record]:
        contents = self._read(path for path in paths if path.endswith(".json"))
        records = (decode(content, self._sealer, path) for path, content in contents.items())
        return {record.key: record for record in records}

    def _read(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        wanted = list(paths)
        found = self._branch.read(self._at(), wanted)
        self._seen.update({path: found.get(path) for path in wanted})
        return found

    def _at(self) -> CommitId:
        if self._tip is None:
            raise Misconfigured(msg("ledger.missing"))
        return self._tip


def _keys(batch: Batch) -> frozenset[DeliveryKey]:
    return frozenset({*(record.key for record in batch.records), *batch.withdrawn})
