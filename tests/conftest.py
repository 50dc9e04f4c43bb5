"""What every run of the tests says at its end."""

from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what was skipped for want of a document; pytest itself only counts."""
    reports = terminalreporter.stats.get("skipped", [])
    reasons = {
        report.longrepr[2].removeprefix("Skipped: ") for report in reports if "tests/specs" in report.nodeid
    }
    for reason in sorted(reasons):
        terminalreporter.write_line(reason, yellow=True)
