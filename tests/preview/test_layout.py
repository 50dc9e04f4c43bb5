"""Whole previews, as they were reviewed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from aromatiza.core.messages import Locale
from aromatiza.core.post import Brand, Post, PostId
from aromatiza.core.problems import Problem
from aromatiza.preview.markdown import as_markdown
from aromatiza.preview.rehearsal import Rehearsed
from aromatiza.preview.text import as_text
from tests.preview.golden import assert_golden
from tests.preview.stage import BRAND, DIGEST, POSTS, PROBLEMS, REHEARSED, post_of, rehearsed, says

Render = Callable[
    [Sequence[Rehearsed], Mapping[PostId, Post], Sequence[Problem], Brand, Locale, str],
    str,
]


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_pull_request_shows_what_was_reviewed(locale: Locale) -> None:
    text = as_markdown(REHEARSED, POSTS, PROBLEMS, BRAND, locale, DIGEST)
    assert_golden(f"preview_{locale}.md", text)


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_terminal_shows_what_was_reviewed(locale: Locale) -> None:
    text = as_text(REHEARSED, POSTS, PROBLEMS, BRAND, locale, DIGEST)
    assert_golden(f"preview_{locale}.txt", text)


@pytest.mark.parametrize("render", [as_markdown, as_text])
def test_a_secret_is_never_shown(render: Render) -> None:
    assert "swordfish" not in render(REHEARSED, POSTS, PROBLEMS, BRAND, "en", DIGEST)


@pytest.mark.parametrize("render", [as_markdown, as_text])
def test_a_change_that_publishes_nothing_says_so_and_names_no_digest(render: Render) -> None:
    text = render((), {}, (), BRAND, "en", DIGEST)
    assert "No delivery would go out." in text
    assert DIGEST not in text


def test_a_post_cannot_steer_a_terminal() -> None:
    post = post_of("brume", "Bon\x1b[2Jjour\x9b\u202e")
    page = as_text([rehearsed(post, "x", says(post))], {post.id: post}, (), BRAND, "en", DIGEST)
    assert "│ Bon⟨U+001B⟩[2Jjour⟨U+009B⟩⟨U+202E⟩\n" in page
