"""What goes over the wire is what the networks' own documents describe: both our requests and the sandbox.

The documents may not be redistributed; without them these tests are skipped, and say where to get them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aromatiza.platforms import REGISTRY
from tests.specs.amendments import AMENDMENTS
from tests.specs.cases import CASES
from tests.specs.checked import check, checked, document_with
from tests.specs.deliveries import recording
from tests.specs.documents import SOURCES
from tests.specs.questions import QUESTIONS, answers
from tests.specs.table import table

SCHEMAS = Path(__file__).parents[2] / "schemas" / "platforms"
OPERATIONS = {
    "pinterest": {
        "GET /v5/boards",
        "GET /v5/boards/{board_id}/pins",
        "GET /v5/boards/{board_id}/sections/{section_id}/pins",
        "GET /v5/media/{media_id}",
        "GET /v5/user_account",
        "POST /v5/media",
        "GET /v5/pins/{pin_id}",
        "POST /v5/pins",
    },
    "x": {
        "GET /2/media/upload",
        "GET /2/tweets/{id}",
        "GET /2/users/me",
        "GET /2/users/{id}/tweets",
        "POST /2/media/metadata",
        "POST /2/media/upload/initialize",
        "POST /2/media/upload/{id}/append",
        "POST /2/media/upload/{id}/finalize",
        "POST /2/tweets",
    },
    "youtube": {
        "PUT upload session",
        "youtube.channels.list",
        "youtube.playlistItems.list",
        "youtube.thumbnails.set",
        "youtube.videos.insert",
        "youtube.videos.list",
    },
}
OUTSIDE = {
    "pinterest": {"res.cloudinary.com", "pinterest-media-upload.s3-accelerate.amazonaws.com"},
    "x": {"res.cloudinary.com"},
    "youtube": {"res.cloudinary.com"},
}
"""The brand's own media, and the bucket that takes Pinterest's videos by a form that an answer spells out."""

each_network = pytest.mark.parametrize("platform", list(SOURCES), indirect=True)


@each_network
def test_every_request_and_every_answer_is_as_the_network_describes_it(platform: str) -> None:
    assert checked(platform).findings == []


@each_network
def test_every_kind_of_call_of_a_flow_was_seen(platform: str) -> None:
    assert {verdict.operation for _, verdict in checked(platform).deliveries} == OPERATIONS[platform]


@each_network
def test_only_media_hosts_are_left_unchecked(platform: str) -> None:
    assert {exchange.host for exchange in checked(platform).outside} == OUTSIDE[platform]


@each_network
def test_requests_and_answers_are_both_judged(platform: str) -> None:
    """Nothing is waved through but the bytes of an upload, a lost answer, and YouTube's refusals."""
    unjudged = {
        (verdict.operation, exchange.answer and exchange.answer.status)
        for exchange, verdict in checked(platform).answered
        if verdict.request is None or verdict.answer is None
    }

    allowed = {
        "pinterest": {("POST /v5/pins", None)},
        "x": {("POST /2/tweets", None)},
        "youtube": {
            ("youtube.channels.list", 401),
            *(("PUT upload session", status) for status in (None, 201, 308)),
        },
    }
    assert unjudged == allowed[platform]


@each_network
def test_the_scopes_that_we_ask_for_are_enough_and_none_is_too_many(platform: str) -> None:
    """But `offline.access`, which no call needs: by it X gives a token that lasts."""
    ours = {scope.name for scope in REGISTRY[platform].scopes} - {"offline.access"}
    needs = [verdict.scopes for _, verdict in checked(platform).deliveries if verdict.scopes is not None]

    def is_enough(held: set[str]) -> bool:
        return all(any(way <= held for way in ways) for ways in needs)

    assert needs
    assert is_enough(ours)
    assert [scope for scope in ours if is_enough(ours - {scope})] == []


@each_network
def test_every_amendment_is_needed(platform: str) -> None:
    """A document that was put right makes the amendment wrong: then it goes."""
    amendments = AMENDMENTS[platform]
    # What others refer to cannot be left out alone.
    single = [one for one in amendments if one.place[-1] != "OtherProblem"]

    unneeded = [
        left_out.place
        for left_out in single
        if not check(
            document_with(platform, [one for one in amendments if one is not left_out]), platform
        ).findings
    ]

    assert unneeded == []


@pytest.mark.parametrize("platform", list(SOURCES))
def test_the_deliveries_use_every_option_and_every_choice(platform: str) -> None:
    properties = json.loads((SCHEMAS / f"{platform}.schema.json").read_text(encoding="utf-8"))["properties"]
    wanted = {(name, choice) for name, rule in properties.items() for choice in rule.get("enum", ["any"])}

    used = {
        (name, value if "enum" in properties[name] else "any")
        for case in CASES[platform]
        for name, value in case.options.items()
    }

    assert used == wanted


@pytest.mark.parametrize("platform", list(SOURCES))
def test_every_delivery_ends_as_it_must(platform: str) -> None:
    assert recording(platform).states == {case.name: case.ends for case in CASES[platform]}


@pytest.mark.parametrize("platform", list(SOURCES))
def test_every_question_gets_the_answer_that_it_is_for(platform: str) -> None:
    statuses = {name: one.answer and one.answer.status for name, one in answers(platform).items()}

    assert statuses == {question.name: question.status for question in QUESTIONS[platform]}


def test_the_table_has_a_line_for_every_network() -> None:
    lines = table().splitlines()

    print("", *lines, sep="\n")  # noqa: T201 - `pytest -s` shows it

    assert [line.split()[0] for line in lines[1:]] == list(SOURCES)
