"""`aromatiza validate`: every problem of every file, in one run, with what the videos and photos are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.workshop import BRAND, MEDIA_HOST, Workshop, photo_post, video_post
from tests.clones import git

FIRST = "content/posts/fig.yaml"
SECOND = "content/posts/mist.yaml"
KEYS = {"code", "severity", "file", "line", "column", "key", "message", "fix", "source", "account"}


def two_wrong_posts(shop: Workshop) -> None:
    shop.write(FIRST, video_post("fig", "hashtag: [fig]", "platforms: [mastodon]"))
    shop.write(SECOND, "title: [\n")


def media_requests(shop: Workshop) -> list[str]:
    return [one["path"].rpartition("/")[2] for one in shop.requests() if one["host"] == MEDIA_HOST]


def test_good_content_is_counted_with_its_files(shop: Workshop) -> None:
    shop.write(FIRST, video_post("fig"))
    done = shop.run("validate")
    assert (done.code, done.stdout) == (0, "")
    assert done.stderr == "files looked at: 1\nfiles: 2, nothing is wrong\n"


def test_all_problems_of_all_files_are_told_with_place_line_and_fix(shop: Workshop) -> None:
    two_wrong_posts(shop)
    done = shop.run("validate")
    assert done.code == 1
    places = [line for line in done.stdout.splitlines() if line.startswith("content/")]
    assert [place.split(":")[0] for place in places] == [FIRST, FIRST, SECOND]
    assert done.stdout.count("    → ") == 3
    assert "     5 │ hashtag: [fig]\n       │ ^\n" in done.stdout
    assert done.stderr.endswith("files: 3, errors: 3, warnings: 0\n")


def test_the_same_problems_are_told_in_french(shop: Workshop) -> None:
    two_wrong_posts(shop)
    done = shop.run("--lang", "fr", "validate")
    assert "la clé hashtag est inconnue ici" in done.stdout
    assert done.stderr.endswith("fichiers : 3, erreurs : 3, avertissements : 0\n")


def test_json_has_the_documented_shape(shop: Workshop) -> None:
    two_wrong_posts(shop)
    done = shop.run("validate", "--json")
    assert done.code == 1
    assert set(done.json) == {"version", "problems", "media", "skipped"}
    assert [set(problem) for problem in done.json["problems"]] == [KEYS] * 3
    typo = done.json["problems"][0]
    assert (typo["file"], typo["line"], typo["column"], typo["severity"]) == (FIRST, 5, 1, "error")
    assert "hashtags" in typo["fix"]


def test_json_says_what_was_measured_and_what_it_cost(shop: Workshop) -> None:
    shop.write(FIRST, video_post("fig"))
    listed = {one["url"].rpartition("/")[2]: one for one in shop.run("validate", "--json").json["media"]}
    assert listed["fig.mp4"]["facts"]["duration_s"] == 10.0
    assert listed["fig.mp4"]["facts"]["video_codec"] == "h264"
    assert listed["fig.mp4"]["bytes_read"] <= 65_536
    assert listed["fig.mp4"]["cached"] is False


def test_a_second_run_reads_nothing_of_a_file_that_did_not_change(shop: Workshop) -> None:
    shop.write(FIRST, video_post("fig"))
    shop.run("validate")
    again = shop.run("validate", "--json").json["media"]
    assert [(one["cached"], one["bytes_read"], one["requests"]) for one in again] == [(True, 0, 1)]


def test_a_file_that_is_not_there_is_a_problem_before_the_merge(shop: Workshop) -> None:
    shop.write(FIRST, video_post("fig"))
    shop.fault(host=MEDIA_HOST, path="*fig.mp4", status=404, times=9)
    done = shop.run("validate", "--json")
    (problem,) = done.json["problems"]
    assert done.code == 1
    assert (problem["code"], problem["file"], problem["key"]) == (
        "media-missing",
        FIRST,
        "video",
    )


def test_offline_looks_at_nothing_and_says_so(shop: Workshop) -> None:
    shop.write(FIRST, video_post("fig"))
    done = shop.run("validate", "--offline")
    assert (done.code, shop.requests()) == (0, [])
    assert "offline: no file and no link was looked at" in done.stderr
    assert shop.run("validate", "--offline", "--json").json["skipped"] == ["media", "links"]


def test_with_a_base_only_the_files_of_changed_posts_are_looked_at(shop: Workshop) -> None:
    shop.merge(fig=video_post("fig"))
    shop.write(SECOND, video_post("mist"))
    assert shop.run("validate", "--base", "origin/main").code == 0
    assert set(media_requests(shop)) == {"mist.mp4"}


def test_a_base_that_does_not_exist_is_refused(shop: Workshop) -> None:
    done = shop.run("validate", "--base", "nowhere")
    assert (done.code, done.stdout) == (2, "")
    assert "nowhere" in done.stderr


def test_the_verdict_of_every_account_is_shown_with_what_was_measured(shop: Workshop) -> None:
    shop.write(FIRST, video_post("fig", "platforms: [instagram, x]"))
    shop.write(SECOND, photo_post("mist", "platforms: [x]"))
    lines = shop.run("validate", "--media").stdout.splitlines()
    (film,) = (line for line in lines if line.startswith("fig.mp4"))
    assert "10 s, 1080x1920, 30/s, h264/aac" in film
    assert film.count("✓") == 3  # the brand's verdict, and those of its two accounts


def test_annotations_are_printed_and_the_summary_is_appended(shop: Workshop, tmp_path: Path) -> None:
    two_wrong_posts(shop)
    page = tmp_path / "summary.md"
    page.write_text("before\n")
    done = shop.run("validate", "--format", "github", GITHUB_STEP_SUMMARY=str(page))
    assert done.code == 1
    commands = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert len(commands) == 3
    assert commands[0].startswith(f"::error file={FIRST},line=5,col=1,")
    assert page.read_text().startswith("before\n")
    assert page.read_text().count(FIRST) == 2


def test_more_problems_than_github_shows_are_all_in_the_summary(shop: Workshop, tmp_path: Path) -> None:
    for number in range(25):
        shop.write(f"content/posts/p{number:02}.yaml", video_post(f"p{number}", "hashtag: [fig]"))
    page = tmp_path / "summary.md"
    done = shop.run("validate", "--offline", "--format", "github", GITHUB_STEP_SUMMARY=str(page))
    commands = [line for line in done.stdout.splitlines() if line.startswith("::error")]
    assert len(commands) == 10
    assert "16" in commands[-1]
    assert all(f"p{number:02}.yaml" in page.read_text() for number in range(25))


def test_sarif_names_every_problem(shop: Workshop) -> None:
    two_wrong_posts(shop)
    (run,) = json.loads(shop.run("validate", "--format", "sarif").stdout)["runs"]
    assert [result["ruleId"] for result in run["results"]] == [
        "unknown-key",
        "unknown-account",
        "yaml-syntax",
    ]


@pytest.mark.parametrize("shape", ["text", "github"])
def test_a_hostile_post_steers_neither_terminal_nor_runner(shop: Workshop, shape: str) -> None:
    shop.write(FIRST, video_post("fig", '"::error::\x1b[31m##[group]\u202e": 1'))
    done = shop.run("validate", "--offline", "--format", shape)
    assert "\x1b" not in done.said
    assert "\u202e" not in done.said
    assert "##[" not in done.said
    assert not any(line.lstrip().startswith("::error::") for line in done.said.splitlines())


def test_it_runs_from_any_folder_of_the_work_tree(shop: Workshop) -> None:
    two_wrong_posts(shop)
    assert shop.run("validate", at=shop.clone / "content" / "posts").code == 1


def test_it_needs_no_repository(shop: Workshop, tmp_path: Path) -> None:
    place = tmp_path / "unpacked"
    (place / "content").mkdir(parents=True)
    (place / BRAND).write_bytes((shop.clone / BRAND).read_bytes())
    assert shop.run("validate", at=place).stderr == "files: 1, nothing is wrong\n"


def test_no_secret_is_needed_and_no_network_is_asked(shop: Workshop) -> None:
    shop.write(FIRST, video_post("fig"))
    assert shop.run("validate", AROMATIZA_TOKEN_X=None).code == 0
    assert {one["host"] for one in shop.requests()} == {MEDIA_HOST, "example.com"}  # the post's link


def test_a_work_tree_without_a_brand_is_told_how_to_get_one(shop: Workshop, tmp_path: Path) -> None:
    place = tmp_path / "empty"
    place.mkdir()
    git(place, "init", "--quiet", "--template=")
    done = shop.run("validate", at=place)
    assert (done.code, done.stdout) == (2, "")
    assert "aromatiza init" in done.stderr


def test_nothing_is_said_of_accounts_when_a_file_is_not_known(shop: Workshop) -> None:
    shop.write(FIRST, video_post("fig", "platforms: [instagram, x]"))
    shop.fault(host=MEDIA_HOST, status=404, times=9)
    (row,) = (
        line for line in shop.run("validate", "--media").stdout.splitlines() if line.startswith("fig.mp4")
    )

    assert "media-missing" in row
    assert "✓" not in row


def test_a_summary_that_cannot_be_written_is_refused(shop: Workshop, tmp_path: Path) -> None:
    done = shop.run("validate", "--offline", "--format", "github", GITHUB_STEP_SUMMARY=str(tmp_path))

    assert done.code == 0  # nothing to write
    two_wrong_posts(shop)
    done = shop.run("validate", "--offline", "--format", "github", GITHUB_STEP_SUMMARY=str(tmp_path))
    assert (done.code, str(tmp_path) in done.stderr) == (2, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_an_output_that_cannot_be_written_is_said(shop: Workshop) -> None:
    with Path("/dev/full").open("wb") as full:
        done = shop.run_into(full, "validate", "--offline", "--json")

    assert done.code == 2
    assert "cannot be written" in done.stderr
