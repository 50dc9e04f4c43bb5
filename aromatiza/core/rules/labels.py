"""How a platform labels what its public should know of a post: the names of its options for that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from aromatiza.core.post import Json

__all__ = ["NO_LABELS", "Labels"]


@dataclass(frozen=True, slots=True)
class Labels:
    """`paid` tells of a paid partnership, `ai` of what was made with AI; "" where there is no such option.

    `by_hand`: the options with which a person finishes the post in the network's app, labels included.
    """

    paid: str = ""
    ai: str = ""
    by_hand: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))


NO_LABELS = Labels()
