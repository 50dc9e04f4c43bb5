"""Texts that should not go out: what stands for a text that nobody wrote, and what the brand never says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from aromatiza.core.lints.passages import WORD, Draft, Passage, distinct, excerpt, folded, unfolded, words_of
from aromatiza.core.messages import msg
from aromatiza.core.rules.rule import Finding

__all__ = ["banned_words", "placeholders"]

STANDS_FOR = (
    r"(?:(?:votre|vos|your|inserer|inserez|insert|ajouter|ajoutez|add|le|la|les|the|nom du|name of the)\s)?"
    r"(?:text|texte|titre|title|legende|caption|description|nom|name|prenom|marque|brand|produit|product|"
    r"prix|price|date|lien|link|url|ville|city|emoji|hashtags?|placeholder|variable)(?:\s(?:ici|here))?"
)
PLAIN = re.compile(
    r"\blorem ipsum\b"
    rf"|\[\s?{STANDS_FOR}\s?\]"
    r"|(?<![\w<])<(?:\.{3}|…|[^\W\d_][^<>@/:\n]{0,40})>(?!\w)"
    r"|\{\{[^{}\n]{0,80}\}\}"
    rf"|\{{(?!(?:link|hashtags)\}})\s?{STANDS_FOR}\s?\}}"
    r"|\b(?:votre|your) (?:texte|text|titre|title|legende|caption) (?:ici|here)\b"
    r"|\b(?:texte de la legende|legende du post|legende ici|(?:text|caption) (?:goes )?here)\b"
    r"|\b(?:insert|inserer|inserez) (?:your |the |a |votre |le |la |un |une )?"
    r"(?:text|texte|caption|legende)\b(?! (?:on|in|sur|dans)\b)"
    r"|\b(?:texte|legende|titre|description) a (?:completer|remplir|rediger)\b"
    r"|(?:^|(?<=[\[(:\n]))[ ]?a (?:completer|rediger)(?=[ ]?(?:$|[\])\n:.…!]))"
    r"|https?://(?:localhost|127\.0\.0\.1|[^\s/:?#]{0,253}\.(?:invalid|localhost))(?=$|[/:?#\s])"
)
"""In folded text. `.invalid` and `localhost` lead nowhere by definition (RFC 2606). example.com is let pass:
it is for examples, such as the posts of this repository.
"""
LOUD = re.compile(r"(?<!\w)(?:TODO|FIXME|TBD|XXX|À COMPLÉTER|A COMPLETER|À RÉDIGER)(?!\w)")
"""In capitals only: todo is all in Spanish, and xxx three kisses."""


SIGNS = ("[", "<", "{")
WORDS = words_of(
    "lorem todo fixme tbd xxx completer remplir rediger texte text titre title legende "
    "caption localhost invalid 127"
)
"""One of these signs or words is in whatever the two patterns find."""


def placeholders(draft: Draft) -> Iterator[Finding]:
    """What a template left behind, or somebody wanted to write later."""
    addresses = (Passage("link", draft.post.link), *_addresses(draft))
    is_hinted = any(sign in draft.plain for sign in SIGNS) or not WORDS.isdisjoint(draft.words)
    for passage in (*draft.prose, *draft.tags, *addresses) if is_hinted else addresses:
        loud = (match[0] for match in LOUD.finditer(passage.text))
        plain = (words.strip() for _, words in unfolded(PLAIN, passage.text))
        for words in distinct((*distinct(loud), *distinct(plain))):
            message = msg("lint.placeholder", words=excerpt(words))
            yield Finding("placeholder", passage.key, message, msg("lint.placeholder.fix"), needle=words)


def _addresses(draft: Draft) -> Iterator[Passage]:
    """Those of the files: `new` cannot know where a file of the author's machine will be."""
    for key, media in draft.post.media_by_key.items():
        yield Passage(key, media.url)


def banned_words(draft: Draft) -> Iterator[Finding]:
    """The words that the brand does not want to say, whatever their case and accents."""
    banned = draft.brand.lints.banned_words
    pattern, hints = _any_of(banned)
    if pattern is None or (hints.isdisjoint(draft.words) and "" not in hints):
        return
    for passage in (*draft.prose, *draft.tags):
        for words in distinct(words for _, words in unfolded(pattern, passage.text)):
            message = msg("lint.banned", words=excerpt(words))
            yield Finding("banned-word", passage.key, message, msg("lint.banned.fix"), needle=words)


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> tuple[re.Pattern[str] | None, frozenset[str]]:
    """Any of these words, whole, and the first word of each, "" for one without letters.

    An underscore ends a word: hashtags need it.
    """
    longest_first = sorted({_flexible(word) for word in words} - {""}, key=len, reverse=True)
    if not longest_first:
        return None, frozenset()
    hints = frozenset((WORD.findall(folded(word)) or [""])[0] for word in words)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first)})(?![^\W_])"), hints


def _flexible(words: str) -> str:
    """Words with any blanks between them, and with any or none around signs: 100 % is 100%."""
    tokens = re.findall(r"\w+|[^\w\s]", folded(words))
    pattern = ""
    for before, token in zip(["", *tokens], tokens, strict=False):
        blank = r"\s{1,8}" if before[-1:].isalnum() and token[0].isalnum() else r"\s{0,8}"
        pattern += f"{blank if before else ''}{re.escape(token)}"
    return pattern
