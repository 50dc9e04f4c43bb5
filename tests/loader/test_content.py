"""A whole tree: every problem of every file in one run, and the networks' rules at their place."""

import os
import sys
from pathlib import Path

import pytest

from aromatiza.core.errors import InvalidContent, Misconfigured
from aromatiza.core.problems import Problem, Severity
from aromatiza.loader.content import Content, is_post_path, read_content, read_tree
from aromatiza.platforms import REGISTRY
from tests.loader.builders import BRAND, POST

OTHER = POST.replace("brume", "bougie")

ROOT = Path(__file__).parents[2]


def content_of(**posts: str) -> Content:
    files = {f"content/posts/{name}.yaml": text.encode() for name, text in posts.items()}
    return read_content({"content/brand.yaml": BRAND.encode(), **files}, REGISTRY)


def test_this_repository_s_content_is_valid_and_publishes_nothing() -> None:
    content = read_content(read_tree(ROOT).sound_files(), REGISTRY)
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
    content = content_of(b="tittle: [\n", a=f"{POST}tittle: A\ntitle: {{}}\n", c=f"{OTHER}draft: maybe\n")
    assert [(problem.file[-6:], problem.line) for problem in content.problems] == [
        ("a.yaml", 2),
        ("a.yaml", 3),
        ("b.yaml", 1),
        ("c.yaml", 2),
    ]


def test_a_broken_brand_does_not_hide_the_problems_of_posts() -> None:
    files = {"content/brand.yaml": b"locale: fr\n", "content/posts/a.yaml": f"{POST}title: []\n".encode()}
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
    assert problem.message.text("en").startswith("x: the caption with its hashtags has 309 ")
    assert problem.source.startswith("https://")


def test_a_rule_s_finding_stands_at_the_account_that_it_concerns() -> None:
    photos = "photos: [{url: https://res.cloudinary.com/a.jpg, alt: A}]\n"
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
        a=f"{POST}captions: [12]\ntitle: [3]\nplatforms: {{tiktok: {{mode: inbx}}, pinterest: }}\n"
    )
    assert [problem.key for problem in content.problems] == ["captions", "title", "platforms.tiktok.mode"]


def tree_with(folder: Path, *names: str) -> Path:
    """A folder that has a brand, and these files below content/posts."""
    posts = folder / "content/posts"
    posts.mkdir(parents=True)
    (folder / "content/brand.yaml").write_text(BRAND)
    for name in names:
        (posts / name).parent.mkdir(parents=True, exist_ok=True)
        (posts / name).write_text(POST)
    return folder


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str, str]]:
    return [
        (problem.code, str(problem.severity), problem.file.removeprefix("content/")) for problem in problems
    ]


def test_a_tree_is_read_without_hidden_files(tmp_path: Path) -> None:
    tree = read_tree(tree_with(tmp_path, "2026/a.yaml", "2026/.a.yaml.swp", ".gitkeep", ".git/config"))
    assert tree.problems == ()
    assert tree.sound_files() == {
        "content/brand.yaml": BRAND.encode(),
        "content/posts/2026/a.yaml": POST.encode(),
    }


def test_an_empty_tree_has_no_files(tmp_path: Path) -> None:
    assert (read_tree(tmp_path).files, read_tree(tmp_path).problems) == ({}, ())


def test_of_a_huge_file_only_the_beginning_is_read(tmp_path: Path) -> None:
    tree_with(tmp_path, "a.yaml")
    (tmp_path / "content/posts/a.yaml").write_bytes(b"#" * 5_000_000)
    files = read_tree(tmp_path).files
    assert len(files["content/posts/a.yaml"]) < 300_000
    assert [problem.code for problem in read_content(files, REGISTRY).problems] == ["yaml-too-large"]


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        (
            ".a.yaml",
            "rename it without the dot, or delete it; `draft: true` keeps a post from being published",
        ),
        (
            ".drafts/a.yml",
            "rename it without the dot, or delete it; `draft: true` keeps a post from being published",
        ),
        ("a.json", "rename it to a.yaml if it is one, or put it elsewhere"),
        ("a.yaml.bak", "rename it to a.yaml if it is one, or put it elsewhere"),
        ("2026/a.txt", "rename it to a.yaml if it is one, or put it elsewhere"),
        ("a", "rename it to a.yaml if it is one, or put it elsewhere"),
        ("../post/a.yaml", "move it below content/posts, or delete it"),
        ("../brand.yml", "move it below content/posts, or delete it"),
    ],
)
def test_what_would_be_ignored_without_a_word_is_a_warning(tmp_path: Path, name: str, fix: str) -> None:
    tree = read_tree(tree_with(tmp_path, "b.yaml", name))
    (problem,) = tree.problems
    assert problem.file == os.path.normpath(f"content/posts/{name}")
    assert (problem.code, problem.severity, problem.fix.text("en")) == ("not-a-post", Severity.WARNING, fix)
    assert tree.sound_files().keys() >= {"content/brand.yaml", "content/posts/b.yaml"}


