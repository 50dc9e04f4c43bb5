"""What every command shares: where it runs, the language, and what an error does to the exit code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

import click

from aromatiza.cli.screen import tell_error
from aromatiza.cli.wiring import House
from aromatiza.core.errors import AromatizaError, InvalidContent
from aromatiza.core.exits import Exit
from aromatiza.core.messages import Locale
from aromatiza.loader.content import BRAND_PATH, load_brand

__all__ = ["Session", "command_body"]

P = ParamSpec("P")


@dataclass(frozen=True)
class Session:
    """One call of the command line."""

    folder: Path
    remote: str
    lang: str | None
    environ: Mapping[str, str]

    @cached_property
    def locale(self) -> Locale:
        """The language of messages: as asked, else the brand's, else the machine's, else English."""
        wanted = self.lang or self._brand_locale() or self._machine_locale()
        return "fr" if wanted == "fr" else "en"

    @cached_property
    def content_top(self) -> Path:
        """The nearest folder, from where the command runs upwards, that has a brand; else where it runs."""
        folders = (self.folder, *self.folder.parents)
        return next((folder for folder in folders if (folder / BRAND_PATH).is_file()), self.folder)

    def house(self) -> House:
        """The clone that the command runs in. Raises: Misconfigured, when there is none."""
        return House(self.folder, self.remote, self.environ)

    def _brand_locale(self) -> str:
        """The language of the brand in the work tree; "" when there is none that can be read."""
        path = self.content_top / BRAND_PATH
        brand = load_brand(path.read_bytes(), BRAND_PATH)[0] if path.is_file() else None
        return brand.locale if brand else ""

    def _machine_locale(self) -> str:
        """The language that the environment asks for, by the precedence that POSIX gives its variables."""
        values = (self.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        return next(filter(None, values), "")[:2]


def command_body(body: Callable[Concatenate[Session, P], Exit]) -> Callable[P, Exit]:
    """Let a command's function get the session, and turn its errors into a message and an exit code."""

    @wraps(body)
    def run(*args: P.args, **kwargs: P.kwargs) -> Exit:
        session: Session = click.get_current_context().obj
        try:
            return body(session, *args, **kwargs)
        except AromatizaError as error:
            tell_error(error, session.locale)
            return Exit.CONTENT if isinstance(error, InvalidContent) else Exit.CONFIGURATION

    return run
