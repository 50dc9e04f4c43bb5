"""Where the problems of one file are collected: every one with its place, one for each key at a place."""

from __future__ import annotations

from aromatiza.core.messages import Message
from aromatiza.core.problems import Problem, Severity

__all__ = ["Path", "Place", "Report", "dotted"]

Place = tuple[int, int]
"""Line and column, counted from 1."""

Path = tuple[str | int, ...]
"""The way from the root of a file to a value: keys and list indices."""


class Report:
    """The problems of one file.

    A second problem of the same key at the same place is left out: the first one says what to do, and often
    both have one cause.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: dict[tuple[Place, str], Problem] = {}

    def add(self, code: str, place: Place, path: Path, message: Message, fix: Message) -> None:
        """Note an error; `path` is empty when it concerns the whole file."""
        line, column = place
        key = dotted(path)
        problem = Problem(code, Severity.ERROR, self.file, line, column, key, message, fix)
        self._problems.setdefault((place, key), problem)

    def problems(self) -> tuple[Problem, ...]:
        """Everything that was noted, in the order of the file."""
        return tuple(sorted(self._problems.values(), key=lambda problem: (problem.line, problem.column)))


def dotted(path: Path) -> str:
    """A path as people write it: `photos.0.url`."""
    return ".".join(map(str, path))
