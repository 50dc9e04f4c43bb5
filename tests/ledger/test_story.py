"""Commit messages, word by word: they are the audit trail that people read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aromatiza.core.delivery import Block, DeliveryKey, Record, State, moved
from aromatiza.core.messages import msg
from aromatiza.core.ports import Batch
from aromatiza.core.post import AccountName, PostId
from aromatiza.ledger.story import story_of
from tests.ledger.examples import MAIN, WHEN, begun, published, ready, running


def blocked(record: Record, block: Block, said: str) -> Record:
    return moved(record, State.BLOCKED, WHEN, reason=msg("ledger.said", text=said), block=block)


def test_a_mixed_batch_tells_who_moved_where_and_why() -> None:
    other = replace(ready("ambre", "x"), commit="0" * 40)
    batch = Batch(
        records=[
            published(begun(ready("brume", "pinterest"))),
            running(begun(ready("brume", "tiktok"))),
            blocked(ready("brume", "youtube"), Block.AUTH, "no token\nfor this account"),
            running(other),
        ],
        withdrawn=[DeliveryKey(PostId("cade"), AccountName("x"))],
        watermark=MAIN,
    )
    assert story_of(batch, "github 9000000001/1") == (
        "ambre, brume, cade: 1 blocked, 1 published, 2 running, 1 withdrawn\n"
        "\n"
        "brume → pinterest: published (https://www.pinterest.com/pin/99/)\n"
        "brume → tiktok: running (about to: pin created)\n"
        "brume → youtube: blocked: auth (no token)\n"
        "ambre → x: running\n"
        "cade → x: withdrawn\n"
        "\n"
        f"Main: {'0' * 40}\n"
        f"Main: {MAIN}\n"
        f"Watermark: {MAIN}\n"
        "Run: github 9000000001/1\n"
    )


def test_a_batch_that_only_moves_the_watermark_says_only_that() -> None:
    story = story_of(Batch([], watermark=MAIN), "local 1")
    assert story == f"watermark: moved\n\nWatermark: {MAIN}\nRun: local 1\n"


def test_a_long_batch_names_three_posts_in_its_subject_and_every_delivery_below() -> None:
    records = [replace(ready(f"post-{n}"), commit=f"{n:040x}") for n in range(9)]
    subject, _, rest = story_of(Batch(records), "local 1").partition("\n")
    assert subject == "post-0, post-1, post-2 (+6): 9 ready"
    assert rest.count("→ pinterest: ready") == 9
    assert rest.count("Main: ") == 5


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        pytest.param("first\nsecond", "(first)", id="first line only"),
        pytest.param("a\x1b[31mb\0c\ud83d", "(a [31mb c )", id="nothing that a terminal obeys"),
        pytest.param("été 💜", "(été 💜)", id="every script"),
    ],
)
def test_what_a_network_said_is_one_printable_line(said: str, shown: str) -> None:
    story = story_of(Batch([blocked(ready(), Block.HUMAN, said)]), "local 1")
    assert f"brume → pinterest: blocked: human {shown}\n" in story


def test_a_receipt_without_an_address_is_told_by_its_id() -> None:
    record = published(ready())
    assert record.receipt
    record = replace(record, receipt=replace(record.receipt, url=""))
    assert "published (99)\n" in story_of(Batch([record]), "local 1")
