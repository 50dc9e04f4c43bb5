"""The SARIF document: by the official schema, relative to the repository, stable when lines move."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from aromatiza import __version__
from aromatiza.core.catalogue import PAGES
from aromatiza.core.problems import Problem, Severity
from aromatiza.report.sarif import FINGERPRINT, sarif
from tests.report.problems import HOSTILE, PLAIN, PROBLEMS, hostile_problem, said
from tests.report.runner import commands_in

SCHEMA = Path(__file__).parents[1] / "data" / "sarif" / "sarif-schema-2.1.0.json"
VALIDATOR = Draft4Validator(
    json.loads(SCHEMA.read_text("utf-8")), format_checker=Draft4Validator.FORMAT_CHECKER
)
CODE = next(iter(PAGES))


def run_of(problems: Sequence[Problem]) -> Any:
    """The one run, as a consumer reads it."""
    document = json.loads(json.dumps(sarif(problems, "en")))
    (run,) = document["runs"]
    return run


def prints_of(problems: Sequence[Problem]) -> list[str]:
    return [result["partialFingerprints"][FINGERPRINT] for result in run_of(problems)["results"]]


def messages_of(problem: Problem) -> str:
    (result,) = run_of([problem])["results"]
    return str(result["message"]["text"])


def test_the_schema_refuses_what_is_no_sarif() -> None:
    """The other tests would say nothing if it accepted everything."""
    assert not VALIDATOR.is_valid({"version": "2.1.0"})
    assert not VALIDATOR.is_valid({**sarif([PLAIN], "en"), "runs": [{"tool": {}}]})


@pytest.mark.parametrize(
    "problems",
    [[], [PLAIN], [replace(PLAIN, file="", key="", source="")], [replace(PLAIN, line=0, column=0)]],
    ids=["none", "one", "nothing but words", "no place"],
)
def test_the_document_is_what_the_official_schema_accepts(problems: list[Problem]) -> None:
    VALIDATOR.validate(sarif(problems, "fr"))


@given(st.lists(PROBLEMS, max_size=4))
def test_any_problems_make_a_document_that_the_schema_accepts(problems: list[Problem]) -> None:
    document = sarif(problems, "en")
    VALIDATOR.validate(document)
    assert json.dumps(document, ensure_ascii=False).encode()


def test_a_result_has_level_place_words_and_source() -> None:
    run = run_of([replace(PLAIN, severity=Severity.WARNING)])
    (result,) = run["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("too-long", 0, "warning")
    assert result["message"]["text"] == f"{PLAIN.message}\n→ {PLAIN.fix}\n{PLAIN.source}"
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "content/posts/brume.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 2, "startColumn": 10},
            },
            "logicalLocations": [{"fullyQualifiedName": "captions.x"}],
        }
    ]
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_rule_has_its_page_of_the_catalogue_and_the_address_of_its_source() -> None:
    known = replace(PLAIN, code=CODE)
    driver = run_of([known, PLAIN, replace(known, source="https://other.example/")])["tool"]["driver"]
    first, second = driver["rules"]
    assert (driver["name"], driver["version"]) == ("aromatiza", __version__)
    assert (first["id"], second["id"]) == (CODE, "too-long")
    assert first["shortDescription"]["text"] == PAGES[CODE].meaning["en"]
    assert PAGES[CODE].fix["en"] in first["help"]["text"]
    assert first["helpUri"] == PLAIN.source


@pytest.mark.parametrize("source", ["", "javascript:alert(1)", "see the manual"])
def test_a_source_that_is_no_address_is_no_help_uri(source: str) -> None:
    (rule,) = run_of([replace(PLAIN, source=source)])["tool"]["driver"]["rules"]
    assert "helpUri" not in rule


def test_every_page_of_the_catalogue_makes_a_rule_that_the_schema_accepts() -> None:
    problems = [replace(PLAIN, code=code) for code in PAGES]
    VALIDATOR.validate(sarif(problems, "fr"))
    assert len(run_of(problems)["tool"]["driver"]["rules"]) == len(PAGES)


@pytest.mark.parametrize(
    "file",
    [
        "content/posts/l'été à 100 %.yaml",
        "a b#c?d.yaml",
        "//evil.example/a",
        "/etc/passwd",
        "c:/a",
        "a\nb",
        "\\\\a",
    ],
)
def test_a_path_is_relative_to_the_repository_and_names_the_same_file(file: str) -> None:
    (result,) = run_of([replace(PLAIN, file=file)])["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    parts = urlsplit(uri)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert unquote(uri) == file.lstrip("/")


def test_a_fingerprint_stays_when_lines_move_and_numbers_change() -> None:
    moved = replace(PLAIN, line=70, column=3, message=said("301"), fix=said("21"))
    assert prints_of([moved]) == prints_of([PLAIN])


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAIN, code="b"),
        replace(PLAIN, file="b"),
        replace(PLAIN, key="b"),
        replace(PLAIN, account="b"),
    ],
    ids=["code", "file", "key", "account"],
)
def test_problems_of_different_things_have_different_fingerprints(other: Problem) -> None:
    assert prints_of([other]) != prints_of([PLAIN])


def test_problems_that_are_alike_are_told_apart_by_their_order() -> None:
    first, second = prints_of([PLAIN, replace(PLAIN, line=5)])
    assert first != second
    assert prints_of([PLAIN]) == [first]


@given(st.lists(PROBLEMS, max_size=6))
def test_no_two_problems_of_a_run_share_a_fingerprint(problems: list[Problem]) -> None:
    prints = prints_of([*problems, *problems])
    assert len(set(prints)) == len(prints)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{0} {x}", "{{0}} {{x}}"),
        ("[a](https://evil.example)", "[a] (https://evil.example)"),
        ("a\r::error::b", "a⟨U+000D⟩::error::b"),
        ("##[error]b", "## [error]b"),
    ],
    ids=["places", "links", "line ends", "commands"],
)
def test_what_means_something_in_a_message_is_taken_out_of_it(text: str, shown: str) -> None:
    """SARIF 2.1.0, 3.11.5: braces "SHALL be represented by the character sequences "{{" and "}}"."""
    assert shown in messages_of(replace(PLAIN, message=said(text)))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_problem_makes_a_document_that_is_inert_and_bounded(text: str) -> None:
    document = sarif([hostile_problem(text)], "fr")
    VALIDATOR.validate(document)
    printed = json.dumps(document, ensure_ascii=False, indent=2)
    assert commands_in(printed) == []
    assert "](" not in messages_of(hostile_problem(text))
    assert {one for one in printed if ord(one) < 32} <= {"\n"}
