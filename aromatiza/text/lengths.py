"""How long a text is, in the units that networks count in."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

import regex

__all__ = ["Unit", "length_in"]

LIGHT = regex.compile("[\u0000-\u00a8\u00aa-\u00ad\u00af-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
"""The characters that count one on X; all others count two, © and ® because they are emoji.

Source: https://github.com/twitter/twitter-text/blob/master/config/v3.json (read 2026-11-23).
"""
MAYBE_LINK = regex.compile(r"(?<=[^\s.])\.(?=[^\s.])")
LINK_WEIGHT = 23
"""What a link counts, however long it is (same source, `transformedURLLength`)."""
LINE_END = regex.compile("\r\n|\r")
HALF = regex.compile("[\ud800-\udfff]")
HOST_LIKE = regex.compile(r"[^\s!'#%&()*+,/:;<=>?@\[\]\\^{|}~$]+")
HOST_STARTS = regex.compile(r"[^A-Za-z0-9]")
"""What the library tries to read as a host, and behind which of its characters it tries again."""
MOST_TRIES = 10_000_000
"""What it may try: about as much as it does in a second. Each dot costs it as much as 80 characters."""
GRAPHEME = regex.compile(r"\X")


class Unit(StrEnum):
    """What a text is counted in."""

    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"
    BYTES = "bytes"
    GRAPHEMES = "graphemes"
    X_WEIGHT = "weighted characters"


def length_in(unit: Unit, text: str) -> int:
    """How long a text is in that unit; halves of characters count as what they would take."""
    match unit:
        case Unit.CODE_POINTS:
            return len(text)
        case Unit.UTF16:
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        case Unit.BYTES:
            return len(text.encode("utf-8", "surrogatepass"))
        case Unit.GRAPHEMES:
            return len(GRAPHEME.findall(text))
        case Unit.X_WEIGHT:
            return _x_weight(text)


def _x_weight(text: str) -> int:
    """The weighted length of twitter-text, version 3: a link is 23, an emoji 2 whatever it is made of.

    The library's import takes longer than all the rest: a text that has neither links nor heavy characters
    does not need it. For hosts of hundreds of dots it would need minutes: such a text is counted for no less
    than it is, and is far too long anyway.
    """
    normal = LINE_END.sub("\n", unicodedata.normalize("NFC", HALF.sub("\ufffd", text)))
    light, links = len(LIGHT.findall(normal)), len(MAYBE_LINK.findall(normal))
    if (light == len(normal) and not links) or _tries(normal) > MOST_TRIES:
        return 2 * len(normal) - light + LINK_WEIGHT * links
    from twitter_text import parse_tweet  # noqa: PLC0415 - see above

    return int(parse_tweet(normal).weightedLength)


def _tries(text: str) -> int:
    """How long the library would take, in characters that it looks at, often the same ones."""
    return sum(
        (1 + len(HOST_STARTS.findall(host))) * (len(host) + 80 * host.count("."))
        for host in HOST_LIKE.findall(text)
    )
