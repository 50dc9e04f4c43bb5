"""Reading history: what changed, what is there, and what was never asked for stays untouched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aromatiza.core.errors import Misconfigured
from aromatiza.git.repository import Change, ChangeKind, GitFailed, Repository
from tests.clones import bare_remote, clone_of, commit_files, git, new_repository

LONG = "".join(f"line {n}\n" for n in range(40))
POSTS = "content/posts"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "clone")


def changed(folder: Path, before: dict[str, str | None], after: dict[str, str | None]) -> tuple[Change, ...]:
    old = commit_files(folder, before)
    new = commit_files(folder, after)
    return Repository(folder).changes(old, new, POSTS)


def test_added_modified_and_deleted_files_are_told_apart(folder: Path) -> None:
    changes = changed(
        folder,
        {f"{POSTS}/kept": "1\n", f"{POSTS}/gone": "2\n", f"{POSTS}/new text": "3\n"},
        {f"{POSTS}/gone": None, f"{POSTS}/new text": "4\n", f"{POSTS}/2026/é 'ü' \"x\".yaml": "5\n"},
    )
    assert changes == tuple(
        Change(kind, f"{POSTS}/{name}", f"{POSTS}/{name}")
        for kind, name in [
            (ChangeKind.ADDED, "2026/é 'ü' \"x\".yaml"),
            (ChangeKind.DELETED, "gone"),
            (ChangeKind.MODIFIED, "new text"),
        ]
    )


def test_a_moved_file_names_both_its_paths_even_if_a_line_of_it_changed(folder: Path) -> None:
    changes = changed(
        folder,
        {f"{POSTS}/été 1.yaml": LONG, f"{POSTS}/z.yaml": "z\n"},
        {f"{POSTS}/été 1.yaml": None, f"{POSTS}/juin/\tété.yaml": LONG + "more\n", f"{POSTS}/z.yaml": "y\n"},
    )
    assert changes == (
        Change(ChangeKind.RENAMED, f"{POSTS}/juin/\tété.yaml", f"{POSTS}/été 1.yaml"),
        Change(ChangeKind.MODIFIED, f"{POSTS}/z.yaml", f"{POSTS}/z.yaml"),
    )


def test_a_file_that_moves_into_the_folder_is_added_and_one_that_leaves_is_deleted(folder: Path) -> None:
    changes = changed(
        folder,
        {"drafts/in.yaml": LONG, f"{POSTS}/out.yaml": LONG.upper()},
        {
            "drafts/in.yaml": None,
            f"{POSTS}/in.yaml": LONG,
            f"{POSTS}/out.yaml": None,
            "out.yaml": LONG.upper(),
        },
    )
    assert [(change.kind, change.path) for change in changes] == [
        (ChangeKind.ADDED, f"{POSTS}/in.yaml"),
        (ChangeKind.DELETED, f"{POSTS}/out.yaml"),
    ]


def test_a_copy_is_an_added_file(folder: Path) -> None:
    git(folder, "config", "diff.renames", "copies")
    changes = changed(
        folder, {f"{POSTS}/a.yaml": LONG}, {f"{POSTS}/a.yaml": LONG + "x\n", f"{POSTS}/b.yaml": LONG}
    )
    assert [change.kind for change in changes] == [ChangeKind.MODIFIED, ChangeKind.ADDED]


def test_a_file_that_became_a_link_is_modified(folder: Path) -> None:
    old = commit_files(folder, {f"{POSTS}/a.yaml": "1\n", f"{POSTS}/b.yaml": "2\n"})
    (folder / POSTS / "a.yaml").unlink()
    (folder / POSTS / "a.yaml").symlink_to("b.yaml")
    new = commit_files(folder, {})
    path = f"{POSTS}/a.yaml"
    assert Repository(folder).changes(old, new, POSTS) == (Change(ChangeKind.MODIFIED, path, path),)


def test_a_submodule_changes_like_a_file_and_reads_like_none(folder: Path) -> None:
    old = commit_files(folder, {f"{POSTS}/a.yaml": "1\n"})
    git(folder, "update-index", "--add", "--cacheinfo", f"160000,{old},{POSTS}/sub")
    git(folder, "commit", "--quiet", "--message=A submodule")
    repository = Repository(folder)
    head = repository.head()
    assert head
    assert repository.changes(old, head, POSTS) == (Change(ChangeKind.ADDED, f"{POSTS}/sub", f"{POSTS}/sub"),)
    assert repository.read(head, [f"{POSTS}/sub", f"{POSTS}/a.yaml"]) == {f"{POSTS}/a.yaml": b"1\n"}


def test_a_path_of_bytes_that_are_no_text_comes_back_as_the_system_names_it(folder: Path) -> None:
    path = os.fsdecode(b"content/posts/caf\xe9.yaml")
    old = commit_files(folder, {"a": "1\n"})
    (folder / POSTS).mkdir(parents=True)
    (folder / path).write_bytes(b"2\n")
    new = commit_files(folder, {})
    repository = Repository(folder)
    assert [change.path for change in repository.changes(old, new, POSTS)] == [path]
    assert repository.files(new, POSTS) == (path,)
    assert repository.read(new, [path]) == {path: b"2\n"}


def test_no_change_is_no_change(folder: Path) -> None:
    assert changed(folder, {f"{POSTS}/a.yaml": "1\n"}, {"elsewhere": "2\n"}) == ()


def test_a_run_from_a_subfolder_sees_the_same_as_one_from_the_top(folder: Path) -> None:
    old = commit_files(folder, {"sub/a.txt": "1\n"})
    new = commit_files(folder, {f"{POSTS}/a.yaml": "2\n"})
    git(folder, "config", "diff.relative", "true")
    repository = Repository(folder / "sub")
    assert repository.top == folder.resolve()
    assert repository.git_folder == folder.resolve() / ".git"
    assert [change.path for change in repository.changes(old, new, POSTS)] == [f"{POSTS}/a.yaml"]
    assert repository.files(new, POSTS) == (f"{POSTS}/a.yaml",)
    assert repository.read(new, [f"{POSTS}/a.yaml"]) == {f"{POSTS}/a.yaml": b"2\n"}


def test_reading_leaves_out_what_is_no_file(folder: Path) -> None:
    head = commit_files(folder, {"a/b": "1\n", "a/c": "2\n"})
    wanted = ["a", "missing", "blob 3", "x blob", "with\nbreak", "a/b", "a/b", "é", "a/c"]
    assert Repository(folder).read(head, wanted) == {"a/b": b"1\n", "a/c": b"2\n"}


def test_reading_nothing_or_only_what_cannot_be_asked_is_empty(folder: Path) -> None:
    head = commit_files(folder, {"a": "1\n"})
    assert Repository(folder).read(head, []) == {}
    assert Repository(folder).read(head, ["a\nb"]) == {}


def test_an_empty_repository_has_no_head_and_an_empty_name_no_commit(folder: Path) -> None:
    repository = Repository(folder)
    assert repository.head() is None
    head = commit_files(folder, {"a": "1\n"})
    assert repository.head() == head
    assert repository.commit("") is None
    assert repository.commit("--all") is None
    assert repository.commit("0123456789" * 4) is None
    assert repository.commit(f"{head}:a") is None


def test_ancestry_is_known_and_what_is_missing_has_none(folder: Path) -> None:
    old = commit_files(folder, {"a": "1\n"})
    new = commit_files(folder, {"a": "2\n"})
    repository = Repository(folder)
    assert repository.is_ancestor(old, new)
    assert repository.is_ancestor(new, new)
    assert not repository.is_ancestor(new, old)
    assert not repository.is_ancestor("0123456789" * 4, new)


def test_the_merge_base_is_the_newest_common_commit_if_there_is_one(folder: Path) -> None:
    base = commit_files(folder, {"a": "1\n"})
    git(folder, "checkout", "--quiet", "-b", "side")
    commit_files(folder, {"b": "1\n"})
    git(folder, "checkout", "--quiet", "main")
    commit_files(folder, {"a": "2\n"})
    repository = Repository(folder)
    assert repository.merge_base("side", "main") == base
    assert repository.merge_base("nowhere", "main") is None


def test_a_remote_is_known_by_its_whole_name(tmp_path: Path) -> None:
    clone = clone_of(bare_remote(tmp_path / "remote.git"), tmp_path / "clone")
    repository = Repository(clone)
    assert repository.remote("origin") == "origin"
    assert repository.remote("orig") is None


def test_outside_a_repository_the_folder_is_named(tmp_path: Path) -> None:
    bare = bare_remote(tmp_path / "remote.git")
    file = tmp_path / "file"
    file.touch()
    for folder in (tmp_path, tmp_path / "missing", file, bare):
        with pytest.raises(Misconfigured) as raised:
            Repository(folder)
        assert str(folder) in str(raised.value)


def test_a_second_work_tree_shares_the_clones_git_folder(folder: Path) -> None:
    commit_files(folder, {"a": "1\n"})
    git(folder, "worktree", "add", "--quiet", str(folder.parent / "second"))
    second = Repository(folder.parent / "second")
    assert second.git_folder == Repository(folder).git_folder
    assert second.top != Repository(folder).top


def test_a_failed_command_tells_what_git_said(folder: Path) -> None:
    with pytest.raises(GitFailed) as raised:
        Repository(folder).run("rev-parse", "--verify", "nothing")
    assert raised.value.said == "fatal: Needed a single revision"
    assert str(raised.value).startswith("git rev-parse --verify nothing: fatal")
