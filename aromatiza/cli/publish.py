"""`aromatiza publish`: carry out the plan, save what happened, report it."""

from __future__ import annotations

import asyncio

import click

from aromatiza.cli.context import Session, command_body
from aromatiza.cli.planning import Intake, intake, known_of
from aromatiza.cli.screen import (
    ProgressLines,
    about_text,
    delivery_as_json,
    print_json,
    print_table,
    state_text,
    tell,
    tell_what_is_to_come,
)
from aromatiza.cli.wiring import House, Networks, SystemClock, networks_for, rooms
from aromatiza.core.delivery import DeliveryKey, Record
from aromatiza.core.errors import Misconfigured
from aromatiza.core.exits import Exit, exit_of
from aromatiza.core.messages import Locale, Message, msg
from aromatiza.core.plan import Action, Plan
from aromatiza.engine.run import Report, run_plan

__all__ = ["publish"]

CHOSEN = frozenset({"plan.paused", "plan.draft"})
"""Why a person holds a delivery on purpose."""


@click.command(
    epilog="\b\nExample:\n  aromatiza publish\n  aromatiza publish --sandbox http://127.0.0.1:8700"
)
@click.option(
    "--sandbox",
    "sandbox_url",
    is_flag=False,
    flag_value="",
    metavar="[URL]",
    help="Publish on simulated networks; without a URL, on ones that exist only for this run.",
)
@click.option("--expect", metavar="DIGEST", help="Publish only if the plan has this digest.")
@click.option(
    "--allow-burst", is_flag=True, help="Publish even more than the brand's guard allows in one run."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
@command_body
def publish(
    session: Session,
    sandbox_url: str | None,
    expect: str | None,
    allow_burst: bool,
    as_json: bool,
    quiet: bool,
) -> Exit:
    """Publish everything that is due. Safe to run again at any time: nothing goes out twice."""
    house = session.house()
    found = intake(house, SystemClock().now(), allow_burst=allow_burst)
    if expect is not None and expect != found.plan.digest:
        raise Misconfigured(msg("plan.unexpected", expected=expect, found=found.plan.digest))
    with networks_for(session.environ, sandbox_url, found.plan.entries) as networks:
        house.ledger.keep_to(networks.kind)
        report = asyncio.run(_run(house, found, networks, ProgressLines(session.locale, is_quiet=quiet)))
    records = _after(house, found.plan, report)
    if as_json:
        print_json(
            {
                "version": 1,
                "deliveries": [
                    delivery_as_json(record, action, reason, session.locale)
                    for record, action, reason in records
                ],
            }
        )
    else:
        _print(records, session.locale)
    for record in report.unwritten:
        known = about_text(record, record.reason, session.locale) or str(record.state)
        tell(msg("publish.unwritten", delivery=str(record.key), receipt=known).text(session.locale))
    for bug in report.bugs:
        raise bug
    return Exit.CONFIGURATION if report.unwritten else _exit(records)


async def _run(house: House, found: Intake, networks: Networks, watcher: ProgressLines) -> Report:
    clock = SystemClock()
    async with rooms(networks, found.brand, house.ledger, clock, watcher) as doors:
        return await run_plan(found.plan, found.brand, doors, house.lease(clock.now()), found.watermark)


Row = tuple[Record, str, Message | None]


def _after(house: House, plan: Plan, report: Report) -> list[Row]:
    """Every delivery of the plan as it is now, with what was done and why it stands where it stands."""
    worked: dict[DeliveryKey, Record] = {record.key: record for record in report.records}
    if report.lost:
        house.ledger.watermark()
        known = known_of(house, house.ledger.open_records(), {key.post for key in report.lost})
        worked.update({key: known.records[key] for key in report.lost & known.records.keys()})
    rows: list[Row] = []
    for entry in plan.entries:
        record = worked.get(entry.record.key)
        if record is None:
            rows.append((entry.record, str(entry.action), entry.reason))
        elif record.key in report.lost:
            rows.append((record, str(Action.WAIT), record.reason or msg("publish.lost")))
        else:
            rows.append((record, str(entry.action), record.reason))
    return rows


def _exit(rows: list[Row]) -> Exit:
    """What the deliveries ask for; one that is held needs a person, unless a person chose to hold it."""
    if any(action == Action.HOLD and reason and reason.key not in CHOSEN for _, action, reason in rows):
        return Exit.HUMAN
    return exit_of(record for record, action, _ in rows if action != Action.WITHDRAW)


def _print(rows: list[Row], locale: Locale) -> None:
    if not rows:
        tell(msg("plan.nothing").text(locale))
        return
    table = []
    for record, action, reason in rows:
        has_news = action == Action.NONE
        about = reason.text(locale) if reason and has_news else about_text(record, reason, locale)
        table.append((record.post, record.account, state_text(record), about))
    print_table([msg(f"head.{name}").text(locale) for name in ("post", "account", "state", "about")], table)
    tell_what_is_to_come((record for record, action, _ in rows if action != Action.NONE), locale)
