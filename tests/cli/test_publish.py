"""`aromatiza publish`: from a merge to six networks, through trouble, and never twice."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.cli.conftest import Evening
from tests.cli.workshop import NAMES, STATE, Workshop, photo_post, video_post
from tests.clones import git, hook

ONCE_EVERYWHERE = Counter(NAMES)
PUBLISH_CALLS: Mapping[str, Mapping[str, Any]] = {
    "tiktok": {"host": "open-upload.tiktokapis.com", "method": "PUT"},
    "facebook": {"host": "graph.facebook.com", "path": "*/video_reels", "nth": 2},
    "instagram": {"host": "graph.facebook.com", "path": "*/media_publish"},
    "pinterest": {"host": "api.pinterest.com", "path": "/v5/pins", "method": "POST"},
    "youtube": {"host": "www.googleapis.com", "path": "/upload/*", "method": "PUT", "nth": 2},
    "x": {"host": "api.x.com", "path": "/2/tweets", "method": "POST"},
}
"""The call that makes a post visible, on each network."""


def test_a_ledger_of_simulated_networks_takes_no_receipt_of_live_ones(evening: Evening) -> None:
    live = evening.shop.run("--lang", "en", "publish", AROMATIZA_SANDBOX=None)
    assert live.code == 2
    assert "this ledger holds receipts of simulated networks" in live.stderr


def test_one_merge_gives_six_receipts(evening: Evening) -> None:
    assert evening.published.code == 0
    assert evening.shop.visible() == ONCE_EVERYWHERE
    lines = evening.published.stdout.splitlines()
    assert lines[0].split() == ["POST", "ACCOUNT", "STATE", "ABOUT"]
    assert [line.split()[:3] for line in lines[1:]] == [["mist", name, "published"] for name in NAMES]


def test_results_go_to_stdout_and_progress_to_stderr(evening: Evening) -> None:
    assert "token owner read" in evening.published.stderr
    assert "token owner read" not in evening.published.stdout


def test_six_networks_leave_a_short_and_readable_trail(evening: Evening) -> None:
    trail = evening.shop.trail()
    assert len(trail) <= 8
    assert all(subject.startswith("mist: ") for subject in trail[:-1])
    assert trail[-1] == "baseline: 0 deliveries count as done"
    story = git(evening.shop.remote, "log", "--format=%B", STATE)
    assert all(f"mist → {name}: published (" in story for name in NAMES)
    assert f"Main: {git(evening.shop.clone, 'rev-parse', 'HEAD')}" in story


def test_publishing_again_sends_nothing_and_leaves_the_ledger_alone(evening: Evening) -> None:
    tip, requests = evening.shop.tip(), evening.shop.requests()
    again = evening.shop.run("publish")
    assert (again.code, again.stdout, again.stderr) == (0, "", "nothing to do\n")
    assert (evening.shop.tip(), evening.shop.requests()) == (tip, requests)


def test_the_work_tree_is_left_alone(evening: Evening) -> None:
    assert git(evening.shop.clone, "status", "--porcelain") == ""
    assert git(evening.shop.clone, "branch", "--format=%(refname:short)") == "main"


def test_a_clone_without_history_publishes_nothing_twice(evening: Evening) -> None:
    clone = evening.shop.another_clone("--depth", "1")
    again = evening.shop.run("publish", at=clone)
    assert (again.code, again.stderr) == (0, "nothing to do\n")
    assert evening.shop.visible() == ONCE_EVERYWHERE


def test_json_and_quiet_leave_nothing_but_one_document(shop: Workshop) -> None:
    shop.merge(mist=video_post("mist", "platforms: [x]"))
    published = shop.run("publish", "--quiet", "--json")
    assert (published.code, published.stderr) == (0, "")
    document = published.json
    assert document["version"] == 1
    [delivery] = document["deliveries"]
    at = datetime.fromisoformat(delivery.pop("at"))
    assert abs(datetime.now(UTC) - at) < timedelta(hours=1)
    remote_id = shop.posts()[0]["remote_id"]
    assert delivery == {
        "post": "mist",
        "account": "x",
        "platform": "x",
        "state": "published",
        "action": "publish",
        "reason": "",
        "block": None,
        "due_at": None,
        "retry_at": None,
        "remote_id": remote_id,
        "url": f"https://x.com/i/web/status/{remote_id}",
        "visibility": "public",
        "commit": git(shop.clone, "rev-parse", "HEAD"),
    }


def test_nothing_to_do_is_an_empty_document_in_json(shop: Workshop) -> None:
    assert shop.run("publish", "--json").json == {"version": 1, "deliveries": []}


def test_a_repository_without_a_remote_keeps_its_ledger_in_itself(shop: Workshop) -> None:
    git(shop.clone, "remote", "remove", "origin")
    assert shop.run("init").code == 0
    shop.write("content/posts/mist.yaml", photo_post("mist", "platforms: [x]"))
    shop.commit()
    assert shop.run("publish").code == 0
    assert shop.run("publish").stderr == "nothing to do\n"
    assert git(shop.clone, "log", "-1", "--format=%s", STATE) == "mist: 1 published"


def test_simulated_networks_may_live_as_long_as_the_command(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    gone = {f"AROMATIZA_TOKEN_{name.upper()}": None for name in NAMES}
    published = shop.run("publish", "--quiet", "--json", "--sandbox", AROMATIZA_SANDBOX=None, **gone)
    assert published.states() == {"mist/x": "published"}
    assert shop.requests() == []


def test_the_sandbox_option_names_where_the_networks_are(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    assert shop.run("publish", "--sandbox", shop.url, AROMATIZA_SANDBOX=None).code == 0
    assert shop.visible() == Counter(x=1)


# ---- trouble on the way


def test_a_passing_503_costs_only_a_second_try(shop: Workshop) -> None:
    shop.fault(host="api.x.com", path="/2/media/upload/initialize", status=503)
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    assert shop.run("publish").code == 0
    assert shop.visible() == Counter(x=1)


def test_a_503_that_lies_is_not_believed(shop: Workshop) -> None:
    shop.fault(host="api.x.com", path="/2/tweets", method="POST", status=503, after=True)
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    assert shop.run("publish").code == 0
    assert shop.visible() == Counter(x=1)


def test_a_network_that_stays_down_is_tried_again_by_a_later_run(shop: Workshop) -> None:
    shop.fault(host="api.x.com", path="/2/media/*", times=1000, status=503)
    shop.merge(mist=photo_post("mist", "platforms: [x, pinterest]"))
    first = shop.run("publish", "--json")
    assert first.code == 3
    assert first.states() == {"mist/pinterest": "published", "mist/x": "retry"}
    requests = shop.requests()
    second = shop.run("publish", "--json")
    assert (second.code, second.actions()) == (3, {"mist/x": "wait"})
    assert "tried again after" in second.json["deliveries"][0]["reason"]
    assert shop.requests() == requests


def test_a_short_rate_limit_is_sat_out(shop: Workshop) -> None:
    limit = {"status": 429, "headers": {"Retry-After": "1"}, "body": {"title": "Too Many Requests"}}
    shop.fault(host="api.x.com", path="/2/media/upload/initialize", **limit)
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    published = shop.run("publish", "--json")
    assert (published.code, published.states()) == (0, {"mist/x": "published"})


def test_a_long_rate_limit_is_kept_for_a_later_run(shop: Workshop) -> None:
    limit = {"status": 429, "headers": {"Retry-After": "3600"}, "body": {"title": "Too Many Requests"}}
    shop.fault(host="api.x.com", path="/2/tweets", method="POST", **limit)
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    before = datetime.now(UTC)
    published = shop.run("publish", "--json")
    assert (published.code, published.states()) == (3, {"mist/x": "retry"})
    retry_at = datetime.fromisoformat(published.json["deliveries"][0]["retry_at"])
    assert retry_at >= before + timedelta(seconds=3590)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_connection_lost_at_every_publish_call_leaves_each_post_once(shop: Workshop, moment: str) -> None:
    for call in PUBLISH_CALLS.values():
        shop.fault(**call, drop=moment)
    shop.merge(mist=video_post("mist"))
    codes = [shop.run("publish", "--quiet").code for _ in range(2)]
    assert codes[-1] == 0
    assert shop.visible() == ONCE_EVERYWHERE
    faults = shop.faults()
    assert [fault["fired"] for fault in faults] == [1] * len(PUBLISH_CALLS), faults


def test_what_cannot_be_known_is_shown_to_a_person_and_never_sent_again(shop: Workshop) -> None:
    """Pinterest's lists prove nothing about a Pin that has no link of its own."""
    shop.fault(**PUBLISH_CALLS["pinterest"], drop="before")
    shop.merge(mist=photo_post("mist", "platforms: [pinterest, x]").replace("link:", "# link:"))
    first = shop.run("publish", "--json")
    assert (first.code, first.states()) == (4, {"mist/pinterest": "blocked", "mist/x": "published"})
    doubtful = first.json["deliveries"][0]
    assert doubtful["block"] == "in doubt"
    assert '"pin created"' in doubtful["reason"]
    effects = shop.effects()
    again = shop.run("publish")
    assert again.code == 4
    assert "blocked: in doubt" in again.stdout
    assert shop.effects() == effects


