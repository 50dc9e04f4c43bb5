"""What a good post to Toy is, and how Toy words a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aromatiza.core.post import Json, MediaKind
from tests.contract.scenario import Good, No, Scenario
from tests.contract.toy.network import ToyNetwork
from tests.contract.toy.platform import NOTE_ERRORS, PLATFORM

__all__ = ["TOY"]


def word(no: No) -> Mapping[str, Json]:
    """A refusal of Toy."""
    return {"status": no.status, "body": {"error": {"code": no.code, "text": no.text, "trace": "toy-trace"}}}


TOY = Scenario(
    platform=PLATFORM,
    networks=(ToyNetwork,),
    account="77",
    stranger="78",
    posts=(
        Good("video", MediaKind.VIDEO, {"shelf": "novelties"}),
        Good("photos", MediaKind.PHOTO, {"audience": "everyone"}, files=1),
    ),
    word=word,
    token=";shelf=novelties",
    tables={"note made": NOTE_ERRORS},
    schema=Path(__file__).with_name("toy.schema.json"),
)
