"""`aromatiza explain`: what a problem's code means, why it matters and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

import click

from aromatiza.cli.context import Session, command_body
from aromatiza.cli.screen import print_json, show
from aromatiza.core.catalogue import PAGES, Page
from aromatiza.core.errors import Misconfigured
from aromatiza.core.exits import Exit
from aromatiza.core.messages import msg
from aromatiza.platforms import REGISTRY
from aromatiza.report.catalogue import page_lines

__all__ = ["explain"]


@click.command(epilog="\b\nExample:\n  aromatiza explain text-too-long")
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@command_body
def explain(session: Session, code: str | None, as_json: bool) -> Exit:
    """Print the catalogue's page of a problem CODE; without one, all codes with what they mean."""
    if code is not None and code not in PAGES:
        similar = get_close_matches(code, PAGES, n=1)
        fix = msg("explain.similar", suggestion=similar[0]) if similar else msg("explain.all")
        raise Misconfigured(msg("explain.unknown", found=code, fix=fix))
    if as_json:
        chosen: Mapping[str, Page] = {code: PAGES[code]} if code else PAGES
        print_json({"version": 1, "pages": [_as_json(key, page, session) for key, page in chosen.items()]})
    elif code:
        rules = {name: platform.rules for name, platform in REGISTRY.items()}
        for line in page_lines(code, rules, session.locale):
            show(line)
    else:
        width = max(map(len, PAGES))
        for known, page in PAGES.items():
            show(f"{known:<{width}}  {page.meaning[session.locale]}")
    return Exit.DONE


def _as_json(code: str, page: Page, session: Session) -> dict[str, object]:
    return {
        "code": code,
        "meaning": page.meaning[session.locale],
        "why": page.why[session.locale],
        "fix": page.fix[session.locale],
    }
