"""All rules of all platforms by the codes of the problems that they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aromatiza.core.rules.rule import Rule

__all__ = ["rules_that_find"]


def rules_that_find(code: str, rules: Mapping[str, Iterable[Rule]]) -> Iterator[tuple[str, Rule]]:
    """The rules that find problems of that code, with the names of their platforms."""
    for platform, own in rules.items():
        for rule in own:
            if code in rule.codes:
                yield platform, rule
