"""Every code of the catalogue has a case, and says of it what its golden file says, in both languages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from aromatiza.cli.checking import check
from aromatiza.cli.context import Session
from aromatiza.core.catalogue import PAGES
from aromatiza.core.messages import Locale
from aromatiza.core.problems import Problem
from aromatiza.loader.content import BRAND_PATH, read_content, read_tree
from aromatiza.platforms import REGISTRY
from aromatiza.report.terminal import problem_lines
from aromatiza.sandbox.server import Sandbox
from tests.wrong.samples import write_samples

HERE = Path(__file__).parent
POSTS = sorted(path.stem for path in (HERE / "posts").glob("*.yaml"))
BRANDS = sorted(path.stem for path in (HERE / "brands").glob("*.yaml"))
BRAND = (HERE / "brand.yaml").read_text(encoding="utf-8")
FAULT = re.compile(r"^# fault: (\{.*\})$", re.MULTILINE)
LATE, TODAY = "2199-01-01", "2026-11-23"
POST = "video: https://res.cloudinary.com/demo/video/upload/v1/good.mp4\ncaptions: Une pression\n"

LONG = "Une pression, et le linge sent la Provence du matin au soir"

# Trees that one file cannot show, or that git would not carry to every machine.
TREES: Mapping[str, Mapping[str, bytes]] = {
    "yaml-too-large": {"content/posts/a.yaml": b"#" * 300_000},
    "yaml-too-many-values": {"content/posts/a.yaml": b"hashtags: [" + b"a," * 12_000 + b"]"},
    "yaml-encoding": {"content/posts/a.yaml": "title: Brume d'été\n".encode("latin-1")},
    "yaml-control-character": {"content/posts/a.yaml": b"title: Brume\x07 de lavande\n"},
    "no-id": {"content/posts/Brume d'été.yaml": POST.encode()},
    "duplicate-id": {
        "content/posts/a/brume.yaml": POST.encode(),
        "content/posts/b/brume.yaml": POST.encode(),
    },
    "not-a-post": {"content/posts/a.yaml.bak": b"title: A\n"},
    "bad-path": {"content/posts/a\nb.yaml": POST.encode()},
    "similar-paths": {
        "content/posts/Brume.yaml": b"id: a\n" + POST.encode(),
        "content/posts/brume.yaml": POST.encode(),
    },
    "no-accounts": {
        BRAND_PATH: BRAND.partition("defaults:")[0].encode(),
        "content/posts/a.yaml": POST.encode(),
    },
    "repeated-media": {
        "content/posts/a.yaml": POST.replace("Une pression", "Un matin de brume").encode(),
        "content/posts/b.yaml": POST.replace("Une pression", "Un soir de pluie").encode(),
    },
    "repeated-caption": {
        "content/posts/a.yaml": POST.replace("Une pression", LONG).encode(),
        "content/posts/b.yaml": POST.replace("Une pression", LONG).replace("good", "silent").encode(),
    },
    "banned-word": {
        BRAND_PATH: f"{BRAND}lints: {{banned_words: [miracle]}}\n".encode(),
        "content/posts/a.yaml": POST.replace("Une pression", "Un miracle").encode(),
    },
    "media-too-large": {
        BRAND_PATH: f"{BRAND}media: {{max_mb: 1}}\n".encode(),
        "content/posts/a.yaml": POST.replace("good", "large").encode(),
    },
}


@pytest.fixture(scope="module")
def media_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """A sandbox whose media host has the sample files and nothing else."""
    folder = tmp_path_factory.mktemp("media")
    write_samples(folder)
    with Sandbox(media_folder=folder) as sandbox:
        yield sandbox


class Checker:
    """Checks one tree as `validate` does."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self._folder = folder
        self._sandbox = sandbox

    def problems(self, files: Mapping[str, bytes], today: str = TODAY) -> tuple[Problem, ...]:
        """All problems of these files; of the brand's, when it is not among them."""
        for path, body in {BRAND_PATH: BRAND.encode(), **files}.items():
            file = self._folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
        for body in files.values():
            self._plan_faults(body.decode("utf-8", "replace"))
        tree = read_tree(self._folder)
        environ = {"AROMATIZA_SANDBOX": self._sandbox.url, "HOME": str(self._folder / "home")}
        session = Session(self._folder, "origin", "en", environ)
        content = read_content(tree.files, REGISTRY)
        paths = {loaded.post.path for loaded in content.posts if loaded.post is not None}
        found = check(session, content, tree.files[BRAND_PATH], today, paths)
        httpx.delete(f"{self._sandbox.url}/_sandbox/faults")
        return (*tree.problems, *found.problems)

    def _plan_faults(self, text: str) -> None:
        for fault in FAULT.findall(text):
            httpx.post(
                f"{self._sandbox.url}/_sandbox/faults",
                content=fault,
                headers={"Content-Type": "application/json"},
            ).raise_for_status()


