"""The calls of one kind of post, as an undisturbed run sends them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from aromatiza.core.calls import Call, Role
from aromatiza.core.delivery import State
from tests.contract.scenario import Good
from tests.contract.stage import Stage, address_of

__all__ = ["Step", "every_step", "walked"]


@dataclass(frozen=True, slots=True)
class Step:
    """A call of the flow, or the question whose token it is (`is_owner`); `is_after` the point of no return.

    `nth` is the number of the request, from 1, by which it is first sent.
    """

    call: Call
    nth: int
    host: str
    is_owner: bool
    is_after: bool

    @property
    def acts(self) -> bool:
        """Whether it changes anything on the network."""
        return self.call.role is not Role.READ

    @property
    def name(self) -> str:
        """The call's name."""
        return self.call.name


def walked(stage: Stage, good: Good) -> tuple[Step, ...]:
    """Every call once, in the order in which they are first sent."""
    trial = stage.trial(good)
    record = trial.finish()
    assert record.state is State.PUBLISHED, (
        f"{good.name}: undisturbed, it ends {record.state}: {record.reason}"
    )
    steps: dict[str, Step] = {}
    is_after = False
    for nth, sent in enumerate(trial.sent, 1):
        call = sent.call
        steps.setdefault(call.name, Step(call, nth, host_of(stage, call), not steps, is_after))
        is_after |= call.role is Role.PUBLISH
    return tuple(steps.values())


def every_step(stage: Stage) -> Iterator[tuple[Good, Step]]:
    """Every call of every kind of post; the question whose token it is, which is always the same, once."""
    for good in stage.scenario.posts:
        for step in walked(stage, good):
            if not step.is_owner or good is stage.scenario.posts[0]:
                yield good, step


def host_of(stage: Stage, call: Call) -> str:
    """The network's host that a call is for; in an address of the simulation's own it begins the path."""
    address = address_of(call)
    if address.startswith(stage.url):
        return address.removeprefix(f"{stage.url}/").partition("/")[0]
    return urlsplit(address).netloc
