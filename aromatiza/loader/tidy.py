"""Posts and brand, tidied as text: words, quotes and comments stay, only order and blanks change.

Keys are moved as whole blocks of lines, with the comments directly above them. What comes out is read again:
unless it says exactly the same, with the same comments, the file is left as it is. (A tool that rebuilds the
file from its values could not promise that; docs/decisions/0013-tidy-text-not-trees.md has the reasons.)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

import yaml

from aromatiza.core.messages import Message, msg
from aromatiza.core.problems import Problem
from aromatiza.loader.faults import as_json
from aromatiza.loader.schema import schemas
from aromatiza.loader.syntax import place_of
from aromatiza.loader.yamltree import events_of, read_yaml

__all__ = ["Tidied", "key_order", "says_the_same", "tidied", "tidied_file"]

HEADER = re.compile(r"([|>])([-+0-9]*)")
COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*$", re.MULTILINE)
MODELINE = re.compile(r"#\s*(yaml-language-server:|vim?:|-\*-)")


@dataclass(frozen=True, slots=True)
class Tidied:
    """A file as it should be; `text` is what it is already when there is anything against a change.

    `problems`: it cannot be read. `doubt`: tidying it would change what it says.
    """

    text: str
    problems: tuple[Problem, ...] = ()
    doubt: Message | None = None


def key_order(schema: str) -> tuple[str, ...]:
    """The top-level keys that a schema knows, in its order."""
    properties = schemas()[schema].get("properties")
    return tuple(properties) if isinstance(properties, dict) else ()


def tidied_file(content: bytes, path: str, order: Sequence[str]) -> Tidied:
    """A file tidied, or the reasons against it."""
    text = content.decode("utf-8", "replace")
    tree, problems = read_yaml(content, path)
    if tree is None or problems:
        return Tidied(text, problems)
    proposal = _proposal(_plain(text), order)
    return Tidied(proposal) if says_the_same(text, proposal) else Tidied(text, doubt=msg("fmt.doubt"))


def says_the_same(before: str, after: str) -> bool:
    """Whether two texts can both be read, and have the same values and the same comments."""
    meaning = _meaning(_plain(before))
    return meaning is not None and meaning == _meaning(_plain(after))


def tidied(text: str, order: Sequence[str]) -> str:
    """The text with its top-level keys in that order, and without needless blanks and lines.

    Keys that are not in `order` stay below the key that they follow. A text that cannot be read, or would
    then say something else, is given back as it is. Repeating it changes nothing.
    """
    return tidied_file(text.encode(), "", order).text


class _Kind(Enum):
    """What may be done with a line."""

    FREE = auto()
    """Anything: blanks at its end mean nothing, nor does it when it is empty."""

    FOLDED = auto()
    """Inside a text of several lines: an empty line means something, blanks at a line's end do not."""

    KEPT = auto()
    """Every sign counts."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line; `is_open`: it belongs to a block that would take empty lines below for its own."""

    text: str
    kind: _Kind
    is_open: bool = False

    @property
    def is_blank(self) -> bool:
        return self.kind is _Kind.FREE and not self.text

    def is_comment(self, column: int) -> bool:
        """Whether it is a comment that begins at most at that column."""
        words = self.text.lstrip(" \t")
        return self.kind is _Kind.FREE and words.startswith("#") and len(self.text) - len(words) <= column


@dataclass(frozen=True, slots=True)
class _Scalar:
    """Where a text stands, counted from 0: from `first` and `column` to `last`, before `end_column`.

    `header` are the signs that begin a block, such as `|` and `>-`; "" for a text of any other form.
    """

    first: int
    column: int
    last: int
    end_column: int
    header: str


@dataclass(slots=True)
class _Layout:
    """Where things stand in a file: all texts, and the top-level keys by their names and lines.

    `column` is where these keys begin; None when they cannot be told apart by their lines.
    """

    scalars: list[_Scalar] = field(default_factory=list)
    keys: list[tuple[str, int]] = field(default_factory=list)
    column: int | None = None


