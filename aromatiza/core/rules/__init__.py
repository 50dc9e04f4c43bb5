"""What platforms accept, as data: every rule with its unit, its source and the day it was read."""

from __future__ import annotations

from aromatiza.core.rules.facts import Fact
from aromatiza.core.rules.labels import Labels
from aromatiza.core.rules.media import Accepts, CoverWithin, Measured, MediaOneOf, Shape, Wanted
from aromatiza.core.rules.options import Conflict, NotTaken, OneOf, OptionNeeded, Special
from aromatiza.core.rules.rule import Basis, Finding, Given, Rule, Source, Subject, findings
from aromatiza.core.rules.texts import (
    ALT,
    LINK,
    TEXT,
    TITLE,
    CountLimit,
    Forbidden,
    Part,
    Required,
    TextLimit,
)
from aromatiza.text.entities import Entity
from aromatiza.text.lengths import Unit, length_in

__all__ = [
    "ALT",
    "LINK",
    "TEXT",
    "TITLE",
    "Accepts",
    "Basis",
    "Conflict",
    "CountLimit",
    "CoverWithin",
    "Entity",
    "Fact",
    "Finding",
    "Forbidden",
    "Given",
    "Labels",
    "Measured",
    "MediaOneOf",
    "NotTaken",
    "OneOf",
    "OptionNeeded",
    "Part",
    "Required",
    "Rule",
    "Shape",
    "Source",
    "Special",
    "Subject",
    "TextLimit",
    "Unit",
    "Wanted",
    "findings",
    "length_in",
]
