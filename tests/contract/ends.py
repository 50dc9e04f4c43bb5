"""How a delivery may end: what must be true of the network, the ledger and the words, whatever went wrong."""

from __future__ import annotations

from aromatiza.core.calls import Visibility
from aromatiza.core.delivery import Block, Record, State
from aromatiza.core.errors import AromatizaError, AuthRequired, InvalidContent, NeedsHuman
from aromatiza.core.messages import Message
from tests.contract.stage import Trial

__all__ = ["block_of", "insist_on_a_sound_end", "insist_on_one_post", "insist_on_words"]

SEEN_AS = {
    Visibility.PUBLIC: {"public"},
    Visibility.ACCEPTED: {"public", "draft", "private"},
    Visibility.INBOX: {"inbox"},
    Visibility.PRIVATE: {"private"},
    Visibility.UNLISTED: {"unlisted"},
    Visibility.SCHEDULED: {"scheduled"},
}
"""What the simulation may call a post of which the receipt says that."""


def block_of(error: AromatizaError) -> Block | None:
    """What a delivery waits for that such an error stopped before anything went out; None when it goes on."""
    match error:
        case AuthRequired():
            return Block.AUTH
        case InvalidContent():
            return Block.CONTENT
        case NeedsHuman():
            return Block.HUMAN
        case _:
            return None


def insist_on_a_sound_end(trial: Trial, record: Record, what: str, *, may_miss_faults: bool = False) -> None:
    """At most one post is visible; a receipt is of that post; who must act is told so in both languages.

    Every planned fault has happened, unless the first ones may keep the others from it.
    """
    seen = [post["remote_id"] for post in trial.visible()]
    assert not trial.bugs, f"{what}: the engine calls it a bug: {trial.bugs}"
    assert may_miss_faults or not trial.unfired(), f"{what}: no fault happened at {trial.unfired()}"
    assert len(seen) <= 1, f"{what}: the post is visible {len(seen)} times"
    match record.state:
        case State.PUBLISHED:
            assert record.receipt is not None
            assert seen, f"{what}: the ledger says it was published, and nobody can see it"
            receipt = record.receipt
            assert seen == [receipt.remote_id], (
                f"{what}: the receipt is of {receipt.remote_id!r}, not of {seen}"
            )
        case State.BLOCKED:
            insist_on_words(record.reason, what)
        case state:
            raise AssertionError(f"{what}: it ends {state}, which is no end")


def insist_on_one_post(trial: Trial, record: Record, what: str) -> None:
    """The post is visible once, as its receipt says; or, where nobody can tell, in doubt with evidence."""
    insist_on_a_sound_end(trial, record, what)
    if record.block is Block.IN_DOUBT and trial.good.may_stay_unknown:
        assert record.reason is not None
        assert record.reason.values.get("looked_for"), f"{what}: in doubt, without any evidence"
        return
    assert record.state is State.PUBLISHED, f"{what}: it ends {record.state}: {record.block}: {record.reason}"


def insist_on_words(reason: Message | None, what: str) -> None:
    """There is a sentence, in both languages."""
    assert reason is not None, f"{what}: it is blocked without a word"
    assert reason.text("en"), f"{what}: its reason is empty in English"
    assert reason.text("fr"), f"{what}: its reason is empty in French"
