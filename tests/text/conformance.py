"""X's own test cases, as its repository has them: `tests/data/twitter-text/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[1] / "data" / "twitter-text"


def cases(file: str, *groups: str) -> list[Any]:
    """The text and what is expected of it, for each case of the groups; its description is its id."""
    # Data of a trusted repository, which is not read the way that the posts of strangers are.
    tests = yaml.load((FOLDER / file).read_text("utf-8"), yaml.SafeLoader)["tests"]  # noqa: TID251
    return [
        pytest.param(case["text"], case["expected"], id=f"{group}: {case['description']}")
        for group in groups
        for case in tests[group]
    ]
