"""The pieces in which files are sent cover them exactly once."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from aromatiza.core.calls import Span
from aromatiza.platforms.tiktok.flow import CHUNK_BYTES, SINGLE_CHUNK_BYTES, chunk_bytes_for, chunk_spans
from aromatiza.platforms.x.flow import SEGMENT_BYTES, segments

sizes = st.integers(1, 4_000_000_000)


def insist_on_all_of_it(spans: Sequence[Span], size_bytes: int) -> None:
    ends = [span.offset + span.length for span in spans]
    assert [span.offset for span in spans] == [0, *ends[:-1]]
    assert ends[-1] == size_bytes
    assert all(span.length > 0 for span in spans)


@given(sizes)
@example(1)
@example(SINGLE_CHUNK_BYTES)
@example(SINGLE_CHUNK_BYTES + 1)
@example(7 * CHUNK_BYTES)
def test_tiktok_chunks_cover_a_file_once_and_only_the_last_is_longer(size_bytes: int) -> None:
    chunk_bytes = chunk_bytes_for(size_bytes)
    spans = chunk_spans(size_bytes, chunk_bytes)

    insist_on_all_of_it(spans, size_bytes)
    assert {span.length for span in spans[:-1]} <= {chunk_bytes}
    assert chunk_bytes <= spans[-1].length < 2 * chunk_bytes


@given(sizes)
@example(SEGMENT_BYTES)
@example(SEGMENT_BYTES + 1)
def test_x_segments_cover_a_file_once_and_only_the_last_is_shorter(size_bytes: int) -> None:
    spans = segments(size_bytes)

    insist_on_all_of_it(spans, size_bytes)
    assert {span.length for span in spans[:-1]} <= {SEGMENT_BYTES}
    assert spans[-1].length <= SEGMENT_BYTES
