"""`aromatiza status`: what the ledger knows of every delivery."""

from __future__ import annotations

from tests.cli.conftest import Evening
from tests.cli.workshop import NAMES, Workshop, photo_post


def test_every_delivery_is_listed_with_its_address(evening: Evening) -> None:
    status = evening.shop.run("status")
    assert status.code == 0
    lines = status.stdout.splitlines()
    assert lines[0].split() == ["POST", "ACCOUNT", "STATE", "SINCE", "(UTC)", "ABOUT"]
    assert sorted(line.split()[1] for line in lines[1:]) == sorted(NAMES)
    addresses = {post["platform"]: post["remote_id"] for post in evening.shop.posts()}
    assert f"https://x.com/i/web/status/{addresses['x']}" in status.stdout


def test_what_waits_for_its_human_is_told_apart_and_says_who_does_what(evening: Evening) -> None:
    english = evening.shop.run("--lang", "en", "status")
    assert "(in the inbox, to be finished by hand)" in english.stdout
    assert "whoever holds the account opens the notification" in english.stderr
    french = evening.shop.run("--lang", "fr", "status")
    assert "(dans la boîte de réception, à terminer à la main)" in french.stdout
    assert "ouvre la notification" in french.stderr


def test_json_says_what_publish_said(evening: Evening) -> None:
    status = evening.shop.run("status", "--json").json
    assert status["version"] == 1
    shown = {one["platform"]: one["remote_id"] for one in evening.shop.posts()}
    for one in status["deliveries"]:
        assert (one["post"], one["state"], one["action"]) == ("mist", "published", "none")
        assert one["remote_id"]
        assert one["at"].endswith("Z")
    told = {one["account"]: one["remote_id"] for one in status["deliveries"]}
    assert told.keys() == shown.keys()
    assert all(told[name] == shown[name] for name in ("facebook", "instagram", "pinterest", "x", "youtube"))


def test_only_the_named_posts_are_listed(evening: Evening) -> None:
    assert len(evening.shop.run("status", "mist", "--json").json["deliveries"]) == len(NAMES)
    other = evening.shop.run("status", "fig")
    assert (other.code, other.stdout, other.stderr) == (0, "", "no delivery yet\n")


def test_the_exit_code_says_who_acts_next(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", "platforms: [x, pinterest]"))
    blocked = shop.run("publish", AROMATIZA_TOKEN_X=None)
    status = shop.run("status")
    assert (blocked.code, status.code) == (4, 4)
    assert "blocked: auth" in status.stdout
    assert "AROMATIZA_TOKEN_X" in status.stdout


def test_it_runs_from_any_folder_of_the_work_tree_and_elsewhere_by_option(evening: Evening) -> None:
    shop = evening.shop
    inside = shop.run("status", "--json", at=shop.clone / "content" / "posts")
    elsewhere = shop.run("-C", str(shop.clone), "status", "--json", at=shop.folder)
    assert inside.states() == elsewhere.states() != {}
