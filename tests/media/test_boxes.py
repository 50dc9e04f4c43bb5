"""Boxes are read in few pieces, and no bytes whatever lead to an exception, a loop or endless reading."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aromatiza.core.media_facts import Trouble, VideoFacts
from aromatiza.media.boxes import BLOCK_BYTES, MAX_CHILDREN, Blocks, Box, box_at, children, fields
from aromatiza.media.unreadable import LIMIT_BYTES, Unreadable
from aromatiza.media.video import read_video
from tests.media.samples import MemorySource
from tests.mp4 import Film, box
from tests.strategies import PATIENT

CODES = {
    "video-broken",
    "video-truncated",
    "video-index-too-large",
    "video-no-picture",
    "video-fragmented",
}
GOOD = [
    Film(seconds=2).data,
    Film(seconds=2, is_fast_start=False, rotation=90, edits=((2000, 1, 1.0),)).data,
    Film(seconds=2, fragment_s=0.5, declares="sidx").data,
    Film(seconds=2, fragment_s=1, declares="mehd", has_sound=False).data,
    Film(seconds=2, deltas=(1, 2), code=b"hvc1", brand=b"qt  ").data,
]
INDEX_BYTES = 2_000
"""Where most of a film's fields stand, in those of the films above that begin with their index."""

Mutation = Callable[[bytearray], None]


def code_of(error: pytest.ExceptionInfo[Unreadable]) -> str:
    return error.value.trouble.code


def test_a_block_is_fetched_once() -> None:
    source = MemorySource(bytes(10 * BLOCK_BYTES))
    blocks = Blocks(source)

    async def read() -> None:
        await blocks.read(5, 100)
        await blocks.read(BLOCK_BYTES - 10, 20)
        await blocks.read(0, 2 * BLOCK_BYTES)

    asyncio.run(read())
    assert source.reads == [(0, BLOCK_BYTES), (BLOCK_BYTES, BLOCK_BYTES)]


def test_what_is_read_is_what_stands_there() -> None:
    data = bytes(number % 251 for number in range(5 * BLOCK_BYTES))
    blocks = Blocks(MemorySource(data))
    start = BLOCK_BYTES - 7
    assert asyncio.run(blocks.read(start, 2 * BLOCK_BYTES)) == data[start : start + 2 * BLOCK_BYTES]


def test_blocks_side_by_side_are_one_request() -> None:
    source = MemorySource(bytes(20 * BLOCK_BYTES))
    asyncio.run(Blocks(source).read(0, 3 * BLOCK_BYTES))
    assert source.reads == [(0, 3 * BLOCK_BYTES)]


def test_a_short_end_of_the_file_is_fetched_in_one_go() -> None:
    source = MemorySource(bytes(20 * BLOCK_BYTES - 5))
    asyncio.run(Blocks(source).read(17 * BLOCK_BYTES, 8))
    assert source.reads == [(17 * BLOCK_BYTES, 3 * BLOCK_BYTES - 5)]


def test_the_first_block_comes_alone_even_from_a_short_file() -> None:
    source = MemorySource(bytes(3 * BLOCK_BYTES))
    asyncio.run(Blocks(source).read(0, 8))
    assert source.reads == [(0, BLOCK_BYTES)]


def test_nothing_is_asked_for_that_the_file_does_not_have() -> None:
    source = MemorySource(bytes(100))
    with pytest.raises(Unreadable) as error:
        asyncio.run(Blocks(source).read(99, 2))
    assert (code_of(error), source.reads) == ("video-truncated", [])


def test_a_source_that_gives_less_than_it_said_is_a_file_cut_off() -> None:
    with pytest.raises(Unreadable) as error:
        asyncio.run(Blocks(MemorySource(bytes(50), claimed_bytes=100)).read(0, 8))
    assert code_of(error) == "video-truncated"


@pytest.mark.parametrize("length", [LIMIT_BYTES + 1, 1 << 50])
def test_more_than_the_limit_is_not_even_asked_for(length: int) -> None:
    source = MemorySource(b"", claimed_bytes=1 << 60)
    with pytest.raises(Unreadable) as error:
        asyncio.run(Blocks(source).read(0, length))
    assert (code_of(error), source.reads) == ("video-index-too-large", [])


def test_many_small_reads_stop_at_the_limit_too() -> None:
    source = MemorySource(bytes(4 * LIMIT_BYTES))
    blocks = Blocks(source)

    async def read() -> None:
        for start in range(0, 2 * LIMIT_BYTES, BLOCK_BYTES):
            await blocks.read(start, 8)

    with pytest.raises(Unreadable) as error:
        asyncio.run(read())
    assert (code_of(error), source.read_bytes) == ("video-index-too-large", LIMIT_BYTES)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(box(b"free", b"12"), Box(b"free", 0, 8, 10), id="plain"),
        pytest.param(struct.pack(">I4s", 0, b"mdat") + b"12", Box(b"mdat", 0, 8, 10), id="to the end"),
        pytest.param(
            struct.pack(">I4sQ", 1, b"mdat", 18) + b"12", Box(b"mdat", 0, 16, 18), id="64 bits of size"
        ),
        pytest.param(
            struct.pack(">I4s", 99, b"mdat"), Box(b"mdat", 0, 8, 99), id="beyond the end, for the caller"
        ),
        pytest.param(struct.pack(">I4s", 7, b"free"), None, id="smaller than its header"),
        pytest.param(struct.pack(">I4sQ", 1, b"free", 15), None, id="64 bits, smaller than its header"),
        pytest.param(struct.pack(">I4s", 1, b"free") + b"123", None, id="64 bits, not there"),
        pytest.param(b"\0\0\0\x08fre", None, id="half a header"),
        pytest.param(b"", None, id="nothing"),
    ],
)
def test_a_box_is_as_large_as_it_says(data: bytes, expected: Box | None) -> None:
    blocks = Blocks(MemorySource(data))
    assert asyncio.run(box_at(blocks, 0, len(data))) == expected


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(struct.pack(">I4s", 9, b"tkhd"), id="a child beyond its parent"),
        pytest.param(box(b"free") * (MAX_CHILDREN + 1), id="more children than any film has"),
    ],
)
def test_a_parent_that_cannot_hold_its_children_is_broken(content: bytes) -> None:
    data = box(b"moov", content) + bytes(64)
    parent = Box(b"moov", 0, 8, 8 + len(content))
    with pytest.raises(Unreadable) as error:
        asyncio.run(children(Blocks(MemorySource(data)), parent))
    assert code_of(error) == "video-broken"


