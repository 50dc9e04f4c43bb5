"""YAML as people mean it: values, places, and a clear problem for everything that a post has no use for."""

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aromatiza.core.problems import Problem
from aromatiza.loader.syntax import explained
from aromatiza.loader.yamltree import MAX_BYTES, MAX_DEPTH, MAX_NODES, Tree, read_yaml
from tests.loader.work import calls_of


def tree_of(text: str) -> Tree:
    tree, problems = read_yaml(text.encode(), "a.yaml")
    assert problems == ()
    assert tree is not None
    return tree


def only_problem(content: bytes) -> Problem:
    _, problems = read_yaml(content, "a.yaml")
    (problem,) = problems
    return problem


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "on",
        "yes",
        "18:00",
        "12:30:45",
        "2026-06-01",
        "012",
        "1_000",
        "0o9",
        ".inf",
        ".nan",
        "1e999",
        "=",
    ],
)
def test_a_word_that_somebody_may_mean_stays_what_was_written(text: str) -> None:
    assert tree_of(f"a: {text}").value == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("0", 0),
        ("-12", -12),
        ("0x1F", 31),
        ("0o17", 15),
        ("2.5", 2.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("'12'", "12"),
        ('"true"', "true"),
        ("|\n  12", "12"),
    ],
)
def test_a_plain_word_has_the_value_of_the_core_schema(text: str, value: object) -> None:
    found = tree_of(f"a: {text}").value
    assert found == {"a": value}


def test_a_long_number_keeps_every_digit_as_text() -> None:
    assert tree_of(f"a: {'7' * 5_000}\nb: 1022106077902810180").value == {
        "a": "7" * 5_000,
        "b": "1022106077902810180",
    }


def test_keys_stay_text() -> None:
    assert tree_of("1: a\ntrue: b\n~: c\n1.50: d\n").value == {"1": "a", "true": "b", "~": "c", "1.50": "d"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# only a comment\n", None),
        ("- a\n- b\n", ["a", "b"]),
        ("Bonjour\n", "Bonjour"),
        ("%YAML 1.2\n---\na: no\n...\n# the end\n", {"a": "no"}),
        ("a: 1\rb: 2\r", {"a": 1, "b": 2}),
        (f"a: {'x' * 200_000}\n", {"a": "x" * 200_000}),
    ],
    ids=["empty", "comment", "list", "text", "directive", "cr", "long-line"],
)
def test_a_file_of_any_form_is_read(text: str, value: object) -> None:
    assert tree_of(text).value == value


@pytest.mark.parametrize(
    ("content", "message", "fix"),
    [
        (
            "a: é".encode("cp1252"),
            "this is not UTF-8: the byte E9 stands here, which is é in Windows-1252",
            "save the file as UTF-8 in your editor",
        ),
        (
            "a: é".encode("utf-16"),
            "the file is in UTF-16, not in UTF-8",
            "save the file as UTF-8 in your editor",
        ),
        (b'a: "x \\ud83d\\ude00"', "this \\ sequence is unknown in double quotes", "write 😀 itself"),
        (
            b'a: "\\ud83d"',
            "this \\ sequence is unknown in double quotes",
            "use single quotes, write \\\\ for one \\, and write emoji as they are",
        ),
        (
            b"#" * (MAX_BYTES + 1),
            "the file is larger than 256 KiB, the most that is read",
            "keep texts and addresses in it; videos and photos stay on their host",
        ),
    ],
    ids=["windows", "utf-16", "emoji", "half", "large"],
)
def test_a_problem_says_what_the_file_is_and_what_to_do(content: bytes, message: str, fix: str) -> None:
    problem = only_problem(content)
    assert (problem.message.text("en"), problem.fix.text("en")) == (message, fix)


