"""Whatever stands in a repository, reading it ends with problems that a person can find and mend."""

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aromatiza.core.problems import Problem
from aromatiza.loader.content import read_content
from aromatiza.loader.schema import platform_names, schemas
from aromatiza.platforms import REGISTRY
from aromatiza.text.entities import Entity, entities
from aromatiza.text.lengths import Unit, length_in
from aromatiza.text.visible import hidden_in, visible

BRAND = "content/brand.yaml"
POST = "content/posts/a.yaml"

ACCOUNTS = "".join(f'  {name}: {{platform: {name}, id: "{n}"}}\n' for n, name in enumerate(platform_names()))
HOUSE = f"timezone: Europe/Paris\nlocale: fr\naccounts:\n{ACCOUNTS}defaults: {{platforms: [x]}}\n".encode()

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

MARKS = [
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"%YAML 1.1\n---\n",
    b"---\n",
    b"\r",
    b"\r\n",
    b"\t",
    b"\0",
]
SIGNS = [
    *"ab:-?[]{},&*!|>'\"%@`#\\~<=+.0129 \n\r\t",
    "\u0085",
    "\u2028",
    "\ufeff",
    "é",
    "e\u0301",
    "💜",
    "\ud83d",
]

hostile = st.builds(b"".join, st.lists(st.binary(max_size=8) | st.sampled_from(MARKS), max_size=30))
"""Bytes of no encoding, or of several."""

scribbled = st.lists(st.sampled_from(SIGNS), max_size=120).map(
    lambda signs: "".join(signs).encode("utf-8", "surrogatepass")
)
"""Signs that mean something to YAML, in any order."""

PROPERTIES: Mapping[str, Any] = schemas()["post"]["properties"]  # type: ignore[assignment]
KEYS = [*PROPERTIES, "tittle", "", "12", "a.b", "é", "x" * 300]

words = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["no", "~", "18:00", "012", "1e3", "TODO", "{{title}}", "#a #a", "@a", "http://a.b/c", "👩‍👩‍👧‍👧" * 9]
    ),
    st.sampled_from([str(text) for schema in PROPERTIES.values() for text in schema["examples"]]),
)
plain = st.one_of(
    words, st.booleans(), st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)
)
names = st.sampled_from([*platform_names(), "default", "nobody", ""])
options = st.sampled_from(
    [key for name in platform_names() for key in schemas()[f"platforms/{name}"]["properties"]]  # type: ignore[union-attr]
)
value = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(names, options, st.sampled_from(["url", "alt"])), inner, max_size=4),
    ),
    max_leaves=8,
)

near_posts = st.dictionaries(st.sampled_from(KEYS), value, max_size=8)
"""The right keys, with values of any kind."""

VIDEO = "https://res.cloudinary.com/demo/video/upload/v1/a.mp4"
PHOTO = "https://res.cloudinary.com/demo/image/upload/v1/a.jpg"

posts = st.fixed_dictionaries(
    {"captions": st.one_of(words, st.dictionaries(names, words, min_size=1, max_size=3))},
    optional={
        "title": words,
        "hashtags": st.lists(words, max_size=5),
        "link": st.sampled_from(["https://example.com/a", "http://a.b", "ftp://a"]) | words,
        "video": st.just(VIDEO),
        "photos": st.lists(
            st.fixed_dictionaries({"url": st.just(PHOTO)}, optional={"alt": words}), max_size=12
        ),
        "publish_at": st.sampled_from(["2026-06-01 18:00", "2026-02-30 18:00", "2026-03-29 02:30"]),
        "draft": st.booleans(),
        "platforms": st.one_of(
            st.lists(names, max_size=7, unique=True),
            st.dictionaries(names, st.none() | st.dictionaries(options, plain, max_size=3), max_size=6),
        ),
    },
)
"""What people write, with any words in it."""


def written(found: object) -> bytes:
    """A value as YAML; JSON is YAML, but for emoji in two halves."""
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace")


def problems_of(post: bytes, brand: bytes = HOUSE) -> tuple[Problem, ...]:
    return read_content({BRAND: brand, POST: post}, REGISTRY).problems


def lines_of(content: bytes) -> int:
    return len(content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def assert_clear(problems: tuple[Problem, ...], files: Mapping[str, bytes]) -> None:
    """Each names a place that exists and says in both languages what is wrong and how to mend it."""
    for problem in problems:
        assert problem.code == problem.code.strip().lower() != ""
        assert 1 <= problem.line <= lines_of(files[problem.file])
        assert problem.column >= 1
        for sentence in (problem.message, problem.fix):
            assert sentence.text("en").strip()
            assert sentence.text("fr").strip()


@SLOW
@given(hostile | scribbled, hostile | scribbled)
@example(b"\xef\xbb\xbf\xef\xbb\xbf", b"")
@example(b"a: \xed\xa0\x80", b"[" * 50_000)
@example(b"\r\r\r[", b"%YAML 3.0\n--- a")
def test_no_bytes_crash_the_loader(post: bytes, brand: bytes) -> None:
    assert_clear(problems_of(post), {BRAND: HOUSE, POST: post})
    assert_clear(problems_of(post, brand), {BRAND: brand, POST: post})


@SLOW
@given(near_posts)
@example({"captions": {"x": {"x": []}}, "photos": [{"url": {}}], "platforms": {"x": [1]}})
@example({"video": "https://[", "link": "https://[::1"})
@example({"video": "https://a:99999/", "hashtags": ["#", "##", "\n"]})
def test_no_value_of_any_key_crashes_the_loader(post: dict[str, object]) -> None:
    text = written(post)
    assert_clear(problems_of(text), {BRAND: HOUSE, POST: text})


@SLOW
@given(posts)
def test_every_rule_and_lint_copes_with_every_post(post: dict[str, object]) -> None:
    text = written(post)
    assert_clear(problems_of(text), {BRAND: HOUSE, POST: text})


@SLOW
@given(
    st.dictionaries(st.sampled_from(["timezone", "locale", "media", "accounts", "defaults", "lints"]), value)
)
def test_no_value_of_any_key_of_a_brand_crashes_the_loader(brand: dict[str, object]) -> None:
    text = written(brand)
    assert_clear(problems_of(b"{}", text), {BRAND: text, POST: b"{}"})


@SLOW
@given(st.text(max_size=300))
@example("\u200d\u200d👩\u200d")
@example("a" * 5_000 + "#é" * 300)
@example("https://" + "a." * 500)
def test_a_caption_that_is_published_everywhere_is_measured_by_all_rules(caption: str) -> None:
    text = written({"video": VIDEO, "captions": caption, "title": "A", "platforms": list(platform_names())})
    assert_clear(problems_of(text), {BRAND: HOUSE, POST: text})


@SLOW
@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=200))
@example("\ud83d" * 9)
def test_a_text_has_a_length_in_every_unit_and_things_that_stand_in_it(text: str) -> None:
    sizes = {unit: length_in(unit, text) for unit in Unit}
    assert sizes[Unit.GRAPHEMES] <= sizes[Unit.CODE_POINTS] <= sizes[Unit.UTF16] <= sizes[Unit.BYTES]
    assert min(sizes.values()) >= 0
    for kind in Entity:
        assert all(found in text for found in entities(kind, text))
    assert isinstance(visible(text), str)
    assert isinstance(hidden_in(text), tuple)
