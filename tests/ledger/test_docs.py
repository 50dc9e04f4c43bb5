"""`docs/ledger.md` specifies the format: its examples open for ever, and come out again as they stand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from aromatiza.core.delivery import Record, State
from aromatiza.core.ports import Batch
from aromatiza.core.secret import Secret
from aromatiza.ledger.paths import final_path, media_path, open_path, receipt_path
from aromatiza.ledger.records import as_json, decode, encode, parsed
from aromatiza.ledger.story import story_of
from aromatiza.vault.sealer import FernetSealer

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```json\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
RECORDS = [example.encode() for example in EXAMPLES if '"state"' in example]
FILES = [example.encode() for example in EXAMPLES if '"state"' not in example]
KEY = Secret("A" * 43 + "=")


class Recalling:
    """The vault's sealer, but what it opened it seals into the same text again: Fernet's own texts differ."""

    def __init__(self) -> None:
        self._vault = FernetSealer([KEY])
        self._opened: dict[tuple[str, str], str] = {}

    def seal(self, secret: Secret, context: str) -> str:
        return self._opened[secret.reveal(), context]

    def open(self, sealed: str, context: str) -> Secret | None:
        secret = self._vault.open(sealed, context)
        if secret:
            self._opened[secret.reveal(), context] = sealed
        return secret


def record_of(content: bytes) -> Record:
    return decode(content, FernetSealer([KEY]), "docs/ledger.md")


def test_the_page_has_an_example_of_each_kind_of_file() -> None:
    assert [record_of(content).state for content in RECORDS] == [State.RETRY, State.PUBLISHED]
    assert [list(json.loads(content))[1] for content in FILES] == ["watermark", "commit", "post"]


@pytest.mark.parametrize("content", RECORDS, ids=["open", "final"])
def test_a_record_of_the_page_is_written_again_as_it_stands_there(content: bytes) -> None:
    sealer = Recalling()
    assert encode(decode(content, sealer, "docs/ledger.md"), sealer) == content


@pytest.mark.parametrize("content", FILES, ids=["ledger", "baseline", "media"])
def test_every_other_file_of_the_page_is_written_again_as_it_stands_there(content: bytes) -> None:
    assert as_json(parsed(content, "docs/ledger.md")) == content


def test_the_sealed_value_of_the_page_opens_with_the_key_of_the_page() -> None:
    assert f"`{KEY.reveal()}`" in PAGE
    answer = record_of(RECORDS[0]).steps[0].answer
    assert answer
    assert answer.secret("upload_url").reveal() == "https://upload.example/5521?signature=0a1b2c"


def test_the_page_names_the_paths_of_its_records() -> None:
    opened, final = map(record_of, RECORDS)
    assert f"`{open_path(opened.key)}`" in PAGE
    assert f"`{final_path(final.key)}`" in PAGE


def test_the_page_names_the_paths_of_the_notes_on_its_records() -> None:
    final = record_of(RECORDS[1])
    assert final.receipt
    account = final.platform, final.remote_id
    assert f"`{media_path(final.files[0].digest, *account)}`" in PAGE
    assert f"`{receipt_path(*account, final.receipt.remote_id)}`" in PAGE


def test_the_commit_message_of_the_page_is_the_one_of_its_record() -> None:
    final = record_of(RECORDS[1])
    story = story_of(Batch([final], watermark=final.commit), "github 9000000001/1")
    assert f"```text\n{story}```" in PAGE


def test_every_member_of_the_records_is_explained() -> None:
    explained = set(re.findall(r"^\| `([a-z_]+)`", PAGE, re.MULTILINE))
    members = {name for content in RECORDS for name in json.loads(content)}
    assert members <= explained