def test_a_killed_run_is_settled_by_the_next_one_in_its_clone(shop: Workshop) -> None:
    shop.fault(host="api.x.com", path="/2/tweets", method="POST", delay_s=1)
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    run = shop.start("publish")
    shop.wait_for("POST api.x.com/2/tweets")
    run.kill()
    assert shop.run("publish").code == 0
    assert shop.visible() == Counter(x=1)


def test_another_clone_keeps_off_what_a_killed_run_holds(shop: Workshop) -> None:
    shop.fault(host="api.x.com", path="/2/media/*", delay_s=60)
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    run = shop.start("publish")
    shop.wait_for("POST api.x.com/2/media/upload/initialize")
    run.kill()
    shop.fault()
    requests = shop.requests()
    other = shop.run("publish", "--json", at=shop.another_clone())
    assert (other.code, other.actions()) == (3, {"mist/x": "wait"})
    assert "another run works on it until" in other.json["deliveries"][0]["reason"]
    assert shop.requests() == requests


def test_two_publishers_at_once_publish_everything_once(shop: Workshop) -> None:
    shop.merge(mist=video_post("mist"), fig=photo_post("fig", "platforms: [facebook, pinterest, x]"))
    other = shop.another_clone()
    runs = [shop.start("publish", "--json"), shop.start("publish", "--json", at=other)]
    codes = {run.finish().code for run in runs}
    assert codes <= {0, 3}
    assert shop.run("publish").code == 0
    assert shop.visible() == ONCE_EVERYWHERE + Counter(["facebook", "pinterest", "x"])


