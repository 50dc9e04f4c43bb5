"""`aromatiza rules`: what each platform accepts, with the source of every limit."""

from __future__ import annotations

import json
from collections.abc import Iterable

import click

from aromatiza.cli.context import Session, command_body
from aromatiza.cli.screen import print_json, print_table, show
from aromatiza.core.errors import Misconfigured
from aromatiza.core.exits import Exit
from aromatiza.core.messages import Locale, Message, msg
from aromatiza.core.platform import Platform
from aromatiza.core.post import Json
from aromatiza.core.problems import Severity
from aromatiza.core.rules import Fact, Given, Rule
from aromatiza.platforms import REGISTRY
from aromatiza.report.catalogue import BASIS_WORDS, KIND_WORDS

__all__ = ["rules"]

RULE_HEADS = (
    msg("rules.about"),
    msg("rules.accepted"),
    msg("rules.for"),
    msg("rules.basis"),
    msg("rules.source"),
)
FACT_HEADS = (msg("rules.fact"), msg("rules.value"), msg("rules.again"), msg("rules.source"))


@click.command(epilog="\b\nExample:\n  aromatiza rules instagram")
@click.argument("platform", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@command_body
def rules(session: Session, platform: str | None, as_json: bool) -> Exit:
    """Print what PLATFORM accepts, each limit with its unit, source and day; all platforms without a name."""
    if platform is not None and platform not in REGISTRY:
        raise Misconfigured(msg("rules.unknown", found=platform, known=", ".join(REGISTRY)))
    chosen = [REGISTRY[platform]] if platform else list(REGISTRY.values())
    locale = session.locale
    if as_json:
        print_json(
            {
                "version": 1,
                "rules": [_rule_as_json(one.name, rule, locale) for one in chosen for rule in one.rules],
                "facts": [_fact_as_json(one.name, fact, locale) for one in chosen for fact in one.facts],
            }
        )
        return Exit.DONE
    for number, one in enumerate(chosen):
        if number:
            show("")
        show(one.name)
        _print_rules(one, locale)
    return Exit.DONE


def _print_rules(platform: Platform, locale: Locale) -> None:
    print_table(_worded(RULE_HEADS, locale), [_row(rule, locale) for rule in platform.rules])
    if platform.facts:
        rows = [
            (fact.name.text(locale), fact.value, fact.read_again, _source(fact, locale))
            for fact in platform.facts
        ]
        print_table(_worded(FACT_HEADS, locale), rows)


def _worded(heads: Iterable[Message], locale: Locale) -> list[str]:
    return [head.text(locale) for head in heads]


def _row(rule: Rule, locale: Locale) -> tuple[str, ...]:
    accepted = _text(rule.accepted, locale)
    if rule.severity is Severity.WARNING:
        accepted = msg("rules.warning", accepted=accepted).text(locale)
    when = "".join(f", {_setting(option, value).text(locale)}" for option, value in rule.when.items())
    return (
        _text(rule.about, locale),
        accepted,
        KIND_WORDS[rule.kinds].text(locale) + when,
        BASIS_WORDS[rule.source.basis].text(locale),
        _source(rule, locale),
    )


def _setting(option: str, value: Json | Given) -> Message:
    """When a rule holds: with that value of the option, with any, or without the option."""
    if value is Given.ANY:
        return msg("rules.with_any", option=option)
    if value is None:
        return msg("rules.without", option=option)
    return msg("rules.with", option=option, value=json.dumps(value) if isinstance(value, bool) else value)


def _source(stated: Rule | Fact, locale: Locale) -> str:
    return msg("rules.read_on", url=stated.source.url, day=stated.source.read_on).text(locale)


def _text(words: Message | str, locale: Locale) -> str:
    return words.text(locale) if isinstance(words, Message) else words


def _rule_as_json(platform: str, rule: Rule, locale: Locale) -> dict[str, object]:
    return {
        "platform": platform,
        "about": _text(rule.about, locale),
        "accepted": _text(rule.accepted, locale),
        "kinds": [str(kind) for kind in rule.kinds],
        "when": dict(rule.when),
        "severity": str(rule.severity),
        "codes": list(rule.codes),
        "basis": str(rule.source.basis),
        "source": rule.source.url,
        "read_on": rule.source.read_on,
    }


def _fact_as_json(platform: str, fact: Fact, locale: Locale) -> dict[str, object]:
    return {
        "platform": platform,
        "name": fact.name.text(locale),
        "value": fact.value,
        "source": fact.source.url,
        "read_on": fact.source.read_on,
        "read_again": fact.read_again,
    }
