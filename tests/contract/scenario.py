"""What the kit must be told of a network: who speaks, what a good post is, how a refusal is worded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aromatiza.core.calls import Visibility
from aromatiza.core.platform import Platform
from aromatiza.core.post import Json, MediaKind
from aromatiza.core.refusals import Row
from aromatiza.loader.schema import joined_by
from aromatiza.sandbox.world import Network, World

__all__ = ["Failures", "Good", "No", "Scenario"]


@dataclass(frozen=True, slots=True)
class Good:
    """A post that the network takes, as an author writes it; text, files and id are the kit's own.

    `more` are further keys of the post, such as `link`. `seen` is what its receipt must say.
    `may_stay_unknown`: by its fact sheet the network cannot always tell what became of such a post.
    """

    name: str
    kind: MediaKind
    options: Mapping[str, Json] = field(default_factory=dict)
    files: int = 1
    more: Mapping[str, Json] = field(default_factory=dict)
    seen: Visibility = Visibility.PUBLIC
    may_stay_unknown: bool = False


@dataclass(frozen=True, slots=True)
class No:
    """A refusal to be worded; `host` is the one that says it, "" the network's usual one."""

    status: int
    code: str
    subcode: str
    text: str
    host: str


@dataclass(frozen=True, slots=True)
class Failures:
    """How an answer of success says that what was prepared failed: the table, and the words for a code and a
    subcode of it, as the simulation's faults take them.
    """

    rows: Sequence[Row]
    word: Callable[[str, str], Mapping[str, Json]]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One network for the kit. `networks` make its simulation; `account` and `stranger` are two ids there.

    `settings` are the account's, in `brand.yaml`; `token` is what its token sets up in the simulation,
    behind its name. `word` gives status, headers and body of a refusal, as the simulation's faults take
    them. `tables` are the error tables of calls whose readers judge refusals themselves, by the name of
    the call; `failures` those of calls that ask, before the post, what became of something. `unlisted` is a
    code that no table names. `schema` is the file of a network that does not travel with the package.
    """

    platform: Platform
    networks: Sequence[Callable[[World], Network]]
    account: str
    stranger: str
    posts: Sequence[Good]
    word: Callable[[No], Mapping[str, Json]]
    settings: Mapping[str, Json] = field(default_factory=dict)
    token: str = ""
    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    failures: Mapping[str, Failures] = field(default_factory=dict)
    unlisted: str = "unlisted"
    schema: Path | None = None

    @property
    def name(self) -> str:
        """The network's name."""
        return self.platform.name

    @contextmanager
    def known(self) -> Iterator[None]:
        """While the loader knows the schema of the network's options."""
        if self.schema is None:
            yield
            return
        with joined_by(self.name, json.loads(self.schema.read_text("utf-8"))):
            yield
