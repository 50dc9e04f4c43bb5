"""YAML in, values with the place of every value and key out; what cannot be read is a problem with a line.

The tree is built from the parser's events in one loop, without recursion, and stops at the first limit it
meets: whatever is in a file, reading it takes bounded time and memory. (The library's own composer must not
be used: a file of 50 kB that says only `[` kills the process.)
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

import yaml

from aromatiza.core.messages import Message, msg
from aromatiza.core.post import Json
from aromatiza.core.problems import Problem
from aromatiza.loader.report import Path, Place, Report
from aromatiza.loader.scalars import MERGE_KEY, plain_value
from aromatiza.loader.syntax import explained, place_of

__all__ = ["MAX_BYTES", "Tree", "events_of", "read_yaml"]

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
MAX_NODES = 10_000
"""Generous limits of our own: a post has some 30 values, 3 deep, in less than 10 kB."""

MARKS = {
    "UTF-32": codecs.BOM_UTF32_LE,
    "UTF-16": codecs.BOM_UTF16_LE,
    "UTF-16 BE": codecs.BOM_UTF16_BE,
    "UTF-32 BE": codecs.BOM_UTF32_BE,
}
"""What a file begins with in other encodings. That of UTF-16 is the beginning of that of UTF-32."""

PARSER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

VERSION = (1, 2)
"""The YAML that is read, whether or not a file says so."""

FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Control characters, lone surrogates, a byte order mark amid the text, and line breaks of no editor."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What a file says.

    `places` has every value; the place of a list, a mapping or nothing at all is the one of its key, if it
    has one. `keys` has the place of every key, under the path of its value. `written` has the words behind
    numbers, true, false and null, for those who meant text.
    """

    value: Json
    places: Mapping[Path, Place]
    keys: Mapping[Path, Place]
    written: Mapping[Path, str]

    def place(self, path: Path) -> Place:
        """Where a value is; where the nearest thing around it is, when it is missing."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


def read_yaml(content: bytes, file: str) -> tuple[Tree | None, tuple[Problem, ...]]:
    """Read one file; the tree is None when it cannot be read to its end.

    Problems beside a tree (a key twice, an anchor, a tag) have not hidden the rest of the file. Of a key that
    is there twice the last value counts.
    """
    report = Report(file)
    composer = _Composer(report)
    try:
        composer.compose(_decoded(content, report))
    except _Unreadable:
        return None, report.problems()
    return Tree(composer.value, composer.places, composer.keys, composer.written), report.problems()


def events_of(text: str) -> Iterator[yaml.Event]:
    """The parser's events, one at a time: whoever stops reading stops the work. Raises: yaml.YAMLError."""
    parser = PARSER(text)
    event: yaml.Event | None = None
    while not isinstance(event, yaml.StreamEndEvent):
        event = parser.get_event()
        if event is not None:
            yield event


class _Unreadable(Exception):
    """The file cannot be read any further; the report says why."""


