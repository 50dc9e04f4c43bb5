"""The text of a post on X: how long it is, what stands in it, and how X hands it back, its links short.

The weights are those of https://github.com/twitter/twitter-text/blob/master/config/v3.json (read 2026-11).
A link without its scheme counts when its domain ends in one of `DOMAINS`, a part of the list that X has.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Any

__all__ = [
    "LONG_WEIGHT",
    "MAX_WEIGHT",
    "cashtags",
    "has_link",
    "has_mention",
    "link_entities",
    "same_words",
    "shown_text",
    "weight",
]

MAX_WEIGHT = 280
LONG_WEIGHT = 25_000  # https://docs.x.com/changelog, 2024-08-20 (read 2026-11)
LINK_WEIGHT = 23
HEAVY_WEIGHT = 2
LIGHT_RANGES = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
DOMAINS = "com|net|org|info|biz|io|co|app|dev|shop|store|paris|eu|fr|de|uk|us|be|ch|es|nl|tv|me|ai"

WITH_SCHEME = r"https?://\S*[^\s.,;:!?)'\"»]"
BARE = rf"(?<![\w@#$./-])(?:[A-Za-z0-9-]+\.)+(?:{DOMAINS})(?![\w@-])(?:/\S*[^\s.,;:!?)'\"»])?"
LINK = re.compile(f"{WITH_SCHEME}|{BARE}", re.ASCII | re.IGNORECASE)
PICTURE = "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
TINTED = f"{PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]?"
EMOJI = re.compile(f"[\U0001f1e6-\U0001f1ff]{{2}}|{TINTED}(?:\u200d{TINTED})*")
CASHTAG = re.compile(r"(?<![\w$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?!\w)")
MENTION = re.compile(r"(?<![\w@/.])[@＠][A-Za-z0-9_]{1,20}")


def weight(text: str) -> int:
    """The length of a text as X counts it: a link is 23, an emoji sequence 2, most letters 1."""
    plain, links = LINK.subn("", unicodedata.normalize("NFC", text.replace("\r\n", "\n")))
    plain, emoji = EMOJI.subn("", plain)
    letters = sum(1 if _is_light(ord(letter)) else HEAVY_WEIGHT for letter in plain)
    return letters + links * LINK_WEIGHT + emoji * HEAVY_WEIGHT


def has_link(text: str) -> bool:
    """Whether a text holds a link: such a post costs more."""
    return LINK.search(text) is not None


def cashtags(text: str) -> int:
    """How many cashtags, such as `$ABC`, a text has."""
    return len(CASHTAG.findall(text))


def has_mention(text: str) -> bool:
    """Whether a text mentions an account."""
    return MENTION.search(text) is not None


def same_words(text: str) -> str:
    """What of a text counts when X looks for duplicates; how precisely, no page says."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


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
            "expanded_url": original if "://" in original else f"http://{original}",
            "display_url": original.rpartition("://")[2],
        }
        for place, original in zip(LINK.finditer(shown), originals, strict=True)
    ]


def _is_light(code: int) -> bool:
    return any(low <= code <= high for low, high in LIGHT_RANGES)


def _short(url: str) -> str:
    return f"https://t.co/{hashlib.sha256(url.encode()).hexdigest()[:10]}"
