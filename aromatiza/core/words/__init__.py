"""Every sentence that people read, in English and French side by side; one module for each subject."""

from __future__ import annotations

from collections.abc import Mapping

from aromatiza.core.words import (
    advice_meta,
    commands,
    content,
    explanations,
    flow_pinterest,
    flow_tiktok,
    flow_x,
    flow_youtube,
    ledger,
    lints,
    measures,
    media,
    networks,
    preview,
    reports,
    rules,
    rules_meta,
    rules_pinterest_youtube,
    rules_tiktok_x,
    runs,
    yaml,
)

__all__ = ["MODULES", "WORDS"]

MODULES = (
    advice_meta,
    commands,
    content,
    explanations,
    flow_pinterest,
    flow_tiktok,
    flow_x,
    flow_youtube,
    ledger,
    lints,
    measures,
    media,
    networks,
    preview,
    reports,
    rules,
    rules_meta,
    rules_pinterest_youtube,
    rules_tiktok_x,
    runs,
    yaml,
)

WORDS: Mapping[str, tuple[str, str]] = {
    key: wordings for module in MODULES for key, wordings in module.WORDS.items()
}
"""Key to sentence, in English and in French. No two modules have a key in common."""
