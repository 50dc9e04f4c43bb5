"""`aromatiza validate`: everything that a network would refuse, with its line, its reason and its fix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from aromatiza.cli.checking import Checked, check
from aromatiza.cli.context import Session, command_body
from aromatiza.cli.screen import print_json, print_problems, print_table, show, tell
from aromatiza.cli.wiring import SystemClock
from aromatiza.core.errors import Misconfigured
from aromatiza.core.exits import Exit
from aromatiza.core.messages import msg
from aromatiza.core.problems import Problem, Severity, problem_as_json
from aromatiza.loader.content import BRAND_PATH, Content, read_content, read_tree
from aromatiza.platforms import REGISTRY
from aromatiza.report import github
from aromatiza.report.measured import measured_as_json, measured_table
from aromatiza.report.sarif import sarif
from aromatiza.report.terminal import summary

__all__ = ["validate"]

SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"


@click.command(epilog="\b\nExample:\n  aromatiza validate --base origin/main --format github")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How problems are reported.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document: --format json.")
@click.option("--offline", is_flag=True, help="Look at no file and no link; say so.")
@click.option("--base", metavar="REF", help="Look at the files of those posts only that differ from REF.")
@click.option("--media", "with_media", is_flag=True, help="Print what was measured of each file.")
@command_body
def validate(
    session: Session, shape: str, as_json: bool, offline: bool, base: str | None, with_media: bool
) -> Exit:
    """Check brand and posts of the work tree, with their files; report all problems of all of them."""
    files = read_tree(session.content_top)
    content = read_content(files.files, REGISTRY)
    looked = None if offline else _looked(session, content, files.files, base)
    today = SystemClock().now().date().isoformat()
    checked = check(session, content, files.files[BRAND_PATH], today, looked)
    problems, tables = (*files.problems, *checked.problems), False
    match "json" if as_json else shape:
        case "json":
            print_json(_as_json(problems, checked, session, is_offline=offline))
        case "sarif":
            print_json(sarif(problems, session.locale))
        case "github":
            _annotate(problems, session)
            tables = with_media
        case _:
            print_problems(problems, session.locale, files.files)
            tables = with_media
    if tables:
        _print_measured(checked, content, problems, session)
    if offline:
        tell(msg("validate.offline").text(session.locale))
    tell(summary(problems, content.file_count, session.locale))
    wrong = any(problem.severity is Severity.ERROR for problem in problems)
    return Exit.CONTENT if wrong else Exit.DONE


def _looked(
    session: Session, content: Content, files: Mapping[str, bytes], base: str | None
) -> frozenset[str]:
    """The posts whose files and links are looked at: all, or those that changed since `base`.

    Raises: Misconfigured, when there is no such commit.
    """
    paths = {loaded.post.path for loaded in content.posts if loaded.post is not None}
    if base is None:
        return frozenset(paths)
    git = session.house().repository
    commit = git.merge_base(base, "HEAD")
    if commit is None:
        raise Misconfigured(msg("git.unknown", name=base))
    before = git.read(commit, paths)
    return frozenset(path for path in paths if before.get(path) != files[path])


def _as_json(
    problems: Sequence[Problem], checked: Checked, session: Session, *, is_offline: bool
) -> dict[str, object]:
    return {
        "version": 1,
        "problems": [problem_as_json(problem, session.locale) for problem in problems],
        "media": [measured_as_json(url, found) for url, found in checked.measured.items()],
        "skipped": ["media", "links"] if is_offline else [],
    }


def _annotate(problems: Sequence[Problem], session: Session) -> None:
    """Print annotations, and write all problems to the step's summary, where CI has one."""
    found = github.step_report(problems, session.locale)
    for line in found.lines:
        show(line, is_ours=True)
    path = session.environ.get(SUMMARY_VARIABLE, "")
    if path and found.summary:
        try:
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(found.summary)
        except OSError as error:
            raise Misconfigured(msg("validate.summary", path=path, why=error.strerror)) from error


def _print_measured(
    checked: Checked, content: Content, problems: Sequence[Problem], session: Session
) -> None:
    if content.brand is not None and checked.measured:
        posts = [loaded.post for loaded in content.posts if loaded.post is not None]
        heads, rows = measured_table(checked.measured, posts, content.brand, problems, session.locale)
        print_table(heads, rows)
