"""Whatever is wrong: one clear message with the way out, the documented exit code, and nothing changed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Evening
from tests.cli.workshop import BRAND, NAMES, Finished, Workshop, photo_post, video_post
from tests.clones import git, hook

ALL_TOKENS = {f"AROMATIZA_TOKEN_{name.upper()}": None for name in NAMES}

WRONG_POSTS = {
    "broken-yaml": ("title: [mist\n", 1, "is not closed"),
    "unknown-account": (video_post("unknown-account", "platforms: [mastodon]"), 5, "mastodon"),
    "missing-field": ("title: mist\nphotos: [{alt: a bottle}]\n", 2, "url is missing"),
    "typo": (video_post("typo", "hashtag: [mist]"), 5, "write hashtags"),
    "no-media": ("title: mist\ncaptions: Mist\n", 1, "photos"),
    "foreign-host": (video_post("fig").replace("res.cloudinary.com", "cdn.other.fr"), 4, "cdn.other.fr"),
    "long-text": (video_post("soap").replace("Words of", "Words " * 60), 2, "at most 280 accepted"),
}
"""By id: the post, the line where it is wrong, and words of the finding."""


def assert_nothing_happened(shop: Workshop, tip: str) -> None:
    assert shop.posts() == []
    assert shop.effects() == []
    assert shop.tip() == tip


def assert_is_one_clear_message(finished: Finished) -> None:
    assert "Traceback" not in finished.stderr
    assert finished.stdout == ""
    assert finished.stderr.count("✗ ") == 1


def test_wrong_posts_stop_the_run_before_anything_is_sent(shop: Workshop) -> None:
    texts = {name: text for name, (text, _, _) in WRONG_POSTS.items()}
    shop.merge(**texts, good=photo_post("good", "platforms: [x]"))
    tip = shop.tip()
    published = shop.run("publish")
    assert published.code == 1
    assert_is_one_clear_message(published)
    for name, (_, line, words) in WRONG_POSTS.items():
        _, _, finding = published.stderr.partition(f"content/posts/{name}.yaml:{line}:")
        place, _, fix = finding.partition("    → ")
        assert words in place + fix.partition("\n")[0], name
    assert shop.requests() == []
    assert_nothing_happened(shop, tip)


def test_one_wrong_post_holds_up_the_good_ones(shop: Workshop) -> None:
    shop.merge(mist="title: [mist\n", fig=photo_post("fig", "platforms: [x]"))
    tip = shop.tip()
    published = shop.run("publish")
    assert published.code == 1
    assert_is_one_clear_message(published)
    assert_nothing_happened(shop, tip)


def test_a_wrong_brand_stops_the_run(shop: Workshop) -> None:
    shop.edit(BRAND, "timezone: Europe/Paris", "timezone: Europe/Grasse")
    shop.merge(mist=video_post("mist"))
    tip = shop.tip()
    published = shop.run("publish")
    assert published.code == 1
    assert_is_one_clear_message(published)
    assert f"{BRAND}:3:11" in published.stderr
    assert_nothing_happened(shop, tip)


def test_without_a_brand_nothing_runs(shop: Workshop) -> None:
    (shop.clone / BRAND).unlink()
    shop.merge(mist=video_post("mist"))
    tip = shop.tip()
    published = shop.run("publish")
    assert published.code == 2
    assert_is_one_clear_message(published)
    assert BRAND in published.stderr
    assert_nothing_happened(shop, tip)


# ---- media

MISSING = {"status": 404}
LARGE = {"status": 200, "body": "x" * 1_000_001}
TEXT = {"status": 200, "body": "<html>Not found</html>"}


@pytest.mark.parametrize(
    ("answer", "words"),
    [(MISSING, "answers HTTP 404"), (LARGE, "is larger than 1 MB"), (TEXT, "is not a video")],
    ids=["missing", "too large", "another kind of file"],
)
def test_media_that_cannot_be_had_stop_their_post(
    shop: Workshop, answer: dict[str, object], words: str
) -> None:
    shop.edit(BRAND, "hosts: [res.cloudinary.com]", "hosts: [res.cloudinary.com]\n  max_mb: 1")
    shop.fault(host="res.cloudinary.com", times=1000, **answer)
    shop.merge(mist=video_post("mist"))
    tip = shop.tip()
    published = shop.run("publish")
    assert published.code == 1
    assert "Traceback" not in published.stderr
    lines = published.stdout.splitlines()[1:]
    assert len(lines) == len(NAMES)
    assert all(f"https://res.cloudinary.com/demo/video/upload/v1/mist.mp4 {words}" in line for line in lines)
    assert_nothing_happened(shop, tip)


def test_media_that_came_back_are_published_by_the_next_run(shop: Workshop) -> None:
    shop.fault(host="res.cloudinary.com", path="*/mist.mp4", status=404)
    shop.merge(mist=video_post("mist", "platforms: [x]"), fig=photo_post("fig", "platforms: [x]"))
    first = shop.run("publish", "--json")
    assert (first.code, first.states()) == (1, {"fig/x": "published", "mist/x": "blocked"})
    assert first.json["deliveries"][1]["block"] == "media"
    assert shop.run("publish").code == 0
    assert shop.visible() == Counter(x=2)


def test_a_media_host_that_is_down_is_tried_again(shop: Workshop) -> None:
    shop.fault(host="res.cloudinary.com", status=503)
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    tip = shop.tip()
    published = shop.run("publish", "--json")
    assert (published.code, published.states()) == (3, {"mist/x": "retry"})
    assert_nothing_happened(shop, tip)
    assert shop.run("publish").code == 0


# ---- tokens


def test_a_missing_token_stops_its_account_only(shop: Workshop) -> None:
    shop.merge(mist=video_post("mist"))
    published = shop.run("publish", AROMATIZA_TOKEN_X=None)
    assert published.code == 4
    assert shop.visible() == Counter(NAMES) - Counter(["x"])
    [line] = [line for line in published.stdout.splitlines() if "blocked: auth" in line]
    assert line.split()[:2] == ["mist", "x"]
    assert "AROMATIZA_TOKEN_X" in line
    assert "Traceback" not in published.stderr
    assert shop.run("publish").code == 0
    assert shop.visible() == Counter(NAMES)


def test_without_any_token_nothing_is_written(shop: Workshop) -> None:
    shop.merge(mist=video_post("mist"))
    tip = shop.tip()
    published = shop.run("publish", **ALL_TOKENS)
    assert published.code == 4
    assert published.stdout.count("blocked: auth") == len(NAMES)
    assert shop.effects() == []
    assert shop.tip() == tip


def test_tokens_of_other_accounts_publish_nothing(shop: Workshop) -> None:
    shop.merge(mist=video_post("mist"))
    tip = shop.tip()
    foreign: dict[str, Any] = dict.fromkeys(ALL_TOKENS, "any@987654")
    published = shop.run("publish", **foreign)
    assert published.code == 4
    for name in NAMES:
        assert f"{name}: the token belongs to another account" in published.stdout
    assert_nothing_happened(shop, tip)


def test_a_wrong_id_in_the_brand_stops_its_account_only(shop: Workshop) -> None:
    shop.edit(BRAND, 'id: "2244994945"', 'id: "1"')
    shop.merge(mist=video_post("mist"))
    published = shop.run("publish")
    assert published.code == 4
    assert shop.visible() == Counter(NAMES) - Counter(["x"])
    asked = [f"{one['method']} {one['path']}" for one in shop.requests() if one["host"] == "api.x.com"]
    assert asked == ["GET /2/users/me"]
    [line] = [line for line in published.stdout.splitlines() if "blocked: auth" in line]
    assert "x: the token belongs to another account than 1, so nothing was sent" in line
    assert BRAND in line


def test_an_expired_token_needs_a_person(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", "platforms: [x, pinterest]"))
    published = shop.run("publish", "--json", AROMATIZA_TOKEN_X="expired")
    assert (published.code, published.states()) == (4, {"mist/pinterest": "published", "mist/x": "blocked"})
    assert published.json["deliveries"][1]["block"] == "auth"


def test_a_token_with_a_line_break_is_named_and_not_shown(shop: Workshop) -> None:
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    published = shop.run("publish", AROMATIZA_TOKEN_X="secret\nhidden")
    assert published.code == 4
    assert "blocked: auth" in published.stdout
    assert "secret" not in published.said
    assert "hidden" not in published.said


# ---- repository and remote


def test_a_remote_that_refuses_the_push_stops_the_run_before_anything_is_sent(shop: Workshop) -> None:
    shop.merge(mist=video_post("mist"))
    tip = shop.tip()
    hook(shop.remote, "pre-receive", "echo this branch is protected >&2; exit 1")
    published = shop.run("publish")
    assert published.code == 2
    assert_is_one_clear_message(published)
    assert "the branch aromatiza/state cannot be written, so nothing more is published" in published.stderr
    assert "this branch is protected" in published.stderr
    assert_nothing_happened(shop, tip)


def test_a_remote_that_is_gone_stops_the_run(shop: Workshop) -> None:
    shop.merge(mist=video_post("mist"))
    shop.remote.rename(shop.folder / "elsewhere.git")
    published = shop.run("publish")
    assert published.code == 2
    assert_is_one_clear_message(published)
    assert "the remote origin cannot be read" in published.stderr
    assert shop.requests() == []


def test_without_a_ledger_nothing_runs(shop: Workshop) -> None:
    git(shop.clone, "push", "--quiet", "origin", ":aromatiza/state")
    shop.merge(mist=video_post("mist"))
    for command in ("plan", "publish", "status"):
        finished = shop.run(command)
        assert finished.code == 2
        assert_is_one_clear_message(finished)
        assert "aromatiza init" in finished.stderr
    assert_nothing_happened(shop, "")


def test_outside_a_repository_nothing_runs(shop: Workshop, tmp_path: Path) -> None:
    place = tmp_path / "no repository"
    place.mkdir()
    for command in ("init", "plan", "preview", "publish", "status"):
        finished = shop.run(command, at=place)
        assert finished.code == 2
        assert_is_one_clear_message(finished)
        assert f"{place} is not in a git repository" in finished.stderr
    assert list(place.iterdir()) == []


def test_without_a_commit_nothing_runs(shop: Workshop, tmp_path: Path) -> None:
    place = tmp_path / "new"
    git(tmp_path, "init", "--quiet", "--template=", str(place))
    assert shop.run("init", at=place).code == 0
    for command in ("plan", "publish"):
        finished = shop.run(command, at=place)
        assert finished.code == 2
        assert_is_one_clear_message(finished)
        assert "pas encore de commit" in finished.stderr


# ---- usage

WRONG_USAGE = {
    "an unknown option": ("publish", "--now"),
    "an unknown command": ("undo",),
    "an unknown language": ("--lang", "de", "plan"),
    "a folder that is not there": ("-C", "nowhere", "plan"),
    "too many words": ("publish", "mist"),
    "a preview of nothing known": ("preview", "--base", "nowhere"),
    "a preview of a file that is not there": ("preview", "content/posts/none.yaml"),
    "a preview of a file outside": ("preview", "../remote.git/config"),
}


@pytest.mark.parametrize("arguments", WRONG_USAGE.values(), ids=WRONG_USAGE.keys())
def test_wrong_usage_is_exit_code_2(evening: Evening, arguments: tuple[str, ...]) -> None:
    finished = evening.shop.run(*arguments)
    assert finished.code == 2
    assert finished.stdout == ""
    assert finished.stderr.strip()
    assert "Traceback" not in finished.stderr


WRONG_SETTINGS = {
    "a sandbox that is no address": ({"AROMATIZA_SANDBOX": "here"}, "here is not a sandbox address"),
    "a key that is none": ({"AROMATIZA_KEY": "short"}, "AROMATIZA_KEY is not a key"),
}


@pytest.mark.parametrize(("environ", "words"), WRONG_SETTINGS.values(), ids=WRONG_SETTINGS.keys())
def test_a_wrong_setting_stops_the_run(shop: Workshop, environ: dict[str, Any], words: str) -> None:
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    tip = shop.tip()
    finished = shop.run("publish", **environ)
    assert finished.code == 2
    assert_is_one_clear_message(finished)
    assert words in finished.stderr
    assert_nothing_happened(shop, tip)


def test_one_error_has_two_languages(shop: Workshop) -> None:
    (shop.clone / BRAND).unlink()
    english = shop.run("--lang", "en", "validate").stderr
    french = shop.run("--lang", "fr", "validate").stderr
    assert "there is no content/brand.yaml, which names the brand's accounts" in english
    assert "il n'y a pas de content/brand.yaml" in french


def test_without_a_choice_errors_speak_the_brands_language_then_the_machines(shop: Workshop) -> None:
    assert "there is no remote" in shop.run("--remote", "elsewhere", "plan", LANG="fr_FR.UTF-8").stderr
    shop.edit(BRAND, "locale: en", "locale: fr")
    assert "il n'y a pas de dépôt" in shop.run("--remote", "elsewhere", "plan", LANG="C.UTF-8").stderr
    (shop.clone / BRAND).unlink()
    assert "il n'y a pas de dépôt" in shop.run("--remote", "elsewhere", "plan", LANG="fr_FR.UTF-8").stderr
    assert "there is no remote" in shop.run("--remote", "elsewhere", "plan").stderr
