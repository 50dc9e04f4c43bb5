"""`aromatiza demo`: the main job from an empty folder to six feeds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.cli.workshop import NAMES, Workshop
from tests.clones import git


def test_the_story_ends_with_six_receipts_and_something_to_look_at(tmp_path: Path) -> None:
    shop = Workshop(tmp_path, "http://127.0.0.1:9")
    played = shop.run("--lang", "en", "demo", at=tmp_path, TMPDIR=str(tmp_path))
    assert (played.code, played.stderr) == (0, "")
    story, _, table = played.stdout.partition("\nReceipts\n")
    rows = [line.split() for line in table.splitlines() if line.startswith("brume-lavande")]
    assert sorted(row[1] for row in rows) == sorted(NAMES)
    assert all(row[2] == "published" and row[3] for row in rows)
    assert "waiting" not in table
    again = story.partition("\n4. ")[2].partition("\n5. ")[0]
    assert "published" not in again
    assert again.count("waiting") == len(NAMES)
    assert "à publier" not in story
    feeds = next(Path(word) for word in table.split() if word.endswith("feeds.html"))
    assert "Une pression, et le linge sent la Provence" in feeds.read_text(encoding="utf-8")
    subjects = git(feeds.parent / "brand", "log", "--format=%s", "origin/aromatiza/state").splitlines()
    assert subjects[-1].startswith("baseline")


def test_json_is_one_document_at_the_end(tmp_path: Path) -> None:
    shop = Workshop(tmp_path, "http://127.0.0.1:9")
    played = shop.run("demo", "--json", at=tmp_path, TMPDIR=str(tmp_path))
    assert (played.code, played.stderr) == (0, "")
    assert sorted(played.json) == ["deliveries", "feeds", "folder", "version"]
    assert Counter(played.states().values()) == {"published": 10}
