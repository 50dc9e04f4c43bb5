"""Every rule of the plan, one sentence each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aromatiza.core.answers import Answer
from aromatiza.core.calls import Receipt, Role, Visibility
from aromatiza.core.delivery import Block, DeliveryKey, Lease, Record, State, Step, moved
from aromatiza.core.messages import msg
from aromatiza.core.plan import Action, Circumstances, Known, Plan, Planned, plan_of
from aromatiza.core.post import Account, AccountName, Brand, Guards, Media, MediaKind, Post, PostId

NOW = datetime(2026, 6, 1, 16, 0, tzinfo=UTC)
A, B = AccountName("a"), AccountName("b")
BRAND = Brand(
    UTC,
    "en",
    {name: Account(name, "x", f"id-{name}") for name in (A, B)},
    default_accounts=(A,),
    guards=Guards(late_after=timedelta(hours=24), max_per_run=3),
)
INTENT = Step("post made", Role.PUBLISH, NOW)
DRAFT = Step("draft opened", Role.PREPARE, NOW, Answer())
RECEIPT = Receipt("1", "", Visibility.PUBLIC)
LEASE = Lease("run 1", "clone", NOW + timedelta(minutes=1))


def post(name: str = "mist", *accounts: AccountName, text: str = "One spray") -> Post:
    return Post(
        PostId(name),
        f"content/posts/{name}.yaml",
        "Mist",
        (Media(MediaKind.VIDEO, f"https://media.example/{name}.mp4"),),
        {"default": text},
        platforms={account: {} for account in accounts or (A,)},
    )


def plan(
    posts: Iterable[Post] | None,
    records: Iterable[Record] = (),
    brand: Brand = BRAND,
    run: Circumstances | None = None,
    baseline: Iterable[DeliveryKey] = (),
) -> Plan:
    known = Known({record.key: record for record in records}, frozenset(baseline))
    found = None if posts is None else {one.id: one for one in posts}
    return plan_of(found, known, brand, run or Circumstances("c2", NOW))


def only(made: Plan) -> Planned:
    (entry,) = made.entries
    return entry


def taken_in(one: Post | None = None, account: AccountName = A) -> Record:
    """How a post entered the ledger an hour ago."""
    source = replace(one or post(), platforms={account: {}})
    entry = only(plan([source], run=Circumstances("c1", NOW - timedelta(hours=1))))
    return entry.record


def published(record: Record | None = None) -> Record:
    return moved(record or taken_in(), State.PUBLISHED, NOW, receipt=RECEIPT)


def begun(record: Record | None = None) -> Record:
    return replace(record or taken_in(), steps=(DRAFT, INTENT))


def test_a_new_post_is_published_on_each_of_its_accounts() -> None:
    made = plan([post("mist", B, A)])

    assert [(entry.record.account, entry.action) for entry in made.entries] == [
        (A, Action.PUBLISH),
        (B, Action.PUBLISH),
    ]
    assert all(entry.is_changed and entry.record.state is State.READY for entry in made.entries)
    assert all(entry.record.commit == "c2" for entry in made.entries)


def test_a_post_without_accounts_of_its_own_goes_to_the_defaults() -> None:
    assert only(plan([replace(post(), platforms=None)])).record.account == A


def test_a_draft_is_not_taken_in() -> None:
    assert plan([replace(post(), is_draft=True)]).entries == ()


def test_an_account_that_the_brand_does_not_declare_is_left_out() -> None:
    assert plan([post("mist", AccountName("nobody"))]).entries == ()


@pytest.mark.parametrize(
    "now",
    [
        post(text="Two sprays"),
        replace(post(), path="content/posts/elsewhere/mist.yaml"),
        replace(post(), publish_at=NOW - timedelta(days=9)),
        post(),
    ],
    ids=["edited", "moved", "re-dated", "added again"],
)
@pytest.mark.parametrize("state", [State.PUBLISHED, State.CANCELLED])
def test_what_is_final_is_not_published_again_whatever_happened_to_its_file(now: Post, state: State) -> None:
    final = moved(taken_in(), state, NOW)

    assert plan([now], [final]).work == ()


def test_what_is_final_stays_so_when_its_file_is_gone() -> None:
    assert plan([], [published()]).entries == ()


def test_the_plan_says_when_a_published_post_changed_since() -> None:
    entry = only(plan([post(text="Two sprays")], [published()]))

    assert (entry.action, entry.reason) == (Action.NONE, msg("plan.changed_since"))
    assert not entry.is_changed


def test_a_published_post_whose_account_is_gone_is_of_no_interest() -> None:
    brand = replace(BRAND, accounts={B: BRAND.accounts[B]})

    assert plan([post()], [published()], brand).entries == ()


def test_a_new_account_in_an_old_post_is_a_new_delivery() -> None:
    made = plan([post("mist", A, B)], [published()])

    assert [entry.record.key for entry in made.work] == [DeliveryKey(PostId("mist"), B)]


def test_an_account_that_joins_the_defaults_does_not_receive_old_posts() -> None:
    brand = replace(BRAND, default_accounts=(A, B))

    assert plan([replace(post(), platforms=None)], [published()], brand).entries == ()


def test_what_was_there_before_aromatiza_is_done() -> None:
    key = DeliveryKey(PostId("mist"), A)

    assert plan([post()], baseline=[key]).entries == ()
    assert plan([replace(post(), platforms=None)], baseline=[key]).entries == ()


def test_a_new_account_in_a_post_that_was_there_before_is_a_new_delivery() -> None:
    made = plan([post("mist", A, B)], baseline=[DeliveryKey(PostId("mist"), A)])

    assert only(made).record.account == B


def test_a_removed_account_cancels_what_is_still_open() -> None:
    entry = only(plan([post("mist", B)], [taken_in(), published(taken_in(account=B))]))

    assert (entry.action, entry.record.state) == (Action.CANCEL, State.CANCELLED)
    assert entry.is_changed


def test_an_account_that_left_the_defaults_still_receives_what_was_taken_in_for_it() -> None:
    brand = replace(BRAND, default_accounts=(B,))

    assert only(plan([replace(post(), platforms=None)], [taken_in()], brand)).action is Action.PUBLISH


def test_an_account_that_left_the_brand_is_missed_not_cancelled() -> None:
    brand = replace(BRAND, accounts={B: BRAND.accounts[B]})

    entry = only(plan([post()], [taken_in()], brand))
    assert (entry.action, entry.reason.key) == (Action.HOLD, "plan.no_account")
    assert only(plan([post()], [taken_in()])).action is Action.PUBLISH


@pytest.mark.parametrize(
    "now",
    [None, post("mist", B), replace(post(), is_draft=True)],
    ids=["missing", "without the account", "a draft"],
)
def test_a_commit_that_does_not_follow_the_watermark_cancels_nothing(now: Post | None) -> None:
    run = Circumstances("c0", NOW, follows_watermark=False)

    entry = next(
        e for e in plan([now] if now else [], [taken_in()], run=run).entries if e.record.account == A
    )

    assert (entry.action, entry.reason.key) == (Action.HOLD, "plan.other_history")


def test_a_cancelled_delivery_that_is_wanted_again_is_not_passed_over_in_silence() -> None:
    cancelled = moved(taken_in(), State.CANCELLED, NOW)

    entry = only(plan([post()], [cancelled]))

    assert (entry.action, entry.reason.key) == (Action.NONE, "plan.was_cancelled")


def test_what_was_tried_before_neither_counts_as_a_burst_nor_is_held_by_one() -> None:
    blocked = [
        moved(taken_in(post(name)), State.BLOCKED, NOW, reason=msg("plan.late", at="-"), block=Block.MEDIA)
        for name in ("m1", "m2", "m3")
    ]
    posts = [post(name) for name in ("m1", "m2", "m3", "new")]

    assert {entry.action for entry in plan(posts, blocked).entries} == {Action.PUBLISH}


def test_a_deleted_post_cancels_what_is_still_open() -> None:
    entry = only(plan([], [taken_in()]))

    assert (entry.action, entry.record.state) == (Action.CANCEL, State.CANCELLED)


@pytest.mark.parametrize(
    "now", [[], [post("mist", B)], [replace(post(), is_draft=True)]], ids=["deleted", "removed", "draft"]
)
def test_what_has_gone_out_is_resumed_and_never_cancelled(now: list[Post]) -> None:
    entries = {entry.record.account: entry for entry in plan(now, [begun()]).entries}

    assert entries[A].action is Action.RESUME


def test_what_has_gone_out_keeps_its_text_and_its_date() -> None:
    late = replace(begun(), due_at=NOW - timedelta(days=9))
    entry = only(plan([post(text="Two sprays")], [late]))

    assert (entry.action, entry.record) == (Action.RESUME, late)


def test_what_has_gone_out_on_an_account_that_left_the_brand_is_held() -> None:
    brand = replace(BRAND, accounts={B: BRAND.accounts[B]})

    assert only(plan([post()], [begun()], brand)).action is Action.HOLD


def test_what_has_gone_out_on_an_account_that_changed_its_network_is_held() -> None:
    brand = replace(BRAND, accounts={A: Account(A, "tiktok", "id")})

    assert only(plan([post()], [begun()], brand)).action is Action.HOLD


def test_an_account_that_changed_its_network_receives_what_is_open_from_the_start() -> None:
    brand = replace(BRAND, accounts={A: Account(A, "tiktok", "id")})
    entry = only(plan([post()], [replace(taken_in(), steps=(DRAFT,))], brand))

    assert entry.action is Action.PUBLISH
    assert (entry.record.platform, entry.record.steps) == ("tiktok", ())


def test_a_draft_withdraws_what_is_still_open() -> None:
    entry = only(plan([replace(post(), is_draft=True)], [taken_in()]))

    assert entry.action is Action.WITHDRAW


def test_a_draft_that_is_published_in_part_is_held_where_only_the_defaults_name_the_rest() -> None:
    """Withdrawn, it would be an old post to the defaults afterwards, and never go out."""
    draft = replace(post(), platforms=None, is_draft=True)
    done, rest = published(), taken_in(account=B)

    entry = only(plan([draft], [done, rest]))
    assert (entry.action, entry.reason) == (Action.HOLD, msg("plan.draft"))

    again = plan([replace(draft, is_draft=False)], [done, rest])
    assert [found.record.account for found in again.work] == [B]


def test_what_a_draft_withdrew_is_taken_in_again_when_it_is_a_draft_no_more() -> None:
    assert only(plan([replace(post(), platforms=None)])).action is Action.PUBLISH


def test_a_future_date_waits() -> None:
    entry = only(plan([replace(post(), publish_at=NOW + timedelta(minutes=1))]))

    assert (entry.action, entry.record.state) == (Action.WAIT, State.WAITING)


@pytest.mark.parametrize("ago", [timedelta(), timedelta(hours=24)], ids=["now", "a day ago"])
def test_a_date_that_has_come_is_due(ago: timedelta) -> None:
    waiting = replace(taken_in(), state=State.WAITING, due_at=NOW - ago)

    assert only(plan([replace(post(), publish_at=NOW - ago)], [waiting])).action is Action.PUBLISH


def test_what_is_late_is_held_and_not_published_out_of_season() -> None:
    due_at = NOW - timedelta(hours=24, seconds=1)
    entry = only(plan([replace(post(), publish_at=due_at)]))

    assert (entry.action, entry.record.block) == (Action.HOLD, Block.LATE)
    assert only(plan([replace(post(), publish_at=due_at)], [entry.record])).is_changed is False


def test_a_new_date_lets_what_was_late_go_out() -> None:
    late = only(plan([replace(post(), publish_at=NOW - timedelta(days=2))])).record
    entry = only(plan([replace(post(), publish_at=NOW)], [late]))

    assert (entry.action, entry.record.block) == (Action.PUBLISH, None)


def test_another_date_makes_a_delivery_wait_again() -> None:
    entry = only(plan([replace(post(), publish_at=NOW + timedelta(days=1))], [taken_in()]))

    assert (entry.action, entry.record.state) == (Action.WAIT, State.WAITING)


def test_what_another_run_works_on_is_left_to_it() -> None:
    leased = moved(taken_in(), State.RUNNING, NOW, lease=LEASE)

    assert only(plan([], [leased])).action is Action.WAIT


def test_an_expired_lease_holds_nothing() -> None:
    expired = replace(LEASE, expires_at=NOW)
    leased = moved(taken_in(), State.RUNNING, NOW, lease=expired)

    assert only(plan([post()], [leased])).action is Action.PUBLISH


def test_the_lease_of_a_dead_run_holds_nothing() -> None:
    leased = moved(begun(), State.RUNNING, NOW, lease=LEASE)
    run = Circumstances("c2", NOW, is_dead=lambda lease: lease == LEASE)

    assert only(plan([post()], [leased], run=run)).action is Action.RESUME


def test_a_retry_waits_for_its_time() -> None:
    retry = moved(begun(), State.RETRY, NOW, retry_at=NOW + timedelta(seconds=1))

    assert only(plan([post()], [retry])).action is Action.WAIT
    run = Circumstances("c2", NOW + timedelta(seconds=1))
    assert only(plan([post()], [retry], run=run)).action is Action.RESUME


@pytest.mark.parametrize("block", [Block.CONTENT, Block.HUMAN, Block.IN_DOUBT])
def test_what_needs_a_person_is_held_with_its_reason(block: Block) -> None:
    why = msg("plan.publish")
    blocked = moved(taken_in(), State.BLOCKED, NOW, block=block, reason=why)

    entry = only(plan([post()], [blocked]))
    assert (entry.action, entry.reason) == (Action.HOLD, why)
    unexplained = only(plan([post()], [replace(blocked, reason=None)]))
    assert str(block) in str(unexplained.reason)


@pytest.mark.parametrize("block", [Block.AUTH, Block.MEDIA])
def test_what_the_next_run_can_check_by_itself_is_tried_again(block: Block) -> None:
    blocked = moved(taken_in(), State.BLOCKED, NOW, block=block)

    assert only(plan([post()], [blocked])).action is Action.PUBLISH


@pytest.mark.parametrize("block", [Block.CONTENT, Block.HUMAN])
def test_a_changed_post_is_tried_from_the_start(block: Block) -> None:
    blocked = moved(taken_in(), State.BLOCKED, NOW, block=block)
    worn = replace(blocked, steps=(DRAFT,), attempts=5, restarts=2)

    entry = only(plan([post(text="Two sprays")], [worn]))

    assert (entry.action, entry.record.rendition.text) == (Action.PUBLISH, "Two sprays")
    assert (entry.record.steps, entry.record.attempts, entry.record.restarts) == ((), 0, 0)
    assert (entry.record.commit, entry.record.block) == ("c2", None)


def test_a_doubt_outlives_a_change_of_the_post() -> None:
    doubtful = moved(begun(), State.BLOCKED, NOW, block=Block.IN_DOUBT)

    assert only(plan([post(text="Two sprays")], [doubtful])).action is Action.HOLD


def test_a_file_that_moved_keeps_its_delivery_and_what_was_prepared() -> None:
    prepared = replace(taken_in(), steps=(DRAFT,))
    entry = only(plan([replace(post(), path="content/posts/june/mist.yaml")], [prepared]))

    assert entry.record == replace(prepared, path="content/posts/june/mist.yaml")
    assert entry.is_changed


def test_an_open_delivery_that_nothing_happened_to_is_no_change() -> None:
    assert not only(plan([post()], [taken_in()])).is_changed


def test_a_pause_holds_what_is_new_and_what_was_begun() -> None:
    run = Circumstances("c2", NOW, is_paused=True)
    made = plan([post(), post("balm")], [begun()], run=run)

    assert {entry.action for entry in made.entries} == {Action.HOLD}
    assert all(entry.reason == msg("plan.paused") for entry in made.entries)


def test_a_pause_does_not_stop_a_cancellation() -> None:
    run = Circumstances("c2", NOW, is_paused=True)

    assert only(plan([], [taken_in()], run=run)).action is Action.CANCEL


def test_too_many_at_once_are_all_held_and_what_was_begun_goes_on() -> None:
    posts = [post(f"post-{n}") for n in range(4)]
    made = plan([*posts, post()], [begun()])

    assert [entry.record.post for entry in made.work] == ["mist"]
    assert sum(entry.action is Action.HOLD for entry in made.entries) == 4


def test_as_many_as_the_guard_allows_go_out() -> None:
    assert len(plan([post(f"post-{n}") for n in range(3)]).work) == 3


def test_a_burst_goes_out_when_a_person_says_so() -> None:
    run = Circumstances("c2", NOW, allow_burst=True)

    assert len(plan([post(f"post-{n}") for n in range(4)], run=run).work) == 4


def test_behind_the_watermark_nothing_is_taken_in_or_changed_and_open_deliveries_go_on() -> None:
    made = plan(None, [taken_in(), begun(taken_in(account=B)), published(taken_in(post("balm")))])

    assert [(entry.record.account, entry.action) for entry in made.entries] == [
        (A, Action.PUBLISH),
        (B, Action.RESUME),
    ]
    assert not any(entry.is_changed for entry in made.entries)


def test_a_published_plan_replans_to_nothing() -> None:
    posts = [post("mist", A, B), post("balm")]
    done = [published(entry.record) for entry in plan(posts).work]

    assert plan(posts, done).entries == ()


def test_entries_come_by_post_and_account() -> None:
    made = plan([post("balm", B, A), post("mist", A)], [taken_in(post("air"))])

    assert [entry.record.key for entry in made.entries] == sorted(entry.record.key for entry in made.entries)


def test_the_digest_depends_on_neither_the_commit_nor_the_time() -> None:
    posts = [post(), replace(post("balm"), publish_at=NOW + timedelta(hours=1))]
    now = plan(posts)
    later = plan(posts, run=Circumstances("c9", NOW + timedelta(hours=2)))

    assert now.digest == later.digest


@pytest.mark.parametrize(
    "other",
    [
        [post(text="Two sprays")],
        [post("mist", B)],
        [post("balm")],
        [replace(post(), link="https://example.com")],
        [],
    ],
    ids=["text", "account", "post", "link", "nothing"],
)
def test_the_digest_depends_on_everything_that_would_become_public(other: list[Post]) -> None:
    assert plan([post()]).digest != plan(other).digest


def test_the_digest_leaves_out_what_is_held() -> None:
    held = moved(taken_in(post("balm")), State.BLOCKED, NOW, block=Block.HUMAN)

    assert plan([post(), post("balm")], [held]).digest == plan([post()]).digest
