"""`aromatiza validate`: every problem of every file, in one run."""

from __future__ import annotations

import click

from aromatiza.cli.context import Session, command_body
from aromatiza.cli.screen import print_json, print_problems, tell
from aromatiza.core.errors import InvalidContent
from aromatiza.core.exits import Exit
from aromatiza.core.messages import msg
from aromatiza.core.problems import Severity, problem_as_json
from aromatiza.loader.content import read_content, read_tree
from aromatiza.platforms import REGISTRY

__all__ = ["validate"]


@click.command(epilog="\b\nExample:\n  aromatiza validate --json | jq '.problems[].message'")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@command_body
def validate(session: Session, as_json: bool) -> Exit:
    """Check brand and posts of the work tree; report all problems of all files."""
    try:
        content = read_content(read_tree(session.content_top), REGISTRY)
        problems, count = content.problems, content.file_count
    except InvalidContent as error:  # what cannot be read at all is a finding as well
        problems, count = error.problems, len(error.problems)
    if as_json:
        found = [problem_as_json(problem, session.locale) for problem in problems]
        print_json({"version": 1, "problems": found})
    else:
        print_problems(problems, session.locale)
        tell(msg("validate.done", files=count, problems=len(problems)).text(session.locale))
    wrong = any(problem.severity is Severity.ERROR for problem in problems)
    return Exit.CONTENT if wrong else Exit.DONE
