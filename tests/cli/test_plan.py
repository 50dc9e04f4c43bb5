"""`aromatiza plan`, and what the world does between two runs: dates, drafts, edits, moves, guards."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from tests.cli.conftest import Evening
from tests.cli.workshop import BRAND, NAMES, Workshop, photo_post, video_post
from tests.clones import git

POST = "content/posts/mist.yaml"
TO_X = "platforms: [x]"


def at(**ago: float) -> str:
    """A line that gives a post its date: so long ago, or ahead."""
    return f"publish_at: {datetime.now(UTC) - timedelta(**ago):%Y-%m-%d %H:%M}+00:00"


def test_the_plan_tells_what_would_happen_and_changes_nothing(shop: Workshop) -> None:
    shop.merge(mist=video_post("mist"))
    tip = shop.tip()
    planned = shop.run("plan")
    assert planned.code == 0
    lines = planned.stdout.splitlines()
    assert lines[0].split() == ["POST", "ACCOUNT", "ACTION", "WHY"]
    assert [line.split() for line in lines[1:]] == [["mist", name, "publish", "due", "now"] for name in NAMES]
    assert planned.stderr.startswith("digest ")
    assert shop.tip() == tip
    assert shop.requests() == []
    assert git(shop.clone, "status", "--porcelain") == ""


def test_json_has_the_digest_and_every_delivery(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X, at(days=-30)))
    planned = shop.run("plan", "--json")
    assert (planned.code, planned.stderr) == (0, "")
    assert sorted(planned.json) == ["deliveries", "digest", "version"]
    assert planned.json["version"] == 1
    [delivery] = planned.json["deliveries"]
    assert {"post": "mist", "account": "x", "platform": "x", "state": "waiting"}.items() <= delivery.items()
    assert delivery["action"] == "wait"
    assert delivery["reason"].startswith("due at ")
    assert delivery["due_at"].endswith(":00Z")
    assert delivery["remote_id"] is None


def test_a_published_plan_plans_to_nothing(evening: Evening) -> None:
    planned = evening.shop.run("plan")
    assert (planned.code, planned.stdout, planned.stderr) == (0, "", "nothing to do\n")


def test_only_the_expected_plan_is_published(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X))
    digest = shop.run("plan", "--json").json["digest"]
    shop.edit(POST, "Words of mist", "Other words")
    shop.merge()
    tip = shop.tip()
    refused = shop.run("publish", "--expect", digest)
    assert refused.code == 2
    assert digest in refused.stderr
    assert shop.requests() == []
    assert shop.tip() == tip
    digest = shop.run("plan", "--json").json["digest"]
    assert shop.run("publish", "--expect", digest).code == 0


# ---- dates


def test_a_post_waits_for_its_date_and_goes_out_when_it_has_come(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X, at(days=-30)))
    first = shop.run("publish", "--json")
    assert (first.code, first.states()) == (0, {"mist/x": "waiting"})
    assert shop.requests() == []
    assert shop.trail()[0] == "mist: 1 waiting"
    shop.merge(mist=photo_post("mist", TO_X, at(minutes=2)))
    assert shop.run("publish", "--json").states() == {"mist/x": "published"}
    assert shop.visible() == Counter(x=1)


def test_a_late_post_is_held_until_it_gets_a_new_date(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X, at(days=3)))
    held = shop.run("publish", "--json")
    assert (held.code, held.states()) == (4, {"mist/x": "blocked"})
    assert held.json["deliveries"][0]["block"] == "late"
    assert "Give it a new publish_at" in held.json["deliveries"][0]["reason"]
    assert shop.requests() == []
    shop.merge(mist=photo_post("mist", TO_X, at(minutes=2)))
    assert shop.run("publish").code == 0
    assert shop.visible() == Counter(x=1)


# ---- drafts and edits


def test_a_draft_goes_out_when_it_is_one_no_longer(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X, "draft: true"))
    assert shop.run("publish").stderr == "nothing to do\n"
    shop.merge(mist=photo_post("mist", TO_X))
    assert shop.run("publish").code == 0
    assert shop.visible() == Counter(x=1)


def test_a_waiting_post_that_became_a_draft_is_withdrawn(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X, at(days=-30)))
    assert shop.run("publish").code == 0
    shop.merge(mist=photo_post("mist", TO_X, "draft: true"))
    withdrawn = shop.run("publish", "--json")
    assert (withdrawn.code, withdrawn.actions()) == (0, {"mist/x": "withdraw"})
    assert shop.run("status", "--json").json["deliveries"] == []
    assert shop.run("publish").stderr == "nothing to do\n"


def test_a_waiting_post_goes_out_with_its_newest_words(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X, at(days=-30)))
    shop.run("publish")
    shop.merge(mist=photo_post("mist", TO_X).replace("Words of", "Newer words of"))
    assert shop.run("publish").code == 0
    assert [post["text"] for post in shop.posts()] == ["Newer words of mist"]


def test_published_posts_that_changed_are_not_published_again(shop: Workshop) -> None:
    texts = {name: photo_post(name, TO_X) for name in ("edited", "moved", "pictured")}
    shop.merge(**texts)
    assert shop.run("publish").code == 0
    shop.edit("content/posts/edited.yaml", "Words of", "Other words of")
    shop.edit("content/posts/pictured.yaml", "v1/pictured", "v1/another")
    shop.move("content/posts/moved.yaml", "content/posts/2026/summer.yaml")
    shop.edit("content/posts/2026/summer.yaml", "title:", "id: moved\ntitle:")
    shop.merge()
    tip = shop.tip()
    again = shop.run("publish", "--json")
    assert (again.code, again.actions()) == (0, {"edited/x": "none", "pictured/x": "none"})
    assert shop.visible() == Counter(x=3)
    assert shop.tip() == tip


def test_the_plan_says_that_a_published_post_changed_since(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X))
    assert shop.run("publish").code == 0
    shop.merge(mist=photo_post("mist", TO_X).replace("Words of", "Other words of"))
    for command in ("plan", "publish"):
        assert "published; the post changed since, which changes nothing online" in shop.run(command).stdout


def test_a_published_post_that_was_deleted_and_added_again_is_not_published_again(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X))
    assert shop.run("publish").code == 0
    (shop.clone / POST).unlink()
    shop.merge()
    assert shop.run("publish").stderr == "nothing to do\n"
    shop.merge(mist=photo_post("mist", TO_X))
    assert shop.run("publish").stderr == "nothing to do\n"
    assert shop.visible() == Counter(x=1)


def test_a_move_that_would_change_a_published_id_is_refused_with_the_fix(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X))
    assert shop.run("publish").code == 0
    shop.move(POST, "content/posts/summer.yaml")
    shop.merge()
    tip = shop.tip()
    for command in ("plan", "publish"):
        refused = shop.run(command)
        assert refused.code == 1
        assert "content/posts/summer.yaml:1:1" in refused.stderr
        assert "its id would change from mist to summer" in refused.stderr
        assert "write `id: mist` into it" in refused.stderr
    assert shop.tip() == tip
    shop.edit("content/posts/summer.yaml", "title:", "id: mist\ntitle:")
    shop.merge()
    assert shop.run("publish").stderr == "nothing to do\n"
    assert shop.visible() == Counter(x=1)


def test_a_waiting_post_whose_file_is_gone_is_cancelled(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X, at(days=-30)))
    shop.run("publish")
    (shop.clone / POST).unlink()
    shop.merge()
    cancelled = shop.run("publish", "--json")
    assert (cancelled.code, cancelled.states()) == (0, {"mist/x": "cancelled"})
    assert cancelled.json["deliveries"][0]["reason"] == f"{POST} is gone"
    assert shop.run("publish").stderr == "nothing to do\n"


def test_an_account_that_a_waiting_post_lost_is_cancelled_and_a_new_one_waits(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", "platforms: [x, pinterest]", at(days=-30)))
    shop.run("publish")
    shop.merge(mist=photo_post("mist", "platforms: [facebook, x]", at(days=-30)))
    changed = shop.run("publish", "--json")
    assert changed.code == 0
    assert changed.states() == {
        "mist/facebook": "waiting",
        "mist/pinterest": "cancelled",
        "mist/x": "waiting",
    }


def test_a_new_account_in_a_published_post_is_a_new_delivery(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X))
    assert shop.run("publish").code == 0
    shop.merge(mist=photo_post("mist", "platforms: [x, pinterest]"))
    assert shop.run("publish", "--json").states() == {"mist/pinterest": "published"}
    assert shop.visible() == Counter(x=1, pinterest=1)


def test_the_same_file_under_another_id_is_held(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X))
    assert shop.run("publish").code == 0
    twin = photo_post("mist", TO_X).replace("Words of mist", "Once more")
    shop.merge(twin=twin)
    held = shop.run("publish")
    assert held.code == 1
    assert "x already received this file (mist → x)" in held.stdout
    assert "repeat: true" in held.stdout
    shop.merge(twin=twin + "repeat: true\n")
    assert shop.run("publish").code == 0
    assert shop.visible() == Counter(x=2)


# ---- guards


def test_a_pause_holds_everything_until_it_is_lifted(shop: Workshop) -> None:
    shop.write("content/PAUSE", "")
    shop.merge(mist=photo_post("mist", TO_X))
    tip = shop.tip()
    paused = shop.run("publish", "--json")
    assert (paused.code, paused.actions()) == (0, {"mist/x": "hold"})
    assert "content/PAUSE is there" in paused.json["deliveries"][0]["reason"]
    assert shop.requests() == []
    assert shop.tip() == tip
    (shop.clone / "content/PAUSE").unlink()
    shop.merge()
    assert shop.run("publish").code == 0
    assert shop.visible() == Counter(x=1)


def test_too_many_at_once_are_held_until_a_person_allows_them(shop: Workshop) -> None:
    shop.edit(BRAND, "max_per_run: 20", "max_per_run: 1")
    shop.merge(mist=photo_post("mist", "platforms: [x, pinterest]"))
    held = shop.run("publish")
    assert held.code == 4
    assert held.stdout.count("2 publications at once, at most 1. Run with --allow-burst") == 2
    assert shop.requests() == []
    assert shop.run("plan", "--allow-burst").stdout.count("due now") == 2
    assert shop.run("publish", "--allow-burst").code == 0
    assert shop.visible() == Counter(x=1, pinterest=1)


def test_an_old_commit_takes_nothing_in_and_takes_nothing_back(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X, at(days=-30)))
    shop.run("publish")
    tip = shop.tip()
    git(shop.clone, "switch", "--quiet", "--detach", "HEAD~1")
    old = shop.run("publish", "--json")
    assert (old.code, old.states()) == (0, {"mist/x": "waiting"})
    assert shop.tip() == tip


def test_a_history_that_was_written_anew_publishes_nothing_twice(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X))
    assert shop.run("publish").code == 0
    shop.write("content/posts/fig.yaml", photo_post("fig", TO_X))
    git(shop.clone, "checkout", "--quiet", "--orphan", "squashed")
    shop.commit()
    git(shop.clone, "branch", "--force", "--move", "squashed", "main")
    git(shop.clone, "push", "--quiet", "--force", "origin", "main")
    assert shop.run("publish", "--json", at=shop.another_clone("--depth", "1")).states() == {
        "fig/x": "published"
    }
    assert shop.visible() == Counter(x=2)


def test_an_id_that_a_published_post_has_already_is_refused(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X))
    assert shop.run("publish").code == 0
    shop.merge(fig=photo_post("fig", TO_X, "id: mist"))
    tip = shop.tip()
    refused = shop.run("publish")
    assert refused.code == 1
    assert "the id mist is already the one of content/posts/fig.yaml" in refused.stderr
    assert shop.tip() == tip


def test_a_shallow_checkout_of_an_older_commit_cancels_nothing(shop: Workshop) -> None:
    git(shop.clone, "push", "--quiet", "origin", "HEAD:refs/heads/old")
    shop.merge(mist=photo_post("mist", TO_X, at(days=-30)))
    assert shop.run("publish").code == 0
    old = shop.another_clone("--depth", "1", "--branch", "old")
    tip = shop.tip()

    again = shop.run("publish", "--json", at=old)

    assert again.code == 4
    assert again.actions() == {"mist/x": "hold"}
    assert shop.tip() == tip
    assert shop.run("publish", "--json").actions() == {"mist/x": "wait"}


def test_a_shallow_checkout_of_the_newest_commit_fetches_the_history_that_it_needs(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X, at(days=-30)))
    assert shop.run("publish").code == 0
    git(shop.clone, "rm", "--quiet", POST)
    shop.commit()
    shop.push()
    shallow = shop.another_clone("--depth", "1")

    assert shop.run("publish", "--json", at=shallow).states() == {"mist/x": "cancelled"}


def test_a_checkout_of_another_branch_holds_what_it_does_not_know(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", TO_X, at(days=-30)))
    assert shop.run("publish").code == 0
    git(shop.clone, "switch", "--quiet", "--create", "other", "HEAD~1")
    shop.write("content/posts/fog.yaml", photo_post("fog", TO_X, "draft: true"))
    shop.commit()

    found = shop.run("publish", "--json")

    assert found.states() == {"mist/x": "waiting"}
    assert found.actions() == {"mist/x": "hold"}
