"""The link of a Pin: it carries the marker by which a Pin whose creation got no answer is found again.

Links are taken as text and never refused: what an author wrote, or Pinterest sends back, may be no address.
"""

from __future__ import annotations

from urllib.parse import parse_qs

__all__ = ["marked", "markers_in"]

PARAMETER = "utm_content"


def marked(link: str, marker: str) -> str:
    """The link with the marker added to its query; no link stays no link."""
    if not link:
        return ""
    address, sharp, place = link.partition("#")
    joint = "" if address.endswith(("?", "&")) else "&" if "?" in address else "?"
    return f"{address}{joint}{PARAMETER}={marker}{sharp}{place}"


def markers_in(link: str) -> list[str]:
    """The markers of a Pin's link; the rest is not compared, as Pinterest may rewrite links."""
    return parse_qs(link.partition("#")[0].partition("?")[2]).get(PARAMETER, [])
