"""`aromatiza status`: what is known of every delivery, as the ledger has it."""

from __future__ import annotations

import click

from aromatiza.cli.context import Session, command_body
from aromatiza.cli.screen import (
    about_text,
    delivery_as_json,
    print_json,
    print_table,
    state_text,
    tell,
    tell_what_is_to_come,
)
from aromatiza.core.exits import Exit, exit_of
from aromatiza.core.messages import msg

__all__ = ["status"]


@click.command(epilog="\b\nExample:\n  aromatiza status brume-lavande")
@click.argument("posts", nargs=-1, metavar="[POST]...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@command_body
def status(session: Session, posts: tuple[str, ...], as_json: bool) -> Exit:
    """Show every delivery, the newest last; only those of POST if any is given."""
    house = session.house()
    house.ledger.watermark()
    records = sorted(house.ledger.all_records().values(), key=lambda record: (record.at, record.key))
    shown = [record for record in records if not posts or record.post in posts]
    if as_json:
        deliveries = [delivery_as_json(record, "none", record.reason, session.locale) for record in shown]
        print_json({"version": 1, "deliveries": deliveries})
        return exit_of(shown)
    if not shown:
        tell(msg("status.nothing").text(session.locale))
        return Exit.DONE
    print_table(
        [msg(f"head.{name}").text(session.locale) for name in ("post", "account", "state", "at", "about")],
        [
            (
                record.post,
                record.account,
                state_text(record),
                f"{record.at:%Y-%m-%d %H:%M}",
                about_text(record, record.reason, session.locale),
            )
            for record in shown
        ],
    )
    tell_what_is_to_come(shown, session.locale)
    return exit_of(shown)
