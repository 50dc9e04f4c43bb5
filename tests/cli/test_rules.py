"""`aromatiza rules`: every limit with its source and day, on a terminal and as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from aromatiza.platforms import REGISTRY
from tests.cli.workshop import Workshop


def test_a_platform_s_limits_are_listed_with_their_sources(shop: Workshop) -> None:
    done = shop.run("rules", "x")

    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith("x\n")
    (line,) = (line for line in done.stdout.splitlines() if "at most 280" in line)
    assert "weighted characters" in line
    assert "https://docs.x.com/fundamentals/counting-characters (read 2026-11-22)" in line


def test_without_a_name_all_platforms_are_listed(shop: Workshop) -> None:
    lines = shop.run("rules").stdout.splitlines()

    assert [line for line in lines if line in REGISTRY] == list(REGISTRY)


def test_the_table_speaks_french(shop: Workshop) -> None:
    assert "au plus 280" not in shop.run("--lang", "fr", "rules", "x").stdout
    assert "280 caractères pondérés au plus" in shop.run("--lang", "fr", "rules", "x").stdout


def test_json_has_every_rule_and_every_fact(shop: Workshop) -> None:
    listed = shop.run("rules", "--json").json

    assert listed["version"] == 1
    assert len(listed["rules"]) == sum(len(platform.rules) for platform in REGISTRY.values())
    assert len(listed["facts"]) == sum(len(platform.facts) for platform in REGISTRY.values())
    assert {rule["read_on"][:2] for rule in listed["rules"]} == {"20"}
    assert all(rule["source"].startswith("https://") for rule in listed["rules"])


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_platform_that_does_not_exist_is_refused_with_those_that_do(shop: Workshop, lang: str) -> None:
    done = shop.run("--lang", lang, "rules", "mastodon")

    assert (done.code, done.stdout) == (2, "")
    assert "mastodon" in done.stderr
    assert "instagram" in done.stderr


def test_it_needs_neither_a_brand_nor_a_repository(shop: Workshop, tmp_path: Path) -> None:
    place = tmp_path / "nowhere"
    place.mkdir()

    assert shop.run("rules", "x", at=place).code == 0
