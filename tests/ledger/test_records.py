"""One record as bytes: it comes back as it was, it shows no secret, and nothing half-understood is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given

from aromatiza.core.answers import Answer
from aromatiza.core.calls import Role
from aromatiza.core.delivery import Record, Step
from aromatiza.core.errors import Misconfigured
from aromatiza.core.messages import Message, msg
from aromatiza.core.secret import Secret
from aromatiza.ledger.records import decode, encode, parsed
from tests.fakes import PlainSealer
from tests.ledger.examples import UPLOAD_URL, WHEN, begun, published, ready
from tests.strategies import PATIENT, records

PATH = "open/brume/pinterest.json"
SEALER = PlainSealer()


def read(content: bytes) -> Record:
    return decode(content, SEALER, PATH)


def changed(record: Record, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The record's bytes after a change of its JSON."""
    value = json.loads(encode(record, SEALER))
    change(value)
    return json.dumps(value).encode()


@PATIENT
@given(records)
@example(replace(ready(), reason=msg("ledger.said", text="cut \ud83d")))
def test_a_record_comes_back_as_it_was(record: Record) -> None:
    assert read(encode(record, SEALER)) == record


@PATIENT
@given(records)
def test_a_record_read_and_written_again_has_the_same_bytes(record: Record) -> None:
    content = encode(record, SEALER)
    assert encode(read(content), SEALER) == content


@PATIENT
@given(records)
def test_no_secret_shows_in_the_bytes(record: Record) -> None:
    content = encode(record, SEALER)
    for step in record.steps:
        for secret in (step.answer or Answer()).secrets().values():
            assert secret.reveal().encode() not in content


@PATIENT
@given(records)
def test_the_bytes_are_utf_8_for_everybody_with_the_version_first(record: Record) -> None:
    content = encode(record, SEALER)
    assert content.decode("utf-8").startswith('{\n "version": 1,\n')
    assert content.endswith(b"}\n")


def test_a_member_without_a_value_is_left_out() -> None:
    value = json.loads(encode(replace(ready(), remote_id=""), SEALER))
    assert list(value) == [
        "version", "post", "account", "platform", "state", "at", "path", "commit", "rendition",
    ]  # fmt: skip


def reopened(content: bytes, name: str = "upload_url") -> str:
    """What a kept secret is after reading, in a record with one answered step."""
    answer = read(content).steps[0].answer
    assert answer
    return answer.secret(name).reveal()


def test_a_sealed_secret_opens_where_it_was_sealed() -> None:
    assert reopened(encode(begun(ready()), SEALER)) == UPLOAD_URL


def rename(value: dict[str, Any]) -> None:
    value["steps"][0]["answer"]["other_url"] = value["steps"][0]["answer"].pop("upload_url")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        pytest.param(lambda value: value.update(post="other"), "upload_url", id="post"),
        pytest.param(lambda value: value.update(account="x"), "upload_url", id="account"),
        pytest.param(lambda value: value["steps"][0].update(name="other"), "upload_url", id="step"),
        pytest.param(rename, "other_url", id="name"),
    ],
)
def test_a_sealed_secret_that_was_moved_elsewhere_comes_back_empty(
    change: Callable[[dict[str, Any]], object], name: str
) -> None:
    content = changed(begun(ready()), change)
    assert reopened(content, name) == ""
    answer = read(content).steps[0].answer
    assert answer
    assert answer.has_lost_secret


def test_a_secret_under_another_key_comes_back_empty_and_the_rest_is_read() -> None:
    record = decode(encode(begun(ready()), PlainSealer("another key")), SEALER, PATH)
    kept = Answer({"media_id": "5521", "upload_url": Secret("")})
    assert record == replace(
        begun(ready()), steps=(replace(begun(ready()).steps[0], answer=kept), begun(ready()).steps[1])
    )


@pytest.mark.parametrize("version", [0, 2, "1", None])
def test_an_unknown_version_is_refused_by_name(version: object) -> None:
    with pytest.raises(Misconfigured) as raised:
        read(changed(ready(), lambda value: value.update(version=version)))
    assert raised.value.message == msg("ledger.version", found=version, known=1)


