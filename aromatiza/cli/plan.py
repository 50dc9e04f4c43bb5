"""`aromatiza plan`: what `publish` would do now, and why."""

from __future__ import annotations

import click

from aromatiza.cli.context import Session, command_body
from aromatiza.cli.planning import intake
from aromatiza.cli.screen import delivery_as_json, print_json, print_table, tell
from aromatiza.cli.wiring import SystemClock
from aromatiza.core.exits import Exit
from aromatiza.core.messages import msg

__all__ = ["plan"]


@click.command(epilog="\b\nExample:\n  aromatiza plan")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option(
    "--allow-burst", is_flag=True, help="Plan as with more publications than the brand's guard allows."
)
@command_body
def plan(session: Session, as_json: bool, allow_burst: bool) -> Exit:
    """Show what would happen now to every delivery that is not final. Sends nothing, changes nothing."""
    found = intake(session.house(), SystemClock().now(), allow_burst=allow_burst)
    entries = found.plan.entries
    if as_json:
        deliveries = [
            delivery_as_json(entry.record, str(entry.action), entry.reason, session.locale)
            for entry in entries
        ]
        print_json({"version": 1, "digest": found.plan.digest, "deliveries": deliveries})
        return Exit.DONE
    if not entries:
        tell(msg("plan.nothing").text(session.locale))
        return Exit.DONE
    print_table(
        [msg(f"head.{name}").text(session.locale) for name in ("post", "account", "action", "reason")],
        [
            (entry.record.post, entry.record.account, str(entry.action), entry.reason.text(session.locale))
            for entry in entries
        ],
    )
    tell(msg("plan.digest", digest=found.plan.digest).text(session.locale))
    return Exit.DONE