def test_whoever_reads_may_go_away(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    assert shop.run_deaf("publish") == 0
    assert shop.visible() == Counter(x=1)


def test_ctrl_c_leaves_the_rest_to_a_later_run(shop: Workshop) -> None:
    shop.fault(host="api.x.com", path="/2/media/upload/initialize", delay_s=60)
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    run = shop.start("publish", "--quiet")
    shop.wait_for("POST api.x.com/2/media/upload/initialize")
    run.signal(signal.SIGINT)
    stopped = run.finish()
    assert (stopped.code, stopped.stdout, stopped.stderr.strip()) == (3, "", "")
    assert shop.run("publish").code == 0
    assert shop.visible() == Counter(x=1)


def test_a_receipt_that_cannot_be_saved_is_told_and_found_again(shop: Workshop) -> None:
    shop.fault(host="api.x.com", path="/2/tweets", method="POST", delay_s=1)
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    run = shop.start("publish")
    shop.wait_for("POST api.x.com/2/tweets")
    hook(shop.remote, "pre-receive", "exit 1")
    unsaved = run.finish()
    assert unsaved.code == 2
    assert "Traceback" not in unsaved.stderr
    assert "mist → x: what happened could not be saved (https://x.com/i/web/status/" in unsaved.stderr
    (shop.remote / "hooks" / "pre-receive").unlink()
    assert shop.run("publish").code == 0
    assert shop.visible() == Counter(x=1)


def test_the_trail_names_the_ci_run(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    assert shop.run("publish", GITHUB_RUN_ID="17", GITHUB_RUN_ATTEMPT="2").code == 0
    assert "Run: github 17/2" in git(shop.remote, "log", "-1", "--format=%B", STATE)
