"""What is written in a post, piece by piece and as a whole, and how to look for words in it.

Most posts are in order. So every lint first asks the whole post at once, and looks at its passages one by one
only when that finds something: ten thousand posts are read in the time of a sigh.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from aromatiza.core.post import Account, Brand, Json, MediaKind, Post
from aromatiza.core.rendition import Rendition, rendition_of
from aromatiza.core.rules.labels import NO_LABELS, Labels
from aromatiza.text.visible import visible

__all__ = [
    "MOST",
    "WORD",
    "Draft",
    "Passage",
    "distinct",
    "draft_of",
    "excerpt",
    "folded",
    "unfolded",
    "words_of",
]

MOST = 5
"""How many findings of one kind a passage gets: more of them tell its author nothing new."""
MOST_CHARS = 60
WORD = re.compile(r"[^\W_]+")
MARK = re.compile("[\u0300-\u036f]+")
"""The accents that decomposition sets apart."""
SAME = (("’", "'"), ("ʼ", "'"), ("‘", "'"), ("œ", "oe"), ("æ", "ae"))


@dataclass(frozen=True, slots=True)
class Passage:
    """One text and the key under which it stands."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A post as the lints read it.

    `prose` are the texts that people read: titles, captions and what photos show. `tags` are the post's own
    hashtags. `whole` is all prose with #tags, line after line, `plain` the same as `folded` has it, `words`
    the words of that.
    """

    post: Post
    brand: Brand
    labels: Mapping[str, Labels]
    prose: tuple[Passage, ...]
    tags: tuple[Passage, ...]
    whole: str
    plain: str
    words: frozenset[str]

    @property
    def captions(self) -> tuple[Passage, ...]:
        """The captions only."""
        return tuple(passage for passage in self.prose if passage.key.startswith("captions."))

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts that the post goes to."""
        return tuple(self.brand.accounts[name] for name in self.brand.accounts_of(self.post))

    def own(self, account: Account) -> Mapping[str, Json]:
        """The options that the post itself gives to an account."""
        return (self.post.platforms or {}).get(account.name) or {}

    def labels_of(self, account: Account) -> Labels:
        """What the account's platform has to label posts with."""
        return self.labels.get(account.platform, NO_LABELS)

    def shown_on(self, account: Account) -> Rendition:
        """What an account will show."""
        return rendition_of(self.post, account, self.brand)


def draft_of(post: Post, brand: Brand, labels: Mapping[str, Labels]) -> Draft:
    """A post as the lints read it."""
    prose = tuple(passage for passage in _prose(post) if passage.text)
    tags = tuple(Passage("hashtags", tag) for tag in post.hashtags or ())
    whole = "\n".join((*(passage.text for passage in prose), *(f"#{tag.text}" for tag in tags)))
    plain = folded(whole)
    return Draft(post, brand, labels, prose, tags, whole, plain, words_of(plain))


def _prose(post: Post) -> Iterator[Passage]:
    yield Passage("title", post.title)
    for name, text in post.captions.items():
        yield Passage(f"captions.{name}", text)
    for number, media in enumerate(post.media):
        if media.kind is MediaKind.PHOTO:
            yield Passage(f"photos.{number}.alt", media.alt)
    for account, options in (post.platforms or {}).items():
        title = options.get("title")
        if isinstance(title, str):
            yield Passage(f"platforms.{account}.title", title)


def folded(text: str) -> str:
    """A text without what two spellings of one word differ in: case, accents, kinds of apostrophes."""
    if text.isascii():
        return text.lower()
    text = MARK.sub("", unicodedata.normalize("NFKD", text)).casefold()
    for written, plain in SAME:
        text = text.replace(written, plain)
    return text


def words_of(text: str) -> frozenset[str]:
    """The words of a text; an underscore ends one."""
    return frozenset(WORD.findall(text))


def unfolded(pattern: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Every match of a pattern in the folded text, with the very words that it stands for.

    The pattern must not match nothing at all.
    """
    if text.isascii():
        yield from ((match, text[match.start() : match.end()]) for match in pattern.finditer(text.lower()))
        return
    pieces = [_folded_character(character) for character in text]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    for match in pattern.finditer("".join(pieces)):
        yield match, text[places[match.start()] : places[match.end() - 1] + 1]


_folded_character = lru_cache(maxsize=4096)(folded)


def distinct(found: Iterable[str]) -> Iterator[str]:
    """Each text once, the first `MOST` of them."""
    seen: set[str] = set()
    for text in found:
        if text not in seen:
            seen.add(text)
            yield text
        if len(seen) == MOST:
            return


def excerpt(text: str) -> str:
    """A text as a message repeats it: on one line, not too long, with nothing that acts in it."""
    line = visible(text[: 2 * MOST_CHARS].replace("\n", " ").strip(" "))
    return line if len(line) <= MOST_CHARS else f"{line[: MOST_CHARS - 1]}…"
