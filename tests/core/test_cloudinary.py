from __future__ import annotations

import pytest

from aromatiza.core.cloudinary import Remedy, transformed
from aromatiza.core.rules.qualities import LONG_SIDE

VIDEO = "https://res.cloudinary.com/demo/video/upload/"
PHOTO = "https://res.cloudinary.com/demo/image/upload/"
SHORTER, LONGER = Remedy("du", "15"), Remedy("du", "60")
FILLED = (Remedy("ar", "9:16"), Remedy("c", "fill"))
NARROWER = (Remedy("w", "1080"), Remedy("c", "limit"))
MP4, JPEG = Remedy("f", "mp4"), Remedy("ext", "jpg")


@pytest.mark.parametrize(
    ("url", "remedies", "mended"),
    [
        (f"{VIDEO}v1/a.mp4", (SHORTER,), f"{VIDEO}du_15/v1/a.mp4"),
        (f"{VIDEO}a.mp4", (SHORTER,), f"{VIDEO}du_15/a.mp4"),
        (f"{VIDEO}v12/shop/2026/a.mp4", FILLED, f"{VIDEO}ar_9:16,c_fill/v12/shop/2026/a.mp4"),
        (f"{VIDEO}w_500/v1/a.mp4", (SHORTER,), f"{VIDEO}w_500/du_15/v1/a.mp4"),
        (f"{VIDEO}v1/a.mov", (MP4,), f"{VIDEO}f_mp4/v1/a.mp4"),
        (f"{PHOTO}v1/a.png", (JPEG,), f"{PHOTO}v1/a.jpg"),
        (f"{PHOTO}v1/a.b.webp", (JPEG,), f"{PHOTO}v1/a.b.jpg"),
        (f"{VIDEO}v1/a.mp4", (LONGER, SHORTER), f"{VIDEO}du_15/v1/a.mp4"),
        (f"{VIDEO}v1/a.mp4", (*NARROWER, *FILLED), f"{VIDEO}ar_9:16,c_fill,w_1080/v1/a.mp4"),
        (f"{VIDEO}v1/a.mp4", (MP4, SHORTER, *FILLED), f"{VIDEO}ar_9:16,c_fill,du_15,f_mp4/v1/a.mp4"),
    ],
    ids=[
        *("shorter", "without a version", "in folders", "after what is there", "format", "photo", "dots"),
        *("the smaller one", "filling wins", "all in one"),
    ],
)
def test_the_address_of_the_mended_file_can_be_pasted(
    url: str, remedies: tuple[Remedy, ...], mended: str
) -> None:
    assert transformed(url, remedies) == mended


@pytest.mark.parametrize(
    "url",
    [
        "https://media.example/a.mp4",
        "https://res.cloudinary.com.evil.example/demo/video/upload/v1/a.mp4",
        f"{VIDEO}s--AbCdEfGh--/v1/a.mp4",
        "https://res.cloudinary.com/demo/video/fetch/https://a.example/a.mp4",
        f"{VIDEO}v1/a.mp4?x=1",
    ],
    ids=["elsewhere", "look-alike", "signed", "fetched", "query"],
)
def test_nothing_is_proposed_for_an_address_that_is_not_understood(url: str) -> None:
    assert transformed(url, (SHORTER,)) == ""


def test_nothing_is_proposed_without_a_remedy() -> None:
    assert transformed(f"{VIDEO}v1/a.mp4", ()) == ""


def test_a_longer_side_is_limited_whichever_it_is() -> None:
    remedies = LONG_SIDE.remedies(4000, None, 1920)

    assert transformed(f"{PHOTO}v1/a.jpg", remedies) == f"{PHOTO}c_limit,w_1920,h_1920/v1/a.jpg"