@pytest.fixture
def checker(tmp_path: Path, media_host: Sandbox) -> Checker:
    return Checker(tmp_path, media_host)


def files_of(code: str) -> Mapping[str, bytes]:
    """The tree of a code's case."""
    if code in TREES:
        return TREES[code]
    if code in BRANDS:
        return {BRAND_PATH: (HERE / "brands" / f"{code}.yaml").read_bytes()}
    return {f"content/posts/{code}.yaml": (HERE / "posts" / f"{code}.yaml").read_bytes()}


def said_of(code: str, problems: tuple[Problem, ...], files: Mapping[str, bytes]) -> str:
    """What a person reads of the problems with that code, in English and in French."""
    locales: tuple[Locale, ...] = ("en", "fr")
    lines = [
        line
        for locale in locales
        for problem in problems
        if problem.code == code
        for line in problem_lines(
            problem,
            files.get(problem.file, b"").decode("utf-8", "replace")[:2000],
            locale,
            styled=False,
            width=110,
        )
    ]
    return "\n".join(lines) + "\n"


CASES = sorted({*POSTS, *BRANDS, *TREES})
ELSEWHERE = {
    "moved-id": "needs a history: tests/cli/test_plan.py",
    "symbolic-link": "test_a_link_has_its_golden_message, below",
    "stale-fact": "test_a_stale_fact_has_its_golden_message, below",
    "unreadable-file": "root can read everything: tests/loader/test_content.py",
    "media-private": "a sandbox is private itself: tests/wire/test_ranges.py",
    "media-no-ranges": "tests/wire/test_ranges.py",
    "media-changed": "tests/wire/test_ranges.py",
    "media-bad-address": "tests/wire/test_ranges.py",
    "video-index-too-large": "tests/media/test_video.py",
}


def test_no_code_is_without_a_case() -> None:
    assert PAGES.keys() - set(CASES) - ELSEWHERE.keys() == set()


def test_what_is_tested_elsewhere_is_a_code_without_a_case() -> None:
    assert ELSEWHERE.keys() <= PAGES.keys() - set(CASES)


def test_no_case_is_without_a_code() -> None:
    assert set(CASES) - PAGES.keys() == set()


def compare(code: str, said: str) -> None:
    golden = HERE / "expected" / f"{code}.txt"
    if os.environ.get("GOLDEN"):
        golden.write_text(said, encoding="utf-8")

    assert said == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CASES)
def test_a_wrong_case_is_told_as_its_golden_file_says(code: str, checker: Checker) -> None:
    files = files_of(code)
    problems = checker.problems(files)

    assert code in {problem.code for problem in problems}
    compare(code, said_of(code, problems, files))


def test_a_link_has_its_golden_message(checker: Checker, tmp_path: Path) -> None:
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/posts/a.yaml").symlink_to("/etc/hostname")
    problems = checker.problems({})

    compare("symbolic-link", said_of("symbolic-link", problems, {}))


def test_a_stale_fact_has_its_golden_message(checker: Checker) -> None:
    files = {BRAND_PATH: BRAND.encode()}
    problems = checker.problems(files, today=LATE)

    compare("stale-fact", said_of("stale-fact", problems[:1], files))
