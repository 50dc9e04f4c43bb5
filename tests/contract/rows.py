"""Every row of the error tables, caused on the wire: it ends as the row says, and nothing is out twice."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from aromatiza.core.answers import Reply
from aromatiza.core.calls import Role
from aromatiza.core.delivery import Block
from aromatiza.core.errors import AromatizaError
from aromatiza.core.post import Json
from aromatiza.core.refusals import Next, Row, error_for
from tests.contract.ends import insist_on_one_post, insist_on_words
from tests.contract.scenario import Good, No, Scenario
from tests.contract.stage import Stage, Trial, opened
from tests.contract.walk import Step, walked

__all__ = ["Caused", "check_error_rows", "living", "meaning_of", "rows_in"]

USUAL_STATUSES = (400, 403, 404, 409, 418, 422, 500)
"""For a row of any status: the first that no earlier row answers for."""

MOST_IN_TURN = 12
STOPS = {Next.AUTH: Block.AUTH, Next.CONTENT: Block.CONTENT, Next.HUMAN: Block.HUMAN}


@dataclass(frozen=True, slots=True)
class Caused:
    """A row, and the answer of the network that it speaks of, as a fault of the simulation."""

    row: Row
    fault: Mapping[str, Json]

    @property
    def then(self) -> Next:
        """What happens next."""
        return self.row.then


def check_error_rows(scenario: Scenario) -> None:
    """The platform's table at a preparing call, and every table at the calls that it is for.

    Every row is read from the network's own wording. Caused on the wire are, of neighbours that differ in
    their codes or their status only (a hundred permissions, say), the first and the last; and of rows that
    were caused at another call already, one for each thing that can happen next.
    """
    with opened(scenario) as stage:
        done: list[Row] = []
        for good in scenario.posts:
            steps = walked(stage, good)
            if not done:
                preparing = next(step for step in steps if is_judged_by_the_platform(step))
                rows = living(scenario, scenario.platform.errors)
                cause(stage, good, preparing, ends_of_families(rows))
                done += [one.row for one in rows]
            for step in steps:
                rows = caused_at(scenario, step)
                cause(stage, good, step, ends_of_families([one for one in rows if one.row not in done]))
                cause(stage, good, step, one_of_each([one for one in rows if one.row in done]))
                done += [one.row for one in rows]


def is_judged_by_the_platform(step: Step) -> bool:
    """Whether it is a call before the post, of which the platform's own table judges every refusal."""
    return not step.is_owner and step.call.role is Role.PREPARE and not step.call.accepts


def caused_at(scenario: Scenario, step: Step) -> tuple[Caused, ...]:
    """The rows of a call's table, where it is a special one or the call publishes."""
    if step.name in scenario.failures:
        failures = scenario.failures[step.name]
        return tuple(Caused(row, failures.word(row.code, row.subcode)) for row in failures.rows)
    usual = scenario.platform.errors if step.call.role is Role.PUBLISH else ()
    return living(scenario, scenario.tables.get(step.name, usual), step.host)


def rows_in(scenario: Scenario) -> int:
    """How many rows the tables have that can be met."""
    tables = (living(scenario, table) for table in (scenario.platform.errors, *scenario.tables.values()))
    failures = (failures.rows for failures in scenario.failures.values())
    rows: list[Row] = []
    for row in (
        *(one.row for table in tables for one in table),
        *(row for table in failures for row in table),
    ):
        rows += [] if row in rows else [row]
    return len(rows)


def cause(stage: Stage, good: Good, step: Step, rows: Sequence[Caused]) -> None:
    """Cause each row at that call: in a trial of its own, where what the row says ends the delivery."""
    cause_in_turn(stage, good, step, [one for one in rows if one.then is Next.AUTH])
    for one in rows:
        if one.then in (Next.CONTENT, Next.HUMAN):
            trial = stage.trial(good)
            trial.plan_fault(step.name, one.fault)
            insist_on_a_stop(trial, step, one.row)
    passing = [one for one in rows if one.then not in STOPS]
    if step.call.role is not Role.PUBLISH:
        cause_one_after_the_other(
            stage, good, step, [one for one in passing if one.then is not Next.FROM_START]
        )
        passing = [one for one in passing if one.then is Next.FROM_START]
    for one in passing:
        # an error that says nothing of what happened may come although the post is there
        is_liar = one.then is Next.UNSURE and one in (passing[0], passing[-1])
        for after in ({}, {"after": True}) if is_liar else ({},):
            trial = stage.trial(good)
            trial.plan_fault(step.name, {**one.fault, **after})
            insist_on_one_post(trial, trial.finish(), said(good, step, one.row))


