"""What a file is, by its first bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from aromatiza.media.kinds import content_type_of

ASSETS = Path(__file__).parents[2] / "aromatiza" / "sandbox" / "assets"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(b"\0\0\0\x18ftypmp42", "video/mp4", id="mp4"),
        pytest.param(b"\0\0\0\x18ftypisom", "video/mp4", id="iso"),
        pytest.param(b"\0\0\0\x14ftypqt  ", "video/quicktime", id="mov"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg", id="jpeg"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png", id="png"),
        pytest.param(b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp", id="webp"),
        pytest.param(b"\0\0\0\x18ftypheic", None, id="heic"),
        pytest.param(b"\0\0\0\x18ftypmif1", None, id="heif"),
        pytest.param(b"\0\0\0\x18ftypavif", None, id="avif"),
        pytest.param(b"\0\0\0\x18ftypM4A ", None, id="sound"),
        pytest.param(b"RIFF\x10\0\0\0WAVEfmt ", None, id="wave"),
        pytest.param(b"GIF89a", None, id="gif"),
        pytest.param(b"<!DOCTYPE html><html>", None, id="html"),
        pytest.param(b"\x1f\x8b\x08", None, id="gzip"),
        pytest.param(b"ftypmp42", None, id="displaced"),
        pytest.param(b"\xff\xd8", None, id="too short"),
        pytest.param(b"", None, id="empty"),
    ],
)
def test_the_first_bytes_decide(head: bytes, expected: str | None, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(head)
    assert content_type_of(path) == expected


@pytest.mark.parametrize(("name", "expected"), [("clip.mp4", "video/mp4"), ("photo.jpg", "image/jpeg")])
def test_real_files_are_known(name: str, expected: str) -> None:
    assert content_type_of(ASSETS / name) == expected
