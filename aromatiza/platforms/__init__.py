"""The networks that aromatiza publishes on; a new one is one line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aromatiza.core.platform import Platform
from aromatiza.platforms.facebook import PLATFORM as FACEBOOK
from aromatiza.platforms.instagram import PLATFORM as INSTAGRAM
from aromatiza.platforms.pinterest import PLATFORM as PINTEREST
from aromatiza.platforms.tiktok import PLATFORM as TIKTOK
from aromatiza.platforms.x import PLATFORM as X
from aromatiza.platforms.youtube import PLATFORM as YOUTUBE

__all__ = ["REGISTRY"]

REGISTRY: Mapping[str, Platform] = MappingProxyType(
    {platform.name: platform for platform in (TIKTOK, FACEBOOK, INSTAGRAM, PINTEREST, YOUTUBE, X)}
)
