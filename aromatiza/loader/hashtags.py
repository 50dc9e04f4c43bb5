"""Hashtags as people write them, with or without their sign."""

from __future__ import annotations

import re

from aromatiza.core.messages import msg
from aromatiza.core.post import Json
from aromatiza.loader.faults import shown
from aromatiza.loader.lenient import items_of
from aromatiza.loader.report import Path, Report
from aromatiza.loader.yamltree import Tree

__all__ = ["hashtags_of"]

HASHTAG = re.compile(r"\w+")
"""Letters, digits and underscores of any language: where networks end a hashtag anyway."""


def hashtags_of(value: Json, path: Path, tree: Tree, report: Report) -> tuple[str, ...]:
    """The hashtags of a list, without #; one that no network would read as a whole is reported."""
    found: list[str] = []
    for index, item in enumerate(items_of(value)):
        if not isinstance(item, str) or not item:
            continue
        tag = item.removeprefix("#")
        if HASHTAG.fullmatch(tag):
            found.append(tag)
            continue
        suggestion = "".join(HASHTAG.findall(item))[:60]
        message = msg("content.hashtag", found=shown(item))
        fix = msg("content.hashtag.fix", suggestion=suggestion) if suggestion else msg("content.remove")
        report.add("not-a-hashtag", tree.place((*path, index)), (*path, index), message, fix)
    return tuple(found)
