"""Everything that can be said of posts before a merge: of their texts, files and links, and of our facts."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aromatiza.cli.context import Session
from aromatiza.cli.screen import Counter
from aromatiza.cli.wiring import measuring
from aromatiza.core.lints import level_of
from aromatiza.core.media_facts import Measurement, Trouble
from aromatiza.core.messages import msg
from aromatiza.core.post import Brand, Media
from aromatiza.core.problems import Problem
from aromatiza.loader.checks import check_links, check_media, stale_facts
from aromatiza.loader.content import BRAND_PATH, Content
from aromatiza.media.measure import measure_file
from aromatiza.platforms import REGISTRY

__all__ = ["Checked", "check", "looked_at", "looked_at_files"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found; `measured` by the files' addresses, empty when nothing was looked at."""

    problems: tuple[Problem, ...]
    measured: Mapping[str, Measurement]


def check(
    session: Session, content: Content, brand_file: bytes, today: str, looked: Collection[str] | None
) -> Checked:
    """All problems of the content, in the order of files and lines.

    `looked` are the paths of the posts whose files and links are looked at; None: no network.
    """
    problems = [*content.problems]
    if content.brand is None:
        return Checked(tuple(problems), {})
    problems += stale_facts(content.brand, brand_file, BRAND_PATH, REGISTRY, today)
    posts = [loaded for loaded in content.posts if loaded.post and loaded.post.path in (looked or ())]
    own = [loaded.post for loaded in posts if loaded.post]
    wants_links = level_of("dead_link", content.brand) is not None
    links = [post.link for post in own if post.link and wants_links]
    measured, dead = looked_at(session, content.brand, [media for post in own for media in post.media], links)
    facts = {url: measurement.facts for url, measurement in measured.items()}
    problems += check_media(posts, content.brand, REGISTRY, facts)
    problems += check_links(posts, content.brand, dead)
    ordered = sorted(problems, key=lambda found: (found.file, found.line, found.column))
    return Checked(tuple(ordered), measured)


def looked_at(
    session: Session, brand: Brand, media: Sequence[Media], links: Sequence[str] = ()
) -> tuple[Mapping[str, Measurement], Mapping[str, Trouble]]:
    """What the files at these addresses are, and which of the links are dead; each is asked for once."""
    return asyncio.run(_looked_at(session, brand, media, links)) if media or links else ({}, {})


async def _looked_at(
    session: Session, brand: Brand, media: Sequence[Media], links: Sequence[str]
) -> tuple[Mapping[str, Measurement], Mapping[str, Trouble]]:
    counter = Counter(msg("validate.measuring"), session.locale)
    async with measuring(session.environ, brand) as (measurer, checker):
        measured, dead = await asyncio.gather(
            measurer.measure_all(media, counter.count), checker.dead_links(links)
        )
    counter.done()
    return measured, dead


def looked_at_files(media: Iterable[Media], paths: Mapping[str, Path]) -> Mapping[str, Measurement]:
    """What files of this machine are; `paths` by the addresses that they will have."""
    return {one.url: asyncio.run(measure_file(one.kind, paths[one.url])) for one in media if one.url in paths}
