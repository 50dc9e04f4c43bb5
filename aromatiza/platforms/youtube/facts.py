"""What YouTube says and may change without a word: versions, quotas, lifetimes, what an app must be."""

from __future__ import annotations

from aromatiza.core.messages import msg
from aromatiza.core.rules import Fact, Source

__all__ = ["FACTS", "READ_ON"]

READ_ON = "2026-11-22"

DATA_API = "https://developers.google.com/youtube/data"
DISCOVERY = Source(
    "https://github.com/googleapis/google-api-python-client/blob/main/googleapiclient/discovery_cache/documents/"
    "youtube.v3.json",
    READ_ON,
)
HISTORY = Source(f"{DATA_API}/revision_history", READ_ON)
QUOTA = Source(f"{DATA_API}/determine_quota_cost", READ_ON)
OAUTH = Source("https://developers.google.com/identity/protocols/oauth2", READ_ON)
AUDIENCE = Source("https://support.google.com/cloud/answer/15549945", READ_ON)

SOON, LATER = "2027-02-22", "2027-05-22"
"""What changed in this very month is read again sooner than the rest."""

FACTS: tuple[Fact, ...] = (
    Fact(msg("youtube.fact.revision"), "v3, 20261104", DISCOVERY, LATER),
    Fact(msg("youtube.fact.unlocked"), "2026-11-02", HISTORY, SOON),
    Fact(msg("youtube.fact.uploads"), "100", QUOTA, LATER),
    Fact(msg("youtube.fact.units"), "10000", QUOTA, LATER),
    Fact(msg("youtube.fact.reset"), "00:00 America/Los_Angeles", QUOTA, LATER),
    Fact(msg("youtube.fact.testing"), "7", AUDIENCE, LATER),
    Fact(msg("youtube.fact.unused"), "6", OAUTH, LATER),
    Fact(msg("youtube.fact.tokens"), "100", OAUTH, LATER),
    Fact(msg("youtube.fact.unverified"), "100", AUDIENCE, LATER),
)
