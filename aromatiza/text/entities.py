"""What networks find in a text: hashtags, mentions, links, cashtags.

Only X publishes how it does. Where others are said to find more, so does this: a limit is then reached too
early, never too late.

Source: https://github.com/twitter/twitter-text/blob/master/conformance/extract.yml (read 2026-11-23).
"""

from __future__ import annotations

from enum import StrEnum

import regex

__all__ = ["Entity", "entities"]


class Entity(StrEnum):
    """Something in a text that networks make a link of."""

    HASHTAG = "hashtag"
    MENTION = "mention"
    LINK = "link"
    CASHTAG = "cashtag"


# Signs that end a sentence or a bracket are not part of the link before them.
LINK = regex.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?'’»…)\]}]", regex.IGNORECASE)
# Letters, their marks and digits, and what some languages write within words: joiners, middle dots, waves.
WITHIN = (
    r"\p{L}\p{M}\p{Nd}_"
    "\u200c\u200d\u00b7\u05be\u05f3\u05f4\u0f0b\u0f0c\u3003\u301c\u309b\u309c\u30a0\u30fb\ua67e\uff5e"
)
PATTERNS = {
    Entity.LINK: LINK,
    # A number alone is no hashtag, and a # inside a word or an address begins none; behind an emoji it
    # may, and in one (a key with that sign) it does not.
    Entity.HASHTAG: regex.compile(
        rf"(?<![\p{{L}}\p{{Nd}}_&/]|[\p{{M}}--[\ufe0e\ufe0f]])[#＃](?![\ufe0f\u20e3])(?=[{WITHIN}]*[\p{{L}}\p{{M}}])"
        rf"[{WITHIN}]+",
        regex.VERSION1,
    ),
    # An address of mail has a letter before the sign; RT, an old way to repeat what others said, may too.
    Entity.MENTION: regex.compile(
        r"(?:(?<![A-Za-z0-9_./])|(?<=\b[Rr][Tt]))[@＠][A-Za-z0-9_](?:[A-Za-z0-9_.]*[A-Za-z0-9_])?"
    ),
    Entity.CASHTAG: regex.compile(r"(?<!\S)\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?=$|[\s\p{P}\p{S}])"),
}


def entities(kind: Entity, text: str) -> tuple[str, ...]:
    """Everything of that kind in a text, as it is written there; nothing inside a link is counted."""
    if kind is not Entity.LINK:
        text = LINK.sub(" ", text)
    return tuple(PATTERNS[kind].findall(text))
