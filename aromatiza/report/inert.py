"""Text that others wrote, made fit for a report: it commands nothing, hides nothing and has an end.

Posts come from pull requests of strangers. What their files say stands in our output, and GitHub's runner
obeys lines of any program's output that look like its commands.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
(read 2026-11-22), and https://github.com/actions/runner, `ActionCommand.cs` (read 2026-11-23).
"""

from __future__ import annotations

import re

from aromatiza.text.visible import visible

__all__ = ["MOST_CHARS", "PLAIN_ADDRESS", "cut", "harmless", "one_line"]

MOST_CHARS = 4_000
"""As much of one sentence as a report repeats: more than any of ours, an address to paste included."""
PLAIN_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~/?=&%#+-]*)?")
"""An address that can stand as a link in any format without ending it; all sources of our rules match."""
UNSEEN = "[\u061c\u180b-\u180f\u200c-\u200f\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
"""What `visible` leaves, and a comparison of texts may skip: the runner's own does, with its language set."""
COMMAND = re.compile(rf"^(?:\s|{UNSEEN[:-1]})*:(?={UNSEEN}:)")
OLD_COMMAND = re.compile(rf"#{UNSEEN}#(?={UNSEEN}\[)")


def cut(text: str, limit_chars: int = MOST_CHARS) -> str:
    """The text, or its beginning and an ellipsis: never more than `limit_chars` code points."""
    return text if len(text) <= limit_chars else f"{text[: limit_chars - 1]}…"


def one_line(text: str, limit_chars: int = MOST_CHARS) -> str:
    """The text on one line, without anything that acts, of at most `limit_chars` code points."""
    # Cut first, so that much text costs little; again, because numbers are longer than what they stand for.
    return cut(" ".join(visible(cut(text, limit_chars)).split()), limit_chars)


def harmless(line: str) -> str:
    """A line that no runner takes for a command: both ways to write one are broken up, visibly.

    The runner looks for `::` after any blanks, and for the older `##[` anywhere. What follows a line feed is
    a line of its own; other line ends, and colours, are written as their numbers.
    """
    return "\n".join(map(_harmless, visible(line).split("\n")))


def _harmless(line: str) -> str:
    return COMMAND.sub(r"\g<0> ", OLD_COMMAND.sub(r"\g<0> ", line))
