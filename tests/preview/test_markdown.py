"""A pull request's page: nothing in a post gets out of its place, and the page is never too long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aromatiza.core.calls import FormBody, Role
from aromatiza.core.messages import msg
from aromatiza.core.post import AccountName, Post, PostId
from aromatiza.core.problems import Problem, Severity
from aromatiza.preview.markdown import LIMIT_CHARS, as_markdown
from aromatiza.preview.rehearsal import Rehearsed
from aromatiza.text.visible import visible
from tests.preview.stage import BRAND, DIGEST, call, post_of, rehearsed, says

HOSTILE = (
    "```\n</details><script>alert(1)</script>\n# A heading\n@everyone\n",
    "~~~\n````\n`````text\n| a | b |\n",
    "\r```\r\n@everyone",
    "\u2028```\u2028",
    "   ````   \n<!-- ",
    "![x](https://evil.example/pixel.png) https://evil.example [x]: y\n---\n",
)


def page_of(shown: Sequence[Rehearsed], posts: Sequence[Post], problems: Sequence[Problem] = ()) -> str:
    return as_markdown(shown, {post.id: post for post in posts}, problems, BRAND, "en", DIGEST)


def outside_and_inside(page: str) -> tuple[str, list[str]]:
    """The page without its fenced code, and the fenced codes (CommonMark 0.31.2, section 4.5)."""
    outside: list[str] = []
    inside: list[list[str]] = []
    fence = ""
    for line in re.split("\r\n|\n|\r", page):
        opens = re.match("(`{3,})text$", line)
        if fence and re.fullmatch(f" {{0,3}}{fence}`*[ \t]*", line):
            fence = ""
        elif fence:
            inside[-1].append(line)
        elif opens:
            fence = opens[1]
            inside.append([])
        else:
            outside.append(line)
    assert not fence, "the last fence is open"
    return "\n".join(outside), ["\n".join(lines) for lines in inside]


TEXTS = st.text(alphabet=st.sampled_from("`~ \n\r\tab<>|@#\u2028\x1b"), max_size=60) | st.text(max_size=30)


@given(text=TEXTS)
@example(text=HOSTILE[0])
@example(text=HOSTILE[1])
@example(text=HOSTILE[2])
@example(text=HOSTILE[3])
@example(text=HOSTILE[4])
@example(text=HOSTILE[5])
def test_a_text_stays_in_its_fence_whatever_it_says(text: str) -> None:
    post = post_of("brume", text)
    delivery = rehearsed(
        post, "x", call("sent", Role.READ, "GET", "https://x.example/", FormBody({"t": text}))
    )
    outside, inside = outside_and_inside(page_of([delivery], [post]))
    head = "[read] sent\nGET https://x.example/\n"
    value = visible(f"t: {text}".replace("\n", "\n    "))
    shown, _prices, requests = inside
    assert [shown, requests] == [visible(text.strip()) or "[no text is sent]", head + value]
    harmless = post_of("brume", "harmless")
    expected = page_of([replace(delivery, record=rehearsed(harmless, "x").record)], [harmless])
    length = r"\d+/280"
    assert re.sub(length, "", outside) == re.sub(length, "", outside_and_inside(expected)[0])


@pytest.mark.parametrize("text", HOSTILE)
def test_a_network_s_and_a_problem_s_words_stay_in_their_fence(text: str) -> None:
    post = post_of("brume", "Bonjour")
    failed = rehearsed(post, "x", visibility=None)
    failed = replace(
        failed, record=replace(failed.record, reason=msg("network.failed", reason=text, detail=""))
    )
    said = msg("rule.option", option="a", found=text, accepted="b")
    problem = Problem("option-value", Severity.ERROR, post.path, 1, 1, "a", said, said)
    outside, inside = outside_and_inside(page_of([failed], [post], [problem]))
    assert len(inside) == 3
    assert "evil" not in outside
    assert "everyone" not in outside


@pytest.mark.parametrize(
    ("name", "in_cell", "in_heading"),
    [
        ("a|b", "`a\\|b`", "`a|b`"),
        ("a`b", "`` a`b ``", "`` a`b ``"),
        ("``a|", "``` ``a\\| ```", "``` ``a| ```"),
        ("<b>@me</b>", "`<b>@me</b>`", "`<b>@me</b>`"),
        ("a\nb", "`a b`", "`a b`"),
    ],
)
def test_a_name_stays_in_its_cell_and_in_its_heading(name: str, in_cell: str, in_heading: str) -> None:
    post = replace(post_of("brume", "Bonjour"), id=PostId(name))
    page = page_of([rehearsed(post, "x")], [post])
    assert f"\n| {in_cell} | `x` | at merge |" in page
    assert f"\n### {in_heading}\n" in page


def test_an_account_s_name_stays_in_the_summary_of_its_requests() -> None:
    post = post_of("brume", "Bonjour")
    delivery = rehearsed(post, "x", says(post))
    named = replace(delivery, record=replace(delivery.record, account=AccountName("</code><b>@me")))
    page = page_of([named], [post])
    assert "<summary>Requests of <code>&lt;/code&gt;&lt;b&gt;@me</code>: 1</summary>" in page


def test_a_page_that_fits_leaves_nothing_out() -> None:
    post = post_of("brume", "Bonjour")
    assert "Left out" not in page_of([rehearsed(post, "x")], [post])


def many(count: int, text: str, request: str) -> tuple[list[Rehearsed], list[Post]]:
    """So many posts with that text, each rehearsed up to one request, which says something else."""
    posts = [post_of(f"post-{n:04}", text) for n in range(count)]
    asked = call("sent", Role.READ, "GET", "https://x.example/", FormBody({"t": request}))
    return [rehearsed(post, "x", asked, visibility=None) for post in posts], posts


def left_out(page: str) -> tuple[int, int, int]:
    """How many requests, posts and rows the page says that it lacks."""
    found = re.search(r"requests of (\d+) deliveries, the texts of (\d+) posts, (\d+) lines", page)
    assert found is not None
    return int(found[1]), int(found[2]), int(found[3])


def test_the_last_requests_are_left_out_first() -> None:
    page = page_of(*many(10, "Bonjour", "r" * 10_000))
    assert left_out(page) == (page.count("### ") - page.count("<details>"), 0, 0)
    assert 4 <= page.count("<details>") < 10
    assert page.index("<details>") < page.index("post-0001", page.index("### `post-0000"))
    assert len(page) < LIMIT_CHARS


def test_texts_are_left_out_only_after_all_requests() -> None:
    page = page_of(*many(10, "t" * 10_000, "r"))
    requests, posts, rows = left_out(page)
    assert (requests, rows) == (10, 0)
    assert posts == 10 - page.count("### ") > 0
    assert page.count("| `post-") == 10
    assert len(page) < LIMIT_CHARS


def test_rows_are_left_out_only_after_all_texts_and_the_digest_never() -> None:
    page = page_of(*many(2000, "t", "r"))
    requests, posts, rows = left_out(page)
    assert (requests, posts) == (2000, 2000)
    assert rows == 2000 - page.count("| `post-") > 0
    assert f"aromatiza publish --expect {DIGEST}" in page
    assert len(page) < LIMIT_CHARS


@pytest.mark.parametrize("length", range(64_400, 65_700, 100))
def test_a_page_is_never_as_long_as_the_limit(length: int) -> None:
    assert len(page_of(*many(1, "t", "r" * length))) < LIMIT_CHARS
