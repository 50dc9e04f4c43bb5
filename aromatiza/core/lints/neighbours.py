"""What only shows beside other posts: the same media, or nearly the same caption, on the same account.

Earlier is what is due earlier, then what stands first by path. A post without `publish_at` goes out when it
is merged, so it is earlier than every post that waits for its day. A draft is told what it repeats, but no
post is told that it repeats a draft: that may never go out. Two files with one id are one post, and wrong for
that reason already.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from zlib import crc32

from aromatiza.core.lints.passages import WORD, folded
from aromatiza.core.messages import msg
from aromatiza.core.post import AccountName, Brand, Post
from aromatiza.core.rendition import rendition_of
from aromatiza.core.rules.rule import Finding

__all__ = ["in_order", "repeated_captions", "repeated_media"]

EVER = datetime.min.replace(tzinfo=UTC)
UPLOADED = re.compile(
    r"https://res\.cloudinary\.com/([^/]+)/(image|video)/upload/(?:[^/]+/){0,20}(v[0-9]+/.+?)"
    r"(?:\.[A-Za-z0-9]{2,4})?",
    re.ASCII,
)
"""An address of Cloudinary with a version: what stands before that only changes how the file is delivered."""

UNSAID = re.compile(r"https?://\S+|[#＃@]\w+")
FEWEST_WORDS = 4
ALMOST = 0.9
SHINGLE = 3
SKETCH = 16
"""How many of a caption's runs of three words are remembered: those whose checksums are the smallest."""
MOST_POSTS = 20
"""How many captions are remembered for one run: what more of them share is a turn of phrase."""
MOST_CANDIDATES = 8
LEAST_SHARED = 5
"""One in so many runs must be shared: captions of which nine words in ten are the same share half of them."""


def in_order(posts: Iterable[Post]) -> Sequence[Post]:
    """Posts as they go out."""
    return sorted(posts, key=lambda post: (post.publish_at or EVER, post.path))


def repeated_media(posts: Sequence[Post], brand: Brand) -> Iterator[tuple[Post, Finding]]:
    """Files that an earlier post already showed on the same account. `posts` are in order."""
    first: dict[tuple[AccountName, str], Post] = {}
    for post in posts:
        accounts = brand.accounts_of(post)
        for key, media in post.media_by_key.items():
            file = _file_of(media.url)
            shown = {name: first[name, file] for name in accounts if (name, file) in first}
            earlier = {name: other for name, other in shown.items() if other.id != post.id}
            if earlier and not post.may_repeat:
                yield post, _repeated_file(key, earlier)
            if not post.is_draft:
                for name in accounts:
                    first.setdefault((name, file), post)


def _file_of(url: str) -> str:
    """What tells a file from others, however it is delivered."""
    match = UPLOADED.fullmatch(url.partition("?")[0])
    return "/".join(match.groups()) if match else url


def _repeated_file(key: str, earlier: Mapping[AccountName, Post]) -> Finding:
    other = next(iter(earlier.values())).path
    message = msg("lint.repeated_media", other=other, accounts=", ".join(earlier))
    return Finding("repeated-media", key, message, msg("lint.repeated_media.fix"))


@dataclass(frozen=True, slots=True)
class _Caption:
    """A caption as words, and who shows it."""

    post: Post
    key: str
    accounts: frozenset[AccountName]
    words: tuple[str, ...]
    sketch: tuple[int, ...]


def repeated_captions(posts: Sequence[Post], brand: Brand) -> Iterator[tuple[Post, Finding]]:
    """Captions that say nearly what an earlier post said on the same account. `posts` are in order."""
    memory = _Memory()
    for post in posts:
        captions = list(_captions_of(post, brand))
        for caption in captions:
            found = None if post.may_repeat else memory.alike(caption)
            if found is not None:
                yield post, _repeated_words(caption, *found)
        for caption in captions if not post.is_draft else ():
            memory.add(caption)


