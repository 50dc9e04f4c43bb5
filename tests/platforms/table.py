"""How much of each network is there: `python -m tests.platforms.table`.

Calls are the functions of an adapter that make one; rows are those of its error tables, of every phase;
options are the keys of its schema; validated requests are those that real deliveries sent and that fit the
network's own description (only three networks publish one).
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from aromatiza import platforms
from aromatiza.core.refusals import Row
from aromatiza.platforms import REGISTRY
from tests.specs.checked import checked
from tests.specs.documents import SOURCES

__all__ = ["calls", "options", "rows", "table"]

HEAD = ("network", "calls", "error rows", "options", "requests validated")
SCHEMAS = Path(__file__).parents[2] / "schemas/platforms"


def modules(platform: str) -> Iterator[ModuleType]:
    """The modules of an adapter, and what Facebook and Instagram share."""
    package = importlib.import_module(f"{platforms.__name__}.{platform}")
    for found in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{found.name}")
    if platform in ("facebook", "instagram"):
        yield importlib.import_module(f"{platforms.__name__}._graph")


def calls(platform: str) -> int:
    """How many kinds of call an adapter makes."""
    found = 0
    for module in modules(platform):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
        found += sum(isinstance(one.returns, ast.Name) and one.returns.id == "Call" for one in functions)
    return found


def rows(platform: str) -> int:
    """How many rows the error tables of an adapter have, each counted once."""
    found: set[tuple[object, ...]] = set()
    for module in modules(platform):
        for value in vars(module).values():
            if isinstance(value, tuple) and value and all(isinstance(one, Row) for one in value):
                found.update((row.then, row.code, row.subcode, row.status) for row in value)
    return len(found)


def options(platform: str) -> int:
    """How many options a post or an account may give the network."""
    schema = json.loads((SCHEMAS / f"{platform}.schema.json").read_text(encoding="utf-8"))
    return len(schema["properties"])


def validated(platform: str) -> str:
    """How many requests were held against the network's own description; "-" where there is none."""
    if platform not in SOURCES or not SOURCES[platform].path.exists():
        return "-"
    return str(sum(verdict.request is not None for _, verdict in checked(platform).deliveries))


def table() -> str:
    """One line for each network."""
    lines = [
        (name, str(calls(name)), str(rows(name)), str(options(name)), validated(name)) for name in REGISTRY
    ]
    widths = [max(map(len, column)) for column in zip(HEAD, *lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in (HEAD, *lines))


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
