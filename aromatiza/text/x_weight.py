"""How X weighs a text: twitter-text, version 3.

A link weighs 23 whatever its length, an emoji 2 whatever it is made of, a light character 1, any other 2.
Every pattern here goes through a text once, so that no text takes long.

Sources: https://github.com/twitter/twitter-text/blob/master/config/v3.json and, for what is a link, its
conformance data, which our tests hold this against (read 2026-11-23).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from aromatiza.text.top_domains import TOP_DOMAINS

__all__ = ["links_in", "x_weight"]

LIGHT = regex.compile("[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
LINK_WEIGHT = 23
EMOJI_WEIGHT = HEAVY_WEIGHT = 2

HALF = regex.compile("[\ud800-\udfff]")
LINE_END = regex.compile("\r\n|\r")
EMOJI = regex.compile(
    r"\p{RI}{2}|[0-9#*]\uFE0F?\u20E3"
    r"|(?:\p{Extended_Pictographic}[\uFE0F\p{EMod}]?[\U000E0020-\U000E007F]*+)"
    r"(?:\u200D\p{Extended_Pictographic}[\uFE0F\p{EMod}]?)*+"
)

# A run begins where the search does, or where no other label ends (so that no run is read twice).
# A host is a run of labels between dots. All but blanks and this punctuation may stand in a label.
LABEL = r"[^\s!'#%&()*+,\-./:;<=>?@\[\]\\^{|}~$\p{Cc}\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]"
HOST = regex.compile(
    rf"(?:(?P<scheme>https?://)|\G|(?<!{LABEL})(?<!-))"
    rf"(?P<host>{LABEL}(?:{LABEL}|-)*+(?:\.{LABEL}(?:{LABEL}|-)*+)++)",
    regex.IGNORECASE,
)
LATIN = (
    r"a-zA-Z0-9\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268\u026F\u0272\u0289"
    r"\u028B\u02BB\u0300-\u036F\u1E00-\u1EFF"
)
LATIN_LABEL = regex.compile(rf"[{LATIN}_-]++")
LATIN_END = regex.compile(rf"[{LATIN}][{LATIN}_-]*+$")
NAME = regex.compile(r"(?![-_])[^_]*+(?<!-)")
"""What stands before a top-level domain; parts before that may have underscores inside."""
PART = regex.compile(r"(?![-_]).*+(?<![-_])")
BAD_BEFORE = regex.compile("[A-Za-z0-9@\uff20$#\uff03\ufffe\ufeff\uffff]")
BAD_BEFORE_BARE = regex.compile(r"[-_./]")
GOES_ON = regex.compile("[0-9A-Za-z@+-]")
WORDS = rf"{LATIN}\u0400-\u04FF"
INSIDE = rf"[{WORDS}!*';:=+,.$%#\[\]\-\u2013_~&|@]"
AT_END = rf"[{WORDS}=_#/+\-]"
PAIR = rf"\((?:{INSIDE}|\({INSIDE}*+\))*+\)"
TAIL = regex.compile(
    r"(?::[0-9]+)?+"
    rf"(?:/(?:(?:(?:{INSIDE}|/|{PAIR})*(?:{AT_END}|{PAIR}))|/)?+)?+"
    r"(?:\?[A-Za-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@]*[A-Za-z0-9\-_&=#/])?+"
)
SHORTENED = regex.compile(r"https?://t\.co/([A-Za-z0-9]+)", regex.IGNORECASE)
LONGEST_SHORTENED = 40
LONGEST_LINK = 4096
LONGEST_LABEL = 63
"""In the form that the domain name system has of it (RFC 1035, 2.3.4; RFC 3492)."""
LONGEST_TOP = max(map(len, TOP_DOMAINS))


def x_weight(text: str) -> int:
    """The weighted length of a text. Halves of characters weigh as much as any heavy one."""
    normal = LINE_END.sub("\n", unicodedata.normalize("NFC", HALF.sub("\ufffd", text)))
    weight = at = 0
    for start, end in links_in(normal):
        weight += _plain_weight(normal[at:start]) + LINK_WEIGHT
        at = end
    return weight + _plain_weight(normal[at:])


def links_in(text: str) -> Iterator[tuple[int, int]]:
    """Where each link of a text begins and ends, in code points, in their order."""
    at = 0
    while (match := HOST.search(text, at)) is not None:
        found = list(_links_of(text, match))
        yield from found
        at = max(match.end() if not found else found[-1][1], match.start() + 1)


def _plain_weight(text: str) -> int:
    """The weight of a text without links."""
    light = len(LIGHT.findall(text))
    weight = light + HEAVY_WEIGHT * (len(text) - light)
    for emoji in EMOJI.findall(text):
        own = len(LIGHT.findall(emoji))
        weight += EMOJI_WEIGHT - own - HEAVY_WEIGHT * (len(emoji) - own)
    return weight


def _links_of(text: str, match: regex.Match[str]) -> Iterator[tuple[int, int]]:
    """The links that begin in one run of labels."""
    first, host = match.start("host"), match["host"]
    before = text[max(match.start() - 1, 0) : match.start()]
    behind = text[match.end() : match.end() + 1]
    if match["scheme"]:
        end = _host_end(host, behind)
        whole = _whole(text, match.start(), first + end) if end and not BAD_BEFORE.match(before) else None
        if whole:
            yield match.start(), whole
        return
    last = 0
    for start, end in _bare_hosts(host, behind):
        before = text[max(first + start - 1, 0) : first + start]
        if first + start >= last and not BAD_BEFORE.match(before) and not BAD_BEFORE_BARE.match(before):
            last = _whole(text, first + start, first + end) or first + end
            yield first + start, last


def _whole(text: str, start: int, host_end: int) -> int | None:
    """Where a link ends whose host ends there, behind its port, path and query; None when it is none."""
    shortened = SHORTENED.match(text, start)
    if shortened:
        return shortened.end() if len(shortened[1]) <= LONGEST_SHORTENED else None
    tail = TAIL.match(text, host_end)
    end = tail.end() if tail else host_end
    return end if end - start <= LONGEST_LINK else None


def _host_end(host: str, behind: str) -> int:
    """Where a host behind https:// ends in a run of labels: at its last top-level domain; 0 without one."""
    labels = host.split(".")
    end = len(host)
    for number in range(len(labels) - 1, 0, -1):
        start = end - len(labels[number])
        top = _top_domain(labels[number], behind)
        if top:
            name, parts = labels[number - 1], labels[: number - 1]
            is_host = (
                NAME.fullmatch(name) and all(map(PART.fullmatch, parts)) and all(map(_fits, [name, *parts]))
            )
            return start + top if is_host else 0
        end, behind = start - 1, "."
    return 0


