"""The README is true: its commands are run in order, in a fresh repository, and print what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aromatiza.sandbox.server import Sandbox
from tests.cli.workshop import Workshop
from tests.clones import git

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
POST_PATH = re.compile(r"# (content/posts/\S+)\n")
ANYTHING = "..."


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCK.findall(README.read_text(encoding="utf-8")) if name == language]


def steps() -> list[tuple[str, list[str]]]:
    """Every command of the README, in order, with the lines that it prints there."""
    found: list[tuple[str, list[str]]] = []
    for line in "".join(blocks("console")).splitlines():
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
        else:
            found[-1][1].append(line)
    return found


def agrees(printed: str, promised: list[str]) -> bool:
    """Whether an output is the promised one: a line `...` is any lines, `...` in a line any text."""
    parts = [
        r"(?:.*\n)*" if line == ANYTHING else r".*".join(map(re.escape, line.split(ANYTHING))) + r"\n"
        for line in promised
    ]
    return re.fullmatch("".join(parts), printed) is not None


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Workshop]:
    """Somebody who follows the README: an empty repository, six networks, `aromatiza` on the path."""
    (tmp_path / "clone").mkdir()
    git(tmp_path / "clone", "init", "--quiet", "--template=")
    program = tmp_path / "bin" / "aromatiza"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m aromatiza "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    with Sandbox() as sandbox:
        shop = Workshop(tmp_path, sandbox.url)
        shop.environ["PATH"] = os.pathsep.join([str(program.parent), os.environ["PATH"]])
        yield shop


def test_the_tour_prints_what_the_readme_says(reader: Workshop) -> None:
    [post] = [text for text in blocks("yaml") if POST_PATH.match(text)]
    path = POST_PATH.findall(post)[0]
    for number, (command, promised) in enumerate(steps()):
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=reader.clone,
            env=reader.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        assert agrees(done.stdout, promised), f"{command}\n{done.stdout}"
        if number == 0:
            reader.write(path, post)
            reader.commit("A post, as the README says in prose")
    assert len(reader.posts()) == len(reader.visible()) == 6


@pytest.mark.parametrize(
    ("printed", "promised"),
    [
        ("a\n", ["a"]),
        ("a\nb\nc\n", ["a", "...", "c"]),
        ("a\nc\n", ["a", "...", "c"]),
        ("https://x.com/123\n", ["https://x.com/..."]),
        ("", []),
    ],
)
def test_an_output_agrees(printed: str, promised: list[str]) -> None:
    assert agrees(printed, promised)


@pytest.mark.parametrize(
    ("printed", "promised"),
    [
        ("a\nb\n", ["a"]),
        ("a\n", ["a", "b"]),
        ("axb\n", ["a.b"]),
        ("a\nb\n", ["a..."]),
        ("nothing\n", []),
    ],
)
def test_an_output_does_not_agree(printed: str, promised: list[str]) -> None:
    assert not agrees(printed, promised)


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (README.parent / link).exists()] == []
