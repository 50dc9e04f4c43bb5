"""The six networks that a sandbox simulates; Facebook and Instagram share their hosts, and so a class."""

from __future__ import annotations

from collections.abc import Callable

from aromatiza.sandbox.meta import Meta
from aromatiza.sandbox.pinterest import Pinterest
from aromatiza.sandbox.tiktok import TikTok
from aromatiza.sandbox.world import Network, World
from aromatiza.sandbox.x import X
from aromatiza.sandbox.youtube import YouTube

__all__ = ["ALL"]

ALL: tuple[Callable[[World], Network], ...] = (TikTok, Meta, Pinterest, YouTube, X)
