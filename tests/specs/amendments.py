"""Where a network's document and what the network was seen to do disagree: what is read differently, and why.

Everything else in the documents is taken at its word. Each of these is needed: without it a test finds
something, so none outlives the oddity that it is for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

__all__ = ["AMENDMENTS", "Amendment", "amended"]

Json = Any


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change to a document: the `value` goes in at `place`; `why` ends with where it was read."""

    place: tuple[str, ...]
    value: Json
    why: str


OTHER_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "status": {"type": "integer"},
    },
}
PARAMETERS = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
}
WRONG_PARAMETERS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["message"],
        "properties": {"message": {"type": "string"}, "parameters": PARAMETERS},
    },
}
PROCESSING_ERROR = {
    "type": "object",
    "properties": {"code": {"type": "integer"}, "name": {"type": "string"}, "message": {"type": "string"}},
}
NO_FIELDS = {"content": {"application/json": {"schema": {"type": "object", "additionalProperties": False}}}}

ERRORS = "https://docs.x.com/x-api/fundamentals/response-codes-and-errors (read 2026-11)"
TYPES = ("components", "schemas", "Problem", "discriminator", "mapping")

AMENDMENTS: Mapping[str, Sequence[Amendment]] = {
    "pinterest": (),
    "x": (
        Amendment(
            ("paths", "/2/media/upload/{id}/finalize", "post", "requestBody"),
            NO_FIELDS,
            "The document knows no body, but X refused an empty one in July 2026, and wanted a JSON object. "
            "https://github.com/trypostit/trypost/pull/202 (read 2026-11)",
        ),
        Amendment(
            ("components", "schemas", "OtherProblem"),
            OTHER_PROBLEM,
            f"The page on errors names types that the document lacks, of no more fields than these. {ERRORS}",
        ),
        Amendment(
            (*TYPES, "about:blank"),
            "#/components/schemas/OtherProblem",
            f"What has no type of its own: 401, 403. {ERRORS}",
        ),
        Amendment(
            (*TYPES, "https://api.x.com/2/problems/rate-limit-exceeded"),
            "#/components/schemas/OtherProblem",
            f"429. {ERRORS}",
        ),
        Amendment(
            (
                "components",
                "schemas",
                "GetMediaUploadStatusResponseDataProcessingInfo",
                "properties",
                "error",
            ),
            PROCESSING_ERROR,
            "The page of version 1.1 shows why processing failed; the document forgot it. "
            "https://developer.x.com/en/docs/twitter-api/v1/media/upload-media/api-reference/"
            "get-media-upload-status (read 2026-11)",
        ),
        Amendment(
            ("components", "schemas", "InvalidRequestProblem", "properties", "errors"),
            WRONG_PARAMETERS,
            "By a person of X's, answers with 400 list every wrong parameter. "
            "https://twittercommunity.com/t/questions-about-error-response-structure/151746 (read 2026-11)",
        ),
    ),
    "youtube": (),
}


def amended(document: Mapping[str, Json], amendments: Sequence[Amendment]) -> Mapping[str, Json]:
    """A copy of the document with these changes. Raises: KeyError, when it has no such place."""
    copy = deepcopy(dict(document))
    for one in amendments:
        *way, last = one.place
        at: Json = copy
        for key in way:
            at = at[key]
        at[last] = one.value
    return copy
