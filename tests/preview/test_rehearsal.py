"""A rehearsal of real flows on simulated networks, and what it keeps."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aromatiza.core.calls import Role
from aromatiza.core.delivery import Lease, State
from aromatiza.core.messages import msg
from aromatiza.core.plan import Circumstances, Known, plan_of
from aromatiza.core.ports import Batch
from aromatiza.core.post import Account, AccountName, Brand, Json, Post
from aromatiza.engine.pace import Pace
from aromatiza.engine.preparation import Rooms
from aromatiza.engine.run import run_plan
from aromatiza.media.store import DownloadedMedia
from aromatiza.platforms import REGISTRY
from aromatiza.preview.ledger import ForgetfulLedger
from aromatiza.preview.markdown import as_markdown
from aromatiza.preview.rehearsal import Rehearsal, Rehearsed
from aromatiza.preview.text import as_text
from aromatiza.sandbox.server import Sandbox
from aromatiza.wire.client import HttpWire, open_client
from aromatiza.wire.detour import Detour
from aromatiza.wire.download import HttpDownloader
from tests.fakes import FixedTokens
from tests.preview.stage import BRAND, CHUNK, CREATED, DIGEST, NOW, OWNER, REHEARSED, post_of

REMOTE_IDS = {
    "facebook": "100200300400500",
    "instagram": "17841400000000000",
    "pinterest": "549755885175",
    "tiktok": "-000a1b2c",
    "x": "2244994945",
    "youtube": "UC0123456789abcdefghijkl",
}
SETTINGS: Mapping[str, Mapping[str, Json]] = {
    "pinterest": {"board": "1022106077902810180"},
    "tiktok": {"mode": "inbox"},
    "youtube": {"privacy": "public"},
}


class Now:
    """The time of this machine: the sandbox keeps the same."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def brand_of_all() -> Brand:
    accounts = {
        AccountName(name): Account(AccountName(name), name, remote_id, SETTINGS.get(name, {}))
        for name, remote_id in REMOTE_IDS.items()
    }
    return replace(BRAND, accounts=accounts, default_accounts=tuple(accounts))


def rehearse(
    post: Post, brand: Brand, folder: Path, missing: tuple[AccountName, ...] = ()
) -> tuple[Rehearsed, ...]:
    """Run a post's flows on an embedded sandbox."""
    rehearsal, clock = Rehearsal(), Now()

    async def run(sandbox: Sandbox) -> None:
        plan = plan_of({post.id: post}, Known({}), brand, Circumstances("", clock.now()))
        async with open_client(frozenset(), [Detour(sandbox.url)]) as client:
            media = DownloadedMedia(HttpDownloader(client), folder, brand.media_hosts, 10_000_000)
            doors = Rooms(
                REGISTRY,
                ForgetfulLedger(),
                FixedTokens(missing),
                HttpWire(client, media.path),
                media,
                clock,
                Pace(clock.now() + timedelta(minutes=5), 100.0),
                rehearsal,
            )
            lease = Lease("preview", "preview", clock.now() + timedelta(hours=1))
            report = await run_plan(plan, brand, doors, lease, None)
        rehearsal.complete(report.records)

    with Sandbox() as sandbox:
        asyncio.run(run(sandbox))
    return rehearsal.results


def test_all_six_networks_are_rehearsed_and_no_secret_is_shown(tmp_path: Path) -> None:
    brand = brand_of_all()
    post = post_of("brume", "Une pression, et le linge sent la Provence", link="https://example.com/brume")
    results = rehearse(post, brand, tmp_path)
    assert [(shown.record.account, shown.record.reason) for shown in results] == [
        (name, None) for name in REMOTE_IDS
    ]
    for shown in results:
        assert shown.calls[0].name == "token owner read"
        assert Role.PUBLISH in {call.role for call in shown.calls} or shown.record.account == "tiktok"
    for render in (as_markdown, as_text):
        page = render(results, {post.id: post}, (), brand, "en", DIGEST)
        assert page.count("✓") == len(REMOTE_IDS)
        assert "token@" not in page
        assert "127.0.0.1" not in page


def test_an_account_that_cannot_start_is_among_the_results(tmp_path: Path) -> None:
    brand = brand_of_all()
    post = post_of("brume", "Bonjour", platforms={AccountName("pinterest"): {}})
    (shown,) = rehearse(post, brand, tmp_path, (AccountName("pinterest"),))
    assert (shown.record.state, shown.calls, shown.is_good) == (State.BLOCKED, (), False)


def test_a_call_that_is_repeated_stands_once_and_where_it_came_first() -> None:
    rehearsal = Rehearsal()
    key = REHEARSED[2].record.key
    again = replace(CHUNK, request=OWNER.request)
    for call in (OWNER, CHUNK, CREATED, again, OWNER):
        rehearsal.calling(key, call)
        rehearsal.waiting(key, 5, msg("engine.polling", step=call.name))
    rehearsal.ended(REHEARSED[2].record)
    assert rehearsal.results == (Rehearsed(REHEARSED[2].record, (OWNER, CHUNK, CREATED)),)


def test_the_results_are_sorted_by_post_and_account() -> None:
    rehearsal = Rehearsal()
    for shown in reversed(REHEARSED):
        rehearsal.ended(shown.record)
    assert [shown.record for shown in rehearsal.results] == [shown.record for shown in REHEARSED]


def test_how_a_delivery_ended_is_not_replaced_by_what_is_completed_later() -> None:
    rehearsal = Rehearsal()
    ended, other = REHEARSED[0].record, REHEARSED[4].record
    rehearsal.ended(ended)
    rehearsal.complete([replace(ended, state=State.RUNNING), other])
    assert [shown.record for shown in rehearsal.results] == [ended, other]


def test_the_ledger_of_a_rehearsal_keeps_nothing() -> None:
    ledger = ForgetfulLedger()
    account = BRAND.accounts[AccountName("x")]
    assert ledger.push(Batch([REHEARSED[0].record]), NOW) == frozenset()
    assert ledger.media_owners(["d" * 64], account) == {}
