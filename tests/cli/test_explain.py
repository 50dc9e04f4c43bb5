"""`aromatiza explain`: the catalogue's pages on a terminal."""

from __future__ import annotations

from aromatiza.core.catalogue import PAGES
from tests.cli.workshop import Workshop


def test_a_code_is_explained_with_the_limits_of_all_networks(shop: Workshop) -> None:
    done = shop.run("explain", "text-too-long")

    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith("text-too-long: ")
    assert (
        "x: the caption with its hashtags, at most 280 weighted characters (documented; https://"
        in done.stdout
    )


def test_the_page_speaks_french(shop: Workshop) -> None:
    done = shop.run("--lang", "fr", "explain", "video-duration")

    assert "Comment corriger : " in done.stdout


def test_without_a_code_all_are_listed(shop: Workshop) -> None:
    lines = shop.run("explain").stdout.splitlines()

    assert [line.split()[0] for line in lines] == list(PAGES)


def test_a_code_that_does_not_exist_gets_the_one_that_was_meant(shop: Workshop) -> None:
    done = shop.run("explain", "text-to-long")

    assert (done.code, done.stdout) == (2, "")
    assert "text-too-long" in done.stderr


def test_a_code_that_is_like_no_other_gets_the_way_to_all(shop: Workshop) -> None:
    assert "`aromatiza explain` without a code" in shop.run("explain", "zzz").stderr
