"""`aromatiza init`: make a repository ready: brand, example post, schemas, and the ledger's baseline."""

from __future__ import annotations

import json
from pathlib import Path

import click

from aromatiza.cli.context import Session, command_body
from aromatiza.cli.planning import baseline_of
from aromatiza.cli.screen import print_json, show, tell
from aromatiza.cli.templating import template
from aromatiza.cli.wiring import House, SystemClock
from aromatiza.core.exits import Exit
from aromatiza.core.messages import msg
from aromatiza.loader.schema import schemas

__all__ = ["init"]


@click.command(epilog="\b\nExample:\n  aromatiza init && git add content schemas && git commit -m 'Start'")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@command_body
def init(session: Session, as_json: bool) -> Exit:
    """Write what is missing: content/, schemas/ and the ledger. What is there is never touched.

    Posts that are already committed count as published: adopting an old repository floods nobody.
    """
    house = session.house()
    written = _write_missing(house.repository.top)
    count = _begin_ledger(house)
    if as_json:
        print_json({"version": 1, "written": written, "baseline": count})
        return Exit.DONE
    for path in written:
        show(path)
    if count is None:
        tell(msg("init.ledger_exists").text(session.locale))
    else:
        tell(msg("init.done", branch=house.branch.name, count=count).text(session.locale))
    return Exit.DONE


def _write_missing(top: Path) -> list[str]:
    """Write the files of a new repository that are not there yet; returns their paths."""
    files: dict[str, bytes] = {"content/brand.yaml": template("brand.yaml").encode()}
    if not (top / "content").exists():
        files["content/posts/exemple.yaml"] = template("post.yaml").encode()
    for name, schema in schemas().items():
        files[f"schemas/{name}.schema.json"] = (
            json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        ).encode()
    missing = {path: body for path, body in files.items() if not (top / path).exists()}
    for path, body in missing.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_bytes(body)
    return sorted(missing)


def _begin_ledger(house: House) -> int | None:
    """Write the baseline; returns how many deliveries count as done, None when there was a ledger."""
    if house.branch.tip() is not None:
        return None
    head = house.repository.head()
    baseline = baseline_of(house, head) if head else frozenset()
    house.ledger.begin(head or "", baseline, SystemClock().now())
    return len(baseline)
