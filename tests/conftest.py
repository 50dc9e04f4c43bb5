"""What every run of the tests says at its end."""

from __future__ import annotations

import pytest

SPOKEN_OF = ("tests/specs", "tests/sdk")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what was skipped for want of a document or an SDK; pytest itself only counts."""
    reports = terminalreporter.stats.get("skipped", [])
    reasons = {
        report.longrepr[2].removeprefix("Skipped: ")
        for report in reports
        if report.nodeid.startswith(SPOKEN_OF)
    }
    for reason in sorted(reasons):
        terminalreporter.write_line(reason, yellow=True)
