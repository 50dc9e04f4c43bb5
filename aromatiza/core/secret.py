"""Text that must never be shown: tokens, keys, upload addresses that are themselves a permission."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Secret"]


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret text. Its `repr` and `str` are blank; `reveal` is the one way to the text itself."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        """The text: only for the request that needs it, and for sealing."""
        return self._text

    def __str__(self) -> str:
        return "***"

    def __repr__(self) -> str:
        return "Secret(***)"
