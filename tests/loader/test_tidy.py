"""Tidying moves keys with their comments and drops needless blanks; what a file says never changes."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aromatiza.loader.tidy import key_order, says_the_same, tidied, tidied_file
from aromatiza.loader.yamltree import Tree, read_yaml

ORDER = key_order("post")


def tidy(text: str) -> str:
    return tidied(text, ORDER)


def tree_of(text: str) -> Tree:
    tree, problems = read_yaml(text.encode(), "a.yaml")
    assert problems == ()
    assert tree is not None
    return tree


def test_the_order_is_the_one_of_the_schema() -> None:
    assert ORDER[:4] == ("id", "title", "video", "photos")
    assert key_order("brand")[:3] == ("timezone", "locale", "media")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: A\nid: b\n", "id: b\ntitle: A\n"),
        ("title: A\n# about the id\nid: b\n", "# about the id\nid: b\ntitle: A\n"),
        ("# about the title\ntitle: A\nid: b\n", "id: b\n# about the title\ntitle: A\n"),
        ("# about the file\n\ntitle: A\nid: b\n", "# about the file\n\nid: b\ntitle: A\n"),
        (
            "# yaml-language-server: $schema=a.json\n# about the title\ntitle: A\nid: b\n",
            "# yaml-language-server: $schema=a.json\nid: b\n# about the title\ntitle: A\n",
        ),
        ("--- # head\ntitle: A\nid: b\n", "--- # head\nid: b\ntitle: A\n"),
        ("title: A\nid: b\n# the end\n", "id: b\ntitle: A\n# the end\n"),
        ("title: A\nid: b\n...\n", "id: b\ntitle: A\n...\n"),
        ("title: A\nvideo: c\n\n\n\nid: b\n", "id: b\ntitle: A\nvideo: c\n"),
        ("id: b\n\n\n\ntitle: A\n", "id: b\n\ntitle: A\n"),
        ("tittle: A\nid: b\nzzz: c\ntitle: d\n", "tittle: A\nid: b\nzzz: c\ntitle: d\n"),
        ("title: A\nzzz: c\nid: b\n", "id: b\ntitle: A\nzzz: c\n"),
        ("\"title\": A\n'id': b\n", "'id': b\n\"title\": A\n"),
        ("  title: A\n  # c\n  id: b\n", "  # c\n  id: b\n  title: A\n"),
        ("{title: A, id: b}   ", "{title: A, id: b}\n"),
        ("? title\n: A\n? id\n: b\n", "? title\n: A\n? id\n: b\n"),
        ("\ufeffid: b\r\ntitle: A\r\n", "id: b\ntitle: A\n"),
        ("id: b\rtitle: A", "id: b\ntitle: A\n"),
        ("id: b  \t\ntitle: A   # c  \n", "id: b\ntitle: A   # c\n"),
        ("\n\nid: b\n\n\n", "id: b\n"),
        ("captions: |\n  a  \n\n\n  b\nid: c\n", "id: c\ncaptions: |\n  a  \n\n\n  b\n"),
        ("captions: |+\n  a\n\n\nid: c\n", "id: c\ncaptions: |+\n  a\n\n\n"),
        ("id: a\n\nvideo: b\ntitle: |+\n  c\n", "id: a\ntitle: |+\n  c\nvideo: b\n"),
        ("captions: |\n  a\n  \n\n\nlink: c\n", "captions: |\n  a\n\nlink: c\n"),
        ("captions: |\n  # no comment\nid: c\n", "id: c\ncaptions: |\n  # no comment\n"),
        ("captions: |\n  a\n    ", "captions: |-\n  a\n    \n"),
        ("title: A\ncaptions: |\n  a", "title: A\ncaptions: |-\n  a\n"),
        ("captions: >+2 # why\n  a\nid: c", "id: c\ncaptions: >+2 # why\n  a\n"),
        ("id: c\ncaptions: >2+ # why\n  a", "id: c\ncaptions: >2- # why\n  a\n"),
        ("title: 'a  \n\n\n  b'\nid: c\n", "id: c\ntitle: 'a\n\n\n  b'\n"),
        ('title: "a\\ \n  b"\nid: c\n', 'id: c\ntitle: "a\\ \n  b"\n'),
        ("title: a\n\n\n  b\nid: c\n", "id: c\ntitle: a\n\n\n  b\n"),
        (
            "photos:\n- url: a\n# - url: b\n- url: c\n# of the id\nid: d\n",
            "# of the id\nid: d\nphotos:\n- url: a\n# - url: b\n- url: c\n",
        ),
        (
            "platforms:\n  x:\n  # instagram:\nid: d\n",
            "id: d\nplatforms:\n  x:\n  # instagram:\n",
        ),
    ],
)
def test_a_file_is_tidied_and_says_what_it_said(text: str, expected: str) -> None:
    assert tidy(text) == expected
    assert tree_of(expected).value == tree_of(text).value
    assert tidy(expected) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title: A\ntitle: B\nid: c  \n", "yaml-duplicate-key"),
        ("title: [\nid: c  \n", "yaml-syntax"),
        ("title: &a A\nid: c  \n", "yaml-anchor"),
        ("title: A\n---\nid: c  \n", "yaml-documents"),
    ],
)
def test_a_file_with_problems_is_left_alone_and_named(text: str, code: str) -> None:
    found = tidied_file(text.encode(), "content/posts/a.yaml", ORDER)
    assert found.text == text
    assert [problem.code for problem in found.problems] == [code]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a: b # c\n", "# c\na: b\n", True),
        ("a: b # c\n", "a: b\n", False),
        ("a: b # c\n", "a: c # c\n", False),
        ("a: '# c'\n", 'a: "# c"\n', True),
        ("a: 1\n", "a: '1'\n", False),
        ("a: true\n", "a: 1\n", False),
        ("a: [\n", "a: [\n", False),
    ],
)
def test_two_texts_say_the_same_when_their_values_and_comments_are_equal(
    before: str, after: str, expected: bool
) -> None:
    assert says_the_same(before, after) is expected


KEYS = [*ORDER, "zzz", "'id'x"]
WORDS = st.text(alphabet="ab #:'-é💜", min_size=1, max_size=8).map(
    lambda word: f"w{word.strip()}w".replace(": ", ":")
)
BLANKS = st.sampled_from(["", "", " ", "  ", "\t"])
GAPS = st.lists(st.sampled_from(["", "", " ", "   "]), max_size=3)


@st.composite
def scalars(draw: st.DrawFn, indent: str) -> list[str]:
    """The lines of a text, the first of which stands behind its key."""
    words = draw(st.lists(WORDS, min_size=1, max_size=3))
    gap = draw(GAPS)
    match draw(st.sampled_from(["plain", "single", "double", "block", "folded"])):
        case "plain":
            plain = [word.replace("#", "") for word in words]
            return [
                plain[0],
                *(line for word in plain[1:] for line in (*gap, f"{indent}{word}{draw(BLANKS)}")),
            ]
        case "single":
            inner = f"\n{indent}".join(word.replace("'", "''") for word in words)
            return f"'{inner}'".split("\n")
        case "double":
            joint = draw(st.sampled_from([" \n", "\\ \n", "\\\n", "\n\n", "\\  \n"]))
            return f'"{(joint + indent).join(words)}"'.split("\n")
        case style:
            sign = "|" if style == "block" else ">"
            chomp = draw(st.sampled_from(["", "-", "+", "+  # why", " # why"]))
            inner_lines = [f"{indent}{draw(st.sampled_from(['', '  ', '# ']))}{word}" for word in words]
            body = [inner_lines[0].replace(f"{indent}  ", indent), *gap, *inner_lines[1:]]
            return [f"{sign}{chomp}{draw(BLANKS)}", *body, *draw(GAPS)]


@st.composite
def values(draw: st.DrawFn, indent: str) -> list[str]:
    """The lines of a value."""
    deeper = indent + draw(st.sampled_from([" ", "  ", "    "]))
    match draw(st.sampled_from(["scalar", "scalar", "flow", "list", "mapping", "nothing"])):
        case "flow":
            return draw(
                st.sampled_from([["[a, 'b # c']"], ["{a: 1,", f"{deeper}b: 2}} # d"], ["[", " # c", " a]"]])
            )
        case "list":
            items = draw(st.lists(scalars(f"{deeper}  "), min_size=1, max_size=3))
            return [
                "",
                *(line for item in items for line in (f"{deeper}- {item[0]}", *item[1:], *draw(GAPS))),
            ]
        case "mapping":
            items = draw(st.lists(scalars(f"{deeper}  "), min_size=1, max_size=3))
            return [
                "",
                *(line for n, item in enumerate(items) for line in (f"{deeper}k{n}: {item[0]}", *item[1:])),
            ]
        case "nothing":
            return [draw(st.sampled_from(["", "~", "12", "true", "# c"]))]
        case _:
            return draw(scalars(deeper))


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file as people leave it: any order, odd indentation, comments and blanks everywhere."""
    outer = draw(st.sampled_from(["", "", "", " ", "  "]))
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=5, unique=True))
    above = st.lists(st.sampled_from(["", "  ", f"{outer}# c", f"{outer}# d  ", "# e"]), max_size=3)
    lines = draw(st.sampled_from([[], ["# yaml-language-server: x"], ["# head", ""], ["---"]]))
    for key in keys:
        first, *rest = draw(values(outer))
        lines = [*lines, *draw(above), f"{outer}{key}: {first}{draw(BLANKS)}", *rest]
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return end.join([*lines, *draw(above)]) + draw(st.sampled_from(["", end, end * 3]))


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_tidying_twice_is_tidying_once_and_says_the_same(text: str) -> None:
    found = tidied_file(text.encode(), "a.yaml", ORDER)
    before, _ = read_yaml(text.encode(), "a.yaml")
    after, _ = read_yaml(found.text.encode(), "a.yaml")
    assert (before.value if before else None) == (after.value if after else None)
    assert found.text.count("#") == text.count("#")
    assert tidied(found.text, ORDER) == found.text
    assert found.doubt is None


@settings(deadline=None)
@given(st.text(alphabet="ab:-?[]{},|>'\"#\\+ \n\r\t1é💜", max_size=60))
@example("a: |+\n x\n\n \n")
@example("a: >\n\n  x\n   \n b: 1")
def test_no_text_is_changed_in_what_it_says(text: str) -> None:
    before, _ = read_yaml(text.encode(), "a.yaml")
    after, _ = read_yaml(tidy(text).encode(), "a.yaml")
    assert (before.value if before else None) == (after.value if after else None)
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("text", ["...aft: true\n", "...aft: true", "...\n", "a: 1\n...\n"])
def test_the_end_of_a_document_is_no_reason_to_stop(text: str) -> None:
    tidied_file(text.encode(), "content/posts/a.yaml", key_order("post"))
