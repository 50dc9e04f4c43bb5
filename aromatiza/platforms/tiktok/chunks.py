"""How a video is cut into the pieces in which TikTok takes it.

Source: `TRANSFER` of `rules.py`. Its sample counts decimal megabytes.
"""

from __future__ import annotations

from aromatiza.core.calls import Span

__all__ = ["CHUNK_BYTES", "SINGLE_CHUNK_BYTES", "chunk_bytes_for", "chunk_spans", "rest_of"]

SINGLE_CHUNK_BYTES = 64_000_000
CHUNK_BYTES = 10_000_000


def chunk_bytes_for(size_bytes: int) -> int:
    """The chunk size to declare for a file: the whole of it up to 64 MB."""
    return size_bytes if size_bytes <= SINGLE_CHUNK_BYTES else CHUNK_BYTES


def chunk_spans(size_bytes: int, chunk_bytes: int) -> tuple[Span, ...]:
    """Cut a file into upload chunks: in order, no gap, no overlap.

    Returns: as many spans as whole chunks fit; the remainder joins the last.
    """
    last = (size_bytes // chunk_bytes - 1) * chunk_bytes
    return (*(Span(at, chunk_bytes) for at in range(0, last, chunk_bytes)), Span(last, size_bytes - last))


def rest_of(span: Span, stored_bytes: int) -> Span:
    """What is missing of a chunk when so many bytes of the file are there.

    The whole of it, when its first byte is missing or its last one is there: the count is not about it then.
    """
    end = span.offset + span.length
    return Span(stored_bytes, end - stored_bytes) if span.offset < stored_bytes < end else span
