"""What an unquoted word of YAML means: the core schema of YAML 1.2, read narrowly.

Only what nobody can mean as text becomes something else. `no`, `on`, `18:00`, `2026-06-01`, `012`, `1_000`
and numbers of more digits than a float keeps stay the text that was written.
Source: https://yaml.org/spec/1.2.2/#103-core-schema (read 2026-11).
"""

from __future__ import annotations

import re

__all__ = ["MERGE_KEY", "plain_value"]

MERGE_KEY = "<<"

MAX_DIGITS = 18
"""Fits 64 bits. Longer numbers are ids that somebody forgot to quote; as text they keep every digit."""

WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?")


def plain_value(text: str) -> str | int | float | bool | None:
    """The value of an unquoted scalar."""
    if text in WORDS:
        return WORDS[text]
    if sum(map(str.isdigit, text)) > MAX_DIGITS:
        return text
    if INTEGER.fullmatch(text):
        return int(text)
    if BASED.fullmatch(text):
        return int(text, base=0)
    return float(text) if FLOAT.fullmatch(text) else text
