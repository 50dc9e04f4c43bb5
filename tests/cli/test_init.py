"""`aromatiza init`: what is missing is written, what is there stays, and nobody is flooded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from aromatiza.sandbox.server import Sandbox
from tests.cli.workshop import BRAND, NAMES, STATE, Workshop, photo_post, video_post
from tests.clones import bare_remote, git, hook

SCHEMAS = {
    "schemas/brand.schema.json",
    "schemas/post.schema.json",
    *(f"schemas/platforms/{name}.schema.json" for name in NAMES),
}
EXAMPLE = "content/posts/exemple.yaml"


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Workshop]:
    """A clone that has never seen aromatiza."""
    bare_remote(tmp_path / "remote.git")
    git(tmp_path, "clone", "--quiet", "--template=", "remote.git", "clone")
    with Sandbox() as sandbox:
        yield Workshop(tmp_path, sandbox.url)


def files_of(shop: Workshop) -> dict[str, bytes]:
    found = (path for path in shop.clone.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(shop.clone).as_posix(): path.read_bytes() for path in found}


def test_a_new_repository_gets_brand_example_schemas_and_a_ledger(plain: Workshop) -> None:
    begun = plain.run("init")
    assert begun.code == 0
    assert set(begun.stdout.split()) == {BRAND, EXAMPLE, *SCHEMAS}
    assert {"README.md", BRAND, EXAMPLE, *SCHEMAS} == files_of(plain).keys()
    assert plain.trail() == ["baseline: 0 deliveries count as done"]


def test_what_it_wrote_is_valid_and_publishes_nothing(plain: Workshop) -> None:
    plain.run("init")
    plain.merge()
    assert plain.run("validate").code == 0
    assert plain.run("publish", "--lang", "en").code == 2
    assert plain.run("--lang", "en", "publish").stderr == "nothing to do\n"


def test_a_second_time_changes_nothing(plain: Workshop) -> None:
    plain.run("init")
    files, tip = files_of(plain), plain.tip()
    again = plain.run("--lang", "en", "init")
    assert (again.code, again.stdout) == (0, "")
    assert "the ledger is there already" in again.stderr
    assert (files_of(plain), plain.tip()) == (files, tip)


def test_files_that_are_there_are_not_touched(plain: Workshop) -> None:
    plain.write(BRAND, "locale: en\n")
    begun = plain.run("init", "--json")
    assert begun.code == 0
    assert begun.json["version"] == 1
    assert set(begun.json["written"]) == SCHEMAS
    assert begun.json["baseline"] == 0
    assert (plain.clone / BRAND).read_text(encoding="utf-8") == "locale: en\n"


def test_json_tells_that_there_was_a_ledger(shop: Workshop) -> None:
    assert shop.run("init", "--json").json == {"version": 1, "written": [], "baseline": None}


def test_posts_that_are_committed_already_are_never_published(shop: Workshop) -> None:
    git(shop.clone, "push", "--quiet", "origin", f":{STATE}")
    shop.merge(
        mist=video_post("mist"),
        fig=photo_post("fig", "platforms: [x]"),
        soap=photo_post("soap", "platforms: [x]", "draft: true"),
    )
    assert shop.run("init", "--json").json["baseline"] == len(NAMES) + 1
    baseline = json.loads(git(shop.remote, "show", f"{STATE}:baseline.json"))
    assert baseline["deliveries"] == {"fig": ["x"], "mist": sorted(NAMES)}
    shop.edit("content/posts/mist.yaml", "Words of", "Other words of")
    shop.edit("content/posts/soap.yaml", "draft: true", "draft: false")
    shop.merge(new=photo_post("new", "platforms: [x]"))
    assert shop.run("publish", "--json").states() == {"new/x": "published", "soap/x": "published"}


def test_a_repository_whose_posts_are_wrong_is_not_adopted(shop: Workshop) -> None:
    git(shop.clone, "push", "--quiet", "origin", f":{STATE}")
    shop.merge(mist="title: [\n")
    refused = shop.run("init")
    assert refused.code == 1
    assert "content/posts/mist.yaml:1:" in refused.stderr
    assert shop.tip() == ""


def test_a_remote_that_refuses_the_ledger_is_exit_code_2(plain: Workshop) -> None:
    hook(plain.remote, "pre-receive", "exit 1")
    refused = plain.run("--lang", "en", "init")
    assert refused.code == 2
    assert "the branch aromatiza/state cannot be written" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_folder_that_it_runs_in_does_not_matter(plain: Workshop) -> None:
    (plain.clone / "deep" / "inside").mkdir(parents=True)
    assert plain.run("init", at=plain.clone / "deep" / "inside").code == 0
    assert (plain.clone / BRAND).is_file()


def test_in_a_folder_named_by_option(plain: Workshop) -> None:
    assert plain.run("-C", "clone", "init", at=plain.folder).code == 0
    assert (plain.clone / BRAND).is_file()
