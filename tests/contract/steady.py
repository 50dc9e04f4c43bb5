"""A flow is a function of what it is answered: the same answers, the same calls, and nothing in between."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from types import FrameType

from aromatiza.core.answers import Answer
from aromatiza.core.calls import Call, Delivery, Receipt, Role
from aromatiza.core.platform import Platform
from tests.contract.scenario import Scenario
from tests.contract.stage import Spoken, Trial, opened

__all__ = ["check_same_calls"]

WORLDLY = frozenset({"time", "posix", "nt", "io", "_io", "_socket", "_random"})
"""Modules in C by which a function reads the clock, sleeps, rolls dice or looks around."""

WORLDLY_METHODS = frozenset(
    {
        datetime.now.__qualname__,
        datetime.utcnow.__qualname__,
        date.today.__qualname__,
        "Random.random",
        "Random.getrandbits",
    }
)


def check_same_calls(scenario: Scenario) -> None:
    """Replayed, the flow sends the very same calls; for another post, calls of the same names."""
    with opened(scenario) as stage:
        for good in scenario.posts:
            trial, other = stage.trial(good), stage.trial(good)
            trial.finish()
            other.finish()
            assert not trial.bugs, f"{good.name}: {trial.bugs}"
            insist_on_a_replay(scenario.platform, trial, good.name)
            ours, others = kept_names(trial.spoken), kept_names(other.spoken)
            assert ours == others, f"{good.name}: another post calls them {others}, not {ours}"
            assert len(set(ours)) == len(ours), f"{good.name}: two calls share a name in {ours}"


def kept_names(spoken: Sequence[Spoken]) -> list[str]:
    """The names under which answers are kept."""
    return [one.call.name for one in spoken if one.call.role is not Role.READ]


def insist_on_a_replay(platform: Platform, trial: Trial, what: str) -> None:
    """Twice over the recorded answers: the first time for what Python loads late, the second watched."""
    uses: set[str] = set()
    for _ in range(2):
        told: list[Call] = []
        with watched() as seen:
            replayed(platform, trial.deliveries[-1], trial.spoken, told, what)
        uses = seen
        ours = [(one.call.name, one.call.role, one.call.request) for one in trial.spoken]
        again = [(call.name, call.role, call.request) for call in told]
        changed = [
            f"{one[0]!r} becomes {two[0]!r}" for one, two in zip(ours, again, strict=False) if one != two
        ]
        assert not changed, f"{what}: asked again, {changed[0]}, or says something else"
        assert len(again) == len(ours), f"{what}: asked again, it sends {len(again)} calls, not {len(ours)}"
    assert not uses, f"{what}: between its calls the flow uses {', '.join(sorted(uses))}"


def replayed(
    platform: Platform, delivery: Delivery, spoken: Sequence[Spoken], told: list[Call], what: str
) -> Receipt:
    """The flow's receipt, when it is fed the answers that it had; `told` are the calls that it sends."""
    answers = iter(spoken)

    async def send(call: Call) -> Answer:
        told.append(call)
        one = next(answers, None)
        assert one is not None, f"{what}: asked again, it sends {call.name!r} as well"
        return one.answer

    flow = platform.publish(delivery, send).__await__()
    try:
        next(flow)
    except StopIteration as end:
        receipt: Receipt = end.value
        return receipt
    raise AssertionError(f"{what}: the flow waits for something that is no answer")


@contextmanager
def watched() -> Iterator[set[str]]:
    """What is called meanwhile of the functions that reach the world."""
    seen: set[str] = set()

    def profile(_frame: FrameType, event: str, function: object) -> None:
        if event == "c_call":
            module, name = getattr(function, "__module__", None), getattr(function, "__qualname__", "")
            if module in WORLDLY or name in WORLDLY_METHODS:
                seen.add(f"{module}.{name}" if module else name)

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        yield seen
    finally:
        sys.setprofile(before)
