"""The ledger on a branch: what another run moved is left to it, all else is written, nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

import pytest

from aromatiza.core.calls import Receipt, Visibility
from aromatiza.core.delivery import DeliveryKey, Record, State, moved
from aromatiza.core.errors import Misconfigured
from aromatiza.core.messages import msg
from aromatiza.core.ports import Batch, CommitId
from aromatiza.core.post import AccountName, PostId
from aromatiza.ledger.ledger import TRIES, BranchLedger, Watermark
from aromatiza.ledger.paths import final_path, media_path, open_path
from tests.fakes import MemoryBranch, PlainSealer
from tests.ledger.examples import (
    DIGEST,
    MAIN,
    REMOTE_ID,
    WHEN,
    account,
    begun,
    published,
    ready,
    running,
)

BRUME, CADE = ready("brume"), ready("cade")


class CountingBranch(MemoryBranch):
    """A branch that remembers which paths were read and written, and which folders listed."""

    def __init__(self) -> None:
        super().__init__()
        self.touched: list[str] = []

    def read(self, at: CommitId, paths: Iterable[str]) -> Mapping[str, bytes]:
        wanted = list(paths)
        self.touched += wanted
        return super().read(at, wanted)

    def list(self, at: CommitId, folder: str) -> tuple[str, ...]:
        self.touched.append(folder)
        return super().list(at, folder)

    def advance(
        self, expected: CommitId | None, changes: Mapping[str, bytes | None], message: str, when: datetime
    ) -> CommitId:
        self.touched += changes
        return super().advance(expected, changes, message, when)


class DeafBranch(MemoryBranch):
    """A branch whose next commit arrives, and whose answer does not."""

    is_deaf = False

    def advance(
        self, expected: CommitId | None, changes: Mapping[str, bytes | None], message: str, when: datetime
    ) -> CommitId:
        tip = super().advance(expected, changes, message, when)
        if self.is_deaf:
            self.is_deaf = False
            raise Misconfigured(msg("git.no_read", remote="origin", why="the connection broke"))
        return tip


class RestlessBranch(MemoryBranch):
    """A branch that somebody else moves before every commit of ours, `times` times."""

    times = 0

    def advance(
        self, expected: CommitId | None, changes: Mapping[str, bytes | None], message: str, when: datetime
    ) -> CommitId:
        if self.times:
            self.times -= 1
            super().advance(self.tip(), {"elsewhere": b"%d" % self.times}, "somebody else", when)
        return super().advance(expected, changes, message, when)


def begin(branch: MemoryBranch, *records: Record) -> BranchLedger:
    """A ledger that has these records, as its first run sees it."""
    ledger = BranchLedger(branch, PlainSealer(), "run 0")
    ledger.begin("", (), WHEN)
    return opened(branch, "run 0") if not records else pushed(branch, *records)


def pushed(branch: MemoryBranch, *records: Record) -> BranchLedger:
    ledger = opened(branch, "run 0")
    assert ledger.push(Batch(records), WHEN) == frozenset()
    return ledger


def opened(branch: MemoryBranch, run: str) -> BranchLedger:
    """The ledger as another run sees it that has read everything that is open."""
    ledger = BranchLedger(branch, PlainSealer(), run)
    ledger.watermark()
    ledger.open_records()
    return ledger


def read_all(ledger: BranchLedger) -> None:
    """Read every kind of file."""
    ledger.watermark()
    ledger.baseline([BRUME.post])
    ledger.media_owners([DIGEST], account())
    ledger.all_records()


def overwritten(branch: MemoryBranch, changes: dict[str, bytes | None]) -> None:
    branch.advance(branch.tip(), changes, "by hand", WHEN)


def test_a_new_ledger_knows_its_watermark_and_what_was_there_before() -> None:
    branch = MemoryBranch()
    keys = [DeliveryKey(PostId("rose"), AccountName(name)) for name in ("x", "tiktok")]
    BranchLedger(branch, PlainSealer(), "run").begin(MAIN, [*keys, BRUME.key], WHEN)
    ledger = opened(branch, "run")
    assert ledger.watermark() == Watermark(MAIN)
    assert ledger.baseline([PostId("rose"), PostId("unknown")]) == frozenset(keys)
    assert ledger.all_records() == {}
    assert branch.messages == [f"baseline: 3 deliveries count as done\n\nMain: {MAIN}\n"]


def test_a_ledger_before_the_first_commit_of_main_says_so() -> None:
    branch = MemoryBranch()
    assert begin(branch).watermark() == Watermark("")
    assert branch.messages == ["baseline: 0 deliveries count as done\n\nMain: -\n"]


def test_a_ledger_is_begun_only_once() -> None:
    branch = MemoryBranch()
    begin(branch)
    with pytest.raises(Misconfigured) as raised:
        BranchLedger(branch, PlainSealer(), "run").begin("", (), WHEN)
    assert raised.value.message.key == "ledger.exists"


def test_of_two_that_begin_a_ledger_the_slower_one_is_told() -> None:
    class LateBranch(MemoryBranch):
        def tip(self) -> CommitId | None:
            return None

    branch = LateBranch()
    BranchLedger(branch, PlainSealer(), "one").begin("", (), WHEN)
    with pytest.raises(Misconfigured) as raised:
        BranchLedger(branch, PlainSealer(), "two").begin("", (), WHEN)
    assert raised.value.message.key == "ledger.exists"


def test_open_and_final_records_are_read_apart_and_together() -> None:
    branch = MemoryBranch()
    begin(branch, begun(running(BRUME)), published(CADE))
    ledger = opened(branch, "run 1")
    assert ledger.open_records() == {BRUME.key: begun(running(BRUME))}
    assert ledger.final_records([PostId("cade"), PostId("brume")]) == {CADE.key: published(CADE)}
    assert set(ledger.all_records()) == {BRUME.key, CADE.key}


def test_a_delivery_that_becomes_final_moves_from_open_to_final() -> None:
    branch = MemoryBranch()
    ledger = begin(branch, running(BRUME))
    ledger.push(Batch([published(running(BRUME))]), WHEN)
    tip = branch.tip()
    assert tip
    assert branch.list(tip, "open") == ()
    assert branch.list(tip, "final") == (final_path(BRUME.key),)


def test_a_withdrawn_delivery_is_as_if_it_had_never_been() -> None:
    branch = MemoryBranch()
    ledger = begin(branch, BRUME, CADE)
    assert ledger.push(Batch([], withdrawn=[BRUME.key]), WHEN) == frozenset()
    assert set(opened(branch, "run 1").all_records()) == {CADE.key}


def test_the_watermark_moves_with_its_records() -> None:
    branch = MemoryBranch()
    begin(branch).push(Batch([BRUME], watermark=MAIN), WHEN)
    assert opened(branch, "run 1").watermark() == Watermark(MAIN)


@pytest.mark.parametrize(("first", "second"), [("live", "simulated"), ("simulated", "live")])
def test_a_ledger_keeps_to_one_kind_of_networks(first: str, second: str) -> None:
    branch = MemoryBranch()
    ledger = begin(branch)
    ledger.keep_to(first)
    ledger.push(Batch([BRUME], watermark=MAIN), WHEN)

    again = opened(branch, "run 2")
    again.watermark()
    again.keep_to(first)
    with pytest.raises(Misconfigured, match=f"holds receipts of {first} networks"):
        again.keep_to(second)


def test_a_batch_that_changes_nothing_makes_no_commit() -> None:
    branch = MemoryBranch()
    ledger = begin(branch, BRUME)
    tip = branch.tip()
    assert ledger.push(Batch([BRUME], withdrawn=[CADE.key]), WHEN) == frozenset()
    assert branch.tip() == tip


def test_media_are_owned_by_the_post_that_may_have_sent_them() -> None:
    branch = MemoryBranch()
    ledger = begin(branch, replace(begun(BRUME), steps=()))
    assert ledger.media_owners([DIGEST], account()) == {}
    ledger.push(Batch([begun(running(BRUME))]), WHEN)
    assert ledger.media_owners([DIGEST, "0" * 64], account()) == {DIGEST: BRUME.key}
    assert ledger.media_owners([DIGEST], account("renamed")) == {DIGEST: BRUME.key}
    assert ledger.media_owners([DIGEST], account(remote_id="1")) == {}


def test_a_networks_post_belongs_to_the_delivery_that_has_its_receipt() -> None:
    ledger = begin(MemoryBranch(), BRUME)
    ledger.push(Batch([published(running(BRUME))]), WHEN)
    assert ledger.delivery_of("99", "pinterest", REMOTE_ID) == BRUME.key
    assert ledger.delivery_of("98", "pinterest", REMOTE_ID) is None
    assert ledger.delivery_of("99", "pinterest", "1") is None


@pytest.mark.parametrize("post_id", ["", "half an emoji: \ud83d"])
def test_whatever_id_a_network_gives_the_publication_is_written(post_id: str) -> None:
    branch = MemoryBranch()
    ledger = begin(branch, BRUME)
    receipt = Receipt(post_id, "", Visibility.PUBLIC)
    ledger.push(Batch([moved(running(BRUME), State.PUBLISHED, WHEN, receipt=receipt)]), WHEN)
    assert ledger.delivery_of(post_id, "pinterest", REMOTE_ID) == (BRUME.key if post_id else None)
    assert opened(branch, "run").all_records()[BRUME.key].receipt == receipt


def test_one_delivery_costs_the_same_however_many_there_are() -> None:
    branch = CountingBranch()
    begin(branch, *(published(ready(f"old-{n}")) for n in range(50)), BRUME)
    ledger = opened(branch, "run 1")
    branch.touched.clear()
    ledger.push(Batch([begun(running(BRUME))]), WHEN)
    own = {
        "ledger.json",
        open_path(BRUME.key),
        final_path(BRUME.key),
        media_path(DIGEST, "pinterest", REMOTE_ID),
    }
    assert set(branch.touched) == own


def test_posts_are_spread_over_folders() -> None:
    folders = {final_path(ready(f"post-{n}").key).rsplit("/", 2)[0] for n in range(200)}
    assert len(folders) > 190


def test_the_slower_of_two_runs_leaves_what_was_moved_and_writes_the_rest() -> None:
    branch = MemoryBranch()
    begin(branch, BRUME)
    fast, slow = opened(branch, "fast"), opened(branch, "slow")
    fast.push(Batch([running(BRUME, "fast")]), WHEN)
    lost = slow.push(Batch([running(BRUME, "slow"), running(CADE, "slow")]), WHEN)
    assert lost == {BRUME.key}
    assert opened(branch, "run").open_records() == {
        BRUME.key: running(BRUME, "fast"),
        CADE.key: running(CADE, "slow"),
    }
    assert "brume" not in branch.messages[-1]


def test_a_new_delivery_that_two_runs_take_in_goes_to_the_first() -> None:
    branch = MemoryBranch()
    begin(branch)
    fast, slow = opened(branch, "fast"), opened(branch, "slow")
    assert fast.push(Batch([running(BRUME, "fast")]), WHEN) == frozenset()
    assert slow.push(Batch([running(BRUME, "slow")]), WHEN) == {BRUME.key}


@pytest.mark.parametrize(
    "theirs",
    [
        pytest.param(Batch([published(running(BRUME))]), id="published"),
        pytest.param(Batch([], withdrawn=[BRUME.key]), id="withdrawn"),
        pytest.param(Batch([moved(BRUME, State.CANCELLED, WHEN)]), id="cancelled"),
        pytest.param(Batch([running(BRUME, "theirs")]), id="taken over"),
    ],
)
@pytest.mark.parametrize(
    "mine",
    [
        pytest.param(Batch([published(running(BRUME))]), id="publishing"),
        pytest.param(Batch([], withdrawn=[BRUME.key]), id="withdrawing"),
        pytest.param(Batch([begun(running(BRUME))]), id="going on"),
    ],
)
def test_whatever_another_run_did_to_a_delivery_stays(theirs: Batch, mine: Batch) -> None:
    branch = MemoryBranch()
    begin(branch, BRUME)
    other, ledger = opened(branch, "theirs"), opened(branch, "mine")
    other.push(theirs, WHEN)
    after = opened(branch, "run").all_records()
    assert ledger.push(mine, WHEN) == {BRUME.key}
    assert opened(branch, "run").all_records() == after


def test_what_another_run_took_over_is_noticed_even_if_its_commit_came_in_with_an_earlier_batch() -> None:
    """Otherwise a run whose lease was over would write its intent over another's: both would publish."""
    branch = MemoryBranch()
    begin(branch, BRUME, CADE)
    slow = opened(branch, "slow")
    slow.push(Batch([running(BRUME, "slow"), running(CADE, "slow")]), WHEN)
    opened(branch, "other").push(Batch([running(BRUME, "other")]), WHEN)
    assert slow.push(Batch([begun(running(CADE, "slow"))]), WHEN) == frozenset()
    assert slow.push(Batch([begun(running(BRUME, "slow"))]), WHEN) == {BRUME.key}
    assert opened(branch, "run").open_records()[BRUME.key] == running(BRUME, "other")


