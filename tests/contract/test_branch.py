"""One suite for everything that is a `Branch`: the tests' memory, and git with and without a remote."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aromatiza.core.errors import Misconfigured
from aromatiza.core.ports import Branch, BranchMoved, CommitId
from aromatiza.git.branch import GitBranch
from aromatiza.git.repository import Repository
from tests.clones import bare_remote, clone_of, hook, new_repository
from tests.fakes import MemoryBranch

NAME = "aromatiza/state"
WHEN = datetime(2026, 6, 1, 16, 0, tzinfo=UTC)
NOWHERE = CommitId("0123456789" * 4)


@dataclass(frozen=True)
class Place:
    """One branch, reached by two writers; `refuse` makes it unwritable."""

    mine: Branch
    theirs: Branch
    refuse: Callable[[], None]


def in_memory(_: Path) -> Place:
    branch = MemoryBranch()
    return Place(branch, branch, branch.refuse)


def on_a_remote(folder: Path) -> Place:
    remote = bare_remote(folder / "remote.git")
    one, two = (
        GitBranch(Repository(clone_of(remote, folder / name)), NAME, "origin") for name in ("one", "two")
    )
    return Place(one, two, lambda: hook(remote, "pre-receive", "echo 'protected branch' >&2; exit 1"))


def in_one_clone(folder: Path) -> Place:
    repository = Repository(new_repository(folder / "clone"))
    lock = repository.git_folder / "refs" / "heads" / f"{NAME}.lock"

    def refuse() -> None:
        lock.parent.mkdir(parents=True, exist_ok=True)
        lock.touch()

    return Place(GitBranch(repository, NAME, None), GitBranch(repository, NAME, None), refuse)


@pytest.fixture(params=[in_memory, on_a_remote, in_one_clone], ids=lambda make: make.__name__)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    make: Callable[[Path], Place] = request.param
    return make(tmp_path)


def write(branch: Branch, changes: dict[str, bytes | None]) -> CommitId:
    return branch.advance(branch.tip(), changes, "a change", WHEN)


def test_a_branch_that_nobody_wrote_has_no_tip(place: Place) -> None:
    assert place.mine.tip() is None


def test_what_was_written_is_read_byte_by_byte(place: Place) -> None:
    contents: dict[str, bytes | None] = {"a": b"", "b": b"\0\xff\r\n\n", "c/d/e.json": "é 💜\n".encode()}
    tip = write(place.mine, contents)
    assert dict(place.mine.read(tip, contents)) == contents


def test_another_writer_sees_the_new_tip_and_its_files(place: Place) -> None:
    tip = write(place.mine, {"a": b"1"})
    assert place.theirs.tip() == tip
    assert place.theirs.read(tip, ["a"]) == {"a": b"1"}


def test_files_that_are_not_there_are_left_out_and_folders_are_no_files(place: Place) -> None:
    tip = write(place.mine, {"a/b": b"1"})
    assert place.mine.read(tip, ["a", "a/c", "b", "a/b"]) == {"a/b": b"1"}
    assert place.mine.read(tip, []) == {}


def test_a_folder_lists_all_files_below_it_and_no_others(place: Place) -> None:
    tip = write(
        place.mine, {"open/x/a": b"", "open/b": b"", "opened/c": b"", "open.json": b"", "z/open/d": b""}
    )
    assert place.mine.list(tip, "open") == ("open/b", "open/x/a")
    assert place.mine.list(tip, "open/x") == ("open/x/a",)
    assert place.mine.list(tip, "final") == ()


def test_a_commit_keeps_what_it_does_not_name(place: Place) -> None:
    write(place.mine, {"a": b"1", "b": b"1"})
    tip = write(place.theirs, {"b": b"2"})
    assert place.theirs.read(tip, ["a", "b"]) == {"a": b"1", "b": b"2"}


def test_a_change_to_none_deletes_and_an_emptied_folder_is_gone(place: Place) -> None:
    write(place.mine, {"a/b/c": b"1", "d": b"1"})
    tip = write(place.mine, {"a/b/c": None, "never/there": None})
    assert place.mine.read(tip, ["a/b/c", "d"]) == {"d": b"1"}
    assert place.mine.list(tip, "a") == ()


def test_an_older_commit_can_still_be_read(place: Place) -> None:
    old = write(place.mine, {"a": b"1"})
    write(place.mine, {"a": b"2"})
    assert place.mine.read(old, ["a"]) == {"a": b"1"}


@pytest.mark.parametrize("path", ["é/ü.json", "with space", 'a "quoted" name', "back\\slash", "tab\there"])
def test_any_path_comes_back_as_it_went_in(place: Place, path: str) -> None:
    tip = write(place.mine, {f"x/{path}": b"1", "other": b"2"})
    assert place.mine.read(tip, [f"x/{path}"]) == {f"x/{path}": b"1"}
    assert place.mine.list(tip, "x") == (f"x/{path}",)
    gone = write(place.mine, {f"x/{path}": None})
    assert place.mine.list(gone, "x") == ()


def test_a_writer_who_read_an_older_tip_is_refused_and_nothing_changes(place: Place) -> None:
    old = write(place.mine, {"a": b"1"})
    assert place.theirs.tip() == old
    new = write(place.mine, {"a": b"2"})
    with pytest.raises(BranchMoved):
        place.theirs.advance(old, {"a": b"3"}, "too late", WHEN)
    assert place.mine.tip() == new


def test_a_writer_who_saw_no_branch_is_refused_when_there_is_one(place: Place) -> None:
    tip = write(place.mine, {"a": b"1"})
    with pytest.raises(BranchMoved):
        place.theirs.advance(None, {"a": b"2"}, "too late", WHEN)
    assert place.mine.tip() == tip


def test_of_two_writers_at_the_same_time_exactly_one_wins(place: Place) -> None:
    tip = write(place.mine, {"a": b"0"})
    assert place.theirs.tip() == tip

    def advanced(branch: Branch, content: bytes) -> CommitId | None:
        try:
            return branch.advance(tip, {"a": content}, "a race", WHEN)
        except BranchMoved:
            return None

    with ThreadPoolExecutor(2) as threads:
        won = list(threads.map(advanced, (place.mine, place.theirs), (b"1", b"2")))
    assert sorted(commit is None for commit in won) == [False, True]
    assert place.mine.tip() in won


def test_a_branch_that_cannot_be_written_says_so_and_nothing_changes(place: Place) -> None:
    tip = write(place.mine, {"a": b"1"})
    place.refuse()
    with pytest.raises(Misconfigured) as raised:
        place.mine.advance(tip, {"a": b"2"}, "refused", WHEN)
    assert raised.value.message.key == "git.no_write"
    assert place.mine.tip() == tip


def test_a_branch_that_cannot_be_begun_says_so(place: Place) -> None:
    place.refuse()
    with pytest.raises(Misconfigured):
        place.mine.advance(None, {"a": b"1"}, "refused", WHEN)
    assert place.mine.tip() is None
