"""`aromatiza validate`: every problem of every file, in one run, without a repository or a network."""

from __future__ import annotations

from pathlib import Path

from tests.cli.workshop import BRAND, Workshop, video_post

FIRST = "content/posts/fig.yaml"
SECOND = "content/posts/mist.yaml"
KEYS = {"code", "severity", "file", "line", "column", "key", "message", "fix", "source"}


def two_wrong_posts(shop: Workshop) -> None:
    shop.write(FIRST, video_post("fig", "hashtag: [fig]", "platforms: [mastodon]"))
    shop.write(SECOND, "title: [\n")


def test_good_content_is_counted(shop: Workshop) -> None:
    shop.write(FIRST, video_post("fig"))
    done = shop.run("validate")
    assert (done.code, done.stdout, done.stderr) == (0, "", "2 files, 0 problems\n")


def test_all_problems_of_all_files_are_told_with_place_and_fix(shop: Workshop) -> None:
    two_wrong_posts(shop)
    done = shop.run("validate")
    assert done.code == 1
    places = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert [place.rpartition(":")[0].split(":")[0] for place in places] == [FIRST, FIRST, SECOND]
    assert done.stdout.count("    → ") == 3
    assert done.stderr == "3 files, 3 problems\n"


def test_json_has_the_documented_shape(shop: Workshop) -> None:
    two_wrong_posts(shop)
    done = shop.run("validate", "--json")
    assert (done.code, done.stderr) == (1, "")
    assert done.json["version"] == 1
    assert [set(problem) for problem in done.json["problems"]] == [KEYS] * 3
    typo = done.json["problems"][0]
    assert (typo["file"], typo["line"], typo["column"], typo["severity"]) == (FIRST, 5, 1, "error")
    assert "hashtags" in typo["fix"]


def test_json_of_good_content_is_an_empty_list(shop: Workshop) -> None:
    done = shop.run("validate", "--json")
    assert (done.code, done.json) == (0, {"version": 1, "problems": []})


def test_it_runs_from_any_folder_of_the_work_tree(shop: Workshop) -> None:
    two_wrong_posts(shop)
    assert shop.run("validate", at=shop.clone / "content" / "posts").code == 1


def test_it_needs_no_repository(shop: Workshop, tmp_path: Path) -> None:
    place = tmp_path / "unpacked"
    (place / "content").mkdir(parents=True)
    (place / BRAND).write_bytes((shop.clone / BRAND).read_bytes())
    assert shop.run("validate", at=place).stderr == "1 files, 0 problems\n"


def test_no_secret_and_no_network_is_needed(shop: Workshop) -> None:
    shop.write(FIRST, video_post("fig"))
    assert shop.run("validate", AROMATIZA_SANDBOX=None, AROMATIZA_TOKEN_X=None).code == 0
    assert shop.requests() == []
