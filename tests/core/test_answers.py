from __future__ import annotations

import pytest

from aromatiza.core.answers import Answer, Reply, Tree
from aromatiza.core.calls import Call, Request, Role, Settle, whole
from aromatiza.core.errors import Retryable
from aromatiza.core.post import MediaKind
from aromatiza.core.rendition import File
from aromatiza.core.secret import Secret

TREE = Tree({"a": [{"b": "text", "n": 3, "f": 1.5, "yes": True, "none": None}, 7], "empty": ""})


def test_an_answer_gives_its_values_by_kind() -> None:
    answer = Answer({"id": "7", "n": 3, "key": Secret("s")})

    assert (answer.text("id"), answer.text("n"), answer.text("missing")) == ("7", "", "")
    assert (answer.number("n"), answer.number("id")) == (3, 0)
    assert answer.secret("key") == Secret("s")
    assert answer.secrets() == {"key": Secret("s")}


def test_a_value_that_is_no_secret_is_not_given_as_one() -> None:
    with pytest.raises(TypeError, match="id"):
        Answer({"id": "7"}).secret("id")


def test_a_secret_that_could_not_be_opened_is_noticed() -> None:
    assert Answer({"key": Secret("")}).has_lost_secret
    assert not Answer({"key": Secret("s"), "id": ""}).has_lost_secret


def test_a_secret_shows_itself_only_when_asked() -> None:
    secret = Secret("s3cret")

    assert "s3cret" not in f"{secret} {secret!r} {Answer({'key': secret})!r}"
    assert secret.reveal() == "s3cret"


def test_a_tree_is_read_by_path_and_what_is_missing_is_empty() -> None:
    assert TREE.text("a", 0, "b") == "text"
    assert TREE.text("a", -1) == "7"
    assert TREE.text("a", 2) == TREE.text("a", "b") == TREE.text("b", 0) == ""
    assert TREE.text("a", 0, "yes") == TREE.text("a", 0, "none") == ""


def test_numbers_are_numbers_and_truths_are_not() -> None:
    assert TREE.number("a", 0, "n") == 3
    assert TREE.number("a", 0, "f") == 1.5
    assert TREE.number("a", 0, "yes") is None
    assert TREE.number("a", 0, "b") is None


def test_lists_and_objects_are_walked() -> None:
    assert [item.text() for item in TREE.items("a")] == ["", "7"]
    assert TREE.items("empty") == ()
    assert TREE.fields("a", 0) == {"b": "text", "n": "3", "f": "", "yes": "", "none": ""}
    assert TREE.fields("a") == {}


def test_what_is_required_and_missing_leaves_the_outcome_open() -> None:
    assert TREE.required("a", 0, "b") == "text"
    with pytest.raises(Retryable, match=r"a\.0\.c") as raised:
        TREE.required("a", 0, "c")
    assert raised.value.may_have_acted


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"\xff", b"[" * 100_000], ids=["none", "html", "bytes", "deep"]
)
def test_a_body_that_is_no_json_is_an_empty_tree(body: bytes) -> None:
    assert Reply(200, body=body).json().text() == ""


def test_a_body_is_read_as_json() -> None:
    assert Reply(200, body=b'{"id": 7}').json().text("id") == "7"


def test_a_publish_call_and_no_other_has_a_settle() -> None:
    async def ask(*_: object) -> None: ...

    request, settle = Request("GET", "https://toy.example"), Settle(ask, 1)  # type: ignore[arg-type]  # never asked
    with pytest.raises(ValueError, match="settle"):
        Call("made", Role.PUBLISH, request, lambda _: Answer())
    with pytest.raises(ValueError, match="settle"):
        Call("read", Role.READ, request, lambda _: Answer(), settle)


def test_the_span_of_a_whole_file_is_all_of_it() -> None:
    span = whole(File(MediaKind.VIDEO, "https://media.example/a.mp4", "", "ab", 12, "video/mp4"))

    assert (span.offset, span.length) == (0, 12)
