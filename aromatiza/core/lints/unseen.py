"""What is not seen: characters that act without showing, and photos, by those who cannot see them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aromatiza.core.lints.passages import MOST, Draft, Passage, excerpt
from aromatiza.core.messages import Message, msg
from aromatiza.core.post import MediaKind
from aromatiza.core.rules.rule import Finding
from aromatiza.text.visible import hidden_in

__all__ = ["hidden_characters", "missing_alts"]

AROUND = 15
UNUSUAL = re.compile(
    "[^\t\n\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u202f-\u205e\u20a0-\u2bff\U0001f300-\U0001faff]"
)
"""What is not surely seen, nor one of the blanks that French needs: most posts have nothing of it."""
EFFECTS = (
    ("\u202a\u202e", msg("lint.hidden.direction")),
    ("\u2066\u2069", msg("lint.hidden.direction")),
    ("\u00ad\u00ad", msg("lint.hidden.hyphen")),
    ("\u2028\u2029", msg("lint.hidden.line")),
    ("\ufff9\ufffb", msg("lint.hidden.annotation")),
    ("\U000e0001\U000e007f", msg("lint.hidden.tag")),
    ("\ud800\udfff", msg("lint.hidden.half")),
    ("\x00\x1f", msg("lint.hidden.control")),
    ("\x7f\x9f", msg("lint.hidden.control")),
)
"""First and last character, and what they do; all others take no room."""


def hidden_characters(draft: Draft) -> Iterator[Finding]:
    """Characters that change what is read, and that no reviewer can see."""
    passages = (*draft.prose, *draft.tags, Passage("link", draft.post.link))
    for passage in passages if UNUSUAL.search(f"{draft.whole}{draft.post.link}") else ():
        found = hidden_in(passage.text)
        for character in found[:MOST]:
            number = f"U+{ord(character):04X}"
            message = msg("lint.hidden", character=number, effect=_effect(character))
            fix = msg("lint.hidden.fix", text=_without(passage.text, character, found))
            yield Finding("hidden-character", passage.key, message, fix, needle=character)


def _effect(character: str) -> Message:
    return next(
        (effect for span, effect in EFFECTS if span[0] <= character <= span[1]), msg("lint.hidden.room")
    )


def _without(text: str, character: str, hidden: tuple[str, ...]) -> str:
    """What stands around a character, without anything hidden."""
    at = text.index(character)
    part = text[max(0, at - AROUND) : at + 1 + AROUND].translate({ord(one): None for one in hidden})
    return excerpt(part)


def missing_alts(draft: Draft) -> Iterator[Finding]:
    """Photos that say nothing to those who cannot see them."""
    for number, media in enumerate(draft.post.media):
        if media.kind is MediaKind.PHOTO and not media.alt.strip():
            fix = msg("lint.alt.fix")
            yield Finding("missing-alt", f"photos.{number}.alt", msg("lint.alt", number=number + 1), fix)
