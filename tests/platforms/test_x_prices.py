"""What a post to X costs, before it is sent."""

from __future__ import annotations

import pytest

from aromatiza.core.post import Media, MediaKind
from aromatiza.core.rendition import Rendition
from aromatiza.platforms.x.flow import PLATFORM

VIDEO = Media(MediaKind.VIDEO, "https://res.cloudinary.com/demo/v.mp4", "Un flacon")


def photos(*alts: str) -> tuple[Media, ...]:
    return tuple(
        Media(MediaKind.PHOTO, f"https://res.cloudinary.com/{n}.jpg", alt) for n, alt in enumerate(alts)
    )


def prices(text: str = "Une pression", *media: Media, link: str = "") -> list[tuple[float, str]]:
    rendition = Rendition("Brume", text, link, media or (VIDEO,))
    return [(price.usd, price.of.text("en")) for price in PLATFORM.price(rendition)]


def test_a_post_costs_its_making_and_its_reading() -> None:
    assert prices() == [(0.015, "the post"), (0.005, "reading the post back")]


@pytest.mark.parametrize("text", ["Ici : https://example.com/a", "Ici : aromatiza.fr, et là : aromatiza.be"])
def test_a_link_in_the_text_has_a_price_of_its_own_once(text: str) -> None:
    assert prices(text)[0] == (0.2, "the post, with a link in its text")


def test_the_post_s_own_link_is_not_sent_and_costs_nothing() -> None:
    assert prices(link="https://example.com/brume")[0] == (0.015, "the post")


def test_every_photo_that_is_described_costs_a_call() -> None:
    assert prices("a", *photos("1", "", "3", "4"))[1] == (0.015, "alternative texts: 3")
    assert len(prices("a", *photos("", ""))) == 2


def test_the_description_of_a_video_is_not_sent_and_costs_nothing() -> None:
    assert [price for price, _ in prices()] == [0.015, 0.005]


def test_a_price_is_told_in_both_languages() -> None:
    (post, _) = PLATFORM.price(Rendition("Brume", "aromatiza.fr", "", (VIDEO,)))
    assert post.of.text("fr") == "le post, avec un lien dans son texte"


def test_every_price_is_a_fact_with_a_source() -> None:
    facts = {fact.name.key: fact.value for fact in PLATFORM.facts}
    names = ("post_price", "link_price", "alt_price", "read_price", "own_post_price", "user_price")
    assert [facts[f"x.fact.{name}"] for name in names] == ["0.015", "0.2", "0.005", "0.005", "0.001", "0.01"]