def test_what_was_lost_once_stays_lost() -> None:
    branch = MemoryBranch()
    begin(branch, BRUME)
    slow = opened(branch, "slow")
    opened(branch, "fast").push(Batch([running(BRUME, "fast")]), WHEN)
    for _ in range(3):
        assert slow.push(Batch([running(BRUME, "slow")]), WHEN) == {BRUME.key}


def test_a_delivery_that_this_run_never_read_is_not_overwritten() -> None:
    branch = MemoryBranch()
    begin(branch, published(BRUME))
    assert opened(branch, "run").push(Batch([running(BRUME)]), WHEN) == {BRUME.key}


def test_the_watermark_stays_when_another_run_moved_one_of_its_deliveries() -> None:
    """The other run may have looked at an older text, and withdrawn what this one wanted to publish."""
    branch = MemoryBranch()
    begin(branch, BRUME)
    slow = opened(branch, "slow")
    opened(branch, "fast").push(Batch([], withdrawn=[BRUME.key]), WHEN)
    slow.push(Batch([running(BRUME), running(CADE)], watermark=MAIN), WHEN)
    assert opened(branch, "run").watermark() == Watermark("")


def test_the_watermark_stays_where_another_run_put_it_at_the_same_time() -> None:
    branch = MemoryBranch()
    begin(branch)
    slow = opened(branch, "slow")
    opened(branch, "fast").push(Batch([BRUME], watermark=MAIN), WHEN)
    assert slow.push(Batch([CADE], watermark="0" * 40), WHEN) == frozenset()
    assert opened(branch, "run").watermark() == Watermark(MAIN)