def _bare_hosts(host: str, behind: str) -> Iterator[tuple[int, int]]:
    """The hosts without https:// in a run of labels: Latin names, whatever stands around them."""
    labels = host.split(".")
    offset, begin, end, name = 0, -1, 0, ""
    for number, label in enumerate(labels):
        follows = behind if number == len(labels) - 1 else "."
        if begin >= 0:
            top = _top_domain(label, follows)
            if top and NAME.fullmatch(name) and _fits(name):
                end = offset + top
        if LATIN_LABEL.fullmatch(label) is None:
            if end:
                yield begin, end
            latin = LATIN_END.search(label)
            begin, end, name = (offset + latin.start(), 0, latin[0]) if latin else (-1, 0, "")
        else:
            begin, name = (offset, label) if begin < 0 else (begin, label)
        offset += len(label) + 1
    if end:
        yield begin, end


def _top_domain(label: str, behind: str) -> int:
    """How much of a label is a top-level domain, from its beginning; 0 when it does not begin with one.

    `behind` is the character behind the label.
    """
    lower = label.lower()
    for length in range(min(len(label), LONGEST_TOP), 1, -1):
        following = label[length : length + 1] or behind
        if lower[:length] in TOP_DOMAINS and not GOES_ON.match(following):
            return length
    is_coded = lower.startswith("xn--") and lower.isascii() and not GOES_ON.match(behind)
    return len(label) if is_coded else 0


def _fits(label: str) -> bool:
    """Whether a label can be one of the domain name system."""
    if label.isascii():
        return len(label) <= LONGEST_LABEL
    if len(label) > LONGEST_LABEL or label.lower().startswith("xn--"):
        return False
    return len("xn--") + len(label.encode("punycode")) <= LONGEST_LABEL
