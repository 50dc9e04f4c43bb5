"""What every network must pass, as functions of its scenario; each raises AssertionError with a sentence.

Nothing here knows a network: the calls are those that a first, undisturbed run sends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

from aromatiza.core.calls import Call, Role
from aromatiza.core.delivery import Block, State
from aromatiza.core.post import Json
from tests.contract.ends import SEEN_AS, block_of, insist_on_a_sound_end, insist_on_one_post, insist_on_words
from tests.contract.rows import check_error_rows, meaning_of
from tests.contract.scenario import No, Scenario
from tests.contract.secrets import check_redaction
from tests.contract.stage import Trial, opened
from tests.contract.steady import check_same_calls
from tests.contract.walk import Step, every_step
from tests.crash.town import Kind, Trouble

__all__ = ["CHECKS"]


def check_binding(scenario: Scenario) -> None:
    """With another account's token, or where the network does not say whose it is, nothing is sent."""
    with opened(scenario) as stage:
        good = scenario.posts[0]
        trial = stage.trial(good, account=scenario.stranger)
        record = trial.run()
        assert record is not None
        asked = scenario.platform.whose(next(iter(trial.brand.accounts.values()))).name
        assert set(trial.names()) == {asked}, f"with a stranger's token it sent {trial.names()}"
        assert len(trial.requests()) == 1, f"with a stranger's token it sent {trial.requests()}"
        assert record.block is Block.AUTH, f"with a stranger's token it ends {record.state}: {record.reason}"
        insist_on_words(record.reason, "a stranger's token")
        assert not trial.visible()
        for answer in ("{}", '{"data": {}}', '{"data": []}', '{"items": []}'):
            trial = stage.trial(good)
            for nth in range(1, 9):
                trial.plan_fault(asked, {"status": 200, "body": answer}, nth)
            trial.run()
            assert set(trial.names()) == {asked}, (
                f"nobody said whose token it is, and it sent {trial.names()}"
            )


def check_good_post(scenario: Scenario) -> None:
    """Every kind of post goes out once, as its receipt says, by declared hosts only; then nothing is left."""
    with opened(scenario) as stage:
        for good in scenario.posts:
            trial = stage.trial(good)
            record = trial.finish()
            insist_on_one_post(trial, record, good.name)
            assert record.receipt is not None
            (seen,) = trial.visible()
            assert record.receipt.visibility is good.seen, f"{good.name}: it says {record.receipt.visibility}"
            assert seen["visibility"] in SEEN_AS[good.seen], (
                f"{good.name}: people see it {seen['visibility']}"
            )
            url = record.receipt.url
            is_its = url in ("", seen["url"]) or (url.startswith("https://") and seen["remote_id"] in url)
            assert is_its, f"{good.name}: it is at {seen['url']}, not at {url!r}"
            assert seen["account"] == scenario.account
            assert trial.post.captions["default"] in seen["text"], (
                f"{good.name}: its text is {seen['text']!r}"
            )
            strange = {request["host"] for request in trial.requests()} - scenario.platform.hosts
            assert not strange, f"{good.name}: it speaks to hosts that it does not declare: {strange}"
            assert trial.run() is None, f"{good.name}: it is sent again"


def check_intent(scenario: Scenario) -> None:
    """Before anything can be seen, the ledger says that it is about to be sent."""
    with opened(scenario) as stage:
        for good in scenario.posts:
            trial = stage.trial(good)
            promised: list[str] = []
            wrong: list[str] = []
            look = partial(_look_for_intents, trial, promised, wrong)
            trial.before_sending.append(look)
            trial.finish()
            assert not wrong, f"{good.name}: {wrong[0]}"
            assert promised or not trial.visible(), (
                f"{good.name}: no call says that it publishes, and one did"
            )


def _look_for_intents(trial: Trial, promised: list[str], wrong: list[str], call: Call) -> None:
    if trial.visible() and not promised:
        wrong.append(f"a post is visible before {call.name!r}, and no intent was written")
    if call.role is Role.PUBLISH:
        step = trial.record.step(call.name)
        if step is None or step.answer is not None:
            wrong.append(f"{call.name!r} is about to be sent, and the ledger does not say so")
        promised.append(call.name)


LOSSES: Mapping[str, Mapping[str, Json]] = {
    "its request is lost": {"drop": "before"},
    "its answer is lost": {"drop": "after"},
    "503 instead of it": {"status": 503, "body": "Service Unavailable"},
    "503 although it worked": {"status": 503, "body": "Service Unavailable", "after": True},
    "an empty answer although it worked": {"status": 200, "body": {}, "after": True},
}


