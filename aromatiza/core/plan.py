"""What a run would do now to every delivery that is not final, and why. Values in, values out.

The plan follows from the ledger and from the posts at `HEAD` that changed since the watermark or are still
open. It never depends on the event that started the run, so a run that was cancelled, repeated or skipped
loses nothing and repeats nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from aromatiza.core.delivery import Block, DeliveryKey, Lease, Record, State, moved
from aromatiza.core.messages import Message, msg
from aromatiza.core.post import Account, Brand, MediaKind, Post, PostId
from aromatiza.core.rendition import digest_of, rendition_of
from aromatiza.core.schedule import Window

__all__ = ["Action", "Circumstances", "Known", "Plan", "Planned", "plan_of"]


class Action(StrEnum):
    """What a run does with a delivery."""

    PUBLISH = "publish"
    RESUME = "resume"
    WAIT = "wait"
    HOLD = "hold"
    CANCEL = "cancel"
    WITHDRAW = "withdraw"
    NONE = "none"


WORK = frozenset({Action.PUBLISH, Action.RESUME})

HAND_OVER = timedelta(minutes=30)
"""A post is handed to a network for later only so long before the last moment for it: a run takes time."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One delivery with what happens to it; `record` is how it enters the run.

    `is_changed`: the ledger does not know it like that yet.
    """

    record: Record
    action: Action
    reason: Message
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger knows of the deliveries in question.

    `records` holds every open record, and the final ones of the posts in question. `baseline` holds the
    deliveries that were there before aromatiza came; they count as done.
    """

    records: Mapping[DeliveryKey, Record]
    baseline: frozenset[DeliveryKey] = frozenset()

    def posts(self) -> frozenset[PostId]:
        """The posts that were taken in before."""
        return frozenset(key.post for key in (*self.records, *self.baseline))

    def is_begun(self, post: PostId) -> bool:
        """Whether a delivery of the post is done, or may be."""
        return any(
            record.is_final or record.has_gone_out or record.state is State.RUNNING
            for record in self.records.values()
            if record.post == post
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """All entries, by post and account, for the commit `commit` of `main`."""

    commit: str
    entries: tuple[Planned, ...]

    @property
    def work(self) -> tuple[Planned, ...]:
        """The deliveries that a run would work on now."""
        return tuple(entry for entry in self.entries if entry.action in WORK)

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of what would become public: which post, which account, which rendition."""
        going_out = (*WORK, Action.WAIT)
        value = [
            [entry.record.post, entry.record.account, digest_of(entry.record.rendition)]
            for entry in self.entries
            if entry.action in going_out
        ]
        return hashlib.sha256(json.dumps(value).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a run finds when it starts; `is_dead` tells whether the holder of a lease is known to be gone.

    `follows_watermark`: the commit contains the one up to which posts were taken in. If it does not, because
    history was rewritten or another branch is checked out, a post that is missing was perhaps not removed.
    `window` gives how far ahead a platform itself takes a post of that kind, to publish it later.
    """

    commit: str
    now: datetime
    is_paused: bool = False
    allow_burst: bool = False
    is_dead: Callable[[Lease], bool] = lambda _: False
    follows_watermark: bool = True
    window: Callable[[str, MediaKind], Window | None] = lambda _platform, _kind: None


def plan_of(posts: Mapping[PostId, Post] | None, known: Known, brand: Brand, run: Circumstances) -> Plan:
    """Decide what happens to every delivery.

    `posts` are those at `HEAD` that changed since the watermark or that an open record speaks of; None means
    that `HEAD` is older than the watermark: then nothing is taken in, and only open deliveries go on. The
    brand's default accounts count only for a post that is new to the ledger: otherwise an account that joins
    the defaults would receive every old post.
    """
    entries: list[Planned] = []
    for record in known.records.values():
        if not record.is_final:
            entries.append(_open_entry(record, posts, known, brand, run))
        elif posts and record.post in posts:
            entries.extend(_final_entry(record, posts[record.post], brand))
    old_posts = known.posts()
    for post in (posts or {}).values():
        if post.platforms is not None or post.id not in old_posts:
            entries.extend(_new_entries(post, known, brand, run))
    entries.sort(key=lambda entry: (entry.record.post, entry.record.account))
    compared = (
        replace(entry, is_changed=entry.record != known.records.get(entry.record.key))
        for entry in _guarded(entries, brand, run)
    )
    return Plan(run.commit, tuple(compared))


def _final_entry(record: Record, post: Post, brand: Brand) -> Iterator[Planned]:
    account = brand.accounts.get(record.account)
    if account is None or post.is_draft or record.account not in brand.accounts_of(post):
        return
    if record.state is State.CANCELLED:
        yield Planned(record, Action.NONE, msg("plan.was_cancelled"))
    elif _says_otherwise(post, account, brand, record):
        yield Planned(record, Action.NONE, msg("plan.changed_since"))


def _says_otherwise(post: Post, account: Account, brand: Brand, record: Record) -> bool:
    """Whether a post is not what was delivered any more, or wants another hour than its network was told."""
    told = record.rendition.publish_at
    is_moved = told is not None and post.publish_at != told
    return is_moved or digest_of(rendition_of(post, account, brand)) != digest_of(record.rendition)


def _open_entry(
    record: Record, posts: Mapping[PostId, Post] | None, known: Known, brand: Brand, run: Circumstances
) -> Planned:
    if record.lease and record.lease.expires_at > run.now and not run.is_dead(record.lease):
        return Planned(record, Action.WAIT, msg("plan.leased", until=_shown(record.lease.expires_at)))
    account = brand.accounts.get(record.account)
    if posts is not None and not record.has_gone_out:
        post = posts.get(record.post)
        if not run.follows_watermark and (post is None or not _asks_for(post, record)):
            return Planned(record, Action.HOLD, msg("plan.other_history", path=record.path))
        if post is None:
            return _cancelled(record, msg("plan.deleted", path=record.path), run)
        if post.is_draft:
            # what the defaults gave to a post that is not new any more, they would not give again
            is_lasting = post.platforms is None and known.is_begun(post.id)
            return Planned(record, Action.HOLD if is_lasting else Action.WITHDRAW, msg("plan.draft"))
        if not _asks_for(post, record):
            return _cancelled(record, msg("plan.removed", account=record.account), run)
        if account is None:
            return Planned(record, Action.HOLD, msg("plan.no_account", account=record.account))
        record = _refreshed(record, post, account, brand, run)
    if account is None or account.platform != record.platform:
        return Planned(record, Action.HOLD, msg("plan.no_account", account=record.account))
    return _timed(record if record.has_gone_out else _handed_over(record, run), brand, run)


def _asks_for(post: Post, record: Record) -> bool:
    """Whether the post still wants a delivery that was taken in; what the defaults gave once stays wanted."""
    return not post.is_draft and (post.platforms is None or record.account in post.platforms)


def _cancelled(record: Record, reason: Message, run: Circumstances) -> Planned:
    return Planned(moved(record, State.CANCELLED, run.now, reason=reason), Action.CANCEL, reason)


def _refreshed(record: Record, post: Post, account: Account, brand: Brand, run: Circumstances) -> Record:
    """The record with today's text, date and network; what was prepared for others is dropped."""
    rendition = rendition_of(post, account, brand)
    is_same = (digest_of(rendition), post.publish_at, account.platform) == (
        digest_of(record.rendition),
        record.due_at,
        record.platform,
    )
    if is_same:
        return replace(record, path=post.path)
    fresh = replace(
        record,
        platform=account.platform,
        rendition=rendition,
        commit=run.commit,
        path=post.path,
        due_at=post.publish_at,
        files=(),
        steps=(),
        attempts=0,
        restarts=0,
    )
    return moved(fresh, State.WAITING if _is_early(fresh, run) else State.READY, run.now)


def _new_entries(post: Post, known: Known, brand: Brand, run: Circumstances) -> Iterator[Planned]:
    """The deliveries that a post asks for and that were never taken in."""
    if post.is_draft:
        return
    for name in brand.accounts_of(post):
        key = DeliveryKey(post.id, name)
        account = brand.accounts.get(name)
        if account is None or key in known.records or key in known.baseline:
            continue
        record = Record(
            post=post.id,
            account=name,
            platform=account.platform,
            state=State.READY,
            path=post.path,
            commit=run.commit,
            rendition=rendition_of(post, account, brand),
            at=run.now,
            due_at=post.publish_at,
        )
        record = _handed_over(record, run)
        if _is_early(record, run):
            record = replace(record, state=State.WAITING)
        yield _timed(record, brand, run)


def _handed_over(record: Record, run: Circumstances) -> Record:
    """The record with the hour that its network is told, if the post wants that and the network takes it.

    What was prepared for another hour is dropped.
    """
    hour = record.due_at if record.due_at and _opens_at(record, run) != record.due_at else None
    if hour == record.rendition.publish_at:
        return record
    return replace(record, rendition=replace(record.rendition, publish_at=hour), steps=())


def _opens_at(record: Record, run: Circumstances) -> datetime | None:
    """From when on a run works on a delivery: from its hour, or from when its network takes it for then."""
    at = record.due_at
    if at is None or record.rendition.text_option("schedule") != "network":
        return at
    window = run.window(record.platform, record.rendition.kind)
    is_too_late = window is None or at - run.now < window.shortest + HAND_OVER
    return at if window is None or is_too_late else at - window.longest


def _timed(record: Record, brand: Brand, run: Circumstances) -> Planned:
    """What the clock and the record's own state say."""
    if record.block in (Block.CONTENT, Block.HUMAN, Block.IN_DOUBT):
        return Planned(record, Action.HOLD, record.reason or msg("plan.blocked", block=str(record.block)))
    if record.retry_at and record.retry_at > run.now:
        return Planned(record, Action.WAIT, msg("plan.retry_at", at=_shown(record.retry_at)))
    if record.has_gone_out:
        return Planned(record, Action.RESUME, msg("plan.resume"))
    if _is_early(record, run):
        return Planned(record, Action.WAIT, msg("plan.due_at", at=_shown(record.due_at)))
    if record.due_at and record.due_at + brand.guards.late_after < run.now:
        reason = msg("plan.late", at=_shown(record.due_at))
        late = moved(record, State.BLOCKED, run.now, reason=reason, block=Block.LATE)
        return Planned(record if record.block is Block.LATE else late, Action.HOLD, reason)
    if record.rendition.publish_at:
        return Planned(record, Action.PUBLISH, msg("plan.hand_over", at=_shown(record.rendition.publish_at)))
    return Planned(record, Action.PUBLISH, msg("plan.publish"))


def _guarded(entries: list[Planned], brand: Brand, run: Circumstances) -> list[Planned]:
    """Hold what a guard holds: everything while paused, all new publications when they are too many."""
    new = [entry for entry in entries if entry.action is Action.PUBLISH and not _was_tried(entry.record)]
    limit = brand.guards.max_per_run
    if run.is_paused:
        held, reason = [entry for entry in entries if entry.action in WORK], msg("plan.paused")
    elif len(new) > limit and not run.allow_burst:
        held, reason = new, msg("plan.burst", count=len(new), limit=limit)
    else:
        return entries
    keys = {entry.record.key for entry in held}
    return [
        replace(entry, action=Action.HOLD, reason=reason) if entry.record.key in keys else entry
        for entry in entries
    ]


def _was_tried(record: Record) -> bool:
    """Whether a run worked on it before: it waits not for its turn, but for a token, a file or an answer."""
    return record.block is not None or record.lease is not None or record.state is State.RETRY


def _is_early(record: Record, run: Circumstances) -> bool:
    opens_at = _opens_at(record, run)
    return opens_at is not None and opens_at > run.now


def _shown(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC") if at else "-"
