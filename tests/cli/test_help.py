"""Every command explains itself: help, an example, a section of docs/commands.md, its options there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

import aromatiza
from aromatiza.cli.main import cli
from aromatiza.core.exits import Exit
from tests.cli.workshop import Workshop

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## `aromatiza (\w+)`\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
COMMANDS = sorted(cli.commands)
SILENT_OPTIONS = {"--help"}


def options_of(command: click.Command) -> set[str]:
    found = (name for param in command.params if isinstance(param, click.Option) for name in param.opts)
    return {name for name in found if name.startswith("-")} - SILENT_OPTIONS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_summary_an_example_and_words_for_each_option(name: str) -> None:
    command = cli.commands[name]
    assert command.help
    assert command.epilog
    assert "Example:\n" in command.epilog
    assert f"aromatiza {name}" in command.epilog
    for param in command.params:
        assert not isinstance(param, click.Option) or param.help or param.name == "shape", param.name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_section_that_names_all_its_options(name: str) -> None:
    section = SECTIONS[name]
    for option in options_of(cli.commands[name]):
        assert f"`{option}" in section, option
    assert "```" in section


def test_the_page_has_no_command_that_does_not_exist() -> None:
    assert sorted(SECTIONS) == COMMANDS


def test_the_page_names_what_all_commands_share() -> None:
    for option in options_of(cli):
        assert f"`{option}" in PAGE, option


@pytest.mark.parametrize("code", list(Exit), ids=lambda code: str(int(code)))
def test_every_exit_code_is_in_the_help_and_on_the_page(code: Exit) -> None:
    assert cli.epilog
    assert re.search(rf"\b{int(code)} ", cli.epilog)
    assert re.search(rf"^\| {int(code)} \|", PAGE, re.MULTILINE)


def test_the_reports_have_json() -> None:
    assert {name for name in COMMANDS if "--json" in options_of(cli.commands[name])} == set(COMMANDS)


def test_help_goes_to_stdout(shop: Workshop) -> None:
    helped = shop.run("publish", "--help")
    assert (helped.code, helped.stderr) == (0, "")
    assert helped.stdout.startswith("Usage: ")


def test_the_version_is_the_packages(shop: Workshop) -> None:
    assert shop.run("--version").stdout == f"aromatiza, version {aromatiza.__version__}\n"
