"""GitHub's runner as far as it reads what a step prints: lines, commands, their properties and data.

It is read here as widely as it may be meant: its comparisons follow a language's rules, which skip what is
not seen, so that nothing unseen can part the two signs of a command.

Source: https://github.com/actions/runner, `ActionCommand.cs` (read 2026-11-23).
"""

from __future__ import annotations

import re
from typing import NamedTuple

import regex

UNSEEN = regex.compile(r"\p{Default_Ignorable_Code_Point}|(?![\t\n\r])\p{Cc}")


class Command(NamedTuple):
    """What the runner understood."""

    name: str
    properties: dict[str, str]
    data: str


def commands_in(output: str) -> list[Command]:
    """Every command that the runner would obey, in either of its spellings, whether it knows it or not."""
    return [command for line in re.split("\r\n|\n|\r", output) for command in _commands(line)]


def _commands(line: str) -> list[Command]:
    seen = UNSEEN.sub("", line)
    return _new(seen.lstrip()) or _old(seen)


def _new(line: str) -> list[Command]:
    found = re.match("::(.*?)::(.*)", line, re.DOTALL)
    if found is None:
        return []
    name, _, properties = found[1].partition(" ")
    pairs = [pair.split("=", 1) for pair in properties.split(",") if "=" in pair]
    return [Command(name, {key: _property(value) for key, value in pairs}, _data(found[2]))]


def _old(line: str) -> list[Command]:
    found = re.search(r"##\[([^\]]*)\](.*)", line, re.DOTALL)
    return [] if found is None else [Command(found[1], {}, found[2])]


def _data(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def _property(text: str) -> str:
    return _data(text.replace("%3A", ":").replace("%2C", ","))