def without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda value: value.pop(name)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(without("version"), id="no version"),
        pytest.param(without("post"), id="no post"),
        pytest.param(without("rendition"), id="no rendition"),
        pytest.param(lambda value: value.update(state="lost"), id="unknown state"),
        pytest.param(lambda value: value.update(block="bored"), id="unknown block"),
        pytest.param(lambda value: value.update(at="yesterday"), id="no instant"),
        pytest.param(lambda value: value.update(at="2026-06-01T16:00:00"), id="instant without zone"),
        pytest.param(lambda value: value.update(at=1780329600), id="number as instant"),
        pytest.param(lambda value: value.update(lease=[]), id="list as lease"),
        pytest.param(lambda value: value["steps"][0].update(answer=[1]), id="list as answer"),
        pytest.param(lambda value: value["steps"][0].update(role="write"), id="unknown role"),
        pytest.param(lambda value: value["steps"][0]["answer"].update(a={}), id="object as answer"),
        pytest.param(lambda value: value["rendition"].update(media=None), id="no media"),
    ],
)
def test_a_record_of_another_shape_is_refused_with_its_path(
    change: Callable[[dict[str, Any]], object],
) -> None:
    with pytest.raises(Misconfigured) as raised:
        read(changed(begun(ready()), change))
    assert PATH in str(raised.value)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'"text"', b"null", b"{}", b'{"version": 1}'])
def test_what_is_no_record_is_refused_with_its_path(content: bytes) -> None:
    with pytest.raises(Misconfigured) as raised:
        read(content)
    assert raised.value.message.key == "ledger.unreadable"
    assert PATH in str(raised.value)


def test_other_files_of_the_ledger_are_refused_in_the_same_words() -> None:
    with pytest.raises(Misconfigured, match=r"ledger\.json"):
        parsed(b"<<<<<<< HEAD", "ledger.json")


def reason_of(content: bytes) -> Message | None:
    return read(content).reason


def test_a_reason_keeps_its_words_in_every_language() -> None:
    inner = msg("network.failed", reason="quota", detail="12")
    reason = msg("engine.gave_up", tries=3, why=inner)
    kept = reason_of(encode(replace(ready(), reason=reason), SEALER))
    assert kept == reason
    assert kept.text("fr") == reason.text("fr")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"key": "engine.unheard_of"}, id="key of another release"),
        pytest.param({"values": {"other": 1}}, id="values of another release"),
    ],
)
def test_a_reason_that_another_release_worded_is_shown_as_it_was_written(change: dict[str, object]) -> None:
    record = replace(ready(), reason=msg("plan.late", at="yesterday"))
    reason = reason_of(changed(record, lambda value: value["reason"].update(change)))
    assert reason
    assert reason.text() == msg("plan.late", at="yesterday").text()


def test_values_of_a_reason_that_json_does_not_know_are_kept_as_text() -> None:
    reason = reason_of(encode(replace(ready(), reason=msg("ledger.said", text=WHEN)), SEALER))
    assert reason == msg("ledger.said", text=str(WHEN))


def test_a_secret_in_a_reason_stays_blank() -> None:
    content = encode(replace(ready(), reason=msg("ledger.said", text=Secret("hunter2"))), SEALER)
    assert b"hunter2" not in content


def test_half_an_emoji_is_an_escape_that_any_json_reader_reads() -> None:
    content = encode(replace(ready(), path="cut \ud83d"), SEALER)
    assert rb'"cut \ud83d"' in content
    assert json.loads(content)["path"] == "cut \ud83d"


def test_a_final_record_has_its_receipt_and_no_journal() -> None:
    record = read(encode(published(begun(ready())), SEALER))
    assert record.receipt
    assert record.receipt.remote_id == "99"
    assert record.steps == ()


def test_an_intent_keeps_when_the_network_was_seen_without_it() -> None:
    intent = Step("pin created", Role.PUBLISH, WHEN, None, WHEN)
    assert read(encode(replace(ready(), steps=(intent,)), SEALER)).steps == (intent,)