def cause_one_after_the_other(stage: Stage, good: Good, step: Step, rows: Sequence[Caused]) -> None:
    """Rows after which the same call is sent again, later: it meets one after the other, and then goes on."""
    for first in range(0, len(rows), MOST_IN_TURN):
        some = rows[first : first + MOST_IN_TURN]
        trial = stage.trial(good)
        for nth, one in enumerate(some, 1):
            trial.plan_fault(step.name, one.fault, nth)
        what = f"{said(good, step, some[0].row)} and {len(some) - 1} more"
        insist_on_one_post(trial, trial.finish(), what)


def cause_in_turn(stage: Stage, good: Good, step: Step, rows: Sequence[Caused]) -> None:
    """One delivery that is connected again after each row, and meets the next; in the end it is there."""
    if not rows:
        return
    trial = stage.trial(good)
    for nth, one in enumerate(rows, 1):
        trial.plan_fault(step.name, one.fault, nth)
        insist_on_a_stop(trial, step, one.row)
    insist_on_one_post(trial, trial.finish(), f"{good.name}, connected again after {step.name!r}")


def insist_on_a_stop(trial: Trial, step: Step, row: Row) -> None:
    """It waits for whom the row says, with the network's own code; before the post, nothing can be seen."""
    what = said(trial.good, step, row)
    record = trial.run()
    assert record is not None
    assert record.block is STOPS[row.then], f"{what}: it ends {record.state}: {record.block}: {record.reason}"
    assert step.is_after or not trial.visible(), f"{what}: and something can be seen"
    insist_on_words(record.reason, what)
    assert record.reason is not None
    for code in filter(None, (row.code, row.subcode)):
        assert code in record.reason.text("fr"), f"{what}: its code is not shown: {record.reason}"


def living(scenario: Scenario, table: Sequence[Row], host: str = "") -> tuple[Caused, ...]:
    """The rows that answer for the refusals that they name; the others stand behind an exception of theirs.

    Insists that the network's own wording of every row is read as a refusal that the row speaks of.
    """
    alive = []
    for row in table:
        for status in (row.status,) if row.status else USUAL_STATUSES:
            no = No(status, row.code or scenario.unlisted, row.subcode, "no", host)
            fault = scenario.word(no)
            refusal = scenario.platform.read_refusal(reply_of(fault))
            assert refusal is not None, f"{shown(row)}: the network's own wording is not read as a refusal"
            assert row.matches(refusal), f"{shown(row)} is not read from the network's own wording: {refusal}"
            if next(one for one in table if one.matches(refusal)) is row:
                alive.append(Caused(row, fault))
                break
    return tuple(alive)


def meaning_of(scenario: Scenario, step: Step, fault: Mapping[str, Json]) -> AromatizaError | None:
    """What the tables make of a refusal of that call; None where the call's reader decides by itself."""
    reply = reply_of(fault)
    if reply.status in step.call.accepts and step.name not in scenario.tables:
        return None
    refusal = scenario.platform.read_refusal(reply)
    if refusal is None:
        return None
    return error_for(refusal, scenario.tables.get(step.name, scenario.platform.errors), reply)


def reply_of(fault: Mapping[str, Json]) -> Reply:
    """What the wire makes of a planned answer."""
    status, headers, body = fault["status"], fault.get("headers") or {}, fault.get("body", "")
    assert isinstance(status, int)
    assert isinstance(headers, dict)
    text = body if isinstance(body, str) else json.dumps(body)
    return Reply(status, {name.lower(): str(value) for name, value in headers.items()}, text.encode())


def ends_of_families(rows: Sequence[Caused]) -> tuple[Caused, ...]:
    """Of neighbours that differ in their codes or their status only, the first and the last."""
    found: list[Caused] = []
    for _, group in groupby(rows, lambda one: family_of(one.row)):
        members = list(group)
        found += members if len(members) < 3 else [members[0], members[-1]]
    return tuple(found)


def family_of(row: Row) -> Row:
    """What a row has in common with those that differ in their codes or their status only."""
    return replace(
        row, code="*" * bool(row.code), subcode="*" * bool(row.subcode), status=int(bool(row.status))
    )


def one_of_each(rows: Sequence[Caused]) -> tuple[Caused, ...]:
    """The first row of everything that can happen next."""
    return tuple({one.then: one for one in reversed(rows)}.values())


def said(good: Good, step: Step, row: Row) -> str:
    """What is tried, for a sentence."""
    return f"{good.name}, {step.name!r} refused by {shown(row)}"


def shown(row: Row) -> str:
    """A row in a sentence."""
    names = {"status": row.status, "code": row.code, "subcode": row.subcode}
    given = ", ".join(f"{name} {value}" for name, value in names.items() if value)
    return f"the row ({given or 'anything'} -> {row.then.name})"
