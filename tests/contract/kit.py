"""The conformance kit, as tables for people: `python -m tests.contract.kit [--matrix] [NETWORK ...]`.

One table says which check each network passes, another which check caught each flow that is wrong on purpose.
With `--matrix` every check is made of every wrong flow, which takes minutes. Exits 1 when a network fails, or
when a wrong flow passes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence

from tests.contract.broken import BROKEN, Broken
from tests.contract.checks import CHECKS
from tests.contract.rows import rows_in
from tests.contract.scenario import Scenario
from tests.contract.six import SIX
from tests.contract.toy.scenario import TOY

__all__ = ["SCENARIOS", "verdict"]

SCENARIOS = (*SIX, TOY)
PASSED, FAILED = "ok", "FAILS"


def verdict(scenario: Scenario, check: str) -> str:
    """What a check says of a network: nothing, or the sentence that is wrong with it."""
    try:
        CHECKS[check](scenario)
    except AssertionError as error:
        return " ".join(str(error).split()) or "it does not hold"
    return ""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns as wide as what they hold."""
    lines = [list(heads), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join(
        "  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def show_networks(scenarios: Sequence[Scenario]) -> bool:
    """Print the table of networks; says whether all passed."""
    lines, sentences = [], []
    for scenario in scenarios:
        begun = time.monotonic()
        verdicts = {check: verdict(scenario, check) for check in CHECKS}
        cells = [FAILED if said else PASSED for said in verdicts.values()]
        seconds = f"{time.monotonic() - begun:.0f} s"
        posts = ", ".join(good.name for good in scenario.posts)
        lines.append([scenario.name, *cells, str(rows_in(scenario)), posts, seconds])
        sentences += [f"{scenario.name}, {check}: {said}" for check, said in verdicts.items() if said]
    print(table(["network", *CHECKS, "rows", "posts", "took"], lines))  # noqa: T201 - it is a command
    print(*sentences, sep="\n")  # noqa: T201
    return not sentences


def show_broken(flows: Sequence[Broken], *, is_matrix: bool) -> bool:
    """Print the table of wrong flows; says whether each was caught by the check that must catch it."""
    lines = []
    is_good = True
    for flow in flows:
        checks = tuple(CHECKS) if is_matrix else (flow.caught_by,)
        said = {check: verdict(flow.scenario, check) for check in checks}
        is_good &= flow.saying in said[flow.caught_by]
        caught = [check for check, sentence in said.items() if sentence]
        lines.append([flow.name, ", ".join(caught) or "NOT CAUGHT", said[flow.caught_by][:110]])
    print(table(["wrong on purpose", "caught by", "saying"], lines))  # noqa: T201
    return is_good


def main(words: Sequence[str]) -> int:
    """Make the checks, print the tables; gives the exit code."""
    names = [word for word in words if not word.startswith("-")]
    chosen = [scenario for scenario in SCENARIOS if not names or scenario.name in names]
    is_good = show_networks(chosen)
    is_good &= show_broken(BROKEN, is_matrix="--matrix" in words)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
