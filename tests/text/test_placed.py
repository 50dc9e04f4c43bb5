"""Where a caption's link and hashtags go."""

from __future__ import annotations

import pytest

from aromatiza.text.placed import composed

LINK, TAGS = "https://example.com/mist", "#mist #home"


@pytest.mark.parametrize(
    ("caption", "tags", "link", "text"),
    [
        ("One spray", TAGS, LINK, "One spray\n\n#mist #home"),
        ("One spray\n\nSee {link} now\n\nBye", "", LINK, f"One spray\n\nSee {LINK} now\n\nBye"),
        ("One spray\n\nSee {link} now\n\nBye", "", "", "One spray\n\nBye"),
        ("{link}", TAGS, "", "#mist #home"),
        ("One {hashtags} spray", TAGS, LINK, "One #mist #home spray"),
        ("One spray\n{hashtags}\nBye", "", LINK, "One spray\nBye"),
        ("One spray {link}{hashtags}", TAGS, "", "#mist #home"),
        ("", "", LINK, ""),
    ],
)
def test_what_has_a_place_stands_there_and_a_line_without_its_value_goes(
    caption: str, tags: str, link: str, text: str
) -> None:
    assert composed(caption, tags, link) == text
