"""Problems to report: plain ones, hostile ones, any."""

from __future__ import annotations

from hypothesis import strategies as st

from aromatiza.core.messages import Message, msg
from aromatiza.core.problems import Problem, Severity

HOSTILE = {
    "a colour": "\x1b[31mred\x1b[0m",
    "a title of the window": "\x1b]0;owned\x07",
    "a line written over": "good\rbad",
    "a command": "::error file=a::owned",
    "a command on a line of its own": "a\n::set-output name=a::b",
    "a command behind a blank": "\n \t\xa0::add-mask::a",
    "a command after an odd line end": "a\u2028::stop-commands::a\x85::warning::b",
    "an old command": "a ##[group]b\n##[error]c",
    "properties": "a,line=9::owned",
    "percents": "%0A::error::%25%0D",
    "a picture": '<img src=x onerror="alert(1)">',
    "a picture in Markdown": "![x](https://evil.example/x.png)",
    "a link": "[x](javascript:alert(1)) https://evil.example www.evil.example",
    "everyone": "@everyone @brume/all #1 aromatiza/aromatiza#2",
    "a cell's end": "a | b || `c` ``d`` \\| \\",
    "a comment": "<!-- --> </code></td></table><script>",
    "a line turned round": "abc\u202e\u2066fed",
    "nothing": "\x00",
    "half a character": "\ud83d",
    "braces": "{0} {{1}} {x!r}",
    "marks": "a" + "\u0301" * 5_000,
    "100 kB": "日" * 33_000 + "::error::",
    "100 kB of brackets": "`|<[@#:%" * 12_500,
}
PLAIN = Problem(
    code="too-long",
    severity=Severity.ERROR,
    file="content/posts/brume.yaml",
    line=2,
    column=10,
    key="captions.x",
    message=msg("content.too_many", where="captions.x", found=300, limit=280),
    fix=msg("content.too_many.fix", over=20),
    source="https://example.org/limits?a=1#b",
    account="x",
)
SNIPPETS = st.sampled_from(
    [*list(HOSTILE.values())[:18], ":", "::", "##", "[", "\n", "\r", "%", ",", " ", "|"]
)
TEXTS = st.lists(SNIPPETS | st.text(max_size=4), max_size=6).map("".join)


def said(text: str) -> Message:
    """A message that repeats a text, as one that is found in a file."""
    return msg("content.unknown_key", name=text)


def hostile_problem(text: str, severity: Severity = Severity.ERROR) -> Problem:
    """A problem that says the text wherever a file's author could make it do so."""
    return Problem(text, severity, text, 1, 1, text, said(text), said(text), text, text)


PROBLEMS = st.builds(
    Problem,
    code=TEXTS,
    severity=st.sampled_from(Severity),
    file=TEXTS,
    line=st.integers(1, 5),
    column=st.integers(1, 50),
    key=TEXTS,
    message=st.builds(said, TEXTS),
    fix=st.builds(said, TEXTS),
    source=TEXTS,
    account=TEXTS,
)
