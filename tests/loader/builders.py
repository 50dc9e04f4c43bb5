"""Content for the tests of the loader."""

from aromatiza.core.post import Brand
from aromatiza.loader.content import LoadedPost, load_brand, load_post

VIDEO = "https://res.cloudinary.com/demo/video/upload/v1/brume-lavande.mp4"

BRAND = """\
timezone: Europe/Paris
locale: fr
accounts:
  tiktok: {platform: tiktok, id: "-000a1b2c", mode: inbox}
  instagram: {platform: instagram, id: "17841400000000000"}
  insta-shop: {platform: instagram, id: "17841400000000001"}
  pinterest: {platform: pinterest, id: "549755885175", board: Senteurs}
  x: {platform: x, id: "2244994945"}
defaults: {platforms: [instagram], hashtags: [maison]}
"""

POST = f"video: {VIDEO}\n"


def brand() -> Brand:
    """The brand of these tests."""
    found, problems = load_brand(BRAND.encode(), "content/brand.yaml")
    assert found is not None, problems
    return found


def load(text: str, path: str = "content/posts/brume.yaml") -> LoadedPost:
    """A post of that brand."""
    return load_post(text.encode(), path, brand())