def test_the_watermark_moves_although_somebody_else_wrote_other_deliveries() -> None:
    branch = MemoryBranch()
    begin(branch)
    slow = opened(branch, "slow")
    opened(branch, "fast").push(Batch([BRUME]), WHEN)
    slow.push(Batch([CADE], watermark=MAIN), WHEN)
    assert opened(branch, "run").watermark() == Watermark(MAIN)


def test_a_commit_whose_answer_was_lost_is_not_taken_for_another_runs() -> None:
    branch = DeafBranch()
    ledger = begin(branch, running(BRUME))
    branch.is_deaf = True
    batch = Batch([begun(running(BRUME)), published(CADE)], watermark=MAIN)
    with pytest.raises(Misconfigured):
        ledger.push(batch, WHEN)
    assert ledger.push(batch, WHEN) == frozenset()
    assert ledger.push(Batch([published(begun(running(BRUME)))]), WHEN) == frozenset()
    assert all(record.is_final for record in opened(branch, "run").all_records().values())


def test_after_a_lost_answer_what_another_run_did_on_top_is_still_respected() -> None:
    branch = DeafBranch()
    ledger = begin(branch, running(BRUME))
    branch.is_deaf = True
    with pytest.raises(Misconfigured):
        ledger.push(Batch([begun(running(BRUME))]), WHEN)
    opened(branch, "other").push(Batch([published(begun(running(BRUME)))]), WHEN)
    assert ledger.push(Batch([begun(running(BRUME))]), WHEN) == {BRUME.key}


