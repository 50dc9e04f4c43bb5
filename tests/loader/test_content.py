"""A whole tree: every problem of every file in one run, and the networks' rules at their place."""

import os
from pathlib import Path

import pytest

from aromatiza.core.errors import InvalidContent, Misconfigured
from aromatiza.loader.content import Content, is_post_path, read_content, read_tree
from aromatiza.platforms import REGISTRY
from tests.loader.builders import BRAND, POST

ROOT = Path(__file__).parents[2]


def content_of(**posts: str) -> Content:
    files = {f"content/posts/{name}.yaml": text.encode() for name, text in posts.items()}
    return read_content({"content/brand.yaml": BRAND.encode(), **files}, REGISTRY)


def test_this_repository_s_content_is_valid_and_publishes_nothing() -> None:
    content = read_content(read_tree(ROOT), REGISTRY)
    assert content.problems == ()
    assert len(content.posts_by_id) == 3
    assert all(post.is_draft for post in content.posts_by_id.values())


def test_a_tree_without_a_brand_is_misconfigured() -> None:
    with pytest.raises(Misconfigured, match=r"content/brand\.yaml"):
        read_content({"content/posts/a.yaml": b""}, REGISTRY)


def test_files_that_are_no_posts_are_ignored() -> None:
    files = {"content/brand.yaml": BRAND.encode(), "content/PAUSE": b"", "content/posts/a.md": b"\xff"}
    assert read_content(files, REGISTRY).posts == ()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/posts/a.yaml", True),
        ("content/posts/2026/06/a.yml", True),
        ("content/posts/a.YAML", True),
        ("content/posts/.a.yaml", False),
        ("content/posts/a.md", False),
        ("content/brand.yaml", False),
        ("posts/a.yaml", False),
    ],
)
def test_posts_are_the_yaml_files_of_their_folder(path: str, expected: bool) -> None:
    assert is_post_path(path) is expected


def test_problems_of_all_files_come_in_one_run_in_order() -> None:
    content = content_of(b="tittle: [\n", a=f"{POST}tittle: A\ntitle: 1\n", c=f"{POST}draft: maybe\n")
    assert [(problem.file[-6:], problem.line) for problem in content.problems] == [
        ("a.yaml", 2),
        ("a.yaml", 3),
        ("b.yaml", 1),
        ("c.yaml", 2),
    ]


def test_a_broken_brand_does_not_hide_the_problems_of_posts() -> None:
    files = {"content/brand.yaml": b"locale: fr\n", "content/posts/a.yaml": f"{POST}title: 1\n".encode()}
    content = read_content(files, REGISTRY)
    assert content.brand is None
    assert {problem.file for problem in content.problems} == set(files)


def test_two_files_with_one_id_are_a_problem_that_names_both() -> None:
    files = {f"content/posts/{folder}/a.yaml": POST.encode() for folder in ("1", "2")}
    content = read_content({"content/brand.yaml": BRAND.encode(), **files}, REGISTRY)
    (problem,) = content.problems
    assert (problem.code, problem.file, problem.key) == ("duplicate-id", "content/posts/2/a.yaml", "id")
    assert problem.message.text("en") == "the id a is already the one of content/posts/1/a.yaml"


def test_a_caption_that_is_too_long_for_one_network_is_found_at_that_caption() -> None:
    content = content_of(a=f"{POST}captions:\n  default: A\n  x: {'é' * 300}\nplatforms: [instagram, x]\n")
    (problem,) = content.problems
    assert (problem.code, problem.key, problem.line, problem.column) == ("text-too-long", "captions.x", 4, 6)
    assert problem.message.text("en").startswith("x: the text has 3")
    assert problem.source.startswith("https://")


def test_a_rule_s_finding_stands_at_the_account_that_it_concerns() -> None:
    photos = "photos: [{url: https://res.cloudinary.com/a.jpg}]\n"
    brand = BRAND.replace("pinterest: {platform: pinterest", "youtube: {platform: youtube").replace(
        ", board: Senteurs", ", privacy: public"
    )
    post = f"{photos}title: A\ncaptions: B\nplatforms: [instagram, youtube]\n"
    files = {"content/brand.yaml": brand.encode(), "content/posts/a.yaml": post.encode()}
    (problem,) = read_content(files, REGISTRY).problems
    assert (problem.code, problem.key, problem.line, problem.column) == (
        "media-kind",
        "platforms.youtube",
        4,
        24,
    )


def test_a_key_that_is_already_wrong_gets_no_second_problem_from_a_rule() -> None:
    content = content_of(
        a=f"{POST}captions: 12\ntitle: 3\nplatforms: {{tiktok: {{mode: inbx}}, pinterest: }}\n"
    )
    assert [problem.key for problem in content.problems] == ["captions", "title", "platforms.tiktok.mode"]


def test_a_tree_is_read_without_hidden_files(tmp_path: Path) -> None:
    posts = tmp_path / "content/posts/2026"
    posts.mkdir(parents=True)
    (tmp_path / "content/brand.yaml").write_text(BRAND)
    (posts / "a.yaml").write_text(POST)
    (posts / ".a.yaml.swp").write_text("x")
    assert read_tree(tmp_path) == {
        "content/brand.yaml": BRAND.encode(),
        "content/posts/2026/a.yaml": POST.encode(),
    }


def test_an_empty_tree_has_no_files(tmp_path: Path) -> None:
    assert read_tree(tmp_path) == {}


def test_of_a_huge_file_only_the_beginning_is_read(tmp_path: Path) -> None:
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/brand.yaml").write_text(BRAND)
    (tmp_path / "content/posts/a.yaml").write_bytes(b"#" * 5_000_000)
    files = read_tree(tmp_path)
    assert len(files["content/posts/a.yaml"]) < 300_000
    assert [problem.code for problem in read_content(files, REGISTRY).problems] == ["yaml-too-large"]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")
@pytest.mark.parametrize("link", ["content", "content/posts", "content/posts/a.yaml"])
def test_a_symbolic_link_is_refused(tmp_path: Path, link: str) -> None:
    place = tmp_path / "repository" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(tmp_path)
    with pytest.raises(InvalidContent) as caught:
        read_tree(tmp_path / "repository")
    assert [problem.file for problem in caught.value.problems] == [link]
