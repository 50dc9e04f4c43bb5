"""Every lint as data: its name in brand.yaml, the codes of what it finds, how bad that is, who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from aromatiza.core.post import Brand
from aromatiza.core.problems import Severity

__all__ = ["LINTS", "Level", "Lint", "level_of", "lint_named"]


class Level(StrEnum):
    """What a brand may make of a lint."""

    OFF = "off"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Lint:
    """One question of a careful editor.

    `name` is its key under `lints` in brand.yaml, `codes` are those of the problems that it finds, `level` is
    how bad they are when the brand says nothing. `source` is the address of who says so, "" when it is advice
    of our own; `read_on` the day (ISO 8601) on which that was read.
    """

    name: str
    codes: tuple[str, ...]
    level: Level
    source: str = ""
    read_on: str = ""


LINTS = (
    Lint("placeholder", ("placeholder",), Level.ERROR),
    Lint("banned_word", ("banned-word",), Level.ERROR),
    Lint(
        "hidden_character",
        ("hidden-character",),
        Level.WARNING,
        "https://www.unicode.org/reports/tr36/",
        "2026-11-23",
    ),
    Lint(
        "missing_alt",
        ("missing-alt",),
        Level.WARNING,
        "https://www.w3.org/TR/WCAG22/#non-text-content",
        "2026-11-23",
    ),
    Lint(
        "hashtag",
        ("broken-hashtag", "repeated-hashtag"),
        Level.WARNING,
        "https://github.com/twitter/twitter-text/blob/master/conformance/extract.yml",
        "2026-11-23",
    ),
    Lint(
        "typography",
        ("typography",),
        Level.WARNING,
        "https://vitrinelinguistique.oqlf.gouv.qc.ca/22039/la-typographie/espacement/espacement-avant-et-apres-les-signes-de-ponctuation-et-les-symboles",
        "2026-11-23",
    ),
    # Article 5-2 of loi n° 2023-451, as ordonnance n° 2024-978 words it: no fixed words are prescribed any
    # more, and none are needed where the commercial intention is plain from the context.
    Lint(
        "disclosure",
        ("disclosure",),
        Level.WARNING,
        "https://www.legifrance.gouv.fr/loda/id/JORFTEXT000047663185",
        "2026-11-23",
    ),
    Lint(
        "ai_label",
        ("ai-label",),
        Level.WARNING,
        "https://support.google.com/youtube/answer/14328491",
        "2026-11-23",
    ),
    Lint("repeated_media", ("repeated-media",), Level.WARNING),
    Lint("repeated_caption", ("repeated-caption",), Level.WARNING),
    # The network is asked elsewhere, once for all posts; here is only its row.
    Lint("dead_link", ("dead-link",), Level.WARNING),
)

BY_NAME = {lint.name: lint for lint in LINTS}
SEVERITIES: Mapping[str, Severity | None] = {
    Level.OFF: None,
    Level.WARNING: Severity.WARNING,
    Level.ERROR: Severity.ERROR,
}


def lint_named(name: str) -> Lint:
    """The lint of that name. Raises: KeyError, when there is none."""
    return BY_NAME[name]


def level_of(name: str, brand: Brand) -> Severity | None:
    """How bad the brand finds what that lint finds; None when it does not want to know.

    Raises: KeyError, when there is no such lint.
    """
    wanted = brand.lints.levels.get(name, "")
    return SEVERITIES[wanted if wanted in SEVERITIES else lint_named(name).level]