def _decoded(content: bytes, report: Report) -> str:
    """The text of a file, without a byte order mark."""
    if len(content) > MAX_BYTES:
        message = msg("yaml.too_large", limit=MAX_BYTES // 1024)
        _stop(report, "yaml-too-large", (1, 1), message, msg("yaml.too_large.fix"))
    if other := _other_encoding(content):
        message = msg("yaml.other_encoding", encoding=other)
        _stop(report, "yaml-encoding", (1, 1), message, msg("yaml.encoding.fix"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _end_of(content[: error.start].decode("utf-8-sig", "replace"))
        byte = content[error.start : error.start + 1]
        message = msg("yaml.encoding", byte=byte.hex().upper(), character=byte.decode("cp1252", "replace"))
        _stop(report, "yaml-encoding", place, message, msg("yaml.encoding.fix"))
    if found := FORBIDDEN.search(text):
        place, message = _end_of(text[: found.start()]), msg("yaml.control", character=_named(found[0]))
        _stop(report, "yaml-control-character", place, message, msg("yaml.control.fix"))
    return text


def _other_encoding(content: bytes) -> str:
    """The encoding that a file's first bytes show; "" for UTF-8, and for those that show nothing."""
    marked = next((name for name, mark in MARKS.items() if content.startswith(mark)), "")
    return marked or ("UTF-16" if 0 in content[:2] else "")


def _stop(report: Report, code: str, place: Place, message: Message, fix: Message) -> NoReturn:
    report.add(code, place, (), message, fix)
    raise _Unreadable


def _end_of(text: str) -> Place:
    """Where the character after this text would stand."""
    lines = re.split("\r\n|\r|\n", text)
    return len(lines), len(lines[-1]) + 1


def _named(character: str) -> str:
    return f"U+{ord(character):04X}"


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read; `key` is set between a key and its value."""

    path: Path
    start: Place
    container: list[Json] | dict[str, Json]
    key: str | None = None

    @property
    def expects_key(self) -> bool:
        return isinstance(self.container, dict) and self.key is None

    def add(self, value: Json) -> Path:
        """Put the next value in; returns its path."""
        if isinstance(self.container, list):
            self.container.append(value)
            return (*self.path, len(self.container) - 1)
        key, self.key = self.key or "", None
        self.container[key] = value
        return (*self.path, key)


class _Composer:
    """Builds values from events."""

    def __init__(self, report: Report) -> None:
        self.value: Json = None
        self.places: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}
        self.written: dict[Path, str] = {}
        self._report = report
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    def compose(self, text: str) -> None:
        """Read all events of a text. Raises: _Unreadable."""
        try:
            for event in events_of(text):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            code, place, message, fix = explained(error, text, self._open[-1].start if self._open else (1, 1))
            _stop(self._report, code, place, message, fix)
        except (yaml.YAMLError, ValueError):  # ValueError: the pure parser meets "\U00110000"
            _stop(self._report, "yaml-syntax", (1, 1), msg("yaml.syntax"), msg("yaml.syntax.fix"))

    def _take(self, event: object) -> None:
        match event:
            case yaml.ScalarEvent():
                self._check_node(event)
                self._scalar(event)
            case yaml.CollectionStartEvent():
                self._check_node(event)
                self._start(event)
            case yaml.CollectionEndEvent():
                self._open.pop()
            case yaml.AliasEvent():
                self._refuse("yaml-alias", event, msg("yaml.alias", name=event.anchor), msg("yaml.alias.fix"))
            case yaml.DocumentStartEvent():
                self._document(event)
            case _:
                pass

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        """Refuse a second document, and a directive: %YAML 1.1 would make `no` mean false."""
        self._documents += 1
        if self._documents > 1:
            self._refuse("yaml-documents", event, msg("yaml.documents"), msg("yaml.documents.fix"))
        if event.tags or event.version not in {None, VERSION}:
            message = msg("yaml.directive")
            self._report.add("yaml-directive", _start_of(event), (), message, msg("yaml.directive.fix"))

    def _check_node(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """Refuse what a file of posts has no use for."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            message = msg("yaml.too_many", limit=MAX_NODES)
            self._refuse("yaml-too-many-values", event, message, msg("yaml.too_large.fix"))
        if event.anchor is not None:
            message = msg("yaml.anchor", name=event.anchor)
            self._report.add("yaml-anchor", _start_of(event), (), message, msg("yaml.anchor.fix"))
        if event.tag is not None:
            message = msg("yaml.tag", tag=event.tag)
            self._report.add("yaml-tag", _start_of(event), (), message, msg("yaml.tag.fix"))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        is_plain = bool(event.implicit[0])
        if found := FORBIDDEN.search(event.value):
            message = msg("yaml.control", character=_named(found[0]))
            self._refuse("yaml-control-character", event, message, msg("yaml.control.fix"))
        if self._open and self._open[-1].expects_key:
            self._key(event, is_merge=is_plain and event.value == MERGE_KEY)
            return
        value = plain_value(event.value) if is_plain else event.value
        path = self._add(value, event)
        if value is None:
            self.places[path] = self.keys.get(path, self.places[path])
        if not isinstance(value, str) and event.value:
            self.written[path] = event.value

    def _key(self, event: yaml.ScalarEvent, *, is_merge: bool) -> None:
        if is_merge:
            self._refuse("yaml-merge-key", event, msg("yaml.merge"), msg("yaml.alias.fix"))
        top = self._open[-1]
        path = (*top.path, event.value)
        if path in self.keys and event.value in top.container:
            first = self.keys[path][0]
            message = msg("yaml.duplicate", name=event.value, line=first)
            self._report.add("yaml-duplicate-key", _start_of(event), path, message, msg("yaml.duplicate.fix"))
        self.keys[path] = _start_of(event)
        top.key = event.value

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        if self._open and self._open[-1].expects_key:
            self._refuse("yaml-key", event, msg("yaml.key"), msg("yaml.key.fix"))
        if len(self._open) == MAX_DEPTH:
            self._refuse("yaml-depth", event, msg("yaml.depth", limit=MAX_DEPTH), msg("yaml.depth.fix"))
        container: list[Json] | dict[str, Json] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._add(container, event)
        self.places[path] = self.keys.get(path, self.places[path])
        self._open.append(_Open(path, _start_of(event), container))

    def _add(self, value: Json, event: yaml.NodeEvent) -> Path:
        if self._open:
            path = self._open[-1].add(value)
        else:
            path, self.value = (), value
        self.places[path] = _start_of(event)
        self.written.pop(path, None)
        return path

    def _refuse(self, code: str, event: yaml.Event, message: Message, fix: Message) -> NoReturn:
        _stop(self._report, code, _start_of(event), message, fix)


def _start_of(event: yaml.Event) -> Place:
    return place_of(event.start_mark)
