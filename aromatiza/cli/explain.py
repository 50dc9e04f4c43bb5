"""`aromatiza explain`: what a problem's code means, why it matters and how to mend it."""

from __future__ import annotations

from difflib import get_close_matches

import click

from aromatiza.cli.context import Session, command_body
from aromatiza.cli.screen import show
from aromatiza.core.catalogue import PAGES
from aromatiza.core.errors import Misconfigured
from aromatiza.core.exits import Exit
from aromatiza.core.messages import msg
from aromatiza.platforms import REGISTRY
from aromatiza.report.catalogue import page_lines

__all__ = ["explain"]


@click.command(epilog="\b\nExample:\n  aromatiza explain text-too-long")
@click.argument("code", required=False)
@command_body
def explain(session: Session, code: str | None) -> Exit:
    """Print the catalogue's page of a problem CODE; without one, all codes with what they mean."""
    if code is None:
        width = max(map(len, PAGES))
        for known, page in PAGES.items():
            show(f"{known:<{width}}  {page.meaning[session.locale]}")
        return Exit.DONE
    if code not in PAGES:
        similar = get_close_matches(code, PAGES, n=1)
        fix = msg("explain.similar", suggestion=similar[0]) if similar else msg("explain.all")
        raise Misconfigured(msg("explain.unknown", found=code, fix=fix))
    rules = {name: platform.rules for name, platform in REGISTRY.items()}
    for line in page_lines(code, rules, session.locale):
        show(line)
    return Exit.DONE