def test_what_was_refused_long_ago_is_no_longer_taken_for_an_own_commit() -> None:
    branch = MemoryBranch()
    ledger = begin(branch, BRUME)
    branch.refuse(1)
    with pytest.raises(Misconfigured):
        ledger.push(Batch([], withdrawn=[BRUME.key]), WHEN)
    ledger.push(Batch([CADE]), WHEN)
    opened(branch, "other").push(Batch([], withdrawn=[BRUME.key]), WHEN)
    assert ledger.push(Batch([running(BRUME)]), WHEN) == {BRUME.key}


def test_a_branch_that_cannot_be_written_stops_the_run_and_can_be_tried_again() -> None:
    branch = MemoryBranch()
    ledger = begin(branch, BRUME)
    branch.refuse(2)
    for _ in range(2):
        with pytest.raises(Misconfigured):
            ledger.push(Batch([running(BRUME)]), WHEN)
    assert opened(branch, "run").open_records() == {BRUME.key: BRUME}
    assert ledger.push(Batch([running(BRUME)]), WHEN) == frozenset()


def test_a_ledger_that_others_keep_moving_is_written_in_the_end() -> None:
    branch = RestlessBranch()
    ledger = begin(branch)
    branch.times = TRIES - 1
    assert ledger.push(Batch([BRUME]), WHEN) == frozenset()
    assert set(opened(branch, "run").open_records()) == {BRUME.key}


