"""What a planned fault hits, and what it turns an answer into; over HTTP it is tested in test_server.py."""

from __future__ import annotations

import json

import pytest

from aromatiza.sandbox.faults import Fault, FaultPlan, WrongFault, faults_from
from aromatiza.sandbox.http import Response

REAL = Response(200, b"real")


def plan_of(*faults: object) -> FaultPlan:
    plan = FaultPlan()
    plan.add(faults_from(list(faults)))
    return plan


def statuses(plan: FaultPlan, count: int, path: str = "/2/tweets") -> list[int]:
    return [plan.next_for("POST", "api.x.com", path).status for _ in range(count)]


def test_a_fault_hits_the_nth_matching_request_and_as_many_as_it_says() -> None:
    assert statuses(plan_of({"nth": 2, "times": 2, "status": 503}), 5) == [0, 503, 503, 0, 0]


def test_a_fault_without_nth_and_times_hits_the_next_request_once() -> None:
    assert statuses(plan_of({"status": 500}), 3) == [500, 0, 0]


def test_only_matching_requests_are_counted() -> None:
    plan = plan_of({"path": "/2/tweets", "nth": 2, "status": 503})
    statuses(plan, 5, path="/2/users/me")
    assert statuses(plan, 3) == [0, 503, 0]


@pytest.mark.parametrize(
    ("fault", "is_hit"),
    [
        pytest.param({"host": "*.x.com"}, True, id="a glob for the host"),
        pytest.param({"host": "API.X.COM"}, True, id="a host in capitals"),
        pytest.param({"host": "x.com"}, False, id="another host"),
        pytest.param({"path": "/2/*"}, True, id="a glob for the path"),
        pytest.param({"path": "/2"}, False, id="only the start of the path"),
        pytest.param({"method": "post"}, True, id="a method in small letters"),
        pytest.param({"method": "P*"}, True, id="a glob for the method"),
        pytest.param({"method": "GET"}, False, id="another method"),
    ],
)
def test_host_path_and_method_are_matched_as_globs(fault: dict[str, object], is_hit: bool) -> None:
    assert statuses(plan_of({**fault, "status": 503}), 1) == [503 if is_hit else 0]


def test_of_two_faults_that_are_due_the_one_planned_first_fires() -> None:
    plan = plan_of({"status": 500}, {"status": 503, "times": 2})
    assert statuses(plan, 3) == [500, 503, 0]
    assert [one["fired"] for one in plan.to_json()] == [1, 1]


def test_a_cleared_plan_hits_nothing() -> None:
    plan = plan_of({"status": 500})
    plan.clear()
    assert statuses(plan, 1) == [0]
    assert plan.to_json() == []


def test_the_list_says_how_often_a_fault_was_meant_and_fired() -> None:
    plan = plan_of({"host": "api.x.com", "nth": 2, "drop": "after"})
    statuses(plan, 3)
    assert plan.to_json() == [
        {
            "host": "api.x.com",
            "path": "*",
            "method": "*",
            "nth": 2,
            "times": 1,
            "drop": "after",
            "seen": 3,
            "fired": 1,
        }
    ]


@pytest.mark.parametrize(
    ("fault", "acts", "answer"),
    [
        pytest.param(Fault(), True, REAL, id="nothing planned"),
        pytest.param(Fault(delay_s=1), True, REAL, id="a delay"),
        pytest.param(Fault(drop="before"), False, None, id="dropped before"),
        pytest.param(Fault(drop="after"), True, None, id="dropped after"),
        pytest.param(Fault(status=503), False, Response(503), id="a status instead"),
        pytest.param(Fault(status=503, after=True), True, Response(503), id="a status after the effect"),
    ],
)
def test_each_kind_of_trouble_decides_on_effect_and_answer(
    fault: Fault, acts: bool, answer: Response | None
) -> None:
    assert fault.network_acts is acts
    assert fault.answer(REAL) == answer


@pytest.mark.parametrize(
    ("body", "sent", "kind"),
    [
        pytest.param({"error": "é"}, '{"error": "é"}'.encode(), "application/json", id="JSON"),
        pytest.param("oops", b"oops", "text/plain; charset=utf-8", id="text"),
    ],
)
def test_a_planned_body_is_sent_with_its_type(body: object, sent: bytes, kind: str) -> None:
    answer = Fault(status=429, body=body, headers={"Retry-After": "3"}).answer(None)
    assert answer == Response(429, sent, {"Content-Type": kind, "Retry-After": "3"})


def test_a_planned_content_type_is_kept() -> None:
    answer = Fault(status=502, body="<html>", headers={"content-type": "text/html"}).answer(None)
    assert answer == Response(502, b"<html>", {"content-type": "text/html"})


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        pytest.param({"status": 99}, "status", id="a status that is none"),
        pytest.param({"status": True}, "status", id="a status that is true"),
        pytest.param({"status": 500, "nth": 0}, "nth", id="nth below one"),
        pytest.param({"status": 500, "times": 1.5}, "times", id="half a time"),
        pytest.param({"drop": "later"}, "drop", id="an unknown drop"),
        pytest.param({"drop": ["after"]}, "drop", id="a list as drop"),
        pytest.param({"delay_s": -1}, "delay_s", id="a negative delay"),
        pytest.param({"delay_s": float("inf")}, "delay_s", id="an endless delay"),
        pytest.param({"delay_s": 10**400}, "delay_s", id="a delay beyond all numbers"),
        pytest.param({"status": 500, "after": 1}, "after", id="one for true"),
        pytest.param({"status": 500, "headers": {"A": "b\r\nC: d"}}, "headers", id="a header in a header"),
        pytest.param({"status": 500, "host": ""}, "host", id="an empty host"),
        pytest.param({"status": 500, "verb": "POST"}, "verb", id="an unknown field"),
        pytest.param({"host": "api.x.com"}, "status", id="no effect"),
        pytest.param({"status": 500, "drop": "after"}, "drop", id="an answer on a dropped connection"),
        pytest.param({"drop": "before", "body": "x"}, "body", id="a body without a status"),
        pytest.param({"delay_s": 1, "after": True}, "after", id="after without a status"),
        pytest.param("boom", "a fault is a JSON object", id="no object"),
    ],
)
def test_a_wrong_fault_is_refused_by_the_name_of_its_field(wrong: object, names: str) -> None:
    with pytest.raises(WrongFault, match=f"^{names}"):
        faults_from(wrong)


def test_one_wrong_fault_in_a_list_refuses_the_list() -> None:
    with pytest.raises(WrongFault):
        faults_from([{"status": 500}, {"status": 1}])


def test_a_listed_fault_can_be_planned_again() -> None:
    fault = Fault(host="a", status=503, body=json.loads("null"), headers={"A": "b"}, after=True, delay_s=0.5)
    assert faults_from(fault.to_json()) == [fault]
