"""Sealing: only the key's holder opens a secret, only where it belongs, and not with one bit flipped."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from aromatiza.core.errors import Misconfigured
from aromatiza.core.secret import Secret
from aromatiza.vault.sealer import KEY_VARIABLE, FernetSealer, sealing_keys
from tests.strategies import PATIENT, texts

OLD, NEW = Secret("A" * 43 + "="), Secret("B" * 42 + "A=")
CONTEXT = "ledger/brume/x/upload opened/upload_url"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / ".git" / "aromatiza" / "key"


@PATIENT
@given(texts, texts)
def test_a_sealed_secret_opens_again_in_its_own_context(text: str, context: str) -> None:
    sealer = FernetSealer([NEW])
    assert sealer.open(sealer.seal(Secret(text), context), context) == Secret(text)


@PATIENT
@given(texts, texts)
def test_a_sealed_secret_does_not_open_in_another_context(one: str, other: str) -> None:
    sealer = FernetSealer([NEW])
    assert sealer.open(sealer.seal(Secret("token"), one), f"{one}/{other}") is None


@PATIENT
@given(st.data())
def test_a_sealed_secret_does_not_open_with_one_letter_changed(data: st.DataObject) -> None:
    sealer = FernetSealer([NEW])
    sealed = sealer.seal(Secret("token"), CONTEXT).rstrip("=")
    place = data.draw(st.integers(0, len(sealed) - 2))
    letter = data.draw(st.sampled_from("ABab01-_").filter(lambda letter: letter != sealed[place]))
    assert sealer.open(sealed[:place] + letter + sealed[place + 1 :], CONTEXT) is None


@pytest.mark.parametrize("sealed", ["", "token", "gAAAAA==", "é", "null"])
def test_what_was_never_sealed_does_not_open(sealed: str) -> None:
    assert FernetSealer([NEW]).open(sealed, CONTEXT) is None


def test_a_sealed_secret_shows_nothing_and_is_different_each_time() -> None:
    sealer = FernetSealer([NEW])
    first, second = (sealer.seal(Secret("hunter2"), CONTEXT) for _ in range(2))
    assert first != second
    assert "hunter2" not in first
    assert first.isascii()


def test_after_a_rotation_old_secrets_still_open_and_new_ones_need_the_new_key() -> None:
    old_sealed = FernetSealer([OLD]).seal(Secret("token"), CONTEXT)
    rotated = FernetSealer([NEW, OLD])
    assert rotated.open(old_sealed, CONTEXT) == Secret("token")
    new_sealed = rotated.seal(Secret("token"), CONTEXT)
    assert FernetSealer([NEW]).open(new_sealed, CONTEXT) == Secret("token")
    assert FernetSealer([OLD]).open(new_sealed, CONTEXT) is None


def test_without_the_right_key_nothing_opens() -> None:
    assert FernetSealer([OLD]).open(FernetSealer([NEW]).seal(Secret("token"), CONTEXT), CONTEXT) is None


@pytest.mark.parametrize(
    "value", [{}, {"context": CONTEXT}, ["context", "text"]], ids=["empty", "half", "no object"]
)
def test_what_somebody_else_sealed_under_the_same_key_does_not_open(value: object) -> None:
    foreign = Fernet(NEW.reveal()).encrypt(json.dumps(value).encode()).decode()
    assert FernetSealer([NEW]).open(foreign, CONTEXT) is None
    assert FernetSealer([NEW]).open(Fernet(NEW.reveal()).encrypt(b"text").decode(), CONTEXT) is None


@pytest.mark.parametrize(
    "key", ["", "short", "é" * 44, "A" * 44, "A" * 42 + "=", f"{NEW.reveal()}.{NEW.reveal()}"]
)
def test_a_bad_key_names_the_variable_and_never_itself(key: str) -> None:
    with pytest.raises(Misconfigured) as raised:
        FernetSealer([NEW, Secret(key)])
    assert KEY_VARIABLE in str(raised.value)
    assert NEW.reveal() not in f"{raised.value!r} {raised.value.__cause__!r}"


def test_no_key_at_all_is_a_bad_key() -> None:
    with pytest.raises(Misconfigured):
        FernetSealer([])


def test_the_keys_of_the_environment_come_in_order_and_leave_no_file(key_file: Path) -> None:
    environ = {KEY_VARIABLE: f" {NEW.reveal()} ,\n{OLD.reveal()}, "}
    assert sealing_keys(environ, key_file) == (NEW, OLD)
    assert not key_file.exists()


def test_a_variable_of_nothing_but_commas_is_a_bad_key(key_file: Path) -> None:
    with pytest.raises(Misconfigured):
        FernetSealer(sealing_keys({KEY_VARIABLE: " , "}, key_file))


@pytest.mark.parametrize(
    "environ", [{}, {KEY_VARIABLE: ""}, {KEY_VARIABLE: " \n"}], ids=["unset", "empty", "blank"]
)
def test_without_a_key_the_clone_makes_one_for_its_owner_only_and_keeps_it(
    key_file: Path, environ: dict[str, str]
) -> None:
    made = sealing_keys(environ, key_file)
    assert sealing_keys(environ, key_file) == made
    assert FernetSealer(made).seal(Secret("token"), CONTEXT)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [path.name for path in key_file.parent.iterdir()] == ["key"]


def made_key(key_file: Path) -> str:
    return sealing_keys({}, key_file)[0].reveal()


def test_processes_that_make_the_clones_key_at_the_same_time_get_the_same_one(key_file: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as processes:
        files = [key_file.with_name(f"key-{n}") for n in range(40)]
        made = list(processes.map(made_key, [file for file in files for _ in range(4)]))
    keys = [set(made[start : start + 4]) for start in range(0, len(made), 4)]
    assert [len(found) for found in keys] == [1] * len(files)
    assert {file.read_text(encoding="ascii") for file in files} == set(made)
