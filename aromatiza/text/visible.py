"""Text that cannot act on what shows it: it steers no terminal, turns no line round, hides nothing."""

from __future__ import annotations

import regex

__all__ = ["hidden_in", "visible"]

MARKS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Marks that choose a variant of the character before them."""
ACTIVE = regex.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but tab and line feed
    "\u202a-\u202e\u2066-\u2069"  # marks that override the direction
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"  # no width
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # annotations, marks of shorthand and music
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags, and what shows nothing for want of a meaning
    "\u2028\u2029\ud800-\udfff]"  # odd line ends, halves of characters
    # Any text can be spelled in marks or in joiners: one of them belongs to a character, two in a row do not.
    f"|(?<![^\\s{MARKS}])[{MARKS}]"
    "|(?<!\\p{Han})[\U000e0100-\U000e01ef]"
    "|(?<=[\u200c\u200d])[\u200c\u200d]"
)
"""Characters that act instead of being seen. A joiner (U+200D) and a variation mark belong to emoji, a
non-joiner (U+200C) to Persian, weak marks of direction (U+200E, U+200F) to Hebrew and Arabic: they stay.
"""
FLAG = regex.compile(
    "\U0001f3f4\U000e0067\U000e0062"
    "(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)"
    "\U000e007f"
)
"""The flags of England, Scotland and Wales are spelled in tags; no other tags are ever drawn."""
FLAG_OR_ACTIVE = regex.compile(f"({FLAG.pattern})|{ACTIVE.pattern}")


def visible(text: str) -> str:
    """The text with every character that would act instead of being seen written as its number."""
    return FLAG_OR_ACTIVE.sub(lambda found: found[1] or f"⟨U+{ord(found[0]):04X}⟩", text)


def hidden_in(text: str) -> tuple[str, ...]:
    """The characters of a text that change what a reader sees without being seen, each once."""
    return tuple(dict.fromkeys(ACTIVE.findall(FLAG.sub("", text))))
