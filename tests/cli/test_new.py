"""`aromatiza new`: a well-formed draft from a file's address or name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.workshop import MEDIA_HOST, Workshop, video_post

VIDEO = f"https://{MEDIA_HOST}/demo/video/upload/v1/Brume%20d'%C3%A9t%C3%A9.mp4"
PHOTO = f"https://{MEDIA_HOST}/demo/image/upload/v1/bougie.jpg"
SAMPLES = Path(__file__).parents[2] / "aromatiza" / "sandbox" / "assets"


def codes(shop: Workshop, *arguments: str) -> list[str]:
    return [problem["code"] for problem in shop.run("validate", "--json", *arguments).json["problems"]]


def test_a_video_s_address_becomes_a_draft_that_only_lacks_its_words(shop: Workshop) -> None:
    done = shop.run("new", VIDEO)

    assert (done.code, done.stdout) == (0, "content/posts/brume-d-ete.yaml\n")
    text = (shop.clone / "content/posts/brume-d-ete.yaml").read_text(encoding="utf-8")
    assert f"video: {VIDEO}\n" in text
    assert "title: Brume d'été\n" in text
    assert "draft: true\n" in text
    assert codes(shop) == ["placeholder"]


def test_photos_become_one_draft_that_asks_for_what_they_show(shop: Workshop) -> None:
    other = PHOTO.replace("bougie", "boite")
    done = shop.run("new", PHOTO, other)

    assert done.stdout == "content/posts/bougie.yaml\n"
    text = (shop.clone / "content/posts/bougie.yaml").read_text(encoding="utf-8")
    assert text.index(PHOTO) < text.index(other)
    assert set(codes(shop, "--offline")) == {
        "placeholder",
        "media-kind",
        "too-many-photos",
        "unverified-host",
    }


def test_a_file_of_this_machine_gets_an_address_like_those_of_other_posts(shop: Workshop) -> None:
    shop.write("content/posts/fig.yaml", video_post("fig"))
    done = shop.run("new", str(SAMPLES / "clip.mp4"))

    assert (done.code, done.stdout) == (0, "content/posts/clip.yaml\n")
    text = (shop.clone / "content/posts/clip.yaml").read_text(encoding="utf-8")
    assert f"video: https://{MEDIA_HOST}/demo/video/upload/v1/clip.mp4\n" in text
    assert not any(one["path"].endswith("clip.mp4") for one in shop.requests())


def test_what_is_wrong_with_the_file_is_said(shop: Workshop) -> None:
    shop.fault(host=MEDIA_HOST, status=404, times=9)
    done = shop.run("new", VIDEO, "--json")

    assert done.code == 0
    assert "media-missing" in [problem["code"] for problem in done.json["problems"]]


def test_offline_looks_at_nothing(shop: Workshop) -> None:
    assert shop.run("new", VIDEO, "--offline").code == 0
    assert shop.requests() == []


def test_a_post_that_is_there_is_not_touched(shop: Workshop) -> None:
    shop.write("content/posts/brume-d-ete.yaml", "mine\n")
    done = shop.run("new", VIDEO)

    assert (done.code, done.stdout) == (2, "")
    assert "brume-d-ete.yaml" in done.stderr
    assert (shop.clone / "content/posts/brume-d-ete.yaml").read_text() == "mine\n"


@pytest.mark.parametrize(
    "names", [(VIDEO, PHOTO), (VIDEO, VIDEO), ("no-such-file.mp4",)], ids=["mixed", "two videos", "missing"]
)
def test_what_cannot_be_one_post_is_refused(shop: Workshop, names: tuple[str, ...]) -> None:
    done = shop.run("new", *names)

    assert (done.code, done.stdout) == (2, "")
    assert not (shop.clone / "content/posts").exists()


def test_the_name_of_a_file_of_this_machine_becomes_an_address_that_can_be_used(shop: Workshop) -> None:
    name = "Ma vidéo #1 à 50 %.mp4"
    (shop.clone / name).write_bytes((SAMPLES / "clip.mp4").read_bytes())

    assert shop.run("new", name).code == 0
    keys = [(one["code"], one["key"]) for one in shop.run("validate", "--offline", "--json").json["problems"]]
    assert keys == [("placeholder", "video"), ("placeholder", "captions.default")]  # no other post says where


@pytest.mark.parametrize(
    "address",
    [
        f"https://{MEDIA_HOST}/a.mp4\ndraft: false",
        f"https://{MEDIA_HOST}/a.mp4 #x",
        f"https://{MEDIA_HOST}/a.mp4#x",
        "https://[::1",
        "http://example.com/a.mp4",
    ],
    ids=["two lines", "comment", "fragment", "no host", "http"],
)
def test_an_address_that_cannot_be_used_is_refused(shop: Workshop, address: str) -> None:
    done = shop.run("new", address)

    assert (done.code, done.stdout) == (2, "")
    assert "https://" in done.stderr
    assert not (shop.clone / "content/posts").exists()


def test_a_photo_is_known_by_its_folder_too(shop: Workshop) -> None:
    shop.run("new", f"https://{MEDIA_HOST}/demo/image/upload/v1/bougie", "--offline")

    assert "photos:" in (shop.clone / "content/posts/bougie.yaml").read_text(encoding="utf-8")