def test_a_ledger_that_others_never_stop_moving_is_given_up() -> None:
    branch = RestlessBranch()
    ledger = begin(branch)
    branch.times = TRIES
    with pytest.raises(Misconfigured) as raised:
        ledger.push(Batch([BRUME]), WHEN)
    assert raised.value.message.key == "ledger.contended"


def test_a_branch_that_is_not_there_is_no_ledger() -> None:
    with pytest.raises(Misconfigured) as raised:
        BranchLedger(MemoryBranch(), PlainSealer(), "run").watermark()
    assert raised.value.message.key == "ledger.missing"


def test_a_ledger_that_nobody_entered_is_neither_read_nor_written() -> None:
    branch = MemoryBranch()
    begin(branch, BRUME)
    ledger = BranchLedger(branch, PlainSealer(), "run")
    for use in (
        ledger.open_records,
        ledger.all_records,
        lambda: ledger.final_records([BRUME.post]),
        lambda: ledger.baseline([BRUME.post]),
        lambda: ledger.media_owners([DIGEST], account()),
        lambda: ledger.push(Batch([BRUME]), WHEN),
    ):
        with pytest.raises(Misconfigured):
            use()


class VanishingBranch(MemoryBranch):
    """A branch that somebody deletes, and may begin anew, between our reading and our writing."""

    def vanish(self, files: Mapping[str, bytes] | None) -> None:
        self._tip = None
        if files is not None:
            self.advance(None, files, "begun anew", WHEN)