def _captions_of(post: Post, brand: Brand) -> Iterator[_Caption]:
    """Each caption that some account shows, if it has enough words to be told from others."""
    shown: dict[str, list[AccountName]] = {}
    for name in brand.accounts_of(post):
        key = rendition_of(post, brand.accounts[name], brand).text_key
        shown.setdefault(key, []).append(name)
    for key, names in shown.items():
        text = post.captions.get(key.removeprefix("captions."), "")
        words = tuple(WORD.findall(folded(UNSAID.sub(" ", text))))
        if len(words) >= FEWEST_WORDS:
            yield _Caption(post, key, frozenset(names), words, _sketch(words))


def _repeated_words(caption: _Caption, other: _Caption, ratio: float) -> Finding:
    accounts = ", ".join(sorted(caption.accounts & other.accounts))
    percent = int(ratio * 100)
    message = msg("lint.repeated_caption", other=other.post.path, percent=percent, accounts=accounts)
    return Finding("repeated-caption", caption.key, message, msg("lint.repeated_caption.fix"))


class _Memory:
    """The captions so far, by some runs of three words that stand in them.

    Two captions that are nearly the same share most of those, so only the few that share most are compared
    word by word: ten thousand posts cost ten thousand times a few comparisons, whatever they say.
    """

    def __init__(self) -> None:
        self._same: dict[tuple[AccountName, tuple[str, ...]], _Caption] = {}
        self._captions: list[_Caption] = []
        self._sharing: dict[int, list[int]] = {}

    def add(self, caption: _Caption) -> None:
        """Remember a caption."""
        for name in caption.accounts:
            self._same.setdefault((name, caption.words), caption)
        for run in caption.sketch:
            sharing = self._sharing.setdefault(run, [])
            if len(sharing) < MOST_POSTS:
                sharing.append(len(self._captions))
        self._captions.append(caption)

    def alike(self, caption: _Caption) -> tuple[_Caption, float] | None:
        """The first caption that says the same, else one that nearly does, on one of its accounts."""
        for name in sorted(caption.accounts):
            other = self._same.get((name, caption.words))
            if other is not None and other.post.id != caption.post.id:
                return other, 1.0
        for other in self._candidates(caption):
            ratio = _likeness(caption.words, other.words) if _may_be_alike(caption, other) else 0.0
            if ratio >= ALMOST:
                return other, ratio
        return None

    def _candidates(self, caption: _Caption) -> list[_Caption]:
        """Those that share most: of what few captions say, and of what many say."""
        rare: Counter[int] = Counter()
        common: Counter[int] = Counter()
        for run in caption.sketch:
            sharing = self._sharing.get(run, [])
            (rare if len(sharing) < MOST_POSTS else common).update(sharing)
        best = dict([*rare.most_common(MOST_CANDIDATES), *common.most_common(MOST_CANDIDATES)])
        least = len(caption.sketch) // LEAST_SHARED
        return [self._captions[number] for number in best if rare[number] + common[number] >= least]


def _sketch(words: Sequence[str]) -> tuple[int, ...]:
    """The smallest checksums of all runs of words: the same for the same words, today and tomorrow."""
    runs = (" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
    return tuple(sorted({crc32(run.encode("utf-8", "surrogatepass")) for run in runs})[:SKETCH])


def _may_be_alike(caption: _Caption, other: _Caption) -> bool:
    """Whether two posts have an account in common, and captions of such lengths that they can be alike."""
    lengths = len(caption.words), len(other.words)
    is_near = 2 * min(lengths) >= ALMOST * sum(lengths)
    return is_near and other.post.id != caption.post.id and bool(caption.accounts & other.accounts)


def _likeness(words: Sequence[str], others: Sequence[str]) -> float:
    """How much of two texts is the same, from 0 to 1; what is surely below the limit is not measured."""
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALMOST else 0.0
