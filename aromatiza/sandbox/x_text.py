"""The text of a post on X: how long it is, and how X hands it back with its links shortened.

The weights are those of https://github.com/twitter/twitter-text/blob/master/config/v3.json (read 2026-11).
Links are found only when they are written with their scheme: enough for the posts of a brand.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Any

__all__ = ["MAX_WEIGHT", "link_entities", "shown_text", "weight"]

MAX_WEIGHT = 280
LINK_WEIGHT = 23
HEAVY_WEIGHT = 2
LIGHT_RANGES = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))

LINK = re.compile(r"https?://\S*[^\s.,;:!?)'\"»]")
PICTURE = "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
TINTED = f"{PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]?"
EMOJI = re.compile(f"[\U0001f1e6-\U0001f1ff]{{2}}|{TINTED}(?:\u200d{TINTED})*")


def weight(text: str) -> int:
    """The length of a text as X counts it: a link is 23, an emoji sequence 2, most letters 1."""
    plain, links = LINK.subn("", unicodedata.normalize("NFC", text))
    plain, emoji = EMOJI.subn("", plain)
    letters = sum(1 if _is_light(ord(letter)) else HEAVY_WEIGHT for letter in plain)
    return letters + links * LINK_WEIGHT + emoji * HEAVY_WEIGHT


def shown_text(text: str, media_url: str) -> str:
    """The text as X returns it: links shortened, one to the media at its end unless `media_url` is ""."""
    short = LINK.sub(lambda link: _short(link[0]), text)
    return " ".join(filter(None, [short, media_url and _short(media_url)]))


def link_entities(text: str, media_url: str) -> list[dict[str, Any]]:
    """What stands behind each shortened link of `shown_text`, in order."""
    shown = shown_text(text, media_url)
    originals = [link[0] for link in LINK.finditer(text)] + ([media_url] if media_url else [])
    return [
        {
            "start": place.start(),
            "end": place.end(),
            "url": place[0],
            "expanded_url": original,
            "display_url": original.partition("://")[2],
        }
        for place, original in zip(LINK.finditer(shown), originals, strict=True)
    ]


def _is_light(code: int) -> bool:
    return any(low <= code <= high for low, high in LIGHT_RANGES)


def _short(url: str) -> str:
    return f"https://t.co/{hashlib.sha256(url.encode()).hexdigest()[:10]}"
