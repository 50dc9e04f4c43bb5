"""docs/problems.md and its French sister are the catalogue; every code has a page in both languages."""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path

import pytest

from aromatiza.core.catalogue import CHAPTERS, PAGES, Page
from aromatiza.core.lints import LINTS
from aromatiza.core.messages import Locale
from aromatiza.core.rules.house import house_rules
from aromatiza.core.rules.qualities import MEASURABLE
from aromatiza.platforms import REGISTRY
from aromatiza.report.catalogue import catalogue_markdown
from tests.loader.builders import brand

DOCS = Path(__file__).parents[2] / "docs"
PACKAGE = DOCS.parent / "aromatiza"
RULES = {name: platform.rules for name, platform in REGISTRY.items()}


@pytest.mark.parametrize(("name", "locale"), [("problems.md", "en"), ("problemes.md", "fr")])
def test_the_page_in_docs_is_the_catalogue(name: str, locale: Locale) -> None:
    path, made = DOCS / name, catalogue_markdown(RULES, locale)
    if os.environ.get("GOLDEN"):
        path.write_text(made, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == made


def test_every_code_that_a_rule_or_a_lint_finds_has_a_page() -> None:
    rules = [rule for platform in RULES.values() for rule in platform] + [*house_rules(brand())]
    found = {code for rule in rules for code in rule.codes}
    found |= {measure.code for measure in MEASURABLE} | {code for lint in LINTS for code in lint.codes}

    assert found - PAGES.keys() == set()


MAKERS = {
    *("Problem", "Finding", "Trouble", "Fault", "Explanation", "Quantity", "Quality", "Trait"),
    *("add", "found", "_about", "_stop", "_refuse", "_fault"),
}
"""What is called with the code of a problem, as its first or second argument."""
CODE = re.compile(r"[a-z]+(-[a-z]+)+|empty|twice")


def test_every_code_that_stands_in_the_source_has_a_page() -> None:
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name_of(node.func) in MAKERS:
                found |= {
                    argument.value
                    for argument in node.args[:2]
                    if isinstance(argument, ast.Constant)
                    and isinstance(argument.value, str)
                    and CODE.fullmatch(argument.value)
                }

    assert len(found) > 60
    assert found - PAGES.keys() == set()


def _name_of(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def test_no_code_is_in_two_chapters() -> None:
    assert sum(len(chapter.pages) for chapter in CHAPTERS) == len(PAGES)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_says_everything_in_both_languages(page: Page) -> None:
    for wordings in (page.meaning, page.why, page.fix):
        assert all(wordings[locale].endswith((".", "?", "!")) for locale in ("en", "fr"))