def test_every_value_and_every_key_has_its_place() -> None:
    tree = tree_of("a: 1\nb:\n  - x: 💜 y\n    z:\nc: {d: e}\n")
    assert tree.places == {
        (): (1, 1),
        ("a",): (1, 4),
        ("b",): (2, 1),
        ("b", 0): (3, 5),
        ("b", 0, "x"): (3, 8),
        ("b", 0, "z"): (4, 5),
        ("c",): (5, 1),
        ("c", "d"): (5, 8),
    }
    assert tree.keys[("c", "d")] == (5, 5)
    assert tree.written == {("a",): "1"}


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    tree, problems = read_yaml("\ufeffa: b\r\nc: d\r\n".encode(), "a.yaml")
    assert problems == ()
    assert tree is not None
    assert tree.value == {"a": "b", "c": "d"}
    assert tree.places[("a",)] == (1, 4)
    assert tree.places[("c",)] == (2, 4)


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"a: 1\na: 2\n", "yaml-duplicate-key", 2, 1),
        (b"a: &b c\n", "yaml-anchor", 1, 4),
        (b"a: *b\n", "yaml-alias", 1, 4),
        (b"a: !!python/object:os.system x\n", "yaml-tag", 1, 4),
        (b"a: ! x\n", "yaml-tag", 1, 4),
        (b"a: 1\n<<: {b: 2}\n", "yaml-merge-key", 2, 1),
        (b"? [a]\n: b\n", "yaml-key", 1, 3),
        (b"a: 1\n---\nb: 2\n", "yaml-documents", 2, 1),
        (b"a: 1\nb: \xff\n", "yaml-encoding", 2, 4),
        ("a: 1".encode("utf-16"), "yaml-encoding", 1, 1),
        ("a: 1".encode("utf-16-be"), "yaml-encoding", 1, 1),
        ("a: 1".encode("utf-32"), "yaml-encoding", 1, 1),
        ("a: 1\rb: été".encode("latin-1"), "yaml-encoding", 2, 4),
        (b"%YAML 1.1\n---\na: no\n", "yaml-directive", 1, 1),
        (b"# c\n%YAML 1.3\n---\na: no\n", "yaml-directive", 2, 1),
        (b"%TAG ! tag:a,2000:\n---\na: no\n", "yaml-directive", 1, 1),
        (b"a: b\n\xef\xbb\xbfc: d\n", "yaml-control-character", 2, 1),
        (b'a: "\\uFEFF"\n', "yaml-control-character", 1, 4),
        (b"a: 1\rb: [\r", "yaml-syntax", 2, 4),
        (b"1: a\n1: b\n", "yaml-duplicate-key", 2, 1),
        (b"a: b\n...\nc: d\n", "yaml-syntax", 3, 1),
        (b"a: b\x00c\n", "yaml-control-character", 1, 5),
        ("a: b\u2028c\n".encode(), "yaml-control-character", 1, 5),
        (b'a: "b\\0c"\n', "yaml-control-character", 1, 4),
        (b"a:\n\tb: 1\n", "yaml-tab", 2, 1),
        (b"title: Brume: la lavande\n", "yaml-syntax", 1, 13),
        (b'a: "\\ud83d\\ude00"\n', "yaml-syntax", 1, 7),
        (b'a: "\\U00110000"\n', "yaml-syntax", 1, 7),
        (b"a: @marque\n", "yaml-syntax", 1, 4),
        (b"a: *bold*\n", "yaml-syntax", 1, 4),
        (b"a: !a!b c\n", "yaml-syntax", 1, 4),
        (b"a: - b\n", "yaml-syntax", 1, 4),
        (b"a: [#lavande]\n", "yaml-syntax", 1, 4),
        (b"a: 'l'eau'\n", "yaml-syntax", 1, 7),
        (b"a: 'eau\nb: 1\n", "yaml-syntax", 1, 4),
        (b"a: [" + b"1," * MAX_NODES + b"]", "yaml-too-many-values", 1, 19_999),
        (b"[" * (MAX_DEPTH + 1), "yaml-depth", 1, MAX_DEPTH + 1),
        (b"#" * (MAX_BYTES + 1), "yaml-too-large", 1, 1),
    ],
)
def test_what_a_post_has_no_use_for_is_a_problem_with_a_place(
    content: bytes, code: str, line: int, column: int
) -> None:
    problem = only_problem(content)
    assert (problem.code, problem.line, problem.column) == (code, line, column)


def test_a_duplicate_key_does_not_hide_the_rest_of_the_file() -> None:
    tree, problems = read_yaml(b"a: 1\na: 2\nb: 3\nb: 4\n", "a.yaml")
    assert tree is not None
    assert tree.value == {"a": 2, "b": 4}
    assert [problem.line for problem in problems] == [2, 4]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        "[" * 250_000,
        "{a: " * 60_000,
        "- " * 120_000,
        "? " * 120_000,
        "'" * 250_000,
        "&a " * 80_000,
        "%a\n" * 80_000,
        "a: [" + "x, " * 9_000 + "1, {}, []]",
        "hashtags: [" + "1, a, " * 4_900 + "]",
        "{" + ", ".join(f"k{n}: {n}" for n in range(4_900)) + "}",
        "".join(f"k{n}: a\n" for n in range(10_000)),
        "".join(f"k: {n}\n" for n in range(10_000)),
        "\n" * 250_000,
        "a: " + "x" * 200_000,
    ],
    ids=lambda text: text[:6],
)
def test_the_work_for_a_file_is_bounded(text: str) -> None:
    """Reading stops at the first limit; before it, every value costs the same."""
    assert calls_of(lambda: read_yaml(text.encode(), "a.yaml")) < 30 * MAX_NODES


def test_nothing_of_a_file_that_is_too_large_is_looked_at() -> None:
    assert calls_of(lambda: read_yaml(b"[" * 5_000_000, "a.yaml")) < 100


def test_deep_nesting_is_noticed_at_the_first_level_too_many() -> None:
    first = calls_of(lambda: read_yaml(b"[" * (MAX_DEPTH + 1), "a.yaml"))
    second = calls_of(lambda: read_yaml(b"[" * 200_000, "a.yaml"))
    assert abs(first - second) < 10


@pytest.mark.parametrize(
    "text",
    [
        "a:\n\tb: 1\n",
        "title: Brume: la lavande\n",
        'a: "\\q"\n',
        "a: @marque\n",
        "a: *bold*\n",
        "a: !a!b c\n",
        "a: - b\n",
        "a: [b, c\n",
        "a: 'l'eau'\n",
        "a: 'eau\nb: 1\n",
    ],
)
def test_both_parsers_of_the_library_are_explained_alike(text: str) -> None:
    """Where the C parser is missing, the pure one reads: the rows must fit the words of both."""
    found = []
    for parser in (yaml.SafeLoader, yaml.CSafeLoader):
        with pytest.raises(yaml.MarkedYAMLError) as caught:
            list(iter(parser(text).get_event, None))
        found.append(explained(caught.value, text, (1, 1))._replace(place=(1, 1)))
    assert found[0] == found[1]


@settings(deadline=None)
@given(st.binary(max_size=400))
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"a: \xed\xa0\x80")
def test_no_bytes_crash_the_reader(content: bytes) -> None:
    tree, problems = read_yaml(content, "a.yaml")
    assert tree is not None or problems


@settings(deadline=None)
@given(st.text(alphabet="ab:-?[]{},&*!|>'\"%@#\\x0 \n\t~<é💜", max_size=80))
def test_no_text_crashes_the_reader(text: str) -> None:
    tree, problems = read_yaml(text.encode(), "a.yaml")
    assert tree is not None or problems