def check_lost_answers(scenario: Scenario) -> None:
    """Whatever becomes of the answer of a publish call, the post is there once, or in doubt with evidence."""
    with opened(scenario) as stage:
        publishing = [(good, step) for good, step in every_step(stage) if step.call.role is Role.PUBLISH]
        for good, step in publishing:
            for loss, fault in LOSSES.items():
                trial = stage.trial(good)
                trial.plan_fault(step.name, fault)
                insist_on_one_post(trial, trial.finish(), f"{good.name}, {step.name!r}, {loss}")


def check_refusals(scenario: Scenario) -> None:
    """At every call: each way of saying no ends as it should, and nothing else is sent after it."""
    with opened(scenario) as stage:
        for good, step in every_step(stage):
            what = f"{good.name}, {step.name!r}"
            trial = stage.trial(good)
            trial.plan_fault(step.name, {"status": 502, "body": "<html>"})
            trial.plan_fault(step.name, {"status": 200, "body": "<html>", "after": True}, 2)
            insist_on_a_sound_end(trial, trial.finish(), f"{what} answered by pages", may_miss_faults=True)
            unlisted = scenario.word(No(418, scenario.unlisted, "", "no such reason", step.host))
            trial = stage.trial(good)
            # the second is for a run that follows when somebody has connected the account again
            refuse(trial, step, {"status": 401, "body": ""}, f"{what} refused with 401")
            if trial.record.block is Block.AUTH:
                refuse(trial, step, unlisted, f"{what} refused with 418")
            insist_on_a_sound_end(trial, trial.finish(), what)


def refuse(trial: Trial, step: Step, fault: Mapping[str, Json], what: str) -> None:
    """Let the next sending of a call be refused: the run ends as the tables say, and sends nothing else."""
    trial.plan_fault(step.name, fault, trial.names().count(step.name) + 1)
    record = trial.run()
    assert record is not None
    error = meaning_of(trial.scenario, step, fault)
    block = block_of(error) if error else None
    if block:
        names = trial.names(trial.runs)
        later = dict.fromkeys(names[names.index(step.name) + 1 :])
        assert set(later) <= {step.name}, f"{what}: and yet it went on with {', '.join(later)}"
    if block and not step.is_after:
        assert record.block is block, f"{what}: it ends {record.state}: {record.block}: {record.reason}"
        assert not trial.visible(), f"{what}: and something can be seen"
    if record.state is State.RETRY:
        trial.wait_for(record)


STATED_S = 1800
STATED = timedelta(seconds=STATED_S)


def check_rate_limit(scenario: Scenario) -> None:
    """At every call: after "too many requests, wait so long", nothing is sent for so long; then it goes on.

    Of a delivery whose token was not bound yet the ledger keeps nothing: there, within the run only.
    """
    with opened(scenario) as stage:
        for good, step in every_step(stage):
            what = f"{good.name}, {step.name!r}, asked to wait {STATED_S} s"
            trial = stage.trial(good)
            trial.plan_fault(
                step.name, {"status": 429, "headers": {"Retry-After": str(STATED_S)}, "body": {}}
            )
            record = trial.run()
            assert record is not None
            hit = next(at for at, sent in enumerate(trial.sent) if sent.call.name == step.name)
            if step.is_owner:
                trial.wait_for(record)
            record = trial.finish()
            early = [
                sent.call.name for sent in trial.sent[hit + 1 :] if sent.at < trial.sent[hit].at + STATED
            ]
            assert not early, f"{what}, it sent {', '.join(early)} before that"
            insist_on_one_post(trial, record, what)


def check_resume(scenario: Scenario) -> None:
    """The run dies before or after each call in turn; the next one finds its way, and the post is there once.

    Before and after a call that only reads, the world is the same: it counts once.
    """
    with opened(scenario) as stage:
        for good, step in every_step(stage):
            for kind in (Kind.DIES_BEFORE, Kind.DIES_AFTER) if step.acts else (Kind.DIES_BEFORE,):
                trial = stage.trial(good, trouble=Trouble(kind, step.nth))
                record = trial.finish()
                assert trial.names(run=1)[-1] == step.name, f"{step.name!r} is not sent at the same place"
                insist_on_one_post(trial, record, f"{good.name}, {kind}: {step.name!r}")


CHECKS: Mapping[str, Callable[[Scenario], None]] = {
    "binding": check_binding,
    "good post": check_good_post,
    "intent": check_intent,
    "same calls": check_same_calls,
    "lost answers": check_lost_answers,
    "refusals": check_refusals,
    "error rows": check_error_rows,
    "rate limit": check_rate_limit,
    "redaction": check_redaction,
    "resume": check_resume,
}
"""By the name that reports use."""
