"""The ledger on real clones of one remote: races, lost answers, shallow clones."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from aromatiza.core.delivery import Record
from aromatiza.core.errors import Misconfigured
from aromatiza.core.ports import Batch
from aromatiza.git.branch import GitBranch
from aromatiza.git.repository import Repository
from aromatiza.ledger.ledger import BranchLedger, Watermark
from tests.clones import bare_remote, clone_of, git, hook
from tests.fakes import PlainSealer
from tests.ledger.examples import MAIN, WHEN, begun, published, ready, running

REF = "refs/heads/aromatiza/state"
WRITERS = 8


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """A remote with a ledger in which nothing has happened yet."""
    remote = bare_remote(tmp_path / "remote.git")
    ledger_in(clone_of(remote, tmp_path / "first")).begin("", (), WHEN)
    return remote


def ledger_in(clone: Path) -> BranchLedger:
    return BranchLedger(GitBranch(Repository(clone), "aromatiza/state", "origin"), PlainSealer(), clone.name)


def opened(clone: Path) -> BranchLedger:
    ledger = ledger_in(clone)
    ledger.watermark()
    ledger.open_records()
    return ledger


def test_two_runs_of_two_clones_lose_nothing_and_overwrite_nothing(remote: Path) -> None:
    brume, cade, rose = (running(ready(name)) for name in ("brume", "cade", "rose"))
    fast, slow = (opened(clone_of(remote, remote.parent / name)) for name in ("fast", "slow"))
    assert fast.push(Batch([brume, cade], watermark=MAIN), WHEN) == frozenset()
    assert slow.push(Batch([running(ready("brume"), "slow"), rose]), WHEN) == {brume.key}
    assert fast.push(Batch([published(begun(brume))]), WHEN) == frozenset()
    assert slow.push(Batch([published(running(ready("brume"), "slow"))]), WHEN) == {brume.key}
    found = opened(clone_of(remote, remote.parent / "later"))
    assert found.watermark() == Watermark(MAIN)
    assert found.all_records() == {
        brume.key: published(begun(brume)),
        cade.key: cade,
        rose.key: rose,
    }


def test_eight_writers_at_once_lose_nothing(remote: Path) -> None:
    def work(number: int) -> list[Record]:
        ledger = opened(clone_of(remote, remote.parent / f"clone-{number}"))
        written: list[Record] = []
        for step in range(2):
            record = running(ready(f"post-{number}-{step}"), f"run {number}")
            assert ledger.push(Batch([record, running(ready("shared"), f"run {number}")]), WHEN) <= {
                ready("shared").key
            }
            written.append(record)
        return written

    with ThreadPoolExecutor(WRITERS) as threads:
        written = [record for records in threads.map(work, range(WRITERS)) for record in records]
    found = opened(remote.parent / "first").open_records()
    shared = found.pop(ready("shared").key)
    assert found == {record.key: record for record in written}
    assert shared.lease in [running(ready(), f"run {number}").lease for number in range(WRITERS)]
    assert git(remote, "rev-list", "--count", "--merges", REF) == "0"


def test_a_push_whose_answer_was_lost_with_the_network_is_recognised_later(remote: Path) -> None:
    clone = clone_of(remote, remote.parent / "clone")
    down = remote.parent / "down"
    for name, script in (
        ("receive-pack", f"git-receive-pack \"$@\"; touch '{down}'; exit 1"),
        ("upload-pack", f"[ ! -e '{down}' ] && exec git-upload-pack \"$@\"; exit 1"),
    ):
        hook(clone / ".git", name, script)
        git(clone, "config", f"remote.origin.{name.replace('-', '')}", str(clone / ".git" / "hooks" / name))
    ledger = opened(clone)
    record = begun(running(ready()))
    with pytest.raises(Misconfigured):
        ledger.push(Batch([record], watermark=MAIN), WHEN)
    down.unlink()
    git(clone, "config", "--unset", "remote.origin.receivepack")
    later = replace(record, attempts=1)
    assert ledger.push(Batch([later], watermark=MAIN), WHEN) == frozenset()
    found = opened(remote.parent / "first")
    assert found.open_records() == {record.key: later}
    assert found.watermark() == Watermark(MAIN)


def test_a_remote_that_refuses_changes_nothing(remote: Path) -> None:
    before = git(remote, "rev-parse", REF)
    hook(remote, "pre-receive", "exit 1")
    with pytest.raises(Misconfigured):
        opened(remote.parent / "first").push(Batch([running(ready())]), WHEN)
    assert git(remote, "rev-parse", REF) == before


def test_a_branch_that_somebody_deleted_is_missing_not_empty(remote: Path) -> None:
    ledger = opened(remote.parent / "first")
    git(remote, "update-ref", "-d", REF)
    for use in (ledger.watermark, lambda: ledger.push(Batch([running(ready())]), WHEN)):
        with pytest.raises(Misconfigured) as raised:
            use()
        assert raised.value.message.key == "ledger.missing"
    assert "aromatiza" not in git(remote, "for-each-ref")


def test_a_deleted_branch_comes_back_from_any_clone_as_the_page_says(remote: Path) -> None:
    clone = remote.parent / "first"
    opened(clone).push(Batch([running(ready())]), WHEN)
    git(remote, "update-ref", "-d", REF)
    git(clone, "push", "--quiet", "origin", f"refs/remotes/origin/aromatiza/state:{REF}")
    assert set(opened(clone).open_records()) == {ready().key}


def test_a_shallow_clone_goes_on_where_another_clone_stopped(remote: Path) -> None:
    opened(remote.parent / "first").push(Batch([running(ready())]), WHEN)
    shallow = opened(clone_of(remote, remote.parent / "shallow", "--depth=1"))
    assert shallow.push(Batch([published(running(ready()))]), WHEN) == frozenset()
    assert opened(remote.parent / "first").all_records()[ready().key].is_final


def test_the_trail_reads_as_the_page_says(remote: Path) -> None:
    clone = remote.parent / "first"
    ledger = opened(clone)
    ledger.push(Batch([running(ready())], watermark=MAIN), WHEN)
    ledger.push(Batch([running(ready("cade"))]), WHEN)
    ledger.push(Batch([published(running(ready()))]), WHEN)
    trail = ["log", "--format=%s (%(trailers:key=Run,valueonly,separator=%x2C))", "origin/aromatiza/state"]
    assert git(clone, *trail).splitlines() == [
        "brume: 1 published (first)",
        "cade: 1 running (first)",
        "brume: 1 running (first)",
        "baseline: 0 deliveries count as done ()",
    ]
    assert git(clone, *trail, "--", "*/brume/*").splitlines() == [
        "brume: 1 published (first)",
        "brume: 1 running (first)",
    ]
