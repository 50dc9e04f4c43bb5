"""What Pinterest says and may change without a word: versions, access tiers, lifetimes, rates."""

from __future__ import annotations

from aromatiza.core.messages import msg
from aromatiza.core.rules import Basis, Fact, Source

__all__ = ["FACTS", "PRODUCT_SPECS", "READ_ON", "SPEC"]

READ_ON = "2026-11-22"

SPEC = Source("https://github.com/pinterest/api-description/blob/v5.23.0/v5/openapi.json", READ_ON)
PRODUCT_SPECS = Source("https://business.pinterest.com/en/Pinterest-product-specs", READ_ON)

DOCS = "https://developers.pinterest.com/docs"
RATES = f"{DOCS}/reference/rate-limits/"
LIMITS = Source(RATES, READ_ON)
LIMITS_BY_HEARSAY = Source(RATES, READ_ON, Basis.REPORTED)
"""The figures of each category were read in two transcriptions of the page, which agree."""
TIERS = Source(f"{DOCS}/key-concepts/access-tiers/", READ_ON)
SANDBOX = Source(f"{DOCS}/developer-tools/sandbox/", READ_ON, Basis.REPORTED)
GUIDE = Source(f"{DOCS}/work-with-organic-content-and-users/create-boards-and-pins/", READ_ON, Basis.REPORTED)
CHANGES = Source(
    "https://github.com/pinterest/api-description/blob/main/v5/changelog-5.23-to-5.28.md", READ_ON
)

SOON, LATER = "2027-02-22", "2027-05-22"
"""Versions come every few weeks; tiers, rates and lifetimes change less often."""

FACTS: tuple[Fact, ...] = (
    Fact(msg("pinterest.fact.version"), "5.23.0", SPEC, SOON),
    Fact(msg("pinterest.fact.changes"), "5.28.0", CHANGES, SOON),
    Fact(msg("pinterest.fact.tier"), "Standard", TIERS, LATER),
    Fact(msg("pinterest.fact.sandbox"), "video_id", SANDBOX, LATER),
    Fact(msg("pinterest.fact.access_token"), "30", SPEC, LATER),
    Fact(msg("pinterest.fact.refresh_token"), "60", SPEC, LATER),
    Fact(msg("pinterest.fact.trial_calls"), "1000", LIMITS, LATER),
    Fact(msg("pinterest.fact.trial_writes"), "300", LIMITS_BY_HEARSAY, LATER),
    Fact(msg("pinterest.fact.calls"), "100", LIMITS, LATER),
    Fact(msg("pinterest.fact.reads"), "1000", LIMITS_BY_HEARSAY, LATER),
    Fact(msg("pinterest.fact.writes"), "100", LIMITS_BY_HEARSAY, LATER),
    Fact(msg("pinterest.fact.pins"), "200000", GUIDE, LATER),
    Fact(msg("pinterest.fact.carousel"), "2-5", SPEC, LATER),
    Fact(msg("pinterest.fact.feed"), "50-60", PRODUCT_SPECS, LATER),
)
