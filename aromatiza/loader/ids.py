"""What a post's id may be, and the id that is most like any other text."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["ID", "id_like"]

ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


def id_like(text: str) -> str:
    """The id of a post that is most like a text."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-._")[:80] or "post"
