"""What a document says of one call."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One call held against a document: what is wrong with its request, and with its answer.

    `answer` is None when there was none, or when the document does not describe it; `request` too is None
    when the document does not describe it (the bytes of an upload session). The token must have all scopes of
    one of `scopes`; None when the document does not say.
    """

    operation: str
    request: tuple[str, ...] | None
    answer: tuple[str, ...] | None
    scopes: tuple[frozenset[str], ...] | None = None
