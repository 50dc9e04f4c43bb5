"""Facts that are kept from one run to the next, on a real disk."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aromatiza.core.media_facts import MediaFacts
from aromatiza.media.cache import MAX_FILES, FactsCache, Known
from tests.samples import photo_facts, video_facts

URL = "https://res.cloudinary.com/demo/a.mp4"
KNOWN = Known('"one"', video_facts())


def place(folder: Path, url: str = URL) -> Path:
    return folder / f"{hashlib.sha256(url.encode()).hexdigest()}.json"


@pytest.mark.parametrize(
    "facts", [video_facts(duration_s=7.25), photo_facts(profile="été")], ids=["video", "photo"]
)
@pytest.mark.parametrize("validator", ['"one"', 'W/"one"', "Mon, 01 Jun 2026 10:00:00 GMT"])
def test_what_was_put_is_got_by_the_next_run(facts: MediaFacts, validator: str, tmp_path: Path) -> None:
    FactsCache(tmp_path / "new" / "folder").put(URL, Known(validator, facts))
    assert FactsCache(tmp_path / "new" / "folder").get(URL) == Known(validator, facts)


def test_what_is_put_later_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    cache = FactsCache(tmp_path)
    cache.put(URL, KNOWN)
    cache.put(URL, Known('"two"', photo_facts()))
    assert cache.get(URL) == Known('"two"', photo_facts())
    assert list(tmp_path.iterdir()) == [place(tmp_path)]


def test_another_address_is_not_known(tmp_path: Path) -> None:
    FactsCache(tmp_path).put(URL, KNOWN)
    assert FactsCache(tmp_path).get(URL + "?") is None


def changed(change: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    """The file with its value changed."""

    def apply(content: bytes) -> bytes:
        value = json.loads(content)
        change(value)
        return json.dumps(value).encode()

    return apply


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda content: content[:50], id="cut"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"\xff\xfe", id="no text"),
        pytest.param(lambda _: b"[" * 4_000, id="deep"),
        pytest.param(lambda content: b" " * 5_000 + content, id="long"),
        pytest.param(lambda _: b"[]", id="another value"),
        pytest.param(changed(lambda value: value.update(version=0)), id="another version"),
        pytest.param(changed(lambda value: value.update(kind="sound")), id="another kind"),
        pytest.param(changed(lambda value: value.update(kind="photo")), id="of the other kind"),
        pytest.param(changed(lambda value: value.update(validator="a\r\nb: c")), id="two headers"),
        pytest.param(changed(lambda value: value.update(validator="é")), id="no header"),
        pytest.param(changed(lambda value: value["facts"].update(width="9")), id="another type"),
        pytest.param(changed(lambda value: value["facts"].update(width=True)), id="a boolean number"),
        pytest.param(changed(lambda value: value["facts"].update(colour="rgb")), id="a fact more"),
        pytest.param(changed(lambda value: value["facts"].pop("width")), id="a fact less"),
    ],
)
def test_what_is_not_exactly_ours_is_ignored(spoil: Callable[[bytes], bytes], tmp_path: Path) -> None:
    cache = FactsCache(tmp_path)
    cache.put(URL, KNOWN)
    file = place(tmp_path)
    file.write_bytes(spoil(file.read_bytes()))
    assert cache.get(URL) is None


def test_a_folder_that_cannot_be_one_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = FactsCache(tmp_path / "file")
    cache.put(URL, KNOWN)
    cache.prune()
    assert cache.get(URL) is None


def test_a_file_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    place(tmp_path).mkdir()
    cache = FactsCache(tmp_path)
    cache.put(URL, KNOWN)
    assert cache.get(URL) is None
    assert list(tmp_path.iterdir()) == [place(tmp_path)]


def test_without_a_folder_nothing_is_kept() -> None:
    cache = FactsCache(None)
    cache.put(URL, KNOWN)
    cache.prune()
    assert cache.get(URL) is None


def test_the_oldest_files_go_when_there_are_too_many(tmp_path: Path) -> None:
    for number in range(MAX_FILES + 3):
        file = tmp_path / f"{number}.json"
        file.touch()
        os.utime(file, (number, number))
    FactsCache(tmp_path).prune()
    left = {file.name for file in tmp_path.iterdir()}
    assert len(left) == MAX_FILES
    assert not left & {"0.json", "1.json", "2.json"}
