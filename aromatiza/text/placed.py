"""Where a caption wants its link and its hashtags: at `{link}` and `{hashtags}`.

A line with `{link}` goes, whole, where there is no link to show. Hashtags without a place of their own come
last.
"""

from __future__ import annotations

import re

__all__ = ["HASHTAGS", "LINK", "composed"]

LINK = "{link}"
HASHTAGS = "{hashtags}"
GAP = re.compile(r"\n{3,}")


def composed(caption: str, hashtags: str, link: str) -> str:
    """The text of a caption with its link and its hashtags in place; a line whose value is "" goes."""
    lines = [
        line
        for line in caption.split("\n")
        if (link or LINK not in line) and (hashtags or HASHTAGS not in line)
    ]
    text = "\n".join(lines)
    last = "" if HASHTAGS in text else hashtags
    text = text.replace(LINK, link).replace(HASHTAGS, hashtags)
    return "\n\n".join(part for part in (GAP.sub("\n\n", text).strip(), last) if part)
