"""The files that `init` and `demo` write, as they stand in the folder beside this module."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["template"]


def template(name: str) -> str:
    """The text of one file below `templates/`."""
    return files("aromatiza.cli").joinpath("templates", *name.split("/")).read_text(encoding="utf-8")
