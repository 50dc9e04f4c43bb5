"""Problems as a SARIF document, for code scanning and every editor that reads it.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html (read 2026-11-23): section
3.11.5 (braces), 3.11.6 (links in messages), 3.14.11 and 3.14.17 (columns), 3.27.17 (fingerprints).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from aromatiza import __version__
from aromatiza.core.catalogue import PAGES
from aromatiza.core.messages import Locale
from aromatiza.core.problems import Problem
from aromatiza.report.inert import PLAIN_ADDRESS, harmless, one_line

__all__ = ["sarif"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "aromatizaProblem/v1"
"""What our fingerprints are called; another way to compute them would be another name."""
ROOT = "%SRCROOT%"
"""The name that consumers know for the top of the repository, to which all paths are relative."""

Json = dict[str, object]


def sarif(problems: Sequence[Problem], locale: Locale) -> Json:
    """One run with a result for every problem, and a rule for every code that occurs.

    Sentences are in the language of `locale`. Nothing is left out: a consumer with a limit of its own (GitHub
    takes 25,000 results) says so itself.
    """
    codes = list(dict.fromkeys(_name(problem.code) for problem in problems))
    index = {code: number for number, code in enumerate(codes)}
    prints = _fingerprints(problems)
    driver = {
        "name": "aromatiza",
        "version": __version__,
        "rules": [_rule(code, problems, locale) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        # A column of ours is a code point: an emoji is one, where most editors count two.
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(problem, index[_name(problem.code)], fingerprint, locale)
            for problem, fingerprint in zip(problems, prints, strict=True)
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, problems: Sequence[Problem], locale: Locale) -> Json:
    """A code with its page of the catalogue; its address is the first source that a problem names."""
    page = PAGES.get(code)
    rule: Json = {"id": code}
    if page is not None:
        help_text = f"{page.why[locale]}\n→ {page.fix[locale]}"
        rule["shortDescription"] = {"text": _literal(page.meaning[locale])}
        rule["help"] = {"text": _literal(help_text)}
    sources = (problem.source for problem in problems if _name(problem.code) == code)
    source = next(filter(PLAIN_ADDRESS.fullmatch, sources), "")
    if source:
        rule["helpUri"] = source
    return rule


def _result(problem: Problem, rule_index: int, fingerprint: str, locale: Locale) -> Json:
    return {
        "ruleId": _name(problem.code),
        "ruleIndex": rule_index,
        "level": str(problem.severity),
        "message": {"text": _literal(_said(problem, locale))},
        "locations": [_location(problem)] if problem.file else [],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }


def _said(problem: Problem, locale: Locale) -> str:
    lines = [one_line(problem.message.text(locale)), f"→ {one_line(problem.fix.text(locale))}"]
    if problem.source:
        lines.append(one_line(problem.source))
    return "\n".join(lines)


def _location(problem: Problem) -> Json:
    # An escaped path without a slash before it is relative, whatever it is made of.
    path = quote(problem.file, safe="/", errors="surrogatepass").lstrip("/")
    location: Json = {
        "physicalLocation": {
            "artifactLocation": {"uri": path, "uriBaseId": ROOT},
            "region": {"startLine": max(problem.line, 1), "startColumn": max(problem.column, 1)},
        }
    }
    if problem.key:
        location["logicalLocations"] = [{"fullyQualifiedName": _name(problem.key)}]
    return location


def _fingerprints(problems: Sequence[Problem]) -> list[str]:
    """What tells each problem from all others, and stays when lines move or the numbers in its words do.

    Of problems that are alike in everything else, the first stays the first.
    """
    seen: Counter[str] = Counter()
    prints: list[str] = []
    for problem in problems:
        alike = "\0".join((problem.code, problem.file, problem.key, problem.account))
        seen[alike] += 1
        digest = hashlib.sha256(f"{alike}\0{seen[alike]}".encode("utf-8", "surrogatepass"))
        prints.append(digest.hexdigest()[:32])
    return prints


def _name(text: str) -> str:
    return harmless(one_line(text))


def _literal(text: str) -> str:
    """A text that stays one in SARIF, where braces hold places and brackets make links, and in a log."""
    return harmless(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")