def test_fields_do_not_reach_into_the_next_box() -> None:
    blocks = Blocks(MemorySource(box(b"stts", bytes(6)) + box(b"stsz", bytes(20))))
    with pytest.raises(Unreadable) as error:
        asyncio.run(fields(blocks, Box(b"stts", 0, 8, 14), "II"))
    assert code_of(error) == "video-broken"


def judged(data: bytes) -> tuple[VideoFacts | Trouble, MemorySource]:
    source = MemorySource(data)
    return asyncio.run(read_video(source)), source


def assert_sound(data: bytes) -> None:
    """Facts that fool no rule, or a trouble with words; never too much reading, never beyond the end."""
    found, source = judged(data)
    assert source.read_bytes <= LIMIT_BYTES
    assert all(start + length <= len(data) for start, length in source.reads)
    assert (
        isinstance(found, Trouble) or min(found.duration_s, found.frame_rate, found.width, found.height) > 0
    )
    assert isinstance(found, VideoFacts) or found.code in CODES
    assert isinstance(found, VideoFacts) or (found.message.text("fr") and found.fix.text("fr"))


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good film with bits flipped, pieces cut out, put in or overwritten."""
    data = bytearray(draw(st.sampled_from(GOOD)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, min(len(data), INDEX_BYTES)) | st.integers(0, len(data)))
        new = draw(
            st.binary(max_size=8) | st.sampled_from([b"\xff" * 4, b"\0" * 4, b"\0\0\0\1", b"\x7f" * 8])
        )
        gone = draw(st.sampled_from([0, len(new), len(new), draw(st.integers(0, 500))]))
        data[at : at + gone] = new
    return bytes(data[: draw(st.integers(0, len(data)) | st.just(len(data)))])


@PATIENT
@given(mutated())
@example(b"")
@example(GOOD[0][:7])
def test_no_mutation_of_a_film_is_more_than_a_trouble(data: bytes) -> None:
    assert_sound(data)


@PATIENT
@given(st.binary(max_size=2_000))
def test_random_bytes_are_a_trouble(data: bytes) -> None:
    found, _ = judged(data)
    assert isinstance(found, Trouble)


LETTERS = b"moovtrakmdiaminfstbledtsmvexmooftrafmdatfreesidxmvhdtkhdmdhdhdlrstsdsttsstszstscstcoelsttfhdtrun"
KINDS = st.sampled_from([LETTERS[at : at + 4] for at in range(0, len(LETTERS), 4)])


@PATIENT
@given(
    st.recursive(
        st.builds(box, KINDS, st.binary(max_size=40)),
        lambda inner: st.builds(lambda kind, parts: box(kind, *parts), KINDS, st.lists(inner, max_size=4)),
        max_leaves=20,
    )
)
def test_boxes_in_any_order_and_nesting_are_a_trouble_at_most(data: bytes) -> None:
    assert_sound(box(b"ftyp", b"isom", bytes(4)) + data)


@pytest.mark.parametrize("film", GOOD, ids=range(len(GOOD)))
def test_a_film_cut_anywhere_is_cut_off_broken_or_incomplete(film: bytes) -> None:
    """Every seventh length up to the index's end, then some; a cut behind the index leaves facts.

    Of a fragmented film without an index of its fragments, a cut between two of them cannot be known.
    """
    lengths = [*range(0, min(len(film), 3_000), 7), *range(3_000, len(film), 997)]
    results = [judged(film[:length])[0] for length in lengths]
    assert all(not found.is_complete for found in results if isinstance(found, VideoFacts))


def test_boxes_within_boxes_without_end_cost_no_more_than_the_limit() -> None:
    """A bomb: every box holds one more, 100,000 deep."""
    depth = 100_000
    bomb = b"".join(struct.pack(">I4s", 8 * (depth - level), b"trak") for level in range(depth))
    found, source = judged(box(b"ftyp", b"isom", bytes(4)) + box(b"moov", bomb))
    assert isinstance(found, Trouble)
    assert source.read_bytes <= LIMIT_BYTES


def test_fragments_of_empty_runs_are_counted_without_looping() -> None:
    """Four thousand million samples in twenty bytes."""
    whole = Film(seconds=2, fragment_s=1, has_sound=False).data
    run = struct.pack(">I4sII", 16, b"trun", 0, 0xFFFF_FFFF)
    header = struct.pack(">I4sIIII", 24, b"tfhd", 0x18, 1, 1, 1)
    found, _ = judged(whole + box(b"moof", box(b"traf", header, run * 500)) * 4)
    assert isinstance(found, VideoFacts)
    assert found.duration_s > 1e9
