"""What a post costs: X takes money for each call that makes or reads something."""

from __future__ import annotations

from aromatiza.core.messages import msg
from aromatiza.core.platform import Price
from aromatiza.core.post import MediaKind
from aromatiza.core.rendition import Rendition
from aromatiza.platforms.x.links import first_link
from aromatiza.platforms.x.rules import ALT_PRICE, LINK_PRICE, POST_PRICE, READ_PRICE

__all__ = ["price_of"]


def price_of(rendition: Rendition) -> tuple[Price, ...]:
    """The price of one delivery that goes well, part by part.

    Not in it: asking whose token it is, which is charged once a day for an account, and looking for a lost
    post, charged by what the account posted meanwhile.
    """
    if first_link(rendition.text):
        prices = [Price(LINK_PRICE, msg("x.price.linked"))]
    else:
        prices = [Price(POST_PRICE, msg("x.price.post"))]
    described = sum(bool(media.alt) for media in rendition.media if media.kind is MediaKind.PHOTO)
    if described:
        prices.append(Price(round(described * ALT_PRICE, 4), msg("x.price.alts", count=described)))
    return (*prices, Price(READ_PRICE, msg("x.price.read")))
