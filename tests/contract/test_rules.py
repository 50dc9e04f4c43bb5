"""What the rules, the facts and the schema of every registered platform must be like."""

from __future__ import annotations

import json
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from aromatiza.core.messages import Message
from aromatiza.core.platform import Platform
from aromatiza.core.rules import Fact, Rule
from aromatiza.loader.content import read_content
from aromatiza.loader.schema import schemas
from aromatiza.platforms import REGISTRY

ROOT = Path(__file__).parents[2]
LAST_READING = date(2026, 11, 23)
PLATFORMS = pytest.mark.parametrize("platform", REGISTRY.values(), ids=REGISTRY)
RULES = [
    pytest.param(rule, id=f"{name}: {type(rule).__name__} {number}")
    for name, platform in REGISTRY.items()
    for number, rule in enumerate(platform.rules)
]
FACTS = [
    pytest.param(fact, id=f"{name}: {fact.name.key}")
    for name, platform in REGISTRY.items()
    for fact in platform.facts
]
OPTIONS = [
    pytest.param(option, schemas()[f"platforms/{name}"]["properties"][option], id=f"{name}: {option}")  # type: ignore[index]
    for name in REGISTRY
    for option in schemas()[f"platforms/{name}"]["properties"]  # type: ignore[union-attr]
]


def wordings(words: Message | str) -> tuple[str, str]:
    return (words.text("en"), words.text("fr")) if isinstance(words, Message) else (words, words)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_says_who_says_so_and_when_that_was_read(rule: Rule) -> None:
    assert rule.source.url.startswith("https://")
    assert date.fromisoformat(rule.source.read_on) <= LAST_READING


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_can_be_listed_in_both_languages(rule: Rule) -> None:
    for words in chain(wordings(rule.about), wordings(rule.accepted)):
        assert words
        assert words.isprintable()


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_read_again_within_a_year_and_named_in_both_languages(fact: Fact) -> None:
    read, again = date.fromisoformat(fact.source.read_on), date.fromisoformat(fact.read_again)

    assert 0 < (again - read).days <= 366
    assert fact.source.url.startswith("https://")
    assert fact.value
    assert fact.name.text("en") != fact.name.text("fr")


@PLATFORMS
def test_a_platform_has_rules_facts_and_a_schema(platform: Platform) -> None:
    assert platform.rules
    assert platform.facts
    assert f"platforms/{platform.name}" in schemas()


@PLATFORMS
def test_the_options_that_label_a_post_are_those_of_the_schema(platform: Platform) -> None:
    options: Any = schemas()[f"platforms/{platform.name}"]["properties"]
    labels = platform.labels

    assert {"paid_partnership"} & set(options) == {labels.paid} - {""}
    assert {"ai_generated", "synthetic"} & set(options) == {labels.ai} - {""}
    assert set(labels.by_hand) <= set(options)


@PLATFORMS
def test_a_schema_takes_its_examples_and_no_other_key(platform: Platform) -> None:
    schema: Any = schemas()[f"platforms/{platform.name}"]
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    for name, option in schema["properties"].items():
        assert all(validator.is_valid({name: example}) for example in option["examples"]), name
    assert all(validator.is_valid(example) for example in schema["examples"])
    assert not validator.is_valid({"no_such_option": True})


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_an_option_is_explained_with_an_example_and_without_a_limit_of_the_network(
    name: str, option: dict[str, Any]
) -> None:
    explained = option["markdownDescription"].replace("`", "").casefold()

    assert option["title"]
    assert explained.startswith(option["description"].replace("`", "").casefold())
    assert f"\n\nExample: `{name}: " in option["markdownDescription"]
    assert "maxLength" not in option


def test_the_posts_that_are_shipped_as_examples_break_no_rule() -> None:
    example = json.loads((ROOT / "schemas/post.schema.json").read_text("utf-8"))["examples"][0]
    files = {f"content/posts/{path.name}": path.read_bytes() for path in ROOT.glob("content/posts/*.yaml")}
    files["content/posts/example.yaml"] = json.dumps(example).encode()
    files["content/brand.yaml"] = (ROOT / "content/brand.yaml").read_bytes()
    content = read_content(files, REGISTRY)

    assert len(content.posts) >= 4
    assert [problem for problem in content.problems if problem.account] == []
