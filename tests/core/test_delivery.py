from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aromatiza.core.answers import Answer
from aromatiza.core.calls import Receipt, Role, Visibility
from aromatiza.core.delivery import Block, DeliveryKey, Lease, Record, State, Step, moved
from aromatiza.core.exits import Exit, exit_of
from aromatiza.core.messages import msg
from aromatiza.core.post import AccountName, Media, MediaKind, PostId
from aromatiza.core.rendition import Rendition

NOW = datetime(2026, 6, 1, 16, 0, tzinfo=UTC)
RECORD = Record(
    post=PostId("mist"),
    account=AccountName("a"),
    platform="x",
    state=State.READY,
    path="content/posts/mist.yaml",
    commit="c1",
    rendition=Rendition("Mist", "One spray", "", (Media(MediaKind.VIDEO, "https://media.example/a.mp4"),)),
    at=NOW,
)
FIRST = Step("first", Role.PREPARE, NOW, Answer({"id": "1"}))
SECOND = Step("second", Role.PUBLISH, NOW)
THIRD = Step("third", Role.PREPARE, NOW, Answer())
FULL = replace(RECORD, steps=(FIRST, SECOND, THIRD))


def test_a_delivery_is_named_by_its_post_and_its_account() -> None:
    assert str(RECORD.key) == "mist → a"
    assert RECORD.key == DeliveryKey(PostId("mist"), AccountName("a"))


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("final", [State.PUBLISHED, State.CANCELLED])
def test_a_final_state_is_never_left(final: State, state: State) -> None:
    done = moved(RECORD, final, NOW)

    assert done.is_final
    with pytest.raises(ValueError, match="stays so"):
        moved(done, state, NOW)


def test_a_move_leaves_nothing_of_the_state_before() -> None:
    lease = Lease("run 1", "clone", NOW)
    receipt = Receipt("1", "", Visibility.PUBLIC)
    full = replace(
        FULL, reason=msg("plan.draft"), block=Block.AUTH, retry_at=NOW, lease=lease, receipt=receipt
    )
    later = NOW + timedelta(hours=1)

    assert moved(full, State.READY, later) == replace(FULL, at=later)


@pytest.mark.parametrize("state", [State.PUBLISHED, State.CANCELLED])
def test_a_final_record_keeps_no_answers(state: State) -> None:
    assert moved(FULL, state, NOW).steps == ()


def test_a_step_takes_the_place_of_the_one_of_its_name() -> None:
    answered = replace(SECOND, answer=Answer({"id": "2"}))

    assert FULL.with_step(answered).steps == (FIRST, answered, THIRD)
    assert RECORD.with_step(FIRST).steps == (FIRST,)


def test_going_back_before_a_step_forgets_it_and_all_that_came_after() -> None:
    assert FULL.before_step("second").steps == (FIRST,)
    assert FULL.before_step("unknown") == FULL


def test_a_step_is_found_by_its_name() -> None:
    assert FULL.step("second") == SECOND
    assert FULL.step("unknown") is None


def test_an_intent_has_gone_out_and_is_unsettled_until_it_has_an_answer() -> None:
    assert FULL.has_gone_out
    assert FULL.is_unsettled
    settled = FULL.with_step(replace(SECOND, answer=Answer()))
    assert settled.has_gone_out
    assert not settled.is_unsettled
    assert not replace(FULL, steps=(FIRST,)).has_gone_out


@pytest.mark.parametrize(
    ("states", "code"),
    [
        ([], Exit.DONE),
        ([(State.PUBLISHED, None), (State.WAITING, None), (State.CANCELLED, None)], Exit.DONE),
        ([(State.RETRY, None), (State.PUBLISHED, None)], Exit.RETRY),
        ([(State.RUNNING, None)], Exit.RETRY),
        ([(State.BLOCKED, Block.MEDIA), (State.RETRY, None)], Exit.CONTENT),
        ([(State.BLOCKED, Block.MEDIA), (State.BLOCKED, Block.AUTH)], Exit.HUMAN),
        ([(State.BLOCKED, Block.IN_DOUBT)], Exit.HUMAN),
    ],
    ids=["nothing", "done", "retry", "running", "media", "auth before media", "in doubt"],
)
def test_the_exit_code_is_the_most_urgent_one(states: list[tuple[State, Block | None]], code: Exit) -> None:
    assert exit_of(replace(RECORD, state=state, block=block) for state, block in states) is code
