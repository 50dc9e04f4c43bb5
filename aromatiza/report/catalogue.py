"""The catalogue of problems in words: one page on a terminal, or all of them as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aromatiza.core.catalogue import CHAPTERS, PAGES, Page
from aromatiza.core.lints import LINTS
from aromatiza.core.messages import Locale, Message, msg
from aromatiza.core.post import MediaKind
from aromatiza.core.rules import Basis, Rule
from aromatiza.core.rules.book import rules_that_find
from aromatiza.core.rules.rule import BOTH_KINDS

__all__ = ["BASIS_WORDS", "KIND_WORDS", "catalogue_markdown", "page_lines"]

BASIS_WORDS: Mapping[Basis, Message] = {
    Basis.DOCUMENTED: msg("rules.basis.documented"),
    Basis.REPORTED: msg("rules.basis.reported"),
    Basis.CAUTIOUS: msg("rules.basis.cautious"),
}
KIND_WORDS: Mapping[tuple[MediaKind, ...], Message] = {
    BOTH_KINDS: msg("rules.kind.both"),
    (MediaKind.VIDEO,): msg("rules.kind.video"),
    (MediaKind.PHOTO,): msg("rules.kind.photo"),
}
Rules = Mapping[str, Iterable[Rule]]
"""The rules of each platform, by its name."""


def page_lines(code: str, rules: Rules, locale: Locale) -> tuple[str, ...]:
    """What `explain CODE` prints."""
    page = PAGES[code]
    lines = [f"{code}: {page.meaning[locale]}", "", *_advice(code, page, locale)]
    limits = [f"  - {limit}" for limit in _limits(code, rules, locale)]
    if limits:
        lines += ["", msg("explain.rules").text(locale), *limits]
    return tuple(lines)


def catalogue_markdown(rules: Rules, locale: Locale) -> str:
    """All pages, as the document that stands in docs/."""
    parts = [f"# {msg('catalogue.title').text(locale)}", msg("catalogue.intro").text(locale)]
    for chapter in CHAPTERS:
        parts.append(f"## {chapter.title[locale]}")
        for code, page in chapter.pages.items():
            parts += [f"### {code}", page.meaning[locale], *_advice(code, page, locale)]
            limits = [f"- {limit}" for limit in _limits(code, rules, locale)]
            if limits:
                parts += [msg("explain.rules").text(locale), "\n".join(limits)]
    return "\n\n".join(parts) + "\n"


def _advice(code: str, page: Page, locale: Locale) -> Iterator[str]:
    yield msg("explain.why", text=page.why[locale]).text(locale)
    yield msg("explain.fix", text=page.fix[locale]).text(locale)
    if page.example:
        yield msg("explain.example", text=f"`{page.example}`").text(locale)
    for lint in LINTS:
        if code in lint.codes:
            yield msg("explain.lint", name=lint.name, level=str(lint.level)).text(locale)
            if lint.source:
                source = msg("rules.read_on", url=lint.source, day=lint.read_on)
                yield msg("explain.source", url=source).text(locale)


def _limits(code: str, rules: Rules, locale: Locale) -> Iterator[str]:
    for platform, rule in rules_that_find(code, rules):
        source = msg("rules.read_on", url=rule.source.url, day=rule.source.read_on)
        limit = msg(
            "explain.rule",
            platform=platform,
            about=_about(rule),
            accepted=rule.accepted,
            basis=BASIS_WORDS[rule.source.basis],
            source=source,
        )
        yield limit.text(locale)


def _about(rule: Rule) -> Message | str:
    """What a rule limits, and for which kind of media, when it is not for both."""
    if rule.kinds == BOTH_KINDS:
        return rule.about
    return msg("explain.for_kind", about=rule.about, kind=KIND_WORDS[rule.kinds])
