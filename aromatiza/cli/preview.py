"""`aromatiza preview`: what a pull request shows: every post as every account will show it.

The very flows that a merge would run are run, on simulated networks that exist only for this run.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from aromatiza.cli.context import Session, command_body
from aromatiza.cli.planning import brand_of, known_of, window_of
from aromatiza.cli.screen import delivery_as_json, print_json, show
from aromatiza.cli.wiring import House, SystemClock, rehearsal_networks, rooms
from aromatiza.core.delivery import DeliveryKey, Lease, Record
from aromatiza.core.errors import Misconfigured
from aromatiza.core.exits import Exit, exit_of
from aromatiza.core.messages import msg
from aromatiza.core.plan import Circumstances, Known, Plan, plan_of
from aromatiza.core.post import Brand, Post, PostId
from aromatiza.core.problems import Severity, problem_as_json
from aromatiza.engine.pace import LEASE
from aromatiza.engine.run import run_plan
from aromatiza.loader.content import BRAND_PATH, Content, is_post_path, read_content, read_tree
from aromatiza.platforms import REGISTRY
from aromatiza.preview.ledger import ForgetfulLedger
from aromatiza.preview.markdown import as_markdown
from aromatiza.preview.rehearsal import Rehearsal
from aromatiza.preview.sheet import above_fold, price_usd
from aromatiza.preview.text import as_text

__all__ = ["preview"]


@click.command(epilog="\b\nExample:\n  aromatiza preview --base origin/main --format markdown")
@click.argument("paths", nargs=-1, metavar="[FILE]...")
@click.option(
    "--base", metavar="REF", help="Preview what differs from REF (default: from the ledger's watermark)."
)
@click.option("--format", "shape", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@click.option("--requests/--no-requests", "with_requests", default=True, help="List every request, or none.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@command_body
def preview(
    session: Session, paths: tuple[str, ...], base: str | None, shape: str, with_requests: bool, as_json: bool
) -> Exit:
    """Show what every network will show, and the requests that would make it so. Needs no secret.

    Takes the posts of the work tree that changed, or FILEs; drafts and scheduled posts too.
    """
    house = session.house()
    files = read_tree(house.repository.top).sound_files()
    mark = _watermark(house)
    chosen = _chosen(house, files, paths, _merge_base(house, base) if base else mark)
    chosen_files = {path: body for path, body in files.items() if path in chosen or path == BRAND_PATH}
    content = read_content(chosen_files, REGISTRY)
    brand = brand_of(content)
    posts = content.posts_by_id
    digest = _digest(house, files, mark)
    rehearsal = asyncio.run(_rehearsed(session, _sound(content), brand))
    records = [shown.record for shown in rehearsal.results]
    if as_json:
        deliveries = [
            {
                **delivery_as_json(record, "preview", record.reason, session.locale),
                "text": record.rendition.text,
                "above_fold": above_fold(record)[0],
                "price_usd": price_usd(record),
            }
            for record in records
        ]
        problems = [problem_as_json(problem, session.locale) for problem in content.problems]
        print_json({"version": 1, "digest": digest, "deliveries": deliveries, "problems": problems})
    else:
        render = as_markdown if shape == "markdown" else as_text
        show(
            render(
                rehearsal.results,
                posts,
                content.problems,
                brand,
                session.locale,
                digest,
                with_requests=with_requests,
            )
        )
    wrong = any(problem.severity is Severity.ERROR for problem in content.problems)
    return Exit.CONTENT if wrong else exit_of(records)


def _chosen(house: House, files: Mapping[str, bytes], paths: tuple[str, ...], commit: str | None) -> set[str]:
    """The posts to show: those named, or those that differ from a commit."""
    top = house.repository.top.resolve()
    if paths:
        return {_named(path, files, top) for path in paths}
    return _differing(house, files, commit)


def _differing(house: House, files: Mapping[str, bytes], commit: str | None) -> set[str]:
    """The files that a commit has not, or not like that; all of them when there is none."""
    before = house.repository.read(commit, files) if commit else {}
    return {path for path, body in files.items() if before.get(path) != body}


def _named(path: str, files: Mapping[str, bytes], top: Path) -> str:
    """The post that a path names, as seen from the top of the work tree."""
    full = Path(path).parent.resolve() / Path(path).name
    inside = full.relative_to(top).as_posix() if full.is_relative_to(top) else ""
    if inside not in files or not is_post_path(inside):
        raise Misconfigured(msg("preview.no_post", path=path))
    return inside


def _merge_base(house: House, base: str) -> str:
    commit = house.repository.merge_base(base, "HEAD")
    if commit is None:
        raise Misconfigured(msg("git.unknown", name=base))
    return commit


def _watermark(house: House) -> str | None:
    """The commit up to which everything was taken in; "" when it is not here, None without a ledger."""
    if house.branch.tip() is None:
        return None
    return house.repository.commit(house.ledger.watermark().commit) or ""


def _digest(house: House, files: Mapping[str, bytes], mark: str | None) -> str:
    """The digest of the plan, if these were the files of the commit that is published."""
    open_records = {} if mark is None else house.ledger.open_records()
    paths = _differing(house, files, mark) | {record.path for record in open_records.values()} | {BRAND_PATH}
    content = read_content({path: body for path, body in files.items() if path in paths}, REGISTRY)
    posts = content.posts_by_id
    known = Known({}) if mark is None else known_of(house, open_records, posts)
    run = Circumstances("", SystemClock().now(), allow_burst=True, window=window_of)
    return plan_of(posts, known, brand_of(content), run).digest


def _sound(content: Content) -> dict[PostId, Post]:
    """The posts whose files have no error: the others are shown with their problems, not rehearsed."""
    wrong = {problem.file for problem in content.problems if problem.severity is Severity.ERROR}
    return {key: post for key, post in content.posts_by_id.items() if post.path not in wrong}


async def _rehearsed(session: Session, posts: Mapping[PostId, Post], brand: Brand) -> Rehearsal:
    """Run the flow of every delivery, whatever its date, against networks that forget it afterwards."""
    clock = SystemClock()
    now = clock.now()
    plan = _as_if_due(posts, brand, Circumstances("", now, allow_burst=True, window=window_of))
    rehearsal = Rehearsal()
    with rehearsal_networks(session.environ, plan.entries) as networks:
        async with rooms(networks, brand, ForgetfulLedger(), clock, rehearsal) as doors:
            report = await run_plan(plan, brand, doors, Lease("preview", "preview", now + LEASE), None)
    rehearsal.complete(report.records)
    return rehearsal


def _as_if_due(posts: Mapping[PostId, Post], brand: Brand, run: Circumstances) -> Plan:
    """The plan of these posts, drafts too, as if all were due; what a network takes ahead keeps its hour."""
    finished = {key: replace(post, is_draft=False) for key, post in posts.items()}
    hours = {
        entry.record.key: entry.record.rendition.publish_at
        for entry in plan_of(finished, Known({}), brand, run).work
    }
    undated = {key: replace(post, publish_at=None) for key, post in finished.items()}
    plan = plan_of(undated, Known({}), brand, run)
    entries = (replace(entry, record=_at_hour(entry.record, hours)) for entry in plan.entries)
    return replace(plan, entries=tuple(entries))


def _at_hour(record: Record, hours: Mapping[DeliveryKey, datetime | None]) -> Record:
    return replace(record, rendition=replace(record.rendition, publish_at=hours.get(record.key)))
