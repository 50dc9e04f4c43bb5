"""The rules that hold on every account: the brand's own one for its videos, and ours for whole files."""

from __future__ import annotations

from functools import cache

from aromatiza.core.post import Brand, MediaKind, VideoRule
from aromatiza.core.problems import Severity
from aromatiza.core.rules.media import Measured, MediaOneOf, Shape, Wanted
from aromatiza.core.rules.qualities import CONTAINER, DURATION, NOT_FRAGMENTED, PHOTO_WHOLE, SOUND, WHOLE
from aromatiza.core.rules.rule import Basis, Rule, Source

__all__ = ["house_rules"]

VIDEO = (MediaKind.VIDEO,)
BRAND_FILE = Source("content/brand.yaml", "", Basis.CAUTIOUS)
OURS = Source("", "", Basis.CAUTIOUS)
TOLERANCE_S = 0.05
"""Sound comes in frames of 21 ms: a film of exactly fifteen seconds often ends a frame or two later."""


def house_rules(brand: Brand) -> tuple[Rule, ...]:
    """The rules that need no account."""
    return _rules(brand.video)


@cache
def _rules(video: VideoRule) -> tuple[Rule, ...]:
    low, high = video.seconds
    return (
        Wanted(trait=WHOLE, source=OURS, kinds=VIDEO),
        Wanted(trait=NOT_FRAGMENTED, source=OURS, kinds=VIDEO),
        MediaOneOf(quality=CONTAINER, values=video.formats, source=BRAND_FILE, kinds=VIDEO),
        Measured(
            quantity=DURATION, low=low, high=high, tolerance=TOLERANCE_S, source=BRAND_FILE, kinds=VIDEO
        ),
        Shape(wanted=video.aspect, source=BRAND_FILE, kinds=VIDEO),
        Wanted(trait=PHOTO_WHOLE, source=OURS, kinds=(MediaKind.PHOTO,), severity=Severity.WARNING),
        Wanted(trait=SOUND, source=OURS, kinds=VIDEO, severity=Severity.WARNING),
    )
