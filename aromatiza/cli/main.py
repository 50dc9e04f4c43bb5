"""The command line: one file per command, one table of exit codes.

An `AromatizaError` is a sentence for the person who can act; anything else is a bug and keeps its traceback.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from pathlib import Path

import click

from aromatiza import __version__
from aromatiza.cli.context import Session
from aromatiza.cli.demo import demo
from aromatiza.cli.explain import explain
from aromatiza.cli.fmt import fmt
from aromatiza.cli.init import init
from aromatiza.cli.new import new
from aromatiza.cli.plan import plan
from aromatiza.cli.preview import preview
from aromatiza.cli.publish import publish
from aromatiza.cli.rules import rules
from aromatiza.cli.sandbox import sandbox
from aromatiza.cli.status import status
from aromatiza.cli.validate import validate
from aromatiza.core.exits import Exit

__all__ = ["main"]

EPILOG = """\b
Exit codes: 0 done · 1 the content is wrong · 2 usage or configuration is wrong · 3 a later run will
go on · 4 a person is needed · 70 a bug.

\b
Example:
  aromatiza validate && aromatiza plan"""


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, epilog=EPILOG
)
@click.version_option(__version__, prog_name="aromatiza")
@click.option("--lang", type=click.Choice(["fr", "en"]), help="Language of messages (default: the brand's).")
@click.option("--remote", default="origin", show_default=True, help="Git remote that holds the ledger.")
@click.option(
    "-C",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    metavar="DIR",
    help="Run as if started in DIR.",
)
@click.pass_context
def cli(context: click.Context, lang: str | None, remote: str, folder: Path) -> None:
    """Social posts as code: a post is a YAML file, a pull request its review, a merge its publication."""
    os.chdir(folder)
    context.obj = Session(Path.cwd(), remote, lang, os.environ)


for command in (init, new, fmt, validate, explain, rules, preview, plan, publish, status, sandbox, demo):
    cli.add_command(command)


def main() -> None:
    """Run the command line and exit with the documented code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = cli.main(prog_name="aromatiza", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        code = Exit.RETRY
    except click.ClickException as error:
        error.show()
        code = Exit.CONFIGURATION
    except Exception:  # noqa: BLE001 - the last place where a bug can be reported
        traceback.print_exc()
        code = Exit.BUG
    sys.exit(int(code or 0))
