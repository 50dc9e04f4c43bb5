"""No token, no app secret and no address that is a permission is ever seen: not in words, not in git."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

from aromatiza.core.delivery import Record
from aromatiza.core.post import Json
from aromatiza.core.secret import Secret
from aromatiza.ledger.records import encode
from aromatiza.preview.requests import request_lines
from tests.contract.scenario import No, Scenario
from tests.contract.stage import APP_SECRET, TOKEN, Stage, Trial, opened
from tests.contract.walk import Step, every_step

__all__ = ["check_redaction"]

REFUSALS = (500, 403)


def check_redaction(scenario: Scenario) -> None:
    """Undisturbed, refused by a network that repeats the token, or cut off: nothing secret can be seen."""
    with opened(scenario) as stage:
        secrets: dict[str, str] = {}
        for good in scenario.posts:
            secrets |= insist_on_silence(stage.trial(good), good.name)
        for good, step in every_step(stage):
            if step.acts or step.is_owner:
                trial = stage.trial(good)
                for nth, status in enumerate(REFUSALS, 1):
                    trial.plan_fault(step.name, quoting(scenario, step, status), nth)
                secrets |= insist_on_silence(trial, f"{good.name}, {step.name!r} refused")
        insist_on_none(secrets, "git", objects(stage), "after all trials")


def quoting(scenario: Scenario, step: Step, status: int) -> Mapping[str, Json]:
    """A refusal whose text repeats the token."""
    token = f"{TOKEN}@{scenario.account}{scenario.token}"
    return scenario.word(No(status, scenario.unlisted, "", f"what is {token}?", step.host))


def insist_on_silence(trial: Trial, what: str) -> Mapping[str, str]:
    """Play a trial, and look for its secrets in everything that a person is shown; gives the secrets."""
    records = [record for record in (trial.run(), trial.finish()) if record]
    secrets = {form: name for name, secret in secrets_of(trial) for form in forms(secret)}
    for place, text in shown(trial, records):
        insist_on_none(secrets, place, text, what)
    open_ones = [
        sent.call.name
        for sent in trial.sent
        if isinstance(sent.call.request.url, str) and sent.call.request.url.startswith(trial.stage.url)
    ]
    assert not open_ones, f"{what}: an address that the network handed out is no Secret in {open_ones}"
    for request in trial.requests():
        assert TOKEN not in f"{request['path']}{request['query']}", f"{what}: the token is in an address"
    return secrets


def insist_on_none(secrets: Mapping[str, str], place: str, text: str, what: str) -> None:
    """No secret, in any form, stands in a text."""
    found = sorted({name for secret, name in secrets.items() if secret in text})
    assert not found, f"{what}: {place} shows {', '.join(found)}"


def secrets_of(trial: Trial) -> Iterator[tuple[str, str]]:
    """Every secret of a trial with what it is: what was seeded, and what the flow itself calls secret."""
    yield "the token", TOKEN
    yield "the app's secret", APP_SECRET
    for spoken in trial.spoken:
        for name, secret in spoken.answer.secrets().items():
            yield f"the {name} of {spoken.call.name!r}", secret.reveal()
        if isinstance(spoken.call.request.url, Secret):
            address = spoken.call.request.url.reveal()
            yield f"the address of {spoken.call.name!r}", address
            yield f"the address of {spoken.call.name!r}", urlsplit(address).query


def forms(secret: str) -> set[str]:
    """A secret as it stands, and as addresses and JSON would have it."""
    if not secret:
        return set()
    coded = base64.b64encode(secret.encode()).decode().rstrip("=")
    return {secret, quote(secret, safe=""), json.dumps(secret)[1:-1], coded}


def shown(trial: Trial, records: list[Record]) -> Iterator[tuple[str, str]]:
    """Everything that a person can be shown of a trial, with where."""
    for record in records:
        yield "a record", repr(record)
        yield "a record as JSON", encode(record, trial.stage.sealer).decode()
        if record.reason:
            yield "a reason", record.reason.text("en") + record.reason.text("fr")
        if record.receipt:
            yield "a receipt", f"{record.receipt.remote_id} {record.receipt.url}"
    for reason in trial.said:
        yield "what a run says meanwhile", reason.text("en") + reason.text("fr")
    for sent in trial.sent:
        yield "the name of a call", sent.call.name
        yield "a call in a preview", "\n".join(request_lines(sent.call, "en"))
        yield "a call", repr(sent.call)
    for bug in trial.bugs:
        yield "a traceback", repr(bug)


def objects(stage: Stage) -> str:
    """Every object of the repository: records as they are and as they were, and the messages of commits."""
    return stage.repository.run("cat-file", "--batch", "--batch-all-objects", "--unordered").decode(
        "utf-8", "replace"
    )
