"""`aromatiza preview`: what a pull request shows, without a secret, a trace or an effect."""

from __future__ import annotations

from tests.cli.conftest import Evening
from tests.cli.workshop import NAMES, Workshop, photo_post, video_post
from tests.clones import git

NO_SECRETS = {f"AROMATIZA_TOKEN_{name.upper()}": None for name in NAMES}
POST = "content/posts/mist.yaml"
MEDIA_HOSTS = {"res.cloudinary.com"}


def test_every_account_of_a_new_post_is_shown_and_nothing_is_published(shop: Workshop) -> None:
    shop.write(POST, video_post("mist"))
    tip = shop.tip()
    shown = shop.run("preview", **NO_SECRETS)
    assert (shown.code, shown.stderr) == (0, "")
    assert "Words of mist" in shown.stdout
    assert all(f"mist  {name}" in shown.stdout for name in NAMES)
    assert shop.tip() == tip
    assert {one["host"] for one in shop.requests()} <= MEDIA_HOSTS


def test_markdown_is_for_the_pull_request(shop: Workshop) -> None:
    shop.write(POST, photo_post("mist", "platforms: [x]"))
    shown = shop.run("preview", "--format", "markdown")
    assert shown.code == 0
    assert "Words of mist" in shown.stdout
    assert "|" in shown.stdout


def test_its_digest_is_the_one_that_publish_can_insist_on(shop: Workshop) -> None:
    shop.write(POST, photo_post("mist", "platforms: [x, pinterest]"))
    digest = shop.run("preview", "--json").json["digest"]
    shop.merge()
    assert shop.run("publish", "--expect", digest).code == 0


def test_json_has_deliveries_and_problems(shop: Workshop) -> None:
    shop.write(POST, photo_post("mist", "platforms: [x]"))
    shown = shop.run("preview", "--json")
    assert (shown.code, shown.stderr) == (0, "")
    assert sorted(shown.json) == ["deliveries", "digest", "problems", "version"]
    assert (shown.states(), shown.actions()) == ({"mist/x": "published"}, {"mist/x": "preview"})
    assert shown.json["problems"] == []


def test_a_wrong_post_is_shown_with_its_problem_beside_the_good_ones(shop: Workshop) -> None:
    shop.write(POST, photo_post("mist", "platforms: [x]"))
    shop.write("content/posts/fig.yaml", photo_post("fig", "platforms: [mastodon]"))
    shown = shop.run("preview")
    assert shown.code == 1
    assert "mastodon" in shown.stdout
    assert "Words of mist" in shown.stdout


def test_drafts_and_dated_posts_are_shown_too(shop: Workshop) -> None:
    shop.write(POST, photo_post("mist", "platforms: [x]", "draft: true"))
    shop.write("content/posts/fig.yaml", photo_post("fig", "platforms: [x]", "publish_at: 2036-01-01 10:00"))
    assert shop.run("preview", "--json").states() == {"fig/x": "published", "mist/x": "published"}


def test_what_was_published_already_is_not_shown(evening: Evening) -> None:
    assert evening.shop.run("preview", "--json").json["deliveries"] == []


def test_a_branch_shows_what_differs_from_its_base(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    git(shop.clone, "switch", "--quiet", "--create", "fig")
    shop.write("content/posts/fig.yaml", photo_post("fig", "platforms: [x]"))
    shop.commit()
    assert shop.run("preview", "--base", "origin/main", "--json").states() == {"fig/x": "published"}


def test_named_files_are_shown_as_seen_from_the_folder_it_runs_in(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", "platforms: [x]"), fig=photo_post("fig", "platforms: [x]"))
    for arguments, at in (
        (("preview", POST), shop.clone),
        (("preview", "mist.yaml"), shop.clone / "content" / "posts"),
        (("-C", str(shop.clone / "content"), "preview", "posts/mist.yaml"), shop.folder),
    ):
        shown = shop.run(*arguments, "--json", at=at)
        assert shown.states() == {"mist/x": "published"}, arguments


def test_without_a_ledger_every_post_is_shown(shop: Workshop) -> None:
    git(shop.clone, "push", "--quiet", "origin", ":aromatiza/state")
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    assert shop.run("preview", "--json").states() == {"mist/x": "published"}


def test_media_that_are_missing_are_found_before_the_merge(shop: Workshop) -> None:
    shop.fault(host="res.cloudinary.com", status=404, times=1000)
    shop.write(POST, photo_post("mist", "platforms: [x]"))
    shown = shop.run("preview")
    assert shown.code == 1
    assert "answers HTTP 404" in shown.stdout


def test_its_digest_counts_what_waits_already(shop: Workshop) -> None:
    shop.merge(fig=photo_post("fig", "platforms: [x]", "publish_at: 2036-01-01 10:00"))
    assert shop.run("publish").code == 0
    shop.write(POST, photo_post("mist", "platforms: [x]"))
    digest = shop.run("preview", "--json").json["digest"]
    shop.merge()
    assert shop.run("plan", "--json").json["digest"] == digest
