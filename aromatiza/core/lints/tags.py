"""Hashtags that networks read otherwise than they were meant, and those that would stand there twice.

What ends a hashtag is the same on all networks in what matters here: anything but letters, digits, marks and
underscores. A number alone is none, and the sign must not follow a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aromatiza.core.lints.passages import MOST, Draft, Passage, distinct, excerpt
from aromatiza.core.messages import Message, msg
from aromatiza.core.rules.rule import Finding
from aromatiza.text.entities import Entity, entities

__all__ = ["broken_hashtags", "repeated_hashtags"]

LINK = re.compile(r"https?://\S+", re.IGNORECASE)
SIGN = re.compile(r"[#＃]")
MEANT = re.compile(
    r"(?<![\w&/#＃])(?P<signs>[#＃]{1,10})(?!\ufe0f?\u20e3)"
    r"(?P<name>\w{0,100})"
    r"(?P<rest>(?:[-‐‑'’ʼ&+]\w{1,100}){0,5})"
    r"(?P<glued>[#＃]\w{1,100})?"
)
"""What an author means by a hashtag: also what follows a hyphen or an apostrophe without a blank."""
POSSESSIVE = re.compile(r"['’ʼ]s")
RANK = re.compile(r"[0-9]{1,2}")
"""#1 means number one, and nobody expects a link there."""


def broken_hashtags(draft: Draft) -> Iterator[Finding]:
    """Hashtags of captions that no network reads as they were meant."""
    for passage in draft.captions:
        if SIGN.search(passage.text):
            yield from _broken_in(passage)
    for passage in draft.tags:
        if not any(character.isalpha() for character in passage.text):
            yield _number(passage)


def _number(passage: Passage) -> Finding:
    """A hashtag of the list that is only a number, also where a caption might mean a rank."""
    words, reason = excerpt(f"#{passage.text}"), msg("lint.hashtag.number")
    message = msg("lint.hashtag", words=words, reason=reason, read=msg("lint.hashtag.nothing"))
    return Finding("broken-hashtag", passage.key, message, msg("lint.hashtag.remove"), needle=passage.text)


def _broken_in(passage: Passage) -> Iterator[Finding]:
    """The broken hashtags of one caption, each once."""
    broken: dict[str, Finding] = {}
    for match in MEANT.finditer(LINK.sub(lambda link: " " * len(link[0]), passage.text)):
        reason = _reason(match)
        if reason is not None and match[0] not in broken:
            broken[match[0]] = _finding(passage.key, match, reason)
            if len(broken) == MOST:
                break
    yield from broken.values()


def _reason(match: re.Match[str]) -> Message | None:
    """Why networks read it otherwise; None when it is a good hashtag."""
    signs, name, rest, glued = match.group("signs", "name", "rest", "glued")
    if len(signs) > 1:
        return msg("lint.hashtag.signs")
    if not name:
        return msg("lint.hashtag.alone")
    if "＃" in signs:
        return msg("lint.hashtag.wide")
    if glued:
        return msg("lint.hashtag.glued")
    if rest and not POSSESSIVE.fullmatch(rest):
        return msg("lint.hashtag.ends", sign=rest[0])
    if not any(character.isalpha() for character in name) and not RANK.fullmatch(name):
        return msg("lint.hashtag.number")
    return None


def _finding(key: str, match: re.Match[str], reason: Message) -> Finding:
    """The finding, with a hashtag that would be read whole."""
    words = match[0]
    name = "".join(re.findall(r"\w+", match["name"] + match["rest"]))
    message = msg("lint.hashtag", words=excerpt(words), reason=reason, read=_read(match))
    fix = msg("lint.hashtag.remove")
    if any(character.isalpha() for character in name):
        fix = msg("lint.hashtag.glued.fix") if match["glued"] else msg("lint.hashtag.fix", name=name)
    return Finding("broken-hashtag", key, message, fix, needle=words)


def _read(match: re.Match[str]) -> Message:
    """What networks make of it."""
    name = match["name"]
    if match["signs"] != "#" or match["glued"] or not any(character.isalpha() for character in name):
        return msg("lint.hashtag.nothing")
    return msg("lint.hashtag.read", name=name)


def repeated_hashtags(draft: Draft) -> Iterator[Finding]:
    """Hashtags of the list that a caption says already, or that are there twice but for their case.

    Accents tell hashtags apart, on all networks.
    """
    own = draft.post.hashtags
    listed = {tag.casefold() for tag in (draft.brand.default_hashtags if own is None else own)}
    if own is not None and len(listed) < len(own):
        yield from _twice_in(own)
    for passage in draft.captions if listed else ():
        found = entities(Entity.HASHTAG, passage.text) if SIGN.search(passage.text) else ()
        said = (tag for tag in found if tag[1:].casefold() in listed)
        for tag in distinct(said):
            message = msg("lint.hashtag.repeated", tag=excerpt(tag))
            fix = msg("lint.hashtag.repeated.fix", tag=excerpt(tag))
            yield Finding("repeated-hashtag", passage.key, message, fix, needle=tag)


def _twice_in(tags: tuple[str, ...]) -> Iterator[Finding]:
    """What a list has twice."""
    first: dict[str, str] = {}
    twice = [tag for tag in tags if first.setdefault(tag.casefold(), tag) != tag]
    for tag in distinct(twice):
        message = msg("lint.hashtag.twice", tag=excerpt(tag), other=excerpt(first[tag.casefold()]))
        fix = msg("lint.hashtag.twice.fix", tag=excerpt(tag))
        yield Finding("repeated-hashtag", "hashtags", message, fix, needle=tag)
