"""What Cloudinary can do about a file, as an address that can be pasted: it transforms what it delivers.

Source: https://cloudinary.com/documentation/transformation_reference (read 2026-11-23).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Remedy", "transformed"]


class Remedy(NamedTuple):
    """One parameter of a transformation, such as `du` and `15`; `ext` is the ending of the delivered file."""

    name: str
    value: str


ADDRESS = re.compile(
    r"(?P<head>https://res\.cloudinary\.com/[^/]+/(?:image|video)/upload/)"
    r"(?P<old>(?:[^/]+/)*?)(?P<file>v[0-9]+/.+|[^/]+)",
    re.ASCII,
)
SMALLEST = frozenset({"du", "w", "h", "br", "q"})
"""Of two of these the smaller one does for both."""
ORDER = ("ar", "c", "w", "h", "fps", "vc", "ac", "br", "q", "cs", "du", "f")


def transformed(url: str, remedies: Iterable[Remedy]) -> str:
    """The address under which Cloudinary delivers the file with all remedies.

    "" when it cannot: the file is on another host, or its address is signed or of another form.
    """
    match = ADDRESS.fullmatch(url)
    wanted = _merged(remedies)
    if match is None or not wanted or "/s--" in url or "?" in url:
        return ""
    ending = wanted.pop("ext", "") or wanted.get("f", "")
    step = ",".join(f"{name}_{wanted[name]}" for name in ORDER if name in wanted)
    file = re.sub(r"\.[A-Za-z0-9]{2,4}$", f".{ending}", match["file"]) if ending else match["file"]
    return f"{match['head']}{match['old']}{step}/{file}" if step else f"{match['head']}{match['old']}{file}"


def _merged(remedies: Iterable[Remedy]) -> dict[str, str]:
    """The parameters of one transformation; filling a shape also does what limiting a size does."""
    merged: dict[str, str] = {}
    for name, value in remedies:
        old = merged.setdefault(name, value)
        if (name in SMALLEST and float(value) < float(old)) or (name, value) == ("c", "fill"):
            merged[name] = value
    return merged