def _plain(text: str) -> str:
    """A text without a byte order mark, with one kind of line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _meaning(text: str) -> tuple[str, Counter[str]] | None:
    """What a text says: its values (as JSON, for which 1 and true are two things) and its comments."""
    tree, problems = read_yaml(text.encode(), "")
    return None if tree is None or problems else (as_json(tree.value), _comments(text))


def _proposal(text: str, order: Sequence[str]) -> str:
    layout = _layout(text)
    lines = _classified(_closed(text, layout).split("\n"), layout)
    parts = _parts(lines, layout)
    if parts is not None:
        head, blocks, tail = parts
        lines = [*head, *(line for block in _sorted(blocks, order) for line in block.lines), *tail]
    return "".join(f"{line.text}\n" for line in _single_spaced(lines))


def _layout(text: str) -> _Layout:
    """Walk the events once, counting the depth."""
    layout, lines = _Layout(), text.split("\n")
    depth, is_key, has_odd_key = 0, True, False
    for event in events_of(text):
        line, column = place_of(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            layout.scalars.append(_scalar(event, lines))
        if depth == 1 and layout.column is not None and isinstance(event, yaml.NodeEvent):
            if is_key and isinstance(event, yaml.ScalarEvent):
                layout.keys.append((event.value, line - 1))
                has_odd_key |= column - 1 != layout.column
            is_key = not is_key
        if isinstance(event, yaml.CollectionStartEvent):
            if depth == 0 and isinstance(event, yaml.MappingStartEvent) and not event.flow_style:
                layout.column = column - 1
            depth += 1
        depth -= isinstance(event, yaml.CollectionEndEvent)
    if has_odd_key:
        layout.column = None
    return layout


def _scalar(event: yaml.ScalarEvent, lines: Sequence[str]) -> _Scalar:
    (first, column), (last, end_column) = place_of(event.start_mark), place_of(event.end_mark)
    is_block = event.style in {"|", ">"}
    header = HEADER.match(lines[first - 1], column - 1) if is_block else None
    if is_block and end_column == 1:
        last -= 1  # the parser's end of a block is the beginning of the next line
    return _Scalar(first - 1, column - 1, last - 1, end_column - 1, header[0] if header else "")


def _closed(text: str, layout: _Layout) -> str:
    """The text without its last line end; a block that ended without one says so in its header instead."""
    if text.endswith("\n"):
        return text[:-1]
    lines = text.split("\n")
    for scalar in layout.scalars:
        if scalar.header and scalar.first < scalar.last == len(lines) - 1:
            before, after = lines[scalar.first][: scalar.column], lines[scalar.first][scalar.column :]
            closed = re.sub("[-+]", "", scalar.header) + "-"
            lines[scalar.first] = f"{before}{closed}{after.removeprefix(scalar.header)}"
    return "\n".join(lines)


def _classified(texts: Sequence[str], layout: _Layout) -> list[_Line]:
    """The lines, without the blanks at their ends that mean nothing."""
    kinds = [_Kind.FREE] * len(texts)
    is_open = [False] * len(texts)
    for scalar in layout.scalars:
        if scalar.header:
            is_open[scalar.first : scalar.last + 1] = ["+" in scalar.header] * (
                scalar.last + 1 - scalar.first
            )
            last = _last_that_counts(texts, scalar)
            kinds[scalar.first + 1 : last + 1] = [_Kind.KEPT] * (last - scalar.first)
        else:
            kinds[scalar.first : scalar.last] = map(_folded, texts[scalar.first : scalar.last])
    return [
        _Line(text if kind is _Kind.KEPT else text.rstrip(" \t"), kind, open_)
        for text, kind, open_ in zip(texts, kinds, is_open, strict=True)
    ]


def _folded(text: str) -> _Kind:
    """A blank after a backslash is one that its author wants."""
    return _Kind.KEPT if text.rstrip(" \t").endswith("\\") else _Kind.FOLDED


def _last_that_counts(texts: Sequence[str], scalar: _Scalar) -> int:
    """The last line of a block whose loss would be noticed: empty ones at its end count only after `+`."""
    first, last = scalar.first, scalar.last
    if "+" in scalar.header:
        return last
    words = [text for text in texts[first + 1 : last + 1] if text.strip(" ")]
    has_own_indent = re.search("[0-9]", scalar.header) is not None
    slack = len(words[0]) - len(words[0].lstrip(" ")) if words and not has_own_indent else 0
    while last > first and not texts[last].strip(" ") and len(texts[last]) <= slack:
        last -= 1
    return last


@dataclass(frozen=True, slots=True)
class _Block:
    """A top-level key with its value, and what belongs to it above."""

    name: str
    lines: Sequence[_Line]


def _parts(
    lines: Sequence[_Line], layout: _Layout
) -> tuple[Sequence[_Line], Sequence[_Block], Sequence[_Line]] | None:
    """Head, blocks and tail of a file; None when its keys stay where they are."""
    column = layout.column
    if column is None:
        return None
    starts = [_head_end(lines, layout.keys[0][1])]
    starts += [_block_start(lines, line, column) for _, line in layout.keys[1:]]
    end = len(lines)
    while end > starts[-1] and (
        lines[end - 1].is_blank or lines[end - 1].is_comment(column) or lines[end - 1].text.rstrip() == "..."
    ):
        end -= 1
    ends = [*starts[1:], end]
    blocks = [
        _Block(name, lines[start:stop])
        for (name, _), start, stop in zip(layout.keys, starts, ends, strict=True)
    ]
    return lines[: starts[0]], blocks, lines[end:]


def _block_start(lines: Sequence[_Line], key_line: int, column: int) -> int:
    """Where the comments and empty lines above a key begin."""
    start = key_line
    while start and (lines[start - 1].is_blank or lines[start - 1].is_comment(column)):
        start -= 1
    return start


def _head_end(lines: Sequence[_Line], key_line: int) -> int:
    """Where the head of a file ends: what an editor reads, then a comment that an empty line sets apart."""
    start = max((n + 1 for n in range(key_line) if lines[n].text.startswith("---")), default=0)
    while start < key_line and (lines[start].is_blank or MODELINE.match(lines[start].text)):
        start += 1
    apart = next((n for n in range(start, key_line) if lines[n].is_blank), start)
    while apart < key_line and lines[apart].is_blank:
        apart += 1
    return apart


def _sorted(blocks: Sequence[_Block], order: Sequence[str]) -> list[_Block]:
    """The blocks in that order; one of an unknown name stays below the one that it follows."""
    ranks: Mapping[str, int] = {name: rank for rank, name in enumerate(order)}
    ranked: list[tuple[int, _Block]] = []
    rank = -1
    for block in blocks:
        rank = ranks.get(block.name, rank)
        ranked.append((rank, block))
    return [block for _, block in sorted(ranked, key=lambda pair: pair[0])]


def _single_spaced(lines: Sequence[_Line]) -> Iterator[_Line]:
    """The lines with no empty ones at either end, and never two in a row."""
    is_waiting, previous = False, None
    for line in lines:
        if line.is_blank:
            is_waiting = previous is not None and not previous.is_open
            continue
        if is_waiting:
            yield _Line("", _Kind.FREE)
        yield line
        is_waiting, previous = False, line


def _comments(text: str) -> Counter[str]:
    """Every comment with how often it is there: what is left when all texts are taken away."""
    lines = text.split("\n")
    for scalar in _layout(text).scalars:
        if scalar.header:
            lines[scalar.first + 1 : scalar.last + 1] = [""] * (scalar.last - scalar.first)
        else:
            _write_over(lines, scalar)
    return Counter(found.rstrip(" \t") for line in lines for found in COMMENT.findall(line))


def _write_over(lines: list[str], scalar: _Scalar) -> None:
    """Put letters in the place of a text, so that nothing in it looks like a comment."""
    for number in range(scalar.first, min(scalar.last, len(lines) - 1) + 1):
        line = lines[number]
        start = scalar.column if number == scalar.first else 0
        end = scalar.end_column if number == scalar.last else len(line)
        lines[number] = line[:start] + "x" * (end - start) + line[end:]
