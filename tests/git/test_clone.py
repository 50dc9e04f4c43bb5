"""The lock by which a run that was killed is told from one that lives: with real processes, really killed."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from aromatiza.git.clone import Clone

HOLDER = """
import sys
from pathlib import Path
from aromatiza.git.clone import Clone
clone = Clone(Path(sys.argv[1]))
print(clone.is_alone, clone.id, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def git_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "clone" / ".git"
    folder.mkdir(parents=True)
    return folder


@contextmanager
def holder(git_folder: Path) -> Iterator[tuple[subprocess.Popen[str], bool, str]]:
    """Another process in the clone: itself, whether it is alone there, and its id."""
    command = [sys.executable, "-c", HOLDER, str(git_folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        is_alone, clone_id = process.stdout.readline().split()
        try:
            yield process, is_alone == "True", clone_id
        finally:
            process.kill()


def test_a_clone_keeps_its_id_from_run_to_run(git_folder: Path) -> None:
    first = Clone(git_folder)
    clone_id, is_alone = first.id, first.is_alone
    del first
    second = Clone(git_folder)
    assert (second.id, second.is_alone) == (clone_id, is_alone) == (clone_id, True)


def test_while_another_process_lives_nobody_else_is_alone(git_folder: Path) -> None:
    with holder(git_folder) as (_, is_alone, _id):
        assert is_alone
        assert not Clone(git_folder).is_alone


def test_a_process_that_came_second_signs_with_an_id_of_its_own(git_folder: Path) -> None:
    """Otherwise the next one to get the lock would take the leases of the second, still at work, for dead."""
    with holder(git_folder) as (_, _alone, first_id):
        second, third = Clone(git_folder), Clone(git_folder)
        assert len({first_id, second.id, third.id}) == 3


def test_a_killed_process_leaves_its_id_and_no_lock(git_folder: Path) -> None:
    with holder(git_folder) as (process, _, dead_id):
        process.send_signal(signal.SIGKILL)
        process.wait()
        clone = Clone(git_folder)
    assert clone.is_alone
    assert clone.id == dead_id


def test_a_clone_that_is_let_go_of_frees_its_lock(git_folder: Path) -> None:
    first = Clone(git_folder)
    assert not Clone(git_folder).is_alone
    del first
    assert Clone(git_folder).is_alone


def test_a_copy_of_a_clone_is_another_clone(git_folder: Path) -> None:
    """A cache of `.git` that two runners restored must not make the one take the other's leases for dead."""
    original = Clone(git_folder)
    copied = git_folder.parent / "copy"
    shutil.copytree(git_folder, copied)
    copy = Clone(copied)
    assert copy.is_alone
    assert copy.id != original.id


def test_an_id_tells_nothing_about_the_machine(git_folder: Path) -> None:
    clone_id = Clone(git_folder).id
    assert len(clone_id) == 16
    assert set(clone_id) <= set("0123456789abcdef")
