"""What only git can get wrong: remotes that lie, clones of every kind, traces in the work tree."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from aromatiza.core.errors import Misconfigured
from aromatiza.core.ports import BranchMoved, CommitId
from aromatiza.git.branch import GitBranch
from aromatiza.git.repository import Repository
from tests.clones import ENVIRONMENT, bare_remote, clone_of, commit_files, git, hook, new_repository

NAME = "aromatiza/state"
REF = f"refs/heads/{NAME}"
MIRROR = f"refs/remotes/origin/{NAME}"
WHEN = datetime(2026, 6, 1, 16, 0, 7, 250_000, tzinfo=UTC)


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return bare_remote(tmp_path / "remote.git")


@pytest.fixture
def clone(remote: Path) -> Path:
    return clone_of(remote, remote.parent / "clone")


def branch_in(clone: Path) -> GitBranch:
    return GitBranch(Repository(clone), NAME, "origin")


def write(branch: GitBranch, changes: dict[str, bytes | None], message: str = "a change") -> CommitId:
    return branch.advance(branch.tip(), changes, message, WHEN)


def refs_of(folder: Path) -> dict[str, str]:
    lines = git(folder, "for-each-ref", "--format=%(refname) %(objectname)").splitlines()
    return {name: commit for name, _, commit in (line.partition(" ") for line in lines)}


def receive_pack(clone: Path, script: str) -> None:
    """Let the clone push through a script, in which `receive` is the real thing."""
    path = clone.parent / "receive"
    path.write_text(f'#!/bin/sh\nreceive() {{ git-receive-pack "$@"; }}\n{script}\n', encoding="ascii")
    path.chmod(0o755)
    git(clone, "config", "remote.origin.receivepack", str(path))


def test_a_push_whose_answer_was_lost_counts_as_done(remote: Path, clone: Path) -> None:
    receive_pack(clone, 'receive "$@"; exit 1')
    branch = branch_in(clone)
    first = write(branch, {"a": b"1"})
    second = branch.advance(first, {"a": b"2"}, "a change", WHEN)
    assert git(remote, "rev-parse", REF) == second
    assert refs_of(clone)[MIRROR] == second


def test_a_push_whose_answer_was_lost_counts_as_done_even_if_another_run_wrote_on_top_of_it(
    remote: Path, clone: Path
) -> None:
    branch = branch_in(clone)
    first = write(branch, {"a": b"1"})
    on_top = f"git -C '{remote}' commit-tree -p {NAME} -m other '{NAME}^{{tree}}'"
    identity = "GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x"
    receive_pack(clone, f"receive \"$@\"; git -C '{remote}' update-ref {REF} $({identity} {on_top}); exit 1")
    mine = branch.advance(first, {"a": b"2"}, "a change", WHEN)
    assert git(remote, "rev-parse", f"{REF}^") == mine
    assert refs_of(clone)[MIRROR] == git(remote, "rev-parse", REF)


def test_a_push_that_never_arrived_is_not_taken_for_done(remote: Path, clone: Path) -> None:
    branch = branch_in(clone)
    tip = write(branch, {"a": b"1"})
    receive_pack(clone, "exit 1")
    with pytest.raises(Misconfigured):
        branch.advance(tip, {"a": b"2"}, "a change", WHEN)
    assert git(remote, "rev-parse", REF) == tip


def test_a_refusal_tells_in_the_remotes_own_words_why(remote: Path, clone: Path) -> None:
    hook(remote, "pre-receive", "echo 'this branch is protected' >&2; exit 1")
    with pytest.raises(Misconfigured, match="this branch is protected"):
        write(branch_in(clone), {"a": b"1"})
    assert REF not in refs_of(remote)


def test_a_remote_that_cannot_be_reached_is_misconfigured(remote: Path, clone: Path) -> None:
    remote.rename(remote.with_name("gone.git"))
    with pytest.raises(Misconfigured) as raised:
        branch_in(clone).tip()
    assert raised.value.message.key == "git.no_read"


def test_a_clone_that_cannot_store_a_commit_is_misconfigured(clone: Path) -> None:
    branch = branch_in(clone)
    with pytest.raises(Misconfigured) as raised:
        branch.advance(CommitId("0123456789" * 4), {"a": b"1"}, "on nothing", WHEN)
    assert raised.value.message.key == "git.no_write"


def test_a_branch_that_was_deleted_is_gone_for_all_and_its_copy_stays(remote: Path, clone: Path) -> None:
    branch = branch_in(clone)
    tip = write(branch, {"a": b"1"})
    git(remote, "update-ref", "-d", REF)
    assert branch.tip() is None
    with pytest.raises(BranchMoved):
        branch.advance(tip, {"a": b"2"}, "a change", WHEN)
    assert refs_of(clone)[MIRROR] == tip


def test_a_branch_that_was_set_back_refuses_a_writer_who_saw_more(remote: Path, clone: Path) -> None:
    branch = branch_in(clone)
    first = write(branch, {"a": b"1"})
    second = write(branch, {"a": b"2"})
    git(remote, "update-ref", REF, first)
    with pytest.raises(BranchMoved):
        branch.advance(second, {"a": b"3"}, "a change", WHEN)
    assert branch.tip() == first
    assert refs_of(clone)[MIRROR] == first


def test_the_copy_in_the_clone_follows_own_and_other_writers(remote: Path, clone: Path) -> None:
    branch, other = branch_in(clone), branch_in(clone_of(remote, remote.parent / "other"))
    mine = write(branch, {"a": b"1"})
    assert refs_of(clone)[MIRROR] == mine
    theirs = write(other, {"a": b"2"})
    assert branch.tip() == theirs
    assert refs_of(clone)[MIRROR] == theirs


def test_the_copy_follows_even_where_only_main_is_fetched(remote: Path) -> None:
    clone = clone_of(remote, remote.parent / "single", "--single-branch")
    tip = write(branch_in(clone), {"a": b"1"})
    assert refs_of(clone)[MIRROR] == tip


def test_a_ref_that_only_ends_like_the_branch_is_not_the_branch(remote: Path, clone: Path) -> None:
    git(remote, "update-ref", f"refs/backup/{REF}", "main")
    assert branch_in(clone).tip() is None
    tip = write(branch_in(clone), {"a": b"1"})
    assert branch_in(clone).tip() == tip


def test_the_branch_shares_no_history_with_main(remote: Path, clone: Path) -> None:
    first = write(branch_in(clone), {"a": b"1"})
    write(branch_in(clone), {"a": b"2"})
    assert git(remote, "rev-list", "--max-parents=0", REF) == first
    assert git(remote, "ls-tree", "-r", "--name-only", REF) == "a"


def test_work_tree_index_and_refs_stay_as_they_are_however_dirty(clone: Path) -> None:
    (clone / "README.md").write_text("changed\n", encoding="utf-8")
    (clone / "staged.txt").write_text("staged\n", encoding="utf-8")
    (clone / "aromatiza").mkdir()
    (clone / "aromatiza" / "state").write_text("a file named like the branch\n", encoding="utf-8")
    git(clone, "add", "staged.txt")
    status, index, refs = (
        git(clone, "status", "--short"),
        (clone / ".git" / "index").read_bytes(),
        refs_of(clone),
    )
    write(branch_in(clone), {"README.md": b"mine", "aromatiza/state": b"1"})
    tip = write(branch_in(clone), {"staged.txt": b"2"})
    assert (clone / ".git" / "index").read_bytes() == index
    assert git(clone, "status", "--short") == status
    assert refs_of(clone) == {**refs, MIRROR: tip}


def test_without_a_remote_only_the_branch_itself_is_left_behind(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "clone")
    main = commit_files(folder, {"README.md": "hello\n"})
    branch = GitBranch(Repository(folder), NAME, None)
    tip = write(branch, {"a": b"1"})
    assert refs_of(folder) == {"refs/heads/main": main, REF: tip}
    assert git(folder, "status", "--short") == ""


def test_a_shallow_clone_of_main_writes_and_reads_the_branch(remote: Path, clone: Path) -> None:
    commit_files(clone, {"a.txt": "1\n"})
    git(clone, "push", "--quiet", "origin", "main")
    first = write(branch_in(clone), {"a": b"1"})
    shallow = clone_of(remote, remote.parent / "shallow", "--depth=1", "--single-branch")
    branch = branch_in(shallow)
    assert branch.tip() == first
    tip = branch.advance(first, {"b": b"2"}, "a change", WHEN)
    assert branch_in(clone).tip() == tip
    assert git(shallow, "rev-parse", "--is-shallow-repository") == "true"


def test_nobody_needs_a_name_to_write(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**ENVIRONMENT, "EMAIL": "", "HOME": str(clone)}.items():
        monkeypatch.setenv(name, value)
    git(clone, "config", "user.useConfigOnly", "true")
    tip = write(branch_in(clone), {"a": b"1"})
    author = "aromatiza <aromatiza@users.noreply.github.com>"
    shown = git(clone, "show", "--no-patch", "--format=%an <%ae>|%cn <%ce>|%aI|%cI", tip)
    assert shown == f"{author}|{author}|2026-06-01T16:00:07+00:00|2026-06-01T16:00:07+00:00"


def test_a_commit_says_what_it_was_told_to_say(clone: Path) -> None:
    words = "brume → x: publié\n\nfrom nowhere\ndata 3\n'quoted' \"twice\" \\n\n\nRun: 1\n"
    tip = write(branch_in(clone), {"a": b"1"}, words)
    assert git(clone, "show", "--no-patch", "--format=%B", tip) == words.strip()


def test_half_an_emoji_in_a_message_does_not_stop_a_commit(clone: Path) -> None:
    tip = write(branch_in(clone), {"a": b"1"}, "cut \ud83d")
    assert git(clone, "show", "--no-patch", "--format=%B", tip) == r"cut \ud83d"


def test_a_path_cannot_smuggle_a_second_change_into_a_commit(clone: Path) -> None:
    path = 'x"\nD "victim'
    tip = write(branch_in(clone), {"victim": b"1", path: b"2"})
    assert branch_in(clone).list(tip, "victim") == ("victim",)
    assert set(git(clone, "ls-tree", "-z", "--name-only", tip).strip("\0").split("\0")) == {path, "victim"}


def test_no_hook_of_the_clone_sees_the_push(clone: Path) -> None:
    hook(clone / ".git", "pre-push", "exit 1")
    hook(clone / ".git", "pre-commit", "exit 1")
    assert write(branch_in(clone), {"a": b"1"})


def test_a_commit_costs_what_it_changes_not_what_exists(remote: Path, clone: Path) -> None:
    branch = branch_in(clone)
    write(branch, {f"final/{n % 16:02x}/{n:04x}/x.json": b"%d" % n for n in range(400)})
    before = set(git(remote, "rev-list", "--objects", "--all").splitlines())
    write(branch, {"final/03/0003/x.json": b"changed"})
    after = set(git(remote, "rev-list", "--objects", "--all").splitlines())
    assert len(after - before) == len(["commit", "tree", "final", "03", "0003", "x.json"])
