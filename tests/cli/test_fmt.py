"""`aromatiza fmt`: tidy what is below content/, all or nothing for each file, and never what it says."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest

from tests.cli.workshop import BRAND, Workshop, video_post

FIRST = "content/posts/fig.yaml"
SECOND = "content/posts/mist.yaml"
UNTIDY = "# of the title\ntitle: Fig  \nvideo: https://res.cloudinary.com/demo/fig.mp4\n\n\nid: fig"
TIDY = "id: fig\n# of the title\ntitle: Fig\nvideo: https://res.cloudinary.com/demo/fig.mp4\n"
ROOT = Path(__file__).parents[2]


def text_of(shop: Workshop, path: str) -> str:
    return (shop.clone / path).read_bytes().decode()


def test_posts_and_brand_are_tidied_and_named_once(shop: Workshop) -> None:
    shop.write(FIRST, UNTIDY)
    shop.write(SECOND, video_post("mist"))
    shop.write(BRAND, text_of(shop, BRAND) + "\n\n")
    shop.run("fmt", "content/posts/mist.yaml")
    done = shop.run("fmt")
    assert (done.code, done.stdout, done.stderr) == (0, f"{BRAND}\n{FIRST}\n", "")
    assert text_of(shop, FIRST) == TIDY
    assert shop.run("fmt").said == ""


def test_check_names_the_files_changes_nothing_and_fails(shop: Workshop) -> None:
    shop.write(FIRST, UNTIDY)
    done = shop.run("fmt", "--check")
    assert (done.code, done.stdout) == (1, f"{FIRST}\n")
    assert text_of(shop, FIRST) == UNTIDY


def test_check_of_tidy_files_says_nothing(shop: Workshop) -> None:
    shop.write(FIRST, TIDY)
    done = shop.run("fmt", "--check")
    assert (done.code, done.said) == (0, "")


def test_a_file_that_cannot_be_read_is_left_alone_and_named(shop: Workshop) -> None:
    shop.write(FIRST, "title: [\nid: fig  \n")
    shop.write(SECOND, UNTIDY)
    done = shop.run("fmt")
    assert (done.code, done.stdout) == (1, f"{SECOND}\n")
    assert f"{FIRST}:1:8" in done.stderr
    assert f"{FIRST} was left as it is: mend the problems above first\n" in done.stderr
    assert text_of(shop, FIRST) == "title: [\nid: fig  \n"


def test_only_the_named_files_are_tidied(shop: Workshop) -> None:
    shop.write(FIRST, UNTIDY)
    shop.write(SECOND, UNTIDY.replace("fig", "mist"))
    assert shop.run("fmt", FIRST).stdout == f"{FIRST}\n"
    assert text_of(shop, SECOND) == UNTIDY.replace("fig", "mist")


def test_a_path_is_seen_from_where_the_command_runs_and_may_be_a_folder(shop: Workshop) -> None:
    shop.write(FIRST, UNTIDY)
    shop.write("content/posts/2026/mist.yaml", UNTIDY)
    assert shop.run("fmt", "2026", at=shop.clone / "content/posts").stdout == "content/posts/2026/mist.yaml\n"
    assert shop.run("fmt", ".", at=shop.clone / "content/posts").stdout == f"{FIRST}\n"


@pytest.mark.parametrize(
    "path", ["README.md", "..", ".", "/etc/passwd", "content/posts/nowhere.yaml", "content-2"]
)
def test_a_path_outside_the_content_is_refused_and_nothing_is_tidied(shop: Workshop, path: str) -> None:
    shop.write("README.md", "# Hello  \n")
    shop.write("content-2/a.yaml", UNTIDY)
    shop.write(FIRST, UNTIDY)
    done = shop.run("fmt", FIRST, path)
    assert (done.code, done.stdout) == (2, "")
    assert path in done.stderr
    assert text_of(shop, FIRST) == UNTIDY


def test_a_file_below_content_that_is_no_post_is_left_alone_with_a_word(shop: Workshop) -> None:
    shop.write("content/posts/.draft.yaml", UNTIDY)
    done = shop.run("fmt", "content/posts/.draft.yaml")
    assert (done.code, done.stdout) == (0, "")
    assert done.stderr.startswith("content/posts/.draft.yaml holds no post")


@pytest.mark.skipif(os.name == "nt", reason="rights and links are others there")
def test_the_rights_of_a_file_stay_and_a_link_is_not_followed(shop: Workshop, tmp_path: Path) -> None:
    shop.write(FIRST, UNTIDY)
    (shop.clone / FIRST).chmod(0o640)
    outside = tmp_path / "outside.yaml"
    outside.write_text(UNTIDY)
    (shop.clone / SECOND).symlink_to(outside)
    assert shop.run("fmt").stdout == f"{FIRST}\n"
    assert stat.S_IMODE((shop.clone / FIRST).stat().st_mode) == 0o640
    assert outside.read_text() == UNTIDY
    assert (
        sorted(path.name for path in (shop.clone / "content/posts").iterdir() if path.suffix == ".tmp") == []
    )


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="no folder can be closed to oneself there")
def test_a_file_that_cannot_be_replaced_is_as_it_was(shop: Workshop) -> None:
    shop.write(FIRST, UNTIDY)
    folder = (shop.clone / FIRST).parent
    folder.chmod(0o500)
    done = shop.run("fmt", FIRST)
    folder.chmod(0o700)
    assert done.code != 0
    assert text_of(shop, FIRST) == UNTIDY


def test_what_is_said_is_said_in_french_too(shop: Workshop) -> None:
    shop.write(FIRST, "title: [\n")
    assert f"{FIRST} est resté tel quel :" in shop.run("--lang", "fr", "fmt").stderr


HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")


def hook(name: str) -> dict[str, str]:
    """The keys of one hook."""
    (body,) = re.findall(rf"^- id: {name}\n((?:  .*\n)+)", HOOKS, re.MULTILINE)
    return dict(re.findall(r"^  (\w+): (.*)$", body, re.MULTILINE))


@pytest.mark.parametrize(
    ("name", "passes", "matching", "others"),
    [
        (
            "aromatiza-validate",
            "false",
            ["content/posts/a.yaml", "content/brand.yaml", "schemas/post.schema.json"],
            ["README.md", "docs/content/a.yaml"],
        ),
        (
            "aromatiza-fmt",
            "true",
            ["content/posts/a.yaml", "content/brand.yaml", "content/posts/2026/b.yml"],
            ["content/PAUSE", "a.yaml", "content/posts/a.yaml.bak"],
        ),
    ],
)
def test_a_hook_has_all_that_pre_commit_needs(
    name: str, passes: str, matching: list[str], others: list[str]
) -> None:
    found = hook(name)
    assert set(found) >= {"name", "description", "entry", "language", "files", "pass_filenames"}
    assert (found["language"], found["pass_filenames"]) == ("python", passes)
    assert [path for path in [*matching, *others] if re.search(found["files"], path)] == matching


def test_there_are_no_hooks_but_these() -> None:
    assert re.findall(r"^- id: (.*)$", HOOKS, re.MULTILINE) == ["aromatiza-validate", "aromatiza-fmt"]


@pytest.mark.parametrize(
    ("name", "files", "expected"), [("aromatiza-validate", [], 0), ("aromatiza-fmt", [FIRST, BRAND], 0)]
)
def test_a_hook_s_entry_runs_in_a_repository(
    shop: Workshop, name: str, files: list[str], expected: int
) -> None:
    shop.write(FIRST, video_post("fig"))
    program, *arguments = hook(name)["entry"].split()
    done = shop.run(*arguments, *files)
    assert program == "aromatiza"
    assert done.code == expected, done.said