def test_a_branch_that_was_deleted_meanwhile_is_not_begun_anew_in_passing() -> None:
    branch = VanishingBranch()
    ledger = begin(branch, BRUME)
    branch.vanish(None)
    with pytest.raises(Misconfigured) as raised:
        ledger.push(Batch([running(BRUME), CADE], watermark=MAIN), WHEN)
    assert raised.value.message.key == "ledger.missing"
    assert branch.tip() is None


def test_a_branch_that_another_release_took_over_meanwhile_is_not_written() -> None:
    branch = VanishingBranch()
    ledger = begin(branch, BRUME)
    branch.vanish({"ledger.json": b'{"version": 2, "watermark": ""}'})
    tip = branch.tip()
    with pytest.raises(Misconfigured) as raised:
        ledger.push(Batch([CADE]), WHEN)
    assert raised.value.message == msg("ledger.version", found=2, known=1)
    assert branch.tip() == tip


def test_a_ledger_without_its_first_file_is_refused() -> None:
    branch = MemoryBranch()
    begin(branch, BRUME)
    overwritten(branch, {"ledger.json": None})
    with pytest.raises(Misconfigured) as raised:
        opened(branch, "run")
    assert raised.value.message.key == "ledger.truncated"


def test_a_ledger_without_its_baseline_is_refused_rather_than_flooding_everybody() -> None:
    branch = MemoryBranch()
    ledger = begin(branch)
    overwritten(branch, {"baseline.json": None})
    ledger.watermark()
    with pytest.raises(Misconfigured, match=r"baseline\.json"):
        ledger.baseline([BRUME.post])


@pytest.mark.parametrize(
    ("path", "content"),
    [
        pytest.param("ledger.json", b"<<<<<<< HEAD", id="no json"),
        pytest.param("ledger.json", b'{"version": 1}', id="no watermark"),
        pytest.param("ledger.json", b"[]", id="no object"),
        pytest.param("baseline.json", b"", id="empty baseline"),
        pytest.param("baseline.json", b'{"version": 1, "deliveries": []}', id="baseline of another shape"),
        pytest.param(open_path(BRUME.key), b"{}", id="open record"),
        pytest.param(final_path(BRUME.key), b"\xff", id="final record"),
        pytest.param(media_path(DIGEST, "pinterest", REMOTE_ID), b'{"version": 1}', id="media note"),
    ],
)
def test_a_broken_file_is_refused_by_name(path: str, content: bytes) -> None:
    branch = MemoryBranch()
    begin(branch)
    overwritten(branch, {path: content})
    with pytest.raises(Misconfigured) as raised:
        read_all(BranchLedger(branch, PlainSealer(), "run"))
    assert path in str(raised.value)
    assert raised.value.message.key == "ledger.unreadable"


def test_files_that_are_no_records_are_left_alone() -> None:
    branch = MemoryBranch()
    begin(branch, BRUME)
    overwritten(branch, {"open/README.md": b"Do not edit.\n"})
    assert set(opened(branch, "run").open_records()) == {BRUME.key}


def test_a_run_without_the_key_still_reads_everything_that_is_plain() -> None:
    branch = MemoryBranch()
    begin(branch, begun(BRUME))
    ledger = BranchLedger(branch, PlainSealer("another key"), "run")
    ledger.watermark()
    record = ledger.open_records()[BRUME.key]
    assert record.steps[0].answer
    assert record.steps[0].answer.has_lost_secret
    assert replace(record, steps=()) == replace(begun(BRUME), steps=())


def test_the_files_of_the_branch_are_json_with_their_version() -> None:
    branch = MemoryBranch()
    begin(branch, begun(running(BRUME)), published(CADE)).push(Batch([], watermark=MAIN), WHEN)
    tip = branch.tip()
    assert tip
    folders = [path for folder in ("open", "final", "media") for path in branch.list(tip, folder)]
    files = branch.read(tip, ["ledger.json", "baseline.json", *folders])
    assert len(files) == 5
    assert {json.loads(content)["version"] for content in files.values()} == {1}