@pytest.mark.parametrize("name", ["a.YML", "a.Yaml", "README.md", "readme", ".DS_Store", ".gitignore"])
def test_what_nobody_takes_for_a_lost_post_is_not_mentioned(tmp_path: Path, name: str) -> None:
    assert read_tree(tree_with(tmp_path, name)).problems == ()


def test_a_folder_called_like_a_post_is_a_warning_and_its_posts_are_read(tmp_path: Path) -> None:
    tree = read_tree(tree_with(tmp_path, "a.yaml/b.yaml"))
    assert told(tree.problems) == [("not-a-post", "warning", "posts/a.yaml")]
    assert "content/posts/a.yaml/b.yaml" in tree.files


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")
@pytest.mark.parametrize("link", ["content", "content/posts", "content/posts/a.yaml"])
def test_a_symbolic_link_is_refused(tmp_path: Path, link: str) -> None:
    place = tmp_path / "repository" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(tmp_path)
    with pytest.raises(InvalidContent) as caught:
        read_tree(tmp_path / "repository").sound_files()
    assert [problem.file for problem in caught.value.problems] == [link]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")
def test_all_symbolic_links_are_found_in_one_run_and_none_is_read(tmp_path: Path) -> None:
    tree_with(tmp_path, "b.yaml")
    posts = tmp_path / "content/posts"
    (posts / "a.yaml").symlink_to(posts / "b.yaml")
    (posts / "c").symlink_to(tmp_path)
    (posts / "d.yaml").symlink_to(tmp_path / "nowhere")
    tree = read_tree(tmp_path)
    assert told(tree.problems) == [
        ("symbolic-link", "error", "posts/a.yaml"),
        ("symbolic-link", "error", "posts/c"),
        ("symbolic-link", "error", "posts/d.yaml"),
    ]
    assert set(tree.files) == {"content/brand.yaml", "content/posts/b.yaml"}


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made there")
def test_a_path_that_breaks_a_line_is_an_error_on_one_line(tmp_path: Path) -> None:
    tree = read_tree(tree_with(tmp_path, "a\nb.yaml", "c\x1bd.yaml", "e\u2028/f.yaml", "g.yaml"))
    assert told(tree.problems) == [
        ("bad-path", "error", "posts/a\\u000ab.yaml"),
        ("bad-path", "error", "posts/c\\u001bd.yaml"),
        ("bad-path", "error", "posts/e\\u2028"),
    ]
    assert set(tree.files) == {"content/brand.yaml", "content/posts/g.yaml"}


@pytest.mark.skipif(sys.platform != "linux", reason="such names cannot be made elsewhere")
def test_a_path_of_bytes_that_are_no_text_is_an_error_that_can_be_printed(tmp_path: Path) -> None:
    tree_with(tmp_path)
    Path(os.fsdecode(os.fsencode(tmp_path / "content/posts") + b"/\xe9.yaml")).write_text(POST)
    (problem,) = read_tree(tmp_path).problems
    assert problem.code == "bad-path"
    assert problem.message.text("fr").encode()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the second file replaces the first")
def test_paths_that_differ_only_in_case_or_accents_are_a_warning(tmp_path: Path) -> None:
    tree = read_tree(tree_with(tmp_path, "A.yaml", "a.yaml", "\u00e9.yaml", "e\u0301.yaml"))
    assert [(problem.code, problem.severity) for problem in tree.problems] == [
        ("similar-paths", Severity.WARNING),
        ("similar-paths", Severity.WARNING),
    ]
    assert tree.problems[0].message.text("en").startswith("content/posts/a.yaml and content/posts/A.yaml are")
    assert len(tree.files) == 5


def test_folders_may_be_as_deep_as_the_disk_allows(tmp_path: Path) -> None:
    deep = "/".join("a" * 200)
    assert f"content/posts/{deep}/b.yaml" in read_tree(tree_with(tmp_path, f"{deep}/b.yaml")).files


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything: run the tests as another user")
def test_a_file_that_may_not_be_read_is_a_problem_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "content/posts").mkdir(parents=True)
    path = tmp_path / "content/posts/a.yaml"
    path.write_text(POST)
    path.chmod(0)

    (problem,) = read_tree(tmp_path).problems
    assert (problem.code, problem.file) == ("unreadable-file", "content/posts/a.yaml")
