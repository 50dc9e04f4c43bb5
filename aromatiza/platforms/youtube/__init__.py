"""YouTube: what it accepts is in `rules.py`, how it is spoken to in `flow.py`."""

from __future__ import annotations

from aromatiza.platforms.youtube.flow import PLATFORM

__all__ = ["PLATFORM"]
